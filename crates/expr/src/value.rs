//! PHP's values (`expressions.md V`). A value borrows from the event and from the compiled code
//! for as long as it can.

use std::borrow::Cow;
use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::Fault;

/// How deep arrays may nest in arrays. Everything that walks a value (comparison, printing, drop)
/// may recurse, since no value is deeper than this.
pub const MAX_DEPTH: u16 = 256;

/// One PHP value. Cloning is cheap: texts are borrowed or shared, arrays are shared.
#[derive(Clone, Debug, Default)]
pub enum Value<'a> {
    /// `null`
    #[default]
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A 64-bit integer.
    Int(i64),
    /// An IEEE double.
    Float(f64),
    /// Bytes, mostly UTF-8.
    Str(Str<'a>),
    /// An ordered map.
    Array(Rc<Array<'a>>),
    /// Something that the host knows; equal only to itself.
    Object(Object),
}

impl<'a> Value<'a> {
    /// A borrowed text.
    pub fn str(text: &'a str) -> Self {
        Value::Str(Str::borrowed(text.as_bytes()))
    }

    /// An owned text.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Value::Str(Str::owned(bytes.into()))
    }

    /// An array value.
    pub fn array(array: Array<'a>) -> Self {
        Value::Array(Rc::new(array))
    }

    /// The name that `gettype()` gives.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "NULL",
            Value::Bool(_) => "boolean",
            Value::Int(_) => "integer",
            Value::Float(_) => "double",
            Value::Str(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    fn depth(&self) -> u16 {
        match self {
            Value::Array(array) => array.depth,
            _ => 0,
        }
    }
}

/// The handle of an object: the host gives it out and gives it meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Object(pub u32);

impl Object {
    /// What `$scope` stands for.
    pub const SCOPE: Object = Object(0);
}

/// A byte string: borrowed from the event or the code, or shared.
#[derive(Clone, Debug)]
pub enum Str<'a> {
    /// Borrowed.
    Borrowed(&'a [u8]),
    /// Made by the evaluation.
    Shared(Rc<[u8]>),
}

impl<'a> Str<'a> {
    /// Borrows `bytes`.
    pub const fn borrowed(bytes: &'a [u8]) -> Self {
        Str::Borrowed(bytes)
    }

    /// Takes `bytes`.
    pub fn owned(bytes: Vec<u8>) -> Self {
        Str::Shared(Rc::from(bytes))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Str::Borrowed(bytes) => bytes,
            Str::Shared(bytes) => bytes,
        }
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.as_bytes().len()
    }

    /// Whether it has no byte.
    pub fn is_empty(&self) -> bool {
        self.as_bytes().is_empty()
    }

    /// The bytes in `range`, cut to those that there are; a copy only where the bytes are not borrowed.
    pub fn slice(&self, range: std::ops::Range<usize>) -> Self {
        let end = range.end.min(self.len());
        let range = range.start.min(end)..end;
        match self {
            Str::Borrowed(bytes) => Str::Borrowed(&bytes[range]),
            Str::Shared(bytes) if range.len() == bytes.len() => Str::Shared(Rc::clone(bytes)),
            Str::Shared(bytes) => Str::Shared(Rc::from(&bytes[range])),
        }
    }

    /// As text for people, with a replacement character for what is no UTF-8.
    pub fn to_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.as_bytes())
    }
}

impl PartialEq for Str<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Str<'_> {}

impl std::hash::Hash for Str<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

/// The key of an array element (`expressions.md V7`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key<'a> {
    /// An integer, or a string that is a canonical decimal one.
    Int(i64),
    /// Any other string.
    Str(Str<'a>),
}

impl<'a> Key<'a> {
    /// The key that a string stands for: `"5"` is 5, `"05"` stays.
    pub fn of_str(text: Str<'a>) -> Self {
        match canonical_int(text.as_bytes()) {
            Some(number) => Key::Int(number),
            None => Key::Str(text),
        }
    }

    /// The key that a value stands for; `None` for arrays and objects (a TypeError).
    pub fn of(value: &Value<'a>) -> Option<Self> {
        Some(match value {
            Value::Null => Key::Str(Str::borrowed(b"")),
            Value::Bool(bool) => Key::Int(i64::from(*bool)),
            Value::Int(number) => Key::Int(*number),
            Value::Float(number) => Key::Int(crate::convert::float_to_int(*number)),
            Value::Str(text) => Key::of_str(text.clone()),
            Value::Array(_) | Value::Object(_) => return None,
        })
    }

    /// The key as a value.
    pub fn to_value(&self) -> Value<'a> {
        match self {
            Key::Int(number) => Value::Int(*number),
            Key::Str(text) => Value::Str(text.clone()),
        }
    }
}

fn canonical_int(bytes: &[u8]) -> Option<i64> {
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let canonical = match digits {
        [b'0'] => digits.len() == bytes.len(),
        [b'1'..=b'9', rest @ ..] => rest.len() < 19 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !canonical {
        return None;
    }
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

/// An ordered map, PHP's array. Built once, then shared.
#[derive(Clone, Debug, Default)]
pub struct Array<'a> {
    entries: Entries<'a>,
    next: Option<i64>,
    depth: u16,
}

#[derive(Clone, Debug)]
enum Entries<'a> {
    /// Keys 0, 1, 2 ... in order.
    List(Vec<Value<'a>>),
    Map(IndexMap<Key<'a>, Value<'a>, FxBuildHasher>),
}

impl Default for Entries<'_> {
    fn default() -> Self {
        Entries::List(Vec::new())
    }
}

impl<'a> Array<'a> {
    /// The empty array.
    pub fn new() -> Self {
        Self::default()
    }

