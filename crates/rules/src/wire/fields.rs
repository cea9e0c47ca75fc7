//! The fields of one object: which there are, which count, and what is wrong with the rest.
//!
//! An object is read in one pass, in whatever order its members come, so nothing is decided before its end. What
//! is a single value is kept where it stands; lists and objects within are read when they are met.

use std::borrow::Cow;

use reach_rawjson::{Error, Kind, Reader};

use crate::platform::nearest;
use crate::problem::ProblemKind;

use super::report::Report;
use super::scalar::{Reading, Scalar, excerpt, text};

/// What kind of names a class has, as [`wire_fields`] makes it.
pub(super) trait Fields<'s>: Sized {
    /// The class, for messages: `a rule`.
    const CLASS: &'static str;
    /// Whether a name that is nearly one of the class is an error: its absence could cost money.
    const STRICT: bool;
    /// All names that the platform's API has.
    const KNOWN: &'static [&'static str];

    /// None of the fields.
    fn none() -> Self;
    /// The object begins at this byte.
    fn begin(&mut self, at: u32);
    /// What a name stands for.
    fn slot(&mut self, name: &str) -> Slot<'_, 's>;
}

/// What a member of an object is to its reader.
pub(super) enum Slot<'f, 's> {
    /// A single value that counts.
    Single(&'f mut Field<'s>),
    /// A list or object that counts, and whether it was there already.
    Nested(&'f mut bool),
    /// Part of the class, of no account here.
    Carried,
    /// No part of the class.
    Unknown,
}

/// A field that holds a single value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'s> {
    pub name: &'static str,
    value: Option<Scalar<'s>>,
}

impl<'s> Field<'s> {
    pub const fn named(name: &'static str) -> Self {
        Field { name, value: None }
    }

    /// Whether the object has it, be it as null.
    pub fn is_present(&self) -> bool {
        self.value.is_some()
    }

    /// Whether it is there and not null.
    pub fn is_set(&self) -> bool {
        self.value.is_some_and(|value| !value.raw.is_null())
    }

    /// The value, unread.
    pub fn value(&self) -> Option<Scalar<'s>> {
        self.value
    }

    /// Where it stands, or else its object.
    pub fn at_or(&self, object: u32) -> u32 {
        self.value.map_or(object, |value| value.at)
    }

    /// The value, for a message.
    pub fn excerpt(&self) -> Box<str> {
        self.value.map_or_else(|| "missing".into(), |value| excerpt(value.raw))
    }

    /// What it holds; none when it is absent, or wrong, which is reported.
    pub fn read<T>(&self, report: &mut Report, reading: impl Fn(reach_rawjson::Raw<'s>) -> Reading<T>) -> Option<T> {
        let value = self.value?;
        match reading(value.raw) {
            Ok(found) => found,
            Err(trouble) => {
                report.add(value.at, trouble.of(self.name, value.raw));
                None
            }
        }
    }

    /// The class that it names, as `objectType` does; the empty one counts as absent.
    pub fn class(&self, report: &mut Report) -> Nested<Cow<'s, str>> {
        let before = report.mark();
        match self.read(report, text).filter(|class| !class.is_empty()) {
            Some(class) => Nested::Read(class),
            None if report.failed_since(before) => Nested::Wrong,
            None => Nested::Absent,
        }
    }

    /// The same as [`Self::read`], where the object at a byte cannot do without: its absence is reported too.
    pub fn require<T>(&self, object: u32, report: &mut Report, reading: impl Fn(reach_rawjson::Raw<'s>) -> Reading<T>) -> Option<T> {
        let before = report.mark();
        let found = self.read(report, reading);
        if found.is_none() && !report.failed_since(before) {
            report.add(self.at_or(object), ProblemKind::MissingField { field: self.name });
        }
        found
    }
}

/// Declares the fields of a class: those that count, those that are read by themselves, and those that are carried.
macro_rules! wire_fields {
    (
        $(#[$doc:meta])*
        $name:ident: $class:literal, $strict:literal;
        single { $($field:ident: $wire:literal),* $(,)? }
        nested { $($nested:ident: $nested_wire:literal),* $(,)? }
        carried { $($carried:literal),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(super) struct $name<'s> {
            /// The byte where the object begins.
            #[allow(dead_code, reason = "not every class has something to say of the object as a whole")]
            pub at: u32,
            $(pub $field: $crate::wire::fields::Field<'s>,)*
            $(pub $nested: bool,)*
        }

        impl<'s> $crate::wire::fields::Fields<'s> for $name<'s> {
            const CLASS: &'static str = $class;
            const STRICT: bool = $strict;
            const KNOWN: &'static [&'static str] = &[$($wire,)* $($nested_wire,)* $($carried,)* "relatedObjects"];

            fn none() -> Self {
                $name { at: 0, $($field: $crate::wire::fields::Field::named($wire),)* $($nested: false,)* }
            }

            fn begin(&mut self, at: u32) {
                self.at = at;
            }

            fn slot(&mut self, name: &str) -> $crate::wire::fields::Slot<'_, 's> {
                match name {
                    $($wire => $crate::wire::fields::Slot::Single(&mut self.$field),)*
                    $($nested_wire => $crate::wire::fields::Slot::Nested(&mut self.$nested),)*
                    $($carried |)* "relatedObjects" => $crate::wire::fields::Slot::Carried,
                    _ => $crate::wire::fields::Slot::Unknown,
                }
            }
        }
    };
}
pub(super) use wire_fields;

