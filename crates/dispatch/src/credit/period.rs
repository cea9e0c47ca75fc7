//! Periods of a reoccurring credit (`tasks.md CR14` to CR16, `divergences.md E19`).

use reach_rules::model::{CreditKind, Frequency};
use reach_rules::{AmountTooLarge, Credits};

use super::Account;
use super::calendar::{DAY, day_end, day_start, stretch};

/// The period at the start, first and last second (CR15). One that `to_date` cuts ends a day before it.
pub(super) fn begin(from_date: i64, to_date: i64, frequency: Frequency, now: i64) -> (i64, i64) {
    let (start, end) = stretch(from_date, frequency, now);
    (day_start(start), day_start(end.min(to_date)) - 1)
}

/// The period after one that ended at `old_end`, first and last second (CR16).
fn after(old_end: i64, to_date: i64, frequency: Frequency, now: i64) -> (i64, i64) {
    let (start, end) = stretch(old_end, frequency, now);
    (day_start(start) + DAY, day_end(end.min(to_date)))
}

impl Account {
    /// Whether the period is over and another follows; the one that ends with `toDate`'s day is the last (E19).
    pub(crate) fn is_period_over(&self, now: i64) -> bool {
        match self.credit.as_ref().map(|credit| (credit.kind, credit.kept.period_end)) {
            Some((CreditKind::Reoccurring { to_date, .. }, Some(end))) => now > end && end < day_end(to_date),
            _ => false,
        }
    }

    /// Begins the period that holds `now`, and carries what was used beyond the old one's credit (CR14; of the used
    /// credit, which a recount has made the synced one, `rules.md R18`). Any other kind of credit stays as it is.
    ///
    /// # Errors
    /// An amount that does not fit.
    pub(crate) fn roll(&mut self, now: i64) -> Result<(), AmountTooLarge> {
        let limit = self.sum()?;
        let Some(credit) = &mut self.credit else { return Ok(()) };
        let CreditKind::Reoccurring { to_date, frequency } = credit.kind else { return Ok(()) };
        let Some(old_end) = credit.kept.period_end else { return Ok(()) };
        let carried = self.used.minus(limit)?.max(Credits::ZERO);
        let (start, end) = after(old_end, to_date, frequency, now);
        self.used = carried;
        credit.kept.synced_credit = carried;
        credit.kept.period_start = Some(start);
        credit.kept.period_end = Some(end);
        credit.overage = credit.kept.initial_overage;
        credit.add_on = Some(Credits::ZERO);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::tests::time;
    use super::*;

    #[test]
    fn the_first_period_is_the_one_that_holds_now() {
        let far = "2030-01-01";
        let cases = [
            ("2026-01-15", far, Frequency::Month, "2026-03-20", "2026-03-15", "2026-04-14"),
            ("2026-01-31", far, Frequency::Month, "2026-03-20", "2026-03-03", "2026-04-02"),
            ("2026-01-01", "2026-03-10", Frequency::Month, "2026-03-05", "2026-03-01", "2026-03-09"),
            ("2026-01-01", far, Frequency::Month, "2026-02-01 00:00:00", "2026-01-01", "2026-01-31"),
            ("2026-01-01", far, Frequency::Month, "2026-02-01 00:00:01", "2026-02-01", "2026-02-28"),
            ("2026-01-01", far, Frequency::Week, "2026-01-20", "2026-01-15", "2026-01-21"),
            ("2026-01-01", far, Frequency::Day, "2026-01-20 08:00:00", "2026-01-20", "2026-01-20"),
            ("2024-02-29", far, Frequency::Year, "2026-05-05", "2026-03-01", "2027-02-28"),
            ("2026-06-01", far, Frequency::Month, "2026-01-01", "2026-06-01", "2026-06-30"),
        ];
        for (from, to, frequency, now, first, last) in cases {
            let period = begin(time(from), day_end(time(to)), frequency, time(now));
            assert_eq!(period, (time(first), day_end(time(last))), "{from} {frequency:?} {now}");
        }
    }

    #[test]
    fn a_period_that_rolls_begins_the_day_after_the_old_one() {
        let cases = [
            ("2026-01-31", "2030-01-01", "2026-02-01 10:00:00", "2026-02-01", "2026-03-03"),
            ("2026-01-14", "2026-02-20", "2026-02-16", "2026-02-15", "2026-02-20"),
        ];
        for (old_end, to, now, first, last) in cases {
            let period = after(day_end(time(old_end)), day_end(time(to)), Frequency::Month, time(now));
            assert_eq!(period, (time(first), day_end(time(last))), "{old_end}");
        }
    }

    #[test]
    fn a_period_is_over_after_its_last_second_unless_it_is_the_last() {
        let mut profile = crate::testing::profile(77);
        let credit = profile.credit.as_mut().unwrap();
        let kind = |to: &str| CreditKind::Reoccurring { to_date: time(to), frequency: Frequency::Month };
        credit.kind = kind("2026-12-31");
        credit.kept.period_start = Some(time("2026-01-01"));
        let end = day_end(time("2026-01-31"));
        credit.kept.period_end = Some(end);
        let mut account = Account::opening(&profile, end);
        assert_eq!([end, end + 1].map(|now| account.is_period_over(now)), [false, true]);
        account.credit.as_mut().unwrap().kind = kind("2026-01-31");
        assert!(!account.is_period_over(end + 1));
        account.credit.as_mut().unwrap().kind = CreditKind::Plain;
        assert!(!account.is_period_over(end + 1));
    }
}
