//! Server classes: which one an object is of, what is above it, and which templates speak of it.

use std::fmt;

use super::getter::{Getter, GetterName};
use super::index::{Index, same_name};
use super::table::Table;
use super::tables::{CLASSES, ClassRow, OBJECT_TYPE_CLASSES, OBJECT_TYPE_NAMES};
use super::template_type::TemplateObjectType;

/// A server class, such as `entry` or `CaptionAsset`; two are equal when they are the same class.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class(pub(super) u16);

/// Server classes first, in the order of [`CLASSES`], then API classes.
static OBJECT_TYPES: Index<1024> = Index::of_texts(&OBJECT_TYPE_NAMES);

impl Class {
    /// `BaseObject`: above every class, without a table; also what an object of an unknown class counts as.
    pub const BASE_OBJECT: Class = Class::named("BaseObject");
    /// `entry`
    pub const ENTRY: Class = Class::named("entry");
    /// `LiveEntry`: an entry that is live.
    pub const LIVE_ENTRY: Class = Class::named("LiveEntry");
    /// `asset`
    pub const ASSET: Class = Class::named("asset");
    /// `flavorAsset`
    pub const FLAVOR_ASSET: Class = Class::named("flavorAsset");
    /// `thumbAsset`
    pub const THUMB_ASSET: Class = Class::named("thumbAsset");
    /// `CaptionAsset`
    pub const CAPTION_ASSET: Class = Class::named("CaptionAsset");
    /// `AttachmentAsset`
    pub const ATTACHMENT_ASSET: Class = Class::named("AttachmentAsset");
    /// `TranscriptAsset`: an attachment asset.
    pub const TRANSCRIPT_ASSET: Class = Class::named("TranscriptAsset");
    /// `category`
    pub const CATEGORY: Class = Class::named("category");
    /// `categoryEntry`: an entry's assignment to a category.
    pub const CATEGORY_ENTRY: Class = Class::named("categoryEntry");
    /// `categoryKuser`: a member of a category.
    pub const CATEGORY_KUSER: Class = Class::named("categoryKuser");
    /// `kuser`: a user.
    pub const KUSER: Class = Class::named("kuser");
    /// `UserEntry`
    pub const USER_ENTRY: Class = Class::named("UserEntry");
    /// `Partner`: an account.
    pub const PARTNER: Class = Class::named("Partner");
    /// `Metadata`
    pub const METADATA: Class = Class::named("Metadata");
    /// `ScheduleEvent`
    pub const SCHEDULE_EVENT: Class = Class::named("ScheduleEvent");
    /// `LiveStreamScheduleEvent`
    pub const LIVE_STREAM_SCHEDULE_EVENT: Class = Class::named("LiveStreamScheduleEvent");
    /// `EntryVendorTask`
    pub const ENTRY_VENDOR_TASK: Class = Class::named("EntryVendorTask");

    /// The class of that exact name, which has to be one: asked by the constants above, while they compile.
    const fn named(name: &str) -> Class {
        let mut id = 0;
        while id < CLASSES.len() {
            let (name, other) = (name.as_bytes(), CLASSES[id].name.get().as_bytes());
            let mut at = 0;
            while at < name.len() && at < other.len() && name[at] == other[at] {
                at += 1;
            }
            if at == name.len() && at == other.len() {
                return Class(id as u16);
            }
            id += 1;
        }
        #[expect(clippy::panic, reason = "a constant with a wrong name must not compile")]
        {
            panic!("no such class")
        }
    }

    /// The server class of that name, in any case.
    pub fn by_name(name: &str) -> Option<Class> {
        object_type(name).filter(|&id| id < CLASSES.len()).map(|id| OBJECT_TYPE_CLASSES[id])
    }

    /// The server class that the API prints as this one (`KalturaMediaEntry`: `entry`), in any case
    /// (`expressions.md S5`).
    pub fn of_api(api_class: &str) -> Option<Class> {
        object_type(api_class).filter(|&id| id >= CLASSES.len()).map(|id| OBJECT_TYPE_CLASSES[id])
    }

    /// The server class that an `objectType` names, which may be an API class or a server class
    /// (`expressions.md S5`).
    #[inline]
    pub fn of_object_type(object_type: &str) -> Option<Class> {
        self::object_type(object_type).map(|id| OBJECT_TYPE_CLASSES[id])
    }

