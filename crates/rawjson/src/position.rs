//! Line and column of a byte, for people.

use std::fmt;

/// A place in a document as editors count it: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1; lines end with a line feed.
    pub line: usize,
    /// The column, from 1, in characters. A byte order mark takes none.
    pub column: usize,
}

impl Position {
    /// The place of the byte at `offset`; an offset beyond the end is the end.
    #[must_use]
    pub fn of(document: &[u8], offset: usize) -> Self {
        let before = document.get(..offset).unwrap_or(document);
        let before = before.strip_prefix("\u{feff}".as_bytes()).unwrap_or(before);
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |feed| feed + 1);
        let (lines, line) = before.split_at(line_start);
        let is_character = |byte: &&u8| !matches!(byte, 0x80..=0xbf);
        Self { line: 1 + lines.iter().filter(|&&byte| byte == b'\n').count(), column: 1 + line.iter().filter(is_character).count() }
    }
}

impl fmt::Display for Position {
    /// `line:column`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_and_a_byte_order_mark_takes_none() {
        let cases = [
            ("", 0, (1, 1)),
            ("abc", 2, (1, 3)),
            ("a\nbc", 2, (2, 1)),
            ("a\r\nbc", 4, (2, 2)),
            ("\u{e9}\u{1d11e}x", 6, (1, 3)),
            ("\u{feff}{", 3, (1, 1)),
        ];
        for (text, offset, (line, column)) in cases {
            assert_eq!(Position::of(text.as_bytes(), offset), Position { line, column }, "{text:?} at {offset}");
        }
    }

    #[test]
    fn an_offset_beyond_the_end_is_the_end() {
        assert_eq!(Position::of(b"ab", 99), Position { line: 1, column: 3 });
    }
}
