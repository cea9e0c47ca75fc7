//! The rule set: everything that a decision reads, compiled once, never changed.

use rustc_hash::FxHashMap;

use crate::event::Event;
use crate::facts::Facts;
use crate::ids::{PartnerId, ProfileId, RuleId, RuleNumber, TemplateId};
use crate::index::Index;
use crate::model::{Catalog, Condition, Profile, Rule, Status};
use crate::names::Names;
use crate::semantics::{Reading, Semantics};
use crate::settings::Settings;
use crate::template::{Pool, Template};
use crate::trace::Trace;

/// Profiles, templates and catalog of any number of accounts, ready to decide. Immutable and shared.
#[derive(Debug)]
pub struct RuleSet {
    pub(crate) settings: Settings,
    pub(crate) semantics: &'static Semantics,
    pub(crate) names: Names,
    pub(crate) pool: Pool,
    pub(crate) catalog: Catalog,
    /// By account, then by id (R1).
    pub(crate) profiles: Box<[Profile]>,
    pub(crate) by_id: FxHashMap<ProfileId, u32>,
    /// Where each account's rules begin and end.
    pub(crate) accounts: FxHashMap<PartnerId, std::ops::Range<u32>>,
    pub(crate) rules: Box<[Slot]>,
    pub(crate) templates: Box<[Template]>,
    pub(crate) template_by_id: FxHashMap<TemplateId, u32>,
    pub(crate) index: Index,
}

/// Where a rule stands: rules are numbered through by account, profile and place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub profile: u32,
    pub place: u32,
}

/// A rule with its profile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'r> {
    pub id: RuleId,
    pub profile: &'r Profile,
    pub rule: &'r Rule,
}

impl RuleSet {
    /// The names that its expressions use.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The settings it was loaded with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The semantics it decides by.
    pub fn semantics(&self) -> &'static Semantics {
        self.semantics
    }

    /// Items and assignments.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The profiles, by account, then by id.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The profile of that id, whatever its status.
    pub fn profile(&self, id: ProfileId) -> Option<&Profile> {
        self.profiles.get(*self.by_id.get(&id)? as usize)
    }

    /// The rule of that id.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.profile(id.profile)?.rules.get((id.number.0 as usize).checked_sub(1)?)
    }

    /// The templates, in ascending id.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// The template of that id, whatever its status and account.
    pub fn template(&self, id: TemplateId) -> Option<&Template> {
        self.templates.get(*self.template_by_id.get(&id)? as usize)
    }

    /// How many rules there are.
    pub fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// The facts of an event at `now` (Unix seconds), for this rule set's expressions.
    pub fn facts<'e>(&'e self, event: &'e Event<'e>, now: i64) -> Facts<'e> {
        Facts::new(event, &self.names, now)
    }

    /// The numbers of an account's rules that have category conditions alone or none at all.
    pub(crate) fn numbers_of_category_rules(&self, partner: PartnerId) -> impl Iterator<Item = u32> {
        self.numbers(partner).filter(|number| {
            let rule = self.place(*number).rule;
            !rule.conditions.iter().any(|condition| matches!(condition, Condition::Boolean { .. }))
        })
    }

    /// Whether templates are looked up as the server does (D9, D10, D13).
    pub(crate) fn templates_as_server(&self) -> bool {
        self.semantics.reading == Reading::Server
    }

    pub(crate) fn place(&self, number: u32) -> Placed<'_> {
        let slot = self.rules[number as usize];
        let profile = &self.profiles[slot.profile as usize];
        let id = RuleId { profile: profile.id, number: RuleNumber(slot.place + 1) };
        Placed { id, profile, rule: &profile.rules[slot.place as usize] }
    }

    fn numbers(&self, partner: PartnerId) -> std::ops::Range<u32> {
        self.accounts.get(&partner).cloned().unwrap_or_default()
    }

    /// All rules of an account, in order.
    pub(crate) fn placed(&self, partner: PartnerId) -> impl Iterator<Item = Placed<'_>> {
        self.numbers(partner).map(|number| self.place(number))
    }

    /// The usable rules of an account's active profiles, in order.
    pub(crate) fn active(&self, partner: PartnerId) -> impl Iterator<Item = Placed<'_>> {
        self.placed(partner).filter(|placed| placed.profile.status == Status::Active && !placed.rule.unusable)
    }

    /// The numbers of the rules that may match an event, ascending. All of the account's when a trace listens, and when
    /// the event is partial: a rule that the index rules out may still have to say what the event lacks.
    pub(crate) fn candidates<T: Trace>(&self, facts: &Facts<'_>, _trace: &T) -> Vec<u32> {
        if T::LISTENS || facts.event().is_partial() {
            self.numbers(facts.event().partner).collect()
        } else {
            self.index.candidates(self, facts)
        }
    }
}
