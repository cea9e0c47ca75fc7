//! What holds for every value and every byte string.

mod php;

use proptest::collection::vec;
use proptest::prelude::*;
use reach_rawjson::{Error, Fields, Key, Kind, Number, Raw, Reader, parse};
use serde_json::{Map, Value, json};

/// Any value without floats that JSON has no literal for; names are short, so that some repeat.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 24, 6, |inner| {
        prop_oneof![vec(inner.clone(), 0..6).prop_map(Value::from), members(inner, 6).prop_map(Value::from)]
    })
}

fn object() -> impl Strategy<Value = Value> {
    members(value(), 20).prop_map(Value::from)
}

/// Objects that are small enough to be cut at every byte.
fn small_object() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<i32>().prop_map(Value::from), "[a-c\\\"\\\\/\u{e9}]{0,4}".prop_map(Value::from)];
    let member = prop_oneof![leaf.clone(), vec(leaf, 0..3).prop_map(Value::from)];
    vec(("[a-c/]{0,3}", member), 0..4).prop_map(|members| Value::Object(members.into_iter().collect()))
}

fn members(value: impl Strategy<Value = Value>, most: usize) -> impl Strategy<Value = Map<String, Value>> {
    vec((text(), value), 0..most).prop_map(|members| members.into_iter().collect())
}

/// Texts of all lengths with what needs an escape somewhere.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,24}",
        "[a-zA-Z0-9/ ,:.{}\\[\\]]{0,40}",
        "[a-e\"\\\\/\n\t\u{0}\u{1f}\u{7f}\u{e9}\u{20ac}\u{1d11e}]{0,20}",
        any::<String>()
    ]
}

/// A raw value read whole.
fn read(raw: Raw<'_>) -> Value {
    match raw.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => raw.as_bool().into(),
        Kind::Number => match raw.as_number() {
            Some(Number::Int(integer)) => integer.into(),
            Some(Number::Float(float)) => float.into(),
            None => Value::Null,
        },
        Kind::String => raw.as_str().map(|text| text.decode().into_owned()).into(),
        Kind::Array => raw.elements().map(read).collect(),
        Kind::Object => Value::Object(raw.members().map(|(name, value)| (name.to_string(), read(value))).collect()),
    }
}

