//! Release and withdrawal of tasks that wait or stand (`rules.md R15`, `lifecycle.md L43` to L46).

use reach_rules::content::EventObject;
use reach_rules::model::{CreditKind, JobData, Status, Task, TaskStatus};
use reach_rules::platform::Class;
use reach_rules::{Credits, Step};

use crate::testing::{DAY, NOW, World, amount, asset, task};

const WAITING: TaskStatus = TaskStatus::PendingEntryReady;

fn waiting(id: i64, price: &str) -> Task {
    Task { price: amount(price), ..task(id, 1, WAITING) }
}

#[track_caller]
fn check(world: World, documented: (&str, &str), server: (&str, &str)) {
    for (mut world, expected) in [(world.clone(), documented), (world.server(), server)] {
        let told = world.run(vec![Step::Release]);
        assert_eq!((told.as_str(), world.used().as_str()), expected, "{:?}", world.semantics.reading);
    }
}

#[test]
fn a_released_task_is_priced_queued_and_documented_charged() {
    let world = World::of_features(&[5]).with(|w| w.stands(waiting(5, "0")));
    check(world.clone(), ("#5: PENDING 2", "2"), ("#5: PENDING 2", "0"));
    let plan = world.plan(vec![Step::Release]).unwrap();
    let after = &plan.change[0].after;
    assert_eq!((after.task.queue_time, after.task.expected_finish_time), (Some(NOW), Some(NOW + DAY)));
    assert_eq!(after.charged, amount("2"));
    assert!(plan.change[0].access.is_some());
    // A price that is there already stays.
    check(World::of_features(&[5]).with(|w| w.stands(waiting(5, "7"))), ("#5: PENDING 7", "7"), ("#5: PENDING 7", "0"));
}

#[test]
fn a_moderated_request_goes_to_moderation_and_asks_for_no_credit() {
    let world = World::of_features(&[5]).with(|w| {
        w.stands(Task { is_request_moderated: true, ..waiting(5, "0") });
        w.credit().credit = Credits::ZERO;
    });
    check(world, ("#5: PENDING_MODERATION 2", "0"), ("#5: PENDING_MODERATION 2", "0"));
}

#[test]
fn release_asks_for_credit_task_by_task() {
    let world = World::of_features(&[5]).with(|w| {
        w.credit().credit = amount("4");
        [5, 6, 7].into_iter().for_each(|id| w.stands(waiting(id, "2")));
    });
    check(world, ("#5: PENDING 2, #6: PENDING 2, #7: ABORTED 2", "4"), ("#5: PENDING 2, #6: PENDING 2, #7: PENDING 2", "0"));
    let expired = World::of_features(&[5]).with(|w| {
        w.credit().kind = CreditKind::TimeRange { to_date: NOW - DAY };
        w.stands(waiting(5, "2"));
    });
    check(expired.clone(), ("#5: ABORTED 2", "0"), ("#5: PENDING 2", "0"));
    check(expired.with(|w| w.items[0].pricing = None), ("#5: PENDING 2", "2"), ("#5: PENDING 2", "0"));
}

#[test]
fn release_asks_for_the_length_again() {
    let of = |feature, duration| {
        World::of_features(&[feature]).with(|w| {
            w.items[0].max_video_duration = Some(60);
            w.entry().duration_ms = Ok(duration);
            w.stands(waiting(5, "0"));
        })
    };
    check(of(1, None), ("", "0"), ("#5: PENDING 0", "0"));
    check(of(1, Some(9_999)), ("#5: ABORTED 0", "0"), ("#5: PENDING 1", "0"));
    check(of(14, Some(60_001)), ("#5: ABORTED 0", "0"), ("#5: PENDING 2", "0"));
    check(of(14, Some(60_000)), ("#5: PENDING 1", "1"), ("#5: PENDING 1", "0"));
    check(of(5, None), ("#5: PENDING 0", "0"), ("#5: PENDING 0", "0"));
}

#[test]
fn a_task_of_a_deleted_item_goes_on_waiting() {
    let world = World::of_features(&[5]).with(|w| {
        w.items[0].status = Status::Deleted;
        w.stands(waiting(5, "2"));
    });
    check(world, ("", "0"), ("", "0"));
}

#[test]
fn what_is_paid_per_use_is_released_without_a_price() {
    let world = World::of_features(&[5]).with(|w| {
        w.items[0].pay_per_use = true;
        w.stands(waiting(5, "0"));
    });
    check(world.clone(), ("#5: PENDING 0", "0"), ("#5: PENDING 0", "0"));
    let used_up = world.with(|w| w.profiles[0].used_credit = amount("1000"));
    check(used_up, ("#5: ABORTED 0", "1000"), ("#5: PENDING 0", "1000"));
}

#[test]
fn what_is_gone_calls_off_what_has_not_begun() {
    for status in TaskStatus::ALL {
        let mut world = World::of_features(&[5]).with(|w| {
            w.profiles[0].used_credit = amount("10");
            w.stands(task(5, 1, status));
        });
        let (told, used) = match status {
            TaskStatus::Pending => ("#5: ABORTED 0", "8"),
            TaskStatus::PendingModeration | TaskStatus::PendingEntryReady => ("#5: ABORTED 2", "10"),
            TaskStatus::Ready
            | TaskStatus::Processing
            | TaskStatus::Rejected
            | TaskStatus::Error
            | TaskStatus::Aborted
            | TaskStatus::Scheduled => ("", "10"),
        };
        assert_eq!((world.run(vec![Step::Withdraw]).as_str(), world.used().as_str()), (told, used), "{status:?}");
    }
}

#[test]
fn an_attachment_that_is_gone_calls_off_its_own_tasks() {
    let mut world = World::of_features(&[18]).with(|w| {
        w.content.object = EventObject::Asset(asset("0_pdf", Class::ATTACHMENT_ASSET, 3));
        w.stands(Task { entry_id: "0_pdf".into(), ..waiting(5, "0") });
        w.stands(waiting(6, "0"));
    });
    assert_eq!(world.run(vec![Step::Withdraw]), "#5: ABORTED 0");
}

#[test]
fn a_scheduled_task_gives_back_unless_it_begins_too_soon() {
    for (start, told, used) in [(3_600, "#5: ABORTED 0", "8"), (3_599, "#5: ABORTED 2", "10")] {
        let world = World::of_features(&[8]).with(|w| {
            w.items[0].minimal_refund_time = 3_600;
            w.profiles[0].used_credit = amount("10");
            let job_data = JobData::Scheduled {
                scheduled_event_id: Some(1),
                start_date: Some(NOW + start),
                end_date: None,
                entry_duration: Some(61_000),
            };
            w.stands(Task { job_data: Some(job_data), ..task(5, 1, TaskStatus::Pending) });
        });
        for mut world in [world.clone(), world.server()] {
            assert_eq!((world.run(vec![Step::Withdraw]).as_str(), world.used().as_str()), (told, used));
        }
    }
}
