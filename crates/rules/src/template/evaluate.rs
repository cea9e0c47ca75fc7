//! Asking conditions and templates of one event (`templates.md TT3`, TT4, TP, TC). One evaluator serves one
//! event: a condition that several templates share is asked once.

use std::cell::{Cell, RefCell};

use reach_expr::{Expr, Fault, Fuel, Str, Value, loose_eq, to_int, to_str};

use crate::facts::{DynamicValues, Facts, Read, Scope};
use crate::model::Comparison;
use crate::platform::EventType;
use crate::semantics::Reading;

use super::{
    Comparand, ConditionId, EventCondition, ExprId, Field, Operand, ParameterValue, Parameters, ParametersId, Pool, Template, Test,
    TypeErrorDefault,
};

/// How deep parameters may read parameters (D3: a cycle that only evaluation shows).
const MAX_PARAMETER_DEPTH: u8 = 32;

/// The state of one event's evaluation.
pub(crate) struct Evaluator<'s, 'e> {
    pool: &'e Pool,
    facts: &'s Facts<'e>,
    /// Answers of shared conditions; few are asked of one event.
    asked: RefCell<Vec<(ConditionId, Result<bool, Fault>)>>,
    parameter_depth: Cell<u8>,
}

impl<'s, 'e> Evaluator<'s, 'e> {
    pub fn new(pool: &'e Pool, facts: &'s Facts<'e>) -> Self {
        Evaluator { pool, facts, asked: RefCell::default(), parameter_depth: Cell::new(0) }
    }

    pub fn facts(&self) -> &'s Facts<'e> {
        self.facts
    }

    /// Whether all conditions of a template hold; which one did not, when asked for.
    ///
    /// # Errors
    /// The fault of the condition that ended in one (TT4).
    pub fn fires(&self, template: &Template) -> Result<bool, Fault> {
        Ok(self.first_unmet(template)?.is_none())
    }

