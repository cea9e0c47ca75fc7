//! `value[index]` and what asks whether it is there (`expressions.md` O7, O11, O12).

use crate::convert::{Numeric, float_to_int, numeric, numeric_prefix};
use crate::{Fault, Fuel, Key, Str, Value};

/// O11: the element, null when it is missing.
///
/// # Errors
/// A `TypeError` for an index that cannot be one, an `Error` for an index into an object; [`Fault::OverBudget`].
pub fn index<'a>(value: &Value<'a>, index: &Value<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    match value {
        Value::Str(text) => {
            let at = string_offset(index)?.ok_or_else(|| no_offset(index))?;
            Ok(Value::Str(byte_at(text, at).unwrap_or(Str::borrowed(b""))))
        }
        _ => Ok(index_quiet(value, index, fuel)?.unwrap_or_default()),
    }
}

/// O7: the element, `None` when it is not set.
///
/// # Errors
/// As [`index`], without the string index that is no number.
pub fn index_quiet<'a>(value: &Value<'a>, index: &Value<'a>, fuel: &mut Fuel) -> Result<Option<Value<'a>>, Fault> {
    match value {
        Value::Array(array) => Ok(array.get(&array_key(index, fuel)?).cloned()),
        Value::Str(text) => Ok(string_offset(index)?.and_then(|at| byte_at(text, at)).map(Value::Str)),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => Ok(None),
        Value::Object(_) => Err(Fault::error("an object cannot be used as an array")),
    }
}

/// V7: the key that a value stands for; reading a long string takes steps.
///
/// # Errors
/// A `TypeError` for arrays and objects; [`Fault::OverBudget`].
pub fn array_key<'a>(value: &Value<'a>, fuel: &mut Fuel) -> Result<Key<'a>, Fault> {
    if let Value::Str(text) = value {
        fuel.scan(text.len())?;
    }
    Key::of(value).ok_or_else(|| Fault::type_error(format!("an array key cannot be of type {}", value.type_name())))
}

/// O12: whether the element exists and is not null.
///
/// # Errors
/// As [`index_quiet`].
pub fn isset_index<'a>(value: &Value<'a>, index: &Value<'a>, fuel: &mut Fuel) -> Result<bool, Fault> {
    let Value::Str(text) = value else {
        return Ok(index_quiet(value, index, fuel)?.is_some_and(|element| !element.is_null()));
    };
    let at = match index {
        Value::Str(number) => match numeric(number.as_bytes()) {
            Some(Numeric::Int(at)) => Some(at),
            Some(Numeric::Float(_)) | None => None,
        },
        Value::Array(_) | Value::Object(_) => None,
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => string_offset(index)?,
    };
    Ok(at.and_then(|at| byte_at(text, at)).is_some())
}

/// The offset that an index into a string stands for; `None` for a string that is no integer.
fn string_offset(index: &Value<'_>) -> Result<Option<i64>, Fault> {
    match index {
        Value::Null => Ok(Some(0)),
        Value::Bool(bool) => Ok(Some(i64::from(*bool))),
        Value::Int(at) => Ok(Some(*at)),
        Value::Float(at) => Ok(Some(float_to_int(*at))),
        Value::Str(text) => Ok(match numeric_prefix(text.as_bytes()) {
            Some((Numeric::Int(at), _)) => Some(at),
            Some((Numeric::Float(_), _)) | None => None,
        }),
        Value::Array(_) | Value::Object(_) => Err(no_offset(index)),
    }
}

fn no_offset(index: &Value<'_>) -> Fault {
    Fault::type_error(match index {
        Value::Str(text) => format!("`{}` is no offset of a string", text.to_text()),
        other => format!("an offset of a string cannot be of type {}", other.type_name()),
    })
}

fn byte_at<'a>(text: &Str<'a>, at: i64) -> Option<Str<'a>> {
    let length = text.as_bytes().len();
    let at = if at < 0 { length.checked_sub(usize::try_from(at.unsigned_abs()).ok()?)? } else { usize::try_from(at).ok()? };
    (at < length).then(|| text.slice(at..at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Array, Object};

    fn read(value: &Value<'static>, at: &Value<'static>) -> Result<Value<'static>, Fault> {
        index(value, at, &mut Fuel::new())
    }

    fn same(left: &Value<'_>, right: &Value<'_>) -> bool {
        crate::strict_eq(left, right, &mut Fuel::new()).unwrap()
    }

    #[test]
    fn strings_give_bytes_by_anything_like_an_integer() {
        let text = Value::str("key");
        let cases = [
            (Value::Int(0), "k"),
            (Value::Int(-1), "y"),
            (Value::str("1"), "e"),
            (Value::str("1x"), "e"),
            (Value::str("0x1"), "k"),
            (Value::Float(2.9), "y"),
            (Value::Null, "k"),
            (Value::Bool(true), "e"),
            (Value::Int(3), ""),
            (Value::Int(-4), ""),
            (Value::Int(i64::MIN), ""),
        ];
        for (at, expected) in cases {
            assert!(same(&read(&text, &at).unwrap(), &Value::str(expected)), "{at:?}");
        }
        for at in [Value::str("x"), Value::str("1.0"), Value::array(Array::new())] {
            assert!(read(&text, &at).unwrap_err().is_type_error(), "{at:?}");
        }
    }

    #[test]
    fn arrays_normalise_the_key_and_scalars_have_no_elements() {
        let array = Value::array(Array::list(vec![Value::str("a"), Value::str("b")]).unwrap());
        for at in [Value::Int(1), Value::str("1"), Value::Float(1.9), Value::Bool(true)] {
            assert!(same(&read(&array, &at).unwrap(), &Value::str("b")), "{at:?}");
        }
        for at in [Value::Int(2), Value::Null, Value::str("01")] {
            assert!(read(&array, &at).unwrap().is_null(), "{at:?}");
        }
        for value in [Value::Null, Value::Int(5), Value::Bool(true), Value::Float(0.5)] {
            assert!(read(&value, &Value::Int(0)).unwrap().is_null(), "{value:?}");
        }
        assert!(matches!(read(&Value::Object(Object(1)), &Value::Int(0)), Err(Fault::Thrown { class: crate::Thrown::Error, .. })));
    }

    #[test]
    fn isset_takes_only_whole_integers_into_strings() {
        let isset = |value: &Value<'static>, at: &Value<'static>| isset_index(value, at, &mut Fuel::new()).unwrap();
        let text = Value::str("key");
        for at in [Value::Int(2), Value::Float(0.5), Value::Bool(false), Value::str("2"), Value::Int(-3)] {
            assert!(isset(&text, &at), "{at:?}");
        }
        for at in [Value::Int(3), Value::str("1.0"), Value::str("1x"), Value::str("x"), Value::array(Array::new())] {
            assert!(!isset(&text, &at), "{at:?}");
        }
        let array = Value::array(Array::list(vec![Value::Null, Value::Int(0)]).unwrap());
        assert!(!isset(&array, &Value::Int(0)) && isset(&array, &Value::Int(1)));
    }

    #[test]
    fn what_would_throw_as_a_string_index_is_quietly_not_set() {
        let quiet = |at: &Value<'static>| index_quiet(&Value::str("key"), at, &mut Fuel::new()).unwrap();
        assert!(quiet(&Value::str("x")).is_none());
        assert!(quiet(&Value::Int(9)).is_none());
        assert!(quiet(&Value::str("1x")).is_some());
    }
}
