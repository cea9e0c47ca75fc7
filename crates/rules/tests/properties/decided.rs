//! Deciding an event that is text.

use reach_events::Decoder;
use reach_rules::event::Completeness;
use reach_rules::{Decision, Explain, Loaded, NoTrace, Order, Step};

/// The time of every decision: the first second of 2026.
const NOW: i64 = 1_767_225_600;

/// What the index offers, decided.
pub fn by_index(loaded: &Loaded, event: &str, completeness: Completeness) -> Decision {
    let event = Decoder { completeness, ..Decoder::default() }.decode(event.as_bytes()).unwrap();
    loaded.rules.decide(&loaded.rules.facts(&event, NOW), &mut NoTrace)
}

/// Every rule asked, with what became of each.
pub fn by_all(loaded: &Loaded, event: &str, completeness: Completeness) -> (Decision, Explain) {
    let event = Decoder { completeness, ..Decoder::default() }.decode(event.as_bytes()).unwrap();
    let mut explain = Explain::default();
    let decision = loaded.rules.decide(&loaded.rules.facts(&event, NOW), &mut explain);
    (decision, explain)
}

/// One item asked for: profile, object type, item. The rule's number is left out, since properties renumber rules.
pub type Asked = (i64, String, i64);

/// What a decision asks for, in order, each once (`rules.md R11`).
pub fn asked(decision: &Decision) -> Vec<Asked> {
    let mut asked = Vec::new();
    for order in decision.steps.iter().filter_map(order_of) {
        for item in &order.items {
            let one = (order.profile.0, format!("{:?} {:?}", order.object_type, order.subject), item.item.0);
            if !asked.contains(&one) {
                asked.push(one);
            }
        }
    }
    asked
}

/// What a decision does besides ordering, in order.
pub fn besides_orders(decision: &Decision) -> Vec<&Step> {
    decision.steps.iter().filter(|step| order_of(step).is_none()).collect()
}

fn order_of(step: &Step) -> Option<&Order> {
    match step {
        Step::Order(order) => Some(order),
        Step::Reprice | Step::Release | Step::Withdraw | Step::Settle => None,
    }
}
