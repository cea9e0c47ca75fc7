//! All vectors of the conformance folder, through the planner and through each ledger.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

mod postgres;

use std::path::{Path, PathBuf};

use conformance::Through;

/// Where the vectors are: `REACH_CONFORMANCE`, else beside the project.
fn folder() -> Option<PathBuf> {
    let folder = match std::env::var_os("REACH_CONFORMANCE") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
    };
    folder.is_dir().then_some(folder)
}

async fn check(kind: &str, through: Through<'_>) {
    let Some(folder) = folder() else {
        let required = std::env::var_os("REACH_REQUIRE_CONFORMANCE").is_some();
        assert!(!required, "the conformance vectors are not there: set REACH_CONFORMANCE to their folder");
        println!("skipped: the conformance vectors ({kind}) are not there; REACH_CONFORMANCE names their folder");
        return;
    };
    let tally = conformance::run(&[folder.join(kind)], through).await.unwrap();
    let shown: Vec<String> = tally
        .failures
        .iter()
        .take(20)
        .map(|failure| format!("{}\n  expected {}\n  got      {}", failure.id, failure.expected, failure.got))
        .collect();
    assert!(tally.failures.is_empty(), "passed {} of {}\n{}", tally.passed(), tally.total, shown.join("\n"));
    assert!(tally.total > 0, "there are no vectors in {}", folder.display());
}

#[tokio::test]
async fn all_expression_vectors_pass() {
    check("expr", Through::Planner).await;
}

#[tokio::test]
async fn all_engine_vectors_pass_through_the_planner() {
    check("engine", Through::Planner).await;
}

#[tokio::test]
async fn all_engine_vectors_pass_through_the_ledger_in_memory() {
    check("engine", Through::Memory).await;
}

#[tokio::test]
async fn all_engine_vectors_pass_through_the_ledger_in_sqlite() {
    check("engine", Through::Sqlite).await;
}

#[tokio::test]
async fn all_engine_vectors_pass_through_the_ledger_in_postgresql() {
    if let Some(schema) = postgres::Schema::new().await {
        check("engine", Through::Ledgers(&schema)).await;
        schema.end().await;
    }
}
