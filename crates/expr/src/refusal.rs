//! What is wrong with a code, and where.

/// A piece of a code, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, not included.
    pub end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end as u32 }
    }

    pub(crate) fn to(self, end: Span) -> Self {
        Span { start: self.start, end: end.end }
    }

    /// Line and column of its beginning, both from 1, the column in characters.
    pub fn position(self, code: &str) -> (usize, usize) {
        let before = code.get(..self.start as usize).unwrap_or(code);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(line_start..).unwrap_or("").chars().count() + 1;
        (before.matches('\n').count() + 1, column)
    }
}

/// A code that is refused at load (`expressions.md R`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// Where.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Refusal {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Refusal { span, message: message.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
