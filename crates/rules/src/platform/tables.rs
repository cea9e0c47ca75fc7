//! The tables that `build.rs` makes, and the shape of their rows.

use super::class::Class;
use super::constant::Packed;
use super::getter::{DefaultValue, Getter, GetterRule};
use super::table::{Column, Table};
use super::template_type::TemplateObjectType;
use super::text::Text;

/// A class. Classes stand in an order in which those below a class follow it at once.
pub(super) struct ClassRow {
    pub(super) name: Text,
    /// The class above; of the topmost one itself.
    pub(super) parent: Class,
    /// The last one of those below, itself when there is none.
    pub(super) last: Class,
    pub(super) table: Option<Table>,
    pub(super) documented: Option<TemplateObjectType>,
    pub(super) server: Option<TemplateObjectType>,
}

/// A stretch of another table.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) start: u16,
    pub(super) end: u16,
}

impl Span {
    /// That stretch of `rows`.
    pub(super) fn of<T>(self, rows: &'static [T]) -> &'static [T] {
        rows.get(usize::from(self.start)..usize::from(self.end)).unwrap_or_default()
    }
}

/// A table of the platform's database.
pub(super) struct TableRow {
    pub(super) name: Text,
    pub(super) columns: Span,
}

/// A value that a plugin adds to an enumeration.
pub(super) struct PluginValue {
    pub(super) name: Text,
    pub(super) api: Text,
}

/// A static method of a plugin that makes the API form of a value out of its bare name.
pub(super) struct PluginMethodRow {
    pub(super) plugin: Text,
    pub(super) method: Text,
    /// Sorted by name.
    pub(super) values: Span,
}

/// An object type of templates.
pub(super) struct TemplateTypeRow {
    pub(super) value: Text,
    pub(super) name: Text,
}

include!(concat!(env!("OUT_DIR"), "/platform.rs"));
