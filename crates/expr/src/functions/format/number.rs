//! `number_format`.

use crate::functions::number::round_half_up;
use crate::functions::{Answer, Call};
use crate::{Fault, Str, Value};

/// How many decimals a float is printed with; behind them PHP writes zeros.
const PRINTED: usize = 318;

pub(super) fn number_format<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let number = call.float(0)?;
    let decimals = usize::try_from(call.int_or(1, 0)?.min(i64::from(i32::MAX))).unwrap_or(0);
    let point = separator(call, 2, b".")?;
    let between = separator(call, 3, b",")?;

    // Digits beyond those of a float are dear.
    call.fuel.step(decimals.min(PRINTED))?;
    let rounded = round_half_up(number, decimals as i32);
    if !rounded.is_finite() {
        return Ok(Value::str(if rounded.is_nan() { "nan" } else { "inf" }));
    }
    let text = format!("{:.*}", decimals.min(PRINTED), rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let groups = whole.len().div_ceil(3);
    call.fuel.build(decimals.saturating_add(whole.len()).saturating_add(point.len() + (groups - 1) * between.len() + 1))?;

    let mut written = Vec::new();
    if rounded < 0.0 {
        written.push(b'-');
    }
    for (at, digit) in whole.bytes().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.extend_from_slice(between.as_bytes());
        }
        written.push(digit);
    }
    if decimals > 0 {
        written.extend_from_slice(point.as_bytes());
        written.extend_from_slice(fraction.as_bytes());
        written.extend(std::iter::repeat_n(b'0', decimals - fraction.len()));
    }
    Ok(Value::bytes(written))
}

fn separator<'a>(call: &Call<'_, 'a>, at: usize, default: &'static [u8]) -> Result<Str<'a>, Fault> {
    if call.value(at).is_null() { Ok(Str::borrowed(default)) } else { call.text(at) }
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{call, f, gives, i, s, throws};
    use crate::{Fault, Thrown, Value};

    #[test]
    fn digits_stand_in_groups_of_three() {
        gives("number_format", &[i(0)], &s("0"));
        gives("number_format", &[i(999)], &s("999"));
        gives("number_format", &[f(-1234.567), i(2)], &s("-1,234.57"));
        gives("number_format", &[f(1_234_567.891), i(2), s(","), s(".")], &s("1.234.567,89"));
        gives("number_format", &[s("1234567"), i(0), s(""), s("' ")], &s("1' 234' 567"));
        gives("number_format", &[f(1234.5), i(1), Value::Null, Value::Null], &s("1,234.5"));
        gives("number_format", &[f(1234.5), i(-2)], &s("1,235"));
    }

    #[test]
    fn rounding_is_that_of_round_and_zero_has_no_sign() {
        gives("number_format", &[f(-0.4)], &s("0"));
        gives("number_format", &[f(-0.004), i(2)], &s("0.00"));
        gives("number_format", &[f(1.005), i(2)], &s("1.01"));
        gives("number_format", &[f(2.5)], &s("3"));
    }

    #[test]
    fn decimals_beyond_those_of_a_float_are_zeros_and_charged() {
        let Value::Str(text) = call("number_format", &[f(0.5), i(1000)]).unwrap() else { panic!("no string") };
        assert_eq!(text.len(), 1002);
        assert!(text.as_bytes().ends_with(b"000"));
        assert!(matches!(call("number_format", &[f(0.5), i(i64::MAX)]), Err(Fault::OverBudget { .. })));
    }

    #[test]
    fn what_is_no_number_throws_and_infinity_is_written_small() {
        throws("number_format", &[s("12x")], Thrown::TypeError);
        gives("number_format", &[f(f64::NEG_INFINITY), i(2)], &s("inf"));
        gives("number_format", &[f(f64::NAN)], &s("nan"));
    }
}
