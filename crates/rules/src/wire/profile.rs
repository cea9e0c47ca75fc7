//! Reach profiles (`catalog.md C60` to `C64`).

use reach_rawjson::{Error, Reader};

use crate::ids::{PartnerId, ProfileId, RuleNumber};
use crate::model::{Dictionary, Profile, Rule, Status};
use crate::problem::{ObjectKind, ProblemKind, Spot};

use super::credit::credit;
use super::fields::{Element, Fields, Nested, list, next_at, no_nested, object, single, wire_fields};
use super::objects::PlacedProfile;
use super::report::Report;
use super::rule::rule;
use super::scalar::{amount, boxed, filled, flag, integer};
use super::status::status;

wire_fields! {
    /// `KalturaReachProfile`
    ProfileFields: "a profile", false;
    single {
        object_type: "objectType",
        id: "id",
        partner: "partnerId",
        name: "name",
        status: "status",
        used_credit: "usedCredit",
        flavor_params_ids: "flavorParamsIds",
        auto_display_human: "autoDisplayHumanCaptionsOnPlayer",
        auto_display_machine: "autoDisplayMachineCaptionsOnPlayer",
        human_moderation: "enableHumanModeration",
        machine_moderation: "enableMachineModeration",
        human_label: "labelAdditionForHumanServiceType",
        machine_label: "labelAdditionForMachineServiceType",
    }
    nested { rules: "rules", credit: "credit", dictionaries: "dictionaries" }
    carried {
        "createdAt", "updatedAt", "profileType", "defaultOutputFormat", "enableMetadataExtraction", "enableSpeakerChangeIndication",
        "enableAudioTags", "enableProfanityRemoval", "maxCharactersPerCaptionLine", "contentDeletionPolicy", "vendorTaskProcessingRegion",
        "allowedCatalogItemIds", "enableHybridModeration", "autoDisplayHybridCaptionsOnPlayer", "labelAdditionForHybridServiceType",
    }
}

wire_fields! {
    /// `KalturaDictionary`
    DictionaryFields: "a dictionary", false;
    single { language: "language", data: "data" }
    nested {}
    carried { "objectType" }
}

/// Reads a profile. Without an id or an account it is of no use; with any other error of its own, not of its
/// rules, it takes no part: its status counts as none.
pub(super) fn profile(reader: &mut Reader<'_>, report: &mut Report) -> Result<Element<PlacedProfile>, Error> {
    let before = report.mark();
    let errors_before = report.errors();
    let mut errors_in_rules = 0;
    let mut rules = Nested::Absent;
    let (mut found_credit, mut dictionaries) = (Nested::Absent, Nested::Absent);
    let mut fields = ProfileFields::none();
    let is_object = object(reader, report, &mut fields, |name, reader, report| {
        match name {
            "rules" => {
                let errors = report.errors();
                rules = numbered_rules(reader, report)?;
                errors_in_rules += report.errors() - errors;
            }
            "credit" => found_credit = single("credit", reader, report, credit)?,
            _ => dictionaries = list("dictionaries", reader, report, dictionary)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(Element::NoObject);
    }
    let id = fields.id.require(fields.at, report, integer).map(ProfileId);
    if let Some(id) = id {
        report.about_since(before, || format!("profile {id}"));
    }
    let rest = report.mark();
    let partner = fields.partner.require(fields.at, report, integer).map(PartnerId);
    let absent = |field, meaning| ProblemKind::AbsentField { field, meaning };
    if rules.is_absent() {
        report.add(fields.at, absent("rules", "the profile orders nothing"));
    }
    if found_credit.is_absent() {
        report.add(fields.at, absent("credit", "only what costs nothing can be ordered"));
    }
    let mut profile = Profile {
        id: id.unwrap_or(ProfileId(0)),
        partner: partner.unwrap_or(PartnerId(0)),
        name: fields.name.read(report, boxed),
        status: status(&fields.status, ObjectKind::Profile, report),
        rules: Vec::new(),
        credit: found_credit.read(),
        used_credit: fields.used_credit.read(report, amount).unwrap_or_default(),
        dictionaries: dictionaries.or_default(),
        flavor_params_ids: fields.flavor_params_ids.read(report, filled),
        auto_display_human_captions: fields.auto_display_human.read(report, flag).unwrap_or_default(),
        auto_display_machine_captions: fields.auto_display_machine.read(report, flag).unwrap_or_default(),
        human_moderation: fields.human_moderation.read(report, flag).unwrap_or_default(),
        machine_moderation: fields.machine_moderation.read(report, flag).unwrap_or_default(),
        human_label_addition: fields.human_label.read(report, boxed),
        machine_label_addition: fields.machine_label.read(report, boxed),
    };
    if let Some(id) = id {
        report.about_since(rest, || format!("profile {id}"));
    }
    if id.is_none() || partner.is_none() {
        return Ok(Element::LeftOut);
    }
    if report.errors() - errors_before > errors_in_rules {
        profile.status = Status::Other;
    }
    let (rules, rules_at): (Vec<Rule>, Vec<Spot>) = rules.or_default().into_iter().unzip();
    profile.rules = rules;
    Ok(Element::Read(PlacedProfile { profile, at: report.spot(fields.at), rules_at }))
}

fn numbered_rules(reader: &mut Reader<'_>, report: &mut Report) -> Result<Nested<Vec<(Rule, Spot)>>, Error> {
    let mut number = RuleNumber(0);
    list("rules", reader, report, |reader, report| {
        number.0 += 1;
        let before = report.mark();
        let at = report.spot(next_at(reader)?);
        let rule = rule(reader, report)?;
        report.rule_since(before, number);
        Ok(Element::Read((rule, at)))
    })
}

fn dictionary(reader: &mut Reader<'_>, report: &mut Report) -> Result<Element<Dictionary>, Error> {
    let mut fields = DictionaryFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        return Ok(Element::NoObject);
    }
    let language = fields.language.read(report, boxed);
    let data = fields.data.read(report, boxed);
    for (field, value) in [(&fields.language, &language), (&fields.data, &data)] {
        if value.is_none() {
            let kind = ProblemKind::AbsentField { field: field.name, meaning: "the dictionary is of no use" };
            report.add(field.at_or(fields.at), kind);
        }
    }
    Ok(match (language, data) {
        (Some(language), Some(data)) => Element::Read(Dictionary { language, data }),
        _ => Element::LeftOut,
    })
}
