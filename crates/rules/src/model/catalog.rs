//! Vendor catalog items and their assignments to accounts (`catalog.md`).

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::credits::Credits;
use crate::ids::{ItemId, PartnerId};
use crate::platform::Feature;

use super::Status;

/// `KalturaVendorCatalogItem`, what of it counts.
#[derive(Clone, Debug)]
pub struct CatalogItem {
    /// `id`
    pub id: ItemId,
    /// `name`
    pub name: Option<Box<str>>,
    /// `status`
    pub status: Status,
    /// What its feature is; the base feature when it is not known (`catalog.md C10`).
    pub feature: &'static Feature,
    /// `serviceFeature`, as it stands.
    pub service_feature: i64,
    /// `serviceType`: 1 human, 2 machine.
    pub service_type: Option<i64>,
    /// `turnAroundTime`; 0 when absent.
    pub turn_around_time: i64,
    /// `vendorPartnerId`
    pub vendor_partner: Option<PartnerId>,
    /// `sourceLanguage`
    pub source_language: Option<Box<str>>,
    /// `targetLanguage`
    pub target_language: Option<Box<str>>,
    /// `pricing`
    pub pricing: Option<Pricing>,
    /// `payPerUse`
    pub pay_per_use: bool,
    /// `fixedPriceAddons`
    pub fixed_price_addons: Option<Credits>,
    /// `adminTagsToExclude`, trimmed.
    pub admin_tags_to_exclude: Box<[Box<str>]>,
    /// The linked ids of `vendorData` (`tasks.md T33`).
    pub linked_items: Box<[ItemId]>,
    /// `maxVideoDuration`, seconds.
    pub max_video_duration: Option<i64>,
    /// `startTimeBuffer`, seconds.
    pub start_time_buffer: i64,
    /// `endTimeBuffer`, seconds.
    pub end_time_buffer: i64,
    /// `minimalRefundTime`, taken as seconds (`lifecycle.md L31`).
    pub minimal_refund_time: i64,
}

/// `KalturaVendorCatalogItemPricing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pricing {
    /// `pricePerUnit`; absent or null is `None`.
    pub price_per_unit: Option<Credits>,
    /// `priceFunction`
    pub function: PriceFunction,
}

/// How units become a price (`tasks.md PR4`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PriceFunction {
    /// `kReachUtils::calcPricePerSecond`
    PerSecond,
    /// `kReachUtils::calcPricePerMinute`
    PerMinute,
    /// `kReachUtils::calcPricePerHour`
    PerHour,
    /// `kReachUtils::calcPricePerToken`
    PerToken,
}

impl PriceFunction {
    /// The function of that name on the wire.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "kReachUtils::calcPricePerSecond" => PriceFunction::PerSecond,
            "kReachUtils::calcPricePerMinute" => PriceFunction::PerMinute,
            "kReachUtils::calcPricePerHour" => PriceFunction::PerHour,
            "kReachUtils::calcPricePerToken" => PriceFunction::PerToken,
            _ => return None,
        })
    }
}

/// A partner catalog item: an account may order the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// `id`, when it has one.
    pub id: Option<i64>,
    /// `partnerId`
    pub partner: PartnerId,
    /// `catalogItemId`
    pub item: ItemId,
    /// `status`
    pub status: Status,
}

/// All items and assignments.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    items: FxHashMap<ItemId, CatalogItem>,
    /// The ACTIVE assignments of each account (`tasks.md T23`).
    active: FxHashMap<PartnerId, Assigned>,
}

/// Items as they are held, and where each is.
#[derive(Clone, Debug, Default)]
struct Assigned {
    held: Vec<ItemId>,
    places: FxHashMap<ItemId, usize>,
}

impl Assigned {
    fn hold(&mut self, item: ItemId) {
        if let Entry::Vacant(place) = self.places.entry(item) {
            place.insert(self.held.len());
            self.held.push(item);
        }
    }
}

impl Catalog {
    /// A catalog of these. Assignments are held in ascending id, those without ids in the order given.
    pub fn new(items: impl IntoIterator<Item = CatalogItem>, mut assignments: Vec<Assignment>) -> Self {
        assignments.sort_by_key(|assignment| assignment.id);
        let mut active: FxHashMap<PartnerId, Assigned> = FxHashMap::default();
        for assignment in assignments {
            if assignment.status == Status::Active {
                active.entry(assignment.partner).or_default().hold(assignment.item);
            }
        }
        Catalog { items: items.into_iter().map(|item| (item.id, item)).collect(), active }
    }

    /// The item of that id, whatever its status.
    pub fn item(&self, id: ItemId) -> Option<&CatalogItem> {
        self.items.get(&id)
    }

    /// All items, in no particular order.
    pub fn items(&self) -> impl Iterator<Item = &CatalogItem> {
        self.items.values()
    }

    /// The items actively assigned to an account, as held.
    pub fn assigned(&self, partner: PartnerId) -> &[ItemId] {
        self.active.get(&partner).map_or(&[], |assigned| &assigned.held)
    }

    /// Where an item stands among those; none when it is not actively assigned.
    pub fn place(&self, partner: PartnerId, item: ItemId) -> Option<usize> {
        self.active.get(&partner)?.places.get(&item).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn active_assignments_are_held_once_in_ascending_id() {
        let assignment = |id, item, status| Assignment { id, partner: PartnerId(1), item: ItemId(item), status };
        let assignments = vec![
            assignment(Some(9), 30, Status::Active),
            assignment(Some(4), 10, Status::Active),
            assignment(Some(6), 20, Status::Disabled),
            assignment(Some(7), 10, Status::Active),
            Assignment { partner: PartnerId(2), ..assignment(Some(1), 20, Status::Active) },
        ];
        let catalog = Catalog::new([], assignments);
        assert_eq!(catalog.assigned(PartnerId(1)), [ItemId(10), ItemId(30)]);
        let place = |partner, item| catalog.place(PartnerId(partner), ItemId(item));
        assert_eq!([place(1, 10), place(1, 30), place(1, 20), place(2, 20), place(3, 10)], [Some(0), Some(1), None, Some(0), None]);
    }
}
