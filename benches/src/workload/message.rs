//! The message of an event, as the platform sends it: `object` a text that holds JSON (L8, `event.md`).

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::draw::Draw;
use super::entry::MediaEntry;
use super::event::{Event, Happening};
use super::php;

/// When the first event happens, in Unix seconds: a midnight.
const START: u32 = 1_772_409_600;

/// The date of that day. All events happen on it.
const DAY: &str = "2026-03-02";

const SECONDS_OF_DAY: usize = 86_400;

/// How many events happen in a second.
const PER_SECOND: usize = 2;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    unique_id: String,
    event_time: String,
    event_type: &'static str,
    object_type: &'static str,
    partner_id: u32,
    virtual_event_id: Option<u32>,
    object: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    modified_columns: &'static [&'static str],
    #[serde(skip_serializing_if = "Value::is_null")]
    old_values: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    related: Option<Related<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Related<'a> {
    entry: &'a MediaEntry<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    category_entries: Vec<CategoryEntry<'a>>,
}

/// Prints the message of the event of that number at the end of the bytes.
pub(super) fn print(bytes: &mut Vec<u8>, filling: &mut Draw, number: usize, partner: u32, event: &Event) -> serde_json::Result<()> {
    let second = number / PER_SECOND % SECONDS_OF_DAY;
    let now = START + second as u32;
    let entry = MediaEntry::new(filling, partner, &event.entry, event.happening, now);
    let before = now - filling.between(60, 600);
    let entry_changed = |modified_columns, old_values| -> serde_json::Result<Subject<'_>> {
        Ok(Subject { class: "KalturaMediaEntry", object: php::text(&entry)?, modified_columns, old_values, related: None })
    };
    let subject = match event.happening {
        Happening::BecameReady => {
            entry_changed(&["entry.STATUS", "entry.UPDATED_AT"], json!({ "entry.STATUS": 1, "entry.UPDATED_AT": before }))
        }
        Happening::Edited => {
            entry_changed(&["entry.TAGS", "entry.UPDATED_AT"], json!({ "entry.TAGS": old_tags(event), "entry.UPDATED_AT": before }))
        }
        Happening::Played => entry_changed(
            &["entry.PLAYS", "entry.LAST_PLAYED_AT"],
            json!({ "entry.PLAYS": entry.plays - 1, "entry.LAST_PLAYED_AT": before }),
        ),
        Happening::Categorised { category } => {
            let [one, other] = event.entry.categories;
            let category_entries: Vec<_> = [category, one, other].map(|id| CategoryEntry { id, entry: &entry }).into();
            let object = php::text(&category_entries[0])?;
            let related = Some(Related { entry: &entry, category_entries });
            Ok(Subject { class: "KalturaCategoryEntry", object, modified_columns: &[], old_values: Value::Null, related })
        }
        Happening::Captioned { label, accuracy } => {
            let asset = CaptionAsset { partner, entry: &entry, label, accuracy, number: filling.bits(), created: before, updated: now };
            Ok(Subject {
                class: "KalturaCaptionAsset",
                object: php::text(&asset)?,
                modified_columns: &["flavor_asset.STATUS"],
                old_values: json!({ "flavor_asset.STATUS": 0 }),
                related: Some(Related { entry: &entry, category_entries: Vec::new() }),
            })
        }
    }?;
    let message = Message {
        unique_id: filling.bits().to_string(),
        event_time: format!("{DAY} {:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60),
        event_type: match event.happening {
            Happening::Categorised { .. } => "kObjectAddedEvent",
            Happening::BecameReady | Happening::Edited | Happening::Played | Happening::Captioned { .. } => "kObjectChangedEvent",
        },
        object_type: subject.class,
        partner_id: partner,
        virtual_event_id: None,
        object: subject.object,
        modified_columns: subject.modified_columns,
        old_values: subject.old_values,
        related: subject.related,
    };
    php::print(bytes, &message)
}

/// What an event is about, and what it tells of it.
struct Subject<'a> {
    class: &'static str,
    object: String,
    modified_columns: &'static [&'static str],
    old_values: Value,
    related: Option<Related<'a>>,
}

/// Half of the tags were there before.
fn old_tags(event: &Event) -> String {
    let [one, other, ..] = event.entry.tags;
    format!("tag-{one}, tag-{other}")
}

/// An ACTIVE assignment of the entry to a category, with the fields that rules may ask for (`event.md`).
struct CategoryEntry<'a> {
    id: u32,
    entry: &'a MediaEntry<'a>,
}

impl Serialize for CategoryEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut assignment = serializer.serialize_map(None)?;
        assignment.serialize_entry("categoryId", &self.id)?;
        assignment.serialize_entry("entryId", &self.entry.id)?;
        assignment.serialize_entry("status", &2)?;
        assignment.serialize_entry("creatorUserId", &self.entry.user)?;
        assignment.serialize_entry("objectType", "KalturaCategoryEntry")?;
        assignment.end()
    }
}

/// A READY caption asset of the entry, with the properties that are set.
struct CaptionAsset<'a> {
    partner: u32,
    entry: &'a MediaEntry<'a>,
    label: u32,
    accuracy: u32,
    number: u32,
    created: u32,
    updated: u32,
}

