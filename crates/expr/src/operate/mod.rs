//! The operators (`expressions.md` O1-O6, O9, O11, O12). Those that evaluate their right side only when needed
//! are jumps of the evaluator, not here.

mod arithmetic;
mod bits;
mod index;

use std::cmp::Ordering;

use crate::compare::{compare, loose_eq, spaceship, strict_eq};
use crate::convert::{text_of, to_bool, to_float, to_int, to_str};
use crate::{Array, Fault, Fuel, Value};

pub(crate) use arithmetic::{Arithmetic, calculate, int_divide};
pub use index::{array_key, index, index_quiet, isset_index};

/// An operator that takes both its sides as values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `**`
    Pow,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Mod,
    /// `+`, also the union of arrays
    Add,
    /// `-`
    Sub,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// `.`
    Concat,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `==`
    Eq,
    /// `!=`, `<>`
    Ne,
    /// `===`
    Identical,
    /// `!==`
    NotIdentical,
    /// `<=>`
    Spaceship,
    /// `&`
    BitAnd,
    /// `^`
    BitXor,
    /// `|`
    BitOr,
}

/// A prefix operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `!`
    Not,
    /// `-`
    Neg,
    /// `+`
    Plus,
    /// `~`
    BitNot,
}

/// The type of a cast (`expressions.md G6`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cast {
    /// `(int)`, `(integer)`
    Int,
    /// `(bool)`, `(boolean)`
    Bool,
    /// `(float)`, `(double)`
    Float,
    /// `(string)`, `(binary)`
    String,
    /// `(array)`
    Array,
}

/// `left op right`.
///
/// # Errors
/// What PHP throws for these types and values; [`Fault::OverBudget`].
pub fn binary<'a>(op: BinaryOp, left: &Value<'a>, right: &Value<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    use BinaryOp as Op;
    Ok(match op {
        Op::Add => match (left, right) {
            (Value::Array(left), Value::Array(right)) => Value::array(union(left, right, fuel)?),
            _ => calculate(Arithmetic::Add, left, right, fuel)?,
        },
        Op::Pow => calculate(Arithmetic::Pow, left, right, fuel)?,
        Op::Mul => calculate(Arithmetic::Mul, left, right, fuel)?,
        Op::Div => calculate(Arithmetic::Div, left, right, fuel)?,
        Op::Mod => calculate(Arithmetic::Mod, left, right, fuel)?,
        Op::Sub => calculate(Arithmetic::Sub, left, right, fuel)?,
        Op::Shl => bits::shift(bits::Shift::Left, left, right, fuel)?,
        Op::Shr => bits::shift(bits::Shift::Right, left, right, fuel)?,
        Op::BitAnd => bits::combine(bits::Bitwise::And, left, right, fuel)?,
        Op::BitXor => bits::combine(bits::Bitwise::Xor, left, right, fuel)?,
        Op::BitOr => bits::combine(bits::Bitwise::Or, left, right, fuel)?,
        Op::Concat => concat(left, right, fuel)?,
        Op::Lt => Value::Bool(compare(left, right, fuel)? == Some(Ordering::Less)),
        Op::Le => Value::Bool(matches!(compare(left, right, fuel)?, Some(Ordering::Less | Ordering::Equal))),
        Op::Gt => Value::Bool(compare(right, left, fuel)? == Some(Ordering::Less)),
        Op::Ge => Value::Bool(matches!(compare(right, left, fuel)?, Some(Ordering::Less | Ordering::Equal))),
        Op::Eq => Value::Bool(loose_eq(left, right, fuel)?),
        Op::Ne => Value::Bool(!loose_eq(left, right, fuel)?),
        Op::Identical => Value::Bool(strict_eq(left, right, fuel)?),
        Op::NotIdentical => Value::Bool(!strict_eq(left, right, fuel)?),
        Op::Spaceship => Value::Int(spaceship(compare(left, right, fuel)?)),
    })
}

/// `op value`.
///
/// # Errors
/// As [`binary`].
pub fn unary<'a>(op: UnaryOp, value: &Value<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    match op {
        UnaryOp::Not => Ok(Value::Bool(!to_bool(value))),
        UnaryOp::Neg => calculate(Arithmetic::Mul, value, &Value::Int(-1), fuel),
        UnaryOp::Plus => calculate(Arithmetic::Mul, value, &Value::Int(1), fuel),
        UnaryOp::BitNot => bits::not(value, fuel),
    }
}

