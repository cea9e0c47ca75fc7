//! The tree of an expression: a flat list of nodes, children before parents, so that no depth of input is ever
//! a depth of recursion.

use crate::functions::Function;
use crate::host::{ClassId, Kind, MethodId, StaticId};
use crate::operate::{BinaryOp, Cast, UnaryOp};
use crate::refusal::Span;
use crate::{Pattern, Value};

/// The place of a node in its [`Ast`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

/// A checked expression: it parses and every name in it is known.
#[derive(Debug)]
pub struct Ast {
    pub(crate) nodes: Vec<Node>,
    pub(crate) root: NodeId,
    pub(crate) arrows: Vec<Arrow>,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) slots: u16,
}

impl Ast {
    /// The outermost node.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// The node at `id`.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// All nodes, children before parents.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter()
    }
}

/// An arrow function: its parameters' slots and its body.
#[derive(Debug)]
pub struct Arrow {
    pub(crate) first_slot: u16,
    pub(crate) parameters: u16,
    pub(crate) body: NodeId,
}

/// What calls back: array_map and its kin (`expressions.md F1`).
#[derive(Clone, Copy, Debug)]
pub enum Callback {
    /// An arrow function of this expression.
    Arrow(u16),
    /// A function of the table.
    Named(&'static Function),
}

/// A literal of the code.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Str(Box<[u8]>),
}

impl Literal {
    /// As a value.
    pub fn value(&self) -> Value<'_> {
        match self {
            Literal::Null => Value::Null,
            Literal::Bool(bool) => Value::Bool(*bool),
            Literal::Int(number) => Value::Int(*number),
            Literal::Float(number) => Value::Float(*number),
            Literal::Str(text) => Value::Str(crate::Str::borrowed(text)),
        }
    }
}

/// One node.
#[derive(Debug)]
pub enum Node {
    /// A literal or a constant.
    Literal(Literal),
    /// `$scope`
    Scope,
    /// A parameter of an arrow function, by its slot.
    Parameter(u16),
    /// An array literal: key and value of each item.
    Array(Box<[(Option<NodeId>, NodeId)]>),
    /// A prefix operator.
    Unary(UnaryOp, NodeId),
    /// An operator that evaluates both sides.
    Binary(BinaryOp, NodeId, NodeId),
    /// `&&`, `and`
    And(NodeId, NodeId),
    /// `||`, `or`
    Or(NodeId, NodeId),
    /// `xor`
    Xor(NodeId, NodeId),
    /// `??`
    Coalesce(NodeId, NodeId),
    /// `a ?: b`
    Elvis(NodeId, NodeId),
    /// `a ? b : c`
    Ternary(NodeId, NodeId, NodeId),
    /// `(int) a`
    Cast(Cast, NodeId),
    /// `a instanceof Class`
    InstanceOf(NodeId, ClassId),
    /// `a[b]`
    Index(NodeId, NodeId),
    /// `a->method(...)`
    Method {
        /// What it is called on.
        on: NodeId,
        /// The method.
        method: MethodId,
        /// `?->`
        nullsafe: bool,
        /// The arguments.
        args: Box<[NodeId]>,
    },
    /// `Class::method(...)`
    Static {
        /// The method.
        method: StaticId,
        /// The arguments.
        args: Box<[NodeId]>,
    },
    /// A function of the table.
    Call {
        /// Which.
        function: &'static Function,
        /// The arguments; a literal `null` stands at the callback's place.
        args: Box<[NodeId]>,
        /// Its callback.
        callback: Option<Callback>,
        /// Its literal pattern, by its place among those of the tree.
        pattern: Option<u16>,
    },
    /// `isset(a[b], ...)`: each place is an index.
    Isset(Box<[NodeId]>),
    /// `empty(a)`
    Empty(NodeId),
}

/// What the parser keeps beside a node while it reads on.
#[derive(Clone, Copy)]
pub(crate) struct Parsed {
    pub id: NodeId,
    pub span: Span,
    pub kind: Kind,
}
