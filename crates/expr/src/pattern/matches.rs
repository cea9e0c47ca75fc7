//! All matches in a text, one after the other, as PHP finds them: behind an empty match it looks for one that is
//! not empty at the same place, and goes one unit further when there is none.

use super::compiled::Pattern;
use super::machine::NOWHERE;
use crate::{Fault, Fuel};

/// Where a search for matches is.
pub(super) struct Matches<'p, 't> {
    pattern: &'p Pattern,
    text: &'t [u8],
    /// Where the next search begins.
    at: usize,
    /// The match before was empty and ended here.
    after_empty: bool,
    noted: Vec<usize>,
}

impl<'p, 't> Matches<'p, 't> {
    /// Matches of which the first `places` places are wanted, at least the two of the whole.
    pub fn new(pattern: &'p Pattern, text: &'t [u8], places: usize) -> Self {
        Matches { pattern, text, at: 0, after_empty: false, noted: vec![NOWHERE; places.clamp(2, pattern.places())] }
    }

    /// The next match: its places, start and end by turns.
    pub fn next(&mut self, fuel: &mut Fuel) -> Result<Option<&[usize]>, Fault> {
        let Matches { pattern, text, .. } = *self;
        let mut found = false;
        if self.after_empty {
            found = pattern.search_not_empty(text, self.at, &mut self.noted, fuel)?;
            if !found {
                if self.at >= text.len() {
                    return Ok(None);
                }
                self.at += pattern.unit_length(text, self.at);
            }
        }
        if !found && !pattern.search(text, self.at, &mut self.noted, fuel)? {
            return Ok(None);
        }
        let (start, end) = (self.noted[0], self.noted[1]);
        self.at = end;
        self.after_empty = start == end;
        Ok(Some(&self.noted))
    }
}

impl Pattern {
    /// `preg_match_all`: how many matches there are. `None` is PHP's false.
    ///
    /// # Errors
    /// [`Fault::OverBudget`].
    pub fn count(&self, text: &[u8], fuel: &mut Fuel) -> Result<Option<usize>, Fault> {
        if !self.takes(text) {
            return Ok(None);
        }
        let mut matches = Matches::new(self, text, 2);
        let mut count = 0;
        while matches.next(fuel)?.is_some() {
            count += 1;
        }
        Ok(Some(count))
    }
}
