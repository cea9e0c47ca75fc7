//! Measures the engine with the workloads of `workloads.md`: see `benches/README.md`.

#![expect(clippy::print_stdout, reason = "printing figures is what it is for")]

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

use benches::baseline::{Tree, Typed};
use benches::engine::{Speed, check, deciding};
use benches::measure::{best_round, time_of};
use benches::reach::Reach;
use benches::table::{Table, nanoseconds_per};
use benches::workload::{Size, Statistics, Workload};
use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use reach_events::EventId;
use reach_rawjson::Reader;

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
    let mut measured = Vec::new();
    for size in sizes {
        match &command {
            Command::Stats => stats(&Workload::generate(size)?),
            Command::Speed => measured.push((size, speed(&Workload::generate(size)?)?)),
            Command::Load => load(&Workload::with_events(size, 0)?)?,
            Command::Export { folder } => Workload::generate(size)?.write_to(&folder.join(size.name()))?,
        }
    }
    growth(&measured);
    Ok(())
}

fn stats(workload: &Workload) {
    let Statistics { templates, bytes, matching, fired, ordered } = Statistics::of(workload);
    println!("{}: {} rules, {templates} templates, {} events", workload.size, workload.size.rules(), workload.events.len());
    println!("  bytes per message, p10 / median / p90   {} / {} / {}", bytes.p10, bytes.median, bytes.p90);
    println!("  per event: rules that match {matching:.2}, rules that fire {fired:.2}, items ordered {ordered:.2}\n");
}

/// What a workload's messages cost, in nanoseconds per event.
struct Figures {
    typed: f64,
    decide: f64,
    both: f64,
}

fn speed(workload: &Workload) -> Result<Figures, Box<dyn Error>> {
    let messages: Vec<&[u8]> = workload.messages.iter().collect();
    for message in &messages {
        Typed::parse(message)?;
    }
    let engine = Reach::load(&workload.configuration)?;
    let fired = check(&engine, workload)?;
    let per_event = |time| nanoseconds_per(time, messages.len());
    let typed = per_event(time_of(&messages, |message| Typed::parse(message).map(|typed| typed.weight())));
    let speed = Speed::of(&engine, &messages)?;
    let figures = Figures { typed, decide: per_event(speed.decide), both: per_event(speed.both) };

    let mut table = Table::new(format!("{}, {} rules, {fired} fire", workload.size, workload.size.rules()), "ns/event");
    table.row("serde_json, typed structs of both layers", typed);
    table.row("serde_json, Value of both layers", per_event(time_of(&messages, Tree::parse)));
    table.row("reach_rawjson, both layers in one pass", per_event(time_of(&messages, read_layers)));
    table.row("decode", per_event(speed.decode));
    table.row("decide, hot", figures.decide);
    for (kind, messages) in kinds(workload) {
        table.row(format!("    when {kind}"), nanoseconds_per(deciding(&engine, &messages)?, messages.len()));
    }
    table.row("decode + decide", figures.both);
    table.row("identity, from the message's bytes", per_event(time_of(&messages, |message| EventId::of(None, None, message))));
    println!("{table}");
    Ok(figures)
}

/// The messages of each kind of event.
fn kinds(workload: &Workload) -> BTreeMap<&'static str, Vec<&[u8]>> {
    let mut kinds: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (event, message) in workload.events.iter().zip(workload.messages.iter()) {
        kinds.entry(event.happening.kind()).or_default().push(message);
    }
    kinds
}

/// How much more an event costs with 10 000 rules than with ten (L13).
fn growth(measured: &[(Size, Figures)]) {
    let Some((_, least)) = measured.iter().find(|(size, _)| *size == Size::W10) else { return };
    for (size, most) in measured.iter().filter(|(size, _)| matches!(size, Size::W10k | Size::W10k1)) {
        println!(
            "growth, {size} over W10: decode + decide {:+.3} of the typed parse; decide alone {:.2} times",
            (most.both - least.both) / most.typed,
            most.decide / least.decide,
        );
    }
}

/// Reads the message, and its object in place, without looking at any value: the least that a decoder owes.
fn read_layers(message: &[u8]) -> Result<(), reach_rawjson::Error> {
    let mut reader = Reader::new(message)?;
    reader.object(|key, reader| match key.plain() {
        Some("object") => reader.embedded_fields().map(|fields| drop(black_box(fields))),
        _ => reader.skip(),
    })?;
    reader.end()
}

fn load(workload: &Workload) -> Result<(), Box<dyn Error>> {
    let files: Vec<&[u8]> = workload.configuration.files().map(|(_, bytes)| bytes).collect();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let mut table = Table::new(format!("{}, {} configuration bytes", workload.size, workload.configuration.bytes()), "ms");
    table.row("serde_json, Value", milliseconds(time_of(&files, |file| serde_json::from_slice::<serde_json::Value>(file))));
    table.row("reach_rawjson, validate", milliseconds(time_of(&files, |file| reach_rawjson::parse(file).is_ok())));
    table.row("load", milliseconds(best_round(|| Reach::load(&workload.configuration).map(|engine| drop(black_box(engine))))?));
    println!("{table}");
    Ok(())
}
