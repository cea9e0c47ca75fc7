//! The id, the severity and the help of each kind of problem: the table that messages and docs are made from.

use std::fmt;

use super::ProblemKind;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What is written is used, though perhaps not as it was meant.
    Warning,
    /// What is written cannot be used: the object, or the rule, takes no part.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// What holds for all problems of a kind.
#[derive(Debug, PartialEq, Eq)]
pub struct Facts {
    /// The stable id: `unknown-condition`.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What to do about it.
    pub help: &'static str,
}

/// One row a kind: `Kind => id, severity, help`.
macro_rules! facts {
    ($($kind:pat => $id:literal, $severity:ident, $help:literal;)*) => {
        impl Facts {
            /// All kinds, in the order of the docs.
            pub const ALL: &'static [Facts] = &[$(Facts { id: $id, severity: Severity::$severity, help: $help }),*];

            /// Those of a kind.
            pub(super) fn of(kind: &ProblemKind) -> &'static Facts {
                match kind {
                    $($kind => &const { Facts { id: $id, severity: Severity::$severity, help: $help } },)*
                }
            }
        }
    };
}

facts! {
    ProblemKind::Json(_) => "json-syntax", Error,
        "nothing of this file was read; export it anew, or mend it at the place named";
    ProblemKind::UnexpectedDocument { .. } => "unexpected-document", Error,
        "export profiles, templates and catalog items with the platform's `list` or `get` actions and keep their JSON as it is";
    ProblemKind::ApiError { .. } => "api-error", Error,
        "the export failed; run it again with a valid session";
    ProblemKind::MissingObjectType { .. } => "missing-object-type", Error,
        "add `objectType` with the class that the platform prints";
    ProblemKind::UnknownObject { .. } => "unknown-object", Warning,
        "move the file out of the folder if it does not belong to the rules";
    ProblemKind::MisspeltClass { .. } => "misspelt-class", Error,
        "correct `objectType`; the object is not used until then";
    ProblemKind::UnexpectedObject { .. } => "unexpected-object", Error,
        "put it into a file of its own kind";
    ProblemKind::WrongType { .. } => "wrong-type", Error,
        "write the value as the platform prints it";
    ProblemKind::WrongElement { .. } => "wrong-element", Error,
        "write each element as an object with its `objectType`";
    ProblemKind::NumberTooLarge { .. } => "number-too-large", Error,
        "ids and whole numbers have at most 64 bits, amounts at most 28 digits; copy the number from the platform";
    ProblemKind::UnknownValue { .. } => "unknown-value", Error,
        "write one of the values named";
    ProblemKind::MissingField { .. } => "missing-field", Error,
        "add the field; what it belongs to is not used until then";
    ProblemKind::AbsentField { .. } => "absent-field", Warning,
        "add the field, be it with the value that its absence means";
    ProblemKind::UnknownField { .. } => "unknown-field", Warning,
        "remove it, or correct its name";
    ProblemKind::MisspeltField { .. } => "misspelt-field", Error,
        "correct the name; what it belongs to is not used until then, since without the field it could order what nobody wants";
    ProblemKind::DuplicateField { .. } => "duplicate-field", Error,
        "remove one of the two";
    ProblemKind::DuplicateId { .. } => "duplicate-id", Error,
        "remove one of the two; the first one is used until then";
    ProblemKind::NoEffect { .. } => "no-effect", Warning,
        "remove it, or complete what it needs";
    ProblemKind::UnknownStatus { .. } => "unknown-status", Warning,
        "write 2 for active, 1 for disabled or 3 for deleted; without the field it counts as active";
    ProblemKind::NotAnId { .. } => "not-an-id", Warning,
        "write whole numbers with commas between them";
    ProblemKind::UnknownCondition { .. } => "unknown-condition", Error,
        "correct `objectType` or remove the condition; the rule or template is unusable until then";
    ProblemKind::UnsupportedCondition { .. } => "unsupported-condition", Error,
        "say it by a condition that an event can answer, or remove it; the rule or template is unusable until then";
    ProblemKind::UnsupportedValue { .. } => "unsupported-value", Error,
        "use one of the classes named; the template is unusable until then";
    ProblemKind::UnknownAction { .. } => "unknown-action", Error,
        "correct `objectType` or remove the action; the rule is unusable until then";
    ProblemKind::ForeignAction { .. } => "foreign-action", Warning,
        "only a `KalturaAddEntryVendorTaskAction` orders; remove the action if the rule is for ordering";
    ProblemKind::NoTemplates { .. } => "no-templates", Warning,
        "name the ids of Boolean templates; a rule left with no other condition is always-on";
    ProblemKind::NoCategories => "no-categories", Error,
        "set `categoryId` or `categoryIds`; the rule is unusable until then";
    ProblemKind::ConditionsTooDeep { .. } => "conditions-too-deep", Error,
        "flatten the conditions, an `or` in an `or` is one `or`; the template is unusable until then";
    ProblemKind::MetadataProfileByName { .. } => "metadata-profile-by-name", Error,
        "set `profileId`; the template is unusable until then";
    ProblemKind::TypeMismatch { .. } => "type-mismatch", Warning,
        "write `booleanNotification.Boolean`";
    ProblemKind::UnknownEventType { .. } => "unknown-event-type", Warning,
        "write a number of 1 to 13, a name such as `OBJECT_CHANGED`, or an event class";
    ProblemKind::UnknownEventObjectType { .. } => "unknown-event-object-type", Warning,
        "write a number, 1 for entries, or `<plugin>.<Name>` such as `captionAssetEventNotifications.CaptionAsset`";
    ProblemKind::UnknownPriceFunction { .. } => "unknown-price-function", Error,
        "use `kReachUtils::calcPricePerSecond`, `...PerMinute`, `...PerHour` or `...PerToken`; the item is not ordered until then";
    ProblemKind::FeatureMismatch { .. } => "feature-mismatch", Warning,
        "make `objectType` and `serviceFeature` agree";
    ProblemKind::UnknownJobData { .. } => "unknown-job-data", Warning,
        "correct `objectType` if the task is a scheduled one or its data names an asset";
    ProblemKind::UnknownCredit { .. } => "unknown-credit", Error,
        "correct `objectType`; the profile takes no part until then";
    ProblemKind::CreditWithoutClass { .. } => "credit-without-class", Warning,
        "add `objectType` to the credit";
    ProblemKind::DatesReversed => "dates-reversed", Warning,
        "swap the dates, Unix seconds; until then the credit is expired, and nothing that is paid for is ordered";
    ProblemKind::UnusableTemplate { .. } => "unusable-template", Error,
        "mend the template, whose own problem is listed too, or take it out of the rule";
    ProblemKind::UnknownTemplate { .. } => "unknown-template", Error,
        "export the template into the folder, or correct `booleanEventNotificationIds`; it counts as one that does not fire";
    ProblemKind::DeafTemplate { .. } => "deaf-template", Warning,
        "activate or correct the template, or take it out of the rule";
    ProblemKind::UnknownItem { .. } => "unknown-item", Warning,
        "export the item into the folder, or correct `catalogItemIds`";
    ProblemKind::UnassignedItem { .. } => "unassigned-item", Warning,
        "assign the item to the account on the platform and export `partnerCatalogItems.json` anew";
    ProblemKind::OrdersNothing => "orders-nothing", Warning,
        "add a `KalturaAddEntryVendorTaskAction` with `catalogItemIds`, or remove the rule";
    ProblemKind::NeverReached { .. } => "never-reached", Warning,
        "put it before that rule, or take `stopProcessing` off there";
    ProblemKind::NeverTrue { .. } => "never-true", Warning,
        "correct the conditions; the template never fires until then";
    ProblemKind::OrderedAgain { .. } => "ordered-again", Warning,
        "let the template ask which column changed: `$scope->getObject()->isColumnModified(entryPeer::TAGS)`";
    ProblemKind::OnlyNegatedCategories => "only-negated-categories", Warning,
        "add a condition with the category that triggers, and keep the `not` one beside it";
    ProblemKind::UnknownGetter { .. } => "unknown-getter", Warning,
        "correct the name if it is misspelt; a property that is absent reads as null";
    ProblemKind::NoAssignments => "no-assignments", Warning,
        "export the account's assignments as `partnerCatalogItems.json` if some items are not to be ordered";
    ProblemKind::Expression { .. } => "refused-expression", Error,
        "docs/functions.md lists what a condition may call; the template is unusable until then";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_in_kebab_case() {
        let ids: HashSet<&str> = Facts::ALL.iter().map(|facts| facts.id).collect();
        assert_eq!(ids.len(), Facts::ALL.len());
        for id in ids {
            assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{id}");
        }
    }

    #[test]
    fn every_kind_says_what_to_do() {
        for facts in Facts::ALL {
            assert!(!facts.help.is_empty() && !facts.help.ends_with('.'), "{}", facts.id);
        }
    }
}
