//! The conditions of rules (`rules.md R4` to `R8`, `catalog.md C64`).

use std::borrow::Cow;

use reach_rawjson::{Error, Reader};

use crate::ids::{CategoryId, TemplateId};
use crate::model::{CategoryCondition, Comparison, Condition};
use crate::platform::nearest;
use crate::problem::ProblemKind;

use super::condition_class::{BOOLEAN, CATEGORY, Place, refusal};
use super::fields::{Element, Field, Fields, Nested, no_nested, object, wire_fields};
use super::ids::{id_list, ids_in, shortened, trimmed};
use super::report::{Mark, Report};
use super::scalar::{flag, integer, text};

wire_fields! {
    /// The conditions that a rule can ask.
    ConditionFields: "a rule's condition", true;
    single {
        object_type: "objectType",
        not: "not",
        template_ids: "booleanEventNotificationIds",
        category_id: "categoryId",
        category_ids: "categoryIds",
        permission: "categoryUserPermission",
        comparison: "comparison",
    }
    nested {}
    carried { "type", "description" }
}

/// Reads a condition of a rule. One that cannot be asked is an error, never a condition left out (`rules.md R12`).
pub(super) fn condition(reader: &mut Reader<'_>, report: &mut Report) -> Result<Element<Condition>, Error> {
    let before = report.mark();
    let mut fields = ConditionFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(Element::NoObject);
    }
    let condition = match class_of(&fields.object_type, fields.at, before, Place::Rule, report).as_deref() {
        Some(BOOLEAN) => boolean(&fields, report),
        Some(CATEGORY) => category(&fields, report),
        _ => None,
    };
    Ok(condition.map_or(Element::LeftOut, Element::Read))
}

/// The class of a condition that can be asked there; any other is reported, and what was said of its fields is not.
pub(super) fn class_of<'s>(object_type: &Field<'s>, at: u32, before: Mark, place: Place, report: &mut Report) -> Option<Cow<'s, str>> {
    let class = match object_type.class(report) {
        Nested::Read(class) => class,
        Nested::Wrong => return None,
        Nested::Absent => {
            report.add(at, ProblemKind::MissingObjectType { what: "a condition" });
            return None;
        }
    };
    if place.classes().contains(&&*class) {
        return Some(class);
    }
    report.rewind(before);
    let kind = match refusal(&class, place) {
        Some(because) => ProblemKind::UnsupportedCondition { class: shortened(&class), because },
        None => ProblemKind::UnknownCondition { nearest: nearest(&class, place.classes().iter().copied()), class: shortened(&class) },
    };
    report.add(object_type.at_or(at), kind);
    None
}

fn boolean(fields: &ConditionFields<'_>, report: &mut Report) -> Option<Condition> {
    let not = fields.not.read(report, flag).unwrap_or_default();
    let foreign = [&fields.category_id, &fields.category_ids, &fields.permission, &fields.comparison];
    no_effect(foreign, "it belongs to a `KalturaCategoryEntryCondition`", report);
    let ids = &fields.template_ids;
    let written = ids.read(report, text).unwrap_or_default();
    if matches!(trimmed(&written), "" | "N/A") {
        let found = if written.is_empty() { "empty".into() } else { ids.excerpt() };
        report.add(ids.at_or(fields.at), ProblemKind::NoTemplates { found });
        return Some(Condition::BooleanWithoutIds { not, exact: matches!(&*written, "" | "N/A") });
    }
    Some(Condition::Boolean { templates: ids_in(&written, ids.name, ids.at_or(fields.at), report, TemplateId), not })
}

fn category(fields: &ConditionFields<'_>, report: &mut Report) -> Option<Condition> {
    let not = fields.not.read(report, flag).unwrap_or_default();
    no_effect([&fields.template_ids], "it belongs to a `KalturaBooleanEventNotificationCondition`", report);
    let before = report.mark();
    // Null and 0 count as absent (`divergences.md E5`).
    let one = fields.category_id.read(report, integer).filter(|id| *id != 0);
    let categories = match one {
        Some(id) => {
            no_effect([&fields.category_ids], "`categoryId` is set and counts", report);
            Box::from([CategoryId(id)])
        }
        None => id_list(&fields.category_ids, report, CategoryId),
    };
    if categories.is_empty() && !report.failed_since(before) {
        report.add(fields.at, ProblemKind::NoCategories);
    }
    let permission = fields.permission.read(report, integer);
    let comparison = fields.comparison.read(report, integer).map(Comparison::of);
    match (permission, comparison) {
        (Some(_), None) => no_effect([&fields.permission], "`comparison` is missing", report),
        (None, Some(_)) => no_effect([&fields.comparison], "`categoryUserPermission` is missing", report),
        (Some(_), Some(Comparison::Unknown)) => {
            let found = fields.comparison.excerpt();
            report.add(fields.comparison.at_or(fields.at), ProblemKind::UnknownValue { field: "comparison", known: "1 to 6", found });
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
    Some(Condition::Category(CategoryCondition { categories, permission, comparison, not }))
}

/// Tells of fields that are set and change nothing.
pub(super) fn no_effect<'f, 's: 'f>(fields: impl IntoIterator<Item = &'f Field<'s>>, because: &'static str, report: &mut Report) {
    for field in fields {
        if field.is_set() && !is_empty_text(field) {
            report.add(field.at_or(0), ProblemKind::NoEffect { field: field.name, because });
        }
    }
}

fn is_empty_text(field: &Field<'_>) -> bool {
    field.value().and_then(|value| value.raw.as_str()).is_some_and(|text| text.is_empty())
}
