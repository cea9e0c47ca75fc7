//! `reach dry-run`: what the rules would order for a file of events. Writes nothing.

use reach_dispatch::{Account, Configuration, Ledger, MemoryLedger, Receipt};
use reach_events::{Decoder, FileSource, MAX_LINE};
use reach_rules::event::Completeness;
use reach_rules::trace::{Explain, NoTrace};
use reach_rules::{ProfileId, Reading, RuleId, RuleNumber, RuleSet};
use serde_json::{Value, json};

use crate::args::{DryRunArgs, EventsArgs, Format};
use crate::config::Config;
use crate::difference::Comparison;
use crate::exit::Exit;
use crate::explain;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::pipeline::{Clock, Judged, Pipeline};
use crate::printer::Printer;
use crate::reading;
use crate::report::{Did, EventReport, Summary, set_aside_json};
use crate::table::{self, EventTable};

/// Runs the events through the rules and prints what they would do.
///
/// # Errors
/// The rules, the settings or the events cannot be read.
pub fn run(args: &DryRunArgs, config: &Config, printer: &mut Printer) -> Result<Exit, Failure> {
    let clock = Clock::parse(args.now.as_deref())?;
    let reading = reading::of(args.rules.semantics, config);
    let folder = Folder::read(&args.rules.folder, config.settings(), reading)?;
    folder.accept(printer, args.rules.deny_warnings, args.events.skip_unusable)?;
    let rules = &folder.loaded.rules;
    let only = args.rule.as_deref().map(|text| parse_rule(text, rules)).transpose()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(Failure::Start)?;
    runtime.block_on(async {
        let run = DryRun { args, config, clock, folder: &folder, only };
        if args.diff_server { run.differences(printer).await } else { run.events(printer).await }
    })
}

/// The rule that `--rule P/N` names.
fn parse_rule(text: &str, rules: &RuleSet) -> Result<RuleId, Failure> {
    let usage = |message: String| Failure::Usage { message };
    let parsed = text.split_once('/').and_then(|(profile, number)| Some((profile.parse().ok()?, number.parse().ok()?)));
    let Some((profile, number)) = parsed else {
        return Err(usage(format!("`--rule {text}`: write the profile's id and the number of its rule, counted from 1: `--rule 77/2`")));
    };
    let id = RuleId { profile: ProfileId(profile), number: RuleNumber(number) };
    match (rules.profile(id.profile), rules.rule(id)) {
        (None, _) => Err(usage(format!("`--rule {text}`: there is no profile {profile} in the folder"))),
        (Some(profile), None) => Err(usage(format!("`--rule {text}`: profile {} has {} rules", profile.id, profile.rules.len()))),
        (Some(_), Some(_)) => Ok(id),
    }
}

/// How the bodies of an event file are read.
pub fn decoder(args: &EventsArgs, config: &Config) -> Result<Decoder, Failure> {
    let completeness = if args.partial { Completeness::Partial } else { Completeness::Complete };
    Ok(Decoder { zone: config.zone()?, completeness })
}

/// The event file.
pub fn source(args: &EventsArgs, config: &Config) -> Result<FileSource, Failure> {
    Ok(FileSource::open(&args.events, args.max_line.or(config.max_line).unwrap_or(MAX_LINE))?)
}

/// What the planner is told of a rule set.
pub fn configuration(rules: &RuleSet) -> Configuration<'_> {
    Configuration { catalog: rules.catalog(), profiles: rules, settings: rules.settings(), semantics: rules.semantics() }
}

struct DryRun<'a> {
    args: &'a DryRunArgs,
    config: &'a Config,
    clock: Clock,
    folder: &'a Folder,
    only: Option<RuleId>,
}

