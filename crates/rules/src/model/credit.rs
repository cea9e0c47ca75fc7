//! The credit of a profile as configured (`tasks.md CR1` to `CR4`).

use crate::credits::Credits;

/// `KalturaBaseVendorCredit` and what the platform keeps beside its wire fields. Times are Unix seconds, UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileCredit {
    /// Which class it is.
    pub kind: CreditKind,
    /// `credit`; -9999 of an unlimited one.
    pub credit: Credits,
    /// `fromDate`
    pub from_date: i64,
    /// `overageCredit`
    pub overage: Option<Credits>,
    /// `addOn`
    pub add_on: Option<Credits>,
    /// Fields that no API call sets.
    pub kept: KeptCredit,
}

/// The class of a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CreditKind {
    /// `KalturaVendorCredit`
    Plain,
    /// `KalturaTimeRangeVendorCredit`
    TimeRange {
        /// `toDate`
        to_date: i64,
    },
    /// `KalturaReoccurringVendorCredit`
    Reoccurring {
        /// `toDate`
        to_date: i64,
        /// `frequency`
        frequency: Frequency,
    },
    /// `KalturaUnlimitedVendorCredit`
    Unlimited,
}

/// How often a reoccurring credit begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    /// `day`
    Day,
    /// `week`
    Week,
    /// `month`
    Month,
    /// `year`
    Year,
}

/// What a credit keeps from one event to the next (`tasks.md`, Credit). Times are Unix seconds, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptCredit {
    /// `lastSyncTime`
    pub last_sync_time: Option<i64>,
    /// `syncedCredit`
    pub synced_credit: Credits,
    /// `periodStartDate`
    pub period_start: Option<i64>,
    /// `periodEndDate`
    pub period_end: Option<i64>,
    /// `initialOverageCredit`
    pub initial_overage: Option<Credits>,
}
