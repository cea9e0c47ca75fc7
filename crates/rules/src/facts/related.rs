//! The objects beside the event's own (`event.md`, `related`), and finding one of them by its id.

use reach_expr::Object;
use reach_rawjson::{Key, Kind, Raw};

use super::entity::{Place, named_class};
use super::{Facts, OBJECT, scalar};
use crate::event::Event;
use crate::need::{Fact, Need};
use crate::platform::Class;

/// The parts of `related`; `None`: absent.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Related<'e> {
    entry: Option<Raw<'e>>,
    entries: Option<Raw<'e>>,
    category_entries: Option<Raw<'e>>,
    category_users: Option<Raw<'e>>,
    categories: Option<Raw<'e>>,
    assets: Option<Raw<'e>>,
    users: Option<Raw<'e>>,
    schedule_events: Option<Raw<'e>>,
    metadata: Option<Raw<'e>>,
}

/// A list of `related`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Assets,
    CategoryEntries,
    CategoryUsers,
    Metadata,
    ScheduleEvents,
}

/// A map of `related`, by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Map {
    Entries,
    Categories,
    Users,
}

pub(super) const ENTRY_ID: Key<'static> = Key::new("entryId");
const KUSER_ID: Key<'static> = Key::new("kuserId");

impl<'e> Related<'e> {
    pub fn read(event: &'e Event<'e>) -> Self {
        let mut related = Related::default();
        for (name, value) in event.related.into_iter().flat_map(Raw::members) {
            let part = match &*name.decode() {
                "entry" => &mut related.entry,
                "entries" => &mut related.entries,
                "categoryEntries" => &mut related.category_entries,
                "categoryUsers" => &mut related.category_users,
                "categories" => &mut related.categories,
                "assets" => &mut related.assets,
                "users" => &mut related.users,
                "scheduleEvents" => &mut related.schedule_events,
                "metadata" => &mut related.metadata,
                _ => continue,
            };
            *part = Some(value);
        }
        related
    }

    fn list(&self, list: List) -> Option<Raw<'e>> {
        match list {
            List::Assets => self.assets,
            List::CategoryEntries => self.category_entries,
            List::CategoryUsers => self.category_users,
            List::Metadata => self.metadata,
            List::ScheduleEvents => self.schedule_events,
        }
    }

    fn map(&self, map: Map) -> Option<Raw<'e>> {
        match map {
            Map::Entries => self.entries,
            Map::Categories => self.categories,
            Map::Users => self.users,
        }
    }
}

impl List {
    fn name(self) -> &'static str {
        match self {
            List::Assets => "assets",
            List::CategoryEntries => "categoryEntries",
            List::CategoryUsers => "categoryUsers",
            List::Metadata => "metadata",
            List::ScheduleEvents => "scheduleEvents",
        }
    }

    /// The class of its objects, or above it (`expressions.md P3`).
    pub fn class(self) -> Class {
        match self {
            List::Assets => Class::ASSET,
            List::CategoryEntries => Class::CATEGORY_ENTRY,
            List::CategoryUsers => Class::CATEGORY_KUSER,
            List::Metadata => Class::METADATA,
            List::ScheduleEvents => Class::SCHEDULE_EVENT,
        }
    }

    /// The class of an object in it (`expressions.md P3`).
    fn class_of(self, object: Raw<'_>) -> Class {
        match self {
            List::Assets => named_class(object).unwrap_or(Class::FLAVOR_ASSET),
            List::ScheduleEvents => named_class(object).unwrap_or(Class::SCHEDULE_EVENT),
            List::CategoryEntries | List::CategoryUsers | List::Metadata => self.class(),
        }
    }
}

impl Map {
    fn name(self) -> &'static str {
        match self {
            Map::Entries => "entries",
            Map::Categories => "categories",
            Map::Users => "users",
        }
    }

    fn class(self) -> Class {
        match self {
            Map::Entries => Class::ENTRY,
            Map::Categories => Class::CATEGORY,
            Map::Users => Class::KUSER,
        }
    }

    fn class_of(self, object: Raw<'_>) -> Class {
        match self {
            Map::Entries => named_class(object).unwrap_or(Class::ENTRY),
            Map::Categories | Map::Users => self.class(),
        }
    }
}

impl<'e> Facts<'e> {
    /// The objects of a list, in the order given, without the event's own.
    pub(super) fn listed(&self, list: List) -> Fact<Vec<Object>> {
        match self.related().list(list) {
            Some(raw) => {
                let objects = raw.elements().enumerate().filter(|(_, object)| object.kind() == Kind::Object);
                let meet = |(at, object)| self.meet(object, Place::List(list.name(), at), || list.class_of(object));
                Ok(objects.map(meet).collect())
            }
            None if self.event.is_partial() => Err(Need::of(format!("related.{}", list.name()))),
            None => Ok(Vec::new()),
        }
    }

