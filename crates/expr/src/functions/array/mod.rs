//! Arrays (`expressions.md F`): what they hold, what is made of them, and calls for each element.

mod callback;
mod fold;
mod keys;
mod make;
mod part;
mod range;
mod sets;

pub(super) use callback::CALLBACK;
pub(super) use fold::FOLD;
pub(super) use keys::KEYS;
pub(super) use make::MAKE;
pub(super) use part::PART;
pub(super) use sets::SETS;
