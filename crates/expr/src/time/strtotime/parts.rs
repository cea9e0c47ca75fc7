//! The tokens of a date text, read one after the other into what they set.

use super::rules::{Form, MONTHS, WEEKDAYS, token};
use super::zones;

/// What a date text says. A part that it does not set is `None`: it comes from the base.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub year: Option<i64>,
    pub month: Option<i64>,
    pub day: Option<i64>,
    /// Hour, minute and second.
    pub time: Option<[i64; 3]>,
    /// Seconds east of UTC.
    pub offset: i64,
    /// Added at last.
    pub relative: Relative,
    pub weekday: Weekday,
    /// Days from Monday to Friday to go.
    pub working_days: Option<i64>,
    pub edge: Option<Edge>,
    /// A date was said: without a time it is 00:00.
    pub has_date: bool,
    /// How many times were said since the last that reset it; a second is an error, but for four digits.
    times: u8,
    zones: u8,
    seen: Seen,
}

/// An offset, unit by unit.
#[derive(Debug, Default)]
pub(super) struct Relative {
    pub years: i64,
    pub months: i64,
    pub days: i64,
    pub hours: i64,
    pub minutes: i64,
    /// `@seconds` alone may take all of 64 bits.
    pub seconds: i128,
}

/// The day of the week to go to.
#[derive(Debug, Default)]
pub(super) struct Weekday {
    /// Whether one is wanted.
    pub wanted: bool,
    /// 0 for Sunday to 6; negative when an `ago` turned it round, -7 for Sunday.
    pub day: i64,
    pub rule: WeekdayRule,
}

/// Which of the days of that name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum WeekdayRule {
    /// The next one after today.
    #[default]
    AfterToday,
    /// The next one, today included.
    FromToday,
    /// The one of this week, from Monday to Sunday.
    OfTheWeek,
}

/// `first day of`, `last day of` the month that the rest gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    First,
    Last,
}

/// What tells whether the text as a whole is of a form that T2 names.
#[derive(Debug, Default)]
struct Seen {
    /// The first token that is not, as a range of the text.
    unlisted: Option<(usize, usize)>,
    /// A month by name without a day, which T2 has only behind `first day of`.
    bare_month: Option<(usize, usize)>,
    /// Where `first day of` is; T2 wants a month behind it.
    edge: Option<(usize, usize)>,
    month_after_edge: bool,
    /// The token before was an amount and a unit.
    after_amount: bool,
    /// Where a date ended.
    date_end: usize,
}

/// A token that PHP reports as an error: the text as a whole is false.
struct Unreadable;

impl Parts {
    /// Reads all tokens; `None` when PHP cannot read one.
    pub fn read(text: &[u8]) -> Option<Self> {
        let mut parts = Parts::default();
        let mut at = 0;
        while at < text.len() {
            let (form, end) = token(text, at)?;
            parts.apply(form, text, (at, end.min(text.len()))).ok()?;
            at = end;
        }
        Some(parts)
    }

