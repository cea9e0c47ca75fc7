//! Event-notification templates, compiled once and asked many times (`templates.md`).

mod atom;
mod compile;
mod condition;
mod evaluate;
mod parameter;
mod pool;
mod string_field;

pub(crate) use atom::{Atom, Comparing, Question};
pub(crate) use compile::compile;
pub(crate) use condition::{Comparand, ConditionId, EventCondition, ExprId, Field, Operand, Test, TypeErrorDefault};
pub(crate) use evaluate::Evaluator;
pub(crate) use parameter::{Parameter, ParameterValue, Parameters, ParametersId};
pub(crate) use pool::{Pool, PoolBuilder};
pub use string_field::StringField;

use crate::ids::{PartnerId, TemplateId};
use crate::model::Status;
use crate::platform::{EventType, TemplateObjectType};

/// A template that is ready to be asked whether it fires.
#[derive(Debug)]
pub struct Template {
    /// `id`
    pub id: TemplateId,
    /// `partnerId`
    pub partner: PartnerId,
    /// `name`
    pub name: Option<Box<str>>,
    /// `status`
    pub status: Status,
    /// Whether its class and its type are those of a Boolean template (TT3).
    pub is_boolean: bool,
    /// `eventType`; `None` for one that is not known: it matches nothing (TT2).
    pub event_type: Option<EventType>,
    /// `eventObjectType`; `None` for one that is not known.
    pub object_type: Option<TemplateObjectType>,
    /// Whether loading refused one of its conditions (TT4).
    pub unusable: bool,
    pub(crate) conditions: Box<[ConditionId]>,
}

impl Template {
    /// Whether its status is ACTIVE.
    pub fn is_active(&self) -> bool {
        self.status == Status::Active
    }
}
