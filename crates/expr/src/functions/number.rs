//! Numbers (`expressions.md F`): rounding as PHP 8.2 does it, with its pre-rounding to 15 significant digits.

use super::row::{fixed, ranged};
use super::{Answer, Call, Function};
use crate::operate::{Arithmetic, calculate, int_divide};
use crate::{Numeric, Value};

pub(super) const TABLE: &[Function] = &[
    fixed("abs", 1, abs, "the size of a number"),
    fixed("ceil", 1, ceil, "the number rounded up, a float"),
    fixed("floor", 1, floor, "the number rounded down, a float"),
    ranged(
        "round",
        1,
        2,
        round,
        "the number rounded half away from zero, to so many places behind the point, or with a negative number before it; a float",
    ),
    fixed("intdiv", 2, intdiv, "the quotient of two integers, rounded towards zero"),
    fixed("fmod", 2, fmod, "the rest of a division, with the sign of the first number"),
    fixed("pow", 2, pow, "a power, as `**`"),
    fixed("sqrt", 1, sqrt, "the square root"),
];

fn abs<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(match call.number(0)? {
        Numeric::Int(number) => number.checked_abs().map_or(Value::Float(-(number as f64)), Value::Int),
        Numeric::Float(number) => Value::Float(number.abs()),
    })
}

fn ceil<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Float(call.number(0)?.to_float().ceil()))
}

fn floor<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Float(call.number(0)?.to_float().floor()))
}

fn round<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let number = call.number(0)?;
    let places = call.int_or(1, 0)?;
    let places = i32::try_from(places).unwrap_or(if places > 0 { i32::MAX } else { -i32::MAX });
    Ok(Value::Float(match number {
        Numeric::Int(number) if places >= 0 => number as f64,
        number => round_half_up(number.to_float(), places),
    }))
}

fn intdiv<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    int_divide(call.int(0)?, call.int(1)?).map(Value::Int)
}

fn fmod<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Float(call.float(0)? % call.float(1)?))
}

fn pow<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    calculate(Arithmetic::Pow, call.value(0), call.value(1), call.fuel)
}

fn sqrt<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Float(call.float(0)?.sqrt()))
}

/// The number rounded to `places`. PHP 8.2 rounds to 15 significant digits first, so that 1.955, which as a float
/// is a little less, becomes 1.96; a number with more digits before the place than a float tells is left as it is.
pub(super) fn round_half_up(number: f64, places: i32) -> f64 {
    /// The digits that a decimal keeps as a float.
    const DIGITS: i32 = 15;
    if !number.is_finite() || number == 0.0 {
        return number;
    }
    let precise = DIGITS - 1 - number.abs().log10().floor() as i32;
    let shifted = if precise > places && precise - DIGITS < places {
        let precise = precise.max(-4 * DIGITS);
        let rounded = half_away_from_zero(shift(number, precise));
        // Since `places` is less, this divides.
        rounded / power_of_ten((precise - places).min(4 * DIGITS))
    } else {
        let shifted = shift(number, places);
        if shifted.abs() >= 1e15 {
            return number;
        }
        shifted
    };
    let rounded = half_away_from_zero(shifted);
    if places.abs() < 23 {
        return shift(rounded, -places);
    }
    // A power of ten so large is no exact float: the decimal is read as it is written.
    match format!("{rounded:.6}e{}", -i64::from(places)).parse::<f64>() {
        Ok(read) if read.is_finite() => read,
        Ok(_) | Err(_) => number,
    }
}

fn half_away_from_zero(number: f64) -> f64 {
    if number >= 0.0 { (number + 0.5).floor() } else { (number - 0.5).ceil() }
}

/// `number * 10 ** places`; the point moves left by a division, which is exact where a power of ten is.
fn shift(number: f64, places: i32) -> f64 {
    if places >= 0 { number * power_of_ten(places) } else { number / power_of_ten(places.saturating_neg()) }
}

fn power_of_ten(exponent: i32) -> f64 {
    match exponent {
        // Exact, by exact products.
        0..=22 => 10_f64.powi(exponent),
        _ => 10_f64.powf(f64::from(exponent)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{b, f, gives, i, list, s, throws};

    #[test]
    fn rounding_is_half_away_from_zero_after_pre_rounding() {
        let cases = [
            (2.5, 0, 3.0),
            (-2.5, 0, -3.0),
            (1.955, 2, 1.96),
            (5.055, 2, 5.06),
            (5.045, 2, 5.05),
            (1.45, 1, 1.5),
            (1_000_000.55, 1, 1_000_000.6),
            (1241757.0, -3, 1_242_000.0),
            (-0.4, 0, -0.0),
            (0.0, 2, 0.0),
            (1e20, 2, 1e20),
            (345.678_966, 4, 345.679),
            (0.1, 400, 0.1),
            (5e-324, 300, 0.0),
            (1234.0, -30, 0.0),
        ];
        for (number, places, expected) in cases {
            assert_eq!(round_half_up(number, places), expected, "{number} to {places}");
        }
        assert!(round_half_up(f64::NAN, 2).is_nan());
    }

    #[test]
    fn extreme_places_do_no_harm() {
        for places in [i32::MIN + 1, -400, -23, 23, 400, i32::MAX] {
            for number in [f64::MAX, f64::MIN_POSITIVE, 5e-324, 1.5] {
                assert!(round_half_up(number, places).is_finite(), "{number} to {places}");
            }
        }
    }

    #[test]
    fn numbers_keep_their_type_where_php_keeps_it() {
        gives("abs", &[i(-5)], &i(5));
        gives("abs", &[s("-2.5")], &f(2.5));
        gives("abs", &[i(i64::MIN)], &f(9_223_372_036_854_775_808.0));
        gives("abs", &[b(true)], &i(1));
        gives("ceil", &[f(-0.5)], &f(-0.0));
        gives("ceil", &[i(3)], &f(3.0));
        gives("floor", &[s("2.9")], &f(2.0));
        gives("round", &[i(155), i(-1)], &f(160.0));
        gives("round", &[s("3.7")], &f(4.0));
        gives("pow", &[s("2"), i(3)], &i(8));
        gives("sqrt", &[i(2)], &f(std::f64::consts::SQRT_2));
        gives("fmod", &[i(-7), i(3)], &f(-1.0));
        gives("fmod", &[i(1), i(0)], &f(f64::NAN));
        gives("intdiv", &[i(-7), s("2")], &i(-3));
    }

    #[test]
    fn what_is_no_number_throws() {
        for name in ["abs", "ceil", "floor", "round", "sqrt"] {
            throws(name, &[s("5 apples")], Thrown::TypeError);
            throws(name, &[list([])], Thrown::TypeError);
        }
        throws("intdiv", &[i(1), i(0)], Thrown::DivisionByZeroError);
        throws("intdiv", &[i(i64::MIN), i(-1)], Thrown::ArithmeticError);
        throws("intdiv", &[f(1e30), i(1)], Thrown::TypeError);
    }
}
