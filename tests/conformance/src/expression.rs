//! Expression vectors: a code, a condition or a template on an event.

use reach_events::Decoder;
use reach_expr::{Fault, Fuel, to_bool};
use reach_rules::event::Event;
use reach_rules::facts::{Facts, Scope, Texts};
use reach_rules::names::Names;
use reach_rules::problem::{ObjectKind, Source};
use reach_rules::{Reading, StringField};
use serde_json::{Map, Value, json};

use crate::{Verdict, json};

/// The clock of a vector that names none.
const NOW: i64 = 1_767_225_600;

/// What an evaluation came to.
enum Outcome {
    Bool(bool),
    Value(String),
    Text(String),
    Error(String),
    Refused(String),
}

pub(crate) fn run(vector: &Value) -> Verdict {
    let body = vector["event"].to_string();
    let outcome = match Decoder::default().decode(body.as_bytes()) {
        Ok(event) => evaluate(vector, &event),
        Err(why) => Outcome::Refused(format!("the event is set aside: {why}")),
    };
    judge(&vector["result"], &outcome)
}

fn evaluate(vector: &Value, event: &Event<'_>) -> Outcome {
    let now = vector["now"].as_i64().unwrap_or(NOW);
    if let Some(code) = vector["code"].as_str() {
        return match vector["as"].as_str() {
            Some("string") => string_field(vector, code, event, now),
            Some("bool") => code_value(vector, code, event, now, |value| Ok(Outcome::Bool(to_bool(value)))),
            _ => code_value(vector, code, event, now, |value| Ok(Outcome::Value(json::text(value)))),
        };
    }
    let template = match vector.get("template") {
        Some(template) => template.clone(),
        None => around(vector),
    };
    template_fires(vector, &template, event, now)
}

fn code_value(
    vector: &Value,
    code: &str,
    event: &Event<'_>,
    now: i64,
    outcome: impl Fn(&reach_expr::Value<'_>) -> Result<Outcome, Fault>,
) -> Outcome {
    let mut names = Names::new();
    let expr = match reach_expr::parse(code, &mut names) {
        Ok(ast) => ast.compile(),
        Err(refusal) => return Outcome::Refused(refusal.to_string()),
    };
    let facts = Facts::new(event, &names, now);
    let params = params(vector);
    let parameters = Texts(&params);
    let scope = Scope { facts: &facts, parameters: &parameters };
    expr.eval(&scope, &mut Fuel::new()).and_then(|value| outcome(&value)).unwrap_or_else(|fault| Outcome::Error(fault.to_string()))
}

/// A string field stands in a template's condition; here it is asked alone.
fn string_field(vector: &Value, code: &str, event: &Event<'_>, now: i64) -> Outcome {
    let mut names = Names::new();
    let field = match StringField::compile(code, &mut names) {
        Ok(field) => field,
        Err(refusal) => return Outcome::Refused(refusal.to_string()),
    };
    let facts = Facts::new(event, &names, now);
    let params = params(vector);
    let parameters = Texts(&params);
    let scope = Scope { facts: &facts, parameters: &parameters };
    match field.eval(&scope, &mut Fuel::new()) {
        Ok(value) => Outcome::Text(json::text(&value)),
        Err(fault) => Outcome::Error(fault.to_string()),
    }
}

fn params(vector: &Value) -> Vec<(String, String)> {
    let params = vector["params"].as_object().into_iter().flatten();
    params.map(|(key, value)| (key.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))).collect()
}

/// A template that holds the vector's condition and parameters; which events it listens to is not asked.
fn around(vector: &Value) -> Value {
    let parameters: Vec<Value> = params(vector)
        .into_iter()
        .map(|(key, value)| {
            json!({"objectType": "KalturaEventNotificationParameter", "key": key, "value": {"objectType": "KalturaStringValue", "value": value}})
        })
        .collect();
    json!({
        "objectType": "KalturaBooleanNotificationTemplate", "id": 1, "partnerId": 1, "type": "booleanNotification.Boolean", "status": 2,
        "eventType": "3", "eventObjectType": "1", "contentParameters": parameters, "eventConditions": [vector["condition"]],
    })
}

fn template_fires(vector: &Value, template: &Value, event: &Event<'_>, now: i64) -> Outcome {
    let reading = if vector["semantics"] == "server" { Reading::Server } else { Reading::Documented };
    let text = template.to_string();
    let source = Source::of(ObjectKind::Template, "template.json", text.as_bytes());
    let loaded = reach_rules::load(&[source], reach_rules::Settings::default(), reading);
    let Some(compiled) = loaded.rules.templates().first() else {
        return Outcome::Refused("it is no template".to_owned());
    };
    if compiled.unusable {
        let problems: Vec<String> = loaded.problems.iter().map(|problem| problem.to_string()).collect();
        return Outcome::Refused(problems.join("; "));
    }
    let facts = loaded.rules.facts(event, now);
    let fires = match vector.get("template") {
        Some(_) => loaded.rules.fires(compiled, &facts),
        None => loaded.rules.conditions_hold(compiled, &facts),
    };
    match fires {
        Ok(fires) => Outcome::Bool(fires),
        Err(fault) => Outcome::Error(fault.to_string()),
    }
}

fn judge(result: &Value, outcome: &Outcome) -> Verdict {
    let empty = Map::new();
    let (kind, value) =
        result.as_object().unwrap_or(&empty).iter().next().map_or(("", &Value::Null), |(kind, value)| (kind.as_str(), value));
    let (expected, got) = match (kind, outcome) {
        ("error", Outcome::Error(_)) | ("refused", Outcome::Refused(_)) => return Verdict::Passed,
        ("bool", Outcome::Bool(got)) => (value.to_string(), got.to_string()),
        ("value", Outcome::Value(got)) | ("string", Outcome::Text(got)) => (json::expected(value), got.clone()),
        (kind, outcome) => (format!("{kind} {value}"), show(outcome)),
    };
    if expected == got { Verdict::Passed } else { Verdict::Failed { expected, got } }
}

fn show(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Bool(bool) => format!("bool {bool}"),
        Outcome::Value(value) => format!("value {value}"),
        Outcome::Text(text) => format!("string {text}"),
        Outcome::Error(fault) => format!("error {fault}"),
        Outcome::Refused(why) => format!("refused {why}"),
    }
}
