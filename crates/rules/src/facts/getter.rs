//! What an object answers (`expressions.md S2`, S4).

use reach_expr::{Array, Fault, Fuel, MethodId, Numeric, Object, Str, Value, loose_eq, numeric, numeric_prefix, to_str};
use reach_rawjson::{Key, Kind, Number, Raw};

use super::entity::{Entity, Place};
use super::entry::not_temporary;
use super::event_method::among;
use super::objects::Seen;
use super::related::{ENTRY_ID, Map};
use super::tags::{split, tag_list, tags};
use super::{Facts, OBJECT, known};
use crate::names::{Getters, Mapped, ObjectMethod};
use crate::platform::{DefaultValue, GetterRule};

const STATUS: Key<'static> = Key::new("status");
const MS_DURATION: Key<'static> = Key::new("msDuration");
const DURATION: Key<'static> = Key::new("duration");
const CATEGORY_ID: Key<'static> = Key::new("categoryId");
const USER_ID: Key<'static> = Key::new("userId");
const PARENT_ENTRY_ID: Key<'static> = Key::new("parentEntryId");
const IS_TEMPORARY: &str = "isTemporary";

/// Statuses of content.
const READY: i64 = 2;
pub(super) const DELETED: i64 = 3;

impl<'e> Facts<'e> {
    /// A method of an object.
    pub(super) fn call_object(&self, on: Object, method: MethodId, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let names = self.names;
        let (Some(entity), Some(found)) = (self.entity(on), names.method_of(method)) else {
            return Err(no_method(names.method_name(method)));
        };
        match &found.object {
            Some(ObjectMethod::Getter(getters)) => {
                if on == OBJECT && args.is_empty() {
                    return self.own_getter(method, getters, fuel);
                }
                self.getter(&entity, getters, args, fuel)
            }
            Some(ObjectMethod::FromCustomData) => self.custom_property(&entity, args, fuel),
            Some(ObjectMethod::IsColumnModified) => {
                let name = argument(args, 0)?;
                known(self.is_column_modified(name.as_bytes())).map(Value::Bool)
            }
            Some(ObjectMethod::ColumnsOldValue) => self.old_value(argument(args, 0)?.as_bytes(), fuel),
            Some(ObjectMethod::ColumnsOldValues) => self.old_values(fuel),
            Some(ObjectMethod::CustomDataOldValues) => self.custom_data(fuel),
            Some(ObjectMethod::IsModified) => known(self.is_modified()).map(Value::Bool),
            Some(ObjectMethod::HasElement(list)) => self.has_element(on, *list, args, fuel).map(Value::Bool),
            None => Err(no_method(&found.name)),
        }
    }

