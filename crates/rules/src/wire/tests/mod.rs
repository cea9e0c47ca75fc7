//! The readers as a whole: a good export, what its mutations come to, and what is told of bad ones.

mod export;
mod hostile;
mod leniency;
mod messages;
mod mutations;
mod split;

use crate::problem::{ObjectKind, Problem, Source, locate};

use super::{Objects, read};

/// Reads one source.
fn read_one(source: Source<'_>) -> (Objects<'_>, Vec<Problem>) {
    let sources = [source];
    let (objects, findings) = read(&sources);
    let problems = locate(findings, &sources);
    (objects, problems)
}

/// What is told of one source, a line a problem: `error wrong-type /0/id`.
fn told(source: Source<'_>) -> Vec<String> {
    let (_, problems) = read_one(source);
    problems.iter().map(|problem| format!("{} {} {}", problem.severity, problem.kind.id(), problem.place.pointer)).collect()
}

/// The meaning of objects: all of them but for the places where they stand.
fn meaning(objects: &Objects<'_>) -> String {
    let printed = format!("{objects:?}");
    let mut pieces = printed.split("source: 0, offset: ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |meaning, piece| meaning + piece.trim_start_matches(|digit: char| digit.is_ascii_digit()))
}

/// A credit that is nothing to speak of.
const CREDIT: &str = r#"{"fromDate": 1, "objectType": "KalturaUnlimitedVendorCredit"}"#;

/// A source of one kind.
fn of(kind: ObjectKind, json: &str) -> Source<'_> {
    Source::of(kind, "export.json", json.as_bytes())
}
