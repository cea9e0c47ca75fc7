//! Comparison (`expressions.md` O1-O3). Values nest no deeper than [`crate::value::MAX_DEPTH`], so walking them
//! may recurse; each element that is compared is a step.

use std::cmp::Ordering;

use crate::convert::{Numeric, float_to_text, numeric, to_bool, whole_number};
use crate::{Array, Fault, Fuel, Str, Value};

/// O1: `==`.
///
/// # Errors
/// [`Fault::OverBudget`] when comparing takes more steps than are left.
pub fn loose_eq(left: &Value<'_>, right: &Value<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => arrays_loose_eq(left, right, fuel),
        _ => Ok(compare(left, right, fuel)? == Some(Ordering::Equal)),
    }
}

/// O2: `===`.
///
/// # Errors
/// As [`loose_eq`].
pub fn strict_eq(left: &Value<'_>, right: &Value<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
    match (left, right) {
        (Value::Null, Value::Null) => Ok(true),
        (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
        (Value::Int(left), Value::Int(right)) => Ok(left == right),
        (Value::Float(left), Value::Float(right)) => Ok(left == right),
        (Value::Str(left), Value::Str(right)) => {
            fuel.scan(left.as_bytes().len().min(right.as_bytes().len()))?;
            Ok(left == right)
        }
        (Value::Array(left), Value::Array(right)) => arrays_strict_eq(left, right, fuel),
        (Value::Object(left), Value::Object(right)) => Ok(left == right),
        (Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_) | Value::Array(_) | Value::Object(_), _) => {
            Ok(false)
        }
    }
}

/// O3: the order of two values; `None` when they are uncomparable, where `<=>` gives 1 and all of `< <= > >=`
/// are false. PHP reads `a > b` as `b < a`: with arrays it matters whose keys lead.
///
/// # Errors
/// As [`loose_eq`].
pub fn compare(left: &Value<'_>, right: &Value<'_>, fuel: &mut Fuel) -> Result<Option<Ordering>, Fault> {
    Ok(match (left, right) {
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        (Value::Int(left), Value::Float(right)) => (*left as f64).partial_cmp(right),
        (Value::Float(left), Value::Int(right)) => left.partial_cmp(&(*right as f64)),
        (Value::Float(left), Value::Float(right)) => left.partial_cmp(right),
        (Value::Str(left), Value::Str(right)) => {
            let (left, right) = (left.as_bytes(), right.as_bytes());
            fuel.scan(left.len().min(right.len()))?;
            Some(compare_strings(left, right))
        }
        (Value::Null, Value::Str(text)) => Some(if text.as_bytes().is_empty() { Ordering::Equal } else { Ordering::Less }),
        (Value::Str(text), Value::Null) => Some(if text.as_bytes().is_empty() { Ordering::Equal } else { Ordering::Greater }),
        (Value::Null | Value::Bool(_), _) | (_, Value::Null | Value::Bool(_)) => Some(to_bool(left).cmp(&to_bool(right))),
        (Value::Int(number), Value::Str(text)) => {
            fuel.scan(text.as_bytes().len())?;
            compare_int_to_string(*number, text)
        }
        (Value::Str(text), Value::Int(number)) => {
            fuel.scan(text.as_bytes().len())?;
            compare_int_to_string(*number, text).map(Ordering::reverse)
        }
        (Value::Float(number), Value::Str(text)) => {
            fuel.scan(text.as_bytes().len())?;
            compare_float_to_string(*number, text)
        }
        (Value::Str(text), Value::Float(number)) => {
            fuel.scan(text.as_bytes().len())?;
            compare_float_to_string(*number, text).map(Ordering::reverse)
        }
        (Value::Array(left), Value::Array(right)) => compare_arrays(left, right, fuel)?,
        (Value::Object(left), Value::Object(right)) => (left == right).then_some(Ordering::Equal),
        // An object counts as 1.
        (Value::Object(_), Value::Int(number)) => Some(1.cmp(number)),
        (Value::Int(number), Value::Object(_)) => Some(number.cmp(&1)),
        (Value::Object(_), Value::Float(number)) => 1.0.partial_cmp(number),
        (Value::Float(number), Value::Object(_)) => number.partial_cmp(&1.0),
        (Value::Object(_), Value::Str(_) | Value::Array(_)) | (Value::Array(_), Value::Int(_) | Value::Float(_) | Value::Str(_)) => {
            Some(Ordering::Greater)
        }
        (Value::Str(_) | Value::Array(_), Value::Object(_)) | (Value::Int(_) | Value::Float(_) | Value::Str(_), Value::Array(_)) => {
            Some(Ordering::Less)
        }
    })
}

/// What `<=>` gives.
pub(crate) fn spaceship(order: Option<Ordering>) -> i64 {
    match order {
        Some(Ordering::Less) => -1,
        Some(Ordering::Equal) => 0,
        Some(Ordering::Greater) | None => 1,
    }
}

