//! What a workload's rules mean, as data: what the configuration prints and the reference reads.

use super::domains::Domains;

/// One account.
#[derive(Debug, Clone)]
pub struct Account {
    /// The partner id, from 1001 on.
    pub id: u32,
    /// From how many values its rules and events draw.
    pub domains: Domains,
    /// Its profiles, in ascending id.
    pub profiles: Vec<Profile>,
    /// Its templates, in ascending id.
    pub templates: Vec<Template>,
}

impl Account {
    /// The ids of its catalog items (L2).
    pub fn items(&self) -> impl Iterator<Item = u32> {
        let first = self.id * 100;
        first..first + ITEMS
    }
}

/// How many catalog items an account has.
pub(super) const ITEMS: u32 = 40;

/// One profile: ACTIVE, with unlimited credit.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The account's id x 100 + 1, + 2 ...
    pub id: u32,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What it waits for.
    pub condition: Condition,
    /// The catalog items that it orders, one or two, for the entry.
    pub items: Vec<u32>,
    /// Whether a match ends its profile for the event.
    pub stop_processing: bool,
}

/// What a rule waits for.
#[derive(Debug, Clone)]
pub enum Condition {
    /// Nothing: it is triggered by an entry that becomes ready.
    Always,
    /// One of these templates to fire, by their index in the account.
    Templates(Vec<usize>),
    /// The entry to be in one of these categories.
    Categories(Vec<u32>),
}

/// One Boolean template: event type 3 (changed), ACTIVE.
#[derive(Debug, Clone)]
pub struct Template {
    /// The account's id x 10 000, + 1 ...
    pub id: u32,
    /// What it asks of an event.
    pub question: Question,
    /// How its code is written.
    pub writing: Writing,
}

/// What a template asks of an event (L4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// T: an entry's tags were modified, and the tag is among them.
    Tag {
        /// The number of the tag.
        tag: u32,
    },
    /// E: an entry became ready, of that media type and user.
    Equality {
        /// 1 (video), 5 (audio) or 2 (image).
        media_type: u32,
        /// The number of the user.
        user: u32,
    },
    /// C: an entry became ready, of a length in that band.
    Comparison {
        /// The shortest length that holds, in milliseconds.
        low: u32,
        /// The length from which on it no longer holds, in milliseconds.
        high: u32,
    },
    /// M: an entry's tags were modified, it is of the series or has the tag, it has no `no-reach`, and it is under that access control.
    Mixed {
        /// The number of the series, with which the name begins.
        series: u32,
        /// The number of the tag.
        tag: u32,
        /// 1 to 4.
        access_control: u32,
    },
    /// A: a caption became ready, of that label and at least that accurate.
    Asset {
        /// The number of the track that the label names.
        label: u32,
        /// 80, 90 or 95 per cent.
        accuracy: u32,
    },
}

/// The choices that do not change what a template means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    /// How it asks whether a column was modified (L5).
    pub modified: Modified,
    /// Whether the tag of a [`Question::Tag`] comes from the user parameter `wanted_tag` rather than from a literal (L5).
    pub tag_parameter: bool,
    /// Whether the negation of a [`Question::Mixed`] is the condition's `not` rather than a `!` in its code.
    pub not_by_flag: bool,
}

/// The two ways to ask whether a column was modified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modified {
    /// `$scope->getObject()->isColumnModified(..)`.
    OfObject,
    /// `in_array(.., $scope->getEvent()->getModifiedColumns())`.
    OfEvent,
}
