//! Documents that are JSON, documents that are not, and what a person is told about those.

use reach_rawjson::{Error, Expected, Kind, MAX_DEPTH, Position, Reader, parse};

#[test]
fn every_kind_of_value_is_a_document() {
    let cases = [
        ("null", Kind::Null),
        (" true ", Kind::Bool),
        ("\r\n\tfalse", Kind::Bool),
        ("-0.5e-3", Kind::Number),
        (r#""""#, Kind::String),
        (r#""\u00e9\ud834\udd1e\/""#, Kind::String),
        ("\"\u{e9}\u{7f}\u{10ffff}\"", Kind::String),
        ("[]", Kind::Array),
        ("[ [ ] , { } ]", Kind::Array),
        ("{}", Kind::Object),
        (r#"{ "a" : 1 , "a" : [ 2 ] , "" : { } }"#, Kind::Object),
        ("\u{feff}{}", Kind::Object),
    ];
    for (text, kind) in cases {
        assert_eq!(parse(text.as_bytes()).map(|raw| raw.kind()), Ok(kind), "{text}");
    }
}

#[test]
fn a_document_that_is_none_is_refused_where_that_shows() {
    use Expected::{Colon, CommaOrBrace, CommaOrBracket, Digit, Key, KeyOrBrace, NoDigit, Quote, Value};
    let syntax = |offset, expected, found| Error::Syntax { offset, expected, found };
    let end = |offset, expected| Error::UnexpectedEnd { offset, expected };
    let cases = [
        ("", end(0, Value)),
        (" \n", end(2, Value)),
        ("nul", end(3, Value)),
        ("nulL", syntax(3, Value, 'L')),
        ("True", syntax(0, Value, 'T')),
        ("tru\u{e9}", syntax(3, Value, '\u{e9}')),
        ("'a'", syntax(0, Value, '\'')),
        ("[1,]", syntax(3, Value, ']')),
        ("[,1]", syntax(1, Value, ',')),
        ("[1 2]", syntax(3, CommaOrBracket, '2')),
        ("[1}", syntax(2, CommaOrBracket, '}')),
        ("[1", end(2, CommaOrBracket)),
        ("[", end(1, Value)),
        ("{", end(1, KeyOrBrace)),
        ("{a:1}", syntax(1, KeyOrBrace, 'a')),
        (r#"{"a" 1}"#, syntax(5, Colon, '1')),
        (r#"{"a":}"#, syntax(5, Value, '}')),
        (r#"{"a":1"#, end(6, CommaOrBrace)),
        (r#"{"a":1]"#, syntax(6, CommaOrBrace, ']')),
        (r#"{"a":1,}"#, syntax(7, Key, '}')),
        (r#"{"a":1,2}"#, syntax(7, Key, '2')),
        ("01", syntax(1, NoDigit, '1')),
        ("-", end(1, Digit)),
        ("+1", syntax(0, Value, '+')),
        (".5", syntax(0, Value, '.')),
        ("1.", end(2, Digit)),
        ("1.x", syntax(2, Digit, 'x')),
        ("1e+", end(3, Digit)),
        (r#""abc"#, end(4, Quote)),
        ("[\"a\tb\"]", Error::ControlCharacter { offset: 3, found: '\t' }),
        ("\"a\nb\"", Error::ControlCharacter { offset: 2, found: '\n' }),
        (r#""\x""#, Error::InvalidEscape { offset: 1 }),
        (r#""\u12g4""#, Error::InvalidEscape { offset: 1 }),
        (r#""\ud834""#, Error::LoneSurrogate { offset: 1 }),
        (r#""a\udd1e""#, Error::LoneSurrogate { offset: 2 }),
        ("1 1", Error::TrailingCharacters { offset: 2, found: '1' }),
        ("{}}", Error::TrailingCharacters { offset: 2, found: '}' }),
        ("{} // no comments", Error::TrailingCharacters { offset: 3, found: '/' }),
    ];
    for (text, error) in cases {
        assert_eq!(parse(text.as_bytes()).err(), Some(error), "{text}");
    }
}

#[test]
fn bytes_that_are_no_utf8_are_refused() {
    assert_eq!(parse(b"[\"\xff\"]").err(), Some(Error::InvalidUtf8 { offset: 2 }));
    assert_eq!(parse(b"\"\xed\xa0\xb4\"").err(), Some(Error::InvalidUtf8 { offset: 1 }));
    assert_eq!(parse(b"\xff\xfe{\0}\0").err(), Some(Error::Utf16 { offset: 0 }));
    assert_eq!(parse(b"{\0}\0").err(), Some(Error::Utf16 { offset: 0 }));
}

#[test]
fn an_error_is_placed_by_line_and_character() {
    let document = "{\n  \"n\u{e9}e\": \"\u{1d11e}\" 1\n}";
    let error = parse(document.as_bytes()).unwrap_err();
    assert_eq!(error.position(document.as_bytes()), Position { line: 2, column: 14 });
    assert_eq!(error.to_string(), "expected `,` or `}`, found `1` at byte 19");
}

#[test]
fn an_error_says_what_to_do() {
    let cases: [(&[u8], &str); 7] = [
        (b"[1", "expected `,` or `]`, but the text ends at byte 2"),
        (b"{1", "expected a key in double quotes or `}`, found `1` at byte 1"),
        (b"\"a\tb\"", "control character \\u{9} in a string at byte 2; write it as an escape"),
        (b"\"\\ud800\"", "the \\u escape at byte 1 is half of a surrogate pair without the other half"),
        (b"\xfe\xff", "the text is UTF-16 or UTF-32; save it as UTF-8"),
        (b"\xc3", "the text is not UTF-8 at byte 0; save it as UTF-8"),
        (b"1 \n", ""),
    ];
    for (document, message) in cases {
        assert_eq!(parse(document).map_or_else(|error| error.to_string(), |_| String::new()), message);
    }
}

#[test]
fn brackets_nest_to_the_limit_and_no_deeper() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"[{"":"#, "}]")] {
        let levels = open.matches(['[', '{']).count();
        let nested = |times: usize| format!("{}0{}", open.repeat(times), close.repeat(times));
        let most = MAX_DEPTH / levels;
        assert!(parse(nested(most).as_bytes()).is_ok(), "{open} {most} times");
        let error = parse(nested(most + 1).as_bytes()).unwrap_err();
        assert_eq!(error, Error::TooDeep { offset: open.len() * most });
        assert!(matches!(parse(open.repeat(100_000).as_bytes()), Err(Error::TooDeep { .. })));
    }
}

#[test]
fn closing_brackets_belong_to_their_opening_ones_at_every_depth() {
    let opening: String = (0..MAX_DEPTH).map(|level| if level % 3 == 0 { r#"{"a":"# } else { "[" }).collect();
    let closing: String = (0..MAX_DEPTH).rev().map(|level| if level % 3 == 0 { '}' } else { ']' }).collect();
    assert!(parse(format!("{opening}0{closing}").as_bytes()).is_ok());
    for level in [0, 1, 63, 64, 65, 500, MAX_DEPTH - 1] {
        let mut wrong = closing.clone().into_bytes();
        wrong[level] = if wrong[level] == b'}' { b']' } else { b'}' };
        let document = [opening.as_bytes(), b"0", &wrong].concat();
        assert_eq!(parse(&document).map_err(|error| error.offset()).err(), Some(opening.len() + 1 + level));
    }
}

#[test]
fn depth_counts_through_an_embedded_document() {
    let inner = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    for (around, levels, fits) in
        [(0, MAX_DEPTH, true), (0, MAX_DEPTH + 1, false), (MAX_DEPTH, 0, true), (12, MAX_DEPTH - 12, true), (12, MAX_DEPTH - 11, false)]
    {
        let content = if levels == 0 { "1".to_owned() } else { inner(levels) };
        let document = format!("{}\"{content}\"{}", "[".repeat(around), "]".repeat(around));
        let mut raw = parse(document.as_bytes()).unwrap();
        while let Some(element) = raw.elements().next() {
            raw = element;
        }
        assert_eq!(raw.embedded().is_ok(), fits, "{levels} levels in {around}");
    }
}

#[test]
fn depth_counts_through_readers_too() {
    fn descend(reader: &mut Reader<'_>) -> Result<(), Error> {
        if reader.peek()? == Kind::Array { reader.array(descend) } else { reader.skip() }
    }
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let read = |text: String| Reader::of_text(&text).and_then(|mut reader| descend(&mut reader));
    assert_eq!(read(nested(MAX_DEPTH)), Ok(()));
    assert_eq!(read(nested(MAX_DEPTH + 1)), Err(Error::TooDeep { offset: MAX_DEPTH }));
    assert_eq!(read(format!("{}{{", "[".repeat(MAX_DEPTH))), Err(Error::TooDeep { offset: MAX_DEPTH }));
}
