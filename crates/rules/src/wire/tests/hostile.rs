//! Input that nobody means well with.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::problem::{ObjectKind, Source, locate};
use crate::wire::{MAX_CONDITION_DEPTH, read, read_settings};

use super::{of, read_one, told};

const KINDS: [ObjectKind; 5] =
    [ObjectKind::Profile, ObjectKind::Template, ObjectKind::CatalogItem, ObjectKind::Assignment, ObjectKind::Task];

#[test]
fn conditions_nest_as_deep_as_they_may_and_no_deeper() {
    for (depth, unusable) in [(MAX_CONDITION_DEPTH, false), (MAX_CONDITION_DEPTH + 1, true), (200, true)] {
        let open = r#"{"objectType": "KalturaOrCondition", "conditions": ["#.repeat(depth);
        let inner = r#"{"objectType": "KalturaEventObjectChangedCondition", "modifiedColumns": "entry.TAGS"}"#;
        let close = "]}".repeat(depth);
        let json = format!(
            r#"[{{"id": 1, "partnerId": 2, "type": "booleanNotification.Boolean", "eventType": 3, "eventObjectType": 1, "eventConditions": [{open}{inner}{close}]}}]"#
        );
        let (objects, problems) = read_one(of(ObjectKind::Template, &json));
        let ids: Vec<_> = problems.iter().map(|problem| problem.kind.id()).collect();
        let expected = if unusable { vec!["conditions-too-deep"] } else { vec![] };
        assert_eq!((objects.templates[0].unusable, ids), (unusable, expected), "{depth}");
    }
}

#[test]
fn brackets_without_end_are_a_fault_of_the_file() {
    for text in ["[".repeat(100_000), r#"{"rules":"#.repeat(100_000), r#"{"objects":["#.repeat(100_000)] {
        let (objects, problems) = read_one(Source::file("a.json", text.as_bytes()));
        assert!(objects.profiles.is_empty() && problems.last().is_some_and(|problem| problem.kind.id() == "json-syntax"));
    }
}

#[test]
fn a_hundred_thousand_faults_are_all_placed() {
    let text = format!("[{}]", vec!["1"; 100_000].join(","));
    let lines = told(of(ObjectKind::Profile, &text));
    assert_eq!((lines.len(), lines.last().map(String::as_str)), (100_000, Some("error wrong-element /99999")));
}

#[test]
fn a_hundred_thousand_parameters_of_one_key_are_one() {
    let one =
        r#"{"key": "k", "value": {"objectType": "KalturaStringValue", "value": "v"}, "objectType": "KalturaEventNotificationParameter"}"#;
    let text = format!(
        r#"[{{"id": 1, "partnerId": 2, "type": "booleanNotification.Boolean", "eventType": 3, "eventObjectType": 1, "eventConditions": [], "userParameters": [{}]}}]"#,
        vec![one; 100_000].join(",")
    );
    let (objects, _) = read_one(of(ObjectKind::Template, &text));
    assert_eq!(objects.templates[0].parameters.len(), 1);
}

/// Names that mean something, so that what is made up reaches the readers.
const NAMES: &[&str] = &[
    "objectType",
    "id",
    "partnerId",
    "status",
    "rules",
    "conditions",
    "actions",
    "credit",
    "usedCredit",
    "dictionaries",
    "catalogItemIds",
    "booleanEventNotificationIds",
    "categoryId",
    "not",
    "eventConditions",
    "field",
    "value",
    "values",
    "code",
    "userParameters",
    "key",
    "pricing",
    "priceFunction",
    "vendorData",
    "taskJobData",
    "objects",
    "condtions",
    "~/",
];

const CLASSES: &[&str] = &[
    "KalturaReachProfile",
    "KalturaRule",
    "KalturaBooleanEventNotificationCondition",
    "KalturaCategoryEntryCondition",
    "KalturaAddEntryVendorTaskAction",
    "KalturaTimeRangeVendorCredit",
    "KalturaBooleanNotificationTemplate",
    "KalturaEventFieldCondition",
    "KalturaFieldMatchCondition",
    "KalturaOrCondition",
    "KalturaMatchMetadataCondition",
    "KalturaEvalStringField",
    "KalturaStringValue",
    "KalturaVendorCaptionsCatalogItem",
    "KalturaEntryVendorTask",
    "kReachUtils::calcPricePerHour",
    "12, 13,x",
    "-1",
    "",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0i64..4).prop_map(Value::from),
        prop::sample::select(CLASSES).prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        let name = prop_oneof![8 => prop::sample::select(NAMES).prop_map(String::from), 1 => ".{0,4}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6).prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_stands_in_a_file_is_read_and_every_problem_has_its_place(value in any_json()) {
        let text = value.to_string();
        let sources = KINDS.map(|kind| of(kind, &text)).into_iter().chain([Source::file("a.json", text.as_bytes())]);
        for source in sources {
            let sources = [source];
            let (_, findings) = read(&sources);
            for problem in locate(findings, &sources) {
                prop_assert!(value.pointer(&problem.place.pointer).is_some(), "{}", problem);
                prop_assert!(!problem.kind.to_string().is_empty());
            }
        }
        let _settings = read_settings(&Source::file("config.json", text.as_bytes()));
    }

    #[test]
    fn no_condition_is_lost_without_an_error(conditions in prop::collection::vec(any_json(), 0..4)) {
        let template = json!([{
            "id": 1, "partnerId": 2, "type": "booleanNotification.Boolean", "eventType": 3, "eventObjectType": 1, "eventConditions": conditions
        }]);
        let text = template.to_string();
        let (objects, _) = read_one(of(ObjectKind::Template, &text));
        let template = &objects.templates[0];
        prop_assert!(template.unusable || template.conditions.len() == conditions.len());
        let profile = json!([{"id": 1, "partnerId": 2, "rules": [{"conditions": conditions, "actions": []}]}]);
        let text = profile.to_string();
        let (objects, _) = read_one(of(ObjectKind::Profile, &text));
        let rule = &objects.profiles[0].profile.rules[0];
        prop_assert!(rule.unusable || rule.conditions.len() == conditions.len());
    }

    #[test]
    fn whatever_bytes_a_file_has_it_is_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let sources = [Source::file("a.json", &bytes)];
        let (objects, findings) = read(&sources);
        prop_assert!(!locate(findings, &sources).is_empty() || objects.profiles.is_empty());
    }

    #[test]
    fn an_export_that_is_cut_off_gives_nothing_but_a_problem(cut in 1..super::export::EXPORT.len()) {
        let text = &super::export::EXPORT.as_bytes()[..cut];
        let (objects, problems) = read_one(Source::file("a.json", text));
        prop_assert!(objects.profiles.is_empty() && objects.templates.is_empty() && objects.items.is_empty() && objects.tasks.is_empty());
        prop_assert_eq!(problems.len(), 1);
    }
}
