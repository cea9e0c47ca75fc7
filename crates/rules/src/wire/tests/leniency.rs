//! The ways in which the platform prints the same thing.

use serde_json::{Value, json};

use crate::ids::PartnerId;
use crate::model::{CreditKind, JobData, Status};
use crate::problem::{ObjectKind, Source};

use super::export::{ASSIGNMENTS, EXPORT};
use super::{CREDIT, meaning, of, read_one, told};

/// The export with each of its values changed.
fn rewritten(text: &str, change: &impl Fn(&mut Value)) -> String {
    fn walk(value: &mut Value, change: &impl Fn(&mut Value)) {
        match value {
            Value::Array(elements) => elements.iter_mut().for_each(|element| walk(element, change)),
            Value::Object(members) => members.values_mut().for_each(|member| walk(member, change)),
            _ => {}
        }
        change(value);
    }
    let mut value: Value = serde_json::from_str(text).unwrap();
    walk(&mut value, change);
    value.to_string()
}

fn assert_same_meaning(change: impl Fn(&mut Value)) {
    for (name, text) in [("export.json", EXPORT), ("partnerCatalogItems.json", ASSIGNMENTS)] {
        let changed = rewritten(text, &change);
        let (expected, _) = read_one(Source::file(name, text.as_bytes()));
        let (found, problems) = read_one(Source::file(name, changed.as_bytes()));
        assert_eq!(problems, []);
        assert_eq!(meaning(&found), meaning(&expected));
    }
}

#[test]
fn numbers_may_be_texts() {
    assert_same_meaning(|value| {
        if value.is_number() {
            *value = Value::String(value.to_string());
        }
    });
}

#[test]
fn texts_of_digits_may_be_numbers() {
    assert_same_meaning(|value| {
        if let Some(number) = value.as_str().and_then(|text| text.parse::<i64>().ok()) {
            *value = number.into();
        }
    });
}

#[test]
fn flags_may_be_numbers_or_texts() {
    for (yes, no) in [(json!(1), json!(0)), (json!("1"), json!("0")), (json!("true"), json!("false")), (json!("TRUE"), json!(-1))] {
        assert_same_meaning(|value| match value {
            Value::Bool(true) => *value = yes.clone(),
            Value::Bool(false) => *value = no.clone(),
            _ => {}
        });
    }
}

#[test]
fn members_may_come_in_any_order() {
    assert_same_meaning(|value| {
        if let Value::Object(members) = value {
            *members = std::mem::take(members).into_iter().rev().collect();
        }
    });
}

#[test]
fn fields_that_nobody_reads_may_hold_anything() {
    assert_same_meaning(|value| {
        if let Value::Object(members) = value
            && members.get("objectType").is_some_and(|class| class == "KalturaReachProfile" || class == "KalturaRule")
        {
            members.insert(String::from("relatedObjects"), json!({"a": {"objects": [1, null]}}));
        }
    });
}

#[test]
fn every_character_may_be_an_escape() {
    let escaped: String = EXPORT.replace("objectType", "\\u006fbjectType").replace("credit", "\\u0063redit");
    let (expected, _) = read_one(Source::file("export.json", EXPORT.as_bytes()));
    let (found, problems) = read_one(Source::file("export.json", escaped.as_bytes()));
    assert_eq!((problems, meaning(&found)), (vec![], meaning(&expected)));
}

#[test]
fn an_absent_status_is_active_and_a_null_one_is_none() {
    let cases = [
        ("", Status::Active, vec![]),
        (r#""status": null,"#, Status::Other, vec!["warning unknown-status /0/status"]),
        (r#""status": 9,"#, Status::Other, vec!["warning unknown-status /0/status"]),
        (r#""status": "3","#, Status::Deleted, vec![]),
    ];
    for (status, expected, lines) in cases {
        let json = format!(r#"[{{{status} "id": 1, "partnerId": 2, "rules": [], "credit": {CREDIT}}}]"#);
        let (objects, _) = read_one(of(ObjectKind::Profile, &json));
        assert_eq!(objects.profiles[0].profile.status, expected);
        assert_eq!(told(of(ObjectKind::Profile, &json)), lines);
    }
}

#[test]
fn a_credit_without_class_is_taken_by_its_fields() {
    let cases = [(r#""toDate": 2"#, CreditKind::TimeRange { to_date: 2 }), (r#""overageCredit": 2"#, CreditKind::Plain)];
    for (field, kind) in cases {
        let json = format!(r#"[{{"id": 1, "partnerId": 2, "rules": [], "credit": {{"credit": 5, "fromDate": 1, {field}}}}}]"#);
        let (objects, _) = read_one(of(ObjectKind::Profile, &json));
        assert_eq!(objects.profiles[0].profile.credit.as_ref().unwrap().kind, kind);
        assert_eq!(told(of(ObjectKind::Profile, &json)), ["warning credit-without-class /0/credit"]);
    }
}

#[test]
fn a_task_without_account_is_of_the_one_that_is_given() {
    let json = r#"[{"id": 5, "entryId": "1_a", "reachProfileId": 7, "catalogItemId": 8, "status": 1}]"#;
    let (objects, problems) = read_one(of(ObjectKind::Task, json).with_partner(PartnerId(2001)));
    assert_eq!((objects.tasks[0].value.partner, problems), (PartnerId(2001), vec![]));
    assert_eq!(told(of(ObjectKind::Task, json)), ["error missing-field /0"]);
}

#[test]
fn job_data_that_is_not_read_is_kept_as_it_stands() {
    let cases = [
        (r#"{"avatarId": "a", "objectType": "KalturaSpeechToVideoVendorTaskData"}"#, None),
        (
            r#"{"captionAssetId": "1_c", "objectType": "KalturaTranslationVendorTaskData"}"#,
            Some(JobData::Translation { caption_asset_id: "1_c".into() }),
        ),
        (r#"{"assetId": "1_d"}"#, Some(JobData::SignLanguage { asset_id: "1_d".into() })),
    ];
    for (data, expected) in cases {
        let json = format!(
            r#"[{{"id": 5, "partnerId": 1, "entryId": "e", "reachProfileId": 7, "catalogItemId": 8, "status": 1, "taskJobData": {data}}}]"#
        );
        let (objects, _) = read_one(of(ObjectKind::Task, &json));
        assert_eq!(objects.tasks[0].value.job_data, Some(expected.unwrap_or_else(|| JobData::Other(data.into()))));
    }
}
