//! The tokens of date texts, in PHP's order: the longest wins, the first of equally long ones. A rule for what
//! `expressions.md T2` names stands before the one for what PHP reads besides.

use std::sync::LazyLock;

use super::grammar::Piece::{self, Alt, Any, Digits, Exact, ExactOf, Letters, Many, Number, One, Opt, Seq, Three, Two, Word, Words};
use super::grammar::{longest, may_begin};

/// What a token is. Those from [`Form::OtherTime`] on are read by PHP, but not named by T2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `now`
    Now,
    /// `today`, `midnight`
    Midnight,
    /// `noon`
    Noon,
    /// `yesterday`
    Yesterday,
    /// `tomorrow`
    Tomorrow,
    /// `@seconds`, perhaps with a fraction.
    Timestamp,
    /// `first day of`
    FirstDayOf,
    /// `last day of`
    LastDayOf,
    /// `3 pm`
    HourOfTwelve,
    /// `10:30`, with seconds and a fraction or without.
    Time,
    /// Year, month and day in digits.
    YearMonthDay,
    /// The same without separators.
    Compact,
    /// `MM/DD/YYYY`
    MonthDayYear,
    /// `D.M.YYYY`
    DayMonthYear,
    /// `4 March 2025`
    DayNameYear,
    /// `March 4, 2025`
    NameDayYear,
    /// `March 2025`
    NameYear,
    /// `March`
    Name,
    /// `2025-03-04T05:06:07`, with a fraction and an offset or without.
    DateTime,
    /// The same with the date in eight digits.
    CompactDateTime,
    /// `ago`
    Ago,
    /// `monday`
    Weekday,
    /// `next week`
    Week,
    /// `next month`, `next weekday`
    Next,
    /// `next monday`, `last monday`
    NextWeekday,
    /// `+2 days`
    Amount,
    /// `Z`, `UTC`
    Utc,
    /// `+02:00`
    Offset,
    /// Spaces, tabs, line feeds.
    Blank,
    /// A time.
    OtherTime,
    /// A time after which nothing of the time before is left.
    OtherTimeOfDay,
    /// A date.
    OtherDate,
    /// A date with a time.
    OtherDateTime,
    /// Four digits: a time, or after one a year.
    FourDigits,
    /// A relative form that resets the time.
    OtherWeekday,
    /// Anything else that changes neither date nor time of what is read.
    Other,
    /// A zone by name.
    ZoneName,
    /// A zone by offset.
    OtherOffset,
}

struct Rule {
    form: Form,
    pieces: &'static [Piece],
}

const fn rule(form: Form, pieces: &'static [Piece]) -> Rule {
    Rule { form, pieces }
}

/// For each byte the rules that a token may fit that begins with it.
static BY_FIRST: LazyLock<Vec<Vec<&Rule>>> =
    LazyLock::new(|| (0..=u8::MAX).map(|first| RULES.iter().filter(|rule| may_begin(rule.pieces, first)).collect()).collect());

/// The token at `at`, and where it ends; `None` when PHP knows none.
pub(super) fn token(text: &[u8], at: usize) -> Option<(Form, usize)> {
    let mut best: Option<(Form, usize)> = None;
    for rule in &BY_FIRST[usize::from(*text.get(at)?)] {
        if let Some(end) = longest(rule.pieces, text, at)
            && best.is_none_or(|(_, longest)| end > longest)
        {
            best = Some((rule.form, end));
        }
    }
    best
}

/// Whole names of months; the three letters that stand for them begin them.
pub(super) const MONTHS: &[&str] =
    &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Whole names of the days of the week, from Sunday.
pub(super) const WEEKDAYS: &[&str] = &["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const SHORT_MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const SHORT_WEEKDAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eight", "eighth", "ninth", "tenth", "eleventh", "twelfth", "next",
    "last", "previous", "this",
];

const PLURAL: Piece = Opt(&[Word("s")]);
const MONTH_NAME: Piece = Alt(&[Words(MONTHS), Words(SHORT_MONTHS)]);
const WEEKDAY_NAME: Piece = Alt(&[Seq(&[Words(WEEKDAYS), PLURAL]), Words(SHORT_WEEKDAYS)]);
const WORKING_DAY: Piece = Seq(&[Word("weekday"), PLURAL]);
/// All but `week`, which goes with other words.
const UNIT: Piece = Alt(&[
    Seq(&[Words(&["sec", "second", "min", "minute", "hour", "day", "fortnight", "month", "year"]), PLURAL]),
    Word("weeks"),
    WORKING_DAY,
]);
const OTHER_UNIT: Piece =
    Alt(&[Words(&["ms", "\u{b5}s"]), Seq(&[Words(&["msec", "millisecond", "usec", "\u{b5}sec", "microsecond", "forthnight"]), PLURAL])]);
