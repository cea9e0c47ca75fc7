//! The draws: accounts, rules, templates and events (L1 to L4, L6, L7, L9, L10).

use super::configuration::Configuration;
use super::domains::{Domains, LONGEST};
use super::draw::{Draw, Purpose};
use super::event::{Entry, Event, Happening};
use super::message;
use super::messages::Messages;
use super::model::{Account, Condition, ITEMS, Modified, Profile, Question, Rule, Template, Writing};
use super::size::Size;

/// How many events each workload has.
pub const EVENTS: usize = 100_000;

/// How many ids of eight digits of base 36 there are.
const ENTRY_IDS: u64 = 36_u64.pow(8);

/// Rules, events, and both as the platform prints them.
#[derive(Debug, Clone)]
pub struct Workload {
    /// How large it is.
    pub size: Size,
    /// The accounts, in ascending id.
    pub accounts: Vec<Account>,
    /// The accounts' configuration, printed.
    pub configuration: Configuration,
    /// The events, in order.
    pub events: Vec<Event>,
    /// The events' messages, in the same order.
    pub messages: Messages,
}

impl Workload {
    /// Makes the workload of that size with its 100 000 events: the same in every run.
    ///
    /// # Errors
    ///
    /// When serde_json cannot print it.
    pub fn generate(size: Size) -> serde_json::Result<Self> {
        Self::with_events(size, EVENTS)
    }

    /// Makes the workload of that size with fewer or more events, which begin as those of [`generate`](Self::generate) do.
    ///
    /// # Errors
    ///
    /// When serde_json cannot print it.
    pub fn with_events(size: Size, count: usize) -> serde_json::Result<Self> {
        let mut draw = Draw::new(size.seed(), Purpose::Rules);
        let accounts: Vec<Account> = (0..size.partners()).map(|number| account(&mut draw, size, 1_001 + number)).collect();
        let mut draw = Draw::new(size.seed(), Purpose::Events);
        let events: Vec<Event> = (0..count).map(|_| event(&mut draw, &accounts)).collect();
        let mut filling = Draw::new(size.seed(), Purpose::Filling);
        let mut messages = Messages::default();
        for (number, event) in events.iter().enumerate() {
            let account = &accounts[event.account];
            messages.push(|bytes| message::print(bytes, &mut filling, number, account.id, event))?;
        }
        Ok(Self { size, configuration: Configuration::print(&accounts)?, accounts, events, messages })
    }
}

/// The kinds of a block of ten rules (L3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tag,
    Equality,
    Comparison,
    Mixed,
    Category,
    Asset,
    /// Always-on in an account's first block, a tag rule in the others.
    Always,
}

const BLOCK: [Kind; 10] = [
    Kind::Tag,
    Kind::Tag,
    Kind::Equality,
    Kind::Equality,
    Kind::Comparison,
    Kind::Mixed,
    Kind::Category,
    Kind::Category,
    Kind::Asset,
    Kind::Always,
];

fn account(draw: &mut Draw, size: Size, id: u32) -> Account {
    let domains = Domains::of_rules(size.profiles_per_partner() * size.rules_per_profile());
    let mut author = Author { draw, id, domains, templates: Vec::new() };
    let rules: Vec<Rule> = (0..domains.blocks()).flat_map(|block| author.block(block == 0)).collect();
    let templates = author.templates;
    let profiles = rules.chunks(size.rules_per_profile() as usize).zip(id * 100 + 1..);
    let profiles = profiles.map(|(rules, id)| Profile { id, rules: rules.to_vec() }).collect();
    Account { id, domains, profiles, templates }
}

/// Writes one account's rules, and their templates as it goes.
struct Author<'a> {
    draw: &'a mut Draw,
    id: u32,
    domains: Domains,
    templates: Vec<Template>,
}

