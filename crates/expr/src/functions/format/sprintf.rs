//! `sprintf`.

use std::borrow::Cow;

use crate::convert::{Digits, general, text_of, to_float, to_int};
use crate::functions::{Answer, Call};
use crate::{Fault, Fuel, Thrown, Value};

use super::directive::{Directive, Precision, Reader, Values};

/// The most decimals; PHP warns of more and cuts them.
const MOST_DECIMALS: usize = 53;

pub(super) fn sprintf<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let format = call.text(0)?;
    let all = call.args.get(1..).unwrap_or_default();
    let mut values = Values { all, taken: 0, missing: None };
    let mut reader = Reader { format: format.as_bytes(), at: 0 };
    let mut output = Output { bytes: Vec::new(), fuel: call.fuel };
    while let Some(rest) = format.as_bytes().get(reader.at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.iter().position(|byte| *byte == b'%').unwrap_or(rest.len());
        output.add(&rest[..plain])?;
        reader.at += plain;
        if plain == rest.len() {
            break;
        }
        reader.at += 1;
        if reader.peek() == Some(b'%') {
            reader.at += 1;
            output.add(b"%")?;
            continue;
        }
        let Some(directive) = reader.directive(&mut values)? else {
            continue;
        };
        // PHP reads on behind a missing value, so that what is wrong there comes first.
        let Some(value) = values.take(directive.source) else {
            continue;
        };
        let letter = reader.peek().ok_or_else(|| Fault::value_error("a format lacks its letter at the end"))?;
        output.value(&directive, letter, value)?;
        reader.at += 1;
    }
    if let Some(missing) = values.missing {
        let message = format!("the format takes {} values, {} are given", missing + 1, all.len());
        return Err(Fault::thrown(Thrown::ArgumentCountError, message));
    }
    Ok(Value::bytes(output.bytes))
}

/// What is written so far.
struct Output<'f> {
    bytes: Vec<u8>,
    fuel: &'f mut Fuel,
}

/// A number's text, and whether a sign stands before it, behind which zeros are filled in.
struct Signed {
    text: String,
    sign: bool,
}

