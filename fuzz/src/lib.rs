//! What the fuzz targets have in common: a small configuration that uses much of the engine, and one event.

use reach_rules::problem::{Severity, Source};
use reach_rules::{Loaded, Reading, Settings, load};

/// The time of every evaluation: the first second of 2026.
pub const NOW: i64 = 1_767_225_600;

/// A configuration whose rules ask each kind of question.
pub const CONFIGURATION: &str = include_str!("../seeds/config/rules.json");

/// An event that its rules take to.
pub const EVENT: &str = include_str!("../seeds/event/ready.json");

/// [`CONFIGURATION`], loaded.
///
/// # Panics
/// A part of it is refused: the target would fuzz less than it seems to.
pub fn loaded(reading: Reading) -> Loaded {
    let loaded = load(&[Source::file("rules.json", CONFIGURATION.as_bytes())], Settings::default(), reading);
    assert!(loaded.problems.iter().all(|problem| problem.severity != Severity::Error), "{:?}", loaded.problems);
    loaded
}
