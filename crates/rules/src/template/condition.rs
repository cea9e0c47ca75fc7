//! The conditions of a template as the evaluator means them (`templates.md TC`).

use crate::model::Comparison;

use super::ParametersId;

/// A condition in the pool; equal conditions with equal parameters are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ConditionId(pub u32);

/// An expression in the pool; equal codes are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ExprId(pub u32);

/// One condition with the parameters it is asked under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EventCondition {
    pub test: Test,
    pub not: bool,
    pub parameters: ParametersId,
}

/// What a condition asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Test {
    /// TC1
    Field(ExprId),
    /// TC2; `all` is MATCH_ALL.
    Match { field: Field, values: Box<[Operand]>, all: bool },
    /// TC3: now + `offset` against a value.
    Compare { offset: i64, value: Comparand, comparison: Comparison },
    /// TC4
    Or(Box<[ConditionId]>),
    /// TC5: a comma-separated list, substituted and not trimmed.
    ObjectChanged { columns: Box<str> },
    /// TC6
    MatchMetadata { profile: i64, xpath: Box<str>, values: Box<[Operand]>, all: bool },
    /// TC6
    CompareMetadata { profile: i64, xpath: Box<str>, value: Comparand, comparison: Comparison },
}

/// A field or a value that is worked out from the event (TP2).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    /// `KalturaEvalStringField`; no code is null (U2).
    Code { expr: Option<ExprId>, default: TypeErrorDefault },
    /// `KalturaObjectIdField`
    ObjectId,
    /// `KalturaMetadataField`: the first value, or null.
    Metadata { profile: i64, xpath: Box<str> },
}

/// What a caught TypeError gives (`expressions.md U2`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TypeErrorDefault {
    False,
    Zero,
    EmptyArray,
    EmptyString,
}

impl TypeErrorDefault {
    /// The default by the first characters of the code.
    pub fn of(code: &str) -> Self {
        match () {
            () if code.starts_with("unserialize") => TypeErrorDefault::False,
            () if code.starts_with("count") || code.starts_with("strlen") => TypeErrorDefault::Zero,
            () if code.starts_with("explode") => TypeErrorDefault::EmptyArray,
            () => TypeErrorDefault::EmptyString,
        }
    }
}

/// A value to match with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Operand {
    /// `KalturaStringValue` whose value is null.
    Null,
    /// `KalturaStringValue`
    Text(Box<str>),
    /// One of the fields.
    Field(Field),
}

/// A value to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Comparand {
    /// `KalturaIntegerValue` whose value is null: holds.
    Null,
    /// `KalturaIntegerValue`
    Integer(i64),
    /// `KalturaTimeContextField`: now + offset.
    Time(i64),
}
