//! A batch of events against the standing: what every store does between reading and writing.

use std::collections::BTreeMap;

use reach_rules::{PartnerId, ProfileId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::memory::undecided;
use super::row::{AccountRow, Cause, ChangeRow, EventRow, MovementRow, TaskRow, hex};
use crate::configuration::Configuration;
use crate::error::PlanError;
use crate::ledger::{Decided, Receipt};
use crate::plan::{Plan, plan};
use crate::standing::Standing;
use crate::wanted::Wanted;

/// What the events of a batch need to be read.
pub(super) fn wanted(batch: &[Decided]) -> Wanted {
    let mut wanted = Wanted::default();
    for decided in batch {
        if let Some(content) = &decided.content {
            wanted.add(&decided.decision, content);
        }
    }
    wanted
}

/// Everything that a batch writes.
#[derive(Debug, Default)]
pub(super) struct Writes {
    pub events: Vec<EventRow>,
    /// Tasks that were made, by id, in the state that the batch leaves them in.
    pub created: BTreeMap<i64, TaskRow>,
    /// Tasks that stood, by id, in the state that the batch leaves them in.
    pub updated: BTreeMap<i64, TaskRow>,
    pub changes: Vec<ChangeRow>,
    pub movements: Vec<MovementRow>,
    /// Accounts that the batch touched.
    pub accounts: BTreeMap<i64, AccountRow>,
}

/// The state that a batch works on.
pub(super) struct Batch<'a> {
    pub configuration: Configuration<'a>,
    pub standing: Standing,
    /// Account rows of all profiles of the standing.
    pub accounts: FxHashMap<ProfileId, AccountRow>,
    /// What ordered the tasks of the standing.
    pub causes: FxHashMap<i64, Cause>,
    /// Events that were recorded before.
    pub seen: FxHashSet<(PartnerId, [u8; 16])>,
    /// The highest event id so far.
    pub last_event: i64,
    pub writes: Writes,
}

impl Batch<'_> {
    /// Plans the events in order, each seeing those before it.
    pub fn run(&mut self, batch: &[Decided]) -> Vec<Receipt> {
        batch.iter().map(|decided| self.record(decided)).collect()
    }

    fn record(&mut self, decided: &Decided) -> Receipt {
        let key = (decided.partner, decided.identity);
        if self.seen.contains(&key) {
            return Receipt::AlreadyRecorded;
        }
        match self.plan(decided) {
            Ok(plan) => {
                self.seen.insert(key);
                self.last_event += 1;
                self.write(decided, &plan);
                self.standing.apply(&plan);
                Receipt::Recorded(plan)
            }
            Err(error) => Receipt::SetAside(error),
        }
    }

    fn plan(&self, decided: &Decided) -> Result<Plan, PlanError> {
        match &decided.content {
            None => undecided(decided),
            Some(content) => plan(&decided.decision, content, self.configuration, &self.standing, decided.now),
        }
    }

    fn write(&mut self, decided: &Decided, plan: &Plan) {
        let event = Some(self.last_event);
        let writes = &mut self.writes;
        writes.events.push(EventRow {
            id: self.last_event,
            partner_id: decided.partner.0,
            identity: hex(&decided.identity),
            event_id: decided.event_id.to_string(),
            recorded_at: decided.now,
        });
        let mut made: Vec<(&str, i64, i64)> = Vec::new();
        for new in &plan.create {
            let task = &new.standing.task;
            let key = (&*task.entry_id, task.profile.0, task.item.0);
            let order_number = made.iter().filter(|known| **known == key).count() as i64;
            made.push(key);
            let cause = Cause { event, rule_number: Some(i64::from(new.rule.number.0)), order_number };
            self.causes.insert(task.id.0, cause);
            writes.created.insert(task.id.0, TaskRow::of(&new.standing, cause));
        }
        for standing in &plan.adopt {
            self.causes.insert(standing.task.id.0, Cause::default());
            writes.created.insert(standing.task.id.0, TaskRow::of(standing, Cause::default()));
        }
        for change in &plan.change {
            let (before, after) = (&change.before.task, &change.after.task);
            let cause = self.causes.get(&after.id.0).copied().unwrap_or_default();
            let row = TaskRow::of(&change.after, cause);
            let rows = if writes.created.contains_key(&after.id.0) { &mut writes.created } else { &mut writes.updated };
            rows.insert(after.id.0, row);
            writes.changes.push(ChangeRow {
                task_id: after.id.0,
                event,
                changed_at: decided.now,
                status_before: before.status.number(),
                status_after: after.status.number(),
                price_before: before.price.to_string(),
                price_after: after.price.to_string(),
                err_description: after.err_description.as_deref().map(str::to_owned),
            });
        }
        for account in &plan.accounts {
            let configured = self.configuration.profiles.profile(account.profile);
            let row = self.accounts.entry(account.profile).or_insert_with(|| AccountRow::opened(account, configured));
            row.set(account);
        }
        for movement in &plan.movements {
            let Some(row) = self.accounts.get_mut(&movement.profile) else { continue };
            row.movements += 1;
            writes.movements.push(MovementRow::of(movement, row.movements, event, decided.now));
        }
        let touched = plan.accounts.iter().map(|account| account.profile).chain(plan.movements.iter().map(|movement| movement.profile));
        for profile in touched {
            if let Some(row) = self.accounts.get(&profile) {
                writes.accounts.insert(profile.0, row.clone());
            }
        }
    }
}
