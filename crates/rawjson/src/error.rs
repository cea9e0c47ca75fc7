//! Why a text is not the JSON that was wanted.

use std::fmt;

use crate::{Kind, MAX_DEPTH, Position};

/// Why a text is not JSON, or not the JSON that was wanted. Each names the byte where it shows.
///
/// Offsets count from the start of what was read: the document of a [`Reader`](crate::Reader) or of [`parse`](crate::parse), the text of
/// the [`Raw`](crate::Raw) of [`Raw::embedded`](crate::Raw::embedded). An error in a document inside a string points into that string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Something else stands where the grammar wants this.
    #[error("expected {expected}, found `{}` at byte {offset}", found.escape_debug())]
    Syntax {
        /// Where.
        offset: usize,
        /// What the grammar wants there.
        expected: Expected,
        /// What stands there.
        found: char,
    },
    /// The text ends too early.
    #[error("expected {expected}, but the text ends at byte {offset}")]
    UnexpectedEnd {
        /// Where the text, or the string around an embedded document, ends.
        offset: usize,
        /// What the grammar wants there.
        expected: Expected,
    },
    /// A value of another kind than the caller reads.
    #[error("expected {expected}, found {found} at byte {offset}")]
    WrongKind {
        /// Where the value begins.
        offset: usize,
        /// What the caller reads.
        expected: Kind,
        /// What the value is.
        found: Kind,
    },
    /// Brackets nest deeper than [`MAX_DEPTH`].
    #[error("brackets nest deeper than {MAX_DEPTH} levels at byte {offset}; flatten the document")]
    TooDeep {
        /// Where the first bracket too many is.
        offset: usize,
    },
    /// The document is longer than 4 GiB.
    #[error("the document has more than 4 GiB; split it")]
    TooLong {
        /// The first byte beyond the limit.
        offset: usize,
    },
    /// Not UTF-8.
    #[error("the text is not UTF-8 at byte {offset}; save it as UTF-8")]
    InvalidUtf8 {
        /// Where the first bad sequence begins.
        offset: usize,
    },
    /// UTF-16 or UTF-32, by its byte order mark or its NUL bytes.
    #[error("the text is UTF-16 or UTF-32; save it as UTF-8")]
    Utf16 {
        /// Where that shows: the start.
        offset: usize,
    },
    /// A raw control character in a string.
    #[error("control character {} in a string at byte {offset}; write it as an escape", found.escape_unicode())]
    ControlCharacter {
        /// Where it stands.
        offset: usize,
        /// The character, below U+0020.
        found: char,
    },
    /// A `\` followed by nothing that JSON knows.
    #[error(
        "invalid escape in a string at byte {offset}; JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits"
    )]
    InvalidEscape {
        /// Where the `\` stands.
        offset: usize,
    },
    /// A `\u` escape of half a surrogate pair.
    #[error("the \\u escape at byte {offset} is half of a surrogate pair without the other half")]
    LoneSurrogate {
        /// Where the `\` stands.
        offset: usize,
    },
    /// Something stands after the document.
    #[error("expected the end of the document, found `{}` at byte {offset}", found.escape_debug())]
    TrailingCharacters {
        /// Where.
        offset: usize,
        /// What stands there.
        found: char,
    },
}

impl Error {
    /// The byte where the error shows, counted from the start of what was read.
    #[must_use]
    pub fn offset(&self) -> usize {
        match *self {
            Self::Syntax { offset, .. }
            | Self::UnexpectedEnd { offset, .. }
            | Self::WrongKind { offset, .. }
            | Self::TooDeep { offset }
            | Self::TooLong { offset }
            | Self::InvalidUtf8 { offset }
            | Self::Utf16 { offset }
            | Self::ControlCharacter { offset, .. }
            | Self::InvalidEscape { offset }
            | Self::LoneSurrogate { offset }
            | Self::TrailingCharacters { offset, .. } => offset,
        }
    }

    /// Line and column of the error in the document that was read.
    #[must_use]
    pub fn position(&self, document: &[u8]) -> Position {
        Position::of(document, self.offset())
    }

    /// The same error with its offset mapped, for a text that is part of another.
    #[must_use]
    pub(crate) fn map_offset(mut self, map: impl FnOnce(usize) -> usize) -> Self {
        match &mut self {
            Self::Syntax { offset, .. }
            | Self::UnexpectedEnd { offset, .. }
            | Self::WrongKind { offset, .. }
            | Self::TooDeep { offset }
            | Self::TooLong { offset }
            | Self::InvalidUtf8 { offset }
            | Self::Utf16 { offset }
            | Self::ControlCharacter { offset, .. }
            | Self::InvalidEscape { offset }
            | Self::LoneSurrogate { offset }
            | Self::TrailingCharacters { offset, .. } => *offset = map(*offset),
        }
        self
    }
}

/// What the grammar wants at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Any value.
    Value,
    /// A digit of a number.
    Digit,
    /// The end of a number: `0` may not be followed by a digit.
    NoDigit,
    /// A key in quotes.
    Key,
    /// A key in quotes, or the end of the object.
    KeyOrBrace,
    /// The colon after a key.
    Colon,
    /// A comma, or the end of the object.
    CommaOrBrace,
    /// A comma, or the end of the array.
    CommaOrBracket,
    /// The quote that ends a string.
    Quote,
    /// The end of the document.
    End,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "a value",
            Self::Digit => "a digit",
            Self::NoDigit => "no digit after a leading 0",
            Self::Key => "a key in double quotes",
            Self::KeyOrBrace => "a key in double quotes or `}`",
            Self::Colon => "`:` after the key",
            Self::CommaOrBrace => "`,` or `}`",
            Self::CommaOrBracket => "`,` or `]`",
            Self::Quote => "the closing quote of a string",
            Self::End => "the end of the document",
        })
    }
}
