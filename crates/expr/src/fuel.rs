//! The budget of an evaluation (`expressions.md B2`).

use crate::Fault;

/// What an evaluation may still use. One evaluation takes one `Fuel`; callbacks share it.
#[derive(Clone, Debug)]
pub struct Fuel {
    steps: u32,
    bytes: usize,
}

impl Fuel {
    /// Node visits and elements touched by functions.
    pub const STEPS: u32 = 1_000_000;
    /// Bytes of the strings and arrays that it builds.
    pub const BYTES: usize = 8 << 20;
    /// What an array element counts, in bytes.
    pub const ELEMENT: usize = 16;

    /// The budget of `expressions.md B2`.
    pub fn new() -> Self {
        Fuel { steps: Self::STEPS, bytes: Self::BYTES }
    }

    /// Takes `steps`.
    ///
    /// # Errors
    /// [`Fault::OverBudget`] when fewer are left.
    #[inline]
    pub fn step(&mut self, steps: usize) -> Result<(), Fault> {
        match u32::try_from(steps).ok().and_then(|steps| self.steps.checked_sub(steps)) {
            Some(left) => {
                self.steps = left;
                Ok(())
            }
            None => Err(Fault::OverBudget { what: "more than 1 000 000 steps" }),
        }
    }

    /// Takes the steps of reading through `bytes` of text: one for each 64, so that no function reads long for free.
    ///
    /// # Errors
    /// As [`Fuel::step`].
    #[inline]
    pub fn scan(&mut self, bytes: usize) -> Result<(), Fault> {
        self.step(bytes / 64)
    }

    /// Takes `bytes` of memory, before they are built.
    ///
    /// # Errors
    /// [`Fault::OverBudget`] when fewer are left.
    #[inline]
    pub fn build(&mut self, bytes: usize) -> Result<(), Fault> {
        match self.bytes.checked_sub(bytes) {
            Some(left) => {
                self.bytes = left;
                Ok(())
            }
            None => Err(Fault::OverBudget { what: "more than 8 MiB of strings and arrays" }),
        }
    }

    /// Takes the memory of an array of `elements`.
    ///
    /// # Errors
    /// [`Fault::OverBudget`] when less is left.
    pub fn build_array(&mut self, elements: usize) -> Result<(), Fault> {
        self.build(elements.saturating_mul(Self::ELEMENT))
    }
}

impl Default for Fuel {
    fn default() -> Self {
        Self::new()
    }
}
