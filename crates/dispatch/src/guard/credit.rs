//! T12, T13: whether the profile's credit has room (`tasks.md CR20`, CR30, `rules.md R17`).

use super::Candidate;
use crate::error::PlanError;
use crate::plan::Draft;
use crate::price::requires_payment;
use crate::verdict::Verdict;

/// T12
pub(super) fn is_not_expired(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Result<Verdict, PlanError> {
    if !requires_payment(candidate.item) {
        return Ok(Verdict::Pass);
    }
    Ok(Verdict::refuse_if(draft.is_credit_expired(candidate.profile.id)?))
}

/// T13
pub(super) fn is_enough(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Result<Verdict, PlanError> {
    if !requires_payment(candidate.item) {
        return Ok(Verdict::Pass);
    }
    let price = draft.quote(candidate)?.price;
    let returning = draft.returning_to(candidate)?;
    let allowed = draft.allows(candidate.profile.id, price, candidate.item.pay_per_use, returning)?;
    Ok(Verdict::refuse_if(!allowed))
}
