//! A ledger that lasts as long as the process: for dry runs and for embedders that keep their own store.

use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use reach_rules::model::{Profile, ProfileCredit, Task};
use reach_rules::{PartnerId, ProfileId};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::configuration::Configuration;
use crate::credit::Account;
use crate::ledger::{Decided, Ledger, LedgerError, Receipt, TakenOver, UsedCreditDiffers};
use crate::plan::{Plan, plan};
use crate::standing::{Standing, StandingTask};

/// Keeps everything in memory.
#[derive(Debug, Default)]
pub struct MemoryLedger {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    seen: FxHashSet<(PartnerId, [u8; 16])>,
    standing: Standing,
    /// Credits and used credit as they were configured last.
    configured: FxHashMap<ProfileId, (Option<ProfileCredit>, reach_rules::Credits)>,
}

impl MemoryLedger {
    /// An empty ledger.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that holds the lock can leave the state half changed: plans are applied whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What recording an event would do now, without doing it.
    ///
    /// # Errors
    /// The event cannot be planned.
    pub fn preview(&self, decided: &Decided, configuration: Configuration<'_>) -> Result<Plan, crate::PlanError> {
        match &decided.content {
            None => undecided(decided),
            Some(content) => plan(&decided.decision, content, configuration, &self.state().standing, decided.now),
        }
    }

    /// All tasks, in ascending id.
    pub fn tasks(&self) -> Vec<StandingTask> {
        let mut tasks: Vec<StandingTask> = self.state().standing.tasks().cloned().collect();
        tasks.sort_by_key(|standing| standing.task.id);
        tasks
    }
}

#[async_trait]
impl Ledger for MemoryLedger {
    async fn take_over(&self, profiles: &[Profile], tasks: &[Task], configuration: Configuration<'_>, now: i64) -> Result<TakenOver, LedgerError> {
        let mut state = self.state();
        let mut taken = TakenOver::default();
        for profile in profiles {
            let configured = (profile.credit.clone(), profile.used_credit);
            let before = state.configured.insert(profile.id, configured);
            match (state.standing.account(profile.id).cloned(), before) {
                (Some(mut account), Some((credit, used))) => {
                    if credit != profile.credit {
                        account.follow(profile.credit.as_ref(), now);
                        state.standing.put_account(account.clone());
                        taken.followed.push(profile.id);
                    }
                    if used != profile.used_credit && account.used != profile.used_credit {
                        taken.differing.push(UsedCreditDiffers { profile: profile.id, configured: profile.used_credit, counted: account.used });
                    }
                }
                _ => {
                    state.standing.put_account(Account::opening(profile, now));
                    taken.profiles += 1;
                }
            }
        }
        for task in tasks {
            if state.standing.task(task.id).is_none() {
                let pay_per_use = configuration.catalog.item(task.item).is_some_and(|item| item.pay_per_use);
                state.standing.put(StandingTask::brought(task.clone(), pay_per_use));
                taken.tasks += 1;
            }
        }
        Ok(taken)
    }

    async fn record(&self, batch: Vec<Decided>, configuration: Configuration<'_>) -> Result<Vec<Receipt>, LedgerError> {
        let mut state = self.state();
        Ok(batch.iter().map(|decided| state.record(decided, configuration)).collect())
    }

    async fn accounts(&self) -> Result<Vec<Account>, LedgerError> {
        let mut accounts: Vec<Account> = self.state().standing.accounts().cloned().collect();
        accounts.sort_by_key(|account| account.profile);
        Ok(accounts)
    }
}

impl State {
    fn record(&mut self, decided: &Decided, configuration: Configuration<'_>) -> Receipt {
        let key = (decided.partner, decided.identity);
        if self.seen.contains(&key) {
            return Receipt::AlreadyRecorded;
        }
        let planned = match &decided.content {
            None if decided.decision.undecided.is_empty() => Ok(Plan::default()),
            None => undecided(decided),
            Some(content) => plan(&decided.decision, content, configuration, &self.standing, decided.now),
        };
        match planned {
            Ok(plan) => {
                self.standing.apply(&plan);
                self.seen.insert(key);
                Receipt::Recorded(plan)
            }
            Err(error) => Receipt::SetAside(error),
        }
    }
}

/// The first thing that a decision without steps lacks.
pub(super) fn undecided(decided: &Decided) -> Result<Plan, crate::PlanError> {
    match decided.decision.undecided.first() {
        Some(undecided) => Err(undecided.need.clone().into()),
        None => Ok(Plan::default()),
    }
}
