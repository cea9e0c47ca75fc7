//! The text of a string, escaped as it stands, compared and decoded where that is asked for.

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::Layer;
use crate::grammar::Span;
use crate::layer::{InString, Plain, Written};

/// The text of a string or of a key, as it stands between its quotes, in a valid document.
///
/// It is equal to a `str` when its decoded form is; [`Display`](fmt::Display) writes that form.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    raw: &'a str,
    layer: Layer,
    escaped: bool,
}

impl<'a> Text<'a> {
    pub(crate) fn of_valid(raw: &'a str, layer: Layer, escaped: bool) -> Self {
        Self { raw, layer, escaped }
    }

    /// What lies between the quotes of a string of a valid document.
    #[inline(always)]
    pub(crate) fn of_span(document: &'a str, span: Span, layer: Layer) -> Self {
        Self { raw: document.get(span.start..span.end).unwrap_or_default(), layer, escaped: span.escaped }
    }

    /// The bytes between the quotes, escapes and all.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// How those bytes are to be read.
    #[must_use]
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// The text, where no escape stands between it and its bytes.
    #[must_use]
    #[inline]
    pub fn plain(&self) -> Option<&'a str> {
        if self.escaped { None } else { Some(self.raw) }
    }

    /// Whether it has no characters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// The text; copied only where it has escapes.
    #[must_use]
    pub fn decode(&self) -> Cow<'a, str> {
        match self.plain() {
            Some(plain) => Cow::Borrowed(plain),
            None => {
                let mut decoded = String::with_capacity(self.raw.len());
                self.pieces(|piece| {
                    piece.push_to(&mut decoded);
                    true
                });
                Cow::Owned(decoded)
            }
        }
    }

    /// Where, in `raw`, the byte at `decoded` of the decoded text comes from.
    pub(crate) fn raw_offset(&self, decoded: usize) -> usize {
        let (mut raw, mut length) = (0, 0);
        self.pieces(|piece| {
            let (piece_length, run) = match piece.kind {
                PieceKind::Run(run) => (run.len(), true),
                PieceKind::Escape(character) => (character.len_utf8(), false),
            };
            raw = piece.start;
            if decoded < length + piece_length {
                raw += if run { decoded - length } else { 0 };
                return false;
            }
            length += piece_length;
            raw = piece.end;
            true
        });
        raw
    }

    fn pieces(&self, mut visit: impl FnMut(Piece<'a>) -> bool) {
        match self.layer {
            _ if !self.escaped => {
                visit(Piece { start: 0, end: self.raw.len(), kind: PieceKind::Run(self.raw) });
            }
            Layer::Plain => pieces::<Plain>(self.raw, visit),
            Layer::InString => pieces::<InString>(self.raw, visit),
        }
    }
}

/// A part of a text: a run of characters that stand for themselves, or an escape.
struct Piece<'a> {
    start: usize,
    end: usize,
    kind: PieceKind<'a>,
}

enum PieceKind<'a> {
    Run(&'a str),
    Escape(char),
}

impl Piece<'_> {
    fn push_to(&self, decoded: &mut String) {
        match self.kind {
            PieceKind::Run(run) => decoded.push_str(run),
            PieceKind::Escape(character) => decoded.push(character),
        }
    }
}

/// Visits the pieces of a valid text in order, until `visit` says no.
fn pieces<'a, L: Written>(raw: &'a str, mut visit: impl FnMut(Piece<'a>) -> bool) {
    let bytes = raw.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let (end, kind) = match raw.get(start..).and_then(|rest| rest.split_once('\\')) {
            Some(("", _)) => match L::escape(bytes, start) {
                Ok(escape) => (escape.end, PieceKind::Escape(escape.character)),
                // A valid text has no such escape.
                Err(_) => return,
            },
            Some((run, _)) => (start + run.len(), PieceKind::Run(run)),
            None => (bytes.len(), PieceKind::Run(raw.get(start..).unwrap_or_default())),
        };
        if !visit(Piece { start, end, kind }) {
            return;
        }
        start = end;
    }
}

impl PartialEq<str> for Text<'_> {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        if let Some(plain) = self.plain() {
            return plain == other;
        }
        let mut rest = Some(other);
        self.pieces(|piece| {
            rest = match piece.kind {
                PieceKind::Run(run) => rest.and_then(|rest| rest.strip_prefix(run)),
                PieceKind::Escape(character) => rest.and_then(|rest| rest.strip_prefix(character)),
            };
            rest.is_some()
        });
        rest == Some("")
    }
}

impl PartialEq<&str> for Text<'_> {
    #[inline]
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl<'a> From<&'a str> for Text<'a> {
    /// A text whose characters all stand for themselves.
    fn from(text: &'a str) -> Self {
        Self { raw: text, layer: Layer::Plain, escaped: false }
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut result = Ok(());
        self.pieces(|piece| {
            result = match piece.kind {
                PieceKind::Run(run) => f.write_str(run),
                PieceKind::Escape(character) => f.write_char(character),
            };
            result.is_ok()
        });
        result
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({:?})", self.decode())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(raw: &str) -> Text<'_> {
        Text::of_valid(raw, Layer::Plain, raw.contains('\\'))
    }

    #[test]
    fn a_text_without_escapes_is_borrowed() {
        assert!(matches!(plain("na\u{ef}ve").decode(), Cow::Borrowed("na\u{ef}ve")));
        assert!(matches!(plain(r"a\/b").decode(), Cow::Owned(decoded) if decoded == "a/b"));
        assert_eq!((plain("x").plain(), plain(r"\n").plain()), (Some("x"), None));
    }

    #[test]
    fn a_text_made_of_a_str_has_no_escapes() {
        let text = Text::from(r"a\nb");
        assert!(text == r"a\nb" && text != "a\nb");
        assert_eq!(text.to_string(), r"a\nb");
    }

    #[test]
    fn equality_needs_the_whole_text() {
        let text = plain(r"a\u00e9c");
        for (other, equal) in
            [("a\u{e9}c", true), ("a\u{e9}", false), ("a\u{e9}cd", false), ("a\u{e9}d", false), ("", false), (r"a\u00e9c", false)]
        {
            assert_eq!(text == other, equal, "{other}");
        }
    }

    #[test]
    fn a_decoded_place_is_found_in_the_raw_text() {
        let cases = [
            (r"abc", 1, 1),
            (r"\u00e9bc", 0, 0),
            (r"\u00e9bc", 1, 0),
            (r"\u00e9bc", 2, 6),
            (r"a\nb\/", 3, 4),
            (r"a\n", 2, 3),
            (r"a\n", 9, 3),
        ];
        for (raw, decoded, place) in cases {
            assert_eq!(plain(raw).raw_offset(decoded), place, "{decoded} in {raw}");
        }
    }
}
