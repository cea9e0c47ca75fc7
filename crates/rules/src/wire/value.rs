//! Fields, values and comparands of a template's conditions and parameters (`templates.md TP2`, `TC2`, `TC3`).

use std::borrow::Cow;

use reach_rawjson::{Error, Reader};

use crate::problem::{ProblemKind, Spot};

use super::fields::{Element, Field, no_nested, object, wire_fields};
use super::ids::shortened;
use super::report::Report;
use super::scalar::{integer, text, text_or_flag};

wire_fields! {
    /// The fields of all classes of values.
    ValueFields: "a value", true;
    single {
        object_type: "objectType",
        code: "code",
        value: "value",
        offset: "offset",
        xpath: "xPath",
        profile: "profileId",
        profile_system_name: "profileSystemName",
    }
    nested {}
    carried { "description" }
}

/// A text as written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<'s> {
    /// The text.
    pub text: Cow<'s, str>,
    /// Where it stands, to place what is wrong in it.
    pub at: Spot,
}

/// A field that is worked out from the event (`templates.md TP2`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventField<'s> {
    /// `KalturaEvalStringField`: its code; none is null, and so are the empty one and `0` (`expressions.md U2`).
    Code(Option<Written<'s>>),
    /// `KalturaObjectIdField`
    ObjectId,
    /// `KalturaMetadataField`: the first value that the path finds.
    Metadata {
        /// `profileId`
        profile: i64,
        /// `xPath`
        xpath: Written<'s>,
    },
}

/// One of the values that a field is matched with (`templates.md TC2`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand<'s> {
    /// `KalturaStringValue` whose value is null.
    Null,
    /// `KalturaStringValue`
    Text(Cow<'s, str>),
    /// One of the fields.
    Field(EventField<'s>),
}

/// What a field is compared with (`templates.md TC3`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparand {
    /// `KalturaIntegerValue` whose value is null.
    Null,
    /// `KalturaIntegerValue`
    Integer(i64),
    /// `KalturaTimeContextField`: seconds from now.
    Time(i64),
}

const STRING: &str = "KalturaStringValue";
const INTEGER: &str = "KalturaIntegerValue";
const TIME: &str = "KalturaTimeContextField";
const EVAL_BOOLEAN: &str = "KalturaEvalBooleanField";
const EVAL_STRING: &str = "KalturaEvalStringField";
const OBJECT_ID: &str = "KalturaObjectIdField";
const METADATA: &str = "KalturaMetadataField";

/// Reads a value of whatever class; what it is good for depends on where it stands.
pub(super) fn value<'s>(reader: &mut Reader<'s>, report: &mut Report) -> Result<Option<ValueFields<'s>>, Error> {
    object(reader, report, no_nested)
}

/// The same, as an element of a list.
pub(super) fn value_element<'s>(reader: &mut Reader<'s>, report: &mut Report) -> Result<Element<ValueFields<'s>>, Error> {
    Ok(value(reader, report)?.map_or(Element::NoObject, Element::Read))
}

