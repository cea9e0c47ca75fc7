//! What a PCRE pattern says: the tree that the parser builds and both engines are made from.

use regex_syntax::hir::Class;

/// A pattern without its delimiters.
#[derive(Debug)]
pub(super) struct Tree {
    /// The whole pattern.
    pub root: Node,
    /// What [`Node::Set`] points to.
    pub sets: Vec<Class>,
    /// How many groups capture.
    pub groups: u32,
    /// With the modifier `u`: text and pattern are UTF-8, a unit is a character. Otherwise it is a byte.
    pub unicode: bool,
    /// With the modifier `A`: a match begins where the search begins.
    pub anchored: bool,
}

/// A piece of a pattern.
#[derive(Debug)]
pub(super) enum Node {
    /// Nothing, anywhere.
    Empty,
    /// One unit.
    Literal(u32),
    /// One unit of a set, by its place in [`Tree::sets`].
    Set(u32),
    /// A place.
    Look(Look),
    /// One behind the other.
    Concat(Vec<Node>),
    /// The first that leads to a match.
    Alternate(Vec<Node>),
    /// From `min` to `max` times, or without end.
    Repeat { node: Box<Node>, min: u32, max: Option<u32>, greedy: bool },
    /// A group that captures, counted from 1.
    Group { index: u32, node: Box<Node> },
}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The start: `\A`, `^`.
    Start,
    /// The start, or behind a newline that is not the last unit: `^` with `m`.
    LineStart,
    /// The end: `\z`, `$` with `D`.
    End,
    /// The end, or before a newline that is the last unit: `$`, `\Z`.
    EndOrFinalNewline,
    /// The end, or before a newline: `$` with `m`.
    LineEnd,
    /// Between a word's unit and another: `\b`.
    WordBoundary,
    /// Anywhere else: `\B`.
    NotWordBoundary,
}

impl Node {
    /// Whether `wanted` is the case for a place that the pattern asks for.
    pub fn has_look(&self, wanted: fn(Look) -> bool) -> bool {
        match self {
            Node::Empty | Node::Literal(_) | Node::Set(_) => false,
            Node::Look(look) => wanted(*look),
            Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().any(|node| node.has_look(wanted)),
            Node::Repeat { node, .. } | Node::Group { node, .. } => node.has_look(wanted),
        }
    }

    /// How many nodes lie within one another.
    pub fn depth(&self) -> usize {
        1 + match self {
            Node::Empty | Node::Literal(_) | Node::Set(_) | Node::Look(_) => 0,
            Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().map(Node::depth).max().unwrap_or(0),
            Node::Repeat { node, .. } | Node::Group { node, .. } => node.depth(),
        }
    }

    /// Whether it may match without taking a unit.
    pub fn may_be_empty(&self) -> bool {
        match self {
            Node::Empty | Node::Look(_) => true,
            Node::Literal(_) | Node::Set(_) => false,
            Node::Concat(nodes) => nodes.iter().all(Node::may_be_empty),
            Node::Alternate(nodes) => nodes.iter().any(Node::may_be_empty),
            Node::Repeat { node, min, .. } => *min == 0 || node.may_be_empty(),
            Node::Group { node, .. } => node.may_be_empty(),
        }
    }

    /// Whether there is a loop whose turns may take nothing.
    pub fn has_empty_turns(&self) -> bool {
        match self {
            Node::Empty | Node::Literal(_) | Node::Set(_) | Node::Look(_) => false,
            Node::Concat(nodes) | Node::Alternate(nodes) => nodes.iter().any(Node::has_empty_turns),
            Node::Repeat { node, max, .. } => (max.is_none() && node.may_be_empty()) || node.has_empty_turns(),
            Node::Group { node, .. } => node.has_empty_turns(),
        }
    }
}
