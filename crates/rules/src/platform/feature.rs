//! Catalog features: what an item of each may be ordered for, and what its tasks carry (`catalog.md`).

use super::class::Class;
use super::features::FEATURES;

/// A feature, as its catalog item class makes it.
#[derive(Debug)]
pub struct Feature {
    /// `serviceFeature`; none for the base class.
    pub id: Option<i64>,
    /// Its symbolic name: `CAPTIONS`.
    pub name: &'static str,
    /// The API class of its catalog items.
    pub api_class: &'static str,
    /// Which entries it takes: those of any row (`catalog.md C20`).
    pub entries: &'static [EntrySupport],
    /// Which assets it takes (`catalog.md C22`).
    pub assets: Option<AssetSupport>,
    /// The shortest entry that it takes, in seconds (`tasks.md T16`).
    pub min_duration_seconds: Option<i64>,
    /// Whether the item's `maxVideoDuration` bounds the entry's length (`tasks.md T9`).
    pub max_duration_field: bool,
    /// Whether the item's `fixedPriceAddons` count in the price (`tasks.md PR5`).
    pub fixed_price_addons: bool,
    /// Whether a standing task never makes a new one a duplicate (`tasks.md T32`).
    pub never_duplicate: bool,
    /// Whether a task waits until the entry is ready (`tasks.md F12`).
    pub requires_entry_ready: bool,
    /// Whether its tasks are for a time of the schedule.
    pub scheduled: bool,
    /// The job data of automatic tasks (`tasks.md T40`).
    pub automatic_job_data: Option<JobData>,
    /// Privileges that the task's access key has on top of the common ones (`tasks.md F9`).
    pub extra_privileges: &'static [&'static str],
}

/// Entries of some types with some media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntrySupport {
    /// The entry's `type`.
    pub types: EntryTypes,
    /// The entry's `mediaType`.
    pub media: MediaTypes,
}

/// Types of entries, as text: a number and its digits are one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryTypes {
    /// Every type.
    Any,
    /// These.
    Of(&'static [&'static str]),
}

/// Media types of entries, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaTypes {
    /// Every medium, also none.
    Any,
    /// These alone.
    Of(&'static [&'static str]),
    /// These, and none: null or 0.
    OfOrNone(&'static [&'static str]),
}

/// Assets of a class or below it, with some file extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssetSupport {
    /// The class.
    pub class: Class,
    /// `fileExt`, exactly.
    pub file_extensions: &'static [&'static str],
}

/// What the job data of an automatic task is made of (`tasks.md T40`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobData {
    /// The id of the event's object, when that is an asset of some class.
    AssetId {
        /// The class that the event's object has to be of.
        of: Class,
        /// The data's API class; none where the platform has no class for it.
        api_class: Option<&'static str>,
        /// The field that takes the id.
        field: &'static str,
    },
    /// The schedule event that the task is for (`tasks.md T41`).
    ScheduleEvent {
        /// The data's API class.
        api_class: &'static str,
        /// The field that takes the schedule event's id.
        field: &'static str,
    },
}

impl Feature {
    /// What an item whose feature is not known counts as (`catalog.md C10`).
    pub const BASE: Feature = super::features::BASE;

    /// The feature of that id.
    pub fn known(id: i64) -> Option<&'static Feature> {
        // The table begins with 1 and has no gaps.
        let at = usize::try_from(id.checked_sub(1)?).ok()?;
        FEATURES.get(at)
    }

    /// The feature of that id, [`Feature::BASE`] when it is not known.
    pub fn of(id: i64) -> &'static Feature {
        static BASE: Feature = Feature::BASE;
        Self::known(id).unwrap_or(&BASE)
    }

    /// The feature that an API class of catalog items fixes (`KalturaVendorCaptionsCatalogItem`), in any case.
    pub fn of_api(api_class: &str) -> Option<&'static Feature> {
        FEATURES.iter().find(|feature| feature.api_class.eq_ignore_ascii_case(api_class))
    }

    /// All features, by id.
    pub fn all() -> impl Iterator<Item = &'static Feature> {
        FEATURES.iter()
    }

    /// Whether it takes entries of that `type` and `mediaType` (`catalog.md C20`).
    pub fn supports_entry(&self, entry_type: Option<&str>, media_type: Option<&str>) -> bool {
        self.entries.iter().any(|row| row.types.contain(entry_type) && row.media.contain(media_type))
    }

    /// Whether it takes assets of that class and `fileExt` (`catalog.md C22`).
    pub fn supports_asset(&self, class: Class, file_extension: Option<&str>) -> bool {
        self.assets
            .is_some_and(|support| class.is_a(support.class) && file_extension.is_some_and(|own| support.file_extensions.contains(&own)))
    }
}

impl EntryTypes {
    fn contain(self, entry_type: Option<&str>) -> bool {
        match self {
            EntryTypes::Any => true,
            EntryTypes::Of(types) => entry_type.is_some_and(|own| types.contains(&own)),
        }
    }
}

