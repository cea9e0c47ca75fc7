//! The platform's objects as its API prints them, read into the [model](crate::model) with all that is wrong.
//!
//! A configuration is some texts ([`Source`](crate::problem::Source)): files of a folder, in any split, each one
//! object, an array or a list response. [`read`] makes one pass over the bytes, keeps no JSON, and reports findings
//! by byte; [`locate`](crate::problem::locate) gives them their places. Templates come out as printed, with the
//! place of each code, and are compiled elsewhere.
//!
//! It is lenient as the platform is (numbers as texts, texts as numbers, flags in four spellings, nulls, absent
//! keys, blanks in lists of ids, unknown fields) and strict where a guess could cost money: what has an error takes
//! no part, and the rest is read all the same. It does no IO and knows nothing of events.
//!
//! Implements `users.md` (Folder, needs 7 and 8), `rules.md R5`, `R12`, `catalog.md C60` to `C64`, `tasks.md CR1`
//! to `CR4`, `PR4`, `T33`, `T43`, `templates.md TT`, `TP`, `TC` as far as they are about what is printed.

mod assignment;
mod catalog_item;
mod condition;
mod condition_class;
mod credit;
mod document;
mod event_condition;
mod fields;
mod ids;
mod job_data;
mod objects;
mod parameter;
mod profile;
mod report;
mod rule;
mod scalar;
mod settings;
mod status;
mod task;
mod template;
#[cfg(test)]
mod tests;
mod value;

pub use event_condition::{EventCondition, MAX_CONDITION_DEPTH, Test};
pub use objects::{Objects, Placed, PlacedProfile, read};
pub use parameter::{Parameter, ParameterValue};
pub use settings::read_settings;
pub use template::Template;
pub use value::{Comparand, EventField, Operand, Written};
