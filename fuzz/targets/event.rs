//! Any bytes as an event, decided in both readings; what the index rules out is held against asking every rule.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use reach_events::Decoder;
use reach_fuzz::{NOW, loaded};
use reach_rules::event::Completeness;
use reach_rules::{Explain, NoTrace, Reading, RuleSet};

fn rule_sets() -> &'static [RuleSet; 2] {
    static RULES: OnceLock<[RuleSet; 2]> = OnceLock::new();
    RULES.get_or_init(|| [Reading::Documented, Reading::Server].map(|reading| loaded(reading).rules))
}

fuzz_target!(|body: &[u8]| {
    for completeness in [Completeness::Complete, Completeness::Partial] {
        let decoder = Decoder { completeness, ..Decoder::default() };
        let Ok(event) = decoder.decode(body) else { return };
        for rules in rule_sets() {
            let by_index = rules.decide(&rules.facts(&event, NOW), &mut NoTrace);
            let by_all = rules.decide(&rules.facts(&event, NOW), &mut Explain::default());
            assert_eq!(by_index, by_all, "the index lost a rule");
        }
    }
});
