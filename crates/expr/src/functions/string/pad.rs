//! Strings made longer.

use crate::functions::arguments::out_of_range;
use crate::functions::row::{fixed, ranged};
use crate::functions::{Answer, Call, Function};
use crate::{Fault, Value};

pub(in crate::functions) const PAD: &[Function] = &[
    fixed("str_repeat", 2, str_repeat, "the string, so many times"),
    ranged(
        "str_pad",
        2,
        4,
        str_pad,
        "the string filled up to a length with another, blanks by default, on the side `STR_PAD_RIGHT` (by default), `STR_PAD_LEFT` or `STR_PAD_BOTH`",
    ),
];

fn str_repeat<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let times = usize::try_from(call.int(1)?).map_err(|_| out_of_range(1, "be greater than or equal to 0"))?;
    call.fuel.build(text.len().saturating_mul(times))?;
    if text.is_empty() {
        return Ok(Value::Str(text));
    }
    Ok(Value::bytes(text.as_bytes().repeat(times)))
}

/// PHP's `STR_PAD_*`.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
    Both,
}

impl Side {
    fn of(number: i64) -> Result<Self, Fault> {
        match number {
            0 => Ok(Side::Left),
            1 => Ok(Side::Right),
            2 => Ok(Side::Both),
            _ => Err(out_of_range(3, "be STR_PAD_LEFT, STR_PAD_RIGHT or STR_PAD_BOTH")),
        }
    }
}

fn str_pad<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let length = call.int(1)?;
    let with = call.text_or(2, b" ")?;
    let side = call.int_or(3, 1)?;
    let missing = match usize::try_from(length) {
        Ok(length) if length > text.len() => length - text.len(),
        Ok(_) | Err(_) => return Ok(Value::Str(text)),
    };
    if with.is_empty() {
        return Err(out_of_range(2, "not be empty"));
    }
    let (left, right) = match Side::of(side)? {
        Side::Left => (missing, 0),
        Side::Right => (0, missing),
        Side::Both => (missing / 2, missing - missing / 2),
    };
    call.fuel.build(text.len().saturating_add(missing))?;
    let fill = || with.as_bytes().iter().copied().cycle();
    let mut padded = Vec::with_capacity(text.len() + missing);
    padded.extend(fill().take(left));
    padded.extend_from_slice(text.as_bytes());
    padded.extend(fill().take(right));
    Ok(Value::bytes(padded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::testing::{call, gives, i, s, throws};
    use crate::{Fuel, Thrown};

    #[test]
    fn padding_goes_to_the_side_that_is_asked() {
        gives("str_pad", &[s("7"), i(3)], &s("7  "));
        gives("str_pad", &[s("7"), i(4), s("ab"), i(0)], &s("aba7"));
        gives("str_pad", &[s("7"), i(4), s("ab"), i(2)], &s("a7ab"));
        gives("str_pad", &[s("long"), i(2), s("")], &s("long"));
        gives("str_pad", &[s("long"), i(-2)], &s("long"));
        throws("str_pad", &[s("7"), i(3), s("")], Thrown::ValueError);
        throws("str_pad", &[s("7"), i(3), s("x"), i(3)], Thrown::ValueError);
    }

    #[test]
    fn repeating_gives_so_many() {
        gives("str_repeat", &[s("ab"), i(3)], &s("ababab"));
        gives("str_repeat", &[s("ab"), i(0)], &s(""));
        gives("str_repeat", &[s(""), i(i64::MAX)], &s(""));
        throws("str_repeat", &[s("ab"), i(-1)], Thrown::ValueError);
    }

    #[test]
    fn what_is_too_long_is_never_built() {
        for (name, length) in [("str_repeat", i64::MAX), ("str_pad", i64::MAX), ("str_repeat", Fuel::BYTES as i64 + 1)] {
            assert!(matches!(call(name, &[s("x"), i(length)]), Err(Fault::OverBudget { .. })), "{name}");
        }
    }
}
