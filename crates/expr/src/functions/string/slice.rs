//! Pieces of strings by place.

use std::ops::Range;

use crate::functions::arguments::out_of_range;
use crate::functions::row::{fixed, ranged};
use crate::functions::{Answer, Call, Function};
use crate::{Array, Value};

pub(in crate::functions) const SLICE: &[Function] = &[
    fixed("strlen", 1, strlen, "the number of bytes"),
    fixed("strrev", 1, strrev, "the bytes in reverse"),
    ranged("substr", 2, 3, substr, "the bytes from a start, at most so many; negative ones count from the end"),
    ranged("str_split", 1, 2, str_split, "pieces of so many bytes, 1 by default"),
];

/// What `start` and `length` mean in something of `size` places: negative ones count from the end, and what is
/// outside is cut.
pub(in crate::functions) fn span(start: i64, length: Option<i64>, size: usize) -> Range<usize> {
    let from = place(start, size);
    let to = match length {
        None => size,
        Some(length) => match usize::try_from(length) {
            Ok(length) => from.saturating_add(length).min(size),
            Err(_) => place(length, size).max(from),
        },
    };
    from..to
}

fn place(at: i64, size: usize) -> usize {
    match usize::try_from(at) {
        Ok(at) => at.min(size),
        Err(_) => size.saturating_sub(usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX)),
    }
}

fn strlen<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Int(call.text(0)?.len() as i64))
}

fn strrev<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.build(text.len())?;
    Ok(Value::bytes(text.as_bytes().iter().rev().copied().collect::<Vec<u8>>()))
}

fn substr<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let (start, length) = (call.int(1)?, call.nullable_int(2)?);
    call.answer_piece(&text, span(start, length, text.len()))
}

fn str_split<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let size = usize::try_from(call.int_or(1, 1)?).ok().filter(|size| *size > 0).ok_or_else(|| out_of_range(1, "be greater than 0"))?;
    let count = text.len().div_ceil(size);
    call.fuel.step(count)?;
    call.fuel.build_array(count)?;
    let mut pieces = Vec::with_capacity(count);
    let mut from = 0;
    while from < text.len() {
        let to = from.saturating_add(size).min(text.len());
        pieces.push(Value::Str(call.piece(&text, from..to)?));
        from = to;
    }
    Array::list(pieces).map(Value::array)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{gives, i, list, s, throws};

    #[test]
    fn spans_are_cut_to_what_there_is() {
        let cases = [
            (0, None, 0..5),
            (2, None, 2..5),
            (9, None, 5..5),
            (-2, None, 3..5),
            (-9, Some(2), 0..2),
            (1, Some(-1), 1..4),
            (3, Some(-4), 3..3),
            (1, Some(i64::MAX), 1..5),
            (i64::MIN, Some(i64::MIN), 0..0),
        ];
        for (start, length, expected) in cases {
            assert_eq!(span(start, length, 5), expected, "{start} {length:?}");
        }
    }

    #[test]
    fn pieces_of_strings() {
        gives("strlen", &[s("né")], &i(3));
        gives("strrev", &[s("abc")], &s("cba"));
        gives("substr", &[s("lecture"), i(-4), i(2)], &s("tu"));
        gives("substr", &[s("lecture"), i(3), Value::Null], &s("ture"));
        gives("substr", &[s("lecture"), s("7")], &s(""));
        gives("str_split", &[s("abcde"), i(2)], &list([s("ab"), s("cd"), s("e")]));
        gives("str_split", &[s("")], &list([]));
        gives("str_split", &[s("ab"), i(i64::MAX)], &list([s("ab")]));
        throws("str_split", &[s("ab"), i(0)], Thrown::ValueError);
        throws("substr", &[s("ab"), s("1x")], Thrown::TypeError);
    }
}
