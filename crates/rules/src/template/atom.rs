//! Conditions that are one plain question: answered from the facts at once, without the stack machine. The answer is
//! the expression's own; a test holds the two together.

use std::cmp::Ordering;

use reach_expr::{BinaryOp, Fault, Fuel, Literal, MethodId, compare, loose_eq};

use crate::facts::Facts;
use crate::platform::EventType;

/// One question about the event's object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Atom {
    pub question: Question,
    /// `!`
    pub not: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Question {
    /// Whether the column of that full name is modified; `listed`: by `getModifiedColumns()`, which throws on other
    /// events than changes.
    Modified { column: Box<str>, listed: bool },
    /// Whether a getter's value compares so with a literal.
    Compare { getter: MethodId, op: Comparing, literal: Literal },
    /// Whether a list that a getter gives holds a literal.
    Holds { getter: MethodId, literal: Literal },
}

/// A comparison, with the getter's value on the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparing {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparing {
    /// The comparison of an operator; `turned` when the literal stands on the left.
    pub fn of(op: BinaryOp, turned: bool) -> Option<Self> {
        Some(match (op, turned) {
            (BinaryOp::Eq, _) => Comparing::Equal,
            (BinaryOp::Ne, _) => Comparing::NotEqual,
            (BinaryOp::Lt, false) | (BinaryOp::Gt, true) => Comparing::Less,
            (BinaryOp::Le, false) | (BinaryOp::Ge, true) => Comparing::LessOrEqual,
            (BinaryOp::Gt, false) | (BinaryOp::Lt, true) => Comparing::Greater,
            (BinaryOp::Ge, false) | (BinaryOp::Le, true) => Comparing::GreaterOrEqual,
            _ => return None,
        })
    }
}

impl Atom {
    /// Whether the question can be put to an event of this kind.
    pub fn applies(&self, facts: &Facts<'_>) -> bool {
        match self.question {
            Question::Modified { listed: true, .. } => facts.event().event_type == Some(EventType::ObjectChanged),
            Question::Modified { listed: false, .. } | Question::Compare { .. } | Question::Holds { .. } => true,
        }
    }

    /// Whether it holds.
    ///
    /// # Errors
    /// What the expression would end in.
    pub fn holds(&self, facts: &Facts<'_>, fuel: &mut Fuel) -> Result<bool, Fault> {
        let holds = match &self.question {
            Question::Modified { column, .. } => {
                facts.event().full_column_modified(column).map_err(|need| Fault::Unknown { need: need.0.into() })?
            }
            Question::Compare { getter, op, literal } => {
                let (value, literal) = (facts.object_value(*getter)?, literal.value());
                match op {
                    Comparing::Equal => loose_eq(&value, &literal, fuel)?,
                    Comparing::NotEqual => !loose_eq(&value, &literal, fuel)?,
                    Comparing::Less => compare(&value, &literal, fuel)? == Some(Ordering::Less),
                    Comparing::LessOrEqual => matches!(compare(&value, &literal, fuel)?, Some(Ordering::Less | Ordering::Equal)),
                    // PHP turns these round.
                    Comparing::Greater => compare(&literal, &value, fuel)? == Some(Ordering::Less),
                    Comparing::GreaterOrEqual => matches!(compare(&literal, &value, fuel)?, Some(Ordering::Less | Ordering::Equal)),
                }
            }
            Question::Holds { getter, literal } => {
                let literal = literal.value();
                let mut found = Ok(false);
                facts.object_elements(*getter, |element| {
                    if matches!(found, Ok(false)) {
                        found = loose_eq(element, &literal, fuel);
                    }
                })?;
                found?
            }
        };
        Ok(holds != self.not)
    }
}
