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