impl Author<'_> {
    fn block(&mut self, first: bool) -> Vec<Rule> {
        let mut kinds = BLOCK;
        self.draw.shuffle(&mut kinds);
        kinds.map(|kind| self.rule(kind, first)).into()
    }

    fn rule(&mut self, kind: Kind, first_block: bool) -> Rule {
        let condition = match kind {
            Kind::Always if first_block => Condition::Always,
            Kind::Category => Condition::Categories(self.categories()),
            Kind::Tag | Kind::Always | Kind::Equality | Kind::Comparison | Kind::Mixed | Kind::Asset => {
                let question = self.question(kind);
                Condition::Templates(self.templates(question))
            }
        };
        let stop_processing = !matches!(condition, Condition::Always) && self.draw.percent(10);
        Rule { condition, items: self.items(), stop_processing }
    }

    fn question(&mut self, kind: Kind) -> Question {
        let (draw, domains) = (&mut *self.draw, self.domains);
        match kind {
            Kind::Tag | Kind::Always | Kind::Category => Question::Tag { tag: draw.below(domains.tags()) },
            Kind::Equality => Question::Equality { media_type: media_type(draw), user: draw.below(domains.users()) },
            Kind::Comparison => {
                let (low, high) = domains.band(draw.below(domains.bands()));
                Question::Comparison { low, high }
            }
            Kind::Mixed => Question::Mixed {
                series: draw.below(domains.series()),
                tag: draw.below(domains.tags()),
                access_control: draw.between(1, 5),
            },
            Kind::Asset => Question::Asset { label: draw.below(domains.labels()), accuracy: draw.pick([80, 90, 95]) },
        }
    }

    /// A template for the question; for each fifth rule, the one before of its kind too (L6).
    fn templates(&mut self, question: Question) -> Vec<usize> {
        let index = self.templates.len();
        let previous = self.templates.iter().rposition(|template| same_kind(template.question, question));
        let modified = if self.draw.half() { Modified::OfObject } else { Modified::OfEvent };
        let writing = Writing { modified, tag_parameter: self.draw.half(), not_by_flag: self.draw.half() };
        self.templates.push(Template { id: self.id * 10_000 + 1 + index as u32, question, writing });
        let fifth = index % 5 == 4;
        std::iter::once(index).chain(previous.filter(|_| fifth)).collect()
    }

    fn categories(&mut self) -> Vec<u32> {
        let count = if self.draw.percent(80) { 1 } else { 3 };
        (0..count).map(|_| category(self.draw, self.id, self.domains)).collect()
    }

    fn items(&mut self) -> Vec<u32> {
        let first = self.draw.below(ITEMS);
        let mut items = vec![self.id * 100 + first];
        if !self.draw.percent(80) {
            let another = (first + self.draw.between(1, ITEMS)) % ITEMS;
            items.push(self.id * 100 + another);
        }
        items
    }
}

fn same_kind(one: Question, other: Question) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}

/// Video in 70 %, audio in 20 %, an image in 10 %.
fn media_type(draw: &mut Draw) -> u32 {
    match draw.below(10) {
        0..7 => 1,
        7..9 => 5,
        _ => 2,
    }
}

fn category(draw: &mut Draw, account: u32, domains: Domains) -> u32 {
    account * 100_000 + draw.below(domains.categories())
}

fn event(draw: &mut Draw, accounts: &[Account]) -> Event {
    let index = draw.below(accounts.len() as u32) as usize;
    let Account { id, domains, .. } = accounts[index];
    let happening = match draw.below(1_000) {
        0..350 => Happening::BecameReady,
        350..595 => Happening::Edited,
        595..700 => Happening::Played,
        700..850 => Happening::Categorised { category: category(draw, id, domains) },
        _ => Happening::Captioned { label: draw.below(domains.labels()), accuracy: draw.between(70, 100) },
    };
    let ready = happening != Happening::Edited || draw.percent(90);
    Event { account: index, happening, entry: entry(draw, id, domains, ready) }
}

