//! What a name reads of an event: for the index, for lint and for fetching what a partial event lacks.

use reach_expr::{MethodId, StaticId};

use super::{Call, EventMethod, Lookup, Method, Names, ObjectMethod, ScopeMethod};
use crate::platform::{Class, GetterRule};

/// What a method name means where it is usually called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// `getObject()`
    Object,
    /// `getEvent()`
    Event,
    /// A getter of one property.
    Property,
    /// A getter that gives a list, whatever the property holds.
    List,
    /// A getter of something beyond the object.
    Related,
    /// `isColumnModified(..)`
    ColumnModified,
    /// `getModifiedColumns()`
    ModifiedColumns,
    /// `getColumnsOldValue(..)` and the like.
    OldValues,
    /// `isCustomDataModified(..)` and the like.
    CustomData,
    /// `getFromCustomData(..)`: a property by name.
    CustomProperty,
    /// `getPreviousVersion()`
    PreviousVersion,
    /// `getPartnerId()`: the account of the event, or a property.
    PartnerId,
    /// `getTime()`: now, or a property.
    Time,
    /// `getDynamicValueByKey(..)`
    DynamicValue,
    /// `getDynamicValues(..)`
    DynamicValues,
    /// No number of these names.
    Unknown,
}

/// What part of an event a name reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Read {
    /// Nothing of it.
    Nothing,
    /// A property of an object.
    Property,
    /// `modifiedColumns`
    ModifiedColumns,
    /// `oldValues`
    OldValues,
    /// `customDataOldValues`, and the fields among `modifiedColumns`.
    CustomData,
    /// `previousVersion`
    PreviousVersion,
    /// Template parameters.
    Parameters,
    /// The clock.
    Now,
    /// `related.entry` or `related.entries`.
    Entries,
    /// `related.categories`
    Categories,
    /// `related.users`
    Users,
    /// `related.assets`
    Assets,
    /// `related.categoryEntries`
    Assignments,
    /// `related.categoryUsers`
    CategoryUsers,
    /// `related.metadata`
    Metadata,
}

impl Names {
    /// What a method means.
    pub fn meaning(&self, id: MethodId) -> Meaning {
        self.method_of(id).map_or(Meaning::Unknown, Method::meaning)
    }

    /// What a method reads.
    pub fn reads(&self, id: MethodId) -> Read {
        self.method_of(id).map_or(Read::Nothing, Method::reads)
    }

    /// What a static method reads.
    pub fn static_reads(&self, id: StaticId) -> Read {
        match self.call_of(id) {
            Some(Call::Lookup(lookup)) => lookup.reads(),
            Some(Call::Plugin(_)) | None => Read::Nothing,
        }
    }

    /// A method's name as written.
    pub fn method_name(&self, id: MethodId) -> &str {
        self.method_of(id).map_or("", |method| &method.name)
    }

    /// The property that a getter without arguments reads of an object of `class`, where it reads one alone.
    pub fn property(&self, id: MethodId, class: Class) -> Option<&str> {
        let getters = self.method_of(id)?.getters()?;
        match getters.of(class) {
            None => Some(getters.unmapped().name()),
            Some(mapped) => match mapped.getter.rule() {
                None | Some(GetterRule::TagList | GetterRule::Split | GetterRule::String | GetterRule::Ready) => {
                    Some(mapped.property.name())
                }
                Some(_) => None,
            },
        }
    }

    /// Whether the getter gives a list when it is asked of an object of `class`, whatever its property holds.
    pub fn gives_list(&self, id: MethodId, class: Class) -> bool {
        let rule = self.method_of(id).and_then(Method::getters).and_then(|getters| getters.of(class)?.getter.rule());
        matches!(rule, Some(GetterRule::TagList | GetterRule::Split))
    }

    /// Whether some class has the getter. One that no class has reads a property that nobody may ever send:
    /// most likely it is misspelt.
    pub fn is_known_getter(&self, id: MethodId) -> bool {
        self.method_of(id).and_then(Method::getters).is_some_and(|getters| !getters.all().is_empty())
    }
}

