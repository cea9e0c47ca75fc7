//! The functions that an expression may call (`expressions.md F`): one row a function, from which the
//! checks, the calls and the reference page are made. A new function is a row in the table of its subject.
//!
//! Every element that a function touches is a step, and what it builds is charged before it is built
//! (`expressions.md B2`); reading text costs a step for each 64 bytes.

mod arguments;
mod array;
mod clock;
mod ctype;
mod encode;
mod format;
mod json;
mod mbstring;
mod number;
#[cfg(test)]
mod properties;
mod regex;
mod row;
mod string;
#[cfg(test)]
mod testing;
mod types;

use crate::{Fault, Fuel, Value};

pub(crate) use row::place;
pub use row::{FUNCTIONS, find};

/// What a function answers.
type Answer<'a> = Result<Value<'a>, Fault>;

/// One function of the table.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// PHP's name, in lower case.
    pub name: &'static str,
    /// The fewest arguments.
    pub min: u8,
    /// The most arguments; `None` for any number.
    pub max: Option<u8>,
    /// What is particular about it at load.
    pub form: Form,
    /// One line for the reference page.
    pub doc: &'static str,
    /// What it does.
    pub call: for<'a> fn(&mut Call<'_, 'a>) -> Result<Value<'a>, Fault>,
}

/// What the checker asks of a call beyond the number of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing.
    Plain,
    /// The argument at this place is a callback: an arrow function, the literal name of a function that is
    /// [`Form::Plain`] or [`Form::Pattern`], or the literal `null` where it may be left out (F1).
    Callback(u8),
    /// The first argument is taken by reference in PHP: it must be a call or an arrow parameter.
    Reference,
    /// Reads the clock (`now`): not a callback.
    Clock,
    /// The second argument must be the literal `true` (`json_decode`).
    JsonDecode,
    /// The first argument is a pattern: a literal one is checked and compiled at load (F2).
    Pattern,
}

/// A call under way.
pub struct Call<'c, 'a> {
    /// The arguments; as many as the row allows. At the place of a callback stands `Null`.
    pub args: &'c [Value<'a>],
    /// Whether a callback was given, and how to call it.
    pub callback: Option<&'c mut dyn Invoke<'a>>,
    /// The compiled first argument of a [`Form::Pattern`] call, when it was a literal.
    pub pattern: Option<&'c crate::Pattern>,
    /// What the evaluation may still use.
    pub fuel: &'c mut Fuel,
    /// The evaluation's now, Unix seconds.
    pub now: i64,
    /// The class name of an object (`get_debug_type`).
    pub class_name: &'c dyn Fn(crate::Object) -> String,
}

/// How a function calls its callback.
pub trait Invoke<'a> {
    /// Calls it.
    ///
    /// # Errors
    /// What the callback ends in.
    fn invoke(&mut self, args: &[Value<'a>], fuel: &mut Fuel) -> Result<Value<'a>, Fault>;
}
