//! A body becomes an event, in one pass (`event.md`). Both forms are read: the platform's, whose `object` is a JSON
//! document inside a string, and the canonical one.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use reach_rawjson::{Error as JsonError, Fields, Kind, Number, Raw, Reader, Text};
use reach_rules::PartnerId;
use reach_rules::event::{Completeness, Event};

use crate::set_aside::SetAside;
use crate::time;

/// Decodes the bodies of one source.
#[derive(Clone, Debug)]
pub struct Decoder {
    /// The zone of an `eventTime` that names none.
    pub zone: TimeZone,
    /// What an absent property means.
    pub completeness: Completeness,
}

impl Default for Decoder {
    fn default() -> Self {
        Decoder { zone: TimeZone::UTC, completeness: Completeness::Complete }
    }
}

impl Decoder {
    /// The event of a body.
    ///
    /// # Errors
    /// The body is no event; what is wrong names the field or the byte.
    pub fn decode<'b>(&self, body: &'b [u8]) -> Result<Event<'b>, SetAside> {
        let mut reader = Reader::new(body)?;
        let kind = reader.peek()?;
        if kind != Kind::Object {
            // What is no JSON at all says so first.
            reader.skip()?;
            reader.end()?;
            return Err(SetAside::NotAnObject { found: name_of(kind) });
        }
        let mut parts = Parts::default();
        reader.object(|key, reader| match key.plain() {
            Some(name) => parts.read(name, reader),
            None => parts.read(&key.decode(), reader),
        })?;
        reader.end()?;
        self.event(parts)
    }

    fn event<'b>(&self, parts: Parts<'b>) -> Result<Event<'b>, SetAside> {
        let missing = |field| SetAside::Missing { field };
        let event_type = parts.event_type.ok_or(missing("eventType"))?;
        let object_type = parts.object_type.ok_or(missing("objectType"))?;
        let partner = parts.partner.ok_or(missing("partnerId"))?;
        let object = parts.object.ok_or(missing("object"))?;
        let mut event = Event::new(event_type, object_type, PartnerId(partner), object);
        if parts.core_object_type.is_some() {
            event.class = Event::class_of(parts.core_object_type.as_deref(), &event.object, &event.object_type);
            event.core_object_type = parts.core_object_type;
        }
        event.id = parts.id;
        event.time = match parts.time {
            Some(text) => Some(time::parse(&text, &self.zone).ok_or_else(|| SetAside::Type {
                field: "eventTime",
                expected: "`YYYY-MM-DD HH:MM:SS`, an RFC 3339 time or Unix seconds",
                found: format!("`{}`", shortened(&text)),
            })?),
            None => None,
        };
        event.virtual_event_id = parts.virtual_event_id;
        event.modified_columns = parts.modified_columns;
        event.old_values = parts.old_values;
        event.previous_version = parts.previous_version;
        event.custom_data_old_values = parts.custom_data_old_values;
        event.related = parts.related;
        event.completeness = self.completeness;
        Ok(event)
    }
}

/// The fields of an event as they come.
#[derive(Default)]
struct Parts<'b> {
    id: Option<Cow<'b, str>>,
    time: Option<Cow<'b, str>>,
    event_type: Option<Cow<'b, str>>,
    object_type: Option<Cow<'b, str>>,
    core_object_type: Option<Cow<'b, str>>,
    partner: Option<i64>,
    virtual_event_id: Option<i64>,
    object: Option<Fields<'b>>,
    modified_columns: Option<Vec<Text<'b>>>,
    old_values: Option<Raw<'b>>,
    previous_version: Option<Raw<'b>>,
    custom_data_old_values: Option<Raw<'b>>,
    related: Option<Raw<'b>>,
}

