//! A configuration becomes a rule set, with all that is wrong with it: loading gives both, and the caller decides
//! (`rules.md R12`).

use rustc_hash::FxHashMap;

use crate::ids::{PartnerId, ProfileId, TemplateId};
use crate::index::Builder;
use crate::index::summary::Summary;
use crate::lint::{self, Lint};
use crate::model::{Assignment, Catalog, Condition, Profile, Rule, Status, Task};
use crate::problem::{Findings, Problem, Source, locate};
use crate::rule_set::{RuleSet, Slot};
use crate::semantics::{Reading, Semantics};
use crate::settings::Settings;
use crate::template::{PoolBuilder, Template, compile};
use crate::wire::{self, Objects};

/// What a configuration comes to.
#[derive(Debug)]
pub struct Loaded {
    /// The rules: what is usable of them.
    pub rules: RuleSet,
    /// The tasks that it brings (`tasks.md T43`).
    pub tasks: Vec<Task>,
    /// All that is wrong, by file and place.
    pub problems: Vec<Problem>,
}

/// Reads and compiles a configuration. What has an error takes no part; the rest is loaded all the same.
pub fn load(sources: &[Source<'_>], settings: Settings, reading: Reading) -> Loaded {
    let (mut objects, mut findings) = wire::read(sources);
    let templates = Templates::compile(&objects, &mut findings);
    templates.disable_rules(&mut objects, &mut findings);
    let lint = Lint { templates: &templates.list, summaries: &templates.summaries, by_id: &templates.by_id, pool: &templates.pool };
    lint.run(&objects, &mut findings);
    let tasks = std::mem::take(&mut objects.tasks).into_iter().map(|placed| placed.value).collect();
    let rules = assemble(objects, templates, settings, reading);
    Loaded { rules, tasks, problems: locate(findings, sources) }
}

/// The templates of a configuration, compiled, in ascending id.
struct Templates {
    pool: PoolBuilder,
    list: Vec<Template>,
    summaries: Vec<Summary>,
    by_id: FxHashMap<TemplateId, u32>,
}

impl Templates {
    fn compile(objects: &Objects<'_>, findings: &mut Findings) -> Self {
        let mut pool = PoolBuilder::new();
        let mut compiled: Vec<(Template, Summary)> =
            objects.templates.iter().map(|printed| compile(printed, &mut pool, findings)).collect();
        compiled.sort_by_key(|(template, _)| template.id);
        let (list, summaries): (Vec<Template>, Vec<Summary>) = compiled.into_iter().unzip();
        let by_id = list.iter().enumerate().map(|(place, template)| (template.id, place as u32)).collect();
        Templates { pool, list, summaries, by_id }
    }

    /// A rule that names a template which cannot be asked is unusable as well.
    fn disable_rules(&self, objects: &mut Objects<'_>, findings: &mut Findings) {
        for placed in &mut objects.profiles {
            let partner = placed.profile.partner;
            for (place, rule) in placed.profile.rules.iter_mut().enumerate() {
                let named = rule.conditions.iter().filter_map(|condition| match condition {
                    Condition::Boolean { templates, .. } => Some(&**templates),
                    Condition::BooleanWithoutIds { .. } | Condition::Category(_) => None,
                });
                let unusable = named
                    .flatten()
                    .filter_map(|id| self.list.get(*self.by_id.get(id)? as usize))
                    .find(|template| template.unusable && template.is_boolean && template.is_active() && template.partner == partner);
                if let Some(template) = unusable {
                    findings.push(lint::unusable_template(
                        placed.profile.id,
                        place,
                        template,
                        placed.rules_at.get(place).copied().unwrap_or(placed.at),
                    ));
                    rule.unusable = true;
                }
            }
        }
    }
}

fn assemble(objects: Objects<'_>, templates: Templates, settings: Settings, reading: Reading) -> RuleSet {
    let Templates { pool, list, summaries, by_id: template_by_id } = templates;
    let mut profiles: Vec<Profile> = objects.profiles.into_iter().map(|placed| placed.profile).collect();
    profiles.sort_by_key(|profile| (profile.partner, profile.id));
    let items: Vec<_> = objects.items.into_iter().map(|placed| placed.value).collect();
    let assignments = match objects.assignments {
        Some(assignments) => assignments.into_iter().map(|placed| placed.value).collect(),
        None => all_assigned(&profiles, &items),
    };
    let (names, pool) = pool.finish(reading);
    let mut rules = Vec::new();
    let mut accounts: FxHashMap<PartnerId, std::ops::Range<u32>> = FxHashMap::default();
    let mut by_id: FxHashMap<ProfileId, u32> = FxHashMap::default();
    for (number, profile) in profiles.iter().enumerate() {
        by_id.insert(profile.id, number as u32);
        let first = rules.len() as u32;
        rules.extend((0..profile.rules.len() as u32).map(|place| Slot { profile: number as u32, place }));
        let end = rules.len() as u32;
        accounts.entry(profile.partner).and_modify(|range| range.end = end).or_insert(first..end);
    }
    let index = Builder { summaries: &summaries, templates: &template_by_id, all: &list }.build(usable(&profiles, &rules));
    RuleSet {
        settings,
        semantics: Semantics::of(reading),
        names,
        pool,
        catalog: Catalog::new(items, assignments),
        by_id,
        accounts,
        rules: rules.into(),
        profiles: profiles.into(),
        templates: list.into(),
        template_by_id,
        index,
    }
}

/// The usable rules of active profiles, with their numbers.
fn usable<'p>(profiles: &'p [Profile], rules: &'p [Slot]) -> impl Iterator<Item = (u32, PartnerId, &'p Rule)> {
    rules.iter().enumerate().filter_map(|(number, slot)| {
        let profile = profiles.get(slot.profile as usize)?;
        let rule = profile.rules.get(slot.place as usize)?;
        (profile.status == Status::Active && !rule.unusable).then_some((number as u32, profile.partner, rule))
    })
}

/// Without assignments every item counts as assigned to the accounts of the profiles (`users.md`, Folder).
fn all_assigned(profiles: &[Profile], items: &[crate::model::CatalogItem]) -> Vec<Assignment> {
    let mut partners: Vec<PartnerId> = profiles.iter().map(|profile| profile.partner).collect();
    partners.dedup();
    partners
        .into_iter()
        .flat_map(|partner| items.iter().map(move |item| Assignment { id: None, partner, item: item.id, status: Status::Active }))
        .collect()
}
