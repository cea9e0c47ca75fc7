//! Kinds of characters (`expressions.md F`), ASCII only.

use super::row::fixed;
use super::{Answer, Call, Function};
use crate::{Fault, Value};

pub(super) const TABLE: &[Function] = &[
    fixed("ctype_digit", 1, ctype_digit, "whether a string has digits only, and at least one"),
    fixed("ctype_alpha", 1, ctype_alpha, "whether a string has letters only, and at least one"),
    fixed("ctype_alnum", 1, ctype_alnum, "whether a string has letters and digits only, and at least one"),
    fixed("ctype_upper", 1, ctype_upper, "whether a string has upper-case letters only, and at least one"),
    fixed("ctype_lower", 1, ctype_lower, "whether a string has lower-case letters only, and at least one"),
    fixed("ctype_space", 1, ctype_space, "whether a string has blanks only, and at least one"),
    fixed("ctype_xdigit", 1, ctype_xdigit, "whether a string has hexadecimal digits only, and at least one"),
    fixed("ctype_punct", 1, ctype_punct, "whether a string has punctuation only, and at least one"),
];

fn ctype_digit<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    all(call, u8::is_ascii_digit)
}

fn ctype_alpha<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    all(call, u8::is_ascii_alphabetic)
}

fn ctype_alnum<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    all(call, u8::is_ascii_alphanumeric)
}

fn ctype_upper<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    all(call, u8::is_ascii_uppercase)
}

fn ctype_lower<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    all(call, u8::is_ascii_lowercase)
}

fn ctype_space<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    all(call, |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C))
}

fn ctype_xdigit<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    all(call, u8::is_ascii_hexdigit)
}

fn ctype_punct<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    all(call, u8::is_ascii_punctuation)
}

/// Small integers are a character's code, negative ones from 256 down; others are their decimal text.
fn all<'a>(call: &mut Call<'_, 'a>, is: fn(&u8) -> bool) -> Result<Value<'a>, Fault> {
    Ok(Value::Bool(match call.value(0) {
        Value::Str(text) => {
            call.fuel.scan(text.len())?;
            !text.is_empty() && text.as_bytes().iter().all(is)
        }
        Value::Int(code @ -128..=255) => is(&(*code as u8)),
        Value::Int(number) => number.to_string().as_bytes().iter().all(is),
        Value::Null | Value::Bool(_) | Value::Float(_) | Value::Array(_) | Value::Object(_) => false,
    }))
}

#[cfg(test)]
mod tests {
    use crate::Value;
    use crate::functions::testing::{b, f, gives, i, s};

    #[test]
    fn every_byte_must_be_of_the_kind() {
        let cases = [
            ("ctype_digit", "0123", "12a"),
            ("ctype_alpha", "abC", "a1"),
            ("ctype_alnum", "a1", "a 1"),
            ("ctype_upper", "AB", "Ab"),
            ("ctype_lower", "ab", "é"),
            ("ctype_space", " \t\n\r\x0B\x0C", " x"),
            ("ctype_xdigit", "09afAF", "g"),
            ("ctype_punct", "!~-", "! "),
        ];
        for (name, yes, no) in cases {
            gives(name, &[s(yes)], &b(true));
            gives(name, &[s(no)], &b(false));
            gives(name, &[s("")], &b(false));
            gives(name, &[f(1.0)], &b(false));
            gives(name, &[Value::Null], &b(false));
        }
    }

    #[test]
    fn small_integers_are_characters() {
        gives("ctype_digit", &[i(53)], &b(true));
        gives("ctype_digit", &[i(5)], &b(false));
        gives("ctype_digit", &[i(256)], &b(true));
        gives("ctype_alpha", &[i(-159)], &b(false));
        gives("ctype_digit", &[i(-129)], &b(false));
        gives("ctype_lower", &[i(-128)], &b(false));
    }
}