impl<'b> Parts<'b> {
    fn read(&mut self, name: &str, reader: &mut Reader<'b>) -> Result<(), SetAside> {
        match name {
            "eventId" => once("eventId", &mut self.id, text_or_integer("eventId", reader)?),
            "eventTime" => once("eventTime", &mut self.time, text_or_integer("eventTime", reader)?),
            "eventType" => once("eventType", &mut self.event_type, text_or_integer("eventType", reader)?),
            "objectType" => once("objectType", &mut self.object_type, text("objectType", reader)?),
            "coreObjectType" => once("coreObjectType", &mut self.core_object_type, text("coreObjectType", reader)?),
            "partnerId" => once("partnerId", &mut self.partner, integer("partnerId", reader)?),
            "virtualEventId" => once("virtualEventId", &mut self.virtual_event_id, integer("virtualEventId", reader)?),
            "object" => {
                let object = match reader.peek()? {
                    Kind::Object => Some(reader.fields()?),
                    Kind::String => Some(embedded(reader)?),
                    Kind::Null => take_null(reader)?,
                    _ => return Err(wrong("object", "an object, or a string that holds one", reader)),
                };
                once("object", &mut self.object, object)
            }
            "modifiedColumns" => {
                let columns = columns(reader)?;
                once("modifiedColumns", &mut self.modified_columns, columns)
            }
            "oldValues" => once("oldValues", &mut self.old_values, map("oldValues", reader)?),
            "previousVersion" => {
                let raw = reader.raw()?;
                once("previousVersion", &mut self.previous_version, (!raw.is_null()).then_some(raw))
            }
            "customDataOldValues" => once("customDataOldValues", &mut self.custom_data_old_values, map("customDataOldValues", reader)?),
            "related" => once("related", &mut self.related, map("related", reader)?),
            _ => Ok(reader.skip()?),
        }
    }
}

fn once<T>(field: &'static str, slot: &mut Option<T>, value: Option<T>) -> Result<(), SetAside> {
    if slot.is_some() {
        return Err(SetAside::Twice { field });
    }
    *slot = value;
    Ok(())
}

fn take_null<T>(reader: &mut Reader<'_>) -> Result<Option<T>, JsonError> {
    reader.null().map(|()| None)
}

fn text<'b>(field: &'static str, reader: &mut Reader<'b>) -> Result<Option<Cow<'b, str>>, SetAside> {
    match reader.peek()? {
        Kind::String => Ok(Some(reader.text()?.decode())),
        Kind::Null => Ok(take_null(reader)?),
        _ => Err(wrong(field, "a string", reader)),
    }
}

fn text_or_integer<'b>(field: &'static str, reader: &mut Reader<'b>) -> Result<Option<Cow<'b, str>>, SetAside> {
    match reader.peek()? {
        Kind::String => Ok(Some(reader.text()?.decode())),
        Kind::Null => Ok(take_null(reader)?),
        Kind::Number => {
            let numeral = reader.number()?;
            match numeral.value() {
                Number::Int(_) if numeral.is_integer() => Ok(Some(Cow::Borrowed(numeral.text()))),
                _ => Err(SetAside::Type {
                    field,
                    expected: "a string or an integer of 64 bits",
                    found: format!("`{}`", shortened(numeral.text())),
                }),
            }
        }
        _ => Err(wrong(field, "a string or an integer", reader)),
    }
}

fn integer(field: &'static str, reader: &mut Reader<'_>) -> Result<Option<i64>, SetAside> {
    const EXPECTED: &str = "an integer of 64 bits";
    match reader.peek()? {
        Kind::Null => Ok(take_null(reader)?),
        Kind::Number => {
            let numeral = reader.number()?;
            match numeral.value() {
                Number::Int(number) if numeral.is_integer() => Ok(Some(number)),
                _ => Err(SetAside::Type { field, expected: EXPECTED, found: format!("`{}`", shortened(numeral.text())) }),
            }
        }
        Kind::String => {
            let text = reader.text()?.decode();
            let digits = text.strip_prefix('-').unwrap_or(&text);
            match text.parse() {
                Ok(number) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Some(number)),
                _ => Err(SetAside::Type { field, expected: EXPECTED, found: format!("the text `{}`", shortened(&text)) }),
            }
        }
        _ => Err(wrong(field, EXPECTED, reader)),
    }
}

fn embedded<'b>(reader: &mut Reader<'b>) -> Result<Fields<'b>, SetAside> {
    // Which of the two is wrong, the string or the document in it, is told by a second look.
    let before = reader.clone();
    reader.embedded_fields().map_err(|error| {
        let mut again = before;
        match again.text().map(|text| text.decode()) {
            Ok(text) if text.trim().is_empty() => {
                SetAside::Type { field: "object", expected: "an object, or a string that holds one", found: "an empty string".to_owned() }
            }
            _ => error.into(),
        }
    })
}

