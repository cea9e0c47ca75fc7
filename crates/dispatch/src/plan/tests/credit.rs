//! Credit over several events: movements, periods, the recount.

use reach_rules::model::{Assignment, CreditKind, Frequency, KeptCredit, Task, TaskStatus};
use reach_rules::{Credits, ItemId, Step};

use crate::movement::MovementKind::{self, Charge, Opening, Refund};
use crate::testing::{DAY, NEW_YEAR, NOW, PROFILE, World, amount, item, order, task};

#[test]
fn the_used_credit_is_the_sum_of_its_movements() {
    let mut world = World::of_features(&[10, 5]).with(|w| w.profiles[0].used_credit = amount("7.5"));
    let mut sum = Credits::ZERO;
    let mut kinds: Vec<MovementKind> = Vec::new();
    for steps in [vec![order(&[1, 2])], vec![order(&[1])], vec![Step::Withdraw]] {
        let plan = world.plan(steps).unwrap();
        world.standing.apply(&plan);
        for movement in &plan.movements {
            sum = sum.plus(movement.amount).unwrap();
            kinds.push(movement.kind);
            assert_eq!(sum, movement.used);
        }
    }
    assert_eq!(kinds, [Opening, Charge, Charge, Refund, Charge, Refund, Refund]);
    assert_eq!((sum, world.used()), (amount("7.5"), "7.5".into()));
}

#[test]
fn a_charge_reckons_the_usage_without_the_overage() {
    let usage = |change: fn(&mut World)| {
        let mut world = World::of_features(&[5]).with(change);
        world.run(vec![order(&[1])]);
        world.standing.account(PROFILE).unwrap().usage_percentage.unwrap().to_string()
    };
    assert_eq!(usage(|_| {}), "0.200");
    assert_eq!(usage(|w| w.credit().overage = Some(amount("1000"))), "0.200");
    assert_eq!(usage(|w| w.credit().add_on = Some(amount("1000"))), "0.100");
    assert_eq!(usage(|w| w.credit().kind = CreditKind::Unlimited), "0");
    assert_eq!(
        usage(|w| {
            w.credit().credit = Credits::ZERO;
            w.credit().overage = Some(amount("2"));
        }),
        "100"
    );
}

fn monthly(kept: KeptCredit) -> World {
    World::of_features(&[5]).with(|w| {
        w.credit().credit = amount("10");
        w.credit().kind = CreditKind::Reoccurring { to_date: NEW_YEAR + 300 * DAY, frequency: Frequency::Month };
        w.credit().add_on = Some(amount("1"));
        w.credit().kept = kept;
        w.profiles[0].used_credit = amount("14");
    })
}

const FEBRUARY: KeptCredit = KeptCredit {
    last_sync_time: Some(NOW),
    synced_credit: Credits::ZERO,
    period_start: Some(NEW_YEAR + 31 * DAY),
    period_end: Some(NEW_YEAR + 59 * DAY - 1),
    initial_overage: None,
};

#[test]
fn a_period_that_is_over_rolls_and_carries_what_was_used_beyond_it() {
    let mut world = monthly(FEBRUARY);
    // Beyond 10 and an add-on of 1, 3 of 14 were used; the add-on goes, 5 more are there.
    assert_eq!(world.run(vec![order(&[1])]), "item 1: PENDING 2");
    let account = world.standing.account(PROFILE).unwrap();
    let credit = account.credit.as_ref().unwrap();
    assert_eq!((account.used, credit.add_on), (amount("5"), Some(Credits::ZERO)));
    assert_eq!(credit.kept.period_start, Some(NEW_YEAR + 59 * DAY));
    world.items.push(item(2, 5));
    world.assignments.push(Assignment { item: ItemId(2), ..world.assignments[0] });
    assert_eq!(world.run(vec![order(&[2])]), "item 2: PENDING 2");
    assert_eq!(world.used(), "7");
}

#[test]
fn the_server_rolls_a_period_only_when_it_recounts() {
    let mut world = monthly(FEBRUARY).server();
    assert_eq!(world.run(vec![order(&[1])]), "item 1: credit-expired");
    assert_eq!(world.used(), "14");
    let mut world = monthly(KeptCredit { last_sync_time: None, ..FEBRUARY }).server();
    assert_eq!(world.run(vec![order(&[1])]), "item 1: PENDING 2");
    assert_eq!(world.used(), "2");
}

#[test]
fn the_last_period_does_not_roll() {
    let mut world =
        monthly(FEBRUARY).with(|w| w.credit().kind = CreditKind::Reoccurring { to_date: NEW_YEAR + 58 * DAY, frequency: Frequency::Month });
    assert_eq!(world.run(vec![order(&[1])]), "item 1: credit-expired");
    assert_eq!(world.used(), "14");
}

#[test]
fn the_recount_takes_finished_tasks_since_the_last_one() {
    let yesterday = NOW - DAY;
    let finished = |id, price: &str, finish| Task {
        price: amount(price),
        finish_time: finish,
        queue_time: Some(yesterday),
        ..task(id, 9, TaskStatus::Ready)
    };
    let mut world = World::of_features(&[5]).server().with(|w| {
        w.credit().kept.last_sync_time = Some(yesterday);
        w.credit().kept.synced_credit = amount("30");
        w.profiles[0].used_credit = amount("50");
        w.stands(finished(1, "4", Some(yesterday)));
        w.stands(finished(2, "8", Some(yesterday - 1)));
        w.stands(finished(3, "16", None));
        w.stands(task(4, 9, TaskStatus::Pending));
    });
    assert_eq!(world.run(vec![order(&[1])]), "item 1: PENDING 2");
    assert_eq!(world.used(), "36");
    assert_eq!(world.standing.account(PROFILE).unwrap().recount_due(NOW), None);
}
