//! The one place that prints: results to standard output, messages and progress to standard error.

use std::io::{self, IsTerminal, Write};

/// Where and how a command prints.
pub struct Printer {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    style: Style,
    quiet: bool,
    progress: bool,
}

/// Whether standard output and standard error take colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// On standard output.
    pub out: bool,
    /// On standard error.
    pub err: bool,
}

impl Printer {
    /// Prints to the process's own streams: colour and progress on a terminal only, and `NO_COLOR` is obeyed.
    pub fn standard(quiet: bool) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let (out, err) = (io::stdout(), io::stderr());
        let style = Style { out: !plain && out.is_terminal(), err: !plain && err.is_terminal() };
        let progress = !quiet && err.is_terminal();
        Printer { out: Box::new(io::BufWriter::new(out)), err: Box::new(err), style, quiet, progress }
    }

    /// Which streams take colour.
    pub fn style(&self) -> Style {
        self.style
    }

    /// Whether a progress bar is wanted.
    pub fn progress(&self) -> bool {
        self.progress
    }

    /// A result.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn out(&mut self, text: impl AsRef<str>) -> io::Result<()> {
        self.out.write_all(text.as_ref().as_bytes())?;
        self.out.write_all(b"\n")
    }

    /// A message that `--quiet` leaves out.
    pub fn note(&mut self, text: impl AsRef<str>) {
        if !self.quiet {
            self.error(text);
        }
    }

    /// A message that is never left out. Nobody is left to tell when standard error cannot be written.
    pub fn error(&mut self, text: impl AsRef<str>) {
        let _ = self.out.flush();
        let _ = writeln!(self.err, "{}", text.as_ref());
    }

    /// Writes out what is still held back.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
