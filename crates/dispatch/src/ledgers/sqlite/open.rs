//! A ledger file is opened: what is there is looked at before anything is changed, and its tables are brought up to
//! date in one transaction.

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::SqliteConnection;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};

use super::SqliteLedger;
use super::failure::Store;
use crate::ledger::LedgerError;

static MIGRATIONS: Migrator = sqlx::migrate!("src/ledgers/sqlite/migrations");

/// What tells a ledger's file from another program's; the first migration writes it.
const APPLICATION_ID: i64 = 0x5245_4143;

/// How long one writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long it is before a step is tried again for which SQLite does not wait by itself.
const PAUSE: Duration = Duration::from_millis(5);

impl SqliteLedger {
    /// Opens the file at `path`, which is made when it is not there, and brings its tables up to date.
    ///
    /// # Errors
    /// The file cannot be opened or written, is no ledger, or a newer version wrote it.
    pub async fn open(path: &Path) -> Result<Self, LedgerError> {
        Self::open_within(path, PATIENCE).await
    }

    /// The same, where another program that holds the file is waited for no longer than `patience`, now and at every
    /// later step.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_within(path: &Path, patience: Duration) -> Result<Self, LedgerError> {
        let store = Store { name: path.display().to_string(), patience };
        if path.is_dir() {
            return Err(store.not_a_ledger("it is a folder"));
        }
        if path.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
            return Err(store.not_a_ledger("its folder is not there"));
        }
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let begun = Instant::now();
        // SQLite does not wait when two programs open a file for the first time.
        loop {
            match connect(options.clone(), store.clone()).await {
                Err(LedgerError::Busy { .. }) if begun.elapsed() < patience => tokio::time::sleep(PAUSE).await,
                opened => return opened,
            }
        }
    }

    /// A ledger that is in no file and lasts as long as the value: for tests and trials.
    ///
    /// # Errors
    /// SQLite has no memory left.
    pub async fn in_memory() -> Result<Self, LedgerError> {
        let store = Store { name: "memory".to_owned(), patience: PATIENCE };
        connect(SqliteConnectOptions::new().in_memory(true), store).await
    }
}

async fn connect(options: SqliteConnectOptions, store: Store) -> Result<SqliteLedger, LedgerError> {
    // A decision survives power loss: the log is on the disk before the batch is acknowledged.
    let options = options
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(store.patience)
        .pragma("wal_autocheckpoint", "10000")
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "memory");
    // Callers of one process take turns at the one connection, each for as long as a batch takes.
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(store.patience.saturating_mul(10))
        .connect_with(options)
        .await
        .map_err(|error| store.failed(error))?;
    let ledger = SqliteLedger { pool, store };
    ledger.migrate().await?;
    ledger.log_ahead().await?;
    Ok(ledger)
}

impl SqliteLedger {
    async fn migrate(&self) -> Result<(), LedgerError> {
        let mut transaction = self.begin().await?;
        if !is_ours_or_empty(&mut transaction).await.map_err(|error| self.failed(error))? {
            return Err(self.store.not_a_ledger("it is the database of another program"));
        }
        let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
        MIGRATIONS.run(&mut *transaction).await.map_err(|error| self.store.migration_failed(error, known))?;
        transaction.commit().await.map_err(|error| self.failed(error))
    }

    /// Readers are not kept waiting by a writer.
    async fn log_ahead(&self) -> Result<(), LedgerError> {
        let mode = sqlx::query("PRAGMA journal_mode = WAL").execute(&self.pool).await;
        mode.map(drop).map_err(|error| self.failed(error))
    }
}

async fn is_ours_or_empty(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let id: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut *connection).await?;
    Ok(id == APPLICATION_ID || (id == 0 && tables == 0))
}
