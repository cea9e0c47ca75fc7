//! What became of events, gathered for printing: one shape for table and JSON. The JSON is version 1 and only grows.

use std::collections::BTreeMap;

use reach_dispatch::{Account, Plan, PlanError, Receipt, Skip, TaskChange};
use reach_events::SetAside;
use reach_rules::model::{Profile, Task, TaskStatus};
use reach_rules::trace::RuleOutcome;
use reach_rules::{Credits, Failure, ProfileId, RuleId, RuleSet};
use serde_json::{Map, Value, json};

use crate::explain;
use crate::pipeline::EventInfo;

/// What became of one event.
pub struct EventReport {
    /// What people know it by.
    pub info: EventInfo,
    /// What it did.
    pub did: Did,
    /// Templates that threw.
    pub failures: Vec<Failure>,
    /// Every rule and what became of it, where that was asked for.
    pub explanation: Option<Vec<(RuleId, RuleOutcome)>>,
}

/// What an event did.
pub enum Did {
    /// This.
    Plan(Box<Plan>),
    /// Nothing: it was recorded before.
    AlreadyRecorded,
    /// Nothing: it cannot be decided or planned.
    SetAside(PlanError),
}

impl From<Receipt> for Did {
    fn from(receipt: Receipt) -> Self {
        match receipt {
            Receipt::Recorded(plan) => Did::Plan(Box::new(plan)),
            Receipt::AlreadyRecorded => Did::AlreadyRecorded,
            Receipt::SetAside(error) => Did::SetAside(error),
        }
    }
}

impl EventReport {
    /// Keeps what concerns one rule.
    pub fn only(mut self, rule: RuleId) -> Self {
        if let Did::Plan(plan) = &mut self.did {
            plan.create.retain(|new| new.rule == rule);
            plan.skips.retain(|skip| skip.profile == rule.profile && skip.rule == rule.number);
            plan.change.clear();
            plan.adopt.clear();
        }
        self.failures.retain(|failure| failure.rule == rule);
        if let Some(explanation) = &mut self.explanation {
            explanation.retain(|(explained, _)| *explained == rule);
        }
        self
    }

    /// Whether there is something to show of it.
    pub fn is_worth_a_line(&self) -> bool {
        match &self.did {
            Did::Plan(plan) => !plan.create.is_empty() || !plan.change.is_empty() || !plan.skips.is_empty() || !self.failures.is_empty(),
            Did::AlreadyRecorded => false,
            Did::SetAside(_) => true,
        }
    }

    /// The event as JSON.
    pub fn json(&self, rules: &RuleSet) -> Value {
        let info = &self.info;
        let mut event = Map::new();
        event.insert("line".into(), json!(info.line));
        event.insert("eventId".into(), json!(info.id));
        event.insert("partnerId".into(), json!(info.partner.0));
        event.insert("eventType".into(), json!(info.event_type));
        event.insert("objectType".into(), json!(info.object_type));
        event.insert("objectId".into(), json!(info.object_id));
        match &self.did {
            Did::Plan(plan) => {
                event.insert("result".into(), json!("decided"));
                event.insert("tasks".into(), plan.create.iter().map(|new| created(&new.standing.task, new.rule)).collect());
                event.insert("changed".into(), plan.change.iter().map(changed).collect());
                event.insert("skipped".into(), plan.skips.iter().map(skipped).collect());
            }
            Did::AlreadyRecorded => {
                event.insert("result".into(), json!("already-recorded"));
            }
            Did::SetAside(error) => {
                event.insert("result".into(), json!("set-aside"));
                event.insert("reason".into(), json!(error.reason()));
                event.insert("error".into(), json!(error.to_string()));
            }
        }
        if !self.failures.is_empty() {
            event.insert("failures".into(), self.failures.iter().map(failure).collect());
        }
        if let Some(explanation) = &self.explanation {
            let explained = explanation.iter().map(|(rule, outcome)| {
                let mut line = Map::new();
                line.insert("rule".into(), json!(rule.to_string()));
                if let Value::Object(why) = explain::json(outcome, rules) {
                    line.extend(why);
                }
                Value::Object(line)
            });
            event.insert("rules".into(), explained.collect());
        }
        Value::Object(event)
    }
}

/// A line that was set aside, as JSON.
pub fn set_aside_json(line: u64, why: &SetAside) -> Value {
    json!({"line": line, "result": "set-aside", "reason": why.reason(), "error": why.to_string()})
}

fn created(task: &Task, rule: RuleId) -> Value {
    let mut json = reach_dispatch::task_json(task);
    if let Value::Object(fields) = &mut json {
        fields.insert("rule".into(), json!(rule.to_string()));
    }
    json
}