    /// The first piece of `text` that is of no form that T2 names.
    pub fn unlisted<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        let seen = &self.seen;
        let lonely = if self.edge.is_none() { seen.bare_month } else { seen.edge.filter(|_| !seen.month_after_edge) };
        seen.unlisted.or(lonely).and_then(|(from, to)| text.get(from..to))
    }

    fn apply(&mut self, form: Form, text: &[u8], place: (usize, usize)) -> Result<(), Unreadable> {
        let token = &text[place.0..place.1];
        let after_amount = std::mem::take(&mut self.seen.after_amount);
        match form {
            Form::Blank => self.seen.after_amount = after_amount,
            Form::Now => {}
            Form::Midnight => self.reset_time(),
            Form::Noon => {
                self.reset_time();
                self.set_time([12, 0, 0])?;
            }
            Form::Yesterday | Form::Tomorrow => {
                self.reset_time();
                self.relative.days = if form == Form::Tomorrow { 1 } else { -1 };
            }
            Form::Timestamp => {
                let again = self.zones > 0;
                self.timestamp(token)?;
                if again {
                    self.not_listed(place);
                }
            }
            Form::FirstDayOf | Form::LastDayOf => {
                self.edge = Some(if form == Form::FirstDayOf { Edge::First } else { Edge::Last });
                self.seen.edge = Some(place);
            }
            Form::HourOfTwelve => {
                let [hour, ..] = numbers(token);
                let afternoon = token.iter().any(|byte| byte.eq_ignore_ascii_case(&b'p'));
                self.set_time([hour % 12 + if afternoon { 12 } else { 0 }, 0, 0])?;
            }
            Form::Time => {
                let begins_with_t = !token[0].is_ascii_digit();
                if begins_with_t && !(self.has_date && self.seen.date_end == place.0) {
                    self.not_listed(place);
                }
                let [hour, minute, second, ..] = numbers(token);
                self.set_time([hour, minute, second])?;
            }
            Form::YearMonthDay => {
                let [year, month, day, ..] = numbers(token);
                self.set_date(year, month, day)?;
            }
            Form::Compact => {
                let [number, ..] = numbers(token);
                self.set_date(number / 10_000, number / 100 % 100, number % 100)?;
            }
            Form::MonthDayYear => {
                let [month, day, year, ..] = numbers(token);
                self.set_date(year, month, day)?;
            }
            Form::DayMonthYear => {
                let [day, month, year, ..] = numbers(token);
                self.set_date(year, month, day)?;
            }
            Form::DayNameYear | Form::NameDayYear => {
                let [day, year, ..] = numbers(token);
                self.set_date(year, month_in(token), day)?;
            }
            Form::NameYear => {
                let [year, ..] = numbers(token);
                self.set_date(year, month_in(token), 1)?;
                self.bare_month(place);
            }
            Form::Name => {
                self.mark_date()?;
                self.month = Some(month_in(token));
                self.bare_month(place);
            }
            Form::DateTime => {
                let [year, month, day, hour, minute, second, ..] = numbers(token);
                self.set_time([hour, minute, second])?;
                self.set_date(year, month, day)?;
                if let Some(sign) = token.iter().skip(19).position(|byte| matches!(byte, b'+' | b'-')) {
                    self.offset = offset(&token[19 + sign..]);
                }
            }
            Form::CompactDateTime => {
                let [number, hour, minute, second, ..] = numbers(token);
                self.set_time([hour, minute, second])?;
                self.set_date(number / 10_000, number / 100 % 100, number % 100)?;
            }
            Form::Ago => {
                if !after_amount {
                    self.not_listed(place);
                }
                self.turn_round();
            }
            Form::Weekday => {
                self.reset_time();
                self.weekday.wanted = true;
                self.weekday.day = weekday_in(token);
                if self.weekday.rule != WeekdayRule::OfTheWeek {
                    self.weekday.rule = WeekdayRule::FromToday;
                }
            }
            Form::Week => {
                let amount = relative_amount(token);
                self.relative.days += amount * 7;
                self.weekday.rule = WeekdayRule::OfTheWeek;
                if !self.weekday.wanted {
                    self.weekday.wanted = true;
                    self.weekday.day = 1;
                }
            }
            Form::Next => {
                let unit = last_word(token);
                self.seen.month_after_edge |= self.edge.is_some() && unit.to_ascii_lowercase().starts_with(b"month");
                if self.add(relative_amount(token), unit) == Added::WorkingDays {
                    self.reset_time();
                }
            }
            Form::NextWeekday => {
                self.reset_time();
                // The first one after today is already the next.
                self.relative.days += if relative_amount(token) < 0 { -7 } else { 0 };
                self.weekday = Weekday { wanted: true, day: weekday_in(last_word(token)), rule: WeekdayRule::AfterToday };
            }
            Form::Amount => {
                let [number, ..] = numbers(token);
                let amount = if token[0] == b'-' { -number } else { number };
                self.add(amount, last_word(token));
                self.seen.after_amount = true;
            }
            Form::Utc => self.set_zone(0)?,
            Form::Offset => self.set_zone(offset(token))?,
            Form::OtherTime => {
                self.set_time([0; 3])?;
                self.not_listed(place);
            }
            Form::OtherTimeOfDay => {
                self.reset_time();
                self.set_time([0; 3])?;
                self.not_listed(place);
            }
            Form::OtherDate => {
                self.mark_date()?;
                self.not_listed(place);
            }
            Form::OtherDateTime => {
                self.set_time([0; 3])?;
                self.mark_date()?;
                self.not_listed(place);
            }
            Form::FourDigits => {
                if self.times > 1 {
                    return Err(Unreadable);
                }
                self.times += 1;
                self.not_listed(place);
            }
            Form::OtherWeekday => {
                self.reset_time();
                self.not_listed(place);
            }
            Form::Other => self.not_listed(place),
            Form::ZoneName => {
                let name = String::from_utf8_lossy(token);
                if !zones::exists(name.trim_start_matches('(').trim_end_matches(')')) {
                    return Err(Unreadable);
                }
                self.set_zone(0)?;
                self.not_listed(place);
            }
            Form::OtherOffset => {
                self.set_zone(0)?;
                self.not_listed(place);
            }
        }
        if self.has_date && self.seen.date_end == 0 {
            self.seen.date_end = place.1;
        }
        Ok(())
    }

    fn not_listed(&mut self, place: (usize, usize)) {
        self.seen.unlisted.get_or_insert(place);
    }

    fn bare_month(&mut self, place: (usize, usize)) {
        self.seen.bare_month = Some(place);
        self.seen.month_after_edge |= self.edge.is_some();
    }

    fn reset_time(&mut self) {
        self.time = Some([0; 3]);
        self.times = 0;
    }

    fn set_time(&mut self, time: [i64; 3]) -> Result<(), Unreadable> {
        if self.times > 0 {
            return Err(Unreadable);
        }
        self.times = 1;
        self.time = Some(time);
        Ok(())
    }

    fn mark_date(&mut self) -> Result<(), Unreadable> {
        if std::mem::replace(&mut self.has_date, true) { Err(Unreadable) } else { Ok(()) }
    }

    fn set_date(&mut self, year: i64, month: i64, day: i64) -> Result<(), Unreadable> {
        self.mark_date()?;
        (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
        Ok(())
    }

    /// The first zone counts, a second is ignored, a third is an error.
    fn set_zone(&mut self, offset: i64) -> Result<(), Unreadable> {
        self.zones += 1;
        match self.zones {
            1 => self.offset = offset,
            2 => {}
            _ => return Err(Unreadable),
        }
        Ok(())
    }

    fn timestamp(&mut self, token: &[u8]) -> Result<(), Unreadable> {
        let (whole, fraction) = match token.iter().position(|byte| *byte == b'.') {
            Some(point) => (&token[1..point], &token[point + 1..]),
            None => (&token[1..], &token[..0]),
        };
        let seconds: i64 = std::str::from_utf8(whole).ok().and_then(|text| text.parse().ok()).ok_or(Unreadable)?;
        // Whole seconds are what is asked for: those below.
        let below = whole.starts_with(b"-") && fraction.iter().any(|digit| *digit != b'0');
        self.set_zone(0)?;
        self.has_date = false;
        self.reset_time();
        (self.year, self.month, self.day) = (Some(1970), Some(1), Some(1));
        self.relative.seconds += i128::from(seconds) - i128::from(below);
        Ok(())
    }

    fn add(&mut self, amount: i64, unit: &[u8]) -> Added {
        let relative = &mut self.relative;
        // Units are told apart by their first letters; the rules let no others through.
        match unit.to_ascii_lowercase().as_slice() {
            [b's', b'e', b'c', ..] => relative.seconds += i128::from(amount),
            [b'm', b'i', b'n', ..] => relative.minutes += amount,
            [b'h', ..] => relative.hours += amount,
            [b'd', ..] => relative.days += amount,
            [b'f', ..] => relative.days += amount * 14,
            [b'm', ..] => relative.months += amount,
            [b'y', ..] => relative.years += amount,
            [b'w', b'e', b'e', b'k', b'd', ..] => {
                self.working_days = Some(amount);
                return Added::WorkingDays;
            }
            _ => relative.days += amount * 7,
        }
        Added::Unit
    }

    /// `ago` turns round all that was said before it.
    fn turn_round(&mut self) {
        let relative = &mut self.relative;
        for amount in [&mut relative.years, &mut relative.months, &mut relative.days, &mut relative.hours, &mut relative.minutes] {
            *amount = -*amount;
        }
        relative.seconds = -relative.seconds;
        self.weekday.day = if self.weekday.day == 0 { -7 } else { -self.weekday.day };
        self.working_days = self.working_days.map(|days| -days);
    }
}

