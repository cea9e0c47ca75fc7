//! `date`, `gmdate` and `idate`: a moment as text, by PHP's format letters (`expressions.md T1`).

use super::calendar::{DAY, Moment, day_of_year, days_in_month, is_leap, iso_week, iso_weekday, weekday};

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `date(format, at)`, `at` in Unix seconds; the zone is UTC. A letter of the format becomes at most 48 bytes.
pub fn date(format: &[u8], at: i64) -> Vec<u8> {
    formatted(format, at, "UTC")
}

/// `gmdate(format, at)`: as [`date`], but the zone's abbreviation (`T`) is `GMT`.
pub fn gmdate(format: &[u8], at: i64) -> Vec<u8> {
    formatted(format, at, "GMT")
}

/// `idate(format, at)`: one letter's value as an integer, which PHP cuts to 32 bits. `None` is PHP's false: the
/// format is not one letter, no letter that gives a number, or the number is -1.
pub fn idate(format: &[u8], at: i64) -> Option<i64> {
    let &[letter] = format else { return None };
    let Moment { days, date, hour, minute, second } = Moment::of(at);
    let value = match letter {
        b'B' => swatch_beat(at),
        b'd' | b'j' => date.day,
        b'g' | b'h' => hour_of_twelve(hour),
        b'G' | b'H' => hour,
        b'i' => minute,
        b'I' | b'Z' => 0,
        b'L' => i64::from(is_leap(date.year)),
        b'm' | b'n' => date.month,
        b'N' => iso_weekday(days),
        b'o' => iso_week(days).0,
        b's' => second,
        b't' => days_in_month(date.year, date.month),
        b'U' => at,
        b'w' => weekday(days),
        b'W' => iso_week(days).1,
        b'y' => date.year % 100,
        b'Y' => date.year,
        b'z' => day_of_year(days, date.year),
        _ => return None,
    };
    match value as i32 {
        -1 => None,
        value => Some(i64::from(value)),
    }
}

fn formatted(format: &[u8], at: i64, abbreviation: &str) -> Vec<u8> {
    let moment = Moment::of(at);
    let mut out = Vec::with_capacity(format.len() * 3);
    let mut letters = format.iter();
    while let Some(&letter) = letters.next() {
        match letter {
            // PHP reads one byte past a format that ends in a backslash, and finds its terminator.
            b'\\' => out.push(letters.next().copied().unwrap_or(0)),
            _ => push_letter(&mut out, letter, at, &moment, abbreviation),
        }
    }
    out
}

fn push_letter(out: &mut Vec<u8>, letter: u8, at: i64, moment: &Moment, abbreviation: &str) {
    let Moment { days, date, hour, minute, second } = *moment;
    match letter {
        b'd' => push_number(out, date.day, 2),
        b'D' => out.extend_from_slice(&day_name(days).as_bytes()[..3]),
        b'j' => push_number(out, date.day, 1),
        b'l' => out.extend_from_slice(day_name(days).as_bytes()),
        b'N' => push_number(out, iso_weekday(days), 1),
        b'S' => out.extend_from_slice(suffix(date.day).as_bytes()),
        b'w' => push_number(out, weekday(days), 1),
        b'z' => push_number(out, day_of_year(days, date.year), 1),
        b'W' => push_number(out, iso_week(days).1, 2),
        b'o' => push_number(out, iso_week(days).0, 1),
        b'F' => out.extend_from_slice(month_name(date.month).as_bytes()),
        b'M' => out.extend_from_slice(&month_name(date.month).as_bytes()[..3]),
        b'm' => push_number(out, date.month, 2),
        b'n' => push_number(out, date.month, 1),
        b't' => push_number(out, days_in_month(date.year, date.month), 1),
        b'L' => push_number(out, i64::from(is_leap(date.year)), 1),
        b'Y' => push_year(out, date.year, ""),
        b'x' => push_year(out, date.year, if date.year >= 10_000 { "+" } else { "" }),
        b'X' => push_year(out, date.year, "+"),
        b'y' => push_number(out, date.year % 100, 2),
        b'a' => out.extend_from_slice(if hour < 12 { b"am" } else { b"pm" }),
        b'A' => out.extend_from_slice(if hour < 12 { b"AM" } else { b"PM" }),
        b'B' => push_number(out, swatch_beat(at), 3),
        b'g' => push_number(out, hour_of_twelve(hour), 1),
        b'G' => push_number(out, hour, 1),
        b'h' => push_number(out, hour_of_twelve(hour), 2),
        b'H' => push_number(out, hour, 2),
        b'i' => push_number(out, minute, 2),
        b's' => push_number(out, second, 2),
        b'u' => out.extend_from_slice(b"000000"),
        b'v' => out.extend_from_slice(b"000"),
        b'e' => out.extend_from_slice(b"UTC"),
        b'I' | b'Z' => out.push(b'0'),
        b'O' => out.extend_from_slice(b"+0000"),
        b'P' => out.extend_from_slice(b"+00:00"),
        b'p' => out.push(b'Z'),
        b'T' => out.extend_from_slice(abbreviation.as_bytes()),
        b'c' => {
            push_number(out, date.year, 4);
            push_each(out, b"-m-d\\TH:i:sP", at, moment);
        }
        b'r' => {
            push_each(out, b"D, d M ", at, moment);
            push_number(out, date.year, 4);
            push_each(out, b" H:i:s O", at, moment);
        }
        b'U' => push_number(out, at, 1),
        other => out.push(other),
    }
}

