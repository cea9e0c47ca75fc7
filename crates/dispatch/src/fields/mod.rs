//! What stands in a new task (`tasks.md F1` to F17).

mod access;
mod job_data;
mod task;

pub use access::AccessGrant;
pub(crate) use job_data::job_data;
pub(crate) use task::{NewFields, is_output_moderated, new_task};
