//! `json_decode`.

use crate::functions::arguments::out_of_range;
use crate::functions::{Answer, Call};
use crate::value::MAX_DEPTH;
use crate::{Array, Fault, Fuel, Key, Str, Value};

pub(super) fn json_decode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let depth = match call.int_or(2, 512)? {
        depth @ 1..=0x7FFF_FFFF => depth as usize,
        _ => return Err(out_of_range(2, "be greater than 0 and less than 2147483648")),
    };
    call.fuel.scan(text.len())?;
    let mut reader = Reader { text: &text, bytes: text.as_bytes(), at: 0, open: 0, depth, fuel: call.fuel };
    let read = reader.value().and_then(|value| {
        reader.skip_blanks();
        if reader.at == reader.bytes.len() { Ok(value) } else { Err(Stop::NoJson) }
    });
    match read {
        Ok(value) => Ok(value),
        Err(Stop::NoJson) => Ok(Value::Null),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

/// Why nothing was read.
enum Stop {
    /// The text is no JSON: PHP gives null.
    NoJson,
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

struct Reader<'r, 'a> {
    text: &'r Str<'a>,
    bytes: &'r [u8],
    at: usize,
    /// The arrays that are open.
    open: usize,
    /// The most that may be open.
    depth: usize,
    fuel: &'r mut Fuel,
}

impl<'a> Reader<'_, 'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        let taken = self.peek() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Recurses as deep as arrays nest, which is bounded by [`Reader::enter`].
    fn value(&mut self) -> Result<Value<'a>, Stop> {
        self.fuel.step(1)?;
        self.skip_blanks();
        match self.peek().ok_or(Stop::NoJson)? {
            b'{' => self.object(),
            b'[' => self.list(),
            b'"' => Ok(Value::Str(self.string()?)),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    fn enter(&mut self) -> Result<(), Stop> {
        self.at += 1;
        self.open += 1;
        if self.open > self.depth {
            return Err(Stop::NoJson);
        }
        if self.open > usize::from(MAX_DEPTH) {
            return Err(Stop::Fault(Fault::OverBudget { what: "arrays nested too deep" }));
        }
        Ok(())
    }

    fn list(&mut self) -> Result<Value<'a>, Stop> {
        self.enter()?;
        let mut values = Vec::new();
        if !self.take(b']') {
            loop {
                values.push(self.value()?);
                self.fuel.build_array(1)?;
                if self.take(b']') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        self.open -= 1;
        Ok(Value::array(Array::list(values)?))
    }

    fn object(&mut self) -> Result<Value<'a>, Stop> {
        self.enter()?;
        let mut array = Array::new();
        if !self.take(b'}') {
            loop {
                self.skip_blanks();
                if self.peek() != Some(b'"') {
                    return Err(Stop::NoJson);
                }
                let key = Key::of_str(self.string()?);
                self.expect(b':')?;
                let value = self.value()?;
                self.fuel.build_array(1)?;
                array.insert(key, value)?;
                if self.take(b'}') {
                    break;
                }
                self.expect(b',')?;
            }
        }
        self.open -= 1;
        Ok(Value::array(array))
    }

    fn expect(&mut self, byte: u8) -> Result<(), Stop> {
        if self.take(byte) { Ok(()) } else { Err(Stop::NoJson) }
    }

    /// PHP reads the three words in any case.
    fn word(&mut self) -> Result<Value<'a>, Stop> {
        let words = [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)];
        for (word, value) in words {
            let end = self.at + word.len();
            if self.bytes.get(self.at..end).is_some_and(|written| written.eq_ignore_ascii_case(word.as_bytes())) {
                self.at = end;
                return Ok(value);
            }
        }
        Err(Stop::NoJson)
    }

    fn number(&mut self) -> Result<Value<'a>, Stop> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.digits() {
            0 => return Err(Stop::NoJson),
            1 => {}
            _ if self.bytes[start..].strip_prefix(b"-").unwrap_or(&self.bytes[start..]).starts_with(b"0") => return Err(Stop::NoJson),
            _ => {}
        }
        let mut is_float = false;
        if self.peek() == Some(b'.') {
            self.at += 1;
            is_float = true;
            if self.digits() == 0 {
                return Err(Stop::NoJson);
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            is_float = true;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            if self.digits() == 0 {
                return Err(Stop::NoJson);
            }
        }
        let written = std::str::from_utf8(&self.bytes[start..self.at]).map_err(|_| Stop::NoJson)?;
        if written == "-0" {
            return Ok(Value::Float(-0.0));
        }
        match written.parse() {
            Ok(number) if !is_float => Ok(Value::Int(number)),
            _ => Ok(Value::Float(written.parse().map_err(|_| Stop::NoJson)?)),
        }
    }

    fn digits(&mut self) -> usize {
        let digits = self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += digits;
        digits
    }

    /// A string without escapes is a piece of the text.
    fn string(&mut self) -> Result<Str<'a>, Stop> {
        self.at += 1;
        let start = self.at;
        let plain = self.plain()?;
        if self.peek() == Some(b'"') {
            self.at += 1;
            std::str::from_utf8(&self.bytes[plain.clone()]).map_err(|_| Stop::NoJson)?;
            if matches!(self.text, Str::Shared(_)) {
                self.fuel.build(plain.len())?;
            }
            return Ok(self.text.slice(plain));
        }
        let mut text = Vec::new();
        let mut piece = start..plain.end;
        loop {
            self.fuel.build(piece.len() + 4)?;
            text.extend_from_slice(&self.bytes[piece]);
            match self.peek() {
                Some(b'\\') => self.escape(&mut text)?,
                Some(_) => break,
                None => return Err(Stop::NoJson),
            }
            piece = self.plain()?;
        }
        self.at += 1;
        std::str::from_utf8(&text).map_err(|_| Stop::NoJson)?;
        Ok(Str::owned(text))
    }

    /// The bytes up to a quote or a backslash.
    fn plain(&mut self) -> Result<std::ops::Range<usize>, Stop> {
        let start = self.at;
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).ok_or(Stop::NoJson)?;
        self.at += length;
        if rest[length] < b' ' {
            return Err(Stop::NoJson);
        }
        Ok(start..self.at)
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<(), Stop> {
        self.at += 1;
        let letter = self.peek().ok_or(Stop::NoJson)?;
        self.at += 1;
        text.push(match letter {
            b'"' | b'\\' | b'/' => letter,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let char = self.character()?;
                text.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            _ => return Err(Stop::NoJson),
        });
        Ok(())
    }

    /// The character of one `\u` or of two that are a pair; half a pair is none.
    fn character(&mut self) -> Result<char, Stop> {
        let first = self.unit()?;
        let units = match first {
            0xD800..=0xDBFF if self.bytes[self.at..].starts_with(b"\\u") => {
                self.at += 2;
                [first, self.unit()?]
            }
            _ => [first, 0],
        };
        char::decode_utf16(units).next().and_then(Result::ok).ok_or(Stop::NoJson)
    }

    fn unit(&mut self) -> Result<u16, Stop> {
        let digits = self.bytes.get(self.at..self.at + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit)).ok_or(Stop::NoJson)?;
        self.at += 4;
        let digits = std::str::from_utf8(digits).map_err(|_| Stop::NoJson)?;
        u16::from_str_radix(digits, 16).map_err(|_| Stop::NoJson)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{b, call, f, gives, i, list, map, s, throws};

    #[test]
    fn json_becomes_values() {
        let cases = [
            ("null", Value::Null),
            (" TRUE\n", b(true)),
            ("-12", i(-12)),
            ("-0", f(-0.0)),
            ("0", i(0)),
            ("1.0", f(1.0)),
            ("1e2", f(100.0)),
            ("-9223372036854775808", i(i64::MIN)),
            ("9223372036854775808", f(9_223_372_036_854_775_808.0)),
            (r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, s("a\"\\/\x08\x0C\n\r\té😀")),
            ("\"é\"", s("é")),
            ("[]", list([])),
            ("{}", list([])),
            (r#"[1, [2], "x" ]"#, list([i(1), list([i(2)]), s("x")])),
            (r#"{"b":1,"7":2,"":3,"b":4}"#, map([("b", i(4)), ("7", i(2)), ("", i(3))])),
        ];
        for (text, expected) in cases {
            gives("json_decode", &[s(text), b(true)], &expected);
        }
    }

    #[test]
    fn what_is_no_json_is_null() {
        let cases = [
            "",
            " ",
            "nul",
            "'a'",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "--1",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1,}",
            "[",
            "{",
            "\"",
            "\"\\",
            "\"\n\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\u0041\"",
            "\"\\u00g0\"",
            "\"\\u+123\"",
            "1 2",
            "[1]]",
            "\u{feff}1",
        ];
        for text in cases {
            gives("json_decode", &[s(text), b(true)], &Value::Null);
        }
        gives("json_decode", &[Value::bytes(b"\"\xFF\"".as_slice()), b(true)], &Value::Null);
        gives("json_decode", &[Value::bytes(b"\"\\n\xFF\"".as_slice()), b(true)], &Value::Null);
    }

    #[test]
    fn depth_is_bounded_by_the_argument_and_by_the_engine() {
        gives("json_decode", &[s("[[1]]"), b(true), i(1)], &Value::Null);
        gives("json_decode", &[s("[[1]]"), b(true), i(2)], &list([list([i(1)])]));
        throws("json_decode", &[s("1"), b(true), i(0)], Thrown::ValueError);
        let deep = Value::bytes("[".repeat(400) + &"]".repeat(400));
        assert!(matches!(call("json_decode", &[deep, b(true)]), Err(Fault::OverBudget { .. })));
        let deeper = Value::bytes("[".repeat(1_000_000));
        assert!(matches!(call("json_decode", &[deeper, b(true), i(2_000_000)]), Err(Fault::OverBudget { .. })));
    }
}