fn entry(draw: &mut Draw, account: u32, domains: Domains, ready: bool) -> Entry {
    let id = (u64::from(draw.bits()) << 32 | u64::from(draw.bits())) % ENTRY_IDS;
    Entry {
        id,
        ready,
        tags: [(); 4].map(|()| draw.below(domains.tags())),
        no_reach: draw.percent(5),
        series: draw.below(domains.series()),
        user: draw.below(domains.users()),
        media_type: media_type(draw),
        length: draw.between(15_000, LONGEST),
        access_control: draw.between(1, 5),
        categories: [(); 2].map(|()| category(draw, account, domains)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(account: &Account) -> impl Iterator<Item = &Rule> {
        account.profiles.iter().flat_map(|profile| &profile.rules)
    }

    /// Whether `count` is `percent` of `all`, give or take two per cent of `all`.
    fn about(count: usize, percent: f64, all: usize) -> bool {
        (count as f64 / all as f64 * 100.0 - percent).abs() < 2.0
    }

    #[test]
    fn every_account_has_as_many_rules_of_each_kind_as_its_blocks_say() {
        for size in [Size::W10, Size::W100, Size::W10k] {
            let workload = Workload::with_events(size, 0).unwrap();
            assert_eq!(workload.accounts.iter().flat_map(rules).count(), size.rules() as usize);
            for account in &workload.accounts {
                let blocks = account.domains.blocks() as usize;
                let of = |wanted: fn(Question) -> bool| account.templates.iter().filter(|template| wanted(template.question)).count();
                let asked = [
                    of(|question| matches!(question, Question::Tag { .. })),
                    of(|question| matches!(question, Question::Equality { .. })),
                    of(|question| matches!(question, Question::Comparison { .. })),
                    of(|question| matches!(question, Question::Mixed { .. })),
                    of(|question| matches!(question, Question::Asset { .. })),
                ];
                assert_eq!(asked, [3 * blocks - 1, 2 * blocks, blocks, blocks, blocks]);
                assert_eq!(rules(account).filter(|rule| matches!(rule.condition, Condition::Categories(_))).count(), 2 * blocks);
                assert_eq!(rules(account).filter(|rule| matches!(rule.condition, Condition::Always)).count(), 1);
                assert!(account.profiles.iter().all(|profile| profile.rules.len() == size.rules_per_profile() as usize));
            }
        }
    }

    #[test]
    fn each_fifth_boolean_rule_names_the_template_before_of_its_kind_too() {
        let workload = Workload::with_events(Size::W10k1, 0).unwrap();
        let account = &workload.accounts[0];
        let named = rules(account).filter_map(|rule| match &rule.condition {
            Condition::Templates(templates) => Some(templates),
            Condition::Always | Condition::Categories(_) => None,
        });
        let mut several = 0;
        for (number, templates) in named.enumerate() {
            assert_eq!(templates[0], number);
            if let [own, other] = templates[..] {
                several += 1;
                let question = |index: usize| account.templates[index].question;
                assert!(number % 5 == 4 && same_kind(question(own), question(other)));
                assert!((other + 1..own).all(|between| !same_kind(question(own), question(between))));
            }
        }
        assert_eq!(several, 7_999 / 5);
    }

    #[test]
    fn shares_are_those_of_l7_and_l9() {
        type Wanted = fn(&Event) -> bool;
        let workload = Workload::with_events(Size::W10k, 4_000).unwrap();
        let all: Vec<&Rule> = workload.accounts.iter().flat_map(rules).collect();
        assert!(about(all.iter().filter(|rule| rule.stop_processing).count(), 10.0, all.len()));
        assert!(about(all.iter().filter(|rule| rule.items.len() == 2).count(), 20.0, all.len()));
        assert!(all.iter().all(|rule| rule.items.len() == 1 || rule.items[0] != rule.items[1]));
        assert!(all.iter().all(|rule| !(rule.stop_processing && matches!(rule.condition, Condition::Always))));
        let share = |wanted: Wanted| workload.events.iter().filter(|event| wanted(event)).count();
        let shares: [(f64, Wanted); 7] = [
            (35.0, |event| event.happening == Happening::BecameReady),
            (24.5, |event| event.happening == Happening::Edited),
            (10.5, |event| event.happening == Happening::Played),
            (15.0, |event| matches!(event.happening, Happening::Categorised { .. })),
            (15.0, |event| matches!(event.happening, Happening::Captioned { .. })),
            (5.0, |event| event.entry.no_reach),
            (70.0, |event| event.entry.media_type == 1),
        ];
        for (percent, wanted) in shares {
            assert!(about(share(wanted), percent, workload.events.len()), "{percent} %: {}", share(wanted));
        }
        assert!(workload.events.iter().all(|event| event.entry.ready || event.happening == Happening::Edited));
    }

    #[test]
    fn a_workload_is_the_same_each_time_and_a_shorter_one_is_its_beginning() {
        let [one, other] = [40, 20].map(|events| Workload::with_events(Size::W100, events).unwrap());
        assert!(one.messages.iter().take(20).eq(other.messages.iter()));
        assert!(one.configuration.files().eq(other.configuration.files()));
    }
}
