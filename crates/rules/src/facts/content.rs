//! What guards, prices and the life cycle read of an event, taken out of it once (`tasks.md T20`, T21, T41).

use reach_expr::Object;
use reach_rawjson::Key;

use super::entry::EntryFacts;
use super::related::List;
use super::Facts;
use crate::content::{Asset, Content, Entry, EventObject, ScheduleEvent};
use crate::ids::CategoryId;
use crate::need::Fact;
use crate::platform::Class;

const ID: Key<'static> = Key::new("id");
const STATUS: Key<'static> = Key::new("status");
const VERSION: Key<'static> = Key::new("version");
const CATEGORY_ID: Key<'static> = Key::new("categoryId");
const ENTRY_ID: Key<'static> = Key::new("entryId");
const FLAVOR_PARAMS_ID: Key<'static> = Key::new("flavorParamsId");
const IS_ORIGINAL: Key<'static> = Key::new("isOriginal");
const FILE_EXT: Key<'static> = Key::new("fileExt");
const TEMPLATE_ENTRY_ID: Key<'static> = Key::new("templateEntryId");
const START_DATE: Key<'static> = Key::new("startDate");
const END_DATE: Key<'static> = Key::new("endDate");
const DURATION: Key<'static> = Key::new("duration");

impl Content {
    /// Reads the facts behind a decision.
    pub fn read(facts: &Facts<'_>) -> Content {
        Content {
            partner: facts.event().partner,
            object: facts.event_object(),
            entry: facts.entry().and_then(|entry| entry.map(|entry| Entry::read(&entry)).transpose()),
            assets: facts.content_assets(),
            schedule_events: facts.content_schedule_events(),
        }
    }
}

impl Entry {
    fn read(entry: &EntryFacts<'_, '_>) -> Fact<Entry> {
        let boxed = |text: Fact<Option<std::borrow::Cow<'_, str>>>| Ok(text?.map(|text| Box::from(&*text)));
        Ok(Entry {
            id: entry.id()?.unwrap_or_default().into(),
            status: entry.status(),
            entry_type: boxed(entry.entry_type()),
            media_type: boxed(entry.media_type()),
            duration_ms: entry.duration_ms(),
            admin_tags: entry.admin_tags(),
            block_auto_transcript: entry.block_auto_transcript(),
            has_parent: entry.has_parent(),
            is_temporary: entry.is_temporary(),
            user_id: boxed(entry.user_id()),
            source_type: boxed(entry.source_type()),
            capabilities: entry.capabilities(),
            is_live: entry.is_live(),
        })
    }
}

impl Facts<'_> {
    fn event_object(&self) -> EventObject {
        let class = self.own.class;
        if class.is_a(Class::ENTRY) {
            EventObject::Entry
        } else if class.is_a(Class::ASSET) {
            self.content_asset(super::OBJECT).map_or(EventObject::Other, EventObject::Asset)
        } else if class.is_a(Class::CATEGORY_ENTRY) {
            EventObject::CategoryEntry { category: self.own.int(&CATEGORY_ID).map(|id| id.map(CategoryId)) }
        } else if class.is_a(Class::SCHEDULE_EVENT) {
            self.content_schedule_event(super::OBJECT).map_or(EventObject::Other, EventObject::ScheduleEvent)
        } else if class.is_a(Class::ENTRY_VENDOR_TASK) {
            EventObject::Task(self.task_event())
        } else {
            EventObject::Other
        }
    }

    /// The assets of the event's entry, of any class and status, in the order held.
    fn content_assets(&self) -> Fact<Vec<Asset>> {
        let Some(entry) = self.entry_id()? else { return Ok(Vec::new()) };
        let mut assets = Vec::new();
        for object in self.listed_in_place(List::Assets, |object| self.has_own_id(object))? {
            let Some(asset) = self.content_asset(object) else { continue };
            // The list is of the entry's assets: one that does not say whose it is is the entry's.
            match &asset.entry_id {
                Ok(Some(other)) if **other != *entry => {}
                Ok(_) | Err(_) => assets.push(asset),
            }
        }
        Ok(assets)
    }

    fn content_asset(&self, object: Object) -> Option<Asset> {
        let asset = self.entity(object)?;
        let boxed = |key| Ok(asset.text(key)?.map(|text| Box::from(&*text)));
        Some(Asset {
            id: asset.id().ok().flatten().unwrap_or_default().into(),
            class: asset.class,
            entry_id: boxed(&ENTRY_ID),
            status: asset.int(&STATUS),
            version: asset.int(&VERSION).map(|version| version.unwrap_or(0)),
            flavor_params_id: asset.int(&FLAVOR_PARAMS_ID),
            is_original: asset.flag(&IS_ORIGINAL),
            file_ext: boxed(&FILE_EXT),
        })
    }

    /// The schedule events of the event's entry, its own among them.
    fn content_schedule_events(&self) -> Fact<Vec<ScheduleEvent>> {
        let events = self.listed_in_place(List::ScheduleEvents, |object| self.has_own_id(object))?;
        Ok(events.into_iter().filter_map(|object| self.content_schedule_event(object)).collect())
    }

    fn content_schedule_event(&self, object: Object) -> Option<ScheduleEvent> {
        let event = self.entity(object)?;
        Some(ScheduleEvent {
            id: event.int(&ID),
            is_live_stream: event.class.is_a(Class::LIVE_STREAM_SCHEDULE_EVENT),
            status: event.int(&STATUS),
            template_entry_id: event.text(&TEMPLATE_ENTRY_ID).map(|id| id.map(|id| Box::from(&*id))),
            start_date: event.int(&START_DATE),
            end_date: event.int(&END_DATE),
            duration: event.int(&DURATION),
        })
    }
}
