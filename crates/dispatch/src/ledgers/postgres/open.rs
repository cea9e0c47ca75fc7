//! A database is opened: its tables are brought up to date.

use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};

use super::PostgresLedger;
use super::failure::Store;
use crate::ledger::LedgerError;

static MIGRATIONS: Migrator = sqlx::migrate!("src/ledgers/postgres/migrations");

/// How long one writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// One writes, the others read.
const CONNECTIONS: u32 = 4;

impl PostgresLedger {
    /// Opens the database at `url` (`postgres://user@host:port/database`) and brings its tables up to date. They are in the
    /// first schema of the connection's `search_path`.
    ///
    /// # Errors
    /// The database cannot be reached or written, or a newer version wrote it.
    pub async fn open(url: &str) -> Result<Self, LedgerError> {
        // The URL may hold a password: no error tells it.
        let unnamed = Store { name: "postgres".to_owned(), patience: PATIENCE };
        let options = PgConnectOptions::from_str(url).map_err(|error| unnamed.failed(error))?;
        let database = options.get_database().unwrap_or_else(|| options.get_username());
        let name = format!("postgres://{}:{}/{database}", options.get_host(), options.get_port());
        let store = Store { name, patience: PATIENCE };
        let options = options.options([("lock_timeout", format!("{}ms", PATIENCE.as_millis()))]);
        // A server that is not there is an error at once; one that goes later is waited for.
        let mut connection = options.connect().await.map_err(|error| store.failed(error))?;
        let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
        MIGRATIONS.run(&mut connection).await.map_err(|error| store.migration_failed(error, known))?;
        connection.close().await.map_err(|error| store.failed(error))?;
        // Callers of one process take turns, each for as long as a batch takes.
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE).connect_lazy_with(options);
        Ok(PostgresLedger { pool, store })
    }
}
