//! Taking over a configuration into rows (`tasks.md T43`, CR45): what every store does between reading and writing.

use std::collections::BTreeMap;

use reach_rules::model::{Profile, Task};
use rustc_hash::FxHashSet;

use super::row::{AccountRow, Cause, MovementRow, TaskRow, Unreadable};
use super::taking::{Configured, bring, follow, open};
use super::writes::Writes;
use crate::configuration::Configuration;
use crate::ledger::TakenOver;

/// What stands of a configuration already.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub accounts: Vec<AccountRow>,
    pub tasks: FxHashSet<i64>,
}

/// What is taken over, and what is to be written for it.
pub(super) fn take_over(
    profiles: &[Profile],
    tasks: &[Task],
    known: Known,
    configuration: Configuration<'_>,
    now: i64,
) -> Result<(TakenOver, Writes), Unreadable> {
    let mut taken = TakenOver::default();
    let mut writes = Writes::default();
    let mut rows: BTreeMap<i64, AccountRow> = known.accounts.into_iter().map(|row| (row.reach_profile_id, row)).collect();
    for profile in profiles {
        match rows.get_mut(&profile.id.0) {
            Some(row) => {
                let (mut account, mut configured) = (row.account()?, row.configured()?);
                if follow(&mut account, &mut configured, profile, now, &mut taken) {
                    row.set(&account);
                    row.set_configured(&configured);
                    writes.accounts.insert(profile.id.0, row.clone());
                }
            }
            None => {
                let (account, opening) = open(profile, now, &mut taken);
                let row = AccountRow { movements: 1, ..AccountRow::opened(&account, &Configured::of(profile)) };
                writes.movements.push(MovementRow::of(&opening, 1, None, now));
                writes.accounts.insert(profile.id.0, row.clone());
                rows.insert(profile.id.0, row);
            }
        }
    }
    for task in tasks {
        if !known.tasks.contains(&task.id.0) && !writes.created.contains_key(&task.id.0) {
            let standing = bring(task, configuration, &mut taken);
            writes.created.insert(task.id.0, TaskRow::of(&standing, Cause::default()));
        }
    }
    Ok((taken, writes))
}
