//! The platform's objects as the engine means them; how they are printed is [`crate::wire`].

mod catalog;
mod credit;
mod profile;
mod task;

pub use catalog::{Assignment, Catalog, CatalogItem, PriceFunction, Pricing};
pub use credit::{CreditKind, Frequency, KeptCredit, ProfileCredit};
pub use profile::{Action, CategoryCondition, Comparison, Condition, Dictionary, ObjectType, Profile, Rule, Status};
pub use task::{CreationMode, JobData, Task, TaskStatus};
