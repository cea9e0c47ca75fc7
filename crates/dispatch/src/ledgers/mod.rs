//! Ledgers, one a store.

#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod batch;
mod memory;
mod planning;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod row;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod takeover;
mod taking;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod writes;

pub use memory::MemoryLedger;
#[cfg(feature = "postgres")]
pub use postgres::PostgresLedger;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteLedger;