impl Method {
    fn meaning(&self) -> Meaning {
        match (self.scope, self.event, &self.object) {
            (Some(scope), _, _) => match scope {
                ScopeMethod::Object => Meaning::Object,
                ScopeMethod::Event => Meaning::Event,
                ScopeMethod::PartnerId => Meaning::PartnerId,
                ScopeMethod::Time => Meaning::Time,
                ScopeMethod::DynamicValueByKey => Meaning::DynamicValue,
                ScopeMethod::DynamicValues => Meaning::DynamicValues,
            },
            (None, Some(event), _) => match event {
                EventMethod::Object => Meaning::Object,
                EventMethod::ModifiedColumns | EventMethod::HasModifiedColumn => Meaning::ModifiedColumns,
                EventMethod::IsCustomDataModified | EventMethod::CustomDataOldValue => Meaning::CustomData,
                EventMethod::PreviousVersion => Meaning::PreviousVersion,
            },
            (None, None, Some(object)) => match object {
                ObjectMethod::FromCustomData => Meaning::CustomProperty,
                ObjectMethod::IsColumnModified => Meaning::ColumnModified,
                ObjectMethod::ColumnsOldValue | ObjectMethod::ColumnsOldValues => Meaning::OldValues,
                ObjectMethod::CustomDataOldValues => Meaning::CustomData,
                ObjectMethod::IsModified => Meaning::ModifiedColumns,
                ObjectMethod::HasElement(_) => Meaning::List,
                ObjectMethod::Getter(getters) => meaning_of(getters.all().iter().map(|mapped| mapped.getter.rule())),
            },
            (None, None, None) => Meaning::Unknown,
        }
    }

    fn reads(&self) -> Read {
        match self.meaning() {
            Meaning::Object | Meaning::Event | Meaning::PartnerId | Meaning::Unknown => Read::Nothing,
            Meaning::Property | Meaning::List | Meaning::CustomProperty => Read::Property,
            Meaning::Related => self.related(),
            Meaning::ColumnModified | Meaning::ModifiedColumns => Read::ModifiedColumns,
            Meaning::OldValues => Read::OldValues,
            Meaning::CustomData => Read::CustomData,
            Meaning::PreviousVersion => Read::PreviousVersion,
            Meaning::Time => Read::Now,
            Meaning::DynamicValue | Meaning::DynamicValues => Read::Parameters,
        }
    }

    fn related(&self) -> Read {
        let rules = self.getters().into_iter().flat_map(|getters| getters.all()).filter_map(|mapped| mapped.getter.rule());
        let mut parts = rules.filter_map(|rule| match rule {
            GetterRule::RelatedEntry | GetterRule::RelatedParentEntry => Some(Read::Entries),
            GetterRule::RelatedCategory => Some(Read::Categories),
            GetterRule::RelatedUser => Some(Read::Users),
            GetterRule::CategoryIds => Some(Read::Assignments),
            GetterRule::ReadyFlavorIds => Some(Read::Assets),
            GetterRule::Seconds | GetterRule::SecondsRounded | GetterRule::TagList => None,
            GetterRule::Split | GetterRule::String | GetterRule::Ready => None,
        });
        parts.next().unwrap_or(Read::Property)
    }
}

/// What a getter means whose classes have these rules.
fn meaning_of(rules: impl Iterator<Item = Option<GetterRule>>) -> Meaning {
    let mut meaning = None;
    for rule in rules {
        let one = match rule {
            Some(GetterRule::TagList | GetterRule::Split) => Meaning::List,
            Some(GetterRule::Seconds | GetterRule::SecondsRounded | GetterRule::String | GetterRule::Ready) | None => Meaning::Property,
            Some(GetterRule::CategoryIds | GetterRule::ReadyFlavorIds | GetterRule::RelatedEntry) => Meaning::Related,
            Some(GetterRule::RelatedCategory | GetterRule::RelatedUser | GetterRule::RelatedParentEntry) => Meaning::Related,
        };
        meaning = match meaning {
            None => Some(one),
            Some(known) if known == one => Some(one),
            Some(Meaning::Related) => Some(Meaning::Related),
            Some(_) if one == Meaning::Related => Some(Meaning::Related),
            Some(_) => Some(Meaning::Property),
        };
    }
    meaning.unwrap_or(Meaning::Property)
}

