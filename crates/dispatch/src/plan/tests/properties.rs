//! Properties of the documented semantics (`divergences.md P5`, P7), and of every plan.

use proptest::collection::vec;
use proptest::prelude::*;
use reach_rules::content::Asset;
use reach_rules::model::{CatalogItem, ObjectType, Task, TaskStatus};
use reach_rules::{Credits, ProfileId, Semantics, Step};

use crate::plan::Plan;
use crate::standing::Standing;
use crate::testing::{World, amount, flavor, item, order_of, original, profile, task};

const PROFILES: [i64; 2] = [77, 78];
const ITEMS: i64 = 5;

fn items() -> impl Strategy<Value = Vec<CatalogItem>> {
    let one = (prop::sample::select(vec![1, 2, 5, 6, 10, 14]), any::<bool>(), prop::bool::weighted(0.2));
    vec(one, ITEMS as usize).prop_map(|drawn| {
        let number = |(id, (feature, add_on, pay_per_use)): (i64, (i64, bool, bool))| CatalogItem {
            pay_per_use,
            fixed_price_addons: add_on.then(|| amount("0.25")),
            max_video_duration: Some(300),
            ..item(id, feature)
        };
        (1..).zip(drawn).map(number).collect()
    })
}

fn tasks() -> impl Strategy<Value = Vec<Task>> {
    let one = (1..=ITEMS, prop::sample::select(&TaskStatus::ALL[..]), prop::sample::select(&PROFILES[..]), 0..3_i64, 0..4_i64);
    vec(one, 0..6).prop_map(|drawn| {
        let number = |(id, (item, status, profile, version, price)): (i64, (i64, TaskStatus, i64, i64, i64))| Task {
            profile: ProfileId(profile),
            version,
            price: Credits::whole(price),
            ..task(id, item, status)
        };
        (100..).zip(drawn).map(number).collect()
    })
}

fn step() -> impl Strategy<Value = Step> {
    let order = (prop::sample::select(&PROFILES[..]), vec(1..=ITEMS + 1, 1..4));
    prop_oneof![
        4 => order.prop_map(|(profile, items)| order_of(profile, ObjectType::Entry, &items)),
        1 => Just(Step::Reprice),
        1 => Just(Step::Release),
        1 => Just(Step::Withdraw),
    ]
}

fn world() -> impl Strategy<Value = World> {
    let entry = (prop::sample::select(vec![1, 2]), prop::sample::select(vec![None, Some(0), Some(9_000), Some(61_000), Some(400_000)]));
    let assets = (0..3_i64, any::<bool>());
    let profiles = (0..12_i64, 0..12_i64, prop::option::of(Just("3")));
    (items(), tasks(), entry, assets, profiles).prop_map(|(items, tasks, (status, duration), (version, has_flavor), drawn)| {
        let mut world = World::of_items(items);
        let (credit, other_credit, flavors) = drawn;
        world.profiles.push(profile(78));
        for (profile, credit) in world.profiles.iter_mut().zip([credit, other_credit]) {
            profile.credit.as_mut().unwrap().credit = Credits::whole(credit);
            profile.used_credit = amount("1.5");
        }
        world.profiles[0].flavor_params_ids = flavors.map(Into::into);
        world.entry().status = Ok(Some(status));
        world.entry().duration_ms = Ok(duration);
        let flavor: Option<Asset> = has_flavor.then(|| flavor(3, 2));
        world.assets().extend(flavor.into_iter().chain([original(version)]));
        for task in tasks {
            let own = task.profile;
            let per_use = world.items.iter().any(|item| item.id == task.item && item.pay_per_use);
            if !per_use && [TaskStatus::Pending, TaskStatus::Processing, TaskStatus::Scheduled].contains(&task.status) {
                let paying = world.profiles.iter_mut().find(|profile| profile.id == own).unwrap();
                paying.used_credit = paying.used_credit.plus(task.price).unwrap();
            }
            world.stands(task);
        }
        world
    })
}

