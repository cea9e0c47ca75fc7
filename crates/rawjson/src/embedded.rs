//! A document inside a string, where it stands or in an unescaped copy.
//!
//! The copy is for strings that reading in place does not cover (`\u0022` for a quote, a string inside a string), and for those that hold no
//! document at all: it alone decides what is an error.

use std::borrow::Cow;

use crate::entries::{self, Entries};
use crate::error::Error;
use crate::grammar::{Grammar, Span};
use crate::layer::{InString, Layer, Plain};
use crate::raw::document_in;
use crate::{Fields, Kind, Raw, Text};

/// A valid document that a string holds.
#[derive(Debug, Clone)]
pub struct Embedded<'a> {
    source: Cow<'a, str>,
    span: Span,
    layer: Layer,
    depth: usize,
}

impl<'a> Embedded<'a> {
    /// The document.
    #[must_use]
    pub fn raw(&self) -> Raw<'_> {
        Raw::of_span(&self.source, self.span, self.layer, self.depth)
    }

    /// Whether it is read where it stands, without a copy.
    #[must_use]
    pub fn is_in_place(&self) -> bool {
        matches!(self.source, Cow::Borrowed(_))
    }

    /// The members of the document; none when it is no object.
    #[must_use]
    pub fn into_fields(self) -> Option<Fields<'a>> {
        if self.raw().kind() != Kind::Object {
            return None;
        }
        let read = match self.layer {
            Layer::Plain => entries::read::<Plain>(&self.source, self.span.start, self.depth),
            Layer::InString => entries::read::<InString>(&self.source, self.span.start, self.depth),
        };
        let (entries, _) = read.ok()?;
        Some(Fields::of_entries(self.source, entries, self.layer, self.depth + 1))
    }
}

/// The document in a text, inside `depth` containers; offsets of errors count from the start of the text.
pub(crate) fn in_text(text: Text<'_>, depth: usize) -> Result<Embedded<'_>, Error> {
    let raw = text.raw();
    if text.layer() == Layer::Plain
        && let Ok(span) = document_in::<InString>(raw, 0, depth)
    {
        return Ok(Embedded { source: Cow::Borrowed(raw), span, layer: Layer::InString, depth });
    }
    let source = text.decode();
    match document_in::<Plain>(&source, 0, depth) {
        Ok(span) => Ok(Embedded { source, span, layer: Layer::Plain, depth }),
        Err(error) => Err(error.map_offset(|offset| text.raw_offset(offset))),
    }
}

/// The object in the string whose content begins at `start`, and where that string ends, in one pass that validates both; none where
/// reading in place does not do.
#[inline]
pub(crate) fn object_in_place(text: &str, start: usize, depth: usize) -> Option<(Entries, usize)> {
    let grammar = Grammar::<InString>::new(text);
    let start = grammar.blanks(start);
    if grammar.byte(start) != b'{' {
        return None;
    }
    let (entries, end) = entries::read::<InString>(text, start, depth).ok()?;
    let end = grammar.blanks(end);
    if grammar.byte(end) == b'"' { Some((entries, end + 1)) } else { None }
}

/// The object in a text, from an unescaped copy; offsets of errors count from the start of the text.
#[cold]
pub(crate) fn object_in_copy(text: Text<'_>, depth: usize) -> Result<Fields<'_>, Error> {
    let embedded = in_text(text, depth)?;
    let found = embedded.raw().kind();
    let offset = match embedded.layer {
        Layer::Plain => text.raw_offset(embedded.span.start),
        Layer::InString => embedded.span.start,
    };
    embedded.into_fields().ok_or(Error::WrongKind { offset, expected: Kind::Object, found })
}
