//! Custom metadata: for expressions (`expressions.md P`, P2) and for metadata conditions (`templates.md TC6`).

use std::borrow::Cow;

use reach_expr::{Array, Fault, Fuel, Object, Thrown, Value};
use reach_rawjson::Key;

use super::getter::argument;
use super::related::{ENTRY_ID, List};
use super::{Facts, OBJECT, known, scalar};
use crate::need::Fact;
use crate::platform::{Class, EventType};
use crate::xpath::{NotXml, XPath, XPathError};

const PROFILE_ID: Key<'static> = Key::new("metadataProfileId");
const OBJECT_ID: Key<'static> = Key::new("objectId");
const CATEGORY_ID: Key<'static> = Key::new("categoryId");
const XML: Key<'static> = Key::new("xml");
/// In the event's own metadata the API's name; in `related.metadata` `objectType` is a number.
const METADATA_OBJECT_TYPE: Key<'static> = Key::new("metadataObjectType");
const OBJECT_TYPE: Key<'static> = Key::new("objectType");

/// `MetadataObjectType`
const ENTRY: &str = "1";
const CATEGORY: &str = "2";
const USER: &str = "3";
const PARTNER: &str = "4";
const USER_ENTRY: &str = "6";

/// The types of event on which the server compares metadata (`templates.md TC6`, 5).
const COMPARED: [EventType; 7] = [
    EventType::ObjectAdded,
    EventType::ObjectDataChanged,
    EventType::ObjectDeleted,
    EventType::ObjectReplaced,
    EventType::ObjectUpdated,
    EventType::ObjectReadyForReplacement,
    EventType::ObjectReadyForIndex,
];

impl<'e> Facts<'e> {
    /// The texts that a path finds in the metadata that the event's object has of a profile; `None` when it has
    /// none (`templates.md TC6`, 1 and 2).
    ///
    /// # Errors
    /// The path is not supported, the metadata is not told or too large.
    pub fn metadata_texts(&self, profile: i64, path: &str, fuel: &mut Fuel) -> Result<Option<Vec<String>>, Fault> {
        let path = path_of(path)?;
        match known(self.metadata_of_event(&profile.to_string()))? {
            Some(metadata) => self.texts(metadata, &path, fuel),
            None => Ok(None),
        }
    }

    /// The same as `KalturaMatchMetadataCondition` and `KalturaMetadataField` read it on the server
    /// (`templates.md TC6`, 5): a category assignment ends in an error.
    ///
    /// # Errors
    /// As [`Facts::metadata_texts`].
    pub fn server_matched_metadata_texts(&self, profile: i64, path: &str, fuel: &mut Fuel) -> Result<Option<Vec<String>>, Fault> {
        if self.own.class.is_a(Class::CATEGORY_ENTRY) {
            return Err(Fault::error("a category assignment has no metadata"));
        }
        self.metadata_texts(profile, path, fuel)
    }

    /// The same as `KalturaCompareMetadataCondition` reads it on the server (`templates.md TC6`, 5): not on every
    /// event, not of assets and category assignments, and of a metadata object whatever its profile.
    ///
    /// # Errors
    /// As [`Facts::metadata_texts`].
    pub fn server_compared_metadata_texts(&self, profile: i64, path: &str, fuel: &mut Fuel) -> Result<Option<Vec<String>>, Fault> {
        let class = self.own.class;
        let is_read = self.event.event_type.is_some_and(|event_type| COMPARED.contains(&event_type));
        if !is_read || class.is_a(Class::ASSET) || class.is_a(Class::CATEGORY_ENTRY) {
            return Ok(None);
        }
        if class.is_a(Class::METADATA) {
            return self.texts(OBJECT, &path_of(path)?, fuel);
        }
        self.metadata_texts(profile, path, fuel)
    }

    /// Metadata without XML has no value, like none at all.
    fn texts(&self, metadata: Object, path: &XPath, fuel: &mut Fuel) -> Result<Option<Vec<String>>, Fault> {
        match self.xml(metadata)? {
            Some(xml) => Ok(Some(path.texts(&xml, fuel)?.unwrap_or_default())),
            None => Ok(None),
        }
    }

