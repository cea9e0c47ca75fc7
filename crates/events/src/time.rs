//! `eventTime`: three ways to write one moment (`event.md`).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Unix seconds of `YYYY-MM-DD HH:MM:SS` in the source's zone, RFC 3339, or Unix seconds as text.
pub(crate) fn parse(text: &str, zone: &TimeZone) -> Option<i64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp.as_second());
    }
    let civil: DateTime = text.parse().ok()?;
    // In a gap or fold of daylight saving the earlier reading counts.
    zone.to_timestamp(civil).ok().map(|timestamp| timestamp.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_each_of_its_forms() {
        let new_york = TimeZone::get("America/New_York").unwrap();
        for (text, zone, expected) in [
            ("1767225600", &TimeZone::UTC, Some(1_767_225_600)),
            ("2026-01-01 00:00:00", &TimeZone::UTC, Some(1_767_225_600)),
            ("2025-12-31 19:00:00", &new_york, Some(1_767_225_600)),
            ("2026-01-01T01:00:00+01:00", &new_york, Some(1_767_225_600)),
            ("2026-01-01T00:00:00Z", &new_york, Some(1_767_225_600)),
            ("yesterday", &TimeZone::UTC, None),
            ("", &TimeZone::UTC, None),
        ] {
            assert_eq!(parse(text, zone), expected, "{text}");
        }
    }
}
