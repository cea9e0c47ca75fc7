//! Where the members of one object stand, found in the pass that validates it.

use wide::u32x8;

use crate::Text;
use crate::error::Error;
use crate::grammar::{Grammar, Next, Span};
use crate::key::{tag_in, tag_of};
use crate::layer::Written;
use crate::nesting::MAX_DEPTH;

/// The members of one object in their order; the tags of their keys apart, so that a search runs over nothing else.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entries {
    tags: Vec<u32>,
    places: Vec<Place>,
}

/// Where a member's key (between its quotes) and value (with them) stand. 32 bits suffice, as `source` makes sure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    key_start: u32,
    key_end: u32,
    start: u32,
    end: u32,
    key_escaped: bool,
    escaped: bool,
}

impl Place {
    #[inline(always)]
    fn of(key: Span, value: Span) -> Self {
        Self {
            key_start: key.start as u32,
            key_end: key.end as u32,
            start: value.start as u32,
            end: value.end as u32,
            key_escaped: key.escaped,
            escaped: value.escaped,
        }
    }

    pub(crate) fn key(&self) -> Span {
        Span { start: self.key_start as usize, end: self.key_end as usize, escaped: self.key_escaped }
    }

    pub(crate) fn value(&self) -> Span {
        Span { start: self.start as usize, end: self.end as usize, escaped: self.escaped }
    }
}

/// Members that an object of a platform message seldom exceeds.
const USUAL_MEMBERS: usize = 72;

/// No member is shorter: a key, a colon, a value, a comma.
const SHORTEST_MEMBER: usize = 5;

/// The members of the object whose brace stands at `at`, inside `depth` containers, and where it ends.
pub(crate) fn read<L: Written>(text: &str, at: usize, depth: usize) -> Result<(Entries, usize), Error> {
    if depth >= MAX_DEPTH {
        return Err(Error::TooDeep { offset: at });
    }
    let grammar = Grammar::<L>::new(text);
    let capacity = USUAL_MEMBERS.min((text.len() - at) / SHORTEST_MEMBER);
    let mut entries = Entries { tags: Vec::with_capacity(capacity), places: Vec::with_capacity(capacity) };
    let mut next = grammar.first_key(at + 1)?;
    loop {
        match next {
            Next::End(end) => return Ok((entries, end)),
            Next::Item(key) => {
                let (key, at) = grammar.key(key)?;
                let value = grammar.value(at, depth + 1)?;
                entries.tags.push(tag::<L>(text, key));
                entries.places.push(Place::of(key, value));
                next = grammar.next_key(value.end)?;
            }
        }
    }
}

/// The tag of a key that stands in a text.
#[inline(always)]
fn tag<L: Written>(text: &str, key: Span) -> u32 {
    if key.escaped { tag_of(Text::of_span(text, key, L::LAYER).decode().as_bytes()) } else { tag_in(text.as_bytes(), key.start, key.end) }
}

impl Entries {
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The last of the first `before` members whose key has that tag, and its number.
    pub(crate) fn last_tagged(&self, tag: u32, before: usize) -> Option<(usize, &Place)> {
        const WIDTH: usize = 8;
        let (rest, blocks) = self.tags.get(..before)?.as_rchunks::<WIDTH>();
        let wanted = u32x8::splat(tag);
        for (block, tags) in blocks.iter().enumerate().rev() {
            let found = u32x8::new(*tags).simd_eq(wanted).to_bitmask();
            if found != 0 {
                return self.member(rest.len() + block * WIDTH + found.ilog2() as usize);
            }
        }
        self.member(rest.iter().rposition(|&other| other == tag)?)
    }

    fn member(&self, number: usize) -> Option<(usize, &Place)> {
        Some((number, self.places.get(number)?))
    }
}
