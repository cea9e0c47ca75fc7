//! Events that do not tell everything (`event.md`, Complete and partial events): only what is asked for matters, and then
//! nothing is done.

use reach_rules::Step;
use reach_rules::content::Entry;
use reach_rules::model::{Assignment, Catalog, CatalogItem, CreditKind, TaskStatus};
use reach_rules::{Decision, ItemId, Need, Undecided};

use crate::configuration::Configuration;
use crate::error::PlanError;
use crate::plan::plan;
use crate::testing::{World, amount, item, order, task};

fn missing(change: impl FnOnce(&mut Entry, Need)) -> World {
    World::of_features(&[1]).with(|w| change(w.entry(), Need::of("object.thing")))
}

#[test]
fn what_a_guard_asks_for_has_to_be_told() {
    let thing = Err(PlanError::Undecided(Need::of("object.thing")));
    let worlds = [
        missing(|entry, need| entry.status = Err(need)),
        missing(|entry, need| entry.block_auto_transcript = Err(need)),
        missing(|entry, need| entry.entry_type = Err(need)),
        missing(|entry, need| entry.media_type = Err(need)),
        missing(|entry, need| entry.duration_ms = Err(need)),
        missing(|entry, need| entry.has_parent = Err(need)),
        missing(|entry, need| entry.is_temporary = Err(need)),
        missing(|entry, need| entry.source_type = Err(need)),
        missing(|entry, need| entry.user_id = Err(need)),
        World::of_features(&[1]).with(|w| w.content.entry = Err(Need::of("object.thing"))),
        World::of_features(&[1]).with(|w| w.content.assets = Err(Need::of("object.thing"))),
    ];
    for world in worlds {
        assert_eq!(world.plan(vec![order(&[1])]), thing);
    }
}

#[test]
fn what_nobody_asks_for_need_not_be_told() {
    let mut unasked = missing(|entry, need| {
        entry.admin_tags = Err(need.clone());
        entry.capabilities = Err(need);
    });
    assert_eq!(unasked.run(vec![order(&[1])]), "item 1: PENDING 2");
    let mut refused_before = World::of_features(&[1]).with(|w| {
        w.assignments.clear();
        w.content.entry = Err(Need::of("related.entry"));
    });
    assert_eq!(refused_before.run(vec![order(&[1])]), "item 1: catalog-item-not-active-on-partner");
    let free = CatalogItem { pricing: None, ..item(1, 5) };
    let mut unpriced = World::of_items(vec![free]).with(|w| w.entry().duration_ms = Err(Need::of("object.msDuration")));
    assert_eq!(unpriced.run(vec![order(&[1])]), "item 1: PENDING 0");
    let mut clips = World::of_features(&[5]).with(|w| w.content.schedule_events = Err(Need::of("related.scheduleEvents")));
    assert_eq!(clips.run(vec![order(&[1])]), "item 1: PENDING 2");
}

#[test]
fn a_step_that_cannot_be_decided_undoes_those_before_it() {
    let mut world = World::of_features(&[5]).with(|w| w.stands(task(5, 9, TaskStatus::Pending)));
    world.items.push(item(2, 1));
    world.assignments.push(Assignment { item: ItemId(2), ..world.assignments[0] });
    world.entry().block_auto_transcript = Err(Need::of("object.blockAutoTranscript"));
    let before: Vec<_> = world.standing.tasks().cloned().collect();
    assert!(world.plan(vec![order(&[1]), Step::Withdraw, order(&[2])]).is_err());
    assert_eq!(world.standing.tasks().cloned().collect::<Vec<_>>(), before);
    assert_eq!(world.standing.accounts().count(), 0);
}

#[test]
fn an_undecided_decision_is_not_planned() {
    let world = World::of_features(&[1]);
    let need = Need::of("related.categoryUsers");
    let decision =
        Decision { steps: vec![order(&[1])], undecided: vec![Undecided { rule: None, need: need.clone() }], ..Decision::default() };
    let catalog = Catalog::new(world.items.clone(), world.assignments.clone());
    let configuration =
        Configuration { catalog: &catalog, profiles: &world.profiles, settings: &world.settings, semantics: &world.semantics };
    let planned = plan(&decision, &world.content, configuration, &world.standing, world.now);
    assert_eq!(planned, Err(PlanError::Undecided(need)));
}

#[test]
fn an_amount_that_does_not_fit_is_an_error_that_names_it() {
    let mut world = World::of_features(&[5]).with(|w| {
        w.profiles[0].used_credit = amount("79228162514264337593543950335");
        w.credit().credit = amount("-9999");
    });
    let error = world.plan(vec![order(&[1])]).unwrap_err();
    assert!(error.to_string().contains("the used credit of profile `77`"), "{error}");
    world.credit().kind = CreditKind::Plain;
    world.credit().credit = amount("79228162514264337593543950335");
    world.credit().overage = Some(amount("5"));
    assert!(world.plan(vec![order(&[1])]).is_err());
}
