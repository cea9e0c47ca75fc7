//! The commands, a file each.

pub mod check;
pub mod completions;
pub mod dry_run;
pub mod run;
