//! Measures the engine with the workloads of `workloads.md`: see `benches/README.md`.

#![expect(clippy::print_stdout, reason = "printing figures is what it is for")]

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

use benches::baseline::{Tree, Typed};
use benches::end_to_end::EndToEnd;
use benches::engine::{Speed, check, deciding};
use benches::measure::{best_round, time_of};
use benches::reach::Reach;
use benches::table::{Table, nanoseconds_per};
use benches::workload::{EVENTS, Size, Statistics, Workload};
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
    /// From a file of events to tasks committed in SQLite, beside inserting the same rows.
    EndToEnd {
        /// How many events.
        #[arg(long, default_value_t = EVENTS)]
        events: usize,
        /// How many of them are recorded in one transaction.
        #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
        batch: u32,
    },
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
            Command::EndToEnd { events, batch } => end_to_end(&Workload::with_events(size, *events)?, *batch as usize)?,
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

fn end_to_end(workload: &Workload, batch: usize) -> Result<(), Box<dyn Error>> {
    let engine = Reach::load(&workload.configuration)?;
    let fired = check(&engine, workload)?;
    let folder = tempfile::tempdir()?;
    workload.write_to(folder.path())?;
    let measured = EndToEnd::measure(&engine, &folder.path().join("events.jsonl"), folder.path(), batch)?;
    let (run, raw) = (measured.run, measured.raw());
    if run.fired != fired {
        return Err(format!("{} rules fire in the run, {fired} by the reference", run.fired).into());
    }
    let per_event = |time: Duration| nanoseconds_per(time, run.events);
    let mut table = Table::new(format!("{}, {} events, {batch} a transaction", workload.size, run.events), "ns/event");
    table.row("raw insert of the same rows, the faster way", per_event(raw.wall));
    table.row("    one statement a table, its rows as JSON", per_event(measured.raw_bulk.wall));
    table.row("    one prepared statement a row", per_event(measured.raw_single.wall));
    table.row("events file to committed tasks", per_event(run.total.wall));
    table.row("    read the file", per_event(run.read.wall));
    table.row("    decode + decide, identity and content", per_event(run.decide.wall));
    table.row("    plan + write", per_event(run.record.wall));
    println!("{table}");
    println!("CPU time of all threads, ns/event: raw {:.0}, run {:.0}", per_event(raw.cpu), per_event(run.total.cpu));
    let per_second = |count: usize| count as f64 / run.total.wall.as_secs_f64();
    println!(
        "{:.0} events/s, {:.0} tasks/s ({} tasks, {} events twice); raw {:.0} events/s; run / raw {:.2}, by CPU time {:.2}\n",
        per_second(run.events),
        per_second(run.tasks),
        run.tasks,
        run.repeated,
        run.events as f64 / raw.wall.as_secs_f64(),
        raw.wall.as_secs_f64() / run.total.wall.as_secs_f64(),
        raw.cpu.as_secs_f64() / run.total.cpu.as_secs_f64(),
    );
    Ok(())
}
