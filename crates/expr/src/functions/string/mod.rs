//! Byte strings (`expressions.md F`): bytes, ASCII case only.

mod case;
mod find;
mod join;
mod order;
mod pad;
mod replace;
mod slice;
mod translate;
mod trim;

pub(super) use case::CASE;
pub(super) use find::{FIND, Fold, Needle, position};
pub(super) use join::JOIN;
pub(super) use order::ORDER;
pub(super) use pad::PAD;
pub(super) use replace::{REPLACE, Replacements};
pub(super) use slice::{SLICE, span};
pub(super) use trim::TRIM;
