//! What a ledger owes, asked of each: one suite that all pass, that they agree with one another, and what each store owes
//! by itself.

mod agreement;
mod memory;
mod places;
#[cfg(feature = "sqlite")]
mod sqlite;
mod suite;
mod world;
