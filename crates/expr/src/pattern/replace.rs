//! `preg_replace`: matches against a replacement that refers to groups.

use super::compiled::Pattern;
use super::matches::Matches;
use crate::{Fault, Fuel};

/// A piece of a replacement.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// These bytes.
    Text(Vec<u8>),
    /// What a group matched; 0 is the whole.
    Group(usize),
}

impl Pattern {
    /// `preg_replace` of one pattern in one text: at most `limit` matches, all when it is negative. `None` is
    /// PHP's null: the pattern is for UTF-8 and the text is none.
    ///
    /// # Errors
    /// [`Fault::OverBudget`]; the memory of the result is charged here.
    pub fn replace(&self, text: &[u8], replacement: &[u8], limit: i64, fuel: &mut Fuel) -> Result<Option<Vec<u8>>, Fault> {
        if !self.takes(text) {
            return Ok(None);
        }
        let pieces = pieces(replacement);
        let places = pieces.iter().map(|piece| if let Piece::Group(group) = piece { 2 * group + 2 } else { 0 }).max();
        let mut matches = Matches::new(self, text, places.unwrap_or(0));
        let mut out = Vec::new();
        let mut copied = 0;
        let mut left = u64::try_from(limit).unwrap_or(u64::MAX);
        while left > 0
            && let Some(noted) = matches.next(fuel)?
        {
            left -= 1;
            let before = out.len();
            out.extend_from_slice(&text[copied..noted[0]]);
            copied = noted[1];
            for piece in &pieces {
                match piece {
                    Piece::Text(bytes) => out.extend_from_slice(bytes),
                    Piece::Group(group) => out.extend_from_slice(captured(text, noted, *group)),
                }
            }
            fuel.build(out.len() - before)?;
        }
        fuel.build(text.len() - copied)?;
        out.extend_from_slice(&text[copied..]);
        Ok(Some(out))
    }
}

/// What a group matched; nothing when it took no part or does not exist.
fn captured<'t>(text: &'t [u8], noted: &[usize], group: usize) -> &'t [u8] {
    match noted.get(2 * group..2 * group + 2) {
        Some(&[start, end]) => text.get(start..end).unwrap_or_default(),
        _ => &[],
    }
}

/// Reads a replacement: `$1`, `${1}` and `\1` are groups up to 99; a backslash before `$` or a backslash makes
/// that one literal.
fn pieces(replacement: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = Vec::new();
    let mut rest = replacement;
    while let Some((&first, behind)) = rest.split_first() {
        let special = matches!(first, b'$' | b'\\');
        if special && text.last() == Some(&b'\\') {
            text.pop();
            text.push(first);
            // It is spent: it makes nothing behind it literal.
            pieces.push(Piece::Text(std::mem::take(&mut text)));
            rest = behind;
        } else if special && let Some((group, behind)) = reference(rest) {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
            pieces.push(Piece::Group(group));
            rest = behind;
        } else {
            text.push(first);
            rest = behind;
        }
    }
    pieces.push(Piece::Text(text));
    pieces
}

/// A reference at the start of `text`, and what is behind it.
fn reference(text: &[u8]) -> Option<(usize, &[u8])> {
    let (digits, braced) = match text {
        [b'$', b'{', digits @ ..] => (digits, true),
        [_, digits @ ..] => (digits, false),
        [] => return None,
    };
    let count = digits.iter().take(2).take_while(|digit| digit.is_ascii_digit()).count();
    let (digits, behind) = digits.split_at(count);
    let group = digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
    let behind = if braced { behind.strip_prefix(b"}")? } else { behind };
    (count > 0).then_some((group, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_text() {
        let text = |text: &str| Piece::Text(text.into());
        for (replacement, expected) in [
            ("a$1b", vec![text("a"), Piece::Group(1), text("b")]),
            ("\\12", vec![text(""), Piece::Group(12), text("")]),
            ("$123", vec![text(""), Piece::Group(12), text("3")]),
            ("${1}2", vec![text(""), Piece::Group(1), text("2")]),
            ("${1", vec![text("${1")]),
            ("\\{1}", vec![text("\\{1}")]),
            ("$", vec![text("$")]),
            ("\\", vec![text("\\")]),
            ("$x", vec![text("$x")]),
            ("\\$1", vec![text("$"), text("1")]),
            ("\\\\1", vec![text("\\"), text("1")]),
            ("\\\\\\1", vec![text("\\"), text(""), Piece::Group(1), text("")]),
            ("$0", vec![text(""), Piece::Group(0), text("")]),
        ] {
            assert_eq!(pieces(replacement.as_bytes()), expected, "{replacement}");
        }
    }
}
