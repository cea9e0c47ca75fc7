//! The two ways in which a document is written: as it is, or inside a JSON string.

use crate::Error;
use crate::escape::{self, Escape};

/// How a piece of JSON stands in the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// As JSON.
    Plain,
    /// Inside a JSON string, not unescaped: a quote is `\"`, a backslash is `\\`.
    InString,
}

/// A [`Layer`] as a type, so that the test for it costs nothing where a byte counts.
///
/// A reader at layer `InString` may refuse what it does not know: whoever reads in place falls back to an unescaped copy then, so a refusal
/// costs time and never changes a result.
pub(crate) trait Written: Copy {
    const LAYER: Layer;
    /// The bytes that a quote takes.
    const QUOTE: usize;

    /// Where the blanks at `at` end.
    fn blanks(bytes: &[u8], at: usize) -> usize;

    /// Whether a quote stands at `at`: one that begins or ends a string, not an escaped one.
    fn is_quote(bytes: &[u8], at: usize) -> bool;

    /// What follows the usual end of a key at `at`: a quote, a colon, and then no blank.
    fn key_end(bytes: &[u8], at: usize) -> Option<usize>;

    /// The key that usually follows at `at`, behind its quote: a comma, a quote.
    fn next_key(bytes: &[u8], at: usize) -> Option<usize>;

    /// The escape whose backslash stands at `at` within a string.
    fn escape(bytes: &[u8], at: usize) -> Result<Escape, Error>;
}

#[derive(Clone, Copy)]
pub(crate) struct Plain;

#[derive(Clone, Copy)]
pub(crate) struct InString;

/// The byte at `at`, or NUL, which is no part of any token, at the end.
#[inline(always)]
pub(crate) fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// So many bytes at `at`, where there are so many.
#[inline(always)]
pub(crate) fn window<const N: usize>(bytes: &[u8], at: usize) -> Option<&[u8; N]> {
    bytes.get(at..)?.first_chunk()
}

impl Written for Plain {
    const LAYER: Layer = Layer::Plain;
    const QUOTE: usize = 1;

    #[inline(always)]
    fn blanks(bytes: &[u8], mut at: usize) -> usize {
        while matches!(byte(bytes, at), b' ' | b'\n' | b'\r' | b'\t') {
            at += 1;
        }
        at
    }

    #[inline(always)]
    fn is_quote(bytes: &[u8], at: usize) -> bool {
        byte(bytes, at) == b'"'
    }

    #[inline(always)]
    fn key_end(bytes: &[u8], at: usize) -> Option<usize> {
        match window(bytes, at)? {
            [b'"', b':', b'!'..=0xff] => Some(at + 2),
            _ => None,
        }
    }

    #[inline(always)]
    fn next_key(bytes: &[u8], at: usize) -> Option<usize> {
        if window(bytes, at)? == br#",""# { Some(at + 2) } else { None }
    }

    #[inline(always)]
    fn escape(bytes: &[u8], at: usize) -> Result<Escape, Error> {
        escape::plain(bytes, at)
    }
}

impl Written for InString {
    const LAYER: Layer = Layer::InString;
    const QUOTE: usize = 2;

    #[inline(always)]
    fn blanks(bytes: &[u8], mut at: usize) -> usize {
        loop {
            match byte(bytes, at) {
                b' ' => at += 1,
                b'\\' if matches!(byte(bytes, at + 1), b'n' | b'r' | b't') => at += 2,
                _ => return at,
            }
        }
    }

    #[inline(always)]
    fn is_quote(bytes: &[u8], at: usize) -> bool {
        window(bytes, at) == Some(br#"\""#)
    }

    #[inline(always)]
    fn key_end(bytes: &[u8], at: usize) -> Option<usize> {
        match window(bytes, at)? {
            [b'\\', b'"', b':', b'!'..=0xff] => Some(at + 3),
            _ => None,
        }
    }

    #[inline(always)]
    fn next_key(bytes: &[u8], at: usize) -> Option<usize> {
        if window(bytes, at)? == br#",\""# { Some(at + 3) } else { None }
    }

    #[inline(always)]
    fn escape(bytes: &[u8], at: usize) -> Result<Escape, Error> {
        escape::in_string(bytes, at)
    }
}
