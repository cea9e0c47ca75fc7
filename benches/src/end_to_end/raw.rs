//! Rows inserted the fastest plain ways: what any program that keeps them has to pay.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr, SqlStr, SqliteConnection};

use super::error::Error;
use super::rows::{Cell, Row, Table, TableRows};
use crate::measure::{Spent, Watch};

/// How rows are inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One statement a table and batch; the rows travel as one JSON text.
    Bulk,
    /// One prepared statement a row.
    Single,
}

impl Way {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Bulk, Self::Single];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bulk => "bulk",
            Self::Single => "single",
        }
    }

    fn statement(self, rows: &TableRows) -> SqlStr {
        let TableRows { table, columns, .. } = rows;
        let blobs = |index: usize| rows.rows.iter().any(|row| matches!(row.get(index), Some(Cell::Blob(_))));
        let value = |index: usize| match self {
            Self::Bulk if blobs(index) => format!("unhex(value ->> {index})"),
            Self::Bulk => format!("value ->> {index}"),
            Self::Single => "?".to_owned(),
        };
        let values = (0..columns.len()).map(value).collect::<Vec<_>>().join(", ");
        let from = match self {
            Self::Bulk => format!("SELECT {values} FROM json_each(?1) WHERE true"),
            Self::Single => format!("VALUES ({values})"),
        };
        // An account is written anew each time that its credit moves.
        let again = match table {
            Table::Account => {
                let set: Vec<String> = columns.iter().skip(1).map(|column| format!("{column} = excluded.{column}")).collect();
                format!(" ON CONFLICT (reach_profile_id) DO UPDATE SET {}", set.join(", "))
            }
            Table::Event | Table::Task | Table::TaskChange | Table::Movement => String::new(),
        };
        AssertSqlSafe(format!("INSERT INTO {} ({}) {from}{again}", table.name(), columns.join(", "))).into_sql_str()
    }
}

/// Opens a ledger file as the ledger itself does.
pub(super) async fn connect(path: &Path) -> Result<SqliteConnection, Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("wal_autocheckpoint", "10000")
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "memory");
    Ok(options.connect().await?)
}

/// Inserts the batches, each in a transaction of its own.
pub(super) async fn insert(connection: &mut SqliteConnection, way: Way, batches: &[[TableRows; Table::ALL.len()]]) -> Result<Spent, Error> {
    // A program knows its statements before it has rows.
    let statements: Vec<_> = batches.iter().map(|batch| batch.each_ref().map(|rows| way.statement(rows))).collect();
    let watch = Watch::start();
    for (batch, statements) in batches.iter().zip(statements) {
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        for (rows, statement) in batch.iter().zip(statements).filter(|(rows, _)| !rows.rows.is_empty()) {
            match way {
                Way::Bulk => bulk(&mut transaction, statement, &rows.rows).await?,
                Way::Single => single(&mut transaction, &statement, &rows.rows).await?,
            }
        }
        transaction.commit().await?;
    }
    Ok(watch.spent())
}

async fn bulk(connection: &mut SqliteConnection, statement: SqlStr, rows: &[Row]) -> Result<(), Error> {
    sqlx::query(statement).bind(serde_json::to_string(rows)?).execute(connection).await?;
    Ok(())
}

async fn single(connection: &mut SqliteConnection, statement: &SqlStr, rows: &[Row]) -> Result<(), Error> {
    for row in rows {
        let query = row.iter().fold(sqlx::query(statement.clone()), |query, cell| match cell {
            Cell::Null => query.bind(None::<i64>),
            Cell::Integer(number) => query.bind(*number),
            Cell::Text(text) => query.bind(text.as_str()),
            Cell::Blob(bytes) => query.bind(bytes.as_slice()),
        });
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
