//! Types of values, and from one to another (`expressions.md F`).

use super::row::{fixed, ranged};
use super::{Answer, Call, Function};
use crate::convert::{numeric, to_str};
use crate::{Value, to_bool, to_float, to_int};

pub(super) const TABLE: &[Function] = &[
    ranged(
        "intval",
        1,
        2,
        intval,
        "the value as an integer; a string may be of another base, 2 to 36, or 0 for the one that its prefix tells",
    ),
    fixed("floatval", 1, floatval, "the value as a float"),
    fixed("doubleval", 1, floatval, "`floatval`"),
    fixed("strval", 1, strval, "the value as a string"),
    fixed("boolval", 1, boolval, "the value as a Boolean"),
    fixed("is_null", 1, is_null, "whether the value is null"),
    fixed("is_numeric", 1, is_numeric, "whether the value is a number or a numeric string"),
    fixed("is_string", 1, is_string, "whether the value is a string"),
    fixed("is_int", 1, is_int, "whether the value is an integer"),
    fixed("is_integer", 1, is_int, "`is_int`"),
    fixed("is_long", 1, is_int, "`is_int`"),
    fixed("is_float", 1, is_float, "whether the value is a float"),
    fixed("is_double", 1, is_float, "`is_float`"),
    fixed("is_bool", 1, is_bool, "whether the value is a Boolean"),
    fixed("is_array", 1, is_array, "whether the value is an array"),
    fixed("is_object", 1, is_object, "whether the value is an object"),
    fixed("is_scalar", 1, is_scalar, "whether the value is an integer, a float, a string or a Boolean"),
    fixed("is_countable", 1, is_array, "whether the value can be counted: an array"),
    fixed("is_iterable", 1, is_array, "whether the value has elements: an array"),
    fixed("is_nan", 1, is_nan, "whether a float is not a number"),
    fixed("is_infinite", 1, is_infinite, "whether a float is infinite"),
    fixed("is_finite", 1, is_finite, "whether a float is a finite number"),
    fixed("gettype", 1, gettype, "the type, as `integer`, `double`, `string`, `boolean`, `array`, `object` or `NULL`"),
    fixed("get_debug_type", 1, get_debug_type, "the type, as `int`, `float`, `string`, `bool`, `array`, `null`, or an object's class"),
];

fn intval<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let base = call.int_or(1, 10)?;
    let value = call.value(0);
    Ok(Value::Int(match value {
        Value::Str(text) if base != 10 => {
            call.fuel.scan(text.len().saturating_mul(4))?;
            int_of_base(text.as_bytes(), base)
        }
        Value::Str(text) => {
            call.fuel.scan(text.len())?;
            to_int(value)
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Array(_) | Value::Object(_) => to_int(value),
    }))
}

/// As C's `strtol`, with `0b` too: blanks, a sign, a prefix that fits the base, digits; saturates. What is no base
/// gives 0.
fn int_of_base(text: &[u8], base: i64) -> i64 {
    let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)).count();
    let text = &text[blanks..];
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (base, digits) = match (base, digits) {
        (0 | 16, [b'0', b'x' | b'X', rest @ ..]) if starts_with_digit(rest, 16) => (16, rest),
        (0 | 2, [b'0', b'b' | b'B', rest @ ..]) if starts_with_digit(rest, 2) => (2, rest),
        (0, [b'0', ..]) => (8, digits),
        (0, _) => (10, digits),
        (2..=36, _) => (base as u32, digits),
        _ => return 0,
    };
    let mut number = 0_i64;
    for digit in digits.iter().map_while(|byte| char::from(*byte).to_digit(base)) {
        let digit = i64::from(digit);
        number = number.saturating_mul(i64::from(base));
        number = if negative { number.saturating_sub(digit) } else { number.saturating_add(digit) };
    }
    number
}

fn starts_with_digit(text: &[u8], base: u32) -> bool {
    text.first().is_some_and(|byte| char::from(*byte).is_digit(base))
}

fn floatval<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    if let Value::Str(text) = call.value(0) {
        call.fuel.scan(text.len())?;
    }
    Ok(Value::Float(to_float(call.value(0))))
}

fn strval<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    to_str(call.value(0)).map(Value::Str)
}

fn boolval<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(to_bool(call.value(0))))
}

fn is_null<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(call.value(0).is_null()))
}

