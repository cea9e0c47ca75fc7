//! A ledger that lasts as long as the process: for dry runs and for embedders that keep their own store.

use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use reach_rules::model::{Profile, Task};
use reach_rules::{PartnerId, ProfileId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::planning::plan_of;
use super::taking::{Configured, bring, follow, open};
use crate::configuration::Configuration;
use crate::credit::Account;
use crate::error::PlanError;
use crate::ledger::{Decided, Ledger, LedgerError, Receipt, TakenOver};
use crate::movement::Movement;
use crate::plan::Plan;
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
    movements: FxHashMap<ProfileId, Vec<Movement>>,
    configured: FxHashMap<ProfileId, Configured>,
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

    /// Whether the event was recorded.
    pub fn has_recorded(&self, decided: &Decided) -> bool {
        self.state().seen.contains(&(decided.partner, decided.identity))
    }

    /// What recording an event would do now, without doing it.
    ///
    /// # Errors
    /// The event cannot be planned.
    pub fn preview(&self, decided: &Decided, configuration: Configuration<'_>) -> Result<Plan, PlanError> {
        plan_of(decided, configuration, &self.state().standing)
    }

    /// All tasks, in ascending id.
    pub fn all_tasks(&self) -> Vec<StandingTask> {
        ascending(self.state().standing.tasks().cloned().collect())
    }
}

fn ascending(mut tasks: Vec<StandingTask>) -> Vec<StandingTask> {
    tasks.sort_by_key(|standing| standing.task.id);
    tasks
}

#[async_trait]
impl Ledger for MemoryLedger {
    async fn take_over(
        &self,
        profiles: &[Profile],
        tasks: &[Task],
        configuration: Configuration<'_>,
        now: i64,
    ) -> Result<TakenOver, LedgerError> {
        let mut state = self.state();
        let mut taken = TakenOver::default();
        for profile in profiles {
            state.take_over(profile, now, &mut taken);
        }
        for task in tasks {
            if state.standing.task(task.id).is_none() {
                state.standing.put(bring(task, configuration, &mut taken));
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

    async fn tasks(&self, objects: &[&str]) -> Result<Vec<StandingTask>, LedgerError> {
        let state = self.state();
        let on_them = state.standing.tasks().filter(|standing| objects.contains(&&*standing.task.entry_id));
        Ok(ascending(on_them.cloned().collect()))
    }

    async fn movements(&self, profile: ProfileId) -> Result<Vec<Movement>, LedgerError> {
        Ok(self.state().movements.get(&profile).cloned().unwrap_or_default())
    }
}

impl State {
    fn take_over(&mut self, profile: &Profile, now: i64, taken: &mut TakenOver) {
        let known = self.standing.account(profile.id).cloned();
        match (known, self.configured.get_mut(&profile.id)) {
            (Some(mut account), Some(configured)) => {
                if follow(&mut account, configured, profile, now, taken) {
                    self.standing.put_account(account);
                }
            }
            (None, _) | (_, None) => {
                let (account, opening) = open(profile, now, taken);
                self.standing.put_account(account);
                self.movements.entry(profile.id).or_default().push(opening);
                self.configured.insert(profile.id, Configured::of(profile));
            }
        }
    }

    fn record(&mut self, decided: &Decided, configuration: Configuration<'_>) -> Receipt {
        let key = (decided.partner, decided.identity);
        if self.seen.contains(&key) {
            return Receipt::AlreadyRecorded;
        }
        match plan_of(decided, configuration, &self.standing) {
            Ok(plan) => {
                self.apply(&plan, configuration);
                self.seen.insert(key);
                Receipt::Recorded(plan)
            }
            Err(error) => Receipt::SetAside(error),
        }
    }

    fn apply(&mut self, plan: &Plan, configuration: Configuration<'_>) {
        self.standing.apply(plan);
        for movement in &plan.movements {
            self.movements.entry(movement.profile).or_default().push(*movement);
        }
        for account in &plan.accounts {
            // An account that the plan itself opened was opened by what the configuration says.
            if let Some(profile) = configuration.profiles.profile(account.profile) {
                self.configured.entry(account.profile).or_insert_with(|| Configured::of(profile));
            }
        }
    }
}