fn changed(change: &TaskChange) -> Value {
    let (before, after) = (&change.before.task, &change.after.task);
    json!({
        "id": after.id.0, "reachProfileId": after.profile.0, "catalogItemId": after.item.0, "entryId": after.entry_id,
        "status": {"from": before.status.number(), "to": after.status.number()},
        "price": {"from": before.price.to_f64(), "to": after.price.to_f64()},
        "errDescription": after.err_description,
    })
}

fn skipped(skip: &Skip) -> Value {
    json!({
        "reachProfileId": skip.profile.0, "rule": RuleId { profile: skip.profile, number: skip.rule }.to_string(),
        "catalogItemId": skip.item.0, "entryId": skip.object, "reason": skip.reason.id(),
    })
}

fn failure(failure: &Failure) -> Value {
    json!({"rule": failure.rule.to_string(), "templateId": failure.template.0, "fault": failure.fault, "ruleFailed": failure.rule_failed})
}

/// The counts of a whole run.
#[derive(Debug, Default)]
pub struct Summary {
    /// Events and lines read.
    pub read: u64,
    /// Decided for the first time.
    pub decided: u64,
    /// Recorded before.
    pub already_recorded: u64,
    /// Set aside, by reason id.
    pub set_aside: BTreeMap<&'static str, u64>,
    /// Tasks made, by status.
    pub tasks: BTreeMap<TaskStatus, u64>,
    /// Tasks changed, by the status after.
    pub changed: BTreeMap<TaskStatus, u64>,
    /// Items skipped, by reason id.
    pub skipped: BTreeMap<&'static str, u64>,
    /// Templates that threw.
    pub failures: u64,
    /// Events whose object is of a class that the engine does not know.
    pub unknown_classes: u64,
    /// Rules that matched.
    pub matched: u64,
    /// Used credit of each profile, before and after.
    pub credit: BTreeMap<ProfileId, (Credits, Credits)>,
}

impl Summary {
    /// Counts a line that was set aside.
    pub fn count_set_aside(&mut self, reason: &'static str) {
        self.read += 1;
        *self.set_aside.entry(reason).or_default() += 1;
    }

    /// Counts an event.
    pub fn count(&mut self, matched: usize, report: &EventReport) {
        self.read += 1;
        self.matched += matched as u64;
        self.failures += report.failures.len() as u64;
        self.unknown_classes += u64::from(!report.info.known_class);
        match &report.did {
            Did::Plan(plan) => {
                self.decided += 1;
                for new in &plan.create {
                    *self.tasks.entry(new.standing.task.status).or_default() += 1;
                }
                for change in &plan.change {
                    *self.changed.entry(change.after.task.status).or_default() += 1;
                }
                for skip in &plan.skips {
                    *self.skipped.entry(skip.reason.id()).or_default() += 1;
                }
            }
            Did::AlreadyRecorded => self.already_recorded += 1,
            Did::SetAside(error) => *self.set_aside.entry(error.reason()).or_default() += 1,
        }
    }

    /// How many events and lines were set aside.
    pub fn set_aside_total(&self) -> u64 {
        self.set_aside.values().sum()
    }

    /// How many tasks were made.
    pub fn tasks_total(&self) -> u64 {
        self.tasks.values().sum()
    }

    /// Takes in the used credit before and after, of profiles in `profiles`.
    pub fn take_credit(&mut self, profiles: &[Profile], before: &[Account], after: &[Account]) {
        let used = |accounts: &[Account], profile: ProfileId| {
            accounts.iter().find(|account| account.profile == profile).map(|account| account.used)
        };
        for profile in profiles {
            let after = used(after, profile.id).unwrap_or(profile.used_credit);
            let before = used(before, profile.id).unwrap_or(profile.used_credit);
            self.credit.insert(profile.id, (before, after));
        }
    }

    /// The summary as JSON.
    pub fn json(&self) -> Value {
        let by_status = |counts: &BTreeMap<TaskStatus, u64>| -> Map<String, Value> {
            counts.iter().map(|(status, count)| (status.name().to_owned(), json!(count))).collect()
        };
        let credit: Vec<Value> = self
            .credit
            .iter()
            .map(|(profile, (before, after))| json!({"reachProfileId": profile.0, "usedCreditBefore": before.to_f64(), "usedCreditAfter": after.to_f64()}))
            .collect();
        json!({
            "read": self.read, "decided": self.decided, "alreadyRecorded": self.already_recorded, "setAside": self.set_aside,
            "tasks": by_status(&self.tasks), "changed": by_status(&self.changed), "skipped": self.skipped, "failures": self.failures, "unknownClasses": self.unknown_classes,
            "credit": credit,
        })
    }
}
