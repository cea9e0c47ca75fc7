//! What every ledger owes.

use reach_dispatch::{Ledger, Receipt, UsedCreditDiffers};
use reach_rules::content::TaskEventChange::{Created, From};
use reach_rules::model::TaskStatus::{Aborted, Pending, Processing, Ready};
use reach_rules::{Reading, Step};
use serde_json::json;

use crate::world::*;

/// The suite, as tests of one ledger.
macro_rules! exercise_ledger {
    ($place:ty) => {
        $crate::suite::exercise_ledger!(
            $place:
            the_same_batch_twice_is_recorded_once,
            the_same_identity_of_two_accounts_is_two_events,
            an_event_without_steps_is_recorded_too,
            an_undecided_event_is_set_aside_alone_and_may_be_recorded_later,
            an_event_that_cannot_be_planned_is_set_aside_alone,
            each_order_sees_those_before_it,
            ids_ascend,
            what_waits_is_released_and_charged,
            what_is_gone_is_called_off_and_gives_back_its_charge,
            a_configuration_is_taken_over_once,
            what_stands_twice_in_a_configuration_is_taken_over_once,
            a_changed_credit_is_followed_and_a_changed_used_credit_reported,
            what_the_platform_kept_beside_a_credit_is_taken_over_once,
            an_account_that_an_event_opened_is_not_opened_again,
            a_task_that_was_brought_counts_as_charged,
            an_event_on_a_task_brings_it_and_settles_its_credit_once,
            the_servers_reading_recounts_once_a_day,
            the_servers_reading_numbers_repeated_orders,
            a_period_rolls_with_its_movement,
            any_text_is_kept,
            the_highest_id_is_the_last
        );
    };
    ($place:ty: $($name:ident),*) => {
        mod suite {
            $(
                #[tokio::test]
                async fn $name() {
                    if let Some(place) = <$place as $crate::places::Place>::new().await {
                        $crate::suite::$name($crate::places::Place::ledger(&place)).await;
                    }
                }
            )*
        }
    };
}
pub(crate) use exercise_ledger;

fn orders(number: u64) -> Happening {
    event(number).orders(PLAIN, &[CAPTIONS])
}

pub async fn the_same_batch_twice_is_recorded_once(ledger: &impl Ledger) {
    let world = World::documented();
    world.taken_over(ledger).await;
    let batch = || [orders(1), orders(2).on("0_b")];
    assert_eq!(world.record(ledger, batch()).await, ["#1 PENDING 2", "#2 PENDING 2"]);
    assert_eq!(world.record(ledger, batch()).await, ["already recorded", "already recorded"]);
    assert_eq!(world.record(ledger, [orders(3).on("0_c"), orders(3).on("0_c")]).await, ["#3 PENDING 2", "already recorded"]);
    assert_eq!((used(ledger, PLAIN).await, tasks(ledger).await.len()), ("6".to_owned(), 1));
}

pub async fn the_same_identity_of_two_accounts_is_two_events(ledger: &impl Ledger) {
    let world = World::documented();
    let theirs = || event(1).of(OTHER_ACCOUNT).orders(OTHER, &[CAPTIONS]);
    assert_eq!(world.record(ledger, [orders(1), theirs()]).await, ["#1 PENDING 2", "#2 PENDING 2"]);
    assert_eq!(world.record(ledger, [theirs(), orders(1)]).await, ["already recorded", "already recorded"]);
}

pub async fn an_event_without_steps_is_recorded_too(ledger: &impl Ledger) {
    let world = World::documented();
    assert_eq!(
        world.record(ledger, [event(1), event(2).lacking("related.entry")]).await,
        ["", "set aside: the event does not tell `related.entry`"]
    );
    assert_eq!(world.record(ledger, [event(1), event(2)]).await, ["already recorded", ""]);
}

