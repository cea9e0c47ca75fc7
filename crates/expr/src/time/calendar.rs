//! The proleptic Gregorian calendar over whole days since 1970-01-01, for any year that 64 bits of seconds
//! reach and beyond. It knows no clock, no zone and no text.

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// Days of the 400 years after which the calendar repeats.
const ERA: i128 = 146_097;

/// From 0000-03-01, where the eras begin, to 1970-01-01.
const EPOCH: i128 = 719_468;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// Year 0 is the one before year 1.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
}

/// A second of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Days since 1970-01-01.
    pub days: i64,
    /// The same as a date.
    pub date: Date,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// 0 to 59.
    pub second: i64,
}

impl Moment {
    /// The moment of a Unix timestamp.
    pub fn of(at: i64) -> Self {
        let days = at.div_euclid(DAY);
        let rest = at.rem_euclid(DAY);
        Moment { days, date: date_of(days), hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60 }
    }
}

/// The day number of a date; a month outside 1-12 carries into years, a day outside its month into months.
pub(super) fn days_of(year: i64, month: i64, day: i64) -> i128 {
    // Months count from March, so that the leap day is the last of the year.
    let months = i128::from(month) - 3;
    let year = i128::from(year) + months.div_euclid(12);
    let before_month = (153 * months.rem_euclid(12) + 2) / 5;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + before_month + i128::from(day) - 1 - EPOCH
}

/// The date of a day number that a 64-bit timestamp reaches.
pub(super) fn date_of(days: i64) -> Date {
    let era_length = ERA as i64;
    let days = days + EPOCH as i64;
    let era = days.div_euclid(era_length);
    let day_of_era = days.rem_euclid(era_length);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    Date { year: era * 400 + year_of_era + i64::from(month <= 2), month, day: day_of_year - (153 * from_march + 2) / 5 + 1 }
}

/// Whether the year has a 29 February.
pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month of 1 to 12.
pub(super) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// 0 for Sunday to 6 for Saturday.
pub(super) fn weekday(days: i64) -> i64 {
    (days + 4).rem_euclid(7)
}

/// 1 for Monday to 7 for Sunday.
pub(super) fn iso_weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

/// 0 for 1 January.
pub(super) fn day_of_year(days: i64, year: i64) -> i64 {
    (i128::from(days) - days_of(year, 1, 1)) as i64
}

/// The ISO 8601 year and week: those of the week's Thursday.
pub(super) fn iso_week(days: i64) -> (i64, i64) {
    let thursday = days - iso_weekday(days) + 4;
    let year = date_of(thursday).year;
    (year, day_of_year(thursday, year) / 7 + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Counts year by year and month by month.
    fn counted(year: i64, month: i64, day: i64) -> i64 {
        let years: i64 = if year >= 1970 {
            (1970..year).map(|year| 365 + i64::from(is_leap(year))).sum()
        } else {
            -(year..1970).map(|year| 365 + i64::from(is_leap(year))).sum::<i64>()
        };
        years + (1..month).map(|month| days_in_month(year, month)).sum::<i64>() + day - 1
    }

    #[test]
    fn days_agree_with_a_count_of_years_and_months() {
        for year in (-30..2500).step_by(7).chain([1900, 1999, 2000, 2001, 2024, 2100, 2400]) {
            for month in 1..=12 {
                for day in [1, days_in_month(year, month)] {
                    let days = counted(year, month, day);
                    assert_eq!(days_of(year, month, day), i128::from(days), "{year}-{month}-{day}");
                    assert_eq!(date_of(days), Date { year, month, day });
                }
            }
        }
    }

    #[test]
    fn months_and_days_carry() {
        for ((year, month, day), same) in [
            ((2025, 13, 1), (2026, 1, 1)),
            ((2025, 0, 10), (2024, 12, 10)),
            ((2025, -11, 1), (2024, 1, 1)),
            ((2025, 2, 30), (2025, 3, 2)),
            ((2025, 3, 0), (2025, 2, 28)),
        ] {
            assert_eq!(days_of(year, month, day), days_of(same.0, same.1, same.2));
        }
    }

    #[test]
    fn iso_weeks_belong_to_the_year_of_their_thursday() {
        for ((year, month, day), week) in
            [((2021, 1, 3), (2020, 53)), ((2021, 1, 4), (2021, 1)), ((2024, 12, 30), (2025, 1)), ((2027, 1, 1), (2026, 53))]
        {
            assert_eq!(iso_week(counted(year, month, day)), week);
        }
    }

    proptest! {
        #[test]
        fn every_timestamp_has_a_date_that_leads_back(at in any::<i64>()) {
            let Moment { days, date, hour, minute, second } = Moment::of(at);
            prop_assert_eq!(days_of(date.year, date.month, date.day), i128::from(days));
            prop_assert!((1..=days_in_month(date.year, date.month)).contains(&date.day));
            prop_assert_eq!(i128::from(days) * 86_400 + i128::from(hour * 3600 + minute * 60 + second), i128::from(at));
        }
    }
}
