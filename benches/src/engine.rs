//! What is measured of an engine, and how it is checked (L12, L13, L16).

use std::fmt;
use std::hint::black_box;
use std::time::Duration;

use crate::measure::{best_round, hot};
use crate::reference::{self, Fired, Ordered};
use crate::workload::Workload;

/// An engine that has loaded a workload's configuration.
pub trait Engine {
    /// A decoded message, which may borrow from it.
    type Event<'m>;
    /// What it makes of an event.
    type Decision;
    /// Why it does not take a message.
    type Error: fmt::Display;

    /// Makes an event of a message's bytes.
    ///
    /// # Errors
    ///
    /// A message that it does not take.
    fn decode<'m>(&self, message: &'m [u8]) -> Result<Self::Event<'m>, Self::Error>;

    /// Which rules fire for the event, and what they order.
    fn decide(&self, event: &Self::Event<'_>) -> Self::Decision;

    /// The rules that fire, in profile and rule order.
    fn fired(decision: &Self::Decision) -> Vec<Fired>;

    /// The items that they order, each once in a profile, in order.
    fn ordered(decision: &Self::Decision) -> Vec<Ordered>;
}

/// Where an engine does not do what the reference does.
#[derive(Debug, thiserror::Error)]
pub enum Disagreement {
    /// It does not take a message.
    #[error("event {event} is not decoded: {why}")]
    NotDecoded {
        /// The number of the event, from 0.
        event: usize,
        /// What the engine says.
        why: String,
    },
    /// Other rules fire.
    #[error("event {event} fires {found:?} and should fire {expected:?}")]
    Fired {
        /// The number of the event, from 0.
        event: usize,
        /// What the engine fires.
        found: Vec<Fired>,
        /// What the reference fires.
        expected: Vec<Fired>,
    },
    /// Other items are ordered.
    #[error("event {event} orders {found:?} and should order {expected:?}")]
    Ordered {
        /// The number of the event, from 0.
        event: usize,
        /// What the engine orders.
        found: Vec<Ordered>,
        /// What the reference orders.
        expected: Vec<Ordered>,
    },
}

/// Whether the engine fires the reference's rules and orders its items for every event; how many rules fire in all.
///
/// # Errors
///
/// The first event where it does not.
pub fn check<E: Engine>(engine: &E, workload: &Workload) -> Result<usize, Disagreement> {
    let mut rules = 0;
    for (event, (facts, message)) in workload.events.iter().zip(workload.messages.iter()).enumerate() {
        let decoded = engine.decode(message).map_err(|error| Disagreement::NotDecoded { event, why: error.to_string() })?;
        let decision = engine.decide(&decoded);
        let expected = reference::decide(workload, facts);
        let fired = E::fired(&decision);
        if fired != expected.fired {
            return Err(Disagreement::Fired { event, found: fired, expected: expected.fired });
        }
        let ordered = E::ordered(&decision);
        if ordered != expected.ordered {
            return Err(Disagreement::Ordered { event, found: ordered, expected: expected.ordered });
        }
        rules += fired.len();
    }
    Ok(rules)
}

/// The CPU time that an engine takes for all messages, the best of five rounds.
#[derive(Debug, Clone, Copy)]
pub struct Speed {
    /// Bytes to events.
    pub decode: Duration,
    /// Events to decisions, each event decided when it was just decoded.
    pub decide: Duration,
    /// Both, one event after the other.
    pub both: Duration,
}

impl Speed {
    /// Measures.
    ///
    /// # Errors
    ///
    /// The first message that the engine does not take.
    pub fn of<E: Engine>(engine: &E, messages: &[&[u8]]) -> Result<Self, E::Error> {
        let decode = || messages.iter().try_for_each(|message| engine.decode(message).map(|event| drop(black_box(event))));
        let both = || {
            messages.iter().try_for_each(|message| {
                let event = engine.decode(message)?;
                drop(black_box(engine.decide(&event)));
                Ok(())
            })
        };
        Ok(Self { decode: best_round(decode)?, decide: deciding(engine, messages)?, both: best_round(both)? })
    }
}

/// The CPU time that deciding all messages takes, each decided when it was just decoded, the best of five rounds (L13).
///
/// # Errors
///
/// The first message that the engine does not take.
pub fn deciding<E: Engine>(engine: &E, messages: &[&[u8]]) -> Result<Duration, E::Error> {
    hot(messages, |message| engine.decode(message), |event| drop(black_box(engine.decide(event))))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::reference::Outcome;
    use crate::workload::Size;
    use crate::workload::event::Event;

    /// Knows what each message means, and errs for as many events as it is told.
    struct Oracle<'w> {
        workload: &'w Workload,
        events: HashMap<&'w [u8], &'w Event>,
        forgets_rules: bool,
        forgets_items: bool,
    }

    impl<'w> Oracle<'w> {
        fn new(workload: &'w Workload) -> Self {
            let events = workload.messages.iter().zip(&workload.events).collect();
            Self { workload, events, forgets_rules: false, forgets_items: false }
        }
    }

    impl<'w> Engine for Oracle<'w> {
        type Event<'m> = &'w Event;
        type Decision = Outcome;
        type Error = &'static str;

        fn decode<'m>(&self, message: &'m [u8]) -> Result<&'w Event, &'static str> {
            self.events.get(message).copied().ok_or("never seen")
        }

        fn decide(&self, event: &&'w Event) -> Outcome {
            let mut outcome = reference::decide(self.workload, event);
            if self.forgets_rules {
                outcome.fired.pop();
            }
            if self.forgets_items {
                outcome.ordered.pop();
            }
            outcome
        }

        fn fired(decision: &Outcome) -> Vec<Fired> {
            decision.fired.clone()
        }

        fn ordered(decision: &Outcome) -> Vec<Ordered> {
            decision.ordered.clone()
        }
    }

    #[test]
    fn an_engine_that_errs_is_found_out_and_one_that_does_not_is_not() {
        let workload = Workload::with_events(Size::W100, 300).unwrap();
        let oracle = Oracle::new(&workload);
        let fired: usize = workload.events.iter().map(|event| reference::decide(&workload, event).fired.len()).sum();
        assert_eq!(check(&oracle, &workload).unwrap(), fired);
        let forgets_rules = Oracle { forgets_rules: true, ..Oracle::new(&workload) };
        assert!(matches!(check(&forgets_rules, &workload), Err(Disagreement::Fired { .. })));
        let forgets_items = Oracle { forgets_items: true, ..Oracle::new(&workload) };
        assert!(matches!(check(&forgets_items, &workload), Err(Disagreement::Ordered { .. })));
        let ignorant = Oracle { events: HashMap::new(), ..Oracle::new(&workload) };
        assert!(matches!(check(&ignorant, &workload), Err(Disagreement::NotDecoded { event: 0, .. })));
    }

    #[test]
    fn all_three_are_measured() {
        let workload = Workload::with_events(Size::W1k, 300).unwrap();
        let messages: Vec<&[u8]> = workload.messages.iter().collect();
        let speed = Speed::of(&Oracle::new(&workload), &messages).unwrap();
        for time in [speed.decode, speed.decide, speed.both] {
            assert!(time > Duration::ZERO, "{speed:?}");
        }
        assert_eq!(Speed::of(&Oracle { events: HashMap::new(), ..Oracle::new(&workload) }, &messages).unwrap_err(), "never seen");
    }
}
