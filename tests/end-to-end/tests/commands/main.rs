//! The built command, as its users meet it: a file a subject.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod account;
mod bad_input;
mod check;
mod documents;
mod dry_run;
mod harness;
mod reference;
mod run;
mod settings;
mod streams;
