//! What a file may be: one that goes on, and all that is no ledger.

use std::path::Path;
use std::process::Command;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use reach_dispatch::{Ledger, LedgerError, SqliteLedger};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions};

use super::{everything, somebody};
use crate::places::{File, Place, Shared};
use crate::world::*;

async fn refusal(path: &Path) -> String {
    SqliteLedger::open(path).await.unwrap_err().to_string().replace(&path.display().to_string(), "FILE")
}

#[tokio::test]
async fn a_file_goes_on_where_it_was_left() {
    let place = File::new().await.unwrap();
    let world = World::with(|config| config["profiles"][0]["credit"]["overageCredit"] = serde_json::json!(0.25));
    world.taken_over(place.ledger()).await;
    world.record(place.ledger(), [event(1).orders(PLAIN, &[CAPTIONS])]).await;
    let before = (tasks(place.ledger()).await, place.ledger().accounts().await.unwrap(), place.ledger().movements(PLAIN).await.unwrap());
    let ledger = place.again().await;
    assert_eq!((tasks(&ledger).await, ledger.accounts().await.unwrap(), ledger.movements(PLAIN).await.unwrap()), before);
    assert_eq!(world.taken_over(&ledger).await, reach_dispatch::TakenOver::default());
    let receipts = world.record(&ledger, [event(1).orders(PLAIN, &[CAPTIONS]), event(2).orders(PLAIN, &[CLIPS])]).await;
    assert_eq!(receipts, ["already recorded", "#2 PENDING 3"]);
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_refused_as_it_is() {
    let place = File::new().await.unwrap();
    let mut somebody = somebody(&place.path()).await;
    let newer = "INSERT INTO _sqlx_migrations SELECT 9000, 'later', installed_on, true, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    sqlx::query(newer).execute(&mut somebody).await.unwrap();
    let before = everything(&mut somebody).await;
    let error = SqliteLedger::open(&place.path()).await.unwrap_err();
    assert!(matches!(error, LedgerError::Newer { found: 9000, known: 1, .. }), "{error}");
    assert_eq!(everything(&mut somebody).await, before);
}

#[tokio::test]
async fn what_is_no_ledger_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert_eq!(refusal(folder.path()).await, "`FILE` is no ledger: it is a folder; name another place");
    assert_eq!(refusal(&at("missing/tasks.db")).await, "`FILE` is no ledger: its folder is not there; name another place");

    let text = "this is the minutes of a meeting, and no database at all. ".repeat(40);
    std::fs::write(at("minutes.txt"), &text).unwrap();
    assert_eq!(refusal(&at("minutes.txt")).await, "`FILE` is no ledger: it is no SQLite database; name another place");
    assert_eq!(std::fs::read_to_string(at("minutes.txt")).unwrap(), text);

    let mut music = SqliteConnectOptions::new().filename(at("music.db")).create_if_missing(true).connect().await.unwrap();
    sqlx::query("CREATE TABLE song (name TEXT)").execute(&mut music).await.unwrap();
    let before = std::fs::read(at("music.db")).unwrap();
    assert_eq!(refusal(&at("music.db")).await, "`FILE` is no ledger: it is the database of another program; name another place");
    assert_eq!(std::fs::read(at("music.db")).unwrap(), before);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[tokio::test]
async fn an_empty_file_becomes_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tasks.db");
    std::fs::write(&path, "").unwrap();
    assert!(SqliteLedger::open(&path).await.unwrap().accounts().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_is_damaged_is_an_error() {
    let place = File::new().await.unwrap();
    let world = World::documented();
    world.taken_over(place.ledger()).await;
    world.record(place.ledger(), [event(1).orders(PLAIN, &[CAPTIONS])]).await;
    let mut somebody = somebody(&place.path()).await;
    let cases = [
        ("UPDATE task SET price = '1.2.3'", "an amount `1.2.3`"),
        ("UPDATE account SET credit = '{}'", "a credit `{}`"),
        ("UPDATE account SET usage_percentage = 'half'", "a percentage `half`"),
    ];
    for (damage, what) in cases {
        sqlx::query(AssertSqlSafe(damage)).execute(&mut somebody).await.unwrap();
        let batch = vec![event(2).orders(PLAIN, &[CAPTIONS]).decided()];
        let error = place.ledger().record(batch, world.configuration()).await.unwrap_err();
        assert!(matches!(&error, LedgerError::Corrupt { what: found, .. } if found == what), "{error}");
        sqlx::query("UPDATE task SET price = '2'").execute(&mut somebody).await.unwrap();
    }
}

#[tokio::test]
async fn a_file_that_another_program_holds_is_waited_for_and_then_an_error() {
    let place = File::new().await.unwrap();
    let patience = Duration::from_millis(20);
    let ledger = SqliteLedger::open_within(&place.path(), patience).await.unwrap();
    let mut somebody = somebody(&place.path()).await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut somebody).await.unwrap();
    let world = World::documented();
    let error = ledger.record(vec![event(1).decided()], world.configuration()).await.unwrap_err();
    assert!(matches!(error, LedgerError::Busy { waited, .. } if waited == patience), "{error}");
    let error = SqliteLedger::open_within(&place.path(), patience).await.unwrap_err();
    assert!(
        error.to_string().ends_with("is in use by another program and was not let go within 20ms; end that program or try again"),
        "{error}"
    );
    sqlx::query("ROLLBACK").execute(&mut somebody).await.unwrap();
    assert_eq!(world.record(&ledger, [event(1)]).await, [""]);
}

#[test]
fn many_may_open_a_new_file_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tasks.db");
    let start = Barrier::new(8);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    start.wait();
                    let ledger = SqliteLedger::open(&path).await.unwrap();
                    World::documented().taken_over(&ledger).await;
                    assert_eq!(movements(&ledger, PLAIN).await, "opening 0");
                });
            });
        }
    });
}

