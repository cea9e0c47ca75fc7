//! Parts of arrays, and their ends.

use crate::functions::row::{fixed, ranged};
use crate::functions::string::span;
use crate::functions::{Answer, Call, Form, Function};
use crate::{Array, Fault, Key, Value};

pub(in crate::functions) const PART: &[Function] = &[
    ranged(
        "array_slice",
        2,
        4,
        array_slice,
        "the elements from a place, at most so many; negative ones count from the end; with `true` integer keys are kept",
    ),
    ranged("array_reverse", 1, 2, array_reverse, "the elements in reverse; with `true` integer keys are kept"),
    fixed("end", 1, end, "the last element, false in an empty array").of_form(Form::Reference),
    fixed("reset", 1, first_or_false, "the first element, false in an empty array").of_form(Form::Reference),
    fixed("current", 1, first_or_false, "the first element, false in an empty array"),
    fixed("array_shift", 1, array_shift, "the first element, null in an empty array").of_form(Form::Reference),
    fixed("array_pop", 1, array_pop, "the last element, null in an empty array").of_form(Form::Reference),
];

fn array_slice<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.array(0)?;
    let (offset, length, keep_keys) = (call.int(1)?, call.nullable_int(2)?, call.flag(3)?);
    let range = span(offset, length, array.len());
    // Elements before the slice are passed over.
    call.fuel.step(range.end)?;
    if range.len() == array.len() && array.is_list() {
        return Ok(call.value(0).clone());
    }
    let count = range.len();
    numbered(call, array.iter().skip(range.start).take(count), count, keep_keys).map(Value::array)
}

fn array_reverse<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    let keep_keys = call.flag(1)?;
    numbered(call, array.iter().rev(), array.len(), keep_keys).map(Value::array)
}

/// Strings keep their keys, integers when it is asked.
fn numbered<'r, 'a: 'r>(
    call: &mut Call<'_, 'a>,
    elements: impl Iterator<Item = (Key<'a>, &'r Value<'a>)>,
    count: usize,
    keep_keys: bool,
) -> Result<Array<'a>, Fault> {
    call.fuel.build_array(count)?;
    let mut numbered = Array::new();
    for (key, value) in elements {
        match key {
            Key::Int(_) if !keep_keys => numbered.push(value.clone())?,
            Key::Int(_) | Key::Str(_) => numbered.insert(key, value.clone())?,
        }
    }
    Ok(numbered)
}

fn end<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(call.array(0)?.values().next_back().cloned().unwrap_or(Value::Bool(false)))
}

fn first_or_false<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(call.array(0)?.values().next().cloned().unwrap_or(Value::Bool(false)))
}

fn array_shift<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(call.array(0)?.values().next().cloned().unwrap_or_default())
}

fn array_pop<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(call.array(0)?.values().next_back().cloned().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{b, gives, i, list, map, s, throws};

    #[test]
    fn slices_number_integers_anew_unless_asked() {
        let array = map([("x", i(1)), ("7", i(2)), ("9", i(3)), ("y", i(4))]);
        gives("array_slice", &[array.clone(), i(1)], &map([("0", i(2)), ("1", i(3)), ("y", i(4))]));
        gives("array_slice", &[array.clone(), i(-3), i(2), b(true)], &map([("7", i(2)), ("9", i(3))]));
        gives("array_slice", &[array.clone(), i(0), i(-3)], &map([("x", i(1))]));
        gives("array_slice", &[array, i(9)], &list([]));
        gives("array_slice", &[list([i(1), i(2)]), i(0)], &list([i(1), i(2)]));
        throws("array_slice", &[s("abc"), i(0)], Thrown::TypeError);
    }

    #[test]
    fn reversing_numbers_integers_anew_unless_asked() {
        let array = map([("x", i(1)), ("7", i(2)), ("9", i(3))]);
        gives("array_reverse", std::slice::from_ref(&array), &map([("0", i(3)), ("1", i(2)), ("x", i(1))]));
        gives("array_reverse", &[array, b(true)], &map([("9", i(3)), ("7", i(2)), ("x", i(1))]));
    }

    #[test]
    fn ends_of_empty_arrays_are_false_or_null() {
        let array = map([("x", i(1)), ("y", i(2))]);
        for (name, element, nothing) in [
            ("end", i(2), b(false)),
            ("reset", i(1), b(false)),
            ("current", i(1), b(false)),
            ("array_shift", i(1), Value::Null),
            ("array_pop", i(2), Value::Null),
        ] {
            gives(name, std::slice::from_ref(&array), &element);
            gives(name, &[list([])], &nothing);
            throws(name, &[Value::Null], Thrown::TypeError);
        }
    }
}
