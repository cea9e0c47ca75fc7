//! A problem with its place, ready to be shown.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::{ProblemKind, Severity};

/// Something that a person must fix, or should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Whether it keeps the configuration from being taken.
    pub severity: Severity,
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub place: Place,
    /// The earlier place that it collides with.
    pub first: Option<Place>,
}

/// A place in a configuration, as a person finds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The name of the file.
    pub file: Arc<str>,
    /// The JSON pointer of the value, indexes from 0: `/objects/3/rules/0`. Empty: the whole document.
    pub pointer: Box<str>,
    /// The line where the value begins, from 1.
    pub line: usize,
    /// The column there, from 1, in characters.
    pub column: usize,
    /// The object around it: `template 5120 "Lectures"`, `profile 77, rule 2` (rules from 1).
    pub about: Option<Box<str>>,
    /// The piece of the expression, where the value is one.
    pub span: Option<CodeSpan>,
}

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSpan {
    /// The whole expression.
    pub code: Box<str>,
    /// The bytes that are meant.
    pub range: Range<usize>,
}

impl fmt::Display for Place {
    /// `templates.json:3:14 /objects/3/name (template 5120 "Lectures")`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)?;
        if !self.pointer.is_empty() {
            write!(f, " {}", self.pointer)?;
        }
        match &self.about {
            Some(about) => write!(f, " ({about})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Problem {
    /// One line: `error: <what> at <place>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} at {}", self.severity, self.kind, self.place)?;
        match &self.first {
            Some(first) => write!(f, "; the first is at {first}"),
            None => Ok(()),
        }
    }
}
