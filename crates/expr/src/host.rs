//! What the language asks of its host: names at load, values at run time.

use crate::refusal::{Refusal, Span};
use crate::{Fault, Fuel, Object, Value};

/// What the host knows of the static kind of an object, to check methods against: `$scope`, the event, any
/// other. The numbers are the host's; only these two have a meaning here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kind(pub u8);

impl Kind {
    /// `$scope`.
    pub const SCOPE: Kind = Kind(0);
    /// Nothing is known: any value.
    pub const ANY: Kind = Kind(255);
}

/// A method, as the host numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MethodId(pub u32);

/// A static method, as the host numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StaticId(pub u32);

/// A class that `instanceof` names, as the host numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClassId(pub u32);

/// Why a name is refused, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Unknown {
    pub(crate) fn at(self, span: Span) -> Refusal {
        Refusal { span, message: self.message, help: self.help }
    }
}

/// The names that a code may use (`expressions.md` S, K, P, R2). Asked once, at load. Names come as written.
/// A literal argument is given as its value, any other as `None`.
pub trait Signatures {
    /// A method called on something of `kind`.
    ///
    /// # Errors
    /// The method is not one that conditions may call, or not with these arguments.
    fn method(&mut self, kind: Kind, name: &str, args: &[Option<Value<'_>>]) -> Result<(MethodId, Kind), Unknown>;

    /// `class::method(args)`.
    ///
    /// # Errors
    /// As [`Signatures::method`].
    fn static_method(&mut self, class: &str, method: &str, args: &[Option<Value<'_>>]) -> Result<(StaticId, Kind), Unknown>;

    /// `class::NAME`.
    ///
    /// # Errors
    /// There is no such constant.
    fn constant(&mut self, class: &str, name: &str) -> Result<Value<'static>, Unknown>;

    /// The class after `instanceof`.
    ///
    /// # Errors
    /// There is no such class.
    fn class(&mut self, name: &str) -> Result<ClassId, Unknown>;
}

/// What objects answer while an expression is evaluated.
pub trait Host<'a> {
    /// `on->method(args)`, where `on` is an object of this host.
    ///
    /// # Errors
    /// What PHP would throw, or what the event does not tell.
    fn call(&self, on: Object, method: MethodId, args: &[Value<'a>], fuel: &mut Fuel) -> Result<Value<'a>, Fault>;

    /// `class::method(args)`.
    ///
    /// # Errors
    /// As [`Host::call`].
    fn call_static(&self, method: StaticId, args: &[Value<'a>], fuel: &mut Fuel) -> Result<Value<'a>, Fault>;

    /// Whether `object` is of `class` or below it.
    fn is_a(&self, object: Object, class: ClassId) -> bool;

    /// The name of the object's class.
    fn class_name(&self, object: Object) -> String;

    /// The evaluation's now, Unix seconds.
    fn now(&self) -> i64;
}
