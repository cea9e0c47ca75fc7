//! A small world: two accounts, four items, three profiles, and events as short as their names.

use reach_dispatch::{Configuration, Decided, Ledger, Receipt, StandingTask, TakenOver};
use reach_rules::content::{Content, Entry, EventObject, TaskEvent, TaskEventChange};
use reach_rules::model::{ObjectType, Task, TaskStatus};
use reach_rules::problem::{ObjectKind, Source};
use reach_rules::{
    Credits, Decision, ItemId, Loaded, Need, Order, OrderedItem, PartnerId, ProfileId, Reading, RuleNumber, Settings, Step, Subject,
    Undecided, load,
};
use serde_json::{Value, json};

/// Monday 2026-03-02, 15:00 UTC.
pub const NOW: i64 = 1_772_463_600;
/// 2026-01-01
pub const NEW_YEAR: i64 = 1_767_225_600;
pub const DAY: i64 = 86_400;
pub const ACCOUNT: PartnerId = PartnerId(101);
pub const OTHER_ACCOUNT: PartnerId = PartnerId(202);
/// Of the account, with a credit of 1000.
pub const PLAIN: ProfileId = ProfileId(77);
/// Of the account, with 20 a month.
pub const MONTHLY: ProfileId = ProfileId(78);
/// Of the other account, with a credit of 1000.
pub const OTHER: ProfileId = ProfileId(88);
/// Captions at 1 a minute: 2 for an entry of the world.
pub const CAPTIONS: i64 = 1;
/// Clips at 1.5 a minute, never a duplicate.
pub const CLIPS: i64 = 2;
/// Chapters, paid per use.
pub const CHAPTERS: i64 = 3;
/// Captions at 0.1 a second: 6.1 for an entry of the world.
pub const BY_THE_SECOND: i64 = 4;
pub const ENTRY: &str = "0_entry";

pub fn amount(text: &str) -> Credits {
    Credits::parse(text).unwrap()
}

/// The configuration of the world.
pub fn config() -> Value {
    let item = |id: i64, feature: i64, price: f64, function: &str| {
        json!({"id": id, "serviceFeature": feature, "serviceType": 2, "turnAroundTime": DAY, "vendorPartnerId": 900,
            "pricing": {"pricePerUnit": price, "priceFunction": format!("kReachUtils::calcPricePer{function}")}})
    };
    let mut items = vec![item(1, 1, 1.0, "Minute"), item(2, 10, 1.5, "Minute"), item(3, 5, 1.0, "Minute"), item(4, 1, 0.1, "Second")];
    items[2]["payPerUse"] = json!(true);
    let assigned: Vec<Value> =
        [101, 202].iter().flat_map(|partner| (1..=4).map(move |item| json!({"partnerId": partner, "catalogItemId": item}))).collect();
    let plain = json!({"objectType": "KalturaVendorCredit", "credit": 1000, "fromDate": NEW_YEAR});
    let monthly = json!({"objectType": "KalturaReoccurringVendorCredit", "credit": 20, "fromDate": NEW_YEAR, "toDate": NEW_YEAR + 364 * DAY,
        "frequency": "month"});
    json!({
        "catalogItems": items,
        "partnerCatalogItems": assigned,
        "profiles": [
            {"id": 77, "partnerId": 101, "status": 2, "rules": [], "credit": plain},
            {"id": 78, "partnerId": 101, "status": 2, "rules": [], "credit": monthly},
            {"id": 88, "partnerId": 202, "status": 2, "rules": [], "credit": plain},
        ],
        "tasks": [],
    })
}

/// A task as the platform's API lists it.
pub fn task(id: i64, item: i64, status: TaskStatus, price: f64) -> Value {
    json!({"id": id, "partnerId": 101, "vendorPartnerId": 900, "entryId": ENTRY, "status": status.number(), "reachProfileId": 77,
        "catalogItemId": item, "price": price, "creationMode": 2, "turnAroundTime": DAY})
}

/// A configuration that was loaded.
pub struct World {
    pub loaded: Loaded,
}

impl World {
    pub fn documented() -> Self {
        World::of(&config(), Reading::Documented)
    }

    /// The configuration after a change.
    pub fn with(change: impl FnOnce(&mut Value)) -> Self {
        let mut config = config();
        change(&mut config);
        World::of(&config, Reading::Documented)
    }

    pub fn of(config: &Value, reading: Reading) -> Self {
        let kinds = [
            (ObjectKind::CatalogItem, "catalogItems"),
            (ObjectKind::Assignment, "partnerCatalogItems"),
            (ObjectKind::Profile, "profiles"),
            (ObjectKind::Task, "tasks"),
        ];
        let texts = kinds.map(|(kind, name)| (kind, name, config[name].to_string()));
        let sources: Vec<Source<'_>> = texts.iter().map(|(kind, name, text)| Source::of(*kind, *name, text.as_bytes())).collect();
        let loaded = load(&sources, Settings::default(), reading);
        assert_eq!(loaded.rules.profiles().len(), config["profiles"].as_array().unwrap().len(), "{:?}", loaded.problems);
        assert_eq!(loaded.tasks.len(), config["tasks"].as_array().unwrap().len(), "{:?}", loaded.problems);
        World { loaded }
    }

