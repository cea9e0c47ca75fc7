//! What a person must fix: the same type for check, load, reload and the API.
//!
//! Whoever reads, compiles or lints a configuration reports [`Finding`]s: what is wrong, and a [`Spot`], the byte
//! where it stands. [`locate`] turns them into [`Problem`]s with file, JSON pointer, line and column, in one walk
//! a file, so a configuration without problems pays nothing for its places. Nothing here prints or reads files,
//! and nothing here knows what makes a configuration wrong.
//!
//! Implements the needs 7 and 8 of `users.md`.

mod facts;
mod finding;
mod kind;
mod locate;
mod place;
mod source;

pub use facts::{Facts, Severity};
pub use finding::{Finding, Findings};
pub use kind::ProblemKind;
pub use locate::locate;
pub use place::{CodeSpan, Place, Problem};
pub use source::{ObjectKind, Source, Spot};
