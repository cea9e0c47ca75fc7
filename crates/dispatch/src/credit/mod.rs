//! The credit of a profile: what there is of it, what is used, and what may still be ordered.
//!
//! Pure arithmetic on one [`Account`]; who moves it and why is the planner's. Implements `tasks.md` CR1 to CR45, the
//! calendar of a reoccurring credit in [`calendar`] and its periods in [`period`].

mod account;
mod calendar;
mod limit;
mod period;
mod recount;

pub use account::Account;
pub use recount::{Finished, RecountSpan};