impl Output<'_> {
    fn add(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.fuel.build(bytes.len())?;
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn value(&mut self, directive: &Directive, letter: u8, value: &Value<'_>) -> Result<(), Fault> {
        if let Value::Str(text) = value {
            self.fuel.scan(text.len())?;
        }
        if directive.precision == Precision::Digits(-1) && !matches!(letter, b'g' | b'G' | b'h' | b'H') {
            return Err(Fault::value_error("a precision of -1 is only for `g` and `G`"));
        }
        match letter {
            b's' => {
                let text = text_of(value)?;
                let text = match directive.precision {
                    Precision::Digits(most) => &text[..text.len().min(usize::try_from(most).unwrap_or(0))],
                    Precision::Default | Precision::Point => &text,
                };
                self.padded(directive, text, false)
            }
            b'd' => {
                let number = to_int(value);
                let text = if directive.plus { format!("{number:+}") } else { number.to_string() };
                self.padded(&without_zeros_behind(directive), text.as_bytes(), number < 0 || directive.plus)
            }
            b'u' => self.padded(&without_zeros_behind(directive), (to_int(value) as u64).to_string().as_bytes(), false),
            b'b' => self.bits(directive, format!("{:b}", to_int(value))),
            b'o' => self.bits(directive, format!("{:o}", to_int(value))),
            b'x' => self.bits(directive, format!("{:x}", to_int(value))),
            b'X' => self.bits(directive, format!("{:X}", to_int(value))),
            b'c' => self.add(&[to_int(value) as u8]),
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'h' | b'H' => self.float(directive, letter, to_float(value)),
            b'%' => self.add(b"%"),
            other => Err(Fault::value_error(format!("`{}` is no letter of a format", char::from(other)))),
        }
    }

    /// With a precision PHP writes nothing but the padding.
    fn bits(&mut self, directive: &Directive, text: String) -> Result<(), Fault> {
        let text = if matches!(directive.precision, Precision::Digits(_)) { Cow::Borrowed("") } else { Cow::Owned(text) };
        self.padded(directive, text.as_bytes(), false)
    }

    fn float(&mut self, directive: &Directive, letter: u8, number: f64) -> Result<(), Fault> {
        if number.is_nan() {
            return self.padded(&Directive { width: 0, ..*directive }, b"NaN", directive.plus);
        }
        if number.is_infinite() {
            let text: &[u8] = match (number < 0.0, directive.plus) {
                (true, _) => b"-Inf",
                (false, true) => b"+Inf",
                (false, false) => b"Inf",
            };
            return self.padded(directive, text, number < 0.0 || directive.plus);
        }
        // Digits beyond those of a float are dear.
        self.fuel.step(decimals(directive))?;
        let signed = match letter {
            b'e' | b'E' => exponent_form(number, decimals(directive), directive.plus, letter),
            b'f' | b'F' => fixed_form(number, decimals(directive), directive.plus),
            _ => general_form(number, directive, letter),
        };
        self.padded(directive, signed.text.as_bytes(), signed.sign)
    }

    /// `text` filled up to the width. Zeros on the left go behind a sign, which then must be there.
    fn padded(&mut self, directive: &Directive, text: &[u8], sign: bool) -> Result<(), Fault> {
        self.fuel.build(directive.width.max(text.len()))?;
        let fill = std::iter::repeat_n(directive.padding, directive.width.saturating_sub(text.len()));
        if directive.left {
            self.bytes.extend_from_slice(text);
            self.bytes.extend(fill);
            return Ok(());
        }
        let (before, text) = match text.split_first() {
            Some((first, rest)) if sign && directive.padding == b'0' => (Some(if *first == b'-' { b'-' } else { b'+' }), rest),
            Some(_) | None => (None, text),
        };
        self.bytes.extend(before);
        self.bytes.extend(fill);
        self.bytes.extend_from_slice(text);
        Ok(())
    }
}

/// Zeros behind an integer would change it: PHP fills with blanks there.
fn without_zeros_behind(directive: &Directive) -> Directive {
    let padding = if directive.left && directive.padding == b'0' { b' ' } else { directive.padding };
    Directive { padding, ..*directive }
}

fn decimals(directive: &Directive) -> usize {
    match directive.precision {
        Precision::Default => 6,
        Precision::Point => 0,
        Precision::Digits(digits) => usize::try_from(digits).unwrap_or(0).min(MOST_DECIMALS),
    }
}

fn sign_of(number: f64, plus: bool) -> &'static str {
    match (number < 0.0, plus) {
        (true, _) => "-",
        (false, true) => "+",
        (false, false) => "",
    }
}

fn fixed_form(number: f64, decimals: usize, plus: bool) -> Signed {
    let sign = sign_of(number, plus);
    Signed { text: format!("{sign}{:.decimals$}", number.abs()), sign: !sign.is_empty() }
}

