//! UTF-8 strings (`expressions.md F`): places are characters, and an invalid byte is one character.

use super::arguments::out_of_range;
use super::row::{fixed, ranged};
use super::string::{Fold, Needle, position, span};
use super::{Answer, Call, Function};
use crate::{Fault, Value};

pub(super) const TABLE: &[Function] = &[
    fixed("mb_strlen", 1, mb_strlen, "the number of characters"),
    ranged("mb_substr", 2, 3, mb_substr, "the characters from a start, at most so many; negative ones count from the end"),
    ranged("mb_strpos", 2, 3, mb_strpos, "at which character a string first stands in another, from an offset on; false when nowhere"),
    ranged("mb_stripos", 2, 3, mb_stripos, "`mb_strpos` without regard to case"),
    fixed("mb_strtolower", 1, mb_strtolower, "the string in lower case"),
    fixed("mb_strtoupper", 1, mb_strtoupper, "the string in upper case"),
];

/// A character, or a byte that is part of none.
#[derive(Clone, Copy)]
enum Unit {
    Char(char),
    Invalid,
}

/// The characters with the places of their first bytes.
fn units(text: &[u8]) -> impl Iterator<Item = (usize, Unit)> {
    let mut at = 0;
    text.utf8_chunks().flat_map(move |chunk| {
        let start = at;
        let invalid = start + chunk.valid().len();
        at = invalid + chunk.invalid().len();
        let chars = chunk.valid().char_indices().map(move |(offset, char)| (start + offset, Unit::Char(char)));
        chars.chain((invalid..at).map(|at| (at, Unit::Invalid)))
    })
}

/// The byte at which the character at `place` starts, the end behind the last.
fn byte_of(text: &[u8], place: usize) -> usize {
    if text.is_ascii() { place.min(text.len()) } else { units(text).nth(place).map_or(text.len(), |(at, _)| at) }
}

fn length(text: &[u8]) -> usize {
    if text.is_ascii() { text.len() } else { units(text).count() }
}

fn mb_strlen<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.scan(text.len())?;
    Ok(Value::Int(length(text.as_bytes()) as i64))
}

fn mb_substr<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let (start, count) = (call.int(1)?, call.nullable_int(2)?);
    call.fuel.scan(text.len().saturating_mul(3))?;
    let bytes = text.as_bytes();
    let places = span(start, count, length(bytes));
    let from = byte_of(bytes, places.start);
    let to = from + byte_of(&bytes[from..], places.len());
    call.answer_piece(&text, from..to)
}

fn mb_strpos<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (haystack, needle) = (call.text(0)?, call.text(1)?);
    found(call, haystack.as_bytes(), needle.as_bytes())
}

fn mb_stripos<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (haystack, needle) = (call.text(0)?, call.text(1)?);
    // Folding changes no number of characters, so that places stay; but it may lengthen each.
    call.fuel.build((haystack.len() + needle.len()).saturating_mul(2))?;
    let (haystack, needle) = (folded(haystack.as_bytes()), folded(needle.as_bytes()));
    found(call, &haystack, &needle)
}

fn found<'a>(call: &mut Call<'_, 'a>, haystack: &[u8], needle: &[u8]) -> Answer<'a> {
    call.fuel.scan(haystack.len().saturating_mul(3))?;
    let offset = call.int_or(2, 0)?;
    let count = length(haystack) as i64;
    let offset = if offset < 0 { offset.saturating_add(count) } else { offset };
    if !(0..=count).contains(&offset) {
        return Err(out_of_range(2, "be contained in argument 1"));
    }
    let from = byte_of(haystack, usize::try_from(offset).unwrap_or(0));
    let found = Needle::new(needle, Fold::Exact).find(haystack, from, call.fuel)?;
    Ok(position(found.map(|at| length(&haystack[..at]))))
}

/// Every character without its case.
fn folded(text: &[u8]) -> Vec<u8> {
    let mut folded = Vec::with_capacity(text.len());
    for (at, unit) in units(text) {
        match unit {
            Unit::Char(char) => folded.extend_from_slice(without_case(char).encode_utf8(&mut [0; 4]).as_bytes()),
            Unit::Invalid => folded.push(text[at]),
        }
    }
    folded
}

