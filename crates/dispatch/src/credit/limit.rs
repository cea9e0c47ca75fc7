//! What there is of a credit, and whether an order still goes into it (`tasks.md CR6` to CR8, CR30 to CR32, CR41).

use reach_rules::model::CreditKind;
use reach_rules::{AmountTooLarge, Credits};
use rust_decimal::Decimal;

use super::Account;

/// The current credit (CR6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Available {
    Unlimited,
    Amount(Credits),
}

impl Available {
    fn of(amount: Credits) -> Self {
        if amount == Credits::UNLIMITED { Available::Unlimited } else { Available::Amount(amount) }
    }
}

impl Account {
    /// Whether the credit is active (CR8); never when there is none.
    pub fn is_active(&self, now: i64) -> bool {
        let Some(credit) = &self.credit else { return false };
        let begun = now >= credit.from_date;
        match credit.kind {
            CreditKind::Plain | CreditKind::Unlimited => begun,
            CreditKind::TimeRange { to_date } => begun && now <= to_date,
            CreditKind::Reoccurring { to_date, .. } => begun && now <= to_date && self.is_in_period(now),
        }
    }

    /// Whether a task of that price may be ordered (CR30) when `returning` will be given back by the tasks that it
    /// replaces (`rules.md R17`).
    ///
    /// # Errors
    /// An amount that does not fit.
    pub fn allows(&self, price: Credits, pay_per_use: bool, returning: Credits, now: i64) -> Result<bool, AmountTooLarge> {
        let rest = match self.available(now)? {
            None => return Ok(false),
            Some(Available::Unlimited) => return Ok(true),
            Some(Available::Amount(amount)) => amount.minus(self.used.plus(price)?)?.plus(returning)?,
        };
        Ok(if pay_per_use { rest > Credits::ZERO } else { price.is_zero() || rest >= Credits::ZERO })
    }

    /// Whether a price may change by that much when `used` is used already (CR32).
    ///
    /// # Errors
    /// An amount that does not fit.
    pub fn allows_change(&self, difference: Credits, used: Credits, now: i64) -> Result<bool, AmountTooLarge> {
        Ok(match self.available(now)? {
            None => false,
            Some(Available::Unlimited) => true,
            Some(Available::Amount(amount)) => amount.minus(used.plus(difference)?)? >= Credits::ZERO,
        })
    }

    /// `creditUsagePercentage` (CR41).
    ///
    /// # Errors
    /// An amount that does not fit.
    pub fn percentage(&self, now: i64) -> Result<Decimal, AmountTooLarge> {
        let Some(credit) = &self.credit else { return Ok(Decimal::ONE_HUNDRED) };
        match self.available(now)? {
            Some(Available::Unlimited) => return Ok(Decimal::ZERO),
            None | Some(Available::Amount(_)) => {}
        }
        let whole = if self.is_in_window(now) { credit.credit.plus(credit.add_on.unwrap_or_default())? } else { Credits::ZERO };
        Ok(match self.used.percent_of(whole) {
            Some(percentage) => percentage,
            None if whole.is_zero() => Decimal::ONE_HUNDRED,
            None => return Err(AmountTooLarge),
        })
    }

    /// Credit, overage and add-on, whatever the time is; nothing when there is no credit.
    pub(super) fn sum(&self) -> Result<Credits, AmountTooLarge> {
        let Some(credit) = &self.credit else { return Ok(Credits::ZERO) };
        if credit.kind == CreditKind::Unlimited {
            return Ok(Credits::UNLIMITED);
        }
        credit.credit.plus(credit.overage.unwrap_or_default())?.plus(credit.add_on.unwrap_or_default())
    }

    /// CR6; `None` when there is no credit.
    fn available(&self, now: i64) -> Result<Option<Available>, AmountTooLarge> {
        Ok(match &self.credit {
            None => None,
            Some(_) if self.is_in_window(now) => Some(Available::of(self.sum()?)),
            Some(_) => Some(Available::Amount(Credits::ZERO)),
        })
    }

    /// CR7.
    fn is_in_window(&self, now: i64) -> bool {
        let Some(credit) = &self.credit else { return false };
        match credit.kind {
            CreditKind::Unlimited => true,
            CreditKind::Plain => now >= credit.from_date,
            CreditKind::TimeRange { to_date } => now >= credit.from_date && now <= to_date,
            CreditKind::Reoccurring { .. } => self.is_in_period(now),
        }
    }

