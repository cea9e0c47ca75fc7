//! What is told, word for word: a table a kind of object.

use crate::problem::{ObjectKind, Problem, Severity};

use super::{CREDIT, of, read_one};

/// Reads one object of a kind and compares what is told, as `<severity> <pointer>: <message>`.
fn check(kind: ObjectKind, json: &str, expected: &[&str]) {
    let (_, problems) = read_one(of(kind, json));
    let line = |problem: &Problem| format!("{} {}: {}", problem.severity, problem.place.pointer, problem.kind);
    assert_eq!(problems.iter().map(line).collect::<Vec<_>>(), expected, "{json}");
}

fn profile(fields: &str) -> String {
    format!(r#"{{"id": 77, "partnerId": 1, "rules": [], "credit": {CREDIT}, {fields}}}"#)
}

fn rule(fields: &str) -> String {
    format!(r#"{{"id": 77, "partnerId": 1, "credit": {CREDIT}, "rules": [{{"objectType": "KalturaRule", {fields}}}]}}"#)
}

fn condition(fields: &str) -> String {
    rule(&format!(r#""actions": [], "conditions": [{{{fields}}}]"#))
}

fn action(fields: &str) -> String {
    rule(&format!(r#""conditions": [], "actions": [{{{fields}}}]"#))
}

fn credit(fields: &str) -> String {
    format!(r#"{{"id": 77, "partnerId": 1, "rules": [], "credit": {{{fields}}}}}"#)
}

fn item(fields: &str) -> String {
    format!(r#"{{"id": 12, "vendorPartnerId": 9, "serviceType": 2, "serviceFeature": 1, "turnAroundTime": 0, {fields}}}"#)
}

fn template(fields: &str) -> String {
    format!(
        r#"{{"id": 5120, "partnerId": 1, "objectType": "KalturaBooleanNotificationTemplate", "eventType": 3, "eventObjectType": 1, {fields}}}"#
    )
}

fn event_condition(fields: &str) -> String {
    template(&format!(r#""eventConditions": [{{{fields}}}]"#))
}

#[test]
fn of_profiles() {
    let cases = [
        (
            r#"{"name": "x"}"#.to_owned(),
            &[
                "error : `id` is missing",
                "error : `partnerId` is missing",
                "warning : `rules` is missing, so the profile orders nothing",
                "warning : `credit` is missing, so only what costs nothing can be ordered",
            ][..],
        ),
        (profile(r#""usedCredit": "a lot""#), &["error /usedCredit: `usedCredit` must be a number, not `\"a lot\"`"]),
        (profile(r#""status": 2.0"#), &["error /status: `status` must be a whole number, not `2.0`"]),
        (profile(r#""flavorParamsIds": [4]"#), &["error /flavorParamsIds: `flavorParamsIds` must be a text, not an array"]),
        (profile(r#""dictionaries": {}"#), &["error /dictionaries: `dictionaries` must be an array, not an object"]),
        (profile(r#""dictionaries": [5]"#), &["error /dictionaries/0: `dictionaries` may hold objects only, not `5`"]),
        (
            profile(r#""usedCredits": 5"#),
            &["warning /usedCredits: a profile has no field `usedCredits`, it is ignored, did you mean `usedCredit`?"],
        ),
        (profile(r#""color": "red""#), &["warning /color: a profile has no field `color`, it is ignored"]),
    ];
    for (json, expected) in cases {
        check(ObjectKind::Profile, &json, expected);
    }
}

#[test]
fn of_rules_and_their_conditions() {
    let cases = [
        (
            rule(r#""stopProcessing": false"#),
            &[
                "warning /rules/0: `conditions` is missing, so the rule is always-on",
                "warning /rules/0: `actions` is missing, so the rule orders nothing",
            ][..],
        ),
        (
            rule(r#""condtions": [], "actions": []"#),
            &["error /rules/0/condtions: a rule has no field `condtions`, did you mean `conditions`?"],
        ),
        (rule(r#""conditions": {}, "actions": []"#), &["error /rules/0/conditions: `conditions` must be an array, not an object"]),
        (
            rule(r#""conditions": [], "actions": [], "stopProcessing": "maybe""#),
            &["error /rules/0/stopProcessing: `stopProcessing` must be true or false, not `\"maybe\"`"],
        ),
        (
            condition(r#""booleanEventNotificationIds": "5120""#),
            &["error /rules/0/conditions/0: `objectType` is missing, so what a condition is cannot be known"],
        ),
        (
            condition(r#""objectType": "KalturaCategoryEntryConditon", "categoryId": 1"#),
            &[
                "error /rules/0/conditions/0/objectType: there is no condition of class `KalturaCategoryEntryConditon`, did you mean `KalturaCategoryEntryCondition`?",
            ],
        ),
        (
            condition(r#""objectType": "KalturaCountryCondition", "countries": []"#),
            &[
                "error /rules/0/conditions/0/objectType: a `KalturaCountryCondition` cannot be asked here: it speaks of a viewer's request, which an event does not have",
            ],
        ),
        (
            condition(r#""objectType": "KalturaOrCondition""#),
            &["error /rules/0/conditions/0/objectType: a `KalturaOrCondition` cannot be asked here: it belongs in a template"],
        ),
        (
            condition(r#""objectType": "KalturaBooleanEventNotificationCondition", "booleanEventNotificationIds": " N/A ""#),
            &[
                "warning /rules/0/conditions/0/booleanEventNotificationIds: `booleanEventNotificationIds` is `\" N/A \"`, so the condition counts as absent",
            ],
        ),
        (
            condition(r#""objectType": "KalturaBooleanEventNotificationCondition", "booleanEventNotificationIds": "5120;5121""#),
            &[
                "warning /rules/0/conditions/0/booleanEventNotificationIds: `5120;5121` in `booleanEventNotificationIds` is no id and is left out",
            ],
        ),
        (
            condition(r#""objectType": "KalturaCategoryEntryCondition", "categoryId": 0"#),
            &["error /rules/0/conditions/0: the condition names no category"],
        ),
        (
            condition(r#""objectType": "KalturaCategoryEntryCondition", "categoryId": 99999999999999999999"#),
            &["error /rules/0/conditions/0/categoryId: `categoryId` is `99999999999999999999`, which is more than can be kept exactly"],
        ),
        (
            condition(r#""objectType": "KalturaCategoryEntryCondition", "categoryId": 4, "categoryUserPermission": 2"#),
            &["warning /rules/0/conditions/0/categoryUserPermission: `categoryUserPermission` has no effect here: `comparison` is missing"],
        ),
    ];
    for (json, expected) in cases {
        check(ObjectKind::Profile, &json, expected);
    }
}

#[test]
fn of_actions() {
    let cases = [
        (
            action(r#""objectType": "KalturaAddEntryVendorTaskAction", "catalogItemsIds": "12""#),
            &[
                "warning /rules/0/actions/0: `catalogItemIds` is missing, so the action orders nothing",
                "error /rules/0/actions/0/catalogItemsIds: an action has no field `catalogItemsIds`, did you mean `catalogItemIds`?",
            ][..],
        ),
        (action(r#""catalogItemIds": "12""#), &["error /rules/0/actions/0: `objectType` is missing, so what an action is cannot be known"]),
        (
            action(r#""objectType": "KalturaAccessControlBlockAction", "anything": 1"#),
            &["warning /rules/0/actions/0/objectType: a `KalturaAccessControlBlockAction` orders nothing and is passed over"],
        ),
        (
            action(r#""objectType": "KalturaAddEntryVendorTask""#),
            &[
                "error /rules/0/actions/0/objectType: there is no action of class `KalturaAddEntryVendorTask`, did you mean `KalturaAddEntryVendorTaskAction`?",
            ],
        ),
    ];
    for (json, expected) in cases {
        check(ObjectKind::Profile, &json, expected);
    }
}

#[test]
fn of_credits() {
    let cases = [
        (credit(r#""objectType": "KalturaTimeRangeVendorCredit", "credit": 5"#), &["error /credit: `toDate` is missing"][..]),
        (
            credit(r#""objectType": "KalturaReoccurringVendorCredit", "credit": 5, "fromDate": 1, "toDate": 2, "frequency": "fortnight""#),
            &["error /credit/frequency: `frequency` must be one of `day`, `week`, `month` and `year`, not `\"fortnight\"`"],
        ),
        (
            credit(r#""objectType": "KalturaVendorCredits", "credit": 5, "fromDate": 1"#),
            &["error /credit/objectType: there is no credit of class `KalturaVendorCredits`, did you mean `KalturaVendorCredit`?"],
        ),
        (
            credit(r#""credit": 5, "fromDate": 1, "toDate": 2, "frequency": "day""#),
            &["warning /credit: the credit has no `objectType`, by its fields it is taken as a `KalturaReoccurringVendorCredit`"],
        ),
        (
            credit(r#""objectType": "KalturaVendorCredit", "credit": 5, "fromDate": 1, "toDate": 9"#),
            &["warning /credit/toDate: `toDate` has no effect here: a `KalturaVendorCredit` has no end"],
        ),
    ];
    for (json, expected) in cases {
        check(ObjectKind::Profile, &json, expected);
    }
}

#[test]
fn of_catalog_items() {
    let cases = [
        (
            item(r#""pricing": null"#),
            &["warning : `pricing` is missing, so its orders cost no more than the add-on and ask for no credit"][..],
        ),
        (
            item(r#""pricing": {"pricePerUnit": 1, "priceFunction": "kReachUtils::calcPricePerMinut"}"#),
            &[
                "error /pricing/priceFunction: there is no price function `kReachUtils::calcPricePerMinut`, so the item cannot be priced, did you mean `kReachUtils::calcPricePerMinute`?",
            ],
        ),
        (item(r#""pricing": {"pricePerUnit": 1}"#), &["error /pricing: `priceFunction` is missing"]),
        (item(r#""pricing": {"pricePerUnit": 0}"#), &[]),
        (
            item(r#""pricing": {"pricePerUnit": 0}, "objectType": "KalturaVendorClipsCatalogItem""#),
            &["warning /serviceFeature: `serviceFeature` is 1, but `KalturaVendorClipsCatalogItem` is feature 10; the number counts"],
        ),
        (
            item(r#""pricing": {"pricePerUnit": 0}, "vendorData": "{\"linked_catalog_items\": \"13,x\"}""#),
            &["warning /vendorData: `x` in `linked_catalog_items` is no id and is left out"],
        ),
        (item(r#""pricing": {"pricePerUnit": 0}, "vendorData": "no JSON""#), &[]),
    ];
    for (json, expected) in cases {
        check(ObjectKind::CatalogItem, &json, expected);
    }
}

#[test]
fn of_templates() {
    let cases = [
        (template(r#""status": 2"#), &["warning : `eventConditions` is missing, so it fires on every event of its types"][..]),
        (
            template(r#""eventCondition": []"#),
            &["error /eventCondition: a template has no field `eventCondition`, did you mean `eventConditions`?"],
        ),
        (
            r#"{"id": 1, "partnerId": 1, "type": "booleanNotification.Boolean", "eventConditions": [], "eventType": "OBJECT_CHANGE", "eventObjectType": "captionAssetEventNotification.CaptionAsset"}"#.to_owned(),
            &[
                "warning /eventType: there is no event type `OBJECT_CHANGE`, so the template fires on no event, did you mean `OBJECT_CHANGED`?",
                "warning /eventObjectType: there is no event object type `captionAssetEventNotification.CaptionAsset`, so the template fires on no event, did you mean `captionAssetEventNotifications.CaptionAsset`?",
            ],
        ),
        (
            event_condition(r#""objectType": "KalturaEventFieldCondition", "field": {"objectType": "KalturaEvalBooleanField"}"#),
            &["error /eventConditions/0/field: `code` is missing"],
        ),
        (event_condition(r#""objectType": "KalturaEventFieldCondition""#), &["error /eventConditions/0: `field` is missing"]),
        (
            event_condition(r#""objectType": "KalturaMatchMetadataCondition", "xPath": "A", "profileSystemName": "Uni", "values": []"#),
            &[
                "error /eventConditions/0/profileSystemName: `profileSystemName` `Uni` cannot be looked up, an event tells metadata profiles by id alone",
            ],
        ),
        (
            event_condition(r#""objectType": "KalturaFieldMatchCondition", "field": {"objectType": "KalturaObjectIdField"}, "values": [{"objectType": "KalturaIntegerValue", "value": 4}]"#),
            &[
                "error /eventConditions/0/values/0/objectType: `values` cannot be a `KalturaIntegerValue`, only a `KalturaStringValue` or a field that reads the event",
            ],
        ),
        (
            event_condition(r#""objectType": "KalturaCategoryEntryCondition", "categoryId": 4"#),
            &["error /eventConditions/0/objectType: a `KalturaCategoryEntryCondition` cannot be asked here: it belongs in a rule"],
        ),
        (
            template(r#""eventConditions": [], "userParameters": [{"objectType": "KalturaEventNotificationParameter", "value": {"objectType": "KalturaStringValue", "value": "x"}}]"#),
            &["error /userParameters/0: `key` is missing"],
        ),
    ];
    for (json, expected) in cases {
        check(ObjectKind::Template, &json, expected);
    }
}

#[test]
fn of_a_template_that_is_not_boolean_there_are_warnings_only() {
    let json = r#"{"id": 1, "partnerId": 1, "type": "emailNotification.Email", "objectType": "KalturaEmailNotificationTemplate", "subject": "x", "eventType": 3, "eventObjectType": 1, "eventConditions": [{"objectType": "KalturaUserAgentCondition"}]}"#;
    let (objects, problems) = read_one(of(ObjectKind::Template, json));
    assert!(objects.templates[0].unusable && !objects.templates[0].is_boolean);
    assert_eq!(
        problems.iter().map(|problem| (problem.severity, problem.kind.id())).collect::<Vec<_>>(),
        [(Severity::Warning, "unsupported-condition")]
    );
}

#[test]
fn of_tasks() {
    let task = |fields: &str| format!(r#"{{"id": 5, "partnerId": 1, "entryId": "e", "reachProfileId": 7, "catalogItemId": 8, {fields}}}"#);
    let cases = [
        (task(r#""price": 1"#), &["error : `status` is missing"][..]),
        (task(r#""status": 10"#), &["error /status: `status` must be one of 1 to 9, not `10`"]),
        (task(r#""status": 1, "price": "1,5""#), &["error /price: `price` must be a number, not `\"1,5\"`"]),
        (task(r#""status": 1, "taskJobData": 5"#), &["error /taskJobData: `taskJobData` must be an object, not `5`"]),
    ];
    for (json, expected) in cases {
        check(ObjectKind::Task, &json, expected);
    }
}

#[test]
fn one_bad_rule_leaves_the_others_and_the_profile_alone() {
    let good = r#"{"conditions": [], "actions": []}"#;
    let bad = r#"{"conditions": [{"objectType": "KalturaMoonCondition"}], "actions": []}"#;
    let json = format!(r#"{{"id": 77, "partnerId": 1, "credit": {CREDIT}, "rules": [{good}, {bad}, 5, {good}]}}"#);
    let (objects, problems) = read_one(of(ObjectKind::Profile, &json));
    let profile = &objects.profiles[0].profile;
    assert_eq!(profile.status, crate::model::Status::Active);
    assert_eq!(profile.rules.iter().map(|rule| rule.unusable).collect::<Vec<_>>(), [false, true, true, false]);
    let about: Vec<_> = problems.iter().filter_map(|problem| problem.place.about.as_deref()).collect();
    assert_eq!(about, ["profile 77, rule 2", "profile 77, rule 3"]);
}

#[test]
fn a_profile_with_a_fault_of_its_own_takes_no_part() {
    let json = profile(r#""usedCredit": "a lot""#);
    let (objects, _) = read_one(of(ObjectKind::Profile, &json));
    assert_eq!(objects.profiles[0].profile.status, crate::model::Status::Other);
}
