//! Why an event cannot be decided: it is reported, kept and counted, and the stream goes on.

/// What is wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetAside {
    /// It is no JSON.
    #[error("{error}")]
    Json {
        /// What is wrong, with the byte it stands at.
        #[from]
        error: reach_rawjson::Error,
    },
    /// It is JSON, but no object.
    #[error("an event is a JSON object, this is {found}")]
    NotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// A field that every event has is missing.
    #[error("`{field}` is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
    /// A field stands twice.
    #[error("`{field}` stands twice")]
    Twice {
        /// The field.
        field: &'static str,
    },
    /// A field is of another type.
    #[error("`{field}` must be {expected}, it is {found}")]
    Type {
        /// The field.
        field: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// The line is longer than lines may be.
    #[error("the line is longer than {limit} bytes; `max_line` in reach.toml allows longer ones")]
    TooLong {
        /// The most bytes a line may have.
        limit: usize,
    },
    /// What a rule or guard reads is not in the event and cannot be fetched.
    #[error("undecided: the event does not tell {needs}")]
    Undecided {
        /// What is missing: paths in the event, in backticks, joined by commas.
        needs: String,
    },
}

impl SetAside {
    /// The reason id in summaries, logs and metrics.
    pub fn reason(&self) -> &'static str {
        match self {
            SetAside::Json { error: reach_rawjson::Error::Utf16 { .. } } => "utf-16",
            SetAside::Json { .. } => "invalid-json",
            SetAside::NotAnObject { .. } => "not-an-object",
            SetAside::Missing { .. } => "missing-field",
            SetAside::Twice { .. } => "field-twice",
            SetAside::Type { .. } => "wrong-type",
            SetAside::TooLong { .. } => "line-too-long",
            SetAside::Undecided { .. } => "undecided",
        }
    }
}