    pub fn configuration(&self) -> Configuration<'_> {
        Configuration::of(&self.loaded.rules)
    }

    pub async fn taken_over(&self, ledger: &impl Ledger) -> TakenOver {
        let Loaded { rules, tasks, .. } = &self.loaded;
        ledger.take_over(rules.profiles(), tasks, self.configuration(), NOW).await.unwrap()
    }

    /// Records a batch, and tells of each event what became of it.
    pub async fn record(&self, ledger: &impl Ledger, events: impl IntoIterator<Item = Happening>) -> Vec<String> {
        self.receipts(ledger, events).await.iter().map(told).collect()
    }

    pub async fn receipts(&self, ledger: &impl Ledger, events: impl IntoIterator<Item = Happening>) -> Vec<Receipt> {
        let batch = events.into_iter().map(Happening::decided).collect();
        ledger.record(batch, self.configuration()).await.unwrap()
    }
}

/// A receipt in a line: `#1 PENDING 2` for a new task, `+#5 READY 3` for one made elsewhere, `#1 -> ABORTED 0` for a
/// changed one, `item 1: duplicate-task` for a skip.
pub fn told(receipt: &Receipt) -> String {
    let plan = match receipt {
        Receipt::Recorded(plan) => plan,
        Receipt::AlreadyRecorded => return "already recorded".to_owned(),
        Receipt::SetAside(why) => return format!("set aside: {why}"),
    };
    let of = |task: &Task| format!("{} {}", task.status.name(), task.price);
    let made = plan.create.iter().map(|new| format!("#{} {}", new.standing.task.id, of(&new.standing.task)));
    let adopted = plan.adopt.iter().map(|standing| format!("+#{} {}", standing.task.id, of(&standing.task)));
    let changed = plan.change.iter().map(|change| format!("#{} -> {}", change.id(), of(&change.after.task)));
    let skipped = plan.skips.iter().map(|skip| format!("item {}: {}", skip.item, skip.reason));
    made.chain(adopted).chain(changed).chain(skipped).collect::<Vec<_>>().join(", ")
}

/// The used credit of a profile.
pub async fn used(ledger: &impl Ledger, profile: ProfileId) -> String {
    let accounts = ledger.accounts().await.unwrap();
    accounts.iter().find(|account| account.profile == profile).unwrap().used.to_string()
}

/// The movements of a profile in a line: `opening 0, charge 2`.
pub async fn movements(ledger: &impl Ledger, profile: ProfileId) -> String {
    let movements = ledger.movements(profile).await.unwrap();
    movements.iter().map(|movement| format!("{} {}", movement.kind.name(), movement.amount)).collect::<Vec<_>>().join(", ")
}

pub async fn tasks(ledger: &impl Ledger) -> Vec<StandingTask> {
    ledger.tasks(&[ENTRY]).await.unwrap()
}

/// An event, as short as it can be said.
#[derive(Clone, Debug)]
pub struct Happening {
    pub number: u64,
    pub partner: PartnerId,
    pub now: i64,
    pub steps: Vec<Step>,
    pub undecided: bool,
    pub entry: Entry,
    pub object: EventObject,
}

/// An event of that number on a ready entry of 61 seconds.
pub fn event(number: u64) -> Happening {
    let entry = Entry {
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
        source_type: Ok(None),
        capabilities: Ok(Vec::new()),
        is_live: false,
    };
    let (partner, now, object) = (ACCOUNT, NOW, EventObject::Entry);
    Happening { number, partner, now, steps: Vec::new(), undecided: false, entry, object }
}

impl Happening {
    pub fn of(mut self, partner: PartnerId) -> Self {
        self.partner = partner;
        self
    }

    pub fn at(mut self, now: i64) -> Self {
        self.now = now;
        self
    }

    pub fn on(mut self, entry: &str) -> Self {
        self.entry.id = entry.into();
        self
    }

    pub fn lasting(mut self, milliseconds: i64) -> Self {
        self.entry.duration_ms = Ok(Some(milliseconds));
        self
    }

    /// The entry is still converted.
    pub fn not_ready(mut self) -> Self {
        self.entry.status = Ok(Some(1));
        self
    }

    pub fn orders(mut self, profile: ProfileId, items: &[i64]) -> Self {
        let items = items.iter().map(|&item| OrderedItem { item: ItemId(item), rule: RuleNumber(1) }).collect();
        self.steps.push(Step::Order(Order { profile, object_type: ObjectType::Entry, items, subject: Subject::Object }));
        self
    }

    pub fn does(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// The event tells of a task: that it was made, or that it moved from a status.
    pub fn tells(mut self, task: &Value, change: TaskEventChange) -> Self {
        let mut config = config();
        config["tasks"] = json!([task]);
        let task = World::of(&config, Reading::Documented).loaded.tasks.remove(0);
        self.object = EventObject::Task(TaskEvent {
            id: Ok(Some(task.id)),
            change: Ok(change),
            status: Ok(Some(task.status)),
            task: Ok(Some(Box::new(task))),
        });
        self.does(Step::Settle)
    }

    /// It does not tell what a rule asks.
    pub fn lacking(mut self, what: &str) -> Self {
        self.undecided = true;
        self.entry.admin_tags = Err(Need::of(what));
        self
    }

    pub fn decided(self) -> Decided {
        let undecided = self.entry.admin_tags.clone().err().filter(|_| self.undecided);
        let undecided = undecided.into_iter().map(|need| Undecided { rule: None, need }).collect();
        let content = Content {
            partner: self.partner,
            object: self.object,
            entry: Ok(Some(self.entry)),
            assets: Ok(Vec::new()),
            schedule_events: Ok(Vec::new()),
        };
        Decided {
            partner: self.partner,
            identity: (u128::from(self.number) << 64 | 0xff).to_le_bytes(),
            event_id: format!("event \0 {}", self.number).into(),
            now: self.now,
            content: (!self.steps.is_empty()).then_some(content),
            decision: Decision { steps: self.steps, undecided, ..Decision::default() },
        }
    }
}
