//! Which rules may match an event, without asking them: by account, event type and object type, then by columns
//! that must have changed, then by values.
//!
//! The index offers too many rules rather than too few: each is then decided in full.

pub(crate) mod summary;
mod table;

use reach_expr::Fault;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::Facts;
use crate::ids::{CategoryId, PartnerId};
use crate::model::{Condition, ObjectType, Rule};
use crate::platform::{EventType, TemplateObjectType};
use crate::rule_set::RuleSet;
use crate::template::Template;

use summary::{Key, Path, Summary};
use table::Table;

/// The index of a rule set.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Always-on rules with orders on entries, on assets.
    ready: FxHashMap<PartnerId, Ready>,
    /// Rules with category conditions alone.
    categories: FxHashMap<(PartnerId, CategoryId), Vec<u32>>,
    /// Rules with Boolean conditions.
    boolean: FxHashMap<(PartnerId, EventType, TemplateObjectType), Bucket>,
}

#[derive(Debug, Default)]
struct Ready {
    entries: Vec<u32>,
    assets: Vec<u32>,
}

/// Rules that wait for one kind of event of one account.
#[derive(Debug, Default)]
struct Bucket {
    gates: Vec<Gate>,
}

/// Rules that need the same column to have changed, or none.
#[derive(Debug, Default)]
struct Gate {
    column: Option<Box<str>>,
    /// Rules of which nothing more is known.
    always: Vec<u32>,
    tables: Vec<(Path, Table)>,
}

impl Index {
    /// The numbers of the rules that may match, ascending, each once.
    pub fn candidates(&self, rules: &RuleSet, facts: &Facts<'_>) -> Vec<u32> {
        let event = facts.event();
        let mut found = Vec::new();
        if let (Some(event_type), Some(object_type)) = (event.event_type, event.class.template_type())
            && let Some(bucket) = self.boolean.get(&(event.partner, event_type, object_type))
        {
            bucket.offer(facts, &mut found);
        }
        if let Some(ready) = self.ready.get(&event.partner) {
            // A need is met again, and reported, by the rule itself.
            if !ready.entries.is_empty() && facts.entry_ready().unwrap_or(true) {
                found.extend_from_slice(&ready.entries);
            }
            if !ready.assets.is_empty() && facts.asset_ready().unwrap_or(true) {
                found.extend_from_slice(&ready.assets);
            }
        }
        match facts.category_added() {
            Ok(Some(category)) => found.extend(self.categories.get(&(event.partner, category)).into_iter().flatten()),
            Ok(None) => {}
            Err(_) => found.extend(rules.numbers_of_category_rules(event.partner)),
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Bucket {
    fn offer(&self, facts: &Facts<'_>, found: &mut Vec<u32>) {
        for gate in &self.gates {
            let open = match &gate.column {
                None => true,
                Some(column) => facts.event().full_column_modified(column).unwrap_or(true),
            };
            if !open {
                continue;
            }
            found.extend_from_slice(&gate.always);
            for (path, table) in &gate.tables {
                match path {
                    Path::Value(method) => match facts.object_value(*method) {
                        Ok(value) => table.offer(&value, found),
                        Err(Fault::Unknown { .. } | Fault::Thrown { .. } | Fault::OverBudget { .. } | Fault::Unsupported { .. }) => {
                            table.offer_all(found)
                        }
                    },
                    Path::Elements(method) => {
                        if facts.object_elements(*method, |element| table.offer(element, found)).is_err() {
                            table.offer_all(found);
                        }
                    }
                }
            }
        }
    }
}

/// Builds the index.
pub(crate) struct Builder<'r> {
    /// A summary for each template, in the rule set's order.
    pub summaries: &'r [Summary],
    pub templates: &'r FxHashMap<crate::ids::TemplateId, u32>,
    pub all: &'r [Template],
}

/// What is known of a rule in one bucket.
struct Entry {
    rule: u32,
    options: Vec<Vec<Key>>,
    gates: Vec<Box<str>>,
}

type BucketKey = (PartnerId, EventType, TemplateObjectType);

impl Builder<'_> {
    /// The index of usable rules of active profiles, given with their numbers, ascending.
    pub fn build<'m>(&self, rules: impl Iterator<Item = (u32, PartnerId, &'m Rule)>) -> Index {
        let mut index = Index::default();
        let mut entries: FxHashMap<BucketKey, Vec<Entry>> = FxHashMap::default();
        for (number, partner, rule) in rules {
            let has_boolean = rule.conditions.iter().any(|condition| matches!(condition, Condition::Boolean { .. }));
            let categories: Vec<CategoryId> = rule
                .conditions
                .iter()
                .filter_map(|condition| match condition {
                    Condition::Category(condition) => Some(condition.categories.iter().copied()),
                    Condition::Boolean { .. } | Condition::BooleanWithoutIds { .. } => None,
                })
                .flatten()
                .collect();
            let has_category = rule.conditions.iter().any(|condition| matches!(condition, Condition::Category(_)));
            if has_boolean {
                self.add_boolean(number, partner, rule, &mut entries);
            } else if has_category {
                for category in categories {
                    let numbers = index.categories.entry((partner, category)).or_default();
                    if numbers.last() != Some(&number) {
                        numbers.push(number);
                    }
                }
            } else {
                let ready = index.ready.entry(partner).or_default();
                for (object_type, numbers) in [(ObjectType::Entry, &mut ready.entries), (ObjectType::Asset, &mut ready.assets)] {
                    if rule.actions.iter().any(|action| action.object_type == object_type) {
                        numbers.push(number);
                    }
                }
            }
        }
        index.boolean = entries.into_iter().map(|(key, entries)| (key, Bucket::of(entries))).collect();
        index
    }

    fn add_boolean(&self, number: u32, partner: PartnerId, rule: &Rule, entries: &mut FxHashMap<BucketKey, Vec<Entry>>) {
        let mut keys: Vec<BucketKey> = Vec::new();
        for condition in &rule.conditions {
            if let Condition::Boolean { templates, .. } = condition {
                for (_, template) in self.listening(partner, templates) {
                    if let (Some(event_type), Some(object_type)) = (template.event_type, template.object_type) {
                        let key = (partner, event_type, object_type);
                        if !keys.contains(&key) {
                            keys.push(key);
                        }
                    }
                }
            }
        }
        for key in keys {
            if let Some(entry) = self.entry(number, rule, key) {
                entries.entry(key).or_default().push(entry);
            }
        }
    }

    /// The templates that can fire at all, with their places.
    fn listening<'t>(&'t self, partner: PartnerId, ids: &'t [crate::ids::TemplateId]) -> impl Iterator<Item = (usize, &'t Template)> {
        ids.iter().filter_map(move |id| {
            let place = *self.templates.get(id)? as usize;
            let template = self.all.get(place)?;
            (template.is_active() && template.is_boolean && !template.unusable && template.partner == partner).then_some((place, template))
        })
    }

    /// What is known of the rule in that bucket; `None` when it cannot match there.
    fn entry(&self, number: u32, rule: &Rule, (partner, event_type, object_type): BucketKey) -> Option<Entry> {
        let mut known = Summary::default();
        for condition in &rule.conditions {
            let Condition::Boolean { templates, not } = condition else { continue };
            let here: Vec<&Summary> = self
                .listening(partner, templates)
                .filter(|(_, template)| template.event_type == Some(event_type) && template.object_type == Some(object_type))
                .filter_map(|(place, _)| self.summaries.get(place))
                .collect();
            if *not {
                known.may_throw |= here.iter().any(|summary| summary.may_throw);
                continue;
            }
            // One of its templates must fire.
            let any = match here.into_iter().cloned().reduce(Summary::or) {
                Some(any) => any,
                // The rule cannot match, but what was asked before may throw, and is told.
                None if known.may_throw => break,
                None => return None,
            };
            known = known.and(any);
        }
        Some(Entry { rule: number, options: known.options, gates: known.gates })
    }
}

