//! Engine vectors: one event on one state at one moment, through rules, planner and credit.

use std::collections::BTreeMap;

use reach_dispatch::{Decided, task_json};
use reach_events::{Decoder, EventId};
use reach_rules::content::Content;
use reach_rules::model::{Task, TaskStatus};
use reach_rules::problem::{ObjectKind, Source};
use reach_rules::{Loaded, NoTrace, PartnerId, Reading, TaskId, load, wire};
use serde_json::{Map, Value, json};

use crate::Verdict;
use crate::compare::{alike, near};
use crate::through::{After, Through};

pub(crate) async fn run(vector: &Value, through: Through<'_>) -> Verdict {
    match outcome(vector, through).await {
        Ok(got) => judge(&vector["expect"], &got),
        Err(why) => Verdict::Failed { expected: vector["expect"].to_string(), got: why },
    }
}

/// What came of a vector.
struct Got {
    /// All fields of each task that was made.
    tasks: Vec<Map<String, Value>>,
    changed: Vec<Value>,
    used_credit: BTreeMap<String, f64>,
    refused: Vec<Value>,
}

async fn outcome(vector: &Value, through: Through<'_>) -> Result<Got, String> {
    let now = vector["now"].as_i64().ok_or("the vector has no `now`")?;
    let body = vector["event"].to_string();
    let event = Decoder::default().decode(body.as_bytes()).map_err(|why| format!("the event is set aside: {why}"))?;
    let loaded = configuration(vector, event.partner)?;
    let rules = &loaded.rules;
    let facts = rules.facts(&event, now);
    let identity = EventId::of(event.id.as_deref(), None, body.as_bytes());
    let decided = Decided {
        partner: event.partner,
        identity: identity.key(),
        event_id: identity.to_string().into(),
        now,
        decision: rules.decide(&facts, &mut NoTrace),
        content: Some(Content::read(&facts)),
    };
    let before: Vec<Task> = loaded.tasks.iter().filter_map(|task| before_event(task, &vector["event"])).collect();
    let after = through.carry_out(decided, rules, &before).await?;
    Ok(got(&loaded, &after))
}

fn configuration(vector: &Value, partner: PartnerId) -> Result<Loaded, String> {
    let reading = if vector["semantics"] == "server" { Reading::Server } else { Reading::Documented };
    let config = vector["config"].to_string();
    let (settings, _) = wire::read_settings(&Source::file("config", config.as_bytes()));
    let texts: Vec<(ObjectKind, &str, String)> = [
        (ObjectKind::Profile, "profiles"),
        (ObjectKind::Template, "templates"),
        (ObjectKind::CatalogItem, "catalogItems"),
        (ObjectKind::Assignment, "partnerCatalogItems"),
        (ObjectKind::Task, "tasks"),
    ]
    .into_iter()
    .filter_map(|(kind, name)| Some((kind, name, vector.get(name)?.to_string())))
    .collect();
    let sources: Vec<Source<'_>> =
        texts.iter().map(|(kind, name, text)| Source::of(*kind, *name, text.as_bytes()).with_partner(partner)).collect();
    Ok(load(&sources, settings, reading))
}

