//! Lists of ids in one text: `12, 34` (`rules.md R4`, `R6`, `R9`).

use crate::problem::ProblemKind;

use super::fields::Field;
use super::report::Report;
use super::scalar::{Trouble, text, whole};

/// What PHP's `trim` takes away.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r', '\0', '\x0b'])
}

/// The pieces of a comma-separated text that hold something, trimmed.
pub(super) fn pieces(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(trimmed).filter(|piece| !piece.is_empty())
}

/// The ids of a field, in order. A piece that is no number is left out with a warning (`divergences.md E7`).
pub(super) fn id_list<T>(field: &Field<'_>, report: &mut Report, id: impl Fn(i64) -> T) -> Box<[T]> {
    let list = field.read(report, text).unwrap_or_default();
    ids_in(&list, field.name, field.at_or(0), report, id)
}

/// The same, of a text that stands at a byte.
pub(super) fn ids_in<T>(list: &str, field: &'static str, at: u32, report: &mut Report, id: impl Fn(i64) -> T) -> Box<[T]> {
    let read = pieces(list).filter_map(|piece| match whole(piece) {
        Ok(number) => Some(id(number)),
        Err(Trouble::Expected(_)) => {
            report.add(at, ProblemKind::NotAnId { field, piece: shortened(piece) });
            None
        }
        Err(Trouble::TooLarge) => {
            report.add(at, ProblemKind::NumberTooLarge { field, found: format!("`{}`", shortened(piece)).into() });
            None
        }
    });
    read.collect()
}

/// What was written, cut where it gets long.
pub(super) fn shortened(text: &str) -> Box<str> {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}...", text.get(..cut).unwrap_or_default()).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_empty_pieces_are_no_ids_and_no_fault() {
        let mut report = Report::default();
        let ids = ids_in(" 23 , ,43 ,\t7\n,", "catalogItemIds", 0, &mut report, |id| id);
        assert_eq!((&*ids, report.findings.len()), (&[23, 43, 7][..], 0));
    }

    #[test]
    fn a_piece_that_is_no_number_is_left_out_and_told() {
        let mut report = Report::default();
        let ids = ids_in("abc, 54, x-1, 5.0, 99999999999999999999", "catalogItemIds", 0, &mut report, |id| id);
        let told: Vec<String> = report.findings.iter().map(|finding| finding.kind().to_string()).collect();
        assert_eq!(&*ids, &[54]);
        assert_eq!(
            told,
            [
                "`abc` in `catalogItemIds` is no id and is left out",
                "`x-1` in `catalogItemIds` is no id and is left out",
                "`5.0` in `catalogItemIds` is no id and is left out",
                "`catalogItemIds` is `99999999999999999999`, which is more than can be kept exactly",
            ]
        );
    }
}
