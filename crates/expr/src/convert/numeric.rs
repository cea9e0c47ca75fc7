//! Numbers in strings (`expressions.md V5`).

/// A number of either type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numeric {
    /// An integer.
    Int(i64),
    /// A float, also an integer form beyond 64 bits.
    Float(f64),
}

impl Numeric {
    /// As a float.
    pub fn to_float(self) -> f64 {
        match self {
            Numeric::Int(number) => number as f64,
            Numeric::Float(number) => number,
        }
    }
}

/// The number of a whole numeric string, and whether it overflowed: what comparing two of them needs (O1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct WholeNumber {
    pub(crate) number: Numeric,
    /// For an integer form beyond 64 bits its sign, else 0.
    pub(crate) overflow: i8,
}

/// The number of a numeric string.
pub fn numeric(text: &[u8]) -> Option<Numeric> {
    whole_number(text).map(|whole| whole.number)
}

/// The number of a numeric string, with its overflow.
pub(crate) fn whole_number(text: &[u8]) -> Option<WholeNumber> {
    let form = Form::read(text)?;
    form.whole.then(|| form.number())
}

/// The number that a string starts with, and whether nothing but blanks follows.
pub fn numeric_prefix(text: &[u8]) -> Option<(Numeric, bool)> {
    let form = Form::read(text)?;
    Some((form.number().number, form.whole))
}

/// A number as it is written.
struct Form<'t> {
    /// Sign, digits, point, exponent.
    text: &'t str,
    integer: bool,
    whole: bool,
}

impl<'t> Form<'t> {
    fn read(text: &'t [u8]) -> Option<Self> {
        let start = blanks(text);
        let sign = usize::from(matches!(text.get(start), Some(b'+' | b'-')));
        let mut end = start + sign;
        let before = digits(text, end);
        end += before;
        let mut integer = true;
        if text.get(end) == Some(&b'.') {
            let after = digits(text, end + 1);
            if before + after > 0 {
                end += 1 + after;
                integer = false;
            }
        }
        if end == start + sign {
            return None;
        }
        if let Some(length) = exponent(text, end) {
            end += length;
            integer = false;
        }
        let rest = text.get(end..)?;
        let whole = blanks(rest) == rest.len();
        let text = std::str::from_utf8(text.get(start..end)?).ok()?;
        Some(Form { text, integer, whole })
    }

    fn number(&self) -> WholeNumber {
        if self.integer
            && let Ok(number) = self.text.parse()
        {
            return WholeNumber { number: Numeric::Int(number), overflow: 0 };
        }
        let overflow = match (self.integer, self.text.starts_with('-')) {
            (false, _) => 0,
            (true, false) => 1,
            (true, true) => -1,
        };
        WholeNumber { number: Numeric::Float(self.text.parse().unwrap_or(0.0)), overflow }
    }
}

fn blanks(text: &[u8]) -> usize {
    text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)).count()
}

fn digits(text: &[u8], from: usize) -> usize {
    text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count()
}

/// The length of an exponent at `from`: a letter alone is none.
fn exponent(text: &[u8], from: usize) -> Option<usize> {
    if !matches!(text.get(from), Some(b'e' | b'E')) {
        return None;
    }
    let sign = usize::from(matches!(text.get(from + 1), Some(b'+' | b'-')));
    match digits(text, from + 1 + sign) {
        0 => None,
        digits => Some(1 + sign + digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_may_stand_between_blanks() {
        let cases = [
            ("7", Numeric::Int(7)),
            (" \t\n-7\x0B\x0C\r ", Numeric::Int(-7)),
            ("+007", Numeric::Int(7)),
            (".25", Numeric::Float(0.25)),
            ("25.", Numeric::Float(25.0)),
            ("2.e2", Numeric::Float(200.0)),
            ("2E-1", Numeric::Float(0.2)),
            ("9223372036854775807", Numeric::Int(i64::MAX)),
            ("-9223372036854775808", Numeric::Int(i64::MIN)),
            ("9223372036854775808", Numeric::Float(9_223_372_036_854_775_808.0)),
            ("1e999", Numeric::Float(f64::INFINITY)),
        ];
        for (text, expected) in cases {
            assert_eq!(numeric(text.as_bytes()), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn other_strings_are_not_numeric() {
        for text in ["", " ", ".", "-", "+.", "e5", "1_0", "0x1A", "1 x", "1e", "1e+", "- 1", "1,5", "INF", "nan", "\u{a0}1", "1\0"] {
            assert_eq!(numeric(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn a_leading_number_is_found() {
        let cases = [
            ("5 apples", Numeric::Int(5)),
            ("1e", Numeric::Int(1)),
            ("1.5.5", Numeric::Float(1.5)),
            ("0x1A", Numeric::Int(0)),
            ("1e+x", Numeric::Int(1)),
        ];
        for (text, expected) in cases {
            assert_eq!(numeric_prefix(text.as_bytes()), Some((expected, false)), "{text:?}");
        }
        assert_eq!(numeric_prefix(b"apples 5"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_whole_numbers_are_their_prefix(text in "[-+0-9.eE \\t]{0,12}|\\PC{0,8}") {
            let whole = numeric(text.as_bytes());
            let prefix = numeric_prefix(text.as_bytes());
            proptest::prop_assert_eq!(whole, prefix.and_then(|(number, whole)| whole.then_some(number)));
        }

        #[test]
        fn integers_and_floats_are_read_back(number in proptest::num::i64::ANY, float in proptest::num::f64::NORMAL) {
            proptest::prop_assert_eq!(numeric(number.to_string().as_bytes()), Some(Numeric::Int(number)));
            proptest::prop_assert_eq!(numeric(format!(" {float:e}\n").as_bytes()).map(Numeric::to_float), Some(float));
        }
    }

    #[test]
    fn only_integer_forms_overflow() {
        let overflow = |text: &str| whole_number(text.as_bytes()).map(|whole| whole.overflow);
        assert_eq!(overflow("99999999999999999999"), Some(1));
        assert_eq!(overflow("-99999999999999999999"), Some(-1));
        assert_eq!(overflow("99999999999999999999.0"), Some(0));
        assert_eq!(overflow("12"), Some(0));
    }
}
