//! Printed scalars, read leniently: the platform prints numbers as texts and the other way round.

use std::borrow::Cow;

use reach_expr::{Numeric, numeric_prefix};
use reach_rawjson::{Number, Raw};

/// A whole number: as such, as a text of one, or a Boolean's 0 or 1.
pub(crate) fn int(raw: Raw<'_>) -> Option<i64> {
    if let Some(number) = raw.as_number() {
        return match number {
            Number::Int(number) => Some(number),
            Number::Float(number) => whole(number),
        };
    }
    match raw.as_str() {
        Some(text) => match numeric_prefix(text.decode().as_bytes())? {
            (Numeric::Int(number), true) => Some(number),
            (Numeric::Float(number), true) => whole(number),
            (_, false) => None,
        },
        None => raw.as_bool().map(i64::from),
    }
}

/// Any number.
pub(crate) fn float(raw: Raw<'_>) -> Option<f64> {
    if let Some(number) = raw.as_number() {
        return Some(number.as_f64());
    }
    match raw.as_str() {
        Some(text) => numeric_prefix(text.decode().as_bytes()).and_then(|(number, is_whole)| is_whole.then(|| number.to_float())),
        None => raw.as_bool().map(|bool| f64::from(u8::from(bool))),
    }
}

fn whole(number: f64) -> Option<i64> {
    // Beyond this a float is no exact integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.trunc() == number && number.abs() <= EXACT).then_some(number as i64)
}

/// A text; a number as it is written. Ids compare so.
pub(crate) fn text(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    if let Some(text) = raw.as_str() {
        return Some(text.decode());
    }
    if let Some(number) = raw.as_numeral() {
        return Some(Cow::Borrowed(number.text()));
    }
    raw.as_bool().map(|bool| Cow::Borrowed(if bool { "1" } else { "" }))
}

/// Whether a text, or a number as it is written, is this.
pub(crate) fn is(raw: Raw<'_>, wanted: &str) -> bool {
    match raw.as_str() {
        Some(text) => text == *wanted,
        None => text(raw).is_some_and(|text| text == wanted),
    }
}

/// Whether a flag is set; -1, a nullable Boolean's null, is not.
pub(crate) fn flag(raw: Raw<'_>) -> bool {
    match raw.as_str() {
        Some(text) => text == "1" || text == "true",
        None => raw.as_bool().unwrap_or_else(|| raw.as_number().is_some_and(|number| number.as_f64() > 0.0)),
    }
}

/// The pieces of a comma-separated text, trimmed, without empty ones.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_of_a_number_is_read() {
        let cases = [
            ("2", Some(2), Some(2.0)),
            ("2.0", Some(2), Some(2.0)),
            ("2.5", None, Some(2.5)),
            (r#""2""#, Some(2), Some(2.0)),
            (r#"" 2""#, Some(2), Some(2.0)),
            (r#""2.5""#, None, Some(2.5)),
            (r#""2x""#, None, None),
            (r#""""#, None, None),
            ("true", Some(1), Some(1.0)),
            ("false", Some(0), Some(0.0)),
            ("null", None, None),
            ("[2]", None, None),
            ("1e300", None, Some(1e300)),
        ];
        for (json, whole, any) in cases {
            let raw = reach_rawjson::parse(json.as_bytes()).unwrap();
            assert_eq!((int(raw), float(raw)), (whole, any), "{json}");
        }
    }

    #[test]
    fn texts_and_flags_are_read_in_each_form() {
        let cases = [
            (r#""a\u0062""#, Some("ab"), false),
            ("55", Some("55"), true),
            ("0", Some("0"), false),
            ("-1", Some("-1"), false),
            (r#""1""#, Some("1"), true),
            (r#""true""#, Some("true"), true),
            (r#""0""#, Some("0"), false),
            ("true", Some("1"), true),
            ("false", Some(""), false),
            ("null", None, false),
            ("{}", None, false),
        ];
        for (json, written, set) in cases {
            let raw = reach_rawjson::parse(json.as_bytes()).unwrap();
            assert_eq!((text(raw).as_deref(), flag(raw)), (written, set), "{json}");
            assert_eq!(is(raw, "55"), written == Some("55"), "{json}");
        }
        assert_eq!(pieces(" a, ,b,").collect::<Vec<_>>(), ["a", "b"]);
    }
}
