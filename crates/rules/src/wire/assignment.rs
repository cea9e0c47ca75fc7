//! Assignments of catalog items to accounts (`catalog.md C40`).

use reach_rawjson::{Error, Reader};

use crate::ids::{ItemId, PartnerId};
use crate::model::Assignment;
use crate::problem::ObjectKind;

use super::fields::{Element, Fields, no_nested, object, wire_fields};
use super::objects::Placed;
use super::report::Report;
use super::scalar::integer;
use super::status::status;

wire_fields! {
    /// A partner catalog item.
    AssignmentFields: "an assignment", false;
    single { id: "id", partner: "partnerId", item: "catalogItemId", status: "status" }
    nested {}
    carried { "objectType", "defaultReachProfileId", "createdAt", "updatedAt", "serviceFeature", "serviceType" }
}

/// Reads an assignment; one that has an error is left out, so its item is not ordered for that account.
pub(super) fn assignment(reader: &mut Reader<'_>, report: &mut Report) -> Result<Element<Placed<Assignment>>, Error> {
    let before = report.mark();
    let mut fields = AssignmentFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(Element::NoObject);
    }
    let partner = fields.partner.require(fields.at, report, integer).map(PartnerId);
    let item = fields.item.require(fields.at, report, integer).map(ItemId);
    let id = fields.id.read(report, integer);
    let status = status(&fields.status, ObjectKind::Assignment, report);
    let (Some(partner), Some(item)) = (partner, item) else { return Ok(Element::LeftOut) };
    report.about_since(before, || format!("assignment of item {item} to account {partner}"));
    if report.failed_since(before) {
        return Ok(Element::LeftOut);
    }
    Ok(Element::Read(Placed { value: Assignment { id, partner, item, status }, at: report.spot(fields.at) }))
}
