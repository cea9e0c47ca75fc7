//! What an event should have told and did not (`event.md`, Complete and partial events).

/// The path of a missing thing within an event: `object.msDuration`, `related.assets`, `modifiedColumns`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
#[error("the event does not tell `{0}`")]
pub struct Need(pub Box<str>);

impl Need {
    /// The thing at `path`.
    pub fn of(path: impl Into<Box<str>>) -> Self {
        Need(path.into())
    }
}

/// A thing that the event tells, or the need for it.
pub type Fact<T> = Result<T, Need>;
