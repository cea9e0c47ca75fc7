//! One valid value, unread.

use std::fmt;

use crate::embedded::{self, Embedded};
use crate::error::{Error, Expected};
use crate::grammar::{Grammar, Span};
use crate::layer::{InString, Layer, Plain, Written};
use crate::walk::{Elements, Members};
use crate::{Number, Numeral, Text, source};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The kind of a valid value, by its first byte at either layer.
    #[inline]
    pub(crate) fn of_first_byte(first: u8) -> Self {
        match first {
            b'n' => Self::Null,
            b't' | b'f' => Self::Bool,
            b'"' | b'\\' => Self::String,
            b'[' => Self::Array,
            b'{' => Self::Object,
            _ => Self::Number,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// One valid value, as its text: 24 bytes, read only where somebody asks.
#[derive(Clone, Copy)]
pub struct Raw<'a> {
    text: &'a str,
    /// How many containers are open around it, at most [`MAX_DEPTH`](crate::MAX_DEPTH).
    depth: u16,
    kind: Kind,
    layer: Layer,
    escaped: bool,
}

const _: () = assert!(size_of::<Raw<'static>>() <= 24);

/// Validates a whole document and hands it back unread.
///
/// # Errors
///
/// The first place where the bytes are not a JSON document.
pub fn parse(document: &[u8]) -> Result<Raw<'_>, Error> {
    let (text, start) = source::decode(document)?;
    Ok(Raw::of_span(text, document_in::<Plain>(text, start, 0)?, Layer::Plain, 0))
}

/// The one value of a document that begins at `start` and fills the rest of the text, inside `depth` containers.
pub(crate) fn document_in<L: Written>(text: &str, start: usize, depth: usize) -> Result<Span, Error> {
    let grammar = Grammar::<L>::new(text);
    let span = grammar.value(grammar.blanks(start), depth)?;
    let end = grammar.blanks(span.end);
    if end < text.len() { Err(trailing(grammar.unexpected(end, Expected::End))) } else { Ok(span) }
}

/// What stands where the document should have ended.
pub(crate) fn trailing(unexpected: Error) -> Error {
    match unexpected {
        Error::Syntax { offset, found, .. } => Error::TrailingCharacters { offset, found },
        other => other,
    }
}

impl<'a> Raw<'a> {
    #[inline]
    pub(crate) fn of_span(text: &'a str, span: Span, layer: Layer, depth: usize) -> Self {
        let text = text.get(span.start..span.end).unwrap_or_default();
        let kind = text.bytes().next().map_or(Kind::Null, Kind::of_first_byte);
        Self { text, depth: u16::try_from(depth).unwrap_or(u16::MAX), kind, layer, escaped: span.escaped }
    }

    /// What the value is.
    #[must_use]
    #[inline]
    pub fn kind(self) -> Kind {
        self.kind
    }

    /// The value's text as it stands in the document: quotes, escapes and all.
    #[must_use]
    #[inline]
    pub fn text(self) -> &'a str {
        self.text
    }

    /// How that text is to be read.
    #[must_use]
    pub fn layer(self) -> Layer {
        self.layer
    }

    pub(crate) fn depth(self) -> usize {
        usize::from(self.depth)
    }

    /// Where the value begins in `document`, in bytes, when it was read from there.
    #[must_use]
    pub fn offset_in(self, document: &[u8]) -> Option<usize> {
        let offset = self.text.as_ptr().addr().checked_sub(document.as_ptr().addr())?;
        (offset + self.text.len() <= document.len()).then_some(offset)
    }

    /// Whether the value is `null`.
    #[must_use]
    #[inline]
    pub fn is_null(self) -> bool {
        self.kind == Kind::Null
    }

    /// The value of a boolean; none for another kind.
    #[must_use]
    #[inline]
    pub fn as_bool(self) -> Option<bool> {
        if self.kind == Kind::Bool { Some(self.text == "true") } else { None }
    }

    /// The text of a string; none for another kind.
    #[must_use]
    #[inline]
    pub fn as_str(self) -> Option<Text<'a>> {
        if self.kind != Kind::String {
            return None;
        }
        let quote = match self.layer {
            Layer::Plain => Plain::QUOTE,
            Layer::InString => InString::QUOTE,
        };
        Some(Text::of_valid(self.text.get(quote..self.text.len() - quote)?, self.layer, self.escaped))
    }

    /// The literal of a number; none for another kind.
    #[must_use]
    #[inline]
    pub fn as_numeral(self) -> Option<Numeral<'a>> {
        if self.kind == Kind::Number { Some(Numeral::of_valid(self.text)) } else { None }
    }

    /// What a number is worth; none for another kind.
    #[must_use]
    #[inline]
    pub fn as_number(self) -> Option<Number> {
        self.as_numeral().map(Numeral::value)
    }

    /// The members of an object in their order, equal keys and all; empty for another kind.
    #[must_use]
    pub fn members(self) -> Members<'a> {
        Members::of(self)
    }

    /// The elements of an array in their order; empty for another kind.
    #[must_use]
    pub fn elements(self) -> Elements<'a> {
        Elements::of(self)
    }

    /// The member of that name of an object, the last of equal ones. Walks the whole object: to look for several, read it into
    /// [`Fields`](crate::Fields).
    #[must_use]
    pub fn get(self, name: &str) -> Option<Raw<'a>> {
        self.members().filter(|(key, _)| key == name).last().map(|(_, value)| value)
    }

    /// The JSON document that a string holds, validated: in place where the string is written as JSON encoders write it, else in an
    /// unescaped copy, which reads the same. None for another kind.
    ///
    /// # Errors
    ///
    /// The first place in [`text`](Self::text) where the string does not hold a document.
    pub fn embedded(self) -> Result<Option<Embedded<'a>>, Error> {
        match self.as_str() {
            None => Ok(None),
            Some(text) => embedded::in_text(text, self.depth()).map(Some).map_err(|error| {
                let quote = (self.text.len() - text.raw().len()) / 2;
                error.map_offset(|offset| offset + quote)
            }),
        }
    }
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({})", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_answers_for_its_kind_alone() {
        let answers = |text: &str| {
            let raw = parse(text.as_bytes()).unwrap();
            let counts = (raw.members().count(), raw.elements().count());
            (raw.is_null(), raw.as_bool(), raw.as_number(), raw.as_str().map(|text| text.to_string()), counts)
        };
        assert_eq!(answers("null"), (true, None, None, None, (0, 0)));
        assert_eq!(answers("false"), (false, Some(false), None, None, (0, 0)));
        assert_eq!(answers("-7"), (false, None, Some(Number::Int(-7)), None, (0, 0)));
        assert_eq!(answers(r#""\u0000""#), (false, None, None, Some("\0".to_owned()), (0, 0)));
        assert_eq!(answers("[1, [2]]"), (false, None, None, None, (0, 2)));
        assert_eq!(answers(r#"{"a": {"b": 1}}"#), (false, None, None, None, (1, 0)));
    }

    #[test]
    fn the_last_member_of_a_name_is_found() {
        let raw = parse(br#"{"a": 1, "b": [], "a": 2}"#).unwrap();
        assert_eq!(raw.get("a").map(Raw::text), Some("2"));
        assert_eq!(raw.get("c").map(Raw::text), None);
    }

    #[test]
    fn a_value_knows_where_it_stands() {
        let document = b" [10, {\"a\": 20}]";
        let raw = parse(document).unwrap();
        let offsets: Vec<_> = raw.elements().map(|element| element.offset_in(document)).collect();
        assert_eq!(offsets, [Some(2), Some(6)]);
        let nested = raw.elements().nth(1).and_then(|element| element.get("a"));
        assert_eq!(nested.and_then(|value| value.offset_in(document)), Some(12));
        assert_eq!(raw.offset_in(b"another"), None);
    }
}
