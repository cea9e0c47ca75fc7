//! What an object answers (`expressions.md S2`, S4).

use std::ops::Range;

use reach_expr::{Array, Fault, Fuel, Key as ArrayKey, MethodId, Numeric, Object, Str, Value, loose_eq, numeric_prefix, to_str};
use reach_rawjson::{Key, Kind, Number, Raw};
use rustc_hash::FxHashSet;

use super::entity::{Entity, Place};
use super::entry::not_temporary;
use super::event_method::among;
use super::objects::Seen;
use super::related::{ENTRY_ID, Map};
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

/// How a date getter prints without a format.
const DATE_FORMAT: &[u8] = b"Y-m-d H:i:s";

/// What `trim` takes off.
const BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\0', '\x0b'];

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
            Some(ObjectMethod::FromCustomData) => self.from_custom_data(&entity, args, fuel),
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
            for tag in tags {
                fuel.step(1)?;
                if loose_eq(value, &Value::str(tag), fuel)? {
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
    fn from_custom_data(&self, entity: &Entity<'e>, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let name = argument(args, 0)?;
        let value = self.property(entity, &Key::new(&name.to_text()), fuel)?;
        Ok(if value.is_null() { args.get(2).cloned().unwrap_or_default() } else { value })
    }

    /// `expressions.md S2`, 4.
    fn date(&self, value: Value<'e>, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let time = match &value {
            Value::Null => return Ok(Value::Null),
            Value::Int(time) => *time,
            other => self.time_of(other)?,
        };
        let format = match args.first() {
            None => Str::borrowed(DATE_FORMAT),
            Some(Value::Null) => return Ok(Value::Int(time)),
            Some(format) => to_str(format)?,
        };
        if format.as_bytes().contains(&b'%') {
            return Err(Fault::Unsupported { what: "a date format with a `%`".to_owned() });
        }
        // No letter of a format prints more than this.
        const LONGEST: usize = 48;
        fuel.build(format.as_bytes().len().saturating_mul(LONGEST))?;
        Ok(Value::bytes(reach_expr::date(format.as_bytes(), time)))
    }

    fn time_of(&self, value: &Value<'_>) -> Result<i64, Fault> {
        let text = to_str(value)?;
        match numeric_prefix(text.as_bytes()) {
            Some((_, true)) => Ok(reach_expr::to_int(value)),
            _ => match reach_expr::strtotime(text.as_bytes(), self.now)? {
                Some(time) => Ok(time),
                None => Err(Fault::error(format!("`{}` is no time", text.to_text()))),
            },
        }
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
            None if milliseconds.is_none() && seconds.is_none() && entity.is_partial() => {
                Err(entity.need(MS_DURATION.name()).into_fault())
            }
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

/// The tags of a text: trimmed, without empty ones and `0`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(|tag| tag.trim_matches(BLANKS)).filter(|tag| !matches!(*tag, "" | "0"))
}

/// The tags of a text, each once, under the numbers that they have in the text.
fn tag_list<'e>(text: &Value<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
    let text = to_str(text)?;
    let mut tags: Vec<(usize, Str<'e>)> = Vec::new();
    let mut seen = FxHashSet::default();
    for (at, piece) in pieces(text.as_bytes()).enumerate() {
        let piece = trimmed(text.as_bytes(), piece);
        charge(&text, &piece, fuel)?;
        let tag = text.slice(piece);
        if !matches!(tag.as_bytes(), b"" | b"0") && is_new(&tags, &mut seen, &tag) {
            tags.push((at, tag));
        }
    }
    if tags.iter().enumerate().all(|(place, (at, _))| place == *at) {
        return Ok(Value::array(Array::list(tags.into_iter().map(|(_, tag)| Value::Str(tag)).collect())?));
    }
    let mut array = Array::new();
    for (at, tag) in tags {
        array.insert(ArrayKey::Int(at as i64), Value::Str(tag))?;
    }
    Ok(Value::array(array))
}

/// Whether a tag is not among those before. Few are looked through; many are kept in a set.
fn is_new<'e>(tags: &[(usize, Str<'e>)], seen: &mut FxHashSet<Str<'e>>, tag: &Str<'e>) -> bool {
    const FEW: usize = 16;
    if tags.len() < FEW {
        return tags.iter().all(|(_, other)| other != tag);
    }
    if seen.is_empty() {
        seen.extend(tags.iter().map(|(_, tag)| tag.clone()));
    }
    seen.insert(tag.clone())
}

fn split<'e>(text: &Str<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
    if trimmed(text.as_bytes(), 0..text.as_bytes().len()).is_empty() {
        return Ok(Value::array(Array::new()));
    }
    let mut values = Vec::new();
    for piece in pieces(text.as_bytes()) {
        charge(text, &piece, fuel)?;
        values.push(Value::Str(text.slice(piece)));
    }
    Ok(Value::array(Array::list(values)?))
}

