//! What is likely not meant: rules that cannot fire, or fire too often. Nothing here changes what is decided.

use reach_expr::{Fuel, Literal, Node, loose_eq};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::ids::{ItemId, PartnerId, ProfileId, RuleNumber, TemplateId};
use crate::index::summary::{Key, Probe, Summary};
use crate::model::{CatalogItem, Condition, ObjectType, Profile, Rule, Status};
use crate::names::{Meaning, Names};
use crate::platform::{EventType, GetterName, nearest};
use crate::problem::{Finding, Findings, ProblemKind, Spot};
use crate::template::{ConditionId, ExprId, Field, PoolBuilder, Template, Test};
use crate::wire::{Objects, PlacedProfile};

/// What lint reads beside the objects.
pub(crate) struct Lint<'l> {
    pub templates: &'l [Template],
    pub summaries: &'l [Summary],
    pub by_id: &'l FxHashMap<TemplateId, u32>,
    pub pool: &'l PoolBuilder,
}

/// A rule that names a template which cannot be asked.
pub(crate) fn unusable_template(profile: ProfileId, place: usize, template: &Template, at: Spot) -> Finding {
    Finding::new(at, ProblemKind::UnusableTemplate { template: template.id }).about(about(profile, place))
}

fn about(profile: ProfileId, place: usize) -> String {
    format!("profile {profile}, rule {}", place + 1)
}

impl Lint<'_> {
    /// Looks at everything.
    pub fn run(&self, objects: &Objects<'_>, findings: &mut Findings) {
        let items: FxHashMap<ItemId, &CatalogItem> = objects.items.iter().map(|placed| (placed.value.id, &placed.value)).collect();
        let assigned = objects.assignments.as_ref().map(|assignments| {
            let active = assignments.iter().filter(|placed| placed.value.status == Status::Active);
            active.map(|placed| (placed.value.partner, placed.value.item)).collect::<FxHashSet<_>>()
        });
        if let (None, Some(first)) = (&assigned, objects.profiles.first()) {
            findings.push(Finding::new(first.at, ProblemKind::NoAssignments));
        }
        for placed in &objects.profiles {
            self.profile(placed, &items, assigned.as_ref(), findings);
        }
        self.templates(objects, findings);
    }

    fn profile(
        &self,
        placed: &PlacedProfile,
        items: &FxHashMap<ItemId, &CatalogItem>,
        assigned: Option<&FxHashSet<(PartnerId, ItemId)>>,
        findings: &mut Findings,
    ) {
        let profile = &placed.profile;
        for (place, rule) in profile.rules.iter().enumerate() {
            let at = placed.rules_at.get(place).copied().unwrap_or(placed.at);
            let mut report = |kind| findings.push(Finding::new(at, kind).about(about(profile.id, place)));
            self.rule_templates(profile, rule, &mut report);
            if rule.unusable {
                continue;
            }
            rule_items(profile, rule, items, assigned, &mut report);
            if let Some(by) = stopped_by(profile, place) {
                report(ProblemKind::NeverReached { by });
            }
            let only_negated = !rule.conditions.is_empty()
                && rule.conditions.iter().all(|condition| matches!(condition, Condition::Category(category) if category.not));
            if only_negated {
                report(ProblemKind::OnlyNegatedCategories);
            }
            self.ordered_again(rule, items, &mut report);
        }
    }

    fn named<'r>(&self, rule: &'r Rule) -> impl Iterator<Item = (TemplateId, Option<u32>)> + use<'r, '_> {
        let ids = rule.conditions.iter().flat_map(|condition| match condition {
            Condition::Boolean { templates, .. } => &**templates,
            Condition::BooleanWithoutIds { .. } | Condition::Category(_) => &[],
        });
        ids.map(|id| (*id, self.by_id.get(id).copied()))
    }

    fn rule_templates(&self, profile: &Profile, rule: &Rule, report: &mut impl FnMut(ProblemKind)) {
        for (id, place) in self.named(rule) {
            let Some(template) = place.and_then(|place| self.templates.get(place as usize)) else {
                report(ProblemKind::UnknownTemplate { template: id });
                continue;
            };
            let because = match () {
                () if template.partner != profile.partner => "it is of another account",
                () if !template.is_boolean => "it is no Boolean template",
                () if !template.is_active() => "it is not active",
                () => continue,
            };
            report(ProblemKind::DeafTemplate { template: id, because });
        }
    }

    /// An item that is never a duplicate (`tasks.md T32`), on a rule whose templates fire whatever changed.
    fn ordered_again(&self, rule: &Rule, items: &FxHashMap<ItemId, &CatalogItem>, report: &mut impl FnMut(ProblemKind)) {
        let fires_often = self.named(rule).any(|(_, place)| {
            let template = place.and_then(|place| self.templates.get(place as usize));
            let summary = place.and_then(|place| self.summaries.get(place as usize));
            template.is_some_and(|template| template.event_type == Some(EventType::ObjectChanged))
                && summary.is_some_and(|summary| summary.gates.is_empty())
        });
        if !fires_often {
            return;
        }
        for item in rule.actions.iter().flat_map(|action| &action.items).filter_map(|id| items.get(id)) {
            if item.feature.never_duplicate {
                report(ProblemKind::OrderedAgain { item: item.id, feature: item.feature.name });
            }
        }
    }

    fn templates(&self, objects: &Objects<'_>, findings: &mut Findings) {
        for printed in &objects.templates {
            let Some(place) = self.by_id.get(&printed.id) else { continue };
            let (Some(template), Some(summary)) = (self.templates.get(*place as usize), self.summaries.get(*place as usize)) else {
                continue;
            };
            if template.unusable || !template.is_boolean {
                continue;
            }
            if let Some(because) = self.never_true(template, summary) {
                findings.push(Finding::new(printed.at, ProblemKind::NeverTrue { because: because.into() }).about(printed.about()));
            }
            let mut told: FxHashSet<&str> = FxHashSet::default();
            for expr in template.conditions.iter().flat_map(|condition| self.exprs(*condition)) {
                for method in self.unknown_getters(expr) {
                    let getter = self.pool.names.method_name(method);
                    if told.insert(getter) {
                        findings.push(Finding::new(printed.at, unknown_getter(getter)).about(printed.about()));
                    }
                }
            }
        }
    }

    /// Why a template's conditions can never hold, if they cannot.
    fn never_true(&self, template: &Template, summary: &Summary) -> Option<String> {
        for condition in &template.conditions {
            let condition = self.pool.condition(*condition);
            if let Test::Field(expr) = &condition.test {
                let ast = self.pool.ast(*expr);
                if let Node::Literal(literal) = ast.node(ast.root())
                    && reach_expr::to_bool(&literal.value()) == condition.not
                {
                    return Some("one of them is always false".to_owned());
                }
            }
        }
        let mut single = summary.options.iter().filter_map(|option| match option.as_slice() {
            [key] => Some(key),
            _ => None,
        });
        let names = &self.pool.names;
        single
            .clone()
            .find_map(|key| match key.probe {
                Probe::Range(low, high) if low > high => Some(format!("{} cannot lie in both bands", getter(key, names))),
                _ => None,
            })
            .or_else(|| {
                let mut seen: Vec<&Key> = Vec::new();
                single.find_map(|key| {
                    let other = seen
                        .iter()
                        .find(|other| contradicts(key, other))
                        .map(|_| format!("{} cannot equal two values", getter(key, names)));
                    seen.push(key);
                    other
                })
            })
    }

    /// The expressions of a condition.
    fn exprs(&self, id: ConditionId) -> Vec<ExprId> {
        match &self.pool.condition(id).test {
            Test::Field(expr) | Test::Match { field: Field::Code { expr: Some(expr), .. }, .. } => vec![*expr],
            Test::Or(conditions) => conditions.iter().flat_map(|condition| self.exprs(*condition)).collect(),
            Test::Match { .. }
            | Test::Compare { .. }
            | Test::ObjectChanged { .. }
            | Test::MatchMetadata { .. }
            | Test::CompareMetadata { .. } => Vec::new(),
        }
    }

    fn unknown_getters(&self, expr: ExprId) -> impl Iterator<Item = reach_expr::MethodId> {
        let names = &self.pool.names;
        self.pool.ast(expr).nodes().filter_map(move |node| match node {
            Node::Method { method, args, .. }
                if args.is_empty() && names.meaning(*method) == Meaning::Property && !names.is_known_getter(*method) =>
            {
                Some(*method)
            }
            _ => None,
        })
    }
}