impl Bucket {
    /// Each rule goes by the option whose paths hold the most different values, among the rules of the bucket.
    fn of(entries: Vec<Entry>) -> Self {
        let mut variety: FxHashMap<Path, FxHashSet<u64>> = FxHashMap::default();
        for key in entries.iter().flat_map(|entry| entry.options.iter().flatten()) {
            variety.entry(key.path).or_default().insert(table::hash_probe(&key.probe));
        }
        let score = |option: &Vec<Key>| option.iter().map(|key| variety.get(&key.path).map_or(0, FxHashSet::len)).min().unwrap_or(0);
        let mut bucket = Bucket::default();
        for entry in &entries {
            let gate = bucket.gate(entry.gates.first().map(|column| &**column));
            match entry.options.iter().max_by_key(|option| score(option)) {
                None => gate.always.push(entry.rule),
                Some(option) => {
                    for key in option {
                        gate.table(key.path).insert(&key.probe, entry.rule);
                    }
                }
            }
        }
        for gate in &mut bucket.gates {
            gate.tables.iter_mut().for_each(|(_, table)| table.finish());
        }
        bucket
    }

    fn gate(&mut self, column: Option<&str>) -> &mut Gate {
        let place = self.gates.iter().position(|gate| gate.column.as_deref() == column).unwrap_or_else(|| {
            self.gates.push(Gate { column: column.map(Into::into), ..Gate::default() });
            self.gates.len() - 1
        });
        &mut self.gates[place]
    }
}

impl Gate {
    fn table(&mut self, path: Path) -> &mut Table {
        let place = self.tables.iter().position(|(known, _)| *known == path).unwrap_or_else(|| {
            self.tables.push((path, Table::default()));
            self.tables.len() - 1
        });
        &mut self.tables[place].1
    }
}
