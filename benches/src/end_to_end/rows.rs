//! The rows of a ledger, whatever their columns.

use serde::{Serialize, Serializer};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Column, Row as _, SqliteConnection, TypeInfo, ValueRef};

use super::error::Error;

/// The tables that a run writes, in the order in which it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Identities.
    Event,
    /// Tasks.
    Task,
    /// What became of tasks.
    TaskChange,
    /// Credit as it stands: written anew in each batch that moves it.
    Account,
    /// Changes of credit.
    Movement,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Event, Self::Task, Self::TaskChange, Self::Account, Self::Movement];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Task => "task",
            Self::TaskChange => "task_change",
            Self::Account => "account",
            Self::Movement => "movement",
        }
    }

    /// The column that names the event which wrote a row, and by which rows come.
    const fn event(self) -> Option<&'static str> {
        match self {
            Self::Event => Some("id"),
            Self::Task | Self::TaskChange | Self::Movement => Some("event"),
            Self::Account => None,
        }
    }

    const fn order(self) -> &'static str {
        match self {
            Self::Event | Self::Task | Self::TaskChange => "id",
            Self::Account => "reach_profile_id",
            Self::Movement => "event, reach_profile_id, number",
        }
    }
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Bytes; hexadecimal digits in JSON.
    Blob(Vec<u8>),
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Blob(bytes) => serializer.serialize_str(&bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        }
    }
}

/// A row: a value for each column.
pub type Row = Vec<Cell>;

/// Rows of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRows {
    /// The table.
    pub table: Table,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl TableRows {
    async fn read(connection: &mut SqliteConnection, table: Table) -> Result<Self, Error> {
        let select = AssertSqlSafe(format!("SELECT * FROM {} ORDER BY {}", table.name(), table.order()));
        let read = sqlx::query(select).fetch_all(connection).await?;
        let columns = read.first().map(|row| row.columns().iter().map(|column| column.name().to_owned()).collect());
        let rows = read.iter().map(cells).collect::<Result<_, _>>()?;
        Ok(Self { table, columns: columns.unwrap_or_default(), rows })
    }

    fn with(&self, rows: Vec<Row>) -> Self {
        Self { table: self.table, columns: self.columns.clone(), rows }
    }

    fn number(&self, row: &Row, column: &str) -> Option<i64> {
        let index = self.columns.iter().position(|name| name == column)?;
        match row.get(index)? {
            Cell::Integer(number) => Some(*number),
            Cell::Null | Cell::Text(_) | Cell::Blob(_) => None,
        }
    }

    /// The rows that events with ids above `after` and up to `last` wrote.
    fn of_events(&self, after: i64, last: i64) -> Self {
        let event = |row: &Row| self.table.event().and_then(|column| self.number(row, column));
        // Rows come by event; those that no event wrote are first.
        let start = self.rows.partition_point(|row| event(row).is_none_or(|event| event <= after));
        let end = self.rows.partition_point(|row| event(row).is_none_or(|event| event <= last));
        self.with(self.rows.get(start..end).map(<[Row]>::to_vec).unwrap_or_default())
    }

    /// The accounts as some movements leave them.
    fn moved_by(&self, movements: &Self) -> Self {
        let rows = self.rows.iter().filter_map(|account| {
            let profile = self.number(account, "reach_profile_id")?;
            let moved = movements.rows.iter().filter(|row| movements.number(row, "reach_profile_id") == Some(profile));
            let last = moved.filter_map(|row| movements.number(row, "number")).max()?;
            let columns = self.columns.iter().zip(account);
            Some(columns.map(|(name, cell)| if name == "movements" { Cell::Integer(last) } else { cell.clone() }).collect())
        });
        self.with(rows.collect())
    }
}

fn cells(row: &SqliteRow) -> Result<Row, Error> {
    row.columns().iter().map(|column| cell(row, column.ordinal(), column.name())).collect()
}

fn cell(row: &SqliteRow, index: usize, column: &str) -> Result<Cell, Error> {
    let value = row.try_get_raw(index)?;
    if value.is_null() {
        return Ok(Cell::Null);
    }
    let kind = value.type_info().name().to_owned();
    match kind.as_str() {
        "INTEGER" => Ok(Cell::Integer(row.try_get(index)?)),
        "TEXT" => Ok(Cell::Text(row.try_get(index)?)),
        "BLOB" => Ok(Cell::Blob(row.try_get(index)?)),
        _ => Err(Error::Column { column: column.to_owned(), found: kind }),
    }
}

/// All rows of a ledger, in the order of `Table::ALL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows([TableRows; Table::ALL.len()]);

impl Rows {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or holds what no ledger does.
    pub async fn read(connection: &mut SqliteConnection) -> Result<Self, Error> {
        let [event, task, change, account, movement] = Table::ALL;
        Ok(Self([
            TableRows::read(connection, event).await?,
            TableRows::read(connection, task).await?,
            TableRows::read(connection, change).await?,
            TableRows::read(connection, account).await?,
            TableRows::read(connection, movement).await?,
        ]))
    }

    /// How many rows a table has.
    #[must_use]
    pub fn count(&self, table: Table) -> usize {
        self.0.iter().filter(|rows| rows.table == table).map(|rows| rows.rows.len()).sum()
    }

    /// What the events wrote, in transactions of `batch` events. What stood before them is in no transaction.
    #[must_use]
    pub fn batches(&self, batch: usize) -> Vec<[TableRows; Table::ALL.len()]> {
        let [events, tasks, changes, accounts, movements] = &self.0;
        let ids: Vec<i64> = events.rows.iter().filter_map(|row| events.number(row, "id")).collect();
        let mut after = 0;
        let transaction = |ids: &[i64]| {
            let last = ids.last().copied().unwrap_or(after);
            let of = |rows: &TableRows| rows.of_events(after, last);
            let moved = of(movements);
            let transaction = [of(events), of(tasks), of(changes), accounts.moved_by(&moved), moved];
            after = last;
            transaction
        };
        ids.chunks(batch.max(1)).map(transaction).collect()
    }
}
