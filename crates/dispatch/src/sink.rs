//! Task sinks: where tasks and their changes are carried, beside the ledger that keeps them.

use async_trait::async_trait;

use crate::plan::Plan;

/// Carries what became of tasks elsewhere.
#[async_trait]
pub trait TaskSink: Send + Sync {
    /// Hands over the tasks that one event made or changed.
    ///
    /// # Errors
    /// The receiver did not take them.
    async fn deliver(&self, plan: &Plan) -> Result<(), SinkError>;
}

/// A delivery that failed.
#[derive(Debug, thiserror::Error)]
pub enum SinkError {
    /// It may succeed later.
    #[error("`{sink}` did not take the tasks: {why}")]
    Retry {
        /// The receiver, without secrets.
        sink: String,
        /// What it said.
        why: String,
    },
    /// It will never succeed as it is.
    #[error("`{sink}` refused the tasks: {why}")]
    Reject {
        /// The receiver, without secrets.
        sink: String,
        /// What it said.
        why: String,
    },
}