/// A value as it reads: integers beyond `i64` are floats.
fn as_read(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.as_i64().is_none() => number.as_f64().into(),
        Value::Array(elements) => elements.iter().map(as_read).collect(),
        Value::Object(members) => Value::Object(members.iter().map(|(name, value)| (name.clone(), as_read(value))).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn read_fields(fields: &Fields<'_>) -> Value {
    Value::Object(fields.iter().map(|(name, value)| (name.to_string(), read(value))).collect())
}

/// A document, rebuilt by a reader that asks for each value by its kind.
fn read_typed(reader: &mut Reader<'_>) -> Result<Value, Error> {
    Ok(match reader.peek()? {
        Kind::Null => reader.null().map(|()| Value::Null)?,
        Kind::Bool => reader.boolean()?.into(),
        Kind::Number => match reader.number()?.value() {
            Number::Int(integer) => integer.into(),
            Number::Float(float) => float.into(),
        },
        Kind::String => reader.text()?.to_string().into(),
        Kind::Array => {
            let mut elements = Vec::new();
            reader.array(|reader| {
                elements.push(read_typed(reader)?);
                Ok::<_, Error>(())
            })?;
            elements.into()
        }
        Kind::Object => {
            let mut members = Map::new();
            reader.object(|name, reader| {
                members.insert(name.decode().into_owned(), read_typed(reader)?);
                Ok::<_, Error>(())
            })?;
            members.into()
        }
    })
}

/// All ways to print a value.
fn printed(value: &Value) -> [String; 3] {
    [value.to_string(), format!("{value:#}"), php::print(value)]
}

/// What `serde_json` reads, or why it does not. It reads some floats to a neighbour of the nearest: they are left out.
fn reference(bytes: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(bytes).map(|value| without_floats(as_read(&value))).map_err(|error| error.to_string())
}

fn without_floats(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::Null,
        Value::Array(elements) => elements.into_iter().map(without_floats).collect(),
        Value::Object(members) => Value::Object(members.into_iter().map(|(name, value)| (name, without_floats(value))).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// What is JSON to this reader and not to `serde_json`.
fn is_known_difference(bytes: &[u8], reason: &str) -> bool {
    reason.contains("number out of range") || reason.contains("recursion limit") || bytes.starts_with("\u{feff}".as_bytes())
}

fn check_against_reference(bytes: &[u8]) -> Result<(), TestCaseError> {
    match (parse(bytes), reference(bytes)) {
        (Ok(raw), Ok(value)) => prop_assert_eq!(without_floats(read(raw)), value),
        (Ok(_), Err(reason)) => prop_assert!(is_known_difference(bytes, &reason), "accepted, yet {}", reason),
        (Err(error), Ok(_)) => prop_assert!(false, "refused: {}", error),
        (Err(error), Err(_)) => prop_assert!(error.offset() <= bytes.len(), "{:?} lies outside", error),
    }
    Ok(())
}

/// A string holds a document exactly if its decoded form is one.
fn check_embedded_against_reference(quoted: &[u8]) -> Result<(), TestCaseError> {
    let decoded = reference(quoted).ok().and_then(|value| value.as_str().map(str::to_owned));
    let Some(decoded) = decoded else { return check_against_reference(quoted) };
    match (parse(quoted)?.embedded(), reference(decoded.as_bytes())) {
        (Ok(Some(embedded)), Ok(value)) => prop_assert_eq!(without_floats(read(embedded.raw())), value),
        (Ok(_), Err(reason)) => prop_assert!(is_known_difference(decoded.as_bytes(), &reason), "accepted, yet {}", reason),
        (Err(error), Ok(_)) => prop_assert!(false, "refused: {}", error),
        (Err(error), Err(_)) => prop_assert!(error.offset() <= quoted.len(), "{:?} lies outside", error),
        (Ok(None), Ok(_)) => prop_assert!(false, "a string that is none"),
    }
    Ok(())
}

/// What may stand in a string in a string: escapes of both layers, whole and cut.
const FRAGMENTS: &[&str] = &[
    "a",
    "u",
    "n",
    "00e9",
    "\u{e9}",
    "/",
    "\"",
    "\\",
    r"\\",
    r"\/",
    r"\n",
    r#"\""#,
    r"\\n",
    r"\\\/",
    r#"\\\""#,
    r"\\\\",
    r"\u0022",
    r"\u005c",
    r"\u0041",
    r"\u00e9",
    r"\\u00e9",
    r"\\u0022",
    r"\ud834",
    r"\udd1e",
    r"\\ud834",
    r"\\udd1e",
    r"\ud834\udd1e",
    r"\\ud834\\udd1e",
];

proptest! {
    #[test]
    fn a_document_reads_back_as_it_was_printed(value in value()) {
        for text in printed(&value) {
            prop_assert_eq!(read(parse(text.as_bytes())?), as_read(&value));
            let mut reader = Reader::new(text.as_bytes())?;
            prop_assert_eq!(read_typed(&mut reader)?, as_read(&value));
            reader.end()?;
        }
    }

    #[test]
    fn a_document_in_a_string_reads_in_place_as_it_was_printed(value in value()) {
        for (text, quoted) in printed(&value).into_iter().flat_map(|text| [(text.clone(), php::quote(&text)), (text.clone(), Value::from(text).to_string())]) {
            let embedded = parse(quoted.as_bytes())?.embedded()?;
            let embedded = embedded.ok_or_else(|| TestCaseError::fail("a string that is none"))?;
            prop_assert!(embedded.is_in_place(), "{}", text);
            prop_assert_eq!(read(embedded.raw()), as_read(&value));
        }
    }

    #[test]
    fn an_unusually_written_string_reads_alike_from_a_copy(value in value()) {
        let quoted = php::quote_by_number(&value.to_string());
        let embedded = parse(quoted.as_bytes())?.embedded()?;
        let embedded = embedded.ok_or_else(|| TestCaseError::fail("a string that is none"))?;
        prop_assert!(!embedded.is_in_place());
        prop_assert_eq!(read(embedded.raw()), as_read(&value));
    }

    #[test]
    fn embedded_fields_are_the_members_in_place_and_from_a_copy(object in object()) {
        let text = php::print(&object);
        for (quoted, in_place) in [(php::quote(&text), true), (php::quote_by_number(&text), false)] {
            let message = format!(r#" {{"before":[1],"object": {quoted} ,"after":{{}}}} "#);
            let mut reader = Reader::new(message.as_bytes())?;
            let mut seen = Vec::new();
            reader.object(|name, reader| {
                seen.push(name.to_string());
                if name != "object" {
                    return reader.skip();
                }
                let fields = reader.embedded_fields()?;
                assert_eq!((read_fields(&fields), fields.is_in_place()), (as_read(&object), in_place));
                Ok(())
            })?;
            reader.end()?;
            prop_assert_eq!(seen, ["before", "object", "after"]);
        }
    }

    #[test]
    fn every_member_is_found_by_its_key(object in object(), absent in text()) {
        let members = object.as_object().cloned().unwrap_or_default();
        for text in printed(&object) {
            let plain = Reader::new(text.as_bytes())?.fields()?;
            let quoted = php::quote(&text);
            let embedded = Reader::new(quoted.as_bytes())?.embedded_fields()?;
            for fields in [plain, embedded] {
                prop_assert_eq!(fields.len(), members.len());
                for (name, value) in &members {
                    prop_assert_eq!(fields.get(&Key::new(name)).map(read), Some(as_read(value)));
                }
                prop_assert_eq!(fields.get(&Key::new(&absent)).is_some(), members.contains_key(&absent));
            }
        }
    }

    #[test]
    fn texts_compare_as_their_decoded_forms(one in text(), other in text()) {
        for quoted in [php::quote(&one), php::quote(&php::quote(&one))] {
            let raw = parse(quoted.as_bytes())?;
            let embedded = raw.embedded().ok().flatten();
            let Some(text) = embedded.as_ref().map_or(raw, |embedded| embedded.raw()).as_str() else { continue };
            let decoded = text.decode();
            prop_assert!(text == *decoded);
            prop_assert_eq!(text == other.as_str(), *decoded == other);
            prop_assert_eq!(text.to_string(), decoded.as_ref());
            prop_assert_eq!(text.is_empty(), decoded.is_empty());
        }
    }

    #[test]
    fn a_truncated_document_is_an_error(object in small_object()) {
        for text in printed(&json!({ "object": php::print(&object), "plain": object })) {
            for length in 0..text.len() {
                prop_assert!(parse(&text.as_bytes()[..length]).is_err(), "cut at {}", length);
            }
        }
    }

    #[test]
    fn a_truncated_embedded_document_is_an_error(object in small_object()) {
        let text = php::print(&object);
        for length in 0..text.len() {
            let quoted = php::quote(&text[..length]);
            prop_assert!(Reader::new(quoted.as_bytes())?.embedded_fields().is_err(), "cut at {}", length);
        }
    }

    #[test]
    fn any_bytes_are_accepted_or_refused_as_the_reference_does(bytes in vec(any::<u8>(), 0..40)) {
        check_against_reference(&bytes)?;
    }

    #[test]
    fn any_tokens_are_accepted_or_refused_as_the_reference_does(text in "(\\[|\\]|\\{|\\}|,|:|\"|\\\\|\\\\u|d8|dc|0|1|-|\\.|e|E\\+|null|true|false|a| |\n|\u{1}|\u{e9}){0,24}") {
        check_against_reference(text.as_bytes())?;
    }

    #[test]
    fn a_damaged_document_is_accepted_or_refused_as_the_reference_does(value in value(), place in any::<prop::sample::Index>(), byte in any::<u8>(), how in 0..3) {
        for text in printed(&value) {
            let mut bytes = text.into_bytes();
            let place = place.index(bytes.len());
            match how {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => drop(bytes.remove(place)),
            }
            check_against_reference(&bytes)?;
        }
    }

    #[test]
    fn any_escapes_in_a_string_in_a_string_read_as_their_decoded_form(
        fragments in vec(prop::sample::select(FRAGMENTS), 0..12),
    ) {
        let quoted = format!(r#""[\"{}\"]""#, fragments.concat());
        check_embedded_against_reference(quoted.as_bytes())?;
    }

    #[test]
    fn a_damaged_string_holds_a_document_exactly_if_its_decoded_form_is_one(value in value(), place in any::<prop::sample::Index>(), byte in 0..0x80u8, how in 0..3) {
        let mut bytes = php::quote(&php::print(&value)).into_bytes();
        let place = place.index(bytes.len());
        match how {
            0 => bytes[place] = byte,
            1 => bytes.insert(place, byte),
            _ => drop(bytes.remove(place)),
        }
        check_embedded_against_reference(&bytes)?;
    }
}
