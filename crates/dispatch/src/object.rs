//! What a task is for: an entry or an asset, and which version of it (`tasks.md T20` to T22, T30).

use reach_rules::content::{Asset, Content, Entry, EventObject};
use reach_rules::model::ObjectType;
use reach_rules::platform::Class;
use reach_rules::{Fact, Need, Order, Subject};

/// `DELETED` of entries and assets.
const DELETED: i64 = 3;

/// What a task is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TaskObject<'a> {
    Entry(&'a Entry),
    Asset(&'a Asset),
}

impl<'a> TaskObject<'a> {
    /// What stands in the task's `entryId`.
    pub(crate) fn id(self) -> &'a str {
        match self {
            TaskObject::Entry(entry) => &entry.id,
            TaskObject::Asset(asset) => &asset.id,
        }
    }

    /// The version that is ordered (T30).
    pub(crate) fn version(self, content: &Content) -> Fact<i64> {
        match self {
            TaskObject::Asset(asset) => asset.version.clone(),
            TaskObject::Entry(_) => original_flavor_version(told(&content.assets)?),
        }
    }
}

fn original_flavor_version(assets: &[Asset]) -> Fact<i64> {
    for asset in assets.iter().filter(|asset| asset.class.is_a(Class::FLAVOR_ASSET)) {
        if *told(&asset.is_original)? && *told(&asset.status)? != Some(DELETED) {
            return asset.version.clone();
        }
    }
    Ok(0)
}

/// The objects of an order, in the order in which their tasks are made (T20, T21).
pub(crate) fn of_order<'a>(order: &Order, content: &'a Content) -> Fact<Vec<TaskObject<'a>>> {
    match order.object_type {
        ObjectType::Entry => Ok(entry(content)?.map(TaskObject::Entry).into_iter().collect()),
        ObjectType::Asset => assets(event_object(order, content), content),
        ObjectType::Other(_) => Ok(Vec::new()),
    }
}

fn assets<'a>(object: &'a EventObject, content: &'a Content) -> Fact<Vec<TaskObject<'a>>> {
    match object {
        EventObject::Asset(asset) => Ok(vec![TaskObject::Asset(asset)]),
        EventObject::CategoryEntry { .. } => {
            let mut objects = Vec::new();
            for asset in told(&content.assets)? {
                if *told(&asset.status)? != Some(DELETED) {
                    objects.push(TaskObject::Asset(asset));
                }
            }
            Ok(objects)
        }
        EventObject::Entry | EventObject::ScheduleEvent(_) | EventObject::Task(_) | EventObject::Other => Ok(Vec::new()),
    }
}

/// The entry of the event's object, unless it is deleted (T20).
fn entry(content: &Content) -> Fact<Option<&Entry>> {
    match told(&content.entry)? {
        Some(entry) if *told(&entry.status)? != Some(DELETED) => Ok(Some(entry)),
        Some(_) | None => Ok(None),
    }
}

/// What counts as the event's object for an order.
pub(crate) fn event_object<'a>(order: &Order, content: &'a Content) -> &'a EventObject {
    match order.subject {
        Subject::Object => &content.object,
        Subject::Entry => &EventObject::Entry,
    }
}

/// The object that is gone: the event's own asset (`lifecycle.md L46`), else the entry (L43).
pub(crate) fn withdrawn(content: &Content) -> Fact<Option<&str>> {
    match &content.object {
        EventObject::Asset(asset) => Ok(Some(&asset.id)),
        EventObject::Entry
        | EventObject::CategoryEntry { .. }
        | EventObject::ScheduleEvent(_)
        | EventObject::Task(_)
        | EventObject::Other => Ok(told(&content.entry)?.as_ref().map(|entry| &*entry.id)),
    }
}

/// What the event tells, or the need for it.
pub(crate) fn told<T>(fact: &Fact<T>) -> Result<&T, Need> {
    fact.as_ref().map_err(Need::clone)
}
