//! What an event tells: to conditions as PHP values, to the engine as typed facts.
//!
//! One [`Facts`] serves one event. It reads only what the event carries, and only when asked; what a partial
//! event does not tell is [`Fault::Unknown`](reach_expr::Fault) to conditions and a [`Need`] to the engine. It
//! knows nothing of rules, templates or tasks, and has no clock: now is given.
//!
//! Implements `expressions.md S1` to S7, O2, D1, D2, K (plugins' values) and P, `templates.md TC6`,
//! `tasks.md T20`, T21, T41.

mod assignment;
mod columns;
mod content;
mod entity;
mod entry;
mod event_method;
mod getter;
mod lookup;
mod metadata;
mod objects;
mod read;
mod related;
pub(crate) mod scalar;
mod scope;
mod task;
#[cfg(test)]
pub(crate) mod testing;
mod value;

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};

use reach_expr::{Fault, Fuel, MethodId, Object, Value};
use reach_rawjson::Key;

use crate::event::{Event, EventKind};
use crate::ids::CategoryId;
use crate::names::Names;
use crate::need::{Fact, Need};
use crate::platform::Class;

use columns::Columns;
use entity::Entity;
use objects::Objects;
use related::Related;

pub use assignment::{Assignment, Member};
pub use entry::EntryFacts;
pub use read::{Read, Source};
pub use scope::{DynamicValues, Scope, Texts};

/// The event's object.
const OBJECT: Object = Object(2);
/// The event itself.
const EVENT: Object = Object(1);

/// What one event tells.
pub struct Facts<'e> {
    event: &'e Event<'e>,
    names: &'e Names,
    now: i64,
    own: Entity<'e>,
    kind: OnceCell<Fact<EventKind>>,
    related: OnceCell<Related<'e>>,
    columns: OnceCell<Fact<Columns<'e>>>,
    objects: RefCell<Objects<'e>>,
    /// Lists and texts of the event's object that had to be built, by method.
    built: RefCell<Vec<(MethodId, Value<'e>)>>,
    modified_columns: OnceCell<Value<'e>>,
    listens: Cell<bool>,
    reads: RefCell<Vec<Read>>,
}

impl<'e> Facts<'e> {
    /// The facts of an event at `now` (Unix seconds), for expressions that were compiled with `names`.
    pub fn new(event: &'e Event<'e>, names: &'e Names, now: i64) -> Self {
        Facts {
            event,
            names,
            now,
            own: Entity::own(event),
            kind: OnceCell::new(),
            related: OnceCell::new(),
            columns: OnceCell::new(),
            objects: RefCell::default(),
            built: RefCell::default(),
            modified_columns: OnceCell::new(),
            listens: Cell::new(false),
            reads: RefCell::default(),
        }
    }

    /// The event.
    pub fn event(&self) -> &'e Event<'e> {
        self.event
    }

    /// Now, Unix seconds.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// What the event is called.
    ///
    /// # Errors
    /// A partial event does not tell enough to say.
    pub fn kind(&self) -> Fact<EventKind> {
        self.kind.get_or_init(|| self.event.kind()).clone()
    }

    /// Whether it is an entry ready event (`event.md`).
    ///
    /// # Errors
    /// As [`Facts::kind`].
    pub fn entry_ready(&self) -> Fact<bool> {
        Ok(self.own.class.is_a(Class::ENTRY) && self.kind()? == EventKind::EntryReady)
    }

    /// Whether it is an asset ready event.
    ///
    /// # Errors
    /// As [`Facts::kind`].
    pub fn asset_ready(&self) -> Fact<bool> {
        Ok(self.own.class.is_a(Class::ASSET) && self.kind()? == EventKind::AssetReady)
    }

    /// The category of a category added event; `None` for another event.
    ///
    /// # Errors
    /// As [`Facts::kind`], or the category is not told.
    pub fn category_added(&self) -> Fact<Option<CategoryId>> {
        const CATEGORY_ID: Key<'static> = Key::new("categoryId");
        if !self.own.class.is_a(Class::CATEGORY_ENTRY) || self.kind()? != EventKind::CategoryAdded {
            return Ok(None);
        }
        Ok(self.own.int(&CATEGORY_ID)?.map(CategoryId))
    }

    /// Whether `LENGTH_IN_MSECS` is modified from 0, which null is not (`event.md`).
    ///
    /// # Errors
    /// A partial event does not tell whether it is modified; an unknown old value is not 0.
    pub fn length_from_zero(&self) -> Fact<bool> {
        self.event.length_came_from_zero()
    }

    /// `status` of the event's object.
    ///
    /// # Errors
    /// It is not told.
    pub fn object_status(&self) -> Fact<Option<i64>> {
        const STATUS: Key<'static> = Key::new("status");
        self.own.int(&STATUS)
    }

    /// Whether the event's object has a `templateEntryId`.
    ///
    /// # Errors
    /// It is not told.
    pub fn has_template_entry(&self) -> Fact<bool> {
        const TEMPLATE_ENTRY_ID: Key<'static> = Key::new("templateEntryId");
        Ok(self.own.text(&TEMPLATE_ENTRY_ID)?.is_some_and(|id| !id.is_empty()))
    }

    /// What a getter without arguments gives of the event's object.
    ///
    /// # Errors
    /// What the getter ends in.
    pub fn object_value(&self, getter: MethodId) -> Result<Value<'e>, Fault> {
        self.call_object(OBJECT, getter, &[], &mut Fuel::new())
    }

    /// Visits the elements of the list that a getter gives of the event's object, without building the list where
    /// it is split from a text; a value that comes twice may be visited twice.
    ///
    /// # Errors
    /// What the getter ends in; it gives no list.
    pub fn object_elements(&self, getter: MethodId, mut visit: impl FnMut(&Value<'e>)) -> Result<(), Fault> {
        if let Some(tags) = self.own_tags(getter)? {
            tags.for_each(|tag| visit(&Value::str(tag)));
            return Ok(());
        }
        match self.object_value(getter)? {
            Value::Array(array) => {
                array.values().for_each(visit);
                Ok(())
            }
            _ => Err(Fault::type_error(format!("`{}` gives no list", self.names.method_name(getter)))),
        }
    }

    /// The id of the event's object as text, for people; `None` when it has none.
    pub fn printed_object_id(&self) -> Option<String> {
        self.own.id().ok().flatten().map(Cow::into_owned)
    }

    /// What `getId()` gives of the event's object (`KalturaObjectIdField`).
    ///
    /// # Errors
    /// What the getter ends in.
    pub fn object_id(&self) -> Result<Value<'e>, Fault> {
        const ID: Key<'static> = Key::new("id");
        match self.own.get(&ID) {
            Some(id) => self.value(id, &mut Fuel::new()),
            None if self.own.is_partial() => Err(self.own.need(ID.name()).into_fault()),
            None => Ok(Value::Null),
        }
    }

    fn related(&self) -> &Related<'e> {
        self.related.get_or_init(|| Related::read(self.event))
    }
}

impl std::fmt::Debug for Facts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Facts").field("event", &self.event).field("now", &self.now).finish_non_exhaustive()
    }
}

impl Need {
    /// The need, as the fault of an evaluation that came to it.
    pub(crate) fn into_fault(self) -> Fault {
        Fault::Unknown { need: self.0.into() }
    }
}

/// A fact as the result of an evaluation.
fn known<T>(fact: Fact<T>) -> Result<T, Fault> {
    fact.map_err(Need::into_fault)
}
