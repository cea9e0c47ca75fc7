//! What is read, in bulk: one statement a table, never row by row. Lists of keys travel as one JSON text.

use std::collections::BTreeSet;

use reach_rules::model::Task;
use reach_rules::{PartnerId, ProfileId};
use rustc_hash::FxHashSet;
use serde_json::json;
use sqlx::SqliteConnection;

use crate::ledger::Decided;
use crate::ledgers::row::{AccountRow, MovementRow, TaskRow, hex};
use crate::wanted::Wanted;

const SEEN: &str = "
    SELECT event.partner_id, event.identity
    FROM json_each(?1) AS wanted
    JOIN event ON event.identity = unhex(wanted.value ->> 1) AND event.partner_id = wanted.value ->> 0";

/// The events of the batch that were recorded before.
pub(super) async fn seen(connection: &mut SqliteConnection, batch: &[Decided]) -> Result<FxHashSet<(PartnerId, [u8; 16])>, sqlx::Error> {
    let wanted: Vec<_> = batch.iter().map(|decided| json!([decided.partner.0, hex(&decided.identity)])).collect();
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(SEEN).bind(json!(wanted).to_string()).fetch_all(connection).await?;
    Ok(rows.into_iter().filter_map(|(partner, identity)| Some((PartnerId(partner), identity.try_into().ok()?))).collect())
}

const LAST_EVENT: &str = "SELECT coalesce(max(id), 0) FROM event";

/// The highest id of an event.
pub(super) async fn last_event(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(LAST_EVENT).fetch_one(connection).await
}

const LAST_TASK: &str = "SELECT coalesce(max(id), 0) FROM task";

/// The highest id of a task.
pub(super) async fn last_task(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(LAST_TASK).fetch_one(connection).await
}

const TASKS: &str = "
    SELECT * FROM task WHERE entry_id IN (SELECT value FROM json_each(?1))
    UNION
    SELECT * FROM task WHERE id IN (SELECT value FROM json_each(?2))";

/// The tasks that a batch needs.
pub(super) async fn tasks(connection: &mut SqliteConnection, wanted: &Wanted) -> Result<Vec<TaskRow>, sqlx::Error> {
    if wanted.objects.is_empty() && wanted.tasks.is_empty() {
        return Ok(Vec::new());
    }
    let objects: Vec<&str> = wanted.objects.iter().map(AsRef::as_ref).collect();
    let ids: Vec<i64> = wanted.tasks.iter().map(|task| task.0).collect();
    sqlx::query_as(TASKS).bind(json!(objects).to_string()).bind(json!(ids).to_string()).fetch_all(connection).await
}

const TASKS_ON: &str = "SELECT * FROM task WHERE entry_id IN (SELECT value FROM json_each(?1)) ORDER BY id";

/// The tasks on these objects, by id.
pub(super) async fn tasks_on(connection: &mut SqliteConnection, objects: &[&str]) -> Result<Vec<TaskRow>, sqlx::Error> {
    sqlx::query_as(TASKS_ON).bind(json!(objects).to_string()).fetch_all(connection).await
}

const FINISHED: &str = "
    SELECT task.* FROM json_each(?1) AS wanted
    JOIN task ON task.reach_profile_id = wanted.value ->> 0 AND task.status = 2 AND task.finish_time >= wanted.value ->> 1";

/// The tasks of profiles that were finished since, for the daily recount of the server's reading (`tasks.md CR12`).
pub(super) async fn finished(connection: &mut SqliteConnection, since: &[(ProfileId, i64)]) -> Result<Vec<TaskRow>, sqlx::Error> {
    if since.is_empty() {
        return Ok(Vec::new());
    }
    let since: Vec<(i64, i64)> = since.iter().map(|(profile, from)| (profile.0, *from)).collect();
    sqlx::query_as(FINISHED).bind(json!(since).to_string()).fetch_all(connection).await
}

const ACCOUNTS: &str = "
    SELECT account.*, movement.used
    FROM json_each(?1) AS wanted
    JOIN account ON account.reach_profile_id = wanted.value
    JOIN movement ON movement.reach_profile_id = account.reach_profile_id AND movement.number = account.movements";

/// The accounts of profiles.
pub(super) async fn accounts(connection: &mut SqliteConnection, profiles: &BTreeSet<ProfileId>) -> Result<Vec<AccountRow>, sqlx::Error> {
    sqlx::query_as(ACCOUNTS).bind(numbers(profiles)).fetch_all(connection).await
}

const ALL_ACCOUNTS: &str = "
    SELECT account.*, movement.used
    FROM account
    JOIN movement ON movement.reach_profile_id = account.reach_profile_id AND movement.number = account.movements
    ORDER BY account.reach_profile_id";

/// All accounts, by profile.
pub(super) async fn all_accounts(connection: &mut SqliteConnection) -> Result<Vec<AccountRow>, sqlx::Error> {
    sqlx::query_as(ALL_ACCOUNTS).fetch_all(connection).await
}

const MOVEMENTS: &str = "SELECT * FROM movement WHERE reach_profile_id = ?1 ORDER BY number";

/// The movements of a profile, in order.
pub(super) async fn movements(connection: &mut SqliteConnection, profile: ProfileId) -> Result<Vec<MovementRow>, sqlx::Error> {
    sqlx::query_as(MOVEMENTS).bind(profile.0).fetch_all(connection).await
}

const KNOWN_TASKS: &str = "SELECT id FROM task WHERE id IN (SELECT value FROM json_each(?1))";

/// Which of these tasks are there.
pub(super) async fn known_tasks(connection: &mut SqliteConnection, tasks: &[Task]) -> Result<FxHashSet<i64>, sqlx::Error> {
    let ids: Vec<i64> = tasks.iter().map(|task| task.id.0).collect();
    let known: Vec<i64> = sqlx::query_scalar(KNOWN_TASKS).bind(json!(ids).to_string()).fetch_all(connection).await?;
    Ok(known.into_iter().collect())
}

fn numbers(profiles: &BTreeSet<ProfileId>) -> String {
    json!(profiles.iter().map(|profile| profile.0).collect::<Vec<_>>()).to_string()
}

/// All of them but the one that reads every account.
#[cfg(test)]
pub(super) const STATEMENTS: [&str; 9] = [SEEN, LAST_EVENT, LAST_TASK, TASKS, TASKS_ON, FINISHED, ACCOUNTS, MOVEMENTS, KNOWN_TASKS];
