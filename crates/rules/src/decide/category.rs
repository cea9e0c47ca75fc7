//! The category condition (`rules.md R6`, `divergences.md E4`, E5; `server-rules.md S25`).

use crate::facts::Facts;
use crate::ids::CategoryId;
use crate::model::{CategoryCondition, Comparison};
use crate::need::Fact;
use crate::trace::ConditionWhy;

/// Whether the condition holds by the documented reading, its `not` included.
pub(super) fn holds_documented(condition: &CategoryCondition, facts: &Facts<'_>) -> Fact<bool> {
    // The assignment that the event itself brings is active: where no more is asked, it settles the matter.
    let plain = condition.permission.is_none() || condition.comparison.is_none();
    if plain && facts.category_added()?.is_some_and(|category| condition.categories.contains(&category)) {
        return Ok(!condition.not);
    }
    let mut holds = false;
    for assignment in facts.active_assignments()? {
        if !condition.categories.contains(&assignment.category) {
            continue;
        }
        holds = match (condition.permission, condition.comparison) {
            (Some(permission), Some(comparison)) => match facts.member(assignment.category, assignment.creator.as_deref())? {
                Some(member) if matches!(member.status, None | Some(1)) => {
                    member.level.is_some_and(|level| compares(level, comparison, permission))
                }
                _ => false,
            },
            _ => true,
        };
        if holds {
            break;
        }
    }
    Ok(holds != condition.not)
}

fn compares(level: i64, comparison: Comparison, permission: i64) -> bool {
    match comparison {
        Comparison::Equal => level == permission,
        Comparison::GreaterThan => level > permission,
        Comparison::GreaterThanOrEqual => level >= permission,
        Comparison::LessThan => level < permission,
        Comparison::LessThanOrEqual => level <= permission,
        Comparison::NotEqual => level != permission,
        Comparison::Unknown => false,
    }
}

/// Whether the condition holds by the server's reading: the first assignment decides.
pub(super) fn holds_server(condition: &CategoryCondition, facts: &Facts<'_>) -> Fact<bool> {
    let assignment = facts.active_assignments()?.into_iter().find(|assignment| condition.categories.contains(&assignment.category));
    let holds = match assignment {
        None => false,
        Some(_) if condition.permission.is_none() && condition.comparison.is_none() => true,
        Some(assignment) => match facts.member(assignment.category, assignment.creator.as_deref())? {
            Some(member) if member.status != Some(4) => match (condition.comparison, member.level) {
                (Some(Comparison::NotEqual) | None, _) | (_, None) => false,
                (Some(comparison), Some(level)) => compares(level, comparison, condition.permission.unwrap_or(0)),
            },
            _ => false,
        },
    };
    Ok(holds != condition.not)
}

/// What the condition looked at.
pub(super) fn explain(condition: &CategoryCondition, facts: &Facts<'_>) -> ConditionWhy {
    let assignments = facts.active_assignments().unwrap_or_default();
    let level = match condition.permission {
        Some(_) => assignments
            .iter()
            .find(|assignment| condition.categories.contains(&assignment.category))
            .and_then(|assignment| facts.member(assignment.category, assignment.creator.as_deref()).ok().flatten())
            .and_then(|member| member.level),
        None => None,
    };
    let assigned: Vec<CategoryId> = assignments.iter().map(|assignment| assignment.category).collect();
    ConditionWhy::Category { named: condition.categories.to_vec(), assigned, level }
}
