//! `strtr`: bytes or strings replaced in one go, without looking at what was put in.

use rustc_hash::FxHashMap;

use crate::functions::arguments::mismatch;
use crate::functions::{Answer, Call};
use crate::{Array, Fault, Fuel, Str, Value};

pub(super) fn strtr<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    match (call.value(1), call.args.len()) {
        (Value::Array(pairs), 2) => pairs_in(&text, pairs, call.fuel),
        (value @ Value::Array(_), _) => Err(mismatch(1, "string", value)),
        (value, 2) => Err(mismatch(1, "array", value)),
        _ => bytes_in(&text, call),
    }
}

fn bytes_in<'a>(text: &Str<'a>, call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (from, to) = (call.text(1)?, call.text(2)?);
    if from.is_empty() || to.is_empty() {
        return Ok(Value::Str(text.clone()));
    }
    call.fuel.scan(from.len().min(to.len()))?;
    call.fuel.build(text.len())?;
    let mut table: [u8; 256] = std::array::from_fn(|byte| byte as u8);
    for (from, to) in from.as_bytes().iter().zip(to.as_bytes()) {
        table[usize::from(*from)] = *to;
    }
    Ok(Value::bytes(text.as_bytes().iter().map(|byte| table[usize::from(*byte)]).collect::<Vec<u8>>()))
}

fn pairs_in<'a>(text: &Str<'a>, pairs: &Array<'a>, fuel: &mut Fuel) -> Answer<'a> {
    fuel.step(pairs.len())?;
    let mut table: FxHashMap<Str<'a>, Str<'a>> = FxHashMap::default();
    let mut starts = [false; 256];
    for (key, value) in pairs.iter() {
        let key = crate::to_str(&key.to_value())?;
        fuel.scan(key.len())?;
        if let Some(first) = key.as_bytes().first() {
            starts[usize::from(*first)] = true;
            table.insert(key, crate::to_str(value)?);
        }
    }
    let table: FxHashMap<&[u8], &[u8]> = table.iter().map(|(key, value)| (key.as_bytes(), value.as_bytes())).collect();
    let mut lengths: Vec<usize> = table.keys().map(|key| key.len()).filter(|length| *length <= text.len()).collect();
    lengths.sort_unstable_by(|left, right| right.cmp(left));
    lengths.dedup();

    let bytes = text.as_bytes();
    let (mut translated, mut copied, mut at, mut unpaid) = (Vec::new(), 0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        unpaid += 1;
        let found = if starts[usize::from(byte)] { longest_key(&table, &lengths, &bytes[at..], &mut unpaid) } else { None };
        if unpaid >= 4096 {
            fuel.scan(std::mem::take(&mut unpaid))?;
        }
        let Some((length, with)) = found else {
            at += 1;
            continue;
        };
        extend(&mut translated, &[&bytes[copied..at], with], fuel)?;
        at += length;
        copied = at;
    }
    fuel.scan(unpaid)?;
    if copied == 0 {
        return Ok(Value::Str(text.clone()));
    }
    extend(&mut translated, &[&bytes[copied..]], fuel)?;
    Ok(Value::bytes(translated))
}

fn longest_key<'t>(table: &FxHashMap<&[u8], &'t [u8]>, lengths: &[usize], rest: &[u8], read: &mut usize) -> Option<(usize, &'t [u8])> {
    lengths.iter().find_map(|&length| {
        // A look-up reads the key, and takes some time of its own.
        *read += length + 16;
        let with = table.get(rest.get(..length)?)?;
        Some((length, *with))
    })
}

fn extend(translated: &mut Vec<u8>, pieces: &[&[u8]], fuel: &mut Fuel) -> Result<(), Fault> {
    for piece in pieces {
        fuel.build(piece.len())?;
        translated.extend_from_slice(piece);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{call, gives, i, list, map, s, throws};

    #[test]
    fn bytes_are_replaced_one_for_one() {
        gives("strtr", &[s("a-b_c"), s("-_"), s("+/")], &s("a+b/c"));
        gives("strtr", &[s("abc"), s("abc"), s("x")], &s("xbc"));
        gives("strtr", &[s("aa"), s("aa"), s("xy")], &s("yy"));
        gives("strtr", &[s("abc"), s(""), s("x")], &s("abc"));
    }

    #[test]
    fn the_longest_key_wins_and_nothing_is_replaced_twice() {
        let pairs = map([("a", s("b")), ("ab", s("X")), ("b", s("a")), ("1", s("one"))]);
        gives("strtr", &[s("aba1b"), pairs], &s("Xbonea"));
        gives("strtr", &[s("abc"), map([("", s("x"))])], &s("abc"));
        gives("strtr", &[s("abc"), map([("b", i(7)), ("c", list([]))])], &s("a7Array"));
        gives("strtr", &[s("abc"), list([])], &s("abc"));
    }

    #[test]
    fn the_form_follows_the_number_of_arguments() {
        throws("strtr", &[s("abc"), s("b")], Thrown::TypeError);
        throws("strtr", &[s("abc"), list([]), s("b")], Thrown::TypeError);
    }

    #[test]
    fn many_long_keys_run_out_of_steps_and_not_of_time() {
        let mut pairs = Array::new();
        for length in 1..2_000 {
            let mut key = vec![b'a'; length];
            key.push(b'b');
            pairs.insert(crate::Key::of_str(Str::owned(key)), Value::Null).unwrap();
        }
        let ended = call("strtr", &[Value::bytes(vec![b'a'; 100_000]), Value::array(pairs)]);
        assert!(matches!(ended, Err(Fault::OverBudget { .. })));
    }
}
