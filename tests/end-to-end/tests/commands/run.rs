//! `reach run`: orders into a ledger, each once, whatever happens in between.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::account::{self, lines, ready, three_events};
use crate::harness::{Place, root};

const RUN: &str = "run account --events events.jsonl --ledger tasks.db";

#[test]
fn a_run_ends_with_its_counts_and_the_second_run_orders_nothing() {
    let place = account::place_with(three_events());
    insta::assert_snapshot!(place.reach(RUN).exits(0).transcript());
    insta::assert_snapshot!(place.reach(RUN).exits(0).transcript());
}

#[test]
fn the_summary_in_json_counts_the_same() {
    let place = account::place_with(three_events());
    insta::assert_json_snapshot!(place.reach(&format!("{RUN} --format json")).exits(0).json());
}

/// A task without what only a ledger or a clock gives it.
fn ordered(task: &Value) -> Value {
    let fields = ["entryId", "catalogItemId", "reachProfileId", "status", "price", "vendorPartnerId", "accessKey", "unitsUsed"];
    fields.into_iter().map(|field| (field.to_owned(), task[field].clone())).collect::<serde_json::Map<_, _>>().into()
}

fn tasks_out(place: &Place) -> Vec<Value> {
    place.read("out.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn tasks_go_out_as_a_dry_run_shows_them_and_only_once() {
    let place = account::place_with(three_events());
    let shown = place.reach("dry-run account --events events.jsonl --format json").exits(0).json();
    let shown: Vec<Value> =
        shown["events"].as_array().unwrap().iter().flat_map(|event| event["tasks"].as_array().unwrap()).map(ordered).collect();
    place.reach(&format!("{RUN} --tasks-out out.jsonl")).exits(0);
    let out = tasks_out(&place);
    assert_eq!(out.len(), 2, "{out:?}");
    let lines: Vec<Value> = out.iter().map(|line| ordered(line.get("task").unwrap_or(line))).collect();
    assert_eq!(lines, shown);
    place.reach(&format!("{RUN} --tasks-out out.jsonl")).exits(0);
    assert_eq!(tasks_out(&place).len(), 2);
}

/// By the machine's clock, so many an example's credit may be over; the two agree all the same.
#[test]
fn every_example_comes_to_the_same_in_a_dry_run_and_for_real() {
    let examples = root().join("rules-examples");
    let mut compared = 0;
    for entry in std::fs::read_dir(&examples).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let place = Place::new();
        let args = format!("{0} --events {0}/events.jsonl --format json", folder.display());
        let shown = place.reach(&format!("dry-run {args}")).exits(0).json();
        let done = place.reach(&format!("run {args} --ledger tasks.db")).exits(0).json();
        assert_eq!(shown["summary"], done["summary"], "{}", folder.display());
        compared += 1;
    }
    assert!(compared >= 8, "{compared}");
}

#[test]
fn what_is_set_aside_is_kept_with_its_error_and_nothing_else_is_lost() {
    let place = account::place_with(format!(
        "{}{{\"eventId\": \"cut\n{}",
        lines(&[ready("e-1", "1_a", "", 2)]),
        lines(&[ready("e-2", "1_b", "", 2)])
    ));
    let outcome = place.reach(RUN).exits(0).prints("2 tasks").prints("1 invalid-json").says("events.jsonl.set-aside.jsonl");
    assert!(!outcome.out.contains("set-aside.jsonl"), "messages belong on standard error");
    let aside: Value = serde_json::from_str(&place.read("events.jsonl.set-aside.jsonl")).unwrap();
    assert_eq!(aside["line"], 2);
    assert_eq!(aside["reason"], "invalid-json");
    assert_eq!(aside["body"], "{\"eventId\": \"cut");
    assert!(!aside["error"].as_str().unwrap().is_empty());
    place.reach(&format!("{RUN} --set-aside elsewhere.jsonl --strict")).exits(1);
    assert_eq!(place.read("elsewhere.jsonl"), place.read("events.jsonl.set-aside.jsonl"));
}

#[test]
fn a_sound_file_leaves_no_file_of_what_was_set_aside() {
    let place = account::place_with(three_events());
    place.reach(&format!("{RUN} --strict")).exits(0);
    assert!(!place.has("events.jsonl.set-aside.jsonl"));
}

