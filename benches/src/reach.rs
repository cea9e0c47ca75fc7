//! The engine that is measured: `reach_rules` and `reach_events`, as the daemon uses them.

use reach_events::{Decoder, SetAside};
use reach_rules::event::Event;
use reach_rules::facts::Facts;
use reach_rules::problem::{Severity, Source};
use reach_rules::{Decision, NoTrace, Order, Reading, RuleSet, Settings, Step, load};

use crate::engine::Engine;
use crate::reference::{Fired, Ordered};
use crate::workload::Configuration;

/// When events are decided, in Unix seconds: the day after them.
pub(crate) const NOW: i64 = 1_772_496_000;

/// A rule set of the documented semantics, and a decoder of complete events.
#[derive(Debug)]
pub struct Reach {
    rules: RuleSet,
    decoder: Decoder,
}

/// A configuration that the engine does not take whole.
#[derive(Debug, thiserror::Error)]
#[error("the configuration has {errors} errors, the first in `{file}`: {first}")]
pub struct Refused {
    errors: usize,
    file: String,
    first: String,
}

impl Reach {
    /// Loads a configuration, all checks included.
    ///
    /// # Errors
    ///
    /// When any of it is refused: what is left would be another workload.
    pub fn load(configuration: &Configuration) -> Result<Self, Refused> {
        let sources: Vec<Source<'_>> = configuration.files().map(|(name, bytes)| Source::file(name, bytes)).collect();
        let loaded = load(&sources, Settings::default(), Reading::Documented);
        let mut errors = loaded.problems.iter().filter(|problem| problem.severity == Severity::Error);
        if let Some(first) = errors.next() {
            return Err(Refused { errors: 1 + errors.count(), file: first.place.file.to_string(), first: first.kind.to_string() });
        }
        Ok(Self { rules: loaded.rules, decoder: Decoder::default() })
    }

    /// The rules.
    pub(crate) fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// How messages are read.
    pub(crate) fn decoder(&self) -> &Decoder {
        &self.decoder
    }
}

impl Engine for Reach {
    type Event<'m> = Event<'m>;
    type Decision = Decision;
    type Error = SetAside;

    fn decode<'m>(&self, message: &'m [u8]) -> Result<Event<'m>, SetAside> {
        self.decoder.decode(message)
    }

    fn decide(&self, event: &Event<'_>) -> Decision {
        self.rules.decide(&Facts::new(event, self.rules.names(), NOW), &mut NoTrace)
    }

    fn fired(decision: &Decision) -> Vec<Fired> {
        decision.matched.iter().map(|rule| Fired { profile: id(rule.profile.0), rule: rule.number.0 }).collect()
    }

    fn ordered(decision: &Decision) -> Vec<Ordered> {
        let mut ordered = Vec::new();
        for order in decision.steps.iter().filter_map(as_order) {
            for item in &order.items {
                let item = Ordered { profile: id(order.profile.0), item: id(item.item.0) };
                if !ordered.contains(&item) {
                    ordered.push(item);
                }
            }
        }
        ordered
    }
}

fn as_order(step: &Step) -> Option<&Order> {
    match step {
        Step::Order(order) => Some(order),
        Step::Reprice | Step::Release | Step::Withdraw | Step::Settle => None,
    }
}

/// An id as workloads have it; another that could not be theirs is none of them.
fn id(id: i64) -> u32 {
    u32::try_from(id).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::check;
    use crate::workload::{Size, Workload};

    #[test]
    fn the_engine_does_what_the_reference_does() {
        for (size, events) in [(Size::W10, 1_000), (Size::W100, 1_000), (Size::W1k, 1_000)] {
            let workload = Workload::with_events(size, events).unwrap();
            let engine = Reach::load(&workload.configuration).unwrap();
            let fired = check(&engine, &workload).unwrap_or_else(|disagreement| panic!("{size}: {disagreement}"));
            assert!(fired > events / 2, "{size}: {fired}");
        }
    }
}
