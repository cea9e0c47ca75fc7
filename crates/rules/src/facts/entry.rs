//! The entry of an event, and what the engine reads of it.

use std::borrow::Cow;

use reach_expr::Object;
use reach_rawjson::Key;

use super::objects::Seen;
use super::related::ENTRY_ID;
use super::{Facts, OBJECT, scalar};
use crate::need::Fact;
use crate::platform::Class;

const STATUS: Key<'static> = Key::new("status");
const TYPE: Key<'static> = Key::new("type");
const MEDIA_TYPE: Key<'static> = Key::new("mediaType");
const LENGTH_IN_MSECS: Key<'static> = Key::new("lengthInMsecs");
const MS_DURATION: Key<'static> = Key::new("msDuration");
const DURATION: Key<'static> = Key::new("duration");
const ADMIN_TAGS: Key<'static> = Key::new("adminTags");
const BLOCK_AUTO_TRANSCRIPT: Key<'static> = Key::new("blockAutoTranscript");
const PARENT_ENTRY_ID: Key<'static> = Key::new("parentEntryId");
const IS_TEMPORARY: Key<'static> = Key::new("isTemporary");
const DISPLAY_IN_SEARCH: Key<'static> = Key::new("displayInSearch");
const USER_ID: Key<'static> = Key::new("userId");
const SOURCE_TYPE: Key<'static> = Key::new("sourceType");
const CAPABILITIES: Key<'static> = Key::new("capabilities");
const TEMPLATE_ENTRY_ID: Key<'static> = Key::new("templateEntryId");

/// `displayInSearch` of what no search shows, temporary entries among them.
const SYSTEM: i64 = -1;

/// An entry; each fact is read when it is asked for. A number and a text of digits are one value.
pub struct EntryFacts<'f, 'e>(Seen<'f, 'e>);

impl<'e> Facts<'e> {
    /// The entry that the event's object belongs to, whatever its status (`tasks.md T20`); `None` when it belongs
    /// to none, or the event carries none of that id.
    ///
    /// # Errors
    /// A partial event does not tell which it is, or does not carry it.
    pub fn entry(&self) -> Fact<Option<EntryFacts<'_, 'e>>> {
        Ok(self.entry_object()?.and_then(|object| self.entity(object)).map(EntryFacts))
    }

    /// The handle of [`Facts::entry`].
    pub(super) fn entry_object(&self) -> Fact<Option<Object>> {
        if self.own.class.is_a(Class::ENTRY) {
            return Ok(Some(OBJECT));
        }
        match self.entry_id()? {
            Some(id) => self.entry_by_id(&id),
            None => Ok(None),
        }
    }

    /// The id of the entry that the event's object belongs to, whether the event carries that entry or not.
    pub(super) fn entry_id(&self) -> Fact<Option<Cow<'e, str>>> {
        let id = match self.own.class {
            class if class.is_a(Class::ENTRY) => self.own.id()?,
            class if class.is_a(Class::SCHEDULE_EVENT) => self.own.text(&TEMPLATE_ENTRY_ID)?,
            _ => self.own.text(&ENTRY_ID)?,
        };
        Ok(id.filter(|id| !id.is_empty()))
    }

    /// Whether `blockAutoTranscript` is set on the event's object, where that is an entry, else on its entry
    /// (`tasks.md T7`).
    ///
    /// # Errors
    /// As [`Facts::entry`], or the flag is not told.
    pub fn is_blocked(&self) -> Fact<bool> {
        self.entry()?.map_or(Ok(false), |entry| entry.block_auto_transcript())
    }
}

