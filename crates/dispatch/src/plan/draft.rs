//! A plan in the making: the standing, with what the steps so far have changed laid over it.

use std::collections::BTreeMap;

use reach_rules::content::{Content, Entry, EventObject};
use reach_rules::model::{CatalogItem, ObjectType, Task, TaskStatus};
use reach_rules::{ItemId, ProfileId, RuleId, TaskId};
use rustc_hash::FxHashSet;

use super::{NewTask, Plan, Skip, TaskChange};
use crate::business::expected_finish;
use crate::configuration::Configuration;
use crate::credit::Account;
use crate::error::PlanError;
use crate::fields::AccessGrant;
use crate::lifecycle::{CreditEffect, Effects, Nature, effects};
use crate::movement::{Movement, MovementKind};
use crate::object::told;
use crate::standing::{Standing, StandingTask};

/// What R11 tells orders apart by; no object where the order was refused before there was one.
pub(super) type OrderKey = (ProfileId, ObjectType, Option<Box<str>>, ItemId);

/// A plan in the making.
pub(crate) struct Draft<'a> {
    pub(crate) content: &'a Content,
    pub(crate) configuration: Configuration<'a>,
    pub(crate) now: i64,
    standing: &'a Standing,
    next_id: Option<TaskId>,
    created: Vec<NewTask>,
    adopted: Vec<StandingTask>,
    changed: BTreeMap<TaskId, StandingTask>,
    access: BTreeMap<TaskId, AccessGrant>,
    accounts: BTreeMap<ProfileId, Account>,
    pub(super) movements: Vec<Movement>,
    pub(super) skips: Vec<Skip>,
    pub(super) ordered: FxHashSet<OrderKey>,
    /// The rule whose order is being carried out.
    pub(super) rule: Option<RuleId>,
}

/// The id of the task that the event is on, which no new task may get.
fn id_told(content: &Content) -> TaskId {
    match &content.object {
        EventObject::Task(event) => event.id.clone().ok().flatten().unwrap_or(TaskId(0)),
        EventObject::Entry
        | EventObject::Asset(_)
        | EventObject::CategoryEntry { .. }
        | EventObject::ScheduleEvent(_)
        | EventObject::Other => TaskId(0),
    }
}

impl<'a> Draft<'a> {
    pub(super) fn new(content: &'a Content, configuration: Configuration<'a>, standing: &'a Standing, now: i64) -> Self {
        Draft {
            content,
            configuration,
            now,
            standing,
            next_id: standing.last_id().max(id_told(content)).0.checked_add(1).map(TaskId),
            created: Vec::new(),
            adopted: Vec::new(),
            changed: BTreeMap::new(),
            access: BTreeMap::new(),
            accounts: BTreeMap::new(),
            movements: Vec::new(),
            skips: Vec::new(),
            ordered: FxHashSet::default(),
            rule: None,
        }
    }

    /// The plan, with what is really different from before.
    pub(super) fn finish(mut self) -> Plan {
        let standing = self.standing;
        let mut change = Vec::new();
        for (id, after) in self.changed {
            let access = self.access.remove(&id);
            if let Some(before) = standing.task(id)
                && (*before != after || access.is_some())
            {
                change.push(TaskChange { before: before.clone(), after, access });
            }
        }
        let accounts = self.accounts.into_values();
        let accounts = accounts.filter(|account| standing.account(account.profile) != Some(account)).collect();
        let Draft { created: create, adopted: adopt, movements, skips, .. } = self;
        Plan { create, adopt, change, accounts, movements, skips }
    }