const SPACE: Piece = Many(" \t");
const YEAR: Piece = Digits(1, 4);
const YEAR4: Piece = Digits(4, 4);
const MONTH: Piece = Number(0, 12);
const MONTH2: Piece = Two(0, 12);
const DAY2: Piece = Two(0, 31);
const HOUR: Piece = Number(0, 24);
const HOUR2: Piece = Two(0, 24);
const HOUR12: Piece = Number(1, 12);
const MINUTE: Piece = Number(0, 59);
const MINUTE2: Piece = Two(0, 59);
const SECOND: Piece = Number(0, 60);
const SECOND2: Piece = Two(0, 60);
const FRACTION: Piece = Digits(1, usize::MAX);
const ISO_DATE: Piece = Seq(&[YEAR4, Exact("-"), MONTH2, Exact("-"), DAY2]);
const ISO_TIME: Piece = Seq(&[HOUR2, Exact(":"), MINUTE2, Exact(":"), SECOND2]);
/// A day, which may have its suffix.
const DAY: Piece = Seq(&[Number(0, 31), Opt(&[ExactOf(&["st", "nd", "rd", "th"])])]);
const ANY_MONTH: Piece =
    Alt(&[MONTH_NAME, Word("sept"), ExactOf(&["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"])]);
const MONTH_ABBREVIATION: Piece = Alt(&[Words(SHORT_MONTHS), Word("sept")]);
const AM_PM: Piece = Seq(&[Words(&["am", "pm"]), One("\0\t ")]);
const MERIDIAN: Piece = Seq(&[One("AaPp"), Opt(&[Exact(".")]), One("Mm"), Opt(&[Exact(".")]), One("\0\t ")]);
const ANY_OFFSET: Piece = Seq(&[
    Opt(&[Exact("GMT")]),
    One("+-"),
    Alt(&[Seq(&[HOUR, Opt(&[Opt(&[Exact(":")]), MINUTE])]), Seq(&[HOUR2, MINUTE2, SECOND2]), ISO_TIME]),
]);
const ANY_ZONE: Piece = Alt(&[Seq(&[Opt(&[Exact("(")]), Letters(1, 6), Opt(&[Exact(")")])]), Piece::ZoneName]);
/// `March 4`, before a time or alone.
const NAME_DAY: Piece = Seq(&[ANY_MONTH, Any(" .\t-"), DAY, Alt(&[Many(",.stndrh\t "), One("\0")])]);
const ANY_UNIT: Piece = Alt(&[UNIT, OTHER_UNIT, WEEKDAY_NAME, Word("week")]);
const RELATIVE: Piece = Words(&["next", "last", "previous", "this"]);

