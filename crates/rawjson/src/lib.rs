//! A validating, borrowing JSON reader that also reads JSON inside a JSON string in place.
//!
//! It serves two masters: content events by the million (`event.md`), whose `object` is usually a JSON document inside a JSON string, and
//! configuration files, whose errors must name a line and a column. It knows RFC 8259 and nothing of events, rules or tasks.
//!
//! * [`parse`] validates a whole document and hands it back unread, as a [`Raw`]; [`Raw::members`], [`Raw::elements`] and [`Raw::get`]
//!   look into it without being able to fail.
//! * [`Reader`] is the single pass for typed decoding; [`Reader::fields`] and [`Reader::embedded_fields`] read one object into [`Fields`].
//! * [`Fields`] finds the members of one object by [`Key`].
//!
//! ```
//! use reach_rawjson::{Fields, Key, Reader};
//!
//! const NAME: Key<'static> = Key::new("name");
//!
//! let message = br#"{"partnerId":1001,"object":"{\"name\":\"Caf\\u00e9\"}"}"#;
//! let mut object = None;
//! let mut reader = Reader::new(message)?;
//! reader.object(|key, reader| {
//!     if key == "object" {
//!         object = Some(reader.embedded_fields()?);
//!         Ok(())
//!     } else {
//!         reader.skip()
//!     }
//! })?;
//! reader.end()?;
//!
//! let name = object.as_ref().and_then(|fields: &Fields<'_>| fields.get(&NAME)).and_then(|name| name.as_str());
//! assert!(name.is_some_and(|name| name == "Caf\u{e9}"));
//! # Ok::<(), reach_rawjson::Error>(())
//! ```
//!
//! # What counts as JSON
//!
//! RFC 8259, whole and nothing beside it: UTF-8 throughout, no raw control characters in strings, no unpaired surrogate escapes, nothing but
//! blanks after the value. Brackets nest at most [`MAX_DEPTH`] deep, counted through an embedded document. A UTF-8 byte order mark at the
//! start is skipped. Equal keys may repeat: the last one wins, as in PHP, and [`Fields::repeated`] tells. A number may be of any size; one
//! beyond `f64` reads as infinite. No document may be longer than 4 GiB.
//!
//! Nothing here recurses by its input, panics, or allocates where it is not asked to.

mod embedded;
mod entries;
mod error;
mod escape;
mod fields;
mod grammar;
mod key;
mod layer;
mod nesting;
mod number;
mod position;
mod raw;
mod reader;
mod scan;
mod source;
mod text;
mod walk;

pub use embedded::Embedded;
pub use error::{Error, Expected};
pub use fields::Fields;
pub use key::Key;
pub use layer::Layer;
pub use nesting::MAX_DEPTH;
pub use number::{Number, Numeral};
pub use position::Position;
pub use raw::{Kind, Raw, parse};
pub use reader::Reader;
pub use text::Text;
pub use walk::{Elements, Members};
