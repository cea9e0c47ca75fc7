//! The plan: what a decision comes to in the world as it stands.
//!
//! [`plan`] is a function of its arguments: no IO, no clock, nothing kept. It changes nothing either: a plan is applied
//! to the [`Standing`] once it is whole, so that an event that cannot be decided leaves no trace. The steps run in the
//! order of the decision, and each sees what those before it did (`tasks.md T37`).

mod draft;
mod money;
mod order;
mod release;
mod reprice;
mod settle;
mod withdraw;

#[cfg(test)]
mod tests;

use reach_rules::content::Content;
use reach_rules::{Credits, Decision, ItemId, ProfileId, RuleId, RuleNumber, Step, TaskId};

use crate::configuration::Configuration;
use crate::credit::Account;
use crate::error::PlanError;
use crate::fields::AccessGrant;
use crate::movement::Movement;
use crate::reason::Reason;
use crate::standing::{Standing, StandingTask};

pub(crate) use draft::Draft;

/// What is to be done for one event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The tasks that orders make, in order of making, in their final state.
    pub create: Vec<NewTask>,
    /// Tasks made elsewhere that the event tells of and that did not stand yet (`lifecycle.md L49`).
    pub adopt: Vec<StandingTask>,
    /// What becomes of tasks that stood, in ascending id.
    pub change: Vec<TaskChange>,
    /// The accounts that are opened or changed, as they are afterwards, in ascending profile id.
    pub accounts: Vec<Account>,
    /// Every movement of credit, in order.
    pub movements: Vec<Movement>,
    /// The orders of items that made no task, in order.
    pub skips: Vec<Skip>,
}

/// A task that an order makes.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTask {
    /// The task, with what it was charged. Its id is above all that stood; a ledger that numbers its rows itself gives it
    /// another, here and in the movements.
    pub standing: StandingTask,
    /// The rule that ordered it.
    pub rule: RuleId,
    /// The access key that it should get.
    pub access: AccessGrant,
}

/// What becomes of a task that stood.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskChange {
    /// The task before the event.
    pub before: StandingTask,
    /// The task after it.
    pub after: StandingTask,
    /// Whether it should get a new access key (`lifecycle.md L44`).
    pub access: Option<AccessGrant>,
}

impl TaskChange {
    /// The task's id.
    pub fn id(&self) -> TaskId {
        self.after.task.id
    }

    /// What was added to its charge; below nothing when it was given back.
    ///
    /// # Errors
    /// The difference does not fit.
    pub fn charge(&self) -> Result<Credits, reach_rules::AmountTooLarge> {
        self.after.charged.minus(self.before.charged)
    }
}

/// An order of an item that made no task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The profile.
    pub profile: ProfileId,
    /// The rule of the profile.
    pub rule: RuleNumber,
    /// The item.
    pub item: ItemId,
    /// The entry or asset; none when the order was refused before there was one.
    pub object: Option<Box<str>>,
    /// The guard's reason.
    pub reason: Reason,
}

/// Plans a decision.
///
/// # Errors
/// The event does not tell what a rule or a guard asks, or an amount cannot be reckoned: then nothing is to be done.
pub fn plan(
    decision: &Decision,
    content: &Content,
    configuration: Configuration<'_>,
    standing: &Standing,
    now: i64,
) -> Result<Plan, PlanError> {
    if let Some(undecided) = decision.undecided.first() {
        return Err(PlanError::Undecided(undecided.need.clone()));
    }
    let mut draft = Draft::new(content, configuration, standing, now);
    for step in &decision.steps {
        match step {
            Step::Reprice => draft.reprice()?,
            Step::Order(order) => draft.order(order)?,
            Step::Release => draft.release()?,
            Step::Withdraw => draft.withdraw()?,
            Step::Settle => draft.settle()?,
        }
    }
    Ok(draft.finish())
}
