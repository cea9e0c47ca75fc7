//! What is written, in bulk: one statement a table, its rows as one JSON text.

use serde::Serialize;
use sqlx::SqliteConnection;

use crate::ledgers::writes::Writes;

const INSERT_EVENTS: &str = "
    INSERT INTO event (id, partner_id, identity, event_id, recorded_at)
    SELECT value ->> 'id', value ->> 'partner_id', unhex(value ->> 'identity'), value ->> 'event_id', value ->> 'recorded_at'
    FROM json_each(?1)";

const INSERT_TASKS: &str = "
    INSERT INTO task (
    id, partner_id, vendor_partner_id, entry_id, entry_object_type, reach_profile_id,
    catalog_item_id, status, price, old_price, charged, units_used,
    version, context, creation_mode, user_id, service_type, service_feature,
    turn_around_time, dictionary, is_request_moderated, is_output_moderated, task_job_data, err_description,
    created_at, updated_at, queue_time, finish_time, expected_finish_time, event,
    rule_number, order_number)
    SELECT
    value ->> 'id', value ->> 'partner_id', value ->> 'vendor_partner_id', value ->> 'entry_id',
    value ->> 'entry_object_type', value ->> 'reach_profile_id', value ->> 'catalog_item_id', value ->> 'status',
    value ->> 'price', value ->> 'old_price', value ->> 'charged', value ->> 'units_used',
    value ->> 'version', value ->> 'context', value ->> 'creation_mode', value ->> 'user_id',
    value ->> 'service_type', value ->> 'service_feature', value ->> 'turn_around_time', value ->> 'dictionary',
    value ->> 'is_request_moderated', value ->> 'is_output_moderated', value ->> 'task_job_data', value ->> 'err_description',
    value ->> 'created_at', value ->> 'updated_at', value ->> 'queue_time', value ->> 'finish_time',
    value ->> 'expected_finish_time', value ->> 'event', value ->> 'rule_number', value ->> 'order_number'
    FROM json_each(?1)";

const UPDATE_TASKS: &str = "
    UPDATE task SET
    vendor_partner_id = new.value ->> 'vendor_partner_id', catalog_item_id = new.value ->> 'catalog_item_id', status = new.value ->> 'status',
    price = new.value ->> 'price', old_price = new.value ->> 'old_price', charged = new.value ->> 'charged',
    units_used = new.value ->> 'units_used', is_request_moderated = new.value ->> 'is_request_moderated', task_job_data = new.value ->> 'task_job_data',
    err_description = new.value ->> 'err_description', updated_at = new.value ->> 'updated_at', queue_time = new.value ->> 'queue_time',
    finish_time = new.value ->> 'finish_time', expected_finish_time = new.value ->> 'expected_finish_time'
    FROM json_each(?1) AS new
    WHERE task.id = new.value ->> 'id'";

const INSERT_CHANGES: &str = "
    INSERT INTO task_change (task_id, event, changed_at, status_before, status_after, price_before, price_after, err_description)
    SELECT value ->> 'task_id', value ->> 'event', value ->> 'changed_at', value ->> 'status_before', value ->> 'status_after',
    value ->> 'price_before', value ->> 'price_after', value ->> 'err_description'
    FROM json_each(?1)";

const UPSERT_ACCOUNTS: &str = "
    INSERT INTO account (reach_profile_id, credit, configured_credit, configured_used, usage_percentage, movements)
    SELECT value ->> 'reach_profile_id', value ->> 'credit', value ->> 'configured_credit', value ->> 'configured_used',
    value ->> 'usage_percentage', value ->> 'movements'
    FROM json_each(?1) WHERE true
    ON CONFLICT (reach_profile_id) DO UPDATE SET
    credit = excluded.credit, configured_credit = excluded.configured_credit, configured_used = excluded.configured_used,
    usage_percentage = excluded.usage_percentage, movements = excluded.movements";

const INSERT_MOVEMENTS: &str = "
    INSERT INTO movement (reach_profile_id, number, kind, amount, used, task_id, rule_profile_id, rule_number, event, moved_at)
    SELECT value ->> 'reach_profile_id', value ->> 'number', value ->> 'kind', value ->> 'amount', value ->> 'used',
    value ->> 'task_id', value ->> 'rule_profile_id', value ->> 'rule_number', value ->> 'event', value ->> 'moved_at'
    FROM json_each(?1)";

/// Writes everything, in an order that every reference finds what it refers to.
pub(super) async fn all(connection: &mut SqliteConnection, writes: &Writes) -> Result<(), sqlx::Error> {
    run(connection, INSERT_EVENTS, writes.events.iter()).await?;
    run(connection, INSERT_TASKS, writes.created.values()).await?;
    run(connection, UPDATE_TASKS, writes.updated.values()).await?;
    run(connection, INSERT_CHANGES, writes.changes.iter()).await?;
    run(connection, UPSERT_ACCOUNTS, writes.accounts.values()).await?;
    run(connection, INSERT_MOVEMENTS, writes.movements.iter()).await
}

async fn run<'w, T: Serialize + 'w>(
    connection: &mut SqliteConnection,
    statement: &'static str,
    rows: impl ExactSizeIterator<Item = &'w T>,
) -> Result<(), sqlx::Error> {
    if rows.len() == 0 {
        return Ok(());
    }
    let rows = serde_json::to_string(&rows.collect::<Vec<_>>()).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query(statement).bind(rows).execute(connection).await?;
    Ok(())
}

#[cfg(test)]
pub(super) const STATEMENTS: [&str; 6] = [INSERT_EVENTS, INSERT_TASKS, UPDATE_TASKS, INSERT_CHANGES, UPSERT_ACCOUNTS, INSERT_MOVEMENTS];
