//! T6 to T10, T14 to T18: what the entry or asset is like.

use super::Candidate;
use crate::error::PlanError;
use crate::object::{TaskObject, told};
use crate::plan::Draft;
use crate::verdict::{self, Verdict};

type Answer = Result<Verdict, PlanError>;

/// The feature that `blockAutoTranscript` is about.
const CAPTIONS: i64 = 1;

/// T6
pub(super) fn is_not_restrained(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let (TaskObject::Entry(entry), Some(tag)) = (candidate.object, &draft.configuration.settings.restrain_admin_tag) else {
        return Ok(Verdict::Pass);
    };
    let tags = told(&entry.admin_tags)?;
    Ok(Verdict::refuse_if(tags.iter().any(|own| **own == **tag)))
}

/// T7
pub(super) fn is_not_blocked(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    if candidate.item.feature.id != Some(CAPTIONS) {
        return Ok(Verdict::Pass);
    }
    Ok(match told(&draft.content.entry)? {
        Some(entry) => Verdict::refuse_if(*told(&entry.block_auto_transcript)?),
        None => Verdict::Pass,
    })
}

/// T8
pub(super) fn is_supported_entry(_: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let TaskObject::Entry(entry) = candidate.object else { return Ok(Verdict::Pass) };
    let entry_type = told(&entry.entry_type)?.as_deref();
    let media_type = told(&entry.media_type)?.as_deref();
    Ok(Verdict::refuse_if(!candidate.item.feature.supports_entry(entry_type, media_type)))
}

/// T9
pub(super) fn is_not_too_long(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let TaskObject::Entry(entry) = candidate.object else { return Ok(Verdict::Pass) };
    Ok(verdict::of_maximum(candidate.item, entry, draft.configuration.semantics)?)
}

/// T10
pub(super) fn is_supported_asset(_: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let TaskObject::Asset(asset) = candidate.object else { return Ok(Verdict::Pass) };
    let feature = candidate.item.feature;
    // The extension is asked only where the class alone does not refuse.
    let takes_class = feature.assets.is_some_and(|support| asset.class.is_a(support.class));
    if !takes_class {
        return Ok(Verdict::Refuse);
    }
    Ok(Verdict::refuse_if(!feature.supports_asset(asset.class, told(&asset.file_ext)?.as_deref())))
}

/// T14
pub(super) fn has_all_flavors(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let TaskObject::Entry(_) = candidate.object else { return Ok(Verdict::Pass) };
    let semantics = draft.configuration.semantics;
    Ok(if verdict::has_flavors(candidate.profile, &draft.content.assets, semantics)? {
        Verdict::Pass
    } else if semantics.refuses_missing_flavors {
        Verdict::Refuse
    } else {
        Verdict::Wait
    })
}

/// T15
pub(super) fn is_no_child(_: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let TaskObject::Entry(entry) = candidate.object else { return Ok(Verdict::Pass) };
    Ok(Verdict::refuse_if(*told(&entry.has_parent)?))
}

/// T16
pub(super) fn is_not_too_short(draft: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let TaskObject::Entry(entry) = candidate.object else { return Ok(Verdict::Pass) };
    Ok(verdict::of_minimum(candidate.item, entry, draft.configuration.semantics)?)
}

/// T17
pub(super) fn is_not_temporary(_: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let TaskObject::Entry(entry) = candidate.object else { return Ok(Verdict::Pass) };
    Ok(Verdict::refuse_if(*told(&entry.is_temporary)?))
}

/// T18
pub(super) fn has_no_excluded_tag(_: &mut Draft<'_>, candidate: &Candidate<'_>) -> Answer {
    let TaskObject::Entry(entry) = candidate.object else { return Ok(Verdict::Pass) };
    let excluded = &candidate.item.admin_tags_to_exclude;
    if excluded.is_empty() {
        return Ok(Verdict::Pass);
    }
    Ok(Verdict::refuse_if(told(&entry.admin_tags)?.iter().any(|tag| excluded.contains(tag))))
}
