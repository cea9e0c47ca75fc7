//! Values of expressions as JSON (`vectors.md`): ints and floats are told apart, lists are arrays, other arrays objects.

use reach_expr::{Key, Value};

/// The text of a value.
pub(crate) fn text(value: &Value<'_>) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Int(number) => number.to_string(),
        // A float prints with a point or an exponent.
        Value::Float(number) => format!("{number:?}"),
        Value::Str(text) => string(&text.to_text()),
        Value::Array(array) if array.is_list() => format!("[{}]", array.values().map(text).collect::<Vec<_>>().join(",")),
        Value::Array(array) => {
            let member = |(key, value): (Key<'_>, &Value<'_>)| {
                let key = match key {
                    Key::Int(number) => number.to_string(),
                    Key::Str(text) => text.to_text().into_owned(),
                };
                format!("{}:{}", string(&key), self::text(value))
            };
            format!("{{{}}}", array.iter().map(member).collect::<Vec<_>>().join(","))
        }
        Value::Object(_) => "object".to_owned(),
    }
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The text of an expected value, in the same form.
pub(crate) fn expected(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(number) => number.to_string(),
            None => format!("{:?}", number.as_f64().unwrap_or(f64::NAN)),
        },
        serde_json::Value::Array(list) => format!("[{}]", list.iter().map(expected).collect::<Vec<_>>().join(",")),
        serde_json::Value::Object(map) => {
            let member = |(key, value): (&String, &serde_json::Value)| format!("{}:{}", string(key), expected(value));
            format!("{{{}}}", map.iter().map(member).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}
