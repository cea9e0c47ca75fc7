//! What an array holds, and where.

use crate::functions::row::{fixed, ranged};
use crate::functions::{Answer, Call, Function};
use crate::operate::array_key;
use crate::{Array, Fault, Fuel, Key, Value, loose_eq, strict_eq};

pub(in crate::functions) const KEYS: &[Function] = &[
    fixed("count", 1, count, "the number of elements"),
    fixed("sizeof", 1, count, "`count`"),
    ranged("in_array", 2, 3, in_array, "whether a value is among those of an array, by `==` or with `true` by `===`"),
    ranged(
        "array_search",
        2,
        3,
        array_search,
        "the key of the first element with a value, by `==` or with `true` by `===`; false when there is none",
    ),
    fixed("array_key_exists", 2, array_key_exists, "whether an array has a key"),
    fixed("key_exists", 2, array_key_exists, "`array_key_exists`"),
    ranged("array_keys", 1, 3, array_keys, "the keys, all or those of the elements with a value, by `==` or with `true` by `===`"),
    fixed("array_values", 1, array_values, "the values as a list"),
    fixed("array_key_first", 1, array_key_first, "the first key, null in an empty array"),
    fixed("array_key_last", 1, array_key_last, "the last key, null in an empty array"),
    fixed("array_is_list", 1, array_is_list, "whether the keys are 0, 1, 2 ... in order"),
];

fn count<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Int(call.array(0)?.len() as i64))
}

/// How elements are compared with a value.
#[derive(Clone, Copy)]
struct Search<'v, 'a> {
    value: &'v Value<'a>,
    strict: bool,
}

impl Search<'_, '_> {
    fn matches(&self, element: &Value<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
        if self.strict { strict_eq(self.value, element, fuel) } else { loose_eq(self.value, element, fuel) }
    }
}

fn found<'a>(call: &mut Call<'_, 'a>) -> Result<Option<Key<'a>>, Fault> {
    let search = Search { value: call.value(0), strict: call.flag(2)? };
    for (key, element) in call.array(1)?.iter() {
        call.fuel.step(1)?;
        if search.matches(element, call.fuel)? {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

fn in_array<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(found(call)?.is_some()))
}

fn array_search<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(found(call)?.map_or(Value::Bool(false), |key| key.to_value()))
}

fn array_key_exists<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.array(1)?;
    let key = array_key(call.value(0), call.fuel)?;
    Ok(Value::Bool(array.get(&key).is_some()))
}

fn array_keys<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    let strict = call.flag(2)?;
    let search = call.given(1).map(|value| Search { value, strict });
    let mut keys = Vec::new();
    for (key, element) in array.iter() {
        let wanted = match &search {
            Some(search) => search.matches(element, call.fuel)?,
            None => true,
        };
        if wanted {
            call.fuel.build_array(1)?;
            keys.push(key.to_value());
        }
    }
    Array::list(keys).map(Value::array)
}

fn array_values<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    if array.is_list() {
        return Ok(call.value(0).clone());
    }
    call.fuel.build_array(array.len())?;
    Array::list(array.values().cloned().collect()).map(Value::array)
}

fn array_key_first<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(call.array(0)?.iter().next().map_or(Value::Null, |(key, _)| key.to_value()))
}

fn array_key_last<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(call.array(0)?.iter().next_back().map_or(Value::Null, |(key, _)| key.to_value()))
}

fn array_is_list<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(call.walked_array(0)?.is_list()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{b, call_with, f, gives, i, list, map, s, throws};

    #[test]
    fn only_arrays_are_counted() {
        gives("count", &[list([i(1), i(2)])], &i(2));
        throws("sizeof", &[s("abc")], Thrown::TypeError);
        throws("count", &[Value::Null], Thrown::TypeError);
    }

    #[test]
    fn values_are_found_by_either_equality() {
        let array = map([("a", s("1")), ("b", i(1)), ("9", Value::Null)]);
        gives("in_array", &[i(1), array.clone()], &b(true));
        gives("in_array", &[f(1.0), array.clone(), b(true)], &b(false));
        gives("in_array", &[s("abc"), list([i(0)])], &b(false));
        gives("array_search", &[i(1), array.clone()], &s("a"));
        gives("array_search", &[i(1), array.clone(), b(true)], &s("b"));
        gives("array_search", &[s(""), array.clone()], &i(9));
        gives("array_search", &[s("x"), array.clone()], &b(false));
        gives("array_keys", &[array.clone(), i(1)], &list([s("a"), s("b")]));
        gives("array_keys", &[array.clone(), Value::Null, b(true)], &list([i(9)]));
        throws("in_array", &[i(1), s("1")], Thrown::TypeError);
    }

    #[test]
    fn keys_are_normalised() {
        let array = map([("7", i(1)), ("", Value::Null)]);
        for key in [s("7"), f(7.9), i(7), Value::Null, s("")] {
            gives("array_key_exists", &[key, array.clone()], &b(true));
        }
        gives("key_exists", &[s("07"), array.clone()], &b(false));
        throws("array_key_exists", &[list([]), array], Thrown::TypeError);
    }

    #[test]
    fn ends_of_the_keys() {
        let array = map([("x", i(1)), ("3", i(2))]);
        gives("array_key_first", std::slice::from_ref(&array), &s("x"));
        gives("array_key_last", std::slice::from_ref(&array), &i(3));
        gives("array_key_first", &[list([])], &Value::Null);
        gives("array_values", std::slice::from_ref(&array), &list([i(1), i(2)]));
        gives("array_is_list", &[array], &b(false));
        gives("array_is_list", &[list([i(5)])], &b(true));
    }

    #[test]
    fn each_element_that_is_looked_at_is_a_step() {
        let array = Value::array(Array::list(vec![i(0); 1000]).unwrap());
        let mut fuel = Fuel::new();
        let mut searched = 0;
        while call_with("in_array", &[i(1), array.clone()], None, &mut fuel).is_ok() {
            searched += 1;
        }
        assert_eq!(searched, 1000);
    }
}
