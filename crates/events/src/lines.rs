//! Lines of a stream, of bounded length.

use std::io::{self, BufRead, BufReader, Read};

/// The longest line that is read unless told otherwise: 16 MiB.
pub const MAX_LINE: usize = 16 << 20;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line end.
    Whole(Vec<u8>),
    /// It is too long: its first bytes, for the record.
    TooLong(Vec<u8>),
}

/// Reads lines one by one. A line ends at `\n` or `\r\n`; the last one may lack its end.
pub struct Lines<R> {
    input: BufReader<R>,
    number: u64,
    max: usize,
}

/// How much of a line that is too long is kept.
const KEPT: usize = 1024;

impl<R: Read> Lines<R> {
    /// The lines of `input`, of at most `max` bytes.
    pub fn new(input: R, max: usize) -> Self {
        Lines { input: BufReader::with_capacity(1 << 18, input), number: 0, max }
    }

    /// The number of the line read last, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The next line that is not blank.
    ///
    /// # Errors
    /// The stream cannot be read.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let mut line = Vec::new();
            let read = (&mut self.input).take(self.max as u64 + 2).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            let ended = line.last() == Some(&b'\n');
            if ended {
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
            }
            if line.len() > self.max {
                if !ended {
                    self.skip_line()?;
                }
                line.truncate(KEPT);
                return Ok(Some(Line::TooLong(line)));
            }
            // A byte order mark alone, or blanks, is no event.
            let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
            if !text.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(Line::Whole(line)));
            }
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let (skipped, done) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.input.consume(skipped);
            if done {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, max: usize) -> Vec<(u64, Line)> {
        let mut lines = Lines::new(text.as_bytes(), max);
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            all.push((lines.number(), line));
        }
        all
    }

    #[test]
    fn line_ends_blank_lines_and_a_missing_last_end_are_simply_read() {
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(lines("a\r\n\n  \nb\nc", 10), [(1, whole("a")), (4, whole("b")), (5, whole("c"))]);
        assert_eq!(lines("", 10), []);
    }

    #[test]
    fn a_line_that_is_too_long_loses_none_of_the_others() {
        let text = format!("a\n{}\nb\n{}", "x".repeat(300_000), "y".repeat(11));
        let read = lines(&text, 10);
        assert_eq!(read.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert!(matches!(&read[1].1, Line::TooLong(head) if head.len() == 12));
        assert!(matches!(&read[3].1, Line::TooLong(head) if head.len() == 11));
        assert_eq!(read[2].1, Line::Whole(b"b".to_vec()));
    }

    #[test]
    fn a_line_of_exactly_the_bound_is_read() {
        assert_eq!(lines("0123456789\r\n", 10), [(1, Line::Whole(b"0123456789".to_vec()))]);
    }
}
