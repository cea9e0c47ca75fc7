//! New prices after a change of length (`lifecycle.md L42`, `divergences.md D33`, E17). Tasks stand at 2, the entry's new
//! length makes it 3.

use reach_rules::model::{JobData, Task, TaskStatus};
use reach_rules::{ProfileId, Step};

use crate::testing::{NOW, World, amount, task};

fn longer(statuses: &[TaskStatus]) -> World {
    World::of_features(&[5]).with(|w| {
        w.entry().duration_ms = Ok(Some(150_000));
        w.profiles[0].used_credit = amount("10");
        for (id, &status) in (5..).zip(statuses) {
            w.stands(task(id, 1, status));
        }
    })
}

#[track_caller]
fn check(world: World, documented: (&str, &str), server: (&str, &str)) {
    for (mut world, expected) in [(world.clone(), documented), (world.server(), server)] {
        let told = world.run(vec![Step::Reprice]);
        assert_eq!((told.as_str(), world.used().as_str()), expected, "{:?}", world.semantics.reading);
    }
}

#[test]
fn a_new_price_is_stored_and_charged_where_the_old_one_was() {
    use TaskStatus::{Pending, PendingEntryReady, PendingModeration, Processing};
    check(longer(&[Pending]), ("#5: PENDING 3", "11"), ("#5: PENDING 3", "11"));
    check(longer(&[PendingModeration]), ("#5: PENDING_MODERATION 3", "10"), ("#5: PENDING_MODERATION 3", "10"));
    check(longer(&[PendingEntryReady]), ("#5: PENDING_ENTRY_READY 3", "10"), ("#5: PENDING_ENTRY_READY 3", "11"));
    check(longer(&[Processing]), ("", "10"), ("", "10"));
}

#[test]
fn a_price_beyond_the_credit_calls_the_task_off() {
    use TaskStatus::{Pending, PendingModeration};
    let short = |statuses: &[TaskStatus], credit: &str| longer(statuses).with(|w| w.credit().credit = amount(credit));
    check(short(&[Pending], "10"), ("#5: ABORTED 0", "8"), ("#5: ABORTED 3", "8"));
    check(short(&[PendingModeration], "10"), ("#5: PENDING_MODERATION 3", "10"), ("#5: ABORTED 3", "8"));
    // Documented, the second one sees what the first was charged.
    check(short(&[Pending, Pending], "11"), ("#5: PENDING 3, #6: ABORTED 0", "9"), ("#5: PENDING 3, #6: PENDING 3", "12"));
}

#[test]
fn what_is_paid_per_use_or_scheduled_keeps_its_price() {
    let per_use = longer(&[TaskStatus::Pending]).with(|w| w.items[0].pay_per_use = true);
    check(per_use, ("", "10"), ("", "10"));
    let scheduled = longer(&[]).with(|w| {
        let job_data = JobData::Scheduled { scheduled_event_id: None, start_date: None, end_date: None, entry_duration: Some(61_000) };
        w.stands(Task { job_data: Some(job_data), ..task(5, 1, TaskStatus::Pending) });
    });
    check(scheduled, ("", "10"), ("", "10"));
}

#[test]
fn a_task_whose_profile_or_credit_is_gone_may_not_become_dearer() {
    let no_credit = longer(&[TaskStatus::Pending]).with(|w| w.profiles[0].credit = None);
    check(no_credit, ("#5: ABORTED 0", "8"), ("#5: ABORTED 3", "8"));
    let no_profile = longer(&[TaskStatus::Pending]).with(|w| w.profiles[0].id = ProfileId(1));
    check(no_profile, ("#5: ABORTED 0", "10"), ("#5: ABORTED 3", "10"));
}

#[test]
fn a_changed_task_is_updated_now() {
    let plan = longer(&[TaskStatus::Pending]).plan(vec![Step::Reprice]).unwrap();
    assert_eq!(plan.change[0].after.task.updated_at, Some(NOW));
    assert_eq!(plan.change[0].charge(), Ok(amount("1")));
}
