//! The job data of an automatic task (`tasks.md T40`, T41).

use reach_rules::content::{Asset, Content, EventObject, ScheduleEvent};
use reach_rules::model::{CatalogItem, JobData};
use reach_rules::platform::{self, Class};
use reach_rules::{Fact, Order};

use crate::object::{event_object, told};

/// The capability of a live entry whose tasks follow its schedule.
const LIVE_SCHEDULE: &str = "live_schedule_capability";
/// `ACTIVE` of a schedule event.
const ACTIVE: i64 = 2;

/// The job data that the item's feature and the event's object make; null for most.
pub(crate) fn job_data(item: &CatalogItem, order: &Order, content: &Content) -> Fact<Option<JobData>> {
    let object = event_object(order, content);
    Ok(match item.feature.automatic_job_data {
        None => None,
        Some(platform::JobData::AssetId { of, .. }) => match object {
            EventObject::Asset(asset) if asset.class.is_a(of) => Some(of_asset(asset, of)),
            _ => None,
        },
        Some(platform::JobData::ScheduleEvent { .. }) => Some(scheduled(item, schedule_event(object, content)?)?),
    })
}

fn of_asset(asset: &Asset, of: Class) -> JobData {
    let id = asset.id.clone();
    if of == Class::CAPTION_ASSET {
        JobData::Translation { caption_asset_id: id }
    } else if of == Class::FLAVOR_ASSET {
        JobData::SignLanguage { asset_id: id }
    } else {
        JobData::IntelligentTagging { asset_id: id }
    }
}

/// The schedule event that a live task is for (T41).
fn schedule_event<'a>(object: &'a EventObject, content: &'a Content) -> Fact<Option<&'a ScheduleEvent>> {
    match object {
        EventObject::ScheduleEvent(event) => Ok(Some(event).filter(|event| event.is_live_stream)),
        EventObject::Entry => latest_of_entry(content),
        EventObject::Asset(_) | EventObject::CategoryEntry { .. } | EventObject::Task(_) | EventObject::Other => Ok(None),
    }
}

fn latest_of_entry(content: &Content) -> Fact<Option<&ScheduleEvent>> {
    let Some(entry) = told(&content.entry)?.as_ref().filter(|entry| entry.is_live) else { return Ok(None) };
    if !told(&entry.capabilities)?.iter().any(|capability| &**capability == LIVE_SCHEDULE) {
        return Ok(None);
    }
    let mut latest: Option<(&ScheduleEvent, Option<i64>)> = None;
    for event in told(&content.schedule_events)?.iter().filter(|event| event.is_live_stream) {
        if *told(&event.status)? != Some(ACTIVE) || told(&event.template_entry_id)?.as_deref() != Some(&*entry.id) {
            continue;
        }
        let start = *told(&event.start_date)?;
        if latest.is_none_or(|(_, other)| start > other) {
            latest = Some((event, start));
        }
    }
    Ok(latest.map(|(event, _)| event))
}

/// Scheduled data of an event, empty without one. A missing duration counts as none.
fn scheduled(item: &CatalogItem, event: Option<&ScheduleEvent>) -> Fact<JobData> {
    let Some(event) = event else {
        return Ok(JobData::Scheduled { scheduled_event_id: None, start_date: None, end_date: None, entry_duration: None });
    };
    let start = *told(&event.start_date)?;
    let end = *told(&event.end_date)?;
    let seconds = (*told(&event.duration)?).unwrap_or(0).saturating_add(item.start_time_buffer).saturating_add(item.end_time_buffer);
    Ok(JobData::Scheduled {
        scheduled_event_id: *told(&event.id)?,
        start_date: start.map(|start| start.saturating_sub(item.start_time_buffer)),
        end_date: end.map(|end| end.saturating_add(item.end_time_buffer)),
        entry_duration: Some(seconds.saturating_mul(1_000)),
    })
}
