//! The static methods that conditions may call (`expressions.md P`).

use reach_expr::Kind;

use super::OBJECT;
use crate::platform::PluginMethod;

/// A static method that is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// A lookup in the event.
    Lookup(Lookup),
    /// The API form of a value that a plugin adds (`expressions.md K`).
    Plugin(PluginMethod),
}

/// The lookups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    Entry,
    EntryNoFilter,
    Category,
    CategoryNoFilter,
    UserByKuserId,
    UserByKuserIdNoFilter,
    UserById,
    ActiveUserById,
    Asset,
    AssetNoFilter,
    Assets,
    AssetsByStatus,
    ReadyAssets,
    Flavors,
    ReadyFlavors,
    OriginalAsset,
    OriginalReadyAsset,
    AssetByParams,
    ActiveAssignments,
    ActiveAndPendingAssignments,
    ActiveAssignmentsTo,
    OneActiveAssignment,
    Assignment,
    CategoryUser,
    Metadata,
    MetadataValues,
    MetadataField,
    PermissionLevelName,
}

/// A row of the table: `class::method`, the fewest and most arguments, what it gives.
pub(super) struct Row {
    pub class: &'static str,
    pub method: &'static str,
    pub args: (usize, usize),
    pub lookup: Lookup,
    pub gives: Kind,
}

const fn object(class: &'static str, method: &'static str, args: usize, lookup: Lookup) -> Row {
    Row { class, method, args: (args, args), lookup, gives: OBJECT }
}

const fn values(class: &'static str, method: &'static str, least: usize, most: usize, lookup: Lookup) -> Row {
    Row { class, method, args: (least, most), lookup, gives: Kind::ANY }
}

/// All lookups.
pub(super) const LOOKUPS: [Row; 28] = [
    object("entryPeer", "retrieveByPK", 1, Lookup::Entry),
    object("entryPeer", "retrieveByPKNoFilter", 1, Lookup::EntryNoFilter),
    object("categoryPeer", "retrieveByPK", 1, Lookup::Category),
    object("categoryPeer", "retrieveByPKNoFilter", 1, Lookup::CategoryNoFilter),
    object("kuserPeer", "retrieveByPK", 1, Lookup::UserByKuserId),
    object("kuserPeer", "retrieveByPKNoFilter", 1, Lookup::UserByKuserIdNoFilter),
    object("kuserPeer", "getKuserByPartnerAndUid", 2, Lookup::UserById),
    object("kuserPeer", "getActiveKuserByPartnerAndUid", 2, Lookup::ActiveUserById),
    object("assetPeer", "retrieveById", 1, Lookup::Asset),
    object("assetPeer", "retrieveByIdNoFilter", 1, Lookup::AssetNoFilter),
    values("assetPeer", "retrieveByEntryId", 1, 3, Lookup::Assets),
    values("assetPeer", "retrieveByEntryIdAndStatus", 2, 2, Lookup::AssetsByStatus),
    values("assetPeer", "retrieveReadyByEntryId", 1, 1, Lookup::ReadyAssets),
    values("assetPeer", "retrieveFlavorsByEntryId", 1, 1, Lookup::Flavors),
    values("assetPeer", "retrieveReadyFlavorsByEntryId", 1, 2, Lookup::ReadyFlavors),
    object("assetPeer", "retrieveOriginalByEntryId", 1, Lookup::OriginalAsset),
    object("assetPeer", "retrieveOriginalReadyByEntryId", 1, Lookup::OriginalReadyAsset),
    object("assetPeer", "retrieveByEntryIdAndParams", 2, Lookup::AssetByParams),
    values("categoryEntryPeer", "retrieveActiveByEntryId", 1, 1, Lookup::ActiveAssignments),
    values("categoryEntryPeer", "retrieveActiveAndPendingByEntryId", 1, 1, Lookup::ActiveAndPendingAssignments),
    values("categoryEntryPeer", "retrieveActiveByEntryIdAndCategoryIds", 2, 2, Lookup::ActiveAssignmentsTo),
    object("categoryEntryPeer", "retrieveOneActiveByEntryId", 1, Lookup::OneActiveAssignment),
    object("categoryEntryPeer", "retrieveByCategoryIdAndEntryId", 2, Lookup::Assignment),
    object("categoryKuserPeer", "retrieveByCategoryIdAndKuserId", 2, Lookup::CategoryUser),
    object("MetadataPeer", "retrieveByObject", 3, Lookup::Metadata),
    values("kMetadataManager", "parseMetadataValues", 2, 2, Lookup::MetadataValues),
    values("kMetadataManager", "getMetadataValueForField", 2, 2, Lookup::MetadataField),
    values("category", "getPermissionLevelName", 1, 1, Lookup::PermissionLevelName),
];

/// The row of a method, class and method in any case.
pub(super) fn find(class: &str, method: &str) -> Option<&'static Row> {
    of_class(class).find(|row| row.method.eq_ignore_ascii_case(method))
}

/// The rows of a class, in any case.
pub(super) fn of_class(class: &str) -> impl Iterator<Item = &'static Row> {
    LOOKUPS.iter().filter(move |row| row.class.eq_ignore_ascii_case(class))
}

impl Call {
    /// `class::method`
    pub fn name(self) -> String {
        match self {
            Call::Plugin(method) => format!("{}::{}", method.plugin(), method.name()),
            Call::Lookup(lookup) => {
                let row = LOOKUPS.iter().find(|row| row.lookup == lookup);
                row.map(|row| format!("{}::{}", row.class, row.method)).unwrap_or_default()
            }
        }
    }
}
