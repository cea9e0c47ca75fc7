//! What a function asks of its arguments: PHP's coercions outside strict mode (`expressions.md F`). They are
//! stricter than casts: a string that is no number is none.

use std::ops::Range;

use super::{Answer, Call};
use crate::convert::{Numeric, fits_int, numeric, to_bool, to_str};
use crate::{Array, Fault, Str, Value};

const NULL: &Value<'static> = &Value::Null;

impl<'c, 'a> Call<'c, 'a> {
    /// The argument as it is; null when it was left out.
    pub(super) fn value(&self, at: usize) -> &'c Value<'a> {
        self.args.get(at).unwrap_or(NULL)
    }

    /// The argument when it was given.
    pub(super) fn given(&self, at: usize) -> Option<&'c Value<'a>> {
        self.args.get(at)
    }

    /// A string; null is `""`.
    pub(super) fn text(&self, at: usize) -> Result<Str<'a>, Fault> {
        match self.value(at) {
            value @ (Value::Array(_) | Value::Object(_)) => Err(mismatch(at, "string", value)),
            value => to_str(value),
        }
    }

    /// A string that may be left out.
    pub(super) fn text_or(&self, at: usize, default: &'static [u8]) -> Result<Str<'a>, Fault> {
        if self.given(at).is_some() { self.text(at) } else { Ok(Str::borrowed(default)) }
    }

    /// A string, or an array of what will be one.
    pub(super) fn text_or_array(&self, at: usize) -> Result<TextOrArray<'c, 'a>, Fault> {
        match self.value(at) {
            Value::Array(array) => Ok(TextOrArray::Array(array)),
            _ => self.text(at).map(TextOrArray::Text),
        }
    }

    /// An integer; null is 0.
    pub(super) fn int(&mut self, at: usize) -> Result<i64, Fault> {
        let value = self.value(at);
        let number = match value {
            Value::Int(number) => return Ok(*number),
            Value::Null | Value::Bool(_) | Value::Float(_) | Value::Str(_) | Value::Array(_) | Value::Object(_) => self.numeric(at)?,
        };
        match number {
            Some(Numeric::Int(number)) => Ok(number),
            Some(Numeric::Float(number)) if fits_int(number) => Ok(number as i64),
            Some(Numeric::Float(_)) | None => Err(mismatch(at, "int", value)),
        }
    }

    /// An integer that may be left out.
    pub(super) fn int_or(&mut self, at: usize, default: i64) -> Result<i64, Fault> {
        if self.given(at).is_some() { self.int(at) } else { Ok(default) }
    }

    /// An integer that may be left out or null.
    pub(super) fn nullable_int(&mut self, at: usize) -> Result<Option<i64>, Fault> {
        if self.value(at).is_null() { Ok(None) } else { self.int(at).map(Some) }
    }

    /// An integer or a float; null is 0.
    pub(super) fn number(&mut self, at: usize) -> Result<Numeric, Fault> {
        self.numeric(at)?.ok_or_else(|| mismatch(at, "int or float", self.value(at)))
    }

    /// A float; null is 0.
    pub(super) fn float(&mut self, at: usize) -> Result<f64, Fault> {
        self.numeric(at)?.map(Numeric::to_float).ok_or_else(|| mismatch(at, "float", self.value(at)))
    }

    fn numeric(&mut self, at: usize) -> Result<Option<Numeric>, Fault> {
        Ok(match self.value(at) {
            Value::Null => Some(Numeric::Int(0)),
            Value::Bool(bool) => Some(Numeric::Int(i64::from(*bool))),
            Value::Int(number) => Some(Numeric::Int(*number)),
            Value::Float(number) => Some(Numeric::Float(*number)),
            Value::Str(text) => {
                self.fuel.scan(text.len())?;
                numeric(text.as_bytes())
            }
            Value::Array(_) | Value::Object(_) => None,
        })
    }

    /// A Boolean; false when it was left out.
    pub(super) fn flag(&self, at: usize) -> Result<bool, Fault> {
        match self.value(at) {
            value @ (Value::Array(_) | Value::Object(_)) => Err(mismatch(at, "bool", value)),
            value => Ok(to_bool(value)),
        }
    }

    /// An array.
    pub(super) fn array(&self, at: usize) -> Result<&'c Array<'a>, Fault> {
        match self.value(at) {
            Value::Array(array) => Ok(array),
            value => Err(mismatch(at, "array", value)),
        }
    }

    /// An array whose every element the function touches, each a step.
    pub(super) fn walked_array(&mut self, at: usize) -> Result<&'c Array<'a>, Fault> {
        let array = self.array(at)?;
        self.fuel.step(array.len())?;
        Ok(array)
    }

    /// A piece of a string, charged when it must be copied.
    pub(super) fn piece(&mut self, text: &Str<'a>, range: Range<usize>) -> Result<Str<'a>, Fault> {
        if matches!(text, Str::Shared(_)) && range.len() < text.len() {
            self.fuel.build(range.len())?;
        }
        Ok(text.slice(range))
    }

    /// [`Call::piece`] as the function's answer.
    pub(super) fn answer_piece(&mut self, text: &Str<'a>, range: Range<usize>) -> Answer<'a> {
        self.piece(text, range).map(Value::Str)
    }
}

/// An argument that PHP declares as `array|string`.
pub(super) enum TextOrArray<'c, 'a> {
    Text(Str<'a>),
    Array(&'c Array<'a>),
}

/// The argument at `at` (from 0) is not of the type that it should be.
pub(super) fn mismatch(at: usize, expected: &str, value: &Value<'_>) -> Fault {
    Fault::type_error(format!("argument {} must be of type {expected}, {} is given", at + 1, value.type_name()))
}

/// The argument at `at` (from 0) has a value that the function does not take.
pub(super) fn out_of_range(at: usize, must: &str) -> Fault {
    Fault::value_error(format!("argument {} must {must}", at + 1))
}