/// Exponents have a sign and no leading zeros.
fn exponent_form(number: f64, decimals: usize, plus: bool, letter: u8) -> Signed {
    let sign = sign_of(number, plus);
    let text = format!("{:.decimals$e}", number.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent_sign = if exponent.starts_with('-') { "" } else { "+" };
    Signed { text: format!("{sign}{mantissa}{}{exponent_sign}{exponent}", char::from(letter)), sign: !sign.is_empty() }
}

fn general_form(number: f64, directive: &Directive, letter: u8) -> Signed {
    let digits = match directive.precision {
        Precision::Digits(-1) => Digits::Shortest,
        Precision::Default | Precision::Point | Precision::Digits(_) => Digits::Significant(decimals(directive).max(1)),
    };
    let exponent_letter = if letter.is_ascii_uppercase() { 'E' } else { 'e' };
    let text = general(number, digits, exponent_letter);
    if text.starts_with('-') {
        return Signed { text, sign: true };
    }
    let plus = if directive.plus { "+" } else { "" };
    Signed { text: format!("{plus}{text}"), sign: directive.plus }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::testing::{call, f, gives, i, list, s, throws};

    #[test]
    fn letters_say_how_values_are_written() {
        let cases = [
            ("%s|%d|%u", vec![f(1.5), s("7kg"), i(-1)], "1.5|7|18446744073709551615"),
            ("%b %o %x %X", vec![i(5), i(9), i(-1), i(171)], "101 11 ffffffffffffffff AB"),
            ("%c%c", vec![i(65), i(321)], "AA"),
            ("%e %E", vec![f(1234.5), f(0.0)], "1.234500e+3 0.000000E+0"),
            ("%.0e %.2e", vec![f(15000.0), f(-0.000_123)], "2e+4 -1.23e-4"),
            ("%f %F %.1f %.0f", vec![f(1.5), i(2), f(0.25), f(-0.4)], "1.500000 2.000000 0.2 -0"),
            ("%g %g %g %G", vec![f(0.000_012_34), f(1e6), f(123_456.0), f(1e-10)], "1.234e-5 1.0e+6 123456 1.0E-10"),
            ("%.3g %.0g", vec![f(1234.0), f(0.5)], "1.23e+3 0.5"),
            ("100%% %%s", vec![], "100% %s"),
            ("%s %s", vec![Value::Null, Value::Bool(true)], " 1"),
            ("%s", vec![list([])], "Array"),
        ];
        for (format, values, expected) in cases {
            let args: Vec<Value<'static>> = std::iter::once(s(format)).chain(values).collect();
            gives("sprintf", &args, &s(expected));
        }
    }

    #[test]
    fn fields_are_filled() {
        let cases = [
            ("[%5d]", i(-42), "[  -42]"),
            ("[%05d]", i(-42), "[-0042]"),
            ("[%-5d]", i(42), "[42   ]"),
            ("[%-05d]", i(42), "[42   ]"),
            ("[%+05d]", i(42), "[+0042]"),
            ("[%'*6s]", s("ab"), "[****ab]"),
            ("[%-'*6s]", s("ab"), "[ab****]"),
            ("[%06.2f]", f(2.7159), "[002.72]"),
            ("[%+06.1f]", f(-2.5), "[-002.5]"),
            ("[%5.1s]", s("abc"), "[    a]"),
            ("[%-05s]", s("ab"), "[ab000]"),
            ("[%08.3e]", f(1.5), "[1.500e+0]"),
            ("[%.2x]", i(255), "[]"),
        ];
        for (format, value, expected) in cases {
            gives("sprintf", &[s(format), value], &s(expected));
        }
    }

    #[test]
    fn values_may_be_taken_by_place() {
        gives("sprintf", &[s("%2$s-%1$s-%s"), s("a"), s("b")], &s("b-a-a"));
        gives("sprintf", &[s("%1$s%1$s"), s("a"), s("unused")], &s("aa"));
        gives("sprintf", &[s("%*d|%.*f"), i(4), i(7), i(1), f(2.55)], &s("   7|2.5"));
    }

    #[test]
    fn what_is_wrong_throws() {
        throws("sprintf", &[s("%d %d"), i(1)], Thrown::ArgumentCountError);
        throws("sprintf", &[s("%")], Thrown::ArgumentCountError);
        throws("sprintf", &[s("%3$s"), i(1), i(2)], Thrown::ArgumentCountError);
        throws("sprintf", &[s("%y"), i(1)], Thrown::ValueError);
        throws("sprintf", &[s("%"), i(1)], Thrown::ValueError);
        throws("sprintf", &[s("%0$s"), i(1)], Thrown::ValueError);
        throws("sprintf", &[s("%99999999999d"), i(1)], Thrown::ValueError);
        throws("sprintf", &[s("%'")], Thrown::ValueError);
        throws("sprintf", &[s("%*d"), s("x"), i(1)], Thrown::ValueError);
    }

    #[test]
    fn a_wide_field_is_never_built() {
        assert!(matches!(call("sprintf", &[s("%2147483646d"), i(1)]), Err(Fault::OverBudget { .. })));
    }
}
