//! Why an order of an item makes no task: one constant for tables, JSON, metrics and logs (`tasks.md`, Orders and
//! guards).

use std::fmt;

/// The reason that a guard gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// T1
    CatalogItemNotActiveOnPartner,
    /// T2
    ObjectTypeNotSupported,
    /// T3
    CatalogItemUnknown,
    /// T4
    NoTaskObject,
    /// T5
    ProfileNotActive,
    /// T6
    RestrainingAdminTag,
    /// T7
    BlockAutoTranscript,
    /// T8
    EntryTypeNotSupported,
    /// T9
    DurationExceeds,
    /// T10
    FeatureNotSupported,
    /// T11
    DuplicateTask,
    /// T12
    CreditExpired,
    /// T13
    CreditExceeded,
    /// T14
    FlavorsNotReady,
    /// T15
    ChildEntry,
    /// T16
    DurationBelowMinimum,
    /// T17
    TemporaryEntry,
    /// T18
    AdminTagExcluded,
}

impl Reason {
    /// All reasons, in the order of their guards.
    pub const ALL: [Reason; 18] = [
        Reason::CatalogItemNotActiveOnPartner,
        Reason::ObjectTypeNotSupported,
        Reason::CatalogItemUnknown,
        Reason::NoTaskObject,
        Reason::ProfileNotActive,
        Reason::RestrainingAdminTag,
        Reason::BlockAutoTranscript,
        Reason::EntryTypeNotSupported,
        Reason::DurationExceeds,
        Reason::FeatureNotSupported,
        Reason::DuplicateTask,
        Reason::CreditExpired,
        Reason::CreditExceeded,
        Reason::FlavorsNotReady,
        Reason::ChildEntry,
        Reason::DurationBelowMinimum,
        Reason::TemporaryEntry,
        Reason::AdminTagExcluded,
    ];

    /// The id that people and machines read.
    pub const fn id(self) -> &'static str {
        match self {
            Reason::CatalogItemNotActiveOnPartner => "catalog-item-not-active-on-partner",
            Reason::ObjectTypeNotSupported => "object-type-not-supported",
            Reason::CatalogItemUnknown => "catalog-item-unknown",
            Reason::NoTaskObject => "no-task-object",
            Reason::ProfileNotActive => "profile-not-active",
            Reason::RestrainingAdminTag => "restraining-admin-tag",
            Reason::BlockAutoTranscript => "block-auto-transcript",
            Reason::EntryTypeNotSupported => "entry-type-not-supported",
            Reason::DurationExceeds => "duration-exceeds",
            Reason::FeatureNotSupported => "feature-not-supported",
            Reason::DuplicateTask => "duplicate-task",
            Reason::CreditExpired => "credit-expired",
            Reason::CreditExceeded => "credit-exceeded",
            Reason::FlavorsNotReady => "flavors-not-ready",
            Reason::ChildEntry => "child-entry",
            Reason::DurationBelowMinimum => "duration-below-minimum",
            Reason::TemporaryEntry => "temporary-entry",
            Reason::AdminTagExcluded => "admin-tag-excluded",
        }
    }

    /// The reason of that id.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.id() == id)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_found_by_its_id() {
        for reason in Reason::ALL {
            assert_eq!(Reason::of(reason.id()), Some(reason));
        }
        assert_eq!(Reason::of("no-such-reason"), None);
    }
}
