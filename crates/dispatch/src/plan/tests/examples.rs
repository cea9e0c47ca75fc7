//! The worked examples of `tasks.md`, Y1 to Y30: the same world, told in one line each.

use reach_rules::content::{Entry, EventObject, ScheduleEvent};
use reach_rules::model::{Assignment, CatalogItem, CreditKind, JobData, ObjectType, PriceFunction, Pricing, Status, Task, TaskStatus};
use reach_rules::{Credits, ItemId, PartnerId, ProfileId, Semantics, Step};

use crate::testing::{ACCOUNT, DAY, ENTRY, NOW, World, amount, flavor, item, order, order_of, original, profile, task};

fn captions() -> World {
    World::of_features(&[1])
}

fn chapters() -> World {
    World::of_features(&[5])
}

/// What comes of one order of item 1, and the used credit afterwards, in both semantics.
#[track_caller]
fn check(world: World, documented: (&str, &str), server: (&str, &str)) {
    for (mut world, expected) in [(world.clone(), documented), (world.server(), server)] {
        let told = world.run(vec![order(&[1])]);
        assert_eq!((told.as_str(), world.used().as_str()), expected, "{:?}", world.semantics.reading);
    }
}

#[track_caller]
fn check_both(world: World, told: &str, used: &str) {
    check(world, (told, used), (told, used));
}

const MADE: &str = "item 1: PENDING 2";

#[test]
fn an_order_that_nothing_stops_makes_a_task_and_charges_it() {
    check_both(captions(), MADE, "2"); // Y1
    check_both(World::of_features(&[5]).with(|w| w.entry().duration_ms = Ok(Some(1))), "item 1: PENDING 1", "1"); // Y11
}

#[test]
fn items_are_offered_and_assigned() {
    let assigned = |status| captions().with(|w| w.assignments[0].status = status);
    let offered = |status| captions().with(|w| w.items[0].status = status);
    check_both(assigned(Status::Disabled), "item 1: catalog-item-not-active-on-partner", "0"); // Y2
    check_both(offered(Status::Deleted), "item 1: catalog-item-unknown", "0"); // Y3
    check_both(offered(Status::Disabled), MADE, "2");
}

#[test]
fn admin_tags_may_stop_an_order() {
    let tagged = |tags: &[&str]| {
        captions().with(|w| {
            w.settings.restrain_admin_tag = Some("stop".into());
            w.entry().admin_tags = Ok(tags.iter().map(|&tag| tag.into()).collect());
        })
    };
    check_both(tagged(&["a", "stop", "b"]), "item 1: restraining-admin-tag", "0"); // Y4
    check_both(tagged(&["stopper"]), MADE, "2");
    let excluding = |excluded: &[&str]| {
        tagged(&["x", "y"]).with(|w| w.items[0].admin_tags_to_exclude = excluded.iter().map(|&tag| tag.into()).collect())
    };
    check_both(excluding(&["q", "y"]), "item 1: admin-tag-excluded", "0"); // Y12
    check_both(excluding(&["q"]), MADE, "2");
}

#[test]
fn a_feature_takes_some_entries() {
    let media = |feature, media: Option<&str>| World::of_features(&[feature]).with(|w| w.entry().media_type = Ok(media.map(Into::into)));
    check_both(media(1, Some("2")), "item 1: entry-type-not-supported", "0"); // Y5
    check_both(media(1, None), MADE, "2");
    check_both(media(1, Some("0")), MADE, "2");
    check_both(media(10, None), "item 1: entry-type-not-supported", "0"); // Y6
}

#[test]
fn a_length_is_within_limits_or_not_known_yet() {
    let long = |duration| {
        World::of_features(&[14]).with(|w| {
            w.items[0].max_video_duration = Some(61);
            w.entry().duration_ms = Ok(duration);
        })
    };
    check_both(long(Some(61_001)), "item 1: duration-exceeds", "0"); // Y7
    check_both(long(Some(61_000)), MADE, "2");
    check(long(None), ("item 1: PENDING_ENTRY_READY 0", "0"), ("item 1: PENDING 0", "0"));
    let short = |duration| captions().with(|w| w.entry().duration_ms = Ok(duration));
    check_both(short(Some(9_999)), "item 1: duration-below-minimum", "0"); // Y10
    check_both(short(Some(10_000)), "item 1: PENDING 1", "1");
    check(short(None), ("item 1: PENDING_ENTRY_READY 0", "0"), ("item 1: duration-below-minimum", "0"));
    check(short(Some(0)), ("item 1: PENDING_ENTRY_READY 0", "0"), ("item 1: duration-below-minimum", "0"));
}