    /// `in_array(value, list)`, where the list may be a text's pieces, which need not be built.
    fn has_element(&self, on: Object, list: MethodId, args: &[Value<'e>], fuel: &mut Fuel) -> Result<bool, Fault> {
        let value = args.first().unwrap_or(&Value::Null);
        if on == OBJECT
            && let Some(tags) = self.own_tags(list)?
        {
            let plain = match value {
                Value::Str(text) if numeric(text.as_bytes()).is_none() => Some(text.as_bytes()),
                _ => None,
            };
            for tag in tags {
                fuel.step(1)?;
                // A text that is no number equals itself alone.
                let is_it = match plain {
                    Some(plain) => plain == tag.as_bytes(),
                    None => loose_eq(value, &Value::str(tag), fuel)?,
                };
                if is_it {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let list = self.call_object(on, list, &[], fuel)?;
        among(value, &list, fuel)
    }

    /// A getter of the event's object: at once where the property stands as a plain scalar.
    #[inline]
    fn own_getter(&self, method: MethodId, getters: &Getters, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let (property, default) = match getters.of(self.own.class) {
            None => (getters.unmapped(), None),
            Some(mapped) if mapped.is_plain => (&mapped.property, mapped.getter.default()),
            Some(_) => return self.built_getter(method, getters, fuel),
        };
        match self.own.get(property).and_then(as_it_stands) {
            Some(Value::Null) => Ok(default.map(default_value).unwrap_or_default()),
            Some(value) => Ok(value),
            None => self.built_getter(method, getters, fuel),
        }
    }

    /// A getter of the event's object whose value has to be built, which is done once.
    fn built_getter(&self, method: MethodId, getters: &Getters, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        if let Some((_, value)) = self.built.borrow().iter().find(|(known, _)| *known == method) {
            return Ok(value.clone());
        }
        let value = self.getter(&Seen::Own(&self.own), getters, &[], fuel)?;
        self.built.borrow_mut().push((method, value.clone()));
        Ok(value)
    }

    fn getter(&self, entity: &Seen<'_, 'e>, getters: &Getters, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let Some(mapped) = getters.of(entity.class) else {
            return self.property(entity, getters.unmapped(), fuel);
        };
        match mapped.getter.rule() {
            Some(rule) => self.computed(entity, rule, mapped, fuel),
            None => {
                let value = self.mapped(entity, mapped, fuel)?;
                if mapped.getter.is_date() { self.date(value, args, fuel) } else { Ok(value) }
            }
        }
    }

    /// The value of a property; absent in a complete event: null.
    fn property(&self, entity: &Entity<'e>, key: &Key<'_>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match entity.get(key) {
            Some(raw) => self.value(raw, fuel),
            None => Ok(absent(entity, key)?.unwrap_or_default()),
        }
    }

    /// The value of a getter's property, or of its fallback, or its default.
    #[inline]
    fn mapped(&self, entity: &Entity<'e>, mapped: &Mapped, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let key = mapped.property(|| entity.api_class());
        let found = entity.get(key).or_else(|| mapped.fallback.as_ref().and_then(|fallback| entity.get(fallback)));
        let value = match found {
            Some(raw) => self.value(raw, fuel)?,
            None => absent(entity, key)?.unwrap_or_default(),
        };
        Ok(match (&value, mapped.getter.default()) {
            (Value::Null, Some(default)) => default_value(default),
            _ => value,
        })
    }

    /// `getFromCustomData(name[, namespace[, default]])`
    fn custom_property(&self, entity: &Entity<'e>, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let name = argument(args, 0)?;
        let value = self.property(entity, &Key::new(&name.to_text()), fuel)?;
        Ok(if value.is_null() { args.get(2).cloned().unwrap_or_default() } else { value })
    }

    /// `expressions.md S4`
    fn computed(&self, entity: &Seen<'_, 'e>, rule: GetterRule, mapped: &Mapped, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match rule {
            GetterRule::Seconds => self.seconds(entity, fuel),
            GetterRule::SecondsRounded => {
                let seconds = reach_expr::to_float(&self.seconds(entity, fuel)?);
                Ok(Value::Int(seconds.round() as i64))
            }
            GetterRule::TagList => {
                let tags = self.mapped(entity, mapped, fuel)?;
                tag_list(&tags, fuel)
            }
            GetterRule::Split => {
                let text = to_str(&self.mapped(entity, mapped, fuel)?)?;
                split(&text, fuel)
            }
            GetterRule::String => Ok(Value::Str(to_str(&self.mapped(entity, mapped, fuel)?)?)),
            GetterRule::Ready => Ok(Value::Bool(known(entity.int(&STATUS))? == Some(READY))),
            GetterRule::CategoryIds => self.category_ids(entity, fuel),
            GetterRule::ReadyFlavorIds => self.ready_flavor_ids(entity, fuel),
            GetterRule::RelatedEntry => self.reached(entity, &ENTRY_ID, |id| self.entry_by_id(id)),
            GetterRule::RelatedCategory => self.reached(entity, &CATEGORY_ID, |id| self.by_id(Map::Categories, id)),
            GetterRule::RelatedUser => self.reached(entity, &USER_ID, |id| self.by_id(Map::Users, id)),
            GetterRule::RelatedParentEntry => {
                let parent = self.reached(entity, &PARENT_ENTRY_ID, |id| self.entry_by_id(id))?;
                self.without(parent, &[DELETED])
            }
        }
    }

    /// `msDuration` in seconds, an int where it is whole; else `duration`; else 0.
    fn seconds(&self, entity: &Entity<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let (milliseconds, seconds) = (entity.get(&MS_DURATION), entity.get(&DURATION));
        if let Some(milliseconds) = milliseconds.filter(|length| !length.is_null()) {
            return thousandth(&self.value(milliseconds, fuel)?);
        }
        match seconds.filter(|length| !length.is_null()) {
            Some(seconds) => self.value(seconds, fuel),
            None if milliseconds.is_none() && seconds.is_none() && entity.is_partial() => Err(entity.need(MS_DURATION.name()).into_fault()),
            None => Ok(Value::Int(0)),
        }
    }

    /// The object that an id of another object leads to.
    fn reached(
        &self,
        entity: &Entity<'e>,
        key: &Key<'_>,
        find: impl FnOnce(&str) -> crate::need::Fact<Option<Object>>,
    ) -> Result<Value<'e>, Fault> {
        match known(entity.text(key))? {
            Some(id) => Ok(known(find(&id))?.map_or(Value::Null, Value::Object)),
            None => Ok(Value::Null),
        }
    }

    /// An object, or null where its status is one of these.
    pub(super) fn without(&self, object: Value<'e>, statuses: &[i64]) -> Result<Value<'e>, Fault> {
        if let Value::Object(found) = &object
            && let Some(entity) = self.entity(*found)
            && known(entity.int(&STATUS))?.is_some_and(|status| statuses.contains(&status))
        {
            return Ok(Value::Null);
        }
        Ok(object)
    }

    /// The pieces of the text that a tag getter of the event's object splits, where the text needs no decoding;
    /// `None`: ask the getter.
    pub(super) fn own_tags(&self, method: MethodId) -> Result<Option<impl Iterator<Item = &'e str> + use<'e>>, Fault> {
        let mapped = self.names.method_of(method).and_then(|method| method.getters()?.of(self.own.class));
        let Some(mapped) = mapped.filter(|mapped| mapped.getter.rule() == Some(GetterRule::TagList)) else { return Ok(None) };
        let text = match self.own.get(&mapped.property) {
            Some(raw) if raw.is_null() => Some(""),
            Some(raw) => raw.as_str().and_then(|text| text.plain()),
            None => None,
        };
        Ok(text.map(tags))
    }
}

/// An argument as a text.
pub(super) fn argument<'e>(args: &[Value<'e>], at: usize) -> Result<Str<'e>, Fault> {
    args.get(at).map_or(Ok(Str::borrowed(b"")), to_str)
}

fn no_method(name: &str) -> Fault {
    Fault::error(format!("the object has no method `{name}`"))
}

/// A scalar with nothing to build.
#[inline]
fn as_it_stands(raw: Raw<'_>) -> Option<Value<'_>> {
    match raw.kind() {
        Kind::Null => Some(Value::Null),
        Kind::Bool => raw.as_bool().map(Value::Bool),
        Kind::Number => raw.as_number().map(|number| match number {
            Number::Int(number) => Value::Int(number),
            Number::Float(number) => Value::Float(number),
        }),
        Kind::String => Some(Value::str(raw.as_str()?.plain()?)),
        Kind::Array | Kind::Object => None,
    }
}

/// What an absent property is worth.
#[cold]
fn absent<'e>(entity: &Entity<'e>, key: &Key<'_>) -> Result<Option<Value<'e>>, Fault> {
    match entity.place {
        Place::Map(_, id) if key.name() == "id" => Ok(Some(Value::bytes(id.decode().into_owned()))),
        Place::Object if key.name() == "objectType" => Ok(entity.api_class().map(Value::bytes)),
        _ if !entity.is_partial() => Ok(None),
        _ if key.name() == IS_TEMPORARY && not_temporary(entity) => Ok(Some(Value::Bool(false))),
        _ => Err(entity.need(key.name()).into_fault()),
    }
}

fn default_value<'e>(default: DefaultValue) -> Value<'e> {
    match default {
        DefaultValue::Bool(bool) => Value::Bool(bool),
        DefaultValue::Int(number) => Value::Int(number),
        DefaultValue::EmptyString => Value::str(""),
        DefaultValue::EmptyArray => Value::array(Array::new()),
    }
}

fn thousandth<'e>(milliseconds: &Value<'_>) -> Result<Value<'e>, Fault> {
    let number = match milliseconds {
        Value::Int(number) => Numeric::Int(*number),
        Value::Float(number) => Numeric::Float(*number),
        other => match numeric_prefix(to_str(other)?.as_bytes()) {
            Some((number, _)) => number,
            None => return Err(Fault::type_error("the length in milliseconds is no number")),
        },
    };
    Ok(match number {
        Numeric::Int(number) if number % 1000 == 0 => Value::Int(number / 1000),
        number => Value::Float(number.to_float() / 1000.0),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ask, check, check_partial, event};
    use super::*;

    fn media(object: &str) -> String {
        format!(r#"{{"eventType":3,"objectType":"KalturaMediaEntry","object":{object}}}"#)
    }

    #[test]
    fn a_getter_reads_its_property_then_its_own_name_then_its_default() {
        check(
            &media(r#"{"id":"1_a","userId":"ann","puserId":"bob","creatorPuserId":"cy","name":null,"tags":null,"oddOne":7,"status":"2"}"#),
            &[
                ("OBJ->getId()", r#""1_a""#),
                ("OBJ->getPuserId()", r#""ann""#),
                ("OBJ->GETPUSERID()", r#""ann""#),
                ("OBJ->getCreatorPuserId()", r#""cy""#),
                ("OBJ->getName()", "null"),
                ("OBJ->getTags()", r#""""#),
                ("OBJ->getAdminTags()", "null"),
                ("OBJ->getIsTemporary()", "false"),
                ("OBJ->getOddOne()", "7"),
                ("OBJ->getoddOne()", "7"),
                ("OBJ->getODDONE()", "null"),
                ("OBJ->getUnheardOf()", "null"),
                ("OBJ->getStatus()", r#""2""#),
                ("OBJ->getObjectType()", r#""KalturaMediaEntry""#),
                ("OBJ->getFromCustomData('oddOne')", "7"),
                ("OBJ->getFromCustomData('name', 'any', 3)", "3"),
                ("OBJ->getFromCustomData('none')", "null"),
            ],
        );
    }

    #[test]
    fn a_property_may_depend_on_the_api_class() {
        let document = |class: &str| {
            format!(
                r#"{{"objectType":"KalturaDocumentEntry","object":{{"objectType":"{class}","documentType":11,"playlistType":3,"mediaType":5}}}}"#
            )
        };
        check(&document("KalturaDocumentEntry"), &[("OBJ->getMediaType()", "11")]);
        let user = r#"{"objectType":"KalturaUser","object":{"type":0,"groupType":1,"id":"ann"}}"#;
        check(user, &[("OBJ->getType()", "0"), ("OBJ->getPuserId()", r#""ann""#)]);
        let group = r#"{"objectType":"KalturaUser","object":{"objectType":"KalturaGroup","type":0,"groupType":1}}"#;
        check(group, &[("OBJ->getType()", "1")]);
    }

    #[test]
    fn lengths_are_in_seconds() {
        let cases = [
            (r#"{"msDuration":61000,"duration":7}"#, "61", "61"),
            (r#"{"msDuration":61500}"#, "61.5", "62"),
            (r#"{"msDuration":"61499"}"#, "61.499", "61"),
            (r#"{"msDuration":null,"duration":7}"#, "7", "7"),
            (r#"{"duration":"7.5"}"#, r#""7.5""#, "8"),
            (r#"{"msDuration":0,"duration":7}"#, "0", "0"),
            ("{}", "0", "0"),
        ];
        for (object, seconds, rounded) in cases {
            check(&media(object), &[("OBJ->getDuration()", seconds), ("OBJ->getDurationInt()", rounded)]);
        }
    }

    #[test]
    fn a_value_is_looked_for_among_tags_as_in_array_does() {
        for tags in [r#""a, 1e1 ,0,b""#, r#""a,\u0031e1,b""#] {
            let entry = media(&format!(r#"{{"tags":{tags}}}"#));
            let needles = [
                ("'a'", "true"),
                ("'10'", "true"),
                ("10", "true"),
                ("'0'", "false"),
                ("0", "false"),
                ("' b'", "false"),
                ("null", "false"),
                ("true", "true"),
                ("[]", "false"),
            ];
            for (needle, found) in needles {
                for list in ["OBJ->getTagsArr()", "array_values(OBJ->getTagsArr())"] {
                    check(&entry, &[(&format!("in_array({needle}, {list})"), found)]);
                }
            }
        }
        let asset = r#"{"objectType":"KalturaFlavorAsset","object":{"tags":"a, b","entryId":"1_a","tagsArr":["x"]},"related":{"entry":{"id":"1_a","tags":"c, d"}}}"#;
        check(
            asset,
            &[
                ("in_array(' b', OBJ->getTagsArray())", "true"),
                ("in_array('d', OBJ->getEntry()->getTagsArr())", "true"),
                ("in_array('e', OBJ->getEntry()->getTagsArr())", "false"),
                ("in_array('x', OBJ->getTagsArr())", "true"),
                ("in_array('c', OBJ->getEntry()->getTagsArr(), true)", "true"),
            ],
        );
        let no_list = event(r#"{"objectType":"KalturaFlavorAsset","object":{"tagsArr":"x"}}"#);
        assert!(ask(&no_list, "in_array('x', OBJ->getTagsArr())").is_err_and(|fault| fault.is_type_error()));
        assert!(ask(&no_list, "in_array('x', OBJ->getEntry()->getTagsArr())").is_err());
    }

    #[test]
    fn computed_flags_and_texts() {
        check(&media(r#"{"status":"2","sourceType":36}"#), &[("OBJ->isReady()", "true"), ("OBJ->getSourceType()", r#""36""#)]);
        check(&media(r#"{"status":1,"sourceType":null}"#), &[("OBJ->isReady()", "false"), ("OBJ->getSourceType()", r#""""#)]);
    }

    #[test]
    fn related_objects_are_reached_by_their_ids() {
        let asset = r#"{"objectType":"KalturaCaptionAsset","object":{"id":"1_c","entryId":"1_a"},"related":{
            "entry":{"id":"1_a","name":"A","status":3,"userId":"ann","parentEntryId":"1_p"},
            "entries":{"1_p":{"name":"P","status":2},"1_q":{"name":"Q","status":3}},
            "users":{"ann":{"fullName":"Ann"}}}}"#;
        check(
            asset,
            &[
                ("OBJ->getEntry()->getName()", r#""A""#),
                ("OBJ->getEntry() === OBJ->getEntry()", "true"),
                ("OBJ->getEntry()->getKuser()->getFullName()", r#""Ann""#),
                ("OBJ->getEntry()->getKuser()->getPuserId()", r#""ann""#),
                ("OBJ->getEntry()->getParentEntry()->getId()", r#""1_p""#),
                ("OBJ->getEntry()->getParentEntry()->getParentEntry()", "null"),
                ("OBJ->getEntry()->getObjectType()", "null"),
            ],
        );
        let assignment = r#"{"objectType":"KalturaCategoryEntry","object":{"categoryId":7,"entryId":"1_x"},"related":{"categories":{"7":{"name":"Seven","status":3}}}}"#;
        check(
            assignment,
            &[("OBJ->getCategory()->getName()", r#""Seven""#), ("OBJ->getCategory()->getId()", r#""7""#), ("OBJ->getEntry()", "null")],
        );
        let parent = media(r#"{"id":"1_a","parentEntryId":"1_p"}"#).replace("}}", r#"},"related":{"entries":{"1_p":{"status":3}}}}"#);
        check(&parent, &[("OBJ->getParentEntry()", "null")]);
    }

    #[test]
    fn a_partial_event_needs_each_property_that_is_asked() {
        check_partial(
            r#""objectType":"KalturaMediaEntry","object":{"id":"1_a","name":null,"duration":7,"displayInSearch":1}"#,
            &[
                ("OBJ->getName()", Ok("null")),
                ("OBJ->getTags()", Err("object.tags")),
                ("OBJ->getTagsArr()", Err("object.tags")),
                ("OBJ->getPuserId()", Err("object.userId")),
                ("OBJ->getCreatedAt('Y')", Err("object.createdAt")),
                ("OBJ->getUnheardOf()", Err("object.unheardOf")),
                ("OBJ->getFromCustomData('x', '', 1)", Err("object.x")),
                ("OBJ->isReady()", Err("object.status")),
                ("OBJ->getDuration()", Ok("7")),
                ("OBJ->getIsTemporary()", Ok("false")),
                ("OBJ->getKuser()", Err("object.userId")),
                ("OBJ->getParentEntry()", Err("object.parentEntryId")),
                ("OBJ->getName() == 'x' && OBJ->getTags() == 'y'", Ok("false")),
            ],
        );
        check_partial(
            r#""objectType":"KalturaMediaEntry","object":{"id":"1_a","displayInSearch":-1}"#,
            &[("OBJ->getIsTemporary()", Err("object.isTemporary")), ("OBJ->getDuration()", Err("object.msDuration"))],
        );
        check_partial(
            r#""objectType":"KalturaCaptionAsset","object":{"entryId":"1_a","userId":"ann"},"related":{"entry":{"id":"1_a","parentEntryId":"1_p","userId":"ann"}}"#,
            &[
                ("OBJ->getEntry()->getName()", Err("related.entry.name")),
                ("OBJ->getEntry()->getParentEntry()", Err("related.entries.1_p")),
                ("OBJ->getEntry()->getKuser()", Err("related.users.ann")),
                ("OBJ->getEntry()->getAllCategoriesIds()", Err("related.categoryEntries")),
                ("OBJ->getEntry()->getReadyFlavorAssetIds()", Err("related.assets")),
            ],
        );
    }

    #[test]
    fn what_is_no_object_has_no_getters() {
        let event = event(r#"{"eventType":3,"objectType":"KalturaMediaEntry","object":{"x":{"a":1}}}"#);
        for code in [
            "OBJ->getX()->getA()",
            "OBJ->getY()->getA()",
            "array_map(fn($e) => $e->getName(), [EVENT])",
            "array_map(fn($e) => $e->getEvent(), [OBJ])",
        ] {
            let fault = ask(&event, code);
            let is_error = matches!(fault, Err(Fault::Thrown { class: reach_expr::Thrown::Error, .. }));
            assert!(is_error || fault == Ok("[null]".to_owned()), "{code}: {fault:?}");
        }
    }
}
