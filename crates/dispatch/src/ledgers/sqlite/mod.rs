//! The ledger in one SQLite file: the embedded default. Many processes may share the file; one writes at a time, the
//! others wait.

mod read;
mod write;

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use reach_rules::TaskId;
use reach_rules::model::{Profile, Task};
use rustc_hash::{FxHashMap, FxHashSet};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, Transaction};

use super::batch::{Batch, Writes, wanted};
use super::row::{AccountRow, Cause, MovementRow, TaskRow, credit_text};
use crate::configuration::Configuration;
use crate::credit::Account;
use crate::ledger::{Decided, Ledger, LedgerError, Receipt, TakenOver, UsedCreditDiffers};
use crate::movement::{Movement, MovementKind};
use crate::standing::{Standing, StandingTask};

static MIGRATIONS: Migrator = sqlx::migrate!("src/ledgers/sqlite/migrations");

/// How long one writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keeps everything in one SQLite file.
#[derive(Clone, Debug)]
pub struct SqliteLedger {
    pool: SqlitePool,
    name: String,
}

impl SqliteLedger {
    /// Opens the file at `path`, which is made when it is not there, and brings its tables up to date.
    ///
    /// # Errors
    /// The file cannot be opened or written, or a newer version wrote it.
    pub async fn open(path: &Path) -> Result<Self, LedgerError> {
        let name = path.display().to_string();
        // A decision survives power loss: the log is on the disk before the batch is acknowledged.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("wal_autocheckpoint", "10000")
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "memory");
        let failed = |error: sqlx::Error| LedgerError::Store { ledger: name.clone(), source: error.into() };
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.map_err(failed)?;
        let ledger = SqliteLedger { pool, name };
        ledger.migrate().await?;
        Ok(ledger)
    }

    async fn migrate(&self) -> Result<(), LedgerError> {
        let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
        MIGRATIONS.run(&self.pool).await.map_err(|error| match error {
            MigrateError::VersionMissing(found) => LedgerError::Newer { ledger: self.name.clone(), found, known },
            other => LedgerError::Store { ledger: self.name.clone(), source: other.into() },
        })
    }

    fn failed(&self, error: sqlx::Error) -> LedgerError {
        LedgerError::Store { ledger: self.name.clone(), source: error.into() }
    }

    fn corrupt(&self, what: String) -> LedgerError {
        LedgerError::Corrupt { ledger: self.name.clone(), what }
    }

    async fn begin(&self) -> Result<Transaction<'_, Sqlite>, LedgerError> {
        self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(|error| self.failed(error))
    }

    /// Reads what a batch needs (`tasks.md T37`, T38: what is read stays so until the batch is written).
    async fn read<'a>(&self, transaction: &mut Transaction<'_, Sqlite>, batch: &[Decided], configuration: Configuration<'a>) -> Result<Batch<'a>, LedgerError> {
        let failed = |error| self.failed(error);
        let wanted = wanted(batch);
        let seen: FxHashSet<_> = read::seen(transaction, batch).await.map_err(failed)?;
        let last_event = read::last_event(transaction).await.map_err(failed)?;
        let last_task = read::last_task(transaction).await.map_err(failed)?;
        let mut rows = read::tasks(transaction, &wanted).await.map_err(failed)?;
        let mut profiles = wanted.profiles;
        profiles.extend(rows.iter().map(|row| reach_rules::ProfileId(row.reach_profile_id)));
        let accounts = read::accounts(transaction, &profiles).await.map_err(failed)?;
        if configuration.semantics.recounts_daily {
            rows.extend(read::finished(transaction, &profiles).await.map_err(failed)?);
        }
        let mut standing = Standing::numbered_after(TaskId(last_task));
        let mut causes = FxHashMap::default();
        for row in rows {
            causes.insert(row.id, Cause { event: row.event, rule_number: row.rule_number, order_number: row.order_number });
            standing.put(row.standing().map_err(|what| self.corrupt(what))?);
        }
        let mut by_profile = FxHashMap::default();
        for row in accounts {
            let account = row.account().map_err(|what| self.corrupt(what))?;
            by_profile.insert(account.profile, row);
            standing.put_account(account);
        }
        Ok(Batch { configuration, standing, accounts: by_profile, causes, seen, last_event, writes: Writes::default() })
    }
}

