//! The order of strings. All answers are -1, 0 or 1.

use std::cmp::Ordering;

use crate::compare::spaceship;
use crate::functions::arguments::out_of_range;
use crate::functions::row::{fixed, ranged};
use crate::functions::{Answer, Call, Function};
use crate::{Fault, Value};

use super::Fold;
use super::find::offset_in;

pub(in crate::functions) const ORDER: &[Function] = &[
    fixed("strcmp", 2, strcmp, "-1, 0 or 1: the order of two strings, byte by byte"),
    fixed("strcasecmp", 2, strcasecmp, "`strcmp` without regard to ASCII case"),
    fixed("strncmp", 3, strncmp, "`strcmp` of the first bytes, so many"),
    fixed("strncasecmp", 3, strncasecmp, "`strncmp` without regard to ASCII case"),
    ranged(
        "substr_compare",
        3,
        5,
        substr_compare,
        "`strcmp` of a piece of a string, from an offset on, with another string; a length, and whether case is ignored, may follow",
    ),
    fixed("strnatcmp", 2, strnatcmp, "-1, 0 or 1: the order of two strings in which runs of digits count as numbers"),
    fixed("strnatcasecmp", 2, strnatcasecmp, "`strnatcmp` without regard to ASCII case"),
];

fn strcmp<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (left, right) = (call.text(0)?, call.text(1)?);
    ordered(call, left.as_bytes(), right.as_bytes(), Fold::Exact)
}

fn strcasecmp<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (left, right) = (call.text(0)?, call.text(1)?);
    ordered(call, left.as_bytes(), right.as_bytes(), Fold::Ascii)
}

fn strncmp<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    ordered_starts(call, Fold::Exact)
}

fn strncasecmp<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    ordered_starts(call, Fold::Ascii)
}

fn ordered_starts<'a>(call: &mut Call<'_, 'a>, fold: Fold) -> Answer<'a> {
    let (left, right) = (call.text(0)?, call.text(1)?);
    let length = length_at(call.int(2)?, 2)?;
    ordered(call, start(left.as_bytes(), length), start(right.as_bytes(), length), fold)
}

fn substr_compare<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (text, other) = (call.text(0)?, call.text(1)?);
    let offset = call.int(2)?;
    let length = call.nullable_int(3)?;
    let fold = if call.flag(4)? { Fold::Ascii } else { Fold::Exact };
    let length = match length {
        Some(0) => return Ok(Value::Int(0)),
        Some(length) => length_at(length, 3)?,
        None => usize::MAX,
    };
    // Before the start counts as the start; behind the end throws.
    let from = offset_in(offset.max(-(text.len() as i64)), text.len())?;
    ordered(call, start(&text.as_bytes()[from..], length), start(other.as_bytes(), length), fold)
}

fn length_at(length: i64, at: usize) -> Result<usize, Fault> {
    usize::try_from(length).map_err(|_| out_of_range(at, "be greater than or equal to 0"))
}

fn start(bytes: &[u8], length: usize) -> &[u8] {
    &bytes[..length.min(bytes.len())]
}

fn ordered<'a>(call: &mut Call<'_, 'a>, left: &[u8], right: &[u8], fold: Fold) -> Answer<'a> {
    call.fuel.scan(left.len().min(right.len()))?;
    let order = match fold {
        Fold::Exact => left.cmp(right),
        Fold::Ascii => left.iter().map(u8::to_ascii_lowercase).cmp(right.iter().map(u8::to_ascii_lowercase)),
    };
    Ok(Value::Int(spaceship(Some(order))))
}

fn strnatcmp<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    natural(call, Fold::Exact)
}

fn strnatcasecmp<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    natural(call, Fold::Ascii)
}

fn natural<'a>(call: &mut Call<'_, 'a>, fold: Fold) -> Answer<'a> {
    let (left, right) = (call.text(0)?, call.text(1)?);
    // Slower than reading alone.
    call.fuel.scan((left.len() + right.len()).saturating_mul(4))?;
    Ok(Value::Int(spaceship(Some(natural_order(left.as_bytes(), right.as_bytes(), fold)))))
}

/// A string on its way through [`natural_order`]. Behind its end stands the zero byte, as in PHP.
struct Cursor<'t> {
    text: &'t [u8],
    at: usize,
}

impl Cursor<'_> {
    fn byte(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn digit(&self) -> Option<u8> {
        self.text.get(self.at).copied().filter(u8::is_ascii_digit)
    }

    fn ended(&self) -> bool {
        self.at >= self.text.len()
    }

    fn skip_leading_zeros(&mut self) {
        while self.byte() == b'0' && self.text.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(), b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C) {
            self.at += 1;
        }
    }
}