    fn xml(&self, metadata: Object) -> Result<Option<Cow<'e, str>>, Fault> {
        match self.entity(metadata) {
            Some(metadata) => Ok(known(metadata.text(&XML))?.filter(|xml| !xml.is_empty())),
            None => Ok(None),
        }
    }

    /// Which metadata a condition on the event reads (`templates.md TC6`, 1).
    fn metadata_of_event(&self, profile: &str) -> Fact<Option<Object>> {
        let class = self.own.class;
        if class.is_a(Class::METADATA) {
            return Ok(self.own.is(&PROFILE_ID, profile)?.then_some(OBJECT));
        }
        if class.is_a(Class::ASSET) {
            return self.metadata_at(profile, ENTRY, self.own.text(&ENTRY_ID)?);
        }
        if class.is_a(Class::CATEGORY_ENTRY) {
            return match self.metadata_at(profile, ENTRY, self.own.text(&ENTRY_ID)?)? {
                Some(metadata) => Ok(Some(metadata)),
                None => self.metadata_at(profile, CATEGORY, self.own.text(&CATEGORY_ID)?),
            };
        }
        let own_types = [
            (Class::ENTRY, ENTRY),
            (Class::CATEGORY, CATEGORY),
            (Class::KUSER, USER),
            (Class::PARTNER, PARTNER),
            (Class::USER_ENTRY, USER_ENTRY),
        ];
        match own_types.into_iter().find(|(of, _)| class.is_a(*of)) {
            Some((_, object_type)) => self.metadata_at(profile, object_type, self.own.id()?),
            None => Ok(None),
        }
    }

    /// The metadata of an object; the event's own stands in for its copy.
    fn metadata_at(&self, profile: &str, object_type: &str, object_id: Option<Cow<'_, str>>) -> Fact<Option<Object>> {
        let Some(object_id) = object_id else { return Ok(None) };
        for object in self.listed_own_first(List::Metadata, |object| self.has_own_id(object))? {
            let Some(metadata) = self.entity(object) else { continue };
            let is_it = metadata.is(&PROFILE_ID, profile)?
                && metadata.is(&OBJECT_ID, &object_id)?
                && self.metadata_object_type(object)? == object_type;
            if is_it {
                return Ok(Some(object));
            }
        }
        Ok(None)
    }

    /// The type of the object that metadata is of; an entry where it is not told.
    fn metadata_object_type(&self, metadata: Object) -> Fact<Cow<'e, str>> {
        let Some(entity) = self.entity(metadata) else { return Ok(Cow::Borrowed(ENTRY)) };
        let key = if metadata == OBJECT { &METADATA_OBJECT_TYPE } else { &OBJECT_TYPE };
        let told = entity.get(key).filter(|told| !told.is_null());
        let told = told.or_else(|| entity.get(&METADATA_OBJECT_TYPE).filter(|told| !told.is_null()));
        Ok(told.and_then(scalar::text).unwrap_or(Cow::Borrowed(ENTRY)))
    }

    /// `MetadataPeer::retrieveByObject(profileId, objectType, objectId)`
    pub(super) fn metadata_object(&self, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let (profile, object_type, object_id) = (argument(args, 0)?, argument(args, 1)?, argument(args, 2)?);
        fuel.step(1)?;
        let found = known(self.metadata_at(&profile.to_text(), &object_type.to_text(), Some(object_id.to_text())))?;
        Ok(found.map_or(Value::Null, Value::Object))
    }

    /// `kMetadataManager::parseMetadataValues(metadata, path)`
    pub(super) fn metadata_values(&self, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let metadata = self.metadata_argument(args)?;
        let path = path_of(&argument(args, 1)?.to_text())?;
        match self.texts(metadata, &path, fuel)? {
            Some(texts) => list(texts, fuel),
            None => Ok(Value::Null),
        }
    }

    /// `kMetadataManager::getMetadataValueForField(metadata, name)`
    pub(super) fn metadata_field(&self, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let metadata = self.metadata_argument(args)?;
        let path = XPath::field(&argument(args, 1)?.to_text()).map_err(unsupported)?;
        let exception = || Fault::thrown(Thrown::Exception, "the metadata is no XML");
        let xml = self.xml(metadata)?.ok_or_else(exception)?;
        match path.texts(&xml, fuel)? {
            Ok(texts) => list(texts, fuel),
            Err(NotXml) => Err(exception()),
        }
    }

    fn metadata_argument(&self, args: &[Value<'e>]) -> Result<Object, Fault> {
        match args.first() {
            Some(Value::Object(object)) if self.entity(*object).is_some_and(|found| found.class.is_a(Class::METADATA)) => Ok(*object),
            Some(other) => Err(Fault::type_error(format!("metadata is wanted, {} given", other.type_name()))),
            None => Err(Fault::type_error("metadata is wanted")),
        }
    }
}

