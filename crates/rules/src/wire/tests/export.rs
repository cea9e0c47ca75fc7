//! An export as the platform prints it, `objectType` last: what the other tests begin with.

use crate::ids::{CategoryId, ItemId, TemplateId};
use crate::model::{Condition, CreditKind, Frequency, JobData, ObjectType, Status, TaskStatus};
use crate::platform::EventType;
use crate::problem::Source;
use crate::wire::{EventField, Operand, Parameter, ParameterValue, Test};

use super::read_one;

/// Everything that counts has a value of its own, so that its loss shows.
pub(super) const EXPORT: &str = r#"{
  "totalCount": 6,
  "objects": [
    {
      "id": 77, "name": "Lectures", "partnerId": 2001, "createdAt": 1767225600, "updatedAt": 1767225600, "status": 2, "profileType": 2,
      "defaultOutputFormat": 1, "enableMachineModeration": 1, "enableHumanModeration": 1, "autoDisplayMachineCaptionsOnPlayer": 1,
      "autoDisplayHumanCaptionsOnPlayer": 1, "labelAdditionForHumanServiceType": "(human)", "labelAdditionForMachineServiceType": "(auto)",
      "rules": [
        {
          "description": "tagged lectures",
          "conditions": [
            {"type": "booleanNotification.BooleanEventNotification", "not": true, "booleanEventNotificationIds": "5120, 5121",
             "objectType": "KalturaBooleanEventNotificationCondition"},
            {"type": "reach.CategoryEntry", "not": true, "categoryIds": "301,302", "categoryUserPermission": 2, "comparison": "5",
             "objectType": "KalturaCategoryEntryCondition"}
          ],
          "actions": [
            {"type": "reach.ADD_ENTRY_VENDOR_TASK", "catalogItemIds": "12,13", "entryObjectType": 2,
             "objectType": "KalturaAddEntryVendorTaskAction"}
          ],
          "stopProcessing": true,
          "objectType": "KalturaRule"
        },
        {
          "description": "one channel",
          "conditions": [{"categoryId": 303, "objectType": "KalturaCategoryEntryCondition"}],
          "actions": [{"catalogItemIds": "12", "objectType": "KalturaAddEntryVendorTaskAction"}],
          "objectType": "KalturaRule"
        }
      ],
      "credit": {"credit": 1000.5, "fromDate": 1767225600, "toDate": 1798761599, "frequency": "month", "overageCredit": 50, "addOn": 25,
                 "lastSyncTime": 1767225601, "syncedCredit": 3.25, "periodStartDate": 1767225602, "periodEndDate": 1769903999,
                 "initialOverageCredit": 40, "objectType": "KalturaReoccurringVendorCredit"},
      "usedCredit": 12.75,
      "dictionaries": [{"language": "English", "data": "mitosis\nribosome", "objectType": "KalturaDictionary"}],
      "flavorParamsIds": "487,488",
      "objectType": "KalturaReachProfile"
    },
    {
      "id": 5120, "partnerId": 2001, "name": "Lectures", "type": "booleanNotification.Boolean", "status": 1,
      "manualDispatchEnabled": false, "automaticDispatchEnabled": true, "eventType": "3", "eventObjectType": "1",
      "eventConditions": [
        {"not": true, "field": {"code": "$scope->getObject()->getStatus() == 2", "objectType": "KalturaEvalBooleanField"},
         "objectType": "KalturaEventFieldCondition"},
        {"field": {"code": "$scope->getObject()->getUserId()", "objectType": "KalturaEvalStringField"}, "matchType": 1,
         "values": [{"value": "anna", "objectType": "KalturaStringValue"}], "objectType": "KalturaFieldMatchCondition"},
        {"conditions": [
           {"field": {"offset": -60, "objectType": "KalturaTimeContextField"}, "comparison": 2,
            "value": {"value": 1767225600, "objectType": "KalturaIntegerValue"}, "objectType": "KalturaFieldCompareCondition"},
           {"modifiedColumns": "entry.TAGS", "objectType": "KalturaEventObjectChangedCondition"}
         ], "objectType": "KalturaOrCondition"},
        {"xPath": "Dept", "profileId": 71, "values": [{"value": "Biology", "objectType": "KalturaStringValue"}], "matchType": 1,
         "objectType": "KalturaMatchMetadataCondition"},
        {"xPath": "Term", "profileId": 72, "comparison": 3, "value": {"offset": 5, "objectType": "KalturaTimeContextField"},
         "objectType": "KalturaCompareMetadataCondition"}
      ],
      "contentParameters": [{"key": "tag", "description": "", "value": {"value": "lecture", "objectType": "KalturaStringValue"},
                             "objectType": "KalturaEventNotificationParameter"}],
      "userParameters": [{"key": "langs", "values": [{"value": "en", "objectType": "KalturaString"}],
                          "objectType": "KalturaEventNotificationArrayParameter"}],
      "objectType": "KalturaBooleanNotificationTemplate"
    },
    {
      "id": 12, "vendorPartnerId": 900, "name": "Captions", "status": 1, "serviceType": 2, "serviceFeature": 1, "turnAroundTime": 1800,
      "pricing": {"pricePerUnit": 1.5, "priceFunction": "kReachUtils::calcPricePerMinute", "objectType": "KalturaVendorCatalogItemPricing"},
      "sourceLanguage": "English", "targetLanguage": "Spanish", "payPerUse": true, "vendorData": "{\"linked_catalog_items\":\"13, 14\"}",
      "adminTagsToExclude": "draft, internal", "fixedPriceAddons": 4, "maxVideoDuration": 3600, "startTimeBuffer": 60,
      "endTimeBuffer": 30, "minimalRefundTime": 90, "objectType": "KalturaVendorCaptionsCatalogItem"
    },
    {
      "id": 9001, "partnerId": 2001, "vendorPartnerId": 900, "entryId": "1_lecture", "status": 9, "reachProfileId": 77, "catalogItemId": 12,
      "price": 3.5, "entryObjectType": 2, "unitsUsed": 61000, "version": 4, "context": "303", "creationMode": 1, "userId": "anna",
      "serviceType": 2, "serviceFeature": 8, "turnAroundTime": 1800, "dictionary": "mitosis", "isRequestModerated": true,
      "errDescription": "late", "createdAt": 1767225603, "updatedAt": 1767225604, "queueTime": 1767225605, "finishTime": 1767225606,
      "expectedFinishTime": 1767225607,
      "taskJobData": {"scheduledEventId": 61, "startDate": 1767225608, "endDate": 1767225609, "entryDuration": 1000,
                      "objectType": "KalturaScheduledVendorTaskData"},
      "objectType": "KalturaEntryVendorTask"
    }
  ],
  "objectType": "KalturaListResponse"
}"#;

