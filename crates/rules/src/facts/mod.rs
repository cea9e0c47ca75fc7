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
mod date;
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
mod tags;
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
    status_modified: OnceCell<Fact<bool>>,
    length_modified: OnceCell<Fact<bool>>,
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
            status_modified: OnceCell::new(),
            length_modified: OnceCell::new(),
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

    /// Whether `STATUS` is modified.
    ///
    /// # Errors
    /// A partial event does not tell it.
    pub fn status_modified(&self) -> Fact<bool> {
        self.status_modified.get_or_init(|| self.event.column_modified("STATUS")).clone()
    }

    /// Whether `LENGTH_IN_MSECS` is modified.
    ///
    /// # Errors
    /// A partial event does not tell it.
    pub fn length_modified(&self) -> Fact<bool> {
        self.length_modified.get_or_init(|| self.event.column_modified("LENGTH_IN_MSECS")).clone()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::testing::{ask, event};
    use crate::content::Content;

    /// Codes that reach everything that an event may hold.
    const CODES: [&str; 14] = [
        "[OBJ->getId(), OBJ->getTagsArr(), OBJ->getTagsArray(), OBJ->getDuration(), OBJ->getDurationInt(), OBJ->isReady()]",
        "[OBJ->getCreatedAt('c'), OBJ->getStatus(), OBJ->getSourceType(), OBJ->getObjectType(), OBJ->getType()]",
        "[EVENT->getModifiedColumns(), OBJ->getColumnsOldValues(), OBJ->getCustomDataOldValues(), OBJ->isModified()]",
        "[OBJ->getColumnsOldValue('entry.STATUS'), EVENT->isCustomDataModified('x'), EVENT->getCustomDataOldValue('x', 'y')]",
        "OBJ->getEntry()?->getKuser()?->getPuserId()",
        "[OBJ->getCategory(), OBJ->getParentEntry(), OBJ->getAllCategoriesIds(), OBJ->getReadyFlavorAssetIds()]",
        "[entryPeer::retrieveByPK('1'), categoryPeer::retrieveByPK(1), kuserPeer::retrieveByPK(1), assetPeer::retrieveById(1)]",
        "array_map(fn($x) => $x->getVersion(), assetPeer::retrieveByEntryId(1, null, [1, 2]))",
        "categoryEntryPeer::retrieveActiveAndPendingByEntryId('1')",
        "categoryKuserPeer::retrieveByCategoryIdAndKuserId(1, 1)",
        "kMetadataManager::parseMetadataValues(MetadataPeer::retrieveByObject(1, 1, 1), 'a')",
        "kMetadataManager::getMetadataValueForField(MetadataPeer::retrieveByObject(1, 1, 1), 'a')",
        "in_array(1, OBJ->getTagsArr()) || in_array('entry.STATUS', EVENT->getModifiedColumns())",
        "$scope->getPartnerId() . get_debug_type(OBJ)",
    ];

    /// Any small JSON value, most often one that some part of an event may be.
    fn any_json() -> impl Strategy<Value = Json> {
        let names = ["id", "entryId", "categoryId", "status", "tags", "xml", "objectType", "kuserId", "msDuration", "1", "STATUS", ""];
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            (-1i64..4).prop_map(Json::from),
            any::<f64>().prop_map(Json::from),
            prop::sample::select(vec!["1", "a,b", "KalturaFlavorAsset", "<a>b</a>", "<", "\u{e9}\"", ""]).prop_map(Json::from),
        ];
        leaf.prop_recursive(3, 24, 4, move |inner| {
            let members = prop::collection::vec((prop::sample::select(names.to_vec()), inner.clone()), 0..5);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Json::from),
                members.prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn whatever_an_event_holds_questions_end_in_an_answer_or_a_fault(
            class in prop::sample::select(vec!["KalturaMediaEntry", "KalturaCaptionAsset", "KalturaCategoryEntry", "KalturaUser", "KalturaMetadata", "KalturaEntryVendorTask", "KalturaLiveStreamScheduleEvent", "x"]),
            object in any_json(),
            parts in prop::collection::vec(any_json(), 9),
            old in any_json(),
            columns in prop::collection::vec(prop::sample::select(vec!["STATUS", "entry.STATUS", "x", "."]), 0..4),
            is_partial in any::<bool>(),
        ) {
            let object = if object.is_object() { object } else { json!({ "id": object }) };
            let names = ["entry", "entries", "categoryEntries", "categoryUsers", "categories", "assets", "users", "scheduleEvents", "metadata"];
            let related: Json = names.iter().zip(parts).map(|(name, part)| ((*name).to_owned(), part)).collect();
            let mut whole = json!({
                "eventType": 3, "objectType": class, "object": object, "modifiedColumns": columns,
                "oldValues": old.clone(), "customDataOldValues": old, "related": related,
            });
            if is_partial {
                whole["partial"] = Json::from(true);
            }
            let text = whole.to_string();
            let event = event(&text);
            for code in CODES {
                let _ = ask(&event, code);
            }
            let names = crate::names::Names::new();
            let facts = super::Facts::new(&event, &names, 0);
            let _ = (facts.kind(), facts.active_assignments(), facts.category_added(), Content::read(&facts));
        }
    }
}
