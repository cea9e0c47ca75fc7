//! What the event answers (`expressions.md S3`).

use reach_expr::{Fault, Fuel, Value, loose_eq, numeric, to_str};

use super::columns::DEFAULT_NAMESPACE;
use super::{Facts, OBJECT, known};
use crate::names::EventMethod;
use crate::need::Need;
use crate::platform::EventType;

impl<'e> Facts<'e> {
    pub(super) fn call_event(&self, method: EventMethod, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match method {
            EventMethod::Object => Ok(Value::Object(OBJECT)),
            EventMethod::ModifiedColumns => {
                self.only_on(EventType::ObjectChanged, "getModifiedColumns")?;
                self.modified_columns(fuel)
            }
            EventMethod::IsCustomDataModified => {
                self.only_on(EventType::ObjectChanged, "isCustomDataModified")?;
                let (field, namespace) = field_and_namespace(args)?;
                known(self.is_custom_data_modified(field.as_deref(), &namespace)).map(Value::Bool)
            }
            EventMethod::CustomDataOldValue => {
                self.only_on(EventType::ObjectChanged, "getCustomDataOldValue")?;
                match field_and_namespace(args)? {
                    (Some(field), namespace) => self.custom_data_old_value(&field, &namespace, fuel),
                    (None, _) => Ok(Value::Null),
                }
            }
            EventMethod::HasModifiedColumn => {
                self.only_on(EventType::ObjectChanged, "getModifiedColumns")?;
                self.has_modified_column(args, fuel).map(Value::Bool)
            }
            EventMethod::PreviousVersion => {
                self.only_on(EventType::ObjectDataChanged, "getPreviousVersion")?;
                match self.event.previous_version {
                    Some(version) => self.value(version, fuel),
                    None if self.event.is_partial() => Err(Need::of("previousVersion").into_fault()),
                    None => Ok(Value::Null),
                }
            }
        }
    }

    /// `in_array(value, getModifiedColumns())`. A text that is no number equals a column or nothing: the custom
    /// data, which a partial event may not tell, is no text.
    fn has_modified_column(&self, args: &[Value<'e>], fuel: &mut Fuel) -> Result<bool, Fault> {
        match args.first() {
            Some(Value::Str(name)) if numeric(name.as_bytes()).is_none() => {
                fuel.step(1 + known(self.event.modified())?.len())?;
                known(self.is_column_modified(name.as_bytes()))
            }
            value => {
                let columns = self.modified_columns(fuel)?;
                among(value.unwrap_or(&Value::Null), &columns, fuel)
            }
        }
    }

    fn only_on(&self, event_type: EventType, method: &str) -> Result<(), Fault> {
        if self.event.event_type == Some(event_type) {
            return Ok(());
        }
        Err(Fault::error(format!("`{}` has no `{method}`", self.event_class())))
    }

    /// The class of the event, as PHP names it.
    pub(super) fn event_class(&self) -> String {
        self.event.event_type.map_or_else(|| self.event.event_type_name.to_string(), |known| known.class().to_owned())
    }
}

/// Whether a value is `==` to one of an array.
pub(super) fn among(value: &Value<'_>, list: &Value<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
    let Value::Array(list) = list else {
        return Err(Fault::type_error(format!("in_array() wants an array, {} given", list.type_name())));
    };
    for element in list.values() {
        fuel.step(1)?;
        if loose_eq(value, element, fuel)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `[name[, namespace]]`; null is as good as absent.
fn field_and_namespace(args: &[Value<'_>]) -> Result<(Option<Vec<u8>>, Vec<u8>), Fault> {
    let text = |at: usize| match args.get(at) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => to_str(value).map(|text| Some(text.as_bytes().to_vec())),
    };
    Ok((text(0)?, text(1)?.unwrap_or_else(|| DEFAULT_NAMESPACE.to_vec())))
}

#[cfg(test)]
mod tests {
    use reach_expr::Thrown;

    use super::super::testing::{ask, check, check_partial, event};
    use super::*;

    #[test]
    fn each_method_is_there_on_its_type_of_event_alone() {
        let cases = [
            (3, "EVENT->getModifiedColumns()", true),
            (3, "EVENT->isCustomDataModified()", true),
            (3, "EVENT->getCustomDataOldValue('x')", true),
            (3, "EVENT->getPreviousVersion()", false),
            (6, "EVENT->getPreviousVersion()", true),
            (6, "EVENT->getModifiedColumns()", false),
            (2, "EVENT->isCustomDataModified('x')", false),
            (2, "EVENT->getCustomDataOldValue()", false),
            (2, "EVENT->getObject()", true),
        ];
        for (event_type, code, is_there) in cases {
            let json = format!(r#"{{"eventType":{event_type},"objectType":"KalturaMediaEntry","object":{{}},"previousVersion":4}}"#);
            let answer = ask(&event(&json), code);
            assert_eq!(answer.is_ok(), is_there, "{event_type} {code}");
            assert!(is_there || matches!(answer, Err(Fault::Thrown { class: Thrown::Error, .. })), "{code}");
        }
    }

    #[test]
    fn a_value_is_looked_for_among_the_columns_as_in_array_does() {
        let json = r#"{"eventType":3,"objectType":"KalturaMediaEntry","object":{},"modifiedColumns":["STATUS","x","1.0"],"customDataOldValues":{"a":{"b":1}}}"#;
        let needles = [
            ("entryPeer::STATUS", "true"),
            ("'STATUS'", "false"),
            ("'x'", "false"),
            ("'CUSTOM_DATA'", "false"),
            ("'1'", "true"),
            ("'1.0'", "true"),
            ("'2'", "false"),
            ("1", "true"),
            ("true", "true"),
            ("null", "false"),
            ("['a' => ['b' => '1'], '' => ['x' => false]]", "true"),
            ("[]", "false"),
            ("\"\\xff\"", "false"),
        ];
        for (needle, found) in needles {
            for list in ["EVENT->getModifiedColumns()", "array_merge(EVENT->getModifiedColumns())"] {
                check(json, &[(&format!("in_array({needle}, {list})"), found)]);
            }
        }
        let added = event(r#"{"eventType":2,"objectType":"KalturaMediaEntry","object":{}}"#);
        assert!(ask(&added, "in_array('x', EVENT->getModifiedColumns())").is_err());
    }

    #[test]
    fn the_previous_version_is_optional() {
        let json = r#"{"eventType":"OBJECT_DATA_CHANGED","objectType":"KalturaMediaEntry","object":{},"previousVersion":"100001"}"#;
        check(json, &[("EVENT->getPreviousVersion()", r#""100001""#)]);
        check(r#"{"eventType":6,"objectType":"KalturaMediaEntry","object":{}}"#, &[("EVENT->getPreviousVersion()", "null")]);
        check_partial(
            r#""eventType":6,"objectType":"KalturaMediaEntry","object":{}"#,
            &[("EVENT->getPreviousVersion()", Err("previousVersion"))],
        );
    }
}
