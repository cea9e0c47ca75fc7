//! Ledgers, one a store.

#[cfg(feature = "sqlite")]
mod batch;
mod memory;
#[cfg(feature = "sqlite")]
mod row;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use memory::MemoryLedger;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteLedger;
