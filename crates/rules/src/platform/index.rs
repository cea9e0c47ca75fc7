//! Finding a name in a few nanoseconds: a hash table that is filled while the crate is compiled.

use super::text::Text;

const EMPTY: u16 = u16::MAX;

/// From a name to its place in the list of names that the index was made of. `N` is a power of two.
///
/// Names may stand in groups, where each group has names of its own. The hash ignores ASCII case; whether a name
/// has to match in case is for the one who asks.
pub(super) struct Index<const N: usize> {
    slots: [u16; N],
}

impl<const N: usize> Index<N> {
    /// The index of some names of the tables.
    pub(super) const fn of_texts(names: &[Text]) -> Self {
        let mut index = Self::empty(names.len());
        let mut id = 0;
        while id < names.len() {
            index.insert(0, names[id].get(), id as u16);
            id += 1;
        }
        index
    }

    /// An index with room for `names` names. Half of it stays empty, so that a search is short and ends.
    pub(super) const fn empty(names: usize) -> Self {
        assert!(N.is_power_of_two() && N <= EMPTY as usize && names * 2 <= N);
        Index { slots: [EMPTY; N] }
    }

    /// Adds a name of a group that stands at place `id`.
    pub(super) const fn insert(&mut self, group: u8, name: &str, id: u16) {
        let mut at = Self::slot(group, name);
        while self.slots[at] != EMPTY {
            at = (at + 1) & (N - 1);
        }
        self.slots[at] = id;
    }

    /// The place of `name`, where there is but one group and `is_it` tells whether the name at a place is the one.
    #[inline]
    pub(super) fn find(&self, name: &str, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        self.find_in(0, name, is_it)
    }

    /// The place of `name` in a group, where `is_it` tells whether what stands at a place is that.
    #[inline]
    pub(super) fn find_in(&self, group: u8, name: &str, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let mut at = Self::slot(group, name);
        loop {
            let id = self.slots[at];
            if id == EMPTY {
                return None;
            }
            if is_it(usize::from(id)) {
                return Some(usize::from(id));
            }
            at = (at + 1) & (N - 1);
        }
    }

    const fn slot(group: u8, name: &str) -> usize {
        (hash(group, name.as_bytes()) >> (u64::BITS - N.trailing_zeros())) as usize
    }
}

/// Whether two names are the same but for ASCII case.
#[inline]
pub(super) fn same_name(left: &str, right: &str) -> bool {
    left == right || left.eq_ignore_ascii_case(right)
}

/// Eight bytes at a time, each with the bit set that tells lower from upper case.
const fn hash(group: u8, name: &[u8]) -> u64 {
    let mut state = (name.len() as u64) << 8 | group as u64;
    let (words, rest) = name.as_chunks::<8>();
    let mut at = 0;
    while at < words.len() {
        state = mix(state, u64::from_le_bytes(words[at]));
        at += 1;
    }
    // The last eight bytes once more, rather than the odd ones one by one.
    if let Some(tail) = name.last_chunk::<8>() {
        return mix(state, u64::from_le_bytes(*tail));
    }
    let mut word = 0;
    let mut at = 0;
    while at < rest.len() {
        word = word << 8 | rest[at] as u64;
        at += 1;
    }
    mix(state, word)
}

const fn mix(state: u64, word: u64) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    (state.rotate_left(5) ^ (word | LOWER)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 6] = ["a", "Entry", "entryPeer", "KalturaMediaEntry", "", "x.yz-0123456789"];

    fn index() -> Index<16> {
        let mut index = Index::empty(NAMES.len());
        for (id, name) in NAMES.iter().enumerate() {
            index.insert(0, name, id as u16);
        }
        index
    }

    #[test]
    fn finds_every_name_in_any_case() {
        for (id, name) in NAMES.iter().enumerate() {
            for written in [name.to_string(), name.to_ascii_lowercase(), name.to_ascii_uppercase()] {
                assert_eq!(index().find(&written, |at| same_name(NAMES[at], &written)), Some(id), "{written}");
            }
        }
    }

    #[test]
    fn does_not_find_other_names() {
        for other in ["b", "entrie", "KalturaMediaEntri", "kalturamediaentry ", "\u{e9}"] {
            assert_eq!(index().find(other, |at| same_name(NAMES[at], other)), None, "{other}");
        }
    }

    #[test]
    fn names_that_fall_together_are_all_found() {
        let mut index: Index<4> = Index::empty(2);
        index.insert(0, "same", 0);
        index.insert(0, "same", 1);
        assert_eq!(index.find("same", |at| at == 1), Some(1));
        assert_eq!(index.find("same", |_| false), None);
    }
}
