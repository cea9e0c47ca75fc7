//! Number literals: their grammar, and what they are worth.

use crate::error::Expected;
use crate::layer::byte;
use crate::scan;

/// Where the number at `at` ends, or where it goes wrong.
#[inline(always)]
pub(crate) fn end(bytes: &[u8], at: usize) -> Result<usize, (usize, Expected)> {
    let whole = if byte(bytes, at) == b'-' { at + 1 } else { at };
    let end = scan::digits(bytes, whole);
    if end == whole {
        return Err((end, Expected::Digit));
    }
    if byte(bytes, whole) == b'0' && end > whole + 1 {
        return Err((whole + 1, Expected::NoDigit));
    }
    if matches!(byte(bytes, end), b'.' | b'e' | b'E') { fraction(bytes, end) } else { Ok(end) }
}

fn fraction(bytes: &[u8], mut at: usize) -> Result<usize, (usize, Expected)> {
    if byte(bytes, at) == b'.' {
        at = some_digits(bytes, at + 1)?;
    }
    if matches!(byte(bytes, at), b'e' | b'E') {
        at += 1;
        if matches!(byte(bytes, at), b'+' | b'-') {
            at += 1;
        }
        at = some_digits(bytes, at)?;
    }
    Ok(at)
}

fn some_digits(bytes: &[u8], at: usize) -> Result<usize, (usize, Expected)> {
    let end = scan::digits(bytes, at);
    if end == at { Err((end, Expected::Digit)) } else { Ok(end) }
}

/// A number literal, valid, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Numeral<'a> {
    text: &'a str,
}

impl<'a> Numeral<'a> {
    pub(crate) fn of_valid(text: &'a str) -> Self {
        Self { text }
    }

    /// The literal.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.text
    }

    /// Whether it is written as an integer: digits alone, perhaps after a minus, however many.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    }

    /// What it is worth.
    #[must_use]
    pub fn value(self) -> Number {
        // `-0` is the one integer whose sign an `i64` would lose.
        if self.text != "-0"
            && let Ok(integer) = self.text.parse()
        {
            return Number::Int(integer);
        }
        // Every JSON number is a literal that `f64` reads, so the alternative never comes about.
        Number::Float(self.text.parse().unwrap_or(f64::NAN))
    }
}

/// What a number is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// An integer literal within `i64`.
    Int(i64),
    /// Any other literal, to the nearest `f64`: a fraction or an exponent, an integer beyond `i64`, `-0`. Infinite beyond `f64`.
    Float(f64),
}

impl Number {
    /// The number as a float, rounded where an integer has more than 53 bits.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Int(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_ends_where_its_grammar_ends() {
        let cases =
            [("0", 1), ("-0", 2), ("12,", 2), ("1.5e+10]", 7), ("1E5", 3), ("9007199254740993x", 16), ("12345678901234567890123", 23)];
        for (text, expected) in cases {
            assert_eq!(end(text.as_bytes(), 0), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_number_goes_wrong_at_the_byte_that_is_missing_or_too_much() {
        use Expected::{Digit, NoDigit};
        let cases = [
            ("-", 1, Digit),
            ("01", 1, NoDigit),
            ("-00", 2, NoDigit),
            ("1.", 2, Digit),
            ("1.e5", 2, Digit),
            ("1e", 2, Digit),
            ("1e+", 3, Digit),
            ("-a", 1, Digit),
        ];
        for (text, at, expected) in cases {
            assert_eq!(end(text.as_bytes(), 0), Err((at, expected)), "{text}");
        }
    }

    #[test]
    fn an_integer_beyond_i64_is_a_float() {
        let cases = [
            ("9223372036854775807", Number::Int(i64::MAX), true),
            ("-9223372036854775808", Number::Int(i64::MIN), true),
            ("9223372036854775808", Number::Float(9_223_372_036_854_775_808.0), true),
            ("1.0", Number::Float(1.0), false),
            ("1e2", Number::Float(100.0), false),
            ("1e999", Number::Float(f64::INFINITY), false),
        ];
        for (text, value, is_integer) in cases {
            let numeral = Numeral::of_valid(text);
            assert_eq!((numeral.value(), numeral.is_integer()), (value, is_integer), "{text}");
        }
    }

    #[test]
    fn minus_zero_keeps_its_sign() {
        let zero = Numeral::of_valid("-0").value();
        assert!(matches!(zero, Number::Float(float) if float == 0.0 && float.is_sign_negative()), "{zero:?}");
    }
}