#[test]
fn flavors_that_are_missing_are_waited_for() {
    let flavors = |ids: &str, ready: &[i64]| {
        captions().with(|w| {
            w.profiles[0].flavor_params_ids = Some(ids.into());
            *w.assets() = ready.iter().map(|&params| flavor(params, 2)).collect();
        })
    };
    let waits = ("item 1: PENDING_ENTRY_READY 2", "0");
    let refused = ("item 1: flavors-not-ready", "0");
    check(flavors("3,4", &[3]), waits, refused); // Y8
    check_both(flavors("3,4", &[3, 4]), MADE, "2");
    check_both(flavors("3, 4", &[4, 3, 9]), MADE, "2");
    check(flavors("3,3", &[]), waits, refused); // Y9
    check(flavors("3,3", &[3]), (MADE, "2"), refused); // D36
    check(flavors("3,x", &[3]), waits, refused);
    let unready = flavors("3", &[]).with(|w| w.assets().push(flavor(3, 1)));
    check(unready, waits, refused);
}

#[test]
fn a_flavor_that_arrives_releases_what_waits_for_it() {
    let mut world = captions().with(|w| {
        w.profiles[0].flavor_params_ids = Some("3,4".into());
        w.assets().push(flavor(3, 2));
    });
    assert_eq!(world.run(vec![order(&[1])]), "item 1: PENDING_ENTRY_READY 2");
    world.assets().push(flavor(4, 2));
    assert_eq!(world.run(vec![order(&[1]), Step::Release]), "#1: PENDING 2, item 1: duplicate-task");
    assert_eq!(world.used(), "2");
}

#[test]
fn a_standing_task_makes_an_order_a_duplicate() {
    for status in TaskStatus::ALL {
        let world = captions().with(|w| w.stands(task(5, 1, status))).with(|w| w.profiles[0].used_credit = amount("10"));
        match status {
            TaskStatus::Rejected | TaskStatus::Error | TaskStatus::Scheduled | TaskStatus::Aborted => {
                check_both(world, MADE, "12"); // Y13
            }
            TaskStatus::Pending
            | TaskStatus::Ready
            | TaskStatus::Processing
            | TaskStatus::PendingModeration
            | TaskStatus::PendingEntryReady => check_both(world, "item 1: duplicate-task", "10"),
        }
    }
    let versioned = |own, original_version| {
        captions().with(|w| {
            w.stands(Task { version: own, ..task(5, 1, TaskStatus::Ready) });
            w.assets().push(original(original_version));
        })
    };
    check_both(versioned(3, 0), "item 1: duplicate-task", "0"); // Y14
    check_both(versioned(3, 3), "item 1: duplicate-task", "0");
    check_both(versioned(3, 4), MADE, "2");
    let linked = captions().with(|w| {
        w.items[0].linked_items = [ItemId(7), ItemId(8)].into();
        w.stands(task(5, 8, TaskStatus::Ready));
    });
    check_both(linked, "item 1: duplicate-task", "0");
}

#[test]
fn a_new_version_replaces_what_the_vendor_has_not_begun() {
    let world = chapters().with(|w| {
        w.profiles[0].used_credit = amount("2");
        w.stands(task(5, 1, TaskStatus::Pending));
        w.assets().push(original(3));
    });
    check(world, ("item 1: PENDING 2, #5: ABORTED 0", "2"), ("item 1: PENDING 2, #5: ABORTED 2", "4")); // Y15
}

#[test]
fn what_comes_back_counts_when_credit_is_short() {
    let world = chapters().with(|w| {
        w.credit().credit = amount("3");
        w.profiles[0].used_credit = amount("2");
        w.stands(Task { version: 1, ..task(5, 1, TaskStatus::Pending) });
        w.assets().push(original(2));
    });
    check(
        world.clone(),
        ("item 1: PENDING 2, #5: ABORTED 0", "2"),
        ("#5: ABORTED 2, item 1: credit-exceeded", "2"), // Y16
    );
    let of_another = world.with(|w| {
        w.profiles.push(profile(78));
        w.stands(Task { version: 1, profile: ProfileId(78), ..task(5, 1, TaskStatus::Pending) });
    });
    check(of_another, ("item 1: credit-exceeded", "2"), ("#5: ABORTED 2, item 1: credit-exceeded", "2"));
}

