//! `reach check`: what is wrong with a folder, where, and what to do about it.

use crate::account::{self, FILES};
use crate::harness::{Outcome, Place};

/// The account with one text of one file replaced, checked.
fn broken(file: &str, find: &str, replace: &str) -> Outcome {
    let (_, text) = FILES.into_iter().find(|(name, _)| *name == file).unwrap();
    assert_eq!(text.matches(find).count(), 1, "{find} must stand once in {file}");
    let place = account::place();
    place.write(&format!("account/{file}"), text.replace(find, replace));
    place.reach("check account")
}

#[test]
fn a_sound_folder_has_nothing_to_mend() {
    let outcome = account::place().reach("check account").exits(0);
    insta::assert_snapshot!(outcome.transcript(), @r"
    $ reach check account
    nothing to mend: 1 profile, 2 rules, 1 template, 2 catalog items in 4 files
    --- exit 0
    ");
}

/// Breaks the account in one place a case. What is printed is a snapshot; the exit code is stated here.
#[test]
fn each_broken_folder_is_told_what_to_mend() {
    let cases = [
        // The shape of files.
        ("truncated", 1, "profiles.json", "\"stopProcessing\": true\n    },\n", "\"stopProcessing\": tr"),
        ("wrong-type", 1, "profiles.json", "\"rules\": [", "\"rules\": \"none\", \"was\": ["),
        ("number-beyond-64-bits", 1, "profiles.json", "\"id\": 77", "\"id\": 77000000000000000000000"),
        ("duplicate-field", 1, "profiles.json", "\"status\": 2", "\"status\": 2, \"status\": 1"),
        ("duplicate-id", 1, "items.json", "\"id\": 502", "\"id\": 501"),
        ("missing-id", 1, "templates.json", "\"id\": 5120, ", ""),
        ("missing-class", 1, "profiles.json", "\"objectType\": \"KalturaReachProfile\", ", ""),
        ("misspelt-class", 1, "templates.json", "KalturaBooleanNotificationTemplate", "KalturaBooleanNotificationTemplat"),
        ("foreign-object", 0, "templates.json", "[\n  {\n", "[\n  { \"objectType\": \"KalturaMediaEntry\", \"id\": \"1_a\" },\n  {\n"),
        ("unknown-status", 0, "templates.json", "\"status\": 2", "\"status\": 7"),
        // Conditions and actions.
        ("misspelt-condition", 1, "profiles.json", "KalturaBooleanEventNotificationCondition", "KalturaBoolenEventNotificationCondition"),
        ("unknown-condition", 1, "profiles.json", "KalturaBooleanEventNotificationCondition", "KalturaMoonPhaseCondition"),
        ("foreign-condition", 1, "profiles.json", "KalturaBooleanEventNotificationCondition", "KalturaCountryCondition"),
        ("misspelt-id-list", 1, "profiles.json", "\"booleanEventNotificationIds\"", "\"booleanEventNotificationId\""),
        ("no-templates", 0, "profiles.json", "\"5120\"", "\"N/A\""),
        ("unknown-template", 1, "profiles.json", "\"5120\"", "\"5121\""),
        (
            "unknown-action",
            1,
            "profiles.json",
            "KalturaAddEntryVendorTaskAction\", \"catalogItemIds\": \"501\"",
            "KalturaOrderAction\", \"catalogItemIds\": \"501\"",
        ),
        ("misspelt-items", 1, "profiles.json", "\"catalogItemIds\": \"501\"", "\"catalogItemsIds\": \"501\""),
        ("not-an-id", 0, "profiles.json", "\"catalogItemIds\": \"501\"", "\"catalogItemIds\": \"501, captions\""),
        ("unknown-item", 0, "profiles.json", "\"catalogItemIds\": \"502\"", "\"catalogItemIds\": \"503\""),
        (
            "unassigned-item",
            0,
            "partnerCatalogItems.json",
            "\"catalogItemId\": 502, \"status\": 2",
            "\"catalogItemId\": 502, \"status\": 1",
        ),
        (
            "no-category",
            1,
            "profiles.json",
            "\"conditions\": []",
            "\"conditions\": [{ \"objectType\": \"KalturaCategoryEntryCondition\" }]",
        ),
        (
            "only-negated",
            0,
            "profiles.json",
            "\"conditions\": []",
            "\"conditions\": [{ \"objectType\": \"KalturaCategoryEntryCondition\", \"categoryId\": 9, \"not\": true }]",
        ),
        // Templates.
        ("template-not-active", 0, "templates.json", "\"status\": 2", "\"status\": 1"),
        ("unknown-event-type", 0, "templates.json", "\"eventType\": \"3\"", "\"eventType\": \"OBJECT_CHANGD\""),
        (
            "unknown-event-object-type",
            0,
            "templates.json",
            "\"eventObjectType\": \"1\"",
            "\"eventObjectType\": \"captionAssetEventNotification.CaptionAsset\"",
        ),
        // Expressions.
        ("expression-semicolon", 1, "templates.json", "getTagsArr())", "getTagsArr());"),
        (
            "expression-refused-function",
            1,
            "templates.json",
            "in_array('lecture', $scope->getObject()->getTagsArr())",
            "file_get_contents('/data/mode') == 'live'",
        ),
        ("expression-misspelt-function", 1, "templates.json", "in_array('lecture',", "in_aray('lecture',"),
        ("expression-arity", 1, "templates.json", "in_array('lecture', $scope->getObject()->getTagsArr())", "in_array('lecture')"),
        ("expression-unclosed", 1, "templates.json", "getTagsArr())", "getTagsArr()"),
        ("expression-unknown-constant", 1, "templates.json", "entryPeer::STATUS", "entryPeer::STATE"),
        ("expression-misspelt-getter", 0, "templates.json", "getTagsArr()", "getTagArr()"),
        // Money.
        (
            "price-function",
            1,
            "items.json",
            "\"pricePerUnit\": 2, \"priceFunction\": \"kReachUtils::calcPricePerMinute\"",
            "\"pricePerUnit\": 2, \"priceFunction\": \"kReachUtils::calcPricePerMinutes\"",
        ),
        ("unknown-credit", 1, "profiles.json", "KalturaVendorCredit", "KalturaVendorCredits"),
        ("no-end", 0, "profiles.json", "\"fromDate\": 1767225600", "\"fromDate\": 1767225600, \"toDate\": 1798761599"),
        (
            "dates-reversed",
            0,
            "profiles.json",
            "KalturaVendorCredit\", \"credit\": 100, \"fromDate\": 1767225600",
            "KalturaTimeRangeVendorCredit\", \"credit\": 100, \"fromDate\": 1767225600, \"toDate\": 1735689600",
        ),
    ];
    for (name, code, file, find, replace) in cases {
        let outcome = broken(file, find, replace).exits(code);
        let problem = outcome.out.contains("error[") || outcome.out.contains("warning[");
        assert!(problem && outcome.out.contains("--> "), "{name} names no place:\n{}", outcome.transcript());
        insta::assert_snapshot!(name, outcome.transcript());
    }
}

/// A rule behind one that always matches and stops.
#[test]
fn a_rule_that_is_never_reached_is_named() {
    let (_, text) = FILES[0];
    let place = account::place();
    let condition = "{ \"objectType\": \"KalturaBooleanEventNotificationCondition\", \"booleanEventNotificationIds\": \"5120\" }";
    place.write("account/profiles.json", text.replace(condition, ""));
    insta::assert_snapshot!(place.reach("check account").exits(0).transcript());
}

#[test]
fn a_condition_that_can_never_hold_is_named() {
    let status = |status: u8| {
        format!(
            r#"{{ "objectType": "KalturaEventFieldCondition", "field": {{ "objectType": "KalturaEvalBooleanField", "code": "$scope->getObject()->getStatus() == {status}" }} }}"#
        )
    };
    let (_, text) = FILES[1];
    let start = text.find("      {\n        \"objectType\": \"KalturaEventFieldCondition\"").unwrap();
    let end = text.find("    ]\n  }").unwrap();
    let place = account::place();
    place.write("account/templates.json", format!("{}{}, {}\n{}", &text[..start], status(2), status(4), &text[end..]));
    insta::assert_snapshot!(place.reach("check account").exits(0).transcript());
}

#[test]
fn an_item_that_may_be_ordered_again_and_again_is_named() {
    let place = account::place();
    let tags_only = FILES[1].1.replace("in_array(entryPeer::STATUS, $scope->getEvent()->getModifiedColumns()) && ", "");
    place.write("account/templates.json", tags_only);
    let chapters = FILES[2].1.replacen("\"serviceFeature\": 1", "\"serviceFeature\": 13", 1).replacen(
        "KalturaVendorCaptionsCatalogItem",
        "KalturaVendorModerationCatalogItem",
        1,
    );
    place.write("account/items.json", chapters);
    insta::assert_snapshot!(place.reach("check account").exits(0).transcript());
}

#[test]
fn utf_16_and_the_platforms_own_errors_are_called_by_their_names() {
    let place = account::place();
    place.write("account/more.json", "[]".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    place.write("account/failed.json", r#"{"objectType": "KalturaAPIException", "code": "INVALID_KS", "message": "Invalid KS"}"#);
    insta::assert_snapshot!(place.reach("check account").exits(1).transcript());
}

#[test]
fn a_folder_without_assignments_says_what_that_means() {
    let place = account::place();
    std::fs::remove_file(place.path().join("account/partnerCatalogItems.json")).unwrap();
    place.reach("check account").exits(0).prints("no-assignments");
}

#[test]
fn all_problems_of_all_files_come_in_one_go() {
    let place = account::place();
    place.write("account/profiles.json", FILES[0].1.replace("KalturaBooleanEventNotificationCondition", "KalturaMoonCondition"));
    place.write("account/templates.json", FILES[1].1.replace("in_array('lecture'", "exec('lecture'"));
    place.write("account/items.json", "{");
    let outcome = place.reach("check account").exits(1);
    for place in ["profiles.json", "templates.json", "items.json"] {
        assert!(outcome.out.contains(place), "{}", outcome.transcript());
    }
}

#[test]
fn warnings_fail_where_they_are_denied() {
    let place = account::place();
    place.write("account/profiles.json", FILES[0].1.replace("\"5120\"", "\"N/A\""));
    place.reach("check account").exits(0);
    place.reach("check account --deny-warnings").exits(1);
}

#[test]
fn json_has_the_place_of_each_problem_in_parts() {
    let place = account::place();
    place.write("account/templates.json", FILES[1].1.replace("getTagsArr())", "getTagsArr());"));
    let json = place.reach("check account --format json").exits(1).json();
    assert_eq!(json["version"], 1);
    assert_eq!(json["errors"], json["problems"].as_array().unwrap().iter().filter(|problem| problem["severity"] == "error").count());
    let problem = json["problems"].as_array().unwrap().iter().find(|problem| problem["id"] == "refused-expression").unwrap();
    assert_eq!(problem["file"], "templates.json");
    assert_eq!(problem["pointer"], "/0/eventConditions/0/field/code");
    let code = &problem["code"];
    let (start, end) = (code["start"].as_u64().unwrap() as usize, code["end"].as_u64().unwrap() as usize);
    assert_eq!(&code["text"].as_str().unwrap()[start..end], ";");
    let lines = place.reach("check account --format jsonl").exits(1).out;
    let each: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&each, json["problems"].as_array().unwrap());
}

#[test]
fn a_folder_that_cannot_be_a_folder_of_rules_is_wrong_usage() {
    let place = Place::new();
    place.write("empty/notes.txt", "");
    place.reach("check nowhere").exits(2).says("there is no `nowhere`");
    place.reach("check empty").exits(2).says("holds no *.json files");
    place.write("file.json", "{}");
    place.reach("check file.json").exits(2).says("`file.json`");
}

#[test]
fn tests_and_events_in_the_folder_are_no_rules() {
    let place = account::place();
    place.write("account/lectures.test.json", "not rules");
    place.write("account/events.jsonl", "not rules");
    place.reach("check account").exits(0).prints("in 4 files");
}