/// What characters that differ in case alone have in common. Mappings to several characters do not count.
fn without_case(char: char) -> char {
    // The dotless i is no other case of `i`, though its upper case is `I`.
    if char == 'ı' {
        return char;
    }
    let upper = only(char.to_uppercase()).unwrap_or(char);
    only(upper.to_lowercase()).unwrap_or(upper)
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next();
    if chars.next().is_none() { first } else { None }
}

fn mb_strtolower<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    mapped(call, <[u8]>::make_ascii_lowercase, |char, text| text.extend(char.to_lowercase()))
}

fn mb_strtoupper<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    mapped(call, <[u8]>::make_ascii_uppercase, |char, text| text.extend(char.to_uppercase()))
}

/// Maps every character, which may become several. PHP writes `?` for an invalid byte.
fn mapped<'a>(call: &mut Call<'_, 'a>, ascii: fn(&mut [u8]), map: fn(char, &mut String)) -> Result<Value<'a>, Fault> {
    let text = call.text(0)?;
    let bytes = text.as_bytes();
    if bytes.is_ascii() {
        call.fuel.build(bytes.len())?;
        let mut mapped = bytes.to_vec();
        ascii(&mut mapped);
        return Ok(Value::bytes(mapped));
    }
    // No character becomes more than three times as long.
    call.fuel.build(bytes.len().saturating_mul(3))?;
    let mut mapped = String::with_capacity(bytes.len());
    for (_, unit) in units(bytes) {
        match unit {
            Unit::Char(char) => map(char, &mut mapped),
            Unit::Invalid => mapped.push('?'),
        }
    }
    Ok(Value::bytes(mapped))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{b, gives, i, s, throws};

    #[test]
    fn characters_are_counted_and_invalid_bytes_are_one_each() {
        gives("mb_strlen", &[s("naïve😀")], &i(6));
        gives("mb_strlen", &[Value::bytes(b"a\xFF\xE2\x82b".as_slice())], &i(5));
        gives("mb_substr", &[s("日本語版"), i(1), i(2)], &s("本語"));
        gives("mb_substr", &[s("日本語版"), i(-1)], &s("版"));
        gives("mb_substr", &[s("日本語版"), i(0), i(-3)], &s("日"));
        gives("mb_substr", &[s("abc"), i(7)], &s(""));
        gives("mb_substr", &[Value::bytes(b"a\xFFb".as_slice()), i(1), i(1)], &Value::bytes([0xFF]));
    }

    #[test]
    fn places_are_characters() {
        gives("mb_strpos", &[s("日本語"), s("語")], &i(2));
        gives("mb_strpos", &[s("ééé"), s("é"), i(1)], &i(1));
        gives("mb_strpos", &[s("ééé"), s("é"), i(-1)], &i(2));
        gives("mb_strpos", &[s("abc"), s("x")], &b(false));
        gives("mb_strpos", &[s("é"), s(""), i(1)], &i(1));
        throws("mb_strpos", &[s("é"), s("é"), i(2)], Thrown::ValueError);
        throws("mb_stripos", &[s("é"), s("é"), i(-2)], Thrown::ValueError);
    }

    #[test]
    fn case_is_folded_character_by_character() {
        gives("mb_stripos", &[s("ΟΔΟΣ"), s("ος")], &i(2));
        gives("mb_stripos", &[s("ÀÉ"), s("é")], &i(1));
        gives("mb_stripos", &[s("20 \u{212A}m"), s("KM")], &i(3));
        gives("mb_stripos", &[s("straße"), s("ss")], &b(false));
    }

    #[test]
    fn case_is_mapped_in_full_and_without_context() {
        gives("mb_strtoupper", &[s("straße ŉ")], &s("STRASSE ʼN"));
        gives("mb_strtolower", &[s("ΟΔΟΣ")], &s("οδοσ"));
        gives("mb_strtolower", &[s("ABC")], &s("abc"));
        gives("mb_strtoupper", &[Value::bytes(b"a\xFF".as_slice())], &s("A?"));
    }
}
