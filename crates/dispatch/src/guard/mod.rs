//! Guards: what may stop an order on its way to a task, in the order in which they are asked (`tasks.md T1` to T18).
//!
//! A guard is a row of [`GUARDS`] and a function. It answers; it raises nothing and makes no task.

mod content;
mod credit;
mod duplicate;
mod order;

use reach_rules::model::{CatalogItem, Profile};
use reach_rules::{ItemId, Order};

use crate::error::PlanError;
use crate::object::TaskObject;
use crate::plan::Draft;
use crate::reason::Reason;
use crate::verdict::Verdict;

pub(crate) use duplicate::is_older;

/// A row of the table of guards.
pub struct Guard {
    /// Why an order that it stops makes no task.
    pub reason: Reason,
    /// Its statement in `tasks.md`.
    pub statement: &'static str,
    /// What it stops.
    pub scope: Scope,
    ask: Ask,
}

/// What a guard stops when it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The item.
    Item,
    /// All items of the order: its answer is the same for each.
    Order,
    /// The items of the order that are left: its answer is the same for each.
    RestOfOrder,
}

/// The question: of what is wished for, or of what it comes to once everything that it names is there.
#[derive(Clone, Copy)]
enum Ask {
    Wish(fn(&Draft<'_>, &Wish<'_>) -> Result<Verdict, PlanError>),
    Candidate(fn(&mut Draft<'_>, &Candidate<'_>) -> Result<Verdict, PlanError>),
}

/// An item of an order, as the rule names it.
pub(crate) struct Wish<'a> {
    pub order: &'a Order,
    pub item: ItemId,
    pub offered: Option<&'a CatalogItem>,
    pub profile: Option<&'a Profile>,
}

/// An order of an item for an object, all of them there.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub order: &'a Order,
    pub item: &'a CatalogItem,
    pub profile: &'a Profile,
    pub object: TaskObject<'a>,
}

impl<'a> Wish<'a> {
    /// What it comes to on an object; `None` when the guards of the wish do not pass.
    pub(crate) fn on(&self, object: TaskObject<'a>) -> Option<Candidate<'a>> {
        Some(Candidate { order: self.order, item: self.offered?, profile: self.profile?, object })
    }
}

const fn of_wish(
    reason: Reason,
    statement: &'static str,
    scope: Scope,
    ask: fn(&Draft<'_>, &Wish<'_>) -> Result<Verdict, PlanError>,
) -> Guard {
    Guard { reason, statement, scope, ask: Ask::Wish(ask) }
}

const fn of_candidate(
    reason: Reason,
    statement: &'static str,
    scope: Scope,
    ask: fn(&mut Draft<'_>, &Candidate<'_>) -> Result<Verdict, PlanError>,
) -> Guard {
    Guard { reason, statement, scope, ask: Ask::Candidate(ask) }
}

/// All guards, in the order of evaluation.
pub const GUARDS: &[Guard] = &[
    of_wish(Reason::CatalogItemNotActiveOnPartner, "T1", Scope::Item, order::is_assigned),
    of_wish(Reason::ObjectTypeNotSupported, "T2", Scope::Order, order::has_known_object_type),
    of_wish(Reason::CatalogItemUnknown, "T3", Scope::Item, order::is_offered),
    of_wish(Reason::NoTaskObject, "T4", Scope::Order, order::has_object),
    of_wish(Reason::ProfileNotActive, "T5", Scope::Order, order::has_active_profile),
    of_candidate(Reason::RestrainingAdminTag, "T6", Scope::RestOfOrder, content::is_not_restrained),
    of_candidate(Reason::BlockAutoTranscript, "T7", Scope::Item, content::is_not_blocked),
    of_candidate(Reason::EntryTypeNotSupported, "T8", Scope::Item, content::is_supported_entry),
    of_candidate(Reason::DurationExceeds, "T9", Scope::Item, content::is_not_too_long),
    of_candidate(Reason::FeatureNotSupported, "T10", Scope::Item, content::is_supported_asset),
    of_candidate(Reason::DuplicateTask, "T11", Scope::Item, duplicate::is_no_duplicate),
    of_candidate(Reason::CreditExpired, "T12", Scope::Item, credit::is_not_expired),
    of_candidate(Reason::CreditExceeded, "T13", Scope::Item, credit::is_enough),
    of_candidate(Reason::FlavorsNotReady, "T14", Scope::Item, content::has_all_flavors),
    of_candidate(Reason::ChildEntry, "T15", Scope::Item, content::is_no_child),
    of_candidate(Reason::DurationBelowMinimum, "T16", Scope::Item, content::is_not_too_short),
    of_candidate(Reason::TemporaryEntry, "T17", Scope::Item, content::is_not_temporary),
    of_candidate(Reason::AdminTagExcluded, "T18", Scope::Item, content::has_no_excluded_tag),
];

/// The guard that gives that reason.
pub fn guard_of(reason: Reason) -> Option<&'static Guard> {
    GUARDS.iter().find(|guard| guard.reason == reason)
}

/// Asks the guards of the wish; the reason of the first that refuses.
pub(crate) fn refusal_of_wish(draft: &Draft<'_>, wish: &Wish<'_>) -> Result<Option<Reason>, PlanError> {
    for guard in GUARDS {
        if let Ask::Wish(ask) = guard.ask
            && ask(draft, wish)? == Verdict::Refuse
        {
            return Ok(Some(guard.reason));
        }
    }
    Ok(None)
}

/// What the guards of the candidate make of it together.
pub(crate) enum Ruling {
    /// A task may be made; whether it has to wait (`rules.md R14`).
    Granted { waits: bool },
    /// The reason of the first guard that refuses.
    Refused(Reason),
}

/// Asks the guards of the candidate.
pub(crate) fn ruling(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Result<Ruling, PlanError> {
    let mut waits = false;
    for guard in GUARDS {
        let Ask::Candidate(ask) = guard.ask else { continue };
        match ask(draft, candidate)? {
            Verdict::Pass => {}
            Verdict::Wait => waits = true,
            Verdict::Refuse => return Ok(Ruling::Refused(guard.reason)),
        }
    }
    Ok(Ruling::Granted { waits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_one_guard_and_they_stand_in_order() {
        assert_eq!(GUARDS.iter().map(|guard| guard.reason).collect::<Vec<_>>(), Reason::ALL);
        for (at, guard) in GUARDS.iter().enumerate() {
            assert_eq!(guard.statement, format!("T{}", at + 1));
        }
        assert_eq!(guard_of(Reason::DuplicateTask).map(|guard| guard.statement), Some("T11"));
    }
}
