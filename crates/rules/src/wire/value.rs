//! Fields, values and comparands of a template's conditions and parameters (`templates.md TP2`, `TC2`, `TC3`).

use std::borrow::Cow;

use reach_rawjson::{Error, Reader};

use crate::problem::{ProblemKind, Spot};

use super::fields::{Element, Field, Fields, Nested, no_nested, object, wire_fields};
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

/// A value of a condition or a parameter, by its own class. What it is good for depends on where it stands.
#[derive(Debug)]
pub(super) struct Value<'s> {
    kind: ValueKind<'s>,
    /// Where its class stands.
    class_at: u32,
}

#[derive(Debug)]
enum ValueKind<'s> {
    Text(Option<Cow<'s, str>>),
    Integer(Option<i64>),
    Time(i64),
    BooleanCode(Written<'s>),
    Field(EventField<'s>),
    Unnamed,
    Other(Box<str>),
}

/// Reads a value.
pub(super) fn value<'s>(reader: &mut Reader<'s>, report: &mut Report) -> Result<Element<Value<'s>>, Error> {
    let mut fields = ValueFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(Element::NoObject);
    }
    let class_at = fields.object_type.at_or(fields.at);
    Ok(fields.kind(report).map_or(Element::LeftOut, |kind| Element::Read(Value { kind, class_at })))
}

/// Reads one of the texts of an array parameter, whatever its class (`templates.md TP1`).
pub(super) fn array_text<'s>(reader: &mut Reader<'s>, report: &mut Report) -> Result<Element<Cow<'s, str>>, Error> {
    let mut fields = ValueFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(Element::NoObject);
    }
    Ok(Element::Read(fields.plain_text(report).unwrap_or_default()))
}

impl<'s> ValueFields<'s> {
    /// What it is; none is an error, which is reported.
    fn kind(&self, report: &mut Report) -> Option<ValueKind<'s>> {
        let class = match self.object_type.class(report) {
            Nested::Read(class) => class,
            Nested::Absent => return Some(ValueKind::Unnamed),
            Nested::Wrong => return None,
        };
        Some(match &*class {
            STRING => ValueKind::Text(self.plain_text(report)),
            INTEGER => {
                self.tell_if_absent(&self.value, "the condition holds whatever the field", report);
                ValueKind::Integer(self.value.read(report, integer))
            }
            TIME => ValueKind::Time(self.offset.read(report, integer).unwrap_or_default()),
            EVAL_BOOLEAN => {
                // It cannot do without a code (`templates.md TC1`).
                let code = written(&self.code, report).filter(|code| !code.text.is_empty());
                if code.is_none() {
                    report.add(self.code.at_or(self.at), ProblemKind::MissingField { field: self.code.name });
                }
                ValueKind::BooleanCode(code?)
            }
            EVAL_STRING => {
                self.tell_if_absent(&self.code, "the value is null", report);
                let code = written(&self.code, report).filter(|code| !matches!(&*code.text, "" | "0"));
                ValueKind::Field(EventField::Code(code))
            }
            OBJECT_ID => ValueKind::Field(EventField::ObjectId),
            METADATA => {
                let (profile, xpath) = metadata(&self.profile, &self.profile_system_name, &self.xpath, self.at, report)?;
                ValueKind::Field(EventField::Metadata { profile, xpath })
            }
            other => ValueKind::Other(shortened(other)),
        })
    }

    fn plain_text(&self, report: &mut Report) -> Option<Cow<'s, str>> {
        self.tell_if_absent(&self.value, "it counts as the empty text", report);
        self.value.read(report, text_or_flag)
    }

    fn tell_if_absent(&self, field: &Field<'s>, meaning: &'static str, report: &mut Report) {
        if !field.is_set() {
            report.add(field.at_or(self.at), ProblemKind::AbsentField { field: field.name, meaning });
        }
    }
}

impl<'s> Value<'s> {
    /// As the field of a field condition: its code.
    pub fn boolean_code(self, report: &mut Report) -> Option<Written<'s>> {
        match self.kind {
            ValueKind::BooleanCode(code) => Some(code),
            other => other.unsupported(self.class_at, "field", "a `KalturaEvalBooleanField`", report),
        }
    }

    /// As a field that is matched.
    pub fn field(self, report: &mut Report) -> Option<EventField<'s>> {
        let known = "a `KalturaEvalStringField`, a `KalturaObjectIdField` or a `KalturaMetadataField`";
        match self.kind {
            ValueKind::Field(field) => Some(field),
            other => other.unsupported(self.class_at, "field", known, report),
        }
    }

    /// As a value to match with, or of a parameter.
    pub fn operand(self, place: &'static str, report: &mut Report) -> Option<Operand<'s>> {
        match self.kind {
            ValueKind::Text(text) => Some(text.map_or(Operand::Null, Operand::Text)),
            ValueKind::Field(field) => Some(Operand::Field(field)),
            other => other.unsupported(self.class_at, place, "a `KalturaStringValue` or a field that reads the event", report),
        }
    }

    /// As a value to compare with.
    pub fn comparand(self, report: &mut Report) -> Option<Comparand> {
        match self.kind {
            ValueKind::Integer(value) => Some(value.map_or(Comparand::Null, Comparand::Integer)),
            ValueKind::Time(offset) => Some(Comparand::Time(offset)),
            other => other.unsupported(self.class_at, "value", "a `KalturaIntegerValue` or a `KalturaTimeContextField`", report),
        }
    }

    /// As the field of a compare condition: its offset from now, in seconds.
    pub fn time_offset(self, report: &mut Report) -> Option<i64> {
        match self.kind {
            ValueKind::Time(offset) => Some(offset),
            other => other.unsupported(self.class_at, "field", "a `KalturaTimeContextField`", report),
        }
    }
}

impl ValueKind<'_> {
    fn unsupported<T>(&self, at: u32, place: &'static str, known: &'static str, report: &mut Report) -> Option<T> {
        report.add(at, ProblemKind::UnsupportedValue { field: place, class: self.class().into(), known });
        None
    }

    fn class(&self) -> &str {
        match self {
            ValueKind::Text(_) => STRING,
            ValueKind::Integer(_) => INTEGER,
            ValueKind::Time(_) => TIME,
            ValueKind::BooleanCode(_) => EVAL_BOOLEAN,
            ValueKind::Field(EventField::Code(_)) => EVAL_STRING,
            ValueKind::Field(EventField::ObjectId) => OBJECT_ID,
            ValueKind::Field(EventField::Metadata { .. }) => METADATA,
            ValueKind::Unnamed => "value without `objectType`",
            ValueKind::Other(class) => class,
        }
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
