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
    if number.fract() == 0.0 && number.abs() < 9e15 { json!(number as i64) } else { Number::from_f64(number).map_or(Value::Null, Value::Number) }
}

/// `taskJobData`; members that are null are left out.
pub(crate) fn job_data_json(data: &JobData) -> Value {
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

/// The data of a JSON text, as [`job_data_json`] prints it; `None` when it is no JSON object.
#[cfg(feature = "sqlite")]
pub(crate) fn job_data_of(text: &str) -> Option<JobData> {
    let data: Value = serde_json::from_str(text).ok()?;
    let fields = data.as_object()?;
    let text_of = |name: &str| fields.get(name).and_then(Value::as_str).map(Box::from);
    let number_of = |name: &str| fields.get(name).and_then(Value::as_i64);
    let known = match (fields.get("objectType").and_then(Value::as_str), text_of("assetId")) {
        (Some("KalturaTranslationVendorTaskData"), _) => text_of("captionAssetId").map(|caption_asset_id| JobData::Translation { caption_asset_id }),
        (Some("KalturaIntelligentTaggingVendorTaskData"), Some(asset_id)) => Some(JobData::IntelligentTagging { asset_id }),
        (None, Some(asset_id)) if fields.len() == 1 => Some(JobData::SignLanguage { asset_id }),
        (Some("KalturaScheduledVendorTaskData"), _) => Some(JobData::Scheduled {
            scheduled_event_id: number_of("scheduledEventId"),
            start_date: number_of("startDate"),
            end_date: number_of("endDate"),
            entry_duration: number_of("entryDuration"),
        }),
        _ => None,
    };
    Some(known.unwrap_or_else(|| JobData::Other(text.into())))
}
