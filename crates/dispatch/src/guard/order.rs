//! T1 to T5: what the order names is there.

use reach_rules::model::{ObjectType, Status};

use super::Wish;
use crate::error::PlanError;
use crate::object;
use crate::plan::Draft;
use crate::verdict::Verdict;

/// T1
pub(super) fn is_assigned(draft: &Draft<'_>, wish: &Wish<'_>) -> Result<Verdict, PlanError> {
    let place = draft.configuration.catalog.place(draft.content.partner, wish.item);
    Ok(Verdict::refuse_if(place.is_none()))
}

/// T2
pub(super) fn has_known_object_type(_: &Draft<'_>, wish: &Wish<'_>) -> Result<Verdict, PlanError> {
    Ok(match wish.order.object_type {
        ObjectType::Entry | ObjectType::Asset => Verdict::Pass,
        ObjectType::Other(_) => Verdict::Refuse,
    })
}

/// T3
pub(super) fn is_offered(_: &Draft<'_>, wish: &Wish<'_>) -> Result<Verdict, PlanError> {
    Ok(Verdict::refuse_if(wish.offered.is_none()))
}

/// T4
pub(super) fn has_object(draft: &Draft<'_>, wish: &Wish<'_>) -> Result<Verdict, PlanError> {
    Ok(Verdict::refuse_if(object::of_order(wish.order, draft.content)?.is_empty()))
}

/// T5
pub(super) fn has_active_profile(_: &Draft<'_>, wish: &Wish<'_>) -> Result<Verdict, PlanError> {
    Ok(Verdict::refuse_if(wish.profile.is_none_or(|profile| profile.status != Status::Active)))
}