impl DryRun<'_> {
    /// A ledger that takes the folder's profiles and tasks over at `now`: a reoccurring credit begins its period then.
    async fn ledger(&self, rules: &RuleSet, now: i64) -> Result<MemoryLedger, Failure> {
        let ledger = MemoryLedger::new();
        ledger.take_over(rules.profiles(), &self.folder.loaded.tasks, configuration(rules), now).await?;
        Ok(ledger)
    }

    async fn events(&self, printer: &mut Printer) -> Result<Exit, Failure> {
        let rules = &self.folder.loaded.rules;
        let pipeline = Pipeline { rules, decoder: decoder(&self.args.events, self.config)?, clock: self.clock };
        let mut source = source(&self.args.events, self.config)?;
        // Opened by the clock of the first event.
        let mut opened: Option<(MemoryLedger, Vec<Account>)> = None;
        let mut output = Output::new(self.args, rules);
        let mut summary = Summary::default();
        while let Some(body) = source.next_body()? {
            let mut explain = self.args.explain.then(Explain::default);
            let judged = match &mut explain {
                Some(explain) => pipeline.judge(&body, explain),
                None => pipeline.judge(&body, &mut NoTrace),
            };
            match judged {
                Judged::SetAside(why) => {
                    summary.count_set_aside(why.reason());
                    printer.error(format!("{}:{}: set aside: {why}", self.args.events.events.display(), body.line));
                    output.set_aside(set_aside_json(body.line, &why), printer)?;
                }
                Judged::Decided(info, decided) => {
                    let matched = decided.decision.matched.len();
                    let failures = decided.decision.failures.clone();
                    if opened.is_none() {
                        let ledger = self.ledger(rules, decided.now).await?;
                        let before = ledger.accounts().await?;
                        opened = Some((ledger, before));
                    }
                    let Some((ledger, _)) = &opened else { continue };
                    let receipt = ledger.record(vec![*decided], configuration(rules)).await?.into_iter().next();
                    let did = Did::from(receipt.unwrap_or(Receipt::AlreadyRecorded));
                    let report = EventReport { info, did, failures, explanation: explain.map(|explain| explain.rules) };
                    let report = match self.only {
                        Some(rule) => report.only(rule),
                        None => report,
                    };
                    summary.count(matched, &report);
                    output.event(&report, printer)?;
                }
            }
        }
        if let (Some((ledger, before)), None) = (&opened, self.only) {
            summary.take_credit(rules.profiles(), before, &ledger.accounts().await?);
        }
        output.finish(&summary, printer)?;
        Ok(if self.args.events.strict && summary.set_aside_total() > 0 { Exit::InputErrors } else { Exit::Done })
    }

    async fn differences(&self, printer: &mut Printer) -> Result<Exit, Failure> {
        let server = Folder::read(&self.args.rules.folder, self.config.settings(), Reading::Server)?;
        let mut source = source(&self.args.events, self.config)?;
        let pair = [&self.folder.loaded.rules, &server.loaded.rules];
        let decoder = decoder(&self.args.events, self.config)?;
        let [documented, server] = pair.map(|rules| Pipeline { rules, decoder: decoder.clone(), clock: self.clock });
        let mut comparison = Comparison::new(&documented, &server, self.only);
        let mut opened: Option<MemoryLedger> = None;
        while let Some(body) = source.next_body()? {
            let judged = (documented.judge(&body, &mut NoTrace), server.judge(&body, &mut NoTrace));
            let (Judged::Decided(info, left), Judged::Decided(_, right)) = judged else {
                comparison.set_aside += 1;
                continue;
            };
            if opened.is_none() {
                opened = Some(self.ledger(documented.rules, left.now).await?);
            }
            let Some(ledger) = &opened else { continue };
            comparison.event(&body, &info, ledger, &left, &right);
            // What the next event meets is what the documented reading leaves.
            ledger.record(vec![*left], configuration(documented.rules)).await?;
        }
        comparison.print(self.args.format, printer)?;
        Ok(if self.args.events.strict && comparison.set_aside > 0 { Exit::InputErrors } else { Exit::Done })
    }
}

/// Prints events as they come, in the format that was asked for.
struct Output<'r> {
    format: Format,
    rules: &'r RuleSet,
    table: EventTable<'r>,
    /// Whether explanations stand above the table.
    explained: bool,
    events: Vec<Value>,
}

impl<'r> Output<'r> {
    fn new(args: &DryRunArgs, rules: &'r RuleSet) -> Self {
        Output { format: args.format, rules, table: EventTable::new(rules), explained: false, events: Vec::new() }
    }

    fn set_aside(&mut self, line: Value, printer: &mut Printer) -> Result<(), Failure> {
        match self.format {
            Format::Table => {}
            Format::Json => self.events.push(line),
            Format::Jsonl => printer.out(line.to_string())?,
        }
        Ok(())
    }

    fn event(&mut self, report: &EventReport, printer: &mut Printer) -> Result<(), Failure> {
        match self.format {
            Format::Json => self.events.push(report.json(self.rules)),
            Format::Jsonl => printer.out(report.json(self.rules).to_string())?,
            Format::Table => {
                if report.is_worth_a_line() {
                    self.table.add(report);
                }
                if let Some(explanation) = &report.explanation {
                    self.explained = true;
                    let info = &report.info;
                    let object = info.object_id.as_deref().unwrap_or("-");
                    printer.out(format!("event {} (line {}): {} {} {object}", info.id, info.line, info.event_type, info.object_type))?;
                    for (rule, outcome) in explanation {
                        printer.out(format!("  {rule}  {}", explain::line(outcome, self.rules)))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(self, summary: &Summary, printer: &mut Printer) -> Result<(), Failure> {
        match self.format {
            Format::Table => {
                if self.explained {
                    printer.out("")?;
                }
                if !self.table.is_empty() {
                    printer.out(self.table.print())?;
                    printer.out("")?;
                }
                printer.out(table::summary(summary, self.rules))?;
            }
            Format::Json => printer.out(json!({"version": 1, "events": self.events, "summary": summary.json()}).to_string())?,
            Format::Jsonl => printer.out(json!({"version": 1, "summary": summary.json()}).to_string())?,
        }
        Ok(())
    }
}