/// Two strings: as numbers when both are numeric, else byte by byte.
fn compare_strings(left: &[u8], right: &[u8]) -> Ordering {
    // Most strings are seen not to be numeric by their first byte.
    if !(may_be_numeric(left) && may_be_numeric(right)) {
        return left.cmp(right);
    }
    let (Some(first), Some(second)) = (whole_number(left), whole_number(right)) else {
        return left.cmp(right);
    };
    match (first.number, second.number) {
        (Numeric::Int(first), Numeric::Int(second)) => first.cmp(&second),
        (Numeric::Int(_), Numeric::Float(_)) if second.overflow != 0 => 0.cmp(&second.overflow),
        (Numeric::Float(_), Numeric::Int(_)) if first.overflow != 0 => first.overflow.cmp(&0),
        (Numeric::Float(one), Numeric::Float(other))
            if one == other && (one.is_infinite() || same_overflow(first.overflow, second.overflow)) =>
        {
            left.cmp(right)
        }
        // Numeric strings are never NAN.
        (one, other) => one.to_float().partial_cmp(&other.to_float()).unwrap_or(Ordering::Equal),
    }
}

fn same_overflow(left: i8, right: i8) -> bool {
    left != 0 && left == right
}

fn may_be_numeric(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C))
}

fn compare_int_to_string(number: i64, text: &Str<'_>) -> Option<Ordering> {
    match numeric(text.as_bytes()) {
        Some(Numeric::Int(other)) => Some(number.cmp(&other)),
        Some(Numeric::Float(other)) => (number as f64).partial_cmp(&other),
        None => Some(number.to_string().as_bytes().cmp(text.as_bytes())),
    }
}

fn compare_float_to_string(number: f64, text: &Str<'_>) -> Option<Ordering> {
    if number.is_nan() {
        return None;
    }
    match numeric(text.as_bytes()) {
        Some(other) => number.partial_cmp(&other.to_float()),
        None => Some(float_to_text(number).as_bytes().cmp(text.as_bytes())),
    }
}

fn compare_arrays(left: &Array<'_>, right: &Array<'_>, fuel: &mut Fuel) -> Result<Option<Ordering>, Fault> {
    if left.len() != right.len() {
        return Ok(Some(left.len().cmp(&right.len())));
    }
    for (key, value) in left.iter() {
        fuel.step(1)?;
        let Some(other) = right.get(&key) else {
            return Ok(None);
        };
        let order = compare(value, other, fuel)?;
        if order != Some(Ordering::Equal) {
            return Ok(order);
        }
    }
    Ok(Some(Ordering::Equal))
}

fn arrays_loose_eq(left: &Array<'_>, right: &Array<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
    Ok(compare_arrays(left, right, fuel)? == Some(Ordering::Equal))
}

