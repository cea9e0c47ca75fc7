//! What a method name stands for on `$scope`, on the event and on objects.

use reach_expr::MethodId;
use reach_rawjson::Key;

use crate::platform::{Class, Getter, GetterName, GetterRule};

/// A method name, with what it does wherever it is called.
#[derive(Debug)]
pub(crate) struct Method {
    /// As written.
    pub name: Box<str>,
    pub scope: Option<ScopeMethod>,
    pub event: Option<EventMethod>,
    pub object: Option<ObjectMethod>,
    /// The method whose list this one looks into.
    pub list: Option<MethodId>,
}

/// Methods of `$scope` (`expressions.md S1`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeMethod {
    Object,
    Event,
    PartnerId,
    Time,
    DynamicValueByKey,
    DynamicValues,
}

/// Methods of the event (`expressions.md S3`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventMethod {
    Object,
    ModifiedColumns,
    IsCustomDataModified,
    CustomDataOldValue,
    PreviousVersion,
    /// Whether a value is among the modified columns: `in_array(value, getModifiedColumns())`.
    HasModifiedColumn,
}

/// Methods of objects (`expressions.md S2`).
#[derive(Debug)]
pub(crate) enum ObjectMethod {
    FromCustomData,
    IsColumnModified,
    ColumnsOldValue,
    ColumnsOldValues,
    CustomDataOldValues,
    IsModified,
    Getter(Getters),
    /// Whether a value is among those of a list: `in_array(value, getTagsArr())`.
    HasElement(MethodId),
}

/// A method that has a fixed meaning: its name and its fewest and most arguments.
pub(super) struct Fixed<M> {
    pub name: &'static str,
    pub args: (usize, usize),
    pub method: M,
}

const fn fixed<M>(name: &'static str, least: usize, most: usize, method: M) -> Fixed<M> {
    Fixed { name, args: (least, most), method }
}

pub(super) const SCOPE: [Fixed<ScopeMethod>; 6] = [
    fixed("getObject", 0, 0, ScopeMethod::Object),
    fixed("getEvent", 0, 0, ScopeMethod::Event),
    fixed("getPartnerId", 0, 0, ScopeMethod::PartnerId),
    fixed("getTime", 0, 0, ScopeMethod::Time),
    fixed("getDynamicValueByKey", 1, 1, ScopeMethod::DynamicValueByKey),
    fixed("getDynamicValues", 0, 2, ScopeMethod::DynamicValues),
];

pub(super) const EVENT: [Fixed<EventMethod>; 5] = [
    fixed("getObject", 0, 0, EventMethod::Object),
    fixed("getModifiedColumns", 0, 0, EventMethod::ModifiedColumns),
    fixed("isCustomDataModified", 0, 2, EventMethod::IsCustomDataModified),
    fixed("getCustomDataOldValue", 0, 2, EventMethod::CustomDataOldValue),
    fixed("getPreviousVersion", 0, 0, EventMethod::PreviousVersion),
];

pub(super) const OBJECT: [Fixed<fn() -> ObjectMethod>; 6] = [
    fixed("getFromCustomData", 1, 3, || ObjectMethod::FromCustomData),
    fixed("isColumnModified", 1, 1, || ObjectMethod::IsColumnModified),
    fixed("getColumnsOldValue", 1, 1, || ObjectMethod::ColumnsOldValue),
    fixed("getColumnsOldValues", 0, 0, || ObjectMethod::ColumnsOldValues),
    fixed("getCustomDataOldValues", 0, 0, || ObjectMethod::CustomDataOldValues),
    fixed("isModified", 0, 0, || ObjectMethod::IsModified),
];

/// What no getter may be named, though it looks like one (`expressions.md S2`, 5).
const REFUSED_GETTERS: [&str; 3] = ["getPeer", "getKs", "getCustomDataObj"];

pub(super) fn find<'f, M>(methods: &'f [Fixed<M>], name: &str) -> Option<&'f Fixed<M>> {
    methods.iter().find(|fixed| fixed.name.eq_ignore_ascii_case(name))
}

