//! `+ - * / % **` on numbers (`expressions.md O4`).

use super::{scan, unsupported};
use crate::convert::{Numeric, float_to_int, numeric_prefix, str_to_int};
use crate::{Fault, Fuel, Thrown, Value};

/// An operator on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Pow,
}

impl Arithmetic {
    fn sign(self) -> &'static str {
        match self {
            Arithmetic::Add => "+",
            Arithmetic::Sub => "-",
            Arithmetic::Mul => "*",
            Arithmetic::Div => "/",
            Arithmetic::Mod => "%",
            Arithmetic::Pow => "**",
        }
    }
}

/// `left op right`; the union of arrays is not here.
pub(crate) fn calculate<'a>(op: Arithmetic, left: &Value<'_>, right: &Value<'_>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
    scan(left, fuel)?;
    scan(right, fuel)?;
    if op == Arithmetic::Mod {
        let (Some(first), Some(second)) = (int_operand(left), int_operand(right)) else {
            return Err(unsupported(op.sign(), left, right));
        };
        return modulo(first, second).map(Value::Int);
    }
    let (Some(first), Some(second)) = (operand(left), operand(right)) else {
        return Err(unsupported(op.sign(), left, right));
    };
    let result = match (first, second) {
        (Numeric::Int(first), Numeric::Int(second)) => on_ints(op, first, second)?,
        (first, second) => Numeric::Float(on_floats(op, first.to_float(), second.to_float())?),
    };
    Ok(match result {
        Numeric::Int(number) => Value::Int(number),
        Numeric::Float(number) => Value::Float(number),
    })
}

