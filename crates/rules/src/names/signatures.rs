//! The checks at load.

use reach_expr::{ClassId, Kind, MethodId, Signatures, StaticId, Unknown, Value};

use super::lookup::{self, Call, Lookup};
use super::method::{EVENT, Fixed, OBJECT, SCOPE, ScopeMethod, find};
use super::{Names, refuse};
use crate::platform::{Class, ConstValue, PluginMethod, class_constant, is_date_getter};
use crate::xpath::{XPath, XPathError};

type Args<'a> = [Option<Value<'a>>];

impl Signatures for Names {
    fn method(&mut self, kind: Kind, name: &str, args: &Args<'_>) -> Result<(MethodId, Kind), Unknown> {
        let gives = if kind == Kind::SCOPE {
            self.scope_method(name, args)?
        } else if kind == super::EVENT {
            self.event_method(name, args)?
        } else {
            self.object_method(kind, name, args)?
        };
        Ok((self.intern_method(name), gives))
    }

    fn static_method(&mut self, class: &str, method: &str, args: &Args<'_>) -> Result<(StaticId, Kind), Unknown> {
        if let Some(row) = lookup::find(class, method) {
            let given = args.len();
            if !(row.args.0..=row.args.1).contains(&given) {
                return Err(refuse::argument_count(&format!("{}::{}", row.class, row.method), row.args, given));
            }
            check_lookup(row.class, row.method, row.lookup, args)?;
            return Ok((self.intern_call(Call::Lookup(row.lookup)), row.gives));
        }
        let plugin = PluginMethod::find(class, method).ok_or_else(|| refuse::static_method(class, method))?;
        if args.len() != 1 {
            return Err(refuse::argument_count(&format!("{class}::{method}"), (1, 1), args.len()));
        }
        Ok((self.intern_call(Call::Plugin(plugin)), Kind::ANY))
    }

    fn constant(&mut self, class: &str, name: &str) -> Result<Value<'static>, Unknown> {
        match class_constant(class, name) {
            Some(ConstValue::Null) => Ok(Value::Null),
            Some(ConstValue::Int(number)) => Ok(Value::Int(number)),
            Some(ConstValue::Str(text)) => Ok(Value::str(text)),
            None => Err(refuse::constant(class, name)),
        }
    }

    fn class(&mut self, name: &str) -> Result<ClassId, Unknown> {
        let class = Class::by_name(name).ok_or_else(|| refuse::class(name))?;
        Ok(self.intern_class(class))
    }
}

impl Names {
    fn scope_method(&self, name: &str, args: &Args<'_>) -> Result<Kind, Unknown> {
        let fixed = find(&SCOPE, name).ok_or_else(|| refuse::method(Kind::SCOPE, name))?;
        check_count(fixed, args)?;
        Ok(match fixed.method {
            ScopeMethod::Object => super::OBJECT,
            ScopeMethod::Event => super::EVENT,
            ScopeMethod::PartnerId | ScopeMethod::Time => Kind::ANY,
            ScopeMethod::DynamicValueByKey | ScopeMethod::DynamicValues => Kind::ANY,
        })
    }

    fn event_method(&self, name: &str, args: &Args<'_>) -> Result<Kind, Unknown> {
        let fixed = find(&EVENT, name).ok_or_else(|| refuse::method(super::EVENT, name))?;
        check_count(fixed, args)?;
        Ok(if fixed.name == "getObject" { super::OBJECT } else { Kind::ANY })
    }

    /// On an object, or on a value of which nothing is known: then it may also be `$scope` or the event.
    fn object_method(&mut self, kind: Kind, name: &str, args: &Args<'_>) -> Result<Kind, Unknown> {
        let gives = match find(&OBJECT, name) {
            Some(fixed) => check_count(fixed, args),
            None if is_getter(self, name) => check_getter(name, args),
            None => Err(refuse::method(kind, name)),
        };
        if gives.is_err() && kind == Kind::ANY {
            let other = self.scope_method(name, args).or_else(|_| self.event_method(name, args));
            return other.or(gives.map(|()| Kind::ANY));
        }
        gives.map(|()| Kind::ANY)
    }
}