    fn is_in_period(&self, now: i64) -> bool {
        let Some(credit) = &self.credit else { return false };
        credit.kept.period_start.is_some_and(|start| now >= start) && credit.kept.period_end.is_some_and(|end| now <= end)
    }
}

#[cfg(test)]
mod tests {
    use reach_rules::model::{Frequency, KeptCredit, Profile};

    use super::*;
    use crate::testing::{DAY, NEW_YEAR, NOW, amount, profile};

    fn account(kind: CreditKind) -> Account {
        let mut profile: Profile = profile(77);
        let credit = profile.credit.as_mut().unwrap();
        credit.kind = kind;
        credit.kept = KeptCredit::default();
        Account::opening(&profile, NOW)
    }

    #[test]
    fn a_credit_is_active_from_its_first_second_to_its_last() {
        let to_date = NEW_YEAR + 90 * DAY;
        let far = NEW_YEAR + 400 * DAY;
        let last = to_date + DAY - 1;
        // March, when it is the period that holds NOW.
        let (march, april) = (NEW_YEAR + 59 * DAY, NEW_YEAR + 90 * DAY);
        let monthly = CreditKind::Reoccurring { to_date: far, frequency: Frequency::Month };
        let cases = [
            (CreditKind::Plain, NEW_YEAR, far),
            (CreditKind::Unlimited, NEW_YEAR, far),
            (CreditKind::TimeRange { to_date }, NEW_YEAR, last),
            (monthly, march, april - 1),
        ];
        for (kind, first, last) in cases {
            let account = account(kind);
            let active = [first - 1, first, last, last + 1].map(|now| account.is_active(now));
            assert_eq!(active, [false, true, true, last == far], "{kind:?}");
        }
    }

    #[test]
    fn outside_its_window_a_credit_is_nothing_but_an_unlimited_one_has_none() {
        let cases = [
            (CreditKind::Plain, NEW_YEAR - 1, false),
            (CreditKind::Plain, NEW_YEAR, true),
            (CreditKind::TimeRange { to_date: NOW }, NEW_YEAR, true),
            (CreditKind::TimeRange { to_date: NOW }, NEW_YEAR + 61 * DAY - 1, true),
            (CreditKind::TimeRange { to_date: NOW }, NEW_YEAR + 61 * DAY, false),
            (CreditKind::TimeRange { to_date: NOW }, NEW_YEAR - 1, false),
            (CreditKind::Unlimited, NEW_YEAR - 1, true),
        ];
        for (kind, now, allowed) in cases {
            let account = account(kind);
            assert_eq!(account.allows(amount("1"), false, Credits::ZERO, now), Ok(allowed), "{kind:?}");
            assert_eq!(account.allows_change(amount("1"), Credits::ZERO, now), Ok(allowed), "{kind:?}");
            assert_eq!(account.allows(Credits::ZERO, false, Credits::ZERO, now), Ok(true), "{kind:?}");
        }
    }

    #[test]
    fn without_a_credit_nothing_is_allowed() {
        let none = Account { credit: None, ..account(CreditKind::Plain) };
        assert!(!none.is_active(NOW));
        assert_eq!(none.allows(Credits::ZERO, false, Credits::ZERO, NOW), Ok(false));
        assert_eq!(none.allows_change(Credits::ZERO, Credits::ZERO, NOW), Ok(false));
        assert_eq!(none.percentage(NOW), Ok(Decimal::ONE_HUNDRED));
    }

    #[test]
    fn the_limit_itself_may_be_used_but_not_by_what_is_paid_per_use() {
        let account = Account { used: amount("990"), ..account(CreditKind::Plain) };
        let allows = |price: &str, per_use| account.allows(amount(price), per_use, Credits::ZERO, NOW).unwrap();
        assert!(allows("10", false) && !allows("10.01", false));
        assert!(allows("9.99", true) && !allows("10", true));
        assert_eq!(account.allows(amount("12"), false, amount("2"), NOW), Ok(true));
        assert_eq!(account.allows_change(amount("10"), account.used, NOW), Ok(true));
        assert_eq!(account.allows_change(amount("10.01"), account.used, NOW), Ok(false));
    }
}
