//! Arrays made of other things.

use crate::functions::arguments::{mismatch, out_of_range};
use crate::functions::row::{fixed, ranged};
use crate::functions::{Answer, Call, Function};
use crate::{Array, Fault, Fuel, Key, Value, to_str};

use super::range::range;

pub(in crate::functions) const MAKE: &[Function] = &[
    fixed("array_flip", 1, array_flip, "values as keys and keys as values"),
    fixed("array_combine", 2, array_combine, "the values of one array as keys, those of another as values"),
    fixed("array_fill_keys", 2, array_fill_keys, "the values of an array as keys, all with the same value"),
    ranged(
        "array_column",
        2,
        3,
        array_column,
        "one column of an array of rows, or with null the rows, under the keys of another column when one is given",
    ),
    fixed("array_count_values", 1, array_count_values, "each value as a key, with how often it is there"),
    fixed("array_pad", 3, array_pad, "the array filled up to a length with a value, at the start when the length is negative"),
    ranged("array_chunk", 2, 3, array_chunk, "arrays of so many elements; with `true` keys are kept"),
    ranged("range", 2, 3, range, "the numbers, or the characters, from one to another, by a step"),
];

/// The key that a value becomes by way of its string; integers stay.
fn key_by_string<'a>(value: &Value<'a>, fuel: &mut Fuel) -> Result<Key<'a>, Fault> {
    if let Value::Int(number) = value {
        return Ok(Key::Int(*number));
    }
    let text = to_str(value)?;
    fuel.scan(text.len())?;
    Ok(Key::of_str(text))
}

/// Integers and strings are keys; PHP warns of any other value and leaves it out.
fn key_of_scalar<'a>(value: &Value<'a>, fuel: &mut Fuel) -> Result<Option<Key<'a>>, Fault> {
    match value {
        Value::Int(_) | Value::Str(_) => key_by_string(value, fuel).map(Some),
        Value::Null | Value::Bool(_) | Value::Float(_) | Value::Array(_) | Value::Object(_) => Ok(None),
    }
}

fn array_flip<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    call.fuel.build_array(array.len())?;
    let mut flipped = Array::new();
    for (key, value) in array.iter() {
        if let Some(flipped_key) = key_of_scalar(value, call.fuel)? {
            flipped.insert(flipped_key, key.to_value())?;
        }
    }
    Ok(Value::array(flipped))
}

fn array_combine<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (keys, values) = (call.walked_array(0)?, call.walked_array(1)?);
    if keys.len() != values.len() {
        return Err(Fault::value_error("both arrays must have the same number of elements"));
    }
    call.fuel.build_array(keys.len())?;
    let mut combined = Array::new();
    for (key, value) in keys.values().zip(values.values()) {
        combined.insert(key_by_string(key, call.fuel)?, value.clone())?;
    }
    Ok(Value::array(combined))
}

fn array_fill_keys<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let keys = call.walked_array(0)?;
    call.fuel.build_array(keys.len())?;
    let mut filled = Array::new();
    for key in keys.values() {
        filled.insert(key_by_string(key, call.fuel)?, call.value(1).clone())?;
    }
    Ok(Value::array(filled))
}

fn array_column<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let rows = call.walked_array(0)?;
    let (column, index) = (column_key(call, 1)?, column_key(call, 2)?);
    let cell = |row: &Value<'a>, key: &Key<'a>| match row {
        Value::Array(row) => row.get(key).cloned(),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_) | Value::Object(_) => None,
    };
    let mut cells = Array::new();
    for row in rows.values() {
        let value = match &column {
            Some(column) => cell(row, column),
            None => Some(row.clone()),
        };
        let Some(value) = value else {
            continue;
        };
        call.fuel.build_array(1)?;
        match index.as_ref().and_then(|index| cell(row, index)) {
            Some(key) => cells.insert(Key::of(&key).ok_or_else(|| mismatch(2, "a column of array keys", &key))?, value)?,
            None => cells.push(value)?,
        }
    }
    Ok(Value::array(cells))
}

fn column_key<'a>(call: &mut Call<'_, 'a>, at: usize) -> Result<Option<Key<'a>>, Fault> {
    Ok(match call.value(at) {
        Value::Null => None,
        Value::Str(text) => Some(Key::of_str(text.clone())),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Array(_) | Value::Object(_) => Some(Key::Int(call.int(at)?)),
    })
}

fn array_count_values<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    call.fuel.build_array(array.len())?;
    let mut counts = Array::new();
    for value in array.values() {
        let Some(key) = key_of_scalar(value, call.fuel)? else {
            continue;
        };
        let before = match counts.get(&key) {
            Some(Value::Int(count)) => *count,
            _ => 0,
        };
        counts.insert(key, Value::Int(before + 1))?;
    }
    Ok(Value::array(counts))
}

