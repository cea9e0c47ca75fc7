//! A small world for tests: one account, items at 1 a minute, profile 77 with a credit of 1000, an entry of 61 seconds.

use reach_rules::content::{Asset, Content, Entry, EventObject};
use reach_rules::model::{
    Assignment, Catalog, CatalogItem, CreationMode, CreditKind, KeptCredit, ObjectType, PriceFunction, Pricing, Profile, ProfileCredit,
    Status, Task, TaskStatus,
};
use reach_rules::platform::{Class, Feature};
use reach_rules::{
    Credits, Decision, ItemId, Order, OrderedItem, PartnerId, ProfileId, RuleNumber, Semantics, Settings, Step, Subject, TaskId,
};

use crate::configuration::Configuration;
use crate::error::PlanError;
use crate::plan::{Plan, plan};
use crate::standing::{Standing, StandingTask};

/// Monday 2026-03-02, 15:00 UTC, 10:00 in New York.
pub(crate) const NOW: i64 = 1_772_463_600;
/// 2026-01-01
pub(crate) const NEW_YEAR: i64 = 1_767_225_600;
pub(crate) const DAY: i64 = 86_400;
pub(crate) const ACCOUNT: PartnerId = PartnerId(101);
pub(crate) const PROFILE: ProfileId = ProfileId(77);
pub(crate) const ENTRY: &str = "0_entry";

pub(crate) fn amount(text: &str) -> Credits {
    Credits::parse(text).unwrap()
}

pub(crate) fn item(id: i64, feature: i64) -> CatalogItem {
    CatalogItem {
        id: ItemId(id),
        name: None,
        status: Status::Active,
        feature: Feature::of(feature),
        service_feature: feature,
        service_type: Some(2),
        turn_around_time: DAY,
        vendor_partner: Some(PartnerId(900)),
        source_language: Some("English".into()),
        target_language: None,
        pricing: Some(Pricing { price_per_unit: Some(amount("1")), function: PriceFunction::PerMinute }),
        pay_per_use: false,
        fixed_price_addons: None,
        admin_tags_to_exclude: [].into(),
        linked_items: [].into(),
        max_video_duration: None,
        start_time_buffer: 0,
        end_time_buffer: 0,
        minimal_refund_time: 0,
    }
}

pub(crate) fn profile(id: i64) -> Profile {
    Profile {
        id: ProfileId(id),
        partner: ACCOUNT,
        name: None,
        status: Status::Active,
        rules: Vec::new(),
        credit: Some(ProfileCredit {
            kind: CreditKind::Plain,
            credit: amount("1000"),
            from_date: NEW_YEAR,
            overage: None,
            add_on: None,
            kept: KeptCredit { last_sync_time: Some(NOW), ..KeptCredit::default() },
        }),
        used_credit: Credits::ZERO,
        dictionaries: Vec::new(),
        flavor_params_ids: None,
        auto_display_human_captions: false,
        auto_display_machine_captions: false,
        human_moderation: false,
        machine_moderation: false,
        human_label_addition: None,
        machine_label_addition: None,
    }
}

pub(crate) fn entry() -> Entry {
    Entry {
        id: ENTRY.into(),
        status: Ok(Some(2)),
        entry_type: Ok(Some("1".into())),
        media_type: Ok(Some("1".into())),
        duration_ms: Ok(Some(61_000)),
        admin_tags: Ok(Vec::new()),
        block_auto_transcript: Ok(false),
        has_parent: Ok(false),
        is_temporary: Ok(false),
        user_id: Ok(Some("amy".into())),
        source_type: Ok(Some("1".into())),
        capabilities: Ok(Vec::new()),
        is_live: false,
    }
}

pub(crate) fn asset(id: &str, class: Class, status: i64) -> Asset {
    Asset {
        id: id.into(),
        class,
        entry_id: Ok(Some(ENTRY.into())),
        status: Ok(Some(status)),
        version: Ok(0),
        flavor_params_id: Ok(None),
        is_original: Ok(false),
        file_ext: Ok(None),
    }
}

pub(crate) fn flavor(params: i64, status: i64) -> Asset {
    Asset { flavor_params_id: Ok(Some(params)), ..asset(&format!("0_flavor{params}"), Class::FLAVOR_ASSET, status) }
}

pub(crate) fn original(version: i64) -> Asset {
    Asset { is_original: Ok(true), version: Ok(version), ..flavor(0, 2) }
}

