//! `preg_split`: what stands between the matches.

use super::compiled::Pattern;
use super::matches::Matches;
use crate::{Fault, Fuel};

impl Pattern {
    /// `preg_split`: at most `limit` pieces, all when it is 0 or -1 (as PHP has it, one for any other negative
    /// number); with `no_empty` only pieces that are not empty. `None` is PHP's false: the pattern is for UTF-8 and
    /// the text is none.
    ///
    /// # Errors
    /// [`Fault::OverBudget`]; the memory of the list is the caller's to charge.
    pub fn split<'t>(&self, text: &'t [u8], limit: i64, no_empty: bool, fuel: &mut Fuel) -> Result<Option<Vec<&'t [u8]>>, Fault> {
        if !self.takes(text) {
            return Ok(None);
        }
        let limit = match limit {
            0 | -1 => usize::MAX,
            limit => usize::try_from(limit).unwrap_or(1),
        };
        let mut matches = Matches::new(self, text, 2);
        let mut pieces = Vec::new();
        let mut last = 0;
        while pieces.len().saturating_add(1) < limit
            && let Some(&[start, end, ..]) = matches.next(fuel)?
        {
            if !no_empty || start != last {
                pieces.push(&text[last..start]);
            }
            last = end;
            // Behind an empty match at the end there is nothing to find.
            if start == end && end == text.len() {
                break;
            }
        }
        if !no_empty || last < text.len() {
            pieces.push(&text[last..]);
        }
        Ok(Some(pieces))
    }
}
