//! The ledger: what was decided, kept. It knows each event that it has seen, every task and every movement of
//! credit, and nothing of how rules decide.

use std::time::Duration;

use async_trait::async_trait;
use reach_rules::content::Content;
use reach_rules::model::{Profile, Task};
use reach_rules::{Decision, PartnerId, ProfileId};

use crate::configuration::Configuration;
use crate::credit::Account;
use crate::error::PlanError;
use crate::movement::Movement;
use crate::plan::Plan;
use crate::standing::StandingTask;

/// An event that was decided, to be recorded.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Its account: identities count within it.
    pub partner: PartnerId,
    /// Its identity, as 16 bytes (`event.md`, Identity).
    pub identity: [u8; 16],
    /// Its identity as people know it.
    pub event_id: Box<str>,
    /// The clock by which it was decided, Unix seconds.
    pub now: i64,
    /// What the rules make of it.
    pub decision: Decision,
    /// What guards and prices read; `None` when the decision has no steps.
    pub content: Option<Content>,
}

/// What became of a decided event.
#[derive(Clone, Debug, PartialEq)]
pub enum Receipt {
    /// It is recorded, with all that it did; the tasks have their final ids.
    Recorded(Plan),
    /// It was recorded before: the same event twice is an answer, not an error.
    AlreadyRecorded,
    /// Nothing of it is done, and it is not marked as seen: it may be tried again.
    SetAside(PlanError),
}

/// What a ledger took over from a configuration (`tasks.md T43`, CR45).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenOver {
    /// Tasks that it met for the first time.
    pub tasks: usize,
    /// Profiles that it met for the first time.
    pub profiles: usize,
    /// Profiles whose configured credit changed and is followed.
    pub followed: Vec<ProfileId>,
    /// Profiles whose configured `usedCredit` is neither what the ledger took over once nor what it counts by now:
    /// reported, not followed.
    pub differing: Vec<UsedCreditDiffers>,
}

/// A configuration says otherwise than the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedCreditDiffers {
    /// The profile.
    pub profile: ProfileId,
    /// What the configuration says.
    pub configured: reach_rules::Credits,
    /// What the ledger counts.
    pub counted: reach_rules::Credits,
}

/// Keeps events, tasks and credit. A batch is one transaction: all of it is durable, or nothing is.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Takes in the profiles and tasks of a configuration: each task once, by its id; each profile's used credit once.
    ///
    /// # Errors
    /// The store fails.
    async fn take_over(
        &self,
        profiles: &[Profile],
        tasks: &[Task],
        configuration: Configuration<'_>,
        now: i64,
    ) -> Result<TakenOver, LedgerError>;

    /// Plans and records decided events in order, each seeing those before it. One receipt an event.
    ///
    /// # Errors
    /// The store fails: nothing of the batch is recorded.
    async fn record(&self, batch: Vec<Decided>, configuration: Configuration<'_>) -> Result<Vec<Receipt>, LedgerError>;

    /// The accounts of all profiles that it knows, by id.
    ///
    /// # Errors
    /// The store fails.
    async fn accounts(&self) -> Result<Vec<Account>, LedgerError>;

    /// All tasks on these objects (`entryId`), in ascending id.
    ///
    /// # Errors
    /// The store fails.
    async fn tasks(&self, objects: &[&str]) -> Result<Vec<StandingTask>, LedgerError>;

    /// Every movement of a profile's used credit, in order; the sum of their amounts is the used credit.
    ///
    /// # Errors
    /// The store fails.
    async fn movements(&self, profile: ProfileId) -> Result<Vec<Movement>, LedgerError>;
}

/// A ledger that cannot do its work.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The store failed.
    #[error("the ledger `{ledger}` failed: {source}")]
    Store {
        /// The file or database, without secrets.
        ledger: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Another program kept the ledger to itself for too long.
    #[error("the ledger `{ledger}` is in use by another program and was not let go within {waited:?}; end that program or try again")]
    Busy {
        /// The file or database.
        ledger: String,
        /// How long it was waited for.
        waited: Duration,
    },
    /// What is there is something else.
    #[error("`{ledger}` is no ledger: {why}; name another place")]
    NotALedger {
        /// The file or database.
        ledger: String,
        /// What it is.
        why: &'static str,
    },
    /// The ledger was written by a newer version.
    #[error("the ledger `{ledger}` is of version {found}, this program knows versions up to {known}; use the newer program")]
    Newer {
        /// The file or database.
        ledger: String,
        /// Its version.
        found: i64,
        /// The highest version that is known.
        known: i64,
    },
    /// What is stored cannot be read.
    #[error("the ledger `{ledger}` holds {what}, which cannot be read")]
    Corrupt {
        /// The file or database.
        ledger: String,
        /// What was met.
        what: String,
    },
}