fn array_pad<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    const MOST: usize = 1_048_576;
    let array = call.walked_array(0)?;
    let length = call.int(1)?;
    let missing = usize::try_from(length.unsigned_abs()).unwrap_or(usize::MAX).saturating_sub(array.len());
    if missing == 0 {
        return Ok(call.value(0).clone());
    }
    if missing > MOST {
        return Err(out_of_range(1, "add at most 1048576 elements"));
    }
    call.fuel.step(missing)?;
    call.fuel.build_array(array.len() + missing)?;
    let mut padded = Array::new();
    let pad = |padded: &mut Array<'a>| (0..missing).try_for_each(|_| padded.push(call.value(2).clone()));
    if length < 0 {
        pad(&mut padded)?;
    }
    for (key, value) in array.iter() {
        match key {
            Key::Int(_) => padded.push(value.clone())?,
            Key::Str(_) => padded.insert(key, value.clone())?,
        }
    }
    if length > 0 {
        pad(&mut padded)?;
    }
    Ok(Value::array(padded))
}

fn array_chunk<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    let size = usize::try_from(call.int(1)?).ok().filter(|size| *size > 0).ok_or_else(|| out_of_range(1, "be greater than 0"))?;
    let keep_keys = call.flag(2)?;
    call.fuel.build_array(array.len().saturating_add(array.len().div_ceil(size)))?;
    let (mut chunks, mut chunk) = (Vec::new(), Array::new());
    for (key, value) in array.iter() {
        if keep_keys {
            chunk.insert(key, value.clone())?;
        } else {
            chunk.push(value.clone())?;
        }
        if chunk.len() == size {
            chunks.push(Value::array(std::mem::take(&mut chunk)));
        }
    }
    if !chunk.is_empty() {
        chunks.push(Value::array(chunk));
    }
    Array::list(chunks).map(Value::array)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{b, call, f, gives, i, list, map, s, throws};

    #[test]
    fn values_become_keys() {
        gives("array_flip", &[list([s("a"), i(7), s("7"), f(1.5), Value::Null])], &map([("a", i(0)), ("7", i(2))]));
        gives(
            "array_combine",
            &[list([s("a"), f(1.5), Value::Null]), list([i(1), i(2), i(3)])],
            &map([("a", i(1)), ("1.5", i(2)), ("", i(3))]),
        );
        gives("array_fill_keys", &[list([b(true), s("x")]), i(0)], &map([("1", i(0)), ("x", i(0))]));
        gives("array_count_values", &[list([s("a"), i(1), s("1"), b(true)])], &map([("a", i(1)), ("1", i(2))]));
        throws("array_combine", &[list([i(1)]), list([])], Thrown::ValueError);
    }

    #[test]
    fn columns_of_rows() {
        let rows = list([map([("id", i(3)), ("n", s("a"))]), map([("id", i(4))]), s("no row"), map([("n", s("b"))])]);
        gives("array_column", &[rows.clone(), s("n")], &list([s("a"), s("b")]));
        gives("array_column", &[rows.clone(), s("n"), s("id")], &map([("3", s("a")), ("4", s("b"))]));
        gives("array_column", &[list([list([i(1), i(2)])]), i(1)], &list([i(2)]));
        gives("array_column", &[list([map([("k", s("x"))])]), Value::Null, s("k")], &map([("x", map([("k", s("x"))]))]));
        throws("array_column", &[rows, list([])], Thrown::TypeError);
    }

    #[test]
    fn padding_is_at_either_end() {
        gives("array_pad", &[map([("x", i(1)), ("9", i(2))]), i(4), i(0)], &map([("x", i(1)), ("0", i(2)), ("1", i(0)), ("2", i(0))]));
        gives("array_pad", &[list([i(1)]), i(-3), i(0)], &list([i(0), i(0), i(1)]));
        gives("array_pad", &[map([("9", i(2))]), i(1), i(0)], &map([("9", i(2))]));
        throws("array_pad", &[list([]), i(i64::MIN), i(0)], Thrown::ValueError);
        assert!(matches!(call("array_pad", &[list([]), i(1_048_576), i(0)]), Err(Fault::OverBudget { .. })));
    }

    #[test]
    fn chunks_are_numbered_anew_or_keep_their_keys() {
        let array = map([("a", i(1)), ("b", i(2)), ("c", i(3))]);
        gives("array_chunk", &[array.clone(), i(2)], &list([list([i(1), i(2)]), list([i(3)])]));
        gives("array_chunk", &[array.clone(), i(2), b(true)], &list([map([("a", i(1)), ("b", i(2))]), map([("c", i(3))])]));
        gives("array_chunk", &[list([]), i(2)], &list([]));
        throws("array_chunk", &[array, i(0)], Thrown::ValueError);
    }
}