#[test]
fn the_first_of_two_profiles_wins() {
    let mut world = captions().with(|w| w.profiles.push(profile(78)));
    let steps = [77, 78].map(|id| order_of(id, ObjectType::Entry, &[1]));
    assert_eq!(world.run(steps.into()), "item 1: PENDING 2, item 1: duplicate-task"); // Y17
    assert_eq!(world.standing.account(ProfileId(78)).map(|account| account.used), None);
}

#[test]
fn linked_items_are_duplicates_of_each_other() {
    let mut world = World::of_features(&[1, 1]).with(|w| w.items[1].linked_items = [ItemId(7), ItemId(1)].into());
    assert_eq!(world.run(vec![order(&[1, 2])]), "item 1: PENDING 2, item 2: duplicate-task"); // Y18
}

#[test]
fn the_same_event_again_makes_nothing_but_what_is_never_a_duplicate() {
    let twice = |mut world: World| {
        world.run(vec![order(&[1])]);
        let told = world.run(vec![order(&[1])]);
        (told, world.used())
    };
    assert_eq!(twice(captions()), ("item 1: duplicate-task".into(), "2".into())); // Y19
    let clips = World::of_features(&[10]);
    assert_eq!(twice(clips.clone()), ("item 1: PENDING 2, #1: ABORTED 0".into(), "2".into())); // Y20
    assert_eq!(twice(clips.server()), ("item 1: PENDING 2, #1: ABORTED 2".into(), "4".into()));
}

#[test]
fn what_waits_is_awaited_even_if_it_is_never_a_duplicate() {
    let waits_of = |item| World::of_features(&[10, 10]).with(|w| w.stands(task(5, item, TaskStatus::PendingEntryReady)));
    check(waits_of(1), ("item 1: duplicate-task", "0"), ("item 1: PENDING 2, #5: ABORTED 2", "2")); // D30
    check_both(waits_of(2), MADE, "2");
    let linked = waits_of(2).with(|w| w.items[0].linked_items = [ItemId(2)].into());
    check_both(linked, MADE, "2");
}

#[test]
fn credit_that_is_there_may_be_used_up() {
    let with_credit = |credit: &str, used: &str| {
        captions().with(|w| {
            w.credit().credit = amount(credit);
            w.profiles[0].used_credit = amount(used);
        })
    };
    check_both(with_credit("1", "0"), "item 1: credit-exceeded", "0"); // Y21
    check_both(with_credit("2", "0"), MADE, "2");
    check_both(with_credit("-9999", "5000"), MADE, "5002"); // Y22
    let unlimited = with_credit("-9999", "5000").with(|w| w.credit().kind = CreditKind::Unlimited);
    check_both(unlimited, MADE, "5002");
    let overdrawn = with_credit("1", "0").with(|w| w.credit().overage = Some(amount("0.5")));
    check_both(overdrawn.clone(), "item 1: credit-exceeded", "0");
    check_both(overdrawn.with(|w| w.credit().add_on = Some(amount("0.5"))), MADE, "2");
}

#[test]
fn an_add_on_alone_is_charged_and_asks_for_no_credit() {
    let world = captions().with(|w| {
        w.items[0].fixed_price_addons = Some(amount("5"));
        w.items[0].pricing = Some(Pricing { price_per_unit: Some(Credits::ZERO), function: PriceFunction::PerMinute });
        w.profiles[0].used_credit = amount("1000");
    });
    check_both(world, "item 1: PENDING 5", "1005"); // Y23
}

#[test]
fn what_is_paid_per_use_costs_nothing_yet_but_asks_for_credit() {
    let used = |used: &str| {
        captions().with(|w| {
            w.items[0].pay_per_use = true;
            w.profiles[0].used_credit = amount(used);
        })
    };
    check_both(used("999"), "item 1: PENDING 0", "999"); // Y24
    check_both(used("1000"), "item 1: credit-exceeded", "1000");
}

#[test]
fn what_costs_nothing_is_made_whatever_the_credit() {
    let nothing = chapters().with(|w| {
        w.entry().duration_ms = Ok(Some(0));
        w.profiles[0].used_credit = amount("2000");
    });
    check_both(nothing, "item 1: PENDING 0", "2000"); // Y25
    let expired = chapters().with(|w| w.credit().kind = CreditKind::TimeRange { to_date: NOW - DAY });
    check_both(expired.clone(), "item 1: credit-expired", "0"); // Y26
    check_both(expired.with(|w| w.items[0].pricing = None), "item 1: PENDING 0", "0");
    let no_credit = chapters().with(|w| w.profiles[0].credit = None);
    check_both(no_credit.clone(), "item 1: credit-expired", "0");
    check_both(no_credit.with(|w| w.items[0].pricing = None), "item 1: PENDING 0", "0");
}

