//! Measures the memory that a loaded configuration takes (L14): a program of its own, since its allocator counts, which costs time.

#![expect(clippy::print_stdout, reason = "printing figures is what it is for")]

use std::error::Error;
use std::hint::black_box;

use benches::measure::resident_bytes;
use benches::workload::{Size, Workload};
use clap::Parser;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Measures the bytes that a loaded configuration takes, for each rule. The configuration's own bytes are held before and after.
#[derive(Parser)]
struct Arguments {
    /// The workload, or several; all of them when none is named.
    #[arg(long = "size", value_enum, ignore_case = true)]
    sizes: Vec<Size>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { mut sizes } = Arguments::parse();
    if sizes.is_empty() {
        sizes = Size::ALL.into();
    }
    println!("{:<10}{:<28}{:>20}{:>20}", "", "", "live bytes / rule", "resident / rule");
    for size in sizes {
        let workload = Workload::with_events(size, 0)?;
        report(size, "serde_json, Value", || -> serde_json::Result<Vec<serde_json::Value>> {
            workload.configuration.files().map(|(_, bytes)| serde_json::from_slice(bytes)).collect()
        })?;
    }
    Ok(())
}

/// Prints what `load` makes takes, by the allocator's count and by the system's.
fn report<T, E: Error + 'static>(size: Size, name: &str, load: impl FnOnce() -> Result<T, E>) -> Result<(), Box<dyn Error>> {
    let before = (ALLOCATOR.current_usage(), resident_bytes()?);
    let loaded = load()?;
    let after = (ALLOCATOR.current_usage(), resident_bytes()?);
    drop(black_box(loaded));
    let per_rule = |after: usize, before: usize| after.saturating_sub(before) as f64 / f64::from(size.rules());
    println!("{:<10}{name:<28}{:>20.1}{:>20.1}", size.name(), per_rule(after.0, before.0), per_rule(after.1, before.1));
    Ok(())
}
