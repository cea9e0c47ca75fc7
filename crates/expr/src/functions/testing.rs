//! Calls of the table's functions from unit tests.

use super::{Call, Invoke, find};
use crate::{Array, Fault, Fuel, Key, Str, Value};

/// What `name(args)` gives.
pub(super) fn call<'a>(name: &str, args: &[Value<'a>]) -> Result<Value<'a>, Fault> {
    call_with(name, args, None, &mut Fuel::new())
}

/// What `name(args)` gives, with a callback and a budget.
pub(super) fn call_with<'c, 'a>(
    name: &str,
    args: &'c [Value<'a>],
    callback: Option<&'c mut dyn Invoke<'a>>,
    fuel: &'c mut Fuel,
) -> Result<Value<'a>, Fault> {
    let function = find(name).unwrap_or_else(|| panic!("no function `{name}`"));
    assert!(
        args.len() >= usize::from(function.min) && function.max.is_none_or(|max| args.len() <= usize::from(max)),
        "`{name}` takes another count"
    );
    (function.call)(&mut Call {
        args,
        callback,
        pattern: None,
        fuel,
        now: 1_767_225_600,
        class_name: &|object| format!("Class{}", object.0),
    })
}

/// A closure as a callback.
pub(super) struct Closure<F>(pub(super) F);

impl<'a, F: FnMut(&[Value<'a>]) -> Value<'a>> Invoke<'a> for Closure<F> {
    fn invoke(&mut self, args: &[Value<'a>], _fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
        Ok((self.0)(args))
    }
}

/// A list.
pub(super) fn list<const N: usize>(values: [Value<'static>; N]) -> Value<'static> {
    Value::array(Array::list(values.into()).unwrap())
}

/// A map; keys are normalised.
pub(super) fn map<const N: usize>(entries: [(&'static str, Value<'static>); N]) -> Value<'static> {
    let mut array = Array::new();
    for (key, value) in entries {
        array.insert(Key::of_str(Str::borrowed(key.as_bytes())), value).unwrap();
    }
    Value::array(array)
}

/// A string.
pub(super) fn s(text: &'static str) -> Value<'static> {
    Value::str(text)
}

/// An integer.
pub(super) fn i(number: i64) -> Value<'static> {
    Value::Int(number)
}

/// A float.
pub(super) fn f(number: f64) -> Value<'static> {
    Value::Float(number)
}

/// A Boolean.
pub(super) fn b(bool: bool) -> Value<'static> {
    Value::Bool(bool)
}

/// Checks that `name(args)` is `expected`, type and order included; NAN is NAN, and -0.0 is not 0.0.
#[track_caller]
pub(super) fn gives(name: &str, args: &[Value<'static>], expected: &Value<'static>) {
    match call(name, args) {
        Ok(result) => assert!(identical(&result, expected), "{name}({}) is {}, not {}", shown_all(args), shown(&result), shown(expected)),
        Err(fault) => panic!("{name}({}): {fault}", shown_all(args)),
    }
}

/// Checks that `name(args)` throws that class.
#[track_caller]
pub(super) fn throws(name: &str, args: &[Value<'static>], class: crate::Thrown) {
    match call(name, args) {
        Err(Fault::Thrown { class: thrown, .. }) => assert_eq!(thrown, class, "{name}({})", shown_all(args)),
        other => panic!("{name}({}) gives {other:?}", shown_all(args)),
    }
}

fn identical(left: &Value<'_>, right: &Value<'_>) -> bool {
    match (left, right) {
        (Value::Float(left), Value::Float(right)) => left.to_bits() == right.to_bits() || (left.is_nan() && right.is_nan()),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right.iter()).all(|(left, right)| left.0 == right.0 && identical(left.1, right.1))
        }
        _ => crate::strict_eq(left, right, &mut Fuel::new()).unwrap(),
    }
}

fn shown_all(values: &[Value<'_>]) -> String {
    values.iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Str(text) => format!("{:?}", text.to_text()),
        Value::Array(array) => {
            let elements = array.iter().map(|(key, value)| format!("{} => {}", shown(&key.to_value()), shown(value)));
            format!("[{}]", elements.collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Object(_) => format!("{value:?}"),
    }
}
