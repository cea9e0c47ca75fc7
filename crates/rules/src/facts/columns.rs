//! Modified columns and custom-data fields as conditions know them (`expressions.md S3`).

use std::borrow::Cow;
use std::collections::HashSet;

use reach_expr::{Array, Fault, Fuel, Key, Str, Value};
use reach_rawjson::{Kind, Raw, Text};

use super::value::built;
use super::{Facts, known};
use crate::event::Event;
use crate::need::{Fact, Need};

/// The modified columns with their tables, and the custom-data fields of the default namespace, each once.
#[derive(Debug)]
pub(super) struct Columns<'e> {
    pub full_names: Vec<Cow<'e, str>>,
    pub fields: Vec<Cow<'e, str>>,
}

/// The namespace of custom data that has no name.
pub(super) const DEFAULT_NAMESPACE: &[u8] = b"";

/// The key of `getModifiedColumns()` under which the custom data stands.
const CUSTOM_DATA: &str = "CUSTOM_DATA";

impl<'e> Columns<'e> {
    fn read(event: &'e Event<'e>) -> Fact<Self> {
        let mut columns = Columns { full_names: Vec::new(), fields: Vec::new() };
        for written in event.modified()? {
            match full_name(event, *written) {
                Ok(full_name) => columns.full_names.push(full_name),
                Err(field) => columns.fields.push(field),
            }
        }
        // A message may name a column twice.
        keep_first(&mut columns.full_names);
        keep_first(&mut columns.fields);
        Ok(columns)
    }

    fn has(&self, full_name: &[u8]) -> bool {
        self.full_names.iter().any(|name| name.as_bytes() == full_name)
    }

    fn has_field(&self, field: &[u8]) -> bool {
        self.fields.iter().any(|name| name.as_bytes() == field)
    }

    /// Whether anything of the custom data is among the changes.
    fn has_custom_data(&self) -> bool {
        let is_custom_data = |name: &Cow<'_, str>| name.rsplit_once('.').is_some_and(|(_, column)| column == CUSTOM_DATA);
        !self.fields.is_empty() || self.full_names.iter().any(is_custom_data)
    }
}

/// Leaves out names that stood before.
fn keep_first(names: &mut Vec<Cow<'_, str>>) {
    const FEW: usize = 16;
    if names.len() <= FEW {
        let mut at = 1;
        while at < names.len() {
            if names[..at].contains(&names[at]) {
                names.remove(at);
            } else {
                at += 1;
            }
        }
        return;
    }
    let mut seen = HashSet::with_capacity(names.len());
    names.retain(|name| seen.insert(name.clone()));
}

/// The full name of a column, or else the name of a custom-data field.
fn full_name<'e>(event: &Event<'e>, written: Text<'e>) -> Result<Cow<'e, str>, Cow<'e, str>> {
    let written = written.decode();
    if written.contains('.') {
        return Ok(written);
    }
    match event.class.table().and_then(|table| table.column(&written)) {
        Some(column) => Ok(Cow::Borrowed(column.full_name())),
        None => Err(written),
    }
}