fn is_numeric<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(match call.value(0) {
        Value::Int(_) | Value::Float(_) => true,
        Value::Str(text) => {
            call.fuel.scan(text.len())?;
            numeric(text.as_bytes()).is_some()
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    }))
}

fn is_string<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(matches!(call.value(0), Value::Str(_))))
}

fn is_int<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(matches!(call.value(0), Value::Int(_))))
}

fn is_float<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(matches!(call.value(0), Value::Float(_))))
}

fn is_bool<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(matches!(call.value(0), Value::Bool(_))))
}

fn is_array<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(matches!(call.value(0), Value::Array(_))))
}

fn is_object<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(matches!(call.value(0), Value::Object(_))))
}

fn is_scalar<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(matches!(call.value(0), Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_))))
}

fn is_nan<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(call.float(0)?.is_nan()))
}

fn is_infinite<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(call.float(0)?.is_infinite()))
}

fn is_finite<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::Bool(call.float(0)?.is_finite()))
}

fn gettype<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::str(call.value(0).type_name()))
}

fn get_debug_type<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(match call.value(0) {
        Value::Null => Value::str("null"),
        Value::Bool(_) => Value::str("bool"),
        Value::Int(_) => Value::str("int"),
        Value::Float(_) => Value::str("float"),
        Value::Str(_) => Value::str("string"),
        Value::Array(_) => Value::str("array"),
        Value::Object(object) => Value::bytes((call.class_name)(*object)),
    })
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{b, f, gives, i, list, s, throws};
    use crate::{Object, Thrown, Value};

    #[test]
    fn integers_of_any_base() {
        let cases = [
            ("42", 8, 34),
            ("0x1f", 16, 31),
            ("1f", 16, 31),
            ("0x1f", 0, 31),
            ("-0b101", 0, -5),
            ("101", 2, 5),
            ("0b101", 2, 5),
            ("017", 0, 15),
            ("7", 1, 0),
            ("7", 37, 0),
            ("19", 0, 19),
            (" \n+z9", 36, 1269),
            ("0x", 16, 0),
            ("0xg", 16, 0),
            ("129", 2, 1),
            ("ffffffffffffffffff", 16, i64::MAX),
            ("-ffffffffffffffffff", 16, i64::MIN),
            ("", 0, 0),
        ];
        for (text, base, expected) in cases {
            gives("intval", &[s(text), i(base)], &i(expected));
        }
        gives("intval", &[f(42.9), i(8)], &i(42));
    }

    #[test]
    fn values_are_cast() {
        gives("intval", &[s(" 12abc")], &i(12));
        gives("floatval", &[s("1.5e1x")], &f(15.0));
        gives("doubleval", &[list([])], &f(0.0));
        gives("strval", &[f(0.1)], &s("0.1"));
        gives("boolval", &[s("0")], &b(false));
        throws("strval", &[Value::Object(Object(1))], Thrown::Error);
    }

    #[test]
    fn types_are_told_apart() {
        let values = [Value::Null, b(false), i(0), f(0.0), s("5"), list([]), Value::Object(Object(7))];
        let names = ["NULL", "boolean", "integer", "double", "string", "array", "object"];
        let debug_names = ["null", "bool", "int", "float", "string", "array", "Class7"];
        let checks = ["is_null", "is_bool", "is_int", "is_float", "is_string", "is_array", "is_object"];
        for (at, value) in values.iter().enumerate() {
            gives("gettype", std::slice::from_ref(value), &s(names[at]));
            gives("get_debug_type", std::slice::from_ref(value), &s(debug_names[at]));
            for (other, check) in checks.iter().enumerate() {
                gives(check, std::slice::from_ref(value), &b(at == other));
            }
        }
        let scalars = values.iter().map(|value| matches!(value, Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_)));
        for (value, scalar) in values.iter().zip(scalars) {
            gives("is_scalar", std::slice::from_ref(value), &b(scalar));
        }
    }

    #[test]
    fn numeric_strings_and_kinds_of_floats() {
        gives("is_numeric", &[s(" 1e5 ")], &b(true));
        gives("is_numeric", &[s("1x")], &b(false));
        gives("is_numeric", &[Value::Null], &b(false));
        gives("is_nan", &[f(f64::NAN)], &b(true));
        gives("is_infinite", &[f(f64::NEG_INFINITY)], &b(true));
        gives("is_finite", &[s("1e999")], &b(false));
        throws("is_nan", &[s("NAN")], Thrown::TypeError);
    }
}
