//! How fast the reader is, as a ratio to `serde_json` over the same bytes in the same run.
//!
//! `cargo run --release -p reach-rawjson --example speed`

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::borrow::Cow;
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use reach_rawjson::{Fields, Key, Reader, Text, parse};
use serde::Deserialize;

/// So few that a round is shorter than the time a busy machine gives to one process.
const MESSAGES: usize = 400;
const ROUNDS: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let messages: Vec<Vec<u8>> = (0..MESSAGES).map(message).collect();
    let bytes: usize = messages.iter().map(Vec::len).sum();
    println!("{MESSAGES} messages of {} bytes on average", bytes / MESSAGES);
    for message in &messages {
        let (theirs, ours) = (typed_status(message)?, fields_status(message)?);
        if theirs != ours {
            return Err(format!("status {theirs:?} is read as {ours:?}").into());
        }
    }

    let typed = best(|| each(&messages, typed_status))?;
    let per_message = |nanoseconds: f64| nanoseconds / MESSAGES as f64;
    println!("serde_json, typed, both layers   {:8.0} ns  1.000", per_message(typed));
    let report = |name: &str, nanoseconds: f64| println!("{name:32} {:8.0} ns  {:.3}", per_message(nanoseconds), nanoseconds / typed);
    report("UTF-8 alone", best(|| each(&messages, |message| std::str::from_utf8(message)))?);
    report("validate the envelope", best(|| each(&messages, parse))?);
    report("envelope and embedded fields", best(|| each(&messages, fields))?);
    report("and ten members, decoded", best(|| each(&messages, ten_members))?);

    let config = configuration();
    println!("configuration of {} bytes", config.len());
    let value = best(|| serde_json::from_slice::<serde_json::Value>(&config))?;
    println!("serde_json::Value                {:8.1} ms  1.000", value / 1e6);
    let report = |name: &str, nanoseconds: f64| println!("{name:32} {:8.1} ms  {:.3}", nanoseconds / 1e6, nanoseconds / value);
    report("parse", best(|| parse(&config))?);
    report("parse, then every rule's members", best(|| parse(&config).map(walk))?);
    Ok(())
}

/// Does `work` with every message.
fn each<'m, T, E>(messages: &'m [Vec<u8>], work: impl Fn(&'m [u8]) -> Result<T, E>) -> Result<(), E> {
    messages.iter().try_for_each(|message| {
        black_box(work(message)?);
        Ok(())
    })
}

/// The best of several rounds, in nanoseconds.
fn best<T, E>(mut work: impl FnMut() -> Result<T, E>) -> Result<f64, E> {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(work()?);
        best = best.min(start.elapsed().as_nanos() as f64);
    }
    Ok(best)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Outer<'a> {
    #[serde(borrow)]
    object_type: Cow<'a, str>,
    partner_id: i64,
    #[serde(borrow)]
    object: Cow<'a, str>,
    #[serde(borrow)]
    modified_columns: Vec<Cow<'a, str>>,
}

impl Default for Outer<'_> {
    fn default() -> Self {
        Self { object_type: "".into(), partner_id: 0, object: "".into(), modified_columns: Vec::new() }
    }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Inner {
    status: i64,
    media_type: i64,
    ms_duration: i64,
    access_control_id: i64,
    accuracy: i64,
    category_id: i64,
    user_id: String,
    name: String,
    tags: String,
    label: String,
}

fn typed_status(message: &[u8]) -> Result<i64, serde_json::Error> {
    let outer: Outer<'_> = serde_json::from_slice(message)?;
    let inner: Inner = serde_json::from_str(&outer.object)?;
    black_box((outer.object_type, outer.partner_id, outer.modified_columns));
    black_box((inner.media_type, inner.ms_duration, inner.access_control_id, inner.accuracy, inner.category_id));
    black_box((inner.user_id, inner.name, inner.tags, inner.label));
    Ok(inner.status)
}

#[derive(Default)]
struct Envelope<'a> {
    object_type: Option<Text<'a>>,
    partner_id: i64,
    object: Fields<'a>,
    modified_columns: Vec<Text<'a>>,
}

