//! Vendor catalog items (`catalog.md C1` to `C10`, `tasks.md PR1` to `PR5`, `T33`).

use reach_rawjson::{Error, Kind, Reader};

use crate::ids::{ItemId, PartnerId};
use crate::model::{CatalogItem, PriceFunction, Pricing};
use crate::platform::{Feature, nearest};
use crate::problem::{ObjectKind, ProblemKind};

use super::fields::{Element, Field, Fields, Nested, no_nested, object, single, wire_fields};
use super::ids::{ids_in, pieces, shortened};
use super::objects::Placed;
use super::report::Report;
use super::scalar::{Trouble, amount, boxed, flag, integer, text};
use super::status::status;

wire_fields! {
    /// The fields of all classes of catalog items.
    ItemFields: "a catalog item", false;
    single {
        object_type: "objectType",
        id: "id",
        name: "name",
        status: "status",
        service_feature: "serviceFeature",
        service_type: "serviceType",
        turn_around_time: "turnAroundTime",
        vendor_partner: "vendorPartnerId",
        source_language: "sourceLanguage",
        target_language: "targetLanguage",
        pay_per_use: "payPerUse",
        fixed_price_addons: "fixedPriceAddons",
        admin_tags_to_exclude: "adminTagsToExclude",
        vendor_data: "vendorData",
        max_video_duration: "maxVideoDuration",
        start_time_buffer: "startTimeBuffer",
        end_time_buffer: "endTimeBuffer",
        minimal_refund_time: "minimalRefundTime",
    }
    nested { pricing: "pricing" }
    carried {
        "systemName", "createdAt", "updatedAt", "engineType", "allowResubmission", "stage", "lastBulkUpdateId", "contract", "createdBy",
        "notes", "partnerId", "defaultReachProfileId", "outputFormat", "enableSpeakerId", "flavorParamsId", "clearAudioFlavorParamsId",
        "requireSource", "minimalOrderTime", "durationLimit", "documentEnrichmentType", "videoAnalysisType", "pricingArray",
    }
}

wire_fields! {
    /// `KalturaVendorCatalogItemPricing`
    PricingFields: "a pricing", true;
    single { price_per_unit: "pricePerUnit", price_function: "priceFunction" }
    nested {}
    carried { "objectType" }
}

/// Reads an item; one that has an error is left out, so that nothing is ordered at a wrong price.
pub(super) fn catalog_item(reader: &mut Reader<'_>, report: &mut Report) -> Result<Element<Placed<CatalogItem>>, Error> {
    let before = report.mark();
    let mut found_pricing = Nested::Absent;
    let mut fields = ItemFields::none();
    let is_object = object(reader, report, &mut fields, |_, reader, report| {
        found_pricing = single("pricing", reader, report, pricing)?;
        Ok(())
    })?;
    if !is_object {
        return Ok(Element::NoObject);
    }
    let id = fields.id.require(fields.at, report, integer).map(ItemId);
    let name = fields.name.read(report, boxed);
    if found_pricing.is_absent() {
        let meaning = "its orders cost no more than the add-on and ask for no credit";
        report.add(fields.at, ProblemKind::AbsentField { field: "pricing", meaning });
    }
    let service_feature = service_feature(&fields, report);
    // What stands in for a missing id never counts: its absence is an error, and the item is left out.
    let item = CatalogItem {
        id: id.unwrap_or(ItemId(0)),
        status: status(&fields.status, ObjectKind::CatalogItem, report),
        feature: Feature::of(service_feature),
        service_feature,
        service_type: fields.service_type.read(report, integer),
        turn_around_time: fields.turn_around_time.read(report, integer).unwrap_or_default(),
        vendor_partner: fields.vendor_partner.read(report, integer).map(PartnerId),
        source_language: fields.source_language.read(report, boxed),
        target_language: fields.target_language.read(report, boxed),
        pricing: found_pricing.read().flatten(),
        pay_per_use: fields.pay_per_use.read(report, flag).unwrap_or_default(),
        fixed_price_addons: fields.fixed_price_addons.read(report, amount),
        admin_tags_to_exclude: tags(&fields.admin_tags_to_exclude, report),
        linked_items: linked_items(&fields.vendor_data, report),
        max_video_duration: fields.max_video_duration.read(report, integer),
        start_time_buffer: fields.start_time_buffer.read(report, integer).unwrap_or_default(),
        end_time_buffer: fields.end_time_buffer.read(report, integer).unwrap_or_default(),
        minimal_refund_time: fields.minimal_refund_time.read(report, integer).unwrap_or_default(),
        name,
    };
    needed_on_add(&fields, report);
    if id.is_some() {
        report.about_since(before, || about(&item));
    }
    if report.failed_since(before) {
        return Ok(Element::LeftOut);
    }
    Ok(Element::Read(Placed { value: item, at: report.spot(fields.at) }))
}

