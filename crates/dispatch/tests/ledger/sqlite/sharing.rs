//! Many ledgers on one file, at the same time.

use std::path::Path;
use std::sync::Barrier;
use std::thread;

use reach_dispatch::{Ledger, SqliteLedger};
use serde_json::json;

use crate::places::{File, Place};
use crate::world::*;

/// Runs on a thread of its own, with a ledger of its own, when all the others do.
fn apart(start: &Barrier, path: &Path, work: impl AsyncFn(SqliteLedger)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        start.wait();
        work(SqliteLedger::open(path).await.unwrap()).await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credit_for_ten_orders_makes_ten_whoever_orders() {
    let place = File::new().await.unwrap();
    let world = World::with(|config| config["profiles"][0]["credit"]["credit"] = json!(20));
    let start = Barrier::new(2);
    thread::scope(|scope| {
        for process in 0..2_u64 {
            let (world, start, path) = (&world, &start, place.path());
            scope.spawn(move || {
                apart(start, &path, async |ledger| {
                    for batch in 0..7 {
                        let numbers = (0..3).map(|number| 1000 * process + 3 * batch + number);
                        world
                            .record(&ledger, numbers.map(|number| event(number).on(&format!("0_{number}")).orders(PLAIN, &[CAPTIONS])))
                            .await;
                    }
                });
            });
        }
    });
    assert_eq!(used(place.ledger(), PLAIN).await, "20");
    let charges = place.ledger().movements(PLAIN).await.unwrap();
    assert_eq!(charges.len(), 1 + 10, "{charges:?}");
    let tasks: std::collections::BTreeSet<_> = charges.iter().filter_map(|charge| charge.task).collect();
    assert_eq!(tasks.len(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_events_on_two_threads_are_recorded_once() {
    let place = File::new().await.unwrap();
    let world = World::documented();
    let start = Barrier::new(3);
    thread::scope(|scope| {
        for size in [1, 4, 5] {
            let (world, start, path) = (&world, &start, place.path());
            scope.spawn(move || {
                apart(start, &path, async |ledger| {
                    let numbers: Vec<u64> = (0..20).collect();
                    for batch in numbers.chunks(size) {
                        world.record(&ledger, batch.iter().map(|number| event(*number).orders(PLAIN, &[CLIPS]))).await;
                    }
                });
            });
        }
    });
    // Each order but the last was called off by the next.
    assert_eq!((tasks(place.ledger()).await.len(), used(place.ledger(), PLAIN).await), (20, "3".to_owned()));
}

#[test]
fn many_may_open_a_new_file_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tasks.db");
    let start = Barrier::new(8);
    let world = World::documented();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| apart(&start, &path, async |ledger| drop(world.taken_over(&ledger).await)));
        }
    });
    apart(&Barrier::new(1), &path, async |ledger| assert_eq!(movements(&ledger, PLAIN).await, "opening 0"));
}
