//! Runs conformance vectors: JSON Lines, one vector a line, with the result that the reference gave (`vectors.md`).
//!
//! A vector is told apart by its fields: one with `expect` is an engine vector, any other an expression vector.

mod compare;
mod engine;
mod expression;
mod files;
mod json;
mod through;

use std::path::Path;

use serde_json::Value;

pub use files::{FileError, vector_files};
pub use through::{Ledgers, Through};

/// What came of a vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The engine agrees with the reference.
    Passed,
    /// It does not.
    Failed {
        /// What the reference gave.
        expected: String,
        /// What the engine gave.
        got: String,
    },
}

/// A vector that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The vector's id, or the file and line where it has none.
    pub id: String,
    /// What the reference gave.
    pub expected: String,
    /// What the engine gave.
    pub got: String,
}

/// What came of all vectors of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there were.
    pub total: usize,
    /// Those that failed, in order.
    pub failures: Vec<Failure>,
}

impl Tally {
    /// How many passed.
    pub fn passed(&self) -> usize {
        self.total - self.failures.len()
    }
}

/// Runs all vectors of the files and folders given, engine vectors through what is said.
///
/// # Errors
/// A path cannot be read.
pub async fn run(paths: &[impl AsRef<Path>], through: Through<'_>) -> Result<Tally, FileError> {
    let mut tally = Tally::default();
    for file in vector_files(paths)? {
        for (number, line) in files::lines(&file)? {
            tally.total += 1;
            let place = format!("{}:{number}", file.display());
            let (id, verdict) = match serde_json::from_str::<Value>(&line) {
                Ok(vector) => (vector.get("id").and_then(Value::as_str).map_or(place, str::to_owned), run_one(&vector, through).await),
                Err(error) => (place, Verdict::Failed { expected: "a vector".to_owned(), got: error.to_string() }),
            };
            if let Verdict::Failed { expected, got } = verdict {
                tally.failures.push(Failure { id, expected, got });
            }
        }
    }
    Ok(tally)
}

/// Runs one vector.
pub async fn run_one(vector: &Value, through: Through<'_>) -> Verdict {
    if vector.get("expect").is_some() { engine::run(vector, through).await } else { expression::run(vector) }
}
