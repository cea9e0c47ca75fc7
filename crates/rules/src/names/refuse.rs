//! Refusals: what is wrong with a name and what to write instead.

use reach_expr::{Kind, Unknown};

use super::lookup::{LOOKUPS, of_class};
use super::method::{EVENT, OBJECT, SCOPE};
use crate::platform::{Class, GetterName, constant_classes, constants_of, has_constant_class, nearest};

fn unknown(message: String, help: String) -> Unknown {
    Unknown { message, help: Some(help) }
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// `a`, `b` or `c`, each in backticks.
fn listed(names: impl Iterator<Item = &'static str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A wrong number of arguments.
pub(super) fn argument_count(name: &str, (least, most): (usize, usize), given: usize) -> Unknown {
    let takes = match (least, most) {
        (0, 0) => "no argument".to_owned(),
        (1, 1) => "1 argument".to_owned(),
        (least, most) if least == most => format!("{least} arguments"),
        (0, most) => format!("at most {most} arguments"),
        (least, most) => format!("{least} to {most} arguments"),
    };
    Unknown { message: format!("`{name}` takes {takes}, {given} given"), help: None }
}

/// A method that what is known of the receiver does not have.
pub(super) fn method(kind: Kind, name: &str) -> Unknown {
    let scope = SCOPE.iter().map(|fixed| fixed.name);
    let event = EVENT.iter().map(|fixed| fixed.name);
    if kind == Kind::SCOPE {
        let help = nearest(name, scope.clone()).map_or_else(|| format!("`$scope` has {}", listed(scope)), did_you_mean);
        return unknown(format!("`$scope` has no method `{name}`"), help);
    }
    if kind == super::EVENT {
        let help = nearest(name, event.clone()).map_or_else(|| format!("the event has {}", listed(event)), did_you_mean);
        return unknown(format!("the event has no method `{name}`"), help);
    }
    if event.clone().any(|method| method.eq_ignore_ascii_case(name)) {
        let help = format!("ask the event: `$scope->getEvent()->{name}(..)`");
        return unknown(format!("an object has no method `{name}` that a condition may call"), help);
    }
    let getters = GetterName::all().map(GetterName::name).filter(|name| name.starts_with("get"));
    let candidates = getters.chain(OBJECT.iter().map(|fixed| fixed.name)).chain(["isReady"]);
    let help = match nearest(name, candidates) {
        Some(nearest) => did_you_mean(nearest),
        None => "a condition reads with getters, `isColumnModified`, `isModified` and `isReady`".to_owned(),
    };
    unknown(format!("a condition may not call `{name}`"), help)
}

/// A static method that is no lookup.
pub(super) fn static_method(class: &str, name: &str) -> Unknown {
    let message = format!("a condition may not call `{class}::{name}`");
    let of_class: Vec<&str> = of_class(class).map(|row| row.method).collect();
    if !of_class.is_empty() {
        let help = match nearest(name, of_class.iter().copied()) {
            Some(nearest) => did_you_mean(&format!("{class}::{nearest}")),
            None => format!("`{class}` has {}", listed(of_class.into_iter())),
        };
        return unknown(message, help);
    }
    match nearest(class, LOOKUPS.iter().map(|row| row.class)) {
        Some(nearest) => unknown(message, format!("did you mean a method of `{nearest}`?")),
        None => unknown(message, "its data is not in an event".to_owned()),
    }
}

/// A method that takes fewer forms of an argument than the platform's.
pub(super) fn argument(class: &str, name: &str, what: &str, help: &str) -> Unknown {
    unknown(format!("`{class}::{name}` {what}"), help.to_owned())
}

/// A constant of a class, or a class without constants.
pub(super) fn constant(class: &str, name: &str) -> Unknown {
    if !has_constant_class(class) {
        let help = match nearest(class, constant_classes()) {
            Some(nearest) => did_you_mean(&format!("{nearest}::{name}")),
            None => "write the value itself".to_owned(),
        };
        return unknown(format!("there is no class `{class}`"), help);
    }
    let help = match nearest(name, constants_of(class).map(|(name, _)| name)) {
        Some(nearest) => did_you_mean(&format!("{class}::{nearest}")),
        None => "write the value itself".to_owned(),
    };
    unknown(format!("`{class}` has no constant `{name}`"), help)
}

/// A class that `instanceof` may not name.
pub(super) fn class(name: &str) -> Unknown {
    let help = match nearest(name, Class::all().map(Class::name)) {
        Some(nearest) => did_you_mean(nearest),
        None => "name a server class, such as `entry`, `CaptionAsset` or `categoryEntry`".to_owned(),
    };
    unknown(format!("there is no class `{name}`"), help)
}

/// A date format that is not passed on as it is (`expressions.md S2`, 4).
pub(super) fn percent(name: &str) -> Unknown {
    unknown(format!("the format of `{name}` has a `%`"), "write a format of `date()`, such as `Y-m-d`".to_owned())
}
