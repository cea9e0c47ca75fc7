//! Measures the engine with the workloads of `workloads.md`: see `benches/README.md`.

#![expect(clippy::print_stdout, reason = "printing figures is what it is for")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use benches::baseline::{Tree, Typed};
use benches::measure::time_of;
use benches::table::Table;
use benches::workload::{Size, Statistics, Workload};
use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

/// The allocator that the engine's own program has.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Measures the engine. Figures are ratios to the first of their table, in the same run.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The workload, or several; all of them when none is named.
    #[arg(long = "size", global = true, value_enum, ignore_case = true)]
    sizes: Vec<Size>,
}

#[derive(Subcommand)]
enum Command {
    /// What the workloads come to: bytes, rules that fire, items ordered.
    Stats,
    /// One event, from bytes to what is decided.
    Speed,
    /// From configuration bytes to ready to decide.
    Load,
    /// Write the workloads as files, each into a folder of its name.
    Export {
        /// The folder around them.
        folder: PathBuf,
    },
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { command, mut sizes } = Arguments::parse();
    if sizes.is_empty() {
        sizes = Size::ALL.into();
    }
    for size in sizes {
        match &command {
            Command::Stats => stats(&Workload::generate(size)?),
            Command::Speed => speed(&Workload::generate(size)?)?,
            Command::Load => load(&Workload::with_events(size, 0)?),
            Command::Export { folder } => Workload::generate(size)?.write_to(&folder.join(size.name()))?,
        }
    }
    Ok(())
}

fn stats(workload: &Workload) {
    let Statistics { templates, bytes, matching, fired, ordered } = Statistics::of(workload);
    println!("{}: {} rules, {templates} templates, {} events", workload.size, workload.size.rules(), workload.events.len());
    println!("  bytes per message, p10 / median / p90   {} / {} / {}", bytes.p10, bytes.median, bytes.p90);
    println!("  per event: rules that match {matching:.2}, rules that fire {fired:.2}, items ordered {ordered:.2}\n");
}

fn speed(workload: &Workload) -> Result<(), Box<dyn Error>> {
    let messages: Vec<&[u8]> = workload.messages.iter().collect();
    for message in &messages {
        Typed::parse(message)?;
    }
    let mut table = Table::new(format!("{}, {} rules", workload.size, workload.size.rules()), "ns/event");
    let mut row = |name, time| table.row_per(name, time, messages.len());
    row("serde_json, typed structs of both layers", time_of(&messages, |message| Typed::parse(message).map(|typed| typed.weight())));
    row("serde_json, Value of both layers", time_of(&messages, Tree::parse));
    row("reach_rawjson, validate both layers", time_of(&messages, validate));
    println!("{table}");
    Ok(())
}

/// Whether the message and the text of its object are JSON: the least that a decoder owes.
fn validate(message: &[u8]) -> Result<bool, reach_rawjson::Error> {
    let outer = reach_rawjson::parse(message)?;
    Ok(outer.get("object").map(reach_rawjson::Raw::embedded).transpose()?.flatten().is_some())
}

fn load(workload: &Workload) {
    let files: Vec<&[u8]> = workload.configuration.files().map(|(_, bytes)| bytes).collect();
    let mut table = Table::new(format!("{}, {} configuration bytes", workload.size, workload.configuration.bytes()), "ms");
    let mut row = |name, time: Duration| table.row(name, time.as_secs_f64() * 1e3);
    row("serde_json, Value", time_of(&files, |file| serde_json::from_slice::<serde_json::Value>(file)));
    row("reach_rawjson, validate", time_of(&files, |file| reach_rawjson::parse(file).is_ok()));
    println!("{table}");
}