    /// All server classes, those below a class right behind it; [`Class::BASE_OBJECT`] is the first.
    pub fn all() -> impl Iterator<Item = Class> {
        (0..CLASSES.len() as u16).map(Class)
    }

    /// Its place among [`Class::all`].
    #[inline]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Its name, as the platform spells it.
    pub fn name(self) -> &'static str {
        self.row().name.get()
    }

    /// The class right above it; [`Class::BASE_OBJECT`] above those that have no other parent.
    pub fn parent(self) -> Option<Class> {
        Some(self.row().parent).filter(|&parent| parent != self)
    }

    /// The class itself, its parent, and so on up to [`Class::BASE_OBJECT`].
    pub fn ancestors(self) -> impl Iterator<Item = Class> {
        std::iter::successors(Some(self), |class| class.parent())
    }

    /// Whether it is `other` or below it: what `instanceof` asks (`expressions.md O10`).
    #[inline]
    pub fn is_a(self, other: Class) -> bool {
        other <= self && self <= other.row().last
    }

    /// The table that holds its objects.
    pub fn table(self) -> Option<Table> {
        self.row().table
    }

    /// The object type of templates that are asked for its events, documented semantics
    /// (`templates.md TT1`).
    #[inline]
    pub fn template_type(self) -> Option<TemplateObjectType> {
        self.row().documented
    }

    /// The same in server semantics, where only a few classes have one (`server-rules.md S4`).
    #[inline]
    pub fn server_template_type(self) -> Option<TemplateObjectType> {
        self.row().server
    }

    /// The getter of that name, in any case: its own, else that of the nearest class above it
    /// (`expressions.md S2`).
    pub fn getter(self, name: &str) -> Option<&'static Getter> {
        GetterName::find(name)?.of(self)
    }

    /// All getters that its objects have, by name.
    pub fn getters(self) -> impl Iterator<Item = &'static Getter> {
        GetterName::all().filter_map(move |name| name.of(self))
    }

    fn row(self) -> &'static ClassRow {
        &CLASSES[usize::from(self.0)]
    }
}

