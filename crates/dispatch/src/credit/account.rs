//! An account: the credit of one profile as it stands.

use reach_rules::model::{CreditKind, KeptCredit, Profile, ProfileCredit};
use reach_rules::{AmountTooLarge, Credits, ProfileId};
use rust_decimal::Decimal;

use super::{calendar, period};

/// The credit of a profile as a ledger keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The profile.
    pub profile: ProfileId,
    /// `usedCredit`; may be below nothing or above the credit (`tasks.md CR43`).
    pub used: Credits,
    /// `creditUsagePercentage` as of the last charge (`tasks.md CR41`).
    pub usage_percentage: Option<Decimal>,
    /// `credit`, with days made whole (`tasks.md CR5`); none: nothing that is paid for can be ordered (CR44).
    pub credit: Option<ProfileCredit>,
}

impl Account {
    /// The account of a profile that is met for the first time (`tasks.md CR45`).
    pub fn opening(profile: &Profile, now: i64) -> Self {
        Account {
            profile: profile.id,
            used: profile.used_credit,
            usage_percentage: None,
            credit: profile.credit.as_ref().map(|credit| begun(credit.clone(), now)),
        }
    }

    /// Takes over what a changed configuration says of the credit; what is kept beside the wire fields stays, but a
    /// reoccurring credit begins its period anew (`tasks.md CR45`, CR15).
    pub fn follow(&mut self, configured: Option<&ProfileCredit>, now: i64) {
        let kept = self.credit.as_ref().map_or(KeptCredit::default(), |credit| credit.kept);
        self.credit = configured.map(|credit| {
            let kept = KeptCredit { period_start: None, period_end: None, ..kept };
            begun(ProfileCredit { kept, ..credit.clone() }, now)
        });
    }

    /// Adds to the used credit, and reckons the percentage anew (`tasks.md CR40`).
    ///
    /// # Errors
    /// The sum does not fit.
    pub fn charge(&mut self, amount: Credits, now: i64) -> Result<(), AmountTooLarge> {
        if !amount.is_zero() {
            self.used = self.used.plus(amount)?;
            self.usage_percentage = Some(self.percentage(now)?);
        }
        Ok(())
    }
}

/// A credit from the configuration, as it counts: whole days, a first overage, a period.
fn begun(mut credit: ProfileCredit, now: i64) -> ProfileCredit {
    credit.from_date = calendar::day_start(credit.from_date);
    credit.kept.initial_overage = credit.kept.initial_overage.or(credit.overage);
    match &mut credit.kind {
        CreditKind::Plain | CreditKind::Unlimited => {}
        CreditKind::TimeRange { to_date } => *to_date = calendar::day_end(*to_date),
        CreditKind::Reoccurring { to_date, frequency } => {
            *to_date = calendar::day_end(*to_date);
            if credit.kept.period_start.is_none() || credit.kept.period_end.is_none() {
                let (start, end) = period::begin(credit.from_date, *to_date, *frequency, now);
                credit.kept.period_start = Some(start);
                credit.kept.period_end = Some(end);
            }
        }
    }
    credit
}

#[cfg(test)]
mod tests {
    use reach_rules::model::Frequency;

    use super::*;
    use crate::testing::{DAY, NEW_YEAR, NOW, amount, profile};

    const MONTHLY: CreditKind = CreditKind::Reoccurring { to_date: NEW_YEAR + 300 * DAY, frequency: Frequency::Month };

    fn configured(kind: CreditKind, kept: KeptCredit) -> Profile {
        let mut profile = profile(77);
        profile.used_credit = amount("12");
        let credit = profile.credit.as_mut().unwrap();
        *credit = ProfileCredit { kind, from_date: NEW_YEAR + 7, overage: Some(amount("5")), kept, ..credit.clone() };
        profile
    }

    fn opened(kind: CreditKind, kept: KeptCredit) -> ProfileCredit {
        Account::opening(&configured(kind, kept), NOW).credit.unwrap()
    }

    #[test]
    fn an_account_opens_with_whole_days_and_its_first_overage() {
        let credit = opened(CreditKind::TimeRange { to_date: NEW_YEAR + 90 * DAY + 7 }, KeptCredit::default());
        assert_eq!(credit.from_date, NEW_YEAR);
        assert_eq!(credit.kind, CreditKind::TimeRange { to_date: NEW_YEAR + 91 * DAY - 1 });
        assert_eq!(credit.kept.initial_overage, Some(amount("5")));
        let kept = KeptCredit { initial_overage: Some(amount("3")), ..KeptCredit::default() };
        assert_eq!(opened(CreditKind::Plain, kept).kept.initial_overage, Some(amount("3")));
    }

    #[test]
    fn a_period_is_begun_unless_the_whole_of_it_is_there() {
        let march = (Some(NEW_YEAR + 59 * DAY), Some(NEW_YEAR + 90 * DAY - 1));
        let half = KeptCredit { period_start: Some(1), ..KeptCredit::default() };
        let whole = KeptCredit { period_start: Some(1), period_end: Some(2), ..KeptCredit::default() };
        let period = |kept| {
            let credit = opened(MONTHLY, kept);
            (credit.kept.period_start, credit.kept.period_end)
        };
        assert_eq!(period(KeptCredit::default()), march);
        assert_eq!(period(half), march);
        assert_eq!(period(whole), (Some(1), Some(2)));
    }

    #[test]
    fn a_changed_configuration_is_followed_but_what_was_used_is_kept() {
        let kept = KeptCredit { last_sync_time: Some(NOW), synced_credit: amount("4"), ..KeptCredit::default() };
        let mut account = Account::opening(&configured(MONTHLY, kept), NOW);
        let richer = ProfileCredit { credit: amount("50"), overage: None, ..configured(MONTHLY, KeptCredit::default()).credit.unwrap() };
        account.follow(Some(&richer), NOW + 31 * DAY);
        let credit = account.credit.as_ref().unwrap();
        assert_eq!((account.used, credit.credit, credit.overage), (amount("12"), amount("50"), None));
        assert_eq!((credit.kept.last_sync_time, credit.kept.synced_credit), (Some(NOW), amount("4")));
        assert_eq!(credit.kept.initial_overage, Some(amount("5")));
        assert_eq!(credit.kept.period_start, Some(NEW_YEAR + 90 * DAY));
        account.follow(None, NOW);
        assert_eq!(account.credit, None);
    }
}
