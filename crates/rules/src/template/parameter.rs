//! Dynamic values of a template (`templates.md TP`, `expressions.md D`).

use super::Field;

/// A set of parameters in the pool; equal sets are one. 0 is the empty set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct ParametersId(pub u32);

/// Parameters by key, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Parameters {
    pub list: Box<[Parameter]>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Parameter {
    pub key: Box<str>,
    pub value: ParameterValue,
}

/// What a parameter is worth.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ParameterValue {
    /// A text, known at load; a null value is `""` (D1).
    Text(Box<str>),
    /// Worked out when it is read (TP4).
    Field(Field),
}

impl Parameters {
    /// The parameter of that key.
    pub fn get(&self, key: &[u8]) -> Option<&Parameter> {
        self.list.iter().find(|parameter| parameter.key.as_bytes() == key)
    }
}