/// What the test that fills the disk is told by itself.
const FULL_DISK: &str = "REACH_TEST_FULL_DISK";

/// A process that may write no file beyond a size meets what a full disk is.
#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_leaves_whole_batches() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tasks.db");
    let test = std::env::current_exe().unwrap();
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 400; exec \"$0\" --exact sqlite::files::the_disk_fills_up --nocapture"])
        .arg(test)
        .env(FULL_DISK, &path)
        .output()
        .unwrap();
    let output = format!("{}{}", String::from_utf8_lossy(&limited.stdout), String::from_utf8_lossy(&limited.stderr));
    assert!(limited.status.success(), "{output}");
    let recorded: usize = output.split("recorded ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let ledger = SqliteLedger::open(&path).await.unwrap();
        let charges = ledger.movements(PLAIN).await.unwrap();
        assert_eq!(charges.len(), recorded * 50 + 1, "the opening and a charge an event");
        assert_eq!(used(&ledger, PLAIN).await, (recorded * 100).to_string());
    });
}

/// Records until there is no room; only where the test above asks for it.
#[tokio::test]
async fn the_disk_fills_up() {
    let Some(path) = std::env::var_os(FULL_DISK) else { return };
    let ledger = SqliteLedger::open(Path::new(&path)).await.unwrap();
    let world = World::with(|config| config["profiles"][0]["credit"]["credit"] = serde_json::json!(1_000_000));
    for batch in 0..1_000_u64 {
        let events = (0..50).map(|number| event(batch * 50 + number).on(&format!("0_{batch}_{number}")).orders(PLAIN, &[CAPTIONS]));
        let decided = events.map(Happening::decided).collect();
        if let Err(error) = ledger.record(decided, world.configuration()).await {
            println!("recorded {batch} batches, then {error}");
            assert!(matches!(error, LedgerError::Store { .. }), "{error}");
            return;
        }
    }
    panic!("the disk never filled up");
}
