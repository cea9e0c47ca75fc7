//! Conditions of the platform that cannot be asked of an event (`templates.md TC7`), or not where they stand.

/// Why a condition of that class cannot be asked; none when the class is not known either.
pub(super) fn refusal(class: &str, place: Place) -> Option<&'static str> {
    match class {
        "KalturaMetadataFieldChangedCondition" => Some("it needs earlier versions of the metadata, which are not kept"),
        _ if VIEWER.contains(&class) => Some("it speaks of a viewer's request, which an event does not have"),
        _ if (OF_RULES.contains(&class) || class == SERVER_CATEGORY) && place == Place::Template => Some("it belongs in a rule"),
        _ if OF_TEMPLATES.contains(&class) && place == Place::Rule => Some("it belongs in a template"),
        _ => None,
    }
}

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Rule,
    Template,
}

impl Place {
    /// The classes that can be asked there.
    pub fn classes(self) -> &'static [&'static str] {
        match self {
            Place::Rule => OF_RULES,
            Place::Template => OF_TEMPLATES,
        }
    }
}

pub(super) const BOOLEAN: &str = "KalturaBooleanEventNotificationCondition";
pub(super) const CATEGORY: &str = "KalturaCategoryEntryCondition";

/// What the server's own sources call the condition on categories.
const SERVER_CATEGORY: &str = "KalturaEventCategoryEntryCondition";

const OF_RULES: &[&str] = &[BOOLEAN, CATEGORY];

pub(super) const FIELD: &str = "KalturaEventFieldCondition";
pub(super) const MATCH: &str = "KalturaFieldMatchCondition";
pub(super) const COMPARE: &str = "KalturaFieldCompareCondition";
pub(super) const OR: &str = "KalturaOrCondition";
pub(super) const OBJECT_CHANGED: &str = "KalturaEventObjectChangedCondition";
pub(super) const MATCH_METADATA: &str = "KalturaMatchMetadataCondition";
pub(super) const COMPARE_METADATA: &str = "KalturaCompareMetadataCondition";

const OF_TEMPLATES: &[&str] = &[FIELD, MATCH, COMPARE, OR, OBJECT_CHANGED, MATCH_METADATA, COMPARE_METADATA];

const VIEWER: &[&str] = &[
    "KalturaActionNameCondition",
    "KalturaAnonymousIPCondition",
    "KalturaAssetPropertiesCompareCondition",
    "KalturaAssetTypeCondition",
    "KalturaAuthenticatedCondition",
    "KalturaCountryCondition",
    "KalturaDeliveryProfileCondition",
    "KalturaEntryScheduledCondition",
    "KalturaGeoDistanceCondition",
    "KalturaHashCondition",
    "KalturaHttpHeaderCondition",
    "KalturaIpAddressCondition",
    "KalturaSessionTypeCondition",
    "KalturaSiteCondition",
    "KalturaUrlAuthenticationParamsCondition",
    "KalturaUserAgentCondition",
    "KalturaUserRoleCondition",
    "KalturaValidateActiveEdgeCondition",
];