impl<'s> ValueFields<'s> {
    /// As the field of a field condition: its code, which it cannot do without (`templates.md TC1`).
    pub fn boolean_code(&self, report: &mut Report) -> Option<Written<'s>> {
        match self.class("field", "a `KalturaEvalBooleanField`", report)?.as_ref() {
            EVAL_BOOLEAN => {
                let code = written(&self.code, report).filter(|code| !code.text.is_empty());
                self.missing(code, &self.code, report)
            }
            other => self.unsupported(other, "field", "a `KalturaEvalBooleanField`", report),
        }
    }

    /// As a field that is matched.
    pub fn field(&self, place: &'static str, report: &mut Report) -> Option<EventField<'s>> {
        let known = "a `KalturaEvalStringField`, a `KalturaObjectIdField` or a `KalturaMetadataField`";
        let class = self.class(place, known, report)?;
        self.field_of(&class, report).unwrap_or_else(|| self.unsupported(&class, place, known, report))
    }

    /// As a value to match with, or of a parameter.
    pub fn operand(&self, place: &'static str, report: &mut Report) -> Option<Operand<'s>> {
        let known = "a `KalturaStringValue` or a field that reads the event";
        let class = self.class(place, known, report)?;
        if class == STRING {
            self.told_if_absent("it counts as the empty text", report);
            return Some(self.value.read(report, text_or_flag).map_or(Operand::Null, Operand::Text));
        }
        match self.field_of(&class, report) {
            Some(field) => field.map(Operand::Field),
            None => self.unsupported(&class, place, known, report),
        }
    }

    /// As a value to compare with.
    pub fn comparand(&self, report: &mut Report) -> Option<Comparand> {
        let known = "a `KalturaIntegerValue` or a `KalturaTimeContextField`";
        match self.class("value", known, report)?.as_ref() {
            INTEGER => {
                self.told_if_absent("the condition holds whatever the field", report);
                Some(self.value.read(report, integer).map_or(Comparand::Null, Comparand::Integer))
            }
            TIME => Some(Comparand::Time(self.offset.read(report, integer).unwrap_or_default())),
            other => self.unsupported(other, "value", known, report),
        }
    }

    /// As the field of a compare condition: its offset from now, in seconds.
    pub fn time_offset(&self, report: &mut Report) -> Option<i64> {
        match self.class("field", "a `KalturaTimeContextField`", report)?.as_ref() {
            TIME => Some(self.offset.read(report, integer).unwrap_or_default()),
            other => self.unsupported(other, "field", "a `KalturaTimeContextField`", report),
        }
    }

    /// As one of the texts of an array parameter, whatever its class (`templates.md TP1`).
    pub fn array_text(&self, report: &mut Report) -> Cow<'s, str> {
        self.told_if_absent("it counts as the empty text", report);
        self.value.read(report, text_or_flag).unwrap_or_default()
    }

    fn told_if_absent(&self, meaning: &'static str, report: &mut Report) {
        if !self.value.is_set() {
            report.add(self.value.at_or(self.at), ProblemKind::AbsentField { field: self.value.name, meaning });
        }
    }

    /// As one of the fields; the outer none is another class, the inner one an error.
    fn field_of(&self, class: &str, report: &mut Report) -> Option<Option<EventField<'s>>> {
        match class {
            EVAL_STRING => {
                if !self.code.is_set() {
                    let kind = ProblemKind::AbsentField { field: "code", meaning: "the value is null" };
                    report.add(self.code.at_or(self.at), kind);
                }
                let code = written(&self.code, report).filter(|code| !matches!(&*code.text, "" | "0"));
                Some(Some(EventField::Code(code)))
            }
            OBJECT_ID => Some(Some(EventField::ObjectId)),
            METADATA => {
                let metadata = metadata(&self.profile, &self.profile_system_name, &self.xpath, self.at, report);
                Some(metadata.map(|(profile, xpath)| EventField::Metadata { profile, xpath }))
            }
            _ => None,
        }
    }

    fn class(&self, place: &'static str, known: &'static str, report: &mut Report) -> Option<Cow<'s, str>> {
        let class = self.object_type.class(report);
        if class.is_absent() {
            report.add(self.at, ProblemKind::UnsupportedValue { field: place, class: "value without `objectType`".into(), known });
        }
        class.read()
    }

    fn unsupported<T>(&self, class: &str, place: &'static str, known: &'static str, report: &mut Report) -> Option<T> {
        let kind = ProblemKind::UnsupportedValue { field: place, class: shortened(class), known };
        report.add(self.object_type.at_or(self.at), kind);
        None
    }

    fn missing<T>(&self, found: Option<T>, field: &Field<'s>, report: &mut Report) -> Option<T> {
        if found.is_none() {
            report.add(field.at_or(self.at), ProblemKind::MissingField { field: field.name });
        }
        found
    }
}

/// A text with its place.
pub(super) fn written<'s>(field: &Field<'s>, report: &mut Report) -> Option<Written<'s>> {
    let text = field.read(report, text)?;
    Some(Written { text, at: report.spot(field.at_or(0)) })
}

/// Which metadata is read, and what of it; a profile by its name alone is refused (`templates.md TC6`).
pub(super) fn metadata<'s>(
    profile: &Field<'s>,
    system_name: &Field<'s>,
    xpath: &Field<'s>,
    object: u32,
    report: &mut Report,
) -> Option<(i64, Written<'s>)> {
    let path = written(xpath, report).filter(|path| !path.text.is_empty());
    if path.is_none() {
        report.add(xpath.at_or(object), ProblemKind::MissingField { field: xpath.name });
    }
    let name = system_name.read(report, text).filter(|name| !name.is_empty());
    let id = match name {
        Some(name) if !profile.is_set() => {
            report.add(system_name.at_or(object), ProblemKind::MetadataProfileByName { name: shortened(&name) });
            None
        }
        _ => profile.require(object, report, integer),
    };
    Some((id?, path?))
}
