//! Rules and their actions (`rules.md R9`, `R12`, `catalog.md C64`).

use reach_rawjson::{Error, Reader};

use crate::ids::ItemId;
use crate::model::{Action, ObjectType, Rule};
use crate::platform::nearest;
use crate::problem::ProblemKind;

use super::condition::condition;
use super::fields::{Element, Fields, Nested, list, next_at, no_nested, object, wire_fields};
use super::ids::{id_list, shortened};
use super::report::Report;
use super::scalar::{boxed, excerpt, flag, integer, text};

wire_fields! {
    /// `KalturaRule`
    RuleFields: "a rule", true;
    single { object_type: "objectType", description: "description", stop_processing: "stopProcessing" }
    nested { conditions: "conditions", actions: "actions" }
    carried { "ruleData", "message", "code", "contexts", "forceAdminValidation" }
}

wire_fields! {
    /// `KalturaAddEntryVendorTaskAction`
    ActionFields: "an action", true;
    single { object_type: "objectType", items: "catalogItemIds", entry_object_type: "entryObjectType" }
    nested {}
    carried { "type" }
}

/// Reads a rule. One that has an error of whatever kind is unusable and keeps its place, so that the numbers of
/// the others stay.
pub(super) fn rule(reader: &mut Reader<'_>, report: &mut Report) -> Result<Rule, Error> {
    let before = report.mark();
    let at = next_at(reader)?;
    let start = reader.clone();
    let (mut conditions, mut actions) = (Nested::Absent, Nested::Absent);
    let mut fields = RuleFields::none();
    let is_object = object(reader, report, &mut fields, |name, reader, report| {
        match name {
            "conditions" => conditions = list("conditions", reader, report, condition)?,
            _ => actions = list("actions", reader, report, action)?,
        }
        Ok(())
    })?;
    if !is_object {
        let found = excerpt(start.clone().raw()?);
        report.add(at, ProblemKind::WrongElement { list: "rules", found });
        return Ok(unusable());
    }
    if let Some(class) = fields.object_type.read(report, text).filter(|class| class != "KalturaRule") {
        let known = "`KalturaRule`";
        report.add(fields.object_type.at_or(fields.at), ProblemKind::UnsupportedValue { field: "rules", class: shortened(&class), known });
    }
    let description = fields.description.read(report, boxed);
    let stop_processing = fields.stop_processing.read(report, flag).unwrap_or_default();
    if !report.failed_since(before) {
        for (is_absent, field, meaning) in
            [(conditions.is_absent(), "conditions", "the rule is always-on"), (actions.is_absent(), "actions", "the rule orders nothing")]
        {
            if is_absent {
                report.add(fields.at, ProblemKind::AbsentField { field, meaning });
            }
        }
    }
    Ok(Rule {
        description,
        conditions: conditions.or_default().into(),
        actions: actions.or_default().into(),
        stop_processing,
        unusable: report.failed_since(before),
    })
}

fn unusable() -> Rule {
    Rule { description: None, conditions: Box::default(), actions: Box::default(), stop_processing: false, unusable: true }
}

const ADD_TASK: &str = "KalturaAddEntryVendorTaskAction";

/// Actions of the platform that have nothing to do with orders.
const FOREIGN: &[&str] = &[
    "KalturaAccessControlBlockAction",
    "KalturaAccessControlDrmPolicyAction",
    "KalturaAccessControlLimitDeliveryProfilesAction",
    "KalturaAccessControlLimitFlavorsAction",
    "KalturaAccessControlLimitThumbnailCaptureAction",
    "KalturaAccessControlModifyRequestHostRegexAction",
    "KalturaAccessControlPreviewAction",
    "KalturaAccessControlServeRemoteEdgeServerAction",
    "KalturaStorageAddAction",
];

/// Reads an action. Those of other kinds are passed over (`rules.md R9`); one that does not exist is an error.
fn action(reader: &mut Reader<'_>, report: &mut Report) -> Result<Element<Action>, Error> {
    let before = report.mark();
    let mut fields = ActionFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(Element::NoObject);
    }
    match fields.object_type.class(report) {
        Nested::Read(class) if class == ADD_TASK => return Ok(Element::Read(add_task(&fields, report))),
        Nested::Read(class) => {
            report.rewind(before);
            let kind = if FOREIGN.contains(&&*class) {
                ProblemKind::ForeignAction { class: class.into() }
            } else {
                ProblemKind::UnknownAction { nearest: nearest(&class, [ADD_TASK]), class: shortened(&class) }
            };
            report.add(fields.object_type.at_or(fields.at), kind);
        }
        Nested::Wrong => {}
        Nested::Absent => report.add(fields.at, ProblemKind::MissingObjectType { what: "an action" }),
    }
    Ok(Element::LeftOut)
}

fn add_task(fields: &ActionFields<'_>, report: &mut Report) -> Action {
    let before = report.mark();
    let items = id_list(&fields.items, report, ItemId);
    if items.is_empty() && !report.failed_since(before) {
        let meaning = "the action orders nothing";
        report.add(fields.items.at_or(fields.at), ProblemKind::AbsentField { field: fields.items.name, meaning });
    }
    let object_type = ObjectType::of(fields.entry_object_type.read(report, integer).unwrap_or_default());
    if let ObjectType::Other(_) = object_type {
        let because = "a rule can order for entries (1) and assets (2) only, so the action orders nothing";
        report.add(fields.entry_object_type.at_or(fields.at), ProblemKind::NoEffect { field: "entryObjectType", because });
    }
    Action { items, object_type }
}
