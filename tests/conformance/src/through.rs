//! What a decision is carried out by: the planner alone, or a ledger that is empty before the vector.

use async_trait::async_trait;
use reach_dispatch::{Account, Configuration, Decided, Ledger, MemoryLedger, Plan, Receipt, SqliteLedger, Standing, StandingTask, plan};
use reach_rules::RuleSet;
use reach_rules::model::Task;

/// What carries out a decision.
#[derive(Clone, Copy)]
pub enum Through<'l> {
    /// The pure planner, on a standing in memory.
    Planner,
    /// The ledger in memory.
    Memory,
    /// The SQLite ledger.
    Sqlite,
    /// A ledger of another store.
    Ledgers(&'l dyn Ledgers),
}

/// A store for ledgers.
#[async_trait]
pub trait Ledgers: Sync {
    /// A ledger in which nothing is; what the last one held is gone.
    ///
    /// # Errors
    /// The store fails.
    async fn empty(&self) -> Result<Box<dyn Ledger>, String>;
}

/// How things stand after the event.
pub(crate) struct After {
    pub plan: Plan,
    pub tasks: Vec<StandingTask>,
    pub accounts: Vec<Account>,
}

impl After {
    /// A task as it stands.
    pub fn task(&self, like: &Task) -> Option<&Task> {
        self.tasks.iter().map(|standing| &standing.task).find(|task| task.id == like.id)
    }
}

impl Through<'_> {
    /// Carries out a decision where these tasks stand, and the profiles of the rules.
    pub(crate) async fn carry_out(self, decided: Decided, rules: &RuleSet, tasks: &[Task]) -> Result<After, String> {
        match self {
            Through::Planner => through_planner(&decided, rules, tasks),
            Through::Memory => through_ledger(&MemoryLedger::new(), decided, rules, tasks).await,
            Through::Sqlite => {
                let ledger = SqliteLedger::in_memory().await.map_err(|error| error.to_string())?;
                through_ledger(&ledger, decided, rules, tasks).await
            }
            Through::Ledgers(ledgers) => through_ledger(&*ledgers.empty().await?, decided, rules, tasks).await,
        }
    }
}

fn through_planner(decided: &Decided, rules: &RuleSet, tasks: &[Task]) -> Result<After, String> {
    let mut standing = Standing::default();
    for profile in rules.profiles() {
        standing.put_account(Account::opening(profile, decided.now));
    }
    for task in tasks {
        let pay_per_use = rules.catalog().item(task.item).is_some_and(|item| item.pay_per_use);
        standing.put(StandingTask::brought(task.clone(), pay_per_use));
    }
    let content = decided.content.as_ref().ok_or("the event has no content")?;
    let plan = plan(&decided.decision, content, Configuration::of(rules), &standing, decided.now).map_err(|error| error.to_string())?;
    standing.apply(&plan);
    Ok(After { plan, tasks: standing.tasks().cloned().collect(), accounts: standing.accounts().cloned().collect() })
}

async fn through_ledger(ledger: &dyn Ledger, decided: Decided, rules: &RuleSet, tasks: &[Task]) -> Result<After, String> {
    let configuration = Configuration::of(rules);
    let failed = |error: reach_dispatch::LedgerError| error.to_string();
    ledger.take_over(rules.profiles(), tasks, configuration, decided.now).await.map_err(failed)?;
    let plan = match ledger.record(vec![decided], configuration).await.map_err(failed)?.pop() {
        Some(Receipt::Recorded(plan)) => plan,
        Some(Receipt::AlreadyRecorded) | None => return Err("a new ledger knows the event".to_owned()),
        Some(Receipt::SetAside(error)) => return Err(error.to_string()),
    };
    let made = plan.create.iter().map(|new| &new.standing).chain(&plan.adopt).map(|standing| &*standing.task.entry_id);
    let objects: Vec<&str> = tasks.iter().map(|task| &*task.entry_id).chain(made).collect();
    let tasks = ledger.tasks(&objects).await.map_err(failed)?;
    let accounts = ledger.accounts().await.map_err(failed)?;
    Ok(After { plan, tasks, accounts })
}
