//! From one type of value to another, as PHP's casts do it (`expressions.md` V1-V5). What a function asks of
//! its arguments is stricter: `functions::arguments`.

mod float;
mod numeric;

use std::borrow::Cow;

use crate::{Fault, Str, Value};

pub(crate) use float::{Digits, fits_int, float_to_int, float_to_text, general};
pub(crate) use numeric::whole_number;
pub use numeric::{Numeric, numeric, numeric_prefix};

/// V1: whether a value counts as true.
pub fn to_bool(value: &Value<'_>) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(bool) => *bool,
        Value::Int(number) => *number != 0,
        Value::Float(number) => *number != 0.0,
        Value::Str(text) => !matches!(text.as_bytes(), b"" | b"0"),
        Value::Array(array) => !array.is_empty(),
        Value::Object(_) => true,
    }
}

/// V2: a value as an integer.
pub fn to_int(value: &Value<'_>) -> i64 {
    match value {
        Value::Null => 0,
        Value::Bool(bool) => i64::from(*bool),
        Value::Int(number) => *number,
        Value::Float(number) => float_to_int(*number),
        Value::Str(text) => str_to_int(text.as_bytes()),
        Value::Array(array) => i64::from(!array.is_empty()),
        Value::Object(_) => 1,
    }
}

/// V3: a value as a float.
pub fn to_float(value: &Value<'_>) -> f64 {
    match value {
        Value::Float(number) => *number,
        Value::Str(text) => numeric_prefix(text.as_bytes()).map_or(0.0, |(number, _)| number.to_float()),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Array(_) | Value::Object(_) => to_int(value) as f64,
    }
}

/// V4: a value as a string.
///
/// # Errors
/// An object has no string: PHP throws `Error`.
pub fn to_str<'a>(value: &Value<'a>) -> Result<Str<'a>, Fault> {
    Ok(match value {
        Value::Null | Value::Bool(false) => Str::borrowed(b""),
        Value::Bool(true) => Str::borrowed(b"1"),
        Value::Int(number) => Str::owned(number.to_string().into_bytes()),
        Value::Float(number) => Str::owned(float_to_text(*number).into_bytes()),
        Value::Str(text) => text.clone(),
        Value::Array(_) => Str::borrowed(b"Array"),
        Value::Object(_) => return Err(Fault::error("an object cannot be converted to a string")),
    })
}

/// V4, without a copy where the value is a string already.
///
/// # Errors
/// As [`to_str`].
pub(crate) fn text_of<'v>(value: &'v Value<'_>) -> Result<Cow<'v, [u8]>, Fault> {
    Ok(match value {
        Value::Str(text) => Cow::Borrowed(text.as_bytes()),
        Value::Null | Value::Bool(false) => Cow::Borrowed(b""),
        Value::Bool(true) => Cow::Borrowed(b"1"),
        Value::Array(_) => Cow::Borrowed(b"Array"),
        Value::Int(number) => Cow::Owned(number.to_string().into_bytes()),
        Value::Float(number) => Cow::Owned(float_to_text(*number).into_bytes()),
        Value::Object(_) => return Err(Fault::error("an object cannot be converted to a string")),
    })
}

/// V2 for strings: the leading number; one beyond 64 bits saturates, an infinite one is 0.
pub(crate) fn str_to_int(text: &[u8]) -> i64 {
    match numeric_prefix(text) {
        None => 0,
        Some((Numeric::Int(number), _)) => number,
        Some((Numeric::Float(number), _)) if number.is_infinite() => 0,
        // `as` saturates.
        Some((Numeric::Float(number), _)) => number as i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Array, Object};

    fn filled() -> Value<'static> {
        Value::array(Array::list(vec![Value::Null]).unwrap())
    }

    #[test]
    fn only_the_listed_values_are_false() {
        let no = [
            Value::Null,
            Value::Bool(false),
            Value::Int(0),
            Value::Float(-0.0),
            Value::str(""),
            Value::str("0"),
            Value::array(Array::new()),
        ];
        for value in no {
            assert!(!to_bool(&value), "{value:?}");
        }
        let yes = [
            Value::Int(-1),
            Value::Float(f64::NAN),
            Value::str("0.0"),
            Value::str(" "),
            Value::str("00"),
            filled(),
            Value::Object(Object(3)),
        ];
        for value in yes {
            assert!(to_bool(&value), "{value:?}");
        }
    }

    #[test]
    fn integers_are_read_as_php_reads_them() {
        let cases = [
            (Value::Null, 0),
            (Value::Bool(true), 1),
            (Value::Float(-2.99), -2),
            (Value::Float(f64::NAN), 0),
            (Value::Float(f64::INFINITY), 0),
            (Value::Float(18_446_744_073_709_551_616.0 + 4096.0), 4096),
            (Value::str("  42 apples"), 42),
            (Value::str("-1e2x"), -100),
            (Value::str("99999999999999999999"), i64::MAX),
            (Value::str("-99999999999999999999"), i64::MIN),
            (Value::str("1e30"), i64::MAX),
            (Value::str("1e999"), 0),
            (Value::str("0x1F"), 0),
            (Value::str("apples"), 0),
            (Value::array(Array::new()), 0),
            (filled(), 1),
            (Value::Object(Object(3)), 1),
        ];
        for (value, expected) in cases {
            assert_eq!(to_int(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn floats_take_the_prefix_with_its_exponent() {
        let cases =
            [(Value::str("-1.5e1kg"), -15.0), (Value::str("."), 0.0), (Value::str("7."), 7.0), (Value::Bool(true), 1.0), (filled(), 1.0)];
        for (value, expected) in cases {
            assert_eq!(to_float(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn strings_are_printed_as_php_prints_them() {
        let cases = [
            (Value::Null, ""),
            (Value::Bool(true), "1"),
            (Value::Bool(false), ""),
            (Value::Int(-12), "-12"),
            (Value::Float(3.0), "3"),
            (filled(), "Array"),
        ];
        for (value, expected) in cases {
            assert_eq!(to_str(&value).unwrap().as_bytes(), expected.as_bytes(), "{value:?}");
            assert_eq!(text_of(&value).unwrap().as_ref(), expected.as_bytes(), "{value:?}");
        }
    }

    #[test]
    fn an_object_has_no_string() {
        assert!(matches!(to_str(&Value::Object(Object(1))), Err(Fault::Thrown { class: crate::Thrown::Error, .. })));
    }
}
