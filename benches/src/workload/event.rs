//! What a workload's events are, as data: what their messages print and the reference reads.

/// One event.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    /// The index of its account in the workload.
    pub account: usize,
    /// What happened.
    pub happening: Happening,
    /// The entry that it happened to.
    pub entry: Entry,
}

/// What happened (L9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// The entry became ready.
    BecameReady,
    /// The entry's tags were edited.
    Edited,
    /// The entry was played: no rule looks at it.
    Played,
    /// The entry was assigned to a category.
    Categorised {
        /// The category's id.
        category: u32,
    },
    /// A caption asset of the entry became ready.
    Captioned {
        /// The number of the track that its label names.
        label: u32,
        /// In per cent, 70 to 99.
        accuracy: u32,
    },
}

impl Happening {
    /// What kind of event it is, in words.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::BecameReady => "an entry became ready",
            Self::Edited => "an entry was edited",
            Self::Played => "an entry was played",
            Self::Categorised { .. } => "a category was added",
            Self::Captioned { .. } => "a caption became ready",
        }
    }
}

/// The entry of an event: what rules ask of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The platform's id is `1_` and this number, in base 36 and eight digits.
    pub id: u64,
    /// Whether its status is READY (2) rather than PRECONVERT (1).
    pub ready: bool,
    /// The numbers of its four tags.
    pub tags: [u32; 4],
    /// Whether `no-reach` is its fifth tag.
    pub no_reach: bool,
    /// The number of its series.
    pub series: u32,
    /// The number of its user.
    pub user: u32,
    /// 1 (video), 5 (audio) or 2 (image).
    pub media_type: u32,
    /// Its length, in milliseconds.
    pub length: u32,
    /// 1 to 4.
    pub access_control: u32,
    /// The two categories that it was in before.
    pub categories: [u32; 2],
}