pub(super) const ASSIGNMENTS: &str = r#"[{"id": 1, "partnerId": 2001, "catalogItemId": 12, "status": 1, "defaultReachProfileId": 77}, {"partnerId": 2001, "catalogItemId": 13, "status": 3}]"#;

#[test]
fn a_good_export_is_read_without_a_word() {
    let (objects, problems) = read_one(Source::file("export.json", EXPORT.as_bytes()));
    assert_eq!(problems, []);
    assert_eq!([objects.profiles.len(), objects.templates.len(), objects.items.len(), objects.tasks.len()], [1; 4]);
    assert!(objects.assignments.is_none());
}

#[test]
fn a_profile_is_what_is_printed() {
    let (objects, _) = read_one(Source::file("export.json", EXPORT.as_bytes()));
    let profile = &objects.profiles[0].profile;
    assert_eq!((profile.id.0, profile.partner.0, profile.status), (77, 2001, Status::Active));
    assert_eq!(profile.used_credit.to_string(), "12.75");
    let credit = profile.credit.as_ref().unwrap();
    assert_eq!(credit.kind, CreditKind::Reoccurring { to_date: 1_798_761_599, frequency: Frequency::Month });
    assert_eq!(credit.credit.to_string(), "1000.5");
    let [first, second] = &profile.rules[..] else { panic!("{:?}", profile.rules) };
    assert!(first.stop_processing && !first.unusable && !second.stop_processing);
    assert_eq!(first.conditions[0], Condition::Boolean { templates: [TemplateId(5120), TemplateId(5121)].into(), not: true });
    assert_eq!((&*first.actions[0].items, first.actions[0].object_type), (&[ItemId(12), ItemId(13)][..], ObjectType::Asset));
    let Condition::Category(category) = &second.conditions[0] else { panic!("{second:?}") };
    assert_eq!(&*category.categories, [CategoryId(303)]);
}

#[test]
fn a_template_is_what_is_printed() {
    let (objects, _) = read_one(Source::file("export.json", EXPORT.as_bytes()));
    let template = &objects.templates[0];
    assert_eq!(template.about(), "template 5120 \"Lectures\"");
    assert_eq!((template.event_type, template.status), (Some(EventType::ObjectChanged), Status::Disabled));
    assert!(template.is_boolean && !template.unusable && template.conditions[0].not);
    let Test::Field(code) = &template.conditions[0].test else { panic!("{template:?}") };
    assert_eq!(code.text, "$scope->getObject()->getStatus() == 2");
    assert!(EXPORT[code.at.offset as usize..].starts_with("\"$scope->getObject()->getStatus() == 2\""));
    let Test::Match { field: EventField::Code(Some(code)), values, all: false } = &template.conditions[1].test else {
        panic!("{template:?}")
    };
    assert_eq!((&*code.text, &values[..]), ("$scope->getObject()->getUserId()", &[Operand::Text("anna".into())][..]));
    let parameter = |key: &'static str, text: &'static str| Parameter { key: key.into(), value: ParameterValue::Text(text.into()) };
    assert_eq!(template.parameters, [parameter("tag", "lecture"), parameter("langs", "en")]);
}

#[test]
fn an_item_and_a_task_are_what_is_printed() {
    let (objects, _) = read_one(Source::file("export.json", EXPORT.as_bytes()));
    let item = &objects.items[0].value;
    assert_eq!(
        (item.feature.name, item.pricing.and_then(|pricing| pricing.price_per_unit).unwrap().to_string()),
        ("CAPTIONS", "1.5".into())
    );
    assert_eq!(&*item.linked_items, [ItemId(13), ItemId(14)]);
    assert_eq!(&*item.admin_tags_to_exclude, ["draft".into(), "internal".into()]);
    let task = &objects.tasks[0].value;
    assert_eq!((task.status, task.price.to_string(), task.version), (TaskStatus::Scheduled, "3.5".into(), 4));
    let data = JobData::Scheduled {
        scheduled_event_id: Some(61),
        start_date: Some(1_767_225_608),
        end_date: Some(1_767_225_609),
        entry_duration: Some(1000),
    };
    assert_eq!(task.job_data, Some(data));
}

#[test]
fn assignments_are_read_by_the_name_of_their_file() {
    let (objects, problems) = read_one(Source::file("rules/partnerCatalogItems.json", ASSIGNMENTS.as_bytes()));
    assert_eq!(problems, []);
    let read: Vec<_> =
        objects.assignments.unwrap().iter().map(|placed| (placed.value.id, placed.value.item.0, placed.value.status)).collect();
    assert_eq!(read, [(Some(1), 12, Status::Disabled), (None, 13, Status::Deleted)]);
}
