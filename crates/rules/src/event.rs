//! The one shape in which content events reach the engine (`event.md`), and what an event is for it.
//!
//! An event borrows the bytes that it came in. Turning bytes into an [`Event`] is the business of its source;
//! this module only says what the parts mean, and what a partial event leaves unknown.

mod kind;

use std::borrow::Cow;

use reach_rawjson::{Fields, Key, Raw, Text};

use crate::ids::PartnerId;
use crate::need::{Fact, Need};
use crate::platform::{Class, EventType};

pub use kind::EventKind;

/// One content event.
#[derive(Clone, Debug)]
pub struct Event<'b> {
    /// `eventId`: the identity that its sender gave it.
    pub id: Option<Cow<'b, str>>,
    /// `eventType`: a number, a symbolic name or an event class; `None`: one that no template is of
    /// (`templates.md TT2`).
    pub event_type: Option<EventType>,
    /// `eventType` as written.
    pub event_type_name: Cow<'b, str>,
    /// `objectType`: the API class of the object.
    pub object_type: Cow<'b, str>,
    /// `coreObjectType`: the server class of the object.
    pub core_object_type: Option<Cow<'b, str>>,
    /// `partnerId`: the account.
    pub partner: PartnerId,
    /// `eventTime`, Unix seconds.
    pub time: Option<i64>,
    /// `virtualEventId`
    pub virtual_event_id: Option<i64>,
    /// The server class of the object: see [`Event::class_of`].
    pub class: Class,
    /// `object`: its API properties after the change.
    pub object: Fields<'b>,
    /// `modifiedColumns`, as written.
    pub modified_columns: Option<Vec<Text<'b>>>,
    /// `oldValues`: an object.
    pub old_values: Option<Raw<'b>>,
    /// `previousVersion`
    pub previous_version: Option<Raw<'b>>,
    /// `customDataOldValues`: an object of objects.
    pub custom_data_old_values: Option<Raw<'b>>,
    /// `related`: an object.
    pub related: Option<Raw<'b>>,
    /// What an absent part means.
    pub completeness: Completeness,
}

/// What it means that a part of an event is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Completeness {
    /// It is null.
    #[default]
    Complete,
    /// It is unknown.
    Partial,
}

impl<'b> Event<'b> {
    /// A complete event of these parts and no others.
    pub fn new(event_type: Cow<'b, str>, object_type: Cow<'b, str>, partner: PartnerId, object: Fields<'b>) -> Self {
        Event {
            id: None,
            event_type: EventType::parse(&event_type),
            event_type_name: event_type,
            class: Self::class_of(None, &object, &object_type),
            object_type,
            core_object_type: None,
            partner,
            time: None,
            virtual_event_id: None,
            object,
            modified_columns: None,
            old_values: None,
            previous_version: None,
            custom_data_old_values: None,
            related: None,
            completeness: Completeness::Complete,
        }
    }

    /// The server class of an object: the first of `coreObjectType`, its own `objectType` and the event's
    /// `objectType` that names a class, else [`Class::BASE_OBJECT`] (`expressions.md S5`).
    pub fn class_of(core_object_type: Option<&str>, object: &Fields<'_>, object_type: &str) -> Class {
        core_object_type
            .and_then(Class::of_object_type)
            .or_else(|| class_named_by(object))
            .or_else(|| Class::of_object_type(object_type))
            .unwrap_or(Class::BASE_OBJECT)
    }

    /// Whether an absent part is unknown.
    pub fn is_partial(&self) -> bool {
        self.completeness == Completeness::Partial
    }

    /// The value of a property of the object; `None` when it is null.
    ///
    /// # Errors
    /// The property is absent from a partial event.
    pub fn property(&self, key: &Key<'_>) -> Fact<Option<Raw<'_>>> {
        match self.object.get(key) {
            Some(value) => Ok(Some(value).filter(|value| !value.is_null())),
            None if self.is_partial() => Err(Need::of(format!("object.{}", key.name()))),
            None => Ok(None),
        }
    }

    /// The modified columns and custom-data fields, as written.
    ///
    /// # Errors
    /// A partial event of a change does not tell them.
    pub fn modified(&self) -> Fact<&[Text<'b>]> {
        match &self.modified_columns {
            Some(columns) => Ok(columns),
            None if self.is_partial() && self.event_type == Some(EventType::ObjectChanged) => Err(Need::of("modifiedColumns")),
            None => Ok(&[]),
        }
    }

    /// Whether the column of that name (`STATUS`) is modified; it may be written with a table of the object's
    /// class (`event.md`, What an event is).
    ///
    /// # Errors
    /// As [`Event::modified`].
    pub fn column_modified(&self, column: &str) -> Fact<bool> {
        Ok(self.modified()?.iter().any(|written| names_column(self.class, written, column)))
    }

    /// Whether the column of that full name (`entry.STATUS`) is modified, in the sense of conditions: a column
    /// that is written alone takes the table of the object's class (`expressions.md S3`).
    ///
    /// # Errors
    /// As [`Event::modified`].
    pub fn full_column_modified(&self, full_name: &str) -> Fact<bool> {
        let Some((table, column)) = full_name.rsplit_once('.') else { return Ok(false) };
        let own = self.class.table().filter(|own| own.name() == table && own.has_column(column));
        let alone = |written: &Text<'_>| own.is_some() && *written == column;
        Ok(self.modified()?.iter().any(|written| *written == full_name || alone(written)))
    }

    /// The value of a column before the change; `None` when it was null.
    ///
    /// # Errors
    /// A partial event does not tell it.
    pub fn old_value(&self, column: &str) -> Fact<Option<Raw<'b>>> {
        let Some(old_values) = self.old_values else {
            return if self.is_partial() { Err(Need::of("oldValues")) } else { Ok(None) };
        };
        let named = old_values.members().filter(|(written, _)| names_column(self.class, written, column));
        Ok(named.last().map(|(_, value)| value).filter(|value| !value.is_null()))
    }
}

