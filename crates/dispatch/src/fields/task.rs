//! The new task itself.

use reach_rules::content::{Content, EventObject};
use reach_rules::model::{CatalogItem, CreationMode, JobData, Profile, Task, TaskStatus};
use reach_rules::{Credits, Fact, Order, TaskId};

use crate::object::{TaskObject, event_object, told};

/// Service types (`catalog.md C8`).
const HUMAN: i64 = 1;
const MACHINE: i64 = 2;

/// What the order settled before the task is written.
pub(crate) struct NewFields {
    pub id: TaskId,
    pub version: i64,
    pub price: Credits,
    pub units_used: Option<i64>,
    pub job_data: Option<JobData>,
}

/// A task of status 8 that is not queued yet (F1 to F6, F10, F11, F16); becoming PENDING is a change like any other.
pub(crate) fn new_task(
    fields: NewFields,
    (order, profile, item): (&Order, &Profile, &CatalogItem),
    object: TaskObject<'_>,
    content: &Content,
    now: i64,
) -> Fact<Task> {
    Ok(Task {
        id: fields.id,
        partner: profile.partner,
        vendor_partner: item.vendor_partner,
        entry_id: object.id().into(),
        object_type: order.object_type,
        profile: profile.id,
        item: item.id,
        status: TaskStatus::PendingEntryReady,
        price: fields.price,
        old_price: None,
        units_used: fields.units_used,
        version: fields.version,
        context: context(order, content)?,
        creation_mode: CreationMode::Automatic,
        user_id: user(content)?,
        service_type: item.service_type,
        service_feature: Some(item.service_feature),
        turn_around_time: Some(item.turn_around_time),
        dictionary: dictionary(profile, item),
        is_request_moderated: false,
        is_output_moderated: is_output_moderated(profile, item),
        job_data: fields.job_data,
        err_description: None,
        created_at: Some(now),
        updated_at: Some(now),
        queue_time: None,
        finish_time: None,
        expected_finish_time: None,
    })
}

/// F5: the category that the event puts the entry into.
fn context(order: &Order, content: &Content) -> Fact<Option<Box<str>>> {
    match event_object(order, content) {
        EventObject::CategoryEntry { category } => Ok((*told(category)?).map(|id| id.to_string().into())),
        EventObject::Entry | EventObject::Asset(_) | EventObject::ScheduleEvent(_) | EventObject::Task(_) | EventObject::Other => Ok(None),
    }
}

/// F4: the owner of the entry.
fn user(content: &Content) -> Fact<Option<Box<str>>> {
    match told(&content.entry)? {
        Some(entry) => entry.user_id.clone(),
        None => Ok(None),
    }
}

/// F10
fn dictionary(profile: &Profile, item: &CatalogItem) -> Option<Box<str>> {
    let language = item.source_language.as_ref()?;
    profile.dictionaries.iter().find(|dictionary| dictionary.language == *language).map(|dictionary| dictionary.data.clone())
}

/// F7: whether the vendor's captions wait for somebody before they are shown.
pub(crate) fn is_output_moderated(profile: &Profile, item: &CatalogItem) -> bool {
    match item.service_type {
        Some(HUMAN) => !profile.auto_display_human_captions,
        Some(MACHINE) => !profile.auto_display_machine_captions,
        Some(_) | None => true,
    }
}
