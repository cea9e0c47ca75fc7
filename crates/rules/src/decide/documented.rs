//! The documented reading (`rules.md R1` to R10, R19; `divergences.md E1` to E9): profiles in ascending id, their
//! rules in array order, whatever their kind.

use crate::decision::{Order, OrderedItem, Step, Subject};
use crate::ids::{CategoryId, RuleId, TemplateId};
use crate::model::{Condition, ObjectType, Rule, Status};
use crate::need::{Fact, Need};
use crate::rule_set::Placed;
use crate::trace::{ConditionOutcome, ConditionWhy, RuleOutcome, Trace, WaitsFor};

use super::boolean::Fires;
use super::{Deciding, category, effects};

pub(super) fn decide(deciding: &mut Deciding<'_, '_>, trace: &mut impl Trace) {
    let facts = deciding.facts();
    let settings = &deciding.rules.settings;
    let reprice = effects::reprice(facts, settings);
    if let Some(due) = deciding.known(reprice) {
        effects::push(&mut deciding.decision.steps, Step::Reprice, due);
    }
    decide_rules(deciding, trace);
    let release = effects::release_documented(facts);
    if let Some(due) = deciding.known(release) {
        effects::push(&mut deciding.decision.steps, Step::Release, due);
    }
    let withdraw = effects::withdraw(facts, settings, true);
    if let Some(due) = deciding.known(withdraw) {
        effects::push(&mut deciding.decision.steps, Step::Withdraw, due);
    }
    effects::push(&mut deciding.decision.steps, Step::Settle, effects::settle(facts));
}

fn decide_rules(deciding: &mut Deciding<'_, '_>, trace: &mut impl Trace) {
    let rules = deciding.rules;
    let facts = deciding.facts();
    let partner = facts.event().partner;
    if !rules.settings.has_reach(partner) {
        for placed in rules.placed(partner) {
            trace.rule(placed.id, || RuleOutcome::NoReach);
        }
        return;
    }
    // The rule that ended the profile, if one did.
    let mut stopped_by: Option<RuleId> = None;
    let candidates = rules.candidates(facts, trace);
    for placed in candidates.iter().map(|place| rules.place(*place)) {
        let stop = stopped_by.filter(|by| by.profile == placed.id.profile);
        if placed.profile.status != Status::Active {
            trace.rule(placed.id, || RuleOutcome::ProfileNotActive);
        } else if let Some(by) = stop {
            trace.rule(placed.id, || RuleOutcome::Stopped { by });
        } else {
            let matched = decide_rule(deciding, &placed, trace);
            if matched && placed.rule.stop_processing {
                stopped_by = Some(placed.id);
            }
        }
    }
}

/// Whether the rule matched; what it orders is put down.
fn decide_rule(deciding: &mut Deciding<'_, '_>, placed: &Placed<'_>, trace: &mut impl Trace) -> bool {
    if placed.rule.unusable {
        trace.rule(placed.id, || RuleOutcome::Unusable);
        return false;
    }
    match matching(deciding, placed.id, placed.rule) {
        Ok(Matching::Yes(kind)) => {
            trace.rule(placed.id, || RuleOutcome::Matched { conditions: explain(deciding, placed.rule, None) });
            deciding.decision.matched.push(placed.id);
            order(deciding, placed, kind);
            true
        }
        Ok(Matching::NotTriggered) => {
            trace.rule(placed.id, || RuleOutcome::NotTriggered(waits_for(deciding, placed.rule)));
            false
        }
        Ok(Matching::Unmet(last)) => {
            trace.rule(placed.id, || RuleOutcome::Unmet { conditions: explain(deciding, placed.rule, Some(last)) });
            false
        }
        Ok(Matching::Failed(last)) => {
            trace.rule(placed.id, || RuleOutcome::Failed { conditions: explain(deciding, placed.rule, Some(last)) });
            false
        }
        Err(need) => {
            trace.rule(placed.id, || RuleOutcome::Undecided { need: need.0.to_string() });
            deciding.undecided(Some(placed.id), need);
            false
        }
    }
}

/// What triggers a rule (R7).
enum Trigger<'r> {
    Ready,
    Category(Vec<&'r [CategoryId]>),
    Boolean(Vec<&'r [TemplateId]>),
}

fn trigger(rule: &Rule) -> Trigger<'_> {
    let mut categories = Vec::new();
    let mut templates: Vec<&[TemplateId]> = Vec::new();
    for condition in &rule.conditions {
        match condition {
            Condition::Boolean { templates: ids, .. } => templates.push(ids),
            Condition::Category(category) => categories.push(&*category.categories),
            Condition::BooleanWithoutIds { .. } => {}
        }
    }
    match () {
        () if !templates.is_empty() => Trigger::Boolean(templates),
        () if !categories.is_empty() => Trigger::Category(categories),
        () => Trigger::Ready,
    }
}

enum Matching {
    /// With the only object type whose actions count (E6).
    Yes(Option<ObjectType>),
    NotTriggered,
    /// By the condition at this place.
    Unmet(usize),
    /// By the condition at this place.
    Failed(usize),
}

