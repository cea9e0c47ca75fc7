//! The slow reference: each rule of the event's account, one after the other (L16).
//!
//! It reads the workload's own data, not the printed configuration and messages, and knows nothing of the engine. Documented semantics:
//! `rules.md` R1 to R4, R6, R7, R9 to R11, as far as a workload goes.

use crate::workload::Workload;
use crate::workload::event::{Event, Happening};
use crate::workload::model::{Account, Condition, Question, Rule};

/// What one event comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many rules match, whether a rule before them stops their profile or not.
    pub matching: usize,
    /// The rules that fire, in profile and rule order.
    pub fired: Vec<Fired>,
    /// The catalog items that they order, each once in a profile, in order.
    pub ordered: Vec<Ordered>,
}

/// A rule that fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fired {
    /// The profile's id.
    pub profile: u32,
    /// The rule's number in it, from 1.
    pub rule: u32,
}

/// A catalog item that a profile orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordered {
    /// The profile's id.
    pub profile: u32,
    /// The item's id.
    pub item: u32,
}

/// What the workload's rules make of its event.
#[must_use]
pub fn decide(workload: &Workload, event: &Event) -> Outcome {
    let account = &workload.accounts[event.account];
    let mut outcome = Outcome::default();
    for profile in &account.profiles {
        let mut stopped = false;
        for (rule, number) in profile.rules.iter().zip(1..).filter(|(rule, _)| matches(account, rule, event)) {
            outcome.matching += 1;
            if !stopped {
                outcome.fired.push(Fired { profile: profile.id, rule: number });
                let ordered = rule.items.iter().map(|&item| Ordered { profile: profile.id, item });
                let new: Vec<Ordered> = ordered.filter(|order| !outcome.ordered.contains(order)).collect();
                outcome.ordered.extend(new);
            }
            stopped |= rule.stop_processing;
        }
    }
    outcome
}

fn matches(account: &Account, rule: &Rule, event: &Event) -> bool {
    match &rule.condition {
        Condition::Always => event.happening == Happening::BecameReady,
        Condition::Templates(templates) => templates.iter().any(|&template| fires(account.templates[template].question, event)),
        Condition::Categories(categories) => match event.happening {
            Happening::Categorised { category } => categories.contains(&category),
            Happening::BecameReady | Happening::Edited | Happening::Played | Happening::Captioned { .. } => false,
        },
    }
}

