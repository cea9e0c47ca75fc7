//! Arrays joined and cut by one another.

use rustc_hash::FxHashSet;

use crate::functions::row::{fixed, open};
use crate::functions::{Answer, Call, Function};
use crate::{Array, Fault, Fuel, Key, Str, Value, to_str};

pub(in crate::functions) const SETS: &[Function] = &[
    open("array_merge", 0, array_merge, "the elements of all arrays; integer keys are numbered anew, of a string key the last value stays"),
    fixed("array_unique", 1, array_unique, "the elements without those whose string came before, keys kept"),
    open("array_intersect", 1, array_intersect, "the elements of the first array whose strings all others have, keys kept"),
    open("array_diff", 1, array_diff, "the elements of the first array whose strings no other has, keys kept"),
    open("array_intersect_key", 1, array_intersect_key, "the elements of the first array whose keys all others have"),
    open("array_diff_key", 1, array_diff_key, "the elements of the first array whose keys no other has"),
];

fn array_merge<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let mut merged = Array::new();
    for at in 0..call.args.len() {
        call.array(at)?;
    }
    for at in 0..call.args.len() {
        let array = call.walked_array(at)?;
        call.fuel.build_array(array.len())?;
        for (key, value) in array.iter() {
            match key {
                Key::Int(_) => merged.push(value.clone())?,
                Key::Str(_) => merged.insert(key, value.clone())?,
            }
        }
    }
    Ok(Value::array(merged))
}

/// The string that an element counts as; making or reading it is charged.
fn string_of<'a>(value: &Value<'a>, fuel: &mut Fuel) -> Result<Str<'a>, Fault> {
    let text = to_str(value)?;
    fuel.scan(text.len())?;
    Ok(text)
}

fn strings_of<'a>(array: &Array<'a>, fuel: &mut Fuel) -> Result<FxHashSet<Str<'a>>, Fault> {
    array.values().map(|value| string_of(value, fuel)).collect()
}

fn array_unique<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let array = call.walked_array(0)?;
    let mut seen = FxHashSet::default();
    keep(call, array, |_, value, fuel| Ok(seen.insert(string_of(value, fuel)?)))
}

fn array_intersect<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    by_strings(call, true)
}

fn array_diff<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    by_strings(call, false)
}

/// Keeps what all others have (`in_others`), or what none has.
fn by_strings<'a>(call: &mut Call<'_, 'a>, in_others: bool) -> Answer<'a> {
    let first = call.walked_array(0)?;
    let others = others(call)?;
    if first.is_empty() || others.is_empty() {
        return Ok(call.value(0).clone());
    }
    let mut sets = Vec::with_capacity(others.len());
    for other in others {
        sets.push(strings_of(other, call.fuel)?);
    }
    keep(call, first, |_, value, fuel| {
        let text = string_of(value, fuel)?;
        fuel.step(sets.len() - 1)?;
        Ok(if in_others { sets.iter().all(|set| set.contains(&text)) } else { !sets.iter().any(|set| set.contains(&text)) })
    })
}

fn array_intersect_key<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    by_keys(call, true)
}

fn array_diff_key<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    by_keys(call, false)
}

fn by_keys<'a>(call: &mut Call<'_, 'a>, in_others: bool) -> Answer<'a> {
    let first = call.walked_array(0)?;
    let others = others(call)?;
    keep(call, first, |key, _, fuel| {
        fuel.step(others.len())?;
        let has = |other: &&Array<'a>| other.get(key).is_some();
        Ok(if in_others { others.iter().all(has) } else { !others.iter().any(has) })
    })
}

/// The arrays behind the first; their elements are steps.
fn others<'c, 'a>(call: &mut Call<'c, 'a>) -> Result<Vec<&'c Array<'a>>, Fault> {
    (1..call.args.len()).map(|at| call.walked_array(at)).collect()
}

/// The elements that are wanted, keys kept.
fn keep<'a>(
    call: &mut Call<'_, 'a>,
    array: &Array<'a>,
    mut wanted: impl FnMut(&Key<'a>, &Value<'a>, &mut Fuel) -> Result<bool, Fault>,
) -> Answer<'a> {
    let mut kept = Array::new();
    for (key, value) in array.iter() {
        if wanted(&key, value, call.fuel)? {
            call.fuel.build_array(1)?;
            kept.insert(key, value.clone())?;
        }
    }
    Ok(Value::array(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{f, gives, i, list, map, s, throws};

    #[test]
    fn merging_numbers_anew_and_lets_later_strings_win() {
        let (one, other) = (map([("9", s("a")), ("x", i(1)), ("y", i(2))]), map([("x", i(3)), ("9", s("b"))]));
        gives("array_merge", &[one.clone(), other], &map([("0", s("a")), ("x", i(3)), ("y", i(2)), ("1", s("b"))]));
        gives("array_merge", &[], &list([]));
        throws("array_merge", &[one, Value::Null], Thrown::TypeError);
    }

    #[test]
    fn repeated_strings_are_dropped() {
        let array = list([i(1), s("1"), f(1.0), s("1.0"), s("a"), s("A"), Value::Bool(true), Value::Null, s("")]);
        gives("array_unique", &[array], &map([("0", i(1)), ("3", s("1.0")), ("4", s("a")), ("5", s("A")), ("7", Value::Null)]));
    }

    #[test]
    fn intersections_and_differences_go_by_strings() {
        let first = map([("a", i(1)), ("b", s("x")), ("c", Value::Null)]);
        gives("array_intersect", &[first.clone(), list([s("1"), s("x")]), list([f(1.0)])], &map([("a", i(1))]));
        gives("array_diff", &[first.clone(), list([s("x")]), list([s("")])], &map([("a", i(1))]));
        gives("array_intersect", std::slice::from_ref(&first), &first);
        gives("array_diff", &[list([]), first.clone()], &list([]));
        throws("array_diff", &[first.clone(), s("x")], Thrown::TypeError);
        throws("array_diff", &[first, list([Value::Object(crate::Object(4))])], Thrown::Error);
    }

    #[test]
    fn keys_alone_may_decide() {
        let first = map([("a", i(1)), ("b", i(2)), ("3", i(3))]);
        gives("array_intersect_key", &[first.clone(), map([("3", i(0)), ("a", i(0))])], &map([("a", i(1)), ("3", i(3))]));
        gives("array_diff_key", &[first.clone(), map([("a", i(0))]), map([("3", i(0))])], &map([("b", i(2))]));
        gives("array_diff_key", std::slice::from_ref(&first), &first);
    }
}
