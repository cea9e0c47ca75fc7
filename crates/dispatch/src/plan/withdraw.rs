//! The entry or attachment is gone: what the vendor has not begun is called off (`lifecycle.md L43`, L46).

use super::Draft;
use crate::error::PlanError;
use crate::lifecycle::has_not_begun;
use crate::object::withdrawn;

impl Draft<'_> {
    /// Carries out the step.
    pub(super) fn withdraw(&mut self) -> Result<(), PlanError> {
        let Some(object) = withdrawn(self.content)? else { return Ok(()) };
        for id in self.ids_on(object, |task| has_not_begun(task.status)) {
            self.abort(id, format!("{object} is gone"))?;
        }
        Ok(())
    }
}
