//! Which brackets are open, in a bit each, so that no document can overflow the stack.

use crate::Error;

/// How deep brackets may nest, an embedded document counted on top of the one around it.
pub const MAX_DEPTH: usize = 512;

/// A container that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    Object,
    Array,
}

/// The open containers of one value, above `base` others that are open around it.
pub(crate) struct Nesting {
    objects: [u64; MAX_DEPTH / 64],
    base: usize,
    depth: usize,
}

impl Nesting {
    pub(crate) fn above(base: usize) -> Self {
        Self { objects: [0; MAX_DEPTH / 64], base, depth: base }
    }

    /// Opens a container whose bracket stands at `offset`.
    pub(crate) fn push(&mut self, container: Container, offset: usize) -> Result<(), Error> {
        let bit = 1 << (self.depth % 64);
        let word = self.objects.get_mut(self.depth / 64).ok_or(Error::TooDeep { offset })?;
        match container {
            Container::Object => *word |= bit,
            Container::Array => *word &= !bit,
        }
        self.depth += 1;
        Ok(())
    }

    /// Closes the innermost container; the one that is innermost then, if any.
    pub(crate) fn pop(&mut self) -> Option<Container> {
        self.depth = self.depth.saturating_sub(1);
        let innermost = self.depth.checked_sub(1).filter(|&innermost| innermost >= self.base)?;
        let word = self.objects.get(innermost / 64)?;
        Some(if word >> (innermost % 64) & 1 == 1 { Container::Object } else { Container::Array })
    }
}