pub async fn an_undecided_event_is_set_aside_alone_and_may_be_recorded_later(ledger: &impl Ledger) {
    let world = World::documented();
    let batch = [orders(1), orders(2).on("0_b").lacking("related.entry"), orders(3).on("0_c")];
    let receipts = world.record(ledger, batch).await;
    assert_eq!((&*receipts[0], &*receipts[2]), ("#1 PENDING 2", "#2 PENDING 2"));
    assert!(receipts[1].starts_with("set aside: "), "{receipts:?}");
    assert_eq!(world.record(ledger, [orders(2).on("0_b"), orders(3).on("0_c")]).await, ["#3 PENDING 2", "already recorded"]);
}

pub async fn an_event_that_cannot_be_planned_is_set_aside_alone(ledger: &impl Ledger) {
    let world = World::with(|config| config["catalogItems"][3]["pricing"]["pricePerUnit"] = json!("79228162514264337593543950335"));
    let too_dear = event(2).orders(PLAIN, &[CLIPS, BY_THE_SECOND]);
    let receipts = world.record(ledger, [orders(1), too_dear, orders(3).on("0_b")]).await;
    assert_eq!((&*receipts[0], &*receipts[2]), ("#1 PENDING 2", "#2 PENDING 2"));
    assert!(receipts[1].starts_with("set aside: the price of"), "{receipts:?}");
    assert_eq!((tasks(ledger).await.len(), used(ledger, PLAIN).await), (1, "4".to_owned()));
}

pub async fn each_order_sees_those_before_it(ledger: &impl Ledger) {
    let world = World::with(|config| config["profiles"][0]["credit"]["credit"] = json!(5));
    let batch = [orders(1), orders(2), event(3).orders(PLAIN, &[CLIPS]), orders(4).on("0_b")];
    let first = ["#1 PENDING 2", "item 1: duplicate-task", "#2 PENDING 3", "item 1: credit-exceeded"];
    assert_eq!(world.record(ledger, batch).await, first);
    let batch = [orders(5), event(6).orders(PLAIN, &[CLIPS]), orders(7).on("0_c")];
    let second = ["item 1: duplicate-task", "#3 PENDING 3, #2 -> ABORTED 0", "item 1: credit-exceeded"];
    assert_eq!(world.record(ledger, batch).await, second);
    assert_eq!(movements(ledger, PLAIN).await, "opening 0, charge 2, charge 3, refund -3, charge 3");
}

pub async fn ids_ascend(ledger: &impl Ledger) {
    let world = World::with(|config| config["tasks"] = json!([task(41, CLIPS, Ready, 1.0)]));
    world.taken_over(ledger).await;
    let both = event(1).orders(PLAIN, &[CAPTIONS, CLIPS]);
    assert_eq!(world.record(ledger, [both, orders(2).on("0_b")]).await, ["#42 PENDING 2, #43 PENDING 3", "#44 PENDING 2"]);
    let ids: Vec<i64> = ledger.tasks(&["0_b", ENTRY, "0_c"]).await.unwrap().iter().map(|standing| standing.task.id.0).collect();
    assert_eq!(ids, [41, 42, 43, 44]);
}

pub async fn what_waits_is_released_and_charged(ledger: &impl Ledger) {
    let world = World::documented();
    let release = |number| event(number).lasting(30_000).does(Step::Release).at(NOW + 5);
    assert_eq!(world.record(ledger, [orders(1).not_ready()]).await, ["#1 PENDING_ENTRY_READY 2"]);
    assert_eq!(used(ledger, PLAIN).await, "0");
    assert_eq!(world.record(ledger, [release(2), release(3)]).await, ["#1 -> PENDING 2", ""]);
    let task = &tasks(ledger).await[0];
    assert_eq!((task.task.queue_time, task.charged), (Some(NOW + 5), amount("2")));
    assert_eq!(movements(ledger, PLAIN).await, "opening 0, charge 2");
}

