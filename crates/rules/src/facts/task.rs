//! The task that an event is on (`lifecycle.md L49`).

use std::borrow::Cow;

use reach_rawjson::{Key, Layer, Raw};

use super::{Facts, scalar};
use crate::content::{TaskEvent, TaskEventChange};
use crate::credits::Credits;
use crate::ids::{ItemId, PartnerId, ProfileId, TaskId};
use crate::model::{CreationMode, JobData, ObjectType, Task, TaskStatus};
use crate::need::Fact;
use crate::platform::EventType;

const ID: Key<'static> = Key::new("id");
const STATUS: Key<'static> = Key::new("status");
const PROFILE: Key<'static> = Key::new("reachProfileId");
const ITEM: Key<'static> = Key::new("catalogItemId");

/// The wire's number of a task that a rule asked for.
const AUTOMATIC: i64 = 2;

impl Facts<'_> {
    /// What the event tells of the task that it is on.
    pub(super) fn task_event(&self) -> TaskEvent {
        TaskEvent {
            id: self.own.int(&ID).map(|id| id.map(TaskId)),
            change: self.task_change(),
            status: self.own.int(&STATUS).map(|status| status.and_then(TaskStatus::of)),
            task: self.task().map(|task| task.map(Box::new)),
        }
    }

    fn task_change(&self) -> Fact<TaskEventChange> {
        match self.event.event_type {
            Some(EventType::ObjectCreated) => Ok(TaskEventChange::Created),
            Some(EventType::ObjectChanged) if self.event.column_modified("STATUS")? => {
                let old = self.event.old_value("STATUS")?.and_then(scalar::int);
                Ok(TaskEventChange::From(old.and_then(TaskStatus::of)))
            }
            _ => Ok(TaskEventChange::None),
        }
    }

    /// The whole task; what it leaves out has its usual value, also in a partial event.
    fn task(&self) -> Fact<Option<Task>> {
        let (id, status) = (self.own.int(&ID)?, self.own.int(&STATUS)?.and_then(TaskStatus::of));
        let (profile, item) = (self.own.int(&PROFILE)?, self.own.int(&ITEM)?);
        let (Some(id), Some(status), Some(profile), Some(item)) = (id, status, profile, item) else { return Ok(None) };
        let told = |name| self.own.get(&Key::new(name)).filter(|value| !value.is_null());
        let int = |name| told(name).and_then(scalar::int);
        let text = |name| told(name).and_then(scalar::text).map(|text| Box::from(&*text));
        let flag = |name| told(name).is_some_and(scalar::flag);
        let amount = |name| told(name).and_then(scalar::text).and_then(|text| Credits::parse(&text).ok());
        Ok(Some(Task {
            id: TaskId(id),
            partner: int("partnerId").map_or(self.event.partner, PartnerId),
            vendor_partner: int("vendorPartnerId").map(PartnerId),
            entry_id: text("entryId").unwrap_or_default(),
            object_type: ObjectType::of(int("entryObjectType").unwrap_or_default()),
            profile: ProfileId(profile),
            item: ItemId(item),
            status,
            price: amount("price").unwrap_or_default(),
            old_price: amount("oldPrice"),
            units_used: int("unitsUsed"),
            version: int("version").unwrap_or_default(),
            context: text("context"),
            creation_mode: if int("creationMode") == Some(AUTOMATIC) { CreationMode::Automatic } else { CreationMode::Manual },
            user_id: text("userId"),
            service_type: int("serviceType"),
            service_feature: int("serviceFeature"),
            turn_around_time: int("turnAroundTime"),
            dictionary: text("dictionary"),
            is_request_moderated: flag("isRequestModerated"),
            is_output_moderated: flag("isOutputModerated"),
            job_data: told("taskJobData").and_then(job_data),
            err_description: text("errDescription"),
            created_at: int("createdAt"),
            updated_at: int("updatedAt"),
            queue_time: int("queueTime"),
            finish_time: int("finishTime"),
            expected_finish_time: int("expectedFinishTime"),
        }))
    }
}

/// `taskJobData` by its class (`tasks.md T40`).
fn job_data(raw: Raw<'_>) -> Option<JobData> {
    let told = |name| raw.get(name).filter(|value| !value.is_null());
    let int = |name| told(name).and_then(scalar::int);
    let text = |name| told(name).and_then(scalar::text).map(|text| Box::from(&*text)).unwrap_or_default();
    let class = told("objectType").and_then(scalar::text);
    match class.as_deref() {
        Some("KalturaTranslationVendorTaskData") => Some(JobData::Translation { caption_asset_id: text("captionAssetId") }),
        Some("KalturaIntelligentTaggingVendorTaskData") => Some(JobData::IntelligentTagging { asset_id: text("assetId") }),
        Some("KalturaScheduledVendorTaskData") => Some(JobData::Scheduled {
            scheduled_event_id: int("scheduledEventId"),
            start_date: int("startDate"),
            end_date: int("endDate"),
            entry_duration: int("entryDuration"),
        }),
        _ => plain_json(raw).map(|json| JobData::Other(Box::from(&*json))),
    }
}

/// The JSON text of a value, which may stand escaped inside a string.
fn plain_json(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    match raw.layer() {
        Layer::Plain => Some(Cow::Borrowed(raw.text())),
        Layer::InString => {
            let string = format!("\"{}\"", raw.text());
            let text = reach_rawjson::parse(string.as_bytes()).ok()?.as_str()?.decode().into_owned();
            Some(Cow::Owned(text))
        }
    }
}
