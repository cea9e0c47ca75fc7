//! Strings of the generated tables: places in one text instead of pointers, which the loader would have to
//! relocate at every start.

use super::tables::TEXT;

/// A string of the tables: 20 bits of offset into [`TEXT`], 12 bits of length.
#[derive(Clone, Copy)]
pub(super) struct Text(pub(super) u32);

impl Text {
    const LENGTH_BITS: u32 = 12;

    /// The string itself.
    pub(super) const fn get(self) -> &'static str {
        let start = (self.0 >> Self::LENGTH_BITS) as usize;
        let length = (self.0 & ((1 << Self::LENGTH_BITS) - 1)) as usize;
        let Some((_, rest)) = TEXT.split_at_checked(start) else { return "" };
        match rest.split_at_checked(length) {
            Some((text, _)) => text,
            None => "",
        }
    }

    /// The string, where the empty one stands for none.
    pub(super) fn optional(self) -> Option<&'static str> {
        Some(self.get()).filter(|text| !text.is_empty())
    }
}
