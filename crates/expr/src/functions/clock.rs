//! Time in UTC (`expressions.md T`): what the functions take. A missing timestamp is the evaluation's now.

use super::row::{fixed, ranged};
use super::{Answer, Call, Form, Function};
use crate::{Fault, Value, time};

pub(super) const TABLE: &[Function] = &[
    fixed("time", 0, now, "the evaluation's now, in Unix seconds").of_form(Form::Clock),
    ranged("date", 1, 2, date, "a time, now by default, in UTC, by the letters of a format").of_form(Form::Clock),
    ranged("gmdate", 1, 2, gmdate, "`date`").of_form(Form::Clock),
    ranged("idate", 1, 2, idate, "one part of a time, now by default, as an integer").of_form(Form::Clock),
    ranged("strtotime", 1, 2, strtotime, "the time that a text tells, from now or another time on; false when it tells none")
        .of_form(Form::Clock),
    ranged(
        "mktime",
        0,
        6,
        mktime,
        "the time of hour, minute, second, month, day and year, in UTC; parts carry over, missing ones come from now",
    )
    .of_form(Form::Clock),
    ranged("gmmktime", 0, 6, mktime, "`mktime`").of_form(Form::Clock),
    fixed("checkdate", 3, checkdate, "whether month, day and year are a day of the calendar"),
];

/// The longest text that one letter of a format becomes.
const LONGEST_LETTER: usize = 48;

fn now<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Int(call.now))
}

fn moment(call: &mut Call<'_, '_>, at: usize) -> Result<i64, Fault> {
    Ok(call.nullable_int(at)?.unwrap_or(call.now))
}

fn date<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    formatted(call, time::date)
}

fn gmdate<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    formatted(call, time::gmdate)
}

fn formatted<'a>(call: &mut Call<'_, 'a>, write: fn(&[u8], i64) -> Vec<u8>) -> Answer<'a> {
    let format = call.text(0)?;
    let at = moment(call, 1)?;
    call.fuel.build(format.len().saturating_mul(LONGEST_LETTER))?;
    call.fuel.step(format.len() / 8)?;
    Ok(Value::bytes(write(format.as_bytes(), at)))
}

fn idate<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let format = call.text(0)?;
    let at = moment(call, 1)?;
    Ok(time::idate(format.as_bytes(), at).map_or(Value::Bool(false), Value::Int))
}

fn strtotime<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let base = moment(call, 1)?;
    // Reading a date takes much longer than the steps around it.
    call.fuel.step(text.len().saturating_add(50))?;
    Ok(time::strtotime(text.as_bytes(), base)?.map_or(Value::Bool(false), Value::Int))
}

fn mktime<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let mut parts = [None; 6];
    for (at, part) in parts.iter_mut().enumerate() {
        *part = call.nullable_int(at)?;
    }
    Ok(time::mktime(parts, call.now).map_or(Value::Bool(false), Value::Int))
}

fn checkdate<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(time::checkdate(call.int(0)?, call.int(1)?, call.int(2)?)))
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{b, call, gives, i, list, s, throws};
    use crate::{Fault, Thrown, Value};

    /// The tests' now, 1 January 2026.
    const NOW: i64 = 1_767_225_600;

    #[test]
    fn a_missing_time_is_now() {
        gives("time", &[], &i(NOW));
        gives("date", &[s("Y-m-d")], &s("2026-01-01"));
        gives("date", &[s("Y-m-d"), Value::Null], &s("2026-01-01"));
        gives("date", &[s("Y-m-d"), i(0)], &s("1970-01-01"));
        gives("gmdate", &[s("H:i"), s("60")], &s("00:01"));
        gives("idate", &[s("Y")], &i(2026));
        gives("mktime", &[i(1), i(0), i(0)], &i(NOW + 3600));
        gives("gmmktime", &[Value::Null, i(5)], &i(NOW + 300));
    }

    #[test]
    fn arguments_are_coerced() {
        gives("checkdate", &[s("2"), i(29), i(2024)], &b(true));
        throws("checkdate", &[s("x"), i(1), i(2024)], Thrown::TypeError);
        throws("date", &[list([])], Thrown::TypeError);
        throws("mktime", &[s("noon")], Thrown::TypeError);
    }

    #[test]
    fn a_long_format_is_never_written() {
        let format = Value::bytes(vec![b'r'; 1 << 20]);
        assert!(matches!(call("date", &[format, i(0)]), Err(Fault::OverBudget { .. })));
    }
}
