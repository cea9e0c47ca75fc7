//! What a ledger owes, asked of each: one suite that all pass, that they agree with one another, and what each store owes
//! by itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

mod agreement;
mod memory;
mod places;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod sharing;
#[cfg(feature = "sqlite")]
mod sqlite;
mod suite;
mod world;
