//! The calendar of credits: UTC days, and steps that overflow as the platform's do (`tasks.md CR5`, CR17).
//!
//! By hand, since date libraries clamp: 31 January and a month is 3 March here.

use reach_rules::model::Frequency;

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// 0001-01-01 00:00:00 and 9999-12-31 23:59:59: times beyond are taken as these.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;

/// The time itself, or the nearest one that the calendar has.
pub(super) fn bounded(time: i64) -> i64 {
    time.clamp(FIRST, LAST)
}

/// Whole days since 1970.
pub(super) fn day(time: i64) -> i64 {
    time.div_euclid(DAY)
}

/// 00:00:00 of the day.
pub(super) fn day_start(time: i64) -> i64 {
    day(bounded(time)) * DAY
}

/// 23:59:59 of the day.
pub(super) fn day_end(time: i64) -> i64 {
    day_start(time) + DAY - 1
}

/// One step of the frequency later: a calendar field grows by one and the rest overflows (CR17).
pub(super) fn next(time: i64, frequency: Frequency) -> i64 {
    match frequency {
        Frequency::Day => time + DAY,
        Frequency::Week => time + 7 * DAY,
        Frequency::Month => plus_months(time, 1),
        Frequency::Year => plus_months(time, 12),
    }
}

/// The stretch between two steps from `from` that holds `now`, as its two ends: s = `from`, e = s + 1 step; while
/// e < `now`: s = e, e = s + 1 step (CR15). The number of rounds is bounded by the years that the calendar has.
pub(super) fn stretch(from: i64, frequency: Frequency, now: i64) -> (i64, i64) {
    let now = bounded(now);
    let mut start = bounded(from);
    if let Frequency::Day | Frequency::Week = frequency {
        let step = next(0, frequency);
        let whole_steps = (now - start - 1).div_euclid(step).max(0);
        start += whole_steps * step;
    }
    let mut end = next(start, frequency);
    while end < now {
        start = end;
        end = next(start, frequency);
    }
    (start, end)
}

fn plus_months(time: i64, months: i64) -> i64 {
    let (days, second) = (day(time), time.rem_euclid(DAY));
    let (year, month, day_of_month) = civil(days);
    let month_index = year * 12 + (month - 1) + months;
    let first = days_from_civil(month_index.div_euclid(12), month_index.rem_euclid(12) + 1, 1);
    (first + day_of_month - 1) * DAY + second
}

/// Year, month and day of a day since 1970, Gregorian; years begin with March, so that the leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// `2026-01-31`, `2026-01-31 23:59:59`, UTC.
    pub(crate) fn time(text: &str) -> i64 {
        let number = |range: std::ops::Range<usize>| text.get(range).map_or(0, |digits| digits.parse().unwrap());
        let days = days_from_civil(number(0..4), number(5..7), number(8..10));
        days * DAY + number(11..13) * 3600 + number(14..16) * 60 + number(17..19)
    }

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        for days in (day(FIRST)..=day(LAST)).step_by(17) {
            let (year, month, date) = civil(days);
            assert_eq!(days_from_civil(year, month, date), days);
        }
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(day(time("2024-02-29"))), (2024, 2, 29));
    }

    #[test]
    fn a_step_overflows_into_what_comes_after() {
        let cases = [
            ("2026-01-31 23:59:59", Frequency::Month, "2026-03-03 23:59:59"),
            ("2024-01-31 23:59:59", Frequency::Month, "2024-03-02 23:59:59"),
            ("2026-12-15", Frequency::Month, "2027-01-15"),
            ("2024-02-29", Frequency::Year, "2025-03-01"),
            ("2026-05-31", Frequency::Month, "2026-07-01"),
            ("2026-02-28 10:00:00", Frequency::Week, "2026-03-07 10:00:00"),
            ("2026-12-31", Frequency::Day, "2027-01-01"),
        ];
        for (from, frequency, to) in cases {
            assert_eq!(next(time(from), frequency), time(to), "{from} {frequency:?}");
        }
    }

    #[test]
    fn a_stretch_is_what_single_steps_come_to() {
        for frequency in [Frequency::Day, Frequency::Week, Frequency::Month, Frequency::Year] {
            for offset in [-3 * DAY, -1, 0, 1, DAY - 1, DAY, DAY + 1, 400 * DAY, 9_999_999] {
                let from = time("2026-01-31 12:00:00");
                let now = from + offset;
                let (mut start, mut end) = (from, next(from, frequency));
                while end < now {
                    start = end;
                    end = next(start, frequency);
                }
                assert_eq!(stretch(from, frequency, now), (start, end), "{frequency:?} {offset}");
            }
        }
    }

    #[test]
    fn times_beyond_all_years_are_bounded() {
        for frequency in [Frequency::Day, Frequency::Week, Frequency::Month, Frequency::Year] {
            let (start, end) = stretch(i64::MIN, frequency, i64::MAX);
            assert!(start < end && end >= LAST, "{frequency:?}");
            let (start, end) = stretch(i64::MAX, frequency, i64::MIN);
            assert!(start == LAST && start < end, "{frequency:?}");
        }
        assert_eq!(day_end(i64::MAX), LAST);
        assert_eq!(day_start(i64::MIN), FIRST);
    }
}