fn is_getter(names: &mut Names, name: &str) -> bool {
    // A refused name is numbered too; it costs a place and is never used.
    let id = names.intern_method(name);
    names.methods.get(id.0 as usize).is_some_and(|method| method.getters().is_some())
}

fn check_count<M>(fixed: &Fixed<M>, args: &Args<'_>) -> Result<(), Unknown> {
    if (fixed.args.0..=fixed.args.1).contains(&args.len()) {
        return Ok(());
    }
    Err(refuse::argument_count(fixed.name, fixed.args, args.len()))
}

/// A getter takes an argument only where it reads a date (`expressions.md S2`, 4).
fn check_getter(name: &str, args: &Args<'_>) -> Result<(), Unknown> {
    let most = usize::from(is_date_getter(name));
    match args {
        [] => Ok(()),
        [format] if most == 1 => match format {
            Some(Value::Str(format)) if format.as_bytes().contains(&b'%') => Err(refuse::percent(name)),
            _ => Ok(()),
        },
        args => Err(refuse::argument_count(name, (0, most), args.len())),
    }
}

/// What a lookup asks of literal arguments.
fn check_lookup(class: &str, method: &str, lookup: Lookup, args: &Args<'_>) -> Result<(), Unknown> {
    match (lookup, args) {
        (Lookup::Assets, [_, Some(types), ..]) if !types.is_null() => {
            Err(refuse::argument(class, method, "takes null as its second argument", "ask the class of each asset with `instanceof`"))
        }
        (Lookup::MetadataValues, [_, Some(Value::Str(path))]) => match XPath::parse(&path.to_text()) {
            Ok(_) => Ok(()),
            Err(error) => Err(Unknown { message: error.to_string(), help: Some(XPathError::HELP.to_owned()) }),
        },
        (Lookup::MetadataField, [_, Some(Value::Str(name))]) => match XPath::field(&name.to_text()) {
            Ok(_) => Ok(()),
            Err(_) => Err(refuse::argument(class, method, "takes the name of a field", "`parseMetadataValues` takes a path")),
        },
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;

    fn accepts(kind: Kind, name: &str, args: &Args<'_>) -> Result<Kind, Unknown> {
        Signatures::method(&mut Names::new(), kind, name, args).map(|(_, kind)| kind)
    }

    #[test]
    fn methods_are_accepted_where_they_exist() {
        let cases = [
            (Kind::SCOPE, "getObject", 0, names::OBJECT),
            (Kind::SCOPE, "GETEVENT", 0, names::EVENT),
            (Kind::SCOPE, "getPartnerId", 0, Kind::ANY),
            (Kind::SCOPE, "getDynamicValues", 0, Kind::ANY),
            (Kind::SCOPE, "getDynamicValues", 2, Kind::ANY),
            (names::EVENT, "getObject", 0, names::OBJECT),
            (names::EVENT, "getmodifiedcolumns", 0, Kind::ANY),
            (names::EVENT, "isCustomDataModified", 0, Kind::ANY),
            (names::OBJECT, "getAnythingAtAll", 0, Kind::ANY),
            (names::OBJECT, "isReady", 0, Kind::ANY),
            (names::OBJECT, "getCreatedAt", 1, Kind::ANY),
            (names::OBJECT, "getFromCustomData", 3, Kind::ANY),
            (names::OBJECT, "isColumnModified", 1, Kind::ANY),
            (names::OBJECT, "isModified", 0, Kind::ANY),
            (Kind::ANY, "getName", 0, Kind::ANY),
            (Kind::ANY, "isCustomDataModified", 2, Kind::ANY),
            (Kind::ANY, "getDynamicValueByKey", 1, Kind::ANY),
        ];
        for (kind, name, args, gives) in cases {
            assert_eq!(accepts(kind, name, &vec![None; args]), Ok(gives), "{name}");
        }
    }

    #[test]
    fn methods_are_refused_with_what_to_write() {
        let cases = [
            (Kind::SCOPE, "getObjekt", 0, "`$scope` has no method `getObjekt`", "did you mean `getObject`?"),
            (Kind::SCOPE, "getKs", 0, "`$scope` has no method `getKs`", "`$scope` has `getObject`, `getEvent`"),
            (Kind::SCOPE, "getObject", 1, "`getObject` takes no argument, 1 given", ""),
            (Kind::SCOPE, "getDynamicValueByKey", 0, "`getDynamicValueByKey` takes 1 argument, 0 given", ""),
            (Kind::SCOPE, "getDynamicValues", 3, "`getDynamicValues` takes at most 2 arguments, 3 given", ""),
            (names::EVENT, "getModifiedColumn", 0, "the event has no method `getModifiedColumn`", "did you mean `getModifiedColumns`?"),
            (names::EVENT, "getBatchJob", 0, "the event has no method `getBatchJob`", "the event has `getObject`"),
            (names::OBJECT, "setStatus", 1, "a condition may not call `setStatus`", "did you mean `getStatus`?"),
            (names::OBJECT, "delete", 0, "a condition may not call `delete`", "a condition reads with getters"),
            (names::OBJECT, "getPeer", 0, "a condition may not call `getPeer`", ""),
            (names::OBJECT, "isRedy", 0, "a condition may not call `isRedy`", "did you mean `isReady`?"),
            (names::OBJECT, "isScheduledNow", 0, "a condition may not call `isScheduledNow`", "a condition reads"),
            (names::OBJECT, "isCustomDataModified", 1, "an object has no method `isCustomDataModified`", "ask the event"),
            (names::OBJECT, "getName", 1, "`getName` takes no argument, 1 given", ""),
            (names::OBJECT, "getCreatedAt", 2, "`getCreatedAt` takes at most 1 arguments, 2 given", ""),
            (names::OBJECT, "getFromCustomData", 0, "`getFromCustomData` takes 1 to 3 arguments, 0 given", ""),
            (Kind::ANY, "setName", 1, "a condition may not call `setName`", "did you mean `getName`?"),
        ];
        for (kind, name, args, message, help) in cases {
            let refused = accepts(kind, name, &vec![None; args]).unwrap_err();
            assert!(refused.message.starts_with(message), "{refused:?}");
            assert!(refused.help.unwrap_or_default().starts_with(help), "{name}");
        }
        let percent = accepts(names::OBJECT, "getCreatedAt", &[Some(Value::str("%d"))]).unwrap_err();
        assert_eq!(percent.message, "the format of `getCreatedAt` has a `%`");
    }

    #[test]
    fn static_methods_are_those_of_the_table() {
        let text = |text| Some(Value::str(text));
        let mut names = Names::new();
        let mut accepts = |class: &str, method: &str, args: &Args<'_>| names.static_method(class, method, args).map(|(_, kind)| kind);
        assert_eq!(accepts("entryPeer", "retrieveByPk", &[None]), Ok(names::OBJECT));
        assert_eq!(accepts("ENTRYPEER", "RETRIEVEBYPKNOFILTER", &[None]), Ok(names::OBJECT));
        assert_eq!(accepts("assetPeer", "retrieveByEntryId", &[None, Some(Value::Null), None]), Ok(Kind::ANY));
        assert_eq!(accepts("RoomPlugin", "getEntryTypeCoreValue", &[None]), Ok(Kind::ANY));
        assert_eq!(accepts("kMetadataManager", "parseMetadataValues", &[None, text("//a[1]")]), Ok(Kind::ANY));
        let cases: [(&str, &str, &Args<'_>, &str, &str); 10] = [
            ("entryPeer", "retrieveByPK", &[], "`entryPeer::retrieveByPK` takes 1 argument, 0 given", ""),
            (
                "entryPeer",
                "retrieveByPKs",
                &[None],
                "a condition may not call `entryPeer::retrieveByPKs`",
                "did you mean `entryPeer::retrieveByPK`?",
            ),
            ("entryPeer", "doSelect", &[None], "a condition may not call `entryPeer::doSelect`", "`entryPeer` has `retrieveByPK`"),
            (
                "entriesPeer",
                "retrieveByPK",
                &[None],
                "a condition may not call `entriesPeer::retrieveByPK`",
                "did you mean a method of `entryPeer`?",
            ),
            (
                "kCurrentContext",
                "getCurrentPartnerId",
                &[],
                "a condition may not call `kCurrentContext::getCurrentPartnerId`",
                "its data is not in an event",
            ),
            (
                "assetPeer",
                "retrieveByEntryId",
                &[None, Some(Value::Int(1))],
                "`assetPeer::retrieveByEntryId` takes null as its second argument",
                "ask the class",
            ),
            (
                "kMetadataManager",
                "parseMetadataValues",
                &[None, text("//a[last()]")],
                "the XPath `//a[last()]` is not supported",
                "write a bare name",
            ),
            (
                "kMetadataManager",
                "getMetadataValueForField",
                &[None, text("a/b")],
                "`kMetadataManager::getMetadataValueForField` takes the name of a field",
                "",
            ),
            ("RoomPlugin", "getEntryTypeCoreValue", &[], "`RoomPlugin::getEntryTypeCoreValue` takes 1 argument, 0 given", ""),
            ("RoomPlugin", "getNothingCoreValue", &[None], "a condition may not call `RoomPlugin::getNothingCoreValue`", ""),
        ];
        for (class, method, args, message, help) in cases {
            let refused = accepts(class, method, args).unwrap_err();
            assert!(refused.message.starts_with(message), "{refused:?}");
            assert!(refused.help.clone().unwrap_or_default().starts_with(help), "{refused:?}");
        }
    }

    #[test]
    fn constants_and_classes_are_those_of_the_platform() {
        let mut names = Names::new();
        let constant = names.constant("ENTRYSTATUS", "READY").unwrap();
        assert!(matches!(constant, Value::Int(2)));
        assert!(matches!(names.constant("entryPeer", "STATUS"), Ok(Value::Str(text)) if text.as_bytes() == b"entry.STATUS"));
        let cases = [
            ("entryStatus", "REDY", "`entryStatus` has no constant `REDY`", "did you mean `entryStatus::READY`?"),
            ("entryStatus", "ready", "`entryStatus` has no constant `ready`", "did you mean `entryStatus::READY`?"),
            ("entryStats", "READY", "there is no class `entryStats`", "did you mean `entryStatus::READY`?"),
            ("Zzzzzzzzzzzzzzz", "A", "there is no class `Zzzzzzzzzzzzzzz`", "write the value itself"),
        ];
        for (class, name, message, help) in cases {
            let refused = names.constant(class, name).unwrap_err();
            assert_eq!((refused.message.as_str(), refused.help.as_deref()), (message, Some(help)));
        }
        let class = names.class("captionASSET").unwrap();
        assert_eq!(names.class("CaptionAsset"), Ok(class));
        assert_ne!(names.class("BaseObject"), Ok(class));
        assert_eq!(names.class("CaptionAset").unwrap_err().help.as_deref(), Some("did you mean `CaptionAsset`?"));
        assert!(names.class("KalturaMediaEntry").is_err());
    }

    #[test]
    fn a_name_is_numbered_once() {
        let mut names = Names::new();
        let mut id = |kind, name| Signatures::method(&mut names, kind, name, &[]).unwrap().0;
        assert_eq!(id(Kind::SCOPE, "getObject"), id(names::EVENT, "getObject"));
        assert_ne!(id(names::OBJECT, "getName"), id(names::OBJECT, "GETNAME"));
    }
}
