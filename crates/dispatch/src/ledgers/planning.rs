//! One event against the standing: where the ledgers ask the planner.

use reach_rules::Undecided;

use crate::configuration::Configuration;
use crate::error::PlanError;
use crate::ledger::Decided;
use crate::plan::{Plan, plan};
use crate::standing::Standing;

/// What is to be done for an event; nothing when its decision has no steps.
pub(super) fn plan_of(decided: &Decided, configuration: Configuration<'_>, standing: &Standing) -> Result<Plan, PlanError> {
    match (&decided.content, decided.decision.undecided.first()) {
        (_, Some(Undecided { need, .. })) => Err(need.clone().into()),
        (Some(content), None) => plan(&decided.decision, content, configuration, standing, decided.now),
        (None, None) => Ok(Plan::default()),
    }
}
