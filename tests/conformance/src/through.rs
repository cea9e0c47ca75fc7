//! What a decision is carried out by: the planner alone, or a ledger that is made for the vector.

use reach_dispatch::{Account, Configuration, Decided, Ledger, MemoryLedger, Plan, Receipt, SqliteLedger, Standing, StandingTask, plan};
use reach_rules::RuleSet;
use reach_rules::model::Task;

/// What carries out a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Through {
    /// The pure planner, on a standing in memory.
    #[default]
    Planner,
    /// The ledger in memory.
    Memory,
    /// The SQLite ledger.
    Sqlite,
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

impl Through {
    /// Carries out a decision where these tasks stand, and the profiles of the rules.
    pub(crate) fn carry_out(self, decided: Decided, rules: &RuleSet, tasks: &[Task]) -> Result<After, String> {
        let in_ledger = async |ledger: Result<&dyn Ledger, String>| through_ledger(ledger?, decided.clone(), rules, tasks).await;
        match self {
            Through::Planner => through_planner(&decided, rules, tasks),
            Through::Memory => block_on(in_ledger(Ok(&MemoryLedger::new()))),
            Through::Sqlite => block_on(async {
                let ledger = SqliteLedger::in_memory().await;
                in_ledger(ledger.as_ref().map(|ledger| ledger as &dyn Ledger).map_err(ToString::to_string)).await
            }),
        }
    }
}

fn block_on(work: impl Future<Output = Result<After, String>>) -> Result<After, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(work)
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
