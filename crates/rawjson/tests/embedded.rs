//! Documents inside strings: read in place or from a copy, and where their errors are.

use reach_rawjson::{Error, Expected, Fields, Key, Kind, Layer, Number, Reader, parse};

fn number(fields: &Fields<'_>, name: &str) -> Option<Number> {
    fields.get(&Key::new(name))?.as_number()
}

#[test]
fn a_message_is_read_as_the_platform_prints_it() {
    let message = br#"{"objectType":"KalturaMediaEntry","object":"{\"id\":\"1_ab\",\"tags\":\"a, b\",\"url\":\"https:\\\/\\\/x\\\/y\",\"name\":\"Caf\\u00e9 \\ud83c\\udf89\",\"say\":\"\\\"hi\\\\\\\"\",\"plays\":12,\"rank\":1.5,\"end\":null,\"list\":[{\"k\":[]},\"\"],\"live\":false}","partnerId":1001}"#;
    let mut reader = Reader::new(message).unwrap();
    let mut fields = Fields::empty();
    reader
        .object(|name, reader| {
            if name == "object" {
                fields = reader.embedded_fields()?;
                Ok::<_, Error>(())
            } else {
                reader.skip()
            }
        })
        .unwrap();
    reader.end().unwrap();

    assert!(fields.is_in_place());
    let text = |name| fields.get(&Key::new(name)).and_then(|value| value.as_str()).map(|text| text.decode().into_owned());
    assert_eq!(text("id").as_deref(), Some("1_ab"));
    assert_eq!(text("url").as_deref(), Some("https://x/y"));
    assert_eq!(text("name").as_deref(), Some("Caf\u{e9} \u{1f389}"));
    assert_eq!(text("say").as_deref(), Some(r#""hi\""#));
    assert_eq!(number(&fields, "plays"), Some(Number::Int(12)));
    assert_eq!(number(&fields, "rank"), Some(Number::Float(1.5)));
    assert_eq!(fields.get(&Key::new("live")).and_then(|value| value.as_bool()), Some(false));
    assert!(fields.get(&Key::new("end")).is_some_and(|value| value.is_null()));
    assert_eq!(fields.get(&Key::new("End")).map(|value| value.kind()), None);
    let list = fields.get(&Key::new("list")).unwrap();
    assert_eq!((list.kind(), list.layer(), list.elements().count()), (Kind::Array, Layer::InString, 2));
    assert_eq!(list.elements().next().and_then(|element| element.get("k")).map(|value| value.kind()), Some(Kind::Array));
    assert_eq!(fields.len(), 10);
}

#[test]
fn strings_are_read_in_place_where_that_can_be_told() {
    let cases = [
        (r#""{}""#, true),
        (r#""{ \"a\" : 1 , \"b\" : [ ] }""#, true),
        (r#""{\n\t\"a\": 1,\r\n\t\"b\": 2\n}\n""#, true),
        (r#""{\"a\":\n1}""#, false),
        (r#""{\"a\":\"\u00e9\\u00e9\/\\\/\"}""#, true),
        (r#""{\u0022a\u0022:1}""#, false),
        (r#""\u007b\"a\":1}""#, false),
        (r#""{\"a\":\"\u005c\u0022\"}""#, false),
    ];
    for (string, in_place) in cases {
        let fields = Reader::of_text(string).unwrap().embedded_fields().unwrap();
        assert_eq!(fields.is_in_place(), in_place, "{string}");
        let embedded = parse(string.as_bytes()).unwrap().embedded().unwrap().unwrap();
        assert_eq!(embedded.is_in_place(), in_place, "{string}");
        let names = |fields: &Fields<'_>| fields.iter().map(|(name, value)| format!("{name}={:?}", value.as_str())).collect::<Vec<_>>();
        assert_eq!(names(&fields), names(&embedded.into_fields().unwrap()), "{string}");
    }
}

#[test]
fn an_error_in_an_embedded_document_points_into_the_string() {
    let syntax = |offset, expected, found| Error::Syntax { offset, expected, found };
    let cases = [
        (r#"["{\"a\":x}"]"#, syntax(9, Expected::Value, 'x')),
        (r#"["{\"a\\\/\":x}"]"#, syntax(13, Expected::Value, 'x')),
        (r#"["{\u0022a\u0022:x}"]"#, syntax(17, Expected::Value, 'x')),
        (r#"["{\"a\":1"]"#, Error::UnexpectedEnd { offset: 10, expected: Expected::CommaOrBrace }),
        (r#"["{\"a\":1}}"]"#, Error::TrailingCharacters { offset: 11, found: '}' }),
        (r#"["{\"a\":\"\n\"}"]"#, Error::ControlCharacter { offset: 11, found: '\n' }),
        (r#"["{\"a\":\"\\ud834\"}"]"#, Error::LoneSurrogate { offset: 11 }),
        (r#"["{\"a\":\"\\x\"}"]"#, Error::InvalidEscape { offset: 11 }),
        (r#"["[1]"]"#, Error::WrongKind { offset: 2, expected: Kind::Object, found: Kind::Array }),
        (r#"[" 5"]"#, Error::WrongKind { offset: 3, expected: Kind::Object, found: Kind::Number }),
        (r#"[""]"#, Error::UnexpectedEnd { offset: 2, expected: Expected::Value }),
        (r#"[5]"#, Error::WrongKind { offset: 1, expected: Kind::String, found: Kind::Number }),
        (r#"["{\"a\":1}]"#, Error::UnexpectedEnd { offset: 12, expected: Expected::Quote }),
        ("[\"{\n}\"]", Error::ControlCharacter { offset: 3, found: '\n' }),
    ];
    for (document, error) in cases {
        let mut reader = Reader::of_text(document).unwrap();
        let result = reader.array(|reader| reader.embedded_fields().map(drop));
        assert_eq!(result, Err(error), "{document}");
    }
}

#[test]
fn an_error_of_a_raw_string_counts_from_the_start_of_its_text() {
    let raw = parse(br#"["{\"a\":x}"]"#).unwrap().elements().next().unwrap();
    let error = raw.embedded().unwrap_err();
    assert_eq!(error, Error::Syntax { offset: 8, expected: Expected::Value, found: 'x' });
    assert_eq!(&raw.text()[error.offset()..=error.offset()], "x");
}

#[test]
fn a_document_in_a_document_in_a_document_is_read_from_a_copy() {
    let document = parse(br#""{\"inner\":\"{\\\"deep\\\":[1,2]}\"}""#).unwrap();
    let outer = document.embedded().unwrap().unwrap();
    let inner = outer.raw().get("inner").unwrap();
    assert_eq!(inner.layer(), Layer::InString);
    let deep = inner.embedded().unwrap().unwrap();
    assert!(outer.is_in_place() && !deep.is_in_place());
    assert_eq!(deep.raw().text(), r#"{"deep":[1,2]}"#);
    assert_eq!(deep.raw().get("deep").map(|list| list.elements().count()), Some(2));
}

#[test]
fn a_value_that_is_no_string_has_no_document_in_it() {
    for document in ["null", "1", "[]", "{}"] {
        assert!(parse(document.as_bytes()).unwrap().embedded().unwrap().is_none(), "{document}");
    }
}

#[test]
fn a_document_in_a_string_may_be_of_any_kind_and_only_an_object_has_fields() {
    let embedded = |document: &'static str| Reader::of_text(document).and_then(|mut reader| reader.embedded());
    assert_eq!(embedded(r#"" [1] ""#).map(|embedded| embedded.raw().text().to_owned()).as_deref(), Ok("[1]"));
    assert!(embedded(r#""\"x\"""#).unwrap().into_fields().is_none());
    assert_eq!(embedded(r#""{\"x\":1}""#).unwrap().into_fields().map(|fields| fields.len()), Some(1));
    assert!(matches!(embedded(r#""x""#), Err(Error::Syntax { offset: 1, .. })));
}
