//! Each mutation of a good export loads with the same meaning or is told with its place (`users.md`, need 7).

use serde_json::{Value, json};

use crate::problem::Source;
use crate::wire::Objects;

use super::export::{ASSIGNMENTS, EXPORT};
use super::{meaning, read_one};

/// Fields whose absence is a value like any other: the default of the platform.
const OPTIONAL: &[&str] = &[
    "not",
    "status",
    "name",
    "description",
    "stopProcessing",
    "entryObjectType",
    "comparison",
    "matchType",
    "offset",
    "overageCredit",
    "addOn",
    "lastSyncTime",
    "syncedCredit",
    "periodStartDate",
    "periodEndDate",
    "initialOverageCredit",
    "usedCredit",
    "dictionaries",
    "flavorParamsIds",
    "enableMachineModeration",
    "enableHumanModeration",
    "autoDisplayMachineCaptionsOnPlayer",
    "autoDisplayHumanCaptionsOnPlayer",
    "labelAdditionForHumanServiceType",
    "labelAdditionForMachineServiceType",
    "contentParameters",
    "userParameters",
    "sourceLanguage",
    "targetLanguage",
    "payPerUse",
    "vendorData",
    "adminTagsToExclude",
    "fixedPriceAddons",
    "maxVideoDuration",
    "startTimeBuffer",
    "endTimeBuffer",
    "minimalRefundTime",
    // Of a task.
    "vendorPartnerId",
    "price",
    "unitsUsed",
    "version",
    "context",
    "creationMode",
    "userId",
    "serviceType",
    "serviceFeature",
    "turnAroundTime",
    "dictionary",
    "isRequestModerated",
    "errDescription",
    "createdAt",
    "updatedAt",
    "queueTime",
    "finishTime",
    "expectedFinishTime",
    "taskJobData",
    "scheduledEventId",
    "startDate",
    "endDate",
    "entryDuration",
    // Of an assignment.
    "id",
];

/// Texts that may say anything, so another one is not wrong.
const FREE_TEXTS: &[&str] = &[
    "name",
    "description",
    "labelAdditionForHumanServiceType",
    "labelAdditionForMachineServiceType",
    "flavorParamsIds",
    "language",
    "data",
    "code",
    "xPath",
    "modifiedColumns",
    "key",
    "value",
    "sourceLanguage",
    "targetLanguage",
    "vendorData",
    "adminTagsToExclude",
    "entryId",
    "context",
    "userId",
    "dictionary",
    "errDescription",
];

/// Amounts, which may be fractions.
const AMOUNTS: &[&str] = &[
    "credit",
    "usedCredit",
    "overageCredit",
    "addOn",
    "syncedCredit",
    "initialOverageCredit",
    "pricePerUnit",
    "fixedPriceAddons",
    "price",
];

