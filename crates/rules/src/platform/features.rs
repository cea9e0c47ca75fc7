//! The table of catalog features (`catalog.md C20`, `C22`, and the notes of its table of features).

use super::class::Class;
use super::feature::{AssetSupport, EntrySupport, EntryTypes, Feature, JobData, MediaTypes};

const CLIP: &str = "1";
const LIVE_STREAM: &str = "7";
const DOCUMENT: &str = "10";
const EXTERNAL_MEDIA: &str = "externalMedia.externalMedia";
const ROOM: &str = "room.room";

const VIDEO: &str = "1";
const IMAGE: &str = "2";
const AUDIO: &str = "5";
const DOCUMENT_FILE: &str = "11";
const PDF: &str = "13";

/// Set A of `catalog.md C20`.
const CLIPS_AND_EXTERNAL: &[EntrySupport] =
    &[EntrySupport { types: EntryTypes::Of(&[CLIP, EXTERNAL_MEDIA]), media: MediaTypes::OfOrNone(&[VIDEO, AUDIO]) }];

/// Set B.
const CLIPS_ALONE: &[EntrySupport] = &[clips(MediaTypes::Of(&[VIDEO, AUDIO]))];

/// Set C.
const WITH_LIVE: &[EntrySupport] = &[EntrySupport { types: EntryTypes::Of(&[CLIP, EXTERNAL_MEDIA, LIVE_STREAM]), media: MediaTypes::Any }];

/// Set D.
const WITH_LIVE_AND_ROOMS: &[EntrySupport] =
    &[EntrySupport { types: EntryTypes::Of(&[CLIP, EXTERNAL_MEDIA, LIVE_STREAM, ROOM]), media: MediaTypes::Any }];

const DOCUMENTS: &[EntrySupport] = &[
    EntrySupport { types: EntryTypes::Of(&[DOCUMENT]), media: MediaTypes::Of(&[DOCUMENT_FILE, PDF]) },
    EntrySupport { types: EntryTypes::Of(&[CLIP]), media: MediaTypes::Of(&[IMAGE]) },
];

const ANY_ENTRY: &[EntrySupport] = &[EntrySupport { types: EntryTypes::Any, media: MediaTypes::Any }];

const DOCUMENT_ATTACHMENTS: AssetSupport = AssetSupport {
    class: Class::ATTACHMENT_ASSET,
    file_extensions: &["pdf", "pptx", "docx", "ppt", "doc", "csv", "jpg", "jpeg", "png", "gif", "webp"],
};

/// Set A, no assets, no extras (`catalog.md C10`).
pub(super) const BASE: Feature = Feature {
    id: None,
    name: "UNKNOWN",
    api_class: "KalturaVendorCatalogItem",
    entries: CLIPS_AND_EXTERNAL,
    assets: None,
    min_duration_seconds: None,
    max_duration_field: false,
    fixed_price_addons: false,
    never_duplicate: false,
    requires_entry_ready: true,
    scheduled: false,
    automatic_job_data: None,
    extra_privileges: &[],
};

const fn clips(media: MediaTypes) -> EntrySupport {
    EntrySupport { types: EntryTypes::Of(&[CLIP]), media }
}

const fn feature(id: i64, name: &'static str, api_class: &'static str) -> Feature {
    Feature { id: Some(id), name, api_class, ..BASE }
}

