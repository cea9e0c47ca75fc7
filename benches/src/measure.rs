//! Time and memory, measured.

use std::convert::Infallible;
use std::hint::black_box;
use std::ops::AddAssign;
use std::time::{Duration, Instant};
use std::{fs, io};

use rustix::time::{ClockId, clock_gettime};

/// How often work is repeated; the best round counts (L12).
pub const ROUNDS: usize = 5;

/// The CPU time that this thread has used.
#[must_use]
pub fn thread_time() -> Duration {
    cpu_time(ClockId::ThreadCPUTime)
}

fn cpu_time(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    let (seconds, nanoseconds) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
    Duration::new(seconds.unwrap_or(0), nanoseconds.unwrap_or(0))
}

/// What work takes that waits and that several threads do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// From its beginning to its end.
    pub wall: Duration,
    /// Of all threads of the process together.
    pub cpu: Duration,
}

impl Spent {
    /// Each time the lesser of the two.
    #[must_use]
    pub fn or_less(self, other: Self) -> Self {
        Self { wall: self.wall.min(other.wall), cpu: self.cpu.min(other.cpu) }
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.wall += other.wall;
        self.cpu += other.cpu;
    }
}

/// Measures what is spent from its start on.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    wall: Instant,
    cpu: Duration,
}

impl Watch {
    /// Starts.
    #[must_use]
    pub fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_time(ClockId::ProcessCPUTime) }
    }

    /// What was spent since.
    #[must_use]
    pub fn spent(self) -> Spent {
        Spent { wall: self.wall.elapsed(), cpu: cpu_time(ClockId::ProcessCPUTime).saturating_sub(self.cpu) }
    }
}

/// The CPU time of the best of [`ROUNDS`] rounds.
///
/// # Errors
///
/// The first error of the work.
pub fn best_round<E>(mut work: impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = thread_time();
        work()?;
        best = best.min(thread_time() - start);
    }
    Ok(best)
}

/// The CPU time that some work on each text takes for all texts: the best of [`ROUNDS`] rounds.
#[must_use]
pub fn time_of<T>(texts: &[&[u8]], mut work: impl FnMut(&[u8]) -> T) -> Duration {
    let round = best_round(|| {
        for text in texts {
            black_box(work(text));
        }
        Ok::<_, Infallible>(())
    });
    round.unwrap_or_else(|never| match never {})
}

/// How many products of the first step wait for the second in [`hot`]: few enough to stay in the processor's nearest caches.
const HOT: usize = 8;

/// The CPU time that `second` takes for all inputs when `first` has just made what it works on: the best of [`ROUNDS`] rounds (L13).
///
/// Reading the clock takes about as long as a decision, so it is read around a few of them, and the time that reading takes is taken off.
///
/// # Errors
///
/// The first error of the first step.
pub fn hot<I: Copy, M, E>(inputs: &[I], mut first: impl FnMut(I) -> Result<M, E>, mut second: impl FnMut(&M)) -> Result<Duration, E> {
    let clock = clock_cost();
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let mut made = Vec::with_capacity(HOT);
        let mut round = Duration::ZERO;
        for batch in inputs.chunks(HOT) {
            made.clear();
            for &input in batch {
                made.push(first(input)?);
            }
            let start = thread_time();
            made.iter().for_each(&mut second);
            round += (thread_time() - start).saturating_sub(clock);
        }
        best = best.min(round);
    }
    Ok(best)
}

/// What one reading of the clock adds to the time between two: the least of many.
fn clock_cost() -> Duration {
    let between = || {
        let start = thread_time();
        thread_time() - start
    };
    (0..10_000).map(|_| between()).min().unwrap_or_default()
}

/// The bytes of memory that this process holds resident.
///
/// # Errors
///
/// Where the system does not tell.
pub fn resident_bytes() -> io::Result<usize> {
    let statistics = fs::read_to_string("/proc/self/statm")?;
    let pages = statistics.split_whitespace().nth(1).and_then(|pages| pages.parse::<usize>().ok());
    let pages = pages.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "`/proc/self/statm` has no second number"))?;
    Ok(pages * rustix::param::page_size())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work() {
        for number in 0..1_000_000_u64 {
            black_box(number);
        }
    }

    #[test]
    fn work_takes_time_and_each_round_is_done() {
        let mut rounds = 0;
        let time = best_round(|| {
            rounds += 1;
            work();
            Ok::<_, ()>(())
        });
        assert!(time.unwrap() > Duration::ZERO);
        assert_eq!(rounds, ROUNDS);
        assert_eq!(best_round(|| Err("broken")), Err("broken"));
    }

    #[test]
    fn the_second_step_sees_every_product_and_only_its_time_counts() {
        let inputs: Vec<u32> = (0..20).collect();
        let mut seen = Vec::new();
        let double = |number: u32| {
            work();
            Ok::<_, ()>(number * 2)
        };
        let start = thread_time();
        let second = hot(&inputs, double, |&product| seen.push(product)).unwrap();
        assert!(second < (thread_time() - start) / 2);
        let round: Vec<u32> = (0..20).map(|number| number * 2).collect();
        assert_eq!(seen, round.repeat(ROUNDS));
    }

    #[test]
    fn memory_that_is_written_is_resident() {
        let before = resident_bytes().unwrap();
        let written = black_box(vec![1_u8; 64 << 20]);
        assert!(resident_bytes().unwrap() > before + written.len() / 2);
    }
}
