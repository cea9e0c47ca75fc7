//! An event on a task tells of a change that was made elsewhere: its credit is settled here (`lifecycle.md L49`).
//!
//! Nothing is asked. A change that the standing holds already has no further effect.

use reach_rules::content::{EventObject, TaskEvent, TaskEventChange};
use reach_rules::model::{Task, TaskStatus};
use reach_rules::{Credits, TaskId};

use super::Draft;
use crate::error::PlanError;
use crate::object::told;
use crate::standing::StandingTask;

impl Draft<'_> {
    /// Carries out the step.
    pub(super) fn settle(&mut self) -> Result<(), PlanError> {
        let EventObject::Task(event) = &self.content.object else { return Ok(()) };
        let Some(id) = *told(&event.id)? else { return Ok(()) };
        match *told(&event.change)? {
            TaskEventChange::None => Ok(()),
            TaskEventChange::Created => self.settle_created(id, event),
            TaskEventChange::From(from) => self.settle_moved(id, from, event),
        }
    }

    fn settle_created(&mut self, id: TaskId, event: &TaskEvent) -> Result<(), PlanError> {
        if self.task(id).is_some() {
            return Ok(());
        }
        let Some(task) = told(&event.task)?.as_deref() else { return Ok(()) };
        self.adopt(StandingTask { task: task.clone(), charged: Credits::ZERO });
        if task.status == TaskStatus::Pending {
            self.enter_from(id, None, TaskStatus::Pending)?;
            self.amend(id, |standing| take_times(&mut standing.task, task));
        }
        Ok(())
    }

    fn settle_moved(&mut self, id: TaskId, from: Option<TaskStatus>, event: &TaskEvent) -> Result<(), PlanError> {
        let Some(to) = *told(&event.status)? else { return Ok(()) };
        let mut from = from;
        match self.task(id) {
            Some(standing) if standing.task.status == to => return Ok(()),
            // The event is late: what stands was charged since, and is not charged again.
            Some(standing) if to == TaskStatus::Pending && !standing.charged.is_zero() => from = Some(standing.task.status),
            Some(_) => {}
            None => {
                let Some(task) = told(&event.task)?.as_deref() else { return Ok(()) };
                let pay_per_use = self.nature(task).pay_per_use;
                let before = Task { status: from.unwrap_or(to), ..task.clone() };
                self.adopt(StandingTask::brought(before, pay_per_use));
            }
        }
        let told_of = told(&event.task)?.as_deref();
        if let Some(task) = told_of.filter(|_| to == TaskStatus::Ready) {
            self.take_usage(id, task);
        }
        self.enter_from(id, from, to)?;
        if let Some(task) = told_of {
            self.amend(id, |standing| take_times(&mut standing.task, task));
        }
        Ok(())
    }

    /// What was used of a task that is paid per use is known once it is READY (L24).
    fn take_usage(&mut self, id: TaskId, task: &Task) {
        if self.nature(task).pay_per_use {
            self.amend(id, |standing| {
                standing.task.price = task.price;
                standing.task.units_used = task.units_used;
            });
        }
    }
}

/// When it happened is better known where it happened.
fn take_times(own: &mut Task, told: &Task) {
    own.queue_time = told.queue_time.or(own.queue_time);
    own.finish_time = told.finish_time.or(own.finish_time);
    own.expected_finish_time = told.expected_finish_time.or(own.expected_finish_time);
}