fn unknown_getter(getter: &str) -> ProblemKind {
    let property = getter.get("get".len()..).unwrap_or_default();
    let mut chars = property.chars();
    let property: String = chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect();
    let nearest = nearest(getter, GetterName::all().map(GetterName::name));
    ProblemKind::UnknownGetter { getter: getter.into(), property: property.into(), nearest }
}

fn getter(key: &Key, names: &Names) -> String {
    let method = match key.path {
        crate::index::summary::Path::Value(method) | crate::index::summary::Path::Elements(method) => method,
    };
    format!("`{}()`", names.method_name(method))
}

fn contradicts(left: &Key, right: &Key) -> bool {
    let (Probe::Equal(left_literal), Probe::Equal(right_literal)) = (&left.probe, &right.probe) else { return false };
    let is_value = matches!(left.path, crate::index::summary::Path::Value(_));
    let equal = |left: &Literal, right: &Literal| loose_eq(&left.value(), &right.value(), &mut Fuel::new()).unwrap_or(true);
    is_value && left.path == right.path && !equal(left_literal, right_literal)
}

fn rule_items(
    profile: &Profile,
    rule: &Rule,
    items: &FxHashMap<ItemId, &CatalogItem>,
    assigned: Option<&FxHashSet<(PartnerId, ItemId)>>,
    report: &mut impl FnMut(ProblemKind),
) {
    if rule.actions.iter().all(|action| action.items.is_empty()) && !rule.stop_processing {
        report(ProblemKind::OrdersNothing);
    }
    for id in rule.actions.iter().flat_map(|action| &action.items) {
        let known = items.get(id).is_some_and(|item| item.status != Status::Deleted);
        if !known {
            report(ProblemKind::UnknownItem { item: *id });
        } else if assigned.is_some_and(|assigned| !assigned.contains(&(profile.partner, *id))) {
            report(ProblemKind::UnassignedItem { item: *id, partner: profile.partner });
        }
    }
}

/// The rule before that one in its profile which matches whenever it would, and stops.
fn stopped_by(profile: &Profile, place: usize) -> Option<RuleNumber> {
    let always_on = |rule: &Rule| rule.conditions.iter().all(|condition| matches!(condition, Condition::BooleanWithoutIds { .. }));
    let types = |rule: &Rule| -> Vec<ObjectType> { rule.actions.iter().map(|action| action.object_type).collect() };
    let rule = profile.rules.get(place).filter(|rule| always_on(rule))?;
    let wanted = types(rule);
    let stops = |before: &Rule| {
        !before.unusable
            && before.stop_processing
            && always_on(before)
            && wanted.iter().all(|object_type| types(before).contains(object_type))
    };
    profile.rules.iter().take(place).position(stops).map(|by| RuleNumber(by as u32 + 1))
}