pub async fn what_is_gone_is_called_off_and_gives_back_its_charge(ledger: &impl Ledger) {
    let world = World::documented();
    let longer = event(2).lasting(121_000).does(Step::Reprice);
    assert_eq!(
        world.record(ledger, [event(1).orders(PLAIN, &[CAPTIONS, BY_THE_SECOND]), longer]).await[1],
        "#1 -> PENDING 3, #2 -> PENDING 12.1"
    );
    assert_eq!(used(ledger, PLAIN).await, "15.1");
    assert_eq!(world.record(ledger, [event(3).does(Step::Withdraw)]).await, ["#1 -> ABORTED 0, #2 -> ABORTED 0"]);
    let moved = "opening 0, charge 2, charge 6.1, repricing 1, repricing 6, refund -3, refund -12.1";
    assert_eq!((movements(ledger, PLAIN).await, used(ledger, PLAIN).await), (moved.to_owned(), "0".to_owned()));
    let task = &tasks(ledger).await[0];
    assert_eq!((task.task.old_price, task.task.err_description.as_deref()), (Some(amount("3")), Some("0_entry is gone")));
}

pub async fn a_configuration_is_taken_over_once(ledger: &impl Ledger) {
    let world = World::with(|config| {
        config["profiles"][0]["usedCredit"] = json!(12.5);
        config["tasks"] = json!([task(5, CAPTIONS, Pending, 2.0), task(6, CLIPS, Ready, 3.0)]);
    });
    let taken = world.taken_over(ledger).await;
    assert_eq!((taken.tasks, taken.profiles, taken.followed, taken.differing), (2, 3, vec![], vec![]));
    let before = (tasks(ledger).await, ledger.accounts().await.unwrap());
    assert_eq!(before.0.iter().map(|standing| standing.charged).collect::<Vec<_>>(), [amount("2"), amount("0")]);
    assert_eq!(world.taken_over(ledger).await, reach_dispatch::TakenOver::default());
    assert_eq!((tasks(ledger).await, ledger.accounts().await.unwrap()), before);
    assert_eq!(movements(ledger, PLAIN).await, "opening 12.5");
    assert_eq!(world.record(ledger, [orders(1)]).await, ["item 1: duplicate-task"]);
    assert_eq!(world.record(ledger, [event(2).does(Step::Withdraw)]).await, ["#5 -> ABORTED 0"]);
    world.taken_over(ledger).await;
    assert_eq!((tasks(ledger).await[0].task.status, used(ledger, PLAIN).await), (Aborted, "10.5".to_owned()));
}

pub async fn what_stands_twice_in_a_configuration_is_taken_over_once(ledger: &impl Ledger) {
    let world = World::with(|config| config["tasks"] = json!([task(5, CAPTIONS, Pending, 2.0)]));
    let (profiles, tasks) = (world.loaded.rules.profiles(), &world.loaded.tasks);
    let (profiles, tasks) = ([profiles, profiles].concat(), [&tasks[..], &tasks[..]].concat());
    let taken = ledger.take_over(&profiles, &tasks, world.configuration(), NOW).await.unwrap();
    assert_eq!((taken.tasks, taken.profiles, taken.followed), (1, 3, vec![]));
    assert_eq!(movements(ledger, PLAIN).await, "opening 0");
}

pub async fn a_changed_credit_is_followed_and_a_changed_used_credit_reported(ledger: &impl Ledger) {
    World::documented().taken_over(ledger).await;
    World::documented().record(ledger, [orders(1)]).await;
    let richer = World::with(|config| {
        config["profiles"][0]["credit"]["credit"] = json!(3);
        config["profiles"][0]["usedCredit"] = json!(1);
    });
    let differing = || vec![UsedCreditDiffers { profile: PLAIN, configured: amount("1"), counted: amount("2") }];
    let taken = richer.taken_over(ledger).await;
    assert_eq!((taken.profiles, taken.followed, taken.differing), (0, vec![PLAIN], differing()));
    let taken = richer.taken_over(ledger).await;
    assert_eq!((taken.followed, taken.differing), (vec![], differing()));
    let account = ledger.accounts().await.unwrap().remove(0);
    assert_eq!((account.used, account.credit.unwrap().credit), (amount("2"), amount("3")));
    assert_eq!(richer.record(ledger, [orders(2).on("0_b")]).await, ["item 1: credit-exceeded"]);
    let same = World::with(|config| config["profiles"][0]["usedCredit"] = json!(2));
    assert_eq!(same.taken_over(ledger).await.differing, []);
}

