//! Events for tests, written as JSON.

use reach_expr::{ClassId, Fault, Fuel, Host, Kind, MethodId, Object, Signatures, StaticId, Value};
use reach_rawjson::Reader;

use super::{Facts, Scope, Texts};
use crate::event::{Completeness, Event};
use crate::ids::PartnerId;
use crate::names::Names;

/// The event that a JSON text describes; `"partial": true` makes it a partial one.
pub(crate) fn event(json: &str) -> Event<'_> {
    let raw = reach_rawjson::parse(json.as_bytes()).unwrap();
    let object = raw.get("object").unwrap();
    let fields = if object.as_str().is_some() {
        Reader::of_text(object.text()).unwrap().embedded_fields().unwrap()
    } else {
        Reader::of_text(object.text()).unwrap().fields().unwrap()
    };
    let text = |name| raw.get(name).and_then(super::scalar::text);
    let mut event = Event::new(
        text("eventType").unwrap_or_default(),
        text("objectType").unwrap_or_default(),
        PartnerId(raw.get("partnerId").and_then(super::scalar::int).unwrap_or(1)),
        fields,
    );
    event.core_object_type = text("coreObjectType");
    event.class = Event::class_of(event.core_object_type.as_deref(), &event.object, &event.object_type);
    let told = |name| raw.get(name).filter(|value| !value.is_null());
    event.modified_columns = told("modifiedColumns").map(|columns| columns.elements().filter_map(|name| name.as_str()).collect());
    event.old_values = told("oldValues");
    event.custom_data_old_values = told("customDataOldValues");
    event.previous_version = told("previousVersion");
    event.related = told("related");
    if raw.get("partial").is_some() {
        event.completeness = Completeness::Partial;
    }
    event
}

/// Now, in tests: the first second of 2026.
pub(crate) const NOW: i64 = 1_767_225_600;
