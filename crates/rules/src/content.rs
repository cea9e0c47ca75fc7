//! What guards, prices and the life cycle read of an event, taken out of it once: the planner never sees
//! the event itself. What a partial event does not tell stays a [`Need`](crate::Need) until it is asked for.

use crate::ids::{CategoryId, PartnerId, TaskId};
use crate::model::{Task, TaskStatus};
use crate::need::Fact;
use crate::platform::Class;

/// The facts behind a decision.
#[derive(Clone, Debug)]
pub struct Content {
    /// The event's account.
    pub partner: PartnerId,
    /// The event's own object.
    pub object: EventObject,
    /// The entry that the object belongs to (`tasks.md T20`), whatever its status; `None` when there is none.
    pub entry: Fact<Option<Entry>>,
    /// All assets of that entry, of any class and status, in the order held; the event's own asset stands in for
    /// its copy (`tasks.md T21`).
    pub assets: Fact<Vec<Asset>>,
    /// Schedule events of the entry (`tasks.md T41`).
    pub schedule_events: Fact<Vec<ScheduleEvent>>,
}

/// What the event is on.
#[derive(Clone, Debug)]
pub enum EventObject {
    /// The entry itself.
    Entry,
    /// An asset (also in [`Content::assets`]).
    Asset(Asset),
    /// A category assignment.
    CategoryEntry {
        /// `categoryId`: the context of what is ordered (`tasks.md F5`).
        category: Fact<Option<CategoryId>>,
    },
    /// A schedule event.
    ScheduleEvent(ScheduleEvent),
    /// A task: what changed about it (`lifecycle.md L49`).
    Task(TaskEvent),
    /// Anything else.
    Other,
}

/// An entry. Types and media types are text: a number and a string of digits are one value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `id`
    pub id: Box<str>,
    /// `status` as a number; `None` when null or no number.
    pub status: Fact<Option<i64>>,
    /// `type`; `None` when null.
    pub entry_type: Fact<Option<Box<str>>>,
    /// `mediaType`; `None` when null.
    pub media_type: Fact<Option<Box<str>>>,
    /// Duration in milliseconds: `lengthInMsecs`, else `msDuration`, else `duration` x 1000; `None` when null.
    pub duration_ms: Fact<Option<i64>>,
    /// `adminTags`, split and trimmed.
    pub admin_tags: Fact<Vec<Box<str>>>,
    /// `blockAutoTranscript`
    pub block_auto_transcript: Fact<bool>,
    /// Whether `parentEntryId` is non-empty.
    pub has_parent: Fact<bool>,
    /// `isTemporary` (`event.md` on partial events)
    pub is_temporary: Fact<bool>,
    /// `userId`
    pub user_id: Fact<Option<Box<str>>>,
    /// `sourceType` as text.
    pub source_type: Fact<Option<Box<str>>>,
    /// `capabilities`, split and trimmed.
    pub capabilities: Fact<Vec<Box<str>>>,
    /// Whether it is a live entry by its class.
    pub is_live: bool,
}

/// An asset.
#[derive(Clone, Debug)]
pub struct Asset {
    /// `id`
    pub id: Box<str>,
    /// Its server class.
    pub class: Class,
    /// `entryId`
    pub entry_id: Fact<Option<Box<str>>>,
    /// `status`
    pub status: Fact<Option<i64>>,
    /// `version`; null is 0.
    pub version: Fact<i64>,
    /// `flavorParamsId`
    pub flavor_params_id: Fact<Option<i64>>,
    /// `isOriginal`
    pub is_original: Fact<bool>,
    /// `fileExt`
    pub file_ext: Fact<Option<Box<str>>>,
}

/// A schedule event. Times are Unix seconds.
#[derive(Clone, Debug)]
pub struct ScheduleEvent {
    /// `id`
    pub id: Fact<Option<i64>>,
    /// Whether it is a live stream schedule event or below.
    pub is_live_stream: bool,
    /// `status`
    pub status: Fact<Option<i64>>,
    /// `templateEntryId`
    pub template_entry_id: Fact<Option<Box<str>>>,
    /// `startDate`
    pub start_date: Fact<Option<i64>>,
    /// `endDate`
    pub end_date: Fact<Option<i64>>,
    /// `duration`, seconds.
    pub duration: Fact<Option<i64>>,
}

/// What an event on a task tells.
#[derive(Clone, Debug)]
pub struct TaskEvent {
    /// `id`
    pub id: Fact<Option<TaskId>>,
    /// Whether the task was created, or its `STATUS` changed.
    pub change: Fact<TaskEventChange>,
    /// `status` after the change.
    pub status: Fact<Option<TaskStatus>>,
    /// The whole task as it is after the change, for a ledger that does not hold it yet; `None` when an id, the
    /// profile, the item or a known status is missing. Its partner is the event's when it names none.
    pub task: Fact<Option<Box<Task>>>,
}

/// Which change of a task an event tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskEventChange {
    /// OBJECT_CREATED.
    Created,
    /// OBJECT_CHANGED with `STATUS` modified, from this status.
    From(Option<TaskStatus>),
    /// Anything else: no effect.
    None,
}