/// A member of an object somewhere in a document: the pointer of the object, and its name.
fn members(value: &Value) -> Vec<(String, String)> {
    fn walk(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
        match value {
            Value::Array(elements) => {
                elements.iter().enumerate().for_each(|(index, element)| walk(element, &format!("{path}/{index}"), found));
            }
            Value::Object(members) => {
                for (name, member) in members {
                    found.push((path.to_owned(), name.clone()));
                    walk(member, &format!("{path}/{name}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}

/// What a mutation of a member comes to: the names of those that change the meaning without a word near by.
fn silent(mutate: impl Fn(&mut serde_json::Map<String, Value>, &str) -> bool) -> Vec<String> {
    let mut silent = Vec::new();
    for (file, text) in [("export.json", EXPORT), ("partnerCatalogItems.json", ASSIGNMENTS)] {
        let original: Value = serde_json::from_str(text).unwrap();
        let expected = read_meaning(file, text).0;
        for (path, name) in members(&original) {
            let mut mutant = original.clone();
            let object = mutant.pointer_mut(&path).and_then(Value::as_object_mut).unwrap();
            if !mutate(object, &name) {
                continue;
            }
            let (found, places) = read_meaning(file, &mutant.to_string());
            let is_near = |place: &String| place.starts_with(&path) || path.starts_with(place.as_str());
            if found != expected && !places.iter().any(is_near) {
                silent.push(format!("{path}/{name}"));
            }
        }
    }
    silent
}

fn read_meaning(file: &str, text: &str) -> (String, Vec<String>) {
    let (objects, problems): (Objects<'_>, _) = read_one(Source::file(file, text.as_bytes()));
    assert!(problems.iter().all(|problem| &*problem.place.file == file && problem.place.line >= 1));
    (meaning(&objects), problems.into_iter().map(|problem| problem.place.pointer.into()).collect())
}

#[test]
fn a_dropped_field_has_its_default_or_is_told() {
    let silent = silent(|object, name| !OPTIONAL.contains(&name) && object.remove(name).is_some());
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn a_nulled_field_has_its_default_or_is_told() {
    let silent = silent(|object, name| !OPTIONAL.contains(&name) && object.insert(name.to_owned(), Value::Null).is_some());
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn a_value_of_another_type_is_told() {
    for wrong in [json!(1.5), json!("?!"), json!(true), json!([]), json!({}), json!([[]]), json!(99_999_999_999_999_999_999_u128 as f64)] {
        let silent = silent(|object, name| {
            let is_free = FREE_TEXTS.contains(&name) && !wrong.is_object() && !wrong.is_array();
            let is_flag = wrong.is_boolean() && object.get(name).is_some_and(|value| value.is_boolean() || value == 1);
            let is_amount = wrong.is_number() && AMOUNTS.contains(&name) && object.get(name).is_some_and(Value::is_number);
            // An empty list is a list.
            let is_list = wrong == json!([]) && object.get(name).is_some_and(Value::is_array);
            !is_free && !is_amount && !is_flag && !is_list && object.insert(name.to_owned(), wrong.clone()).is_some()
        });
        assert_eq!(silent, Vec::<String>::new(), "{wrong}");
    }
}

#[test]
fn a_misspelt_name_is_told() {
    let misspellings: [fn(&str) -> String; 3] = [
        |name| name.get(..name.len() - 1).unwrap_or_default().to_owned(),
        |name| format!("{name}s"),
        |name| {
            let mut letters: Vec<char> = name.chars().collect();
            let last = letters.len() - 1;
            letters.swap(last - 1, last);
            letters.into_iter().collect()
        },
    ];
    for misspell in misspellings {
        let silent = silent(|object, name| {
            let misspelt = misspell(name);
            // `categoryId` and `categoryIds` are both names.
            if object.contains_key(&misspelt) || name.starts_with("categoryId") || misspelt == name {
                return false;
            }
            let value = object.remove(name).unwrap_or_default();
            object.insert(misspelt, value);
            true
        });
        assert_eq!(silent, Vec::<String>::new());
    }
}

#[test]
fn a_field_that_stands_twice_is_told() {
    for (field, pointer) in [
        (r#""status": 2, "#, "/objects/0/status"),
        (r#""stopProcessing": true,"#, "/objects/0/rules/0/stopProcessing"),
        (r#""catalogItemIds": "12,13", "#, "/objects/0/rules/0/actions/0/catalogItemIds"),
        (r#""pricePerUnit": 1.5, "#, "/objects/2/pricing/pricePerUnit"),
    ] {
        let text = EXPORT.replacen(field, &field.repeat(2), 1).replacen(&field.trim_end().repeat(2), &format!("{field} {field}"), 1);
        let (_, problems) = read_one(Source::file("export.json", text.as_bytes()));
        let told: Vec<_> = problems.iter().map(|problem| (problem.kind.id(), &*problem.place.pointer)).collect();
        assert_eq!(told, [("duplicate-field", pointer)]);
    }
}
