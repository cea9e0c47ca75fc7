//! Many ledgers on one store, at the same time.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;

use reach_dispatch::Ledger;
use serde_json::json;

use crate::places::Shared;
use crate::world::*;

/// The tests of one store that is shared.
macro_rules! exercise_sharing {
    ($place:ty) => {
        mod sharing {
            #[tokio::test(flavor = "multi_thread")]
            async fn a_credit_for_ten_orders_makes_ten_whoever_orders() {
                if let Some(place) = <$place as $crate::places::Place>::new().await {
                    $crate::sharing::a_credit_for_ten_orders_makes_ten_whoever_orders(&place).await;
                }
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn the_same_events_on_many_threads_are_recorded_once() {
                if let Some(place) = <$place as $crate::places::Place>::new().await {
                    $crate::sharing::the_same_events_on_many_threads_are_recorded_once(&place).await;
                }
            }
        }
    };
}
pub(crate) use exercise_sharing;

/// Works on as many threads as there are numbers, each with a ledger of its own, all at the same time.
pub fn apart<P: Shared>(place: &P, numbers: &[u64], work: impl AsyncFn(u64, P::Ledger) + Sync) {
    let start = Barrier::new(numbers.len());
    thread::scope(|scope| {
        for number in numbers {
            let (start, work) = (&start, &work);
            scope.spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    start.wait();
                    work(*number, place.again().await).await;
                });
            });
        }
    });
}

pub async fn a_credit_for_ten_orders_makes_ten_whoever_orders(place: &impl Shared) {
    let world = World::with(|config| config["profiles"][0]["credit"]["credit"] = json!(20));
    apart(place, &[0, 1, 2, 3], async |process, ledger| {
        for batch in 0..7 {
            let numbers = (0..3).map(|number| 1000 * process + 3 * batch + number);
            world.record(&ledger, numbers.map(|number| event(number).on(&format!("0_{number}")).orders(PLAIN, &[CAPTIONS]))).await;
        }
    });
    assert_eq!(used(place.ledger(), PLAIN).await, "20");
    let charges = place.ledger().movements(PLAIN).await.unwrap();
    let tasks: BTreeSet<_> = charges.iter().filter_map(|charge| charge.task).collect();
    assert_eq!((charges.len(), tasks.len()), (1 + 10, 10), "{charges:?}");
}

pub async fn the_same_events_on_many_threads_are_recorded_once(place: &impl Shared) {
    let world = World::documented();
    apart(place, &[1, 4, 5, 20], async |size, ledger| {
        let numbers: Vec<u64> = (0..20).collect();
        for batch in numbers.chunks(size as usize) {
            world.record(&ledger, batch.iter().map(|number| event(*number).orders(PLAIN, &[CLIPS]))).await;
        }
    });
    // Each order but the last was called off by the next.
    assert_eq!((tasks(place.ledger()).await.len(), used(place.ledger(), PLAIN).await), (20, "3".to_owned()));
}