    /// The place of the first condition that does not hold.
    ///
    /// # Errors
    /// As [`Evaluator::fires`].
    pub fn first_unmet(&self, template: &Template) -> Result<Option<usize>, Fault> {
        for (place, condition) in template.conditions.iter().enumerate() {
            if !self.holds(*condition)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// Whether a condition holds, its `not` included.
    ///
    /// # Errors
    /// The evaluation's fault.
    pub fn holds(&self, id: ConditionId) -> Result<bool, Fault> {
        let is_shared = self.pool.is_shared(id);
        if is_shared && let Some((_, known)) = self.asked.borrow().iter().find(|(asked, _)| *asked == id) {
            return known.clone();
        }
        let condition = self.pool.condition(id);
        let mut fuel = Fuel::new();
        let holds = match self.pool.atom(id) {
            Some(atom) if atom.applies(self.facts) => atom.holds(self.facts, &mut fuel),
            _ => self.test(condition, &mut fuel),
        };
        let holds = holds.map(|holds| holds != condition.not);
        if is_shared {
            self.asked.borrow_mut().push((id, holds.clone()));
        }
        holds
    }

    fn test(&self, condition: &'e EventCondition, fuel: &mut Fuel) -> Result<bool, Fault> {
        let parameters = self.bound(condition.parameters);
        match &condition.test {
            Test::Field(expr) => {
                let scope = Scope { facts: self.facts, parameters: &parameters };
                self.pool.expr(*expr).eval_bool(&scope, fuel)
            }
            Test::Match { field, values, all } => {
                let field = self.field(field, &parameters, fuel)?;
                let values = self.operands(values, &parameters, fuel)?;
                matches(&field, &values, *all, fuel)
            }
            Test::Compare { offset, value, comparison } => {
                let field = self.facts.now().saturating_add(*offset);
                Ok(match self.comparand(*value) {
                    None => true,
                    Some(_) if field == 0 => false,
                    Some(value) => self.compare(*comparison, field, value),
                })
            }
            Test::Or(conditions) => {
                for condition in conditions {
                    if self.holds(*condition)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Test::ObjectChanged { columns } => self.object_changed(columns, &parameters, fuel),
            Test::MatchMetadata { profile, xpath, values, all } => {
                let values = self.operands(values, &parameters, fuel)?;
                let xpath = self.substituted(xpath, &parameters, fuel)?;
                match self.matched_metadata(*profile, &xpath.to_text(), fuel)? {
                    None => matches(&Value::Null, &values, *all, fuel),
                    Some(texts) => matches(&list(texts)?, &values, *all, fuel),
                }
            }
            Test::CompareMetadata { profile, xpath, value, comparison } => {
                let xpath = self.substituted(xpath, &parameters, fuel)?;
                let texts = self.compared_metadata(*profile, &xpath.to_text(), fuel)?;
                let Some(value) = self.comparand(*value) else { return Ok(true) };
                let Some(texts) = texts.filter(|texts| !texts.is_empty()) else { return Ok(false) };
                Ok(texts.iter().all(|text| self.compare(*comparison, to_int(&Value::str(text)), value)))
            }
        }
    }

    fn object_changed(&self, columns: &'e str, parameters: &Bound<'_, 's, 'e>, fuel: &mut Fuel) -> Result<bool, Fault> {
        let event = self.facts.event();
        if event.event_type != Some(EventType::ObjectChanged) {
            return Ok(false);
        }
        let columns = self.substituted(columns, parameters, fuel)?;
        let columns = columns.to_text();
        for listed in columns.split(',') {
            fuel.step(1)?;
            if self.facts.names_a_change(listed)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn compare(&self, comparison: Comparison, field: i64, value: i64) -> bool {
        match comparison {
            Comparison::GreaterThan => field > value,
            Comparison::GreaterThanOrEqual => field >= value,
            Comparison::LessThan => field < value,
            Comparison::LessThanOrEqual => field <= value,
            // TC3: on the server 6 compares as 1.
            Comparison::NotEqual if self.pool.reading() == Reading::Server => field == value,
            Comparison::NotEqual => field != value,
            Comparison::Equal | Comparison::Unknown => field == value,
        }
    }

    fn comparand(&self, value: Comparand) -> Option<i64> {
        match value {
            Comparand::Null => None,
            Comparand::Integer(number) => Some(number),
            Comparand::Time(offset) => Some(self.facts.now().saturating_add(offset)),
        }
    }

    fn matched_metadata(&self, profile: i64, xpath: &str, fuel: &mut Fuel) -> Result<Option<Vec<String>>, Fault> {
        match self.pool.reading() {
            Reading::Documented => self.facts.metadata_texts(profile, xpath, fuel),
            Reading::Server => self.facts.server_matched_metadata_texts(profile, xpath, fuel),
        }
    }

    fn compared_metadata(&self, profile: i64, xpath: &str, fuel: &mut Fuel) -> Result<Option<Vec<String>>, Fault> {
        match self.pool.reading() {
            Reading::Documented => self.facts.metadata_texts(profile, xpath, fuel),
            Reading::Server => self.facts.server_compared_metadata_texts(profile, xpath, fuel),
        }
    }

    /// The values to match with, substituted (TC2.1).
    fn operands(&self, values: &'e [Operand], parameters: &Bound<'_, 's, 'e>, fuel: &mut Fuel) -> Result<Vec<Value<'e>>, Fault> {
        let substitutes = !parameters.parameters.list.is_empty();
        values
            .iter()
            .map(|operand| {
                let value = match operand {
                    Operand::Null => Value::Null,
                    Operand::Text(text) if substitutes => return Ok(Value::Str(self.substituted(text, parameters, fuel)?)),
                    Operand::Text(text) => Value::str(text),
                    Operand::Field(field) => self.field(field, parameters, fuel)?,
                };
                match value {
                    Value::Array(_) | Value::Object(_) => Ok(value),
                    value if substitutes => Ok(Value::Str(self.substitute(to_str(&value)?, parameters, fuel)?)),
                    value => Ok(value),
                }
            })
            .collect()
    }

    fn field(&self, field: &'e Field, parameters: &Bound<'_, 's, 'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match field {
            Field::Code { expr: None, .. } => Ok(Value::Null),
            Field::Code { expr: Some(expr), default } => self.eval_string(*expr, *default, parameters, fuel),
            Field::ObjectId => self.facts.object_id(),
            Field::Metadata { profile, xpath } => {
                let texts = self.matched_metadata(*profile, xpath, fuel)?;
                Ok(texts.and_then(|texts| texts.into_iter().next()).map_or(Value::Null, |text| Value::bytes(text.into_bytes())))
            }
        }
    }

    /// `expressions.md U2`
    fn eval_string(
        &self,
        expr: ExprId,
        default: TypeErrorDefault,
        parameters: &Bound<'_, 's, 'e>,
        fuel: &mut Fuel,
    ) -> Result<Value<'e>, Fault> {
        let scope = Scope { facts: self.facts, parameters };
        string_of(self.pool.expr(expr), default, &scope, fuel)
    }

    fn substituted(&self, text: &'e str, parameters: &Bound<'_, 's, 'e>, fuel: &mut Fuel) -> Result<Str<'e>, Fault> {
        self.substitute(Str::borrowed(text.as_bytes()), parameters, fuel)
    }

    /// TP5: each key in order, over the result of the one before.
    fn substitute(&self, mut text: Str<'e>, parameters: &Bound<'_, 's, 'e>, fuel: &mut Fuel) -> Result<Str<'e>, Fault> {
        let scope = Scope { facts: self.facts, parameters };
        // Every substitution evaluates all parameters, used or not (TP4).
        for (key, value) in parameters.all(&scope, fuel)? {
            let braced = [b"{", key.as_bytes(), b"}"].concat();
            fuel.step(1 + text.as_bytes().len() / 64)?;
            let found = count(text.as_bytes(), &braced);
            if found == 0 {
                continue;
            }
            let value = to_str(&value)?;
            fuel.build(text.as_bytes().len().saturating_add(found.saturating_mul(value.as_bytes().len())))?;
            text = Str::owned(replace(text.as_bytes(), &braced, value.as_bytes()));
        }
        Ok(text)
    }

    fn bound<'b>(&'b self, id: ParametersId) -> Bound<'b, 's, 'e> {
        Bound { evaluator: self, parameters: self.pool.parameters(id) }
    }

