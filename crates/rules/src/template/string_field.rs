//! A string field alone, for those who ask single codes.

use reach_expr::{Expr, Fault, Fuel, Refusal, Signatures, Value};

use crate::facts::Scope;

use super::TypeErrorDefault;
use super::evaluate::string_of;

/// `KalturaEvalStringField`: a code whose value is taken as a string (`expressions.md U2`).
#[derive(Debug)]
pub struct StringField {
    expr: Option<Expr>,
    default: TypeErrorDefault,
}

impl StringField {
    /// Compiles the code; one that is empty or exactly `0` is always null.
    ///
    /// # Errors
    /// The code is refused.
    pub fn compile(code: &str, names: &mut dyn Signatures) -> Result<Self, Refusal> {
        let expr = if is_null(code) { None } else { Some(reach_expr::parse(code, names)?.compile()) };
        Ok(StringField { expr, default: TypeErrorDefault::of(code) })
    }

    /// The field's value: a string, null, or what a caught TypeError gives.
    ///
    /// # Errors
    /// Any other fault of the evaluation.
    pub fn eval<'e>(&'e self, scope: &Scope<'_, 'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match &self.expr {
            None => Ok(Value::Null),
            Some(expr) => string_of(expr, self.default, scope, fuel),
        }
    }
}

/// Whether a string field of this code is null without being evaluated.
pub(super) fn is_null(code: &str) -> bool {
    code.is_empty() || code == "0"
}
