//! Small configurations, as data that a property may rearrange and as the JSON that is loaded.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use reach_rules::problem::{ObjectKind, Severity, Source};
use reach_rules::{Loaded, Reading, Settings, load};
use serde_json::{Value, json};

use crate::codes::{WORD, code};

/// The accounts.
pub const PARTNERS: [i64; 2] = [5, 6];
/// The ids of the templates; [`MISSING`] is none of them.
const TEMPLATES: std::ops::Range<i64> = 100..106;
const MISSING: i64 = 109;

/// Profiles, templates, items and assignments of one or two accounts.
#[derive(Clone, Debug)]
pub struct Configuration {
    pub profiles: Vec<Profile>,
    pub templates: Vec<Template>,
    pub assignments: Vec<Value>,
}

#[derive(Clone, Debug)]
pub struct Profile {
    pub id: i64,
    pub partner: i64,
    pub status: i64,
    pub rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub conditions: Vec<Value>,
    pub actions: Vec<Value>,
    pub stops: bool,
}

/// A template as printed.
#[derive(Clone, Debug)]
pub struct Template(Value);

impl Configuration {
    /// Loads it; every code of it is one that loads.
    pub fn load(&self, reading: Reading) -> Loaded {
        let profiles = Value::Array(self.profiles.iter().map(Profile::json).collect()).to_string();
        let templates = Value::Array(self.templates.iter().map(|template| template.0.clone()).collect()).to_string();
        let assignments = Value::Array(self.assignments.clone()).to_string();
        let sources = [
            Source::of(ObjectKind::Profile, "profiles.json", profiles.as_bytes()),
            Source::of(ObjectKind::Template, "templates.json", templates.as_bytes()),
            Source::of(ObjectKind::Assignment, "assignments.json", assignments.as_bytes()),
        ];
        let loaded = load(&sources, Settings::default(), reading);
        let refused = loaded.problems.iter().find(|problem| problem.severity == Severity::Error && !is_expected(&problem.to_string()));
        assert!(refused.is_none(), "{refused:?}");
        loaded
    }
}

/// Errors that the generated configurations make on purpose: names of templates and items that are not there.
fn is_expected(problem: &str) -> bool {
    problem.contains(&MISSING.to_string())
}

impl Profile {
    fn json(&self) -> Value {
        json!({
            "objectType": "KalturaReachProfile", "id": self.id, "partnerId": self.partner, "status": self.status,
            "rules": self.rules.iter().map(Rule::json).collect::<Vec<_>>(),
        })
    }
}

impl Template {
    /// An ACTIVE template on changes of that object type, with one condition for each code.
    pub fn asking(id: i64, object_type: &str, codes: &[&str]) -> Self {
        let conditions = codes.iter().map(|code| field(code, false)).collect();
        Template::printed(id, PARTNERS[0], 2, ("3", object_type), WORD, conditions)
    }

    fn printed(id: i64, partner: i64, status: i64, (event_type, object_type): (&str, &str), word: &str, conditions: Vec<Value>) -> Self {
        let value = json!({ "objectType": "KalturaStringValue", "value": word });
        Template(json!({
            "objectType": "KalturaBooleanNotificationTemplate", "type": "booleanNotification.Boolean", "id": id, "partnerId": partner,
            "status": status, "eventType": event_type, "eventObjectType": object_type, "eventConditions": conditions,
            "userParameters": [{ "objectType": "KalturaEventNotificationParameter", "key": "word", "value": value }],
        }))
    }
}

impl Rule {
    fn json(&self) -> Value {
        json!({ "objectType": "KalturaRule", "conditions": self.conditions, "actions": self.actions, "stopProcessing": self.stops })
    }
}

/// A Boolean condition of these ids, as written.
pub fn boolean(ids: &str, not: bool) -> Value {
    json!({ "objectType": "KalturaBooleanEventNotificationCondition", "booleanEventNotificationIds": ids, "not": not })
}

/// A Boolean condition that names no template (`rules.md R5`).
pub fn without_ids() -> impl Strategy<Value = Value> {
    (select(vec!["", "N/A", " ", " N/A "]), any::<bool>()).prop_map(|(ids, not)| boolean(ids, not))
}

fn named() -> impl Strategy<Value = Value> {
    let ids: Vec<i64> = TEMPLATES.chain([MISSING]).collect();
    (subsequence(ids, 1..=2), any::<bool>(), prop::bool::weighted(0.2)).prop_map(|(mut ids, turned, not)| {
        if turned {
            ids.reverse();
        }
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        boolean(&ids.join(", "), not)
    })
}

