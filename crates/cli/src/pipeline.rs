//! One body, from bytes to a decision: what dry run and real run share.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use reach_dispatch::Decided;
use reach_events::{Body, Decoder, EventId, SetAside};
use reach_rules::content::Content;
use reach_rules::event::Event;
use reach_rules::facts::Facts;
use reach_rules::platform::Class;
use reach_rules::{PartnerId, RuleSet, Trace};

use crate::failure::Failure;

/// What time it is for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine's.
    Wall,
    /// Always this, Unix seconds.
    Fixed(i64),
    /// Each event's own time; the machine's for events without one.
    Event,
}

impl Clock {
    /// The clock that `--now` names.
    ///
    /// # Errors
    /// It is neither a time nor `event`.
    pub fn parse(text: Option<&str>) -> Result<Self, Failure> {
        match text {
            None => Ok(Clock::Wall),
            Some("event") => Ok(Clock::Event),
            Some(text) => match text.parse::<Timestamp>() {
                Ok(time) => Ok(Clock::Fixed(time.as_second())),
                Err(_) => Err(Failure::Usage {
                    message: format!("`--now {text}` is no time: write an RFC 3339 time such as 2026-03-02T10:00:00Z, or `event`"),
                }),
            },
        }
    }

    fn at(self, event: &Event<'_>) -> i64 {
        match self {
            Clock::Fixed(now) => now,
            Clock::Event => event.time.unwrap_or_else(wall),
            Clock::Wall => wall(),
        }
    }
}

/// The machine's clock, Unix seconds.
pub fn wall() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}

/// What people know an event by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventInfo {
    /// Its line in the file.
    pub line: u64,
    /// Its identity.
    pub id: String,
    /// Its account.
    pub partner: PartnerId,
    /// Its type, as the platform names it.
    pub event_type: String,
    /// Its object's class.
    pub object_type: String,
    /// Whether that class is one that the engine knows (`expressions.md S5`).
    pub known_class: bool,
    /// Its object's id.
    pub object_id: Option<String>,
}

/// A body that was read.
pub enum Judged {
    /// It is an event, and the rules have decided.
    Decided(EventInfo, Box<Decided>),
    /// It is none.
    SetAside(SetAside),
}

/// Decodes and decides.
pub struct Pipeline<'r> {
    /// The rules.
    pub rules: &'r RuleSet,
    /// How bodies are read.
    pub decoder: Decoder,
    /// What time it is.
    pub clock: Clock,
}

impl Pipeline<'_> {
    /// What the rules make of a body.
    pub fn judge(&self, body: &Body, trace: &mut impl Trace) -> Judged {
        if let Some(refused) = &body.refused {
            return Judged::SetAside(refused.clone());
        }
        let event = match self.decoder.decode(&body.bytes) {
            Ok(event) => event,
            Err(why) => return Judged::SetAside(why),
        };
        let identity = EventId::of(event.id.as_deref(), body.message_id.as_deref(), &body.bytes);
        let now = self.clock.at(&event);
        let facts = self.rules.facts(&event, now);
        let decision = self.rules.decide(&facts, trace);
        let content = (!decision.steps.is_empty()).then(|| Content::read(&facts));
        let info = info(&event, &facts, body.line, &identity);
        let decided =
            Decided { partner: event.partner, identity: identity.key(), event_id: info.id.as_str().into(), now, decision, content };
        Judged::Decided(info, Box::new(decided))
    }
}

fn info(event: &Event<'_>, facts: &Facts<'_>, line: u64, identity: &EventId) -> EventInfo {
    EventInfo {
        line,
        id: identity.to_string(),
        partner: event.partner,
        event_type: event.event_type.map_or_else(|| event.event_type_name.to_string(), |known| known.name().to_owned()),
        object_type: event.object_type.to_string(),
        known_class: event.class != Class::BASE_OBJECT,
        object_id: facts.printed_object_id(),
    }
}
