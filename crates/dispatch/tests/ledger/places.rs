//! Where ledgers are: each test has its own, and nothing stays behind.

use reach_dispatch::{Ledger, MemoryLedger};

/// A new, empty ledger, with what has to last as long.
pub trait Place: Sized {
    type Ledger: Ledger;

    /// None where the store is not to be had: who it is says so.
    async fn new() -> Option<Self>;

    fn ledger(&self) -> &Self::Ledger;
}

/// A store that many ledgers may share.
pub trait Shared: Place + Sync {
    /// Another ledger on the same store.
    async fn again(&self) -> Self::Ledger;
}

pub struct Memory(MemoryLedger);

impl Place for Memory {
    type Ledger = MemoryLedger;

    async fn new() -> Option<Self> {
        Some(Memory(MemoryLedger::new()))
    }

    fn ledger(&self) -> &MemoryLedger {
        &self.0
    }
}

#[cfg(feature = "sqlite")]
pub use of_sqlite::File;

#[cfg(feature = "sqlite")]
mod of_sqlite {
    use std::path::PathBuf;

    use reach_dispatch::SqliteLedger;
    use tempfile::TempDir;

    use super::{Place, Shared};

    /// A ledger in a file of its own folder.
    pub struct File {
        folder: TempDir,
        ledger: SqliteLedger,
    }

    impl File {
        pub fn path(&self) -> PathBuf {
            self.folder.path().join("tasks.db")
        }
    }

    impl Shared for File {
        async fn again(&self) -> SqliteLedger {
            SqliteLedger::open(&self.path()).await.unwrap()
        }
    }

    impl Place for File {
        type Ledger = SqliteLedger;

        async fn new() -> Option<Self> {
            let folder = tempfile::tempdir().unwrap();
            let ledger = SqliteLedger::open(&folder.path().join("tasks.db")).await.unwrap();
            Some(File { folder, ledger })
        }

        fn ledger(&self) -> &SqliteLedger {
            &self.ledger
        }
    }
}

#[cfg(feature = "postgres")]
pub use of_postgres::Schema;

#[cfg(feature = "postgres")]
mod of_postgres {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use reach_dispatch::PostgresLedger;
    use sqlx::{AssertSqlSafe, Connection, PgConnection};

    use super::{Place, Shared};

    /// The server that tests may use: `REACH_POSTGRES`, else the one of this machine.
    fn server() -> String {
        std::env::var("REACH_POSTGRES").unwrap_or_else(|_| "postgres://postgres@localhost:5432/test".to_owned())
    }

    fn url(schema: &str) -> String {
        format!("{}?options=-csearch_path%3D{schema}", server())
    }

    static SCHEMAS: AtomicU32 = AtomicU32::new(0);

    /// A ledger in a schema of its own, which is dropped with it.
    pub struct Schema {
        name: String,
        ledger: PostgresLedger,
    }

    impl Schema {
        /// Where the schema is.
        pub fn url(&self) -> String {
            url(&self.name)
        }

        /// A connection of somebody else to the schema.
        pub async fn somebody(&self) -> PgConnection {
            PgConnection::connect(&self.url()).await.unwrap()
        }
    }

    impl Place for Schema {
        type Ledger = PostgresLedger;

        async fn new() -> Option<Self> {
            let mut connection = match PgConnection::connect(&server()).await {
                Ok(connection) => connection,
                Err(error) => {
                    assert!(
                        std::env::var_os("REACH_REQUIRE_SERVICES").is_none(),
                        "PostgreSQL is not there ({error}): start it, or set REACH_POSTGRES"
                    );
                    println!("skipped: PostgreSQL is not there ({error}); REACH_POSTGRES names another server");
                    return None;
                }
            };
            let name = format!("ledger_test_{}_{}", std::process::id(), SCHEMAS.fetch_add(1, Ordering::Relaxed));
            let schema = AssertSqlSafe(format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}"));
            sqlx::raw_sql(schema).execute(&mut connection).await.unwrap();
            let ledger = PostgresLedger::open(&url(&name)).await.unwrap();
            Some(Schema { name, ledger })
        }

        fn ledger(&self) -> &PostgresLedger {
            &self.ledger
        }
    }

    impl Shared for Schema {
        async fn again(&self) -> PostgresLedger {
            PostgresLedger::open(&self.url()).await.unwrap()
        }
    }

    impl Drop for Schema {
        fn drop(&mut self) {
            let drop = AssertSqlSafe(format!("DROP SCHEMA {} CASCADE", self.name));
            // A runtime cannot be waited for within another.
            let dropped = thread::spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    let mut connection = PgConnection::connect(&server()).await?;
                    sqlx::raw_sql(drop).execute(&mut connection).await
                })
            });
            if !thread::panicking() {
                dropped.join().unwrap().unwrap();
            }
        }
    }
}