/// Takes the cost of a piece of a text as an element of a list.
fn charge(text: &Str<'_>, piece: &Range<usize>, fuel: &mut Fuel) -> Result<(), Fault> {
    fuel.step(1)?;
    fuel.build_array(1)?;
    match text {
        Str::Borrowed(_) => Ok(()),
        Str::Shared(_) => fuel.build(piece.len()),
    }
}

/// Where the pieces between commas stand.
fn pieces(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split(|byte| *byte == b',').map(move |piece| {
        let range = start..start + piece.len();
        start = range.end + 1;
        range
    })
}

/// A piece without the blanks around it.
fn trimmed(text: &[u8], piece: Range<usize>) -> Range<usize> {
    let is_blank = |byte: &u8| BLANKS.contains(&char::from(*byte));
    let bytes = text.get(piece.clone()).unwrap_or_default();
    let before = bytes.iter().take_while(|byte| is_blank(byte)).count();
    let after = bytes.iter().skip(before).rev().take_while(|byte| is_blank(byte)).count();
    piece.start + before..piece.end - after
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
            format!(r#"{{"objectType":"KalturaDocumentEntry","object":{{"objectType":"{class}","documentType":11,"playlistType":3,"mediaType":5}}}}"#)
        };
        check(&document("KalturaDocumentEntry"), &[("OBJ->getMediaType()", "11")]);
        let user = r#"{"objectType":"KalturaUser","object":{"type":0,"groupType":1,"id":"ann"}}"#;
        check(user, &[("OBJ->getType()", "0"), ("OBJ->getPuserId()", r#""ann""#)]);
        let group = r#"{"objectType":"KalturaUser","object":{"objectType":"KalturaGroup","type":0,"groupType":1}}"#;
        check(group, &[("OBJ->getType()", "1")]);
    }

    #[test]
    fn dates_are_printed_or_given_as_they_are() {
        check(
            &media(r#"{"createdAt":1767225661,"updatedAt":"1767225662","startDate":null,"endDate":"2026-01-02 03:04:05","mediaDate":86400.9}"#),
            &[
                ("OBJ->getCreatedAt()", r#""2026-01-01 00:01:01""#),
                ("OBJ->getCreatedAt(null)", "1767225661"),
                ("OBJ->getCreatedAt('Y')", r#""2026""#),
                ("OBJ->getUpdatedAt('U')", r#""1767225662""#),
                ("OBJ->getUpdatedAt(null)", "1767225662"),
                ("OBJ->getStartDate('Y')", "null"),
                ("OBJ->getEndDate(null)", "1767323045"),
                ("OBJ->getEndDate('d.m.')", r#""02.01.""#),
                ("OBJ->getMediaDate(null)", "86400"),
                ("OBJ->getAvailableFrom(null)", "null"),
            ],
        );
        let entry = media(r#"{"createdAt":1767225661,"endDate":"soon"}"#);
        let entry = event(&entry);
        assert!(matches!(ask(&entry, "OBJ->getCreatedAt('%' . 'd')"), Err(Fault::Unsupported { .. })));
        assert!(ask(&entry, "OBJ->getEndDate(null)").is_err());
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
    fn tags_are_split_trimmed_and_kept_once_under_their_numbers() {
        let cases = [
            (r#""a, b ,c""#, r#"["a", "b", "c"]"#),
            (r#"" a,,a, b""#, r#"{0: "a", 3: "b"}"#),
            (r#""0,x,00""#, r#"{1: "x", 2: "00"}"#),
            (r#""""#, "[]"),
            ("null", "[]"),
            (r#""\u00fc, \t""#, r#"["ü"]"#),
            ("12", r#"["12"]"#),
        ];
        for (tags, list) in cases {
            check(&media(&format!(r#"{{"tags":{tags},"adminTags":{tags}}}"#)), &[("OBJ->getTagsArr()", list), ("OBJ->getAdminTagsArr()", list)]);
        }
        let cases = [(r#""a, b ,,a""#, r#"["a", " b ", "", "a"]"#), (r#"" ""#, "[]"), ("null", "[]"), (r#""0""#, r#"["0"]"#)];
        for (tags, list) in cases {
            let asset = format!(r#"{{"objectType":"KalturaFlavorAsset","object":{{"tags":{tags}}}}}"#);
            check(&asset, &[("OBJ->getTagsArray()", list), ("OBJ->getTagsArr()", "null")]);
        }
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
        check(assignment, &[("OBJ->getCategory()->getName()", r#""Seven""#), ("OBJ->getCategory()->getId()", r#""7""#), ("OBJ->getEntry()", "null")]);
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
        for code in ["OBJ->getX()->getA()", "OBJ->getY()->getA()", "array_map(fn($e) => $e->getName(), [EVENT])", "array_map(fn($e) => $e->getEvent(), [OBJ])"] {
            let fault = ask(&event, code);
            let is_error = matches!(fault, Err(Fault::Thrown { class: reach_expr::Thrown::Error, .. }));
            assert!(is_error || fault == Ok("[null]".to_owned()), "{code}: {fault:?}");
        }
    }
}