fn natural_order(left: &[u8], right: &[u8], fold: Fold) -> Ordering {
    if left.is_empty() || right.is_empty() {
        return left.len().cmp(&right.len());
    }
    let (mut left, mut right) = (Cursor { text: left, at: 0 }, Cursor { text: right, at: 0 });
    left.skip_leading_zeros();
    right.skip_leading_zeros();
    loop {
        left.skip_blanks();
        right.skip_blanks();
        if let (Some(first), Some(second)) = (left.digit(), right.digit()) {
            let order = if first == b'0' || second == b'0' { fractions(&mut left, &mut right) } else { integers(&mut left, &mut right) };
            if order.is_ne() {
                return order;
            }
            match (left.ended(), right.ended()) {
                (false, false) => {}
                (left, right) => return right.cmp(&left),
            }
        }
        let order = match fold {
            Fold::Exact => left.byte().cmp(&right.byte()),
            Fold::Ascii => left.byte().to_ascii_uppercase().cmp(&right.byte().to_ascii_uppercase()),
        };
        if order.is_ne() {
            return order;
        }
        left.at += 1;
        right.at += 1;
        match (left.ended(), right.ended()) {
            (false, false) => {}
            (left, right) => return right.cmp(&left),
        }
    }
}

/// Runs of digits as integers: the longer is larger, else the first difference decides.
fn integers(left: &mut Cursor<'_>, right: &mut Cursor<'_>) -> Ordering {
    let mut bias = Ordering::Equal;
    loop {
        match (left.digit(), right.digit()) {
            (None, None) => return bias,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(first), Some(second)) => bias = bias.then(first.cmp(&second)),
        }
        left.at += 1;
        right.at += 1;
    }
}

/// Runs of digits of which one starts with zero, as behind a point: the first difference decides.
fn fractions(left: &mut Cursor<'_>, right: &mut Cursor<'_>) -> Ordering {
    loop {
        match (left.digit(), right.digit()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(first), Some(second)) if first != second => return first.cmp(&second),
            (Some(_), Some(_)) => {}
        }
        left.at += 1;
        right.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::Thrown;
    use crate::functions::testing::{b, gives, i, s, throws};

    #[test]
    fn orders_are_minus_one_zero_or_one() {
        gives("strcmp", &[s("apple"), s("zebra")], &i(-1));
        gives("strcmp", &[s("abc"), s("ab")], &i(1));
        gives("strcasecmp", &[s("HELLO"), s("hello")], &i(0));
        gives("strcasecmp", &[s("a_"), s("aA")], &i(-1));
        gives("strncmp", &[s("lecture1"), s("lecture2"), i(7)], &i(0));
        gives("strncasecmp", &[s("LEx"), s("ley"), i(9)], &i(-1));
        gives("strncmp", &[s("a"), s("b"), i(0)], &i(0));
        throws("strncasecmp", &[s("a"), s("b"), i(-2)], Thrown::ValueError);
    }

    #[test]
    fn pieces_are_compared_from_an_offset() {
        gives("substr_compare", &[s("lecture"), s("ture"), i(-4)], &i(0));
        gives("substr_compare", &[s("lecture"), s("LEC"), i(-99), i(3), b(true)], &i(0));
        gives("substr_compare", &[s("lecture"), s("x"), i(7)], &i(-1));
        gives("substr_compare", &[s("lecture"), s("x"), i(99), i(0)], &i(0));
        throws("substr_compare", &[s("lecture"), s("x"), i(8)], Thrown::ValueError);
        throws("substr_compare", &[s("lecture"), s("x"), i(0), i(-1)], Thrown::ValueError);
    }

    #[test]
    fn digits_count_as_numbers_in_natural_order() {
        let cases = [
            ("part 9", "part 10", -1),
            ("part 10", "part 9", 1),
            ("part10", "part 10", 0),
            ("1.5", "1.50", -1),
            ("1.05", "1.5", -1),
            ("007", "7", 0),
            ("x007", "x7", -1),
            ("abc", "ABC", 1),
            ("", "0", -1),
            ("a ", "a", 1),
            ("a1b2", "a1b10", -1),
            ("12", "12", 0),
            ("12a", "12", 1),
        ];
        for (left, right, expected) in cases {
            gives("strnatcmp", &[s(left), s(right)], &i(expected));
        }
        gives("strnatcasecmp", &[s("Part 2"), s("part 10")], &i(-1));
        gives("strnatcasecmp", &[s("ABC"), s("abc")], &i(0));
    }
}