fn arrays_strict_eq(left: &Array<'_>, right: &Array<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for ((key, value), (other_key, other)) in left.iter().zip(right.iter()) {
        fuel.step(1)?;
        if key != other_key || !strict_eq(value, other, fuel)? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Key, Object};

    fn list(values: Vec<Value<'static>>) -> Value<'static> {
        Value::array(Array::list(values).unwrap())
    }

    fn map(entries: Vec<(&'static str, Value<'static>)>) -> Value<'static> {
        let mut array = Array::new();
        for (key, value) in entries {
            array.insert(Key::of_str(Str::borrowed(key.as_bytes())), value).unwrap();
        }
        Value::array(array)
    }

    fn equal(left: &Value<'_>, right: &Value<'_>) -> bool {
        loose_eq(left, right, &mut Fuel::new()).unwrap()
    }

    fn order(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
        compare(left, right, &mut Fuel::new()).unwrap()
    }

    #[test]
    fn loose_equality_goes_by_the_types() {
        let yes = [
            (Value::str("10"), Value::str("1e1")),
            (Value::str(" 7"), Value::str("7 ")),
            (Value::str("apple"), Value::str("apple")),
            (Value::Null, Value::str("")),
            (Value::Null, list(vec![])),
            (Value::Bool(true), Value::str("0.0")),
            (Value::Int(7), Value::str("7.0")),
            (Value::Float(f64::INFINITY), Value::str("INF")),
            (Value::Int(1), Value::Object(Object(5))),
            (Value::Object(Object(5)), Value::Object(Object(5))),
            (map(vec![("a", Value::Int(1)), ("b", Value::str("2"))]), map(vec![("b", Value::Int(2)), ("a", Value::Bool(true))])),
        ];
        for (left, right) in yes {
            assert!(equal(&left, &right) && equal(&right, &left), "{left:?} == {right:?}");
        }
        let no = [
            (Value::str("abc"), Value::Int(0)),
            (Value::str(""), Value::Int(0)),
            (Value::Null, Value::str("0")),
            (Value::str("1e1000"), Value::str("1e1001")),
            (Value::str("99999999999999999999"), Value::str("99999999999999999998")),
            (Value::str("9223372036854775807"), Value::str("9223372036854775808")),
            (Value::Float(f64::NAN), Value::Float(f64::NAN)),
            (Value::Float(f64::NAN), Value::str("NAN")),
            (list(vec![]), Value::str("Array")),
            (list(vec![]), Value::Int(0)),
            (Value::Object(Object(5)), Value::Object(Object(6))),
            (Value::Object(Object(5)), Value::str("1")),
            (list(vec![Value::Int(1)]), map(vec![("x", Value::Int(1))])),
        ];
        for (left, right) in no {
            assert!(!equal(&left, &right) && !equal(&right, &left), "{left:?} == {right:?}");
        }
    }

    #[test]
    fn strict_equality_needs_type_and_order() {
        let same = |left: &Value<'_>, right: &Value<'_>| strict_eq(left, right, &mut Fuel::new()).unwrap();
        assert!(same(&Value::Float(0.0), &Value::Float(-0.0)));
        assert!(!same(&Value::Float(f64::NAN), &Value::Float(f64::NAN)));
        assert!(!same(&Value::Int(1), &Value::Float(1.0)));
        let one = map(vec![("a", Value::Int(1)), ("b", Value::Int(2))]);
        let other = map(vec![("b", Value::Int(2)), ("a", Value::Int(1))]);
        assert!(same(&one, &one.clone()) && !same(&one, &other) && equal(&one, &other));
        assert!(!same(&list(vec![Value::Int(1)]), &list(vec![Value::str("1")])));
    }

    #[test]
    fn order_goes_by_the_types() {
        let less = [
            (Value::str("9"), Value::str("10")),
            (Value::str("10"), Value::str("9a")),
            (Value::str("abc"), Value::str("abcd")),
            (Value::Null, Value::Int(-1)),
            (Value::Bool(false), Value::str("a")),
            (Value::Int(5), Value::str("apple")),
            (Value::str("-99999999999999999999"), Value::str("0")),
            (list(vec![Value::Int(9)]), list(vec![Value::Int(1), Value::Int(1)])),
            (list(vec![Value::Int(1), Value::Int(2)]), list(vec![Value::Int(1), Value::Int(3)])),
            (Value::str("zzz"), list(vec![])),
            (Value::Int(i64::MAX), list(vec![])),
        ];
        for (left, right) in less {
            assert_eq!(order(&left, &right), Some(Ordering::Less), "{left:?} < {right:?}");
            assert_eq!(order(&right, &left), Some(Ordering::Greater), "{right:?} > {left:?}");
        }
    }

    #[test]
    fn nan_and_arrays_of_other_keys_are_uncomparable() {
        let pairs = [
            (Value::Float(f64::NAN), Value::Int(1)),
            (Value::Float(f64::NAN), Value::str("x")),
            (map(vec![("a", Value::Int(1))]), map(vec![("b", Value::Int(1))])),
            (list(vec![Value::Float(f64::NAN)]), list(vec![Value::Int(1)])),
            (Value::Object(Object(1)), Value::Object(Object(2))),
        ];
        for (left, right) in pairs {
            assert_eq!((order(&left, &right), order(&right, &left)), (None, None), "{left:?} {right:?}");
        }
        assert_eq!(spaceship(None), 1);
    }

    fn scalar() -> impl Strategy<Value = Value<'static>> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            (-3_i64..30).prop_map(Value::Int),
            any::<i64>().prop_map(Value::Int),
            any::<f64>().prop_map(Value::Float),
            "[-+]?[0-9]{0,2}[.e]?[0-9]?[ x]?".prop_map(Value::bytes),
            "[0-9]{18,21}".prop_map(Value::bytes),
            (0_u32..3).prop_map(|object| Value::Object(Object(object))),
        ]
    }

    proptest! {
        #[test]
        fn scalars_compare_the_same_from_either_side(left in scalar(), right in scalar()) {
            prop_assert_eq!(order(&left, &right), order(&right, &left).map(Ordering::reverse));
            prop_assert_eq!(equal(&left, &right), equal(&right, &left));
        }

        #[test]
        fn what_is_identical_is_equal(left in scalar(), right in scalar()) {
            let same = strict_eq(&left, &right, &mut Fuel::new()).unwrap();
            prop_assert!(!same || equal(&left, &right));
        }
    }

    #[test]
    fn comparing_long_arrays_takes_steps() {
        let long = list(vec![Value::Int(1); 2_000]);
        let mut fuel = Fuel::new();
        let mut compared = 0;
        while loose_eq(&long, &long.clone(), &mut fuel).is_ok() {
            compared += 1;
            assert!(compared <= 500);
        }
        assert_eq!(compared, 500);
    }
}
