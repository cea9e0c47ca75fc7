//! The ledger in a PostgreSQL database, which many processes may share: one writes at a time, the others wait
//! (`tasks.md T38`). What is decided is decided beside one another; what waits its turn is a batch, not an event.

mod failure;
mod open;
mod read;
mod text;
mod write;

use async_trait::async_trait;
use reach_rules::ProfileId;
use reach_rules::model::{Profile, Task};
use sqlx::postgres::PgPool;
use sqlx::{Postgres, Transaction};

use super::batch::{Batch, Found, recounts, wanted};
use super::row::Unreadable;
use super::takeover::{Known, take_over};
use crate::configuration::Configuration;
use crate::credit::Account;
use crate::ledger::{Decided, Ledger, LedgerError, Receipt, TakenOver};
use crate::movement::Movement;
use crate::standing::StandingTask;
use failure::Store;

/// Keeps everything in a PostgreSQL database.
#[derive(Clone, Debug)]
pub struct PostgresLedger {
    pool: PgPool,
    store: Store,
}

impl PostgresLedger {
    fn failed(&self, error: sqlx::Error) -> LedgerError {
        self.store.failed(error)
    }

    fn corrupt(&self, what: Unreadable) -> LedgerError {
        self.store.corrupt(what)
    }

    /// Begins a transaction that may write: nobody else does until it ends.
    async fn begin(&self) -> Result<Transaction<'_, Postgres>, LedgerError> {
        let mut transaction = self.pool.begin().await.map_err(|error| self.failed(error))?;
        write::take_turn(&mut transaction).await.map_err(|error| self.failed(error))?;
        Ok(transaction)
    }

    /// Reads what a batch needs; it stays so until the batch is written.
    async fn read<'a>(
        &self,
        transaction: &mut Transaction<'_, Postgres>,
        batch: &[Decided],
        configuration: Configuration<'a>,
    ) -> Result<Batch<'a>, LedgerError> {
        let failed = |error| self.failed(error);
        let wanted = wanted(batch);
        let seen = read::seen(transaction, batch).await.map_err(failed)?;
        let last_event = read::last_event(transaction).await.map_err(failed)?;
        let last_task = read::last_task(transaction).await.map_err(failed)?;
        let mut tasks = read::tasks(transaction, &wanted).await.map_err(failed)?;
        let mut profiles = wanted.profiles;
        profiles.extend(tasks.iter().map(|row| ProfileId(row.reach_profile_id)));
        let accounts = read::accounts(transaction, &profiles).await.map_err(failed)?;
        if configuration.semantics.recounts_daily {
            let due = recounts(batch, &profiles, &accounts, configuration).map_err(|what| self.corrupt(what))?;
            tasks.extend(read::finished(transaction, &due).await.map_err(failed)?);
        }
        let found = Found { seen, last_event, last_task, tasks, accounts };
        Batch::of(found, configuration).map_err(|what| self.corrupt(what))
    }
}

#[async_trait]
impl Ledger for PostgresLedger {
    async fn take_over(
        &self,
        profiles: &[Profile],
        tasks: &[Task],
        configuration: Configuration<'_>,
        now: i64,
    ) -> Result<TakenOver, LedgerError> {
        let failed = |error| self.failed(error);
        let mut transaction = self.begin().await?;
        let ids = profiles.iter().map(|profile| profile.id).collect();
        let known = Known {
            accounts: read::accounts(&mut transaction, &ids).await.map_err(failed)?,
            tasks: read::known_tasks(&mut transaction, tasks).await.map_err(failed)?,
        };
        let (taken, writes) = take_over(profiles, tasks, known, configuration, now).map_err(|what| self.corrupt(what))?;
        write::all(&mut transaction, writes).await.map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(taken)
    }

    async fn record(&self, batch: Vec<Decided>, configuration: Configuration<'_>) -> Result<Vec<Receipt>, LedgerError> {
        let mut transaction = self.begin().await?;
        let state = self.read(&mut transaction, &batch, configuration).await?;
        let (receipts, writes) = state.run(&batch);
        write::all(&mut transaction, writes).await.map_err(|error| self.failed(error))?;
        transaction.commit().await.map_err(|error| self.failed(error))?;
        Ok(receipts)
    }

    async fn accounts(&self) -> Result<Vec<Account>, LedgerError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let rows = read::all_accounts(&mut connection).await.map_err(|error| self.failed(error))?;
        rows.iter().map(|row| row.account().map_err(|what| self.corrupt(what))).collect()
    }

    async fn tasks(&self, objects: &[&str]) -> Result<Vec<StandingTask>, LedgerError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let rows = read::tasks_on(&mut connection, objects).await.map_err(|error| self.failed(error))?;
        rows.into_iter().map(|row| row.standing().map_err(|what| self.corrupt(what))).collect()
    }

    async fn movements(&self, profile: ProfileId) -> Result<Vec<Movement>, LedgerError> {
        let mut connection = self.pool.acquire().await.map_err(|error| self.failed(error))?;
        let rows = read::movements(&mut connection, profile).await.map_err(|error| self.failed(error))?;
        rows.iter().map(|row| row.movement().map_err(|what| self.corrupt(what))).collect()
    }
}
