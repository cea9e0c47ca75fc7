//! The ledger in a PostgreSQL database; skipped by name where there is none.

mod interrupted;
mod schema;

use sqlx::{AssertSqlSafe, PgConnection};

crate::suite::exercise_ledger!(crate::places::Schema);
crate::sharing::exercise_sharing!(crate::places::Schema);

/// Every row of every table, in a text.
async fn everything(connection: &mut PgConnection) -> String {
    let mut text = String::new();
    for table in ["event", "task", "task_change", "account", "movement"] {
        let rows = AssertSqlSafe(format!("SELECT coalesce(string_agg(kept::text, chr(10) ORDER BY kept::text), '') FROM {table} AS kept"));
        let rows: String = sqlx::query_scalar(rows).fetch_one(&mut *connection).await.unwrap();
        text.push_str(&format!("{table}: {rows}\n"));
    }
    text
}
