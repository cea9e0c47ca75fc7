//! Where a string stands in another.

use std::borrow::Cow;

use crate::functions::arguments::out_of_range;
use crate::functions::row::{fixed, ranged};
use crate::functions::{Answer, Call, Function};
use crate::{Fault, Fuel, Str, Value};

pub(in crate::functions) const FIND: &[Function] = &[
    ranged("strpos", 2, 3, strpos, "where a string first stands in another, from an offset on; false when nowhere"),
    ranged("stripos", 2, 3, stripos, "`strpos` without regard to ASCII case"),
    ranged("strrpos", 2, 3, strrpos, "where a string last stands in another; a negative offset ends the search so far before the end"),
    ranged("strripos", 2, 3, strripos, "`strrpos` without regard to ASCII case"),
    ranged("strstr", 2, 3, strstr, "the part from the first place of a string on, or with `true` the part before; false when nowhere"),
    ranged("stristr", 2, 3, stristr, "`strstr` without regard to ASCII case"),
    fixed("strrchr", 2, strrchr, "the part from the last place of a character on; false when nowhere"),
    fixed("str_contains", 2, str_contains, "whether a string stands in another"),
    fixed("str_starts_with", 2, str_starts_with, "whether a string starts with another"),
    fixed("str_ends_with", 2, str_ends_with, "whether a string ends with another"),
    ranged("substr_count", 2, 4, substr_count, "how often a string stands in another, or in a piece of it, without overlaps"),
];

/// Whether the case of ASCII letters counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::functions) enum Fold {
    /// It does.
    Exact,
    /// It does not.
    Ascii,
}

/// What is looked for. Searching costs as many bytes as are compared, and some for each match, so that no pair of
/// strings searches long for free.
pub(in crate::functions) struct Needle<'n> {
    bytes: Cow<'n, [u8]>,
    fold: Fold,
}

/// What noting a match costs, in bytes.
const MATCH: usize = 16;

/// From how many bytes on they are charged.
const CHARGED: usize = 4096;

impl<'n> Needle<'n> {
    /// Looks for `bytes`.
    pub(in crate::functions) fn new(bytes: &'n [u8], fold: Fold) -> Self {
        let bytes = match fold {
            Fold::Ascii if bytes.iter().any(u8::is_ascii_uppercase) => Cow::Owned(bytes.to_ascii_lowercase()),
            Fold::Exact | Fold::Ascii => Cow::Borrowed(bytes),
        };
        Needle { bytes, fold }
    }

    /// Its length.
    pub(in crate::functions) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The first place at `from` or behind.
    pub(in crate::functions) fn find(&self, haystack: &[u8], from: usize, fuel: &mut Fuel) -> Result<Option<usize>, Fault> {
        let mut read = 0;
        let found = self.find_on_credit(haystack, from, &mut read, fuel)?;
        fuel.scan(read)?;
        Ok(found)
    }

    /// All places, without overlaps.
    pub(in crate::functions) fn matches<'s>(&'s self, haystack: &'s [u8]) -> Matches<'s> {
        Matches { needle: self, haystack, at: 0, read: 0 }
    }

    /// As [`Needle::find`]; bytes that are not charged yet add up in `read`.
    fn find_on_credit(&self, haystack: &[u8], from: usize, read: &mut usize, fuel: &mut Fuel) -> Result<Option<usize>, Fault> {
        let Some((&first, rest)) = self.bytes.split_first() else {
            return Ok((from <= haystack.len()).then_some(from));
        };
        let Some(last) = haystack.len().checked_sub(self.len()) else {
            return Ok(None);
        };
        let mut at = from;
        while at <= last {
            let Some(skipped) = haystack.get(at..=last).and_then(|places| self.first_place(places, first)) else {
                *read += last - at;
                return Ok(None);
            };
            at += skipped;
            let compared = self.common(&haystack[at + 1..], rest);
            *read += skipped + compared + 1;
            if *read >= CHARGED {
                fuel.scan(std::mem::take(read))?;
            }
            if compared == rest.len() {
                return Ok(Some(at));
            }
            at += 1;
        }
        Ok(None)
    }

    /// The last place from `from` to `to`, both included.
    fn find_last(&self, haystack: &[u8], from: usize, to: usize, fuel: &mut Fuel) -> Result<Option<usize>, Fault> {
        let mut read = 0;
        for at in (from..=to).rev() {
            let Some(rest) = haystack.get(at..).filter(|rest| rest.len() >= self.len()) else {
                continue;
            };
            let compared = self.common(rest, &self.bytes);
            read += 2 * (compared + 1);
            if read >= CHARGED || compared == self.len() {
                fuel.scan(std::mem::take(&mut read))?;
            }
            if compared == self.len() {
                return Ok(Some(at));
            }
        }
        fuel.scan(read)?;
        Ok(None)
    }

