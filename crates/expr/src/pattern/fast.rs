//! The fast engine: `regex-automata`, for texts in which every place that a pattern asks for is one that it knows.

use regex_automata::meta::{Config, Regex};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{self, Hir, HirKind};

use super::syntax::{Look, Node, Tree};

/// The most memory of the compiled automaton (`expressions.md B2`). A pattern that needs more is left to `machine`.
const SIZE_LIMIT: usize = 1 << 20;

/// How deep a tree may be, in nodes: `regex-automata` takes its share of the stack for each. A deeper one is left
/// to `machine`.
const MAX_DEPTH: usize = 100;

/// A pattern for `regex-automata`.
#[derive(Debug)]
pub(super) struct Fast {
    regex: Regex,
    /// Whether a search may read far beyond the end of the match that it finds.
    pub reads_ahead: bool,
}

impl Fast {
    /// Compiles a tree; `None` when it is too large or too deep, or has loops that PCRE leaves after a turn that
    /// takes nothing, where automata prefer a turn that takes something.
    pub fn compile(tree: &Tree) -> Option<Self> {
        if tree.root.depth() > MAX_DEPTH || tree.root.has_empty_turns() {
            return None;
        }
        let hir = translate(tree, &tree.root);
        // Without the full automaton, which takes long to build and wins nothing on texts of this length.
        let config = Config::new().utf8_empty(tree.unicode).nfa_size_limit(Some(SIZE_LIMIT)).dfa(false);
        let regex = Regex::builder().configure(config).build_from_hir(&hir).ok()?;
        Some(Fast { regex, reads_ahead: !stops_near_its_end(&hir) })
    }

    /// Whether the pattern matches somewhere.
    pub fn is_match(&self, text: &[u8], anchored: bool) -> bool {
        self.regex.is_match(input(text, 0, anchored))
    }

    /// Searches `text` from `at` and notes the places of the match, and of its groups as far as there is room.
    pub fn search(&self, text: &[u8], at: usize, anchored: bool, noted: &mut [Option<NonMaxUsize>]) -> bool {
        self.regex.search_slots(&input(text, at, anchored), noted).is_some()
    }
}

fn input(text: &[u8], at: usize, anchored: bool) -> Input<'_> {
    Input::new(text).range(at..).anchored(if anchored { Anchored::Yes } else { Anchored::No })
}

fn translate(tree: &Tree, node: &Node) -> Hir {
    match node {
        Node::Empty => Hir::empty(),
        Node::Literal(unit) => literal(tree.unicode, *unit),
        Node::Set(set) => Hir::class(tree.sets[*set as usize].clone()),
        Node::Look(look) => Hir::look(match look {
            Look::Start => hir::Look::Start,
            Look::LineStart => hir::Look::StartLF,
            // Texts with a newline at the end go to the exact engine.
            Look::End | Look::EndOrFinalNewline => hir::Look::End,
            Look::LineEnd => hir::Look::EndLF,
            // With `u`, texts beyond ASCII go to the exact engine.
            Look::WordBoundary => hir::Look::WordAscii,
            Look::NotWordBoundary => hir::Look::WordAsciiNegate,
        }),
        Node::Concat(nodes) => Hir::concat(nodes.iter().map(|node| translate(tree, node)).collect()),
        Node::Alternate(nodes) => Hir::alternation(nodes.iter().map(|node| translate(tree, node)).collect()),
        Node::Repeat { node, min, max, greedy } => {
            Hir::repetition(hir::Repetition { min: *min, max: *max, greedy: *greedy, sub: Box::new(translate(tree, node)) })
        }
        Node::Group { index, node } => Hir::capture(hir::Capture { index: *index, name: None, sub: Box::new(translate(tree, node)) }),
    }
}

fn literal(unicode: bool, unit: u32) -> Hir {
    match (unicode, char::from_u32(unit)) {
        (true, Some(char)) => Hir::literal(char.encode_utf8(&mut [0; 4]).as_bytes()),
        _ => Hir::literal([unit as u8]),
    }
}

/// Whether, once there is a match, a search reads on for a preferred one only as far as a bounded part of the
/// pattern may reach. It does so when nothing without bound comes before something else: at `\s+` it stops at the
/// first unit that is no blank, at `a.*z|a` it must see the whole text for each `a`.
fn stops_near_its_end(hir: &Hir) -> bool {
    let bounded = |hir: &Hir| hir.properties().maximum_len().is_some();
    bounded(hir)
        || match hir.kind() {
            HirKind::Capture(capture) => stops_near_its_end(&capture.sub),
            HirKind::Repetition(repeat) => bounded(&repeat.sub),
            HirKind::Alternation(branches) => branches.iter().all(stops_near_its_end),
            HirKind::Concat(parts) => {
                parts.split_last().is_some_and(|(last, before)| before.iter().all(bounded) && stops_near_its_end(last))
            }
            HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => true,
        }
}
