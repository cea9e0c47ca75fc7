//! What is read, in bulk: one statement a table, never row by row. Lists of keys travel as arrays.

use std::collections::BTreeSet;

use reach_rules::model::Task;
use reach_rules::{PartnerId, ProfileId};
use rustc_hash::FxHashSet;
use sqlx::PgConnection;

use super::text;
use crate::ledger::Decided;
use crate::ledgers::row::{AccountRow, MovementRow, TaskRow};
use crate::wanted::Wanted;

/// The columns of a task, amounts as the text of a decimal.
macro_rules! task_columns {
    () => {
        "task.id, task.partner_id, task.vendor_partner_id, task.entry_id, task.entry_object_type, task.reach_profile_id,
        task.catalog_item_id, task.status, task.price::text AS price, task.old_price::text AS old_price, task.charged::text AS charged,
        task.units_used, task.version, task.context, task.creation_mode, task.user_id, task.service_type, task.service_feature,
        task.turn_around_time, task.dictionary, task.is_request_moderated, task.is_output_moderated, task.task_job_data,
        task.err_description, task.created_at, task.updated_at, task.queue_time, task.finish_time, task.expected_finish_time,
        task.event, task.rule_number, task.order_number"
    };
}

macro_rules! account_columns {
    () => {
        "account.reach_profile_id, account.credit, account.configured_credit, account.configured_used::text AS configured_used,
        account.usage_percentage::text AS usage_percentage, account.movements, movement.used::text AS used"
    };
}

const SEEN: &str = "
    SELECT event.partner_id, event.identity
    FROM unnest($1::bigint[], $2::bytea[]) AS wanted (partner_id, identity)
    JOIN event ON event.identity = wanted.identity AND event.partner_id = wanted.partner_id";

/// The events of the batch that were recorded before.
pub(super) async fn seen(connection: &mut PgConnection, batch: &[Decided]) -> Result<FxHashSet<(PartnerId, [u8; 16])>, sqlx::Error> {
    let partners: Vec<i64> = batch.iter().map(|decided| decided.partner.0).collect();
    let identities: Vec<&[u8]> = batch.iter().map(|decided| &decided.identity[..]).collect();
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(SEEN).bind(partners).bind(identities).fetch_all(connection).await?;
    Ok(rows.into_iter().filter_map(|(partner, identity)| Some((PartnerId(partner), identity.try_into().ok()?))).collect())
}

const LAST_EVENT: &str = "SELECT coalesce(max(id), 0) FROM event";

/// The highest id of an event.
pub(super) async fn last_event(connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(LAST_EVENT).fetch_one(connection).await
}

const LAST_TASK: &str = "SELECT coalesce(max(id), 0) FROM task";

/// The highest id of a task.
pub(super) async fn last_task(connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(LAST_TASK).fetch_one(connection).await
}

const TASKS: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM unnest($1::text[]) AS wanted (entry_id) JOIN task ON task.entry_id = wanted.entry_id UNION SELECT ",
    task_columns!(),
    " FROM unnest($2::bigint[]) AS wanted (id) JOIN task ON task.id = wanted.id"
);

/// The tasks that a batch needs.
pub(super) async fn tasks(connection: &mut PgConnection, wanted: &Wanted) -> Result<Vec<TaskRow>, sqlx::Error> {
    if wanted.objects.is_empty() && wanted.tasks.is_empty() {
        return Ok(Vec::new());
    }
    let objects: Vec<String> = wanted.objects.iter().map(|object| text::kept(object)).collect();
    let ids: Vec<i64> = wanted.tasks.iter().map(|task| task.0).collect();
    sqlx::query_as(TASKS).bind(objects).bind(ids).fetch_all(connection).await.map(restored)
}

const TASKS_ON: &str = concat!("SELECT ", task_columns!(), " FROM task WHERE task.entry_id = ANY($1::text[]) ORDER BY task.id");

/// The tasks on these objects, by id.
pub(super) async fn tasks_on(connection: &mut PgConnection, objects: &[&str]) -> Result<Vec<TaskRow>, sqlx::Error> {
    let objects: Vec<String> = objects.iter().map(|object| text::kept(object)).collect();
    sqlx::query_as(TASKS_ON).bind(objects).fetch_all(connection).await.map(restored)
}

const FINISHED: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM unnest($1::bigint[], $2::bigint[]) AS wanted (profile, since)
    JOIN task ON task.reach_profile_id = wanted.profile AND task.status = 2 AND task.finish_time >= wanted.since"
);

/// The tasks of profiles that were finished since, for the daily recount of the server's reading (`tasks.md CR12`).
pub(super) async fn finished(connection: &mut PgConnection, since: &[(ProfileId, i64)]) -> Result<Vec<TaskRow>, sqlx::Error> {
    if since.is_empty() {
        return Ok(Vec::new());
    }
    let (profiles, since): (Vec<i64>, Vec<i64>) = since.iter().map(|(profile, from)| (profile.0, *from)).unzip();
    sqlx::query_as(FINISHED).bind(profiles).bind(since).fetch_all(connection).await.map(restored)
}

fn restored(mut rows: Vec<TaskRow>) -> Vec<TaskRow> {
    for row in &mut rows {
        row.texts_mut().for_each(text::restore);
    }
    rows
}

const ACCOUNTS: &str = concat!(
    "SELECT ",
    account_columns!(),
    " FROM unnest($1::bigint[]) AS wanted (profile)
    JOIN account ON account.reach_profile_id = wanted.profile
    JOIN movement ON movement.reach_profile_id = account.reach_profile_id AND movement.number = account.movements"
);

/// The accounts of profiles.
pub(super) async fn accounts(connection: &mut PgConnection, profiles: &BTreeSet<ProfileId>) -> Result<Vec<AccountRow>, sqlx::Error> {
    let profiles: Vec<i64> = profiles.iter().map(|profile| profile.0).collect();
    sqlx::query_as(ACCOUNTS).bind(profiles).fetch_all(connection).await
}

const ALL_ACCOUNTS: &str = concat!(
    "SELECT ",
    account_columns!(),
    " FROM account
    JOIN movement ON movement.reach_profile_id = account.reach_profile_id AND movement.number = account.movements
    ORDER BY account.reach_profile_id"
);

/// All accounts, by profile.
pub(super) async fn all_accounts(connection: &mut PgConnection) -> Result<Vec<AccountRow>, sqlx::Error> {
    sqlx::query_as(ALL_ACCOUNTS).fetch_all(connection).await
}

const MOVEMENTS: &str = "
    SELECT reach_profile_id, number, kind, amount::text AS amount, used::text AS used, task_id, rule_profile_id, rule_number, event, moved_at
    FROM movement WHERE reach_profile_id = $1 ORDER BY number";

/// The movements of a profile, in order.
pub(super) async fn movements(connection: &mut PgConnection, profile: ProfileId) -> Result<Vec<MovementRow>, sqlx::Error> {
    sqlx::query_as(MOVEMENTS).bind(profile.0).fetch_all(connection).await
}

const KNOWN_TASKS: &str = "SELECT id FROM task WHERE id = ANY($1::bigint[])";

/// Which of these tasks are there.
pub(super) async fn known_tasks(connection: &mut PgConnection, tasks: &[Task]) -> Result<FxHashSet<i64>, sqlx::Error> {
    let ids: Vec<i64> = tasks.iter().map(|task| task.id.0).collect();
    let known: Vec<i64> = sqlx::query_scalar(KNOWN_TASKS).bind(ids).fetch_all(connection).await?;
    Ok(known.into_iter().collect())
}
