//! Tables for people: at most 100 columns wide where ids and reasons allow it, one line a row, ids never broken.

use std::collections::BTreeMap;

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};
use reach_rules::model::TaskStatus;
use reach_rules::{ItemId, RuleId, RuleSet};

use crate::folder::counted;
use crate::report::{Did, EventReport, Summary};

/// As wide as a table should be.
const WIDTH: usize = 100;

/// What stands over the columns.
const HEADER: [&str; 6] = ["EVENT", "OBJECT", "RULE", "ITEM", "RESULT", "CREDITS"];

/// The column that gives way: names of items are shortened so that the rest fits.
const ITEM: usize = 3;

/// The least room for an item: its id and the beginning of its name.
const LEAST_ITEM: usize = 20;

/// Blanks between two columns.
const GAP: usize = 2;

/// The rows of events that did something.
pub struct EventTable<'r> {
    rules: &'r RuleSet,
    rows: Vec<[String; 6]>,
}

impl<'r> EventTable<'r> {
    /// A table without rows.
    pub fn new(rules: &'r RuleSet) -> Self {
        EventTable { rules, rows: Vec::new() }
    }

    /// Whether it has rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds what an event did.
    pub fn add(&mut self, report: &EventReport) {
        let event = short(&report.info.id);
        let object = report.info.object_id.clone().unwrap_or_default();
        match &report.did {
            Did::Plan(plan) => {
                for new in &plan.create {
                    let task = &new.standing.task;
                    self.row(
                        &event,
                        &task.entry_id,
                        Some(new.rule),
                        Some(task.item),
                        task.status.name().to_owned(),
                        &task.price.to_string(),
                    );
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
        let item = item.map_or_else(String::new, |item| match self.rules.catalog().item(item).and_then(|item| item.name.as_deref()) {
            Some(name) => format!("{item} {name}"),
            None => item.to_string(),
        });
        let rule = rule.map_or_else(String::new, |rule| rule.to_string());
        let cells = [event, object, &rule, &item, &result, credits];
        self.rows.push(cells.map(one_line));
    }

    /// The printed table.
    pub fn print(self) -> String {
        let room = self.room_for_items();
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).set_header(HEADER);
        for [event, object, rule, item, result, credits] in self.rows {
            let credits = Cell::new(credits).set_alignment(CellAlignment::Right);
            table.add_row([
                Cell::new(event),
                Cell::new(object),
                Cell::new(rule),
                Cell::new(shortened(&item, room)),
                Cell::new(result),
                credits,
            ]);
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, GAP as u16));
        }
        table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// How wide an item may be so that the other columns fit beside it.
    fn room_for_items(&self) -> usize {
        let widest = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
        let others: usize =
            HEADER.iter().enumerate().filter(|(column, _)| *column != ITEM).map(|(column, header)| widest(column).max(width(header))).sum();
        WIDTH.saturating_sub(others + (HEADER.len() - 1) * GAP).max(LEAST_ITEM)
    }
}

/// How many places a cell takes.
fn width(cell: &str) -> usize {
    cell.chars().count()
}

/// The beginning of a name that is too long for its column, with a mark that there is more.
fn shortened(cell: &str, most: usize) -> String {
    if width(cell) <= most {
        return cell.to_owned();
    }
    let kept: String = cell.chars().take(most.saturating_sub(1)).collect();
    format!("{}\u{2026}", kept.trim_end())
}

/// Names come from files: what would break the line, or move the cursor, is shown as a blank.
fn one_line(cell: &str) -> String {
    cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
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

/// The summary in words.
pub fn summary(summary: &Summary, rules: &RuleSet) -> String {
    let mut lines = Vec::new();
    let mut read = format!("{} read: {} decided", counted(summary.read as usize, "event"), summary.decided);
    if summary.already_recorded > 0 {
        read.push_str(&format!(", {} seen before", summary.already_recorded));
    }
    read.push_str(&format!(", {} set aside{}", summary.set_aside_total(), counts(&summary.set_aside)));
    lines.push(read);
    let by_status =
        |statuses: &BTreeMap<TaskStatus, u64>| counts(&statuses.iter().map(|(status, count)| (status.name(), *count)).collect());
    lines.push(format!("{}{}", counted(summary.tasks_total() as usize, "task"), by_status(&summary.tasks)));
    if !summary.changed.is_empty() {
        lines.push(format!("{} changed{}", counted(summary.changed.values().sum::<u64>() as usize, "task"), by_status(&summary.changed)));
    }
    if !summary.skipped.is_empty() {
        lines.push(format!("{} skipped{}", counted(summary.skipped.values().sum::<u64>() as usize, "item"), counts(&summary.skipped)));
    }
    if summary.unknown_classes > 0 {
        lines.push(format!("{} on an object of a class that is not known", counted(summary.unknown_classes as usize, "event")));
    }
    if summary.failures > 0 {
        lines.push(format!("{} failed: `reach dry-run --explain` shows what they read", counted(summary.failures as usize, "template")));
    }
    if summary.tasks_total() == 0 && summary.skipped.is_empty() && summary.decided > 0 {
        let why = if summary.matched == 0 {
            "no rule matched, and `reach dry-run --explain` says why"
        } else {
            "the rules that matched order nothing"
        };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_too_long_keeps_its_beginning() {
        assert_eq!(shortened("118402 English Machine Captions", 14), "118402 Englis\u{2026}");
        assert_eq!(shortened("118402 English Machine Captions", 16), "118402 English\u{2026}");
        assert_eq!(shortened("118402 English", 14), "118402 English");
    }

    #[test]
    fn control_characters_in_names_stay_on_their_line() {
        assert_eq!(one_line("a\nb\u{1b}[31mc"), "a b [31mc");
    }
}
