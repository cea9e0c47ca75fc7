//! What is written, in bulk: one statement a table, its rows as one JSON text, which the table's own row type reads.

use serde::Serialize;
use sqlx::PgConnection;

use super::text;
use crate::ledgers::writes::Writes;

const TAKE_TURN: &str = "SELECT pg_advisory_xact_lock('event'::regclass::oid::bigint)";

/// Waits until nobody else writes to these tables, and keeps others waiting until the transaction ends.
pub(super) async fn take_turn(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query(TAKE_TURN).execute(connection).await.map(drop)
}

const INSERT_EVENTS: &str = "
    INSERT INTO event (id, partner_id, identity, event_id, recorded_at)
    SELECT id, partner_id, decode(identity, 'hex'), event_id, recorded_at
    FROM json_to_recordset($1::json) AS new (id bigint, partner_id bigint, identity text, event_id text, recorded_at bigint)";

const INSERT_TASKS: &str = "
    INSERT INTO task (
    id, partner_id, vendor_partner_id, entry_id, entry_object_type, reach_profile_id,
    catalog_item_id, status, price, old_price, charged, units_used,
    version, context, creation_mode, user_id, service_type, service_feature,
    turn_around_time, dictionary, is_request_moderated, is_output_moderated, task_job_data, err_description,
    created_at, updated_at, queue_time, finish_time, expected_finish_time, event,
    rule_number, order_number)
    SELECT
    id, partner_id, vendor_partner_id, entry_id, entry_object_type, reach_profile_id,
    catalog_item_id, status, price, old_price, charged, units_used,
    version, context, creation_mode, user_id, service_type, service_feature,
    turn_around_time, dictionary, is_request_moderated, is_output_moderated, task_job_data, err_description,
    created_at, updated_at, queue_time, finish_time, expected_finish_time, event,
    rule_number, order_number
    FROM json_populate_recordset(NULL::task, $1::json)";

const UPDATE_TASKS: &str = "
    UPDATE task SET
    vendor_partner_id = new.vendor_partner_id, catalog_item_id = new.catalog_item_id, status = new.status,
    price = new.price, old_price = new.old_price, charged = new.charged,
    units_used = new.units_used, is_request_moderated = new.is_request_moderated, task_job_data = new.task_job_data,
    err_description = new.err_description, updated_at = new.updated_at, queue_time = new.queue_time,
    finish_time = new.finish_time, expected_finish_time = new.expected_finish_time
    FROM json_populate_recordset(NULL::task, $1::json) AS new
    WHERE task.id = new.id";

const INSERT_CHANGES: &str = "
    INSERT INTO task_change (task_id, event, changed_at, status_before, status_after, price_before, price_after, err_description)
    SELECT task_id, event, changed_at, status_before, status_after, price_before, price_after, err_description
    FROM json_populate_recordset(NULL::task_change, $1::json)";

const UPSERT_ACCOUNTS: &str = "
    INSERT INTO account (reach_profile_id, credit, configured_credit, configured_used, usage_percentage, movements)
    SELECT reach_profile_id, credit, configured_credit, configured_used, usage_percentage, movements
    FROM json_populate_recordset(NULL::account, $1::json)
    ON CONFLICT (reach_profile_id) DO UPDATE SET
    credit = excluded.credit, configured_credit = excluded.configured_credit, configured_used = excluded.configured_used,
    usage_percentage = excluded.usage_percentage, movements = excluded.movements";

const INSERT_MOVEMENTS: &str = "
    INSERT INTO movement (reach_profile_id, number, kind, amount, used, task_id, rule_profile_id, rule_number, event, moved_at)
    SELECT reach_profile_id, number, kind, amount, used, task_id, rule_profile_id, rule_number, event, moved_at
    FROM json_populate_recordset(NULL::movement, $1::json)";

/// Writes everything, in an order that every reference finds what it refers to.
pub(super) async fn all(connection: &mut PgConnection, mut writes: Writes) -> Result<(), sqlx::Error> {
    writes.texts_mut().for_each(text::keep);
    run(connection, INSERT_EVENTS, writes.events.iter()).await?;
    run(connection, INSERT_TASKS, writes.created.values()).await?;
    run(connection, UPDATE_TASKS, writes.updated.values()).await?;
    run(connection, INSERT_CHANGES, writes.changes.iter()).await?;
    run(connection, UPSERT_ACCOUNTS, writes.accounts.values()).await?;
    run(connection, INSERT_MOVEMENTS, writes.movements.iter()).await
}

async fn run<'w, T: Serialize + 'w>(
    connection: &mut PgConnection,
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
