//! Tables for people: at most 100 columns wide, ids never broken.

use std::collections::BTreeMap;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use reach_rules::model::TaskStatus;
use reach_rules::{ItemId, RuleId, RuleSet};

use crate::folder::counted;
use crate::report::{Did, EventReport, Summary};

/// As wide as a table may be.
const WIDTH: u16 = 100;

/// The longest reason id, which is never broken.
const LONGEST_REASON: u16 = 34;

/// The rows of events that did something.
pub struct EventTable<'r> {
    rules: &'r RuleSet,
    table: Table,
    rows: usize,
}

impl<'r> EventTable<'r> {
    /// A table without rows.
    pub fn new(rules: &'r RuleSet) -> Self {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
        table.set_header(["EVENT", "OBJECT", "RULE", "ITEM", "RESULT", "CREDITS"]);
        EventTable { rules, table, rows: 0 }
    }

    /// Whether it has rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds what an event did.
    pub fn add(&mut self, report: &EventReport) {
        let event = short(&report.info.id);
        let object = report.info.object_id.clone().unwrap_or_default();
        match &report.did {
            Did::Plan(plan) => {
                for new in &plan.create {
                    let task = &new.standing.task;
                    self.row(&event, &task.entry_id, Some(new.rule), Some(task.item), task.status.name().to_owned(), &task.price.to_string());
                }
                for skip in &plan.skips {
                    let rule = RuleId { profile: skip.profile, number: skip.rule };
                    let object = skip.object.as_deref().unwrap_or(&object);
                    self.row(&event, object, Some(rule), Some(skip.item), format!("skipped: {}", skip.reason), "");
                }
                for change in &plan.change {
                    let (before, after) = (&change.before.task, &change.after.task);
                    let result = format!("task {}: {}", after.id, became(before.status, after.status));
                    self.row(&event, &after.entry_id, None, Some(after.item), result, &after.price.to_string());
                }
            }
            Did::AlreadyRecorded => {}
            Did::SetAside(error) => self.row(&event, &object, None, None, format!("set aside: {error}"), ""),
        }
        for failure in &report.failures {
            self.row(&event, &object, Some(failure.rule), None, format!("template {} failed: {}", failure.template, failure.fault), "");
        }
    }

    fn row(&mut self, event: &str, object: &str, rule: Option<RuleId>, item: Option<ItemId>, result: String, credits: &str) {
        self.rows += 1;
        let item = item.map_or_else(String::new, |item| match self.rules.catalog().item(item).and_then(|item| item.name.as_deref()) {
            Some(name) => format!("{item} {name}"),
            None => item.to_string(),
        });
        let rule = rule.map_or_else(String::new, |rule| rule.to_string());
        self.table.add_row([
            Cell::new(event),
            Cell::new(object),
            Cell::new(rule),
            Cell::new(item),
            Cell::new(result),
            Cell::new(credits).set_alignment(CellAlignment::Right),
        ]);
    }

    /// The printed table.
    pub fn print(mut self) -> String {
        for place in [0, 1, 2, 5] {
            if let Some(column) = self.table.column_mut(place) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        if let Some(column) = self.table.column_mut(4) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(LONGEST_REASON + 2)));
        }
        trimmed(&self.table.to_string())
    }
}

fn became(before: TaskStatus, after: TaskStatus) -> String {
    if before == after { format!("{} at a new price", after.name()) } else { format!("{} -> {}", before.name(), after.name()) }
}

/// A digest is shown by its beginning.
fn short(id: &str) -> String {
    match id.strip_prefix("sha256:") {
        Some(digest) => format!("sha256:{}", digest.get(..8).unwrap_or(digest)),
        None => id.to_owned(),
    }
}

/// Without blanks at line ends.
fn trimmed(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The summary in words.
pub fn summary(summary: &Summary, rules: &RuleSet) -> String {
    let mut lines = Vec::new();
    let mut read = format!("{} read: {} decided", counted(summary.read as usize, "event"), summary.decided);
    if summary.already_recorded > 0 {
        read.push_str(&format!(", {} seen before", summary.already_recorded));
    }
    read.push_str(&format!(", {} set aside{}", summary.set_aside_total(), counts(&summary.set_aside)));
    lines.push(read);
    let by_status = |statuses: &BTreeMap<TaskStatus, u64>| counts(&statuses.iter().map(|(status, count)| (status.name(), *count)).collect());
    lines.push(format!("{}{}", counted(summary.tasks_total() as usize, "task"), by_status(&summary.tasks)));
    if !summary.changed.is_empty() {
        lines.push(format!("{} changed{}", counted(summary.changed.values().sum::<u64>() as usize, "task"), by_status(&summary.changed)));
    }
    if !summary.skipped.is_empty() {
        lines.push(format!("{} skipped{}", counted(summary.skipped.values().sum::<u64>() as usize, "item"), counts(&summary.skipped)));
    }
    if summary.failures > 0 {
        lines.push(format!("{} failed: `--explain` shows what they read", counted(summary.failures as usize, "template")));
    }
    if summary.tasks_total() == 0 && summary.skipped.is_empty() && summary.decided > 0 {
        let why = if summary.matched == 0 { "no rule matched: `--explain` says why" } else { "the rules that matched order nothing" };
        lines.push(format!("nothing was ordered: {why}"));
    }
    for (profile, (before, after)) in &summary.credit {
        let name = rules.profile(*profile).and_then(|profile| profile.name.as_deref());
        let name = name.map_or_else(String::new, |name| format!(" \"{name}\""));
        let moved = match after.minus(*before) {
            Ok(moved) if !moved.is_zero() => format!(" ({}{moved})", if moved.is_negative() { "" } else { "+" }),
            _ => String::new(),
        };
        lines.push(format!("profile {profile}{name}: {before} credits used before, {after} after{moved}"));
    }
    lines.join("\n")
}

fn counts(counts: &BTreeMap<&'static str, u64>) -> String {
    if counts.is_empty() {
        return String::new();
    }
    let counts: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    format!(" ({})", counts.join(", "))
}
