//! The server's reading (`server-rules.md` S1 to S30): up to three passes an event, each with rules of its own.

use crate::decision::{Order, OrderedItem, Step, Subject};
use crate::facts::Facts;
use crate::ids::RuleId;
use crate::model::{Action, Condition, ObjectType, Rule, Status};
use crate::need::Fact;
use crate::platform::{Class, EventType};
use crate::rule_set::Placed;
use crate::settings::Settings;
use crate::trace::{ConditionOutcome, ConditionWhy, RuleOutcome, Trace};

use super::boolean::Fires;
use super::{Deciding, category, effects};

/// `DELETED` of schedule events.
const SCHEDULE_EVENT_DELETED: i64 = 3;
const READY: i64 = 2;

pub(super) fn decide(deciding: &mut Deciding<'_, '_>, trace: &mut impl Trace) {
    let passes = Passes::of(deciding.facts(), &deciding.rules.settings);
    let done = deciding.known(passes).is_some_and(|passes| run(deciding, &passes).is_some());
    if !done {
        deciding.decision.steps.clear();
        deciding.decision.matched.clear();
    }
    for placed in deciding.rules.placed(deciding.facts().event().partner) {
        trace.rule(placed.id, || outcome(deciding, &placed));
    }
}

/// `None` when the event ends in a throw (D35) or a need.
fn run(deciding: &mut Deciding<'_, '_>, passes: &Passes) -> Option<()> {
    let facts = deciding.facts();
    let settings = &deciding.rules.settings;
    let mut fired = false;
    if passes.boolean && settings.has_reach(facts.event().partner) {
        fired = boolean_pass(deciding)?;
    }
    let reprice = deciding.known(effects::reprice(facts, settings))?;
    effects::push(&mut deciding.decision.steps, Step::Reprice, reprice);
    if let Some(subject) = passes.empty {
        other_pass(deciding, Pass::Empty, subject)?;
    }
    if passes.regular {
        other_pass(deciding, Pass::Regular, Subject::Object)?;
    }
    let release = deciding.known(effects::release_server(facts, passes.empty.is_some()))?;
    effects::push(&mut deciding.decision.steps, Step::Release, release);
    let withdraw = deciding.known(effects::withdraw(facts, settings, fired || reprice))?;
    effects::push(&mut deciding.decision.steps, Step::Withdraw, withdraw);
    effects::push(&mut deciding.decision.steps, Step::Settle, effects::settle(facts));
    Some(())
}

/// Which passes an event runs (S6).
#[derive(Debug, Default)]
pub(super) struct Passes {
    pub boolean: bool,
    empty: Option<Subject>,
    regular: bool,
}

impl Passes {
    pub fn of(facts: &Facts<'_>, settings: &Settings) -> Fact<Self> {
        let event = facts.event();
        let (Some(event_type), class) = (event.event_type, event.class) else { return Ok(Passes::default()) };
        let is = |above| class.is_a(above);
        let supported = || effects::is_supported(facts, settings);
        let mut passes = Passes::default();
        match event_type {
            EventType::ObjectAdded if is(Class::CATEGORY_ENTRY) => {
                passes.boolean = facts.category_added()?.is_some();
                passes.regular = passes.boolean;
            }
            EventType::ObjectAdded if is(Class::ENTRY) => {
                passes.empty = (facts.entry_ready()? && supported()?).then_some(Subject::Object);
            }
            EventType::ObjectAdded if is(Class::ASSET) => passes.empty = facts.asset_ready()?.then_some(Subject::Object),
            EventType::ObjectCreated if is(Class::ENTRY) => passes.boolean = supported()?,
            EventType::ObjectCreated if is(Class::LIVE_STREAM_SCHEDULE_EVENT) => passes.boolean = facts.has_template_entry()?,
            EventType::ObjectChanged if is(Class::ENTRY) => {
                passes.boolean = supported()?;
                let ready = passes.boolean && facts.entry_ready()? && !facts.is_blocked()?;
                passes.empty = ready.then_some(Subject::Object);
            }
            EventType::ObjectChanged if is(Class::CAPTION_ASSET) => passes.boolean = facts.asset_ready()?,
            EventType::ObjectChanged if is(Class::FLAVOR_ASSET) => {
                let ready = facts.asset_ready()? && flavor_entry_is_ready(facts)?;
                passes.empty = ready.then_some(Subject::Entry);
            }
            EventType::ObjectChanged if is(Class::CATEGORY_ENTRY) => {
                passes.boolean = facts.category_added()?.is_some();
                passes.regular = passes.boolean;
            }
            EventType::ObjectChanged if is(Class::LIVE_STREAM_SCHEDULE_EVENT) => {
                passes.boolean = facts.object_status()? != Some(SCHEDULE_EVENT_DELETED) && facts.has_template_entry()?;
            }
            EventType::ObjectAdded | EventType::ObjectCreated | EventType::ObjectChanged | EventType::ObjectReplaced => {}
            _ => passes.boolean = true,
        }
        Ok(passes)
    }
}

/// Whether the event is not on an entry, or on one of a type that REACH takes (S3).
pub(super) fn supported_entry(facts: &Facts<'_>, settings: &Settings) -> bool {
    !facts.event().class.is_a(Class::ENTRY) || effects::is_supported(facts, settings).unwrap_or(true)
}

fn flavor_entry_is_ready(facts: &Facts<'_>) -> Fact<bool> {
    let Some(entry) = facts.entry()? else { return Ok(false) };
    Ok(entry.status()? == Some(READY) && !facts.is_blocked()?)
}

