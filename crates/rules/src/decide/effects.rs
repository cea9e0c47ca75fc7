//! What an event does to tasks that stand already, whatever the rules say (`rules.md R15`, `lifecycle.md` L40
//! to L49).

use crate::decision::Step;
use crate::facts::Facts;
use crate::need::Fact;
use crate::platform::{Class, EventType};
use crate::settings::Settings;

/// Entries recorded live are released by their replacement alone (`lifecycle.md L44`, L45).
const RECORDED_LIVE: &str = "36";

/// Statuses of content.
const READY: i64 = 2;
const DELETED: i64 = 3;
const ERROR_CONVERTING: i64 = -1;
const NOT_APPLICABLE: i64 = 4;

/// New prices, by a changed length (`lifecycle.md L42`) or a replacement (L45).
pub(super) fn reprice(facts: &Facts<'_>, settings: &Settings) -> Fact<bool> {
    let event = facts.event();
    if !event.class.is_a(Class::ENTRY) {
        return Ok(false);
    }
    match event.event_type {
        Some(EventType::ObjectChanged) => Ok(facts.length_modified()? && is_supported(facts, settings)?),
        Some(EventType::ObjectReplaced) => is_recorded_live(facts),
        _ => Ok(false),
    }
}

/// Whether waiting tasks are looked at, documented (`rules.md R15`, `lifecycle.md L45`).
pub(super) fn release_documented(facts: &Facts<'_>) -> Fact<bool> {
    let event = facts.event();
    if event.class.is_a(Class::ENTRY) {
        if event.event_type == Some(EventType::ObjectReplaced) {
            return is_recorded_live(facts);
        }
        let due = facts.entry_ready()?
            || event.event_type == Some(EventType::ObjectChanged)
                && facts.object_status()? == Some(READY)
                && (facts.status_modified()? || facts.length_modified()?);
        return Ok(due && !is_recorded_live(facts)?);
    }
    flavor_released(facts, &[EventType::ObjectAdded, EventType::ObjectChanged])
}

/// Whether waiting tasks are released, server, once the passes are done (`lifecycle.md L44`, L45). `ran_empty`: the
/// empty pass of a changed entry or flavor asset was due.
pub(super) fn release_server(facts: &Facts<'_>, ran_empty: bool) -> Fact<bool> {
    let event = facts.event();
    if event.class.is_a(Class::ENTRY) && event.event_type == Some(EventType::ObjectReplaced) {
        return is_recorded_live(facts);
    }
    Ok(ran_empty && event.event_type == Some(EventType::ObjectChanged) && !is_recorded_live(facts)?)
}

/// A flavor asset that becomes READY while its entry is READY, by one of these event types.
pub(super) fn flavor_released(facts: &Facts<'_>, by: &[EventType]) -> Fact<bool> {
    let event = facts.event();
    let listens = event.class.is_a(Class::FLAVOR_ASSET) && event.event_type.is_some_and(|event_type| by.contains(&event_type));
    if !listens || !facts.asset_ready()? {
        return Ok(false);
    }
    let Some(entry) = facts.entry()? else { return Ok(false) };
    Ok(entry.status()? == Some(READY) && !is_recorded_live(facts)?)
}

/// Whether open tasks are called off: the entry or the attachment is gone (`lifecycle.md L43`, L46).
/// `noticed_error`: an entry that goes to -1 counts (D17).
pub(super) fn withdraw(facts: &Facts<'_>, settings: &Settings, noticed_error: bool) -> Fact<bool> {
    let event = facts.event();
    if event.event_type != Some(EventType::ObjectChanged) {
        return Ok(false);
    }
    if event.class.is_a(Class::ENTRY) {
        let status = facts.object_status()?;
        let gone = status == Some(DELETED) || status == Some(ERROR_CONVERTING) && noticed_error;
        return Ok(gone && (facts.status_modified()? || facts.length_from_zero()?) && is_supported(facts, settings)?);
    }
    if event.class.is_a(Class::ATTACHMENT_ASSET) {
        let gone = matches!(facts.object_status()?, Some(DELETED | ERROR_CONVERTING | NOT_APPLICABLE));
        return Ok(gone && facts.status_modified()?);
    }
    Ok(false)
}

/// Whether the event is on a task, whose credit is settled (`lifecycle.md L49`).
pub(super) fn settle(facts: &Facts<'_>) -> bool {
    let event = facts.event();
    event.class.is_a(Class::ENTRY_VENDOR_TASK) && matches!(event.event_type, Some(EventType::ObjectCreated | EventType::ObjectChanged))
}

/// Whether REACH takes entries of the entry's type.
pub(super) fn is_supported(facts: &Facts<'_>, settings: &Settings) -> Fact<bool> {
    let Some(entry) = facts.entry()? else { return Ok(false) };
    Ok(entry.entry_type()?.is_some_and(|entry_type| settings.supports_entry_type(&entry_type)))
}

fn is_recorded_live(facts: &Facts<'_>) -> Fact<bool> {
    let Some(entry) = facts.entry()? else { return Ok(false) };
    Ok(entry.source_type()?.as_deref() == Some(RECORDED_LIVE))
}

/// Puts a step down when its fact holds.
pub(super) fn push(steps: &mut Vec<Step>, step: Step, holds: bool) {
    if holds {
        steps.push(step);
    }
}
