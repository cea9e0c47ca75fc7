//! From the parts of a date text and a base to a moment.

use super::parts::{Edge, Parts, Weekday, WeekdayRule};
use crate::time::calendar::{DAY, Moment, date_of, days_of, weekday};

/// The Unix seconds that `parts` mean on `base`; `None` when they are beyond 64 bits.
///
/// In PHP's order: what is unset comes from the base; the edge of the month; the day of the week; years, months
/// and days together; the edge of the month that this leads to; working days; hours, minutes and seconds.
pub(super) fn moment(parts: &Parts, base: i64) -> Option<i64> {
    let now = Moment::of(base);
    let [hour, minute, second] = match parts.time {
        Some(time) => time,
        None if parts.has_date => [0; 3],
        None => [now.hour, now.minute, now.second],
    };
    let time = hour * 3600 + minute * 60 + second;
    let (year, month, day) =
        (parts.year.unwrap_or(now.date.year), parts.month.unwrap_or(now.date.month), parts.day.unwrap_or(now.date.day));

    let mut days = i64::try_from(at_edge(parts.edge, year, month, day) + i128::from(time.div_euclid(DAY))).ok()?;
    if parts.weekday.wanted {
        days = days.checked_add(to_weekday(&parts.weekday, weekday(days), parts.relative.days))?;
    }
    let date = date_of(days);
    let relative = &parts.relative;
    let days = at_edge(
        parts.edge,
        date.year.checked_add(relative.years)?,
        date.month.checked_add(relative.months)?,
        date.day.checked_add(relative.days)?,
    );
    let days = i64::try_from(days).ok()?;
    let days = days.checked_add(parts.working_days.map_or(0, |count| working_days(count, weekday(days))))?;

    let seconds = i128::from(days) * i128::from(DAY)
        + i128::from(time.rem_euclid(DAY))
        + i128::from(relative.hours) * 3600
        + i128::from(relative.minutes) * 60
        + relative.seconds
        - i128::from(parts.offset);
    i64::try_from(seconds).ok()
}

fn at_edge(edge: Option<Edge>, year: i64, month: i64, day: i64) -> i128 {
    match edge {
        None => days_of(year, month, day),
        Some(Edge::First) => days_of(year, month, 1),
        Some(Edge::Last) => days_of(year, month.saturating_add(1), 0),
    }
}

/// How many days lie between `today` (0 for Sunday) and the wanted day. Which of two it is depends on whether
/// the offset in days, which is still to come, goes back.
fn to_weekday(wanted: &Weekday, today: i64, days_to_come: i64) -> i64 {
    let day = wanted.day;
    match wanted.rule {
        WeekdayRule::OfTheWeek => match (day, today) {
            (0, 0) => 0,
            (0, _) => 7 - today,
            (_, 0) => day - 7,
            _ => day - today,
        },
        _ if day < 0 => -day - today - 7,
        _ if days_to_come < 0 => day - today + if day < today { 7 } else { 0 },
        WeekdayRule::AfterToday => day - today + if day <= today { 7 } else { 0 },
        WeekdayRule::FromToday => day - today + if day < today { 7 } else { 0 },
    }
}

/// How many days it takes to go `count` days from Monday to Friday, beginning on `today` (0 for Sunday).
fn working_days(count: i64, today: i64) -> i64 {
    let rest = count % 5;
    let over_weekend = match (count > 0, rest, today) {
        // Whole weeks end where they begin, and before or behind a weekend they began on.
        (true, 0, 0) => -2,
        (true, 0, 6) => -1,
        (true, 0, _) => 0,
        (true, _, 6) => 1,
        (true, _, _) if today + rest > 5 => 2,
        (false, 0, 6) => 2,
        (false, 0, 0) => 1,
        (false, 0, _) => 0,
        (false, _, 0) => -1,
        (false, _, _) if today + rest < 1 => -2,
        _ => 0,
    };
    count / 5 * 7 + over_weekend + rest
}