#[test]
fn used_credit_is_recounted_by_the_server_alone() {
    let world = captions().with(|w| {
        w.profiles[0].used_credit = amount("500");
        w.credit().kept.last_sync_time = None;
    });
    check(world, (MADE, "502"), (MADE, "2")); // Y27
}

#[test]
fn credit_runs_out_in_the_order_of_items() {
    let mut world = World::of_features(&[5, 5]).with(|w| w.credit().credit = amount("3"));
    assert_eq!(world.clone().run(vec![order(&[1, 2])]), "item 1: PENDING 2, item 2: credit-exceeded"); // Y28
    assert_eq!(world.clone().run(vec![order(&[2, 1])]), "item 2: PENDING 2, item 1: credit-exceeded");
    world.semantics = Semantics::SERVER;
    assert_eq!(world.run(vec![order(&[2, 1])]), "item 1: PENDING 2, item 2: credit-exceeded");
}

#[test]
fn a_recorded_live_entry_waits_for_a_flavor() {
    let recorded = captions().with(|w| w.entry().source_type = Ok(Some("36".into())));
    for (mut world, used) in [(recorded.clone(), "2"), (recorded.server(), "0")] {
        assert_eq!(world.run(vec![order(&[1])]), "item 1: PENDING_ENTRY_READY 2"); // Y29
        world.assets().push(flavor(0, 2));
        assert_eq!(world.run(vec![Step::Reprice, Step::Release]), "#1: PENDING 2");
        assert_eq!(world.used(), used);
    }
}

#[test]
fn a_live_task_is_for_the_time_of_its_schedule_event() {
    let captions = CatalogItem {
        pricing: Some(Pricing { price_per_unit: Some(amount("2")), function: PriceFunction::PerMinute }),
        start_time_buffer: 60,
        end_time_buffer: 30,
        ..item(1, 8)
    };
    let world = World::of_items(vec![captions]).with(|w| {
        w.content.object = EventObject::ScheduleEvent(ScheduleEvent {
            id: Ok(Some(9)),
            is_live_stream: true,
            status: Ok(Some(2)),
            template_entry_id: Ok(Some(ENTRY.into())),
            start_date: Ok(Some(NOW + DAY)),
            end_date: Ok(Some(NOW + DAY + 3_600)),
            duration: Ok(Some(3_600)),
        });
    });
    check_both(world.clone(), "item 1: PENDING 124", "124"); // Y30
    let plan = world.plan(vec![order(&[1])]).unwrap();
    let expected = JobData::Scheduled {
        scheduled_event_id: Some(9),
        start_date: Some(NOW + DAY - 60),
        end_date: Some(NOW + DAY + 3_630),
        entry_duration: Some(3_690_000),
    };
    assert_eq!(plan.create[0].standing.task.job_data, Some(expected));
}

#[test]
fn each_other_guard_refuses_what_it_is_about() {
    let entry = |change: fn(&mut Entry)| captions().with(|w| change(w.entry()));
    check_both(entry(|e| e.block_auto_transcript = Ok(true)), "item 1: block-auto-transcript", "0");
    check_both(entry(|e| e.has_parent = Ok(true)), "item 1: child-entry", "0");
    check_both(entry(|e| e.is_temporary = Ok(true)), "item 1: temporary-entry", "0");
    check_both(entry(|e| e.status = Ok(Some(3))), "item 1: no-task-object", "0");
    check_both(captions().with(|w| w.content.entry = Ok(None)), "item 1: no-task-object", "0");
    check_both(captions().with(|w| w.profiles[0].status = Status::Disabled), "item 1: profile-not-active", "0");
    let of_others = captions().with(|w| {
        w.assignments = vec![Assignment { partner: PartnerId(ACCOUNT.0 + 1), ..w.assignments[0] }];
    });
    check_both(of_others, "item 1: catalog-item-not-active-on-partner", "0");
}

#[test]
fn an_order_for_something_else_is_refused_item_by_item() {
    let mut world = World::of_features(&[1, 5]);
    let step = order_of(77, ObjectType::Other(3), &[1, 9, 2]);
    assert_eq!(
        world.run(vec![step]),
        "item 1: object-type-not-supported, item 9: catalog-item-not-active-on-partner, item 2: object-type-not-supported"
    );
}
