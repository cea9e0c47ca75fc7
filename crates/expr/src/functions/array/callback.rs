//! A call for each element.

use crate::functions::row::ranged;
use crate::functions::{Answer, Call, Form, Function, Invoke};
use crate::{Array, Fault, Value, to_bool};

pub(in crate::functions) const CALLBACK: &[Function] = &[
    ranged("array_filter", 1, 3, array_filter, "the elements for which the callback, or without one the value, is true; `ARRAY_FILTER_USE_KEY` and `ARRAY_FILTER_USE_BOTH` hand in the key; keys are kept")
        .of_form(Form::Callback(1)),
    ranged("array_map", 2, 3, array_map, "what the callback makes of each element, keys kept, or of the pairs of two arrays; null pairs them").of_form(Form::Callback(0)),
    ranged("array_reduce", 2, 3, array_reduce, "what the callback makes of the result so far, null or the third argument at first, and each value").of_form(Form::Callback(1)),
];

/// What `array_filter` hands to its callback.
#[derive(Clone, Copy)]
enum Mode {
    Value,
    ValueAndKey,
    Key,
}

impl Mode {
    /// PHP's `ARRAY_FILTER_USE_*`; other numbers mean the value.
    fn of(number: i64) -> Self {
        match number {
            1 => Mode::ValueAndKey,
            2 => Mode::Key,
            _ => Mode::Value,
        }
    }
}

fn array_filter<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    let mode = Mode::of(call.int_or(2, 0)?);
    let mut kept = Array::new();
    for (key, value) in array.iter() {
        let wanted = match &mut call.callback {
            None => to_bool(value),
            Some(callback) => to_bool(&match mode {
                Mode::Value => callback.invoke(std::slice::from_ref(value), call.fuel)?,
                Mode::ValueAndKey => callback.invoke(&[value.clone(), key.to_value()], call.fuel)?,
                Mode::Key => callback.invoke(&[key.to_value()], call.fuel)?,
            }),
        };
        if wanted {
            call.fuel.build_array(1)?;
            kept.insert(key, value.clone())?;
        }
    }
    Ok(Value::array(kept))
}

fn array_map<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let first = call.walked_array(1)?;
    if call.given(2).is_some() {
        let second = call.walked_array(2)?;
        return pairs(call, first, second);
    }
    let Some(callback) = call.callback.as_deref_mut() else {
        return Ok(call.value(1).clone());
    };
    call.fuel.build_array(first.len())?;
    let mut mapped = Array::new();
    for (key, value) in first.iter() {
        mapped.insert(key, callback.invoke(std::slice::from_ref(value), call.fuel)?)?;
    }
    Ok(Value::array(mapped))
}

/// A list as long as the longer array; what the shorter lacks is null.
fn pairs<'a>(call: &mut Call<'_, 'a>, first: &Array<'a>, second: &Array<'a>) -> Answer<'a> {
    let count = first.len().max(second.len());
    call.fuel.build_array(count)?;
    let (mut firsts, mut seconds) = (first.values(), second.values());
    let mut mapped = Vec::with_capacity(count);
    for _ in 0..count {
        let pair = [firsts.next().cloned().unwrap_or_default(), seconds.next().cloned().unwrap_or_default()];
        mapped.push(match &mut call.callback {
            Some(callback) => callback.invoke(&pair, call.fuel)?,
            None => {
                call.fuel.build_array(2)?;
                Value::array(Array::list(pair.into())?)
            }
        });
    }
    Array::list(mapped).map(Value::array)
}

fn array_reduce<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    let mut result = call.value(2).clone();
    let callback: &mut dyn Invoke<'a> =
        call.callback.as_deref_mut().ok_or_else(|| Fault::type_error("argument 2 must be a callback, null is given"))?;
    for value in array.values() {
        result = callback.invoke(&[result, value.clone()], call.fuel)?;
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::testing::{Closure, call_with, f, gives, i, list, map, s, throws};
    use crate::operate::{BinaryOp, binary};
    use crate::{Fuel, Thrown, strict_eq};

    #[track_caller]
    fn calls(name: &str, args: &[Value<'static>], body: fn(&[Value<'static>]) -> Value<'static>, expected: &Value<'static>) {
        let result = call_with(name, args, Some(&mut Closure(body)), &mut Fuel::new()).unwrap();
        assert!(strict_eq(&result, expected, &mut Fuel::new()).unwrap(), "{name}: {result:?}");
    }

    fn add(args: &[Value<'static>]) -> Value<'static> {
        binary(BinaryOp::Add, &args[0], &args[1], &mut Fuel::new()).unwrap()
    }

    #[test]
    fn filters_keep_keys() {
        let array = map([("a", i(0)), ("b", s("x")), ("7", f(0.5))]);
        gives("array_filter", std::slice::from_ref(&array), &map([("b", s("x")), ("7", f(0.5))]));
        gives("array_filter", &[array.clone(), Value::Null, i(2)], &map([("b", s("x")), ("7", f(0.5))]));
        calls(
            "array_filter",
            &[array.clone(), Value::Null],
            |args| Value::Bool(args.len() == 1 && matches!(args[0], Value::Int(0))),
            &map([("a", i(0))]),
        );
        calls(
            "array_filter",
            &[array.clone(), Value::Null, i(2)],
            |args| Value::Bool(matches!(args, [Value::Int(7)])),
            &map([("7", f(0.5))]),
        );
        calls(
            "array_filter",
            &[array, Value::Null, i(1)],
            |args| Value::Bool(matches!(args, [Value::Str(_), Value::Str(_)])),
            &map([("b", s("x"))]),
        );
    }

    #[test]
    fn maps_keep_keys_of_one_array_and_pair_two() {
        let array = map([("a", i(1)), ("b", i(2))]);
        calls(
            "array_map",
            &[Value::Null, array.clone()],
            |args| Value::Bool(matches!(args, [Value::Int(1)])),
            &map([("a", Value::Bool(true)), ("b", Value::Bool(false))]),
        );
        calls("array_map", &[Value::Null, array.clone(), list([i(10), i(20), i(30)])], add, &list([i(11), i(22), i(30)]));
        gives("array_map", &[Value::Null, array.clone(), list([i(3)])], &list([list([i(1), i(3)]), list([i(2), Value::Null])]));
        gives("array_map", &[Value::Null, array.clone()], &array);
        throws("array_map", &[Value::Null, s("abc")], Thrown::TypeError);
    }

    #[test]
    fn reducing_starts_with_null_or_what_is_given() {
        calls("array_reduce", &[list([i(1), i(2)]), Value::Null], add, &i(3));
        calls("array_reduce", &[list([i(1), i(2)]), Value::Null, i(10)], add, &i(13));
        calls("array_reduce", &[list([]), Value::Null, s("start")], add, &s("start"));
        throws("array_reduce", &[list([]), Value::Null], Thrown::TypeError);
    }
}
