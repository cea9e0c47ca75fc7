//! Getters: which property of the printed object a `getX()` of the server reads (`expressions.md S2`).

use std::fmt;

use super::class::Class;
use super::index::{Index, same_name};
use super::tables::{BY_API, GETTER_NAMES, GETTER_SPANS, GETTERS, Span};
use super::text::Text;

/// A getter of a class.
pub struct Getter {
    pub(super) class: Class,
    pub(super) name: Text,
    pub(super) property: Text,
    pub(super) fallback: Text,
    pub(super) custom_data: Text,
    pub(super) by_api: Span,
    pub(super) default: Option<DefaultValue>,
    pub(super) rule: Option<GetterRule>,
    pub(super) date: bool,
}

/// How a computed getter makes its value (`expressions.md S4`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GetterRule {
    /// The length in seconds.
    Seconds,
    /// The length in whole seconds.
    SecondsRounded,
    /// The property split at commas: trimmed, without empty pieces and repeats.
    TagList,
    /// The property split at commas as it is.
    Split,
    /// The property as a string.
    String,
    /// Whether the status is 2.
    Ready,
    /// The ids of the categories that the entry is actively assigned to.
    CategoryIds,
    /// The ids of the entry's ready flavor assets.
    ReadyFlavorIds,
    /// The entry that `entryId` names, whatever its status.
    RelatedEntry,
    /// The category that `categoryId` names, whatever its status.
    RelatedCategory,
    /// The user that `userId` names.
    RelatedUser,
    /// The entry that `parentEntryId` names.
    RelatedParentEntry,
}

/// What a getter gives when its property is absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// A Boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// The empty string.
    EmptyString,
    /// The empty array.
    EmptyArray,
}

impl Getter {
    /// Its name, as the platform spells it.
    pub fn name(&self) -> &'static str {
        self.name.get()
    }

    /// The class that has it.
    pub fn class(&self) -> Class {
        self.class
    }

    /// The property that it reads.
    pub fn property(&self) -> &'static str {
        self.property.get()
    }

    /// The property that it reads of an object that the API prints as `api_class` (in any case).
    pub fn property_for(&self, api_class: &str) -> &'static str {
        self.by_api().find(|(class, _)| same_name(class, api_class)).map_or(self.property(), |(_, property)| property)
    }

    /// The API classes for which it reads another property, and which.
    pub fn by_api(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.by_api.of(&BY_API).iter().map(|(class, property)| (class.get(), property.get()))
    }

    /// The property to read where the first is absent: the getter's name less `get`, unless that is the first.
    pub fn fallback(&self) -> Option<&'static str> {
        self.fallback.optional()
    }

    /// What it gives when the property is absent or null; nothing: null.
    pub fn default(&self) -> Option<DefaultValue> {
        self.default
    }

    /// How it is computed, when it is.
    pub fn rule(&self) -> Option<GetterRule> {
        self.rule
    }

    /// Whether it reads a time and takes a format (`expressions.md S2`, 4).
    pub fn is_date(&self) -> bool {
        self.date
    }

    /// The field of custom data, default namespace, that it reads.
    pub fn custom_data(&self) -> Option<&'static str> {
        self.custom_data.optional()
    }
}

impl fmt::Debug for Getter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.class(), self.name())
    }
}

/// A name that some class has a getter of: looked up once, when a condition is compiled.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GetterName(u16);

static NAMES: Index<2048> = Index::of_texts(&GETTER_NAMES);

impl GetterName {
    /// The name, in any case.
    pub fn find(name: &str) -> Option<GetterName> {
        let at = NAMES.find(name, |id| same_name(GETTER_NAMES[id].get(), name))?;
        u16::try_from(at).ok().map(GetterName)
    }

    /// All names, sorted without regard to case.
    pub fn all() -> impl Iterator<Item = GetterName> {
        (0..GETTER_NAMES.len() as u16).map(GetterName)
    }

    /// The name as the platform spells it (in most classes, should they differ in case).
    pub fn name(self) -> &'static str {
        GETTER_NAMES[usize::from(self.0)].get()
    }

    /// Its place among [`GetterName::all`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The getter of that name that objects of `class` have: the class's own, else that of the nearest above.
    #[inline]
    pub fn of(self, class: Class) -> Option<&'static Getter> {
        let getters = self.getters();
        // Classes that contain each other nest and the outer comes first: the last that fits is the nearest.
        let candidates = getters.partition_point(|getter| getter.class <= class);
        getters[..candidates].iter().rev().find(|getter| class.is_a(getter.class))
    }

    /// Whether it takes a date format, in whatever class (`expressions.md S2`, 4).
    pub fn is_date(self) -> bool {
        self.getters().first().is_some_and(|getter| getter.date)
    }

    fn getters(self) -> &'static [Getter] {
        GETTER_SPANS[usize::from(self.0)].of(&GETTERS)
    }
}

