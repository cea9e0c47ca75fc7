//! Ledgers agree with one another, and with themselves: how events come in batches changes nothing, and the used credit
//! is the sum of its movements.

use proptest::collection::vec;
use proptest::prelude::*;
use reach_dispatch::{Account, Ledger, MemoryLedger, Movement, Receipt, StandingTask};
use reach_rules::content::TaskEventChange::{Created, From};
use reach_rules::model::TaskStatus;
use reach_rules::{Credits, ProfileId, Reading, Step};
use serde_json::json;

use crate::world::*;

const ENTRIES: [&str; 2] = [ENTRY, "0_other"];
const PROFILES: [ProfileId; 2] = [PLAIN, MONTHLY];

/// What an event of a random sequence does.
#[derive(Clone, Debug)]
enum Does {
    Order { profile: usize, items: Vec<i64>, is_ready: bool },
    Release,
    Reprice { milliseconds: i64 },
    Withdraw,
    TellsCreated { id: i64, item: i64, status: TaskStatus },
    TellsMoved { id: i64, item: i64, from: TaskStatus, to: TaskStatus },
    Lacks,
    Nothing,
}

/// An event of a random sequence; events of the same number are the same event.
#[derive(Clone, Debug)]
struct Random {
    number: u64,
    entry: usize,
    day: i64,
    does: Does,
}

impl Random {
    fn happening(&self) -> Happening {
        let event = event(self.number).on(ENTRIES[self.entry]).at(NOW + self.day * DAY);
        let tells = |id: i64, item: i64, status: TaskStatus, change| {
            let mut task = task(id, item, status, 2.5);
            (task["entryId"], task["queueTime"], task["finishTime"]) = (json!(ENTRIES[self.entry]), json!(event.now - 9), json!(event.now));
            event.clone().tells(&task, change)
        };
        match &self.does {
            Does::Order { profile, items, is_ready: true } => event.orders(PROFILES[*profile], items),
            Does::Order { profile, items, is_ready: false } => event.not_ready().orders(PROFILES[*profile], items),
            Does::Release => event.does(Step::Release),
            Does::Reprice { milliseconds } => event.lasting(*milliseconds).does(Step::Reprice),
            Does::Withdraw => event.does(Step::Withdraw),
            Does::TellsCreated { id, item, status } => tells(*id, *item, *status, Created),
            Does::TellsMoved { id, item, from, to } => tells(*id, *item, *to, From(Some(*from))),
            Does::Lacks => event.orders(PLAIN, &[CAPTIONS]).lacking("related.entry"),
            Does::Nothing => event,
        }
    }
}

fn random() -> impl Strategy<Value = Random> {
    let status = || proptest::sample::select(TaskStatus::ALL.to_vec());
    let items = vec(1..=4_i64, 1..4);
    let does = prop_oneof![
        6 => (0..2_usize, items, any::<bool>()).prop_map(|(profile, items, is_ready)| Does::Order { profile, items, is_ready }),
        2 => Just(Does::Release),
        2 => (1..4_i64).prop_map(|minutes| Does::Reprice { milliseconds: minutes * 61_000 }),
        1 => Just(Does::Withdraw),
        2 => (1..9_i64, 1..=4_i64, status()).prop_map(|(id, item, status)| Does::TellsCreated { id, item, status }),
        3 => (1..9_i64, 1..=4_i64, status(), status()).prop_map(|(id, item, from, to)| Does::TellsMoved { id, item, from, to }),
        1 => Just(Does::Lacks),
        1 => Just(Does::Nothing),
    ];
    (0..12_u64, 0..2_usize, 0..50_i64, does).prop_map(|(number, entry, day, does)| Random { number, entry, day, does })
}

/// Events in batches.
fn batches() -> impl Strategy<Value = Vec<Vec<Random>>> {
    vec(vec(random(), 0..6), 1..6)
}

/// All that a ledger tells.
#[derive(Debug, PartialEq)]
struct Told {
    receipts: Vec<Receipt>,
    tasks: Vec<StandingTask>,
    accounts: Vec<Account>,
    movements: Vec<Vec<Movement>>,
}

async fn run(world: &World, ledger: &impl Ledger, batches: &[Vec<Random>]) -> Told {
    let mut receipts = Vec::new();
    for batch in batches {
        receipts.extend(world.receipts(ledger, batch.iter().map(Random::happening)).await);
    }
    let mut movements = Vec::new();
    for profile in PROFILES {
        movements.push(ledger.movements(profile).await.unwrap());
    }
    let (tasks, accounts) = (ledger.tasks(&ENTRIES).await.unwrap(), ledger.accounts().await.unwrap());
    Told { receipts, tasks, accounts, movements }
}

/// Each movement goes on from the one before it, and the account stands where the last one left it.
fn adds_up(told: &Told) {
    for (profile, movements) in PROFILES.iter().zip(&told.movements) {
        let used = movements.iter().fold(Credits::ZERO, |used, movement| {
            let used = used.plus(movement.amount).unwrap();
            assert_eq!(used, movement.used, "{movements:?}");
            used
        });
        let account = told.accounts.iter().find(|account| account.profile == *profile);
        assert_eq!(account.map_or(Credits::ZERO, |account| account.used), used);
    }
}

fn a_world(reading: Reading) -> World {
    let mut config = config();
    config["profiles"][0]["credit"]["credit"] = json!(30);
    config["tasks"] = json!([task(1, CLIPS, TaskStatus::Scheduled, 4.0), task(2, CAPTIONS, TaskStatus::PendingEntryReady, 0.0)]);
    World::of(&config, reading)
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// What the ledger in memory tells when the events come one by one.
async fn expected(world: &World, batches: &[Vec<Random>], takes_over: bool) -> Told {
    let memory = MemoryLedger::new();
    if takes_over {
        world.taken_over(&memory).await;
    }
    let one_by_one: Vec<Vec<Random>> = batches.iter().flatten().map(|event| vec![event.clone()]).collect();
    let told = run(world, &memory, &one_by_one).await;
    adds_up(&told);
    told
}

/// A new ledger tells the same when they come in batches.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
async fn agrees(ledger: &impl Ledger, reading: Reading, batches: &[Vec<Random>], takes_over: bool) {
    let world = a_world(reading);
    if takes_over {
        world.taken_over(ledger).await;
    }
    assert_eq!(run(&world, ledger, batches).await, expected(&world, batches, takes_over).await, "{reading:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_used_credit_is_the_sum_of_its_movements_at_any_time(batches in batches(), takes_over: bool) {
        for reading in [Reading::Documented, Reading::Server] {
            block_on(expected(&a_world(reading), &batches, takes_over));
        }
    }

    #[cfg(feature = "sqlite")]
    #[test]
    fn the_ledger_in_sqlite_agrees_with_the_one_in_memory_whatever_the_batches(batches in batches(), takes_over: bool) {
        for reading in [Reading::Documented, Reading::Server] {
            for batches in [&batches[..], &[batches.concat()]] {
                block_on(async {
                    let ledger = reach_dispatch::SqliteLedger::in_memory().await.unwrap();
                    agrees(&ledger, reading, batches, takes_over).await;
                });
            }
        }
    }
}

#[cfg(feature = "postgres")]
proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_in_postgresql_agrees_with_the_one_in_memory_whatever_the_batches(batches in batches(), takes_over: bool) {
        for reading in [Reading::Documented, Reading::Server] {
            block_on(async {
                if let Some(place) = <crate::places::Schema as crate::places::Place>::new().await {
                    agrees(crate::places::Place::ledger(&place), reading, &batches, takes_over).await;
                }
            });
        }
    }
}
