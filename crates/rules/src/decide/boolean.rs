//! The Boolean condition: does one of its templates fire (`rules.md R4`, R19; `server-rules.md S11`)?

use reach_expr::Fault;

use crate::ids::TemplateId;
use crate::need::Need;
use crate::template::Template;
use crate::trace::{TemplateOutcome, TemplateState};

use super::Deciding;

/// The answer of a condition's templates.
#[derive(Debug)]
pub(super) enum Fires {
    /// One fires.
    Yes,
    /// None does.
    No,
    /// None does, and these threw.
    Failed(Vec<(TemplateId, Fault)>),
    /// None that could be asked does, and one needs this.
    Undecided(Need),
}

/// The templates that threw before one fired, besides the answer.
pub(super) struct Answer {
    pub fires: Fires,
    pub faults: Vec<(TemplateId, Fault)>,
}

impl Deciding<'_, '_> {
    /// Asks the templates that listen to the event, in the order given; the first that fires ends it.
    pub(super) fn fires(&self, templates: &[TemplateId]) -> Answer {
        let mut faults = Vec::new();
        let mut need = None;
        for id in templates {
            let Some(template) = self.rules.template(*id).filter(|template| self.listens(template)) else { continue };
            match self.evaluator.fires(template) {
                Ok(true) => return Answer { fires: Fires::Yes, faults },
                Ok(false) => {}
                Err(Fault::Unknown { need: path }) => need = need.or(Some(Need::of(path))),
                Err(fault) => faults.push((*id, fault)),
            }
        }
        let fires = match need {
            Some(need) => Fires::Undecided(need),
            None if faults.is_empty() => Fires::No,
            None => Fires::Failed(std::mem::take(&mut faults)),
        };
        Answer { fires, faults }
    }

    /// Whether one of the templates listens to the event (`divergences.md E1`).
    pub(super) fn triggers(&self, templates: &[TemplateId]) -> bool {
        templates.iter().any(|id| self.rules.template(*id).is_some_and(|template| self.listens(template)))
    }

    /// Whether a template passes but for its expressions (`templates.md TT3`).
    pub(super) fn listens(&self, template: &Template) -> bool {
        self.deaf(template).is_none()
    }

    /// Why a template does not listen to the event.
    fn deaf(&self, template: &Template) -> Option<TemplateState> {
        let event = self.facts().event();
        let server = self.rules.templates_as_server();
        let object_type = if server { event.class.server_template_type() } else { event.class.template_type() };
        match () {
            () if !template.is_active() => Some(TemplateState::NotActive),
            () if template.partner != event.partner && !(server && template.partner.0 == 0) => Some(TemplateState::OtherAccount),
            () if !server && !template.is_boolean => Some(TemplateState::NotBoolean),
            () if template.unusable => Some(TemplateState::Unusable),
            () if event.event_type.is_none()
                || template.event_type != event.event_type
                || object_type.is_none()
                || template.object_type != object_type =>
            {
                Some(TemplateState::OtherEvent { event_type: template.event_type, object_type: template.object_type })
            }
            () => None,
        }
    }

    /// What became of each template, for a trace.
    pub(super) fn explain_templates(&self, templates: &[TemplateId]) -> Vec<TemplateOutcome> {
        let mut fired = false;
        let mut outcomes = Vec::new();
        for id in templates {
            let template = self.rules.template(*id);
            let state = match template {
                None => TemplateState::Missing,
                Some(template) => match self.deaf(template) {
                    Some(deaf) => deaf,
                    None if fired => TemplateState::NotAsked,
                    None => self.explain_template(template),
                },
            };
            fired |= state == TemplateState::Fired;
            outcomes.push(TemplateOutcome {
                template: *id,
                name: template.and_then(|template| template.name.as_deref().map(str::to_owned)),
                state,
            });
        }
        outcomes
    }

    fn explain_template(&self, template: &Template) -> TemplateState {
        let (unmet, reads) = self.evaluator.explain(template);
        match unmet {
            Ok(None) => TemplateState::Fired,
            Ok(Some(condition)) => TemplateState::DidNotFire { condition, reads },
            Err(Fault::Unknown { need }) => TemplateState::Undecided { need },
            Err(fault) => TemplateState::Failed { fault: fault.to_string(), reads },
        }
    }
}
