//! A problem whose place is not worked out yet.

use std::ops::Range;

use crate::ids::RuleNumber;

use super::{CodeSpan, ProblemKind, Severity, Spot};

/// What is wrong, and the byte where it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub(super) kind: ProblemKind,
    pub(super) severity: Severity,
    pub(super) at: Spot,
    pub(super) first: Option<Spot>,
    pub(super) object: Option<Box<str>>,
    pub(super) rule: Option<RuleNumber>,
    pub(super) span: Option<CodeSpan>,
}

impl Finding {
    /// Something wrong with the JSON value that begins at `at`.
    pub fn new(at: Spot, kind: ProblemKind) -> Self {
        Finding { severity: kind.facts().severity, kind, at, first: None, object: None, rule: None, span: None }
    }

    /// The other place that it speaks of, the earlier one.
    #[must_use]
    pub fn first(mut self, first: Spot) -> Self {
        self.first = Some(first);
        self
    }

    /// The object that it concerns, as a person knows it: `template 5120 "Lectures"`.
    #[must_use]
    pub fn about(mut self, object: impl Into<Box<str>>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// The piece of the expression that it concerns, where the value is one.
    #[must_use]
    pub fn within(mut self, code: impl Into<Box<str>>, range: Range<usize>) -> Self {
        self.span = Some(CodeSpan { code: code.into(), range });
        self
    }

    /// As a warning: what it speaks of takes no part in decisions.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.soften();
        self
    }

    pub(crate) fn belongs_to(&mut self, object: &str) {
        self.object = Some(object.into());
    }

    pub(crate) fn is_of(&mut self, rule: RuleNumber) {
        self.rule = Some(rule);
    }

    pub(crate) fn soften(&mut self) {
        self.severity = Severity::Warning;
    }

    /// What is wrong.
    pub fn kind(&self) -> &ProblemKind {
        &self.kind
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }
}

/// Findings, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// Those from the `mark`-th on.
    pub(crate) fn since(&self, mark: usize) -> &[Finding] {
        self.list.get(mark..).unwrap_or_default()
    }

    /// Those from the `mark`-th on, to be completed.
    pub(crate) fn since_mut(&mut self, mark: usize) -> &mut [Finding] {
        self.list.get_mut(mark..).unwrap_or_default()
    }

    /// Takes back those from the `mark`-th on that `keep` does not want.
    pub(crate) fn retain_since(&mut self, mark: usize, keep: impl Fn(&Finding) -> bool) {
        if mark < self.list.len() {
            let tail = self.list.split_off(mark);
            self.list.extend(tail.into_iter().filter(keep));
        }
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.list.extend(findings);
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
