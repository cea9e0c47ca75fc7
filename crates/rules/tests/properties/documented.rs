//! P1 to P6 of `divergences.md`, of the documented reading.

use proptest::prelude::*;
use reach_rules::event::Completeness;
use reach_rules::trace::RuleOutcome;
use reach_rules::{Decision, Reading};

use crate::configuration::{Configuration, Rule, configuration, without_ids};
use crate::decided::{asked, besides_orders, by_all, by_index};
use crate::events::event;

fn decide(configuration: &Configuration, event: &str) -> Decision {
    by_index(&configuration.load(Reading::Documented), event, Completeness::Complete)
}

/// The configuration with each rule replaced.
fn with_rules(configuration: &Configuration, change: impl Fn(Rule) -> Vec<Rule>) -> Configuration {
    let mut changed = configuration.clone();
    for profile in &mut changed.profiles {
        profile.rules = std::mem::take(&mut profile.rules).into_iter().flat_map(&change).collect();
    }
    changed
}

/// One rule for each action of a rule that does not stop.
fn split(rule: Rule) -> Vec<Rule> {
    if rule.stops || rule.actions.len() < 2 {
        return vec![rule];
    }
    rule.actions.iter().map(|action| Rule { actions: vec![action.clone()], ..rule.clone() }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p1_reversed_conditions_change_nothing(configuration in configuration(), event in event(0.02)) {
        let reversed = with_rules(&configuration, |mut rule| {
            rule.conditions.reverse();
            vec![rule]
        });
        let (one, other) = (decide(&configuration, &event), decide(&reversed, &event));
        prop_assert_eq!((&one.matched, &one.steps), (&other.matched, &other.steps));
    }

    #[test]
    fn p2_a_condition_without_ids_changes_nothing(configuration in configuration(), event in event(0.02), added in without_ids()) {
        let longer = with_rules(&configuration, |mut rule| {
            rule.conditions.push(added.clone());
            vec![rule]
        });
        prop_assert_eq!(decide(&configuration, &event), decide(&longer, &event));
    }

    #[test]
    fn p3_a_rule_split_by_its_actions_changes_nothing(configuration in configuration(), event in event(0.02)) {
        let (one, other) = (decide(&configuration, &event), decide(&with_rules(&configuration, split), &event));
        prop_assert_eq!(asked(&one), asked(&other));
        prop_assert_eq!(besides_orders(&one), besides_orders(&other));
    }

    #[test]
    fn p4_each_rule_twice_changes_nothing(configuration in configuration(), event in event(0.02)) {
        let (one, other) = (decide(&configuration, &event), decide(&with_rules(&configuration, |rule| vec![rule.clone(), rule]), &event));
        prop_assert_eq!(asked(&one), asked(&other));
        prop_assert_eq!(besides_orders(&one), besides_orders(&other));
    }

    #[test]
    fn p5_the_order_of_profiles_and_assignments_changes_nothing(configuration in configuration(), event in event(0.02)) {
        let mut turned = configuration.clone();
        turned.profiles.reverse();
        turned.assignments.reverse();
        turned.templates.reverse();
        prop_assert_eq!(decide(&configuration, &event), decide(&turned, &event));
    }

    #[test]
    fn p6_rules_that_do_not_match_may_go(configuration in configuration(), event in event(0.02)) {
        let (all, explain) = by_all(&configuration.load(Reading::Documented), &event, Completeness::Complete);
        let mut fewer = configuration.clone();
        for profile in &mut fewer.profiles {
            let mut number = 0;
            profile.rules.retain(|_| {
                number += 1;
                explain.rules.iter().all(|(id, outcome)| {
                    (id.profile.0, id.number.0) != (profile.id, number) || matches!(outcome, RuleOutcome::Matched { .. })
                })
            });
        }
        let left = decide(&fewer, &event);
        prop_assert_eq!(asked(&all), asked(&left));
        prop_assert_eq!(besides_orders(&all), besides_orders(&left));
    }
}