#[test]
fn a_quiet_run_prints_its_result_alone() {
    let place = account::place_with(three_events());
    place.write("account/profiles.json", account::PROFILES.replace("\"usedCredit\": 10", "\"usedCredit\": 10, \"colour\": \"red\""));
    let outcome = place.reach(RUN).exits(0).says("1 warning");
    assert!(outcome.out.contains("2 tasks"));
    let outcome = place.reach(&format!("{RUN} --quiet")).exits(0);
    assert_eq!(outcome.err, "");
    assert!(outcome.out.contains("3 seen before"));
    place.reach(&format!("{RUN} --deny-warnings")).exits(1).says("unknown-field");
}

#[test]
fn a_ledger_that_cannot_be_written_fails_and_says_which() {
    let place = account::place_with(three_events());
    place.reach("run account --events events.jsonl --ledger nowhere/tasks.db").exits(3).says("nowhere/tasks.db");
    place.write("notes.txt", "these are notes, and no database at all; they stay as they are");
    place.reach("run account --events events.jsonl --ledger notes.txt").exits(3).says("notes.txt");
    assert!(place.read("notes.txt").starts_with("these are notes"));
}

#[test]
fn a_run_from_standard_input_sets_aside_beside_the_working_directory() {
    let place = account::place();
    place.reach_reading("run account --events - --ledger tasks.db", "[]\n").exits(0).says("stdin.set-aside.jsonl");
    assert!(place.read("stdin.set-aside.jsonl").contains("not-an-object"));
}

#[test]
fn two_batches_or_one_make_the_same_tasks() {
    let events: Vec<Value> = (0..20).map(|number| ready(&format!("e-{number}"), &format!("1_{number:08}"), "", 1)).collect();
    let (one, many) = (account::place_with(lines(&events)), account::place_with(lines(&events)));
    one.reach(&format!("{RUN} --tasks-out out.jsonl")).exits(0);
    many.reach(&format!("{RUN} --tasks-out out.jsonl --batch 3")).exits(0);
    let entries = |place: &Place| tasks_out(place).iter().map(ordered).collect::<Vec<_>>();
    assert_eq!(entries(&one), entries(&many));
    one.reach(&format!("{RUN} --batch 0")).exits(2);
}

/// The events come through a pipe that stays open, so the run is waiting for more when it is interrupted.
#[test]
fn an_interrupted_run_keeps_what_it_decided_and_goes_on_where_it_stopped() {
    let events: Vec<String> =
        (0..40).map(|number| format!("{}\n", ready(&format!("e-{number}"), &format!("1_{number:08}"), "", 1))).collect();
    let place = account::place_with(events.concat());
    let mut command = place.command("run account --events - --ledger tasks.db --batch 1 --tasks-out out.jsonl");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for event in &events[..20] {
        input.write_all(event.as_bytes()).unwrap();
    }
    input.flush().unwrap();
    // The first task is out: the run is under way.
    let out = place.path().join("out.jsonl");
    while std::fs::read_to_string(&out).map_or(0, |text| text.lines().count()) < 1 {
        assert!(child.try_wait().unwrap().is_none(), "the run ended by itself");
        std::thread::yield_now();
    }
    let signalled = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(signalled.success());
    let mut messages = String::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines() {
        messages.push_str(&line.unwrap());
    }
    drop(input);
    let ended = child.wait().unwrap();
    assert_eq!(ended.code(), Some(130), "{messages}");
    assert!(messages.contains("the same command goes on"), "{messages}");

    let resumed = place.reach(&format!("{RUN} --tasks-out out.jsonl --format json")).exits(0).json();
    let summary = &resumed["summary"];
    let seen = summary["alreadyRecorded"].as_u64().unwrap();
    assert!(seen >= 1, "{resumed}");
    assert_eq!(summary["decided"].as_u64().unwrap() + seen, 40);
    let mut entries: Vec<String> =
        tasks_out(&place).iter().map(|line| ordered(line.get("task").unwrap_or(line))["entryId"].as_str().unwrap().to_owned()).collect();
    entries.sort();
    let wanted: Vec<String> = (0..40).map(|number| format!("1_{number:08}")).collect();
    assert_eq!(entries, wanted);
    assert_eq!(json!(place.reach(&format!("{RUN} --format json")).exits(0).json()["summary"]["alreadyRecorded"]), 40);
}