fn fields(message: &[u8]) -> Result<Envelope<'_>, reach_rawjson::Error> {
    let mut envelope = Envelope::default();
    let mut reader = Reader::new(message)?;
    reader.object(|key, reader| {
        match key.plain() {
            Some("objectType") => envelope.object_type = Some(reader.text()?),
            Some("partnerId") => envelope.partner_id = reader.number()?.value().as_f64() as i64,
            Some("object") => envelope.object = reader.embedded_fields()?,
            Some("modifiedColumns") => reader.array(|reader| {
                envelope.modified_columns.push(reader.text()?);
                Ok::<_, reach_rawjson::Error>(())
            })?,
            _ => reader.skip()?,
        }
        Ok::<_, reach_rawjson::Error>(())
    })?;
    reader.end()?;
    Ok(envelope)
}

fn integer(fields: &Fields<'_>, key: &Key<'_>) -> i64 {
    fields.get(key).and_then(|value| value.as_number()).map_or(0, |number| number.as_f64() as i64)
}

const STATUS: Key<'static> = Key::new("status");

fn fields_status(message: &[u8]) -> Result<i64, reach_rawjson::Error> {
    Ok(integer(&fields(message)?.object, &STATUS))
}

fn ten_members(message: &[u8]) -> Result<(i64, usize), reach_rawjson::Error> {
    const INTEGERS: [Key<'static>; 6] = [
        Key::new("status"),
        Key::new("mediaType"),
        Key::new("msDuration"),
        Key::new("accessControlId"),
        Key::new("accuracy"),
        Key::new("categoryId"),
    ];
    const TEXTS: [Key<'static>; 4] = [Key::new("userId"), Key::new("name"), Key::new("tags"), Key::new("label")];
    let envelope = fields(message)?;
    let sum = INTEGERS.iter().map(|key| integer(&envelope.object, key)).sum();
    let texts = TEXTS.iter().filter_map(|key| envelope.object.get(key)?.as_str()).map(|text| text.decode().len()).sum();
    Ok((sum, texts))
}

fn walk(raw: reach_rawjson::Raw<'_>) -> usize {
    raw.members().flat_map(|(_, list)| list.elements()).map(|element| element.members().count()).sum()
}

/// A platform message: an entry that became ready, as PHP prints it.
fn message(number: usize) -> Vec<u8> {
    let object = entry(number);
    let outer = format!(
        r#"{{"uniqueId":"{}","eventTime":"2026-08-0{} 10:15:{}","eventType":"kObjectChangedEvent","objectType":"KalturaMediaEntry","partnerId":{},"virtualEventId":null,"object":{},"modifiedColumns":["entry.STATUS","entry.UPDATED_AT"],"oldValues":{{"entry.STATUS":1,"entry.UPDATED_AT":{}}}}}"#,
        1_000_000_007 * (number + 1) % 4_294_967_291,
        1 + number % 9,
        10 + number % 50,
        1001 + number % 50,
        php_string(&object),
        1_780_000_000 + number * 17,
    );
    outer.into_bytes()
}

/// The 65 properties of an entry, a third of them null.
fn entry(number: usize) -> String {
    const NULLS: [&str; 22] = [
        "adminTags",
        "categoriesFullIds",
        "creditUrl",
        "creditUserName",
        "endDate",
        "entitledUsersEdit",
        "entitledUsersView",
        "groupId",
        "licenseType",
        "operationAttributes",
        "parentEntryId",
        "partnerData",
        "partnerSortValue",
        "redirectEntryId",
        "replacedEntryId",
        "replacingEntryId",
        "rootEntryId",
        "searchProviderId",
        "sourceType",
        "startDate",
        "templateEntryId",
        "votes",
    ];
    let id = format!("1_{:08x}", number.wrapping_mul(2_654_435_761) & 0xffff_ffff);
    let partner = 1001 + number % 50;
    let text = |value: String| php_string(&value);
    let url = |kind: &str| {
        php_string(&format!("https://cdn.example.com/p/{partner}/sp/{partner}00/{kind}/entry_id/{id}/version/1000{}", number % 90))
    };
    let mut members = vec![
        ("id", text(id.clone())),
        ("name", text(format!("Series {}: {}", number % 80, &"an introduction to the history of the city"[number % 12..][..30]))),
        ("description", text(description(number))),
        ("partnerId", partner.to_string()),
        ("userId", text(format!("user-{}", number % 97))),
        ("creatorId", text(format!("user-{}", number % 97))),
        ("tags", text(format!("tag-{}, tag-{}, tag-{}, tag-{}", number % 800, number % 331, number % 57, number % 641))),
        ("categories", text(format!("Lectures>Spring {}", number % 30))),
        ("categoriesIds", text(format!("{},{}", partner * 100_000 + number % 60, partner * 100_000 + number % 41))),
        ("status", "2".into()),
        ("moderationStatus", "6".into()),
        ("moderationCount", "0".into()),
        ("type", "1".into()),
        ("createdAt", (1_780_000_000 + number * 13).to_string()),
        ("updatedAt", (1_780_000_900 + number * 13).to_string()),
        ("rank", "0".into()),
        ("totalRank", "0".into()),
        ("version", text(format!("1000{}", number % 90))),
        ("thumbnailUrl", url("thumbnail")),
        ("downloadUrl", url("raw")),
        ("dataUrl", url("playManifest")),
        ("accessControlId", (1 + number % 4).to_string()),
        ("displayInSearch", "1".into()),
        ("capabilities", text(String::new())),
        ("plays", (number % 1234).to_string()),
        ("views", (number % 4321).to_string()),
        ("lastPlayedAt", "null".into()),
        ("width", "1920".into()),
        ("height", "1080".into()),
        ("duration", (15 + number * 7 % 7_000).to_string()),
        ("msDuration", (15_000 + number * 7_001 % 7_000_000).to_string()),
        ("durationType", text("long".into())),
        ("mediaType", [1, 1, 1, 5, 2][number % 5].to_string()),
        ("conversionQuality", text("42".into())),
        ("conversionProfileId", "42".into()),
        ("mediaDate", "null".into()),
        ("flavorParamsIds", text("0,487041,487051,487061,487071".into())),
        ("isTrimDisabled", "false".into()),
        ("hasAudio", "true".into()),
        ("streams", "[]".into()),
        ("searchText", text(format!("_PAR_ONLY_ _{partner}_"))),
        ("referenceId", text(format!("ref-{number}"))),
        ("blockAutoTranscript", "false".into()),
    ];
    members.extend(NULLS.map(|name| (name, "null".to_owned())));
    // Printed in an order of their own, the nulls among the others.
    let count = members.len();
    let printed: Vec<String> =
        (0..count).map(|place| &members[place * 19 % count]).map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", printed.join(","))
}

fn description(number: usize) -> String {
    let sentence =
        "Une le\u{e7}on sur l'histoire de la ville, du caf\u{e9} \u{e0} l'op\u{e9}ra, en trois parties avec des notes pour chacune. ";
    sentence.chars().cycle().take(20 + number * 37 % 241).collect()
}

/// A string as PHP's `json_encode` prints it.
fn php_string(text: &str) -> String {
    let mut printed = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' | '/' => printed.extend(['\\', character]),
            ' '..='~' => printed.push(character),
            _ => printed.extend(character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    printed.push('"');
    printed
}

/// A configuration as people keep it: profiles, rules, pretty-printed, some 5 MB.
fn configuration() -> Vec<u8> {
    let rule = |number: usize| {
        serde_json::json!({
            "objectType": "KalturaReachProfileRule", "ruleName": format!("rule {number}"), "stopProcessing": number.is_multiple_of(10), "description": "caf\u{e9} \u{2014} du matin",
            "conditions": [{ "objectType": "KalturaBooleanEventNotificationObjectCondition", "booleanEventNotificationIds": format!("{}", 5000 + number) }],
            "actions": [{ "objectType": "KalturaAddEntryVendorTaskAction", "catalogItemIds": format!("{},{}", number % 40, number % 37), "entryObjectType": 1 }],
            "code": "in_array(\"tag-1\", $scope->getObject()->getTagsArr()) && $scope->getObject()->getStatus() == 2", "weight": number as f64 / 8.0, "note": null
        })
    };
    let rules: Vec<serde_json::Value> = (0..6_500).map(rule).collect();
    serde_json::to_vec_pretty(&serde_json::json!({ "objects": rules, "totalCount": 6_500 })).unwrap_or_default()
}
