//! `& | ^ ~ << >>` (`expressions.md O6`).

use super::arithmetic::int_operand;
use super::{scan, unsupported};
use crate::convert::float_to_int;
use crate::{Fault, Fuel, Thrown, Value};

/// A bitwise operator of two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bitwise {
    And,
    Or,
    Xor,
}

/// The direction of a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Left,
    Right,
}

/// Integers, or two strings byte by byte.
pub(super) fn combine<'a>(op: Bitwise, left: &Value<'a>, right: &Value<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    if let (Value::Str(left), Value::Str(right)) = (left, right) {
        return combine_strings(op, left.as_bytes(), right.as_bytes(), fuel);
    }
    scan(left, fuel)?;
    scan(right, fuel)?;
    let sign = match op {
        Bitwise::And => "&",
        Bitwise::Or => "|",
        Bitwise::Xor => "^",
    };
    let (Some(first), Some(second)) = (int_operand(left), int_operand(right)) else {
        return Err(unsupported(sign, left, right));
    };
    Ok(Value::Int(match op {
        Bitwise::And => first & second,
        Bitwise::Or => first | second,
        Bitwise::Xor => first ^ second,
    }))
}

/// `|` keeps the rest of the longer string, the others drop it.
fn combine_strings<'a>(op: Bitwise, left: &[u8], right: &[u8], fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    let length = match op {
        Bitwise::Or => left.len().max(right.len()),
        Bitwise::And | Bitwise::Xor => left.len().min(right.len()),
    };
    fuel.build(length)?;
    let pairs = left.iter().zip(right);
    let mut bytes: Vec<u8> = match op {
        Bitwise::And => pairs.map(|(left, right)| left & right).collect(),
        Bitwise::Or => pairs.map(|(left, right)| left | right).collect(),
        Bitwise::Xor => pairs.map(|(left, right)| left ^ right).collect(),
    };
    if op == Bitwise::Or {
        let longer = if left.len() > right.len() { left } else { right };
        bytes.extend(longer.iter().skip(bytes.len()));
    }
    Ok(Value::bytes(bytes))
}

/// By 64 or more nothing is left but the sign.
pub(super) fn shift<'a>(direction: Shift, left: &Value<'a>, right: &Value<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    scan(left, fuel)?;
    scan(right, fuel)?;
    let sign = match direction {
        Shift::Left => "<<",
        Shift::Right => ">>",
    };
    let (Some(number), Some(by)) = (int_operand(left), int_operand(right)) else {
        return Err(unsupported(sign, left, right));
    };
    let by = u64::try_from(by).map_err(|_| Fault::thrown(Thrown::ArithmeticError, "a bit shift by a negative number"))?;
    Ok(Value::Int(match (direction, by) {
        (Shift::Left, 0..=63) => number << by,
        (Shift::Left, _) => 0,
        (Shift::Right, by) => number >> by.min(63),
    }))
}

/// `~`.
pub(super) fn not<'a>(value: &Value<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    match value {
        Value::Int(number) => Ok(Value::Int(!number)),
        Value::Float(number) => Ok(Value::Int(!float_to_int(*number))),
        Value::Str(text) => {
            fuel.build(text.as_bytes().len())?;
            Ok(Value::bytes(text.as_bytes().iter().map(|byte| !byte).collect::<Vec<u8>>()))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            Err(Fault::type_error(format!("`~` does not take {}", value.type_name())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(value: Result<Value<'_>, Fault>) -> i64 {
        match value {
            Ok(Value::Int(number)) => number,
            other => panic!("no integer: {other:?}"),
        }
    }

    fn text(value: Result<Value<'_>, Fault>) -> Vec<u8> {
        match value {
            Ok(Value::Str(text)) => text.as_bytes().to_vec(),
            other => panic!("no string: {other:?}"),
        }
    }

    #[test]
    fn shifts_of_64_and_more_leave_the_sign() {
        let fuel = &mut Fuel::new();
        assert_eq!(int(shift(Shift::Left, &Value::Int(1), &Value::Int(63), fuel)), i64::MIN);
        assert_eq!(int(shift(Shift::Left, &Value::Int(1), &Value::Int(64), fuel)), 0);
        assert_eq!(int(shift(Shift::Right, &Value::Int(-8), &Value::Int(1000), fuel)), -1);
        assert_eq!(int(shift(Shift::Right, &Value::Int(8), &Value::str("2"), fuel)), 2);
        let negative = shift(Shift::Left, &Value::Int(1), &Value::Int(-1), fuel);
        assert!(matches!(negative, Err(Fault::Thrown { class: Thrown::ArithmeticError, .. })));
    }

    #[test]
    fn two_strings_combine_byte_by_byte() {
        let fuel = &mut Fuel::new();
        assert_eq!(text(combine(Bitwise::Or, &Value::str("a b"), &Value::str("  "), fuel)), b"a b");
        assert_eq!(text(combine(Bitwise::And, &Value::str("abc"), &Value::str("_"), fuel)), b"A");
        assert_eq!(text(combine(Bitwise::Xor, &Value::str("ab"), &Value::str("  "), fuel)), b"AB");
        assert_eq!(int(combine(Bitwise::Or, &Value::str("1"), &Value::Float(2.9), fuel)), 3);
        assert!(combine(Bitwise::Or, &Value::str("x"), &Value::Int(1), fuel).unwrap_err().is_type_error());
    }

    #[test]
    fn complements_are_of_numbers_and_strings_only() {
        let fuel = &mut Fuel::new();
        assert_eq!(int(not(&Value::Float(2.9), fuel)), -3);
        assert_eq!(text(not(&Value::str("\0"), fuel)), [0xFF]);
        assert!(not(&Value::Null, fuel).unwrap_err().is_type_error());
    }
}
