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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Number, parse};

    fn fields(text: &str) -> Fields<'_> {
        Fields::read(parse(text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn the_last_of_equal_keys_wins_and_all_are_kept() {
        let fields = fields(r#"{"a": 1, "b": 2, "\u0061": 3}"#);
        assert_eq!(fields.get(&Key::new("a")).and_then(|value| value.as_number()), Some(Number::Int(3)));
        let members: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", value.text())).collect();
        assert_eq!(members, ["a=1", "b=2", "a=3"]);
        assert_eq!(fields.repeated().map(|name| name.raw().to_owned()).collect::<Vec<_>>(), [r"\u0061"]);
    }

    #[test]
    fn names_with_the_same_tag_are_told_apart() {
        // Equal in length and in the last eight bytes, which is all that a tag is made of.
        let fields = fields(r#"{"oneSameEnding": 1, "twoSameEnding": 2}"#);
        for (name, value) in [("oneSameEnding", Some("1")), ("twoSameEnding", Some("2")), ("sixSameEnding", None)] {
            assert_eq!(fields.get(&Key::new(name)).map(|value| value.text()), value, "{name}");
        }
    }

    #[test]
    fn every_member_of_a_long_object_is_found() {
        let text = format!("{{{}}}", (0..300).map(|number| format!(r#""m{number}":{number}"#)).collect::<Vec<_>>().join(","));
        let fields = fields(&text);
        for number in 0..300 {
            let found = fields.get(&Key::owned(format!("m{number}"))).and_then(|value| value.as_number());
            assert_eq!(found, Some(Number::Int(number)));
        }
        assert!(fields.get(&Key::new("m300")).is_none());
    }

    #[test]
    fn only_an_object_has_fields() {
        for text in ["null", "1", "[]", r#""{}""#] {
            assert!(Fields::read(parse(text.as_bytes()).unwrap()).is_none(), "{text}");
        }
        assert!(Fields::empty().is_empty() && fields("{ }").is_empty());
        assert!(Fields::empty().get(&Key::new("")).is_none());
    }

    #[test]
    fn a_member_may_be_read_into_fields_again() {
        let outer = fields(r#"{"outer": {"inner": [1]}}"#);
        let inner = outer.get(&Key::new("outer")).and_then(Fields::read).unwrap();
        assert_eq!(inner.get(&Key::new("inner")).map(|value| value.text()), Some("[1]"));
    }
}
