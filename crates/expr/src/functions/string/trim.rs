//! Blanks, or bytes of one's own, off the ends.

use crate::functions::row::ranged;
use crate::functions::{Answer, Call, Function};

pub(in crate::functions) const TRIM: &[Function] = &[
    ranged("trim", 1, 2, trim, "the string without blanks, or without the given characters (`a..z` is a range), at both ends"),
    ranged("ltrim", 1, 2, ltrim, "`trim` of the start alone"),
    ranged("rtrim", 1, 2, rtrim, "`trim` of the end alone"),
    ranged("chop", 1, 2, rtrim, "`rtrim`"),
];

const BLANKS: &[u8] = b" \n\r\t\x0B\0";

/// A set of bytes.
pub(super) struct ByteSet([bool; 256]);

impl ByteSet {
    /// The bytes of a list in which `a..z` is a range. A `..` that is none is read as PHP reads it, after a
    /// warning: its first dot is dropped.
    pub(super) fn listed(mut bytes: &[u8]) -> Self {
        let mut set = ByteSet([false; 256]);
        loop {
            bytes = match bytes {
                [] => return set,
                [first, b'.', b'.', last, rest @ ..] if last >= first => {
                    (*first..=*last).for_each(|byte| set.0[usize::from(byte)] = true);
                    rest
                }
                [b'.', b'.', ..] => &bytes[1..],
                [byte, rest @ ..] => {
                    set.0[usize::from(*byte)] = true;
                    rest
                }
            };
        }
    }

    /// Whether the byte is in it.
    pub(super) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }
}

fn trim<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    cut(call, true, true)
}

fn ltrim<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    cut(call, true, false)
}

fn rtrim<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    cut(call, false, true)
}

fn cut<'a>(call: &mut Call<'_, 'a>, start: bool, end: bool) -> Answer<'a> {
    let text = call.text(0)?;
    let set = ByteSet::listed(call.text_or(1, BLANKS)?.as_bytes());
    let bytes = text.as_bytes();
    let from = if start { bytes.iter().position(|byte| !set.has(*byte)).unwrap_or(bytes.len()) } else { 0 };
    let to = if end { bytes.iter().rposition(|byte| !set.has(*byte)).map_or(from, |last| last + 1) } else { bytes.len() };
    call.fuel.scan(text.len() - to.saturating_sub(from))?;
    call.answer_piece(&text, from..to)
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{gives, s};

    #[test]
    fn blanks_go_by_default() {
        gives("trim", &[s(" \t\n\r\0\x0Ba b\x0B ")], &s("a b"));
        gives("trim", &[s("\x0Ca")], &s("\x0Ca"));
        gives("ltrim", &[s("  a  ")], &s("a  "));
        gives("rtrim", &[s("  a  ")], &s("  a"));
        gives("trim", &[s("   ")], &s(""));
        gives("trim", &[s("")], &s(""));
    }

    #[test]
    fn characters_may_be_ranges() {
        gives("trim", &[s("abcXcba"), s("a..c")], &s("X"));
        gives("chop", &[s("10.500"), s("0")], &s("10.5"));
        gives("trim", &[s("..a.."), s(".")], &s("a"));
        gives("trim", &[s("z.a.z"), s("z..")], &s("a"));
        gives("trim", &[s("abc"), s("")], &s("abc"));
    }
}
