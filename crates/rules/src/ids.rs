//! Newtypes for the platform's ids, so that a profile's id is never taken for an item's.

macro_rules! number_id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

number_id! {
    /// An account.
    PartnerId
    /// A REACH profile.
    ProfileId
    /// An event notification template.
    TemplateId
    /// A vendor catalog item.
    ItemId
    /// A category.
    CategoryId
    /// An entry vendor task.
    TaskId
}

/// The place of a rule in its profile, counted from 1 as people do (`users.md`, Counting).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleNumber(pub u32);

impl std::fmt::Display for RuleNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A rule: its profile and its place there. Prints as `77/2`, the form of `--rule`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId {
    /// The profile.
    pub profile: ProfileId,
    /// The place in the profile.
    pub number: RuleNumber,
}

impl std::fmt::Display for RuleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.profile, self.number)
    }
}
