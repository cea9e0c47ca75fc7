//! `reach dry-run`: what the rules would order, and what it leaves alone.

use std::io::Write;

use serde_json::json;

use crate::account::{self, lines, ready, three_events, viewed};

const DRY_RUN: &str = "dry-run account --events events.jsonl --now event";

#[test]
fn a_table_tells_tasks_skips_and_credit() {
    let outcome = account::place_with(three_events()).reach(DRY_RUN).exits(0);
    insta::assert_snapshot!(outcome.transcript());
    assert!(outcome.out.lines().all(|line| line.chars().count() <= 100), "{}", outcome.out);
}

#[test]
fn an_explanation_tells_of_each_rule_what_was_read() {
    let outcome = account::place_with(three_events()).reach(&format!("{DRY_RUN} --explain")).exits(0);
    insta::assert_snapshot!(outcome.transcript());
}

#[test]
fn json_and_jsonl_tell_the_same() {
    let place = account::place_with(three_events());
    let document = place.reach(&format!("{DRY_RUN} --format json --explain")).exits(0).json();
    assert_eq!(document["version"], 1);
    insta::assert_json_snapshot!(document);
    let text = place.reach(&format!("{DRY_RUN} --format jsonl --explain")).exits(0).out;
    let each: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (last, events) = each.split_last().unwrap();
    assert_eq!(events, document["events"].as_array().unwrap());
    assert_eq!(*last, json!({"version": 1, "summary": document["summary"]}));
}

#[test]
fn one_rule_alone_may_be_looked_at() {
    let place = account::place_with(three_events());
    let tasks = |rule: &str| {
        let json = place.reach(&format!("{DRY_RUN} --format json --rule {rule}")).exits(0).json();
        json["events"].as_array().unwrap().iter().flat_map(|event| event["tasks"].as_array().unwrap().clone()).collect::<Vec<_>>()
    };
    let (first, second) = (tasks("77/1"), tasks("77/2"));
    assert_eq!(first.iter().map(|task| &task["entryId"]).collect::<Vec<_>>(), [&json!("1_lecture1")]);
    assert_eq!(second.iter().map(|task| &task["entryId"]).collect::<Vec<_>>(), [&json!("1_other001")]);
    place.reach(&format!("{DRY_RUN} --rule 77/3")).exits(2).says("profile 77 has 2 rules");
    place.reach(&format!("{DRY_RUN} --rule 78/1")).exits(2).says("there is no profile 78");
    for nonsense in ["77", "77/0", "seventy/1", "77/-1"] {
        place.reach(&format!("{DRY_RUN} --rule {nonsense}")).exits(2).says("--rule");
    }
}

