//! A decision meets the world: planner, credit, life cycle, ledgers, task sinks.
//!
//! The pure half is [`plan`]: a decision, what the event tells, the configuration and the [`Standing`] in, a [`Plan`] out.
//! It may not know where any of them came from, nor what time it is but as a number. Amounts are exact
//! ([`Credits`](reach_rules::Credits)); every change of a used credit is a [`Movement`].

mod business;
mod configuration;
mod credit;
mod error;
mod fields;
mod guard;
mod ledger;
mod ledgers;
mod lifecycle;
mod movement;
mod object;
mod plan;
mod price;
mod reason;
mod sink;
mod sinks;
mod standing;
mod task_json;
mod verdict;
mod wanted;

#[cfg(test)]
mod testing;

pub use configuration::{Configuration, Profiles};
pub use credit::{Account, Finished, RecountSpan};
pub use error::PlanError;
pub use fields::AccessGrant;
pub use guard::{GUARDS, Guard, Scope, guard_of};
pub use ledger::{Decided, Ledger, LedgerError, Receipt, TakenOver, UsedCreditDiffers};
pub use ledgers::*;
pub use lifecycle::{CreditEffect, Effects, Nature, effects};
pub use movement::{Movement, MovementKind};
pub use plan::{NewTask, Plan, Skip, TaskChange, plan};
pub use price::price_of;
pub use reason::Reason;
pub use sink::{SinkError, TaskSink};
pub use sinks::JsonlSink;
pub use standing::{Standing, StandingTask};
pub use task_json::task_json;
pub use verdict::Verdict;
pub use wanted::{Wanted, wanted};
