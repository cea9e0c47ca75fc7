//! Templates as printed, compiled: codes become expressions, and what is equal is shared (`templates.md TT4`, TP, TC;
//! `expressions.md D3`).

use reach_expr::{Literal, Node, Refusal};

use crate::index::summary::{Reader, Summary};
use crate::names::Meaning;
use crate::problem::{Finding, Findings, ProblemKind};
use crate::wire;
use crate::xpath::XPath;

use super::string_field::is_null;
use super::{
    Comparand, ConditionId, EventCondition, ExprId, Field, Operand, Parameter, ParameterValue, Parameters, ParametersId, PoolBuilder,
    Template, Test, TypeErrorDefault,
};

/// Compiles a template; what is refused in it is reported, and makes it unusable. With it comes what the index can use.
pub(crate) fn compile(printed: &wire::Template<'_>, pool: &mut PoolBuilder, findings: &mut Findings) -> (Template, Summary) {
    let mut compiler = Compiler { printed, pool, findings, refused: printed.unusable };
    let parameters = compiler.parameters();
    let conditions: Vec<ConditionId> = printed.conditions.iter().map(|condition| compiler.condition(condition, parameters)).collect();
    let unusable = compiler.refused;
    let summary = if unusable { Summary::unknown() } else { summary(printed, &conditions, pool) };
    let template = Template {
        id: printed.id,
        partner: printed.partner,
        name: printed.name.as_deref().map(Into::into),
        status: printed.status,
        is_boolean: printed.is_boolean,
        event_type: printed.event_type,
        object_type: printed.object_type,
        unusable,
        conditions: if unusable { Box::default() } else { conditions.into() },
    };
    (template, summary)
}

struct Compiler<'c, 's> {
    printed: &'c wire::Template<'s>,
    pool: &'c mut PoolBuilder,
    findings: &'c mut Findings,
    refused: bool,
}

/// Stands for an expression that was refused: the template is not asked.
const REFUSED: ExprId = ExprId(u32::MAX);

impl Compiler<'_, '_> {
    fn refuse(&mut self, code: &wire::Written<'_>, refusal: Refusal) {
        self.refused = true;
        let range = refusal.span.start as usize..refusal.span.end as usize;
        let kind = ProblemKind::Expression { message: refusal.message.into(), help: refusal.help.map(Into::into) };
        let finding = Finding::new(code.at, kind).about(self.printed.about()).within(&*code.text, range);
        // What is not Boolean is never asked, but in the server's reading.
        self.findings.push(if self.printed.is_boolean { finding } else { finding.as_warning() });
    }

    fn expr(&mut self, code: &wire::Written<'_>) -> ExprId {
        self.pool.expr(&code.text).unwrap_or_else(|refusal| {
            self.refuse(code, refusal);
            REFUSED
        })
    }

    fn parameters(&mut self) -> ParametersId {
        let list: Vec<Parameter> = self
            .printed
            .parameters
            .iter()
            .map(|parameter| {
                let value = match &parameter.value {
                    wire::ParameterValue::Text(text) => ParameterValue::Text(text.as_ref().into()),
                    wire::ParameterValue::Field(field) => ParameterValue::Field(self.field(field)),
                };
                Parameter { key: parameter.key.as_ref().into(), value }
            })
            .collect();
        let parameters = Parameters { list: list.into() };
        if !self.refused {
            self.refuse_cycles(&parameters);
        }
        self.pool.intern_parameters(parameters)
    }

    /// D3: parameters that read each other in a circle.
    fn refuse_cycles(&mut self, parameters: &Parameters) {
        let reads: Vec<Vec<usize>> = parameters.list.iter().map(|parameter| self.read_by(&parameter.value, parameters)).collect();
        for (place, printed) in self.printed.parameters.iter().enumerate() {
            let mut seen = vec![false; reads.len()];
            let mut rest = reads[place].clone();
            while let Some(next) = rest.pop() {
                if next == place {
                    let wire::ParameterValue::Field(wire::EventField::Code(Some(code))) = &printed.value else { break };
                    let refusal = Refusal { message: format!("the parameter `{}` reads itself in the end", printed.key), ..whole(code) };
                    self.refuse(code, Refusal { help: Some("let one of the parameters stand for itself".to_owned()), ..refusal });
                    return;
                }
                if !std::mem::replace(&mut seen[next], true) {
                    rest.extend_from_slice(&reads[next]);
                }
            }
        }
    }

    /// The places of the parameters that a parameter's code names.
    fn read_by(&self, value: &ParameterValue, parameters: &Parameters) -> Vec<usize> {
        let ParameterValue::Field(Field::Code { expr: Some(expr), .. }) = value else { return Vec::new() };
        let ast = self.pool.ast(*expr);
        let mut read = Vec::new();
        for node in ast.nodes() {
            let Node::Method { method, args, .. } = node else { continue };
            match (self.pool.names.meaning(*method), args.first().map(|arg| ast.node(*arg))) {
                (Meaning::DynamicValues, _) => return (0..parameters.list.len()).collect(),
                (Meaning::DynamicValue, Some(Node::Literal(Literal::Str(key)))) => {
                    read.extend(parameters.list.iter().position(|parameter| parameter.key.as_bytes() == &**key));
                }
                _ => {}
            }
        }
        read
    }

