//! The object types of templates (`eventObjectType`, `templates.md TT1`).

use std::fmt;

use super::tables::{TEMPLATE_TYPES, TemplateTypeRow};

/// An object type of templates that some class has; any other matches no event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemplateObjectType(pub(super) u8);

impl TemplateObjectType {
    /// The type that is printed so: a number for the platform's own (`1`), `<plugin>.<Name>` for those of
    /// plugins, exactly.
    pub fn parse(value: &str) -> Option<Self> {
        Self::all().find(|each| each.value() == value)
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..TEMPLATE_TYPES.len() as u8).map(TemplateObjectType)
    }

    /// As the API prints it.
    pub fn value(self) -> &'static str {
        self.row().value.get()
    }

    /// Its symbolic name (`ENTRY`); none for numbers that only the server's own map has.
    pub fn name(self) -> Option<&'static str> {
        self.row().name.optional()
    }

    fn row(self) -> &'static TemplateTypeRow {
        &TEMPLATE_TYPES[usize::from(self.0)]
    }
}

impl fmt::Debug for TemplateObjectType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value())
    }
}

impl fmt::Display for TemplateObjectType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::platform::Class;

    fn data() -> Value {
        serde_json::from_str(include_str!("../../data/object_types.json")).unwrap()
    }

    fn printed(value: &Value) -> String {
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    #[test]
    fn every_type_of_the_data_is_parsed_and_printed_back() {
        for row in data()["types"].as_array().unwrap() {
            let found = TemplateObjectType::parse(&printed(&row["value"])).unwrap();
            assert_eq!(found.value(), printed(&row["value"]));
            assert_eq!(found.name(), row["name"].as_str());
        }
    }

    #[test]
    fn every_class_of_the_data_has_its_type() {
        let data = data();
        for row in data["types"].as_array().unwrap() {
            let name = row["class"].as_str().unwrap();
            let class = Class::by_name(name).filter(|class| class.name() == name);
            let overruled = data["serverEventMap"].get(name).or_else(|| data["documented"].get(name)).is_some();
            if let (Some(class), false) = (class, overruled) {
                assert_eq!(class.template_type().unwrap().value(), printed(&row["value"]), "{name}");
            }
        }
        for (name, value) in data["serverEventMap"].as_object().unwrap() {
            let class = Class::by_name(name).filter(|class| class.name() == name);
            let found = class.and_then(Class::server_template_type).map(|found| found.value().to_owned());
            assert_eq!(found, class.map(|_| printed(value)), "{name}");
            assert!(TemplateObjectType::parse(&printed(value)).is_some(), "{name}");
        }
    }

    #[test]
    fn nothing_else_is_a_type() {
        for other in ["", "01", " 1", "ENTRY", "captionasseteventnotifications.captionasset", "99", "-1"] {
            assert_eq!(TemplateObjectType::parse(other), None, "{other}");
        }
        assert_eq!(TemplateObjectType::parse("7").and_then(TemplateObjectType::name), None);
    }
}
