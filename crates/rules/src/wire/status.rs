//! The status of profiles, templates, items and assignments (`vectors.md`: absent is ACTIVE).

use crate::model::Status;
use crate::problem::{ObjectKind, ProblemKind};

use super::fields::Field;
use super::report::Report;
use super::scalar::integer;

/// The status: absent it is active, null it is none.
pub(super) fn status(field: &Field<'_>, object: ObjectKind, report: &mut Report) -> Status {
    if !field.is_present() {
        return Status::Active;
    }
    let before = report.mark();
    let status = field.read(report, integer).map_or(Status::Other, Status::of);
    if status == Status::Other && !report.failed_since(before) {
        report.add(field.at_or(0), ProblemKind::UnknownStatus { object, found: field.excerpt() });
    }
    status
}
