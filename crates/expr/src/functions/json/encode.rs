//! `json_encode`.

use crate::convert::{Digits, general};
use crate::functions::{Answer, Call};
use crate::{Array, Fault, Fuel, Key, Value};

pub(super) fn json_encode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let value = call.value(0);
    let mut writer = Writer { json: Vec::new(), fuel: call.fuel };
    match writer.value(value) {
        Ok(()) => Ok(Value::bytes(writer.json)),
        Err(Stop::NoJson) => Ok(Value::Bool(false)),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// Why a value was not written.
enum Stop {
    /// It has no JSON: PHP gives false.
    NoJson,
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

struct Writer<'f> {
    json: Vec<u8>,
    fuel: &'f mut Fuel,
}

impl Writer<'_> {
    fn add(&mut self, text: &[u8]) -> Result<(), Stop> {
        self.fuel.build(text.len())?;
        self.json.extend_from_slice(text);
        Ok(())
    }

    /// Values are not nested deeper than [`crate::value::MAX_DEPTH`], so this may recurse.
    fn value(&mut self, value: &Value<'_>) -> Result<(), Stop> {
        self.fuel.step(1)?;
        match value {
            Value::Null => self.add(b"null"),
            Value::Bool(true) => self.add(b"true"),
            Value::Bool(false) => self.add(b"false"),
            Value::Int(number) => self.add(number.to_string().as_bytes()),
            Value::Float(number) if number.is_finite() => self.add(general(*number, Digits::Shortest, 'e').as_bytes()),
            Value::Float(_) => Err(Stop::NoJson),
            Value::Str(text) => self.string(text.as_bytes()),
            Value::Array(array) if array.is_list() => self.list(array),
            Value::Array(array) => self.map(array),
            Value::Object(_) => Err(Stop::Fault(Fault::Unsupported { what: "an object in `json_encode`".to_owned() })),
        }
    }

    fn list(&mut self, array: &Array<'_>) -> Result<(), Stop> {
        self.add(b"[")?;
        for (at, value) in array.values().enumerate() {
            if at > 0 {
                self.add(b",")?;
            }
            self.value(value)?;
        }
        self.add(b"]")
    }

    fn map(&mut self, array: &Array<'_>) -> Result<(), Stop> {
        self.add(b"{")?;
        for (at, (key, value)) in array.iter().enumerate() {
            if at > 0 {
                self.add(b",")?;
            }
            match &key {
                Key::Int(number) => self.add(format!("\"{number}\"").as_bytes())?,
                Key::Str(text) => self.string(text.as_bytes())?,
            }
            self.add(b":")?;
            self.value(value)?;
        }
        self.add(b"}")
    }

    fn string(&mut self, text: &[u8]) -> Result<(), Stop> {
        self.fuel.scan(text.len())?;
        let text = std::str::from_utf8(text).map_err(|_| Stop::NoJson)?;
        self.add(b"\"")?;
        let mut plain = 0;
        for (at, char) in text.char_indices() {
            if matches!(char, ' '..='~' | '\x7F') && !matches!(char, '"' | '\\' | '/') {
                continue;
            }
            self.add(&text.as_bytes()[plain..at])?;
            plain = at + char.len_utf8();
            match char {
                '"' => self.add(b"\\\"")?,
                '\\' => self.add(b"\\\\")?,
                '/' => self.add(b"\\/")?,
                '\x08' => self.add(b"\\b")?,
                '\x0C' => self.add(b"\\f")?,
                '\n' => self.add(b"\\n")?,
                '\r' => self.add(b"\\r")?,
                '\t' => self.add(b"\\t")?,
                other => {
                    for unit in other.encode_utf16(&mut [0; 2]) {
                        self.add(format!("\\u{unit:04x}").as_bytes())?;
                    }
                }
            }
        }
        self.add(&text.as_bytes()[plain..])?;
        self.add(b"\"")
    }
}

#[cfg(test)]
mod tests {
    use crate::Value;
    use crate::functions::testing::{b, f, gives, i, list, map, s};

    #[test]
    fn values_are_written_as_php_writes_them() {
        let cases = [
            (Value::Null, "null"),
            (b(true), "true"),
            (i(-7), "-7"),
            (f(1.0), "1"),
            (f(-0.0), "-0"),
            (f(0.1), "0.1"),
            (f(1e25), "1.0e+25"),
            (f(1.5e-7), "1.5e-7"),
            (list([]), "[]"),
            (list([i(1), list([s("a")])]), r#"[1,["a"]]"#),
            (map([("1", i(1)), ("x", i(2))]), r#"{"1":1,"x":2}"#),
            (s("\"\\/\x08\x0C\n\r\t\x01\x7F"), "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\x7F\""),
            (s("é€😀"), r#""\u00e9\u20ac\ud83d\ude00""#),
        ];
        for (value, expected) in cases {
            gives("json_encode", &[value], &s(expected));
        }
    }

    #[test]
    fn what_has_no_json_is_false() {
        for value in [f(f64::NAN), f(f64::INFINITY), Value::bytes([0xFF]), list([i(1), f(f64::NAN)])] {
            gives("json_encode", &[value], &b(false));
        }
    }
}