fn path_of(path: &str) -> Result<XPath, Fault> {
    XPath::parse(path).map_err(unsupported)
}

fn unsupported(error: XPathError) -> Fault {
    Fault::Unsupported { what: error.to_string() }
}

fn list<'e>(texts: Vec<String>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
    fuel.build_array(texts.len())?;
    Ok(Value::array(Array::list(texts.into_iter().map(|text| Value::bytes(text.into_bytes())).collect())?))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOW, ask, check, check_partial, event};
    use super::*;
    use crate::names::Names;

    const RELATED: &str = r#""related":{"metadata":[
        {"metadataProfileId":5,"objectId":"1_a","xml":"<m><Dept>Bio</Dept><Dept>Chem</Dept><N l='en'>x<b>y</b></N></m>"},
        {"metadataProfileId":5,"objectType":2,"objectId":7,"xml":"<m><Dept>Category</Dept></m>"},
        {"metadataProfileId":"5","objectType":"3","objectId":"ann","xml":"<m><Dept>User</Dept></m>"},
        {"metadataProfileId":6,"objectType":1,"objectId":"1_a","xml":"<m>"},
        {"metadataProfileId":8,"objectType":1,"objectId":"1_a","xml":""},
        {"metadataProfileId":9,"objectType":1,"objectId":"1_a"}]}"#;

    fn on(event_type: u8, class: &str, object: &str) -> String {
        format!(r#"{{"eventType":{event_type},"objectType":"{class}","object":{object},{RELATED}}}"#)
    }

    #[test]
    fn metadata_is_found_by_profile_type_and_object() {
        let find = |args: &str| format!("MetadataPeer::retrieveByObject({args})?->getXml()");
        check(
            &on(3, "KalturaMediaEntry", r#"{"id":"1_a"}"#),
            &[
                (&find("5, 1, '1_a'"), r#""<m><Dept>Bio</Dept><Dept>Chem</Dept><N l='en'>x<b>y</b></N></m>""#),
                (&find("5, MetadataObjectType::CATEGORY, '7'"), r#""<m><Dept>Category</Dept></m>""#),
                (&find("'5', 3, 'ann'"), r#""<m><Dept>User</Dept></m>""#),
                (&find("5, 1, '1_b'"), "null"),
                (&find("7, 1, '1_a'"), "null"),
                ("MetadataPeer::retrieveByObject(5, 2, 7)->getObjectType()", "2"),
                ("MetadataPeer::retrieveByObject(5, 1, '1_a')->getObjectType()", "null"),
                ("MetadataPeer::retrieveByObject(5, 1, '1_a') instanceof Metadata", "true"),
            ],
        );
    }

    #[test]
    fn texts_are_taken_out_of_the_xml() {
        let call = |method: &str, profile: u8, path: &str| {
            format!("kMetadataManager::{method}(MetadataPeer::retrieveByObject({profile}, 1, '1_a'), '{path}')")
        };
        let entry = on(3, "KalturaMediaEntry", r#"{"id":"1_a"}"#);
        check(
            &entry,
            &[
                (&call("parseMetadataValues", 5, "Dept"), r#"["Bio", "Chem"]"#),
                (&call("parseMetadataValues", 5, "/m/Dept[2]"), r#"["Chem"]"#),
                (&call("parseMetadataValues", 5, "//N/@l"), r#"["en"]"#),
                (&call("parseMetadataValues", 5, "//N"), r#"["xy"]"#),
                (&call("parseMetadataValues", 5, "None"), "[]"),
                (&call("parseMetadataValues", 6, "Dept"), "[]"),
                (&call("parseMetadataValues", 8, "Dept"), "null"),
                (&call("parseMetadataValues", 9, "Dept"), "null"),
                (&call("getMetadataValueForField", 5, "Dept"), r#"["Bio", "Chem"]"#),
            ],
        );
        let entry = event(&entry);
        for profile in [6, 8, 9] {
            let fault = ask(&entry, &call("getMetadataValueForField", profile, "Dept")).unwrap_err();
            assert!(matches!(fault, Fault::Thrown { class: Thrown::Exception, .. }), "{profile}: {fault}");
        }
        for not_metadata in ["null", "OBJ", "'x'", "MetadataPeer::retrieveByObject(7, 1, '1_a')"] {
            let fault = ask(&entry, &format!("kMetadataManager::parseMetadataValues({not_metadata}, 'Dept')")).unwrap_err();
            assert!(fault.is_type_error(), "{not_metadata}: {fault}");
        }
        let computed = ask(&entry, "kMetadataManager::parseMetadataValues(MetadataPeer::retrieveByObject(5, 1, '1_a'), 'a' . '/b')");
        assert!(matches!(computed, Err(Fault::Unsupported { .. })));
    }

    /// What the three readings find under `Dept` in the metadata of profile 5.
    fn depts(json: &str) -> [Result<Option<Vec<String>>, Fault>; 3] {
        let (event, names) = (event(json), Names::new());
        let facts = Facts::new(&event, &names, NOW);
        let mut fuel = Fuel::new();
        [
            facts.metadata_texts(5, "Dept", &mut fuel),
            facts.server_matched_metadata_texts(5, "Dept", &mut fuel),
            facts.server_compared_metadata_texts(5, "Dept", &mut fuel),
        ]
    }

    #[test]
    fn a_condition_reads_the_metadata_of_the_events_object() {
        let found = |texts: &[&str]| Ok(Some(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()));
        let both = || found(&["Bio", "Chem"]);
        let error = || Err(Fault::error("a category assignment has no metadata"));
        let own = r#"{"metadataProfileId":5,"metadataObjectType":1,"objectId":"x","xml":"<m><Dept>own</Dept></m>"}"#;
        let other = r#"{"metadataProfileId":6,"xml":"<m><Dept>own</Dept></m>"}"#;
        let cases = [
            (2, "KalturaMediaEntry", r#"{"id":"1_a"}"#, [both(), both(), both()]),
            (3, "KalturaMediaEntry", r#"{"id":"1_a"}"#, [both(), both(), Ok(None)]),
            (2, "KalturaMediaEntry", r#"{"id":"1_b"}"#, [Ok(None), Ok(None), Ok(None)]),
            (2, "KalturaCategory", r#"{"id":7}"#, [found(&["Category"]), found(&["Category"]), found(&["Category"])]),
            (2, "KalturaUser", r#"{"id":"ann"}"#, [found(&["User"]), found(&["User"]), found(&["User"])]),
            (2, "KalturaCaptionAsset", r#"{"id":"1_c","entryId":"1_a"}"#, [both(), both(), Ok(None)]),
            (2, "KalturaCategoryEntry", r#"{"categoryId":7,"entryId":"1_a"}"#, [both(), error(), Ok(None)]),
            (2, "KalturaCategoryEntry", r#"{"categoryId":7,"entryId":"1_b"}"#, [found(&["Category"]), error(), Ok(None)]),
            (2, "KalturaMetadata", own, [found(&["own"]), found(&["own"]), found(&["own"])]),
            (2, "KalturaMetadata", other, [Ok(None), Ok(None), found(&["own"])]),
            (2, "KalturaLiveStreamScheduleEvent", r#"{"id":1}"#, [Ok(None), Ok(None), Ok(None)]),
        ];
        for (event_type, class, object, expected) in cases {
            assert_eq!(depts(&on(event_type, class, object)), expected, "{class} {object}");
        }
    }

    #[test]
    fn the_events_own_metadata_stands_in_for_its_copy() {
        let json = r#"{"eventType":3,"objectType":"KalturaMetadata","object":{"id":3,"metadataProfileId":5,"metadataObjectType":"1","objectId":"1_a","xml":"<m/>"},
            "related":{"metadata":[{"id":3,"metadataProfileId":5,"objectId":"1_a","xml":"<old/>"}]}}"#;
        check(json, &[("MetadataPeer::retrieveByObject(5, 1, '1_a') === OBJ", "true"), ("OBJ->getObjectType()", r#""1""#)]);
    }

    #[test]
    fn a_partial_event_needs_the_list_and_the_xml() {
        check_partial(
            r#""objectType":"KalturaMediaEntry","object":{"id":"1_a"},"related":{"metadata":[{"metadataProfileId":5,"objectId":"1_a"}]}"#,
            &[(
                "kMetadataManager::parseMetadataValues(MetadataPeer::retrieveByObject(5, 1, '1_a'), 'Dept')",
                Err("related.metadata.0.xml"),
            )],
        );
        let [documented, ..] = depts(r#"{"partial":true,"eventType":2,"objectType":"KalturaMediaEntry","object":{"id":"1_a"}}"#);
        assert_eq!(documented, Err(Fault::Unknown { need: "related.metadata".to_owned() }));
    }
}
