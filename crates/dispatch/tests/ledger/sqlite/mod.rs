//! The ledger in a SQLite file.

mod files;
mod interrupted;
mod schema;

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

crate::suite::exercise_ledger!(crate::places::File);
crate::sharing::exercise_sharing!(crate::places::File);

/// A connection of somebody else to the file.
async fn somebody(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).foreign_keys(true).connect().await.unwrap()
}

/// Every row of every table, in a text.
async fn everything(connection: &mut SqliteConnection) -> String {
    let mut text = String::new();
    for table in ["event", "task", "task_change", "account", "movement"] {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?1) ORDER BY cid")
            .bind(table)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        let row = format!("SELECT json_group_array(json_array(quote({}))) FROM {table}", columns.join("), quote("));
        let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(row)).fetch_one(&mut *connection).await.unwrap();
        text.push_str(&format!("{table}: {rows}\n"));
    }
    text
}
