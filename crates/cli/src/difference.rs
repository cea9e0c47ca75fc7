//! What the platform's server would do differently, event by event.

use std::collections::BTreeSet;

use reach_dispatch::Plan;
use reach_rules::{ProfileId, RuleId};
use serde_json::json;

use crate::args::Format;
use crate::failure::Failure;
use crate::pipeline::EventInfo;
use crate::printer::Printer;

/// One line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The line of the event.
    pub line: u64,
    /// The event.
    pub event: String,
    /// What only the documented reading does; empty: nothing.
    pub documented: Vec<String>,
    /// What only the server does.
    pub server: Vec<String>,
}

/// What an event does in one reading, item by item, so that two readings can be held against each other.
fn deeds(plan: &Plan, only: Option<RuleId>) -> Vec<String> {
    let mut deeds = Vec::new();
    for new in plan.create.iter().filter(|new| only.is_none_or(|rule| new.rule == rule)) {
        let task = &new.standing.task;
        deeds.push(format!("{} item {} for {}: {} at {}", new.rule, task.item, task.entry_id, task.status.name(), task.price));
    }
    if only.is_none() {
        for change in &plan.change {
            let task = &change.after.task;
            deeds.push(format!("task {} becomes {} at {}", task.id, task.status.name(), task.price));
        }
        let moved: BTreeSet<ProfileId> = plan.movements.iter().map(|movement| movement.profile).collect();
        for profile in moved {
            if let Some(last) = plan.movements.iter().rev().find(|movement| movement.profile == profile) {
                deeds.push(format!("profile {profile} has used {}", last.used));
            }
        }
    }
    deeds
}

/// The difference that an event makes, if it makes one.
pub fn between(info: &EventInfo, documented: &Plan, server: &Plan, only: Option<RuleId>) -> Option<Difference> {
    let (left, right) = (deeds(documented, only), deeds(server, only));
    let without = |these: &[String], those: &[String]| -> Vec<String> {
        let mut rest = those.to_vec();
        these
            .iter()
            .filter(|deed| match rest.iter().position(|other| other == *deed) {
                Some(place) => {
                    rest.swap_remove(place);
                    false
                }
                None => true,
            })
            .cloned()
            .collect()
    };
    let difference =
        Difference { line: info.line, event: info.id.clone(), documented: without(&left, &right), server: without(&right, &left) };
    (!difference.documented.is_empty() || !difference.server.is_empty()).then_some(difference)
}

/// Prints the comparison.
///
/// # Errors
/// Standard output cannot be written.
pub fn print(differences: &[Difference], read: u64, set_aside: u64, format: Format, printer: &mut Printer) -> Result<(), Failure> {
    let line = |difference: &Difference| {
        json!({"line": difference.line, "eventId": difference.event, "documented": difference.documented, "server": difference.server})
    };
    match format {
        Format::Jsonl => {
            for difference in differences {
                printer.out(line(difference).to_string())?;
            }
        }
        Format::Json => {
            let lines: Vec<_> = differences.iter().map(line).collect();
            printer.out(json!({"version": 1, "read": read, "setAside": set_aside, "differences": lines}).to_string())?;
        }
        Format::Table => {
            for difference in differences {
                printer.out(format!("event {} (line {})", difference.event, difference.line))?;
                for deed in &difference.documented {
                    printer.out(format!("  documented only  {deed}"))?;
                }
                for deed in &difference.server {
                    printer.out(format!("  server only      {deed}"))?;
                }
            }
            printer.out(format!("{} of {read} events differ, {set_aside} set aside", differences.len()))?;
        }
    }
    Ok(())
}
