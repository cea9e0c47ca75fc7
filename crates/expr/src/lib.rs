//! The expression language of event conditions: the pure part of PHP 8.2, with PHP's values and
//! comparisons, every name checked at load and every evaluation bounded (`expressions.md`).
//!
//! It knows values, operators and functions. What `$scope` is, which classes, methods and constants
//! there are, it asks of its caller: [`Signatures`] at load, [`Host`] at run time. It has no clock (now
//! is an input), no IO, and no recursion that the input controls.

mod ast;
mod compare;
mod compile;
mod convert;
mod fault;
mod fuel;
pub mod functions;
mod host;
mod lexer;
mod operate;
mod parser;
mod pattern;
mod refusal;
pub mod suggest;
mod time;
mod value;
mod vm;

pub use ast::{Arrow, Ast, Callback, Literal, Node, NodeId};
pub use compare::{compare, loose_eq, strict_eq};
pub use compile::Expr;
pub use convert::{Numeric, numeric, numeric_prefix, to_bool, to_float, to_int, to_str};
pub use fault::{Fault, Thrown};
pub use fuel::Fuel;
pub use host::{ClassId, Host, Kind, MethodId, Signatures, StaticId, Unknown};
pub use operate::{BinaryOp, Cast, UnaryOp};
pub use parser::{MAX_CODE, MAX_NESTING, parse};
pub use pattern::{Pattern, PatternError};
pub use refusal::{Refusal, Span};
pub use time::{date, strtotime};
pub use value::{Array, Key, Object, Str, Value};
