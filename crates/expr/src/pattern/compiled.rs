//! A pattern that is ready to match.

use std::sync::OnceLock;

use regex_automata::util::primitives::NonMaxUsize;

use super::delimited;
use super::error::PatternError;
use super::fast::Fast;
use super::machine::{self, NOWHERE, Wanted};
use super::parser::parse;
use super::program::Program;
use super::syntax::{Look, Tree};
use crate::{Fault, Fuel};

/// Bytes of text, times instructions of the program, that count as one step.
const BYTES_PER_STEP: usize = 1024;

/// A text shorter than this is searched sooner than the fast engine is made.
const SHORT: usize = 1024;

/// A compiled pattern.
#[derive(Debug)]
pub struct Pattern {
    tree: Tree,
    program: Program,
    /// Made when it is first used; `None` when it cannot do the pattern.
    fast: OnceLock<Option<Fast>>,
    /// It is kept for many texts, so that the fast engine is worth its making.
    kept: bool,
    /// It asks for places that the fast engine does not know before a newline at the end.
    minds_final_newline: bool,
    /// It asks for the boundaries of words of characters, which the fast engine knows in ASCII only.
    minds_words: bool,
}

/// How a text is to be searched.
enum Engine<'p> {
    Fast(&'p Fast),
    Exact,
}

impl Pattern {
    /// Reads delimiters, pattern and modifiers.
    ///
    /// # Errors
    /// [`PatternError::Wrong`] where PHP's functions give false, [`PatternError::Refused`] for what F2 does not
    /// accept, [`PatternError::TooLarge`] beyond the bound of B2.
    pub fn compile(code: &[u8]) -> Result<Self, PatternError> {
        let (pattern, modifiers) = delimited::split(code)?;
        let tree = parse(pattern, modifiers)?;
        let program = Program::compile(&tree)?;
        let minds_final_newline = tree.root.has_look(|look| matches!(look, Look::EndOrFinalNewline | Look::LineStart));
        let minds_words = tree.unicode && tree.root.has_look(|look| matches!(look, Look::WordBoundary | Look::NotWordBoundary));
        Ok(Pattern { tree, program, fast: OnceLock::new(), kept: false, minds_final_newline, minds_words })
    }

    /// The pattern, to be kept and used on many texts.
    #[must_use]
    pub fn kept(self) -> Self {
        Pattern { kept: true, ..self }
    }

    /// `preg_match`. `None` is PHP's false: the pattern is for UTF-8 and the text is none.
    ///
    /// # Errors
    /// [`Fault::OverBudget`].
    pub fn is_match(&self, text: &[u8], fuel: &mut Fuel) -> Result<Option<bool>, Fault> {
        if !self.takes(text) {
            return Ok(None);
        }
        let found = match self.engine(text) {
            Engine::Fast(fast) => {
                self.charge(text.len(), fuel)?;
                fast.is_match(text, self.tree.anchored)
            }
            Engine::Exact => machine::search(&self.program, text, 0, self.wanted(), &mut [], fuel)?,
        };
        Ok(Some(found))
    }

    /// Whether the text may be matched at all: with `u` only UTF-8.
    pub(super) fn takes(&self, text: &[u8]) -> bool {
        !self.tree.unicode || std::str::from_utf8(text).is_ok()
    }

    /// How many places a match notes: two for the whole, two for each group.
    pub(super) fn places(&self) -> usize {
        self.program.places
    }

    /// The length of the unit at `at`: a byte, with `u` a character.
    pub(super) fn unit_length(&self, text: &[u8], at: usize) -> usize {
        match text.get(at) {
            Some(first) if self.tree.unicode && !first.is_ascii() => first.leading_ones() as usize,
            _ => 1,
        }
    }

    /// Searches from `at`, noting as many places as `noted` has room for.
    pub(super) fn search(&self, text: &[u8], at: usize, noted: &mut [usize], fuel: &mut Fuel) -> Result<bool, Fault> {
        let Engine::Fast(fast) = self.engine(text) else {
            return machine::search(&self.program, text, at, self.wanted(), noted, fuel);
        };
        let mut places = vec![None::<NonMaxUsize>; noted.len()];
        let found = fast.search(text, at, self.tree.anchored, &mut places);
        let read_to = match places.get(1) {
            Some(Some(end)) if found && !fast.reads_ahead => end.get(),
            _ => text.len(),
        };
        self.charge(read_to - at, fuel)?;
        for (noted, place) in noted.iter_mut().zip(places) {
            *noted = place.map_or(NOWHERE, NonMaxUsize::get);
        }
        Ok(found)
    }

    /// Searches for a match that begins at `at` and is not empty.
    pub(super) fn search_not_empty(&self, text: &[u8], at: usize, noted: &mut [usize], fuel: &mut Fuel) -> Result<bool, Fault> {
        machine::search(&self.program, text, at, Wanted { anchored: true, not_empty: true }, noted, fuel)
    }

    fn wanted(&self) -> Wanted {
        Wanted { anchored: self.tree.anchored, not_empty: false }
    }

    fn engine(&self, text: &[u8]) -> Engine<'_> {
        if (self.minds_final_newline && text.ends_with(b"\n")) || (self.minds_words && !text.is_ascii()) {
            return Engine::Exact;
        }
        // Making the fast engine costs more than a short text that is searched once.
        if !self.kept && text.len() < SHORT && self.fast.get().is_none() {
            return Engine::Exact;
        }
        match self.fast.get_or_init(|| Fast::compile(&self.tree)) {
            Some(fast) => Engine::Fast(fast),
            None => Engine::Exact,
        }
    }

    /// The fast engine may, at worst, look at each instruction for each byte.
    fn charge(&self, bytes: usize, fuel: &mut Fuel) -> Result<(), Fault> {
        fuel.step(1 + bytes.saturating_mul(self.program.instructions.len()) / BYTES_PER_STEP)
    }
}