pub(crate) fn task(id: i64, item: i64, status: TaskStatus) -> Task {
    Task {
        id: TaskId(id),
        partner: ACCOUNT,
        vendor_partner: Some(PartnerId(900)),
        entry_id: ENTRY.into(),
        object_type: ObjectType::Entry,
        profile: PROFILE,
        item: ItemId(item),
        status,
        price: amount("2"),
        old_price: None,
        units_used: None,
        version: 0,
        context: None,
        creation_mode: CreationMode::Automatic,
        user_id: None,
        service_type: Some(2),
        service_feature: None,
        turn_around_time: Some(DAY),
        dictionary: None,
        is_request_moderated: false,
        is_output_moderated: true,
        job_data: None,
        err_description: None,
        created_at: None,
        updated_at: None,
        queue_time: None,
        finish_time: None,
        expected_finish_time: None,
    }
}

#[derive(Clone, Debug)]
pub(crate) struct World {
    pub items: Vec<CatalogItem>,
    pub profiles: Vec<Profile>,
    pub assignments: Vec<Assignment>,
    pub settings: Settings,
    pub semantics: Semantics,
    pub standing: Standing,
    pub content: Content,
    pub now: i64,
}

impl World {
    /// Items of these features, numbered from 1 and assigned in that order.
    pub(crate) fn of_features(features: &[i64]) -> Self {
        World::of_items((1..).zip(features).map(|(id, &feature)| item(id, feature)).collect())
    }

    pub(crate) fn of_items(items: Vec<CatalogItem>) -> Self {
        let assign = |item: &CatalogItem| Assignment { id: None, partner: ACCOUNT, item: item.id, status: Status::Active };
        World {
            assignments: items.iter().map(assign).collect(),
            items,
            profiles: vec![profile(PROFILE.0)],
            settings: Settings::default(),
            semantics: Semantics::DOCUMENTED,
            standing: Standing::default(),
            content: Content {
                partner: ACCOUNT,
                object: EventObject::Entry,
                entry: Ok(Some(entry())),
                assets: Ok(Vec::new()),
                schedule_events: Ok(Vec::new()),
            },
            now: NOW,
        }
    }

    pub(crate) fn server(mut self) -> Self {
        self.semantics = Semantics::SERVER;
        self
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub(crate) fn entry(&mut self) -> &mut Entry {
        self.content.entry.as_mut().unwrap().as_mut().unwrap()
    }

    pub(crate) fn assets(&mut self) -> &mut Vec<Asset> {
        self.content.assets.as_mut().unwrap()
    }

    pub(crate) fn credit(&mut self) -> &mut ProfileCredit {
        self.profiles[0].credit.as_mut().unwrap()
    }

    /// Puts a task there as a configuration brings it.
    pub(crate) fn stands(&mut self, task: Task) {
        let per_use = self.items.iter().any(|item| item.id == task.item && item.pay_per_use);
        self.standing.put(StandingTask::brought(task, per_use));
    }

    pub(crate) fn plan(&self, steps: Vec<Step>) -> Result<Plan, PlanError> {
        let catalog = Catalog::new(self.items.iter().cloned(), self.assignments.clone());
        let configuration =
            Configuration { catalog: &catalog, profiles: &self.profiles, settings: &self.settings, semantics: &self.semantics };
        let decision = Decision { steps, ..Decision::default() };
        plan(&decision, &self.content, configuration, &self.standing, self.now)
    }

    /// Plans, applies, and tells what came of it.
    pub(crate) fn run(&mut self, steps: Vec<Step>) -> String {
        let plan = self.plan(steps).unwrap();
        self.standing.apply(&plan);
        told(&plan)
    }

    /// The used credit of profile 77.
    pub(crate) fn used(&self) -> String {
        let account = self.standing.account(PROFILE);
        account.map_or(self.profiles[0].used_credit, |account| account.used).to_string()
    }
}

/// An order of profile 77 for entries.
pub(crate) fn order(items: &[i64]) -> Step {
    order_of(PROFILE.0, ObjectType::Entry, items)
}

pub(crate) fn order_of(profile: i64, object_type: ObjectType, items: &[i64]) -> Step {
    let items = items.iter().map(|&item| OrderedItem { item: ItemId(item), rule: RuleNumber(1) }).collect();
    Step::Order(Order { profile: ProfileId(profile), object_type, items, subject: Subject::Object })
}

/// A plan in one line: `item 1: PENDING 2` for a new task, `#5: ABORTED 0` for a changed one, `item 2: duplicate-task`
/// for a skip.
pub(crate) fn told(plan: &Plan) -> String {
    let status = |task: &Task| format!("{} {}", task.status.name(), task.price);
    let made = plan.create.iter().map(|new| format!("item {}: {}", new.standing.task.item, status(&new.standing.task)));
    let changed = plan.change.iter().map(|change| format!("#{}: {}", change.id(), status(&change.after.task)));
    let skipped = plan.skips.iter().map(|skip| format!("item {}: {}", skip.item, skip.reason));
    made.chain(changed).chain(skipped).collect::<Vec<_>>().join(", ")
}
