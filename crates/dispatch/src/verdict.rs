//! What a guard makes of an order, and the questions that guards and release ask alike (`rules.md R14`, R15).

use reach_rules::content::{Asset, Entry};
use reach_rules::model::{CatalogItem, Profile};
use reach_rules::platform::Class;
use reach_rules::{Fact, Semantics};

use crate::object::told;

/// `READY` of entries and assets.
pub(crate) const READY: i64 = 2;

/// What a guard says of an order of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing is in its way.
    Pass,
    /// It makes a task that waits for what is missing yet (`rules.md R14`).
    Wait,
    /// It makes no task.
    Refuse,
}

impl Verdict {
    /// Refuses when that is so.
    pub(crate) fn refuse_if(fails: bool) -> Self {
        if fails { Verdict::Refuse } else { Verdict::Pass }
    }
}

/// T9: whether the entry is longer than its item takes.
pub(crate) fn of_maximum(item: &CatalogItem, entry: &Entry, semantics: &Semantics) -> Fact<Verdict> {
    let Some(most) = item.max_video_duration.filter(|_| item.feature.max_duration_field) else { return Ok(Verdict::Pass) };
    of_length(entry, semantics, |milliseconds| i128::from(milliseconds) > i128::from(most) * 1_000)
}

/// T16: whether the entry is shorter than its item takes.
pub(crate) fn of_minimum(item: &CatalogItem, entry: &Entry, semantics: &Semantics) -> Fact<Verdict> {
    let Some(least) = item.feature.min_duration_seconds else { return Ok(Verdict::Pass) };
    of_length(entry, semantics, |milliseconds| i128::from(milliseconds) < i128::from(least) * 1_000)
}

/// A length that is null or 0 is not known yet: documented, the order waits for it (R14).
fn of_length(entry: &Entry, semantics: &Semantics, is_out_of_limits: impl Fn(i64) -> bool) -> Fact<Verdict> {
    let milliseconds = told(&entry.duration_ms)?.unwrap_or(0);
    if milliseconds == 0 && !semantics.unknown_length_is_zero {
        return Ok(Verdict::Wait);
    }
    Ok(Verdict::refuse_if(is_out_of_limits(milliseconds)))
}

/// T14: whether the entry has all flavors that the profile asks for.
pub(crate) fn has_flavors(profile: &Profile, assets: &Fact<Vec<Asset>>, semantics: &Semantics) -> Fact<bool> {
    let Some(list) = profile.flavor_params_ids.as_deref().filter(|list| !list.is_empty()) else { return Ok(true) };
    let mut asked: Vec<Option<i64>> = list.split(',').map(|piece| piece.trim().parse().ok()).collect();
    if !semantics.counts_repeated_flavors {
        asked.sort_unstable();
        asked.dedup();
    }
    let mut ready = 0;
    for asset in told(assets)?.iter().filter(|asset| asset.class.is_a(Class::FLAVOR_ASSET)) {
        let params = *told(&asset.flavor_params_id)?;
        if params.is_some() && asked.contains(&params) && *told(&asset.status)? == Some(READY) {
            ready += 1;
        }
    }
    Ok(ready == asked.len())
}

/// Whether the entry has a READY flavor (`tasks.md F12`).
pub(crate) fn has_ready_flavor(assets: &Fact<Vec<Asset>>) -> Fact<bool> {
    for asset in told(assets)?.iter().filter(|asset| asset.class.is_a(Class::FLAVOR_ASSET)) {
        if *told(&asset.status)? == Some(READY) {
            return Ok(true);
        }
    }
    Ok(false)
}