    fn first_place(&self, places: &[u8], first: u8) -> Option<usize> {
        match self.fold {
            Fold::Exact => places.iter().position(|byte| *byte == first),
            Fold::Ascii => places.iter().position(|byte| byte.to_ascii_lowercase() == first),
        }
    }

    /// How many bytes of `needle` the text starts with.
    fn common(&self, text: &[u8], needle: &[u8]) -> usize {
        let pairs = text.iter().zip(needle);
        match self.fold {
            Fold::Exact => pairs.take_while(|(byte, needle)| byte == needle).count(),
            Fold::Ascii => pairs.take_while(|(byte, needle)| byte.to_ascii_lowercase() == **needle).count(),
        }
    }
}

/// The places of a needle, from left to right.
pub(in crate::functions) struct Matches<'s> {
    needle: &'s Needle<'s>,
    haystack: &'s [u8],
    at: usize,
    read: usize,
}

impl Matches<'_> {
    /// The next place.
    pub(in crate::functions) fn next(&mut self, fuel: &mut Fuel) -> Result<Option<usize>, Fault> {
        let found = self.needle.find_on_credit(self.haystack, self.at, &mut self.read, fuel)?;
        match found {
            Some(at) => {
                self.at = at + self.needle.len();
                self.read += MATCH;
            }
            None => fuel.scan(std::mem::take(&mut self.read))?,
        }
        Ok(found)
    }
}

fn strpos<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    first_position(call, Fold::Exact)
}

fn stripos<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    first_position(call, Fold::Ascii)
}

fn first_position<'a>(call: &mut Call<'_, 'a>, fold: Fold) -> Answer<'a> {
    let (haystack, needle) = (call.text(0)?, call.text(1)?);
    let offset = call.int_or(2, 0)?;
    let from = offset_in(offset, haystack.len())?;
    let found = Needle::new(needle.as_bytes(), fold).find(haystack.as_bytes(), from, call.fuel)?;
    Ok(position(found))
}

/// An offset from the start, or a negative one from the end.
pub(in crate::functions) fn offset_in(offset: i64, length: usize) -> Result<usize, Fault> {
    let at = if offset < 0 { offset.checked_add(length as i64) } else { Some(offset) };
    at.and_then(|at| usize::try_from(at).ok()).filter(|at| *at <= length).ok_or_else(|| out_of_range(2, "be contained in argument 1"))
}

pub(in crate::functions) fn position<'a>(found: Option<usize>) -> Value<'a> {
    found.map_or(Value::Bool(false), |at| Value::Int(at as i64))
}

fn strrpos<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    last_position(call, Fold::Exact)
}

fn strripos<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    last_position(call, Fold::Ascii)
}

fn last_position<'a>(call: &mut Call<'_, 'a>, fold: Fold) -> Answer<'a> {
    let (haystack, needle) = (call.text(0)?, call.text(1)?);
    let offset = call.int_or(2, 0)?;
    let at = offset_in(offset, haystack.len())?;
    let needle = Needle::new(needle.as_bytes(), fold);
    let Some(last) = haystack.len().checked_sub(needle.len()) else {
        return Ok(Value::Bool(false));
    };
    let (from, to) = if offset < 0 { (0, at.min(last)) } else { (at, last) };
    Ok(position(needle.find_last(haystack.as_bytes(), from, to, call.fuel)?))
}

fn strstr<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    part_from(call, Fold::Exact)
}

fn stristr<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    part_from(call, Fold::Ascii)
}

fn part_from<'a>(call: &mut Call<'_, 'a>, fold: Fold) -> Answer<'a> {
    let (haystack, needle, before) = (call.text(0)?, call.text(1)?, call.flag(2)?);
    match Needle::new(needle.as_bytes(), fold).find(haystack.as_bytes(), 0, call.fuel)? {
        None => Ok(Value::Bool(false)),
        Some(at) if before => call.answer_piece(&haystack, 0..at),
        Some(at) => call.answer_piece(&haystack, at..haystack.len()),
    }
}

fn strrchr<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (haystack, needle) = (call.text(0)?, call.text(1)?);
    call.fuel.scan(haystack.len())?;
    // PHP looks for the first byte alone, which in an empty string is the zero byte that ends it.
    let byte = needle.as_bytes().first().copied().unwrap_or(0);
    match haystack.as_bytes().iter().rposition(|other| *other == byte) {
        None => Ok(Value::Bool(false)),
        Some(at) => call.answer_piece(&haystack, at..haystack.len()),
    }
}

fn str_contains<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (haystack, needle) = (call.text(0)?, call.text(1)?);
    let found = Needle::new(needle.as_bytes(), Fold::Exact).find(haystack.as_bytes(), 0, call.fuel)?;
    Ok(Value::Bool(found.is_some()))
}

fn str_starts_with<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (haystack, needle) = pair(call)?;
    Ok(Value::Bool(haystack.as_bytes().starts_with(needle.as_bytes())))
}

fn str_ends_with<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (haystack, needle) = pair(call)?;
    Ok(Value::Bool(haystack.as_bytes().ends_with(needle.as_bytes())))
}

