//! A batch of events against the standing: what every store does between reading and writing.

use std::collections::BTreeSet;

use reach_rules::{PartnerId, ProfileId, TaskId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::planning::plan_of;
use super::row::{AccountRow, Cause, ChangeRow, EventRow, MovementRow, TaskRow, Unreadable, hex};
use super::taking::Configured;
use super::writes::Writes;
use crate::configuration::Configuration;
use crate::credit::Account;
use crate::ledger::{Decided, Receipt};
use crate::plan::{NewTask, Plan, TaskChange};
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

/// What was read for a batch.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Events of the batch that were recorded before.
    pub seen: FxHashSet<(PartnerId, [u8; 16])>,
    /// The highest event id so far.
    pub last_event: i64,
    /// The highest task id so far.
    pub last_task: i64,
    pub tasks: Vec<TaskRow>,
    pub accounts: Vec<AccountRow>,
}

/// The state that a batch works on.
pub(super) struct Batch<'a> {
    configuration: Configuration<'a>,
    standing: Standing,
    /// Rows of all accounts of the standing.
    accounts: FxHashMap<ProfileId, AccountRow>,
    seen: FxHashSet<(PartnerId, [u8; 16])>,
    last_event: i64,
    writes: Writes,
}

impl<'a> Batch<'a> {
    /// The state before the batch.
    pub fn of(found: Found, configuration: Configuration<'a>) -> Result<Self, Unreadable> {
        let mut standing = Standing::numbered_after(TaskId(found.last_task));
        for row in found.tasks {
            standing.put(row.standing()?);
        }
        let mut accounts = FxHashMap::default();
        for row in found.accounts {
            let account = row.account()?;
            accounts.insert(account.profile, row);
            standing.put_account(account);
        }
        let (seen, last_event) = (found.seen, found.last_event);
        Ok(Batch { configuration, standing, accounts, seen, last_event, writes: Writes::default() })
    }

    /// Plans the events in order, each seeing those before it (`tasks.md T37`): what became of each, and what is to be
    /// written for it.
    pub fn run(mut self, batch: &[Decided]) -> (Vec<Receipt>, Writes) {
        let receipts = batch.iter().map(|decided| self.record(decided)).collect();
        (receipts, self.writes)
    }

    fn record(&mut self, decided: &Decided) -> Receipt {
        let key = (decided.partner, decided.identity);
        if self.seen.contains(&key) {
            return Receipt::AlreadyRecorded;
        }
        match plan_of(decided, self.configuration, &self.standing) {
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

    fn write(&mut self, decided: &Decided, plan: &Plan) {
        self.writes.events.push(EventRow {
            id: self.last_event,
            partner_id: decided.partner.0,
            identity: hex(&decided.identity),
            event_id: decided.event_id.to_string(),
            recorded_at: decided.now,
        });
        self.write_created(&plan.create);
        for standing in &plan.adopt {
            self.writes.created.insert(standing.task.id.0, TaskRow::of(standing, Cause::default()));
        }
        for change in &plan.change {
            self.write_change(change, decided.now);
        }
        self.write_accounts(plan, decided.now);
    }

    fn write_created(&mut self, created: &[NewTask]) {
        let numbered = self.configuration.semantics.repeats_within_event;
        let mut made: FxHashMap<(i64, &str, i64, i64), i64> = FxHashMap::default();
        for new in created {
            let task = &new.standing.task;
            // Where an event orders once alone (R11), the store itself refuses a second task for the same order.
            let order_number = if numbered {
                let count = made.entry((task.object_type.number(), &task.entry_id, task.profile.0, task.item.0)).or_default();
                *count += 1;
                *count - 1
            } else {
                0
            };
            let cause = Cause { event: Some(self.last_event), rule_number: Some(i64::from(new.rule.number.0)), order_number };
            self.writes.created.insert(task.id.0, TaskRow::of(&new.standing, cause));
        }
    }

    fn write_change(&mut self, change: &TaskChange, now: i64) {
        let (before, after) = (&change.before.task, &change.after.task);
        let Writes { created, updated, changes, .. } = &mut self.writes;
        match created.get_mut(&after.id.0) {
            Some(row) => *row = TaskRow::of(&change.after, row.cause()),
            // What ordered a task that stood is written already and does not change.
            None => drop(updated.insert(after.id.0, TaskRow::of(&change.after, Cause::default()))),
        }
        changes.push(ChangeRow {
            task_id: after.id.0,
            event: Some(self.last_event),
            changed_at: now,
            status_before: before.status.number(),
            status_after: after.status.number(),
            price_before: before.price.to_string(),
            price_after: after.price.to_string(),
            err_description: after.err_description.as_deref().map(str::to_owned),
        });
    }

    fn write_accounts(&mut self, plan: &Plan, now: i64) {
        let mut touched: BTreeSet<ProfileId> = BTreeSet::new();
        for account in &plan.accounts {
            let profile = account.profile;
            let row = self.accounts.entry(profile).or_insert_with(|| {
                let configured = self.configuration.profiles.profile(profile).map(Configured::of);
                AccountRow::opened(account, &configured.unwrap_or(Configured { credit: None, used: account.used }))
            });
            row.set(account);
            touched.insert(profile);
        }
        for movement in &plan.movements {
            // Credit moves in accounts of the standing, or of the plan: their rows are here.
            let Some(row) = self.accounts.get_mut(&movement.profile) else { continue };
            row.movements += 1;
            touched.insert(movement.profile);
            self.writes.movements.push(MovementRow::of(movement, row.movements, Some(self.last_event), now));
        }
        for profile in touched {
            if let Some(row) = self.accounts.get(&profile) {
                self.writes.accounts.insert(profile.0, row.clone());
            }
        }
    }
}

/// From when on a profile's finished tasks have to stand for the recounts of a batch (`tasks.md CR12`, CR13); only
/// profiles for which one is due.
pub(super) fn recounts(
    batch: &[Decided],
    profiles: &BTreeSet<ProfileId>,
    accounts: &[AccountRow],
    configuration: Configuration<'_>,
) -> Result<Vec<(ProfileId, i64)>, Unreadable> {
    let clocks: BTreeSet<i64> = batch.iter().map(|decided| decided.now).collect();
    let Some(&earliest) = clocks.first() else { return Ok(Vec::new()) };
    let mut known: FxHashMap<ProfileId, Account> = FxHashMap::default();
    for row in accounts {
        let account = row.account()?;
        known.insert(account.profile, account);
    }
    let from = profiles.iter().filter_map(|&profile| {
        let opening = || configuration.profiles.profile(profile).map(|profile| Account::opening(profile, earliest));
        let account = known.remove(&profile).or_else(opening)?;
        let due = clocks.iter().find_map(|&now| account.recount_due(now))?;
        // A second recount of the batch begins at the clock of the first.
        Some((profile, due.finished_from.min(earliest)))
    });
    Ok(from.collect())
}