/// The byte where the next value begins.
pub(super) fn next_at(reader: &mut Reader<'_>) -> Result<u32, Error> {
    reader.peek()?;
    Ok(u32::try_from(reader.offset()).unwrap_or(u32::MAX))
}

/// Reads the fields of an object. `nested` reads the value of each nested field, exactly that. False when it is no
/// object: that is for the caller to report, who knows what it stands for; it is stepped over.
pub(super) fn object<'s, F: Fields<'s>>(
    reader: &mut Reader<'s>,
    report: &mut Report,
    fields: &mut F,
    mut nested: impl FnMut(&str, &mut Reader<'s>, &mut Report) -> Result<(), Error>,
) -> Result<bool, Error> {
    if reader.peek()? != Kind::Object {
        reader.skip()?;
        return Ok(false);
    }
    fields.begin(next_at(reader)?);
    reader.object(|key, reader| {
        // Names have escapes in files made to confuse only.
        let name = key.plain().map_or_else(|| key.decode(), Cow::Borrowed);
        let at = next_at(reader)?;
        let again = match fields.slot(&name) {
            Slot::Single(field) => field.value.replace(Scalar { raw: reader.raw()?, at }).is_some(),
            Slot::Nested(seen) => {
                let again = std::mem::replace(seen, true);
                nested(&name, reader, report)?;
                again
            }
            Slot::Carried => return reader.skip(),
            Slot::Unknown => {
                report.add(at, unknown::<F>(&name));
                return reader.skip();
            }
        };
        if again {
            report.add(at, ProblemKind::DuplicateField { field: name.into() });
        }
        Ok(())
    })?;
    Ok(true)
}

/// For an object without nested fields.
pub(super) fn no_nested(_: &str, reader: &mut Reader<'_>, _: &mut Report) -> Result<(), Error> {
    reader.skip()
}

fn unknown<'s, F: Fields<'s>>(name: &str) -> ProblemKind {
    let field = name.into();
    match nearest(name, F::KNOWN.iter().copied()) {
        Some(nearest) if F::STRICT => ProblemKind::MisspeltField { class: F::CLASS, field, nearest },
        nearest => ProblemKind::UnknownField { class: F::CLASS, field, nearest },
    }
}

/// What stands in a nested field.
#[derive(Debug, Default)]
pub(super) enum Nested<T> {
    /// Nothing, or null.
    #[default]
    Absent,
    /// Something of no use, which is reported.
    Wrong,
    /// This.
    Read(T),
}

impl<T> Nested<T> {
    pub fn is_absent(&self) -> bool {
        matches!(self, Nested::Absent)
    }

    pub fn read(self) -> Option<T> {
        match self {
            Nested::Read(value) => Some(value),
            Nested::Absent | Nested::Wrong => None,
        }
    }
}

impl<T: Default> Nested<T> {
    pub fn or_default(self) -> T {
        self.read().unwrap_or_default()
    }
}

/// Reads a list: an array, or null. An element that `each` finds to be no object is reported here.
pub(super) fn list<'s, T>(
    name: &'static str,
    reader: &mut Reader<'s>,
    report: &mut Report,
    mut each: impl FnMut(&mut Reader<'s>, &mut Report) -> Result<Element<T>, Error>,
) -> Result<Nested<Vec<T>>, Error> {
    let at = next_at(reader)?;
    match reader.peek()? {
        Kind::Null => reader.skip().map(|()| Nested::Absent),
        Kind::Array => {
            let mut list = Vec::new();
            reader.array(|reader| {
                let at = next_at(reader)?;
                let start = reader.clone();
                match each(reader, report)? {
                    Element::Read(element) => list.push(element),
                    Element::LeftOut => {}
                    Element::NoObject => {
                        let found = excerpt(start.clone().raw()?);
                        report.add(at, ProblemKind::WrongElement { list: name, found });
                    }
                }
                Ok::<(), Error>(())
            })?;
            Ok(Nested::Read(list))
        }
        Kind::Bool | Kind::Number | Kind::String | Kind::Object => {
            let raw = reader.raw()?;
            report.add(at, ProblemKind::WrongType { field: name, expected: "an array", found: excerpt(raw) });
            Ok(Nested::Wrong)
        }
    }
}

/// What became of an element of a list.
pub(super) enum Element<T> {
    /// It is this.
    Read(T),
    /// It is of no use, which is reported.
    LeftOut,
    /// It is no object, which is not reported yet.
    NoObject,
}

impl<T> Element<T> {
    pub fn read(self) -> Option<T> {
        match self {
            Element::Read(value) => Some(value),
            Element::LeftOut | Element::NoObject => None,
        }
    }
}

/// Reads an object that may be null. Where `read` finds nothing of use, it has reported why.
pub(super) fn single<'s, T>(
    name: &'static str,
    reader: &mut Reader<'s>,
    report: &mut Report,
    read: impl FnOnce(&mut Reader<'s>, &mut Report) -> Result<Option<T>, Error>,
) -> Result<Nested<T>, Error> {
    let at = next_at(reader)?;
    match reader.peek()? {
        Kind::Null => reader.skip().map(|()| Nested::Absent),
        Kind::Object => Ok(read(reader, report)?.map_or(Nested::Wrong, Nested::Read)),
        Kind::Bool | Kind::Number | Kind::String | Kind::Array => {
            let raw = reader.raw()?;
            report.add(at, ProblemKind::WrongType { field: name, expected: "an object", found: excerpt(raw) });
            Ok(Nested::Wrong)
        }
    }
}