impl fmt::Debug for GetterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether a method of that name (in any case) takes a date format, in whatever class: only these getters take
/// an argument (`expressions.md S2`, 4).
pub fn is_date_getter(name: &str) -> bool {
    GetterName::find(name).is_some_and(GetterName::is_date)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::*;

    fn data() -> Map<String, Value> {
        serde_json::from_str(include_str!("../../data/getters.json")).unwrap()
    }

    fn plain(name: &str) -> String {
        let mut plain = name.strip_prefix("get").unwrap_or_default().to_owned();
        if let Some(first) = plain.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        plain
    }

    fn rule(id: &str) -> GetterRule {
        match id {
            "seconds" => GetterRule::Seconds,
            "seconds-rounded" => GetterRule::SecondsRounded,
            "tag-list" => GetterRule::TagList,
            "split" => GetterRule::Split,
            "string" => GetterRule::String,
            "ready" => GetterRule::Ready,
            "category-ids" => GetterRule::CategoryIds,
            "ready-flavor-ids" => GetterRule::ReadyFlavorIds,
            "related-entry" => GetterRule::RelatedEntry,
            "related-category" => GetterRule::RelatedCategory,
            "related-user" => GetterRule::RelatedUser,
            "related-parent-entry" => GetterRule::RelatedParentEntry,
            other => panic!("no rule {other}"),
        }
    }

    fn default(value: &Value) -> DefaultValue {
        match value {
            Value::Bool(value) => DefaultValue::Bool(*value),
            Value::Number(value) => DefaultValue::Int(value.as_i64().unwrap()),
            Value::String(value) if value.is_empty() => DefaultValue::EmptyString,
            Value::Array(values) if values.is_empty() => DefaultValue::EmptyArray,
            other => panic!("no default {other}"),
        }
    }

    #[test]
    fn every_getter_of_the_data_is_found_with_all_that_is_said_of_it() {
        let mut count = 0;
        for (class_name, getters) in &data() {
            let class = Class::by_name(class_name).unwrap();
            for (name, row) in getters.as_object().unwrap() {
                let getter = class.getter(name).unwrap();
                assert_eq!(class.getter(&name.to_ascii_uppercase()).unwrap().name(), name);
                assert_eq!((getter.class(), getter.name()), (class, name.as_str()));
                let property = row.get("property").map_or(plain(name), |value| value.as_str().unwrap().to_owned());
                assert_eq!(getter.property(), property);
                let fallback = Some(plain(name)).filter(|plain| !plain.is_empty() && *plain != property);
                assert_eq!(getter.fallback(), fallback.as_deref(), "{getter:?}");
                assert_eq!(getter.custom_data(), row.get("customData").map(|field| field.as_str().unwrap()));
                assert_eq!(getter.rule(), row.get("rule").map(|id| rule(id.as_str().unwrap())));
                assert_eq!(getter.default(), row.get("default").map(default));
                assert_eq!(getter.is_date(), row.get("type").is_some());
                assert_eq!(is_date_getter(name), getter.is_date());
                let by_api = row.get("byApi").and_then(Value::as_object).into_iter().flatten();
                let by_api: Vec<_> = by_api.map(|(class, property)| (&**class, property.as_str().unwrap())).collect();
                assert_eq!(getter.by_api().collect::<Vec<_>>(), by_api);
                count += 1;
            }
        }
        assert_eq!(count, GETTERS.len());
    }

    #[test]
    fn the_nearest_class_above_decides() {
        let data = data();
        for class in Class::all() {
            for name in GetterName::all() {
                let nearest = class.ancestors().find(|above| {
                    let getters = data.get(above.name()).and_then(Value::as_object);
                    getters.is_some_and(|own| own.keys().any(|key| key.eq_ignore_ascii_case(name.name())))
                });
                assert_eq!(name.of(class).map(Getter::class), nearest, "{class} {name:?}");
            }
        }
    }

    #[test]
    fn a_getter_may_read_another_property_of_some_api_classes() {
        let document = Class::by_name("DocumentEntry").unwrap();
        for (class, media_type) in [(Class::ENTRY, "mediaType"), (document, "documentType")] {
            let getter = class.getter("getMediaType").unwrap();
            assert_eq!(getter.property_for("KalturaMediaEntry"), media_type);
            assert_eq!(getter.property_for("KalturaPlaylist"), "playlistType");
        }
    }

    #[test]
    fn dates_go_by_name_in_whatever_class() {
        for name in ["getCreatedAt", "GETUPDATEDAT", "getqueuetime"] {
            assert!(is_date_getter(name), "{name}");
        }
        for name in ["getStatus", "getNothing", "createdAt", ""] {
            assert!(!is_date_getter(name), "{name}");
        }
        for name in GetterName::all() {
            assert!(name.getters().iter().all(|getter| getter.date == name.is_date()), "{name:?}");
        }
    }

    #[test]
    fn what_starts_with_is_has_a_rule() {
        let names: Vec<_> = GetterName::all().map(GetterName::name).filter(|name| !name.starts_with("get")).collect();
        assert_eq!(names, ["isReady"]);
        assert_eq!(Class::ENTRY.getter("isReady").unwrap().rule(), Some(GetterRule::Ready));
    }

    #[test]
    fn a_class_without_getters_has_those_of_its_parents() {
        let names = |class: Class| class.getters().map(Getter::name).collect::<Vec<_>>();
        let exportable = Class::by_name("exportableAsset").unwrap();
        assert_eq!(names(exportable), names(Class::ASSET));
        assert!(exportable.getters().all(|getter| getter.class() == Class::ASSET));
        assert_eq!(Class::BASE_OBJECT.getters().count(), 0);
        assert!(Class::BASE_OBJECT.getter("getId").is_none());
    }
}