/// `(type) value` (V1-V4, V6).
///
/// # Errors
/// An object has no string; [`Fault::OverBudget`].
pub fn cast<'a>(cast: Cast, value: &Value<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    scan(value, fuel)?;
    Ok(match cast {
        Cast::Int => Value::Int(to_int(value)),
        Cast::Bool => Value::Bool(to_bool(value)),
        Cast::Float => Value::Float(to_float(value)),
        Cast::String => Value::Str(to_str(value)?),
        Cast::Array => match value {
            Value::Null => Value::array(Array::new()),
            Value::Array(_) => value.clone(),
            Value::Object(_) => return Err(Fault::Unsupported { what: "an object cast to an array".to_owned() }),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_) => {
                fuel.build_array(1)?;
                Value::array(Array::list(vec![value.clone()])?)
            }
        },
    })
}

/// O5.
fn concat<'a>(left: &Value<'a>, right: &Value<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    let (first, second) = (text_of(left)?, text_of(right)?);
    // Nothing joined to a string leaves the string itself.
    if second.is_empty() && matches!(left, Value::Str(_)) {
        return Ok(left.clone());
    }
    if first.is_empty() && matches!(right, Value::Str(_)) {
        return Ok(right.clone());
    }
    fuel.build(first.len() + second.len())?;
    Ok(Value::bytes([first.as_ref(), second.as_ref()].concat()))
}

/// Array `+` array: the keys of the left win.
fn union<'a>(left: &Array<'a>, right: &Array<'a>, fuel: &mut Fuel) -> Result<Array<'a>, Fault> {
    fuel.step(left.len() + right.len())?;
    fuel.build_array(left.len() + right.len())?;
    let mut joined = left.clone();
    for (key, value) in right.iter() {
        if joined.get(&key).is_none() {
            joined.insert(key, value.clone())?;
        }
    }
    Ok(joined)
}

/// Reading a number in a string takes as long as the string.
fn scan(value: &Value<'_>, fuel: &mut Fuel) -> Result<(), Fault> {
    match value {
        Value::Str(text) => fuel.scan(text.as_bytes().len()),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Array(_) | Value::Object(_) => Ok(()),
    }
}

fn unsupported(operator: &str, left: &Value<'_>, right: &Value<'_>) -> Fault {
    Fault::type_error(format!("`{operator}` does not take {} and {}", left.type_name(), right.type_name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(op: BinaryOp, left: &Value<'static>, right: &Value<'static>) -> Value<'static> {
        binary(op, left, right, &mut Fuel::new()).unwrap()
    }

    #[test]
    fn strings_are_joined_whatever_the_types() {
        let cases = [
            (Value::str("a"), Value::Int(1), "a1"),
            (Value::Float(1.0), Value::Float(0.5), "10.5"),
            (Value::Null, Value::str("x"), "x"),
            (Value::array(Array::new()), Value::Bool(true), "Array1"),
        ];
        for (left, right, expected) in cases {
            let Value::Str(text) = run(BinaryOp::Concat, &left, &right) else { panic!("no string") };
            assert_eq!(text.to_text(), expected);
        }
    }

    #[test]
    fn a_union_keeps_the_left_and_adds_the_rest() {
        let left = Value::array(Array::list(vec![Value::Int(1)]).unwrap());
        let right = Value::array(Array::list(vec![Value::Int(2), Value::Int(3)]).unwrap());
        let expected = Value::array(Array::list(vec![Value::Int(1), Value::Int(3)]).unwrap());
        assert!(strict_eq(&run(BinaryOp::Add, &left, &right), &expected, &mut Fuel::new()).unwrap());
    }

    #[test]
    fn nan_is_never_smaller_larger_or_equal() {
        let (nan, one) = (Value::Float(f64::NAN), Value::Int(1));
        for op in [BinaryOp::Lt, BinaryOp::Le, BinaryOp::Gt, BinaryOp::Ge, BinaryOp::Eq] {
            assert!(matches!(run(op, &nan, &one), Value::Bool(false)), "{op:?}");
            assert!(matches!(run(op, &one, &nan), Value::Bool(false)), "{op:?}");
        }
        assert!(matches!(run(BinaryOp::Spaceship, &one, &nan), Value::Int(1)));
    }

    #[test]
    fn a_scalar_becomes_an_array_of_one() {
        let array = cast(Cast::Array, &Value::str("x"), &mut Fuel::new()).unwrap();
        assert!(matches!(array, Value::Array(array) if array.len() == 1));
        let empty = cast(Cast::Array, &Value::Null, &mut Fuel::new()).unwrap();
        assert!(matches!(empty, Value::Array(array) if array.is_empty()));
    }

    #[test]
    fn joining_counts_what_it_builds() {
        let mut fuel = Fuel::new();
        let mut text = Value::bytes(vec![b'x'; 1024]);
        let end = loop {
            match binary(BinaryOp::Concat, &text, &text, &mut fuel) {
                Ok(longer) => text = longer,
                Err(end) => break end,
            }
        };
        assert!(matches!(end, Fault::OverBudget { .. }));
    }
}
