//! A workload: accounts with their rules, and 100 000 events with their messages (L1 to L10).
//!
//! Rules and events are made as plain data first ([`model`], [`event`]) and printed from there, so that the reference never parses what the
//! engine has to parse.

pub mod event;
pub mod model;

mod configuration;
mod domains;
mod draw;
mod entry;
mod folder;
mod generate;
mod message;
mod messages;
mod php;
mod size;
mod spelling;
mod statistics;
mod words;

pub use configuration::Configuration;
pub use domains::Domains;
pub use folder::FolderError;
pub use generate::{EVENTS, Workload};
pub use messages::Messages;
pub use size::Size;
pub use statistics::{Sizes, Statistics};
