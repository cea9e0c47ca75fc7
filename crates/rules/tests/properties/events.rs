//! Events as JSON, plain ones and ones whose values have odd types.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

use crate::configuration::PARTNERS;

/// A value of a type that the property should not have.
fn odd() -> impl Strategy<Value = Value> {
    let numbers = r#"[0, -1, 7.5, 10.0, 1e999, -1e999, -0.0, 9007199254740993, 99999999999999999999, 1e300]"#;
    let texts = ["2", " 2", "2 ", "02", "2.0", "1e1", "INF", "-INF", "NAN", "", "0", "alpha", "ALPHA", "7abc", "9007199254740992"];
    let others = json!([null, true, false, [], {}, ["alpha"], [[2]], { "0": "alpha" }, { "a": { "b": [1] } }]);
    // `arbitrary_precision` is not on: numbers that a double cannot hold are put in as text and unquoted in `event`.
    let numbers = numbers.trim_matches(['[', ']']).split(", ").map(|number| json!(format!("#{number}#")));
    let all: Vec<Value> = numbers.chain(texts.map(Value::from)).chain(others.as_array().cloned().unwrap_or_default()).collect();
    select(all)
}

fn plain(key: &'static str) -> BoxedStrategy<Value> {
    let of = |values: Value| select(values.as_array().cloned().unwrap_or_default()).boxed();
    match key {
        "status" => of(json!([1, 2, 2, 2, 7, "2"])),
        "name" => of(json!(["alpha", "alphabet", "beta", "7", "7.5", "10", ""])),
        "tags" | "adminTags" => of(json!(["alpha", "beta, alpha", "7", "", "x,7,y"])),
        "entryId" => of(json!(["1_a", "1_b"])),
        "categoryId" => of(json!([11, 12, 13])),
        "language" => of(json!(["English", "French"])),
        "msDuration" => of(json!([0, 90000])),
        _ => of(json!(["ann", "bob"])),
    }
}

const PROPERTIES: [&str; 9] = ["status", "name", "tags", "adminTags", "entryId", "categoryId", "language", "msDuration", "creatorUserId"];

/// An object with some of the properties, one in `oddness` of them odd.
fn object(oddness: f64) -> impl Strategy<Value = Value> {
    let value = move |key| {
        let either = (prop::bool::weighted(oddness), odd(), plain(key)).prop_map(|(is_odd, odd, plain)| if is_odd { odd } else { plain });
        (prop::bool::weighted(0.85), either).prop_map(move |(is_there, value)| is_there.then_some((key.to_owned(), value)))
    };
    PROPERTIES.map(value).prop_map(|members| {
        let mut object: Map<String, Value> = members.into_iter().flatten().collect();
        object.insert("id".to_owned(), json!("1_a"));
        Value::Object(object)
    })
}

fn assignment() -> impl Strategy<Value = Value> {
    (11..14, select(vec!["ann", "bob"]), 1..3).prop_map(
        |(category, creator, status)| json!({ "categoryId": category, "entryId": "1_a", "status": status, "creatorUserId": creator }),
    )
}

fn related(oddness: f64) -> impl Strategy<Value = Value> {
    let member = (11..14, select(vec!["ann", "bob"]), 0..4)
        .prop_map(|(category, user, level)| json!({ "categoryId": category, "userId": user, "permissionLevel": level, "status": 1 }));
    let entry = object(oddness);
    let spoiled = (prop::bool::weighted(oddness), select(vec!["entry", "categoryEntries", "categoryUsers"]), odd());
    (entry, vec(assignment(), 0..=3), vec(member, 0..=3), spoiled).prop_map(|(entry, assignments, members, (is_odd, part, odd))| {
        let mut related = json!({ "entry": entry, "categoryEntries": assignments, "categoryUsers": members });
        if is_odd {
            related[part] = odd;
        }
        related
    })
}

/// Any event; `oddness` is the share of values of a wrong type.
pub fn event(oddness: f64) -> impl Strategy<Value = String> {
    let kind = prop_oneof![
        6 => Just((3, "KalturaMediaEntry")),
        2 => Just((2, "KalturaMediaEntry")),
        1 => Just((3, "KalturaDocumentEntry")),
        2 => Just((3, "KalturaCaptionAsset")),
        1 => Just((2, "KalturaFlavorAsset")),
        2 => Just((2, "KalturaCategoryEntry")),
        1 => Just((3, "KalturaCategoryEntry")),
        1 => Just((4, "KalturaMediaEntry")),
    ];
    let columns = vec!["STATUS", "entry.STATUS", "NAME", "entry.NAME", "flavor_asset.STATUS", "LENGTH_IN_MSECS", "custom", "0"];
    let columns = prop::option::weighted(0.9, subsequence(columns, 0..=4));
    let old_values = prop::option::of(select(vec![json!([]), json!({ "STATUS": 1 }), json!({ "STATUS": null, "LENGTH_IN_MSECS": 0 })]));
    let partner = prop_oneof![6 => Just(PARTNERS[0]), 1 => Just(PARTNERS[1])];
    (kind, partner, object(oddness), columns, old_values, prop::option::weighted(0.8, related(oddness))).prop_map(
        |((event_type, class), partner, object, columns, old_values, related)| {
            let event = json!({
                "eventType": event_type, "objectType": class, "partnerId": partner, "object": object,
                "modifiedColumns": columns, "oldValues": old_values, "related": related,
            });
            event.to_string().replace("\"#", "").replace("#\"", "")
        },
    )
}
