//! What a configuration holds, and the reading of its sources.

use reach_rawjson::{Error, Reader};
use rustc_hash::FxHashMap;

use crate::model::{Assignment, CatalogItem, Profile, Task};
use crate::problem::{Finding, Findings, ObjectKind, ProblemKind, Source, Spot};

use super::assignment::assignment;
use super::catalog_item::catalog_item;
use super::fields::Element;
use super::profile::profile;
use super::report::Report;
use super::task::task;
use super::template::{Template, template};

/// All objects of a configuration that can be used, in the order of the sources.
#[derive(Debug, Default)]
pub struct Objects<'s> {
    /// The profiles; an unusable rule keeps its place.
    pub profiles: Vec<PlacedProfile>,
    /// The templates, not compiled yet.
    pub templates: Vec<Template<'s>>,
    /// The catalog items.
    pub items: Vec<Placed<CatalogItem>>,
    /// The assignments; `None` when no source holds any, which is not the same as a source without any
    /// (`users.md`, Folder).
    pub assignments: Option<Vec<Placed<Assignment>>>,
    /// The tasks.
    pub tasks: Vec<Placed<Task>>,
}

/// An object, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The object.
    pub value: T,
    /// Where it begins.
    pub at: Spot,
}

/// A profile, and where it and its rules stand.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedProfile {
    /// The profile.
    pub profile: Profile,
    /// Where it begins.
    pub at: Spot,
    /// Where each of its rules begins.
    pub rules_at: Vec<Spot>,
}

/// Reads all objects of all sources, and tells all that is wrong with them.
///
/// A source that is not JSON gives no objects at all; an object that cannot be used is left out or marked, and the
/// others are read all the same. Findings name sources by their place in the slice.
pub fn read<'s>(sources: &[Source<'s>]) -> (Objects<'s>, Findings) {
    let mut collector = Collector { objects: Objects::default(), report: Report::default(), ids: FxHashMap::default() };
    for (number, source) in sources.iter().enumerate() {
        collector.report.begin(number);
        collector.source(source);
    }
    (collector.objects, collector.report.findings)
}

/// What was read so far.
pub(super) struct Collector<'s> {
    pub objects: Objects<'s>,
    pub report: Report,
    ids: FxHashMap<(ObjectKind, i64), Spot>,
}

impl<'s> Collector<'s> {
    fn source(&mut self, source: &Source<'s>) {
        let before = self.lengths();
        if source.holds == Some(ObjectKind::Assignment) {
            self.objects.assignments.get_or_insert_default();
        }
        let read = Reader::new(source.bytes).and_then(|mut reader| {
            self.document(&mut reader, source)?;
            reader.end()
        });
        if let Err(error) = read {
            self.forget_since(before);
            self.report.add(u32::try_from(error.offset()).unwrap_or(u32::MAX), ProblemKind::Json(error));
        }
    }

    /// Reads an object of a kind that is known. False when it is no object at all.
    pub fn object(&mut self, kind: ObjectKind, reader: &mut Reader<'s>, source: &Source<'s>) -> Result<bool, Error> {
        let Collector { objects, report, ids } = self;
        match kind {
            ObjectKind::Profile => {
                let read = profile(reader, report)?;
                Ok(keep(read, &mut objects.profiles, |placed| claim(ids, report, kind, placed.profile.id.0, placed.at)))
            }
            ObjectKind::Template => {
                let read = template(reader, report)?;
                Ok(keep(read, &mut objects.templates, |template| claim(ids, report, kind, template.id.0, template.at)))
            }
            ObjectKind::CatalogItem => {
                let read = catalog_item(reader, report)?;
                Ok(keep(read, &mut objects.items, |item| claim(ids, report, kind, item.value.id.0, item.at)))
            }
            ObjectKind::Assignment => {
                let read = assignment(reader, report)?;
                Ok(keep(read, objects.assignments.get_or_insert_default(), |assignment| {
                    assignment.value.id.is_none_or(|id| claim(ids, report, kind, id, assignment.at))
                }))
            }
            ObjectKind::Task => {
                let read = task(reader, source.partner, report)?;
                Ok(keep(read, &mut objects.tasks, |task| claim(ids, report, kind, task.value.id.0, task.at)))
            }
        }
    }

    fn lengths(&self) -> [usize; 5] {
        let Objects { profiles, templates, items, assignments, tasks } = &self.objects;
        [profiles.len(), templates.len(), items.len(), assignments.as_ref().map_or(0, Vec::len), tasks.len()]
    }

    /// Drops what the source being read has given.
    fn forget_since(&mut self, [profiles, templates, items, assignments, tasks]: [usize; 5]) {
        self.objects.profiles.truncate(profiles);
        self.objects.templates.truncate(templates);
        self.objects.items.truncate(items);
        if let Some(held) = &mut self.objects.assignments {
            held.truncate(assignments);
        }
        self.objects.tasks.truncate(tasks);
        let source = self.report.spot(0).source;
        self.ids.retain(|_, spot| spot.source != source);
    }
}

/// Keeps what was read if it may be. False when it was no object.
fn keep<T>(read: Element<T>, list: &mut Vec<T>, may_be: impl FnOnce(&T) -> bool) -> bool {
    match read {
        Element::Read(object) => {
            if may_be(&object) {
                list.push(object);
            }
            true
        }
        Element::LeftOut => true,
        Element::NoObject => false,
    }
}

/// Whether an id is new among objects of its kind; one that is not is reported.
fn claim(ids: &mut FxHashMap<(ObjectKind, i64), Spot>, report: &mut Report, object: ObjectKind, id: i64, at: Spot) -> bool {
    let first = *ids.entry((object, id)).or_insert(at);
    if first != at {
        report.push(Finding::new(at, ProblemKind::DuplicateId { object, id }).first(first).about(format!("{object} {id}")));
    }
    first == at
}
