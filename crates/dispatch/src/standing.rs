//! The standing: what the planner knows of the world before an event.
//!
//! A ledger fills it with what [`Wanted`](crate::Wanted) names, for a whole batch of events; each event is planned against it
//! and its plan applied to it, so that the next sees what came of the last. Knows nothing of rules, guards or where it
//! came from.

use reach_rules::model::{Task, TaskStatus};
use reach_rules::{Credits, PartnerId, ProfileId, TaskId};
use rustc_hash::FxHashMap;

use crate::credit::Account;
use crate::plan::Plan;

/// A task that stands, with what it was charged.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingTask {
    /// The task.
    pub task: Task,
    /// What its profile was charged for it and has not got back; 0 until charged (`rules.md R18`).
    pub charged: Credits,
}

impl StandingTask {
    /// A task that a configuration brings: of status 1, 3 or 9 it counts as charged its price, unless it is paid per
    /// use (`rules.md R18`, `tasks.md T43`).
    pub fn brought(task: Task, pay_per_use: bool) -> Self {
        let charged = match task.status {
            TaskStatus::Pending | TaskStatus::Processing | TaskStatus::Scheduled if !pay_per_use => task.price,
            _ => Credits::ZERO,
        };
        StandingTask { task, charged }
    }
}

/// Tasks and accounts as they stand.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    tasks: FxHashMap<TaskId, StandingTask>,
    by_object: FxHashMap<Box<str>, Vec<TaskId>>,
    accounts: FxHashMap<ProfileId, Account>,
    last_id: i64,
}

impl Standing {
    /// Nothing stands yet, and new tasks get ids above `last`.
    pub fn numbered_after(last: TaskId) -> Self {
        Standing { last_id: last.0, ..Standing::default() }
    }

    /// Puts a task there, in place of the one of the same id.
    pub fn put(&mut self, standing: StandingTask) {
        let id = standing.task.id;
        self.last_id = self.last_id.max(id.0);
        let object = standing.task.entry_id.clone();
        let old = self.tasks.insert(id, standing);
        if let Some(old) = old {
            if old.task.entry_id == object {
                return;
            }
            if let Some(places) = self.by_object.get_mut(&old.task.entry_id) {
                places.retain(|&place| place != id);
            }
        }
        self.by_object.entry(object).or_default().push(id);
    }

    /// Puts an account there, in place of the one of the same profile.
    pub fn put_account(&mut self, account: Account) {
        self.accounts.insert(account.profile, account);
    }

    /// Takes in what a plan says that becomes of tasks and accounts.
    pub fn apply(&mut self, plan: &Plan) {
        let made = plan.create.iter().map(|new| &new.standing);
        let moved = plan.change.iter().map(|change| &change.after);
        for standing in made.chain(&plan.adopt).chain(moved) {
            self.put(standing.clone());
        }
        for account in &plan.accounts {
            self.put_account(account.clone());
        }
    }

    /// The task of that id.
    pub fn task(&self, id: TaskId) -> Option<&StandingTask> {
        self.tasks.get(&id)
    }

    /// All tasks, in no particular order.
    pub fn tasks(&self) -> impl Iterator<Item = &StandingTask> {
        self.tasks.values()
    }

    /// The tasks of a partner on an object, in no particular order.
    pub fn tasks_on(&self, object: &str, partner: PartnerId) -> impl Iterator<Item = &StandingTask> {
        let ids = self.by_object.get(object).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|&id| self.task(id)).filter(move |standing| standing.task.partner == partner)
    }

    /// The account of a profile.
    pub fn account(&self, profile: ProfileId) -> Option<&Account> {
        self.accounts.get(&profile)
    }

    /// All accounts, in no particular order.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// The highest id of a task that was ever here.
    pub(crate) fn last_id(&self) -> TaskId {
        TaskId(self.last_id)
    }
}

#[cfg(test)]
mod tests {
    use reach_rules::PartnerId;

    use super::*;
    use crate::testing::{ACCOUNT, ENTRY, task};

    fn ids(standing: &Standing, object: &str) -> Vec<i64> {
        standing.tasks_on(object, ACCOUNT).map(|standing| standing.task.id.0).collect()
    }

    #[test]
    fn a_task_is_found_on_its_object_wherever_it_goes() {
        let mut standing = Standing::numbered_after(TaskId(3));
        let put = |standing: &mut Standing, task| standing.put(StandingTask::brought(task, false));
        put(&mut standing, task(1, 1, TaskStatus::Pending));
        put(&mut standing, task(2, 1, TaskStatus::Pending));
        put(&mut standing, Task { entry_id: "0_other".into(), ..task(1, 1, TaskStatus::Pending) });
        put(&mut standing, Task { partner: PartnerId(9), ..task(7, 1, TaskStatus::Pending) });
        assert_eq!((ids(&standing, ENTRY), ids(&standing, "0_other")), (vec![2], vec![1]));
        assert_eq!((standing.tasks().count(), standing.last_id()), (3, TaskId(7)));
    }

    #[test]
    fn a_task_that_is_brought_counts_as_charged_while_it_is_with_the_vendor() {
        for status in TaskStatus::ALL {
            let with_vendor = [TaskStatus::Pending, TaskStatus::Processing, TaskStatus::Scheduled].contains(&status);
            let charged = |per_use| StandingTask::brought(task(1, 1, status), per_use).charged;
            assert_eq!(charged(false), if with_vendor { Credits::whole(2) } else { Credits::ZERO }, "{status:?}");
            assert_eq!(charged(true), Credits::ZERO);
        }
    }
}