    /// The objects of a list with the event's own in the place of its copy, which `is_copy` tells; it comes last
    /// where it has none (`vectors.md`, State and event).
    pub(super) fn listed_in_place(&self, list: List, is_copy: impl Fn(Object) -> Fact<bool>) -> Fact<Vec<Object>> {
        let mut objects = self.listed(list)?;
        if !self.own.class.is_a(list.class()) {
            return Ok(objects);
        }
        let mut is_there = false;
        let mut kept = Vec::with_capacity(objects.len() + 1);
        for object in objects.drain(..) {
            if !is_copy(object)? {
                kept.push(object);
            } else if !is_there {
                is_there = true;
                kept.push(OBJECT);
            }
        }
        if !is_there {
            kept.push(OBJECT);
        }
        Ok(kept)
    }

    /// The objects of a list, the event's own first and its copy left out (`expressions.md P`).
    pub(super) fn listed_own_first(&self, list: List, is_copy: impl Fn(Object) -> Fact<bool>) -> Fact<Vec<Object>> {
        let mut objects = self.listed_in_place(list, is_copy)?;
        if let Some(at) = objects.iter().position(|object| *object == OBJECT) {
            objects[..=at].rotate_right(1);
        }
        Ok(objects)
    }

    /// Whether another object of the event has the id of its own.
    pub(super) fn has_own_id(&self, object: Object) -> Fact<bool> {
        let Some(id) = self.own.id()? else { return Ok(false) };
        self.entity(object).map_or(Ok(false), |entity| entity.has_id(&id))
    }

    /// The entry of that id, whatever its status.
    pub(super) fn entry_by_id(&self, id: &str) -> Fact<Option<Object>> {
        if self.own.class.is_a(Class::ENTRY) && self.own.has_id(id)? {
            return Ok(Some(OBJECT));
        }
        if let Some(entry) = self.related().entry {
            let object = self.meet(entry, Place::Entry, || named_class(entry).unwrap_or(Class::ENTRY));
            if entry.kind() == Kind::Object && self.is_related_entry(object, id)? {
                return Ok(Some(object));
            }
        }
        let is_own_entry = || self.own.is(&ENTRY_ID, id).is_ok_and(|is_so| is_so);
        if self.event.is_partial() && is_own_entry() {
            return match (self.related().entry, self.in_map(Map::Entries, id)?) {
                (_, Lookup::Found(object)) => Ok(Some(object)),
                (Some(_), _) | (None, Lookup::None) => Ok(None),
                (None, Lookup::NotTold) => Err(Need::of("related.entry")),
            };
        }
        self.by_id(Map::Entries, id)
    }

    /// An entry without an id of its own is the one that the event's object belongs to.
    fn is_related_entry(&self, entry: Object, id: &str) -> Fact<bool> {
        match self.entity(entry) {
            Some(entry) if entry.get(&Key::new("id")).is_some() => entry.has_id(id),
            _ => self.own.is(&ENTRY_ID, id),
        }
    }

    /// The object of that id, which may be the event's own, whatever its status.
    pub(super) fn by_id(&self, map: Map, id: &str) -> Fact<Option<Object>> {
        if map != Map::Entries && self.own.class.is_a(map.class()) && self.own.has_id(id)? {
            return Ok(Some(OBJECT));
        }
        match self.in_map(map, id)? {
            Lookup::Found(object) => Ok(Some(object)),
            Lookup::None => Ok(None),
            Lookup::NotTold if self.event.is_partial() => Err(Need::of(format!("related.{}.{id}", map.name()))),
            Lookup::NotTold => Ok(None),
        }
    }

    fn in_map(&self, map: Map, id: &str) -> Fact<Lookup> {
        for (key, object) in self.related().map(map).into_iter().flat_map(Raw::members) {
            if object.kind() != Kind::Object {
                // Null says that there is none.
                if key == *id {
                    return Ok(Lookup::None);
                }
                continue;
            }
            let found = match object.get("id") {
                Some(own) => scalar::is(own, id),
                None => key == *id,
            };
            if found {
                return Ok(Lookup::Found(self.meet(object, Place::Map(map.name(), key), || map.class_of(object))));
            }
        }
        Ok(Lookup::NotTold)
    }

    /// The user of that `kuserId`.
    pub(super) fn user_by_kuser_id(&self, kuser_id: &str) -> Fact<Option<Object>> {
        if self.own.class.is_a(Class::KUSER) && self.own.is(&KUSER_ID, kuser_id)? {
            return Ok(Some(OBJECT));
        }
        for (key, user) in self.related().users.into_iter().flat_map(Raw::members) {
            if user.get(KUSER_ID.name()).is_some_and(|own| scalar::is(own, kuser_id)) {
                return Ok(Some(self.meet(user, Place::Map(Map::Users.name(), key), || Class::KUSER)));
            }
        }
        if self.event.is_partial() { Err(Need::of("related.users")) } else { Ok(None) }
    }
}

/// What a map of `related` says of an id.
enum Lookup {
    Found(Object),
    /// It is there as null: there is no such object.
    None,
    NotTold,
}
