//! Finding the next byte that matters, sixteen at a time.

use wide::u8x16;

const WIDTH: usize = 16;

/// Where the first quote, backslash or control character at or after `at` is; the length where there is none.
#[inline(always)]
pub(crate) fn special(bytes: &[u8], at: usize) -> usize {
    scan(bytes, at, specials, |byte| byte < b' ' || byte == b'"' || byte == b'\\')
}

/// Where the digits at `at` end.
#[inline(always)]
pub(crate) fn digits(bytes: &[u8], at: usize) -> usize {
    scan(bytes, at, no_digits, |byte| !byte.is_ascii_digit())
}

/// The first byte that `one` wants; `all` has all bits of each byte set that it wants. Most of what is looked for is near.
#[inline(always)]
fn scan(bytes: &[u8], at: usize, all: impl Fn(u8x16) -> u8x16, one: impl Fn(u8) -> bool) -> usize {
    let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) else { return scan_rest(bytes, at, one) };
    match all(u8x16::new(*chunk)).to_bitmask() {
        0 => scan_far(bytes, at + WIDTH, all, one),
        wanted => at + wanted.trailing_zeros() as usize,
    }
}

#[inline(never)]
fn scan_far(bytes: &[u8], at: usize, all: impl Fn(u8x16) -> u8x16, one: impl Fn(u8) -> bool) -> usize {
    let mut at = at;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        match all(u8x16::new(*chunk)).to_bitmask() {
            0 => at += WIDTH,
            wanted => return at + wanted.trailing_zeros() as usize,
        }
    }
    scan_rest(bytes, at, one)
}

#[cold]
#[inline(never)]
fn scan_rest(bytes: &[u8], at: usize, one: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| one(byte)).unwrap_or(rest.len())
}

#[inline(always)]
fn specials(x: u8x16) -> u8x16 {
    x.simd_eq(u8x16::splat(b'"')) | x.simd_eq(u8x16::splat(b'\\')) | x.min(u8x16::splat(0x1f)).simd_eq(x)
}

#[inline(always)]
fn no_digits(x: u8x16) -> u8x16 {
    let value = x - u8x16::splat(b'0');
    value.max(u8x16::splat(10)).simd_eq(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_seen_at_every_place() {
        for length in [1, 7, 8, 9, 15, 16, 17, 33] {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut bytes = vec![b'a'; length];
                    bytes[place] = byte;
                    let expected = if byte < b' ' || byte == b'"' || byte == b'\\' { place } else { length };
                    assert_eq!(special(&bytes, 0), expected, "byte {byte} at {place} of {length}");
                    let mut bytes = vec![b'7'; length];
                    bytes[place] = byte;
                    let expected = if byte.is_ascii_digit() { length } else { place };
                    assert_eq!(digits(&bytes, 0), expected, "byte {byte} at {place} of {length}");
                }
            }
        }
    }

    #[test]
    fn neighbours_do_not_disturb_the_first_byte() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                let word = [b'5', first, second, b'5', second, first, 0, b'a'];
                let expected = word.iter().position(|&byte| byte < b' ' || byte == b'"' || byte == b'\\');
                assert_eq!(Some(special(&word, 0)), expected, "{word:?}");
                let expected = word.iter().position(|byte| !byte.is_ascii_digit());
                assert_eq!(Some(digits(&word, 0)), expected, "{word:?}");
            }
        }
    }

    #[test]
    fn a_scan_from_beyond_the_end_stays_there() {
        assert_eq!(special(b"abc", 3), 3);
        assert_eq!(special(b"abc", 9), 9);
    }
}
