//! Constants of the platform's classes (`expressions.md K`).

use super::index::{Index, same_name};
use super::tables::{CONSTANT_CLASS_NAMES, CONSTANT_CLASS_SPANS, CONSTANT_LISTS, CONSTANTS};
use super::text::Text;

/// The value of a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConstValue {
    /// Null.
    Null,
    /// An integer.
    Int(i64),
    /// A string.
    Str(&'static str),
}

/// The value of a constant as the tables hold it.
#[derive(Clone, Copy)]
pub(super) enum Packed {
    Null,
    Int(i64),
    Str(Text),
}

impl Packed {
    fn value(self) -> ConstValue {
        match self {
            Packed::Null => ConstValue::Null,
            Packed::Int(value) => ConstValue::Int(value),
            Packed::Str(text) => ConstValue::Str(text.get()),
        }
    }
}

static CLASSES: Index<2048> = Index::of_texts(&CONSTANT_CLASS_NAMES);

/// The value of `class::name`: the class in any case, the name exact. A constant of a plugin's enumeration is
/// its bare name.
pub fn class_constant(class: &str, name: &str) -> Option<ConstValue> {
    let list = list(class)?;
    let at = list.binary_search_by(|&id| CONSTANTS[usize::from(id)].0.get().cmp(name)).ok()?;
    Some(CONSTANTS[usize::from(list[at])].1.value())
}

/// Whether a class of that name, in any case, has constants.
pub fn has_constant_class(class: &str) -> bool {
    list(class).is_some()
}

/// The names and values of a class's constants, by name; none of an unknown class.
pub fn constants_of(class: &str) -> impl Iterator<Item = (&'static str, ConstValue)> + use<> {
    list(class).unwrap_or_default().iter().map(|&id| {
        let (name, value) = &CONSTANTS[usize::from(id)];
        (name.get(), value.value())
    })
}

/// The names of all classes that have constants, as the platform spells them.
pub fn constant_classes() -> impl Iterator<Item = &'static str> {
    CONSTANT_CLASS_NAMES.iter().map(|name| name.get())
}

fn list(class: &str) -> Option<&'static [u16]> {
    let at = CLASSES.find(class, |id| same_name(CONSTANT_CLASS_NAMES[id].get(), class))?;
    Some(CONSTANT_CLASS_SPANS[at].of(&CONSTANT_LISTS))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Map, Value};

    use super::*;

    type Classes = BTreeMap<String, Map<String, Value>>;

    fn expanded(data: &Classes, class: &str) -> Map<String, Value> {
        let mut own = data[class].clone();
        let mut all = own.remove("$includes").map_or_else(Map::new, |base| expanded(data, base.as_str().unwrap()));
        all.extend(own);
        all
    }

    fn value(json: &Value) -> ConstValue {
        match json {
            Value::Null => ConstValue::Null,
            Value::Number(number) => ConstValue::Int(number.as_i64().unwrap()),
            Value::String(text) => ConstValue::Str(text.clone().leak()),
            other => panic!("no constant {other}"),
        }
    }

    #[test]
    fn every_constant_of_the_data_is_found() {
        let mut data: Classes = serde_json::from_str(include_str!("../../data/constants.json")).unwrap();
        let plugins: BTreeMap<String, Value> = serde_json::from_str(include_str!("../../data/plugin_enums.json")).unwrap();
        for (class, row) in plugins {
            data.entry(class).or_default().extend(row["values"].as_object().unwrap().clone());
        }
        assert_eq!(constant_classes().count(), data.len());
        let mut count = 0;
        for class in data.keys() {
            let expected = expanded(&data, class);
            let found: BTreeMap<_, _> = constants_of(&class.to_ascii_uppercase()).collect();
            assert_eq!(found.len(), expected.len(), "{class}");
            for (name, json) in &expected {
                assert_eq!(class_constant(class, name), Some(value(json)), "{class}::{name}");
                assert_eq!(class_constant(class, name), found.get(name.as_str()).copied());
            }
            count += expected.len();
        }
        assert!(count > 13_000, "{count}");
    }

    #[test]
    fn classes_ignore_case_and_names_do_not() {
        assert_eq!(class_constant("ENTRYSTATUS", "READY"), Some(ConstValue::Int(2)));
        assert_eq!(class_constant("entryStatus", "ready"), None);
        assert_eq!(class_constant("entryStatus", "$includes"), None);
        assert_eq!(class_constant("entryStatuses", "READY"), None);
        assert!(has_constant_class("roomentrytype") && !has_constant_class("") && !has_constant_class("KalturaNothing"));
        assert_eq!(constants_of("KalturaNothing").count(), 0);
    }

    #[test]
    fn constants_of_plugin_enumerations_are_bare_names() {
        assert_eq!(class_constant("CaptionAssetType", "CAPTION"), Some(ConstValue::Str("Caption")));
        assert_eq!(class_constant("QuizUserEntryStatus", "QUIZ_SUBMITTED"), Some(ConstValue::Int(3)));
    }

    #[test]
    fn a_constant_may_be_inherited_or_null() {
        assert_eq!(class_constant("LiveChannel", "ENTRY_MEDIA_SOURCE_FILE"), Some(ConstValue::Int(1)));
        assert_eq!(class_constant("executionScope", "NONE"), Some(ConstValue::Null));
    }
}
