//! The exact engine: all ways through a program at once, unit by unit, the preferred ones first. It does what PCRE
//! does in time linear in text and program, and knows the places that the fast engine (`fast`) has no name for.

use super::program::{Instruction, Program};
use super::syntax::Look;
use crate::{Fault, Fuel};

/// A place that was not noted.
pub(super) const NOWHERE: usize = usize::MAX;

/// Work that counts as one step: an instruction for a thread is far less than a node visit.
const WORK_PER_STEP: usize = 64;

/// The most memory of one run, in noted places of threads.
const MAX_PLACES: usize = 1 << 20;

/// What a search wants.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    /// The match begins where the search begins.
    pub anchored: bool,
    /// A match that is empty where the search begins does not count.
    pub not_empty: bool,
}

/// Threads at one place of the text, preferred ones first.
struct Threads {
    /// The instructions they are at, in order.
    order: Vec<u32>,
    /// Where each instruction is in `order`, if it is.
    index: Vec<u32>,
    /// The noted places, `places` for each instruction.
    noted: Vec<usize>,
}

impl Threads {
    fn new(program: &Program, places: usize) -> Self {
        let length = program.instructions.len();
        Threads { order: Vec::with_capacity(length), index: vec![0; length], noted: vec![NOWHERE; length * places] }
    }

    /// Adds an instruction; false when it was there.
    fn insert(&mut self, instruction: u32) -> bool {
        let index = self.index[instruction as usize] as usize;
        if self.order.get(index) == Some(&instruction) {
            return false;
        }
        self.index[instruction as usize] = self.order.len() as u32;
        self.order.push(instruction);
        true
    }
}

/// What is still to follow from where a thread is.
enum Pending {
    Follow(u32),
    Restore(usize, usize),
}

struct Run<'r> {
    program: &'r Program,
    text: &'r [u8],
    /// How many places are noted: the whole match's, or the groups' too.
    places: usize,
    pending: Vec<Pending>,
    work: usize,
}

/// Searches `text` from `at` and notes places in `noted`: as many as it has room for. In a pattern of characters
/// `text` is UTF-8 and `at` between two of them.
///
/// # Errors
/// [`Fault::OverBudget`].
pub(super) fn search(
    program: &Program,
    text: &[u8],
    at: usize,
    wanted: Wanted,
    noted: &mut [usize],
    fuel: &mut Fuel,
) -> Result<bool, Fault> {
    let places = noted.len().min(program.places);
    let memory = program.instructions.len() * (places + 1);
    if memory > MAX_PLACES {
        return Err(Fault::OverBudget { what: "a large pattern with many groups" });
    }
    // To set it up is work as well.
    let work = memory / 8;
    let mut run = Run { program, text, places, pending: Vec::new(), work };
    let mut current = Threads::new(program, places);
    let mut next = Threads::new(program, places);
    let mut scratch = vec![NOWHERE; places];
    let mut found = false;
    let mut here = at;
    loop {
        if !found && (here == at || !wanted.anchored) {
            scratch.fill(NOWHERE);
            run.follow(&mut current, 0, here, &mut scratch);
        }
        if current.order.is_empty() {
            break;
        }
        let unit = run.unit_at(here);
        for position in 0..current.order.len() {
            let instruction = current.order[position];
            run.work += 1;
            let goes_on = match (program.instructions[instruction as usize], unit) {
                (Instruction::Literal { unit: literal, next }, Some((unit, _))) if literal == unit => Some(next),
                (Instruction::Set { set, next }, Some((unit, _))) if program.sets[set as usize].has(unit) => Some(next),
                (Instruction::Match, _) if !(wanted.not_empty && here == at) => {
                    let from = instruction as usize * places;
                    noted[..places].copy_from_slice(&current.noted[from..from + places]);
                    found = true;
                    // All that come behind are less preferred.
                    break;
                }
                _ => None,
            };
            if let (Some(goes_on), Some((_, length))) = (goes_on, unit) {
                let from = instruction as usize * places;
                scratch.copy_from_slice(&current.noted[from..from + places]);
                run.follow(&mut next, goes_on, here + length, &mut scratch);
            }
        }
        fuel.step(run.work / WORK_PER_STEP)?;
        run.work %= WORK_PER_STEP;
        std::mem::swap(&mut current, &mut next);
        next.order.clear();
        match unit {
            Some((_, length)) => here += length,
            None => break,
        }
    }
    fuel.step(1)?;
    Ok(found)
}

