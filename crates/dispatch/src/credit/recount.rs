//! The daily recount of the server semantics: used credit becomes what finished tasks cost (`tasks.md CR10` to CR14).

use reach_rules::model::CreditKind;
use reach_rules::{AmountTooLarge, Credits};

use super::{Account, calendar};

/// A finished task, as the recount sees it. Times are Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// `queueTime`
    pub queue_time: Option<i64>,
    /// `finishTime`
    pub finish_time: Option<i64>,
}

/// Which finished tasks count (CR12). Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecountSpan {
    /// Finished at or after this (CR13).
    pub finished_from: i64,
    /// Queued at or before this, where there is such a bound.
    pub queued_until: Option<i64>,
}

impl RecountSpan {
    /// Whether a finished task counts; a time that it lacks satisfies nothing.
    pub fn holds(self, task: Finished) -> bool {
        task.finish_time.is_some_and(|finish| finish >= self.finished_from)
            && self.queued_until.is_none_or(|until| task.queue_time.is_some_and(|queued| queued <= until))
    }
}

impl Account {
    /// Which finished tasks a recount would count; none when the credit was recounted on this day already (CR10), or
    /// is not there.
    pub fn recount_due(&self, now: i64) -> Option<RecountSpan> {
        let credit = self.credit.as_ref()?;
        let kept = credit.kept;
        if calendar::day(kept.last_sync_time.unwrap_or(0)) == calendar::day(now) {
            return None;
        }
        let (begin, queued_until) = match credit.kind {
            CreditKind::Plain | CreditKind::Unlimited => (None, None),
            CreditKind::TimeRange { to_date } => (None, Some(to_date)),
            CreditKind::Reoccurring { .. } => (kept.period_start, kept.period_end),
        };
        let finished_from = match (kept.last_sync_time, begin) {
            (None, begin) => begin.unwrap_or(credit.from_date),
            (Some(last), Some(begin)) => last.max(begin),
            (Some(last), None) => last,
        };
        Some(RecountSpan { finished_from, queued_until })
    }

    /// Takes in what the finished tasks cost together (CR12).
    ///
    /// # Errors
    /// A sum that does not fit.
    pub(crate) fn recount(&mut self, finished: Credits, now: i64) -> Result<(), AmountTooLarge> {
        let Some(credit) = &mut self.credit else { return Ok(()) };
        credit.kept.synced_credit = credit.kept.synced_credit.plus(finished)?;
        credit.kept.last_sync_time = Some(now);
        self.used = credit.kept.synced_credit;
        Ok(())
    }

    /// Whether a recount has to roll the period as well (CR14).
    pub(crate) fn rolls_after_recount(&self, now: i64) -> bool {
        self.credit.as_ref().is_some_and(|credit| match credit.kind {
            CreditKind::Reoccurring { .. } => credit.kept.period_end.is_some_and(|end| now > end),
            CreditKind::Plain | CreditKind::TimeRange { .. } | CreditKind::Unlimited => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use reach_rules::model::{Frequency, KeptCredit};

    use super::*;
    use crate::testing::{DAY, NEW_YEAR, NOW, profile};

    #[test]
    fn a_finished_task_counts_within_its_span() {
        let task = |queue_time, finish_time| Finished { queue_time, finish_time };
        let bounded = RecountSpan { finished_from: 10, queued_until: Some(20) };
        let cases = [
            (task(Some(20), Some(10)), true, true),
            (task(Some(21), Some(10)), false, true),
            (task(Some(20), Some(9)), false, false),
            (task(None, Some(10)), false, true),
            (task(Some(20), None), false, false),
        ];
        for (task, in_bounded, in_open) in cases {
            assert_eq!(bounded.holds(task), in_bounded, "{task:?}");
            assert_eq!(RecountSpan { queued_until: None, ..bounded }.holds(task), in_open, "{task:?}");
        }
    }

    #[test]
    fn a_recount_begins_where_the_last_one_ended() {
        let to_date = NEW_YEAR + 300 * DAY;
        let last_second = to_date + DAY - 1;
        let (start, end) = (NEW_YEAR + 59 * DAY, NEW_YEAR + 90 * DAY - 1);
        let (before, within) = (start - DAY, start + 1);
        let range = CreditKind::TimeRange { to_date };
        let monthly = CreditKind::Reoccurring { to_date, frequency: Frequency::Month };
        let cases = [
            (CreditKind::Plain, None, NEW_YEAR, None),
            (CreditKind::Unlimited, Some(within), within, None),
            (range, None, NEW_YEAR, Some(last_second)),
            (range, Some(before), before, Some(last_second)),
            (monthly, None, start, Some(end)),
            (monthly, Some(before), start, Some(end)),
            (monthly, Some(within), within, Some(end)),
        ];
        for (kind, last_sync_time, finished_from, queued_until) in cases {
            let mut profile = profile(77);
            let credit = profile.credit.as_mut().unwrap();
            credit.kind = kind;
            credit.kept = KeptCredit { last_sync_time, ..KeptCredit::default() };
            let due = Account::opening(&profile, NOW).recount_due(NOW);
            assert_eq!(due, Some(RecountSpan { finished_from, queued_until }), "{kind:?} {last_sync_time:?}");
        }
    }

    #[test]
    fn a_recount_is_due_once_a_day() {
        let mut account = Account::opening(&profile(77), NOW);
        let midnight = NOW - NOW % DAY;
        account.recount(Credits::ZERO, midnight).unwrap();
        assert_eq!(account.recount_due(midnight + DAY - 1), None);
        assert!(account.recount_due(midnight + DAY).is_some() && account.recount_due(midnight - 1).is_some());
        account.credit = None;
        assert_eq!(account.recount_due(midnight + DAY), None);
    }
}
