//! When a task is expected to be finished: turn-around times and business days (`tasks.md F14`, F15).

use std::sync::LazyLock;

use jiff::civil::{DateTime, Time, Weekday, time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

use crate::error::PlanError;

/// The turn-around times that stand for business days, and the one for "best effort".
const BUSINESS_DAYS: std::ops::RangeInclusive<i64> = 1..=7;
const BEST_EFFORT: i64 = -1;
const BEST_EFFORT_SECONDS: i64 = 604_800;

const OPENING: Time = time(6, 0, 0, 0);
const CLOSING: Time = time(18, 0, 0, 0);

/// The name of the zone whose days count.
const ZONE: &str = "America/New_York";

static NEW_YORK: LazyLock<Option<TimeZone>> = LazyLock::new(|| TimeZone::get(ZONE).ok());

/// When a task that is queued now is expected to be finished, Unix seconds (F14).
///
/// # Errors
/// The clock is outside the years of the calendar, or the zone of the business days is not known.
pub(crate) fn expected_finish(now: i64, turn_around_time: i64) -> Result<i64, PlanError> {
    if BUSINESS_DAYS.contains(&turn_around_time) {
        let zone = NEW_YORK.as_ref().ok_or(PlanError::NoTimeZone { name: ZONE })?;
        return after_business_days(zone, now, turn_around_time).map_err(|_| PlanError::Clock { now });
    }
    let delay = if turn_around_time == BEST_EFFORT { BEST_EFFORT_SECONDS } else { turn_around_time };
    Ok(now.saturating_add(delay))
}

/// One step a day, in the wall-clock time of the zone.
fn after_business_days(zone: &TimeZone, now: i64, days: i64) -> Result<i64, jiff::Error> {
    let mut at = zone.to_datetime(Timestamp::from_second(now)?);
    for _ in 0..days {
        at = next_business_time(at)?;
    }
    Ok(zone.to_timestamp(at)?.as_second())
}

fn next_business_time(at: DateTime) -> Result<DateTime, jiff::Error> {
    let later = |days: i64| at.checked_add(Span::new().try_days(days)?);
    match at.date().weekday() {
        Weekday::Saturday => return Ok(later(2)?.date().to_datetime(CLOSING)),
        Weekday::Sunday => return Ok(later(1)?.date().to_datetime(CLOSING)),
        Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => {}
    }
    let next = if at.time() < OPENING {
        at.date().to_datetime(CLOSING)
    } else if at.time() <= CLOSING {
        later(1)?
    } else {
        later(1)?.date().to_datetime(CLOSING)
    };
    match next.date().weekday() {
        Weekday::Saturday | Weekday::Sunday => next.checked_add(2.days()),
        Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => Ok(next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new_york(text: &str) -> i64 {
        NEW_YORK.as_ref().unwrap().to_timestamp(text.parse::<DateTime>().unwrap()).unwrap().as_second()
    }

    #[test]
    fn business_days_are_counted_in_new_york() {
        let cases = [
            ("2026-03-02T10:00:00", 1, "2026-03-03T10:00:00", 86_400),
            ("2026-03-02T10:00:00", 7, "2026-03-11T10:00:00", 774_000),
            ("2026-03-02T05:59:59", 1, "2026-03-02T18:00:00", 43_201),
            ("2026-03-02T05:59:59", 2, "2026-03-03T18:00:00", 129_601),
            ("2026-03-02T06:00:00", 1, "2026-03-03T06:00:00", 86_400),
            ("2026-03-02T18:00:00", 1, "2026-03-03T18:00:00", 86_400),
            ("2026-03-02T18:00:01", 1, "2026-03-03T18:00:00", 86_399),
            ("2026-03-06T10:00:00", 1, "2026-03-09T10:00:00", 255_600),
            ("2026-03-06T19:00:00", 2, "2026-03-10T18:00:00", 338_400),
            ("2026-03-07T12:00:00", 1, "2026-03-09T18:00:00", 190_800),
            ("2026-03-08T01:00:00", 2, "2026-03-10T18:00:00", 230_400),
            ("2026-10-30T12:00:00", 3, "2026-11-04T12:00:00", 435_600),
        ];
        for (now, days, finish, delay) in cases {
            let now_seconds = new_york(now);
            let expected = expected_finish(now_seconds, days).unwrap();
            assert_eq!((expected, expected - now_seconds), (new_york(finish), delay), "{now} {days}");
        }
    }

    #[test]
    fn other_turn_around_times_are_seconds_and_best_effort_is_a_week() {
        let cases = [(-1, 604_800), (0, 0), (8, 8), (1_800, 1_800), (864_000, 864_000), (-2, -2)];
        for (turn_around_time, delay) in cases {
            assert_eq!(expected_finish(1_772_463_600, turn_around_time).unwrap(), 1_772_463_600 + delay);
        }
        assert_eq!(expected_finish(i64::MAX, i64::MAX), Ok(i64::MAX));
    }

    #[test]
    fn a_clock_outside_the_calendar_is_an_error() {
        assert_eq!(expected_finish(i64::MAX, 3), Err(PlanError::Clock { now: i64::MAX }));
    }
}