impl Run<'_> {
    /// Adds to `threads` all instructions that take a unit, or match, and are reached from `start`.
    fn follow(&mut self, threads: &mut Threads, start: u32, here: usize, noted: &mut [usize]) {
        self.pending.push(Pending::Follow(start));
        while let Some(pending) = self.pending.pop() {
            let mut instruction = match pending {
                Pending::Restore(place, before) => {
                    noted[place] = before;
                    continue;
                }
                Pending::Follow(instruction) => instruction,
            };
            while threads.insert(instruction) {
                self.work += 1;
                instruction = match self.program.instructions[instruction as usize] {
                    Instruction::Literal { .. } | Instruction::Set { .. } | Instruction::Match => {
                        let from = instruction as usize * self.places;
                        threads.noted[from..from + self.places].copy_from_slice(noted);
                        break;
                    }
                    Instruction::Look(look) if self.is_at(look, here) => instruction + 1,
                    Instruction::Look(_) => break,
                    Instruction::Jump(to) => to,
                    Instruction::Split(first, second) => {
                        self.pending.push(Pending::Follow(second));
                        first
                    }
                    Instruction::Save(place) => {
                        let place = place as usize;
                        if let Some(noted) = noted.get_mut(place) {
                            self.pending.push(Pending::Restore(place, std::mem::replace(noted, here)));
                        }
                        instruction + 1
                    }
                };
            }
        }
    }

    /// The unit at `here` and its length in bytes.
    fn unit_at(&self, here: usize) -> Option<(u32, usize)> {
        let rest = &self.text[here..];
        let first = *rest.first()?;
        if !self.program.unicode || first.is_ascii() {
            return Some((u32::from(first), 1));
        }
        let length = first.leading_ones() as usize;
        decode(&rest[..length.min(rest.len())])
    }

    fn unit_before(&self, here: usize) -> Option<u32> {
        let last = *self.text[..here].last()?;
        if !self.program.unicode || last.is_ascii() {
            return Some(u32::from(last));
        }
        let length = self.text[..here].iter().rev().take_while(|byte| **byte & 0xc0 == 0x80).count() + 1;
        decode(&self.text[here.saturating_sub(length)..here]).map(|(unit, _)| unit)
    }

    fn is_at(&self, look: Look, here: usize) -> bool {
        let end = self.text.len();
        match look {
            Look::Start => here == 0,
            Look::LineStart => here == 0 || (here < end && self.text[here - 1] == b'\n'),
            Look::End => here == end,
            Look::EndOrFinalNewline => here == end || (here + 1 == end && self.text[here] == b'\n'),
            Look::LineEnd => here == end || self.text[here] == b'\n',
            Look::WordBoundary => self.is_word_boundary(here),
            Look::NotWordBoundary => !self.is_word_boundary(here),
        }
    }

    fn is_word_boundary(&self, here: usize) -> bool {
        let word = &self.program.word;
        let before = self.unit_before(here).is_some_and(|unit| word.has(unit));
        let behind = self.unit_at(here).is_some_and(|(unit, _)| word.has(unit));
        before != behind
    }
}

/// One character of UTF-8.
fn decode(bytes: &[u8]) -> Option<(u32, usize)> {
    let char = std::str::from_utf8(bytes).ok()?.chars().next()?;
    Some((u32::from(char), char.len_utf8()))
}
