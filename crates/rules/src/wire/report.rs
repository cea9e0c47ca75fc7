//! Where the readers put what is wrong, and how they tell whether something was.

use crate::ids::RuleNumber;
use crate::problem::{Finding, Findings, ProblemKind, Severity, Spot};

/// The findings of one reading, and which source is being read.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub findings: Findings,
    source: u32,
    errors: usize,
}

/// A point of a reading: what was found since belongs to what is read from there on.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    findings: usize,
    errors: usize,
}

impl Report {
    /// Goes on with the source of that number.
    pub fn begin(&mut self, source: usize) {
        self.source = u32::try_from(source).unwrap_or(u32::MAX);
    }

    /// The spot of a byte in the source being read.
    pub fn spot(&self, at: u32) -> Spot {
        Spot { source: self.source, offset: at }
    }

    /// Something is wrong with the value at a byte.
    pub fn add(&mut self, at: u32, kind: ProblemKind) {
        self.push(Finding::new(self.spot(at), kind));
    }

    pub fn push(&mut self, finding: Finding) {
        self.errors += usize::from(finding.severity() == Severity::Error);
        self.findings.push(finding);
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.errors
    }

    pub fn mark(&self) -> Mark {
        Mark { findings: self.findings.len(), errors: self.errors }
    }

    /// Whether something was found since that cannot be used.
    pub fn failed_since(&self, mark: Mark) -> bool {
        self.errors > mark.errors
    }

    /// Forgets what was found since.
    pub fn rewind(&mut self, mark: Mark) {
        self.retain_since(mark, |_| false);
    }

    /// Forgets what was found since and is not to be kept.
    pub fn retain_since(&mut self, mark: Mark, keep: impl Fn(&Finding) -> bool) {
        self.findings.retain_since(mark.findings, keep);
        self.errors =
            mark.errors + self.findings.since(mark.findings).iter().filter(|finding| finding.severity() == Severity::Error).count();
    }

    /// Says which object is concerned by what was found since.
    pub fn about_since(&mut self, mark: Mark, object: impl FnOnce() -> String) {
        let found = self.findings.since_mut(mark.findings);
        if !found.is_empty() {
            let object = object();
            found.iter_mut().for_each(|finding| finding.belongs_to(&object));
        }
    }

    /// Says which rule is concerned by what was found since.
    pub fn rule_since(&mut self, mark: Mark, rule: RuleNumber) {
        self.findings.since_mut(mark.findings).iter_mut().for_each(|finding| finding.is_of(rule));
    }

    /// Makes warnings of what was found since: nothing of it takes part.
    pub fn soften_since(&mut self, mark: Mark) {
        self.findings.since_mut(mark.findings).iter_mut().for_each(Finding::soften);
        self.errors = mark.errors;
    }
}
