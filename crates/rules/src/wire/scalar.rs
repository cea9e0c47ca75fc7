//! Single values as the platform prints them: numbers as texts, texts as numbers, flags in four spellings
//! (`api.md P15`, `catalog.md C63`). What would have to be guessed is refused.

use std::borrow::Cow;

use reach_rawjson::{Kind, Number, Raw};

use crate::credits::Credits;
use crate::problem::ProblemKind;

/// A value of a field, and the byte where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scalar<'s> {
    pub raw: Raw<'s>,
    pub at: u32,
}

/// Why a value is not what its field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It should be this.
    Expected(&'static str),
    /// It has more digits than can be kept.
    TooLarge,
}

/// A value, or none where what stands there counts as absent.
pub(super) type Reading<T> = Result<Option<T>, Trouble>;

impl Trouble {
    pub fn of(self, field: &'static str, value: Raw<'_>) -> ProblemKind {
        let found = excerpt(value);
        match self {
            Trouble::Expected(expected) => ProblemKind::WrongType { field, expected, found },
            Trouble::TooLarge => ProblemKind::NumberTooLarge { field, found },
        }
    }
}

const WHOLE: Trouble = Trouble::Expected("a whole number");
const AMOUNT: Trouble = Trouble::Expected("a number");

/// A whole number of 64 bits, or the text of one.
pub(super) fn integer(value: Raw<'_>) -> Reading<i64> {
    match value.kind() {
        Kind::Null => Ok(None),
        Kind::Number => whole(value.text()).map(Some),
        Kind::String => match text_of(value).trim_ascii() {
            "" => Ok(None),
            written => whole(written).map(Some),
        },
        Kind::Bool | Kind::Array | Kind::Object => Err(WHOLE),
    }
}

pub(super) fn whole(written: &str) -> Result<i64, Trouble> {
    let digits = written.strip_prefix(['-', '+']).unwrap_or(written);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(WHOLE);
    }
    written.parse().map_err(|_| Trouble::TooLarge)
}

/// A flag. Null, the empty text and -1 are false (`catalog.md C63`).
pub(super) fn flag(value: Raw<'_>) -> Reading<bool> {
    let by_name = |name: &str| match name {
        "1" => Some(true),
        "" | "0" | "-1" => Some(false),
        name if name.eq_ignore_ascii_case("true") => Some(true),
        name if name.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    };
    let flag = match value.kind() {
        Kind::Null => return Ok(None),
        Kind::Bool => value.as_bool(),
        Kind::Number => by_name(value.text()),
        Kind::String => by_name(text_of(value).trim_ascii()),
        Kind::Array | Kind::Object => None,
    };
    flag.map(Some).ok_or(Trouble::Expected("true or false"))
}

