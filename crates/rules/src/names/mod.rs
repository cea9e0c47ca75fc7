//! The names that conditions may use, checked once at load and numbered (`expressions.md S1` to S5, P, P1, K, R2).
//!
//! One [`Names`] belongs to a rule set: all its expressions share the numbers. It knows the platform's tables and
//! what each name reads; it never sees an event.

mod lookup;
mod meaning;
mod method;
mod refuse;
mod signatures;

use reach_expr::{ClassId, Kind, MethodId, StaticId};
use rustc_hash::FxHashMap;

use crate::platform::Class;

pub(crate) use lookup::{Call, Lookup};
pub use meaning::{Meaning, Read};
pub(crate) use method::{EventMethod, Getters, Mapped, Method, ObjectMethod, ScopeMethod};

/// What `$scope->getEvent()` gives.
pub const EVENT: Kind = Kind(1);
/// An object of the event that has getters, or null.
pub const OBJECT: Kind = Kind(2);

/// The names of a rule set's expressions.
#[derive(Debug, Default)]
pub struct Names {
    methods: Vec<Method>,
    method_ids: FxHashMap<Box<str>, MethodId>,
    /// By the method whose list they look into.
    memberships: FxHashMap<MethodId, MethodId>,
    calls: Vec<Call>,
    classes: Vec<Class>,
}

impl Names {
    /// No names yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The method that tells whether a value, its one argument, is in the list that `list` gives, by `==` and
    /// without building the list; `None` when `list` gives none. What it is called on is what `list` is called on.
    pub fn membership(&mut self, list: MethodId) -> Option<MethodId> {
        if let Some(known) = self.memberships.get(&list) {
            return Some(*known);
        }
        let method = self.method_of(list)?.membership(list)?;
        let id = MethodId(self.methods.len() as u32);
        self.methods.push(method);
        self.memberships.insert(list, id);
        Some(id)
    }

    /// The method of that number; `None` for one of another [`Names`].
    #[inline]
    pub(crate) fn method_of(&self, id: MethodId) -> Option<&Method> {
        self.methods.get(id.0 as usize)
    }

    /// The static method of that number.
    pub(crate) fn call_of(&self, id: StaticId) -> Option<Call> {
        self.calls.get(id.0 as usize).copied()
    }

    /// The class of that number.
    pub(crate) fn class_of(&self, id: ClassId) -> Option<Class> {
        self.classes.get(id.0 as usize).copied()
    }

    fn intern_method(&mut self, name: &str) -> MethodId {
        if let Some(id) = self.method_ids.get(name) {
            return *id;
        }
        let id = MethodId(self.methods.len() as u32);
        self.methods.push(Method::named(name));
        self.method_ids.insert(name.into(), id);
        id
    }

    fn intern_call(&mut self, call: Call) -> StaticId {
        StaticId(place(&mut self.calls, call))
    }

    fn intern_class(&mut self, class: Class) -> ClassId {
        ClassId(place(&mut self.classes, class))
    }
}

/// The place of `item`, which is added when it is not there.
fn place<T: PartialEq>(items: &mut Vec<T>, item: T) -> u32 {
    let place = items.iter().position(|known| *known == item).unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    });
    place as u32
}