impl<'e> Facts<'e> {
    pub(super) fn columns(&self) -> Fact<&Columns<'e>> {
        self.columns.get_or_init(|| Columns::read(self.event)).as_ref().map_err(Clone::clone)
    }

    /// Whether the column of that full name is modified, compared as written.
    pub(super) fn is_column_modified(&self, full_name: &[u8]) -> Fact<bool> {
        match std::str::from_utf8(full_name) {
            Ok(full_name) => self.event.full_column_modified(full_name),
            Err(_) => Ok(false),
        }
    }

    /// Whether anything is modified.
    pub(super) fn is_modified(&self) -> Fact<bool> {
        Ok(!self.event.modified()?.is_empty())
    }

    /// The value that a column had, by its full name; null for one that did not change.
    pub(super) fn old_value(&self, full_name: &[u8], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match self.event.old_values {
            Some(old_values) => {
                let is_it = |written: Text<'e>| self::full_name(self.event, written).is_ok_and(|name| name.as_bytes() == full_name);
                let found = old_values.members().filter(|(written, _)| is_it(*written)).last();
                found.map_or(Ok(Value::Null), |(_, value)| self.value(value, fuel))
            }
            None if self.event.is_partial() && known(self.is_column_modified(full_name))? => Err(Need::of("oldValues").into_fault()),
            None => Ok(Value::Null),
        }
    }

    /// The values that columns had, by full name.
    pub(super) fn old_values(&self, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let mut array = Array::new();
        match self.event.old_values {
            Some(old_values) => {
                for (written, value) in old_values.members() {
                    fuel.step(1)?;
                    fuel.build_array(1)?;
                    if let Ok(name) = full_name(self.event, written) {
                        array.insert(text_key(name), self.value(value, fuel)?)?;
                    }
                }
            }
            None if self.event.is_partial() && !known(self.columns())?.full_names.is_empty() => {
                return Err(Need::of("oldValues").into_fault());
            }
            None => {}
        }
        Ok(Value::array(array))
    }

    /// `getModifiedColumns()`: the list of columns, and behind it the custom data.
    pub(super) fn modified_columns(&self, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        if let Some(known) = self.modified_columns.get() {
            return Ok(known.clone());
        }
        let mut array = Array::new();
        for name in &known(self.columns())?.full_names {
            fuel.step(1)?;
            fuel.build_array(1)?;
            array.push(text_value(name.clone()))?;
        }
        array.insert(Key::Str(Str::borrowed(CUSTOM_DATA.as_bytes())), self.custom_data(fuel)?)?;
        let value = Value::array(array);
        Ok(self.modified_columns.get_or_init(|| value).clone())
    }

    /// The custom data that changed: namespace -> field -> old value.
    pub(super) fn custom_data(&self, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let fields = &known(self.columns())?.fields;
        let mut namespaces = Array::new();
        if let Some(told) = self.event.custom_data_old_values {
            for (name, old_values) in told.members() {
                fuel.step(1)?;
                fuel.build_array(1)?;
                namespaces.insert(Key::of_str(built(name, fuel)?), self.namespace(old_values, fuel)?)?;
            }
        } else if self.event.is_partial() && known(self.columns())?.has_custom_data() {
            return Err(Need::of("customDataOldValues").into_fault());
        }
        if !fields.is_empty() {
            let default = Key::Str(Str::borrowed(DEFAULT_NAMESPACE));
            let mut array = match namespaces.get(&default) {
                Some(Value::Array(array)) => Array::clone(array),
                _ => Array::new(),
            };
            for field in fields {
                let key = text_key(field.clone());
                if array.get(&key).is_none() {
                    fuel.build_array(1)?;
                    array.insert(key, Value::Null)?;
                }
            }
            namespaces.insert(default, Value::array(array))?;
        }
        Ok(Value::array(namespaces))
    }

    fn namespace(&self, old_values: Raw<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let mut array = Array::new();
        for (field, value) in old_values.members() {
            fuel.step(1)?;
            fuel.build_array(1)?;
            array.insert(Key::of_str(built(field, fuel)?), self.value(value, fuel)?)?;
        }
        Ok(Value::array(array))
    }

    /// Whether a field of custom data changed; without a field, whether any of the namespace did.
    pub(super) fn is_custom_data_modified(&self, field: Option<&[u8]>, namespace: &[u8]) -> Fact<bool> {
        let columns = self.columns()?;
        if namespace == DEFAULT_NAMESPACE {
            let listed = field.map_or(!columns.fields.is_empty(), |field| columns.has_field(field));
            if listed {
                return Ok(true);
            }
        }
        match self.namespace_old_values(namespace)? {
            Some(old_values) => Ok(match field {
                Some(field) => member(old_values, field).is_some(),
                None => old_values.members().next().is_some(),
            }),
            None => Ok(false),
        }
    }

    /// The value that a field of custom data had; null for one that did not change.
    pub(super) fn custom_data_old_value(&self, field: &[u8], namespace: &[u8], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let is_listed = namespace == DEFAULT_NAMESPACE && known(self.columns())?.has_field(field);
        if is_listed && self.event.custom_data_old_values.is_none() && self.event.is_partial() {
            return Err(Need::of("customDataOldValues").into_fault());
        }
        let old_values = known(self.namespace_old_values(namespace))?;
        match old_values.and_then(|old_values| member(old_values, field)) {
            Some(value) => self.value(value, fuel),
            None => Ok(Value::Null),
        }
    }

    /// What is told of a namespace. Of the default one, the changes name the fields themselves.
    fn namespace_old_values(&self, namespace: &[u8]) -> Fact<Option<Raw<'e>>> {
        match self.event.custom_data_old_values {
            Some(told) => Ok(member(told, namespace).filter(|old_values| old_values.kind() == Kind::Object)),
            None if self.event.is_partial() && namespace != DEFAULT_NAMESPACE && self.columns()?.has_custom_data() => {
                Err(Need::of("customDataOldValues"))
            }
            None => Ok(None),
        }
    }

    /// Whether `KalturaEventObjectChangedCondition` finds a listed name among the changes (`templates.md TC5`).
    ///
    /// # Errors
    /// They are not told.
    pub fn names_a_change(&self, listed: &str) -> Result<bool, Fault> {
        let columns = known(self.columns())?;
        let listed = listed.as_bytes();
        if columns.has(listed) || columns.has_field(listed) {
            return Ok(true);
        }
        let is_namespace = !listed.is_empty() && known(self.namespace_old_values(listed))?.is_some();
        let of_default = known(self.namespace_old_values(DEFAULT_NAMESPACE))?;
        Ok(is_namespace || of_default.is_some_and(|fields| member(fields, listed).is_some()))
    }
}

