//! The engine's own settings that change what is decided (`vectors.md`, `config`).

use crate::ids::PartnerId;

/// What an operator may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `reachPartners`: the accounts that have REACH; `None`: all (`server-rules.md S2`).
    pub reach_partners: Option<Vec<PartnerId>>,
    /// `restrainAdminTag`: entries with this admin tag order nothing (`tasks.md T6`).
    pub restrain_admin_tag: Option<String>,
    /// `supportedEntryTypes`: entry types that REACH takes at all, as text; `room.room` always counts
    /// (`server-rules.md S3`, `divergences.md E11`).
    pub supported_entry_types: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { reach_partners: None, restrain_admin_tag: None, supported_entry_types: ["1", "7", "10"].map(str::to_owned).to_vec() }
    }
}

impl Settings {
    /// Whether the account has REACH.
    pub fn has_reach(&self, partner: PartnerId) -> bool {
        self.reach_partners.as_ref().is_none_or(|partners| partners.contains(&partner))
    }

    /// Whether REACH takes entries of this type.
    pub fn supports_entry_type(&self, entry_type: &str) -> bool {
        entry_type == "room.room" || self.supported_entry_types.iter().any(|supported| supported == entry_type)
    }
}
