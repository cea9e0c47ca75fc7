//! Any bytes as a file of a configuration, loaded in both readings and put to one event.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reach_events::Decoder;
use reach_fuzz::{EVENT, NOW};
use reach_rules::problem::Source;
use reach_rules::{Explain, NoTrace, Reading, Settings, load};

fuzz_target!(|bytes: &[u8]| {
    for reading in [Reading::Documented, Reading::Server] {
        let loaded = load(&[Source::file("rules.json", bytes)], Settings::default(), reading);
        for problem in &loaded.problems {
            let _ = problem.to_string();
        }
        let Ok(event) = Decoder::default().decode(EVENT.as_bytes()) else { return };
        let rules = &loaded.rules;
        let by_index = rules.decide(&rules.facts(&event, NOW), &mut NoTrace);
        let by_all = rules.decide(&rules.facts(&event, NOW), &mut Explain::default());
        assert_eq!(by_index, by_all, "the index lost a rule");
    }
});
