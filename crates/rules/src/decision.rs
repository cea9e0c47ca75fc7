//! What the rules make of one event: steps for the planner, in order (`divergences.md E9`, D21).

use crate::ids::{ItemId, ProfileId, RuleId, RuleNumber, TemplateId};
use crate::model::ObjectType;
use crate::need::Need;

/// The answer to one event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// What is to be done, in this order.
    pub steps: Vec<Step>,
    /// Rules that matched, in order, whether they order anything or not.
    pub matched: Vec<RuleId>,
    /// Templates whose expression threw, and rules that failed for it (`rules.md R19`).
    pub failures: Vec<Failure>,
    /// What the event should have told: one of these, and nothing of the event is ordered (`event.md`).
    pub undecided: Vec<Undecided>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The entry's length changed: new prices for its open tasks (`lifecycle.md L42`).
    Reprice,
    /// A rule asks for items.
    Order(Order),
    /// Waiting tasks of the entry are looked at (`rules.md R15`, `lifecycle.md L44`, L45).
    Release,
    /// The entry or attachment is gone: its open tasks are called off (`lifecycle.md L43`, L46).
    Withdraw,
    /// The event is on a task: its credit is settled (`lifecycle.md L49`).
    Settle,
}

/// Items asked for, for one profile and object type (`tasks.md`, Words).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Whose credit pays.
    pub profile: ProfileId,
    /// `entryObjectType`
    pub object_type: ObjectType,
    /// The items as listed, repeats and all, each with the rule that asks for it.
    pub items: Vec<OrderedItem>,
    /// What the order takes for the event's object.
    pub subject: Subject,
}

/// One item of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderedItem {
    /// The item.
    pub item: ItemId,
    /// The rule that asks for it.
    pub rule: RuleNumber,
}

/// What counts as the event's object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// The event's own object.
    #[default]
    Object,
    /// Its entry (`server-rules.md S6`, changed flavor asset).
    Entry,
}

/// A template whose expression did not come to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The template.
    pub template: TemplateId,
    /// The rule that asked it; `None` when the whole event ends (server, D35).
    pub rule: RuleId,
    /// What happened.
    pub fault: String,
    /// Whether the rule has failed for this event: no other template of its condition fired.
    pub rule_failed: bool,
}

/// A rule that cannot be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The rule; `None` when the question was what the event is at all.
    pub rule: Option<RuleId>,
    /// What is missing.
    pub need: Need,
}