fn category() -> impl Strategy<Value = Value> {
    let compared = prop::option::of((0..4_i64, 1..7_i64));
    (subsequence(vec![11, 12], 1..=2), prop::bool::weighted(0.2), compared).prop_map(|(ids, not, compared)| {
        let mut condition = json!({ "objectType": "KalturaCategoryEntryCondition", "not": not });
        match ids.as_slice() {
            [id] => condition["categoryId"] = json!(id),
            ids => condition["categoryIds"] = json!(ids.iter().map(i32::to_string).collect::<Vec<_>>().join(",")),
        }
        if let Some((permission, comparison)) = compared {
            condition["categoryUserPermission"] = json!(permission);
            condition["comparison"] = json!(comparison);
        }
        condition
    })
}

fn condition() -> impl Strategy<Value = Value> {
    prop_oneof![6 => named(), 2 => category(), 1 => without_ids()]
}

fn action() -> impl Strategy<Value = Value> {
    let items = select(vec!["1", "1,2", "2, 1, 2", "3", ""]);
    (items, 1..=2_i64).prop_map(
        |(items, object_type)| json!({ "objectType": "KalturaAddEntryVendorTaskAction", "catalogItemIds": items, "entryObjectType": object_type }),
    )
}

fn rule() -> impl Strategy<Value = Rule> {
    (vec(condition(), 0..=3), vec(action(), 0..=2), prop::bool::weighted(0.3)).prop_map(|(conditions, actions, stops)| Rule {
        conditions,
        actions,
        stops,
    })
}

fn field(code: &str, not: bool) -> Value {
    let field = json!({ "objectType": "KalturaEvalBooleanField", "code": code });
    json!({ "objectType": "KalturaEventFieldCondition", "field": field, "not": not })
}

fn event_condition() -> impl Strategy<Value = Value> {
    let asking = || (code(), prop::bool::weighted(0.15)).prop_map(|(code, not)| field(&code, not));
    let changed = select(vec!["entry.STATUS", "entry.NAME,entry.TAGS", "STATUS"])
        .prop_map(|columns| json!({ "objectType": "KalturaEventObjectChangedCondition", "modifiedColumns": columns }));
    let either = vec(asking(), 1..=2).prop_map(|conditions| json!({ "objectType": "KalturaOrCondition", "conditions": conditions }));
    prop_oneof![8 => asking(), 1 => changed, 1 => either]
}

fn template(id: i64) -> impl Strategy<Value = Template> {
    let kind = prop_oneof![
        6 => Just(("3", "1")),
        1 => Just(("2", "1")),
        2 => Just(("3", "captionAssetEventNotifications.CaptionAsset")),
        1 => Just(("2", "2")),
        1 => Just(("4", "1")),
    ];
    let partner = prop_oneof![8 => Just(PARTNERS[0]), 1 => Just(PARTNERS[1]), 1 => Just(0)];
    let status = prop_oneof![9 => Just(2), 1 => Just(1)];
    let word = prop_oneof![3 => Just(WORD), 1 => Just("7")];
    (kind, partner, status, word, vec(event_condition(), 0..=3))
        .prop_map(move |(kind, partner, status, word, conditions)| Template::printed(id, partner, status, kind, word, conditions))
}

/// Any small configuration.
pub fn configuration() -> impl Strategy<Value = Configuration> {
    let profile = |(id, partner): (i64, i64)| {
        let status = prop_oneof![9 => Just(2), 1 => Just(1)];
        (status, vec(rule(), 1..=5)).prop_map(move |(status, rules)| Profile { id, partner, status, rules })
    };
    let profiles = [(41, PARTNERS[0]), (40, PARTNERS[0]), (42, PARTNERS[1])].map(profile);
    let templates: Vec<_> = TEMPLATES.map(template).collect();
    let assignments = subsequence(vec![(1, 5), (2, 5), (3, 5), (1, 6)], 0..=4).prop_map(|pairs| {
        pairs.into_iter().map(|(item, partner)| json!({ "catalogItemId": item, "partnerId": partner, "status": 2 })).collect()
    });
    (profiles, templates, assignments).prop_map(|(profiles, templates, assignments)| Configuration {
        profiles: profiles.into(),
        templates,
        assignments,
    })
}