fn fires(question: Question, event: &Event) -> bool {
    let entry = &event.entry;
    let (ready, edited) = match event.happening {
        Happening::BecameReady => (entry.ready, false),
        Happening::Edited => (false, true),
        Happening::Captioned { label, accuracy } => {
            return matches!(question, Question::Asset { label: wanted, accuracy: least } if label == wanted && accuracy >= least);
        }
        Happening::Played | Happening::Categorised { .. } => return false,
    };
    match question {
        Question::Tag { tag } => edited && entry.tags.contains(&tag),
        Question::Equality { media_type, user } => ready && entry.media_type == media_type && entry.user == user,
        Question::Comparison { low, high } => ready && (low..high).contains(&entry.length),
        Question::Mixed { series, tag, access_control } => {
            edited && (entry.series == series || entry.tags.contains(&tag)) && !entry.no_reach && entry.access_control == access_control
        }
        Question::Asset { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Size;

    /// A workload of one account and profile with one always-on rule and one category rule, to change and decide.
    fn workload() -> Workload {
        let mut workload = Workload::with_events(Size::W10, 1).unwrap();
        let account = workload.accounts[0].id;
        workload.accounts[0].profiles[0].rules =
            vec![rule(Condition::Always, vec![1, 2], false), rule(Condition::Categories(vec![account * 100_000 + 1]), vec![3], false)];
        workload
    }

    fn rule(condition: Condition, items: Vec<u32>, stop_processing: bool) -> Rule {
        Rule { condition, items, stop_processing }
    }

    fn event(workload: &Workload, happening: Happening) -> Event {
        Event { happening, ..workload.events[0] }
    }

    #[test]
    fn an_always_on_rule_fires_when_an_entry_becomes_ready_and_at_nothing_else() {
        let workload = workload();
        let fired = |happening| decide(&workload, &event(&workload, happening)).fired.len();
        assert_eq!(fired(Happening::BecameReady), 1);
        for other in [Happening::Edited, Happening::Played, Happening::Captioned { label: 1, accuracy: 99 }] {
            assert_eq!(fired(other), 0);
        }
    }

    #[test]
    fn a_category_rule_fires_for_its_categories() {
        let workload = workload();
        let category = workload.accounts[0].id * 100_000 + 1;
        let outcome = |category| decide(&workload, &event(&workload, Happening::Categorised { category }));
        let profile = workload.accounts[0].profiles[0].id;
        assert_eq!(outcome(category).fired, [Fired { profile, rule: 2 }]);
        assert_eq!(outcome(category).ordered, [Ordered { profile, item: 3 }]);
        assert_eq!(outcome(category + 1), Outcome::default());
    }

    #[test]
    fn a_rule_that_stops_leaves_out_those_after_it_in_its_profile_and_an_item_is_ordered_once() {
        let mut workload = workload();
        let rules = vec![
            rule(Condition::Always, vec![1], false),
            rule(Condition::Always, vec![1, 2], true),
            rule(Condition::Always, vec![3], false),
        ];
        let first = workload.accounts[0].profiles[0].clone();
        workload.accounts[0].profiles.push(first);
        workload.accounts[0].profiles[1].id += 1;
        workload.accounts[0].profiles[0].rules = rules;
        let outcome = decide(&workload, &event(&workload, Happening::BecameReady));
        assert_eq!(outcome.matching, 4);
        let fired: Vec<u32> = outcome.fired.iter().map(|fired| fired.rule).collect();
        assert_eq!(fired, [1, 2, 1]);
        let items: Vec<u32> = outcome.ordered.iter().map(|ordered| ordered.item).collect();
        assert_eq!(items, [1, 2, 1, 2]);
    }

    #[test]
    fn each_question_holds_for_what_it_names_and_for_no_other() {
        let workload = workload();
        let sample = workload.events[0];
        let [tag, ..] = sample.entry.tags;
        let entry = crate::workload::event::Entry { ready: true, no_reach: false, media_type: 5, length: 1_000, ..sample.entry };
        let mixed = |series, tag, access_control| Question::Mixed { series, tag, access_control };
        let unknown = 1_000_000;
        let cases = [
            (Question::Tag { tag }, Happening::Edited, true),
            (Question::Tag { tag: unknown }, Happening::Edited, false),
            (Question::Tag { tag }, Happening::BecameReady, false),
            (Question::Equality { media_type: 5, user: entry.user }, Happening::BecameReady, true),
            (Question::Equality { media_type: 1, user: entry.user }, Happening::BecameReady, false),
            (Question::Equality { media_type: 5, user: unknown }, Happening::BecameReady, false),
            (Question::Equality { media_type: 5, user: entry.user }, Happening::Played, false),
            (Question::Comparison { low: 1_000, high: 1_001 }, Happening::BecameReady, true),
            (Question::Comparison { low: 0, high: 1_000 }, Happening::BecameReady, false),
            (mixed(entry.series, unknown, entry.access_control), Happening::Edited, true),
            (mixed(unknown, tag, entry.access_control), Happening::Edited, true),
            (mixed(unknown, unknown, entry.access_control), Happening::Edited, false),
            (mixed(entry.series, tag, entry.access_control + 1), Happening::Edited, false),
            (Question::Asset { label: 4, accuracy: 90 }, Happening::Captioned { label: 4, accuracy: 90 }, true),
            (Question::Asset { label: 4, accuracy: 90 }, Happening::Captioned { label: 4, accuracy: 89 }, false),
            (Question::Asset { label: 4, accuracy: 90 }, Happening::Captioned { label: 5, accuracy: 95 }, false),
            (Question::Asset { label: 4, accuracy: 90 }, Happening::BecameReady, false),
        ];
        for (question, happening, holds) in cases {
            assert_eq!(fires(question, &Event { happening, entry, ..sample }), holds, "{question:?} {happening:?}");
        }
        let barred = Event { happening: Happening::Edited, entry: crate::workload::event::Entry { no_reach: true, ..entry }, ..sample };
        assert!(!fires(mixed(entry.series, tag, entry.access_control), &barred));
    }
}
