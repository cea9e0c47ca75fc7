//! What stands in a new task (`tasks.md F1` to F17), and orders for assets (T21, T22).

use reach_rules::content::{EventObject, ScheduleEvent};
use reach_rules::model::{Dictionary, JobData, ObjectType, TaskStatus};
use reach_rules::platform::Class;
use reach_rules::{CategoryId, ItemId, Order, OrderedItem, PartnerId, RuleId, RuleNumber, Semantics, Step, Subject, TaskId};

use crate::reason::Reason;
use crate::testing::{ACCOUNT, DAY, ENTRY, NOW, PROFILE, World, amount, asset, order, order_of, original, task};

#[test]
fn a_new_task_takes_its_fields_from_profile_item_and_entry() {
    let mut world = World::of_features(&[3]).with(|w| {
        w.profiles[0].dictionaries = vec![
            Dictionary { language: "French".into(), data: "Lyon".into() },
            Dictionary { language: "English".into(), data: "Acme".into() },
            Dictionary { language: "English".into(), data: "second".into() },
        ];
        w.profiles[0].auto_display_machine_captions = true;
        w.content.object = EventObject::CategoryEntry { category: Ok(Some(CategoryId(7))) };
        w.assets().push(original(4));
        w.stands(task(40, 1, TaskStatus::Error));
    });
    let plan = world.plan(vec![order(&[1])]).unwrap();
    let new = &plan.create[0];
    let task = &new.standing.task;
    assert_eq!((task.id, new.rule), (TaskId(41), RuleId { profile: PROFILE, number: RuleNumber(1) }));
    assert_eq!((task.partner, task.vendor_partner, &*task.entry_id), (ACCOUNT, Some(PartnerId(900)), ENTRY));
    assert_eq!((task.version, task.context.as_deref(), task.user_id.as_deref()), (4, Some("7"), Some("amy")));
    assert_eq!((task.service_type, task.service_feature, task.turn_around_time), (Some(2), Some(3), Some(DAY)));
    assert_eq!((task.dictionary.as_deref(), task.is_output_moderated), (Some("Acme"), false));
    assert_eq!((task.created_at, task.queue_time, task.expected_finish_time), (Some(NOW), Some(NOW), Some(NOW + DAY)));
    assert_eq!((task.finish_time, task.units_used, new.standing.charged), (None, Some(61_000), amount("2")));
    assert!(new.access.privileges.starts_with("edit:0_entry,"));

    world.entry().status = Ok(Some(1));
    let waiting = &world.plan(vec![order(&[1])]).unwrap().create[0].standing;
    assert_eq!((waiting.task.status, waiting.task.price), (TaskStatus::PendingEntryReady, amount("2")));
    assert_eq!((waiting.task.queue_time, waiting.task.expected_finish_time), (None, None));
    assert!(waiting.charged.is_zero());
}

#[test]
fn tagging_does_not_wait_for_the_entry() {
    let mut world = World::of_features(&[6]).with(|w| w.entry().status = Ok(Some(1)));
    assert_eq!(world.run(vec![order(&[1])]), "item 1: PENDING 2");
}

#[test]
fn job_data_follows_the_feature_and_the_event_object() {
    let caption = || asset("0_caption", Class::CAPTION_ASSET, 2);
    let cases = [
        (2, caption(), Some(JobData::Translation { caption_asset_id: "0_caption".into() })),
        (2, original(0), None),
        (6, caption(), Some(JobData::IntelligentTagging { asset_id: "0_caption".into() })),
        (19, original(0), Some(JobData::SignLanguage { asset_id: "0_flavor0".into() })),
        (19, caption(), None),
        (1, caption(), None),
    ];
    for (feature, object, expected) in cases {
        let world = World::of_features(&[feature]).with(|w| w.content.object = EventObject::Asset(object));
        let plan = world.plan(vec![order(&[1])]).unwrap();
        assert_eq!(plan.create[0].standing.task.job_data, expected, "{feature}");
    }
    let empty = JobData::Scheduled { scheduled_event_id: None, start_date: None, end_date: None, entry_duration: None };
    let live = World::of_features(&[8]).plan(vec![order(&[1])]).unwrap();
    assert_eq!(live.create[0].standing.task.job_data, Some(empty));
}