/// The number of an operand; `None` is a TypeError.
fn operand(value: &Value<'_>) -> Option<Numeric> {
    match value {
        Value::Null => Some(Numeric::Int(0)),
        Value::Bool(bool) => Some(Numeric::Int(i64::from(*bool))),
        Value::Int(number) => Some(Numeric::Int(*number)),
        Value::Float(number) => Some(Numeric::Float(*number)),
        Value::Str(text) => numeric_prefix(text.as_bytes()).map(|(number, _)| number),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The integer of an operand of `% & | ^ << >>`; `None` is a TypeError.
pub(super) fn int_operand(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Str(text) => numeric_prefix(text.as_bytes()).map(|_| str_to_int(text.as_bytes())),
        Value::Float(number) => Some(float_to_int(*number)),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Array(_) | Value::Object(_) => match operand(value)? {
            Numeric::Int(number) => Some(number),
            Numeric::Float(number) => Some(float_to_int(number)),
        },
    }
}

fn on_ints(op: Arithmetic, left: i64, right: i64) -> Result<Numeric, Fault> {
    let (exact, float) = match op {
        Arithmetic::Add => (left.checked_add(right), left as f64 + right as f64),
        Arithmetic::Sub => (left.checked_sub(right), left as f64 - right as f64),
        Arithmetic::Mul => (left.checked_mul(right), left as f64 * right as f64),
        Arithmetic::Div if right == 0 => return Err(division_by_zero()),
        Arithmetic::Div => {
            let exact = left.checked_rem(right).filter(|rest| *rest == 0).and_then(|_| left.checked_div(right));
            (exact, left as f64 / right as f64)
        }
        Arithmetic::Mod => (Some(modulo(left, right)?), 0.0),
        Arithmetic::Pow => return Ok(power(left, right)),
    };
    Ok(exact.map_or(Numeric::Float(float), Numeric::Int))
}

fn on_floats(op: Arithmetic, left: f64, right: f64) -> Result<f64, Fault> {
    Ok(match op {
        Arithmetic::Add => left + right,
        Arithmetic::Sub => left - right,
        Arithmetic::Mul => left * right,
        Arithmetic::Div if right == 0.0 => return Err(division_by_zero()),
        Arithmetic::Div => left / right,
        Arithmetic::Mod => modulo(float_to_int(left), float_to_int(right))? as f64,
        Arithmetic::Pow => left.powf(right),
    })
}

/// Integers while they fit; what is left then is done in floats, by the same steps as in PHP.
fn power(base: i64, exponent: i64) -> Numeric {
    if exponent < 0 {
        return Numeric::Float((base as f64).powf(exponent as f64));
    }
    if exponent == 0 {
        return Numeric::Int(1);
    }
    let (mut product, mut square, mut left) = (1_i64, base, exponent);
    while left >= 1 {
        if left % 2 == 1 {
            left -= 1;
            match product.checked_mul(square) {
                Some(next) => product = next,
                None => return Numeric::Float(product as f64 * square as f64 * (square as f64).powf(left as f64)),
            }
        } else {
            left /= 2;
            match square.checked_mul(square) {
                Some(next) => square = next,
                None => return Numeric::Float(product as f64 * (square as f64 * square as f64).powf(left as f64)),
            }
        }
    }
    Numeric::Int(product)
}

fn modulo(left: i64, right: i64) -> Result<i64, Fault> {
    if right == 0 {
        return Err(Fault::thrown(Thrown::DivisionByZeroError, "modulo by zero"));
    }
    Ok(left.wrapping_rem(right))
}

/// `intdiv`.
pub(crate) fn int_divide(left: i64, right: i64) -> Result<i64, Fault> {
    if right == 0 {
        return Err(division_by_zero());
    }
    left.checked_div(right).ok_or_else(|| Fault::thrown(Thrown::ArithmeticError, "the quotient is no integer of 64 bits"))
}

fn division_by_zero() -> Fault {
    Fault::thrown(Thrown::DivisionByZeroError, "division by zero")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    fn run(op: Arithmetic, left: Value<'static>, right: Value<'static>) -> Result<Value<'static>, Fault> {
        calculate(op, &left, &right, &mut Fuel::new())
    }

    fn same(left: &Value<'_>, right: &Value<'_>) -> bool {
        crate::strict_eq(left, right, &mut Fuel::new()).unwrap()
    }

    #[test]
    fn numbers_and_what_counts_as_numbers() {
        use Arithmetic as Op;
        let cases = [
            (Op::Add, Value::Int(2), Value::str("3 apples"), Value::Int(5)),
            (Op::Add, Value::Null, Value::Bool(true), Value::Int(1)),
            (Op::Add, Value::Int(i64::MAX), Value::Int(1), Value::Float(9_223_372_036_854_775_808.0)),
            (Op::Sub, Value::Int(1), Value::str(" 1.0 "), Value::Float(0.0)),
            (Op::Mul, Value::Int(i64::MIN), Value::Int(-1), Value::Float(9_223_372_036_854_775_808.0)),
            (Op::Div, Value::Int(9), Value::Int(3), Value::Int(3)),
            (Op::Div, Value::Int(9), Value::Int(2), Value::Float(4.5)),
            (Op::Div, Value::Int(i64::MIN), Value::Int(-1), Value::Float(9_223_372_036_854_775_808.0)),
            (Op::Mod, Value::Int(-7), Value::Float(3.9), Value::Int(-1)),
            (Op::Mod, Value::Int(i64::MIN), Value::Int(-1), Value::Int(0)),
            (Op::Pow, Value::Int(-3), Value::Int(3), Value::Int(-27)),
            (Op::Pow, Value::Int(0), Value::Int(0), Value::Int(1)),
            (Op::Pow, Value::Int(2), Value::Int(-1), Value::Float(0.5)),
            (Op::Pow, Value::Int(10), Value::Int(20), Value::Float(1e20)),
            (Op::Pow, Value::Int(2), Value::Int(i64::MAX), Value::Float(f64::INFINITY)),
            (Op::Pow, Value::str("1.5"), Value::Int(2), Value::Float(2.25)),
        ];
        for (op, left, right, expected) in cases {
            let result = run(op, left.clone(), right.clone()).unwrap();
            assert!(same(&result, &expected), "{left:?} {op:?} {right:?} is {result:?}");
        }
    }

    #[test]
    fn what_is_no_number_throws() {
        use Arithmetic as Op;
        for value in [Value::str(""), Value::str("apples"), Value::array(Array::new()), Value::Object(crate::Object(1))] {
            for op in [Op::Add, Op::Sub, Op::Mul, Op::Div, Op::Mod, Op::Pow] {
                assert!(run(op, value.clone(), Value::Int(0)).unwrap_err().is_type_error(), "{value:?} {op:?}");
                assert!(run(op, Value::Int(0), value.clone()).unwrap_err().is_type_error(), "{op:?} {value:?}");
            }
        }
    }

    #[test]
    fn dividing_by_zero_throws() {
        for (op, zero) in [
            (Arithmetic::Div, Value::Float(-0.0)),
            (Arithmetic::Div, Value::Null),
            (Arithmetic::Mod, Value::Float(0.9)),
            (Arithmetic::Mod, Value::str("1e999")),
        ] {
            assert!(matches!(run(op, Value::Int(1), zero), Err(Fault::Thrown { class: Thrown::DivisionByZeroError, .. })));
        }
        assert!(matches!(int_divide(i64::MIN, -1), Err(Fault::Thrown { class: Thrown::ArithmeticError, .. })));
    }
}