/// The member of an object of that name, the last of equal ones.
fn member<'e>(object: Raw<'e>, name: &[u8]) -> Option<Raw<'e>> {
    object.get(std::str::from_utf8(name).ok()?)
}

fn text_value(text: Cow<'_, str>) -> Value<'_> {
    Value::Str(text_str(text))
}

fn text_key(text: Cow<'_, str>) -> Key<'_> {
    Key::of_str(text_str(text))
}

fn text_str(text: Cow<'_, str>) -> Str<'_> {
    match text {
        Cow::Borrowed(text) => Str::borrowed(text.as_bytes()),
        Cow::Owned(text) => Str::owned(text.into_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOW, check, check_partial, event};
    use super::*;
    use crate::names::Names;

    const CAPTION: &str = r#"{"eventType":3,"objectType":"KalturaCaptionAsset","object":{"id":"1_c"},
        "modifiedColumns":["STATUS","flavor_asset.SIZE","SIZE","CUSTOM_DATA","language","STATUS"],
        "oldValues":{"STATUS":0,"flavor_asset.SIZE":"9","language":"x"},
        "customDataOldValues":{"":{"accuracy":70},"clips":{"count":2},"none":[]}}"#;

    #[test]
    fn a_name_is_a_column_or_a_field_of_custom_data() {
        check(
            CAPTION,
            &[
                (
                    "array_slice(EVENT->getModifiedColumns(), 0, 3)",
                    r#"["flavor_asset.STATUS", "flavor_asset.SIZE", "flavor_asset.CUSTOM_DATA"]"#,
                ),
                ("array_keys(EVENT->getModifiedColumns())", r#"[0, 1, 2, "CUSTOM_DATA"]"#),
                (
                    "EVENT->getModifiedColumns()['CUSTOM_DATA']",
                    r#"{"": {"accuracy": 70, "language": null}, "clips": {"count": 2}, "none": []}"#,
                ),
                ("count(EVENT->getModifiedColumns())", "4"),
                ("in_array(assetPeer::STATUS, EVENT->getModifiedColumns())", "true"),
                ("OBJ->getCustomDataOldValues()['clips']['count']", "2"),
                ("OBJ->isModified()", "true"),
                ("OBJ->isColumnModified('flavor_asset.STATUS')", "true"),
                ("OBJ->isColumnModified('STATUS')", "false"),
                ("OBJ->isColumnModified('language')", "false"),
                ("OBJ->isColumnModified(null)", "false"),
            ],
        );
    }

    #[test]
    fn old_values_go_by_full_names() {
        check(
            CAPTION,
            &[
                ("OBJ->getColumnsOldValue('flavor_asset.STATUS')", "0"),
                ("OBJ->getColumnsOldValue('flavor_asset.SIZE')", r#""9""#),
                ("OBJ->getColumnsOldValue('STATUS')", "null"),
                ("OBJ->getColumnsOldValue('flavor_asset.VERSION')", "null"),
                ("OBJ->getColumnsOldValues()", r#"{"flavor_asset.STATUS": 0, "flavor_asset.SIZE": "9"}"#),
            ],
        );
    }

    #[test]
    fn custom_data_goes_by_namespace_and_field() {
        check(
            CAPTION,
            &[
                ("EVENT->isCustomDataModified()", "true"),
                ("EVENT->isCustomDataModified('language')", "true"),
                ("EVENT->isCustomDataModified('accuracy', null)", "true"),
                ("EVENT->isCustomDataModified('Language')", "false"),
                ("EVENT->isCustomDataModified('STATUS')", "false"),
                ("EVENT->isCustomDataModified('count', 'clips')", "true"),
                ("EVENT->isCustomDataModified('count')", "false"),
                ("EVENT->isCustomDataModified(null, 'clips')", "true"),
                ("EVENT->isCustomDataModified(null, 'none')", "false"),
                ("EVENT->getCustomDataOldValue('accuracy')", "70"),
                ("EVENT->getCustomDataOldValue('language')", "null"),
                ("EVENT->getCustomDataOldValue('count', 'clips')", "2"),
                ("EVENT->getCustomDataOldValue()", "null"),
            ],
        );
    }

    #[test]
    fn an_object_of_no_known_class_has_no_columns() {
        let json = r#"{"eventType":3,"objectType":"KalturaUnheard","object":{},"modifiedColumns":["STATUS","entry.TAGS"]}"#;
        check(json, &[("EVENT->getModifiedColumns()", r#"{0: "entry.TAGS", "CUSTOM_DATA": {"": {"STATUS": null}}}"#)]);
        let nothing = r#"{"eventType":3,"objectType":"KalturaMediaEntry","object":{}}"#;
        check(
            nothing,
            &[
                ("EVENT->getModifiedColumns()", r#"{"CUSTOM_DATA": []}"#),
                ("OBJ->isModified()", "false"),
                ("OBJ->getColumnsOldValues()", "[]"),
            ],
        );
    }

    #[test]
    fn a_partial_event_needs_what_it_leaves_out() {
        check_partial(
            r#""eventType":3,"objectType":"KalturaMediaEntry","object":{}"#,
            &[
                ("OBJ->isColumnModified('entry.STATUS')", Err("modifiedColumns")),
                ("OBJ->isModified()", Err("modifiedColumns")),
                ("EVENT->getModifiedColumns()", Err("modifiedColumns")),
                ("EVENT->isCustomDataModified('x')", Err("modifiedColumns")),
                ("OBJ->getColumnsOldValue('entry.STATUS')", Err("modifiedColumns")),
                ("OBJ->getColumnsOldValues()", Err("modifiedColumns")),
            ],
        );
        check_partial(
            r#""eventType":3,"objectType":"KalturaMediaEntry","object":{},"modifiedColumns":["STATUS","CUSTOM_DATA","x"]"#,
            &[
                ("OBJ->isColumnModified('entry.STATUS')", Ok("true")),
                ("in_array(entryPeer::STATUS, EVENT->getModifiedColumns())", Ok("true")),
                ("in_array('entry.TAGS', EVENT->getModifiedColumns())", Ok("false")),
                ("in_array(null, EVENT->getModifiedColumns())", Err("customDataOldValues")),
                ("EVENT->getModifiedColumns()", Err("customDataOldValues")),
                ("OBJ->getColumnsOldValue('entry.STATUS')", Err("oldValues")),
                ("OBJ->getColumnsOldValue('entry.TAGS')", Ok("null")),
                ("OBJ->getColumnsOldValues()", Err("oldValues")),
                ("EVENT->isCustomDataModified('x')", Ok("true")),
                ("EVENT->isCustomDataModified('y')", Ok("false")),
                ("EVENT->isCustomDataModified('x', 'space')", Err("customDataOldValues")),
                ("EVENT->getCustomDataOldValue('x')", Err("customDataOldValues")),
                ("EVENT->getCustomDataOldValue('y')", Ok("null")),
                ("EVENT->getCustomDataOldValue('x', 'space')", Err("customDataOldValues")),
                ("OBJ->getCustomDataOldValues()", Err("customDataOldValues")),
            ],
        );
        check_partial(
            r#""eventType":3,"objectType":"KalturaMediaEntry","object":{},"modifiedColumns":["STATUS"]"#,
            &[
                ("count(EVENT->getModifiedColumns())", Ok("2")),
                ("EVENT->isCustomDataModified('x', 'space')", Ok("false")),
                ("OBJ->getCustomDataOldValues()", Ok("[]")),
            ],
        );
        check_partial(
            r#""eventType":2,"objectType":"KalturaMediaEntry","object":{}"#,
            &[("OBJ->isColumnModified('entry.STATUS')", Ok("false")), ("OBJ->getColumnsOldValues()", Ok("[]"))],
        );
    }

    #[test]
    fn a_condition_finds_columns_namespaces_and_fields() {
        let names = Names::new();
        let caption = event(CAPTION);
        let facts = Facts::new(&caption, &names, NOW);
        for listed in ["flavor_asset.STATUS", "flavor_asset.CUSTOM_DATA", "language", "accuracy", "clips"] {
            assert_eq!(facts.names_a_change(listed), Ok(true), "{listed}");
        }
        for listed in ["STATUS", " flavor_asset.STATUS", "", "count", "none", "entry.STATUS"] {
            assert_eq!(facts.names_a_change(listed), Ok(false), "{listed}");
        }
        let partial =
            event(r#"{"eventType":3,"partial":true,"objectType":"KalturaMediaEntry","object":{},"modifiedColumns":["STATUS","x"]}"#);
        let facts = Facts::new(&partial, &names, NOW);
        assert_eq!(facts.names_a_change("entry.STATUS"), Ok(true));
        assert_eq!(facts.names_a_change("x"), Ok(true));
        assert_eq!(facts.names_a_change("y"), Err(Need::of("customDataOldValues").into_fault()));
    }
}