pub async fn what_the_platform_kept_beside_a_credit_is_taken_over_once(ledger: &impl Ledger) {
    let world = |synced: i64| {
        World::with(|config| {
            config["profiles"][0]["credit"]["lastSyncTime"] = json!(synced);
            config["profiles"][0]["credit"]["syncedCredit"] = json!(7);
        })
    };
    world(NOW - DAY).taken_over(ledger).await;
    let taken = world(NOW).taken_over(ledger).await;
    let kept = ledger.accounts().await.unwrap().remove(0).credit.unwrap().kept;
    assert_eq!((taken.followed, kept.last_sync_time, kept.synced_credit), (vec![], Some(NOW - DAY), amount("7")));
}

pub async fn an_account_that_an_event_opened_is_not_opened_again(ledger: &impl Ledger) {
    let world = World::with(|config| config["profiles"][0]["usedCredit"] = json!(10));
    world.record(ledger, [orders(1)]).await;
    let taken = world.taken_over(ledger).await;
    assert_eq!((taken.profiles, taken.followed, taken.differing), (2, vec![], vec![]));
    assert_eq!((movements(ledger, PLAIN).await, used(ledger, PLAIN).await), ("opening 10, charge 2".to_owned(), "12".to_owned()));
}

pub async fn a_task_that_was_brought_counts_as_charged(ledger: &impl Ledger) {
    let world = World::with(|config| {
        config["profiles"][0]["usedCredit"] = json!(9);
        config["tasks"] = json!([task(5, CLIPS, Pending, 4.5)]);
    });
    world.taken_over(ledger).await;
    assert_eq!(world.record(ledger, [event(1).orders(PLAIN, &[CLIPS])]).await, ["#6 PENDING 3, #5 -> ABORTED 0"]);
    assert_eq!(movements(ledger, PLAIN).await, "opening 9, refund -4.5, charge 3");
}

pub async fn an_event_on_a_task_brings_it_and_settles_its_credit_once(ledger: &impl Ledger) {
    let world = World::documented();
    let made = |number| event(number).tells(&task(900, CAPTIONS, Pending, 2.0), Created);
    let begun = |number| event(number).tells(&task(900, CAPTIONS, Processing, 2.0), From(Some(Pending)));
    let failed = |number| event(number).tells(&task(900, CAPTIONS, Aborted, 2.0), From(Some(Pending)));
    assert_eq!(world.record(ledger, [made(1), made(2), orders(3)]).await, ["+#900 PENDING 2", "", "item 1: duplicate-task"]);
    assert_eq!(world.record(ledger, [made(4), begun(5), begun(6)]).await, ["", "#900 -> PROCESSING 2", ""]);
    assert_eq!(movements(ledger, PLAIN).await, "opening 0, charge 2");
    assert_eq!(world.record(ledger, [failed(7), failed(8), orders(9)]).await, ["#900 -> ABORTED 0", "", "#901 PENDING 2"]);
    assert_eq!(movements(ledger, PLAIN).await, "opening 0, charge 2, refund -2, charge 2");
    let done = |number| event(number).tells(&task(950, CHAPTERS, Ready, 3.5), From(Some(Processing)));
    assert_eq!(world.record(ledger, [done(10), done(11)]).await, ["+#950 READY 3.5", ""]);
    assert_eq!(movements(ledger, PLAIN).await, "opening 0, charge 2, refund -2, charge 2, charge 3.5");
}

