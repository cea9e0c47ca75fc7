//! Many values to one.

use std::cmp::Ordering;

use crate::compare::{compare, spaceship};
use crate::convert::numeric_prefix;
use crate::functions::arguments::{mismatch, out_of_range};
use crate::functions::row::{fixed, open};
use crate::functions::{Answer, Call, Function};
use crate::operate::{Arithmetic, calculate};
use crate::{Fault, Numeric, Value};

pub(in crate::functions) const FOLD: &[Function] = &[
    fixed("array_sum", 1, array_sum, "the sum of the values; arrays among them are left out"),
    fixed("array_product", 1, array_product, "the product of the values; arrays among them are left out"),
    open("min", 1, min, "the least of several values, or of those of one array; the first of equals"),
    open("max", 1, max, "the largest of several values, or of those of one array; the first of equals"),
];

fn array_sum<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    folded(call, Arithmetic::Add, Value::Int(0))
}

fn array_product<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    folded(call, Arithmetic::Mul, Value::Int(1))
}

fn folded<'a>(call: &mut Call<'_, 'a>, op: Arithmetic, start: Value<'a>) -> Answer<'a> {
    let mut result = start;
    for value in call.walked_array(0)?.values() {
        let number = match value {
            Value::Array(_) | Value::Object(_) => continue,
            // No string throws here.
            Value::Str(text) => {
                call.fuel.scan(text.len())?;
                match numeric_prefix(text.as_bytes()).map_or(Numeric::Int(0), |(number, _)| number) {
                    Numeric::Int(number) => Value::Int(number),
                    Numeric::Float(number) => Value::Float(number),
                }
            }
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => value.clone(),
        };
        result = calculate(op, &result, &number, call.fuel)?;
    }
    Ok(result)
}

fn min<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    extreme(call, Ordering::Less)
}

fn max<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    extreme(call, Ordering::Greater)
}

/// The value that is `wanted` beside all others. Of uncomparable values PHP compares the later with the best so
/// far when it has several arguments, and the best with the later when it has an array.
fn extreme<'a>(call: &mut Call<'_, 'a>, wanted: Ordering) -> Answer<'a> {
    let is_array = call.args.len() == 1;
    let values: Box<dyn Iterator<Item = &Value<'a>>> = match (call.value(0), is_array) {
        (Value::Array(array), true) => Box::new(array.values()),
        (value, true) => return Err(mismatch(0, "array", value)),
        (_, false) => Box::new(call.args.iter()),
    };
    let mut best: Option<&Value<'a>> = None;
    for value in values {
        call.fuel.step(1)?;
        let better = match best {
            None => true,
            Some(best) if is_array => sign(compare(best, value, call.fuel)?) == wanted.reverse(),
            Some(best) => sign(compare(value, best, call.fuel)?) == wanted,
        };
        if better {
            best = Some(value);
        }
    }
    best.cloned().ok_or_else(nothing)
}

/// As `<=>` sees it: uncomparable counts as greater.
fn sign(order: Option<Ordering>) -> Ordering {
    spaceship(order).cmp(&0)
}

fn nothing() -> Fault {
    out_of_range(0, "have at least one element")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{b, f, gives, i, list, s, throws};

    #[test]
    fn sums_and_products_take_what_counts_as_a_number() {
        let values = list([i(1), s("2.5kg"), s("x"), list([i(9)]), Value::Null, b(true)]);
        gives("array_sum", &[values], &f(4.5));
        gives("array_sum", &[list([])], &i(0));
        gives("array_sum", &[list([i(i64::MAX), i(1)])], &f(9_223_372_036_854_775_808.0));
        gives("array_product", &[list([i(2), s("3"), f(0.5)])], &f(3.0));
        gives("array_product", &[list([])], &i(1));
    }

    #[test]
    fn extremes_are_the_first_of_equals() {
        gives("max", &[i(1), s("1"), b(false)], &i(1));
        gives("max", &[list([s("10"), i(10), s("9")])], &s("10"));
        gives("min", &[s("apple"), i(5)], &i(5));
        gives("max", &[list([i(1)]), i(99)], &list([i(1)]));
        gives("min", &[list([i(4), f(2.5), s("3")])], &f(2.5));
        gives("max", &[f(f64::NAN), i(1)], &i(1));
        gives("min", &[list([i(1), f(f64::NAN)])], &f(f64::NAN));
    }

    #[test]
    fn nothing_has_no_extreme() {
        throws("min", &[list([])], Thrown::ValueError);
        throws("max", &[i(7)], Thrown::TypeError);
        throws("array_sum", &[s("7")], Thrown::TypeError);
    }
}
