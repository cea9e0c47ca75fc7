//! Streams and exit codes: results here, messages there, and the same numbers in every command.

use std::io::Read;
use std::process::Stdio;

use crate::account::{self, lines, ready, three_events};
use crate::harness::Place;

#[test]
fn every_command_names_the_exit_codes_in_its_help() {
    let place = Place::new();
    for args in ["--help", "check --help", "dry-run --help", "run --help", "completions --help"] {
        let help = place.reach(args).exits(0);
        assert_eq!(help.err, "");
        for code in ["0 done", "1 the input has errors", "2 wrong usage", "3 the environment failed", "130 interrupted"] {
            let words = help.out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains(code), "`reach {args}` does not say `{code}`:\n{}", help.out);
        }
        assert!(help.out.contains("Usage: reach"), "{}", help.out);
    }
}

#[test]
fn wrong_usage_is_code_2_and_says_what_is_meant() {
    let place = account::place();
    place.reach("").exits(2);
    place.reach("chek account").exits(2).says("check");
    place.reach("check account --formt json").exits(2).says("--format");
    place.reach("check account --format xml").exits(2).says("jsonl");
    place.reach("dry-run account").exits(2).says("--events");
    place.reach("run account --events events.jsonl").exits(2).says("--ledger");
    place.reach("dry-run account --events nowhere.jsonl").exits(2).says("nowhere.jsonl");
}

#[test]
fn the_environment_that_fails_is_code_3() {
    let place = account::place();
    // A folder where a file is expected.
    place.reach("dry-run account --events account").exits(3).says("account");
    place.write("events.jsonl", three_events());
    place.reach("run account --events events.jsonl --ledger account").exits(3).says("account");
    place.reach("run account --events events.jsonl --ledger tasks.db --tasks-out account").exits(3).says("account");
}

#[test]
fn an_error_is_one_line_without_the_insides_of_the_program() {
    let place = account::place();
    for (code, args) in [(2, "check nowhere"), (3, "dry-run account --events account"), (2, "dry-run account --events - --now noon")] {
        let outcome = place.reach(args).exits(code);
        assert_eq!(outcome.out, "");
        assert_eq!(outcome.err.lines().count(), 1, "{}", outcome.err);
        assert!(outcome.err.starts_with("error: "), "{}", outcome.err);
        for inside in ["Error {", "Os {", "panicked", "::", "Some("] {
            assert!(!outcome.err.contains(inside), "{}", outcome.err);
        }
    }
}

#[test]
fn results_and_messages_have_each_their_stream() {
    let place = account::place_with(format!("nonsense\n{}", three_events()));
    let outcome = place.reach("dry-run account --events events.jsonl --now event --format jsonl").exits(0);
    for line in outcome.out.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    assert!(outcome.err.contains("events.jsonl:1"));
}

#[test]
fn nothing_is_coloured_where_nobody_looks() {
    let place = account::place_with(three_events());
    place.write("account/templates.json", account::TEMPLATES.replace("getTagsArr())", "getTagsArr());"));
    for value in ["", "1"] {
        let outcome = place.reach_with("NO_COLOR", value, "check account").exits(1);
        assert!(!outcome.out.contains('\u{1b}') && !outcome.err.contains('\u{1b}'));
        let outcome = place.reach_with("NO_COLOR", value, "dry-run account --events events.jsonl").exits(1);
        assert!(!outcome.out.contains('\u{1b}') && !outcome.err.contains('\u{1b}'));
    }
}

#[test]
fn a_reader_that_has_read_enough_is_no_error() {
    let events: Vec<_> = (0..3000).map(|number| ready(&format!("e-{number}"), &format!("1_{number}"), "", 1)).collect();
    let place = account::place_with(lines(&events));
    let mut child = place
        .command("dry-run account --events events.jsonl --now event --format jsonl")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn each_shell_has_its_completions() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let outcome = place.reach(&format!("completions {shell}")).exits(0);
        assert!(outcome.out.contains("dry-run") && outcome.out.contains("deny-warnings"), "{shell}: {}", outcome.out);
        assert_eq!(outcome.err, "");
    }
    place.reach("completions cmd").exits(2);
}