/// By id, from 1, without gaps.
pub(super) static FEATURES: [Feature; 23] = [
    Feature { min_duration_seconds: Some(10), fixed_price_addons: true, ..feature(1, "CAPTIONS", "KalturaVendorCaptionsCatalogItem") },
    Feature {
        min_duration_seconds: Some(10),
        fixed_price_addons: true,
        automatic_job_data: Some(JobData::AssetId {
            of: Class::CAPTION_ASSET,
            api_class: Some("KalturaTranslationVendorTaskData"),
            field: "captionAssetId",
        }),
        ..feature(2, "TRANSLATION", "KalturaVendorTranslationCatalogItem")
    },
    feature(3, "ALIGNMENT", "KalturaVendorAlignmentCatalogItem"),
    Feature { min_duration_seconds: Some(10), ..feature(4, "AUDIO_DESCRIPTION", "KalturaVendorAudioDescriptionCatalogItem") },
    feature(5, "CHAPTERING", "KalturaVendorChapteringCatalogItem"),
    Feature {
        entries: WITH_LIVE,
        never_duplicate: true,
        requires_entry_ready: false,
        automatic_job_data: Some(JobData::AssetId {
            of: Class::ASSET,
            api_class: Some("KalturaIntelligentTaggingVendorTaskData"),
            field: "assetId",
        }),
        ..feature(6, "INTELLIGENT_TAGGING", "KalturaVendorIntelligentTaggingCatalogItem")
    },
    Feature { min_duration_seconds: Some(10), ..feature(7, "DUBBING", "KalturaVendorDubbingCatalogItem") },
    Feature {
        entries: WITH_LIVE_AND_ROOMS,
        fixed_price_addons: true,
        scheduled: true,
        automatic_job_data: Some(JobData::ScheduleEvent { api_class: "KalturaScheduledVendorTaskData", field: "scheduledEventId" }),
        ..feature(8, "LIVE_CAPTION", "KalturaVendorLiveCaptionCatalogItem")
    },
    Feature {
        min_duration_seconds: Some(10),
        ..feature(9, "EXTENDED_AUDIO_DESCRIPTION", "KalturaVendorExtendedAudioDescriptionCatalogItem")
    },
    Feature { entries: CLIPS_ALONE, never_duplicate: true, ..feature(10, "CLIPS", "KalturaVendorClipsCatalogItem") },
    Feature {
        entries: WITH_LIVE_AND_ROOMS,
        fixed_price_addons: true,
        scheduled: true,
        ..feature(11, "LIVE_TRANSLATION", "KalturaVendorLiveTranslationCatalogItem")
    },
    Feature { entries: CLIPS_ALONE, never_duplicate: true, ..feature(12, "QUIZ", "KalturaVendorQuizCatalogItem") },
    Feature { entries: CLIPS_ALONE, never_duplicate: true, ..feature(13, "SUMMARY", "KalturaVendorSummaryCatalogItem") },
    Feature {
        entries: const { &[clips(MediaTypes::Of(&[VIDEO]))] },
        max_duration_field: true,
        ..feature(14, "VIDEO_ANALYSIS", "KalturaVendorVideoAnalysisCatalogItem")
    },
    feature(15, "MODERATION", "KalturaVendorModerationCatalogItem"),
    Feature {
        entries: CLIPS_ALONE,
        never_duplicate: true,
        ..feature(16, "METADATA_ENRICHMENT", "KalturaVendorMetadataEnrichmentCatalogItem")
    },
    feature(17, "SENTIMENT_ANALYSIS", "KalturaVendorSentimentAnalysisCatalogItem"),
    Feature {
        entries: DOCUMENTS,
        assets: Some(DOCUMENT_ATTACHMENTS),
        ..feature(18, "DOCUMENT_ENRICHMENT", "KalturaVendorDocumentEnrichmentCatalogItem")
    },
    Feature {
        entries: WITH_LIVE,
        automatic_job_data: Some(JobData::AssetId { of: Class::FLAVOR_ASSET, api_class: None, field: "assetId" }),
        extra_privileges: &["editadmintags:*"],
        ..feature(19, "SIGN_LANGUAGE", "KalturaVendorSignLanguageCatalogItem")
    },
    Feature {
        entries: const { &[clips(MediaTypes::Of(&[AUDIO]))] },
        never_duplicate: true,
        ..feature(20, "SPEECH_TO_VIDEO", "KalturaVendorSpeechToVideoCatalogItem")
    },
    Feature {
        entries: ANY_ENTRY,
        never_duplicate: true,
        ..feature(21, "IMMERSIVE_AGENT_CALL", "KalturaVendorImmersiveAgentCallCatalogItem")
    },
    Feature {
        entries: ANY_ENTRY,
        never_duplicate: true,
        ..feature(22, "IMMERSIVE_AGENT_CHAT", "KalturaVendorImmersiveAgentChatCatalogItem")
    },
    Feature {
        entries: const { &[clips(MediaTypes::Any)] },
        never_duplicate: true,
        ..feature(23, "AVATAR_VOD", "KalturaVendorAvatarVodCatalogItem")
    },
];
