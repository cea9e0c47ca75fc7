//! The length of the entry has changed: new prices for its open tasks (`lifecycle.md L42`, `rules.md R18`).

use std::collections::BTreeMap;

use reach_rules::model::{CatalogItem, TaskStatus};
use reach_rules::{Credits, ProfileId, TaskId};

use super::Draft;
use super::money::{charge_of, used_by};
use crate::error::PlanError;
use crate::lifecycle::has_not_begun;
use crate::movement::MovementKind;
use crate::price::price;

/// An open task whose price changes.
struct Repriced {
    id: TaskId,
    profile: ProfileId,
    status: TaskStatus,
    old: Credits,
    new: Credits,
    difference: Credits,
}

impl Draft<'_> {
    /// Carries out the step.
    pub(super) fn reprice(&mut self) -> Result<(), PlanError> {
        let Some(entry) = self.entry()? else { return Ok(()) };
        let mut repriced = Vec::new();
        for id in self.ids_on(&entry.id, |task| has_not_begun(task.status)) {
            repriced.extend(self.repriced(id)?);
        }
        if self.configuration.semantics.reprices_as_server {
            self.reprice_together(&repriced)
        } else {
            repriced.iter().try_for_each(|one| self.reprice_one(one))
        }
    }

    fn repriced(&self, id: TaskId) -> Result<Option<Repriced>, PlanError> {
        let Some(standing) = self.task(id) else { return Ok(None) };
        let task = &standing.task;
        let Some(item) = self.item_of(task).filter(|item| !item.pay_per_use) else { return Ok(None) };
        let new = self.price_on_entry(id, item)?;
        let old = task.price;
        if new == old {
            return Ok(None);
        }
        let difference = new.minus(old).map_err(charge_of(id))?;
        Ok(Some(Repriced { id, profile: task.profile, status: task.status, old, new, difference }))
    }

    /// What a task on the entry costs by now (PR5, with its job data).
    pub(super) fn price_on_entry(&self, id: TaskId, item: &CatalogItem) -> Result<Credits, PlanError> {
        let job_data = self.task(id).and_then(|standing| standing.task.job_data.as_ref());
        price(item, job_data, self.entry()?.map(|entry| &entry.duration_ms))
    }

    /// Documented: each task sees those before it (`divergences.md E17`).
    fn reprice_one(&mut self, one: &Repriced) -> Result<(), PlanError> {
        if one.status == TaskStatus::Pending {
            let now = self.now;
            let allowed = match self.account(one.profile) {
                Some(account) => account.allows_change(one.difference, account.used, now).map_err(used_by(one.profile))?,
                None => false,
            };
            if !allowed {
                return self.abort(one.id, over_credit(one));
            }
            self.charge_task(one.id, one.difference, MovementKind::Repricing)?;
        }
        self.amend(one.id, |standing| standing.task.price = one.new);
        Ok(())
    }

    /// Server: all are judged by the used credit as it stands at the beginning, and each profile is charged once.
    fn reprice_together(&mut self, repriced: &[Repriced]) -> Result<(), PlanError> {
        let now = self.now;
        let mut sums: BTreeMap<ProfileId, Credits> = BTreeMap::new();
        for one in repriced {
            let allowed = match self.account(one.profile) {
                Some(account) => account.allows_change(one.difference, account.used, now).map_err(used_by(one.profile))?,
                None => false,
            };
            self.amend(one.id, |standing| standing.task.price = one.new);
            let amount = if allowed && one.status == TaskStatus::PendingModeration {
                Credits::ZERO
            } else if allowed {
                one.difference
            } else {
                one.old.negated()
            };
            let sum = sums.entry(one.profile).or_default();
            *sum = sum.plus(amount).map_err(used_by(one.profile))?;
            if allowed {
                let charged = self.task(one.id).map_or(Credits::ZERO, |standing| standing.charged);
                let charged = charged.plus(amount).map_err(charge_of(one.id))?;
                self.amend(one.id, |standing| standing.charged = charged);
            } else {
                self.amend(one.id, |standing| standing.charged = Credits::ZERO);
                self.abort(one.id, over_credit(one))?;
            }
        }
        for (profile, sum) in sums {
            self.charge_account(profile, sum, MovementKind::Repricing, None)?;
        }
        Ok(())
    }
}

fn over_credit(one: &Repriced) -> String {
    format!("its price of {} after a change of length exceeds the credit of profile {}", one.new, one.profile)
}