fn used(standing: &Standing, world: &World, profile: ProfileId) -> Credits {
    let configured = || world.profiles.iter().find(|other| other.id == profile).unwrap().used_credit;
    standing.account(profile).map_or_else(configured, |account| account.used)
}

/// The charge of P7.
fn charges(standing: &Standing, world: &World, profile: ProfileId) -> Credits {
    use TaskStatus::{Error, Pending, Processing, Ready, Scheduled};
    let per_use = |task: &Task| world.items.iter().any(|item| item.id == task.item && item.pay_per_use);
    let tasks = standing.tasks().map(|standing| &standing.task).filter(|task| task.profile == profile && !per_use(task));
    let charged = tasks.filter(|task| [Pending, Ready, Processing, Error, Scheduled].contains(&task.status));
    charged.fold(Credits::ZERO, |sum, task| sum.plus(task.price).unwrap())
}

fn applied(world: &World, plan: &Plan) -> Standing {
    let mut standing = world.standing.clone();
    standing.apply(plan);
    standing
}

proptest! {
    #[test]
    fn used_credit_grows_by_what_the_tasks_cost(world in world(), steps in vec(step(), 1..6)) {
        let plan = world.plan(steps).unwrap();
        let after = applied(&world, &plan);
        for id in PROFILES.map(ProfileId) {
            let grown = used(&after, &world, id).minus(used(&world.standing, &world, id)).unwrap();
            let cost = charges(&after, &world, id).minus(charges(&world.standing, &world, id)).unwrap();
            prop_assert_eq!(grown, cost);
        }
    }

    #[test]
    fn used_credit_is_the_sum_of_its_movements(world in world(), steps in vec(step(), 1..6), server in any::<bool>()) {
        let world = if server { world.server() } else { world };
        let plan = world.plan(steps).unwrap();
        let after = applied(&world, &plan);
        for account in after.accounts() {
            let own = plan.movements.iter().filter(|movement| movement.profile == account.profile);
            let sum = own.fold(Credits::ZERO, |sum, movement| sum.plus(movement.amount).unwrap());
            prop_assert_eq!(sum, account.used);
        }
    }

    #[test]
    fn the_order_of_profiles_and_assignments_changes_nothing(world in world(), steps in vec(step(), 1..6)) {
        let mut turned = world.clone();
        turned.profiles.reverse();
        turned.assignments.reverse();
        prop_assert_eq!(world.plan(steps.clone()), turned.plan(steps));
    }

    #[test]
    fn a_standing_task_is_charged_what_it_costs_while_it_may_be_called_off(world in world(), steps in vec(step(), 1..6)) {
        let after = applied(&world, &world.plan(steps).unwrap());
        for standing in after.tasks().filter(|standing| standing.task.status == TaskStatus::Pending) {
            let per_use = world.items.iter().any(|item| item.id == standing.task.item && item.pay_per_use);
            prop_assert_eq!(standing.charged, if per_use { Credits::ZERO } else { standing.task.price });
        }
    }

    #[test]
    fn one_step_after_the_other_comes_to_the_same_as_all_at_once(world in world(), steps in vec(step(), 1..4)) {
        // R11 counts within one event, so it is set aside here.
        let semantics = Semantics { repeats_within_event: true, ..Semantics::DOCUMENTED };
        let world = world.with(|world| world.semantics = semantics);
        let at_once = applied(&world, &world.plan(steps.clone()).unwrap());
        let mut one_by_one = world.clone();
        for step in steps {
            let plan = one_by_one.plan(vec![step]).unwrap();
            one_by_one.standing.apply(&plan);
        }
        let all = |standing: &Standing| {
            let mut tasks: Vec<_> = standing.tasks().cloned().collect();
            tasks.sort_by_key(|standing| standing.task.id);
            tasks
        };
        prop_assert_eq!(all(&at_once), all(&one_by_one.standing));
    }
}
