//! The accounts' configuration, as the platform prints it (`api.md` P25, P30; `catalog.md` C2, C60 to C64; `api.md` A39).

use std::path::Path;
use std::{fs, io};

use serde_json::{Value, json};

use super::model::{Account, Condition, Profile, Question, Rule, Template};
use super::php;
use super::spelling::{self, Spelled, WANTED_TAG};

/// When everything was made, in Unix seconds.
const MADE: u32 = 1_767_225_600;

/// The vendor of all catalog items.
const VENDOR: u32 = 900;

/// The names of a folder's files.
const FILES: [&str; 4] = ["profiles.json", "templates.json", "catalogItems.json", "partnerCatalogItems.json"];

/// A folder of rules: one file for each list of the API.
#[derive(Debug, Clone)]
pub struct Configuration {
    files: Vec<(&'static str, Vec<u8>)>,
}

impl Configuration {
    pub(super) fn print(accounts: &[Account]) -> serde_json::Result<Self> {
        let profiles = list("KalturaReachProfileListResponse", accounts.iter().flat_map(profiles));
        let templates = list("KalturaEventNotificationTemplateListResponse", accounts.iter().flat_map(templates));
        let items = list("KalturaVendorCatalogItemListResponse", accounts.iter().flat_map(items));
        let assignments = accounts.iter().flat_map(assignments).collect();
        let values = [profiles, templates, items, assignments];
        let print = |(name, value): (_, Value)| {
            let mut bytes = Vec::new();
            php::print(&mut bytes, &value).map(|()| (name, bytes))
        };
        Ok(Self { files: FILES.into_iter().zip(values).map(print).collect::<Result<_, _>>()? })
    }

    /// Reads the files of a folder, as [`Workload::write_to`](super::Workload::write_to) wrote them.
    ///
    /// # Errors
    ///
    /// The first file that cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let read = |name: &'static str| fs::read(folder.join(name)).map(|bytes| (name, bytes));
        Ok(Self { files: FILES.into_iter().map(read).collect::<Result<_, _>>()? })
    }

    /// The files: their names and what they hold.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (*name, bytes.as_slice()))
    }

    /// How many bytes they are together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

fn list(class: &str, objects: impl Iterator<Item = Value>) -> Value {
    let objects: Vec<Value> = objects.collect();
    json!({ "totalCount": objects.len(), "objects": objects, "objectType": class })
}

fn profiles(account: &Account) -> impl Iterator<Item = Value> {
    account.profiles.iter().map(|profile| self::profile(account, profile))
}

fn profile(account: &Account, profile: &Profile) -> Value {
    json!({
        "id": profile.id,
        "name": format!("Profile {} of account {}", profile.id % 100, account.id),
        "partnerId": account.id,
        "createdAt": MADE,
        "updatedAt": MADE,
        "status": 2,
        "profileType": 2,
        "defaultOutputFormat": 1,
        "enableMachineModeration": 0,
        "enableHumanModeration": 0,
        "autoDisplayMachineCaptionsOnPlayer": 1,
        "autoDisplayHumanCaptionsOnPlayer": 1,
        "enableMetadataExtraction": 1,
        "enableSpeakerChangeIndication": 0,
        "enableAudioTags": 0,
        "enableProfanityRemoval": 1,
        "maxCharactersPerCaptionLine": 26,
        "contentDeletionPolicy": 1,
        "rules": profile.rules.iter().zip(1..).map(|(rule, number)| self::rule(account, rule, number)).collect::<Vec<_>>(),
        "credit": { "credit": -9999, "fromDate": MADE, "objectType": "KalturaUnlimitedVendorCredit" },
        "usedCredit": 0,
        "dictionaries": [],
        "vendorTaskProcessingRegion": 1,
        "objectType": "KalturaReachProfile",
    })
}

fn rule(account: &Account, rule: &Rule, number: u32) -> Value {
    let ids = |ids: &[u32]| ids.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    let category = |id: &str, value: Value| json!({ "type": "reach.CategoryEntry", "not": false, id: value, "objectType": "KalturaCategoryEntryCondition" });
    let conditions = match &rule.condition {
        Condition::Always => json!([]),
        Condition::Templates(indexes) => {
            let templates: Vec<u32> = indexes.iter().map(|&index| account.templates[index].id).collect();
            json!([{ "not": false, "booleanEventNotificationIds": ids(&templates), "objectType": "KalturaBooleanEventNotificationCondition" }])
        }
        Condition::Categories(categories) => match categories.as_slice() {
            [one] => json!([category("categoryId", json!(one))]),
            several => json!([category("categoryIds", json!(ids(several)))]),
        },
    };
    json!({
        "description": format!("Rule {number}"),
        "actions": [{
            "type": "reach.ADD_ENTRY_VENDOR_TASK",
            "catalogItemIds": ids(&rule.items),
            "entryObjectType": 1,
            "objectType": "KalturaAddEntryVendorTaskAction",
        }],
        "conditions": conditions,
        "stopProcessing": rule.stop_processing,
        "objectType": "KalturaRule",
    })
}

fn templates(account: &Account) -> impl Iterator<Item = Value> {
    account.templates.iter().map(|template| self::template(account, template))
}