/// For an event on a task the vector holds the task as it is afterwards: it is put in as it was before, and the event
/// brings the change (`vectors.md`, State and event).
fn before_event(task: &Task, event: &Value) -> Option<Task> {
    let own = event["objectType"] == "KalturaEntryVendorTask" && number(&event["object"]["id"]) == Some(task.id.0);
    if !own {
        return Some(task.clone());
    }
    let created =
        event["eventType"] == "kObjectCreatedEvent" || event["eventType"] == "OBJECT_CREATED" || number(&event["eventType"]) == Some(5);
    let old = event["oldValues"].as_object().and_then(|old| {
        old.iter().find(|(column, _)| column.rsplit('.').next() == Some("STATUS")).and_then(|(_, value)| TaskStatus::of(number(value)?))
    });
    (!created).then(|| Task { status: old.unwrap_or(task.status), ..task.clone() })
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

fn got(loaded: &Loaded, after: &After) -> Got {
    let tasks = after
        .plan
        .create
        .iter()
        .filter_map(|new| after.task(&new.standing.task))
        .map(|task| {
            let mut fields = match task_json(task) {
                Value::Object(fields) => fields,
                _ => Map::new(),
            };
            fields.insert("isOutputModerated".to_owned(), json!(task.is_output_moderated));
            fields
        })
        .collect();
    let mut brought: Vec<&Task> = loaded.tasks.iter().collect();
    brought.sort_by_key(|task| task.id);
    let changed = brought.into_iter().filter_map(|before| difference(before, after.task(before)?)).collect();
    let used_credit = after.accounts.iter().map(|account| (account.profile.to_string(), account.used.to_f64())).collect();
    let refused = after
        .plan
        .skips
        .iter()
        .map(|skip| json!({"reachProfileId": skip.profile.0, "catalogItemId": skip.item.0, "reason": skip.reason.id()}))
        .collect();
    Got { tasks, changed, used_credit, refused }
}

/// `id` and what differs from before.
fn difference(before: &Task, after: &Task) -> Option<Value> {
    let mut fields = Map::new();
    if before.status != after.status {
        fields.insert("status".to_owned(), json!(after.status.number()));
    }
    if before.price != after.price {
        fields.insert("price".to_owned(), json!(after.price.to_f64()));
    }
    if before.old_price != after.old_price {
        fields.insert("oldPrice".to_owned(), json!(after.old_price.map(|price| price.to_f64())));
    }
    if fields.is_empty() {
        return None;
    }
    let TaskId(id) = after.id;
    fields.insert("id".to_owned(), json!(id));
    Some(Value::Object(fields))
}

fn judge(expect: &Value, got: &Got) -> Verdict {
    let none = Vec::new();
    let tasks = expect["tasks"].as_array().unwrap_or(&none);
    let same_tasks =
        tasks.len() == got.tasks.len() && tasks.iter().zip(&got.tasks).all(|(expected, got)| named_fields_agree(expected, got));
    let same_changed = alike(&expect["changed"], &Value::Array(got.changed.clone()));
    let empty = Map::new();
    let used = expect["usedCredit"].as_object().unwrap_or(&empty);
    let same_used = used.len() == got.used_credit.len()
        && used
            .iter()
            .all(|(profile, used)| got.used_credit.get(profile).is_some_and(|got| used.as_f64().is_some_and(|used| near(used, *got))));
    let same_refused = expect.get("refused").is_none_or(|refused| as_set(refused.as_array().unwrap_or(&none)) == as_set(&got.refused));
    if same_tasks && same_changed && same_used && same_refused {
        return Verdict::Passed;
    }
    let shown = json!({"tasks": shown(tasks, &got.tasks), "changed": got.changed, "usedCredit": got.used_credit, "refused": got.refused});
    Verdict::Failed { expected: expect.to_string(), got: shown.to_string() }
}

/// Every field that is named; one that is null may be absent.
fn named_fields_agree(expected: &Value, got: &Map<String, Value>) -> bool {
    expected.as_object().is_some_and(|fields| fields.iter().all(|(name, value)| alike(value, got.get(name).unwrap_or(&Value::Null))))
}

fn as_set(refused: &[Value]) -> Vec<String> {
    let mut set: Vec<String> =
        refused.iter().map(|one| format!("{} {} {}", one["reachProfileId"], one["catalogItemId"], one["reason"])).collect();
    set.sort();
    set.dedup();
    set
}

/// Of the tasks that came, the fields that the vector names.
fn shown(expected: &[Value], got: &[Map<String, Value>]) -> Vec<Value> {
    let names: Vec<&String> = expected.iter().filter_map(Value::as_object).next().map_or_else(Vec::new, |fields| fields.keys().collect());
    let show = |task: &Map<String, Value>| -> Value {
        let fields = task.iter().filter(|(name, _)| names.is_empty() || names.contains(name));
        Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    got.iter().map(show).collect()
}
