//! The index offers every rule that matches, fails or cannot be decided: a decision by it is the decision by all.

use proptest::prelude::*;
use reach_rules::Reading;
use reach_rules::event::Completeness;

use crate::configuration::configuration;
use crate::decided::{by_all, by_index};
use crate::events::event;

const EACH: [Completeness; 2] = [Completeness::Complete, Completeness::Partial];

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_loses_no_rule(configuration in configuration(), events in prop::collection::vec(event(0.02), 6)) {
        let loaded = configuration.load(Reading::Documented);
        for event in &events {
            prop_assert_eq!(by_index(&loaded, event, Completeness::Complete), by_all(&loaded, event, Completeness::Complete).0, "{}", event);
        }
    }

    #[test]
    fn odd_types_break_nothing(configuration in configuration(), events in prop::collection::vec(event(0.4), 6)) {
        for reading in [Reading::Documented, Reading::Server] {
            let loaded = configuration.load(reading);
            for event in &events {
                for completeness in EACH {
                    let (by_index, by_all) = (by_index(&loaded, event, completeness), by_all(&loaded, event, completeness).0);
                    prop_assert_eq!(by_index, by_all, "{:?} {:?} {}", reading, completeness, event);
                }
            }
        }
    }
}
