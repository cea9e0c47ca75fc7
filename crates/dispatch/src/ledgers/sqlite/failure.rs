//! What SQLite says, as the ledger's own errors.

use std::time::Duration;

use sqlx::migrate::MigrateError;

use crate::ledger::LedgerError;

/// SQLite's result codes, without their extensions.
const BUSY: i64 = 5;
const LOCKED: i64 = 6;
const CANNOT_OPEN: i64 = 14;
const NOT_A_DATABASE: i64 = 26;

/// A store, as its errors name it.
#[derive(Clone, Debug)]
pub(super) struct Store {
    /// The file.
    pub name: String,
    /// How long another program that holds it is waited for.
    pub patience: Duration,
}

impl Store {
    pub fn failed(&self, error: sqlx::Error) -> LedgerError {
        match code(&error) {
            Some(BUSY | LOCKED) => LedgerError::Busy { ledger: self.name.clone(), waited: self.patience },
            Some(NOT_A_DATABASE) => self.not_a_ledger("it is no SQLite database"),
            Some(CANNOT_OPEN) => self.not_a_ledger("it cannot be opened or made there"),
            Some(_) | None => LedgerError::Store { ledger: self.name.clone(), source: error.into() },
        }
    }

    pub fn migration_failed(&self, error: MigrateError, known: i64) -> LedgerError {
        match error {
            MigrateError::VersionMissing(found) => LedgerError::Newer { ledger: self.name.clone(), found, known },
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => self.failed(error),
            other => LedgerError::Store { ledger: self.name.clone(), source: other.into() },
        }
    }

    pub fn not_a_ledger(&self, why: &'static str) -> LedgerError {
        LedgerError::NotALedger { ledger: self.name.clone(), why }
    }

    pub fn corrupt(&self, what: String) -> LedgerError {
        LedgerError::Corrupt { ledger: self.name.clone(), what }
    }
}

fn code(error: &sqlx::Error) -> Option<i64> {
    let extended: i64 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}
