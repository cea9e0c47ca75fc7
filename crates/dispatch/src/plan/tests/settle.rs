//! Events on tasks (`lifecycle.md L49`).

use reach_rules::Step;
use reach_rules::content::{EventObject, TaskEvent, TaskEventChange};
use reach_rules::model::{Task, TaskStatus};

use crate::testing::{NOW, World, amount, order, task};

fn told_of(task: Task, change: TaskEventChange) -> World {
    World::of_features(&[5]).with(|w| {
        w.profiles[0].used_credit = amount("10");
        w.content.object = EventObject::Task(TaskEvent {
            id: Ok(Some(task.id)),
            change: Ok(change),
            status: Ok(Some(task.status)),
            task: Ok(Some(Box::new(task))),
        });
    })
}

fn moved(from: TaskStatus, to: TaskStatus) -> World {
    told_of(task(5, 1, to), TaskEventChange::From(Some(from))).with(|w| w.stands(task(5, 1, from)))
}

#[track_caller]
fn check(world: World, documented: (&str, &str), server: (&str, &str)) {
    for (mut world, expected) in [(world.clone(), documented), (world.server(), server)] {
        let told = world.run(vec![Step::Settle]);
        assert_eq!((told.as_str(), world.used().as_str()), expected, "{:?}", world.semantics.reading);
        assert_eq!(world.run(vec![Step::Settle]), "", "a change that stands already has no further effect");
        assert_eq!(world.used(), expected.1);
    }
}

#[test]
fn a_change_is_settled_by_the_status_before() {
    use TaskStatus::{Aborted, Error, Pending, PendingEntryReady, PendingModeration, Processing, Ready, Rejected, Scheduled};
    let cases = [
        (PendingModeration, Pending, ("#5: PENDING 2", "12"), ("#5: PENDING 2", "12")),
        (PendingEntryReady, Pending, ("#5: PENDING 2", "12"), ("#5: PENDING 2", "10")),
        (Processing, Error, ("#5: ERROR 0", "8"), ("#5: ERROR 0", "8")),
        (Pending, Aborted, ("#5: ABORTED 0", "8"), ("#5: ABORTED 2", "10")),
        (Scheduled, Aborted, ("#5: ABORTED 0", "8"), ("#5: ABORTED 2", "10")),
        (PendingModeration, Rejected, ("#5: REJECTED 2", "10"), ("#5: REJECTED 2", "10")),
        (PendingEntryReady, Error, ("#5: ERROR 2", "10"), ("#5: ERROR 2", "10")),
        (Pending, Processing, ("#5: PROCESSING 2", "10"), ("#5: PROCESSING 2", "10")),
        (Processing, Ready, ("#5: READY 2", "10"), ("#5: READY 2", "10")),
        (Error, Pending, ("#5: PENDING 2", "10"), ("#5: PENDING 2", "10")),
    ];
    for (from, to, documented, server) in cases {
        check(moved(from, to), documented, server);
    }
}

#[test]
fn what_was_used_is_charged_when_the_task_is_ready() {
    let finished = Task { price: amount("6"), units_used: Some(6), ..task(5, 1, TaskStatus::Ready) };
    let world = told_of(finished, TaskEventChange::From(Some(TaskStatus::Processing))).with(|w| {
        w.items[0].pay_per_use = true;
        w.stands(Task { price: amount("0"), ..task(5, 1, TaskStatus::Processing) });
    });
    check(world, ("#5: READY 6", "16"), ("#5: READY 6", "16"));
}

#[test]
fn a_task_that_was_made_elsewhere_stands_from_then_on() {
    for (status, used) in [(TaskStatus::Pending, "12"), (TaskStatus::PendingEntryReady, "10")] {
        let mut world = told_of(task(5, 1, status), TaskEventChange::Created);
        let plan = world.plan(vec![Step::Settle]).unwrap();
        assert_eq!((plan.adopt.len(), plan.create.len(), plan.change.len()), (1, 0, 0));
        check(world.clone(), ("", used), ("", used));
        world.standing.apply(&plan);
        world.content.object = EventObject::Entry;
        assert_eq!(world.run(vec![order(&[1])]), "item 1: duplicate-task");
    }
}

#[test]
fn a_change_of_a_task_that_does_not_stand_brings_it_as_it_was() {
    let world = told_of(task(5, 1, TaskStatus::Aborted), TaskEventChange::From(Some(TaskStatus::Pending)));
    check(world.clone(), ("", "8"), ("", "10"));
    let adopted = world.plan(vec![Step::Settle]).unwrap().adopt;
    assert_eq!((adopted[0].task.status, adopted[0].charged), (TaskStatus::Aborted, amount("0")));
}

#[test]
fn a_task_is_finished_when_the_event_says_else_now() {
    let finished = Task { finish_time: Some(NOW - 60), ..task(5, 1, TaskStatus::Ready) };
    let mut world = told_of(finished, TaskEventChange::From(Some(TaskStatus::Processing)));
    world.stands(task(5, 1, TaskStatus::Processing));
    let plan = world.plan(vec![Step::Settle]).unwrap();
    assert_eq!(plan.change[0].after.task.finish_time, Some(NOW - 60));
    let plan = moved(TaskStatus::Processing, TaskStatus::Ready).plan(vec![Step::Settle]).unwrap();
    assert_eq!(plan.change[0].after.task.finish_time, Some(NOW));
}

#[test]
fn any_other_event_on_a_task_changes_nothing() {
    let world = told_of(task(5, 1, TaskStatus::Pending), TaskEventChange::None);
    check(world, ("", "10"), ("", "10"));
}

#[test]
fn a_late_event_does_not_charge_again() {
    let world = told_of(task(5, 1, TaskStatus::Pending), TaskEventChange::From(Some(TaskStatus::PendingEntryReady)));
    let world = world.with(|w| w.stands(task(5, 1, TaskStatus::Processing)));
    check(world, ("#5: PENDING 2", "10"), ("#5: PENDING 2", "10"));
}

#[test]
fn no_new_task_gets_the_id_of_the_task_that_the_event_is_on() {
    let mut world = told_of(task(1, 2, TaskStatus::Pending), TaskEventChange::Created);
    assert_eq!(world.run(vec![order(&[1]), Step::Settle]), "item 1: PENDING 2");
    let mut ids: Vec<i64> = world.standing.tasks().map(|standing| standing.task.id.0).collect();
    ids.sort_unstable();
    assert_eq!((ids, world.used().as_str()), (vec![1, 2], "14"));
}
