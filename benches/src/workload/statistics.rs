//! What a workload comes to: the figures of L10.

use super::Workload;
use crate::reference;

/// Figures of a workload, beside those of `workloads.md`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Statistics {
    /// How many templates there are.
    pub templates: usize,
    /// The bytes of a message.
    pub bytes: Sizes,
    /// Rules that match, per event.
    pub matching: f64,
    /// Rules that fire, those after a rule that stops left out, per event.
    pub fired: f64,
    /// Catalog items ordered, each once in a profile, per event.
    pub ordered: f64,
}

/// How a size is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// A tenth is smaller.
    pub p10: usize,
    /// Half are smaller.
    pub median: usize,
    /// A tenth is larger.
    pub p90: usize,
}

impl Statistics {
    /// Counts by deciding each event with the reference.
    #[must_use]
    pub fn of(workload: &Workload) -> Self {
        let [mut matching, mut fired, mut ordered] = [0; 3];
        for event in &workload.events {
            let outcome = reference::decide(workload, event);
            matching += outcome.matching;
            fired += outcome.fired.len();
            ordered += outcome.ordered.len();
        }
        let per_event = |count: usize| count as f64 / workload.events.len().max(1) as f64;
        Self {
            templates: workload.accounts.iter().map(|account| account.templates.len()).sum(),
            bytes: Sizes::of(workload.messages.iter().map(<[u8]>::len).collect()),
            matching: per_event(matching),
            fired: per_event(fired),
            ordered: per_event(ordered),
        }
    }
}

impl Sizes {
    fn of(mut sizes: Vec<usize>) -> Self {
        sizes.sort_unstable();
        let at = |tenths: usize| sizes.get(sizes.len() * tenths / 10).copied().unwrap_or(0);
        Self { p10: at(1), median: at(5), p90: at(9) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Size;

    /// The table of L10: bytes p10, median and p90; rules that match and fire, and items ordered, per event.
    const fn expected(size: Size) -> (usize, [f64; 6]) {
        match size {
            Size::W10 => (7, [2_317.0, 2_437.0, 2_564.0, 0.72, 0.70, 0.79]),
            Size::W100 => (78, [2_335.0, 2_449.0, 2_573.0, 0.81, 0.80, 1.03]),
            Size::W1k => (790, [2_339.0, 2_452.0, 2_576.0, 0.82, 0.81, 0.94]),
            Size::W10k => (7_950, [2_341.0, 2_455.0, 2_577.0, 0.82, 0.81, 0.95]),
            Size::W10k1 => (7_999, [2_356.0, 2_469.0, 2_590.0, 0.82, 0.82, 1.26]),
        }
    }

    #[test]
    fn each_workload_comes_to_the_figures_of_l10() {
        for size in Size::ALL {
            let events = if size == Size::W10k1 { 1_000 } else { 4_000 };
            let found = Statistics::of(&Workload::with_events(size, events).unwrap());
            let (templates, figures) = expected(size);
            assert_eq!(found.templates, templates, "{size}");
            let Sizes { p10, median, p90 } = found.bytes;
            let tolerance = if size == Size::W10 { 0.3 } else { 0.1 };
            let found = [p10 as f64, median as f64, p90 as f64, found.matching, found.fired, found.ordered];
            let far = found.iter().zip(figures).find(|(found, figure)| (*found / figure - 1.0).abs() > tolerance);
            assert_eq!(far, None, "{size}: {found:?}");
        }
    }
}
