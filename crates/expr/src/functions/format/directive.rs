//! One `%...` of a format, as it is written.

use crate::{Fault, Value};

/// Where a directive takes its value from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The next value that none has taken.
    Next,
    /// The value at a place, from 0.
    At(usize),
}

/// A directive without its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) source: Source,
    pub(super) padding: u8,
    pub(super) left: bool,
    pub(super) plus: bool,
    pub(super) width: usize,
    pub(super) precision: Precision,
}

/// The precision of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// None is written.
    Default,
    /// A point without digits: 0 for floats, none for all else.
    Point,
    /// Digits; `.*` may give -1, which is the shortest form of `g`.
    Digits(i64),
}

/// The values of a format, and which of them come next.
pub(super) struct Values<'c, 'a> {
    pub(super) all: &'c [Value<'a>],
    pub(super) taken: usize,
    /// The largest place (from 0) at which a value was missing.
    pub(super) missing: Option<usize>,
}

impl<'c, 'a> Values<'c, 'a> {
    /// The value of a source; a missing one is noted, since PHP reads on before it throws.
    pub(super) fn take(&mut self, source: Source) -> Option<&'c Value<'a>> {
        let at = match source {
            Source::At(at) => at,
            Source::Next => {
                self.taken += 1;
                self.taken - 1
            }
        };
        let value = self.all.get(at);
        if value.is_none() {
            self.missing = self.missing.max(Some(at));
        }
        value
    }
}

/// Reads a format from left to right.
pub(super) struct Reader<'t> {
    pub(super) format: &'t [u8],
    pub(super) at: usize,
}

impl Reader<'_> {
    /// The byte at hand; `None` at the end.
    pub(super) fn peek(&self) -> Option<u8> {
        self.format.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let taken = self.peek() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    /// What stands between `%` and the letter. `None` when a `*` lacks its value.
    pub(super) fn directive(&mut self, values: &mut Values<'_, '_>) -> Result<Option<Directive>, Fault> {
        let mut directive =
            Directive { source: Source::Next, padding: b' ', left: false, plus: false, width: 0, precision: Precision::Default };
        if !self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
            directive.source = self.source()?;
            self.flags(&mut directive)?;
            if self.take(b'*') {
                let Some(width) = self.star(values, 0, "width")? else { return Ok(None) };
                directive.width = usize::try_from(width).unwrap_or(0);
            } else if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                directive.width = self.number().ok_or_else(|| Fault::value_error("the width of a format is too large"))?;
            }
            if self.take(b'.') {
                directive.precision = if self.take(b'*') {
                    let Some(digits) = self.star(values, -1, "precision")? else { return Ok(None) };
                    Precision::Digits(digits)
                } else if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                    let digits = self.number().ok_or_else(|| Fault::value_error("the precision of a format is too large"))?;
                    Precision::Digits(digits as i64)
                } else {
                    Precision::Point
                };
            }
        }
        self.take(b'l');
        Ok(Some(directive))
    }

    /// `argnum$`.
    fn source(&mut self) -> Result<Source, Fault> {
        let digits = self.format[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if self.format.get(self.at + digits) != Some(&b'$') {
            return Ok(Source::Next);
        }
        match self.number() {
            None | Some(0) => Err(Fault::value_error("the number of a format's argument must be greater than 0")),
            Some(number) => {
                self.at += 1;
                Ok(Source::At(number - 1))
            }
        }
    }

    fn flags(&mut self, directive: &mut Directive) -> Result<(), Fault> {
        loop {
            match self.peek() {
                Some(byte @ (b' ' | b'0')) => directive.padding = byte,
                Some(b'-') => directive.left = true,
                Some(b'+') => directive.plus = true,
                Some(b'\'') => {
                    self.at += 1;
                    directive.padding = self.peek().ok_or_else(|| Fault::value_error("a format lacks its padding character"))?;
                }
                Some(_) | None => return Ok(()),
            }
            self.at += 1;
        }
    }

    /// The value of a `*`.
    fn star(&mut self, values: &mut Values<'_, '_>, least: i64, what: &str) -> Result<Option<i64>, Fault> {
        let source = self.source()?;
        match values.take(source) {
            None => Ok(None),
            Some(Value::Int(number)) if (least..=i64::from(i32::MAX)).contains(number) => Ok(Some(*number)),
            Some(Value::Int(_)) => Err(Fault::value_error(format!("the {what} of a format is out of range"))),
            Some(_) => Err(Fault::value_error(format!("the {what} of a format must be an integer"))),
        }
    }

    /// Digits, below the largest integer of 32 bits; none when there is no digit.
    fn number(&mut self) -> Option<usize> {
        let digits = self.format[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = std::str::from_utf8(&self.format[self.at..self.at + digits]).ok()?;
        self.at += digits;
        if text.is_empty() {
            return Some(0);
        }
        text.parse().ok().filter(|number| *number < i32::MAX as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &str) -> (Directive, usize) {
        let mut reader = Reader { format: format.as_bytes(), at: 0 };
        let mut values = Values { all: &[Value::Int(7), Value::Int(2)], taken: 0, missing: None };
        let directive = reader.directive(&mut values).unwrap().unwrap();
        (directive, reader.at)
    }

    #[test]
    fn every_part_is_read() {
        let plain = Directive { source: Source::Next, padding: b' ', left: false, plus: false, width: 0, precision: Precision::Default };
        let cases = [
            ("d", plain, 0),
            ("ld", plain, 1),
            ("05d", Directive { padding: b'0', width: 5, ..plain }, 2),
            (
                "2$-'x8.3f",
                Directive { source: Source::At(1), padding: b'x', left: true, width: 8, precision: Precision::Digits(3), ..plain },
                8,
            ),
            ("+.f", Directive { plus: true, precision: Precision::Point, ..plain }, 2),
            ("*.*g", Directive { width: 7, precision: Precision::Digits(2), ..plain }, 3),
        ];
        for (format, expected, at) in cases {
            assert_eq!(read(format), (expected, at), "{format}");
        }
    }
}
