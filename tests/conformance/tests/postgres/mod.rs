//! A PostgreSQL schema of its own, emptied before each vector.

use async_trait::async_trait;
use conformance::Ledgers;
use reach_dispatch::{Ledger, PostgresLedger};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// The server that tests may use: `REACH_POSTGRES`, else the one of this machine.
fn server() -> String {
    std::env::var("REACH_POSTGRES").unwrap_or_else(|_| "postgres://postgres@localhost:5432/test".to_owned())
}

async fn execute(statement: String) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(&server()).await?;
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
    connection.close().await
}

pub struct Schema {
    name: String,
    ledger: PostgresLedger,
}

impl Schema {
    /// None where there is no server: then that is said.
    pub async fn new() -> Option<Self> {
        let name = format!("conformance_test_{}", std::process::id());
        if let Err(error) = execute(format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).await {
            assert!(
                std::env::var_os("REACH_REQUIRE_SERVICES").is_none(),
                "PostgreSQL is not there ({error}): start it, or set REACH_POSTGRES"
            );
            println!("skipped: PostgreSQL is not there ({error}); REACH_POSTGRES names another server");
            return None;
        }
        let ledger = PostgresLedger::open(&format!("{}?options=-csearch_path%3D{name}", server())).await.unwrap();
        Some(Schema { name, ledger })
    }

    pub async fn end(self) {
        execute(format!("DROP SCHEMA {} CASCADE", self.name)).await.unwrap();
    }
}

#[async_trait]
impl Ledgers for Schema {
    async fn empty(&self) -> Result<Box<dyn Ledger>, String> {
        let name = &self.name;
        // Deleting a few rows is much quicker than truncating, which makes new files.
        let statement = format!(
            "SET search_path = {name}; SET session_replication_role = replica;
            DELETE FROM movement; DELETE FROM account; DELETE FROM task_change; DELETE FROM task; DELETE FROM event"
        );
        execute(statement).await.map_err(|error| error.to_string())?;
        Ok(Box::new(self.ledger.clone()))
    }
}
