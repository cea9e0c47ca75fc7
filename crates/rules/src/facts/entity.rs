//! One object of the event: its members, its class, and where it stands.

use std::borrow::Cow;
use std::cell::OnceCell;

use reach_rawjson::{Fields, Key, Raw, Text};

use super::scalar;
use crate::event::Event;
use crate::need::{Fact, Need};
use crate::platform::Class;

/// An object that conditions and the engine read.
#[derive(Debug)]
pub(super) struct Entity<'e> {
    pub class: Class,
    pub place: Place<'e>,
    members: Members<'e>,
    /// The API class of an object that does not name it.
    api_class: Option<&'e str>,
    is_partial: bool,
}

/// Where an object stands in the event.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'e> {
    /// `object`
    Object,
    /// `related.entry`
    Entry,
    /// In a list of `related`, at a place from 0.
    List(&'static str, usize),
    /// In a map of `related`, under a key: the id of an object that has none (`expressions.md P3`).
    Map(&'static str, Text<'e>),
    /// In a property of another object.
    Inside,
}

#[derive(Debug)]
enum Members<'e> {
    Own(&'e Fields<'e>),
    /// Read when first asked.
    Of(Raw<'e>, OnceCell<Box<[(Text<'e>, Raw<'e>)]>>),
}

const ID: Key<'static> = Key::new("id");
const OBJECT_TYPE: Key<'static> = Key::new("objectType");

impl<'e> Entity<'e> {
    /// The event's own object.
    pub fn own(event: &'e Event<'e>) -> Self {
        Entity {
            class: event.class,
            place: Place::Object,
            members: Members::Own(&event.object),
            api_class: Some(&event.object_type),
            is_partial: event.is_partial(),
        }
    }

    /// Another object of the event.
    pub fn other(object: Raw<'e>, class: Class, place: Place<'e>, is_partial: bool) -> Self {
        Entity { class, place, members: Members::Of(object, OnceCell::new()), api_class: None, is_partial }
    }

    /// Whether an absent property is unknown.
    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// How many members it has: what reading it costs.
    pub fn len(&self) -> usize {
        match &self.members {
            Members::Own(fields) => fields.len(),
            Members::Of(object, members) => members_of(*object, members).len(),
        }
    }

    /// The member of that name.
    #[inline]
    pub fn get(&self, key: &Key<'_>) -> Option<Raw<'e>> {
        match &self.members {
            Members::Own(fields) => fields.get(key),
            Members::Of(object, members) => {
                let members = members_of(*object, members);
                members.iter().rev().find(|(name, _)| *name == *key.name()).map(|(_, value)| *value)
            }
        }
    }

    /// The value of a property; `None` when it is null.
    pub fn property(&self, key: &Key<'_>) -> Fact<Option<Raw<'e>>> {
        match self.get(key) {
            Some(value) => Ok(Some(value).filter(|value| !value.is_null())),
            None if self.is_partial => Err(self.need(key.name())),
            None => Ok(None),
        }
    }

    /// A whole number; `None` when the property is null or no number.
    pub fn int(&self, key: &Key<'_>) -> Fact<Option<i64>> {
        Ok(self.property(key)?.and_then(scalar::int))
    }

    /// A text, or a number as it is written.
    pub fn text(&self, key: &Key<'_>) -> Fact<Option<Cow<'e, str>>> {
        Ok(self.property(key)?.and_then(scalar::text))
    }

    /// A flag.
    pub fn flag(&self, key: &Key<'_>) -> Fact<bool> {
        Ok(self.property(key)?.is_some_and(scalar::flag))
    }

    /// Whether a text or a number is this one, as written.
    pub fn is(&self, key: &Key<'_>, wanted: &str) -> Fact<bool> {
        Ok(self.property(key)?.is_some_and(|value| scalar::is(value, wanted)))
    }

    /// Its id, where it stands under one too.
    pub fn id(&self) -> Fact<Option<Cow<'e, str>>> {
        match (self.get(&ID), self.place) {
            (None, Place::Map(_, key)) => Ok(Some(key.decode())),
            _ => self.text(&ID),
        }
    }

    /// Whether it has that id.
    pub fn has_id(&self, id: &str) -> Fact<bool> {
        match (self.get(&ID), self.place) {
            (None, Place::Map(_, key)) => Ok(key == *id),
            _ => self.is(&ID, id),
        }
    }

    /// The API class that it is printed as.
    pub fn api_class(&self) -> Option<String> {
        let own = self.get(&OBJECT_TYPE).and_then(|own| own.as_str()).map(|own| own.decode().into_owned());
        own.or_else(|| self.api_class.map(str::to_owned))
    }

    /// The need for a property that is not told.
    pub fn need(&self, property: &str) -> Need {
        Need::of(format!("{}.{property}", self.path()))
    }

    /// Where it stands, as a path in the event.
    pub fn path(&self) -> String {
        match self.place {
            Place::Object => "object".to_owned(),
            Place::Entry => "related.entry".to_owned(),
            Place::List(list, at) => format!("related.{list}.{at}"),
            Place::Map(map, key) => format!("related.{map}.{key}"),
            Place::Inside => "object of a property".to_owned(),
        }
    }
}

fn members_of<'m, 'e>(object: Raw<'e>, members: &'m OnceCell<Box<[(Text<'e>, Raw<'e>)]>>) -> &'m [(Text<'e>, Raw<'e>)] {
    members.get_or_init(|| object.members().collect())
}

/// The class that an object names itself; `None` when it names none.
pub(super) fn named_class(object: Raw<'_>) -> Option<Class> {
    let name = object.get(OBJECT_TYPE.name())?.as_str()?;
    Some(Class::of_object_type(&name.decode()).unwrap_or(Class::BASE_OBJECT))
}
