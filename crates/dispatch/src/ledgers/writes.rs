//! Everything that one transaction writes, as rows.

use std::collections::BTreeMap;

use super::row::{AccountRow, ChangeRow, EventRow, MovementRow, TaskRow};

/// Rows to write, in the order in which they are written: each finds what it refers to.
#[derive(Debug, Default)]
pub(super) struct Writes {
    pub events: Vec<EventRow>,
    /// Tasks that are new, by id, in the state that the transaction leaves them in.
    pub created: BTreeMap<i64, TaskRow>,
    /// Tasks that stood, by id, in the state that the transaction leaves them in.
    pub updated: BTreeMap<i64, TaskRow>,
    pub changes: Vec<ChangeRow>,
    /// Accounts that are new or changed, by profile.
    pub accounts: BTreeMap<i64, AccountRow>,
    pub movements: Vec<MovementRow>,
}

impl Writes {
    /// The texts that come from outside.
    #[cfg(feature = "postgres")]
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let tasks = self.created.values_mut().chain(self.updated.values_mut()).flat_map(TaskRow::texts_mut);
        let changes = self.changes.iter_mut().filter_map(|change| change.err_description.as_mut());
        self.events.iter_mut().map(|event| &mut event.event_id).chain(tasks).chain(changes)
    }
}