impl MediaTypes {
    fn contain(self, media_type: Option<&str>) -> bool {
        let among = |types: &[&str]| media_type.is_some_and(|own| types.contains(&own));
        match self {
            MediaTypes::Any => true,
            MediaTypes::Of(types) => among(types),
            MediaTypes::OfOrNone(types) => matches!(media_type, None | Some("0")) || among(types),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(has: impl Fn(&Feature) -> bool) -> Vec<i64> {
        Feature::all().filter(|feature| has(feature)).filter_map(|feature| feature.id).collect()
    }

    #[test]
    fn features_are_found_by_id_and_by_class() {
        assert_eq!(ids(|_| true), (1..=23).collect::<Vec<_>>());
        for feature in Feature::all() {
            let id = feature.id.unwrap();
            assert_eq!(Feature::known(id).unwrap().name, feature.name);
            assert_eq!(Feature::of(id).name, feature.name);
            assert_eq!(Feature::of_api(&feature.api_class.to_ascii_lowercase()).unwrap().id, Some(id));
        }
        let other = Feature::of_api("KalturaVendorCatalogItem");
        assert!(other.is_none() && Feature::known(0).is_none() && Feature::known(24).is_none());
    }

    #[test]
    fn class_and_name_say_the_same() {
        for feature in Feature::all() {
            let class = feature.api_class.strip_prefix("KalturaVendor").unwrap();
            let class = class.strip_suffix("CatalogItem").unwrap();
            assert!(class.eq_ignore_ascii_case(&feature.name.replace('_', "")), "{}", feature.name);
        }
    }

    #[test]
    fn an_unknown_feature_is_the_base_class() {
        for id in [0, 24, -1, i64::MIN, i64::MAX] {
            let base = Feature::of(id);
            assert_eq!((base.id, base.api_class), (None, "KalturaVendorCatalogItem"));
            assert_eq!(base.entries, Feature::of(1).entries);
            assert!(base.assets.is_none() && base.requires_entry_ready && !base.never_duplicate);
        }
    }

    #[test]
    fn what_is_said_of_features_holds_for_these_alone() {
        assert_eq!(ids(|feature| feature.min_duration_seconds == Some(10)), [1, 2, 4, 7, 9]);
        assert_eq!(ids(|feature| feature.min_duration_seconds.is_some()), [1, 2, 4, 7, 9]);
        assert_eq!(ids(|feature| feature.max_duration_field), [14]);
        assert_eq!(ids(|feature| feature.fixed_price_addons), [1, 2, 8, 11]);
        assert_eq!(ids(|feature| feature.never_duplicate), [6, 10, 12, 13, 16, 20, 21, 22, 23]);
        assert_eq!(ids(|feature| !feature.requires_entry_ready), [6]);
        assert_eq!(ids(|feature| feature.scheduled), [8, 11]);
        assert_eq!(ids(|feature| feature.automatic_job_data.is_some()), [2, 6, 8, 19]);
        assert_eq!(ids(|feature| feature.extra_privileges == ["editadmintags:*"]), [19]);
        assert_eq!(ids(|feature| feature.assets.is_some()), [18]);
    }

    #[test]
    fn entries_are_supported_by_type_and_media() {
        let external = "externalMedia.externalMedia";
        let cases = [
            (1, Some("1"), Some("1"), true),
            (1, Some("1"), Some("5"), true),
            (1, Some("1"), Some("0"), true),
            (1, Some("1"), None, true),
            (1, Some(external), None, true),
            (1, Some("1"), Some("2"), false),
            (1, Some("7"), Some("1"), false),
            (1, None, None, false),
            (10, Some("1"), Some("5"), true),
            (10, Some("1"), None, false),
            (10, Some("1"), Some("0"), false),
            (10, Some(external), Some("1"), false),
            (6, Some("7"), Some("201"), true),
            (6, Some("room.room"), None, false),
            (8, Some("room.room"), None, true),
            (14, Some("1"), Some("1"), true),
            (14, Some("1"), Some("5"), false),
            (14, Some("1"), None, false),
            (18, Some("10"), Some("13"), true),
            (18, Some("10"), Some("2"), false),
            (18, Some("1"), Some("2"), true),
            (18, Some("1"), Some("11"), false),
            (20, Some("1"), Some("5"), true),
            (20, Some("1"), Some("1"), false),
            (21, Some("whatever"), Some("99"), true),
            (22, None, None, true),
            (23, Some("1"), Some("99"), true),
            (23, Some("7"), Some("1"), false),
            (99, Some(external), Some("0"), true),
        ];
        for (id, entry_type, media_type, expected) in cases {
            let found = Feature::of(id).supports_entry(entry_type, media_type);
            assert_eq!(found, expected, "{id} {entry_type:?} {media_type:?}");
        }
    }

    #[test]
    fn assets_are_supported_by_class_and_extension() {
        let cases = [
            (18, Class::ATTACHMENT_ASSET, Some("pdf"), true),
            (18, Class::TRANSCRIPT_ASSET, Some("docx"), true),
            (18, Class::by_name("MarkdownAsset").unwrap(), Some("webp"), true),
            (18, Class::ATTACHMENT_ASSET, Some("PDF"), false),
            (18, Class::ATTACHMENT_ASSET, Some("txt"), false),
            (18, Class::ATTACHMENT_ASSET, None, false),
            (18, Class::CAPTION_ASSET, Some("doc"), false),
            (18, Class::ASSET, Some("pdf"), false),
            (1, Class::ATTACHMENT_ASSET, Some("pdf"), false),
        ];
        for (id, class, extension, expected) in cases {
            assert_eq!(Feature::of(id).supports_asset(class, extension), expected, "{id} {class} {extension:?}");
        }
    }
}