#[test]
fn the_server_reading_decides_otherwise_where_it_is_asked_for() {
    let place = account::place_with(three_events());
    let items = |args: &str| {
        let json = place.reach(&format!("{DRY_RUN} --format json {args}")).exits(0).json();
        let tasks = json["events"][0]["tasks"].as_array().unwrap().clone();
        tasks.iter().map(|task| task["catalogItemId"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    // On the server a Boolean rule stops nothing (D6).
    assert_eq!(items("--semantics documented"), [501]);
    assert_eq!(items("--semantics server"), [501, 502]);
    insta::assert_snapshot!(place.reach(&format!("{DRY_RUN} --diff-server")).exits(0).transcript());
    let json = place.reach(&format!("{DRY_RUN} --diff-server --format json")).exits(0).json();
    assert_eq!(json["differences"][0]["divergence"], "D6");
    place.reach(&format!("{DRY_RUN} --diff-server --semantics server")).exits(2);
}

#[test]
fn the_clock_is_a_time_the_events_own_or_the_machines() {
    // The credit runs from 1 January 2026: before that it has not begun, and nothing paid is ordered.
    let place = account::place_with(three_events());
    place.reach("dry-run account --events events.jsonl --now 2026-03-02T08:00:00Z").exits(0).prints("2 tasks");
    place.reach("dry-run account --events events.jsonl --now 2025-03-02T08:00:00+01:00").exits(0).prints("2 credit-expired");
    place.reach("dry-run account --events events.jsonl --now event").exits(0).prints("2 tasks");
    place.reach("dry-run account --events events.jsonl").exits(0).prints("2 tasks");
    place.reach("dry-run account --events events.jsonl --now yesterday").exits(2).says("--now yesterday");
}

#[test]
fn events_come_plain_gzipped_by_zstd_or_from_standard_input() {
    let text = three_events();
    let plain = account::place_with(&text).reach(DRY_RUN).exits(0).out;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    for packed in [gzip, zstd] {
        assert_eq!(account::place_with(&packed).reach(DRY_RUN).exits(0).out, plain);
        let outcome = account::place().reach_reading("dry-run account --events - --now event", &packed).exits(0);
        assert_eq!(outcome.out, plain);
    }
    assert_eq!(account::place().reach_reading("dry-run account --events - --now event", &text).exits(0).out, plain);
}

#[test]
fn a_packed_file_that_was_cut_off_is_said_to_be_broken() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(three_events().as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    account::place_with(&gzip[..gzip.len() / 2]).reach(DRY_RUN).exits(3).says("events.jsonl");
}

#[test]
fn nothing_ordered_says_why() {
    account::place_with("").reach(DRY_RUN).exits(0).prints("0 events read").prints("0 tasks");
    let outcome = account::place_with(lines(&[viewed("e-1", "1_a"), viewed("e-2", "1_b")])).reach(DRY_RUN).exits(0);
    insta::assert_snapshot!(outcome.transcript());
}

#[test]
fn the_same_event_twice_orders_once() {
    let event = ready("e-1", "1_a", "", 2);
    let json = account::place_with(lines(&[event.clone(), event])).reach(&format!("{DRY_RUN} --format json")).exits(0).json();
    assert_eq!(json["summary"]["tasks"]["PENDING"], 1);
    assert_eq!(json["summary"]["alreadyRecorded"], 1);
    assert_eq!(json["events"][1]["result"], "already-recorded");
}

#[test]
fn an_event_that_does_not_tell_enough_is_set_aside_as_undecided() {
    let mut event = ready("e-1", "1_a", "", 2);
    event["object"].as_object_mut().unwrap().remove("tags");
    let place = account::place_with(lines(&[event, ready("e-2", "1_b", "", 2)]));
    let json = place.reach(&format!("{DRY_RUN} --format json")).exits(0).json();
    assert_eq!(json["events"][0]["result"], "decided", "what a complete event leaves out is null");
    let json = place.reach(&format!("{DRY_RUN} --format json --partial")).json();
    assert_eq!(json["events"][0]["result"], "set-aside");
    assert_eq!(json["events"][0]["reason"], "undecided");
    assert!(json["events"][0]["error"].as_str().unwrap().contains("tags"), "{json}");
    place.reach(&format!("{DRY_RUN} --partial --strict")).exits(1);
}

#[test]
fn rules_with_errors_decide_nothing_unless_they_are_skipped() {
    let place = account::place_with(three_events());
    place.write("account/templates.json", account::TEMPLATES.replace("getTagsArr())", "getTagsArr());"));
    place.reach(DRY_RUN).exits(1).says("templates.json").says("--skip-unusable");
    let outcome = place.reach(&format!("{DRY_RUN} --skip-unusable")).exits(0).says("templates.json");
    assert!(outcome.out.contains("77/2") && !outcome.out.contains("77/1"), "{}", outcome.transcript());
}

#[test]
fn looking_writes_nothing() {
    let place = account::place_with(three_events());
    place.reach("run account --events events.jsonl --ledger tasks.db").exits(0);
    let listed = |place: &crate::harness::Place| {
        let mut names: Vec<_> = std::fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let (before, names) = (place.bytes("tasks.db"), listed(&place));
    place.reach(DRY_RUN).exits(0);
    place.reach(&format!("{DRY_RUN} --diff-server")).exits(0);
    place.reach("check account").exits(0);
    assert_eq!(place.bytes("tasks.db"), before);
    assert_eq!(listed(&place), names);
}
