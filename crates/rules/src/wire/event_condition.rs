//! The conditions of a template (`templates.md TC`).

use std::borrow::Cow;

use reach_rawjson::{Error, Reader};

use crate::model::Comparison;
use crate::problem::ProblemKind;

use super::condition::class_of;
use super::condition_class::{COMPARE, COMPARE_METADATA, FIELD, MATCH, MATCH_METADATA, OBJECT_CHANGED, OR, Place};
use super::fields::{Element, Fields, Nested, list, next_at, object, single, wire_fields};
use super::report::Report;
use super::scalar::{flag, integer, text};
use super::value::{Comparand, EventField, Operand, Value, Written, metadata, value};

/// How deep `or` conditions may stand in each other (`expressions.md B1`).
pub const MAX_CONDITION_DEPTH: usize = 128;

/// A condition of a template, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventCondition<'s> {
    /// What it asks.
    pub test: Test<'s>,
    /// `not`: the answer is turned round.
    pub not: bool,
}

/// What a condition asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test<'s> {
    /// TC1, `KalturaEventFieldCondition`: the code of its field.
    Field(Written<'s>),
    /// TC2, `KalturaFieldMatchCondition`
    Match {
        /// `field`
        field: EventField<'s>,
        /// `values`
        values: Vec<Operand<'s>>,
        /// `matchType` is MATCH_ALL.
        all: bool,
    },
    /// TC3, `KalturaFieldCompareCondition`
    Compare {
        /// The field: seconds from now.
        offset: i64,
        /// `value`
        value: Comparand,
        /// `comparison`; EQUAL when absent or unknown.
        comparison: Comparison,
    },
    /// TC4, `KalturaOrCondition`
    Or(Vec<EventCondition<'s>>),
    /// TC5, `KalturaEventObjectChangedCondition`: its list, as it stands.
    ObjectChanged(Cow<'s, str>),
    /// TC6, `KalturaMatchMetadataCondition`
    MatchMetadata {
        /// `profileId`
        profile: i64,
        /// `xPath`
        xpath: Written<'s>,
        /// `values`
        values: Vec<Operand<'s>>,
        /// `matchType` is MATCH_ALL.
        all: bool,
    },
    /// TC6, `KalturaCompareMetadataCondition`
    CompareMetadata {
        /// `profileId`
        profile: i64,
        /// `xPath`
        xpath: Written<'s>,
        /// `value`
        value: Comparand,
        /// `comparison`; EQUAL when absent or unknown.
        comparison: Comparison,
    },
}

wire_fields! {
    /// The fields of all classes of conditions that a template can ask.
    EventConditionFields: "a template's condition", true;
    single {
        object_type: "objectType",
        not: "not",
        columns: "modifiedColumns",
        xpath: "xPath",
        profile: "profileId",
        profile_system_name: "profileSystemName",
        match_type: "matchType",
        comparison: "comparison",
    }
    nested { field: "field", value: "value", values: "values", conditions: "conditions" }
    carried { "type", "description" }
}

/// What stands inside a condition.
#[derive(Default)]
struct Inside<'s> {
    field: Nested<Value<'s>>,
    value: Nested<Value<'s>>,
    values: Nested<Vec<Value<'s>>>,
    conditions: Nested<Vec<EventCondition<'s>>>,
}

/// Reads a condition that stands in `depth` others. One that cannot be asked is an error of the whole template
/// (`templates.md TT4`).
pub(super) fn event_condition<'s>(
    reader: &mut Reader<'s>,
    report: &mut Report,
    depth: usize,
) -> Result<Element<EventCondition<'s>>, Error> {
    let at = next_at(reader)?;
    if depth > MAX_CONDITION_DEPTH {
        report.add(at, ProblemKind::ConditionsTooDeep { limit: MAX_CONDITION_DEPTH });
        reader.skip()?;
        return Ok(Element::LeftOut);
    }
    let before = report.mark();
    let mut inside = Inside::default();
    let one = |reader: &mut Reader<'s>, report: &mut Report| Ok(value(reader, report)?.read());
    let mut fields = EventConditionFields::none();
    let is_object = object(reader, report, &mut fields, |name, reader, report| {
        match name {
            "field" => inside.field = single("field", reader, report, one)?,
            "value" => inside.value = single("value", reader, report, one)?,
            "values" => inside.values = list("values", reader, report, value)?,
            _ => inside.conditions = list("conditions", reader, report, |reader, report| event_condition(reader, report, depth + 1))?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(Element::NoObject);
    }
    let Some(class) = class_of(&fields.object_type, fields.at, before, Place::Template, report) else { return Ok(Element::LeftOut) };
    let not = fields.not.read(report, flag).unwrap_or_default();
    Ok(test(&class, &fields, inside, report).map_or(Element::LeftOut, |test| Element::Read(EventCondition { test, not })))
}

/// What a condition of that class asks; none is an error, which is reported.
fn test<'s>(class: &str, fields: &EventConditionFields<'s>, inside: Inside<'s>, report: &mut Report) -> Option<Test<'s>> {
    match class {
        FIELD => Some(Test::Field(fields.need("field", inside.field, report)?.boolean_code(report)?)),
        MATCH => {
            let field = fields.need("field", inside.field, report).and_then(|field| field.field(report));
            let (values, all) = fields.values(inside.values, report);
            Some(Test::Match { field: field?, values: values?, all: all? })
        }
        COMPARE => {
            let offset = fields.need("field", inside.field, report).and_then(|field| field.time_offset(report));
            let value = fields.need("value", inside.value, report).and_then(|value| value.comparand(report));
            Some(Test::Compare { comparison: fields.comparison(report), offset: offset?, value: value? })
        }
        OR => {
            if inside.conditions.is_absent() {
                fields.absent("conditions", "the condition never holds", report);
            }
            Some(Test::Or(inside.conditions.or_default()))
        }
        OBJECT_CHANGED => {
            let columns = fields.columns.read(report, text);
            if columns.is_none() {
                fields.absent("modifiedColumns", "the condition never holds", report);
            }
            Some(Test::ObjectChanged(columns.unwrap_or_default()))
        }
        MATCH_METADATA => {
            let metadata = fields.metadata(report);
            let (values, all) = fields.values(inside.values, report);
            let (profile, xpath) = metadata?;
            Some(Test::MatchMetadata { profile, xpath, values: values?, all: all? })
        }
        COMPARE_METADATA => {
            let metadata = fields.metadata(report);
            let value = fields.need("value", inside.value, report).and_then(|value| value.comparand(report));
            let (profile, xpath) = metadata?;
            Some(Test::CompareMetadata { comparison: fields.comparison(report), profile, xpath, value: value? })
        }
        _ => None,
    }
}

impl<'s> EventConditionFields<'s> {
    /// What the condition cannot do without.
    fn need<T>(&self, name: &'static str, found: Nested<T>, report: &mut Report) -> Option<T> {
        if found.is_absent() {
            report.add(self.at, ProblemKind::MissingField { field: name });
        }
        found.read()
    }

    fn absent(&self, field: &'static str, meaning: &'static str, report: &mut Report) {
        report.add(self.at, ProblemKind::AbsentField { field, meaning });
    }

    /// `values` and `matchType`; none is an error, which is reported.
    fn values(&self, values: Nested<Vec<Value<'s>>>, report: &mut Report) -> (Option<Vec<Operand<'s>>>, Option<bool>) {
        if values.is_absent() {
            self.absent("values", "the condition always holds", report);
        }
        let before = report.mark();
        let operands: Vec<_> = values.or_default().into_iter().filter_map(|value| value.operand("values", report)).collect();
        let operands = (!report.failed_since(before)).then_some(operands);
        let all = match self.match_type.read(report, integer) {
            Some(1) => Some(false),
            Some(2) | None => Some(true),
            Some(_) => {
                let kind = ProblemKind::UnknownValue { field: "matchType", known: "1 (any) and 2 (all)", found: self.match_type.excerpt() };
                report.add(self.match_type.at_or(self.at), kind);
                None
            }
        };
        (operands, all)
    }

    fn comparison(&self, report: &mut Report) -> Comparison {
        match self.comparison.read(report, integer).map(Comparison::of) {
            Some(Comparison::Unknown) | None => Comparison::Equal,
            Some(known) => known,
        }
    }

    fn metadata(&self, report: &mut Report) -> Option<(i64, Written<'s>)> {
        metadata(&self.profile, &self.profile_system_name, &self.xpath, self.at, report)
    }
}
