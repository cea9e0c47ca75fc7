//! Event notification templates (`templates.md TT`).

use std::borrow::Cow;

use reach_rawjson::{Error, Reader};

use crate::ids::{PartnerId, TemplateId};
use crate::model::Status;
use crate::platform::{EventType, TemplateObjectType, nearest};
use crate::problem::{ObjectKind, ProblemKind, Spot};

use super::event_condition::{EventCondition, event_condition};
use super::fields::{Element, Field, Fields, Nested, list, object, wire_fields};
use super::ids::shortened;
use super::parameter::{Parameter, merged, parameters};
use super::report::{Mark, Report};
use super::scalar::{integer, text};
use super::status::status;

/// A template as printed: its codes are not compiled yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template<'s> {
    /// `id`
    pub id: TemplateId,
    /// `partnerId`
    pub partner: PartnerId,
    /// `name`
    pub name: Option<Cow<'s, str>>,
    /// `status`
    pub status: Status,
    /// Whether its class and its type are those of a Boolean template (TT3).
    pub is_boolean: bool,
    /// `eventType`; `None`: missing, or one that no event has (TT2).
    pub event_type: Option<EventType>,
    /// `eventObjectType`; `None`: missing, or one that no event has (TT1).
    pub object_type: Option<TemplateObjectType>,
    /// `eventConditions`
    pub conditions: Vec<EventCondition<'s>>,
    /// `contentParameters` and `userParameters` (TP1).
    pub parameters: Vec<Parameter<'s>>,
    /// Whether it has an error, so that it cannot be asked (TT4). Of one that is not Boolean the errors are told
    /// as warnings.
    pub unusable: bool,
    /// Where it stands.
    pub at: Spot,
}

impl Template<'_> {
    /// As a person knows it: `template 5120 "Lectures"`.
    pub fn about(&self) -> String {
        about(self.id, self.name.as_deref())
    }
}

fn about(id: TemplateId, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("template {id} {name:?}"),
        None => format!("template {id}"),
    }
}

wire_fields! {
    /// The fields of Boolean templates and those that HTTP templates add.
    TemplateFields: "a template", true;
    single {
        object_type: "objectType",
        id: "id",
        partner: "partnerId",
        name: "name",
        template_type: "type",
        status: "status",
        event_type: "eventType",
        event_object_type: "eventObjectType",
    }
    nested { conditions: "eventConditions", content: "contentParameters", user: "userParameters" }
    carried {
        "systemName", "description", "createdAt", "updatedAt", "manualDispatchEnabled", "automaticDispatchEnabled",
        "eventDelayedCondition", "url", "method", "data", "timeout", "connectTimeout", "username", "password", "authenticationMethod",
        "sslVersion", "sslCertificate", "sslCertificateType", "sslCertificatePassword", "sslEngine", "sslEngineDefault", "sslKeyType",
        "sslKey", "sslKeyPassword", "customHeaders", "secureHashingAlgo",
    }
}

const BOOLEAN_CLASS: &str = "KalturaBooleanNotificationTemplate";
const BOOLEAN_TYPE: &str = "booleanNotification.Boolean";

/// Reads a template. Without an id or an account it is of no use; with any other error it is unusable.
pub(super) fn template<'s>(reader: &mut Reader<'s>, report: &mut Report) -> Result<Element<Template<'s>>, Error> {
    let before = report.mark();
    let mut conditions = Nested::Absent;
    let (mut content, mut user) = (Vec::new(), Vec::new());
    let mut fields = TemplateFields::none();
    let is_object = object(reader, report, &mut fields, |name, reader, report| {
        match name {
            "eventConditions" => {
                conditions = list("eventConditions", reader, report, |reader, report| event_condition(reader, report, 0))?;
            }
            "contentParameters" => content = parameters("contentParameters", reader, report)?,
            _ => user = parameters("userParameters", reader, report)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(Element::NoObject);
    }
    let is_boolean = is_boolean(&fields, report);
    if is_boolean && conditions.is_absent() && !report.failed_since(before) {
        let meaning = "it fires on every event of its types";
        report.add(fields.at, ProblemKind::AbsentField { field: "eventConditions", meaning });
    }
    let id = fields.id.require(fields.at, report, integer).map(TemplateId);
    let partner = fields.partner.require(fields.at, report, integer).map(PartnerId);
    let name = fields.name.read(report, text);
    let status = status(&fields.status, ObjectKind::Template, report);
    let event_type = event_type(&fields.event_type, fields.at, report);
    let object_type = object_type(&fields.event_object_type, fields.at, report);
    let unusable = report.failed_since(before);
    if let Some(id) = id {
        report.about_since(before, || about(id, name.as_deref()));
    }
    let (Some(id), Some(partner)) = (id, partner) else { return Ok(Element::LeftOut) };
    if !is_boolean {
        soften(before, report);
    }
    let (conditions, parameters) = (conditions.or_default(), merged(content, user));
    let at = report.spot(fields.at);
    Ok(Element::Read(Template { id, partner, name, status, is_boolean, event_type, object_type, conditions, parameters, unusable, at }))
}

/// Class and type, one of which may be absent (TT3).
fn is_boolean(fields: &TemplateFields<'_>, report: &mut Report) -> bool {
    let class = fields.object_type.read(report, text).map(|class| class == BOOLEAN_CLASS);
    let template_type = fields.template_type.read(report, text).map(|template_type| template_type == BOOLEAN_TYPE);
    match (class, template_type) {
        (None, None) => report.add(fields.at, ProblemKind::MissingObjectType { what: "a template" }),
        (Some(true), Some(false)) => {
            let found = fields.template_type.excerpt();
            report.add(fields.template_type.at_or(fields.at), ProblemKind::TypeMismatch { found });
        }
        _ => {}
    }
    class.unwrap_or(true) && template_type.unwrap_or(true)
}

/// Templates of other kinds send mail and more: their own fields are no fault, and no rule asks them but in the
/// server's semantics (`divergences.md D10`).
fn soften(before: Mark, report: &mut Report) {
    report.retain_since(before, |finding| !matches!(finding.kind(), ProblemKind::UnknownField { .. }));
    report.soften_since(before);
}

fn event_type(field: &Field<'_>, at: u32, report: &mut Report) -> Option<EventType> {
    let found = written(field, at, report)?;
    let event_type = EventType::parse(&found);
    if event_type.is_none() {
        let nearest = nearest(&found, EventType::ALL.iter().flat_map(|known| [known.name(), known.class()]));
        report.add(field.at_or(at), ProblemKind::UnknownEventType { found: shortened(&found), nearest });
    }
    event_type
}

fn object_type(field: &Field<'_>, at: u32, report: &mut Report) -> Option<TemplateObjectType> {
    let found = written(field, at, report)?;
    let object_type = TemplateObjectType::parse(&found);
    if object_type.is_none() {
        let nearest = nearest(&found, TemplateObjectType::all().map(TemplateObjectType::value));
        report.add(field.at_or(at), ProblemKind::UnknownEventObjectType { found: shortened(&found), nearest });
    }
    object_type
}

fn written<'s>(field: &Field<'s>, at: u32, report: &mut Report) -> Option<Cow<'s, str>> {
    let before = report.mark();
    let found = field.read(report, text);
    if found.is_none() && !report.failed_since(before) {
        let kind = ProblemKind::AbsentField { field: field.name, meaning: "the template fires on no event" };
        report.add(field.at_or(at), kind);
    }
    found
}
