//! Values that plugins add to the platform's enumerations: from the bare name to what the API prints
//! (`expressions.md K`).

use std::fmt;

use super::tables::{PLUGIN_METHODS, PLUGIN_VALUES, PluginMethodRow};

/// A static method of a plugin class that turns the bare name of a value into the API form:
/// `RoomPlugin::getEntryTypeCoreValue`, or `RoomPlugin::getApiValue`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PluginMethod(u16);

impl PluginMethod {
    /// The method of a plugin class, both in any case; none when the class is no plugin that has such values, or
    /// adds none to the enumeration that the method speaks of.
    pub fn find(plugin: &str, method: &str) -> Option<PluginMethod> {
        Self::all().find(|each| {
            let row = each.row();
            row.plugin.get().eq_ignore_ascii_case(plugin) && row.method.get().eq_ignore_ascii_case(method)
        })
    }

    /// All of them, by plugin.
    pub fn all() -> impl Iterator<Item = PluginMethod> {
        (0..PLUGIN_METHODS.len() as u16).map(PluginMethod)
    }

    /// The plugin's class: `RoomPlugin`.
    pub fn plugin(self) -> &'static str {
        self.row().plugin.get()
    }

    /// The method's name: `getEntryTypeCoreValue`.
    pub fn name(self) -> &'static str {
        self.row().method.get()
    }

    /// What the API prints for the value of that bare name (`ROOM` prints as `room.room`): a value of any of
    /// the plugin's enumerations; an unknown name is an evaluation error.
    pub fn api_value(self, name: &str) -> Option<&'static str> {
        let values = self.row().values.of(&PLUGIN_VALUES);
        values.binary_search_by(|value| value.name.get().cmp(name)).ok().map(|at| values[at].api.get())
    }

    /// The bare names that it takes, sorted.
    pub fn values(self) -> impl Iterator<Item = &'static str> {
        self.row().values.of(&PLUGIN_VALUES).iter().map(|value| value.name.get())
    }

    fn row(self) -> &'static PluginMethodRow {
        &PLUGIN_METHODS[usize::from(self.0)]
    }
}

impl fmt::Debug for PluginMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.plugin(), self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    #[test]
    fn every_value_of_the_data_is_looked_up_by_both_methods() {
        let data: BTreeMap<String, Value> = serde_json::from_str(include_str!("../../data/plugin_enums.json")).unwrap();
        for row in data.values() {
            let (plugin, base) = (row["plugin"].as_str().unwrap(), row["base"].as_str().unwrap());
            for method in [format!("get{base}CoreValue"), format!("GET{base}COREVALUE"), "getApiValue".to_owned()] {
                let method = PluginMethod::find(plugin, &method).unwrap();
                for name in row["values"].as_object().unwrap().values() {
                    let name = name.as_str().map_or_else(|| name.to_string(), str::to_owned);
                    let api = format!("{}.{name}", row["pluginName"].as_str().unwrap());
                    assert_eq!(method.api_value(&name), Some(api.as_str()), "{method:?}");
                    assert!(method.values().any(|value| value == name));
                }
            }
        }
    }

    #[test]
    fn other_plugins_methods_and_names_are_unknown() {
        assert_eq!(PluginMethod::find("RoomPlugin", "getAssetTypeCoreValue"), None);
        assert_eq!(PluginMethod::find("RoomPlugin", "getCoreValue"), None);
        assert_eq!(PluginMethod::find("NoPlugin", "getApiValue"), None);
        let method = PluginMethod::find("captionplugin", "getassettypecorevalue").unwrap();
        assert_eq!((method.plugin(), method.name()), ("CaptionPlugin", "getassetTypeCoreValue"));
        assert_eq!(method.api_value("Caption"), Some("caption.Caption"));
        assert_eq!((method.api_value("caption"), method.api_value("")), (None, None));
    }
}
