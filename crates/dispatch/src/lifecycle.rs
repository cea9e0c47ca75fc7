//! What a change of status does to times and credit: the one place that says so, for events and actions alike
//! (`lifecycle.md L20` to L32, `rules.md R18`).
//!
//! Pure: it does not move anything itself, and it does not ask whether the change is allowed.

use reach_rules::Semantics;
use reach_rules::model::TaskStatus;

/// What a task is like, as far as its effects depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nature {
    /// Its item is paid per use, at READY.
    pub pay_per_use: bool,
    /// It has scheduled data (`tasks.md T42`).
    pub scheduled: bool,
}

/// What a change of status does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effects {
    /// It is queued: `queueTime` and `expectedFinishTime` are set (L20).
    pub queues: bool,
    /// It is finished: `finishTime` is set (L22).
    pub finishes: bool,
    /// What becomes of its price.
    pub credit: CreditEffect,
}

/// What becomes of a task's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CreditEffect {
    /// Nothing.
    None,
    /// It is charged (L21, L24).
    Charge,
    /// It is given back (L30).
    GiveBack,
    /// It is given back unless the task begins too soon for that (L31).
    GiveBackInTime,
}

/// The effects of a change of status; `from` is `None` when the task is new.
pub fn effects(from: Option<TaskStatus>, to: TaskStatus, nature: Nature, semantics: &Semantics) -> Effects {
    if from == Some(to) {
        return Effects { queues: false, finishes: false, credit: CreditEffect::None };
    }
    Effects {
        queues: to == TaskStatus::Pending,
        finishes: matches!(to, TaskStatus::Ready | TaskStatus::Error),
        credit: credit_effect(from, to, nature, semantics),
    }
}

fn credit_effect(from: Option<TaskStatus>, to: TaskStatus, nature: Nature, semantics: &Semantics) -> CreditEffect {
    match to {
        TaskStatus::Pending if !nature.pay_per_use && begins_to_cost(from, semantics) => CreditEffect::Charge,
        TaskStatus::Ready if nature.pay_per_use => CreditEffect::Charge,
        TaskStatus::Error if !nature.pay_per_use && cost_something(from) => CreditEffect::GiveBack,
        TaskStatus::Aborted if !nature.pay_per_use && is_with_the_vendor(from) => {
            if nature.scheduled {
                CreditEffect::GiveBackInTime
            } else if semantics.abort_keeps_charge {
                CreditEffect::None
            } else {
                CreditEffect::GiveBack
            }
        }
        TaskStatus::Pending
        | TaskStatus::Ready
        | TaskStatus::Processing
        | TaskStatus::PendingModeration
        | TaskStatus::Rejected
        | TaskStatus::Error
        | TaskStatus::Aborted
        | TaskStatus::PendingEntryReady
        | TaskStatus::Scheduled => CreditEffect::None,
    }
}

/// L21; whoever makes the change (`divergences.md E18`).
fn begins_to_cost(from: Option<TaskStatus>, semantics: &Semantics) -> bool {
    match from {
        None | Some(TaskStatus::PendingModeration) => true,
        Some(TaskStatus::PendingEntryReady) => !semantics.releases_uncharged,
        Some(_) => false,
    }
}

/// L30
fn cost_something(from: Option<TaskStatus>) -> bool {
    matches!(from, Some(TaskStatus::Pending | TaskStatus::Processing | TaskStatus::Scheduled))
}

/// L31
fn is_with_the_vendor(from: Option<TaskStatus>) -> bool {
    matches!(from, Some(TaskStatus::Pending | TaskStatus::Scheduled))
}

/// Whether an event on the task's content may still call it off (L42, L43, L46): the vendor has not begun.
pub(crate) fn has_not_begun(status: TaskStatus) -> bool {
    match status {
        TaskStatus::Pending | TaskStatus::PendingModeration | TaskStatus::PendingEntryReady => true,
        TaskStatus::Ready
        | TaskStatus::Processing
        | TaskStatus::Rejected
        | TaskStatus::Error
        | TaskStatus::Aborted
        | TaskStatus::Scheduled => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Nature = Nature { pay_per_use: false, scheduled: false };
    const PER_USE: Nature = Nature { pay_per_use: true, scheduled: false };
    const LIVE: Nature = Nature { pay_per_use: false, scheduled: true };

    fn pairs(nature: Nature, semantics: &Semantics, effect: CreditEffect) -> Vec<(i64, i64)> {
        let origins = [None].into_iter().chain(TaskStatus::ALL.map(Some));
        let number = |status: Option<TaskStatus>| status.map_or(0, TaskStatus::number);
        origins
            .flat_map(|from| TaskStatus::ALL.map(|to| (from, to)))
            .filter(|&(from, to)| effects(from, to, nature, semantics).credit == effect)
            .map(|(from, to)| (number(from), to.number()))
            .collect()
    }

    #[test]
    fn a_task_is_charged_when_it_becomes_pending_for_the_first_time() {
        assert_eq!(pairs(PLAIN, &Semantics::DOCUMENTED, CreditEffect::Charge), [(0, 1), (4, 1), (8, 1)]);
        assert_eq!(pairs(PLAIN, &Semantics::SERVER, CreditEffect::Charge), [(0, 1), (4, 1)]);
    }

    #[test]
    fn a_task_that_is_paid_per_use_is_charged_when_it_is_ready_and_gives_nothing_back() {
        for semantics in [&Semantics::DOCUMENTED, &Semantics::SERVER] {
            let ready: Vec<_> = [0, 1, 3, 4, 5, 6, 7, 8, 9].map(|from| (from, 2)).into();
            assert_eq!(pairs(PER_USE, semantics, CreditEffect::Charge), ready);
            assert_eq!(pairs(PER_USE, semantics, CreditEffect::GiveBack), []);
        }
    }

    #[test]
    fn what_is_called_off_or_fails_gives_back_what_it_cost() {
        assert_eq!(pairs(PLAIN, &Semantics::DOCUMENTED, CreditEffect::GiveBack), [(1, 6), (1, 7), (3, 6), (9, 6), (9, 7)]);
        assert_eq!(pairs(PLAIN, &Semantics::SERVER, CreditEffect::GiveBack), [(1, 6), (3, 6), (9, 6)]);
        for semantics in [&Semantics::DOCUMENTED, &Semantics::SERVER] {
            assert_eq!(pairs(LIVE, semantics, CreditEffect::GiveBackInTime), [(1, 7), (9, 7)]);
            assert_eq!(pairs(LIVE, semantics, CreditEffect::GiveBack), [(1, 6), (3, 6), (9, 6)]);
        }
    }

    #[test]
    fn pending_queues_and_ready_and_error_finish() {
        for from in TaskStatus::ALL {
            for to in TaskStatus::ALL {
                let found = effects(Some(from), to, PLAIN, &Semantics::DOCUMENTED);
                assert_eq!(found.queues, from != to && to == TaskStatus::Pending);
                assert_eq!(found.finishes, from != to && [TaskStatus::Ready, TaskStatus::Error].contains(&to));
            }
        }
    }
}
