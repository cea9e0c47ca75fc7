//! The credit of a profile (`tasks.md CR1` to `CR4`).

use reach_rawjson::{Error, Reader};

use crate::credits::Credits;
use crate::model::{CreditKind, Frequency, KeptCredit, ProfileCredit};
use crate::platform::nearest;
use crate::problem::ProblemKind;

use super::condition::no_effect;
use super::fields::{Field, Fields, Nested, no_nested, object, wire_fields};
use super::ids::shortened;
use super::report::Report;
use super::scalar::{amount, integer, text};

wire_fields! {
    /// `KalturaBaseVendorCredit` and what the platform keeps beside it.
    CreditFields: "a credit", true;
    single {
        object_type: "objectType",
        credit: "credit",
        from_date: "fromDate",
        to_date: "toDate",
        frequency: "frequency",
        overage: "overageCredit",
        add_on: "addOn",
        last_sync_time: "lastSyncTime",
        synced_credit: "syncedCredit",
        period_start: "periodStartDate",
        period_end: "periodEndDate",
        initial_overage: "initialOverageCredit",
    }
    nested {}
    carried {}
}

const PLAIN: &str = "KalturaVendorCredit";
const TIME_RANGE: &str = "KalturaTimeRangeVendorCredit";
const REOCCURRING: &str = "KalturaReoccurringVendorCredit";
const UNLIMITED: &str = "KalturaUnlimitedVendorCredit";

/// Reads a credit; none when it has an error.
pub(super) fn credit(reader: &mut Reader<'_>, report: &mut Report) -> Result<Option<ProfileCredit>, Error> {
    let before = report.mark();
    let mut fields = CreditFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(None);
    }
    let Some(kind) = kind(&fields, report) else { return Ok(None) };
    let from_date = fields.from_date.require(fields.at, report, integer);
    let (credit, overage, add_on) = match kind {
        CreditKind::Unlimited => {
            no_effect([&fields.overage, &fields.add_on], "the credit is unlimited", report);
            (Some(Credits::UNLIMITED), None, None)
        }
        CreditKind::Plain | CreditKind::TimeRange { .. } | CreditKind::Reoccurring { .. } => {
            (fields.credit.require(fields.at, report, amount), fields.overage.read(report, amount), fields.add_on.read(report, amount))
        }
    };
    let kept = KeptCredit {
        last_sync_time: fields.last_sync_time.read(report, integer),
        synced_credit: fields.synced_credit.read(report, amount).unwrap_or_default(),
        period_start: fields.period_start.read(report, integer),
        period_end: fields.period_end.read(report, integer),
        initial_overage: fields.initial_overage.read(report, amount),
    };
    if let CreditKind::TimeRange { to_date } | CreditKind::Reoccurring { to_date, .. } = kind
        && from_date.is_some_and(|from_date| to_date < from_date)
    {
        report.add(fields.to_date.at_or(fields.at), ProblemKind::DatesReversed);
    }
    let (Some(credit), Some(from_date)) = (credit, from_date) else { return Ok(None) };
    Ok((!report.failed_since(before)).then_some(ProfileCredit { kind, credit, from_date, overage, add_on, kept }))
}

/// Which kind it is: by its class, or without one by its fields, with a warning.
fn kind(fields: &CreditFields<'_>, report: &mut Report) -> Option<CreditKind> {
    match class(fields, report)? {
        PLAIN => {
            no_effect([&fields.to_date, &fields.frequency], "a `KalturaVendorCredit` has no end", report);
            Some(CreditKind::Plain)
        }
        TIME_RANGE => {
            no_effect([&fields.frequency], "a `KalturaTimeRangeVendorCredit` does not begin anew", report);
            Some(CreditKind::TimeRange { to_date: fields.to_date.require(fields.at, report, integer)? })
        }
        REOCCURRING => {
            let to_date = fields.to_date.require(fields.at, report, integer);
            let frequency = frequency(&fields.frequency, fields.at, report);
            Some(CreditKind::Reoccurring { to_date: to_date?, frequency: frequency? })
        }
        _ => {
            no_effect([&fields.to_date, &fields.frequency], "a `KalturaUnlimitedVendorCredit` has no end", report);
            Some(CreditKind::Unlimited)
        }
    }
}

fn class(fields: &CreditFields<'_>, report: &mut Report) -> Option<&'static str> {
    let known = [PLAIN, TIME_RANGE, REOCCURRING, UNLIMITED];
    match fields.object_type.class(report) {
        Nested::Read(class) => {
            let found = known.into_iter().find(|known| *known == class);
            if found.is_none() {
                let kind = ProblemKind::UnknownCredit { nearest: nearest(&class, known), class: shortened(&class) };
                report.add(fields.object_type.at_or(fields.at), kind);
            }
            found
        }
        Nested::Wrong => None,
        Nested::Absent => {
            let class = match () {
                () if fields.frequency.is_set() => REOCCURRING,
                () if fields.to_date.is_set() => TIME_RANGE,
                () => PLAIN,
            };
            report.add(fields.at, ProblemKind::CreditWithoutClass { class });
            Some(class)
        }
    }
}

fn frequency(field: &Field<'_>, at: u32, report: &mut Report) -> Option<Frequency> {
    let name = field.require(at, report, text)?;
    let found = match &*name {
        "day" => Frequency::Day,
        "week" => Frequency::Week,
        "month" => Frequency::Month,
        "year" => Frequency::Year,
        _ => {
            let known = "`day`, `week`, `month` and `year`";
            report.add(field.at_or(at), ProblemKind::UnknownValue { field: field.name, known, found: field.excerpt() });
            return None;
        }
    };
    Some(found)
}
