//! Base of most cases: Wednesday, 15 January 2025, 13:14:15.

use proptest::prelude::*;

use super::strtotime;
use crate::time::calendar::{date_of, days_of};
use crate::time::date;

const BASE: i64 = 1_736_946_855;

/// What `text` means, as a date; `false` for PHP's false, `?` for what is not supported.
fn read(text: &str, base: i64) -> String {
    match strtotime(text.as_bytes(), base) {
        Ok(Some(at)) => String::from_utf8(date(b"Y-m-d H:i:s", at)).unwrap(),
        Ok(None) => "false".into(),
        Err(_) => "?".into(),
    }
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text, BASE), *expected, "{text}");
    }
}

#[test]
fn dates_are_read_in_all_their_forms() {
    check(&[
        ("2024-02-29", "2024-02-29 00:00:00"),
        ("2024-2-9", "2024-02-09 00:00:00"),
        ("2024/02/29", "2024-02-29 00:00:00"),
        ("20240229", "2024-02-29 00:00:00"),
        ("02/29/2024", "2024-02-29 00:00:00"),
        ("29.2.2024", "2024-02-29 00:00:00"),
        ("29 February 2024", "2024-02-29 00:00:00"),
        ("9 feb 2024", "2024-02-09 00:00:00"),
        ("February 29, 2024", "2024-02-29 00:00:00"),
        ("FEB 9 2024", "2024-02-09 00:00:00"),
        ("0001-01-01", "0001-01-01 00:00:00"),
        ("@0", "1970-01-01 00:00:00"),
        ("@-86400", "1969-12-31 00:00:00"),
        ("@5.999", "1970-01-01 00:00:05"),
    ]);
}

#[test]
fn days_of_shorter_months_carry_over_and_other_months_are_false() {
    check(&[
        ("2025-04-31", "2025-05-01 00:00:00"),
        ("2023-02-29 12:00", "2023-03-01 12:00:00"),
        ("2025-13-01", "false"),
        ("13/13/2025", "false"),
        ("1.13.2025", "false"),
        ("2025-01-32", "false"),
    ]);
}

#[test]
fn times_follow_dates_or_stand_alone() {
    check(&[
        ("2024-03-10 9:05", "2024-03-10 09:05:00"),
        ("2024-03-10 09:05:06.789", "2024-03-10 09:05:06"),
        ("2024-03-10T09:05", "2024-03-10 09:05:00"),
        ("2024-03-10T09:05:06", "2024-03-10 09:05:06"),
        ("2024-03-10T09:05:06.5Z", "2024-03-10 09:05:06"),
        ("20240310T09:05:06", "2024-03-10 09:05:06"),
        ("2024-03-10t09:05:06z", "2024-03-10 09:05:06"),
        ("10 March 2024   9:05", "2024-03-10 09:05:00"),
        ("23:59", "2025-01-15 23:59:00"),
        ("9:05:06", "2025-01-15 09:05:06"),
        ("2024-03-10 24:00", "2024-03-11 00:00:00"),
        ("25:00", "false"),
        ("12:60", "false"),
        ("12am", "2025-01-15 00:00:00"),
        ("12 PM", "2025-01-15 12:00:00"),
        ("7pm", "2025-01-15 19:00:00"),
        ("2024-03-10 7 am", "2024-03-10 07:00:00"),
        ("10:00 11:00", "false"),
        ("2024-03-10 2024-03-11", "false"),
    ]);
}

#[test]
fn zones_are_utc_and_offsets() {
    check(&[
        ("2024-03-10 09:05 UTC", "2024-03-10 09:05:00"),
        ("2024-03-10T09:05:06+02:00", "2024-03-10 07:05:06"),
        ("2024-03-10T09:05:06.25-03:30", "2024-03-10 12:35:06"),
        ("09:05 +01:00", "2025-01-15 08:05:00"),
        ("2024-03-10 09:05 CET", "?"),
        ("2024-03-10 09:05 Europe/Lisbon", "?"),
        ("2024-03-10 09:05 +0200", "?"),
        ("2024-03-10 09:05 blurb", "false"),
    ]);
}