fn columns<'b>(reader: &mut Reader<'b>) -> Result<Option<Vec<Text<'b>>>, SetAside> {
    const EXPECTED: &str = "an array of strings";
    match reader.peek()? {
        Kind::Null => Ok(take_null(reader)?),
        Kind::Array => {
            let mut columns = Vec::with_capacity(4);
            reader.array(|reader| match reader.peek()? {
                Kind::String => {
                    columns.push(reader.text()?);
                    Ok(())
                }
                _ => Err(wrong("modifiedColumns", EXPECTED, reader)),
            })?;
            Ok(Some(columns))
        }
        _ => Err(wrong("modifiedColumns", EXPECTED, reader)),
    }
}

/// An object; PHP prints an empty one as `[]`.
fn map<'b>(field: &'static str, reader: &mut Reader<'b>) -> Result<Option<Raw<'b>>, SetAside> {
    let raw = reader.raw()?;
    match raw.kind() {
        Kind::Null => Ok(None),
        Kind::Object => Ok(Some(raw)),
        Kind::Array if raw.elements().next().is_none() => Ok(Some(raw)),
        kind => Err(SetAside::Type { field, expected: "an object", found: name_of(kind).to_owned() }),
    }
}

/// The value that comes next is of another type; unless it is no JSON, which is said first.
fn wrong(field: &'static str, expected: &'static str, reader: &mut Reader<'_>) -> SetAside {
    match reader.raw() {
        Ok(raw) => SetAside::Type { field, expected, found: name_of(raw.kind()).to_owned() },
        Err(error) => error.into(),
    }
}

fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EVENT: &str = r#"{"eventId":"e1","eventTime":"2026-03-02 10:00:00","eventType":"kObjectChangedEvent","objectType":"KalturaMediaEntry",
        "partnerId":"101","object":"{\"id\":\"1_a\",\"status\":2,\"name\":\"caf\\u00e9\"}","modifiedColumns":["STATUS"],"oldValues":[],"related":null}"#;

    fn refused(body: &str) -> String {
        Decoder::default().decode(body.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn the_platforms_form_and_the_canonical_one_are_one_event() {
        let plain = EVENT.replace(r#""{\"id\":\"1_a\",\"status\":2,\"name\":\"caf\\u00e9\"}""#, r#"{"id":"1_a","status":2,"name":"café"}"#);
        assert_ne!(plain, EVENT);
        for body in [EVENT, &plain] {
            let event = Decoder::default().decode(body.as_bytes()).unwrap();
            assert_eq!(event.partner, PartnerId(101));
            assert_eq!(event.time, Some(1_772_445_600));
            let name = event.object.get(&reach_rawjson::Key::new("name")).unwrap().as_str().unwrap();
            assert_eq!(name.decode(), "café");
            assert!(event.old_values.is_some() && event.related.is_none());
            assert!(event.column_modified("STATUS").unwrap());
        }
    }

    #[test]
    fn what_is_no_event_says_what_it_lacks() {
        let cases = [
            ("[]", "an event is a JSON object, this is an array"),
            (r#"{"eventType":3}"#, "`objectType` is missing"),
            (&EVENT.replace("\"101\"", "1e3"), "`partnerId` must be an integer of 64 bits, it is `1e3`"),
            (&EVENT.replace("\"101\"", "99999999999999999999"), "`partnerId` must be an integer of 64 bits, it is `99999999999999999999`"),
            (&EVENT.replace("\"101\"", "\" 5\""), "`partnerId` must be an integer of 64 bits, it is the text ` 5`"),
            (&EVENT.replace("[\"STATUS\"]", "[1]"), "`modifiedColumns` must be an array of strings, it is a number"),
            (&EVENT.replace("\"oldValues\":[]", "\"oldValues\":[1]"), "`oldValues` must be an object, it is an array"),
            (
                &EVENT.replace("2026-03-02", "someday"),
                "`eventTime` must be `YYYY-MM-DD HH:MM:SS`, an RFC 3339 time or Unix seconds, it is `someday 10:00:00`",
            ),
            (&EVENT.replace("\"eventId\":\"e1\"", "\"partnerId\":1"), "`partnerId` stands twice"),
            (
                r#"{"eventType":3,"objectType":"x","partnerId":1,"object":""}"#,
                "`object` must be an object, or a string that holds one, it is an empty string",
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(refused(body), expected, "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Decoder::default().decode(&bytes);
        }

        #[test]
        fn a_cut_event_is_set_aside(cut in 0..EVENT.len() - 1) {
            prop_assert!(Decoder::default().decode(&EVENT.as_bytes()[..cut]).is_err());
        }
    }
}
