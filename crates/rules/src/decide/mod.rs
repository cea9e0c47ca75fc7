//! The decision: which rules match an event and what they order. Two strategies behind one call, one a reading
//! (`rules.md`, `server-rules.md`).

mod boolean;
mod category;
mod divergence;
mod documented;
mod effects;
mod server;

pub use divergence::step_divergences;

use reach_expr::Fault;

use crate::decision::{Decision, Failure, Undecided};
use crate::facts::Facts;
use crate::ids::{RuleId, TemplateId};
use crate::need::Need;
use crate::rule_set::RuleSet;
use crate::semantics::Reading;
use crate::template::{Evaluator, Template};
use crate::trace::Trace;

impl RuleSet {
    /// What the rules make of an event.
    pub fn decide<'e>(&'e self, facts: &Facts<'e>, trace: &mut impl Trace) -> Decision {
        let mut deciding = Deciding { rules: self, evaluator: Evaluator::new(&self.pool, facts), decision: Decision::default() };
        match self.semantics.reading {
            Reading::Documented => documented::decide(&mut deciding, trace),
            Reading::Server => server::decide(&mut deciding, trace),
        }
        if !deciding.decision.undecided.is_empty() {
            deciding.decision.steps.clear();
        }
        deciding.decision
    }
}

impl RuleSet {
    /// Whether a template fires on an event (`templates.md TT3`).
    ///
    /// # Errors
    /// The fault of the condition that ended in one.
    pub fn fires<'e>(&'e self, template: &'e Template, facts: &Facts<'e>) -> Result<bool, Fault> {
        let deciding = Deciding { rules: self, evaluator: Evaluator::new(&self.pool, facts), decision: Decision::default() };
        if deciding.listens(template) { deciding.evaluator.fires(template) } else { Ok(false) }
    }

    /// Whether a template's conditions hold on an event, whichever events it listens to.
    ///
    /// # Errors
    /// As [`RuleSet::fires`].
    pub fn conditions_hold<'e>(&'e self, template: &Template, facts: &Facts<'e>) -> Result<bool, Fault> {
        Evaluator::new(&self.pool, facts).fires(template)
    }
}

/// A decision under way.
struct Deciding<'s, 'e> {
    rules: &'e RuleSet,
    evaluator: Evaluator<'s, 'e>,
    decision: Decision,
}

impl<'s, 'e> Deciding<'s, 'e> {
    fn facts(&self) -> &'s Facts<'e> {
        self.evaluator.facts()
    }

    fn undecided(&mut self, rule: Option<RuleId>, need: Need) {
        self.decision.undecided.push(Undecided { rule, need });
    }

    /// The value of what the whole event turns on, or the event is undecided.
    fn known<T>(&mut self, fact: Result<T, Need>) -> Option<T> {
        fact.map_err(|need| self.undecided(None, need)).ok()
    }

    fn failed(&mut self, rule: RuleId, template: TemplateId, fault: &Fault, rule_failed: bool) {
        self.decision.failures.push(Failure { template, rule, fault: fault.to_string(), rule_failed });
    }
}
