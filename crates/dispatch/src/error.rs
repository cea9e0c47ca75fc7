//! Why an event cannot be planned.

use reach_rules::{AmountTooLarge, Need};

/// Why nothing of an event is done: the standing is as it was before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A rule or a guard asks what the event does not tell (`event.md`, Complete and partial events).
    #[error(transparent)]
    Undecided(#[from] Need),
    /// An amount of money that cannot be told exactly.
    #[error("{what} is out of bounds: {source}; correct the prices or credits of the configuration")]
    Amount {
        /// What it would be: ``the price of item `7` ``.
        what: String,
        /// Why it is none.
        source: AmountTooLarge,
    },
    /// The clock that was given names no time of the calendar.
    #[error("the time `{now}` is outside the years that the calendar knows; set the clock")]
    Clock {
        /// Unix seconds.
        now: i64,
    },
    /// The zone in which business days are counted is not to be found (`tasks.md F15`).
    #[error("the time zone `{name}` is not known; install the time zone database")]
    NoTimeZone {
        /// The zone.
        name: &'static str,
    },
    /// All task ids are taken.
    #[error("no task id is left after `{}`", i64::MAX)]
    OutOfTaskIds,
}

impl PlanError {
    /// The reason id in summaries, logs and metrics.
    pub fn reason(&self) -> &'static str {
        match self {
            PlanError::Undecided(_) => "undecided",
            PlanError::Amount { .. } => "amount-out-of-bounds",
            PlanError::Clock { .. } => "clock-out-of-bounds",
            PlanError::NoTimeZone { .. } => "no-time-zone",
            PlanError::OutOfTaskIds => "out-of-task-ids",
        }
    }

    /// What turns a refused sum into an error that names it.
    pub(crate) fn amount(what: impl FnOnce() -> String) -> impl FnOnce(AmountTooLarge) -> PlanError {
        move |source| PlanError::Amount { what: what(), source }
    }
}
