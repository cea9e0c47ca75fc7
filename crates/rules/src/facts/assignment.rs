//! Category assignments and members, as category conditions read them (`rules.md R6`, `divergences.md E4`, E5,
//! `server-rules.md S25`).

use std::borrow::Cow;

use reach_expr::Object;
use reach_rawjson::Key;

use super::related::{ENTRY_ID, List};
use super::Facts;
use crate::ids::CategoryId;
use crate::need::Fact;

const CATEGORY_ID: Key<'static> = Key::new("categoryId");
const STATUS: Key<'static> = Key::new("status");
const CREATOR_USER_ID: Key<'static> = Key::new("creatorUserId");
const USER_ID: Key<'static> = Key::new("userId");
const PERMISSION_LEVEL: Key<'static> = Key::new("permissionLevel");

/// `CategoryEntryStatus::ACTIVE`
pub(super) const ACTIVE: i64 = 2;

/// An ACTIVE assignment of the event's entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment<'e> {
    /// The category.
    pub category: CategoryId,
    /// `creatorUserId`: who made it.
    pub creator: Option<Cow<'e, str>>,
}

/// A member of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// `permissionLevel`: 0 manager to 3 member, 4 none.
    pub level: Option<i64>,
    /// `status`
    pub status: Option<i64>,
}

impl<'e> Facts<'e> {
    /// The ACTIVE assignments of the event's entry, in the order held; the event's own stands in for its copy.
    ///
    /// # Errors
    /// They are not told, or which entry it is.
    pub fn active_assignments(&self) -> Fact<Vec<Assignment<'e>>> {
        let Some(entry) = self.entry_id()? else { return Ok(Vec::new()) };
        let mut active = Vec::new();
        for object in self.listed_in_place(List::CategoryEntries, |object| self.is_own_assignment(object))? {
            let Some(assignment) = self.entity(object) else { continue };
            if !assignment.is(&ENTRY_ID, &entry)? || assignment.int(&STATUS)? != Some(ACTIVE) {
                continue;
            }
            if let Some(category) = assignment.int(&CATEGORY_ID)? {
                active.push(Assignment { category: CategoryId(category), creator: assignment.text(&CREATOR_USER_ID)? });
            }
        }
        Ok(active)
    }

    /// The record of a user's membership of a category, the first that is held; `None` when there is none, or the
    /// user is not known.
    ///
    /// # Errors
    /// It is not told.
    pub fn member(&self, category: CategoryId, user: Option<&str>) -> Fact<Option<Member>> {
        let Some(user) = user else { return Ok(None) };
        for object in self.listed_in_place(List::CategoryUsers, |object| self.is_own_membership(object))? {
            let Some(member) = self.entity(object) else { continue };
            if member.int(&CATEGORY_ID)? == Some(category.0) && member.is(&USER_ID, user)? {
                return Ok(Some(Member { level: member.int(&PERMISSION_LEVEL)?, status: member.int(&STATUS)? }));
            }
        }
        Ok(None)
    }

    /// Whether an assignment is of the category and entry of the event's own.
    pub(super) fn is_own_assignment(&self, object: Object) -> Fact<bool> {
        Ok(self.equals_own(object, &CATEGORY_ID)? && self.equals_own(object, &ENTRY_ID)?)
    }

    /// Whether a membership is of the category and user of the event's own.
    pub(super) fn is_own_membership(&self, object: Object) -> Fact<bool> {
        Ok(self.equals_own(object, &CATEGORY_ID)? && self.equals_own(object, &USER_ID)?)
    }

    /// Whether an object has the value that the event's own has there.
    pub(super) fn equals_own(&self, object: Object, key: &Key<'_>) -> Fact<bool> {
        let (Some(own), Some(other)) = (self.own.text(key)?, self.entity(object)) else { return Ok(false) };
        other.is(key, &own)
    }
}
