//! Handles of the event's objects: one object has one handle, however it is reached (`expressions.md O2`).

use std::ops::Deref;
use std::rc::Rc;

use reach_expr::Object;
use reach_rawjson::Raw;
use rustc_hash::FxHashMap;

use super::entity::{Entity, Place};
use super::{Facts, OBJECT};
use crate::platform::Class;

/// `$scope`, the event and its object have the first handles.
const FIRST: u32 = 3;

/// The objects that have been met besides those.
#[derive(Debug, Default)]
pub(super) struct Objects<'e> {
    met: Vec<Rc<Entity<'e>>>,
    /// By where their text begins, which no two share.
    by_text: FxHashMap<usize, Object>,
}

/// An object that is looked at.
pub(super) enum Seen<'f, 'e> {
    Own(&'f Entity<'e>),
    Other(Rc<Entity<'e>>),
}

impl<'e> Deref for Seen<'_, 'e> {
    type Target = Entity<'e>;

    #[inline]
    fn deref(&self) -> &Entity<'e> {
        match self {
            Seen::Own(entity) => entity,
            Seen::Other(entity) => entity,
        }
    }
}

impl<'e> Facts<'e> {
    /// The object of a handle; `None` for `$scope`, the event, and handles that this event did not give out.
    #[inline]
    pub(super) fn entity(&self, object: Object) -> Option<Seen<'_, 'e>> {
        if object == OBJECT {
            return Some(Seen::Own(&self.own));
        }
        let place = object.0.checked_sub(FIRST)? as usize;
        self.objects.borrow().met.get(place).cloned().map(Seen::Other)
    }

    /// The handle of an object that stands somewhere in the event.
    pub(super) fn meet(&self, raw: Raw<'e>, place: Place<'e>, class: impl FnOnce() -> Class) -> Object {
        let mut objects = self.objects.borrow_mut();
        let Objects { met, by_text } = &mut *objects;
        *by_text.entry(raw.text().as_ptr().addr()).or_insert_with(|| {
            let is_partial = self.event.is_partial() && !matches!(place, Place::Inside);
            met.push(Rc::new(Entity::other(raw, class(), place, is_partial)));
            Object(FIRST + met.len() as u32 - 1)
        })
    }
}