impl Method {
    pub(super) fn named(name: &str) -> Method {
        let object = match find(&OBJECT, name) {
            Some(fixed) => Some((fixed.method)()),
            None => Getters::named(name).map(ObjectMethod::Getter),
        };
        Method {
            name: name.into(),
            scope: find(&SCOPE, name).map(|fixed| fixed.method),
            event: find(&EVENT, name).map(|fixed| fixed.method),
            object,
            list: None,
        }
    }

    /// The method that tells whether a value is in the list that this one, `list`, gives; `None` when it gives none.
    pub(super) fn membership(&self, list: MethodId) -> Option<Method> {
        let is_columns = self.event == Some(EventMethod::ModifiedColumns);
        let splits = |mapped: &Mapped| matches!(mapped.getter.rule(), Some(GetterRule::TagList | GetterRule::Split));
        let is_list = self.getters().is_some_and(|getters| getters.mapped.iter().any(splits));
        (is_columns || is_list).then(|| Method {
            name: self.name.clone(),
            scope: None,
            event: is_columns.then_some(EventMethod::HasModifiedColumn),
            object: Some(ObjectMethod::HasElement(list)),
            list: Some(list),
        })
    }

    /// The getters, when it is one.
    pub fn getters(&self) -> Option<&Getters> {
        match &self.object {
            Some(ObjectMethod::Getter(getters)) => Some(getters),
            Some(_) | None => None,
        }
    }
}

/// All getters of one name.
#[derive(Debug)]
pub(crate) struct Getters {
    /// Those of the tables.
    mapped: Box<[Mapped]>,
    /// Which of them each class has, by its place among all classes; 0: none, else counted from 1.
    by_class: Box<[u8]>,
    /// The property that objects of other classes read: the name less `get`, as written.
    unmapped: Key<'static>,
}

/// A getter of a class, ready to be asked.
#[derive(Debug)]
pub(crate) struct Mapped {
    pub getter: &'static Getter,
    /// Whether it gives the property as it is.
    pub is_plain: bool,
    pub property: Key<'static>,
    /// The property of objects that the API prints as another class.
    pub by_api: Box<[(&'static str, Key<'static>)]>,
    /// The property to read where the first is absent.
    pub fallback: Option<Key<'static>>,
}

impl Getters {
    /// The getters of that name; `None` when objects have no method of that name that may be called.
    fn named(name: &str) -> Option<Getters> {
        let known = GetterName::find(name);
        let unmapped = match plain_property(name) {
            Some(property) => Key::owned(property),
            // `is...` and `has...` only where they are computed.
            None => {
                let has_rule = |known: GetterName| all_of(known).any(|getter| getter.rule().is_some());
                known.filter(|known| has_rule(*known))?;
                Key::owned(name.to_owned())
            }
        };
        if REFUSED_GETTERS.iter().any(|refused| refused.eq_ignore_ascii_case(name)) {
            return None;
        }
        let mapped: Box<[Mapped]> = known.map(|known| all_of(known).map(Mapped::of).collect()).unwrap_or_default();
        let place = |class: Class| {
            let getter = known.and_then(|known| known.of(class))?;
            let at = mapped.iter().position(|mapped| std::ptr::eq(mapped.getter, getter))?;
            u8::try_from(at + 1).ok()
        };
        let by_class = if mapped.is_empty() { Box::default() } else { Class::all().map(|class| place(class).unwrap_or(0)).collect() };
        Some(Getters { mapped, by_class, unmapped })
    }

    /// The getter that objects of a class have.
    #[inline]
    pub fn of(&self, class: Class) -> Option<&Mapped> {
        let place = *self.by_class.get(class.index())?;
        self.mapped.get(usize::from(place).checked_sub(1)?)
    }

    /// The property of objects whose class has no such getter (`expressions.md S2`, 3).
    pub fn unmapped(&self) -> &Key<'static> {
        &self.unmapped
    }

    /// Those of the tables.
    pub fn all(&self) -> &[Mapped] {
        &self.mapped
    }
}