fn object_type(name: &str) -> Option<usize> {
    OBJECT_TYPES.find(name, |id| same_name(OBJECT_TYPE_NAMES[id].get(), name))
}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::*;

    fn data() -> Map<String, Value> {
        serde_json::from_str(include_str!("../../data/classes.json")).unwrap()
    }

    fn class(name: &str) -> Class {
        Class::by_name(name).unwrap_or_else(|| panic!("no class {name}"))
    }

    #[test]
    fn every_class_of_the_data_is_found_with_its_parent_table_and_api_classes() {
        let data = data();
        assert_eq!(Class::all().count(), data.len() + 1);
        for (name, row) in &data {
            for written in [name.clone(), name.to_ascii_lowercase(), name.to_ascii_uppercase()] {
                let found = class(&written);
                assert_eq!(found.name(), name);
                assert_eq!(Class::of_object_type(&written), Some(found));
                assert_eq!(Class::of_api(&written), None);
            }
            let found = class(name);
            assert_eq!(found.parent().unwrap().name(), row["parent"].as_str().unwrap_or("BaseObject"));
            assert_eq!(found.table().map(|table| table.name()), row["table"].as_str());
            for api in row["api"].as_array().into_iter().flatten() {
                let api = api.as_str().unwrap();
                for written in [api.to_owned(), api.to_ascii_lowercase()] {
                    assert_eq!(Class::of_api(&written), Some(found), "{written}");
                    assert_eq!(Class::of_object_type(&written), Some(found), "{written}");
                    assert_eq!(Class::by_name(&written), None, "{written}");
                }
            }
        }
    }

    #[test]
    fn a_class_is_itself_and_what_its_ancestors_are_and_nothing_else() {
        for one in Class::all() {
            let ancestors: Vec<Class> = one.ancestors().collect();
            assert_eq!(ancestors.last(), Some(&Class::BASE_OBJECT));
            for other in Class::all() {
                assert_eq!(one.is_a(other), ancestors.contains(&other), "{one} {other}");
            }
        }
    }

    #[test]
    fn the_classes_that_the_engine_names_stand_as_expected() {
        assert!(class("liveAsset").is_a(Class::FLAVOR_ASSET));
        assert!(class("timedThumbAsset").is_a(Class::THUMB_ASSET));
        assert!(Class::TRANSCRIPT_ASSET.is_a(Class::ATTACHMENT_ASSET));
        assert!(class("MarkdownAsset").is_a(Class::ATTACHMENT_ASSET));
        assert!(class("LiveStreamEntry").is_a(Class::LIVE_ENTRY));
        assert!(Class::LIVE_STREAM_SCHEDULE_EVENT.is_a(Class::SCHEDULE_EVENT));
        assert!(class("QuizUserEntry").is_a(Class::USER_ENTRY));
        assert!(!Class::CAPTION_ASSET.is_a(Class::ATTACHMENT_ASSET));
        assert!(!Class::ASSET.is_a(Class::FLAVOR_ASSET));
        assert!(!Class::CATEGORY_ENTRY.is_a(Class::CATEGORY));
        for root in [Class::CATEGORY_KUSER, Class::PARTNER, Class::METADATA, Class::ENTRY_VENDOR_TASK, Class::KUSER] {
            assert_eq!(root.parent(), Some(Class::BASE_OBJECT));
        }
        assert_eq!((Class::BASE_OBJECT.parent(), Class::BASE_OBJECT.table()), (None, None));
    }

    #[test]
    fn an_object_type_is_an_api_class_or_a_server_class() {
        let cases = [
            ("KalturaMediaEntry", Some("entry")),
            ("kalturamediaentry", Some("entry")),
            ("KalturaTextualAttachmentAsset", Some("AttachmentAsset")),
            ("captionasset", Some("CaptionAsset")),
            ("BaseObject", Some("BaseObject")),
            ("KalturaNothing", None),
            ("", None),
            ("Kaltura\u{c9}ntry", None),
        ];
        for (written, name) in cases {
            assert_eq!(Class::of_object_type(written).map(Class::name), name, "{written}");
        }
    }

    #[test]
    fn documented_template_types_follow_the_parents() {
        let cases = [
            ("entry", Some("1")),
            ("LiveStreamEntry", Some("1")),
            ("LiveChannel", Some("1")),
            ("DocumentEntry", Some("1")),
            ("ExternalMediaEntry", Some("1")),
            ("RoomEntry", Some("1")),
            ("asset", Some("3")),
            ("flavorAsset", Some("4")),
            ("liveAsset", Some("4")),
            ("thumbAsset", Some("5")),
            ("CaptionAsset", Some("captionAssetEventNotifications.CaptionAsset")),
            ("TranscriptAsset", Some("transcriptAssetEventNotifications.TranscriptAsset")),
            ("AttachmentAsset", Some("attachmentAssetEventNotifications.AttachmentAsset")),
            ("MeetingScheduleEvent", Some("scheduleEventNotifications.ScheduleEvent")),
            ("ScheduleEvent", Some("scheduleEventNotifications.ScheduleEvent")),
            ("kuser", Some("8")),
            ("categoryKuser", Some("12")),
            ("categoryEntry", Some("37")),
            ("EntryVendorTask", Some("42")),
            ("conversionProfile2", Some("14")),
            ("uiConf", None),
            ("Permission", Some("21")),
            ("PermissionItem", Some("22")),
            ("UserRole", Some("35")),
            ("VodScheduleEvent", Some("scheduleEventNotifications.ScheduleEvent")),
            ("BaseObject", None),
            ("mediaInfo", None),
        ];
        for (name, value) in cases {
            assert_eq!(class(name).template_type().map(TemplateObjectType::value), value, "{name}");
        }
    }

    #[test]
    fn server_template_types_are_those_of_exact_classes() {
        let cases = [
            ("entry", Some("1")),
            ("LiveStreamEntry", Some("1")),
            ("ExternalMediaEntry", Some("1")),
            ("category", Some("2")),
            ("asset", Some("3")),
            ("flavorAsset", Some("4")),
            ("thumbAsset", Some("5")),
            ("conversionProfile2", Some("7")),
            ("kuser", Some("8")),
            ("categoryEntry", Some("37")),
            ("CaptionAsset", Some("captionAssetEventNotifications.CaptionAsset")),
            ("TranscriptAsset", Some("transcriptAssetEventNotifications.TranscriptAsset")),
            ("LiveStreamScheduleEvent", Some("scheduleEventNotifications.ScheduleEvent")),
        ];
        for (name, value) in cases {
            assert_eq!(class(name).server_template_type().map(TemplateObjectType::value), value, "{name}");
        }
        let with_type = Class::all().filter(|class| class.server_template_type().is_some()).count();
        assert_eq!(with_type, cases.len());
    }
}
