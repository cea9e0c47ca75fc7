//! Profiles, rules, conditions and templates: an event's facts in, a decision out.
//!
//! Pure: no IO, no clock, no async. What the event is comes as [`event::Event`], what time it is comes as a
//! number; a [`Decision`] says what the planner has to do.

pub mod content;
mod credits;
mod decide;
mod decision;
pub mod event;
pub mod facts;
mod ids;
mod index;
mod lint;
mod load;
pub mod model;
pub mod names;
mod need;
pub mod platform;
pub mod problem;
mod rule_set;
mod semantics;
mod settings;
mod template;
pub mod trace;
pub mod wire;
pub mod xpath;

pub use credits::{AmountTooLarge, Credits};
pub use decide::step_divergences;
pub use decision::{Decision, Failure, Order, OrderedItem, Step, Subject, Undecided};
pub use ids::{CategoryId, ItemId, PartnerId, ProfileId, RuleId, RuleNumber, TaskId, TemplateId};
pub use load::{Loaded, load};
pub use need::{Fact, Need};
pub use rule_set::RuleSet;
pub use semantics::{Reading, Semantics};
pub use settings::Settings;
pub use template::{StringField, Template};
pub use trace::{Explain, NoTrace, Trace};