impl Lookup {
    fn reads(self) -> Read {
        match self {
            Lookup::Entry | Lookup::EntryNoFilter => Read::Entries,
            Lookup::Category | Lookup::CategoryNoFilter => Read::Categories,
            Lookup::UserByKuserId | Lookup::UserByKuserIdNoFilter | Lookup::UserById | Lookup::ActiveUserById => Read::Users,
            Lookup::Asset | Lookup::AssetNoFilter | Lookup::Assets | Lookup::AssetsByStatus => Read::Assets,
            Lookup::ReadyAssets | Lookup::Flavors | Lookup::ReadyFlavors => Read::Assets,
            Lookup::OriginalAsset | Lookup::OriginalReadyAsset | Lookup::AssetByParams => Read::Assets,
            Lookup::ActiveAssignments | Lookup::ActiveAndPendingAssignments => Read::Assignments,
            Lookup::ActiveAssignmentsTo | Lookup::OneActiveAssignment | Lookup::Assignment => Read::Assignments,
            Lookup::CategoryUser => Read::CategoryUsers,
            Lookup::Metadata | Lookup::MetadataValues | Lookup::MetadataField => Read::Metadata,
            Lookup::PermissionLevelName => Read::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use reach_expr::{Kind, Signatures};

    use super::*;
    use crate::names::{EVENT, OBJECT};

    #[test]
    fn each_name_says_what_it_reads() {
        let cases = [
            (Kind::SCOPE, "getObject", 0, Meaning::Object, Read::Nothing),
            (EVENT, "getObject", 0, Meaning::Object, Read::Nothing),
            (Kind::SCOPE, "getevent", 0, Meaning::Event, Read::Nothing),
            (Kind::SCOPE, "getTime", 0, Meaning::Time, Read::Now),
            (Kind::SCOPE, "getDynamicValueByKey", 1, Meaning::DynamicValue, Read::Parameters),
            (EVENT, "getModifiedColumns", 0, Meaning::ModifiedColumns, Read::ModifiedColumns),
            (EVENT, "isCustomDataModified", 1, Meaning::CustomData, Read::CustomData),
            (OBJECT, "isColumnModified", 1, Meaning::ColumnModified, Read::ModifiedColumns),
            (OBJECT, "getColumnsOldValue", 1, Meaning::OldValues, Read::OldValues),
            (OBJECT, "getTagsArr", 0, Meaning::List, Read::Property),
            (OBJECT, "getTags", 0, Meaning::Property, Read::Property),
            (OBJECT, "getDuration", 0, Meaning::Property, Read::Property),
            (OBJECT, "getUnheardOf", 0, Meaning::Property, Read::Property),
            (OBJECT, "getEntry", 0, Meaning::Related, Read::Entries),
            (OBJECT, "getKuser", 0, Meaning::Related, Read::Users),
            (OBJECT, "getAllCategoriesIds", 0, Meaning::Related, Read::Assignments),
        ];
        let mut names = Names::new();
        for (kind, name, args, meaning, reads) in cases {
            let (id, _) = names.method(kind, name, &vec![None; args]).unwrap();
            assert_eq!((names.meaning(id), names.reads(id)), (meaning, reads), "{name}");
            assert_eq!(names.method_name(id), name);
        }
        assert_eq!(names.meaning(MethodId(9999)), Meaning::Unknown);
    }

    #[test]
    fn lists_may_be_looked_into_by_a_method_of_their_own() {
        let mut names = Names::new();
        let mut id = |kind, name| Signatures::method(&mut names, kind, name, &[]).unwrap().0;
        let (columns, tags, text) = (id(EVENT, "getModifiedColumns"), id(OBJECT, "getTagsArr"), id(OBJECT, "getTags"));
        let in_tags = names.membership(tags).unwrap();
        assert_eq!(names.membership(tags), Some(in_tags));
        assert_ne!(names.membership(columns), Some(in_tags));
        assert_eq!(names.membership(text), None);
        assert_eq!((names.meaning(in_tags), names.method_name(in_tags)), (Meaning::List, "getTagsArr"));
    }

    #[test]
    fn a_getter_names_its_property_and_whether_it_gives_a_list() {
        let mut names = Names::new();
        let mut id = |name| Signatures::method(&mut names, OBJECT, name, &[]).unwrap().0;
        let (puser, tags, entry, odd) = (id("getPuserId"), id("getTagsArr"), id("getEntry"), id("getOdd"));
        assert_eq!(names.property(puser, Class::ENTRY), Some("userId"));
        assert_eq!(names.property(tags, Class::ENTRY), Some("tags"));
        assert_eq!(names.property(tags, Class::ASSET), Some("tagsArr"));
        assert_eq!(names.property(entry, Class::ASSET), None);
        assert!(names.gives_list(tags, Class::ENTRY) && !names.gives_list(tags, Class::ASSET));
        assert!(names.is_known_getter(puser) && !names.is_known_getter(odd));
    }
}
