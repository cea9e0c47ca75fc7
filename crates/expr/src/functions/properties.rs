//! What holds for all functions, whatever they are given.

use proptest::prelude::*;

use super::testing::{Closure, call, call_with};
use super::{FUNCTIONS, Function};
use crate::{Array, Fault, Fuel, Key, Object, Str, Value, numeric_prefix, strict_eq, to_str};

fn scalar() -> impl Strategy<Value = Value<'static>> {
    let numbers = prop_oneof![Just(0), Just(-1), Just(i64::MIN), Just(i64::MAX), -300_i64..300, any::<i64>()];
    let texts = prop_oneof![
        Just(""),
        Just("0"),
        Just("-12.5e3 "),
        Just("a,b,c"),
        Just("%05.2f %s %'*10d %1$s"),
        Just("/(\\w+)[,;]?/u"),
        Just("[1,{\"a\":\"\\u00e9\"}]"),
        Just("first monday of january 2025 noon"),
        Just("naïve ΣΑΣ"),
        Just("a..z"),
    ];
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        numbers.prop_map(Value::Int),
        any::<f64>().prop_map(Value::Float),
        Just(Value::Float(f64::NAN)),
        texts.prop_map(Value::str),
        proptest::collection::vec(any::<u8>(), 0..12).prop_map(Value::bytes),
        Just(Value::Object(Object(9))),
    ]
}

fn value() -> impl Strategy<Value = Value<'static>> {
    scalar().prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(|values| Value::array(Array::list(values).unwrap())),
            proptest::collection::vec(("[a-c]?|-?[0-9]{1,2}", inner), 0..5).prop_map(|entries| {
                let mut array = Array::new();
                for (key, value) in entries {
                    array.insert(Key::of_str(Str::owned(key.into_bytes())), value).unwrap();
                }
                Value::array(array)
            }),
        ]
    })
}

fn function() -> impl Strategy<Value = &'static Function> {
    (0..FUNCTIONS.len()).prop_map(|at| FUNCTIONS[at])
}

fn text_of(result: Result<Value<'static>, Fault>) -> Vec<u8> {
    match result {
        Ok(Value::Str(text)) => text.as_bytes().to_vec(),
        other => panic!("no string: {other:?}"),
    }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn no_function_panics_on_any_values(function in function(), values in proptest::collection::vec(value(), 6)) {
        let most = function.max.map_or(6, usize::from);
        for count in usize::from(function.min)..=most {
            let mut echo = Closure(|args: &[Value<'static>]| args.last().cloned().unwrap_or_default());
            for callback in [false, true] {
                let callback: Option<&mut dyn super::Invoke<'static>> = if callback { Some(&mut echo) } else { None };
                let _ = call_with(function.name, &values[..count], callback, &mut Fuel::new());
            }
        }
    }

    #[test]
    fn the_same_call_gives_the_same(function in function(), values in proptest::collection::vec(value(), 3)) {
        let count = function.max.map_or(3, usize::from).min(3);
        prop_assume!(count >= usize::from(function.min));
        let once = call(function.name, &values[..count]);
        let again = call(function.name, &values[..count]);
        prop_assert_eq!(format!("{once:?}"), format!("{again:?}"));
    }
}

proptest! {
    #[test]
    fn base64_comes_back(text in bytes()) {
        let encoded = call("base64_encode", &[Value::bytes(text.clone())]).unwrap();
        prop_assert_eq!(&text_of(call("base64_decode", &[encoded.clone(), Value::Bool(true)])), &text);
        prop_assert_eq!(text_of(call("base64_decode", &[encoded])), text);
    }

    #[test]
    fn urls_come_back(text in bytes()) {
        for (encode, decode) in [("urlencode", "urldecode"), ("rawurlencode", "rawurldecode")] {
            let encoded = call(encode, &[Value::bytes(text.clone())]).unwrap();
            prop_assert_eq!(&text_of(call(decode, &[encoded])), &text);
        }
    }

    #[test]
    fn pieces_join_to_the_whole(text in "[ab,;]{0,20}", separator in "[,;]|a,") {
        let (text, separator) = (Value::bytes(text), Value::bytes(separator));
        let pieces = call("explode", &[separator.clone(), text.clone()]).unwrap();
        let joined = call("implode", &[separator, pieces]).unwrap();
        prop_assert!(strict_eq(&joined, &text, &mut Fuel::new()).unwrap());
    }

    #[test]
    fn json_comes_back(number in any::<i64>(), float in proptest::num::f64::NORMAL, text in "\\PC{0,12}") {
        let value = Value::array(Array::list(vec![Value::Int(number), Value::bytes(text), Value::Bool(true), Value::Null]).unwrap());
        let json = call("json_encode", std::slice::from_ref(&value)).unwrap();
        let back = call("json_decode", &[json, Value::Bool(true)]).unwrap();
        prop_assert!(strict_eq(&back, &value, &mut Fuel::new()).unwrap());
        let json = text_of(call("json_encode", &[Value::Float(float)]));
        let back = numeric_prefix(&json).map(|(number, whole)| (number.to_float(), whole));
        prop_assert_eq!(back, Some((float, true)));
    }

    #[test]
    fn a_cut_string_is_its_pieces(text in bytes(), size in 1_i64..9) {
        let pieces = call("str_split", &[Value::bytes(text.clone()), Value::Int(size)]).unwrap();
        prop_assert_eq!(text_of(call("implode", &[pieces])), text);
    }

    #[test]
    fn replacing_agrees_with_splitting_and_joining(text in "[ab]{0,20}", needle in "[ab]{1,2}", with in "[abc]{0,3}") {
        let (text, needle, with) = (Value::bytes(text), Value::bytes(needle), Value::bytes(with));
        let pieces = call("explode", &[needle.clone(), text.clone()]).unwrap();
        let joined = text_of(call("implode", &[with.clone(), pieces]));
        prop_assert_eq!(text_of(call("str_replace", &[needle, with, text])), joined);
    }

    #[test]
    fn searching_agrees_with_a_plain_search(haystack in "[ab]{0,16}", needle in "[ab]{0,3}") {
        let position = |found: Option<usize>| found.map_or("false".to_owned(), |at| at.to_string());
        let shown = |result: Result<Value<'static>, Fault>| match result.unwrap() {
            Value::Bool(false) => "false".to_owned(),
            other => to_str(&other).unwrap().to_text().into_owned(),
        };
        let args = [Value::bytes(haystack.clone()), Value::bytes(needle.clone())];
        prop_assert_eq!(shown(call("strpos", &args)), position(haystack.find(&needle)));
        prop_assert_eq!(shown(call("strrpos", &args)), position(haystack.rfind(&needle)));
        prop_assert_eq!(shown(call("mb_strpos", &args)), position(haystack.find(&needle)));
        if !needle.is_empty() {
            prop_assert_eq!(shown(call("substr_count", &args)), haystack.matches(&needle).count().to_string());
        }
    }

    #[test]
    fn characters_are_those_of_utf8(text in "\\PC{0,12}", start in -14_i64..14, length in -14_i64..14) {
        let chars: Vec<char> = text.chars().collect();
        let place = |at: i64| (if at < 0 { at + chars.len() as i64 } else { at }).clamp(0, chars.len() as i64);
        let from = place(start);
        let to = if length < 0 { place(length) } else { place(from + length) };
        let expected: String = chars.get(from as usize..to as usize).unwrap_or_default().iter().collect();
        let piece = call("mb_substr", &[Value::bytes(text), Value::Int(start), Value::Int(length)]);
        prop_assert_eq!(text_of(piece), expected.into_bytes());
    }
}
