//! What the platform's server would do differently: each event is planned by both readings against what the documented
//! one has left so far, so that a difference is the event's own.

use std::collections::{BTreeMap, BTreeSet};

use reach_dispatch::{Configuration, Decided, MemoryLedger, Plan};
use reach_events::Body;
use reach_rules::{Credits, ProfileId, RuleId, Semantics, step_divergences};
use serde_json::json;

use crate::args::Format;
use crate::command::dry_run::configuration;
use crate::failure::Failure;
use crate::folder::counted;
use crate::pipeline::{EventInfo, Pipeline};
use crate::printer::Printer;

/// What explains a difference that no single divergence does.
const SEVERAL: &str = "several";

/// One event that the two readings do not treat alike.
struct Difference {
    line: u64,
    event: String,
    /// The id of the divergence that explains it alone, or `several`.
    divergence: &'static str,
    /// What only the documented reading does.
    documented: Vec<String>,
    /// What only the server does.
    server: Vec<String>,
}

/// A comparison under way.
pub struct Comparison<'r> {
    documented: &'r Pipeline<'r>,
    server: &'r Pipeline<'r>,
    only: Option<RuleId>,
    differences: Vec<Difference>,
    /// Events that differ in nothing but the used credit.
    recounted: usize,
    read: usize,
    /// Lines that are no event.
    pub set_aside: usize,
}

impl<'r> Comparison<'r> {
    /// A comparison of two rule sets of the same folder.
    pub fn new(documented: &'r Pipeline<'r>, server: &'r Pipeline<'r>, only: Option<RuleId>) -> Self {
        Comparison { documented, server, only, differences: Vec::new(), recounted: 0, read: 0, set_aside: 0 }
    }

    /// Compares what an event would do, against what `ledger` holds.
    pub fn event(&mut self, body: &Body, info: &EventInfo, ledger: &MemoryLedger, documented: &Decided, server: &Decided) {
        self.read += 1;
        if ledger.has_recorded(documented) {
            return;
        }
        let plan =
            |decided: &Decided, configuration: Configuration<'_>| ledger.preview(decided, configuration).map_err(|error| error.to_string());
        let left = plan(documented, configuration(self.documented.rules));
        let right = plan(server, configuration(self.server.rules));
        let (left_deeds, right_deeds) = (deeds(&left, self.only), deeds(&right, self.only));
        if left_deeds == right_deeds {
            self.recounted += usize::from(self.only.is_none() && used(&left) != used(&right));
            return;
        }
        let afterwards = Semantics::documented_but_for_one().find_map(|(id, semantics)| {
            let configuration = Configuration { semantics: &semantics, ..configuration(self.documented.rules) };
            (deeds(&plan(documented, configuration), self.only) == right_deeds).then_some(id)
        });
        let (only_left, only_right) = (without(&left_deeds, &right_deeds), without(&right_deeds, &left_deeds));
        let in_another_order = only_left.is_empty() && only_right.is_empty();
        let divergence =
            afterwards.unwrap_or_else(|| if in_another_order { "D21" } else { self.chosen_otherwise(body, documented, server) });
        self.differences.push(Difference {
            line: info.line,
            event: info.id.clone(),
            divergence,
            documented: only_left,
            server: only_right,
        });
    }

    /// The one divergence that makes the server pick other rules, or other steps.
    fn chosen_otherwise(&self, body: &Body, documented: &Decided, server: &Decided) -> &'static str {
        let Ok(event) = self.documented.decoder.decode(&body.bytes) else { return SEVERAL };
        let facts = self.documented.rules.facts(&event, documented.now);
        let (left, right) = (&documented.decision, &server.decision);
        let mut ids: BTreeSet<&'static str> = step_divergences(&facts, left, right).into_iter().collect();
        let orders = |decided: &Decided| -> BTreeSet<RuleId> { decided.decision.matched.iter().copied().collect() };
        for rule in orders(documented).symmetric_difference(&orders(server)) {
            ids.extend(self.documented.rules.rule_divergences(*rule, &facts, left));
        }
        let mut ids = ids.into_iter();
        match (ids.next(), ids.next()) {
            (Some(alone), None) => alone,
            _ => SEVERAL,
        }
    }

    /// Prints the comparison.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn print(&self, format: Format, printer: &mut Printer) -> Result<(), Failure> {
        let line = |difference: &Difference| {
            json!({
                "line": difference.line, "eventId": difference.event, "divergence": difference.divergence,
                "documented": difference.documented, "server": difference.server,
            })
        };
        match format {
            Format::Jsonl => {
                for difference in &self.differences {
                    printer.out(line(difference).to_string())?;
                }
            }
            Format::Json => {
                let lines: Vec<_> = self.differences.iter().map(line).collect();
                printer.out(
                    json!({"version": 1, "read": self.read, "setAside": self.set_aside, "recounted": self.recounted, "differences": lines})
                        .to_string(),
                )?;
            }
            Format::Table => {
                for difference in &self.differences {
                    printer.out(format!("{}: event {} (line {})", difference.divergence, difference.event, difference.line))?;
                    if difference.documented.is_empty() && difference.server.is_empty() {
                        printer.out("  the same, in another order")?;
                    }
                    for deed in &difference.documented {
                        printer.out(format!("  documented  {deed}"))?;
                    }
                    for deed in &difference.server {
                        printer.out(format!("  server      {deed}"))?;
                    }
                }
                if self.recounted > 0 {
                    let events = counted(self.recounted, "event");
                    printer.out(format!(
                        "D34: with {events} only the used credit differs: the server recounts it from finished tasks once a day"
                    ))?;
                }
                let differ = counted(self.differences.len(), "event");
                printer.out(format!(
                    "{differ} of {} would go differently on the platform's server; docs/differences.md explains each id",
                    self.read
                ))?;
            }
        }
        Ok(())
    }
}

/// What an event does to tasks in one reading, piece by piece, so that two readings can be held against each other.
fn deeds(plan: &Result<Plan, String>, only: Option<RuleId>) -> Vec<String> {
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => return vec![format!("is set aside: {error}")],
    };
    let mut deeds = Vec::new();
    for new in plan.create.iter().filter(|new| only.is_none_or(|rule| new.rule == rule)) {
        let task = &new.standing.task;
        deeds.push(format!("{} orders item {} for {}: {} at {}", new.rule, task.item, task.entry_id, task.status.name(), task.price));
    }
    if only.is_none() {
        for change in &plan.change {
            let task = &change.after.task;
            deeds.push(format!("task {} becomes {} at {}", task.id, task.status.name(), task.price));
        }
    }
    deeds
}

/// The used credit of each account that the event moves.
fn used(plan: &Result<Plan, String>) -> BTreeMap<ProfileId, Credits> {
    let movements = plan.iter().flat_map(|plan| &plan.movements);
    movements.map(|movement| (movement.profile, movement.used)).collect()
}

/// Those of `these` that `those` lacks.
fn without(these: &[String], those: &[String]) -> Vec<String> {
    let mut rest = those.to_vec();
    let mut lacks = |deed: &&String| match rest.iter().position(|other| other == *deed) {
        Some(place) => {
            rest.swap_remove(place);
            false
        }
        None => true,
    };
    these.iter().filter(|deed| lacks(deed)).cloned().collect()
}