#[test]
fn words_set_the_day_and_the_time() {
    check(&[
        ("now", "2025-01-15 13:14:15"),
        ("  NOW ", "2025-01-15 13:14:15"),
        ("today", "2025-01-15 00:00:00"),
        ("midnight", "2025-01-15 00:00:00"),
        ("noon", "2025-01-15 12:00:00"),
        ("yesterday", "2025-01-14 00:00:00"),
        ("tomorrow", "2025-01-16 00:00:00"),
        ("tomorrow 10:30", "2025-01-16 10:30:00"),
        ("10:30 tomorrow", "2025-01-16 00:00:00"),
        ("tomorrow noon", "2025-01-16 12:00:00"),
        ("noon tomorrow", "2025-01-16 00:00:00"),
    ]);
}

#[test]
fn units_move_the_base_and_keep_the_time() {
    check(&[
        ("+1 day", "2025-01-16 13:14:15"),
        ("-2 weeks", "2025-01-01 13:14:15"),
        ("1 fortnight ago", "2025-01-01 13:14:15"),
        ("+1 week 2 days 4 hours 2 seconds", "2025-01-24 17:14:17"),
        ("1 month 2 days ago", "2024-12-13 13:14:15"),
        ("+90 min", "2025-01-15 14:44:15"),
        ("-3600 secs", "2025-01-15 12:14:15"),
        ("next month", "2025-02-15 13:14:15"),
        ("last year", "2024-01-15 13:14:15"),
        ("previous day", "2025-01-14 13:14:15"),
        ("this hour", "2025-01-15 13:14:15"),
        ("2025-01-31 +1 month", "2025-03-03 00:00:00"),
        ("2024-02-29 +1 year", "2025-03-01 00:00:00"),
        ("2024-03-31 -1 month", "2024-03-02 00:00:00"),
        ("2025-01-10 10:00 +36 hours", "2025-01-11 22:00:00"),
        ("@86400 +1 day", "1970-01-03 00:00:00"),
    ]);
}

#[test]
fn working_days_leave_out_weekends() {
    let friday = "2025-01-17 08:00";
    check(&[
        ("+1 weekday", "2025-01-16 13:14:15"),
        ("+3 weekdays", "2025-01-20 13:14:15"),
        ("+5 weekdays", "2025-01-22 13:14:15"),
        ("-3 weekdays", "2025-01-10 13:14:15"),
        ("3 weekdays ago", "2025-01-10 13:14:15"),
        ("next weekday", "2025-01-16 00:00:00"),
        ("2025-01-18 +1 weekday", "2025-01-20 00:00:00"),
        ("2025-01-18 +5 weekdays", "2025-01-24 00:00:00"),
        ("2025-01-19 -1 weekday", "2025-01-17 00:00:00"),
        ("2025-01-19 -5 weekdays", "2025-01-13 00:00:00"),
    ]);
    assert_eq!(read(&format!("{friday} +1 weekday"), BASE), "2025-01-20 08:00:00");
}

#[test]
fn days_of_the_week_are_found() {
    check(&[
        ("wednesday", "2025-01-15 00:00:00"),
        ("Thursday", "2025-01-16 00:00:00"),
        ("tuesday", "2025-01-21 00:00:00"),
        ("tuesday 10:00", "2025-01-21 10:00:00"),
        ("next wednesday", "2025-01-22 00:00:00"),
        ("next thursday", "2025-01-16 00:00:00"),
        ("last wednesday", "2025-01-08 00:00:00"),
        ("last tuesday", "2025-01-14 00:00:00"),
        ("next week", "2025-01-20 13:14:15"),
        ("this week", "2025-01-13 13:14:15"),
        ("last week", "2025-01-06 13:14:15"),
        ("+1 week", "2025-01-22 13:14:15"),
        ("sunday this week", "2025-01-19 00:00:00"),
        ("monday next week", "2025-01-20 00:00:00"),
        ("last week friday", "2025-01-10 00:00:00"),
        ("-1 week monday", "2025-01-13 00:00:00"),
        ("+1 week monday", "2025-01-27 00:00:00"),
        ("2025-01-19 this week", "2025-01-13 00:00:00"),
        ("2025-01-19 sunday this week", "2025-01-19 00:00:00"),
    ]);
}

#[test]
fn months_have_a_first_and_a_last_day() {
    check(&[
        ("first day of next month", "2025-02-01 13:14:15"),
        ("last day of this month", "2025-01-31 13:14:15"),
        ("last day of last month", "2024-12-31 13:14:15"),
        ("first day of march", "2025-03-01 00:00:00"),
        ("last day of february 2024", "2024-02-29 00:00:00"),
        ("Last Day Of Feb 2025 10:00", "2025-02-28 10:00:00"),
        ("first day of january this year", "2025-01-01 00:00:00"),
        ("first day of", "?"),
        ("february 2024", "?"),
        ("march", "?"),
    ]);
    // From the 31st, the month before has no such day.
    assert_eq!(read("last day of last month", 1_743_379_200), "2025-02-28 00:00:00");
}

