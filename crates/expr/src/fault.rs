//! What ends an evaluation early.

/// Why an evaluation gave no value (`expressions.md E`, `B2`, `S7`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// PHP would have thrown.
    #[error("{}: {message}", class.name())]
    Thrown {
        /// The class of what PHP throws.
        class: Thrown,
        /// What happened, for people.
        message: String,
    },
    /// The evaluation passed its budget of steps or memory.
    #[error("the evaluation is over its budget: {what}")]
    OverBudget {
        /// Which bound it passed.
        what: &'static str,
    },
    /// PHP has a meaning for this that the engine does not know (`expressions.md T2`, `F2`).
    #[error("not supported: {what}")]
    Unsupported {
        /// What was met.
        what: String,
    },
    /// The event does not tell a thing that the evaluation came to need.
    #[error("the event does not tell `{need}`")]
    Unknown {
        /// What is missing, as the host names it.
        need: String,
    },
}

/// The classes of error that PHP throws (`expressions.md E3`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thrown {
    /// `Error`
    Error,
    /// `TypeError`
    TypeError,
    /// `ArgumentCountError`, a `TypeError`.
    ArgumentCountError,
    /// `ValueError`
    ValueError,
    /// `DivisionByZeroError`
    DivisionByZeroError,
    /// `ArithmeticError`
    ArithmeticError,
    /// `Exception`
    Exception,
}

impl Thrown {
    /// PHP's name of the class.
    pub fn name(self) -> &'static str {
        match self {
            Thrown::Error => "Error",
            Thrown::TypeError => "TypeError",
            Thrown::ArgumentCountError => "ArgumentCountError",
            Thrown::ValueError => "ValueError",
            Thrown::DivisionByZeroError => "DivisionByZeroError",
            Thrown::ArithmeticError => "ArithmeticError",
            Thrown::Exception => "Exception",
        }
    }
}

impl Fault {
    /// A thrown `class`.
    pub fn thrown(class: Thrown, message: impl Into<String>) -> Self {
        Fault::Thrown { class, message: message.into() }
    }

    /// A thrown `Error`.
    pub fn error(message: impl Into<String>) -> Self {
        Self::thrown(Thrown::Error, message)
    }

    /// A thrown `TypeError`.
    pub fn type_error(message: impl Into<String>) -> Self {
        Self::thrown(Thrown::TypeError, message)
    }

    /// A thrown `ValueError`.
    pub fn value_error(message: impl Into<String>) -> Self {
        Self::thrown(Thrown::ValueError, message)
    }

    /// Whether it is a `TypeError`, which `KalturaEvalStringField` catches (`expressions.md U2`).
    pub fn is_type_error(&self) -> bool {
        matches!(self, Fault::Thrown { class: Thrown::TypeError | Thrown::ArgumentCountError, .. })
    }
}