fn pair<'a>(call: &mut Call<'_, 'a>) -> Result<(Str<'a>, Str<'a>), Fault> {
    let (haystack, needle) = (call.text(0)?, call.text(1)?);
    call.fuel.scan(needle.len())?;
    Ok((haystack, needle))
}

fn substr_count<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (haystack, needle) = (call.text(0)?, call.text(1)?);
    if needle.is_empty() {
        return Err(out_of_range(1, "not be empty"));
    }
    let offset = call.int_or(2, 0)?;
    let length = call.nullable_int(3)?;
    let from = offset_in(offset, haystack.len())?;
    let piece = &haystack.as_bytes()[from..];
    let piece = match length {
        None => piece,
        Some(length) => {
            let end = if length < 0 { length.checked_add(piece.len() as i64) } else { Some(length) };
            let end = end.and_then(|end| usize::try_from(end).ok());
            end.and_then(|end| piece.get(..end)).ok_or_else(|| out_of_range(3, "be contained in argument 1"))?
        }
    };
    let needle = Needle::new(needle.as_bytes(), Fold::Exact);
    let mut matches = needle.matches(piece);
    let mut count = 0;
    while matches.next(call.fuel)?.is_some() {
        count += 1;
    }
    Ok(Value::Int(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{b, call_with, gives, i, s, throws};

    #[test]
    fn positions_from_either_end() {
        gives("strpos", &[s("banana"), s("an"), i(2)], &i(3));
        gives("strpos", &[s("banana"), s("an"), i(-3)], &i(3));
        gives("strpos", &[s("banana"), s("")], &i(0));
        gives("strpos", &[s("banana"), s(""), i(6)], &i(6));
        gives("strpos", &[s("ban"), s("banana")], &b(false));
        gives("stripos", &[s("BANANA"), s("nA")], &i(2));
        gives("stripos", &[s("ba"), s("BAN")], &b(false));
        gives("strrpos", &[s("banana"), s("an")], &i(3));
        gives("strrpos", &[s("banana"), s("an"), i(-4)], &i(1));
        gives("strrpos", &[s("banana"), s("na"), i(-1)], &i(4));
        gives("strrpos", &[s("banana"), s("an"), i(4)], &b(false));
        gives("strrpos", &[s("banana"), s("")], &i(6));
        gives("strripos", &[s("bANana"), s("An")], &i(3));
        throws("strpos", &[s("abc"), s("a"), i(4)], Thrown::ValueError);
        throws("strrpos", &[s("abc"), s("a"), i(-4)], Thrown::ValueError);
        throws("strpos", &[s("abc"), s("a"), i(i64::MIN)], Thrown::ValueError);
    }

    #[test]
    fn parts_from_a_place_on_and_before_it() {
        gives("strstr", &[s("course-2025-fall"), s("-")], &s("-2025-fall"));
        gives("strstr", &[s("course-2025-fall"), s("-"), b(true)], &s("course"));
        gives("strstr", &[s("abc"), s("")], &s("abc"));
        gives("stristr", &[s("Course"), s("OU")], &s("ourse"));
        gives("strrchr", &[s("a.b.c"), s(".x")], &s(".c"));
        gives("strrchr", &[s("abc"), s("")], &b(false));
    }

    #[test]
    fn an_empty_needle_is_everywhere() {
        for name in ["str_contains", "str_starts_with", "str_ends_with"] {
            gives(name, &[s("abc"), s("")], &b(true));
            gives(name, &[s(""), s("a")], &b(false));
        }
        gives("str_contains", &[s("abc"), s("bc")], &b(true));
        gives("str_starts_with", &[s("abc"), s("bc")], &b(false));
        gives("str_ends_with", &[s("abc"), s("bc")], &b(true));
    }

    #[test]
    fn counting_has_no_overlaps() {
        gives("substr_count", &[s("aaaa"), s("aa")], &i(2));
        gives("substr_count", &[s("aXaXa"), s("a"), i(1)], &i(2));
        gives("substr_count", &[s("aXaXa"), s("a"), i(1), i(2)], &i(1));
        gives("substr_count", &[s("aXaXa"), s("a"), i(-3), i(-1)], &i(1));
        throws("substr_count", &[s("abc"), s("")], Thrown::ValueError);
        throws("substr_count", &[s("abc"), s("a"), i(1), i(3)], Thrown::ValueError);
    }

    #[test]
    fn a_search_that_compares_over_and_over_runs_out_of_steps() {
        let haystack = Value::bytes(vec![b'a'; 1 << 13]);
        let mut needle = vec![b'a'; 1 << 12];
        needle.push(b'b');
        let mut fuel = Fuel::new();
        fuel.step(900_000).unwrap();
        let ended = call_with("strpos", &[haystack, Value::bytes(needle)], None, &mut fuel);
        assert!(matches!(ended, Err(Fault::OverBudget { .. })));
    }
}
