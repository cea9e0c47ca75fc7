//! The members of one object, to be looked up many times.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use crate::entries::{self, Entries, Place};
use crate::layer::{InString, Layer, Plain};
use crate::{Key, Kind, Raw, Text};

/// The members of one object, found in one pass. [`get`](Self::get) scans 32-bit tags, which for the hundred members that objects have is
/// quicker than a hash table; it is linear in their number.
///
/// It borrows the document; an object from a string that could not be read in place keeps its unescaped copy.
#[derive(Clone)]
pub struct Fields<'a> {
    source: Cow<'a, str>,
    entries: Entries,
    layer: Layer,
    /// How many containers are open around the members.
    depth: usize,
}

impl<'a> Fields<'a> {
    /// The members of an object that is already validated; none for another kind.
    #[must_use]
    pub fn read(object: Raw<'a>) -> Option<Self> {
        if object.kind() != Kind::Object {
            return None;
        }
        let read = match object.layer() {
            Layer::Plain => entries::read::<Plain>(object.text(), 0, object.depth()),
            Layer::InString => entries::read::<InString>(object.text(), 0, object.depth()),
        };
        let (entries, _) = read.ok()?;
        Some(Self::of_entries(Cow::Borrowed(object.text()), entries, object.layer(), object.depth() + 1))
    }

    /// An object without members.
    #[must_use]
    pub fn empty() -> Self {
        Self::of_entries(Cow::Borrowed(""), Entries::default(), Layer::Plain, 0)
    }

    #[inline]
    pub(crate) fn of_entries(source: Cow<'a, str>, entries: Entries, layer: Layer, depth: usize) -> Self {
        Self { source, entries, layer, depth }
    }

    /// The member of that name, the last of equal ones.
    #[must_use]
    pub fn get(&self, key: &Key<'_>) -> Option<Raw<'_>> {
        let mut before = self.len();
        loop {
            let (number, place) = self.entries.last_tagged(key.tag(), before)?;
            if self.key(place) == key.name() {
                return Some(self.value(place));
            }
            before = number;
        }
    }

    /// The members in their order, equal keys and all.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Text<'_>, Raw<'_>)> + DoubleEndedIterator {
        self.entries.places().iter().map(|place| (self.key(place), self.value(place)))
    }

    /// How many members there are, equal keys counted each.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The keys that stood before already, each where it stands again: empty in a well-made object.
    pub fn repeated(&self) -> impl Iterator<Item = Text<'_>> {
        let mut seen = HashSet::with_capacity(self.len());
        self.entries.places().iter().map(|place| self.key(place)).filter(move |key| !seen.insert(key.decode()))
    }

    /// Whether the document is read where it stands, without an unescaped copy.
    #[must_use]
    pub fn is_in_place(&self) -> bool {
        matches!(self.source, Cow::Borrowed(_))
    }

    fn key(&self, place: &Place) -> Text<'_> {
        let key = place.key();
        Text::of_span(&self.source, key, self.layer)
    }

    fn value(&self, place: &Place) -> Raw<'_> {
        Raw::of_span(&self.source, place.value(), self.layer, self.depth)
    }
}

impl Default for Fields<'_> {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
