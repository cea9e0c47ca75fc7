//! Strings to lists and back.

use crate::convert::text_of;
use crate::functions::arguments::{mismatch, out_of_range};
use crate::functions::row::ranged;
use crate::functions::{Answer, Call, Function};
use crate::{Array, Str, Value};

use super::{Fold, Needle};

pub(in crate::functions) const JOIN: &[Function] = &[
    ranged("explode", 2, 3, explode, "the pieces between the separators, at most so many, or without so many at the end"),
    ranged("implode", 1, 2, implode, "the values of an array joined with a string between them"),
    ranged("join", 1, 2, implode, "`implode`"),
];

fn explode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (separator, text) = (call.text(0)?, call.text(1)?);
    let limit = call.int_or(2, i64::MAX)?;
    if separator.is_empty() {
        return Err(out_of_range(0, "not be empty"));
    }
    let most = if limit < 0 { usize::MAX } else { usize::try_from(limit.max(1)).unwrap_or(usize::MAX) };
    let separator = Needle::new(separator.as_bytes(), Fold::Exact);
    let mut matches = separator.matches(text.as_bytes());
    let (mut pieces, mut from) = (Vec::new(), 0);
    while pieces.len() + 1 < most
        && let Some(found) = matches.next(call.fuel)?
    {
        push_piece(call, &mut pieces, &text, from..found)?;
        from = found + separator.len();
    }
    push_piece(call, &mut pieces, &text, from..text.len())?;
    if limit < 0 {
        let dropped = usize::try_from(limit.unsigned_abs()).unwrap_or(usize::MAX);
        pieces.truncate(pieces.len().saturating_sub(dropped));
    }
    Array::list(pieces).map(Value::array)
}

fn push_piece<'a>(
    call: &mut Call<'_, 'a>,
    pieces: &mut Vec<Value<'a>>,
    text: &Str<'a>,
    range: std::ops::Range<usize>,
) -> Result<(), crate::Fault> {
    call.fuel.step(1)?;
    call.fuel.build_array(1)?;
    pieces.push(Value::Str(call.piece(text, range)?));
    Ok(())
}

fn implode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (glue, array) = match (call.value(0), call.value(1)) {
        (Value::Array(array), Value::Null) => (Str::borrowed(b""), array),
        (value @ Value::Array(_), _) => return Err(mismatch(0, "string", value)),
        (value, Value::Null) => return Err(mismatch(0, "array", value)),
        (_, Value::Array(array)) => (call.text(0)?, array),
        (_, value) => return Err(mismatch(1, "array", value)),
    };
    call.fuel.step(array.len())?;
    if let (1, Some(Value::Str(only))) = (array.len(), array.values().next()) {
        return Ok(Value::Str(only.clone()));
    }
    let mut joined = Vec::new();
    for (at, value) in array.values().enumerate() {
        let text = text_of(value)?;
        call.fuel.build(text.len() + glue.len())?;
        if at > 0 {
            joined.extend_from_slice(glue.as_bytes());
        }
        joined.extend_from_slice(&text);
    }
    Ok(Value::bytes(joined))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::testing::{call, f, gives, i, list, map, s, throws};
    use crate::{Fault, Thrown};

    #[test]
    fn pieces_stand_between_separators() {
        gives("explode", &[s(", "), s("a, b, c")], &list([s("a"), s("b"), s("c")]));
        gives("explode", &[s(","), s("")], &list([s("")]));
        gives("explode", &[s(","), s(",")], &list([s(""), s("")]));
        gives("explode", &[s("aa"), s("aaaaa")], &list([s(""), s(""), s("a")]));
        throws("explode", &[s(""), s("a")], Thrown::ValueError);
    }

    #[test]
    fn a_limit_keeps_the_rest_together_or_drops_the_end() {
        let text = s("a,b,c");
        gives("explode", &[s(","), text.clone(), i(2)], &list([s("a"), s("b,c")]));
        gives("explode", &[s(","), text.clone(), i(0)], &list([s("a,b,c")]));
        gives("explode", &[s(","), text.clone(), i(-2)], &list([s("a")]));
        gives("explode", &[s(","), text.clone(), i(-9)], &list([]));
        gives("explode", &[s(","), text, i(i64::MIN)], &list([]));
        gives("explode", &[s(","), s(""), i(-1)], &list([]));
    }

    #[test]
    fn values_are_joined_as_strings() {
        gives("implode", &[s("-"), list([s("a"), i(1), f(2.0), Value::Bool(true), Value::Null])], &s("a-1-2-1-"));
        gives("join", &[map([("x", s("a")), ("y", s("b"))])], &s("ab"));
        gives("implode", &[list([])], &s(""));
        gives("implode", &[s(","), list([i(5)])], &s("5"));
        throws("implode", &[list([s("a")]), s(",")], Thrown::TypeError);
        throws("implode", &[s(","), s("a")], Thrown::TypeError);
        throws("implode", &[s(",")], Thrown::TypeError);
    }

    #[test]
    fn joining_stops_before_it_is_too_long() {
        let long = Value::bytes(vec![b'x'; 1 << 20]);
        let parts = Value::array(Array::list(vec![long; 9]).unwrap());
        assert!(matches!(call("implode", &[s(""), parts]), Err(Fault::OverBudget { .. })));
    }
}
