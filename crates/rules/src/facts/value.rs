//! From printed JSON to PHP's values (`expressions.md V`, S6).

use reach_expr::{Array, Fault, Fuel, Key, Str, Value};
use reach_rawjson::{Kind, Number, Raw, Text};

use super::Facts;
use super::entity::{Place, named_class};

impl<'e> Facts<'e> {
    /// The value of a piece of JSON. It may recurse: the reader bounds how deep JSON nests.
    ///
    /// # Errors
    /// It is too large or nests too deep.
    pub(super) fn value(&self, raw: Raw<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match raw.kind() {
            Kind::Null => Ok(Value::Null),
            Kind::Bool => Ok(Value::Bool(raw.as_bool() == Some(true))),
            Kind::Number => Ok(match raw.as_number() {
                Some(Number::Int(number)) => Value::Int(number),
                Some(Number::Float(number)) => Value::Float(number),
                None => Value::Null,
            }),
            Kind::String => match raw.as_str() {
                Some(text) => Ok(Value::Str(built(text, fuel)?)),
                None => Ok(Value::Null),
            },
            Kind::Array => self.list(raw, fuel),
            Kind::Object => match named_class(raw) {
                Some(class) => {
                    fuel.step(1 + raw.text().len() / 64)?;
                    Ok(Value::Object(self.meet(raw, Place::Inside, || class)))
                }
                None => self.map(raw, fuel),
            },
        }
    }

    fn list(&self, raw: Raw<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let mut values = Vec::new();
        for element in raw.elements() {
            fuel.step(1)?;
            fuel.build_array(1)?;
            values.push(self.value(element, fuel)?);
        }
        Ok(Value::array(Array::list(values)?))
    }

    /// The array of an object that names no class, keyed by its fields.
    fn map(&self, raw: Raw<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let mut array = Array::new();
        for (name, value) in raw.members() {
            fuel.step(1)?;
            fuel.build_array(1)?;
            let value = self.value(value, fuel)?;
            array.insert(Key::of_str(built(name, fuel)?), value)?;
        }
        Ok(Value::array(array))
    }
}

/// A text of the event; one with escapes is built.
pub(super) fn built<'e>(text: Text<'e>, fuel: &mut Fuel) -> Result<Str<'e>, Fault> {
    match text.plain() {
        Some(plain) => Ok(Str::borrowed(plain.as_bytes())),
        None => {
            fuel.build(text.raw().len())?;
            Ok(Str::owned(text.decode().into_owned().into_bytes()))
        }
    }
}