/// S10 to S17: each live Boolean condition stands alone. Whether one fired.
fn boolean_pass(deciding: &mut Deciding<'_, '_>) -> Option<bool> {
    let mut fired = false;
    for placed in deciding.rules.active(deciding.facts().event().partner) {
        for condition in placed.rule.conditions.iter() {
            let Condition::Boolean { templates, .. } = condition else { continue };
            let mut ascending = templates.to_vec();
            ascending.sort_unstable();
            let answer = deciding.fires(&ascending);
            // The first throw that is met ends the event, also when a later template would have fired.
            let mut thrown = answer.faults;
            match answer.fires {
                Fires::Yes if thrown.is_empty() => {
                    fired = true;
                    deciding.decision.matched.push(placed.id);
                    if let Some(action) = placed.rule.actions.first() {
                        let order = order(&placed, action.object_type, &[(action, placed.id)], Subject::Object);
                        deciding.decision.steps.push(Step::Order(order));
                    }
                    continue;
                }
                Fires::No => continue,
                Fires::Yes => {}
                Fires::Failed(faults) => thrown.extend(faults),
                Fires::Undecided(need) => {
                    deciding.undecided(Some(placed.id), need);
                    return None;
                }
            }
            for (template, fault) in thrown {
                deciding.failed(placed.id, template, &fault, true);
            }
            return None;
        }
    }
    Some(fired)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Empty,
    Regular,
}

/// S18 to S24: the actions of fulfilled rules add up, one order a profile and object type.
fn other_pass(deciding: &mut Deciding<'_, '_>, pass: Pass, subject: Subject) -> Option<()> {
    let rules: Vec<Placed<'_>> = deciding.rules.active(deciding.facts().event().partner).collect();
    for profile in rules.chunk_by(|left, right| left.id.profile == right.id.profile) {
        let mut actions: Vec<(&Action, RuleId)> = Vec::new();
        for placed in profile.iter().filter(|placed| takes_part(placed.rule, pass)) {
            let fulfilled = fulfilled(deciding, placed.rule);
            if !deciding.known(fulfilled)? {
                continue;
            }
            deciding.decision.matched.push(placed.id);
            actions.extend(placed.rule.actions.iter().map(|action| (action, placed.id)));
            if placed.rule.stop_processing {
                break;
            }
        }
        let Some(first) = profile.first() else { continue };
        let mut types: Vec<ObjectType> = Vec::new();
        for (action, _) in &actions {
            if !types.contains(&action.object_type) {
                types.push(action.object_type);
            }
        }
        for object_type in types {
            let of_type: Vec<_> = actions.iter().copied().filter(|(action, _)| action.object_type == object_type).collect();
            deciding.decision.steps.push(Step::Order(order(first, object_type, &of_type, subject)));
        }
    }
    Some(())
}

fn order(placed: &Placed<'_>, object_type: ObjectType, actions: &[(&Action, RuleId)], subject: Subject) -> Order {
    let items =
        actions.iter().flat_map(|(action, rule)| action.items.iter().map(|item| OrderedItem { item: *item, rule: rule.number })).collect();
    Order { profile: placed.id.profile, object_type, items, subject }
}

/// S20, S21.
fn takes_part(rule: &Rule, pass: Pass) -> bool {
    let mut is_boolean = true;
    for condition in rule.conditions.iter() {
        match condition {
            Condition::Boolean { .. } | Condition::BooleanWithoutIds { exact: false, .. } => return false,
            Condition::BooleanWithoutIds { exact: true, .. } => {}
            Condition::Category(_) => {
                is_boolean = false;
                break;
            }
        }
    }
    match pass {
        Pass::Empty => is_boolean,
        Pass::Regular => !is_boolean || rule.conditions.len() > 1,
    }
}

/// S22
fn fulfilled(deciding: &Deciding<'_, '_>, rule: &Rule) -> Fact<bool> {
    for condition in rule.conditions.iter() {
        let holds = match condition {
            Condition::Boolean { not, .. } | Condition::BooleanWithoutIds { not, .. } => !not,
            Condition::Category(condition) => category::holds_server(condition, deciding.facts())?,
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What became of a rule, whichever pass it takes part in.
fn outcome(deciding: &Deciding<'_, '_>, placed: &Placed<'_>) -> RuleOutcome {
    if placed.rule.unusable {
        return RuleOutcome::Unusable;
    }
    if placed.profile.status != Status::Active {
        return RuleOutcome::ProfileNotActive;
    }
    if let Some(undecided) = deciding.decision.undecided.iter().find(|undecided| undecided.rule.is_none_or(|rule| rule == placed.id)) {
        return RuleOutcome::Undecided { need: undecided.need.0.to_string() };
    }
    let facts = deciding.facts();
    let conditions = placed.rule.conditions.iter().enumerate().filter_map(|(place, condition)| {
        let (not, held, why) = match condition {
            Condition::BooleanWithoutIds { .. } => return None,
            Condition::Category(condition) => {
                (condition.not, category::holds_server(condition, facts).ok(), category::explain(condition, facts))
            }
            Condition::Boolean { templates, .. } => {
                let held = match deciding.fires(templates).fires {
                    Fires::Yes => Some(true),
                    Fires::No => Some(false),
                    Fires::Failed(_) | Fires::Undecided(_) => None,
                };
                (false, held, ConditionWhy::Templates(deciding.explain_templates(templates)))
            }
        };
        Some(ConditionOutcome { place, not, held, why })
    });
    let conditions = conditions.collect();
    if deciding.decision.matched.contains(&placed.id) { RuleOutcome::Matched { conditions } } else { RuleOutcome::Unmet { conditions } }
}
