//! Category assignments and members, as category conditions read them (`rules.md R6`, `divergences.md E4`, E5,
//! `server-rules.md S25`).

use std::borrow::Cow;

use reach_expr::Object;
use reach_rawjson::Key;

use super::Facts;
use super::related::{ENTRY_ID, List};
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

#[cfg(test)]
mod tests {
    use super::super::testing::{NOW, event};
    use super::*;
    use crate::names::Names;
    use crate::need::Need;

    fn assignments(json: &str) -> Fact<Vec<(i64, Option<String>)>> {
        let (event, names) = (event(json), Names::new());
        let active = Facts::new(&event, &names, NOW).active_assignments()?;
        Ok(active.into_iter().map(|found| (found.category.0, found.creator.map(Cow::into_owned))).collect())
    }

    const LIST: &str = r#""categoryEntries":[{"categoryId":6,"entryId":"1_a","status":2,"creatorUserId":"ann"},
        {"categoryId":"7","entryId":"1_a","status":1},{"categoryId":8,"entryId":"1_a","status":3},{"categoryId":9,"entryId":"1_b","status":2}]"#;

    #[test]
    fn active_assignments_stand_in_the_order_held_with_the_events_own_in_place() {
        let own = |category: u8, status: u8| {
            format!(
                r#"{{"objectType":"KalturaCategoryEntry","object":{{"entryId":"1_a","categoryId":{category},"status":{status},"creatorUserId":"me"}},"related":{{{LIST}}}}}"#
            )
        };
        let me = || Some("me".to_owned());
        let ann = || Some("ann".to_owned());
        assert_eq!(assignments(&own(7, 2)), Ok(vec![(6, ann()), (7, me())]));
        assert_eq!(assignments(&own(6, 2)), Ok(vec![(6, me())]));
        assert_eq!(assignments(&own(6, 3)), Ok(vec![]));
        assert_eq!(assignments(&own(5, 2)), Ok(vec![(6, ann()), (5, me())]));
        let entry = format!(r#"{{"objectType":"KalturaMediaEntry","object":{{"id":"1_b"}},"related":{{{LIST}}}}}"#);
        assert_eq!(assignments(&entry), Ok(vec![(9, None)]));
        assert_eq!(assignments(r#"{"objectType":"KalturaUser","object":{"id":"1_a"}}"#), Ok(vec![]));
        let partial = r#"{"partial":true,"objectType":"KalturaMediaEntry","object":{"id":"1_b"}}"#;
        assert_eq!(assignments(partial), Err(Need::of("related.categoryEntries")));
    }

    #[test]
    fn a_member_is_the_first_record_of_category_and_user() {
        let json = r#"{"objectType":"KalturaMediaEntry","object":{"id":"1_a"},"related":{"categoryUsers":[
            {"categoryId":6,"userId":"bob","permissionLevel":0},{"categoryId":7,"userId":"ann","permissionLevel":"3","status":1},
            {"categoryId":7,"userId":"ann","permissionLevel":0,"status":2}]}}"#;
        let (event, names) = (event(json), Names::new());
        let facts = Facts::new(&event, &names, NOW);
        let member = |category, user| facts.member(CategoryId(category), user);
        assert_eq!(member(7, Some("ann")), Ok(Some(Member { level: Some(3), status: Some(1) })));
        assert_eq!(member(6, Some("bob")), Ok(Some(Member { level: Some(0), status: None })));
        assert_eq!(member(6, Some("ann")), Ok(None));
        assert_eq!(member(6, None), Ok(None));
    }
}
