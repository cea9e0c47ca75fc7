//! Entry vendor tasks (`tasks.md`, `lifecycle.md`).

use crate::credits::Credits;
use crate::ids::{ItemId, PartnerId, ProfileId, TaskId};

use super::ObjectType;

/// `KalturaEntryVendorTask`. Times are Unix seconds, UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// `id`
    pub id: TaskId,
    /// `partnerId`
    pub partner: PartnerId,
    /// `vendorPartnerId`
    pub vendor_partner: Option<PartnerId>,
    /// `entryId`: the id of the entry, or of the asset for type 2.
    pub entry_id: Box<str>,
    /// `entryObjectType`
    pub object_type: ObjectType,
    /// `reachProfileId`
    pub profile: ProfileId,
    /// `catalogItemId`
    pub item: ItemId,
    /// `status`
    pub status: TaskStatus,
    /// `price`
    pub price: Credits,
    /// `oldPrice`: the price before a refund.
    pub old_price: Option<Credits>,
    /// `unitsUsed`
    pub units_used: Option<i64>,
    /// `version`
    pub version: i64,
    /// `context`
    pub context: Option<Box<str>>,
    /// `creationMode`
    pub creation_mode: CreationMode,
    /// `userId`
    pub user_id: Option<Box<str>>,
    /// `serviceType`
    pub service_type: Option<i64>,
    /// `serviceFeature`
    pub service_feature: Option<i64>,
    /// `turnAroundTime`
    pub turn_around_time: Option<i64>,
    /// `dictionary`
    pub dictionary: Option<Box<str>>,
    /// `isRequestModerated`, which the API does not show.
    pub is_request_moderated: bool,
    /// `isOutputModerated`, which the API does not show.
    pub is_output_moderated: bool,
    /// `taskJobData`
    pub job_data: Option<JobData>,
    /// `errDescription`
    pub err_description: Option<Box<str>>,
    /// `createdAt`
    pub created_at: Option<i64>,
    /// `updatedAt`
    pub updated_at: Option<i64>,
    /// `queueTime`
    pub queue_time: Option<i64>,
    /// `finishTime`
    pub finish_time: Option<i64>,
    /// `expectedFinishTime`
    pub expected_finish_time: Option<i64>,
}

/// The status of a task (`lifecycle.md L1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum TaskStatus {
    /// Waits for the vendor.
    Pending = 1,
    /// Done.
    Ready = 2,
    /// The vendor works.
    Processing = 3,
    /// The request waits for approval.
    PendingModeration = 4,
    /// The request was refused.
    Rejected = 5,
    /// Failed.
    Error = 6,
    /// Called off.
    Aborted = 7,
    /// Waits for the entry.
    PendingEntryReady = 8,
    /// The vendor has taken a live task whose time has not come.
    Scheduled = 9,
}

impl TaskStatus {
    /// All of them, in order.
    pub const ALL: [TaskStatus; 9] = [
        TaskStatus::Pending,
        TaskStatus::Ready,
        TaskStatus::Processing,
        TaskStatus::PendingModeration,
        TaskStatus::Rejected,
        TaskStatus::Error,
        TaskStatus::Aborted,
        TaskStatus::PendingEntryReady,
        TaskStatus::Scheduled,
    ];

    /// The status of that number.
    pub fn of(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.number() == number)
    }

    /// The number on the wire.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The platform's name.
    pub fn name(self) -> &'static str {
        match self {
            TaskStatus::Pending => "PENDING",
            TaskStatus::Ready => "READY",
            TaskStatus::Processing => "PROCESSING",
            TaskStatus::PendingModeration => "PENDING_MODERATION",
            TaskStatus::Rejected => "REJECTED",
            TaskStatus::Error => "ERROR",
            TaskStatus::Aborted => "ABORTED",
            TaskStatus::PendingEntryReady => "PENDING_ENTRY_READY",
            TaskStatus::Scheduled => "SCHEDULED",
        }
    }
}

/// Who asked for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CreationMode {
    /// 1: a person.
    Manual,
    /// 2: a rule.
    Automatic,
}

impl CreationMode {
    /// The number on the wire.
    pub fn number(self) -> i64 {
        match self {
            CreationMode::Manual => 1,
            CreationMode::Automatic => 2,
        }
    }
}

/// `taskJobData` (`tasks.md T40`, T41). Members that are `None` are left out on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum JobData {
    /// `KalturaTranslationVendorTaskData`
    Translation {
        /// `captionAssetId`
        caption_asset_id: Box<str>,
    },
    /// `KalturaIntelligentTaggingVendorTaskData`
    IntelligentTagging {
        /// `assetId`
        asset_id: Box<str>,
    },
    /// Sign language data, which has no API class.
    SignLanguage {
        /// `assetId`
        asset_id: Box<str>,
    },
    /// `KalturaScheduledVendorTaskData`: makes the task a scheduled one (T42).
    Scheduled {
        /// `scheduledEventId`
        scheduled_event_id: Option<i64>,
        /// `startDate`
        start_date: Option<i64>,
        /// `endDate`
        end_date: Option<i64>,
        /// `entryDuration`, milliseconds.
        entry_duration: Option<i64>,
    },
    /// Any other, as the platform printed it (JSON text).
    Other(Box<str>),
}

impl Task {
    /// Whether it has scheduled data (`tasks.md T42`).
    pub fn is_scheduled(&self) -> bool {
        matches!(self.job_data, Some(JobData::Scheduled { .. }))
    }
}
