//! Waiting tasks are looked at once more (`rules.md R15`, `lifecycle.md L44`, L45).

use reach_rules::content::Entry;
use reach_rules::model::{CatalogItem, TaskStatus};
use reach_rules::{Credits, TaskId};

use super::Draft;
use crate::error::PlanError;
use crate::fields::AccessGrant;
use crate::price::requires_payment;
use crate::verdict::{self, Verdict};

impl Draft<'_> {
    /// Carries out the step.
    pub(super) fn release(&mut self) -> Result<(), PlanError> {
        let Some(entry) = self.entry()? else { return Ok(()) };
        for id in self.ids_on(&entry.id, |task| task.status == TaskStatus::PendingEntryReady) {
            self.release_one(id, entry)?;
        }
        Ok(())
    }

    fn release_one(&mut self, id: TaskId, entry: &Entry) -> Result<(), PlanError> {
        let Some(task) = self.task(id).map(|standing| &standing.task) else { return Ok(()) };
        let (profile, is_moderated, output_moderated) = (task.profile, task.is_request_moderated, task.is_output_moderated);
        let Some(item) = self.configuration.offered(task.item) else { return Ok(()) };
        let unasked = self.configuration.semantics.releases_unasked;
        if !unasked {
            match self.readiness(id, item, entry)? {
                Verdict::Pass => {}
                Verdict::Wait => return Ok(()),
                Verdict::Refuse => return self.abort(id, format!("the length of {} is out of the limits of item {}", entry.id, item.id)),
            }
        }
        if !item.pay_per_use && self.task(id).is_some_and(|standing| standing.task.price.is_zero()) {
            let price = self.price_on_entry(id, item)?;
            self.amend(id, |standing| standing.task.price = price);
        }
        let asks_credit = !unasked && !is_moderated && requires_payment(item);
        if asks_credit && !self.has_credit(id, item)? {
            return self.abort(id, format!("the credit of profile {profile} has no room for item {}", item.id));
        }
        self.grant_access(id, AccessGrant::new(item, &entry.id, output_moderated));
        self.enter(id, if is_moderated { TaskStatus::PendingModeration } else { TaskStatus::Pending })
    }

    /// Whether what the task waits for is there (T14, R14's second case), and its length within the limits (T9, T16).
    fn readiness(&self, id: TaskId, item: &CatalogItem, entry: &Entry) -> Result<Verdict, PlanError> {
        let semantics = self.configuration.semantics;
        let profile = self.task(id).and_then(|standing| self.configuration.profiles.profile(standing.task.profile));
        if let Some(profile) = profile
            && !verdict::has_flavors(profile, &self.content.assets, semantics)?
        {
            return Ok(Verdict::Wait);
        }
        Ok(verdict::of_maximum(item, entry, semantics)?.max(verdict::of_minimum(item, entry, semantics)?))
    }

    fn has_credit(&mut self, id: TaskId, item: &CatalogItem) -> Result<bool, PlanError> {
        let Some((profile, price)) = self.task(id).map(|standing| (standing.task.profile, standing.task.price)) else {
            return Ok(false);
        };
        if self.is_credit_expired(profile)? {
            return Ok(false);
        }
        // What a task that is paid per use will cost is not known yet: its add-on alone counts (CR30).
        let price = if item.pay_per_use { crate::price::price_of(item, None)? } else { price };
        self.allows(profile, price, item.pay_per_use, Credits::ZERO)
    }
}
