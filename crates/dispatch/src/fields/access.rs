//! The access key of a task (`tasks.md F8`, F9): what it may do and for how long. Making one takes the account's secret,
//! which the planner does not know; where nobody holds it, the task has no key.

use reach_rules::model::CatalogItem;

/// The shortest life of an access key: 7 days.
const SHORTEST_SECONDS: i64 = 604_800;

/// The session that a task's vendor should get: of the entry's account, type USER, no user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessGrant {
    /// How long it lives, in seconds.
    pub expires_in: i64,
    /// Its privileges, comma-separated.
    pub privileges: String,
}

impl AccessGrant {
    /// The grant for a task of that item on that entry.
    pub fn new(item: &CatalogItem, entry_id: &str, is_output_moderated: bool) -> Self {
        let mut privileges =
            format!("edit:{entry_id},setrole:REACH_VENDOR_ROLE,disableentitlementforentry:{entry_id},sview:{entry_id},download:{entry_id}");
        let moderation = is_output_moderated.then_some("enablecaptionmoderation");
        for privilege in moderation.iter().chain(item.feature.extra_privileges) {
            privileges.push(',');
            privileges.push_str(privilege);
        }
        AccessGrant { expires_in: item.turn_around_time.saturating_mul(2).max(SHORTEST_SECONDS), privileges }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::item;

    #[test]
    fn a_grant_lives_twice_the_turn_around_time_but_a_week_at_least() {
        for (turn_around_time, seconds) in [(-1, 604_800), (7, 604_800), (302_400, 604_800), (432_000, 864_000)] {
            let item = CatalogItem { turn_around_time, ..item(1, 5) };
            assert_eq!(AccessGrant::new(&item, "0_abc", false).expires_in, seconds);
        }
    }

    #[test]
    fn moderated_output_and_sign_language_add_privileges() {
        let common = "edit:0_a,setrole:REACH_VENDOR_ROLE,disableentitlementforentry:0_a,sview:0_a,download:0_a";
        let cases = [
            (5, false, String::from(common)),
            (5, true, format!("{common},enablecaptionmoderation")),
            (19, true, format!("{common},enablecaptionmoderation,editadmintags:*")),
        ];
        for (feature, moderated, privileges) in cases {
            assert_eq!(AccessGrant::new(&item(1, feature), "0_a", moderated).privileges, privileges);
        }
    }
}