/// The pieces of `c` and `r`, which hold no letter that repeats this.
fn push_each(out: &mut Vec<u8>, format: &[u8], at: i64, moment: &Moment) {
    for &letter in format {
        match letter {
            b'\\' => {}
            b'T' => out.push(b'T'),
            _ => push_letter(out, letter, at, moment, ""),
        }
    }
}

/// In decimal with leading zeros up to `width`, which counts the sign, as C's `%0*d` does.
fn push_number(out: &mut Vec<u8>, value: i64, width: usize) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    while rest > 0 || at == digits.len() {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let sign = usize::from(value < 0);
    if sign == 1 {
        out.push(b'-');
    }
    let zeros = width.saturating_sub(sign + digits.len() - at);
    out.extend(std::iter::repeat_n(b'0', zeros));
    out.extend_from_slice(&digits[at..]);
}

fn push_year(out: &mut Vec<u8>, year: i64, plus: &str) {
    out.extend_from_slice(if year < 0 { "-" } else { plus }.as_bytes());
    push_number(out, year.abs(), 4);
}

fn day_name(days: i64) -> &'static str {
    DAYS[weekday(days) as usize]
}

fn month_name(month: i64) -> &'static str {
    MONTHS[month as usize - 1]
}

fn suffix(day: i64) -> &'static str {
    match (day / 10, day % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn hour_of_twelve(hour: i64) -> i64 {
    match hour % 12 {
        0 => 12,
        hour => hour,
    }
}

/// Swatch Internet time: thousandths of the day at UTC+1. Before 1970 PHP takes the remainder's sign along.
fn swatch_beat(at: i64) -> i64 {
    let tenths = (at % DAY + 3600) * 10;
    let tenths = if tenths < 0 { tenths + 864_000 } else { tenths };
    tenths / 864 % 1000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(format: &str, at: i64) -> String {
        String::from_utf8(date(format.as_bytes(), at)).unwrap()
    }

    /// 2023-02-05 09:08:07, a Sunday.
    const AT: i64 = 1_675_588_087;

    #[test]
    fn every_letter_is_known() {
        for (format, expected) in [
            ("d D j l N S w z", "05 Sun 5 Sunday 7 th 0 35"),
            ("W o F M m n t L", "05 2023 February Feb 02 2 28 0"),
            ("Y y x X", "2023 23 2023 +2023"),
            ("a A B g G h H i s u v", "am AM 422 9 9 09 09 08 07 000000 000"),
            ("e I O P p T Z", "UTC 0 +0000 +00:00 Z UTC 0"),
            ("c", "2023-02-05T09:08:07+00:00"),
            ("r", "Sun, 05 Feb 2023 09:08:07 +0000"),
            ("U", "1675588087"),
            ("\\Y\\\\Y q-Q?", "Y\\2023 q-Q?"),
            ("", ""),
        ] {
            assert_eq!(text(format, AT), expected, "{format}");
        }
        assert_eq!(gmdate(b"T e", AT), b"GMT UTC");
    }

    #[test]
    fn a_backslash_at_the_end_gives_a_zero_byte() {
        assert_eq!(date(b"Y\\", AT), b"2023\0");
    }

    #[test]
    fn days_have_their_suffixes() {
        let suffixes: Vec<String> = (0..31).map(|day| text("jS", day * DAY)).collect();
        for day in ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "30th", "31st"] {
            assert!(suffixes.iter().any(|suffix| suffix == day), "{day}");
        }
    }

    #[test]
    fn twelve_is_noon_and_midnight() {
        assert_eq!(text("g h a", 0), "12 12 am");
        assert_eq!(text("g h A", 12 * 3600), "12 12 PM");
        assert_eq!(text("g h a", 13 * 3600), "1 01 pm");
    }

    #[test]
    fn years_far_out_are_written_as_php_writes_them() {
        // 0001-01-01, the day before it, and the last second that 64 bits hold.
        let year_one = -62_135_596_800;
        assert_eq!(text("Y x X c", year_one), "0001 0001 +0001 0001-01-01T00:00:00+00:00");
        assert_eq!(text("Y y", year_one - 400 * 365 * DAY), "-0399 -99");
        assert_eq!(text("c", year_one - 400 * 365 * DAY), "-399-04-08T00:00:00+00:00");
        assert_eq!(text("Y-m-d H:i:s", i64::MAX), "292277026596-12-04 15:30:07");
        assert_eq!(text("Y-m-d H:i:s", i64::MIN), "-292277022657-01-27 08:29:52");
        assert_eq!(text("x", 253_402_300_800), "+10000");
    }

    #[test]
    fn idate_gives_numbers_and_false() {
        for (format, expected) in [
            ("Y", Some(2023)),
            ("y", Some(23)),
            ("N", Some(7)),
            ("w", Some(0)),
            ("z", Some(35)),
            ("o", Some(2023)),
            ("W", Some(5)),
            ("t", Some(28)),
            ("h", Some(9)),
            ("B", Some(422)),
            ("U", Some(AT)),
            ("D", None),
            ("", None),
            ("YY", None),
        ] {
            assert_eq!(idate(format.as_bytes(), AT), expected, "{format}");
        }
        assert_eq!(idate(b"U", 3_000_000_000), Some(3_000_000_000 - (1 << 32)));
        assert_eq!(idate(b"U", -1), None);
    }

    proptest! {
        #[test]
        fn any_format_at_any_time_gives_text(format in any::<Vec<u8>>(), at in any::<i64>()) {
            prop_assert!(date(&format, at).len() <= format.len() * 48);
            idate(&format, at);
        }
    }
}