    fn condition(&mut self, printed: &wire::EventCondition<'_>, mut parameters: ParametersId) -> ConditionId {
        let test = match &printed.test {
            wire::Test::Field(code) => {
                let expr = self.expr(code);
                if expr != REFUSED && !self.pool.reads_parameters(expr) {
                    parameters = ParametersId::default();
                }
                Test::Field(expr)
            }
            wire::Test::Match { field, values, all } => Test::Match { field: self.field(field), values: self.operands(values), all: *all },
            wire::Test::Compare { offset, value, comparison } => {
                Test::Compare { offset: *offset, value: comparand(*value), comparison: *comparison }
            }
            // The pool nests as deep as the reader let them.
            wire::Test::Or(conditions) => Test::Or(conditions.iter().map(|condition| self.condition(condition, parameters)).collect()),
            wire::Test::ObjectChanged(columns) => Test::ObjectChanged { columns: columns.as_ref().into() },
            wire::Test::MatchMetadata { profile, xpath, values, all } => {
                Test::MatchMetadata { profile: *profile, xpath: self.xpath(xpath), values: self.operands(values), all: *all }
            }
            wire::Test::CompareMetadata { profile, xpath, value, comparison } => {
                Test::CompareMetadata { profile: *profile, xpath: self.xpath(xpath), value: comparand(*value), comparison: *comparison }
            }
        };
        let event_type = self.printed.event_type;
        let expr = match test {
            Test::Field(expr) if expr != REFUSED => Some(expr),
            _ => None,
        };
        self.pool.intern_condition(EventCondition { test, not: printed.not, parameters }, |pool| {
            let reader = Reader { names: &pool.names, ast: pool.ast(expr?), parameters: pool.parameters(parameters), event_type };
            reader.atom()
        })
    }

    fn field(&mut self, printed: &wire::EventField<'_>) -> Field {
        match printed {
            wire::EventField::Code(None) => Field::Code { expr: None, default: TypeErrorDefault::EmptyString },
            wire::EventField::Code(Some(code)) if is_null(&code.text) => Field::Code { expr: None, default: TypeErrorDefault::EmptyString },
            wire::EventField::Code(Some(code)) => Field::Code { expr: Some(self.expr(code)), default: TypeErrorDefault::of(&code.text) },
            wire::EventField::ObjectId => Field::ObjectId,
            wire::EventField::Metadata { profile, xpath } => Field::Metadata { profile: *profile, xpath: self.xpath(xpath) },
        }
    }

    fn operands(&mut self, printed: &[wire::Operand<'_>]) -> Box<[Operand]> {
        printed
            .iter()
            .map(|operand| match operand {
                wire::Operand::Null => Operand::Null,
                wire::Operand::Text(text) => Operand::Text(text.as_ref().into()),
                wire::Operand::Field(field) => Operand::Field(self.field(field)),
            })
            .collect()
    }

    /// A path with a `{parameter}` in it is only known when it is asked.
    fn xpath(&mut self, printed: &wire::Written<'_>) -> Box<str> {
        if !printed.text.contains('{')
            && let Err(error) = XPath::parse(&printed.text)
        {
            self.refuse(printed, Refusal { message: error.to_string(), ..whole(printed) });
        }
        printed.text.as_ref().into()
    }
}

/// A refusal of all of a text.
fn whole(written: &wire::Written<'_>) -> Refusal {
    let span = reach_expr::Span { start: 0, end: written.text.len() as u32 };
    Refusal { span, message: String::new(), help: None }
}

fn comparand(printed: wire::Comparand) -> Comparand {
    match printed {
        wire::Comparand::Null => Comparand::Null,
        wire::Comparand::Integer(number) => Comparand::Integer(number),
        wire::Comparand::Time(offset) => Comparand::Time(offset),
    }
}

/// What the index can use of a template's conditions, in their order (TT4).
fn summary(printed: &wire::Template<'_>, conditions: &[ConditionId], pool: &PoolBuilder) -> Summary {
    let of = |id: &ConditionId| {
        let condition = pool.condition(*id);
        let Test::Field(expr) = &condition.test else { return Summary::unknown() };
        let parameters = pool.parameters(condition.parameters);
        let reader = Reader { names: &pool.names, ast: pool.ast(*expr), parameters, event_type: printed.event_type };
        let summary = reader.summary();
        if condition.not { Summary { may_throw: summary.may_throw, ..Summary::default() } } else { summary }
    };
    conditions.iter().map(of).reduce(Summary::and).unwrap_or_default()
}
