//! What an event is for the engine (`event.md`, What an event is).

use reach_rawjson::{Key, Raw};

use super::Event;
use crate::facts::scalar;
use crate::need::Fact;
use crate::platform::{Class, EventType};

/// What an event is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// An entry became ready to be worked on.
    EntryReady,
    /// An entry was assigned to a category, actively.
    CategoryAdded,
    /// An asset became ready.
    AssetReady,
    /// Everything else.
    Other,
}

/// `entryStatus::READY`, `CategoryEntryStatus::ACTIVE` and `asset::ASSET_STATUS_READY` alike.
const READY: i64 = 2;

const STATUS: Key<'static> = Key::new("status");
const MS_DURATION: Key<'static> = Key::new("msDuration");
const DURATION: Key<'static> = Key::new("duration");

impl Event<'_> {
    /// What the event is called.
    ///
    /// # Errors
    /// A partial event does not tell enough to say.
    pub fn kind(&self) -> Fact<EventKind> {
        let (is_so, kind) = if self.class.is_a(Class::ENTRY) {
            (self.is_entry_ready()?, EventKind::EntryReady)
        } else if self.class.is_a(Class::ASSET) {
            (self.became_ready()?, EventKind::AssetReady)
        } else if self.class.is_a(Class::CATEGORY_ENTRY) {
            (self.became_ready()?, EventKind::CategoryAdded)
        } else {
            (false, EventKind::Other)
        };
        Ok(if is_so { kind } else { EventKind::Other })
    }

    fn is_entry_ready(&self) -> Fact<bool> {
        match self.event_type {
            Some(EventType::ObjectAdded) => Ok(self.has_status(READY)? && self.has_duration()?),
            Some(EventType::ObjectChanged) => {
                Ok((self.column_modified("STATUS")? || self.length_came_from_zero()?) && self.has_status(READY)?)
            }
            _ => Ok(false),
        }
    }

    fn became_ready(&self) -> Fact<bool> {
        match self.event_type {
            Some(EventType::ObjectAdded) => self.has_status(READY),
            Some(EventType::ObjectChanged) => Ok(self.column_modified("STATUS")? && self.has_status(READY)?),
            _ => Ok(false),
        }
    }

    fn has_status(&self, status: i64) -> Fact<bool> {
        Ok(self.property(&STATUS)?.and_then(scalar::int) == Some(status))
    }

    /// Whether `msDuration`, else `duration`, is other than 0.
    fn has_duration(&self) -> Fact<bool> {
        let seconds = self.object.get(&DURATION).filter(|value| !value.is_null());
        let duration = match self.property(&MS_DURATION) {
            Ok(Some(milliseconds)) => Some(milliseconds),
            Ok(None) => seconds,
            Err(need) => Some(seconds.ok_or(need)?),
        };
        Ok(duration.and_then(scalar::float).is_some_and(|duration| duration != 0.0))
    }

    /// Whether `LENGTH_IN_MSECS` was 0, not null; an old value that is not known does not count as 0.
    pub(crate) fn length_came_from_zero(&self) -> Fact<bool> {
        const LENGTH: &str = "LENGTH_IN_MSECS";
        let is_zero = |old: Raw<'_>| scalar::float(old) == Some(0.0);
        Ok(self.column_modified(LENGTH)? && self.old_value(LENGTH).is_ok_and(|old| old.is_some_and(is_zero)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing::event;
    use crate::need::Need;

    #[test]
    fn each_event_is_what_the_table_calls_it() {
        use EventKind::{AssetReady, CategoryAdded, EntryReady, Other};
        let entry = "KalturaMediaEntry";
        let cases = [
            (2, entry, r#"{"status":2,"msDuration":5}"#, "[]", "{}", EntryReady),
            (2, entry, r#"{"status":"2","duration":5}"#, "[]", "{}", EntryReady),
            (2, entry, r#"{"status":2,"msDuration":0,"duration":5}"#, "[]", "{}", Other),
            (2, entry, r#"{"status":2,"msDuration":null}"#, "[]", "{}", Other),
            (2, entry, r#"{"status":1,"msDuration":5}"#, "[]", "{}", Other),
            (3, entry, r#"{"status":2}"#, r#"["STATUS"]"#, "{}", EntryReady),
            (3, entry, r#"{"status":2}"#, r#"["entry.STATUS"]"#, "{}", EntryReady),
            (3, entry, r#"{"status":4}"#, r#"["STATUS"]"#, "{}", Other),
            (3, entry, r#"{"status":2}"#, r#"["TAGS"]"#, "{}", Other),
            (3, entry, r#"{"status":2}"#, r#"["LENGTH_IN_MSECS"]"#, r#"{"LENGTH_IN_MSECS":0}"#, EntryReady),
            (3, entry, r#"{"status":2}"#, r#"["entry.LENGTH_IN_MSECS"]"#, r#"{"LENGTH_IN_MSECS":"0"}"#, EntryReady),
            (3, entry, r#"{"status":2}"#, r#"["LENGTH_IN_MSECS"]"#, r#"{"LENGTH_IN_MSECS":null}"#, Other),
            (3, entry, r#"{"status":2}"#, r#"["LENGTH_IN_MSECS"]"#, r#"{"LENGTH_IN_MSECS":7}"#, Other),
            (3, entry, r#"{"status":1}"#, r#"["LENGTH_IN_MSECS"]"#, r#"{"LENGTH_IN_MSECS":0}"#, Other),
            (5, entry, r#"{"status":2,"msDuration":5}"#, "[]", "{}", Other),
            (3, "KalturaLiveStreamEntry", r#"{"status":2}"#, r#"["STATUS"]"#, "{}", EntryReady),
            (2, "KalturaCategoryEntry", r#"{"status":2}"#, "[]", "{}", CategoryAdded),
            (2, "KalturaCategoryEntry", r#"{"status":1}"#, "[]", "{}", Other),
            (3, "KalturaCategoryEntry", r#"{"status":2}"#, r#"["category_entry.STATUS"]"#, "{}", CategoryAdded),
            (3, "KalturaCategoryEntry", r#"{"status":2}"#, r#"["PRIVACY_CONTEXT"]"#, "{}", Other),
            (2, "KalturaCaptionAsset", r#"{"status":2}"#, "[]", "{}", AssetReady),
            (3, "KalturaAttachmentAsset", r#"{"status":2}"#, r#"["asset.STATUS"]"#, "{}", AssetReady),
            (3, "KalturaFlavorAsset", r#"{"status":2}"#, r#"["SIZE"]"#, "{}", Other),
            (7, "KalturaFlavorAsset", r#"{"status":2}"#, "[]", "{}", Other),
            (3, "KalturaUser", r#"{"status":2}"#, r#"["STATUS"]"#, "{}", Other),
        ];
        for (event_type, class, object, columns, old, kind) in cases {
            let json = format!(
                r#"{{"eventType":{event_type},"objectType":"{class}","object":{object},"modifiedColumns":{columns},"oldValues":{old}}}"#
            );
            assert_eq!(event(&json).kind(), Ok(kind), "{json}");
        }
    }

    #[test]
    fn a_partial_event_needs_only_what_decides() {
        let cases = [
            (r#""eventType":2,"object":{"status":2}"#, Err("object.msDuration")),
            (r#""eventType":2,"object":{"status":2,"duration":7}"#, Ok(EventKind::EntryReady)),
            (r#""eventType":2,"object":{"status":1}"#, Ok(EventKind::Other)),
            (r#""eventType":2,"object":{}"#, Err("object.status")),
            (r#""eventType":3,"object":{"status":2}"#, Err("modifiedColumns")),
            (r#""eventType":3,"object":{},"modifiedColumns":["STATUS"]"#, Err("object.status")),
            (r#""eventType":3,"object":{},"modifiedColumns":["TAGS"]"#, Ok(EventKind::Other)),
            (r#""eventType":3,"object":{"status":2},"modifiedColumns":["LENGTH_IN_MSECS"]"#, Ok(EventKind::Other)),
            (r#""eventType":4,"object":{}"#, Ok(EventKind::Other)),
        ];
        for (parts, kind) in cases {
            let json = format!(r#"{{"objectType":"KalturaMediaEntry","partial":true,{parts}}}"#);
            assert_eq!(event(&json).kind(), kind.map_err(Need::of), "{json}");
        }
    }
}