fn template(account: &Account, template: &Template) -> Value {
    let (kind, object_type) = match template.question {
        Question::Tag { .. } => ("Tagged", "1"),
        Question::Equality { .. } => ("Ready of a user", "1"),
        Question::Comparison { .. } => ("Ready of a length", "1"),
        Question::Mixed { .. } => ("Of a series or tagged", "1"),
        Question::Asset { .. } => ("Caption ready", "captionAssetEventNotifications.CaptionAsset"),
    };
    json!({
        "id": template.id,
        "partnerId": account.id,
        "name": format!("{kind} {}", template.id),
        "systemName": format!("TEMPLATE_{}", template.id),
        "type": "booleanNotification.Boolean",
        "status": 2,
        "createdAt": MADE,
        "updatedAt": MADE,
        "manualDispatchEnabled": false,
        "automaticDispatchEnabled": false,
        "eventType": "3",
        "eventObjectType": object_type,
        "eventConditions": spelling::conditions(template).iter().map(condition).collect::<Vec<_>>(),
        "contentParameters": [],
        "userParameters": spelling::wanted_tag(template).iter().map(|tag| parameter(WANTED_TAG, tag)).collect::<Vec<_>>(),
        "objectType": "KalturaBooleanNotificationTemplate",
    })
}

fn condition(spelled: &Spelled) -> Value {
    json!({
        "type": "eventNotification.BooleanField",
        "not": spelled.not,
        "field": { "code": spelled.code, "objectType": "KalturaEvalBooleanField" },
        "objectType": "KalturaEventFieldCondition",
    })
}

fn parameter(key: &str, value: &str) -> Value {
    json!({
        "key": key,
        "value": { "value": value, "objectType": "KalturaStringValue" },
        "objectType": "KalturaEventNotificationParameter",
    })
}

fn items(account: &Account) -> impl Iterator<Item = Value> {
    account.items().map(|id| {
        json!({
            "id": id,
            "vendorPartnerId": VENDOR,
            "name": format!("Machine captions {}", id % 100),
            "systemName": format!("MACHINE_CAPTIONS_{id}"),
            "createdAt": MADE,
            "updatedAt": MADE,
            "status": 2,
            "serviceType": 2,
            "serviceFeature": 1,
            "turnAroundTime": 86_400,
            "pricing": {
                "pricePerUnit": 0.25,
                "priceFunction": "kReachUtils::calcPricePerMinute",
                "objectType": "KalturaVendorCatalogItemPricing",
            },
            "sourceLanguage": "English",
            "allowResubmission": false,
            "payPerUse": false,
            "stage": 1,
            "outputFormat": 1,
            "enableSpeakerId": 0,
            "objectType": "KalturaVendorCaptionsCatalogItem",
        })
    })
}

fn assignments(account: &Account) -> impl Iterator<Item = Value> {
    account.items().map(|id| json!({ "partnerId": account.id, "catalogItemId": id, "status": 2 }))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::workload::{Size, Workload};

    use super::*;

    fn file(configuration: &Configuration, name: &str) -> Value {
        let (_, bytes) = configuration.files().find(|(file, _)| *file == name).unwrap();
        serde_json::from_slice(bytes).unwrap()
    }

    fn ids<'a>(objects: impl IntoIterator<Item = &'a Value>) -> HashSet<String> {
        objects.into_iter().map(|object| object["id"].to_string()).collect()
    }

    /// Every object in a value, at any depth.
    fn objects<'v>(value: &'v Value, found: &mut Vec<&'v serde_json::Map<String, Value>>) {
        match value {
            Value::Array(elements) => elements.iter().for_each(|element| objects(element, found)),
            Value::Object(members) => {
                found.push(members);
                members.values().for_each(|member| objects(member, found));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn what_rules_name_is_there() {
        let configuration = Workload::with_events(Size::W1k, 0).unwrap().configuration;
        let [profiles, templates, items] = ["profiles.json", "templates.json", "catalogItems.json"]
            .map(|name| file(&configuration, name)["objects"].as_array().unwrap().clone());
        let (template_ids, item_ids) = (ids(&templates), ids(&items));
        assert_eq!((ids(&profiles).len(), template_ids.len(), item_ids.len()), (40, 790, 400));
        let assigned = file(&configuration, "partnerCatalogItems.json");
        assert_eq!(assigned.as_array().unwrap().iter().map(|item| item["catalogItemId"].to_string()).collect::<HashSet<_>>(), item_ids);
        let mut rules = 0;
        for rule in profiles.iter().flat_map(|profile| profile["rules"].as_array().unwrap()) {
            rules += 1;
            let named =
                rule["conditions"].as_array().unwrap().iter().filter_map(|condition| condition["booleanEventNotificationIds"].as_str());
            assert!(named.flat_map(|ids| ids.split(',')).all(|id| template_ids.contains(id)));
            let ordered = rule["actions"][0]["catalogItemIds"].as_str().unwrap();
            assert!(ordered.split(',').all(|id| item_ids.contains(id)));
        }
        assert_eq!(rules, 1_000);
    }

    #[test]
    fn lists_are_printed_as_the_platform_prints_them() {
        let configuration = Workload::with_events(Size::W100, 0).unwrap().configuration;
        for name in ["profiles.json", "templates.json", "catalogItems.json"] {
            let list = file(&configuration, name);
            assert_eq!(list["totalCount"], list["objects"].as_array().unwrap().len());
            let mut found = Vec::new();
            objects(&list, &mut found);
            assert!(found.iter().all(|object| object.keys().next_back().is_some_and(|key| key == "objectType")));
        }
    }
}
