//! Where the planner moves credit: every change of a used credit is a [`Movement`] that is made here.

use reach_rules::model::{JobData, Task, TaskStatus};
use reach_rules::{AmountTooLarge, Credits, ProfileId, TaskId};

use super::Draft;
use crate::credit::{Account, Finished};
use crate::error::PlanError;
use crate::guard::Candidate;
use crate::lifecycle::{CreditEffect, effects};
use crate::movement::{Movement, MovementKind};

impl Draft<'_> {
    /// Charges a task its price (`tasks.md CR40`).
    pub(super) fn charge_price(&mut self, id: TaskId) -> Result<(), PlanError> {
        match self.task(id).map(|standing| standing.task.price) {
            Some(price) => self.charge_task(id, price, MovementKind::Charge),
            None => Ok(()),
        }
    }

    /// Adds to what a task was charged.
    pub(super) fn charge_task(&mut self, id: TaskId, amount: Credits, kind: MovementKind) -> Result<(), PlanError> {
        let Some(standing) = self.task(id) else { return Ok(()) };
        let profile = standing.task.profile;
        let charged = standing.charged.plus(amount).map_err(charge_of(id))?;
        self.amend(id, |standing| standing.charged = charged);
        self.charge_account(profile, amount, kind, Some(id))
    }

    /// Gives back what a task was charged, and with it its price (`tasks.md CR42`, `divergences.md E16`).
    pub(super) fn give_back(&mut self, id: TaskId) -> Result<(), PlanError> {
        let Some(standing) = self.task(id) else { return Ok(()) };
        let (task, charged) = (&standing.task, standing.charged);
        let (profile, price) = (task.profile, task.price);
        let amount = if self.configuration.semantics.refunds_price { price } else { charged };
        self.amend(id, |standing| {
            standing.task.old_price = Some(price);
            standing.task.price = Credits::ZERO;
            standing.charged = Credits::ZERO;
        });
        self.charge_account(profile, amount.negated(), MovementKind::Refund, Some(id))
    }

    /// Moves the used credit of a profile; of one that nobody knows there is none to move.
    pub(super) fn charge_account(
        &mut self,
        profile: ProfileId,
        amount: Credits,
        kind: MovementKind,
        task: Option<TaskId>,
    ) -> Result<(), PlanError> {
        if amount.is_zero() {
            return Ok(());
        }
        let (now, rule) = (self.now, self.rule);
        let Some(account) = self.account(profile) else { return Ok(()) };
        account.charge(amount, now).map_err(used_by(profile))?;
        let used = account.used;
        self.movements.push(Movement { profile, kind, amount, used, task, rule });
        Ok(())
    }

    /// Whether a scheduled task is called off early enough to get its credit back (`lifecycle.md L31`); others always are.
    pub(super) fn is_in_time(&self, id: TaskId) -> bool {
        self.task(id).is_some_and(|standing| self.starts_late_enough(&standing.task))
    }

    fn starts_late_enough(&self, task: &Task) -> bool {
        match &task.job_data {
            Some(JobData::Scheduled { start_date, .. }) => {
                let notice = self.item_of(task).map_or(0, |item| item.minimal_refund_time);
                start_date.unwrap_or(0).saturating_sub(self.now) >= notice
            }
            Some(JobData::Translation { .. } | JobData::IntelligentTagging { .. } | JobData::SignLanguage { .. } | JobData::Other(_))
            | None => true,
        }
    }

    /// What the profile gets back when a new order replaces its older tasks (`rules.md R17`, `divergences.md E15`).
    pub(crate) fn returning_to(&self, candidate: &Candidate<'_>) -> Result<Credits, PlanError> {
        let mut sum = Credits::ZERO;
        if self.configuration.semantics.cancels_before_guards {
            return Ok(sum);
        }
        for id in self.older(candidate) {
            let Some(standing) = self.task(id).filter(|standing| standing.task.profile == candidate.profile.id) else {
                continue;
            };
            let task = &standing.task;
            let nature = self.nature(task);
            let comes_back = match effects(Some(task.status), TaskStatus::Aborted, nature, self.configuration.semantics).credit {
                CreditEffect::GiveBack => true,
                CreditEffect::GiveBackInTime => self.starts_late_enough(task),
                CreditEffect::None | CreditEffect::Charge => false,
            };
            if comes_back {
                sum = sum.plus(standing.charged).map_err(charge_of(id))?;
            }
        }
        Ok(sum)
    }

    /// Whether the credit is expired (`tasks.md CR20`), after what the question itself brings about: a recount, a new
    /// period. One that is not there is.
    pub(crate) fn is_credit_expired(&mut self, profile: ProfileId) -> Result<bool, PlanError> {
        self.renew(profile)?;
        let now = self.now;
        Ok(self.account(profile).is_none_or(|account| !account.is_active(now)))
    }

    /// Whether the credit allows a price (`tasks.md CR30`).
    pub(crate) fn allows(&mut self, profile: ProfileId, price: Credits, pay_per_use: bool, returning: Credits) -> Result<bool, PlanError> {
        let now = self.now;
        match self.account(profile) {
            Some(account) => account.allows(price, pay_per_use, returning, now).map_err(used_by(profile)),
            None => Ok(false),
        }
    }

    fn renew(&mut self, profile: ProfileId) -> Result<(), PlanError> {
        let now = self.now;
        if !self.configuration.semantics.recounts_daily {
            if self.account(profile).is_some_and(|account| account.is_period_over(now)) {
                self.move_account(profile, MovementKind::Period, |account| account.roll(now))?;
            }
            return Ok(());
        }
        let Some(span) = self.account(profile).and_then(|account| account.recount_due(now)) else { return Ok(()) };
        let partner = self.content.partner;
        let mut finished = Credits::ZERO;
        for standing in self.tasks() {
            let task = &standing.task;
            let counted = Finished { queue_time: task.queue_time, finish_time: task.finish_time };
            if task.profile == profile && task.partner == partner && task.status == TaskStatus::Ready && span.holds(counted) {
                finished = finished.plus(task.price).map_err(used_by(profile))?;
            }
        }
        self.move_account(profile, MovementKind::Recount, |account| account.recount(finished, now))?;
        if self.account(profile).is_some_and(|account| account.rolls_after_recount(now)) {
            self.move_account(profile, MovementKind::Period, |account| account.roll(now))?;
        }
        Ok(())
    }

    /// Changes a whole account, and tells by how much its used credit moved.
    fn move_account(
        &mut self,
        profile: ProfileId,
        kind: MovementKind,
        change: impl FnOnce(&mut Account) -> Result<(), AmountTooLarge>,
    ) -> Result<(), PlanError> {
        let rule = self.rule;
        let Some(account) = self.account(profile) else { return Ok(()) };
        let before = account.used;
        change(account).map_err(used_by(profile))?;
        let used = account.used;
        let amount = used.minus(before).map_err(used_by(profile))?;
        self.movements.push(Movement { profile, kind, amount, used, task: None, rule });
        Ok(())
    }
}

pub(super) fn used_by(profile: ProfileId) -> impl FnOnce(AmountTooLarge) -> PlanError {
    PlanError::amount(move || format!("the used credit of profile `{profile}`"))
}

pub(super) fn charge_of(id: TaskId) -> impl FnOnce(AmountTooLarge) -> PlanError {
    PlanError::amount(move || format!("the charge of task `{id}`"))
}
