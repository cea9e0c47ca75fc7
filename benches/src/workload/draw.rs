//! Seeded draws.
//!
//! Made here of the generator's bits rather than by a library of distributions, so that a workload stays the same whatever a later version
//! of such a library makes of them.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What the draws are for. Each purpose has a stream of its own, so that a change in one leaves the others as they were.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Rules = 0,
    Events = 1,
    /// What only fills the messages: titles, descriptions, counters.
    Filling = 2,
}

/// A source of uniform draws.
#[derive(Debug, Clone)]
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    pub(super) fn new(seed: u64, purpose: Purpose) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(purpose as u64);
        Self(generator)
    }

    /// One of `0..end`; 0 when that is empty. The bias is below `end` / 2^32 of a draw's probability.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let scaled = u64::from(self.0.next_u32()) * u64::from(end);
        (scaled >> 32) as u32
    }

    /// One of `start..end`.
    pub(super) fn between(&mut self, start: u32, end: u32) -> u32 {
        start + self.below(end - start)
    }

    /// True in `percent` of all draws.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// True in half of all draws.
    pub(super) fn half(&mut self) -> bool {
        self.below(2) == 0
    }

    pub(super) fn bits(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// One of the choices.
    pub(super) fn pick<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> T {
        const { assert!(N > 0) };
        choices[self.below(N as u32) as usize]
    }

    /// Puts the elements in an order in which each order is as likely as another.
    pub(super) fn shuffle<T>(&mut self, elements: &mut [T]) {
        for last in (1..elements.len()).rev() {
            elements.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_even_and_stay_below_the_end() {
        let mut draw = Draw::new(7, Purpose::Rules);
        let mut counts = [0_u32; 7];
        for _ in 0..70_000 {
            counts[draw.below(7) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
    }

    #[test]
    fn each_purpose_has_draws_of_its_own_and_the_same_seed_gives_the_same() {
        let first = |purpose| Draw::new(7, purpose).bits();
        assert_eq!(first(Purpose::Rules), first(Purpose::Rules));
        assert_ne!(first(Purpose::Rules), first(Purpose::Events));
        assert_ne!(first(Purpose::Events), first(Purpose::Filling));
    }

    #[test]
    fn a_shuffle_keeps_all_elements() {
        let mut elements: Vec<u32> = (0..50).collect();
        Draw::new(7, Purpose::Rules).shuffle(&mut elements);
        assert_ne!(elements, (0..50).collect::<Vec<_>>());
        elements.sort_unstable();
        assert_eq!(elements, (0..50).collect::<Vec<_>>());
    }
}