    /// As [`Evaluator::first_unmet`], with what the condition that decided it read.
    pub fn explain(&self, template: &Template) -> (Result<Option<usize>, Fault>, Vec<Read>) {
        for (place, id) in template.conditions.iter().enumerate() {
            let condition = self.pool.condition(*id);
            let (holds, reads) = self.facts.listen(|| self.test(condition, &mut Fuel::new()));
            match holds {
                Ok(holds) if holds != condition.not => {}
                Ok(_) => return (Ok(Some(place)), reads),
                Err(fault) => return (Err(fault), reads),
            }
        }
        (Ok(None), Vec::new())
    }
}

/// The value of a string field's code (`expressions.md U2`).
pub(super) fn string_of<'e>(expr: &'e Expr, default: TypeErrorDefault, scope: &Scope<'_, 'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
    match expr.eval(scope, fuel).and_then(|value| to_str(&value)) {
        Ok(text) => Ok(Value::Str(text)),
        Err(fault) if fault.is_type_error() => Ok(match default {
            TypeErrorDefault::False => Value::Bool(false),
            TypeErrorDefault::Zero => Value::Int(0),
            TypeErrorDefault::EmptyArray => Value::array(reach_expr::Array::new()),
            TypeErrorDefault::EmptyString => Value::str(""),
        }),
        Err(fault) => Err(fault),
    }
}

/// TC2.2 to TC2.4, TC6.3.
fn matches(field: &Value<'_>, values: &[Value<'_>], all: bool, fuel: &mut Fuel) -> Result<bool, Fault> {
    if values.is_empty() {
        return Ok(true);
    }
    let among = |field: &Value<'_>, fuel: &mut Fuel| -> Result<bool, Fault> {
        for value in values {
            fuel.step(1)?;
            let equal = match value {
                Value::Null => matches!(field, Value::Str(text) if text.as_bytes().is_empty()),
                value => loose_eq(field, value, fuel)?,
            };
            if equal {
                return Ok(true);
            }
        }
        Ok(false)
    };
    match field {
        Value::Null => Ok(false),
        Value::Array(texts) => {
            for text in texts.values() {
                if among(text, fuel)? != all {
                    return Ok(!all);
                }
            }
            Ok(all)
        }
        field => among(field, fuel),
    }
}

fn list<'e>(texts: Vec<String>) -> Result<Value<'e>, Fault> {
    let texts = texts.into_iter().map(|text| Value::bytes(text.into_bytes())).collect();
    Ok(Value::array(reach_expr::Array::list(texts)?))
}

fn count(text: &[u8], piece: &[u8]) -> usize {
    pieces(text, piece).count().saturating_sub(1)
}

fn replace(text: &[u8], piece: &[u8], with: &[u8]) -> Vec<u8> {
    let mut result = Vec::new();
    for (place, between) in pieces(text, piece).enumerate() {
        if place > 0 {
            result.extend_from_slice(with);
        }
        result.extend_from_slice(between);
    }
    result
}

/// The pieces of `text` between occurrences of `separator`, which is not empty.
fn pieces<'t>(text: &'t [u8], separator: &'t [u8]) -> impl Iterator<Item = &'t [u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match text.windows(separator.len()).position(|window| window == separator) {
            Some(at) => {
                rest = text.get(at + separator.len()..);
                text.get(..at)
            }
            None => {
                rest = None;
                Some(text)
            }
        }
    })
}

/// A template's parameters during the evaluation of an event.
struct Bound<'b, 's, 'e> {
    evaluator: &'b Evaluator<'s, 'e>,
    parameters: &'e Parameters,
}

impl<'e> Bound<'_, '_, 'e> {
    fn value(&self, value: &'e ParameterValue, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match value {
            ParameterValue::Text(text) => Ok(Value::str(text)),
            ParameterValue::Field(field) => {
                let depth = &self.evaluator.parameter_depth;
                if depth.get() >= MAX_PARAMETER_DEPTH {
                    return Err(Fault::OverBudget { what: "parameters that read each other in a circle" });
                }
                depth.set(depth.get() + 1);
                let value = self.evaluator.field(field, self, fuel);
                depth.set(depth.get() - 1);
                // D1: a null value is "".
                value.map(|value| if value.is_null() { Value::str("") } else { value })
            }
        }
    }
}

impl<'e> DynamicValues<'e> for Bound<'_, '_, 'e> {
    fn by_key(&self, key: &[u8], _scope: &Scope<'_, 'e>, fuel: &mut Fuel) -> Result<Option<Value<'e>>, Fault> {
        match self.parameters.get(key) {
            Some(parameter) => self.value(&parameter.value, fuel).map(Some),
            None => Ok(None),
        }
    }

    fn all(&self, _scope: &Scope<'_, 'e>, fuel: &mut Fuel) -> Result<Vec<(&'e str, Value<'e>)>, Fault> {
        self.parameters.list.iter().map(|parameter| Ok((&*parameter.key, self.value(&parameter.value, fuel)?))).collect()
    }
}
