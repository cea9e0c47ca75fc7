//! Floats as integers and as text (`expressions.md` V2, V4).

/// V2 for floats: towards zero, NAN and INF give 0, others outside 64 bits wrap modulo 2^64.
pub(crate) fn float_to_int(number: f64) -> i64 {
    const TWO_POW_64: f64 = 18_446_744_073_709_551_616.0;
    if !number.is_finite() {
        return 0;
    }
    if fits_int(number) {
        return number as i64;
    }
    // The remainder is exact and below 2^64 in size, so that only the wrap changes it.
    (number % TWO_POW_64) as i128 as i64
}

/// Whether a float, its fraction dropped, is in the range of integers.
pub(crate) fn fits_int(number: f64) -> bool {
    const TWO_POW_63: f64 = 9_223_372_036_854_775_808.0;
    (-TWO_POW_63..TWO_POW_63).contains(&number)
}

/// V4 for floats: 14 significant digits.
pub(crate) fn float_to_text(number: f64) -> String {
    general(number, Digits::Significant(14), 'E')
}

/// How many digits [`general`] prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digits {
    /// At most so many, rounded half to even of the exact value; at least 1.
    Significant(usize),
    /// As few as tell the float from its neighbours.
    Shortest,
}

impl Digits {
    /// From which exponent on the exponent form is taken.
    fn widest(self) -> i32 {
        match self {
            Digits::Significant(digits) => digits as i32,
            Digits::Shortest => 17,
        }
    }
}

/// PHP's `%G`: trailing zeros dropped; an exponent form, whose mantissa always has a point, when the exponent is
/// below -4 or takes more digits than there are.
pub(crate) fn general(number: f64, digits: Digits, exponent_letter: char) -> String {
    if number.is_nan() {
        return "NAN".to_owned();
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    if number.is_infinite() {
        return format!("{sign}INF");
    }
    let (mantissa, exponent) = decimal(number.abs(), digits);
    let (first, rest) = mantissa.split_at(1);
    if exponent < -4 || exponent >= digits.widest() {
        let rest = if rest.is_empty() { "0" } else { rest };
        return format!("{sign}{first}.{rest}{exponent_letter}{exponent:+}");
    }
    match usize::try_from(exponent + 1) {
        Ok(before @ 1..) if before >= mantissa.len() => format!("{sign}{mantissa:0<before$}"),
        Ok(before @ 1..) => {
            let (whole, fraction) = mantissa.split_at(before);
            format!("{sign}{whole}.{fraction}")
        }
        Ok(0) | Err(_) => {
            let zeros = exponent.unsigned_abs() as usize - 1;
            format!("{sign}0.{:0<zeros$}{mantissa}", "")
        }
    }
}

/// The significant digits without trailing zeros, at least one, and the exponent of the first.
fn decimal(number: f64, digits: Digits) -> (String, i32) {
    let text = match digits {
        Digits::Significant(digits) => format!("{number:.*e}", digits.max(1) - 1),
        Digits::Shortest => format!("{number:e}"),
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let kept = mantissa.trim_end_matches('0').len().max(1);
    (mantissa[..kept].to_owned(), exponent.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_fourteen_significant_digits() {
        let cases = [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 3.0, "0.33333333333333"),
            (2.0 / 3.0, "0.66666666666667"),
            (123_456_789_012_345.0, "1.2345678901234E+14"),
            (99_999_999_999_999.0, "99999999999999"),
            (1e14, "1.0E+14"),
            (0.000_1, "0.0001"),
            (0.000_012_5, "1.25E-5"),
            (-1.5e-7, "-1.5E-7"),
            (1e300, "1.0E+300"),
            (100_000.0, "100000"),
            (1234.5, "1234.5"),
            (f64::NAN, "NAN"),
            (f64::INFINITY, "INF"),
            (f64::NEG_INFINITY, "-INF"),
        ];
        for (number, expected) in cases {
            assert_eq!(float_to_text(number), expected, "{number:e}");
        }
    }

    #[test]
    fn the_shortest_form_keeps_every_digit() {
        let cases = [
            (0.1, "0.1"),
            (1e16, "10000000000000000"),
            (1e17, "1.0e+17"),
            (1e25, "1.0e+25"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e-5, "1.0e-5"),
        ];
        for (number, expected) in cases {
            assert_eq!(general(number, Digits::Shortest, 'e'), expected);
        }
    }

    #[test]
    fn integers_wrap_modulo_two_to_the_sixty_four() {
        let cases = [
            (1e19, -8_446_744_073_709_551_616),
            (-1e19, 8_446_744_073_709_551_616),
            (9_223_372_036_854_775_808.0, i64::MIN),
            (2f64.powi(70), 0),
            (-7.9, -7),
        ];
        for (number, expected) in cases {
            assert_eq!(float_to_int(number), expected, "{number}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_float_is_printed_and_read_back_within_its_digits(number in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO) {
            let shortest: f64 = general(number, Digits::Shortest, 'E').parse().unwrap();
            proptest::prop_assert_eq!(shortest.to_bits(), number.to_bits());
            let read: f64 = float_to_text(number).parse().unwrap();
            proptest::prop_assert!((read - number).abs() <= number.abs() * 1e-13 + f64::from_bits(1));
        }
    }
}
