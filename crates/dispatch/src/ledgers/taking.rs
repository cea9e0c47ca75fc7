//! What a ledger takes over from a configuration, and what it does not (`tasks.md T43`, CR45): the part that every
//! store has.

use reach_rules::Credits;
use reach_rules::model::{KeptCredit, Profile, ProfileCredit, Task};

use crate::configuration::Configuration;
use crate::credit::Account;
use crate::ledger::{TakenOver, UsedCreditDiffers};
use crate::movement::{Movement, MovementKind};
use crate::standing::StandingTask;

/// What a configuration said of a profile, to tell later whether it says something else.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Configured {
    /// The wire fields of the credit (CR1 to CR4) at the last load.
    pub credit: Option<ProfileCredit>,
    /// The used credit that was taken over.
    pub used: Credits,
}

impl Configured {
    pub fn of(profile: &Profile) -> Self {
        Configured { credit: wire_fields(profile), used: profile.used_credit }
    }
}

fn wire_fields(profile: &Profile) -> Option<ProfileCredit> {
    profile.credit.clone().map(|credit| ProfileCredit { kept: KeptCredit::default(), ..credit })
}

/// An account that is met for the first time, with the movement that holds what was used before.
pub(super) fn open(profile: &Profile, now: i64, taken: &mut TakenOver) -> (Account, Movement) {
    let account = Account::opening(profile, now);
    let (amount, used) = (account.used, account.used);
    taken.profiles += 1;
    (account, Movement { profile: profile.id, kind: MovementKind::Opening, amount, used, task: None, rule: None })
}

/// What the configuration says of a profile that is known: a credit that is not what it was at the last load is followed,
/// a used credit is only reported. Tells whether the account changed.
pub(super) fn follow(account: &mut Account, configured: &mut Configured, profile: &Profile, now: i64, taken: &mut TakenOver) -> bool {
    if profile.used_credit != configured.used && profile.used_credit != account.used {
        taken.differing.push(UsedCreditDiffers { profile: profile.id, configured: profile.used_credit, counted: account.used });
    }
    let credit = wire_fields(profile);
    if credit == configured.credit {
        return false;
    }
    account.follow(profile.credit.as_ref(), now);
    configured.credit = credit;
    taken.followed.push(profile.id);
    true
}

/// A task of the configuration, as it counts from now on.
pub(super) fn bring(task: &Task, configuration: Configuration<'_>, taken: &mut TakenOver) -> StandingTask {
    let pay_per_use = configuration.catalog.item(task.item).is_some_and(|item| item.pay_per_use);
    taken.tasks += 1;
    StandingTask::brought(task.clone(), pay_per_use)
}
