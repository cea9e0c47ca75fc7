//! Cases as lines: `code ; event's object ; what it comes to`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test fails by panicking and says what it skips")]

mod support;

use support::outcome;

fn check(file: &str, cases: &str) {
    let mut failed = Vec::new();
    for (line, case) in cases.lines().enumerate().filter(|(_, case)| !case.is_empty() && !case.starts_with('#')) {
        let mut parts = case.split(" ; ");
        let (Some(code), Some(object), Some(expected), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            panic!("{file}:{}: a case has three parts", line + 1);
        };
        let object = serde_json::from_str(object).unwrap();
        let got = outcome(code, &object);
        if got != expected.trim() {
            failed.push(format!("{file}:{}: {code}\n  expected {expected}\n  got      {got}", line + 1));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn syntax_is_phps_and_what_is_not_supported_is_refused_with_its_place() {
    check("syntax.csv", include_str!("cases/syntax.csv"));
}
