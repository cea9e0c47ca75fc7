//! JSON as PHP's `json_encode` prints it: no blanks, `/` as `\/`, everything beyond ASCII as `\uXXXX` (L8).

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

/// Prints a value at the end of the bytes.
///
/// # Errors
///
/// What cannot be JSON at all: a map whose keys are no texts.
pub(super) fn print(bytes: &mut Vec<u8>, value: &impl Serialize) -> serde_json::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(bytes, Php))
}

/// Prints a value into a text of its own, as the platform does with an event's object.
///
/// # Errors
///
/// Those of [`print`].
pub(super) fn text(value: &impl Serialize) -> serde_json::Result<String> {
    let mut bytes = Vec::with_capacity(2_048);
    print(&mut bytes, value)?;
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

struct Php;

impl Formatter for Php {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|character: char| character == '/' || !character.is_ascii()) {
            let (plain, special) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            let mut characters = special.chars();
            match characters.next() {
                Some('/') => writer.write_all(br"\/")?,
                Some(character) => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        write!(writer, "\\u{unit:04x}")?;
                    }
                }
                None => {}
            }
            rest = characters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn slashes_and_letters_beyond_ascii_are_escaped_and_again_in_an_embedded_document() {
        let cases = [
            (json!("a/b"), r#""a\/b""#),
            (json!("caf\u{e9} \u{1f600}"), r#""caf\u00e9 \ud83d\ude00""#),
            (json!("\"\\\n"), r#""\"\\\n""#),
            (json!({"a": [1, null, true, 2.5], "b/": ""}), r#"{"a":[1,null,true,2.5],"b\/":""}"#),
            (json!(text(&json!({"u": "\u{e9}/"})).unwrap()), r#""{\"u\":\"\\u00e9\\\/\"}""#),
        ];
        for (value, printed) in cases {
            assert_eq!(text(&value).unwrap(), printed);
            assert_eq!(serde_json::from_str::<serde_json::Value>(printed).unwrap(), value);
        }
    }
}