/// The class that an object's own `objectType` names.
fn class_named_by(object: &Fields<'_>) -> Option<Class> {
    const OBJECT_TYPE: Key<'static> = Key::new("objectType");
    Class::of_object_type(&object.get(&OBJECT_TYPE)?.as_str()?.decode())
}

/// Whether `written` is the column of that name, alone or behind a table of the class.
fn names_column(class: Class, written: &Text<'_>, column: &str) -> bool {
    let written = written.decode();
    match written.rsplit_once('.') {
        None => written == column,
        Some((table, name)) => name == column && names_table(class, table),
    }
}

fn names_table(class: Class, table: &str) -> bool {
    class.table().is_some_and(|own| own.name() == table) || class.is_a(Class::ASSET) && matches!(table, "asset" | "caption_asset")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing::event;

    #[test]
    fn events_go_to_other_threads() {
        fn is_send<T: Send>() {}
        is_send::<Event<'static>>();
    }

    #[test]
    fn the_class_is_the_first_that_is_known() {
        let cases = [
            (r#"{"objectType":"KalturaMediaEntry","object":{}}"#, "entry"),
            (r#"{"objectType":"kalturamediaentry","object":{}}"#, "entry"),
            (r#"{"objectType":"CaptionAsset","object":{}}"#, "CaptionAsset"),
            (r#"{"objectType":"KalturaBaseEntry","object":{"objectType":"KalturaLiveStreamEntry"}}"#, "LiveStreamEntry"),
            (r#"{"objectType":"KalturaBaseEntry","coreObjectType":"RoomEntry","object":{"objectType":"KalturaPlaylist"}}"#, "RoomEntry"),
            (r#"{"objectType":"KalturaFlavorAsset","coreObjectType":"Unheard","object":{"objectType":"KalturaUnheard"}}"#, "flavorAsset"),
            (r#"{"objectType":"KalturaUnheard","object":{"objectType":7}}"#, "BaseObject"),
        ];
        for (json, class) in cases {
            assert_eq!(event(json).class.name(), class, "{json}");
        }
    }

    #[test]
    fn a_column_is_named_with_or_without_its_table() {
        let cases = [
            ("KalturaMediaEntry", "STATUS", true),
            ("KalturaMediaEntry", "entry.STATUS", true),
            ("KalturaMediaEntry", "asset.STATUS", false),
            ("KalturaMediaEntry", "entry.STATUS2", false),
            ("KalturaMediaEntry", "status", false),
            ("KalturaCaptionAsset", "flavor_asset.STATUS", true),
            ("KalturaCaptionAsset", "asset.STATUS", true),
            ("KalturaFlavorAsset", "caption_asset.STATUS", true),
            ("KalturaCaptionAsset", "entry.STATUS", false),
            ("KalturaCategoryEntry", "category_entry.STATUS", true),
            ("KalturaCategoryEntry", "asset.STATUS", false),
            ("KalturaUnheard", "STATUS", true),
            ("KalturaUnheard", "entry.STATUS", false),
        ];
        for (class, written, modified) in cases {
            let json = format!(
                r#"{{"eventType":3,"objectType":"{class}","object":{{}},"modifiedColumns":["X","{written}"],"oldValues":{{"{written}":4}}}}"#
            );
            let event = event(&json);
            assert_eq!(event.column_modified("STATUS"), Ok(modified), "{class} {written}");
            assert_eq!(event.old_value("STATUS").unwrap().is_some(), modified, "{class} {written}");
        }
    }

    #[test]
    fn a_full_name_is_exact() {
        let json =
            r#"{"eventType":3,"objectType":"KalturaCaptionAsset","object":{},"modifiedColumns":["STATUS","entry.TAGS","label","x.y.z"]}"#;
        let cases = [
            ("flavor_asset.STATUS", true),
            ("entry.TAGS", true),
            ("x.y.z", true),
            ("asset.STATUS", false),
            ("STATUS", false),
            ("flavor_asset.label", false),
            ("label", false),
            ("flavor_asset.SIZE", false),
        ];
        for (name, modified) in cases {
            assert_eq!(event(json).full_column_modified(name), Ok(modified), "{name}");
        }
    }

    #[test]
    fn what_a_partial_event_leaves_out_is_needed() {
        let changed = event(r#"{"eventType":3,"objectType":"KalturaMediaEntry","object":{"name":null},"partial":true}"#);
        assert_eq!(changed.property(&Key::new("status")).unwrap_err(), Need::of("object.status"));
        assert!(changed.property(&Key::new("name")).unwrap().is_none());
        assert_eq!(changed.column_modified("STATUS"), Err(Need::of("modifiedColumns")));
        assert_eq!(changed.old_value("STATUS").unwrap_err(), Need::of("oldValues"));
        let added = event(r#"{"eventType":2,"objectType":"KalturaMediaEntry","object":{},"partial":true}"#);
        assert_eq!(added.column_modified("STATUS"), Ok(false));
        let complete = event(r#"{"eventType":3,"objectType":"KalturaMediaEntry","object":{}}"#);
        assert_eq!(complete.column_modified("STATUS"), Ok(false));
        assert!(complete.old_value("STATUS").unwrap().is_none());
        assert!(complete.property(&Key::new("status")).unwrap().is_none());
    }
}