impl<'e> EntryFacts<'_, 'e> {
    /// `id`
    ///
    /// # Errors
    /// It is not told; so with each fact.
    pub fn id(&self) -> Fact<Option<Cow<'e, str>>> {
        self.0.id()
    }

    /// Its server class.
    pub fn class(&self) -> Class {
        self.0.class
    }

    /// `status`; `None` when it is null or no number.
    ///
    /// # Errors
    /// It is not told.
    pub fn status(&self) -> Fact<Option<i64>> {
        self.0.int(&STATUS)
    }

    /// `type`
    ///
    /// # Errors
    /// It is not told.
    pub fn entry_type(&self) -> Fact<Option<Cow<'e, str>>> {
        self.0.text(&TYPE)
    }

    /// `mediaType`
    ///
    /// # Errors
    /// It is not told.
    pub fn media_type(&self) -> Fact<Option<Cow<'e, str>>> {
        self.0.text(&MEDIA_TYPE)
    }

    /// Milliseconds: `lengthInMsecs`, else `msDuration`, else `duration` in seconds (`tasks.md`, Words).
    ///
    /// # Errors
    /// None of the three is told.
    pub fn duration_ms(&self) -> Fact<Option<i64>> {
        let told = [(&LENGTH_IN_MSECS, 1.0), (&MS_DURATION, 1.0), (&DURATION, 1000.0)];
        let told = told.into_iter().filter_map(|(key, unit)| Some((self.0.get(key)?, unit)));
        match told.clone().find(|(value, _)| !value.is_null()) {
            Some((value, unit)) => Ok(scalar::float(value).map(|length| (length * unit).round() as i64)),
            None if self.0.is_partial() && told.count() == 0 => Err(self.0.need(MS_DURATION.name())),
            None => Ok(None),
        }
    }

    /// `adminTags`, split and trimmed.
    ///
    /// # Errors
    /// They are not told.
    pub fn admin_tags(&self) -> Fact<Vec<Box<str>>> {
        self.pieces(&ADMIN_TAGS)
    }

    /// `blockAutoTranscript`
    ///
    /// # Errors
    /// It is not told.
    pub fn block_auto_transcript(&self) -> Fact<bool> {
        self.0.flag(&BLOCK_AUTO_TRANSCRIPT)
    }

    /// Whether `parentEntryId` is set.
    ///
    /// # Errors
    /// It is not told.
    pub fn has_parent(&self) -> Fact<bool> {
        Ok(self.0.text(&PARENT_ENTRY_ID)?.is_some_and(|id| !id.is_empty()))
    }

    /// `isTemporary`, which a partial event tells by `displayInSearch` (`event.md`).
    ///
    /// # Errors
    /// It is not told.
    pub fn is_temporary(&self) -> Fact<bool> {
        if not_temporary(&self.0) { Ok(false) } else { self.0.flag(&IS_TEMPORARY) }
    }

    /// `userId`
    ///
    /// # Errors
    /// It is not told.
    pub fn user_id(&self) -> Fact<Option<Cow<'e, str>>> {
        self.0.text(&USER_ID)
    }

    /// `sourceType`
    ///
    /// # Errors
    /// It is not told.
    pub fn source_type(&self) -> Fact<Option<Cow<'e, str>>> {
        self.0.text(&SOURCE_TYPE)
    }

    /// `capabilities`, split and trimmed.
    ///
    /// # Errors
    /// They are not told.
    pub fn capabilities(&self) -> Fact<Vec<Box<str>>> {
        self.pieces(&CAPABILITIES)
    }

    /// Whether it is a live entry by its class.
    pub fn is_live(&self) -> bool {
        self.0.class.is_a(Class::LIVE_ENTRY)
    }

    fn pieces(&self, key: &Key<'_>) -> Fact<Vec<Box<str>>> {
        let text = self.0.text(key)?;
        Ok(text.iter().flat_map(|text| scalar::pieces(text)).map(Box::from).collect())
    }
}

