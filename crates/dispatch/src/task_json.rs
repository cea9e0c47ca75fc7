//! A task as the platform's API prints it (`KalturaEntryVendorTask`).

use reach_rules::Credits;
use reach_rules::model::{JobData, Task};
use serde_json::{Map, Number, Value, json};

/// The task in the API's fields; null ones are left out, numbers are numbers, `objectType` comes last.
pub fn task_json(task: &Task) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            fields.insert(name.to_owned(), value);
        }
    };
    put("id", json!(task.id.0));
    put("partnerId", json!(task.partner.0));
    put("vendorPartnerId", json!(task.vendor_partner.map(|partner| partner.0)));
    put("createdAt", json!(task.created_at));
    put("updatedAt", json!(task.updated_at));
    put("queueTime", json!(task.queue_time));
    put("finishTime", json!(task.finish_time));
    put("entryId", json!(task.entry_id));
    put("status", json!(task.status.number()));
    put("reachProfileId", json!(task.profile.0));
    put("catalogItemId", json!(task.item.0));
    put("price", amount(task.price));
    put("userId", json!(task.user_id));
    put("errDescription", json!(task.err_description));
    put("version", json!(task.version));
    put("context", json!(task.context));
    put("dictionary", json!(task.dictionary));
    put("creationMode", json!(task.creation_mode.number()));
    put("taskJobData", task.job_data.as_ref().map_or(Value::Null, job_data_json));
    put("expectedFinishTime", json!(task.expected_finish_time));
    put("serviceType", json!(task.service_type));
    put("serviceFeature", json!(task.service_feature));
    put("turnAroundTime", json!(task.turn_around_time));
    put("entryObjectType", json!(task.object_type.number()));
    put("unitsUsed", json!(task.units_used));
    put("oldPrice", task.old_price.map_or(Value::Null, amount));
    put("objectType", json!("KalturaEntryVendorTask"));
    Value::Object(fields)
}

/// An amount as the platform's number: whole ones without a fraction.
fn amount(credits: Credits) -> Value {
    let number = credits.to_f64();
    if number.fract() == 0.0 && number.abs() < 9e15 {
        json!(number as i64)
    } else {
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}

/// `taskJobData`; members that are null are left out.
fn job_data_json(data: &JobData) -> Value {
    let (class, members) = match data {
        JobData::Translation { caption_asset_id } => {
            (Some("KalturaTranslationVendorTaskData"), vec![("captionAssetId", json!(caption_asset_id))])
        }
        JobData::IntelligentTagging { asset_id } => (Some("KalturaIntelligentTaggingVendorTaskData"), vec![("assetId", json!(asset_id))]),
        JobData::SignLanguage { asset_id } => (None, vec![("assetId", json!(asset_id))]),
        JobData::Scheduled { scheduled_event_id, start_date, end_date, entry_duration } => (
            Some("KalturaScheduledVendorTaskData"),
            vec![
                ("entryDuration", json!(entry_duration)),
                ("scheduledEventId", json!(scheduled_event_id)),
                ("startDate", json!(start_date)),
                ("endDate", json!(end_date)),
            ],
        ),
        JobData::Other(text) => return serde_json::from_str(text).unwrap_or(Value::Null),
    };
    let members = members.into_iter().chain(class.map(|class| ("objectType", json!(class))));
    members.filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

/// The JSON text of job data: what is not read is kept as it stands.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) fn job_data_text(data: &JobData) -> String {
    match data {
        JobData::Other(text) => text.as_ref().to_owned(),
        JobData::Translation { .. } | JobData::IntelligentTagging { .. } | JobData::SignLanguage { .. } | JobData::Scheduled { .. } => {
            job_data_json(data).to_string()
        }
    }
}

/// The job data of such a text.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) fn job_data_of(text: &str) -> JobData {
    let data: Value = serde_json::from_str(text).unwrap_or_default();
    let text_of = |name: &str| data.get(name).and_then(Value::as_str).map(Box::from);
    let number_of = |name: &str| data.get(name).and_then(Value::as_i64);
    let members = data.as_object().map_or(0, Map::len);
    let known = match data.get("objectType").and_then(Value::as_str) {
        Some("KalturaTranslationVendorTaskData") => {
            text_of("captionAssetId").map(|caption_asset_id| JobData::Translation { caption_asset_id })
        }
        Some("KalturaIntelligentTaggingVendorTaskData") => text_of("assetId").map(|asset_id| JobData::IntelligentTagging { asset_id }),
        Some("KalturaScheduledVendorTaskData") => Some(JobData::Scheduled {
            scheduled_event_id: number_of("scheduledEventId"),
            start_date: number_of("startDate"),
            end_date: number_of("endDate"),
            entry_duration: number_of("entryDuration"),
        }),
        None if members == 1 => text_of("assetId").map(|asset_id| JobData::SignLanguage { asset_id }),
        Some(_) | None => None,
    };
    known.unwrap_or_else(|| JobData::Other(text.into()))
}

#[cfg(test)]
mod tests {
    use reach_rules::TaskId;
    use reach_rules::model::TaskStatus;

    use super::*;
    use crate::testing::task;

    #[test]
    fn a_task_is_printed_without_what_it_lacks_and_with_its_class_last() {
        let mut printed = task(5, 1, TaskStatus::Pending);
        printed.price = Credits::parse("2.50").unwrap();
        let json = task_json(&printed);
        let expected = json!({
            "id": 5, "partnerId": 101, "vendorPartnerId": 900, "entryId": "0_entry", "status": 1, "reachProfileId": 77,
            "catalogItemId": 1, "price": 2.5, "version": 0, "creationMode": 2, "serviceType": 2, "turnAroundTime": 86_400,
            "entryObjectType": 1, "objectType": "KalturaEntryVendorTask",
        });
        assert_eq!(json, expected);
        assert_eq!(json.as_object().unwrap().keys().next_back().unwrap(), "objectType");
        printed.id = TaskId(i64::MAX);
        printed.price = Credits::whole(3);
        assert!(task_json(&printed).to_string().contains(r#""id":9223372036854775807"#));
        assert_eq!(task_json(&printed)["price"].to_string(), "3");
    }

    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    #[test]
    fn job_data_is_read_back_as_it_was_written() {
        let scheduled = JobData::Scheduled { scheduled_event_id: Some(7), start_date: None, end_date: Some(-1), entry_duration: Some(3) };
        let nothing = JobData::Scheduled { scheduled_event_id: None, start_date: None, end_date: None, entry_duration: None };
        let cases = [
            JobData::Translation { caption_asset_id: "1_\u{0}\"é".into() },
            JobData::IntelligentTagging { asset_id: "".into() },
            JobData::SignLanguage { asset_id: "1_a".into() },
            scheduled,
            nothing,
            JobData::Other(r#"{"objectType":"KalturaQuizVendorTaskData",  "numberOfQuestions": 1e400}"#.into()),
            JobData::Other(r#"{"objectType":"KalturaTranslationVendorTaskData"}"#.into()),
            JobData::Other(r#"{"assetId":"1_a","more":1}"#.into()),
            JobData::Other("[1]".into()),
            JobData::Other("no JSON".into()),
        ];
        for data in cases {
            assert_eq!(job_data_of(&job_data_text(&data)), data);
        }
    }
}
