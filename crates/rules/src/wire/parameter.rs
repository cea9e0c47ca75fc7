//! The dynamic values of a template (`templates.md TP`).

use std::borrow::Cow;

use reach_rawjson::{Error, Reader};
use rustc_hash::FxHashMap;

use crate::problem::ProblemKind;

use super::fields::{Element, Fields, Nested, list, object, single, wire_fields};
use super::ids::shortened;
use super::report::Report;
use super::scalar::text;
use super::value::{EventField, Operand, array_text, value};

/// A parameter that has a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter<'s> {
    /// `key`
    pub key: Cow<'s, str>,
    /// What it is worth.
    pub value: ParameterValue<'s>,
}

/// What a parameter is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue<'s> {
    /// A text, known at load; null is the empty one.
    Text(Cow<'s, str>),
    /// Worked out from the event when it is read.
    Field(EventField<'s>),
}

wire_fields! {
    /// The fields of both classes of parameters.
    ParameterFields: "a parameter", true;
    single { object_type: "objectType", key: "key" }
    nested { value: "value", values: "values" }
    carried { "description", "allowedValues" }
}

const PLAIN: &str = "KalturaEventNotificationParameter";
const ARRAY: &str = "KalturaEventNotificationArrayParameter";

/// Reads a list of parameters.
pub(super) fn parameters<'s>(name: &'static str, reader: &mut Reader<'s>, report: &mut Report) -> Result<Vec<Parameter<'s>>, Error> {
    let read = list(name, reader, report, |reader, report| parameter(name, reader, report))?;
    Ok(read.or_default())
}

/// Content parameters, then user parameters; of one key the last counts and keeps the place of the first (`TP1`).
pub(super) fn merged<'s>(content: Vec<Parameter<'s>>, user: Vec<Parameter<'s>>) -> Vec<Parameter<'s>> {
    let mut merged = content;
    merged.extend(user);
    if merged.len() < 2 {
        return merged;
    }
    let mut places: FxHashMap<Cow<'s, str>, usize> = FxHashMap::default();
    let mut kept: Vec<Parameter<'s>> = Vec::with_capacity(merged.len());
    for parameter in merged {
        let place = *places.entry(parameter.key.clone()).or_insert(kept.len());
        match kept.get_mut(place) {
            Some(earlier) => *earlier = parameter,
            None => kept.push(parameter),
        }
    }
    kept
}

fn parameter<'s>(place: &'static str, reader: &mut Reader<'s>, report: &mut Report) -> Result<Element<Parameter<'s>>, Error> {
    let (mut one, mut many) = (Nested::Absent, Nested::Absent);
    let mut fields = ParameterFields::none();
    let is_object = object(reader, report, &mut fields, |name, reader, report| {
        match name {
            "value" => one = single("value", reader, report, |reader, report| Ok(value(reader, report)?.read()))?,
            _ => many = list("values", reader, report, array_text)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(Element::NoObject);
    }
    let key = fields.key.require(fields.at, report, text);
    let is_array = match fields.object_type.class(report) {
        Nested::Read(class) if class == PLAIN => false,
        Nested::Read(class) if class == ARRAY => true,
        Nested::Read(class) => {
            let known = "a `KalturaEventNotificationParameter` or a `KalturaEventNotificationArrayParameter`";
            let kind = ProblemKind::UnsupportedValue { field: place, class: shortened(&class), known };
            report.add(fields.object_type.at_or(fields.at), kind);
            return Ok(Element::LeftOut);
        }
        Nested::Wrong => return Ok(Element::LeftOut),
        Nested::Absent => matches!(many, Nested::Read(_)),
    };
    let before = report.mark();
    let value = if is_array {
        let texts = many.or_default();
        (!texts.is_empty()).then(|| ParameterValue::Text(texts.join(",").into()))
    } else {
        one.read().and_then(|value| value.operand("value", report)).map(|operand| match operand {
            Operand::Null => ParameterValue::Text(Cow::Borrowed("")),
            Operand::Text(text) => ParameterValue::Text(text),
            Operand::Field(field) => ParameterValue::Field(field),
        })
    };
    if value.is_none() && !report.failed_since(before) {
        let field = if is_array { "values" } else { "value" };
        report.add(fields.at, ProblemKind::AbsentField { field, meaning: "the parameter is passed over" });
    }
    Ok(match (key, value) {
        (Some(key), Some(value)) => Element::Read(Parameter { key, value }),
        _ => Element::LeftOut,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(key: &'static str, value: &'static str) -> Parameter<'static> {
        Parameter { key: key.into(), value: ParameterValue::Text(value.into()) }
    }

    #[test]
    fn a_later_parameter_takes_the_place_of_an_earlier_one_of_its_key() {
        let content = vec![parameter("b", "2"), parameter("a", "1")];
        let user = vec![parameter("b", "3"), parameter("c", "4")];
        assert_eq!(merged(content, user), [parameter("b", "3"), parameter("a", "1"), parameter("c", "4")]);
    }
}