pub async fn the_servers_reading_recounts_once_a_day(ledger: &impl Ledger) {
    let mut config = config();
    let finished = |id: i64, price: f64, at: i64| {
        let mut task = task(id, CLIPS, Ready, price);
        (task["entryId"], task["queueTime"], task["finishTime"]) = (json!(format!("0_{id}")), json!(at - 60), json!(at));
        task
    };
    config["profiles"][0]["usedCredit"] = json!(500);
    config["profiles"][0]["credit"]["lastSyncTime"] = json!(NOW - DAY);
    config["tasks"] = json!([finished(5, 7.5, NOW - 60), finished(6, 9.0, NOW - DAY - 1), finished(7, 1.25, NOW - DAY)]);
    let world = World::of(&config, Reading::Server);
    world.taken_over(ledger).await;
    assert_eq!(world.record(ledger, [orders(1), orders(2).on("0_b")]).await, ["#8 PENDING 2", "#9 PENDING 2"]);
    assert_eq!(movements(ledger, PLAIN).await, "opening 500, recount -491.25, charge 2, charge 2");
    let mut done = task(8, CAPTIONS, Ready, 2.0);
    (done["queueTime"], done["finishTime"]) = (json!(NOW), json!(NOW + 60));
    world.record(ledger, [event(3).at(NOW + 60).tells(&done, From(Some(Processing)))]).await;
    let tomorrow = [orders(4).on("0_c").at(NOW + DAY), orders(5).on("0_d").at(NOW + DAY + 1), orders(6).on("0_e").at(NOW + 2 * DAY)];
    world.record(ledger, tomorrow).await;
    let moved = "opening 500, recount -491.25, charge 2, charge 2, recount -2, charge 2, charge 2, recount -4, charge 2";
    assert_eq!((movements(ledger, PLAIN).await, used(ledger, PLAIN).await), (moved.to_owned(), "12.75".to_owned()));
}

pub async fn the_servers_reading_numbers_repeated_orders(ledger: &impl Ledger) {
    let world = World::of(&config(), Reading::Server);
    let twice = event(1).orders(PLAIN, &[CLIPS]).orders(PLAIN, &[CLIPS]);
    assert_eq!(world.record(ledger, [twice]).await, ["#1 ABORTED 3, #2 PENDING 3"]);
    assert_eq!(tasks(ledger).await.len(), 2);
}

pub async fn a_period_rolls_with_its_movement(ledger: &impl Ledger) {
    let world = World::with(|config| config["profiles"][1]["usedCredit"] = json!(23));
    world.taken_over(ledger).await;
    let in_april = |number| event(number).at(NOW + 35 * DAY).orders(MONTHLY, &[CLIPS]);
    assert_eq!(world.record(ledger, [event(1).orders(MONTHLY, &[CLIPS]), in_april(2)]).await, ["item 2: credit-exceeded", "#1 PENDING 3"]);
    assert_eq!(movements(ledger, MONTHLY).await, "opening 23, period -20, charge 3");
    let kept = ledger.accounts().await.unwrap().remove(1).credit.unwrap().kept;
    assert_eq!(kept.period_start, Some(NEW_YEAR + 90 * DAY));
}

pub async fn any_text_is_kept(ledger: &impl Ledger) {
    let world = World::documented();
    let long = "0_long".repeat(2_000);
    let texts = [&*long, "", "0_\0", "0_", "0_\0b", "0_'\"\\\u{1a}0\u{1a}1", "0_\u{10ffff}\u{fffe}é", "%_*?["];
    for (number, text) in texts.iter().enumerate() {
        let mut order = orders(number as u64).on(text);
        order.entry.user_id = Ok(Some((*text).into()));
        let receipts = world.receipts(ledger, [order]).await;
        assert!(matches!(&receipts[0], Receipt::Recorded(plan) if plan.create.len() == 1), "{text:?} {receipts:?}");
        let tasks = ledger.tasks(&[text]).await.unwrap();
        assert_eq!(tasks.len(), 1, "{text:?}");
        assert_eq!((&*tasks[0].task.entry_id, tasks[0].task.user_id.as_deref()), (*text, Some(*text)));
        assert_eq!(world.record(ledger, [orders(100 + number as u64).on(text)]).await, ["item 1: duplicate-task"], "{text:?}");
    }
}

pub async fn the_highest_id_is_the_last(ledger: &impl Ledger) {
    let world = World::with(|config| config["tasks"] = json!([task(i64::MAX, CLIPS, Ready, 1.0)]));
    world.taken_over(ledger).await;
    let receipts = world.record(ledger, [orders(1), event(2).does(Step::Withdraw)]).await;
    assert_eq!((receipts[0].starts_with("set aside: no task id is left"), &*receipts[1]), (true, ""), "{receipts:?}");
}