    /// The values as a list.
    ///
    /// # Errors
    /// [`Fault::OverBudget`] when a value is nested as deep as values may be.
    pub fn list(values: Vec<Value<'a>>) -> Result<Self, Fault> {
        let depth = deeper(values.iter().map(Value::depth).max().unwrap_or(0))?;
        Ok(Array { next: None, entries: Entries::List(values), depth })
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        match &self.entries {
            Entries::List(values) => values.len(),
            Entries::Map(map) => map.len(),
        }
    }

    /// Whether it has no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether its keys are 0, 1, 2 ... in order.
    pub fn is_list(&self) -> bool {
        match &self.entries {
            Entries::List(_) => true,
            Entries::Map(map) => map.keys().enumerate().all(|(at, key)| matches!(key, Key::Int(number) if *number == at as i64)),
        }
    }

    /// The value at `key`.
    pub fn get(&self, key: &Key<'_>) -> Option<&Value<'a>> {
        match (&self.entries, key) {
            (Entries::List(values), Key::Int(at)) => values.get(usize::try_from(*at).ok()?),
            (Entries::List(_), Key::Str(_)) => None,
            (Entries::Map(map), key) => map.get(&Probe(key)),
        }
    }

    /// Sets `key`: a repeated one keeps its place and takes the value.
    ///
    /// # Errors
    /// [`Fault::OverBudget`] when the value is nested too deep.
    pub fn insert(&mut self, key: Key<'a>, value: Value<'a>) -> Result<(), Fault> {
        self.depth = self.depth.max(deeper(value.depth())?);
        if let (Entries::List(values), Key::Int(at)) = (&mut self.entries, &key) {
            if let Some(slot) = usize::try_from(*at).ok().and_then(|at| values.get_mut(at)) {
                *slot = value;
                return Ok(());
            }
            if *at == values.len() as i64 {
                values.push(value);
                return Ok(());
            }
        }
        let next = self.next_key();
        if let Key::Int(number) = key {
            self.next = Some(next.map_or(number.saturating_add(1), |next| next.max(number.saturating_add(1))));
        } else {
            self.next = next;
        }
        self.map().insert(key, value);
        Ok(())
    }

    /// Adds `value` behind the largest integer key.
    ///
    /// # Errors
    /// [`Fault::OverBudget`] when the value is nested too deep, a thrown Error when there is no next key.
    pub fn push(&mut self, value: Value<'a>) -> Result<(), Fault> {
        let key = self.next_key().unwrap_or(0);
        if key == i64::MAX && self.get(&Key::Int(key)).is_some() {
            return Err(Fault::error("cannot add an element: the next key is already occupied"));
        }
        self.insert(Key::Int(key), value)
    }

    /// The elements in order.
    pub fn iter(&self) -> Iter<'_, 'a> {
        match &self.entries {
            Entries::List(values) => Iter::List(values.iter().enumerate()),
            Entries::Map(map) => Iter::Map(map.iter()),
        }
    }

    /// The values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value<'a>> + ExactSizeIterator {
        Values(self.iter())
    }

    fn next_key(&self) -> Option<i64> {
        match &self.entries {
            Entries::List(values) if values.is_empty() => None,
            Entries::List(values) => Some(values.len() as i64),
            Entries::Map(_) => self.next,
        }
    }

    fn map(&mut self) -> &mut IndexMap<Key<'a>, Value<'a>, FxBuildHasher> {
        if let Entries::List(values) = &mut self.entries {
            let map = std::mem::take(values).into_iter().enumerate().map(|(at, value)| (Key::Int(at as i64), value));
            self.entries = Entries::Map(map.collect());
        }
        match &mut self.entries {
            Entries::Map(map) => map,
            Entries::List(_) => unreachable!("a list was turned into a map above"),
        }
    }
}

/// A key of any lifetime, to look up with.
#[derive(Hash)]
struct Probe<'r, 'k>(&'r Key<'k>);

impl indexmap::Equivalent<Key<'_>> for Probe<'_, '_> {
    fn equivalent(&self, key: &Key<'_>) -> bool {
        self.0 == key
    }
}

fn deeper(depth: u16) -> Result<u16, Fault> {
    if depth >= MAX_DEPTH {
        return Err(Fault::OverBudget { what: "arrays nested too deep" });
    }
    Ok(depth + 1)
}

/// The elements of an array.
pub enum Iter<'r, 'a> {
    /// Of a list.
    List(std::iter::Enumerate<std::slice::Iter<'r, Value<'a>>>),
    /// Of a map.
    Map(indexmap::map::Iter<'r, Key<'a>, Value<'a>>),
}

impl<'r, 'a> Iterator for Iter<'r, 'a> {
    type Item = (Key<'a>, &'r Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Iter::List(values) => values.next().map(|(at, value)| (Key::Int(at as i64), value)),
            Iter::Map(map) => map.next().map(|(key, value)| (key.clone(), value)),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Iter::List(values) => values.size_hint(),
            Iter::Map(map) => map.size_hint(),
        }
    }
}

impl DoubleEndedIterator for Iter<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        match self {
            Iter::List(values) => values.next_back().map(|(at, value)| (Key::Int(at as i64), value)),
            Iter::Map(map) => map.next_back().map(|(key, value)| (key.clone(), value)),
        }
    }
}

impl ExactSizeIterator for Iter<'_, '_> {}

struct Values<'r, 'a>(Iter<'r, 'a>);

impl<'r, 'a> Iterator for Values<'r, 'a> {
    type Item = &'r Value<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Iter::List(values) => values.next().map(|(_, value)| value),
            Iter::Map(map) => map.next().map(|(_, value)| value),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for Values<'_, '_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(_, value)| value)
    }
}

impl ExactSizeIterator for Values<'_, '_> {}
