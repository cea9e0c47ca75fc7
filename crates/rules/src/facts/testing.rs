//! Events and questions for tests, written as text.

use reach_expr::{Fault, Fuel, parse};
use reach_rawjson::{Raw, Reader};

use super::{Facts, Scope, Texts, read, scalar};
use crate::event::{Completeness, Event};
use crate::ids::PartnerId;
use crate::names::Names;

/// Now, in tests: the first second of 2026.
pub(crate) const NOW: i64 = 1_767_225_600;

/// The event that a JSON text describes; `"partial": true` makes it a partial one.
pub(crate) fn event(json: &str) -> Event<'_> {
    let raw = reach_rawjson::parse(json.as_bytes()).unwrap();
    let text = |name| raw.get(name).and_then(scalar::text);
    let told = |name| raw.get(name).filter(|value| !value.is_null());
    let object = raw.get("object").unwrap();
    let mut reader = Reader::of_text(object.text()).unwrap();
    let object = if object.as_str().is_some() { reader.embedded_fields() } else { reader.fields() };
    let partner = PartnerId(raw.get("partnerId").and_then(scalar::int).unwrap_or(1));
    let mut event = Event::new(text("eventType").unwrap_or_default(), text("objectType").unwrap_or_default(), partner, object.unwrap());
    event.core_object_type = text("coreObjectType");
    event.class = Event::class_of(event.core_object_type.as_deref(), &event.object, &event.object_type);
    event.modified_columns = told("modifiedColumns").map(|names| names.elements().filter_map(Raw::as_str).collect());
    event.old_values = told("oldValues");
    event.custom_data_old_values = told("customDataOldValues");
    event.previous_version = told("previousVersion");
    event.related = told("related");
    if raw.get("partial").is_some() {
        event.completeness = Completeness::Partial;
    }
    event
}

/// What an expression comes to, printed as JSON is.
///
/// `OBJ` stands for `$scope->getObject()` and `EVENT` for `$scope->getEvent()`.
pub(crate) fn ask(event: &Event<'_>, code: &str) -> Result<String, Fault> {
    ask_with(event, &[], code)
}

/// The same with parameters.
pub(crate) fn ask_with(event: &Event<'_>, parameters: &[(String, String)], code: &str) -> Result<String, Fault> {
    let code = code.replace("OBJ", "$scope->getObject()").replace("EVENT", "$scope->getEvent()");
    let mut names = Names::new();
    let expr = match parse(&code, &mut names) {
        Ok(ast) => ast.compile_with(&mut |list| names.membership(list)),
        Err(refusal) => panic!("{code}: {refusal:?}"),
    };
    let facts = Facts::new(event, &names, NOW);
    let scope = Scope { facts: &facts, parameters: &Texts(parameters) };
    expr.eval(&scope, &mut Fuel::new()).map(|value| read::printed(&facts, &value))
}

/// Checks what each expression comes to on one event.
pub(crate) fn check(json: &str, cases: &[(&str, &str)]) {
    let event = event(json);
    for (code, printed) in cases {
        assert_eq!(ask(&event, code).as_deref(), Ok(*printed), "{code}");
    }
}

/// Checks what each expression needs, or comes to, on a partial event of these members.
pub(crate) fn check_partial(members: &str, cases: &[(&str, Result<&str, &str>)]) {
    let json = format!(r#"{{"partial":true,{members}}}"#);
    let event = event(&json);
    for (code, expected) in cases {
        let got = ask(&event, code);
        let expected = expected.map(str::to_owned).map_err(|need| Fault::Unknown { need: need.to_owned() });
        assert_eq!(got, expected, "{code}");
    }
}