/// Whether a partial event says by another property that an entry is not temporary.
pub(super) fn not_temporary(entity: &super::entity::Entity<'_>) -> bool {
    entity.is_partial()
        && entity.class.is_a(Class::ENTRY)
        && entity.get(&IS_TEMPORARY).is_none()
        && entity.get(&DISPLAY_IN_SEARCH).and_then(scalar::int).is_some_and(|shown| shown != SYSTEM)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOW, event};
    use super::*;
    use crate::names::Names;
    use crate::need::Need;

    /// What is asked of the entry of an event; `None`: it has none.
    fn of_entry<T>(json: &str, ask: impl FnOnce(&EntryFacts<'_, '_>) -> Fact<T>) -> Fact<Option<T>> {
        let (event, names) = (event(json), Names::new());
        let facts = Facts::new(&event, &names, NOW);
        facts.entry()?.map(|entry| ask(&entry)).transpose()
    }

    #[test]
    fn each_object_has_its_entry() {
        let related = r#""related":{"entry":{"id":"1_a","status":3},"entries":{"1_b":{}}}"#;
        let cases = [
            ("KalturaMediaEntry", r#"{"id":"1_x"}"#, Some("1_x")),
            ("KalturaCaptionAsset", r#"{"id":"1_c","entryId":"1_a"}"#, Some("1_a")),
            ("KalturaCategoryEntry", r#"{"entryId":"1_b"}"#, Some("1_b")),
            ("KalturaCategoryEntry", r#"{"entryId":"1_c"}"#, None),
            ("KalturaLiveStreamScheduleEvent", r#"{"entryId":"1_b","templateEntryId":"1_a"}"#, Some("1_a")),
            ("KalturaLiveStreamScheduleEvent", r#"{"entryId":"1_b"}"#, None),
            ("KalturaEntryVendorTask", r#"{"entryId":"1_a"}"#, Some("1_a")),
            ("KalturaAnnotation", r#"{"entryId":"1_a"}"#, Some("1_a")),
            ("KalturaUser", r#"{"id":"ann"}"#, None),
            ("KalturaCaptionAsset", r#"{"entryId":""}"#, None),
        ];
        for (class, object, id) in cases {
            let json = format!(r#"{{"objectType":"{class}","object":{object},{related}}}"#);
            let found = of_entry(&json, |entry| Ok(entry.id()?.map(|id| id.to_string())));
            assert_eq!(found.unwrap().flatten().as_deref(), id, "{class} {object}");
        }
        let nameless = r#"{"objectType":"KalturaCaptionAsset","object":{"entryId":"1_a"},"related":{"entry":{"status":2}}}"#;
        assert_eq!(of_entry(nameless, |entry| entry.status()), Ok(Some(Some(2))));
    }

    #[test]
    fn a_length_is_in_milliseconds_wherever_it_comes_from() {
        let cases = [
            (r#"{"lengthInMsecs":5,"msDuration":6,"duration":7}"#, Ok(Some(5)), Ok(Some(5))),
            (r#"{"lengthInMsecs":null,"msDuration":"6","duration":7}"#, Ok(Some(6)), Ok(Some(6))),
            (r#"{"duration":7}"#, Ok(Some(7000)), Ok(Some(7000))),
            (r#"{"duration":1.5}"#, Ok(Some(1500)), Ok(Some(1500))),
            (r#"{"msDuration":0,"duration":7}"#, Ok(Some(0)), Ok(Some(0))),
            (r#"{"msDuration":null}"#, Ok(None), Ok(None)),
            ("{}", Ok(None), Err(Need::of("object.msDuration"))),
        ];
        for (object, complete, partial) in cases {
            for (member, expected) in [("", complete), (r#""partial":true,"#, partial)] {
                let json = format!(r#"{{{member}"objectType":"KalturaMediaEntry","object":{object}}}"#);
                assert_eq!(of_entry(&json, |entry| entry.duration_ms()), expected.map(Some), "{json}");
            }
        }
    }

    #[test]
    fn a_partial_event_tells_by_the_search_whether_an_entry_is_temporary() {
        let cases = [
            (r#"{"isTemporary":true,"displayInSearch":1}"#, Ok(true)),
            (r#"{"isTemporary":"0"}"#, Ok(false)),
            (r#"{"displayInSearch":1}"#, Ok(false)),
            (r#"{"displayInSearch":"0"}"#, Ok(false)),
            (r#"{"displayInSearch":-1}"#, Err(Need::of("object.isTemporary"))),
            ("{}", Err(Need::of("object.isTemporary"))),
        ];
        for (object, expected) in cases {
            let json = format!(r#"{{"partial":true,"objectType":"KalturaMediaEntry","object":{object}}}"#);
            assert_eq!(of_entry(&json, |entry| entry.is_temporary()), expected.map(Some), "{object}");
        }
    }

    #[test]
    fn a_blocked_entry_blocks_what_belongs_to_it() {
        let cases = [
            (r#"{"objectType":"KalturaMediaEntry","object":{"blockAutoTranscript":true}}"#, Ok(true)),
            (r#"{"objectType":"KalturaMediaEntry","object":{"blockAutoTranscript":null}}"#, Ok(false)),
            (
                r#"{"objectType":"KalturaFlavorAsset","object":{"entryId":"1_a"},"related":{"entry":{"id":"1_a","blockAutoTranscript":"1"}}}"#,
                Ok(true),
            ),
            (r#"{"objectType":"KalturaUser","object":{}}"#, Ok(false)),
            (r#"{"partial":true,"objectType":"KalturaFlavorAsset","object":{"entryId":"1_a"}}"#, Err(Need::of("related.entry"))),
            (r#"{"partial":true,"objectType":"KalturaFlavorAsset","object":{}}"#, Err(Need::of("object.entryId"))),
        ];
        for (json, expected) in cases {
            let (event, names) = (event(json), Names::new());
            assert_eq!(Facts::new(&event, &names, NOW).is_blocked(), expected, "{json}");
        }
    }
}
