//! What guards, prices and the life cycle read of an event, taken out of it once (`tasks.md T20`, T21, T41).

use reach_expr::Object;
use reach_rawjson::Key;

use super::Facts;
use super::entry::EntryFacts;
use super::related::List;
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

#[cfg(test)]
mod tests {
    use super::super::testing::{NOW, event};
    use super::*;
    use crate::content::TaskEventChange;
    use crate::model::{JobData, ObjectType, TaskStatus};
    use crate::names::Names;
    use crate::need::Need;

    fn content(json: &str) -> Content {
        let (event, names) = (event(json), Names::new());
        Content::read(&Facts::new(&event, &names, NOW))
    }

    #[test]
    fn an_entry_is_read_whole() {
        let content = content(
            r#"{"partnerId":9,"objectType":"KalturaLiveStreamEntry","object":{"id":"1_a","status":"2","type":7,"mediaType":"201","msDuration":61000,
            "adminTags":" a, b ,","blockAutoTranscript":true,"parentEntryId":"","userId":"ann","sourceType":32,"capabilities":"x,y"}}"#,
        );
        assert_eq!(content.partner.0, 9);
        assert!(matches!(content.object, EventObject::Entry));
        let entry = content.entry.unwrap().unwrap();
        assert_eq!((&*entry.id, entry.status, entry.duration_ms), ("1_a", Ok(Some(2)), Ok(Some(61000))));
        assert_eq!((entry.entry_type, entry.media_type), (Ok(Some("7".into())), Ok(Some("201".into()))));
        assert_eq!(entry.admin_tags.unwrap(), ["a".into(), "b".into()]);
        assert_eq!((entry.block_auto_transcript, entry.has_parent, entry.is_temporary), (Ok(true), Ok(false), Ok(false)));
        assert_eq!((entry.user_id, entry.source_type), (Ok(Some("ann".into())), Ok(Some("32".into()))));
        assert!(entry.is_live && entry.capabilities.unwrap().len() == 2);
        assert!(content.assets.unwrap().is_empty());
    }

    #[test]
    fn assets_stand_in_the_order_held_with_the_events_own_in_place() {
        let list = r#"[{"id":"1_f","entryId":"1_a","status":2,"version":"3","isOriginal":1,"flavorParamsId":0},
            {"id":"1_c","objectType":"KalturaCaptionAsset","entryId":"1_a","status":1},{"id":"1_o","entryId":"1_b"},{"id":"1_t","objectType":"KalturaThumbAsset"}]"#;
        let own = |id: &str| {
            format!(
                r#"{{"objectType":"KalturaCaptionAsset","object":{{"id":"{id}","entryId":"1_a","status":2,"fileExt":"srt"}},"related":{{"assets":{list}}}}}"#
            )
        };
        let read = content(&own("1_c"));
        let EventObject::Asset(asset) = &read.object else { panic!("{read:?}") };
        assert_eq!((&*asset.id, asset.class, &asset.file_ext), ("1_c", Class::CAPTION_ASSET, &Ok(Some("srt".into()))));
        let assets = read.assets.unwrap();
        let ids: Vec<(&str, &Fact<Option<i64>>)> = assets.iter().map(|asset| (&*asset.id, &asset.status)).collect();
        assert_eq!(ids, [("1_f", &Ok(Some(2))), ("1_c", &Ok(Some(2))), ("1_t", &Ok(None))]);
        let first = &assets[0];
        assert_eq!((first.class, &first.version, &first.is_original), (Class::FLAVOR_ASSET, &Ok(3), &Ok(true)));
        assert_eq!((&first.flavor_params_id, &assets[1].version), (&Ok(Some(0)), &Ok(0)));
        assert_eq!(content(&own("1_new")).assets.unwrap().last().map(|asset| asset.id.clone()), Some("1_new".into()));
    }

    #[test]
    fn other_objects_are_told_apart() {
        let assignment = content(r#"{"objectType":"KalturaCategoryEntry","object":{"entryId":"1_a","categoryId":"7"}}"#);
        assert!(matches!(assignment.object, EventObject::CategoryEntry { category: Ok(Some(CategoryId(7))) }));
        assert!(matches!(assignment.entry, Ok(None)));
        let schedule = r#"{"objectType":"KalturaLiveStreamScheduleEvent","object":{"id":5,"templateEntryId":"1_a","startDate":100,"endDate":160,"duration":60},
            "related":{"scheduleEvents":[{"id":4,"objectType":"KalturaRecordScheduleEvent"},{"id":5,"startDate":1}]}}"#;
        let schedule = content(schedule);
        let EventObject::ScheduleEvent(own) = &schedule.object else { panic!("{schedule:?}") };
        assert_eq!((&own.id, own.is_live_stream, &own.start_date), (&Ok(Some(5)), true, &Ok(Some(100))));
        let events = schedule.schedule_events.unwrap();
        assert_eq!(events.len(), 2);
        assert!(!events[0].is_live_stream);
        assert_eq!((&events[1].start_date, &events[1].duration), (&Ok(Some(100)), &Ok(Some(60))));
        assert!(matches!(content(r#"{"objectType":"KalturaUser","object":{}}"#).object, EventObject::Other));
    }

    #[test]
    fn a_task_is_read_with_its_change() {
        let object = r#"{"id":31,"status":7,"reachProfileId":2,"catalogItemId":"3","entryId":"1_a","price":"1.5","oldPrice":2,"creationMode":2,"isRequestModerated":true,
            "taskJobData":{"objectType":"KalturaScheduledVendorTaskData","startDate":5}}"#;
        let on = |event: &str, object: &str| {
            content(&format!(r#"{{"partnerId":9,"objectType":"KalturaEntryVendorTask","object":{object},{event}}}"#))
        };
        let changed = on(r#""eventType":3,"modifiedColumns":["STATUS"],"oldValues":{"STATUS":1}"#, object);
        let EventObject::Task(event) = changed.object else { panic!() };
        assert_eq!((event.id, event.status), (Ok(Some(crate::ids::TaskId(31))), Ok(Some(TaskStatus::Aborted))));
        assert_eq!(event.change, Ok(TaskEventChange::From(Some(TaskStatus::Pending))));
        let task = event.task.unwrap().unwrap();
        assert_eq!((task.partner.0, task.profile.0, task.item.0, task.object_type), (9, 2, 3, ObjectType::Entry));
        assert_eq!((task.price.to_string(), task.old_price.map(|price| price.to_string())), ("1.5".to_owned(), Some("2".to_owned())));
        assert!(task.is_request_moderated && task.is_scheduled());
        let cases =
            [(r#""eventType":5"#, TaskEventChange::Created), (r#""eventType":3,"modifiedColumns":["NOTES"]"#, TaskEventChange::None)];
        for (event, change) in cases {
            let EventObject::Task(event) = on(event, object).object else { panic!() };
            assert_eq!(event.change, Ok(change));
        }
        let EventObject::Task(without) = on(r#""eventType":5"#, r#"{"id":31,"status":1}"#).object else { panic!() };
        assert_eq!(without.task, Ok(None));
        let escaped = r#""{\"id\":1,\"status\":1,\"reachProfileId\":2,\"catalogItemId\":3,\"taskJobData\":{\"objectType\":\"KalturaOddData\",\"text\":\"a\\\"b\"}}""#;
        let EventObject::Task(escaped) = on(r#""eventType":5"#, escaped).object else { panic!() };
        let other = r#"{"objectType":"KalturaOddData","text":"a\"b"}"#;
        assert_eq!(escaped.task.unwrap().unwrap().job_data, Some(JobData::Other(other.into())));
    }

    #[test]
    fn what_a_partial_event_leaves_out_stays_a_need() {
        let content = content(r#"{"partial":true,"objectType":"KalturaMediaEntry","object":{"id":"1_a","status":2}}"#);
        let entry = content.entry.unwrap().unwrap();
        assert_eq!(entry.status, Ok(Some(2)));
        assert_eq!(entry.entry_type, Err(Need::of("object.type")));
        assert_eq!(entry.admin_tags, Err(Need::of("object.adminTags")));
        assert_eq!(content.assets.unwrap_err(), Need::of("related.assets"));
        assert_eq!(content.schedule_events.unwrap_err(), Need::of("related.scheduleEvents"));
    }
}