impl Serialize for CaptionAsset<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut asset = serializer.serialize_map(None)?;
        asset.serialize_entry("id", &format_args!("1_{:08x}", self.number))?;
        asset.serialize_entry("entryId", &self.entry.id)?;
        asset.serialize_entry("partnerId", &self.partner)?;
        asset.serialize_entry("version", &1)?;
        asset.serialize_entry("size", &48)?;
        asset.serialize_entry("tags", "")?;
        asset.serialize_entry("fileExt", "srt")?;
        asset.serialize_entry("createdAt", &self.created)?;
        asset.serialize_entry("updatedAt", &self.updated)?;
        asset.serialize_entry("sizeInBytes", &49_152)?;
        asset.serialize_entry("captionParamsId", &0)?;
        asset.serialize_entry("language", "English")?;
        asset.serialize_entry("languageCode", "en")?;
        asset.serialize_entry("isDefault", &0)?;
        asset.serialize_entry("label", &format_args!("track-{}", self.label))?;
        asset.serialize_entry("format", "1")?;
        asset.serialize_entry("source", &1)?;
        asset.serialize_entry("status", &2)?;
        asset.serialize_entry("accuracy", &self.accuracy)?;
        asset.serialize_entry("displayOnPlayer", &true)?;
        asset.serialize_entry("usage", &0)?;
        asset.serialize_entry("objectType", "KalturaCaptionAsset")?;
        asset.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::Tree;
    use crate::workload::event::Entry;
    use crate::workload::{Size, Workload};

    fn number(value: &Value) -> u32 {
        value.as_u64().and_then(|number| u32::try_from(number).ok()).unwrap()
    }

    /// Whether the printed entry says what the event's data say.
    fn check_entry(printed: &Value, entry: &Entry) {
        let tags: Vec<String> =
            entry.tags.iter().map(|tag| format!("tag-{tag}")).chain(entry.no_reach.then(|| "no-reach".into())).collect();
        assert_eq!(printed["tags"], tags.join(", "));
        let (series, title) = printed["name"].as_str().unwrap().split_once(": ").unwrap();
        assert_eq!((series, title.chars().count()), (format!("Series {}", entry.series).as_str(), 30));
        assert_eq!(printed["userId"], format!("user-{}", entry.user));
        assert_eq!(printed["categoriesIds"], entry.categories.map(|id| id.to_string()).join(","));
        let numbers = ["status", "mediaType", "msDuration", "accessControlId"].map(|name| number(&printed[name]));
        assert_eq!(numbers, [1 + u32::from(entry.ready), entry.media_type, entry.length, entry.access_control]);
        assert!((20..=260).contains(&printed["description"].as_str().unwrap().chars().count()));
        let members = printed.as_object().unwrap();
        assert_eq!(members.len(), 67);
        assert_eq!(members.keys().next_back().unwrap(), "objectType");
        assert_eq!(members.values().filter(|value| value.as_str().is_some_and(|text| text.starts_with("https://"))).count(), 3);
        assert!((21..=23).contains(&members.values().filter(|value| value.is_null()).count()));
    }

    #[test]
    fn a_message_says_what_the_event_is() {
        let workload = Workload::with_events(Size::W100, 1_000).unwrap();
        for (event, message) in workload.events.iter().zip(workload.messages.iter()) {
            let Tree { outer, inner } = Tree::parse(message).unwrap();
            assert_eq!(number(&outer["partnerId"]), workload.accounts[event.account].id);
            let old: Vec<&Value> = outer.get("oldValues").and_then(Value::as_object).map(|old| old.values().collect()).unwrap_or_default();
            let columns: Vec<&str> = outer.get("modifiedColumns").map_or(Vec::new(), |columns| {
                assert!(outer["oldValues"].as_object().unwrap().keys().eq(columns.as_array().unwrap()));
                columns.as_array().unwrap().iter().filter_map(Value::as_str).collect()
            });
            let related = &outer["related"]["entry"];
            let told = (outer["eventType"].as_str().unwrap(), outer["objectType"].as_str().unwrap(), columns.as_slice());
            let changed = "kObjectChangedEvent";
            let expected: (_, _, &[&str]) = match event.happening {
                Happening::BecameReady => (changed, "KalturaMediaEntry", &["entry.STATUS", "entry.UPDATED_AT"]),
                Happening::Edited => (changed, "KalturaMediaEntry", &["entry.TAGS", "entry.UPDATED_AT"]),
                Happening::Played => (changed, "KalturaMediaEntry", &["entry.PLAYS", "entry.LAST_PLAYED_AT"]),
                Happening::Categorised { category } => {
                    let ids: Vec<u32> =
                        outer["related"]["categoryEntries"].as_array().unwrap().iter().map(|entry| number(&entry["categoryId"])).collect();
                    let [one, other] = event.entry.categories;
                    assert_eq!(ids, [category, one, other]);
                    assert_eq!((number(&inner["categoryId"]), number(&inner["status"])), (category, 2));
                    ("kObjectAddedEvent", "KalturaCategoryEntry", &[])
                }
                Happening::Captioned { label, accuracy } => {
                    assert_eq!(inner["label"], format!("track-{label}"));
                    assert_eq!((number(&inner["accuracy"]), number(&inner["status"])), (accuracy, 2));
                    (changed, "KalturaCaptionAsset", &["flavor_asset.STATUS"])
                }
            };
            assert_eq!(told, expected);
            assert_eq!(old.len(), columns.len());
            check_entry(if related.is_null() { &inner } else { related }, &event.entry);
        }
    }

    #[test]
    fn messages_are_ascii_without_blanks_between_and_with_escaped_slashes() {
        let workload = Workload::with_events(Size::W10, 200).unwrap();
        for message in workload.messages.iter() {
            let text = str::from_utf8(message).unwrap();
            assert!(text.is_ascii());
            assert!(!text.contains("\": ") && !text.contains("://"));
        }
        assert!(workload.messages.iter().any(|message| str::from_utf8(message).unwrap().contains(r"caf\\u00e9")));
    }
}
