//! `range`.

use crate::convert::{Numeric, numeric, to_float, to_int};
use crate::functions::number::round_half_up;
use crate::functions::{Answer, Call};
use crate::{Array, Fault, Value};

/// The most elements (`expressions.md F`).
const MOST: usize = 100_000;

pub(super) fn range<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (start, end) = (call.value(0), call.value(1));
    let (step, step_is_float) = match call.given(2) {
        None => (1.0, false),
        Some(step) => (to_float(step).abs(), matches!(step, Value::Float(_))),
    };
    let is_float = |value: &Value<'_>| matches!(value, Value::Float(_));
    let values = match (start, end) {
        (Value::Str(first), Value::Str(last)) if !first.is_empty() && !last.is_empty() => {
            call.fuel.scan(first.len() + last.len())?;
            match (numeric(first.as_bytes()), numeric(last.as_bytes())) {
                (Some(Numeric::Float(_)), _) | (_, Some(Numeric::Float(_))) => floats(call, to_float(start), to_float(end), step),
                _ if step_is_float => floats(call, to_float(start), to_float(end), step),
                (None, None) => bytes(call, first.as_bytes()[0], last.as_bytes()[0], step),
                (Some(Numeric::Int(_)), _) | (_, Some(Numeric::Int(_))) => ints(call, to_int(start), to_int(end), step),
            }
        }
        _ if is_float(start) || is_float(end) || step_is_float => floats(call, to_float(start), to_float(end), step),
        _ => ints(call, to_int(start), to_int(end), step),
    }?;
    Array::list(values).map(Value::array)
}

fn bytes<'a>(call: &mut Call<'_, 'a>, first: u8, last: u8, step: f64) -> Result<Vec<Value<'a>>, Fault> {
    let span = first.abs_diff(last);
    if span == 0 {
        return Ok(vec![Value::bytes([first])]);
    }
    // `as` saturates, and the span is checked next.
    let step = step as u64;
    if step == 0 || u64::from(span) < step {
        return Err(beyond_span());
    }
    let step = step as u8;
    let count = usize::from(span / step) + 1;
    charge(call, count)?;
    let up = first < last;
    let byte = |at: usize| {
        let moved = step * at as u8;
        if up { first + moved } else { first - moved }
    };
    Ok((0..count).map(|at| Value::bytes([byte(at)])).collect())
}

fn ints<'a>(call: &mut Call<'_, 'a>, first: i64, last: i64, step: f64) -> Result<Vec<Value<'a>>, Fault> {
    // `as` saturates, and a step beyond the span is refused next.
    let step = step as u64;
    let span = first.abs_diff(last);
    if step == 0 || (span > 0 && span < step) {
        return Err(beyond_span());
    }
    let count = usize::try_from(span / step).unwrap_or(usize::MAX).saturating_add(1);
    charge(call, count)?;
    let value = |at: usize| {
        let moved = step.wrapping_mul(at as u64);
        // Never further than the span.
        if first <= last { first.wrapping_add_unsigned(moved) } else { first.wrapping_sub_unsigned(moved) }
    };
    Ok((0..count).map(|at| Value::Int(value(at))).collect())
}

fn floats<'a>(call: &mut Call<'_, 'a>, first: f64, last: f64, step: f64) -> Result<Vec<Value<'a>>, Fault> {
    if first.is_infinite() || last.is_infinite() {
        return Err(Fault::value_error("a range cannot be infinite"));
    }
    // NAN is neither above nor below, and PHP takes it for the end itself.
    if first.partial_cmp(&last).is_none_or(std::cmp::Ordering::is_eq) {
        return Ok(vec![Value::Float(first)]);
    }
    let span = (first - last).abs();
    if span < step || step.is_nan() || step <= 0.0 {
        return Err(beyond_span());
    }
    // `as` saturates, and more than the most is refused next.
    let count = round_half_up(span / step + 1.0, 0) as usize;
    charge(call, count)?;
    let up = first < last;
    let value = |at: usize| if up { first + at as f64 * step } else { first - at as f64 * step };
    let within = |value: &f64| if up { *value <= last } else { *value >= last };
    Ok((0..count).map(value).take_while(within).map(Value::Float).collect())
}

fn charge(call: &mut Call<'_, '_>, count: usize) -> Result<(), Fault> {
    if count > MOST {
        return Err(Fault::OverBudget { what: "a range of more than 100 000 elements" });
    }
    call.fuel.step(count)?;
    call.fuel.build_array(count)
}

fn beyond_span() -> Fault {
    Fault::value_error("the step of a range must be more than 0 and not exceed the range")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{call, f, gives, i, list, s, throws};

    #[test]
    fn numbers_go_up_and_down() {
        gives("range", &[i(1), i(3)], &list([i(1), i(2), i(3)]));
        gives("range", &[i(7), i(0), i(3)], &list([i(7), i(4), i(1)]));
        gives("range", &[i(0), i(5), i(-2)], &list([i(0), i(2), i(4)]));
        gives("range", &[s("1"), s("3")], &list([i(1), i(2), i(3)]));
        gives("range", &[i(5), i(5)], &list([i(5)]));
        gives(
            "range",
            &[i(i64::MIN), i(i64::MAX), f(9e18)],
            &list([f(i64::MIN as f64), f(i64::MIN as f64 + 9e18), f(i64::MIN as f64 + 18e18)]),
        );
    }

    #[test]
    fn one_float_makes_all_floats() {
        gives("range", &[i(0), i(1), f(0.25)], &list([f(0.0), f(0.25), f(0.5), f(0.75), f(1.0)]));
        gives("range", &[i(3), f(1.0)], &list([f(3.0), f(2.0), f(1.0)]));
        gives("range", &[s("1.5"), s("3")], &list([f(1.5), f(2.5)]));
        gives("range", &[f(0.0), f(0.3), f(0.1)], &list([f(0.0), f(0.1), f(0.2)]));
    }

    #[test]
    fn strings_give_the_bytes_between() {
        gives("range", &[s("e"), s("a"), i(2)], &list([s("e"), s("c"), s("a")]));
        gives("range", &[s("aa"), s("cz")], &list([s("a"), s("b"), s("c")]));
        gives("range", &[s("a"), i(2)], &list([i(0), i(1), i(2)]));
        gives("range", &[s("a"), s("a"), i(9)], &list([s("a")]));
    }

    #[test]
    fn steps_must_fit() {
        for step in [i(0), i(9), f(0.0), f(2.5), f(f64::NAN)] {
            throws("range", &[i(1), i(3), step], Thrown::ValueError);
        }
        throws("range", &[s("a"), s("c"), i(3)], Thrown::ValueError);
        throws("range", &[f(0.0), f(f64::INFINITY)], Thrown::ValueError);
        for end in [i(100_000), i(i64::MAX), f(1e300)] {
            assert!(matches!(call("range", &[i(0), end]), Err(Fault::OverBudget { .. })));
        }
    }
}
