//! What the planner is told of the account's configuration.

use std::collections::HashMap;
use std::hash::BuildHasher;

use reach_rules::model::{Catalog, CatalogItem, Profile, Status};
use reach_rules::{ItemId, ProfileId, RuleSet, Semantics, Settings};

/// Profiles by id, however they are kept.
pub trait Profiles: Send + Sync {
    /// The profile of that id, whatever its status.
    fn profile(&self, id: ProfileId) -> Option<&Profile>;
}

impl<S: BuildHasher + Send + Sync> Profiles for HashMap<ProfileId, Profile, S> {
    fn profile(&self, id: ProfileId) -> Option<&Profile> {
        self.get(&id)
    }
}

impl Profiles for Vec<Profile> {
    fn profile(&self, id: ProfileId) -> Option<&Profile> {
        self.iter().find(|profile| profile.id == id)
    }
}

impl Profiles for RuleSet {
    fn profile(&self, id: ProfileId) -> Option<&Profile> {
        RuleSet::profile(self, id)
    }
}

/// The configuration as it is at the event.
#[derive(Clone, Copy)]
pub struct Configuration<'a> {
    /// Items and assignments.
    pub catalog: &'a Catalog,
    /// Profiles.
    pub profiles: &'a dyn Profiles,
    /// The operator's settings.
    pub settings: &'a Settings,
    /// How the engine behaves.
    pub semantics: &'a Semantics,
}

impl<'a> Configuration<'a> {
    /// What a rule set decides by.
    pub fn of(rules: &'a RuleSet) -> Self {
        Configuration { catalog: rules.catalog(), profiles: rules, settings: rules.settings(), semantics: rules.semantics() }
    }

    /// An item that is there and not deleted (`tasks.md T3`).
    pub(crate) fn offered(&self, id: ItemId) -> Option<&'a CatalogItem> {
        self.catalog.item(id).filter(|item| item.status != Status::Deleted)
    }
}