fn about(item: &CatalogItem) -> String {
    match &item.name {
        Some(name) => format!("catalog item {} {name:?}", item.id),
        None => format!("catalog item {}", item.id),
    }
}

/// Warns of what every item of the platform has (`catalog.md C3`) and this one has not.
fn needed_on_add(fields: &ItemFields<'_>, report: &mut Report) {
    let needed = [
        (&fields.vendor_partner, "no vendor gets its tasks"),
        (&fields.service_type, "its captions always wait for moderation"),
        (&fields.turn_around_time, "its tasks are due at once"),
    ];
    for (field, meaning) in needed {
        if !field.is_set() {
            report.add(field.at_or(fields.at), ProblemKind::AbsentField { field: field.name, meaning });
        }
    }
}

/// The feature by its number, or else by the item's class, which fixes it (`catalog.md C2`).
fn service_feature(fields: &ItemFields<'_>, report: &mut Report) -> i64 {
    let number = fields.service_feature.read(report, integer);
    let of_class = fields.object_type.read(report, text).and_then(|class| Feature::of_api(&class));
    let fixed = of_class.and_then(|feature| Some((feature.api_class, feature.id?)));
    match (number, fixed) {
        (Some(found), Some((class, fixed))) if found != fixed => {
            report.add(fields.service_feature.at_or(fields.at), ProblemKind::FeatureMismatch { found, class, fixed });
            found
        }
        (Some(found), _) => found,
        (None, Some((_, fixed))) => fixed,
        (None, None) => {
            let meaning = "what it takes and how it is priced is that of no feature";
            report.add(fields.service_feature.at_or(fields.at), ProblemKind::AbsentField { field: "serviceFeature", meaning });
            0
        }
    }
}

/// Reads a pricing: the outer none is an error, the inner one a pricing that asks for nothing.
fn pricing(reader: &mut Reader<'_>, report: &mut Report) -> Result<Option<Option<Pricing>>, Error> {
    let before = report.mark();
    let mut fields = PricingFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(None);
    }
    let price_per_unit = fields.price_per_unit.read(report, amount);
    if price_per_unit.is_none() && !report.failed_since(before) {
        let meaning = "a unit costs nothing and asks for no credit";
        report.add(fields.price_per_unit.at_or(fields.at), ProblemKind::AbsentField { field: "pricePerUnit", meaning });
    }
    let is_free = price_per_unit.is_none_or(|price| price.is_zero());
    let name = if is_free { fields.price_function.read(report, text) } else { fields.price_function.require(fields.at, report, text) };
    let Some(name) = name else { return Ok((!report.failed_since(before)).then_some(None)) };
    let function = PriceFunction::parse(&name);
    if function.is_none() {
        let kind = ProblemKind::UnknownPriceFunction { nearest: nearest(&name, PRICE_FUNCTIONS), function: shortened(&name) };
        report.add(fields.price_function.at_or(fields.at), kind);
    }
    Ok(function.map(|function| Some(Pricing { price_per_unit, function })))
}

const PRICE_FUNCTIONS: [&str; 4] = [
    "kReachUtils::calcPricePerSecond",
    "kReachUtils::calcPricePerMinute",
    "kReachUtils::calcPricePerHour",
    "kReachUtils::calcPricePerToken",
];

fn tags(field: &Field<'_>, report: &mut Report) -> Box<[Box<str>]> {
    field.read(report, text).map_or_else(Box::default, |list| pieces(&list).map(Box::from).collect())
}

/// The ids in `linked_catalog_items` of the JSON that `vendorData` holds (`tasks.md T33`).
fn linked_items(field: &Field<'_>, report: &mut Report) -> Box<[ItemId]> {
    let Some(value) = field.value() else { return Box::default() };
    if matches!(value.raw.kind(), Kind::Bool | Kind::Array | Kind::Object) {
        report.add(value.at, Trouble::Expected("a text that holds JSON").of(field.name, value.raw));
    }
    let embedded = value.raw.embedded().ok().flatten();
    let data = embedded.as_ref().map(|embedded| embedded.raw());
    let list = data.and_then(|data| data.get("linked_catalog_items")).and_then(|list| text(list).ok()).flatten();
    list.map_or_else(Box::default, |list| ids_in(&list, "linked_catalog_items", value.at, report, ItemId))
}
