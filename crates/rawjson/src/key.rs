//! A name to look members up by, with the tag that makes that quick.

use std::borrow::Cow;
use std::fmt;

/// A member's name to look for, its tag computed once, at compile time where it is a constant.
///
/// ```
/// use reach_rawjson::Key;
/// const STATUS: Key<'static> = Key::new("status");
/// assert_eq!(STATUS, Key::owned(String::from("status")));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Key<'k> {
    name: Cow<'k, str>,
    tag: u32,
}

impl<'k> Key<'k> {
    /// The key of a name.
    #[must_use]
    pub const fn new(name: &'k str) -> Self {
        Self { tag: tag_of(name.as_bytes()), name: Cow::Borrowed(name) }
    }

    /// The key of a name that is only known at run time, kept with it.
    #[must_use]
    pub fn owned(name: String) -> Key<'static> {
        Key { tag: tag_of(name.as_bytes()), name: Cow::Owned(name) }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn tag(&self) -> u32 {
        self.tag
    }
}

impl fmt::Debug for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:?})", self.name)
    }
}

/// 32 bits that tell most names apart: by their last eight bytes, where names differ most, and their length. Equal names have equal tags.
pub(crate) const fn tag_of(name: &[u8]) -> u32 {
    let mut last = 0;
    let mut rest = name;
    let mut shift = 64;
    while let ([before @ .., byte], 1..) = (rest, shift) {
        shift -= 8;
        last |= (*byte as u64) << shift;
        rest = before;
    }
    mix(last, name.len())
}

/// The same for a name that stands in a text: the word that ends with it, less what stands before.
#[inline(always)]
pub(crate) fn tag_in(text: &[u8], start: usize, end: usize) -> u32 {
    let length = end.wrapping_sub(start);
    match end.checked_sub(WORD).and_then(|word| text.get(word..)).and_then(|rest| rest.first_chunk()) {
        Some(word) => mix(u64::from_le_bytes(*word) & LAST[length.min(WORD)], length),
        None => tag_of(text.get(start..end).unwrap_or_default()),
    }
}

const WORD: usize = 8;

/// The bits of so many last bytes of a word.
static LAST: [u64; WORD + 1] = {
    let mut masks = [0; WORD + 1];
    let mut length = 1;
    while length <= WORD {
        masks[length] = u64::MAX << (64 - 8 * length);
        length += 1;
    }
    masks
};

#[inline(always)]
const fn mix(last: u64, length: usize) -> u32 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    ((last ^ length as u64).wrapping_mul(ODD) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_lengths_have_tags_of_their_own() {
        let mut names: Vec<String> = (0..40).map(|length| "a".repeat(length)).collect();
        names.extend(["id", "di", "status", "createdAt", "updatedAt", "thumbnailUrl", "downloadUrl", "accessControlId"].map(String::from));
        let mut tags: Vec<u32> = names.iter().map(|name| Key::new(name).tag()).collect();
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), names.len());
    }

    #[test]
    fn a_constant_key_is_the_key_made_at_run_time() {
        const KEYS: [Key<'static>; 3] = [Key::new(""), Key::new("status"), Key::new("accessControlId")];
        for key in KEYS {
            assert_eq!(Key::owned(key.name().to_owned()), key);
        }
    }
}