#[async_trait]
impl Ledger for SqliteLedger {
    async fn take_over(&self, profiles: &[Profile], tasks: &[Task], configuration: Configuration<'_>, now: i64) -> Result<TakenOver, LedgerError> {
        let mut taken = TakenOver::default();
        let mut writes = Writes::default();
        let mut transaction = self.begin().await?;
        let failed = |error| self.failed(error);
        let ids = profiles.iter().map(|profile| profile.id).collect();
        let known = read::accounts(&mut transaction, &ids).await.map_err(failed)?;
        for profile in profiles {
            let row = known.iter().find(|row| row.reach_profile_id == profile.id.0);
            match row {
                Some(row) => {
                    let row = self.follow(row.clone(), profile, now, &mut taken)?;
                    writes.accounts.extend(row.map(|row| (row.reach_profile_id, row)));
                }
                None => {
                    let account = Account::opening(profile, now);
                    let mut row = AccountRow::opened(&account, Some(profile));
                    row.movements = 1;
                    let opening = Movement { profile: profile.id, kind: MovementKind::Opening, amount: account.used, used: account.used, task: None, rule: None };
                    writes.movements.push(MovementRow::of(&opening, 1, None, now));
                    writes.accounts.insert(row.reach_profile_id, row);
                    taken.profiles += 1;
                }
            }
        }
        let here = read::known_tasks(&mut transaction, tasks.iter().map(|task| task.id)).await.map_err(failed)?;
        for task in tasks.iter().filter(|task| !here.contains(&task.id.0)) {
            let pay_per_use = configuration.catalog.item(task.item).is_some_and(|item| item.pay_per_use);
            writes.created.insert(task.id.0, TaskRow::of(&StandingTask::brought(task.clone(), pay_per_use), Cause::default()));
            taken.tasks += 1;
        }
        write::all(&mut transaction, &writes).await.map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(taken)
    }

    async fn record(&self, batch: Vec<Decided>, configuration: Configuration<'_>) -> Result<Vec<Receipt>, LedgerError> {
        let mut transaction = self.begin().await?;
        let mut state = self.read(&mut transaction, &batch, configuration).await?;
        let receipts = state.run(&batch);
        write::all(&mut transaction, &state.writes).await.map_err(|error| self.failed(error))?;
        transaction.commit().await.map_err(|error| self.failed(error))?;
        Ok(receipts)
    }

    async fn accounts(&self) -> Result<Vec<Account>, LedgerError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let rows = read::all_accounts(&mut connection).await.map_err(|error| self.failed(error))?;
        rows.iter().map(|row| row.account().map_err(|what| self.corrupt(what))).collect()
    }
}

impl SqliteLedger {
    /// What a configuration says of a profile that is known: its credit is followed when it is not what it was at the
    /// last load, its used credit is only reported (CR45).
    fn follow(&self, mut row: AccountRow, profile: &Profile, now: i64, taken: &mut TakenOver) -> Result<Option<AccountRow>, LedgerError> {
        let mut account = row.account().map_err(|what| self.corrupt(what))?;
        let configured = profile.credit.as_ref().map(credit_text);
        let configured_used = profile.used_credit.to_string();
        if row.configured_used != configured_used && account.used != profile.used_credit {
            taken.differing.push(UsedCreditDiffers { profile: profile.id, configured: profile.used_credit, counted: account.used });
        }
        if row.configured_credit == configured {
            return Ok(None);
        }
        account.follow(profile.credit.as_ref(), now);
        row.set(&account);
        row.configured_credit = configured;
        taken.followed.push(profile.id);
        Ok(Some(row))
    }
}
