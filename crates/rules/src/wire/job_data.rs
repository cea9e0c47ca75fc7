//! The job data of tasks (`tasks.md T40`, `catalog.md C50`).

use reach_rawjson::{Error, Reader};

use crate::model::JobData;
use crate::problem::ProblemKind;

use super::fields::{Fields, no_nested, object, wire_fields};
use super::ids::shortened;
use super::report::Report;
use super::scalar::{filled, integer, text};

wire_fields! {
    /// The fields of all classes of job data.
    JobDataFields: "job data", false;
    single {
        object_type: "objectType",
        caption_asset_id: "captionAssetId",
        asset_id: "assetId",
        scheduled_event_id: "scheduledEventId",
        start_date: "startDate",
        end_date: "endDate",
        entry_duration: "entryDuration",
    }
    nested {}
    carried {
        "textTranscriptAssetId", "jsonTranscriptAssetId", "clipsDuration", "eventSessionContextId", "instruction", "clipsOutputJson",
        "callId", "outputLanguage", "outputJson", "detailLevel", "shouldApply", "applyMode", "overrideFields", "ruleIds", "policyIds",
        "categoryIds", "moderationOutputJson", "numberOfQuestions", "questionsType", "context", "formalStyle", "createQuiz",
        "quizOutput", "language", "avatarId", "conversionProfileId", "typeOfSummary", "writingStyle", "summaryOutputJson",
        "vendorComment",
    }
}

const SCHEDULED: &str = "KalturaScheduledVendorTaskData";
const TRANSLATION: &str = "KalturaTranslationVendorTaskData";
const INTELLIGENT_TAGGING: &str = "KalturaIntelligentTaggingVendorTaskData";
const SIGN_LANGUAGE: &str = "KalturaSignLanguageVendorTaskData";

/// Classes that are kept as they stand.
const UNREAD: &[&str] = &[
    "KalturaAlignmentVendorTaskData",
    "KalturaAudioDescriptionVendorTaskData",
    "KalturaCaptionVendorTaskData",
    "KalturaClipsVendorTaskData",
    "KalturaDubbingVendorTaskData",
    "KalturaImmersiveAgentCallVendorTaskData",
    "KalturaImmersiveAgentChatVendorTaskData",
    "KalturaLocalizedVendorTaskData",
    "KalturaMetadataEnrichmentVendorTaskData",
    "KalturaModerationVendorTaskData",
    "KalturaQuizVendorTaskData",
    "KalturaSentimentAnalysisVendorTaskData",
    "KalturaSpeechToVideoVendorTaskData",
    "KalturaSummaryVendorTaskData",
];

/// Reads job data by its class; what the engine does not read is kept as it stands.
pub(super) fn job_data(reader: &mut Reader<'_>, report: &mut Report) -> Result<Option<JobData>, Error> {
    let printed = reader.clone().raw()?;
    let mut fields = JobDataFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(None);
    }
    let class = fields.object_type.read(report, text);
    let read = match class.as_deref() {
        Some(SCHEDULED) => Some(JobData::Scheduled {
            scheduled_event_id: fields.scheduled_event_id.read(report, integer),
            start_date: fields.start_date.read(report, integer),
            end_date: fields.end_date.read(report, integer),
            entry_duration: fields.entry_duration.read(report, integer),
        }),
        Some(TRANSLATION) => fields.caption_asset_id.read(report, filled).map(|caption_asset_id| JobData::Translation { caption_asset_id }),
        Some(INTELLIGENT_TAGGING) => fields.asset_id.read(report, filled).map(|asset_id| JobData::IntelligentTagging { asset_id }),
        // Sign language data has no class on platforms of today (T40).
        Some(SIGN_LANGUAGE) => fields.asset_id.read(report, filled).map(|asset_id| JobData::SignLanguage { asset_id }),
        None if fields.asset_id.is_set() => fields.asset_id.read(report, filled).map(|asset_id| JobData::SignLanguage { asset_id }),
        None => {
            let meaning = "the data is kept and not read";
            report.add(fields.object_type.at_or(fields.at), ProblemKind::AbsentField { field: fields.object_type.name, meaning });
            None
        }
        Some(class) => {
            if !UNREAD.contains(&class) {
                report.add(fields.object_type.at_or(fields.at), ProblemKind::UnknownJobData { class: shortened(class) });
            }
            None
        }
    };
    Ok(Some(read.unwrap_or_else(|| JobData::Other(printed.text().into()))))
}
