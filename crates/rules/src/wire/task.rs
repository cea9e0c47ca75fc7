//! Tasks that a configuration brings (`tasks.md T43`, `vectors.md`).

use reach_rawjson::{Error, Reader};

use crate::ids::{ItemId, PartnerId, ProfileId, TaskId};
use crate::model::{CreationMode, ObjectType, Task, TaskStatus};
use crate::problem::ProblemKind;

use super::fields::{Element, Field, Fields, Nested, object, single, wire_fields};
use super::job_data::job_data;
use super::objects::Placed;
use super::report::Report;
use super::scalar::{amount, boxed, filled, flag, integer};

wire_fields! {
    /// `KalturaEntryVendorTask`, and what the API does not show of it.
    TaskFields: "a task", false;
    single {
        object_type: "objectType",
        id: "id",
        partner: "partnerId",
        vendor_partner: "vendorPartnerId",
        entry_id: "entryId",
        entry_object_type: "entryObjectType",
        profile: "reachProfileId",
        item: "catalogItemId",
        status: "status",
        price: "price",
        old_price: "oldPrice",
        units_used: "unitsUsed",
        version: "version",
        context: "context",
        creation_mode: "creationMode",
        user_id: "userId",
        service_type: "serviceType",
        service_feature: "serviceFeature",
        turn_around_time: "turnAroundTime",
        dictionary: "dictionary",
        is_request_moderated: "isRequestModerated",
        is_output_moderated: "isOutputModerated",
        err_description: "errDescription",
        created_at: "createdAt",
        updated_at: "updatedAt",
        queue_time: "queueTime",
        finish_time: "finishTime",
        expected_finish_time: "expectedFinishTime",
    }
    nested { job_data: "taskJobData" }
    carried {
        "moderatingUser", "accessKey", "notes", "accuracy", "outputObjectId", "partnerData", "externalTaskId", "externalObjectId",
        "unitsUsedArray",
    }
}

/// Reads a task; one that has an error is left out. Without `partnerId` it is of the account given.
pub(super) fn task(reader: &mut Reader<'_>, partner: Option<PartnerId>, report: &mut Report) -> Result<Element<Placed<Task>>, Error> {
    let before = report.mark();
    let mut data = Nested::Absent;
    let mut fields = TaskFields::none();
    let is_object = object(reader, report, &mut fields, |_, reader, report| {
        data = single("taskJobData", reader, report, job_data)?;
        Ok(())
    })?;
    if !is_object {
        return Ok(Element::NoObject);
    }
    let (at, f) = (fields.at, &fields);
    let id = f.id.require(at, report, integer).map(TaskId);
    let partner = match partner {
        Some(default) => Some(f.partner.read(report, integer).map_or(default, PartnerId)),
        None => f.partner.require(at, report, integer).map(PartnerId),
    };
    let status = f.status.require(at, report, integer).and_then(|number| known(&f.status, at, "1 to 9", TaskStatus::of(number), report));
    let creation_mode = f.creation_mode.read(report, integer).and_then(|number| {
        let mode = [CreationMode::Manual, CreationMode::Automatic].into_iter().find(|mode| mode.number() == number);
        known(&f.creation_mode, at, "1 (manual) and 2 (automatic)", mode, report)
    });
    // What stands in for a missing field never counts: its absence is an error, and the task is left out.
    let task = Task {
        id: id.unwrap_or(TaskId(0)),
        partner: partner.unwrap_or(PartnerId(0)),
        vendor_partner: f.vendor_partner.read(report, integer).map(PartnerId),
        entry_id: f.entry_id.require(at, report, filled).unwrap_or_default(),
        object_type: ObjectType::of(f.entry_object_type.read(report, integer).unwrap_or_default()),
        profile: ProfileId(f.profile.require(at, report, integer).unwrap_or_default()),
        item: ItemId(f.item.require(at, report, integer).unwrap_or_default()),
        status: status.unwrap_or(TaskStatus::Pending),
        price: f.price.read(report, amount).unwrap_or_default(),
        old_price: f.old_price.read(report, amount),
        units_used: f.units_used.read(report, integer),
        version: f.version.read(report, integer).unwrap_or_default(),
        context: f.context.read(report, filled),
        creation_mode: creation_mode.unwrap_or(CreationMode::Automatic),
        user_id: f.user_id.read(report, boxed),
        service_type: f.service_type.read(report, integer),
        service_feature: f.service_feature.read(report, integer),
        turn_around_time: f.turn_around_time.read(report, integer),
        dictionary: f.dictionary.read(report, boxed),
        is_request_moderated: f.is_request_moderated.read(report, flag).unwrap_or_default(),
        is_output_moderated: f.is_output_moderated.read(report, flag).unwrap_or_default(),
        job_data: data.read(),
        err_description: f.err_description.read(report, boxed),
        created_at: f.created_at.read(report, integer),
        updated_at: f.updated_at.read(report, integer),
        queue_time: f.queue_time.read(report, integer),
        finish_time: f.finish_time.read(report, integer),
        expected_finish_time: f.expected_finish_time.read(report, integer),
    };
    if let Some(id) = id {
        report.about_since(before, || format!("task {id}"));
    }
    if report.failed_since(before) {
        return Ok(Element::LeftOut);
    }
    Ok(Element::Read(Placed { value: task, at: report.spot(at) }))
}

fn known<T>(field: &Field<'_>, at: u32, known: &'static str, value: Option<T>, report: &mut Report) -> Option<T> {
    if value.is_none() {
        report.add(field.at_or(at), ProblemKind::UnknownValue { field: field.name, known, found: field.excerpt() });
    }
    value
}
