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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing::event;
    use crate::facts::{Scope, Texts};
    use crate::index::summary::Reader;
    use crate::names::Names;
    use crate::template::Parameters;
    use reach_expr::parse;

    const VALUES: &[&str] = &[
        "null",
        "true",
        "false",
        "0",
        "5",
        "-5",
        "5.0",
        "1e400",
        "\"\"",
        "\"0\"",
        "\"5\"",
        "\" 5\"",
        "\"5e0\"",
        "\"5 apples\"",
        "\"abc\"",
        "\"a, abc ,5\"",
        "[]",
        "[5]",
        "{\"a\":1}",
        "{\"objectType\":\"KalturaMediaEntry\"}",
    ];
    const LITERALS: &[&str] = &["0", "5", "-5", "5.5", "'5'", "'abc'", "''", "null", "true", "false"];

    /// The question of a code and its answer, beside the expression's own answer.
    fn answers(code: &str, json: &str) -> Option<(Result<bool, Fault>, Result<bool, Fault>)> {
        let event = event(json);
        let mut names = Names::new();
        let ast = parse(code, &mut names).unwrap();
        let parameters = Parameters::default();
        let atom = Reader { names: &names, ast: &ast, parameters: &parameters, event_type: Some(EventType::ObjectChanged) }.atom()?;
        let expr = ast.compile();
        let facts = Facts::new(&event, &names, 0);
        if !atom.applies(&facts) {
            return None;
        }
        let scope = Scope { facts: &facts, parameters: &Texts(&[]) };
        Some((atom.holds(&facts, &mut Fuel::new()), expr.eval_bool(&scope, &mut Fuel::new())))
    }

    #[test]
    fn a_plain_question_is_answered_as_the_expression_is() {
        let mut asked = 0;
        for value in VALUES {
            let json = format!(
                r#"{{"eventType":"3","objectType":"KalturaMediaEntry","object":{{"id":"1_a","views":{value},"tags":{value}}},"modifiedColumns":["STATUS","entry.TAGS","5"]}}"#
            );
            for literal in LITERALS {
                let mut codes = vec![
                    format!("in_array({literal}, $scope->getObject()->getTagsArr())"),
                    format!("!in_array({literal}, $scope->getEvent()->getModifiedColumns())"),
                ];
                for op in ["==", "!=", "<", "<=", ">", ">="] {
                    codes.push(format!("$scope->getObject()->getViews() {op} {literal}"));
                    codes.push(format!("!!{literal} {op} $scope->getEvent()->getObject()->getViews()"));
                }
                for code in codes {
                    if let Some((atom, expression)) = answers(&code, &json) {
                        asked += 1;
                        let classes = [&atom, &expression].map(|answer| answer.as_ref().map_err(|fault| fault.is_type_error()).copied());
                        assert_eq!(classes[0], classes[1], "{code} on {value}");
                    }
                }
            }
            for code in
                ["$scope->getObject()->isColumnModified('entry.STATUS')", "in_array('STATUS', $scope->getEvent()->getModifiedColumns())"]
            {
                let (atom, expression) = answers(code, &json).unwrap();
                assert_eq!(atom, expression, "{code}");
            }
        }
        assert!(asked > 1000, "{asked}");
    }

    #[test]
    fn a_list_of_changes_is_not_asked_of_events_that_have_none() {
        let json = r#"{"eventType":"2","objectType":"KalturaMediaEntry","object":{"id":"1_a"},"modifiedColumns":["STATUS"]}"#;
        assert!(answers("in_array('entry.STATUS', $scope->getEvent()->getModifiedColumns())", json).is_none());
        assert!(answers("$scope->getObject()->isColumnModified('entry.STATUS')", json).is_some());
    }
}
