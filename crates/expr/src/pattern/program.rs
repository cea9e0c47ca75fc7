//! A pattern's tree as instructions for `machine`.

use regex_syntax::hir::Class;

use super::error::PatternError;
use super::sets::Named;
use super::syntax::{Look, Node, Tree};

/// The most instructions, at 16 bytes each: 1 MiB (`expressions.md B2`).
const MAX_INSTRUCTIONS: usize = 1 << 16;

/// The most visits of nodes: repeats of what makes no instruction are bounded too.
const MAX_VISITS: usize = 1 << 18;

/// What the machine does at a place of the program. Where nothing else is said, it goes on at the one behind.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instruction {
    /// Takes this unit.
    Literal { unit: u32, next: u32 },
    /// Takes one unit of a set.
    Set { set: u32, next: u32 },
    /// Goes on where the text is at such a place.
    Look(Look),
    /// Goes on at both, rather at the first.
    Split(u32, u32),
    /// Goes on elsewhere.
    Jump(u32),
    /// Notes the place of the text.
    Save(u32),
    /// The pattern matches.
    Match,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    /// The first is where it starts.
    pub instructions: Vec<Instruction>,
    /// What [`Instruction::Set`] points to.
    pub sets: Vec<Units>,
    /// The units of words; none when the pattern does not ask for them.
    pub word: Units,
    /// How many places a match notes: two for the whole and two for each group.
    pub places: usize,
    /// Whether a unit is a character.
    pub unicode: bool,
}

/// A set of units, quick to ask.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// Units below 256 as bits.
    low: [u64; 4],
    /// The others as sorted ranges.
    high: Vec<(u32, u32)>,
}

impl Units {
    fn of(class: &Class) -> Self {
        let mut units = Units::default();
        match class {
            Class::Unicode(class) => class.iter().for_each(|range| units.add(u32::from(range.start()), u32::from(range.end()))),
            Class::Bytes(class) => class.iter().for_each(|range| units.add(u32::from(range.start()), u32::from(range.end()))),
        }
        units
    }

    fn add(&mut self, from: u32, to: u32) {
        for unit in from..=to.min(0xff) {
            self.low[unit as usize / 64] |= 1 << (unit % 64);
        }
        if to > 0xff {
            self.high.push((from.max(0x100), to));
        }
    }

    /// Whether `unit` is in it.
    pub fn has(&self, unit: u32) -> bool {
        match self.low.get(unit as usize / 64) {
            Some(bits) => bits >> (unit % 64) & 1 == 1,
            None => {
                let after = self.high.partition_point(|&(from, _)| from <= unit);
                after > 0 && self.high[after - 1].1 >= unit
            }
        }
    }
}

impl Program {
    /// Compiles a tree.
    ///
    /// # Errors
    /// [`PatternError::TooLarge`].
    pub fn compile(tree: &Tree) -> Result<Self, PatternError> {
        let mut compiler = Compiler { instructions: Vec::new(), visits: 0 };
        compiler.program(&tree.root).map_err(|Full| PatternError::TooLarge)?;
        let asks_for_words = tree.root.has_look(|look| matches!(look, Look::WordBoundary | Look::NotWordBoundary));
        Ok(Program {
            instructions: compiler.instructions,
            sets: tree.sets.iter().map(Units::of).collect(),
            word: if asks_for_words { Units::of(&Named::Word.class(tree.unicode)) } else { Units::default() },
            places: 2 + 2 * tree.groups as usize,
            unicode: tree.unicode,
        })
    }
}

struct Compiler {
    instructions: Vec<Instruction>,
    visits: usize,
}

/// A bound is passed.
struct Full;

// Functions are small here, since those of nested nodes stand on the stack together.
impl Compiler {
    fn program(&mut self, root: &Node) -> Result<(), Full> {
        self.push(Instruction::Save(0))?;
        self.node(root)?;
        self.push(Instruction::Save(1))?;
        self.push(Instruction::Match)
    }

    fn push(&mut self, instruction: Instruction) -> Result<(), Full> {
        if self.instructions.len() == MAX_INSTRUCTIONS {
            return Err(Full);
        }
        self.instructions.push(instruction);
        Ok(())
    }

