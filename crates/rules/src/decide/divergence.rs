//! Which divergences of the server's reading can touch a rule on an event (`divergences.md` D1 to D24, D36). A rule that
//! the two readings judge differently is explained by one of these alone when there is only one.

use crate::decision::{Decision, Step};
use crate::facts::Facts;
use crate::ids::RuleId;
use crate::model::{Condition, ObjectType, Rule};
use crate::platform::{Class, EventType};
use crate::rule_set::RuleSet;

use super::server::{Passes, supported_entry};

impl RuleSet {
    /// The divergences that can make the server judge a rule differently on this event. `decision` is the documented one.
    pub fn rule_divergences(&self, id: RuleId, facts: &Facts<'_>, decision: &Decision) -> Vec<&'static str> {
        let Some(rule) = self.rule(id) else { return Vec::new() };
        let event = facts.event();
        let shape = Shape::of(rule);
        let passes = Passes::of(facts, &self.settings).unwrap_or_default();
        let category = facts.category_added().ok().flatten();
        let is_always_on = shape.booleans == 0 && shape.categories == 0;
        let named = || shape.templates.iter().filter_map(|id| self.template(*id));
        let stopped = decision.matched.iter().any(|matched| {
            matched.profile == id.profile && matched.number < id.number && self.rule(*matched).is_some_and(|rule| rule.stop_processing)
        });
        let has_server_type = event.class.server_template_type().is_some();
        let boolean = shape.booleans > 0;
        let checks: [(&'static str, bool); 17] = [
            ("D1", !boolean && shape.categories > 0 && category.is_some_and(|category| !shape.named_categories.contains(&category))),
            ("D2", shape.booleans > 1),
            ("D3", boolean && shape.categories > 0),
            ("D4", boolean && rule.actions.len() > 1),
            (
                "D5",
                is_always_on
                    && (event.class.is_a(Class::ASSET) || rule.actions.iter().any(|action| action.object_type == ObjectType::Asset)),
            ),
            ("D6", stopped || boolean && rule.stop_processing),
            ("D7", shape.negated_boolean),
            ("D8", boolean && shape.category_first && category.is_some()),
            ("D9", named().any(|template| template.partner.0 == 0)),
            ("D10", named().any(|template| !template.is_boolean)),
            ("D11", boolean && has_server_type && !passes.boolean && supported_entry(facts, &self.settings)),
            ("D12", shape.without_ids),
            ("D13", boolean && !has_server_type && event.class.template_type().is_some()),
            ("D14", !supported_entry(facts, &self.settings)),
            ("D15", is_always_on && facts.is_blocked().unwrap_or(false)),
            ("D18", shape.permission),
            ("D19", shape.negated_category),
        ];
        let mut ids: Vec<&'static str> = checks.into_iter().filter(|(_, applies)| *applies).map(|(id, _)| id).collect();
        if !self.settings.has_reach(event.partner) {
            ids.push("D22");
        }
        ids
    }
}

/// The divergences that make the steps of two decisions differ, but for their orders.
pub fn step_divergences(facts: &Facts<'_>, documented: &Decision, server: &Decision) -> Vec<&'static str> {
    let has = |decision: &Decision, step: &Step| decision.steps.contains(step);
    let mut ids = Vec::new();
    if has(documented, &Step::Release) != has(server, &Step::Release) {
        let blocked = facts.is_blocked().unwrap_or(false);
        let added = facts.event().event_type == Some(EventType::ObjectAdded);
        ids.push(match (blocked, added) {
            (true, _) => "D15",
            (false, true) if facts.event().class.is_a(Class::ENTRY) => "D24",
            (false, _) => "D36",
        });
    }
    if has(documented, &Step::Withdraw) != has(server, &Step::Withdraw) {
        ids.push("D17");
    }
    ids
}

/// What a rule is made of.
#[derive(Default)]
struct Shape {
    booleans: usize,
    categories: usize,
    templates: Vec<crate::ids::TemplateId>,
    named_categories: Vec<crate::ids::CategoryId>,
    negated_boolean: bool,
    negated_category: bool,
    permission: bool,
    category_first: bool,
    without_ids: bool,
}

impl Shape {
    fn of(rule: &Rule) -> Self {
        let mut shape = Shape::default();
        for condition in &rule.conditions {
            match condition {
                Condition::Boolean { templates, not } => {
                    shape.booleans += 1;
                    shape.templates.extend_from_slice(templates);
                    shape.negated_boolean |= not;
                }
                Condition::BooleanWithoutIds { .. } => shape.without_ids = true,
                Condition::Category(category) => {
                    shape.categories += 1;
                    shape.category_first |= shape.booleans == 0;
                    shape.named_categories.extend_from_slice(&category.categories);
                    shape.negated_category |= category.not;
                    shape.permission |= category.permission.is_some() || category.comparison.is_some();
                }
            }
        }
        shape
    }
}
