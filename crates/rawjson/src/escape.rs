//! One escape of a string, at either layer.

use crate::Error;
use crate::layer::window;

/// An escape: the character it stands for, and where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Escape {
    pub(crate) character: char,
    pub(crate) end: usize,
}

/// The escape at `at` of a string that stands as JSON.
#[inline(always)]
pub(crate) fn plain(bytes: &[u8], at: usize) -> Result<Escape, Error> {
    match window(bytes, at) {
        Some([_, b'u']) => unicode(bytes, at, br"\u"),
        Some([_, b'"']) => Ok(Escape { character: '"', end: at + 2 }),
        Some([_, b'\\']) => Ok(Escape { character: '\\', end: at + 2 }),
        Some([_, letter]) => simple(*letter, at, at + 2),
        None => Err(Error::InvalidEscape { offset: at }),
    }
}

/// The escape at `at` of a string inside a string: an escape of the inner string whose backslash is written `\\`, or a character that the
/// outer string alone escapes.
///
/// Refused, so that the unescaped copy decides: outer escapes of what means something to the inner string (`\u0022` may end it).
#[inline(always)]
pub(crate) fn in_string(bytes: &[u8], at: usize) -> Result<Escape, Error> {
    match bytes.get(at..).unwrap_or_default() {
        [_, b'\\', b'\\', b'/', ..] => Ok(Escape { character: '/', end: at + 4 }),
        [_, b'\\', b'\\', b'"', ..] => Ok(Escape { character: '"', end: at + 4 }),
        [_, b'\\', b'\\', b'\\', ..] => Ok(Escape { character: '\\', end: at + 4 }),
        [_, b'\\', b'u', ..] => unicode(bytes, at, br"\\u"),
        [_, b'\\', letter, ..] => simple(*letter, at, at + 3),
        [_, b'/', ..] => Ok(Escape { character: '/', end: at + 2 }),
        [_, b'u', ..] => match unicode(bytes, at, br"\u") {
            Ok(escape) if !matches!(escape.character, '\0'..='\u{1f}' | '"' | '\\') => Ok(escape),
            _ => Err(Error::InvalidEscape { offset: at }),
        },
        _ => Err(Error::InvalidEscape { offset: at }),
    }
}

#[inline(always)]
fn simple(letter: u8, at: usize, end: usize) -> Result<Escape, Error> {
    let character = match letter {
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return Err(Error::InvalidEscape { offset: at }),
    };
    Ok(Escape { character, end })
}

/// The escape at `at`, four digits after `mark`, or two of them that are a surrogate pair.
#[inline(always)]
fn unicode<const N: usize>(bytes: &[u8], at: usize, mark: &[u8; N]) -> Result<Escape, Error> {
    let first = hex4(bytes, at + N).ok_or(Error::InvalidEscape { offset: at })?;
    match char::from_u32(first) {
        Some(character) => Ok(Escape { character, end: at + N + 4 }),
        None => surrogates(bytes, at, mark, first),
    }
}

fn surrogates(bytes: &[u8], at: usize, mark: &[u8], first: u32) -> Result<Escape, Error> {
    let lone = Error::LoneSurrogate { offset: at };
    let second = at + mark.len() + 4;
    if first >= 0xdc00 || !bytes.get(second..).is_some_and(|rest| rest.starts_with(mark)) {
        return Err(lone);
    }
    let low = hex4(bytes, second + mark.len()).ok_or(Error::InvalidEscape { offset: second })?;
    if !(0xdc00..0xe000).contains(&low) {
        return Err(lone);
    }
    let character = char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (low - 0xdc00)).ok_or(lone)?;
    Ok(Escape { character, end: second + mark.len() + 4 })
}

/// The value of four hexadecimal digits.
#[inline(always)]
fn hex4(bytes: &[u8], at: usize) -> Option<u32> {
    let [a, b, c, d] = window(bytes, at)?.map(|digit| u32::from(HEX[usize::from(digit)]));
    // A byte that is no digit is 0xff in the table: its high bits show in the sum of all four.
    if (a | b | c | d) & 0xf0 != 0 { None } else { Some(a << 12 | b << 8 | c << 4 | d) }
}

static HEX: [u8; 256] = {
    let mut table = [0xff; 256];
    let mut value: u8 = 0;
    while value < 16 {
        let digit = if value < 10 { b'0' + value } else { b'a' + value - 10 };
        table[digit as usize] = value;
        table[digit.to_ascii_uppercase() as usize] = value;
        value += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_escape_is_its_character() {
        let cases = [(r"\/", '/'), (r"\n", '\n'), (r#"\""#, '"'), (r"\\", '\\'), (r"\u00E9", '\u{e9}'), (r"\ud834\uDD1E", '\u{1d11e}')];
        for (text, character) in cases {
            assert_eq!(plain(text.as_bytes(), 0), Ok(Escape { character, end: text.len() }), "{text}");
        }
    }

    #[test]
    fn an_escape_inside_a_string_is_the_inner_character() {
        let cases = [
            (r"\\\/", '/'),
            (r"\\/", '/'),
            (r"\/", '/'),
            (r"\\n", '\n'),
            (r#"\\\""#, '"'),
            (r"\\\\", '\\'),
            (r"\\u00e9", '\u{e9}'),
            (r"\u00e9", '\u{e9}'),
            (r"\u003c", '<'),
            (r"\\ud834\\udd1e", '\u{1d11e}'),
            (r"\ud834\udd1e", '\u{1d11e}'),
            (r"\\u0022", '"'),
        ];
        for (text, character) in cases {
            assert_eq!(in_string(text.as_bytes(), 0), Ok(Escape { character, end: text.len() }), "{text}");
        }
    }

    #[test]
    fn what_may_mean_something_to_the_inner_document_is_refused_in_place() {
        for text in [r"\u0022", r"\u005c", r"\u000a", r"\n", r"\\\n", r#"\\""#, r"\\x", r"\x", r"\\u12", r"\"] {
            assert!(in_string(text.as_bytes(), 0).is_err(), "{text}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_an_error() {
        for text in [r"\ud834", r"\udd1e", r"\ud834x", r"\ud834\n", r"\ud834\u0041", r"\ud834\ud834"] {
            assert_eq!(plain(text.as_bytes(), 0), Err(Error::LoneSurrogate { offset: 0 }), "{text}");
        }
        assert_eq!(in_string(br"\\ud834\udd1e", 0), Err(Error::LoneSurrogate { offset: 0 }));
    }
}
