//! Why a rule ordered, or did not, in one line.

use reach_rules::facts::Read;
use reach_rules::trace::{ConditionOutcome, ConditionWhy, RuleOutcome, TemplateOutcome, TemplateState, WaitsFor};
use reach_rules::{CategoryId, RuleSet};
use serde_json::{Value, json};

/// The outcome in words: `matched`, or the first thing that kept the rule from it.
pub fn line(outcome: &RuleOutcome, rules: &RuleSet) -> String {
    match outcome {
        RuleOutcome::Matched { conditions } if conditions.is_empty() => {
            "matched: it has no conditions, and the object became ready".to_owned()
        }
        RuleOutcome::Matched { conditions } => format!("matched: {}", all(conditions, rules)),
        RuleOutcome::NotTriggered(waits) => waits_for(waits, rules),
        RuleOutcome::Unmet { conditions } => format!("not met: {}", last(conditions, rules)),
        RuleOutcome::Stopped { by } => format!("stopped by {by}, which matched"),
        RuleOutcome::Failed { conditions } => format!("failed: {}", last(conditions, rules)),
        RuleOutcome::Undecided { need } => format!("undecided: the event does not tell `{need}`"),
        RuleOutcome::Unusable => "unusable: `reach check` says why".to_owned(),
        RuleOutcome::ProfileNotActive => "its profile is not active".to_owned(),
        RuleOutcome::NoReach => "its account has no REACH (`reach_partners` in reach.toml)".to_owned(),
    }
}

/// The outcome as JSON: its kind, and the words.
pub fn json(outcome: &RuleOutcome, rules: &RuleSet) -> Value {
    let kind = match outcome {
        RuleOutcome::Matched { .. } => "matched",
        RuleOutcome::NotTriggered(_) => "not-triggered",
        RuleOutcome::Unmet { .. } => "unmet",
        RuleOutcome::Stopped { .. } => "stopped",
        RuleOutcome::Failed { .. } => "failed",
        RuleOutcome::Undecided { .. } => "undecided",
        RuleOutcome::Unusable => "unusable",
        RuleOutcome::ProfileNotActive => "profile-not-active",
        RuleOutcome::NoReach => "no-reach",
    };
    json!({"outcome": kind, "why": line(outcome, rules)})
}

fn waits_for(waits: &WaitsFor, rules: &RuleSet) -> String {
    match waits {
        WaitsFor::Ready { entries: true, assets: false } => "waits for an entry that becomes ready".to_owned(),
        WaitsFor::Ready { entries: false, assets: true } => "waits for an asset that becomes ready".to_owned(),
        WaitsFor::Ready { entries: true, assets: true } => "waits for an entry or an asset that becomes ready".to_owned(),
        WaitsFor::Ready { entries: false, assets: false } => "has no action that orders anything".to_owned(),
        WaitsFor::CategoryAdded(categories) => format!("waits for an entry put into category {}", list(categories)),
        WaitsFor::Templates(templates) => match templates.as_slice() {
            [] => "its conditions name no templates".to_owned(),
            templates => templates.iter().map(|outcome| template(outcome, rules, false)).collect::<Vec<_>>().join("; "),
        },
    }
}

fn all(conditions: &[ConditionOutcome], rules: &RuleSet) -> String {
    conditions.iter().map(|outcome| condition(outcome, rules)).collect::<Vec<_>>().join(", and ")
}

fn last(conditions: &[ConditionOutcome], rules: &RuleSet) -> String {
    conditions.last().map_or_else(|| "a condition".to_owned(), |outcome| condition(outcome, rules))
}

fn condition(outcome: &ConditionOutcome, rules: &RuleSet) -> String {
    let not = if outcome.not { "not: " } else { "" };
    let why = match &outcome.why {
        ConditionWhy::Templates(templates) => {
            // What fired settles it; else everything counts.
            let fired = templates.iter().find(|outcome| outcome.state == TemplateState::Fired);
            match fired {
                Some(fired) => template(fired, rules, false),
                None => templates.iter().map(|outcome| template(outcome, rules, true)).collect::<Vec<_>>().join("; "),
            }
        }
        ConditionWhy::Category { named, assigned, level } => {
            let among = assigned.iter().any(|category| named.contains(category));
            let place = if assigned.is_empty() { "in no category".to_owned() } else { format!("in category {}", list(assigned)) };
            match (among, level) {
                (true, Some(level)) => format!("the entry is {place}, put there by a member of level {level}"),
                (true, None) => format!("the entry is {place}"),
                (false, _) => format!("the entry is {place}, not in {}", list(named)),
            }
        }
    };
    format!("{not}{why}")
}

fn list(categories: &[CategoryId]) -> String {
    categories.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn template(outcome: &TemplateOutcome, _rules: &RuleSet, alone: bool) -> String {
    let name = match &outcome.name {
        Some(name) => format!("template {} \"{name}\"", outcome.template),
        None => format!("template {}", outcome.template),
    };
    match &outcome.state {
        TemplateState::Missing => format!("there is no template {}", outcome.template),
        TemplateState::NotActive => format!("{name} is not active"),
        TemplateState::OtherAccount => format!("{name} is of another account"),
        TemplateState::NotBoolean => format!("{name} is no Boolean template"),
        TemplateState::Unusable => format!("{name} is unusable: `reach check` says why"),
        TemplateState::OtherEvent { event_type, object_type } => {
            let event_type = event_type.map_or("an unknown event", |event_type| event_type.name());
            let object_type = object_type.map_or("an unknown object", |object_type| object_type.name().unwrap_or(object_type.value()));
            format!("{name} waits for {event_type} of {object_type}")
        }
        TemplateState::NotAsked => format!("{name} was not asked"),
        TemplateState::Fired => format!("{name} fired"),
        TemplateState::DidNotFire { condition, reads } => {
            let subject = if alone { format!("{name} did not fire: ") } else { format!("{name}: ") };
            format!("{subject}condition {} does not hold{}", condition + 1, read(reads))
        }
        TemplateState::Failed { fault, reads } => format!("{name} failed: {fault}{}", read(reads)),
        TemplateState::Undecided { need } => format!("{name} needs `{need}`, which the event does not tell"),
    }
}

fn read(reads: &[Read]) -> String {
    if reads.is_empty() {
        return String::new();
    }
    let reads: Vec<String> = reads.iter().map(|read| format!("{} is {} ({})", read.call, read.value, read.source)).collect();
    format!("; {}", reads.join(", "))
}
