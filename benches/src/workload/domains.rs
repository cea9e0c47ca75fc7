//! From how many values an account's rules and events draw.

/// The longest media of a workload, in milliseconds: the end of the bands that comparisons cut.
pub(super) const LONGEST: u32 = 7_200_000;

/// The sizes of an account's domains (L3, L4). They grow with its rules, so that about one rule fires for an event at every size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Domains {
    blocks: u32,
}

impl Domains {
    /// The domains of an account with that many rules, which come in blocks of ten.
    #[must_use]
    pub const fn of_rules(rules: u32) -> Self {
        Self { blocks: rules / 10 }
    }

    /// Blocks of ten rules.
    #[must_use]
    pub const fn blocks(self) -> u32 {
        self.blocks
    }

    /// Tags `tag-k`: eight for each tag rule.
    #[must_use]
    pub const fn tags(self) -> u32 {
        8 * (3 * self.blocks - 1)
    }

    /// Users `user-k`: two for each equality rule.
    #[must_use]
    pub const fn users(self) -> u32 {
        4 * self.blocks
    }

    /// Bands of length: four for each comparison rule.
    #[must_use]
    pub const fn bands(self) -> u32 {
        4 * self.blocks
    }

    /// Series `Series k:`: eight for each mixed rule.
    #[must_use]
    pub const fn series(self) -> u32 {
        8 * self.blocks
    }

    /// Caption labels `track-k`: four for each asset rule.
    #[must_use]
    pub const fn labels(self) -> u32 {
        4 * self.blocks
    }

    /// Categories: three for each category rule.
    #[must_use]
    pub const fn categories(self) -> u32 {
        6 * self.blocks
    }

    /// The length of the band of that number, in milliseconds, its end left out.
    #[must_use]
    pub const fn band(self, number: u32) -> (u32, u32) {
        let width = LONGEST / self.bands();
        (number * width, (number + 1) * width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_equal_and_fill_all_lengths_at_every_size() {
        for blocks in [1, 5, 10, 20, 1_000] {
            let domains = Domains { blocks };
            assert_eq!(domains.band(0).0, 0);
            assert_eq!(domains.band(domains.bands() - 1).1, LONGEST);
        }
    }
}
