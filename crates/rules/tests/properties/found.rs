//! What the properties once found, each as its own case.

use reach_rules::event::Completeness;
use reach_rules::{Decision, Reading};
use serde_json::{Value, json};

use crate::configuration::{Configuration, Profile, Rule, Template, boolean};
use crate::decided::{by_all, by_index};

const ENTRY: &str = "1";
const CAPTION: &str = "captionAssetEventNotifications.CaptionAsset";

/// One rule whose conditions name one template each; a template has its object type and its code.
fn rule_of(templates: &[(&str, &str)]) -> Configuration {
    let ids = 100..;
    let conditions = ids.clone().take(templates.len()).map(|id: i64| boolean(&id.to_string(), false)).collect();
    let rule = Rule { conditions, actions: Vec::new(), stops: false };
    Configuration {
        profiles: vec![Profile { id: 40, partner: 5, status: 2, rules: vec![rule] }],
        templates: ids.zip(templates).map(|(id, (object_type, code))| Template::asking(id, object_type, &[code])).collect(),
        assignments: Vec::new(),
    }
}

fn changed(class: &str, object: Value) -> String {
    json!({ "eventType": 3, "objectType": class, "partnerId": 5, "object": object, "modifiedColumns": ["STATUS"] }).to_string()
}

/// The decision by the index and the one by asking every rule.
fn both(configuration: &Configuration, event: &str, completeness: Completeness) -> (Decision, Decision) {
    let loaded = configuration.load(Reading::Documented);
    (by_index(&loaded, event, completeness), by_all(&loaded, event, completeness).0)
}

#[test]
fn a_fault_is_told_though_no_template_of_the_next_condition_listens() {
    let configuration = rule_of(&[(ENTRY, "1 % 0 == 1"), (CAPTION, "true")]);
    let (index, all) = both(&configuration, &changed("KalturaMediaEntry", json!({ "id": "1_a" })), Completeness::Complete);
    assert_eq!(all.failures.len(), 1);
    assert_eq!(index, all);
}

#[test]
fn an_argument_of_in_array_that_throws_is_told() {
    for list in ["$scope->getObject()->getTagsArr()", "$scope->getEvent()->getModifiedColumns()"] {
        let code = format!("in_array('alpha', {list}, 1 % 0) || $scope->getObject()->getStatus() == 2");
        let configuration = rule_of(&[(ENTRY, &code)]);
        let event = changed("KalturaMediaEntry", json!({ "id": "1_a", "tags": "beta" }));
        let (index, all) = both(&configuration, &event, Completeness::Complete);
        assert_eq!(all.failures.len(), 1, "{list}");
        assert_eq!(index, all, "{list}");
    }
}

#[test]
fn a_getter_that_gives_no_list_is_told_whatever_is_asked_behind_it() {
    let code = "in_array('alpha', $scope->getObject()->getTagsArr()) && $scope->getObject()->isColumnModified('flavor_asset.SIZE')";
    let configuration = rule_of(&[(CAPTION, code)]);
    let (index, all) = both(&configuration, &changed("KalturaCaptionAsset", json!({ "id": "1_a" })), Completeness::Complete);
    assert_eq!(all.failures.len(), 1);
    assert_eq!(index, all);
}

#[test]
fn what_a_partial_event_lacks_is_told_whatever_is_asked_behind_it() {
    let code = "$scope->getObject()->getStatus() == 2 && $scope->getObject()->getName() == 'alpha'";
    let configuration = rule_of(&[(ENTRY, code)]);
    let event = changed("KalturaMediaEntry", json!({ "id": "1_a", "name": "beta" }));
    let (index, all) = both(&configuration, &event, Completeness::Partial);
    let needed = |decision: &Decision| decision.undecided.iter().any(|undecided| undecided.rule.is_some());
    assert!(needed(&all));
    assert_eq!(index, all);
}

#[test]
fn an_infinite_number_is_the_text_that_it_prints_as() {
    let cases = [("'INF'", "1e999"), ("1e999", r#""INF""#), ("'-INF'", "-1e999")];
    for (literal, name) in cases {
        let configuration = rule_of(&[(ENTRY, &format!("$scope->getObject()->getName() == {literal}"))]);
        let event = changed("KalturaMediaEntry", json!({ "id": "1_a", "name": "NAME" })).replace(r#""NAME""#, name);
        let (index, all) = both(&configuration, &event, Completeness::Complete);
        assert_eq!(all.matched.len(), 1, "{literal} {name}");
        assert_eq!(index, all, "{literal} {name}");
    }
}