#[test]
fn blanks_alone_are_the_base_and_nothing_is_false() {
    check(&[("", "false"), (" ", "2025-01-15 13:14:15"), (" \t \n ", "2025-01-15 13:14:15")]);
}

#[test]
fn what_php_cannot_read_is_false() {
    check(&[
        ("garbage", "false"),
        ("1e3", "false"),
        ("5", "false"),
        ("2025-", "false"),
        ("+1 parsec", "false"),
        ("2025-03-04 and then", "false"),
        ("!", "false"),
        ("caf\u{e9}", "false"),
        ("@99999999999999999999", "false"),
        ("10:00 10:00 1st monday", "false"),
    ]);
}

#[test]
fn what_php_reads_besides_is_not_guessed() {
    check(&[
        ("2025", "?"),
        ("2025-W10", "?"),
        ("2025W101", "?"),
        ("2025-03", "?"),
        ("25-03-04", "?"),
        ("4-3-2025", "?"),
        ("4 March", "?"),
        ("March 4th, 2025", "?"),
        ("first monday of january 2025", "?"),
        ("mon", "?"),
        ("next mon", "?"),
        ("10:30 pm", "?"),
        ("10.30", "?"),
        ("back of 7pm", "?"),
        ("+1 monday", "?"),
        ("+5 msec", "?"),
        ("third day", "?"),
        ("monday ago", "?"),
        ("Mon, 15 Jan 2025 13:14:15 +0000", "?"),
        ("15/Jan/2025:13:14:15 +0000", "?"),
        ("T10:30", "?"),
        ("2025-01-15, 10:30", "?"),
        ("x", "?"),
        ("@0 @1", "?"),
    ]);
}

#[test]
fn years_far_out_are_an_error() {
    check(&[("+9999999999999 years", "?"), ("-9999999999999 months", "?"), ("@9223372036854775807 +1 sec", "?")]);
    assert_eq!(strtotime(b"+9999999999 days", BASE), Ok(Some(BASE + 9_999_999_999 * 86_400)));
    assert_eq!(strtotime(b"@9223372036854775807", 0), Ok(Some(i64::MAX)));
    assert!(strtotime(b"+1 day", i64::MAX).is_err());
    assert!(strtotime(&b"1 day ".repeat(100), 0).is_err());
}

proptest! {
    #[test]
    fn what_date_writes_is_read_back(at in -62_000_000_000_i64..250_000_000_000, base in any::<i64>()) {
        for format in ["Y-m-d H:i:s", "Y-m-d\\TH:i:sP", "c", "Ymd\\TH:i:s", "j F Y H:i:s", "M j, Y H:i:s", "m/d/Y H:i:s", "d.m.Y H:i:s", "\\@U"] {
            prop_assert_eq!(strtotime(&date(format.as_bytes(), at), base), Ok(Some(at)), "{}", format);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in any::<Vec<u8>>(), base in any::<i64>()) {
        let _ = strtotime(&text, base);
    }

    #[test]
    fn any_words_are_read_or_refused(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "+", "-", "@", "1", "99", "2025", "12:30", "-0001-01-01", "next", "last", "this", "week", "weekday",
                "monday", "sun", "day", "of", "first", "ago", "month", "jan", "\0", "utc", "Z", "am", "9999999999999",
            ]),
            0..9,
        ),
        blank in prop::sample::select(vec!["", " ", "-", "/"]),
        base in any::<i64>(),
    ) {
        let _ = strtotime(words.join(blank).as_bytes(), base);
    }

    #[test]
    fn days_and_months_move_the_parts_of_the_date(
        year in 1_i64..3000, month in 1..=12_i64, day in 1..=31_i64, days in -999..999_i64, months in -999..999_i64
    ) {
        let text = format!("{year:04}-{month:02}-{day:02} {days:+} days {months:+} months");
        let start = date_of(days_of(year, month, day) as i64);
        let expected = days_of(start.year, start.month + months, start.day + days) * 86_400;
        prop_assert_eq!(strtotime(text.as_bytes(), 0), Ok(i64::try_from(expected).ok()));
    }
}
