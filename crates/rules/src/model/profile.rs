//! REACH profiles and their rules (`catalog.md C60` to `C64`, `rules.md`).

use crate::credits::Credits;
use crate::ids::{CategoryId, ItemId, PartnerId, ProfileId, TemplateId};

use super::ProfileCredit;

/// The status of a profile, an item, an assignment or a template; an absent one is active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// 1: DISABLED of profiles and templates, DEPRECATED of items and assignments.
    Disabled,
    /// 2
    Active,
    /// 3
    Deleted,
    /// Any other number, or null: counts as none of them.
    Other,
}

impl Status {
    /// The status of that number.
    pub fn of(number: i64) -> Self {
        match number {
            1 => Status::Disabled,
            2 => Status::Active,
            3 => Status::Deleted,
            _ => Status::Other,
        }
    }
}

/// `KalturaReachProfile`, what of it counts when tasks are made or move (`catalog.md C62`).
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// `id`
    pub id: ProfileId,
    /// `partnerId`
    pub partner: PartnerId,
    /// `name`
    pub name: Option<Box<str>>,
    /// `status`
    pub status: Status,
    /// `rules`, in array order. A rule that cannot be evaluated stands here as unusable, to keep the numbers.
    pub rules: Vec<Rule>,
    /// `credit`
    pub credit: Option<ProfileCredit>,
    /// `usedCredit`, as configured.
    pub used_credit: Credits,
    /// `dictionaries`
    pub dictionaries: Vec<Dictionary>,
    /// `flavorParamsIds` as it stands; empty counts as absent.
    pub flavor_params_ids: Option<Box<str>>,
    /// `autoDisplayHumanCaptionsOnPlayer`
    pub auto_display_human_captions: bool,
    /// `autoDisplayMachineCaptionsOnPlayer`
    pub auto_display_machine_captions: bool,
    /// `enableHumanModeration`
    pub human_moderation: bool,
    /// `enableMachineModeration`
    pub machine_moderation: bool,
    /// `labelAdditionForHumanServiceType`
    pub human_label_addition: Option<Box<str>>,
    /// `labelAdditionForMachineServiceType`
    pub machine_label_addition: Option<Box<str>>,
}

/// Words that a vendor should know, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dictionary {
    /// `language`
    pub language: Box<str>,
    /// `data`
    pub data: Box<str>,
}

/// `KalturaRule`: when it matches, it orders the items of its actions.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// `description`
    pub description: Option<Box<str>>,
    /// `conditions`
    pub conditions: Box<[Condition]>,
    /// `actions` of type add-task; others order nothing.
    pub actions: Box<[Action]>,
    /// `stopProcessing`
    pub stop_processing: bool,
    /// Whether loading refused it: it takes part in nothing (`rules.md R12`).
    pub unusable: bool,
}

/// A condition of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `KalturaBooleanEventNotificationCondition` with ids (`rules.md R4`).
    Boolean {
        /// `booleanEventNotificationIds`
        templates: Box<[TemplateId]>,
        /// `not`
        not: bool,
    },
    /// `KalturaBooleanEventNotificationCondition` without ids: absent in documented semantics (`rules.md R5`).
    BooleanWithoutIds {
        /// `not`
        not: bool,
        /// Empty or exactly `N/A`, not merely blank: `divergences.md D12` tells them apart.
        exact: bool,
    },
    /// `KalturaCategoryEntryCondition` (`rules.md R6`).
    Category(CategoryCondition),
}

/// `KalturaCategoryEntryCondition`.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryCondition {
    /// `categoryId` when neither null nor 0, else `categoryIds`.
    pub categories: Box<[CategoryId]>,
    /// `categoryUserPermission`
    pub permission: Option<i64>,
    /// `comparison`; `None` when absent.
    pub comparison: Option<Comparison>,
    /// `not`
    pub not: bool,
}

/// How a member's level is compared with the rule's (`divergences.md E5`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// 1
    Equal,
    /// 2
    GreaterThan,
    /// 3
    GreaterThanOrEqual,
    /// 4
    LessThan,
    /// 5
    LessThanOrEqual,
    /// 6
    NotEqual,
    /// Any other number: false.
    Unknown,
}

impl Comparison {
    /// The comparison of that number.
    pub fn of(number: i64) -> Self {
        match number {
            1 => Comparison::Equal,
            2 => Comparison::GreaterThan,
            3 => Comparison::GreaterThanOrEqual,
            4 => Comparison::LessThan,
            5 => Comparison::LessThanOrEqual,
            6 => Comparison::NotEqual,
            _ => Comparison::Unknown,
        }
    }
}

/// `KalturaAddEntryVendorTaskAction`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// `catalogItemIds`, in order; pieces that are no number are left out (`divergences.md E7`).
    pub items: Box<[ItemId]>,
    /// `entryObjectType`
    pub object_type: ObjectType,
}

/// What a task is for (`tasks.md T2`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ObjectType {
    /// 1, absent, null or 0
    Entry,
    /// 2
    Asset,
    /// 3 (EXTERNAL_OBJECT, manual tasks alone) and any other number.
    Other(i64),
}

impl ObjectType {
    /// The type of that number.
    pub fn of(number: i64) -> Self {
        match number {
            0 | 1 => ObjectType::Entry,
            2 => ObjectType::Asset,
            other => ObjectType::Other(other),
        }
    }

    /// The number on the wire.
    pub fn number(self) -> i64 {
        match self {
            ObjectType::Entry => 1,
            ObjectType::Asset => 2,
            ObjectType::Other(number) => number,
        }
    }
}
