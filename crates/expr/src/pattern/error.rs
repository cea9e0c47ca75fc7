//! Why there is no pattern.

/// Why there is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// PHP warns and its functions give false (null for `preg_replace`).
    #[error("the pattern is wrong: {0}")]
    Wrong(String),
    /// PHP has a meaning for it that matching in linear time does not, or that the engine does not know
    /// (`expressions.md F2`).
    #[error("the pattern has {0}, which is not supported")]
    Refused(String),
    /// Compiled it passes the bound of `expressions.md B2`.
    #[error("the pattern is too large when compiled")]
    TooLarge,
}

impl PatternError {
    pub(super) fn wrong(what: impl Into<String>) -> Self {
        PatternError::Wrong(what.into())
    }

    pub(super) fn refused(what: impl Into<String>) -> Self {
        PatternError::Refused(what.into())
    }
}
