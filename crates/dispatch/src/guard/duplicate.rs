//! T11: whether a task for the same is there already, and the older tasks that a new one replaces (`tasks.md T30` to T36).

use reach_rules::model::{Task, TaskStatus};

use super::Candidate;
use crate::error::PlanError;
use crate::plan::Draft;
use crate::verdict::Verdict;

/// T11
pub(super) fn is_no_duplicate(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Result<Verdict, PlanError> {
    let never_duplicate = candidate.item.feature.never_duplicate;
    let awaited_alone = never_duplicate && !draft.configuration.semantics.replaces_waiting;
    let blocked = if awaited_alone {
        draft.stands_on(candidate.object.id(), |task| is_awaited(task, candidate))
    } else if never_duplicate {
        false
    } else {
        let version = candidate.object.version(draft.content)?;
        draft.stands_on(candidate.object.id(), |task| blocks(task, candidate, version))
    };
    if !blocked && draft.configuration.semantics.cancels_before_guards {
        draft.cancel_older(candidate)?;
    }
    Ok(Verdict::refuse_if(blocked))
}

/// T31
fn blocks(task: &Task, candidate: &Candidate<'_>, version: i64) -> bool {
    let item = candidate.item;
    (task.item == item.id || item.linked_items.contains(&task.item))
        && (version == 0 || task.version == version)
        && match task.status {
            TaskStatus::Pending
            | TaskStatus::Ready
            | TaskStatus::Processing
            | TaskStatus::PendingModeration
            | TaskStatus::PendingEntryReady => true,
            TaskStatus::Rejected | TaskStatus::Error | TaskStatus::Aborted | TaskStatus::Scheduled => false,
        }
}

/// `rules.md R16`: a task that waits is awaited, not replaced, even of an item that is never a duplicate.
fn is_awaited(task: &Task, candidate: &Candidate<'_>) -> bool {
    task.item == candidate.item.id && task.status == TaskStatus::PendingEntryReady
}

/// T35: whether a new order replaces the task.
pub(crate) fn is_older(task: &Task, candidate: &Candidate<'_>) -> bool {
    task.item == candidate.item.id && matches!(task.status, TaskStatus::Pending | TaskStatus::PendingEntryReady)
}
