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
