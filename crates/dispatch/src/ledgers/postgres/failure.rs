//! What PostgreSQL says, as the ledger's own errors.

use std::time::Duration;

use sqlx::migrate::MigrateError;

use crate::ledger::LedgerError;

/// `lock_not_available`
const LOCKED: &str = "55P03";

/// A store, as its errors name it.
#[derive(Clone, Debug)]
pub(super) struct Store {
    /// The database, without secrets.
    pub name: String,
    /// How long another program that writes is waited for.
    pub patience: Duration,
}

impl Store {
    pub fn failed(&self, error: sqlx::Error) -> LedgerError {
        let code = error.as_database_error().and_then(|error| error.code());
        if code.as_deref() == Some(LOCKED) {
            return LedgerError::Busy { ledger: self.name.clone(), waited: self.patience };
        }
        LedgerError::Store { ledger: self.name.clone(), source: error.into() }
    }

    pub fn migration_failed(&self, error: MigrateError, known: i64) -> LedgerError {
        match error {
            MigrateError::VersionMissing(found) => LedgerError::Newer { ledger: self.name.clone(), found, known },
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => self.failed(error),
            other => LedgerError::Store { ledger: self.name.clone(), source: other.into() },
        }
    }

    pub fn corrupt(&self, what: String) -> LedgerError {
        LedgerError::Corrupt { ledger: self.name.clone(), what }
    }
}