impl Mapped {
    fn of(getter: &'static Getter) -> Mapped {
        Mapped {
            getter,
            is_plain: getter.rule().is_none() && !getter.is_date() && getter.by_api().next().is_none(),
            property: Key::new(getter.property()),
            by_api: getter.by_api().map(|(class, property)| (class, Key::new(property))).collect(),
            fallback: getter.fallback().map(Key::new),
        }
    }

    /// The property that it reads of an object that the API prints as `api_class`.
    #[inline]
    pub fn property(&self, api_class: impl FnOnce() -> Option<String>) -> &Key<'static> {
        if self.by_api.is_empty() {
            return &self.property;
        }
        let api_class = api_class().unwrap_or_default();
        let listed = self.by_api.iter().find(|(class, _)| class.eq_ignore_ascii_case(&api_class));
        listed.map_or(&self.property, |(_, property)| property)
    }
}

/// All getters of a name, in the order of their classes.
fn all_of(name: GetterName) -> impl Iterator<Item = &'static Getter> {
    Class::all().filter_map(move |class| name.of(class).filter(|getter| getter.class() == class))
}

/// The name less `get`, its first letter in lower case; `None` when it has no `get` or nothing behind it.
fn plain_property(name: &str) -> Option<String> {
    let (get, rest) = name.split_at_checked(3)?;
    if !get.eq_ignore_ascii_case("get") || rest.is_empty() {
        return None;
    }
    let mut property = rest.to_owned();
    if let Some(first) = property.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    Some(property)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn getters(name: &str) -> Getters {
        Getters::named(name).unwrap_or_else(|| panic!("{name}"))
    }

    #[test]
    fn a_getter_is_that_of_the_nearest_class() {
        let class = |name| Class::by_name(name).unwrap();
        let cases = [
            ("getMediaType", "entry", "mediaType"),
            ("getMediaType", "LiveStreamEntry", "mediaType"),
            ("getMediaType", "DocumentEntry", "documentType"),
            ("GETPUSERID", "RoomEntry", "userId"),
            ("getPuserId", "kuser", "id"),
            ("getStatus", "CaptionAsset", "status"),
        ];
        for (name, of, property) in cases {
            assert_eq!(getters(name).of(class(of)).unwrap().property.name(), property, "{of}::{name}");
        }
        assert!(getters("getMediaType").of(class("asset")).is_none());
        assert!(getters("getPuserId").of(Class::BASE_OBJECT).is_none());
    }

    #[test]
    fn getters_agree_with_the_tables_for_every_class() {
        for name in GetterName::all().step_by(7) {
            let Some(getters) = Getters::named(name.name()) else { continue };
            for class in Class::all() {
                let mapped = getters.of(class).map(|mapped| std::ptr::from_ref(mapped.getter));
                assert_eq!(mapped, name.of(class).map(std::ptr::from_ref), "{class}::{name:?}");
            }
        }
    }

    #[test]
    fn other_names_read_the_property_that_they_spell() {
        let cases = [("getCustom_param", "custom_param"), ("getABC", "aBC"), ("GetX", "x"), ("getÉ", "É"), ("isReady", "isReady")];
        for (name, property) in cases {
            assert_eq!(getters(name).unmapped().name(), property);
        }
    }

    #[test]
    fn what_is_no_getter_is_none() {
        for name in
            ["get", "", "ge", "setStatus", "delete", "isNothing", "hasX", "isScheduledNow", "getPeer", "GETKS", "getCustomDataObj", "éé"]
        {
            assert!(Getters::named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn a_property_may_depend_on_the_api_class() {
        let getters = getters("getMediaType");
        let mapped = getters.of(Class::by_name("DocumentEntry").unwrap()).unwrap();
        assert_eq!(mapped.property(|| Some("kalturaplaylist".to_owned())).name(), "playlistType");
        assert_eq!(mapped.property(|| None).name(), "documentType");
    }
}
