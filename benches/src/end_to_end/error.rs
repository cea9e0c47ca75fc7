//! What keeps the measurement from meaning anything.

use std::io;

use reach_dispatch::LedgerError;

/// Why there is no figure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A message is no event, or its plan is set aside: nothing of the workload is.
    #[error("line {line} is set aside: {why}")]
    SetAside {
        /// The line of the events file.
        line: u64,
        /// What the engine says.
        why: String,
    },
    /// The ledger does not hold what the receipts tell.
    #[error("the receipts tell of {told} {what}, the ledger holds {held}")]
    NotHeld {
        /// Events or tasks.
        what: &'static str,
        /// By the receipts.
        told: usize,
        /// In the ledger.
        held: usize,
    },
    /// What was inserted beside the run is something else.
    #[error("the rows inserted by {way} are not those of the run")]
    RowsDiffer {
        /// How they were inserted.
        way: &'static str,
    },
    /// Nothing was asked for.
    #[error("no round was measured")]
    NoRound,
    /// A column holds what no ledger's does.
    #[error("the column `{column}` holds a value of type {found}")]
    Column {
        /// The column.
        column: String,
        /// SQLite's name of the type.
        found: String,
    },
    /// The events file.
    #[error(transparent)]
    Events(#[from] reach_events::Error),
    /// The run's ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The other ledgers.
    #[error(transparent)]
    Sqlite(#[from] sqlx::Error),
    /// Rows as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The folder of the ledgers.
    #[error(transparent)]
    Folder(#[from] io::Error),
}
