//! Bytes become events: decoding, identity, sources.
//!
//! A source hands over bodies in batches; [`Decoder::decode`] makes an [`Event`](reach_rules::event::Event) of a body, which
//! borrows from it, or says why not. It knows nothing of rules and tasks.

mod decode;
mod error;
mod identity;
mod lines;
mod open;
mod set_aside;
mod source;
mod time;

pub use decode::Decoder;
pub use error::Error;
pub use identity::EventId;
pub use lines::{Line, Lines, MAX_LINE};
pub use open::{Compression, open};
pub use set_aside::SetAside;
pub use source::{Batch, Body, FileSource, Source};
