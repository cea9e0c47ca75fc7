//! The example accounts: each passes `check`, and its dry run is the one that its page shows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// What the command prints on standard output, run in the project's folder.
fn reach(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_reach-under-test")).args(args).current_dir(root()).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "reach {args:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn examples() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join("rules-examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn dry_run(name: &str, more: &[&str]) -> String {
    let folder = format!("rules-examples/{name}");
    let events = format!("{folder}/events.jsonl");
    let args = ["dry-run", &folder, "--events", &events, "--now", "event"];
    reach(&[&args, more].concat())
}

#[test]
fn there_are_eight_examples_or_more_and_each_passes_check() {
    let examples = examples();
    assert!(examples.len() >= 8);
    for name in examples {
        reach(&["check", &format!("rules-examples/{name}")]);
    }
}

#[test]
fn each_dry_run_is_as_it_was() {
    for name in examples() {
        insta::assert_snapshot!(format!("{name}"), dry_run(&name, &[]));
        insta::assert_snapshot!(format!("{name}-explained"), dry_run(&name, &["--explain", "--strict"]));
    }
}

/// Where the dry run stands in an example's page.
const BEGIN: &str = "<!-- dry-run -->";
const END: &str = "<!-- /dry-run -->";

#[test]
fn each_page_shows_the_dry_run() {
    for name in examples() {
        let path = root().join("rules-examples").join(&name).join("README.md");
        let page = std::fs::read_to_string(&path).unwrap();
        let printed = format!("{BEGIN}\n```text\n{}```\n{END}", dry_run(&name, &[]));
        let (before, rest) = page.split_once(BEGIN).unwrap_or_else(|| panic!("{} has no {BEGIN}", path.display()));
        let after = rest.split_once(END).map_or(rest, |(_, after)| after);
        let expected = format!("{before}{printed}{after}");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, expected).unwrap();
        } else {
            assert_eq!(page, expected, "{} is out of date: run the tests with UPDATE_DOCS=1", path.display());
        }
    }
}

#[test]
fn a_real_run_makes_the_tasks_of_the_dry_run_and_makes_them_once() {
    for name in ["captions-then-translation", "moderate-user-uploads"] {
        let folder = format!("rules-examples/{name}");
        let events = format!("{folder}/events.jsonl");
        let place = tempfile::tempdir().unwrap();
        let ledger = place.path().join("tasks.db");
        let args = ["run", &folder, "--events", &events, "--ledger", ledger.to_str().unwrap(), "--format", "json"];
        let first: serde_json::Value = serde_json::from_str(&reach(&args)).unwrap();
        let second: serde_json::Value = serde_json::from_str(&reach(&args)).unwrap();
        assert!(first["summary"]["decided"].as_u64().unwrap() > 0);
        assert_eq!(second["summary"]["decided"], 0);
        assert_eq!(second["summary"]["alreadyRecorded"], second["summary"]["read"]);
    }
}
