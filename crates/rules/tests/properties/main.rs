//! Properties of every decision, on generated configurations and events: the index loses no rule, and the
//! documented reading keeps P1 to P6 of `divergences.md`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod codes;
mod configuration;
mod decided;
mod documented;
mod events;
mod found;
mod index;
