//! `reach run`: orders for a file of events, into a ledger. The same file twice orders nothing twice.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use reach_dispatch::{Decided, JsonlSink, Ledger, Receipt, SqliteLedger, TaskSink};
use reach_events::Batch;
use reach_rules::RuleSet;
use reach_rules::trace::NoTrace;
use serde_json::json;

use super::dry_run::{configuration, decoder, source};
use crate::args::{Format, RunArgs};
use crate::batches::Batches;
use crate::config::Config;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::pipeline::{Clock, EventInfo, Judged, Pipeline, wall};
use crate::printer::Printer;
use crate::reading;
use crate::report::{Did, EventReport, Summary};
use crate::table;

/// Decides and records the events.
///
/// # Errors
/// The rules, the events or the ledger cannot be read or written.
pub fn run(args: &RunArgs, config: &Config, printer: &mut Printer) -> Result<Exit, Failure> {
    let folder = Folder::read(&args.rules.folder, config.settings(), reading::of(args.rules.semantics, config))?;
    folder.accept(printer, args.rules.deny_warnings, args.events.skip_unusable)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(Failure::Start)?;
    runtime.block_on(events(args, config, &folder, printer))
}

async fn events(args: &RunArgs, config: &Config, folder: &Folder, printer: &mut Printer) -> Result<Exit, Failure> {
    let rules = &folder.loaded.rules;
    let pipeline = Pipeline { rules, decoder: decoder(&args.events, config)?, clock: Clock::Wall };
    let source = source(&args.events, config)?;
    let ledger = SqliteLedger::open(&args.ledger).await?;
    let taken = ledger.take_over(rules.profiles(), &folder.loaded.tasks, configuration(rules), wall()).await?;
    for differs in &taken.differing {
        printer.note(format!(
            "profile {}: the folder says {} credits used, the ledger counts {}; the ledger's count stays",
            differs.profile, differs.configured, differs.counted
        ));
    }
    let before = ledger.accounts().await?;
    let sink = args.tasks_out.as_deref().map(JsonlSink::append).transpose()?;
    let mut run = Run { args, pipeline, ledger, sink, summary: Summary::default(), aside: Aside::new(args) };
    let progress = progress(printer);
    let interrupted = run.all(Batches::read_ahead(source, args.batch as usize)?, &progress).await;
    progress.finish_and_clear();
    run.aside.finish()?;
    let exit = interrupted?;
    run.summary.take_credit(rules.profiles(), &before, &run.ledger.accounts().await?);
    print(&run, rules, printer)?;
    if exit == Exit::Interrupted {
        printer.error(format!(
            "interrupted after {} events: what was decided is recorded; the same command goes on where it stopped",
            run.summary.read
        ));
    }
    Ok(exit)
}

fn progress(printer: &Printer) -> ProgressBar {
    if !printer.progress() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {pos} events, {per_sec}, {elapsed}");
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

struct Run<'a> {
    args: &'a RunArgs,
    pipeline: Pipeline<'a>,
    ledger: SqliteLedger,
    sink: Option<JsonlSink>,
    summary: Summary,
    aside: Aside,
}

impl Run<'_> {
    async fn all(&mut self, mut batches: Batches, progress: &ProgressBar) -> Result<Exit, Failure> {
        let mut interrupt = std::pin::pin!(tokio::signal::ctrl_c());
        loop {
            // Between batches, so that what was begun is finished; and while there is nothing to read, too.
            let next = tokio::select! {
                biased;
                signal = &mut interrupt => match signal {
                    Ok(()) => return Ok(Exit::Interrupted),
                    Err(error) => return Err(Failure::Start(error)),
                },
                next = batches.next() => next,
            };
            let Some(batch) = next else { break };
            let batch = batch?;
            self.batch(&batch).await?;
            progress.inc(batch.bodies.len() as u64);
        }
        let refused = self.args.events.strict && self.summary.set_aside_total() > 0;
        Ok(if refused { Exit::InputErrors } else { Exit::Done })
    }

    async fn batch(&mut self, batch: &Batch) -> Result<(), Failure> {
        let mut known: Vec<(EventInfo, &[u8], usize)> = Vec::with_capacity(batch.bodies.len());
        let mut decided: Vec<Decided> = Vec::with_capacity(batch.bodies.len());
        for body in &batch.bodies {
            match self.pipeline.judge(body, &mut NoTrace) {
                Judged::SetAside(why) => {
                    self.summary.count_set_aside(why.reason());
                    self.aside.put(body.line, why.reason(), &why.to_string(), &body.bytes)?;
                }
                Judged::Decided(info, event) => {
                    known.push((info, &body.bytes, event.decision.matched.len()));
                    decided.push(*event);
                }
            }
        }
        let failures: Vec<_> = decided.iter().map(|event| event.decision.failures.clone()).collect();
        let receipts = self.ledger.record(decided, configuration(self.pipeline.rules)).await?;
        for (((info, body, matched), failures), receipt) in known.into_iter().zip(failures).zip(receipts) {
            if let (Receipt::Recorded(plan), Some(sink)) = (&receipt, &self.sink) {
                sink.deliver(plan).await?;
            }
            if let Receipt::SetAside(error) = &receipt {
                self.aside.put(info.line, error.reason(), &error.to_string(), body)?;
            }
            let report = EventReport { info, did: Did::from(receipt), failures, explanation: None };
            self.summary.count(matched, &report);
        }
        Ok(())
    }
}

/// The file of what was set aside: each line with its error beside it. Made when there is something to put in.
struct Aside {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    lines: u64,
}

impl Aside {
    fn new(args: &RunArgs) -> Self {
        let path = args.set_aside.clone().unwrap_or_else(|| default_path(&args.events.events));
        Aside { path, file: None, lines: 0 }
    }

    fn put(&mut self, line: u64, reason: &str, error: &str, body: &[u8]) -> Result<(), Failure> {
        let failed = |error| Failure::Write { path: self.path.clone(), error };
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(BufWriter::new(File::create(&self.path).map_err(failed)?)),
        };
        let record = json!({"line": line, "reason": reason, "error": error, "body": String::from_utf8_lossy(body)});
        self.lines += 1;
        writeln!(file, "{record}").map_err(failed)
    }

    fn finish(&mut self) -> Result<(), Failure> {
        match &mut self.file {
            Some(file) => file.flush().map_err(|error| Failure::Write { path: self.path.clone(), error }),
            None => Ok(()),
        }
    }
}

fn default_path(events: &Path) -> PathBuf {
    if events == Path::new("-") {
        return PathBuf::from("stdin.set-aside.jsonl");
    }
    let mut path = events.as_os_str().to_owned();
    path.push(".set-aside.jsonl");
    PathBuf::from(path)
}

fn print(run: &Run<'_>, rules: &RuleSet, printer: &mut Printer) -> Result<(), Failure> {
    match run.args.format {
        Format::Table => printer.out(table::summary(&run.summary, rules))?,
        Format::Json | Format::Jsonl => printer.out(json!({"version": 1, "summary": run.summary.json()}).to_string())?,
    }
    if run.aside.lines > 0 {
        printer.error(format!("{} lines were set aside: see {}", run.aside.lines, run.aside.path.display()));
    }
    Ok(())
}
