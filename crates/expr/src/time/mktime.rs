//! `mktime`, `gmmktime` and `checkdate`: parts to a moment (`expressions.md T1`).

use super::calendar::{DAY, Moment, days_in_month, days_of};

/// `mktime(hour, minute, second, month, day, year)`: the Unix seconds of these parts, which carry over when they
/// are out of range; a missing part is that of `now`. Years 0-69 are 2000-2069, 70-100 are 1970-2000. `None` is
/// PHP's false: the moment is beyond 64 bits.
pub fn mktime(parts: [Option<i64>; 6], now: i64) -> Option<i64> {
    let Moment { date, hour, minute, second, .. } = Moment::of(now);
    let [given_hour, given_minute, given_second, month, day, year] = parts;
    let year = match year {
        Some(year @ 0..=69) => year + 2000,
        Some(year @ 70..=100) => year + 1900,
        Some(year) => year,
        None => date.year,
    };
    let days = days_of(year, month.unwrap_or(date.month), day.unwrap_or(date.day));
    let seconds = i128::from(given_hour.unwrap_or(hour)) * 3600
        + i128::from(given_minute.unwrap_or(minute)) * 60
        + i128::from(given_second.unwrap_or(second));
    i64::try_from(days * i128::from(DAY) + seconds).ok()
}

/// `checkdate(month, day, year)`: whether there is such a day, in the years 1 to 32767.
pub fn checkdate(month: i64, day: i64, year: i64) -> bool {
    (1..=32_767).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(hour: i64, minute: i64, second: i64, month: i64, day: i64, year: i64) -> Option<i64> {
        mktime([hour, minute, second, month, day, year].map(Some), 0)
    }

    #[test]
    fn parts_carry_over() {
        let new_year = at(0, 0, 0, 1, 1, 2030);
        assert_eq!(new_year, Some(1_893_456_000));
        for same in [
            at(0, 0, 0, 13, 1, 2029),
            at(0, 0, 0, 12, 32, 2029),
            at(24, 0, 0, 12, 31, 2029),
            at(0, 0, 86_400, 12, 31, 2029),
            at(-1, 60, 0, 1, 1, 2030),
            at(0, 0, 0, 2, -30, 2030),
            at(0, 0, 0, 1, 1, 30),
        ] {
            assert_eq!(same, new_year);
        }
    }

    #[test]
    fn short_years_are_of_the_century_that_php_means() {
        for (short, long) in [(0, 2000), (69, 2069), (70, 1970), (99, 1999), (100, 2000)] {
            assert_eq!(at(0, 0, 0, 1, 1, short), at(0, 0, 0, 1, 1, long), "{short}");
        }
        assert_ne!(at(0, 0, 0, 1, 1, 101), at(0, 0, 0, 1, 1, 2001));
    }

    #[test]
    fn missing_parts_come_from_now() {
        let now = 1_675_588_087;
        assert_eq!(mktime([None; 6], now), Some(now));
        assert_eq!(mktime([Some(0), Some(0), Some(0), None, None, None], now), Some(now - now.rem_euclid(DAY)));
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for ((month, day, year), valid) in [
            ((2, 29, 2024), true),
            ((2, 29, 2100), false),
            ((12, 31, 32_767), true),
            ((1, 1, 32_768), false),
            ((1, 1, 0), false),
            ((13, 1, 2024), false),
            ((6, 31, 2024), false),
            ((6, 0, 2024), false),
        ] {
            assert_eq!(checkdate(month, day, year), valid, "{year}-{month}-{day}");
        }
    }

    proptest! {
        #[test]
        fn any_parts_are_a_moment_or_false(parts in any::<[Option<i64>; 6]>(), now in any::<i64>()) {
            mktime(parts, now);
        }

        #[test]
        fn a_moment_is_the_sum_of_its_parts(
            year in 101..4000_i64, month in 1..=12_i64, day in 1..=28_i64, second in 0..DAY
        ) {
            // Counted anew, day by day of the year.
            let leap_days = |year: i64| year / 4 - year / 100 + year / 400;
            let before = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
            let days = before + (1..month).map(|month| days_in_month(year, month)).sum::<i64>() + day - 1;
            prop_assert_eq!(at(0, 0, second, month, day, year), Some(days * DAY + second));
        }
    }
}