/// A text, or a number as it is written.
pub(super) fn text(value: Raw<'_>) -> Reading<Cow<'_, str>> {
    match value.kind() {
        Kind::Null => Ok(None),
        Kind::String => Ok(Some(text_of(value))),
        Kind::Number => Ok(Some(Cow::Borrowed(value.text()))),
        Kind::Bool | Kind::Array | Kind::Object => Err(Trouble::Expected("a text")),
    }
}

/// The same; a flag is what PHP makes of it (`templates.md TP2`).
pub(super) fn text_or_flag(value: Raw<'_>) -> Reading<Cow<'_, str>> {
    match value.as_bool() {
        Some(true) => Ok(Some(Cow::Borrowed("1"))),
        Some(false) => Ok(Some(Cow::Borrowed(""))),
        None => text(value),
    }
}

/// A text to keep.
pub(super) fn boxed(value: Raw<'_>) -> Reading<Box<str>> {
    Ok(text(value)?.map(Box::from))
}

/// A text to keep; the empty one counts as absent.
pub(super) fn filled(value: Raw<'_>) -> Reading<Box<str>> {
    Ok(boxed(value)?.filter(|text| !text.is_empty()))
}

/// An amount of credit, exactly as its digits say.
pub(super) fn amount(value: Raw<'_>) -> Reading<Credits> {
    match value.kind() {
        Kind::Null => Ok(None),
        Kind::Number => Credits::parse(value.text()).map(Some).map_err(|_| Trouble::TooLarge),
        Kind::String => match text_of(value).trim_ascii() {
            "" => Ok(None),
            written if is_number(written) => Credits::parse(written).map(Some).map_err(|_| Trouble::TooLarge),
            _ => Err(AMOUNT),
        },
        Kind::Bool | Kind::Array | Kind::Object => Err(AMOUNT),
    }
}

/// Whether a text is a JSON number literal.
fn is_number(written: &str) -> bool {
    reach_rawjson::parse(written.as_bytes()).is_ok_and(|raw| matches!(raw.as_number(), Some(Number::Int(_) | Number::Float(_))))
}

/// The text of a string.
pub(super) fn text_of(value: Raw<'_>) -> Cow<'_, str> {
    value.as_str().map_or(Cow::Borrowed(""), |text| text.decode())
}

/// A value for a message: short ones as they stand, in backticks.
pub(super) fn excerpt(value: Raw<'_>) -> Box<str> {
    const LONGEST: usize = 40;
    match value.kind() {
        Kind::Array | Kind::Object => value.kind().to_string().into(),
        Kind::Null | Kind::Bool | Kind::Number | Kind::String => match value.text().char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("`{}...`", value.text().get(..cut).unwrap_or_default()).into(),
            None => format!("`{}`", value.text()).into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use reach_rawjson::parse;

    use super::*;

    fn all<T: std::fmt::Debug>(read: impl Fn(Raw<'_>) -> Reading<T>, cases: &[(&str, &str)]) {
        for (json, expected) in cases {
            let found = match read(parse(json.as_bytes()).unwrap()) {
                Ok(Some(value)) => format!("{value:?}"),
                Ok(None) => String::from("-"),
                Err(Trouble::Expected(_)) => String::from("wrong"),
                Err(Trouble::TooLarge) => String::from("large"),
            };
            assert_eq!(found, *expected, "{json}");
        }
    }

    #[test]
    fn a_whole_number_is_one_of_64_bits_or_its_text() {
        let cases = [
            ("12", "12"),
            ("-3", "-3"),
            ("-0", "0"),
            ("\"12\"", "12"),
            ("\" 12 \"", "12"),
            ("\"007\"", "7"),
            ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", "large"),
            ("\"99999999999999999999\"", "large"),
            ("null", "-"),
            ("\"\"", "-"),
            ("\" \"", "-"),
            ("1.0", "wrong"),
            ("1e3", "wrong"),
            ("\"1.5\"", "wrong"),
            ("\"12a\"", "wrong"),
            ("\"-\"", "wrong"),
            ("true", "wrong"),
            ("[]", "wrong"),
            ("{}", "wrong"),
        ];
        all(integer, &cases);
    }

    #[test]
    fn a_flag_has_four_spellings_and_no_fifth() {
        let cases = [
            ("true", "true"),
            ("1", "true"),
            ("\"1\"", "true"),
            ("\"True\"", "true"),
            ("false", "false"),
            ("0", "false"),
            ("-1", "false"),
            ("\"-1\"", "false"),
            ("\"0\"", "false"),
            ("\"false\"", "false"),
            ("\"\"", "false"),
            ("null", "-"),
            ("2", "wrong"),
            ("1.0", "wrong"),
            ("\"yes\"", "wrong"),
            ("[]", "wrong"),
        ];
        all(flag, &cases);
    }

    #[test]
    fn a_text_may_be_printed_as_a_number_and_some_as_a_flag() {
        let cases = [("\"a\\/b\\u00e9\"", "\"a/bé\""), ("12", "\"12\""), ("1.50", "\"1.50\""), ("null", "-"), ("[1]", "wrong")];
        all(|value| Ok(text(value)?.map(Cow::into_owned)), &cases);
        all(|value| Ok(text_or_flag(value)?.map(Cow::into_owned)), &cases);
        all(|value| Ok(text(value)?.map(Cow::into_owned)), &[("true", "wrong"), ("false", "wrong")]);
        all(|value| Ok(text_or_flag(value)?.map(Cow::into_owned)), &[("true", "\"1\""), ("false", "\"\"")]);
    }

    #[test]
    fn an_amount_is_exact() {
        let cases = [
            ("0.1", "\"0.1\""),
            ("\"0.10\"", "\"0.1\""),
            ("1e3", "\"1000\""),
            ("-9999", "\"-9999\""),
            ("null", "-"),
            ("\"\"", "-"),
            ("\"1_000\"", "wrong"),
            ("\"1,5\"", "wrong"),
            ("\"null\"", "wrong"),
            ("1e300", "large"),
            ("false", "wrong"),
        ];
        all(|value| Ok(amount(value)?.map(|credits| credits.to_string())), &cases);
    }

    #[test]
    fn an_excerpt_is_short() {
        let long = format!("\"{}\"", "é".repeat(100));
        assert_eq!(&*excerpt(parse(long.as_bytes()).unwrap()), format!("`\"{}...`", "é".repeat(39)));
        assert_eq!(&*excerpt(parse(b"[1, 2]").unwrap()), "an array");
        assert_eq!(&*excerpt(parse(b"\"\"").unwrap()), "`\"\"`");
    }
}
