//! Tables of the platform's database and their columns: what `modifiedColumns` speaks of.

use std::fmt;

use super::index::Index;
use super::tables::{COLUMNS, TABLES, TableRow};
use super::text::Text;

/// A table, such as `entry` or `flavor_asset`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Table(pub(super) u8);

/// The columns of each table.
static INDEX: Index<4096> = {
    let mut index = Index::empty(COLUMNS.len());
    let mut at = 0;
    while at < COLUMNS.len() {
        index.insert(COLUMNS[at].table.0, COLUMNS[at].name.get(), at as u16);
        at += 1;
    }
    index
};

impl Table {
    /// The table of that exact name.
    pub fn by_name(name: &str) -> Option<Table> {
        let at = TABLES.binary_search_by(|row| row.name.get().cmp(name)).ok()?;
        u8::try_from(at).ok().map(Table)
    }

    /// All tables, by name.
    pub fn all() -> impl Iterator<Item = Table> {
        (0..TABLES.len() as u8).map(Table)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.row().name.get()
    }

    /// The column of that exact name, without the table (`STATUS`).
    pub fn column(self, name: &str) -> Option<&'static Column> {
        INDEX.find_in(self.0, name, |at| COLUMNS[at].is(self, name)).map(|at| &COLUMNS[at])
    }

    /// Whether it has a column of that exact name (`expressions.md S3`).
    pub fn has_column(self, name: &str) -> bool {
        self.column(name).is_some()
    }

    /// Its columns, by name.
    pub fn columns(self) -> &'static [Column] {
        self.row().columns.of(&COLUMNS)
    }

    fn row(self) -> &'static TableRow {
        &TABLES[usize::from(self.0)]
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A column of a table.
pub struct Column {
    pub(super) table: Table,
    pub(super) name: Text,
    pub(super) full_name: Text,
    pub(super) getter: Text,
}

impl Column {
    fn is(&self, table: Table, name: &str) -> bool {
        self.table == table && self.name() == name
    }

    /// The table that it belongs to.
    pub fn table(&self) -> Table {
        self.table
    }

    /// Its name alone: `STATUS`.
    pub fn name(&self) -> &'static str {
        self.name.get()
    }

    /// Its name with the table's: `entry.STATUS`, as conditions know it.
    pub fn full_name(&self) -> &'static str {
        self.full_name.get()
    }

    /// The getter that reads it: `getStatus`. Not every class has getters in the tables.
    pub fn getter(&self) -> &'static str {
        self.getter.get()
    }
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.full_name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::platform::{Class, class_constant, constants_of};

    #[test]
    fn every_column_of_the_data_is_found_in_its_table_alone() {
        let data: BTreeMap<String, Vec<String>> = serde_json::from_str(include_str!("../../data/columns.json")).unwrap();
        assert_eq!(Table::all().count(), data.len());
        for (table_name, columns) in &data {
            let table = Table::by_name(table_name).unwrap();
            assert_eq!(table.name(), table_name);
            assert_eq!(table.columns().len(), columns.len());
            for name in columns {
                let column = table.column(name).unwrap();
                assert_eq!(column.table(), table);
                assert_eq!((column.name(), column.full_name()), (name.as_str(), &*format!("{table_name}.{name}")));
                assert!(!table.has_column(&name.to_ascii_lowercase()), "{name}");
            }
        }
    }

    #[test]
    fn names_are_exact() {
        let table = Class::LIVE_ENTRY.table().unwrap();
        assert_eq!(table, Table::by_name("entry").unwrap());
        assert_eq!(table.column("LENGTH_IN_MSECS").unwrap().getter(), "getLengthInMsecs");
        assert_eq!(Class::CAPTION_ASSET.table().unwrap().name(), "flavor_asset");
        for other in ["status", "entry.STATUS", "", "STATUS "] {
            assert!(!table.has_column(other), "{other}");
        }
        assert_eq!(Table::by_name("Entry"), None);
    }

    #[test]
    fn the_getters_of_columns_are_getters_of_the_class_where_it_has_any() {
        let table = Class::ENTRY.table().unwrap();
        let unknown: Vec<&Column> = table.columns().iter().filter(|column| Class::ENTRY.getter(column.getter()).is_none()).collect();
        assert!(unknown.len() * 10 < table.columns().len(), "{unknown:?}");
    }

    #[test]
    fn columns_are_those_that_the_peers_name() {
        let table = Class::ENTRY.table().unwrap();
        for column in table.columns() {
            let constant = class_constant("entryPeer", column.name());
            assert_eq!(constant, Some(crate::platform::ConstValue::Str(column.full_name())));
        }
        assert!(constants_of("entryPeer").count() > table.columns().len());
    }
}
