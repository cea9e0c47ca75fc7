//! PCRE patterns, as PHP's `preg_` functions use them (`expressions.md F2`).
//!
//! A pattern is taken from its delimiters (`delimited`), parsed into a tree (`parser`, `escape`, `class`, `sets`)
//! and matched in time linear in the text: by `fast`, which is `regex-automata`, wherever that means the same as
//! PCRE, else by `machine`, which is slower and exact. What needs more than linear time is refused. Bytes of a text
//! and instructions of a program cost fuel, so that no text and no pattern runs for long.

mod class;
mod compiled;
mod delimited;
mod error;
mod escape;
mod fast;
mod machine;
mod matches;
mod parser;
mod program;
mod quote;
mod replace;
mod sets;
mod split;
mod syntax;

pub use compiled::Pattern;
pub use error::PatternError;
pub use quote::quote;

#[cfg(test)]
mod tests;
