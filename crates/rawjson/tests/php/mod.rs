//! JSON as PHP's `json_encode` prints it: no blanks, `/` escaped, nothing beyond ASCII.

use serde_json::Value;

/// A value as PHP prints it.
pub fn print(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => quote(text),
        Value::Array(elements) => format!("[{}]", elements.iter().map(print).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let members: Vec<_> = members.iter().map(|(name, value)| format!("{}:{}", quote(name), print(value))).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// A string as PHP prints it.
pub fn quote(text: &str) -> String {
    let mut printed = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' | '/' => printed.extend(['\\', character]),
            '\u{8}' => printed.push_str("\\b"),
            '\u{c}' => printed.push_str("\\f"),
            '\n' => printed.push_str("\\n"),
            '\r' => printed.push_str("\\r"),
            '\t' => printed.push_str("\\t"),
            ' '..='\u{7f}' => printed.push(character),
            _ => printed.extend(character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    printed.push('"');
    printed
}

/// A string with every character written as `\uXXXX`, which no reading in place covers.
pub fn quote_by_number(text: &str) -> String {
    format!("\"{}\"", text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect::<String>())
}