    /// The entry that the event's object belongs to, whatever its status.
    pub(super) fn entry(&self) -> Result<Option<&'a Entry>, PlanError> {
        Ok(told(&self.content.entry)?.as_ref())
    }

    /// A task as it is by now.
    pub(super) fn task(&self, id: TaskId) -> Option<&StandingTask> {
        let laid_over = self.changed.get(&id).or_else(|| self.adopted.iter().find(|adopted| adopted.task.id == id));
        let created = || self.place_of_new(id).and_then(|at| self.created.get(at)).map(|new| &new.standing);
        laid_over.or_else(|| self.standing.task(id)).or_else(created)
    }

    fn place_of_new(&self, id: TaskId) -> Option<usize> {
        self.created.binary_search_by_key(&id, |new| new.standing.task.id).ok()
    }

    fn task_mut(&mut self, id: TaskId) -> Option<&mut StandingTask> {
        if let Some(at) = self.place_of_new(id) {
            return self.created.get_mut(at).map(|new| &mut new.standing);
        }
        if let Some(at) = self.adopted.iter().position(|adopted| adopted.task.id == id) {
            return self.adopted.get_mut(at);
        }
        if !self.changed.contains_key(&id) {
            self.changed.insert(id, self.standing.task(id)?.clone());
        }
        self.changed.get_mut(&id)
    }

    /// Changes a task that is there.
    pub(super) fn amend(&mut self, id: TaskId, change: impl FnOnce(&mut StandingTask)) {
        let now = self.now;
        if let Some(standing) = self.task_mut(id) {
            change(standing);
            standing.task.updated_at = Some(now);
        }
    }

    /// All tasks as they are by now, in no particular order.
    pub(super) fn tasks(&self) -> impl Iterator<Item = &StandingTask> {
        let stood = self.standing.tasks().map(|standing| self.changed.get(&standing.task.id).unwrap_or(standing));
        stood.chain(self.born())
    }

    fn born(&self) -> impl Iterator<Item = &StandingTask> {
        self.adopted.iter().chain(self.created.iter().map(|new| &new.standing))
    }

    /// The tasks of the event's partner on an object, as they are by now, in no particular order.
    fn tasks_on<'s>(&'s self, object: &'s str) -> impl Iterator<Item = &'s StandingTask> {
        let partner = self.content.partner;
        let stood = self.standing.tasks_on(object, partner);
        let stood = stood.map(|standing| self.changed.get(&standing.task.id).unwrap_or(standing));
        stood.chain(self.born().filter(move |born| *born.task.entry_id == *object && born.task.partner == partner))
    }

    /// Whether such a task stands on an object.
    pub(crate) fn stands_on(&self, object: &str, is_such: impl Fn(&Task) -> bool) -> bool {
        self.tasks_on(object).any(|standing| is_such(&standing.task))
    }

    /// Such tasks on an object, in ascending id.
    pub(super) fn ids_on(&self, object: &str, is_such: impl Fn(&Task) -> bool) -> Vec<TaskId> {
        let such = self.tasks_on(object).filter(|standing| is_such(&standing.task));
        let mut ids: Vec<TaskId> = such.map(|standing| standing.task.id).collect();
        ids.sort_unstable();
        ids
    }

    /// The id of the next new task.
    pub(super) fn take_id(&mut self) -> Result<TaskId, PlanError> {
        let id = self.next_id.ok_or(PlanError::OutOfTaskIds)?;
        self.next_id = id.0.checked_add(1).map(TaskId);
        Ok(id)
    }

    /// Puts a new task there, as [`enter`](Self::enter) will find it.
    pub(super) fn create(&mut self, new: NewTask) {
        self.created.push(new);
    }

    /// Takes in a task that was made elsewhere.
    pub(super) fn adopt(&mut self, standing: StandingTask) {
        self.adopted.push(standing);
    }

    /// Gives a task that stood a new access key.
    pub(super) fn grant_access(&mut self, id: TaskId, access: AccessGrant) {
        match self.place_of_new(id).and_then(|at| self.created.get_mut(at)) {
            Some(new) => new.access = access,
            None => drop(self.access.insert(id, access)),
        }
    }

    /// The item of a task, whatever its status.
    pub(super) fn item_of(&self, task: &Task) -> Option<&'a CatalogItem> {
        self.configuration.catalog.item(task.item)
    }

    /// What the effects of its changes depend on.
    pub(super) fn nature(&self, task: &Task) -> Nature {
        Nature { pay_per_use: self.item_of(task).is_some_and(|item| item.pay_per_use), scheduled: task.is_scheduled() }
    }

    /// Moves a task to a status, with all that comes of it.
    pub(super) fn enter(&mut self, id: TaskId, to: TaskStatus) -> Result<(), PlanError> {
        let Some(from) = self.task(id).map(|standing| standing.task.status) else { return Ok(()) };
        self.enter_from(id, Some(from), to)
    }

    /// The same as a change from another status than the one that it has; none for a task that is new.
    pub(super) fn enter_from(&mut self, id: TaskId, from: Option<TaskStatus>, to: TaskStatus) -> Result<(), PlanError> {
        let Some(standing) = self.task(id) else { return Ok(()) };
        let task = &standing.task;
        let Effects { queues, finishes, credit } = effects(from, to, self.nature(task), self.configuration.semantics);
        let expected = if queues {
            let own = task.turn_around_time.unwrap_or(0);
            let turn_around_time = self.item_of(task).map_or(own, |item| item.turn_around_time);
            Some(expected_finish(self.now, turn_around_time)?)
        } else {
            None
        };
        let now = self.now;
        self.amend(id, |standing| {
            standing.task.status = to;
            if expected.is_some() {
                standing.task.queue_time = Some(now);
                standing.task.expected_finish_time = expected;
            }
            if finishes {
                standing.task.finish_time = Some(now);
            }
        });
        match credit {
            CreditEffect::None => Ok(()),
            CreditEffect::Charge => self.charge_price(id),
            CreditEffect::GiveBack => self.give_back(id),
            CreditEffect::GiveBackInTime if self.is_in_time(id) => self.give_back(id),
            CreditEffect::GiveBackInTime => Ok(()),
        }
    }

    /// Calls a task off, and says why.
    pub(super) fn abort(&mut self, id: TaskId, why: String) -> Result<(), PlanError> {
        self.amend(id, |standing| standing.task.err_description = Some(why.into()));
        self.enter(id, TaskStatus::Aborted)
    }

    /// The account of a profile; opened when the profile is met for the first time, none when nobody knows the profile.
    pub(super) fn account(&mut self, profile: ProfileId) -> Option<&mut Account> {
        if !self.accounts.contains_key(&profile) {
            let account = match self.standing.account(profile) {
                Some(account) => account.clone(),
                None => self.open(profile)?,
            };
            self.accounts.insert(profile, account);
        }
        self.accounts.get_mut(&profile)
    }

    fn open(&mut self, profile: ProfileId) -> Option<Account> {
        let account = Account::opening(self.configuration.profiles.profile(profile)?, self.now);
        self.movements.push(Movement {
            profile,
            kind: MovementKind::Opening,
            amount: account.used,
            used: account.used,
            task: None,
            rule: None,
        });
        Some(account)
    }
}