#[test]
fn a_live_entry_is_scheduled_by_its_latest_active_live_stream_event() {
    let event = |id, start| ScheduleEvent {
        id: Ok(Some(id)),
        is_live_stream: true,
        status: Ok(Some(2)),
        template_entry_id: Ok(Some(ENTRY.into())),
        start_date: Ok(start),
        end_date: Ok(None),
        duration: Ok(None),
    };
    let later = Some(NOW + 9 * DAY);
    let world = World::of_features(&[8]).with(|w| {
        w.entry().is_live = true;
        w.entry().capabilities = Ok(vec!["other".into(), "live_schedule_capability".into()]);
        w.content.schedule_events = Ok(vec![
            event(1, Some(NOW)),
            event(2, Some(NOW + DAY)),
            event(3, None),
            event(7, Some(NOW + DAY)),
            ScheduleEvent { status: Ok(Some(1)), ..event(4, later) },
            ScheduleEvent { is_live_stream: false, ..event(5, later) },
            ScheduleEvent { template_entry_id: Ok(Some("0_other".into())), ..event(6, later) },
        ]);
    });
    let scheduled = |world: &World| match &world.plan(vec![order(&[1])]).unwrap().create[0].standing.task.job_data {
        Some(JobData::Scheduled { scheduled_event_id, start_date, .. }) => (*scheduled_event_id, *start_date),
        other => panic!("{other:?}"),
    };
    assert_eq!(scheduled(&world), (Some(2), Some(NOW + DAY)));
    let without_capability = world.clone().with(|w| w.entry().capabilities = Ok(vec!["other".into()]));
    let not_live = world.with(|w| w.entry().is_live = false);
    for world in [without_capability, not_live] {
        assert_eq!(scheduled(&world), (None, None));
    }
}

#[test]
fn an_order_for_assets_is_made_asset_by_asset() {
    let pdf = |id: &str, status| {
        let mut asset = asset(id, Class::ATTACHMENT_ASSET, status);
        asset.file_ext = Ok(Some("pdf".into()));
        asset.version = Ok(3);
        asset
    };
    let world = World::of_features(&[18, 1]).with(|w| {
        w.content.object = EventObject::CategoryEntry { category: Ok(Some(CategoryId(7))) };
        *w.assets() = vec![pdf("0_a", 1), pdf("0_gone", 3), pdf("0_b", 2)];
    });
    let plan = world.plan(vec![order_of(77, ObjectType::Asset, &[1, 2])]).unwrap();
    let made: Vec<_> = plan.create.iter().map(|new| &new.standing.task).collect();
    let seen: Vec<_> = made.iter().map(|task| (&*task.entry_id, task.version, task.price)).collect();
    assert_eq!(seen, [("0_a", 3, amount("0")), ("0_b", 3, amount("0"))]);
    assert!(made.iter().all(|task| task.object_type == ObjectType::Asset && task.status == TaskStatus::Pending));
    let skipped: Vec<_> = plan.skips.iter().map(|skip| (skip.object.as_deref(), skip.reason)).collect();
    assert_eq!(skipped, [(Some("0_a"), Reason::FeatureNotSupported), (Some("0_b"), Reason::FeatureNotSupported)]);
}

#[test]
fn an_order_for_assets_of_an_entry_event_has_no_object() {
    let mut world = World::of_features(&[18]);
    assert_eq!(world.run(vec![order_of(77, ObjectType::Asset, &[1])]), "item 1: no-task-object");
    let flavor_event = |subject| {
        let items = vec![OrderedItem { item: ItemId(1), rule: RuleNumber(1) }];
        Step::Order(Order { profile: PROFILE, object_type: ObjectType::Asset, items, subject })
    };
    world.content.object = EventObject::Asset(original(0));
    assert_eq!(world.run(vec![flavor_event(Subject::Object)]), "item 1: feature-not-supported");
    assert_eq!(world.run(vec![flavor_event(Subject::Entry)]), "item 1: no-task-object");
}

#[test]
fn an_item_is_ordered_once_an_event_for_the_same_object_and_profile() {
    let mut world = World::of_features(&[10]);
    assert_eq!(world.clone().run(vec![order(&[1, 1]), order(&[1])]), "item 1: PENDING 2");
    world.semantics = Semantics::SERVER;
    assert_eq!(world.run(vec![order(&[1, 1]), order(&[1])]), "item 1: ABORTED 2, item 1: PENDING 2");
}
