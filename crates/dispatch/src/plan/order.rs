//! An order: for each object, for each item, the guards and then a task (`tasks.md T22`, T23, `rules.md R11`, R17).

use reach_rules::model::{JobData, TaskStatus};
use reach_rules::{Credits, Order, OrderedItem, RuleId, TaskId};
use rustc_hash::FxHashSet;

use super::{Draft, NewTask, Skip};
use crate::error::PlanError;
use crate::fields::{AccessGrant, NewFields, is_output_moderated, job_data, new_task};
use crate::guard::{Candidate, Ruling, Wish, is_older, refusal_of_wish, ruling};
use crate::object::{self, TaskObject, told};
use crate::price::{price_of, requires_payment, units};
use crate::reason::Reason;
use crate::standing::StandingTask;
use crate::verdict::{READY, has_ready_flavor};

/// The source type of entries that are recorded from a live stream.
const RECORDED_LIVE: &str = "36";

/// What an order would cost.
pub(crate) struct Quote {
    pub job_data: Option<JobData>,
    /// PR2; none as well when the item requires no payment (F6).
    pub units: Option<i64>,
    /// PR5
    pub price: Credits,
}

impl<'a> Draft<'a> {
    /// Carries out an order.
    pub(super) fn order(&mut self, order: &Order) -> Result<(), PlanError> {
        let mut wishes: Vec<(Wish<'_>, OrderedItem)> = Vec::new();
        for ordered in self.once_each(order) {
            let wish = Wish {
                order,
                item: ordered.item,
                offered: self.configuration.offered(ordered.item),
                profile: self.configuration.profiles.profile(order.profile),
            };
            match refusal_of_wish(self, &wish)? {
                None => wishes.push((wish, ordered)),
                Some(reason) if self.is_first(order, None, ordered) => self.skip(order, None, ordered, reason),
                Some(_) => {}
            }
        }
        if wishes.is_empty() {
            return Ok(());
        }
        for object in object::of_order(order, self.content)? {
            for (wish, ordered) in &wishes {
                let Some(candidate) = wish.on(object) else { continue };
                if self.is_first(order, Some(object), *ordered) {
                    self.rule = Some(RuleId { profile: order.profile, number: ordered.rule });
                    self.place(&candidate, *ordered)?;
                    self.rule = None;
                }
            }
        }
        Ok(())
    }

    /// The items of an order, once each, in the order in which they are ordered (T23).
    fn once_each(&self, order: &Order) -> Vec<OrderedItem> {
        let mut seen = FxHashSet::default();
        let mut items: Vec<OrderedItem> = order.items.iter().copied().filter(|ordered| seen.insert(ordered.item)).collect();
        if self.configuration.semantics.items_in_assignment_order {
            let place = |ordered: &OrderedItem| self.configuration.catalog.place(self.content.partner, ordered.item);
            items.sort_by_key(|ordered| place(ordered).unwrap_or(usize::MAX));
        }
        items
    }

    /// Whether the item was not ordered yet for the same object and profile within the event (R11).
    fn is_first(&mut self, order: &Order, object: Option<TaskObject<'_>>, ordered: OrderedItem) -> bool {
        let object = object.map(|object| object.id().into());
        self.configuration.semantics.repeats_within_event || self.ordered.insert((order.profile, order.object_type, object, ordered.item))
    }

    fn skip(&mut self, order: &Order, object: Option<TaskObject<'_>>, ordered: OrderedItem, reason: Reason) {
        let object = object.map(|object| object.id().into());
        self.skips.push(Skip { profile: order.profile, rule: ordered.rule, item: ordered.item, object, reason });
    }

    fn place(&mut self, candidate: &Candidate<'_>, ordered: OrderedItem) -> Result<(), PlanError> {
        match ruling(self, candidate)? {
            Ruling::Refused(reason) => self.skip(candidate.order, Some(candidate.object), ordered, reason),
            Ruling::Granted { waits } => {
                if !self.configuration.semantics.cancels_before_guards {
                    self.cancel_older(candidate)?;
                }
                self.make(candidate, waits, ordered)?;
            }
        }
        Ok(())
    }

    fn make(&mut self, candidate: &Candidate<'_>, waits: bool, ordered: OrderedItem) -> Result<(), PlanError> {
        let Candidate { order, item, profile, object } = *candidate;
        let status = if waits || self.awaits_entry(candidate)? { TaskStatus::PendingEntryReady } else { TaskStatus::Pending };
        let quote = self.quote(candidate)?;
        let entry_id = match (object, told(&self.content.entry)?) {
            (TaskObject::Entry(entry), _) | (TaskObject::Asset(_), Some(entry)) => &*entry.id,
            (TaskObject::Asset(asset), None) => told(&asset.entry_id)?.as_deref().unwrap_or_default(),
        };
        let id = self.take_id()?;
        let fields = NewFields {
            id,
            version: object.version(self.content)?,
            price: if item.pay_per_use { Credits::ZERO } else { quote.price },
            units_used: quote.units,
            job_data: quote.job_data,
        };
        let task = new_task(fields, (order, profile, item), object, self.content, self.now)?;
        self.create(NewTask {
            standing: StandingTask { task, charged: Credits::ZERO },
            rule: RuleId { profile: order.profile, number: ordered.rule },
            access: AccessGrant::new(item, entry_id, is_output_moderated(profile, item)),
        });
        self.enter_from(id, None, status)
    }

    /// Whether the entry itself is not ready for the task (F12).
    fn awaits_entry(&self, candidate: &Candidate<'_>) -> Result<bool, PlanError> {
        let TaskObject::Entry(entry) = candidate.object else { return Ok(false) };
        if !candidate.item.feature.requires_entry_ready {
            return Ok(false);
        }
        if *told(&entry.status)? != Some(READY) {
            return Ok(true);
        }
        Ok(told(&entry.source_type)?.as_deref() == Some(RECORDED_LIVE) && !has_ready_flavor(&self.content.assets)?)
    }

    /// What the order costs (PR3).
    pub(crate) fn quote(&self, candidate: &Candidate<'_>) -> Result<Quote, PlanError> {
        let Candidate { order, item, object, .. } = *candidate;
        let job_data = job_data(item, order, self.content)?;
        let duration = match object {
            TaskObject::Entry(entry) => Some(&entry.duration_ms),
            TaskObject::Asset(_) => None,
        };
        let units = if requires_payment(item) { units(item, job_data.as_ref(), duration)? } else { None };
        Ok(Quote { price: price_of(item, units)?, units, job_data })
    }

    /// The tasks that a new order replaces, in ascending id (T35).
    pub(super) fn older(&self, candidate: &Candidate<'_>) -> Vec<TaskId> {
        self.ids_on(candidate.object.id(), |task| is_older(task, candidate))
    }

    /// Calls off the tasks that a new order replaces (T35, R17).
    pub(crate) fn cancel_older(&mut self, candidate: &Candidate<'_>) -> Result<(), PlanError> {
        for id in self.older(candidate) {
            let (object, item) = (candidate.object.id(), candidate.item.id);
            self.abort(id, format!("a newer order of item {item} for {object} replaces it"))?;
        }
        Ok(())
    }
}
