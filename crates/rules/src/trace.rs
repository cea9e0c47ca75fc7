//! Why a rule ordered, or did not. Asked for, it is told of every rule; not asked for, it costs nothing.

use crate::facts::Read;
use crate::ids::{CategoryId, RuleId, TemplateId};
use crate::platform::{EventType, TemplateObjectType};

/// Who listens to a decision being made.
pub trait Trace {
    /// Whether it listens. When it does not, rules that an index rules out are not even visited.
    const LISTENS: bool;

    /// The outcome of one rule.
    fn rule(&mut self, rule: RuleId, outcome: impl FnOnce() -> RuleOutcome);
}

/// Listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTrace;

impl Trace for NoTrace {
    const LISTENS: bool = false;

    fn rule(&mut self, _rule: RuleId, _outcome: impl FnOnce() -> RuleOutcome) {}
}

/// Keeps the outcome of every rule of the event's account, in order.
#[derive(Clone, Debug, Default)]
pub struct Explain {
    /// The rules and what became of them.
    pub rules: Vec<(RuleId, RuleOutcome)>,
}

impl Trace for Explain {
    const LISTENS: bool = true;

    fn rule(&mut self, rule: RuleId, outcome: impl FnOnce() -> RuleOutcome) {
        self.rules.push((rule, outcome()));
    }
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleOutcome {
    /// It matched.
    Matched {
        /// Its conditions, all of which held.
        conditions: Vec<ConditionOutcome>,
    },
    /// The event is not one that it waits for.
    NotTriggered(WaitsFor),
    /// A condition did not hold.
    Unmet {
        /// Its conditions up to the one that did not hold, which is last.
        conditions: Vec<ConditionOutcome>,
    },
    /// A rule before it in its profile matched and stops.
    Stopped {
        /// The rule that stops.
        by: RuleId,
    },
    /// A template's expression threw, and no other template fired (`rules.md R19`).
    Failed {
        /// Its conditions up to the one that failed, which is last.
        conditions: Vec<ConditionOutcome>,
    },
    /// The event lacks what a condition asks for.
    Undecided {
        /// What is missing, as a path in the event.
        need: String,
    },
    /// Loading refused it.
    Unusable,
    /// Its profile is not active.
    ProfileNotActive,
    /// Its account has no REACH.
    NoReach,
}

/// The events that a rule waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum WaitsFor {
    /// An entry that becomes ready, for orders on entries; an asset, for orders on assets (`rules.md R7`).
    Ready {
        /// Whether it has orders on entries.
        entries: bool,
        /// Whether it has orders on assets.
        assets: bool,
    },
    /// An assignment to one of these categories.
    CategoryAdded(Vec<CategoryId>),
    /// Events of its templates.
    Templates(Vec<TemplateOutcome>),
}

/// What became of a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionOutcome {
    /// Its place in the rule's `conditions`, from 0.
    pub place: usize,
    /// Whether it is inverted.
    pub not: bool,
    /// Whether it held, its `not` included; `None` when it failed.
    pub held: Option<bool>,
    /// Why.
    pub why: ConditionWhy,
}

/// Why a condition held or not.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionWhy {
    /// By its templates.
    Templates(Vec<TemplateOutcome>),
    /// By the entry's categories.
    Category {
        /// The categories that the condition names.
        named: Vec<CategoryId>,
        /// The categories that the entry is in.
        assigned: Vec<CategoryId>,
        /// The member's level that was compared, where the rule asks for one.
        level: Option<i64>,
    },
}

/// What became of a template that a condition names.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateOutcome {
    /// Its id.
    pub template: TemplateId,
    /// Its name.
    pub name: Option<String>,
    /// What became of it.
    pub state: TemplateState,
}

/// Whether a template fired.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateState {
    /// There is none of that id.
    Missing,
    /// It is not ACTIVE.
    NotActive,
    /// It is another account's.
    OtherAccount,
    /// It is no Boolean template.
    NotBoolean,
    /// Loading refused it.
    Unusable,
    /// It listens to other events.
    OtherEvent {
        /// Its event type.
        event_type: Option<EventType>,
        /// Its object type.
        object_type: Option<TemplateObjectType>,
    },
    /// One fired before it: it was not asked.
    NotAsked,
    /// All its conditions hold.
    Fired,
    /// A condition does not hold.
    DidNotFire {
        /// The place of that condition, from 0.
        condition: usize,
        /// What it read.
        reads: Vec<Read>,
    },
    /// An expression threw.
    Failed {
        /// What happened.
        fault: String,
        /// What it read.
        reads: Vec<Read>,
    },
    /// An expression needs what the event lacks.
    Undecided {
        /// What is missing.
        need: String,
    },
}