fn matching(deciding: &mut Deciding<'_, '_>, id: RuleId, rule: &Rule) -> Fact<Matching> {
    let facts = deciding.facts();
    let triggered = match trigger(rule) {
        Trigger::Ready => {
            let has = |object_type| rule.actions.iter().any(|action| action.object_type == object_type);
            return Ok(match () {
                () if has(ObjectType::Entry) && facts.entry_ready()? => Matching::Yes(Some(ObjectType::Entry)),
                () if has(ObjectType::Asset) && facts.asset_ready()? => Matching::Yes(Some(ObjectType::Asset)),
                () => Matching::NotTriggered,
            });
        }
        Trigger::Category(named) => facts.category_added()?.is_some_and(|category| named.iter().any(|ids| ids.contains(&category))),
        Trigger::Boolean(named) => named.iter().any(|ids| deciding.triggers(ids)),
    };
    if !triggered {
        return Ok(Matching::NotTriggered);
    }
    conditions_hold(deciding, id, rule)
}

/// All conditions (R3). One that does not hold settles it, whatever the others; else a failure, else a need (P1).
fn conditions_hold(deciding: &mut Deciding<'_, '_>, id: RuleId, rule: &Rule) -> Fact<Matching> {
    let mut failed = None;
    let mut need: Option<Need> = None;
    let mut failures = Vec::new();
    for (place, condition) in rule.conditions.iter().enumerate() {
        let holds = match condition {
            Condition::BooleanWithoutIds { .. } => true,
            Condition::Category(condition) => match category::holds_documented(condition, deciding.facts()) {
                Ok(holds) => holds,
                Err(missing) => {
                    need.get_or_insert(missing);
                    continue;
                }
            },
            Condition::Boolean { templates, not } => {
                let answer = deciding.fires(templates);
                failures.extend(answer.faults.into_iter().map(|(template, fault)| (template, fault, false)));
                match answer.fires {
                    Fires::Yes => !not,
                    Fires::No => *not,
                    Fires::Failed(faults) => {
                        failures.extend(faults.into_iter().map(|(template, fault)| (template, fault, true)));
                        failed.get_or_insert(place);
                        continue;
                    }
                    Fires::Undecided(missing) => {
                        need.get_or_insert(missing);
                        continue;
                    }
                }
            }
        };
        if !holds {
            report(deciding, id, failures);
            return Ok(Matching::Unmet(place));
        }
    }
    report(deciding, id, failures);
    match (failed, need) {
        (Some(place), _) => Ok(Matching::Failed(place)),
        (None, Some(need)) => Err(need),
        (None, None) => Ok(Matching::Yes(None)),
    }
}

fn report(deciding: &mut Deciding<'_, '_>, rule: RuleId, failures: Vec<(TemplateId, reach_expr::Fault, bool)>) {
    for (template, fault, rule_failed) in failures {
        deciding.failed(rule, template, &fault, rule_failed);
    }
}

/// R9: one order an action.
fn order(deciding: &mut Deciding<'_, '_>, placed: &Placed<'_>, only: Option<ObjectType>) {
    for action in &placed.rule.actions {
        if action.items.is_empty() || only.is_some_and(|only| action.object_type != only) {
            continue;
        }
        let items = action.items.iter().map(|item| OrderedItem { item: *item, rule: placed.id.number }).collect();
        let order = Order { profile: placed.id.profile, object_type: action.object_type, items, subject: Subject::Object };
        deciding.decision.steps.push(Step::Order(order));
    }
}

fn waits_for(deciding: &Deciding<'_, '_>, rule: &Rule) -> WaitsFor {
    match trigger(rule) {
        Trigger::Ready => WaitsFor::Ready {
            entries: rule.actions.iter().any(|action| action.object_type == ObjectType::Entry),
            assets: rule.actions.iter().any(|action| action.object_type == ObjectType::Asset),
        },
        Trigger::Category(named) => WaitsFor::CategoryAdded(named.concat()),
        Trigger::Boolean(named) => WaitsFor::Templates(deciding.explain_templates(&named.concat())),
    }
}

/// The conditions up to `last`, explained.
fn explain(deciding: &Deciding<'_, '_>, rule: &Rule, last: Option<usize>) -> Vec<ConditionOutcome> {
    let facts = deciding.facts();
    let until = last.map_or(rule.conditions.len(), |last| last + 1);
    rule.conditions
        .iter()
        .enumerate()
        .take(until)
        .filter_map(|(place, condition)| {
            let (not, held, why) = match condition {
                Condition::BooleanWithoutIds { .. } => return None,
                Condition::Category(condition) => {
                    (condition.not, category::holds_documented(condition, facts).ok(), category::explain(condition, facts))
                }
                Condition::Boolean { templates, not } => {
                    let held = match deciding.fires(templates).fires {
                        Fires::Yes => Some(!not),
                        Fires::No => Some(*not),
                        Fires::Failed(_) | Fires::Undecided(_) => None,
                    };
                    (*not, held, ConditionWhy::Templates(deciding.explain_templates(templates)))
                }
            };
            Some(ConditionOutcome { place, not, held, why })
        })
        .collect()
}
