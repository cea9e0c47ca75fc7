//! Measures the memory that a loaded configuration takes (L14): a program of its own, since its allocator counts, which costs time.

#![expect(clippy::print_stdout, reason = "printing figures is what it is for")]

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

use benches::measure::resident_bytes;
use benches::reach::Reach;
use benches::workload::{Configuration, Size, Workload};
use clap::{Parser, ValueEnum};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Measures the bytes that a loaded configuration takes, for each rule. The configuration's own bytes are held before and after.
#[derive(Parser)]
struct Arguments {
    /// The workload, or several; all of them when none is named.
    #[arg(long = "size", value_enum, ignore_case = true)]
    sizes: Vec<Size>,
    /// Measure one loading of the configuration in this folder: how the program calls itself.
    #[arg(long, hide = true, requires = "loader")]
    folder: Option<PathBuf>,
    /// What loads it.
    #[arg(long, hide = true, value_enum)]
    loader: Option<Loader>,
}

/// What makes something of a configuration.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Loader {
    /// `serde_json::Value`, for comparison.
    Value,
    /// The engine.
    Engine,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { sizes, folder, loader } = Arguments::parse();
    match (folder, loader) {
        (Some(folder), Some(loader)) => measure(&folder, loader),
        _ if sizes.is_empty() => Size::ALL.into_iter().try_for_each(report),
        _ => sizes.into_iter().try_for_each(report),
    }
}

/// Prints what a workload's configuration takes. Each figure is that of a process of its own, whose heap nothing was freed from before.
fn report(size: Size) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    Workload::with_events(size, 0)?.write_to(folder.path())?;
    println!("{:<28}{:>20}{:>20}", format!("{size}, {} rules", size.rules()), "live bytes / rule", "resident / rule");
    for (loader, name) in [("value", "serde_json, Value"), ("engine", "load")] {
        let output =
            Command::new(env::current_exe()?).arg("--folder").arg(folder.path().join("rules")).args(["--loader", loader]).output()?;
        let printed = String::from_utf8(output.stdout)?;
        let mut figures = printed.split_whitespace().map(str::parse::<f64>);
        let (Some(Ok(live)), Some(Ok(resident))) = (figures.next(), figures.next()) else {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()).into());
        };
        let rules = f64::from(size.rules());
        println!("{name:<28}{:>20.1}{:>20.1}", live / rules, resident / rules);
    }
    println!();
    Ok(())
}

/// Loads a configuration, and prints how many bytes more are live, by the allocator's count, and resident, by the system's.
fn measure(folder: &Path, loader: Loader) -> Result<(), Box<dyn Error>> {
    let configuration = Configuration::read(folder)?;
    let held = || -> io::Result<_> { Ok((ALLOCATOR.current_usage(), resident_bytes()?)) };
    let before = held()?;
    let after = match loader {
        Loader::Value => {
            let parse = |(_, bytes)| serde_json::from_slice(bytes);
            let values: Vec<serde_json::Value> = configuration.files().map(parse).collect::<Result<_, _>>()?;
            let after = held()?;
            drop(black_box(values));
            after
        }
        Loader::Engine => {
            let engine = Reach::load(&configuration)?;
            let after = held()?;
            drop(black_box(engine));
            after
        }
    };
    println!("{} {}", after.0.saturating_sub(before.0), after.1.saturating_sub(before.1));
    Ok(())
}
