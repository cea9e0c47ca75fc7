//! Movements of credit: every change of a profile's used credit, with its cause.

use reach_rules::{Credits, ProfileId, RuleId, TaskId};

/// One change of a profile's used credit.
///
/// The used credit is at every moment the sum of the movements: the opening one holds what was used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Whose credit.
    pub profile: ProfileId,
    /// What it is for.
    pub kind: MovementKind,
    /// What is added; below nothing when it is given back.
    pub amount: Credits,
    /// The used credit afterwards.
    pub used: Credits,
    /// The task; none when the whole account moves.
    pub task: Option<TaskId>,
    /// The rule whose order caused it; none when no order did.
    pub rule: Option<RuleId>,
}

/// What a movement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MovementKind {
    /// A profile is met for the first time: the used credit that its configuration tells (`tasks.md CR45`).
    Opening,
    /// A task begins to cost (`tasks.md F17`, `lifecycle.md L21`, L24).
    Charge,
    /// A task gives back what it cost (`tasks.md CR42`).
    Refund,
    /// The length of an entry changed, and the price with it (`lifecycle.md L42`).
    Repricing,
    /// The daily recount from finished tasks (`tasks.md CR12`).
    Recount,
    /// A reoccurring credit begins anew (`tasks.md CR14`).
    Period,
}

impl MovementKind {
    /// All kinds.
    pub const ALL: [MovementKind; 6] = [
        MovementKind::Opening,
        MovementKind::Charge,
        MovementKind::Refund,
        MovementKind::Repricing,
        MovementKind::Recount,
        MovementKind::Period,
    ];

    /// The name in tables, JSON and the ledger.
    pub const fn name(self) -> &'static str {
        match self {
            MovementKind::Opening => "opening",
            MovementKind::Charge => "charge",
            MovementKind::Refund => "refund",
            MovementKind::Repricing => "repricing",
            MovementKind::Recount => "recount",
            MovementKind::Period => "period",
        }
    }

    /// The kind of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