static RULES: &[Rule] = &[
    rule(Form::Yesterday, &[Word("yesterday")]),
    rule(Form::Now, &[Word("now")]),
    rule(Form::Noon, &[Word("noon")]),
    rule(Form::Midnight, &[Words(&["midnight", "today"])]),
    rule(Form::Tomorrow, &[Word("tomorrow")]),
    rule(Form::Timestamp, &[Exact("@"), Opt(&[Exact("-")]), Digits(1, usize::MAX), Opt(&[Exact("."), Digits(0, 6)])]),
    rule(Form::FirstDayOf, &[Word("first day of")]),
    rule(Form::LastDayOf, &[Word("last day of")]),
    rule(Form::OtherTimeOfDay, &[Words(&["back of ", "front of "]), HOUR, Opt(&[Opt(&[SPACE]), MERIDIAN])]),
    rule(Form::OtherWeekday, &[Words(ORDINALS), SPACE, WEEKDAY_NAME, SPACE, Word("of")]),
    rule(Form::HourOfTwelve, &[HOUR12, Opt(&[SPACE]), AM_PM]),
    rule(Form::OtherTime, &[HOUR12, Opt(&[One(":."), MINUTE2]), Opt(&[SPACE]), MERIDIAN]),
    rule(Form::OtherTime, &[HOUR12, One(":."), MINUTE, One(":."), SECOND2, Opt(&[SPACE]), MERIDIAN]),
    rule(Form::OtherTime, &[HOUR12, Exact(":"), MINUTE2, Exact(":"), SECOND2, One(":."), FRACTION, MERIDIAN]),
    rule(Form::Time, &[Opt(&[Word("t")]), HOUR, Exact(":"), MINUTE, Opt(&[Exact(":"), SECOND, Opt(&[Exact("."), FRACTION])])]),
    rule(Form::OtherTime, &[Opt(&[Word("t")]), HOUR, One(":."), MINUTE, Opt(&[One(":."), SECOND, Opt(&[Exact("."), FRACTION])])]),
    rule(Form::OtherTime, &[Word("t"), HOUR]),
    rule(Form::FourDigits, &[Opt(&[Word("t")]), HOUR2, MINUTE2]),
    rule(Form::OtherTime, &[Opt(&[Word("t")]), HOUR2, MINUTE2, SECOND2]),
    rule(Form::MonthDayYear, &[MONTH, Exact("/"), Number(0, 31), Exact("/"), YEAR4]),
    rule(Form::OtherDate, &[MONTH, Exact("/"), DAY, Opt(&[Exact("/"), YEAR])]),
    rule(Form::YearMonthDay, &[ISO_DATE]),
    rule(Form::YearMonthDay, &[YEAR4, Exact("/"), MONTH, Exact("/"), Number(0, 31)]),
    rule(Form::OtherDate, &[Opt(&[One("+-")]), ISO_DATE]),
    rule(Form::OtherDate, &[YEAR4, Exact("/"), MONTH2, Exact("/"), DAY2, Exact("/")]),
    rule(Form::OtherDate, &[YEAR4, Exact("/"), MONTH, Exact("/"), DAY]),
    rule(Form::OtherDate, &[One("+-"), Digits(5, 19), Exact("-"), MONTH2, Exact("-"), DAY2]),
    rule(Form::OtherDate, &[YEAR4, Exact("-"), MONTH]),
    rule(Form::YearMonthDay, &[YEAR4, Exact("-"), MONTH, Exact("-"), Number(0, 31)]),
    rule(Form::OtherDate, &[YEAR, Exact("-"), MONTH, Exact("-"), DAY]),
    rule(Form::DayNameYear, &[Number(0, 31), SPACE, MONTH_NAME, SPACE, YEAR4]),
    rule(Form::OtherDate, &[DAY, Any(" \t.-"), ANY_MONTH, Any(" \t.-"), YEAR]),
    rule(Form::DayMonthYear, &[Number(0, 31), Exact("."), MONTH, Exact("."), YEAR4]),
    rule(Form::OtherDate, &[DAY, One(".\t-"), MONTH, One(".-"), YEAR4]),
    rule(Form::OtherDate, &[DAY, One(".\t"), MONTH, Exact("."), Digits(2, 2)]),
    rule(Form::NameYear, &[MONTH_NAME, SPACE, YEAR4]),
    rule(Form::OtherDate, &[ANY_MONTH, Any(" .\t-"), YEAR4]),
    rule(Form::OtherDate, &[YEAR4, Any(" .\t-"), ANY_MONTH]),
    rule(Form::NameDayYear, &[MONTH_NAME, SPACE, Number(0, 31), Alt(&[SPACE, Seq(&[Exact(","), Any(" \t")])]), YEAR4]),
    rule(Form::OtherDate, &[ANY_MONTH, Any(" .\t-"), DAY, Many(",.stndrh\t "), YEAR]),
    rule(Form::OtherDate, &[NAME_DAY]),
    rule(Form::OtherDate, &[DAY, Any(" .\t-"), ANY_MONTH]),
    rule(Form::Compact, &[YEAR4, MONTH2, DAY2]),
    rule(Form::CompactDateTime, &[YEAR4, MONTH2, DAY2, Exact("T"), HOUR, Exact(":"), MINUTE2, Exact(":"), SECOND2]),
    rule(Form::OtherDateTime, &[YEAR4, MONTH2, DAY2, Word("t"), HOUR, MINUTE2, SECOND2]),
    rule(Form::DateTime, &[ISO_DATE, Exact("T"), ISO_TIME, Exact("."), FRACTION, Opt(&[One("+-"), HOUR2, Exact(":"), MINUTE2])]),
    rule(Form::OtherDateTime, &[ISO_DATE, Exact("T"), ISO_TIME, Exact("."), FRACTION, ANY_OFFSET]),
    rule(Form::DateTime, &[YEAR4, Exact("-"), MONTH, Exact("-"), Number(0, 31), Exact("T"), HOUR, Exact(":"), MINUTE, Exact(":"), SECOND]),
    rule(Form::OtherDateTime, &[YEAR4, Exact("-"), MONTH, Exact("-"), DAY, Exact("T"), HOUR, Exact(":"), MINUTE, Exact(":"), SECOND]),
    rule(Form::OtherDateTime, &[YEAR4, Exact(":"), MONTH2, Exact(":"), DAY2, Exact(" "), ISO_TIME]),
    rule(Form::OtherDate, &[YEAR4, Opt(&[One(".-")]), Three(1, 366)]),
    rule(Form::OtherDate, &[YEAR4, Opt(&[Exact("-")]), Exact("W"), Two(1, 53), Opt(&[Opt(&[Exact("-")]), One("01234567")])]),
    rule(Form::OtherDate, &[MONTH_ABBREVIATION, Exact("-"), DAY2, Exact("-"), YEAR]),
    rule(Form::OtherDate, &[YEAR, Exact("-"), MONTH_ABBREVIATION, Exact("-"), DAY2]),
    rule(Form::OtherDateTime, &[DAY, Exact("/"), MONTH_ABBREVIATION, Exact("/"), YEAR4, Exact(":"), ISO_TIME, SPACE, ANY_OFFSET]),
    rule(Form::Other, &[YEAR4]),
    rule(Form::Ago, &[Word("ago")]),
    rule(Form::Weekday, &[Words(WEEKDAYS)]),
    rule(Form::OtherWeekday, &[WEEKDAY_NAME]),
    rule(Form::OtherWeekday, &[WORKING_DAY]),
    rule(Form::Week, &[RELATIVE, SPACE, Word("week")]),
    rule(Form::Next, &[RELATIVE, SPACE, UNIT]),
    rule(Form::NextWeekday, &[Words(&["next", "last"]), SPACE, Words(WEEKDAYS)]),
    rule(Form::OtherWeekday, &[Words(ORDINALS), SPACE, WEEKDAY_NAME]),
    rule(Form::OtherWeekday, &[Words(ORDINALS), SPACE, WORKING_DAY]),
    rule(Form::Other, &[Words(ORDINALS), SPACE, Alt(&[UNIT, OTHER_UNIT])]),
    rule(Form::Name, &[MONTH_NAME]),
    rule(Form::OtherDate, &[Word("sept")]),
    rule(Form::Utc, &[Words(&["z", "utc"])]),
    rule(Form::Offset, &[One("+-"), HOUR2, Exact(":"), MINUTE2]),
    rule(Form::OtherOffset, &[ANY_OFFSET]),
    rule(Form::ZoneName, &[ANY_ZONE]),
    rule(Form::OtherDateTime, &[NAME_DAY, HOUR12, One(":."), MINUTE2, Opt(&[One(":."), SECOND2]), Opt(&[SPACE]), MERIDIAN]),
    rule(Form::OtherDateTime, &[NAME_DAY, Opt(&[Word("t")]), HOUR, One(":."), MINUTE, Opt(&[One(":."), SECOND])]),
    rule(
        Form::OtherDateTime,
        &[NAME_DAY, Opt(&[Word("t")]), HOUR, One(":."), MINUTE, One(":."), SECOND2, Opt(&[SPACE]), Alt(&[ANY_OFFSET, ANY_ZONE])],
    ),
    rule(Form::Amount, &[Opt(&[One("+-")]), Any(" \t"), Digits(1, 13), Opt(&[SPACE]), Alt(&[UNIT, Word("week")])]),
    rule(Form::Other, &[Any("+-"), Any(" \t"), Digits(1, 13), Opt(&[SPACE]), ANY_UNIT]),
    rule(Form::Other, &[One(".,")]),
    rule(Form::Other, &[Exact("\u{a0}")]),
    rule(Form::Other, &[Exact("\u{202f}")]),
    rule(Form::Blank, &[SPACE]),
    rule(Form::Blank, &[One("\0\n")]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_by_first_byte_leaves_out_no_rule_that_fits() {
        for first in 0..=u8::MAX {
            for rest in ["", "0", "5:00", "-01-01", " mar 2025", "ar 4", "ext day", "onday", "+05", "2 days", "am", "/Bc", "1.25"] {
                let text = [&[first], rest.as_bytes()].concat();
                for rule in RULES.iter().filter(|rule| longest(rule.pieces, &text, 0).is_some()) {
                    assert!(may_begin(rule.pieces, first), "{:?} on {text:?}", rule.pieces);
                }
            }
        }
    }
}