/// What an amount was added to.
#[derive(PartialEq, Eq)]
enum Added {
    Unit,
    WorkingDays,
}

/// The first numbers of a token; what is missing is 0. The rules let none through that is too long, but for
/// fractions, whose value nobody reads.
fn numbers(token: &[u8]) -> [i64; 7] {
    let mut numbers = [0; 7];
    let runs = token.split(|byte| !byte.is_ascii_digit()).filter(|run| !run.is_empty());
    for (number, run) in numbers.iter_mut().zip(runs) {
        *number = run.iter().fold(0_i64, |number, digit| number.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    }
    numbers
}

/// `+02:00` in seconds.
fn offset(token: &[u8]) -> i64 {
    let [hours, minutes, ..] = numbers(token);
    let seconds = hours * 3600 + minutes * 60;
    if token.starts_with(b"-") { -seconds } else { seconds }
}

fn relative_amount(token: &[u8]) -> i64 {
    match token[0].to_ascii_lowercase() {
        b'n' => 1,
        b'l' | b'p' => -1,
        _ => 0,
    }
}

fn last_word(token: &[u8]) -> &[u8] {
    let letters = token.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    &token[token.len() - letters..]
}

fn month_in(token: &[u8]) -> i64 {
    let from = token.iter().position(u8::is_ascii_alphabetic).unwrap_or(0);
    1 + name_at(&token[from..], MONTHS)
}

fn weekday_in(token: &[u8]) -> i64 {
    name_at(token, WEEKDAYS)
}

/// Which name it is by its first three letters, which tell months and days apart.
fn name_at(word: &[u8], names: &[&str]) -> i64 {
    let index = names.iter().position(|name| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(&name.as_bytes()[..3])));
    index.unwrap_or(0) as i64
}
