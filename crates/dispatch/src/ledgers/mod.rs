//! Ledgers, one a store.

#[cfg(feature = "sqlite")]
mod batch;
mod memory;
mod planning;
#[cfg(feature = "sqlite")]
mod row;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "sqlite")]
mod takeover;
mod taking;
#[cfg(feature = "sqlite")]
mod writes;

pub use memory::MemoryLedger;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteLedger;
