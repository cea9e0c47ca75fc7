//! The part of XPath that conditions use on custom metadata (`expressions.md P2`).
//!
//! A path is parsed once and selects texts from XML that users wrote: the size of what is parsed is bounded,
//! nothing recurses by the input, and what is walked is paid from the evaluation's [`Fuel`](reach_expr::Fuel).
//! Documents with a DTD count as XML that does not parse.

mod bounds;
mod parse;
mod select;

pub use bounds::MAX_NODES;
pub use parse::XPathError;
pub use select::NotXml;

/// A path that selects nodes of a metadata document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XPath {
    steps: Vec<Step>,
}

/// From some nodes to others.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    /// `//`: from the nodes and all that is below them.
    deep: bool,
    axis: Axis,
    test: Test,
    predicates: Vec<Predicate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    Child,
    FollowingSibling,
    Attribute,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    /// `*`
    Any,
    /// A name that has no namespace.
    Name(Box<str>),
    /// A name in whatever namespace.
    LocalName(Box<str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Predicate {
    /// `[n]`, counted from 1.
    Position(u32),
    /// `[a and b]`
    All(Vec<Equality>),
}

/// `left = 'text'`
#[derive(Clone, Debug, PartialEq, Eq)]
struct Equality {
    left: Operand,
    text: Box<str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Operand {
    /// `local-name()`
    LocalName,
    /// `text()`: one of the node's own texts.
    Text,
    /// A child of that name: one of them.
    Child(Box<str>),
}