    /// Leaves room for a split or jump to where is not known yet.
    fn reserve(&mut self) -> Result<usize, Full> {
        self.push(Instruction::Jump(0))?;
        Ok(self.instructions.len() - 1)
    }

    fn here(&self) -> u32 {
        self.instructions.len() as u32
    }

    fn node(&mut self, node: &Node) -> Result<(), Full> {
        self.visits += 1;
        if self.visits > MAX_VISITS {
            return Err(Full);
        }
        match node {
            Node::Empty => Ok(()),
            Node::Literal(unit) => self.push(Instruction::Literal { unit: *unit, next: self.here() + 1 }),
            Node::Set(set) => self.push(Instruction::Set { set: *set, next: self.here() + 1 }),
            Node::Look(look) => self.push(Instruction::Look(*look)),
            Node::Concat(nodes) => nodes.iter().try_for_each(|node| self.node(node)),
            Node::Alternate(nodes) => self.alternate(nodes),
            Node::Group { index, node } => self.group(*index, node),
            Node::Repeat { node, min, max, greedy } => self.repeat(node, *min, *max, *greedy),
        }
    }

    fn group(&mut self, index: u32, node: &Node) -> Result<(), Full> {
        self.push(Instruction::Save(2 * index))?;
        self.node(node)?;
        self.push(Instruction::Save(2 * index + 1))
    }

    fn alternate(&mut self, nodes: &[Node]) -> Result<(), Full> {
        let Some((last, before)) = nodes.split_last() else { return Ok(()) };
        let mut ends = Vec::new();
        for node in before {
            let split = self.reserve()?;
            self.node(node)?;
            ends.push(self.reserve()?);
            self.instructions[split] = Instruction::Split(split as u32 + 1, self.here());
        }
        self.node(last)?;
        for end in ends {
            self.instructions[end] = Instruction::Jump(self.here());
        }
        Ok(())
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, greedy: bool) -> Result<(), Full> {
        let mut ways_out = Vec::new();
        let mut way_after_empty = None;
        match max {
            Some(max) => {
                for turn in 0..max {
                    if turn >= min {
                        ways_out.push(self.reserve()?);
                    }
                    self.node(node)?;
                }
            }
            None => {
                if min == 0 {
                    ways_out.push(self.reserve()?);
                }
                let mut last = self.here();
                for _ in 0..min.max(1) {
                    last = self.here();
                    self.node(node)?;
                }
                if node.may_be_empty() {
                    way_after_empty = Some(self.leave_after_empty_turn(last)?);
                }
                let split = self.reserve()?;
                self.instructions[split] = in_order(last, split as u32 + 1, greedy);
            }
        }
        for split in ways_out {
            self.instructions[split] = in_order(split as u32 + 1, self.here(), greedy);
        }
        if let Some(jump) = way_after_empty {
            self.instructions[jump] = Instruction::Jump(self.here());
        }
        Ok(())
    }

    /// A turn that takes nothing ends the loop, before any less preferred turn that takes something: so the turn
    /// from `start` on gets a double. The first stands for a turn that has taken nothing yet, and leaves at its
    /// end; whatever takes a unit goes on in the second.
    fn leave_after_empty_turn(&mut self, start: u32) -> Result<usize, Full> {
        let end = self.reserve()?;
        let shift = end as u32 + 1 - start;
        for index in start as usize..end {
            let doubled = match self.instructions[index] {
                Instruction::Literal { unit, next } => Instruction::Literal { unit, next: next + shift },
                Instruction::Set { set, next } => Instruction::Set { set, next: next + shift },
                Instruction::Split(first, second) => Instruction::Split(first + shift, second + shift),
                Instruction::Jump(to) => Instruction::Jump(to + shift),
                same @ (Instruction::Look(_) | Instruction::Save(_) | Instruction::Match) => same,
            };
            self.push(doubled)?;
            if matches!(doubled, Instruction::Literal { .. } | Instruction::Set { .. }) {
                self.instructions[index] = doubled;
            }
        }
        Ok(end)
    }
}

fn in_order(inside: u32, behind: u32, greedy: bool) -> Instruction {
    if greedy { Instruction::Split(inside, behind) } else { Instruction::Split(behind, inside) }
}
