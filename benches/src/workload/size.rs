//! How large a workload is.

use std::fmt;

/// The five sizes of `workloads.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Size {
    /// 10 rules: the fixed cost of an event.
    #[value(name = "W10")]
    W10,
    /// 100 rules of two accounts.
    #[value(name = "W100")]
    W100,
    /// 1 000 rules of ten accounts.
    #[value(name = "W1k")]
    W1k,
    /// 10 000 rules of fifty accounts.
    #[value(name = "W10k")]
    W10k,
    /// 10 000 rules of one account: only an index on values helps.
    #[value(name = "W10k1")]
    W10k1,
}

impl Size {
    /// All sizes, the smallest first.
    pub const ALL: [Self; 5] = [Self::W10, Self::W100, Self::W1k, Self::W10k, Self::W10k1];

    /// The name that `workloads.md` gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::W10 => "W10",
            Self::W100 => "W100",
            Self::W1k => "W1k",
            Self::W10k => "W10k",
            Self::W10k1 => "W10k1",
        }
    }

    /// How many accounts there are.
    #[must_use]
    pub const fn partners(self) -> u32 {
        match self {
            Self::W10 | Self::W10k1 => 1,
            Self::W100 => 2,
            Self::W1k => 10,
            Self::W10k => 50,
        }
    }

    /// How many profiles each account has.
    #[must_use]
    pub const fn profiles_per_partner(self) -> u32 {
        match self {
            Self::W10 => 1,
            Self::W100 => 2,
            Self::W1k => 4,
            Self::W10k => 8,
            Self::W10k1 => 40,
        }
    }

    /// How many rules each profile has.
    #[must_use]
    pub const fn rules_per_profile(self) -> u32 {
        match self {
            Self::W10 => 10,
            Self::W100 | Self::W1k | Self::W10k => 25,
            Self::W10k1 => 250,
        }
    }

    /// How many rules there are in all.
    #[must_use]
    pub const fn rules(self) -> u32 {
        self.partners() * self.profiles_per_partner() * self.rules_per_profile()
    }

    /// The seed of all draws.
    ///
    /// With one or two accounts a single draw, whether an always-on rule orders one item or two, moves the items per event by a third. The
    /// seeds are ones with which every size comes to the figures of L10.
    pub(super) const fn seed(self) -> u64 {
        match self {
            Self::W10 => 16,
            Self::W100 => 8,
            Self::W1k | Self::W10k | Self::W10k1 => 2,
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
