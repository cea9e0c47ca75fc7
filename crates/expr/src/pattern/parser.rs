//! PCRE's syntax: a pattern to its tree (`expressions.md F2`). Escapes are read in `escape`, classes in `class`.

use regex_syntax::hir::Class;

use super::delimited::Modifiers;
use super::error::PatternError;
use super::escape::Escape;
use super::sets;
use super::syntax::{Look, Node, Tree};

/// How deep groups may nest, as in PCRE; nothing else nests, so it bounds all recursion over a pattern.
const MAX_GROUPS_DEEP: usize = 250;

/// The largest count of a repeat, as in PCRE.
const MAX_REPEAT: u32 = 65_535;

/// The longest name of a group, in units, as in PCRE.
const MAX_NAME: usize = 32;

/// Reads the pattern between the delimiters.
pub(super) fn parse(pattern: &[u8], modifiers: Modifiers) -> Result<Tree, PatternError> {
    let units = if modifiers.unicode {
        let text = std::str::from_utf8(pattern).map_err(|_| PatternError::wrong("it is not UTF-8, but has the modifier `u`"))?;
        text.chars().map(u32::from).collect()
    } else {
        pattern.iter().copied().map(u32::from).collect()
    };
    let flags = Flags {
        caseless: modifiers.caseless,
        multiline: modifiers.multiline,
        dot_all: modifiers.dot_all,
        extended: modifiers.extended,
        ungreedy: modifiers.ungreedy,
    };
    let mut parser = Parser {
        units,
        at: 0,
        flags,
        unicode: modifiers.unicode,
        dollar_end_only: modifiers.dollar_end_only,
        quoting: false,
        groups: 0,
        names: Vec::new(),
        sets: Vec::new(),
    };
    let root = parser.pattern()?;
    Ok(Tree { root, sets: parser.sets, groups: parser.groups, unicode: modifiers.unicode, anchored: modifiers.anchored })
}

/// What may change inside a pattern: `(?i)`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags {
    pub caseless: bool,
    multiline: bool,
    dot_all: bool,
    extended: bool,
    ungreedy: bool,
}

/// Reads a pattern, unit by unit.
pub(super) struct Parser {
    units: Vec<u32>,
    at: usize,
    pub(super) flags: Flags,
    pub(super) unicode: bool,
    dollar_end_only: bool,
    /// Between `\Q` and `\E`.
    pub(super) quoting: bool,
    pub(super) groups: u32,
    names: Vec<Vec<u32>>,
    sets: Vec<Class>,
}

/// A node, and whether a repeat may follow it.
struct Item {
    node: Node,
    repeatable: bool,
}

impl Item {
    fn repeatable(node: Node) -> Self {
        Item { node, repeatable: true }
    }

    fn place(look: Look) -> Self {
        Item { node: Node::Look(look), repeatable: false }
    }
}

impl Parser {
    /// The unit `ahead` of the next one, if it is ASCII; `None` too at the end.
    pub(super) fn ahead(&self, ahead: usize) -> Option<u8> {
        self.units.get(self.at + ahead).and_then(|unit| u8::try_from(*unit).ok()).filter(u8::is_ascii)
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.ahead(0)
    }

    pub(super) fn next(&mut self) -> Option<u32> {
        let unit = self.units.get(self.at).copied();
        self.at += usize::from(unit.is_some());
        unit
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.at += count;
    }

    /// Whether there is a unit `ahead` of the next one.
    pub(super) fn has(&self, ahead: usize) -> bool {
        self.at + ahead < self.units.len()
    }

    pub(super) fn place(&self) -> usize {
        self.at
    }

    pub(super) fn go_back(&mut self, place: usize) {
        self.at = place;
    }

    pub(super) fn eat(&mut self, text: &[u8]) -> bool {
        let found = (0..text.len()).all(|ahead| self.ahead(ahead) == Some(text[ahead]));
        self.at += if found { text.len() } else { 0 };
        found
    }

    /// A node for a set; one that holds a single unit is that unit.
    pub(super) fn set(&mut self, class: Class) -> Node {
        let single = match &class {
            Class::Unicode(class) => match class.ranges() {
                [range] if range.start() == range.end() => Some(u32::from(range.start())),
                _ => None,
            },
            Class::Bytes(class) => match class.ranges() {
                [range] if range.start() == range.end() => Some(u32::from(range.start())),
                _ => None,
            },
        };
        if let Some(unit) = single {
            return Node::Literal(unit);
        }
        self.sets.push(class);
        Node::Set(self.sets.len() as u32 - 1)
    }

    /// A node for one unit, in either case when case does not count.
    pub(super) fn literal(&mut self, unit: u32) -> Node {
        if !self.flags.caseless {
            return Node::Literal(unit);
        }
        let mut class = sets::range(unit, unit, self.unicode);
        sets::fold(&mut class);
        self.set(class)
    }

    /// Reads to the end, with a level for each group that is open.
    fn pattern(&mut self) -> Result<Node, PatternError> {
        let mut open = Vec::new();
        let mut level = Level::default();
        loop {
            self.skip_what_means_nothing()?;
            let item = match if self.quoting { None } else { self.peek() } {
                Some(b'|') => {
                    self.at += 1;
                    level.end_branch();
                    continue;
                }
                Some(b'(') => {
                    self.at += 1;
                    let flags = self.flags;
                    match self.opening()? {
                        // They hold until the group around ends.
                        Opening::Flags => Item { node: Node::Empty, repeatable: false },
                        opening @ (Opening::Captures | Opening::Plain) => {
                            if open.len() == MAX_GROUPS_DEEP {
                                return Err(PatternError::wrong("groups are nested too deep"));
                            }
                            let group = matches!(opening, Opening::Captures).then_some(self.groups + 1);
                            self.groups += u32::from(group.is_some());
                            open.push(std::mem::replace(&mut level, Level { group, flags, ..Level::default() }));
                            continue;
                        }
                    }
                }
                Some(b')') => {
                    self.at += 1;
                    let around = open.pop().ok_or_else(|| PatternError::wrong("a `)` closes nothing"))?;
                    let ended = std::mem::replace(&mut level, around);
                    self.flags = ended.flags;
                    Item::repeatable(ended.end())
                }
                _ => match self.item()? {
                    Some(item) => item,
                    None => break,
                },
            };
            self.skip_what_means_nothing()?;
            level.nodes.push(self.repeat(item)?.node);
        }
        if open.is_empty() { Ok(level.end()) } else { Err(PatternError::wrong("a `(` is not closed")) }
    }

    /// Comments, blanks with `x`, and the ends of quotes.
    fn skip_what_means_nothing(&mut self) -> Result<(), PatternError> {
        loop {
            if self.eat(b"\\E") {
                self.quoting = false;
            } else if self.quoting {
                return Ok(());
            } else if self.eat(b"\\Q") {
                self.quoting = true;
            } else if self.eat(b"(?#") {
                self.skip_past(b')').ok_or_else(|| PatternError::wrong("a comment has no `)`"))?;
            } else if self.flags.extended && self.units.get(self.at).is_some_and(|unit| is_pattern_blank(*unit, self.unicode)) {
                self.at += 1;
            } else if self.flags.extended && self.eat(b"#") {
                self.skip_past(b'\n').unwrap_or_else(|| self.at = self.units.len());
            } else {
                return Ok(());
            }
        }
    }

    /// Goes behind the next such unit, if there is one.
    fn skip_past(&mut self, end: u8) -> Option<()> {
        let length = self.units[self.at..].iter().position(|unit| *unit == u32::from(end))?;
        self.at += length + 1;
        Some(())
    }

    /// The next piece that is no group, without its repeat; `None` at the end.
    fn item(&mut self) -> Result<Option<Item>, PatternError> {
        if self.quoting {
            return Ok(self.next().map(|unit| Item::repeatable(self.literal(unit))));
        }
        let Some(next) = self.peek() else {
            return Ok(self.next().map(|unit| Item::repeatable(self.literal(unit))));
        };
        let item = match next {
            b'\\' => {
                self.at += 1;
                self.escaped()?
            }
            b'[' => {
                self.at += 1;
                Item::repeatable(self.class()?)
            }
            b'^' => {
                self.at += 1;
                Item::place(if self.flags.multiline { Look::LineStart } else { Look::Start })
            }
            b'$' => {
                self.at += 1;
                Item::place(match (self.flags.multiline, self.dollar_end_only) {
                    (true, _) => Look::LineEnd,
                    (false, true) => Look::End,
                    (false, false) => Look::EndOrFinalNewline,
                })
            }
            b'.' => {
                self.at += 1;
                let class = if self.flags.dot_all { sets::all(self.unicode) } else { not_newline(self.unicode) };
                Item::repeatable(self.set(class))
            }
            b'*' | b'+' | b'?' => return Err(nothing_to_repeat()),
            b'{' if self.counts().is_some() => return Err(nothing_to_repeat()),
            _ => {
                self.at += 1;
                Item::repeatable(self.literal(u32::from(next)))
            }
        };
        Ok(Some(item))
    }

    fn escaped(&mut self) -> Result<Item, PatternError> {
        Ok(match self.escape(false)? {
            Escape::Literal(unit) => Item::repeatable(self.literal(unit)),
            Escape::Named(named, negated) => {
                let class = negated_if(named.class(self.unicode), negated);
                Item::repeatable(self.set(class))
            }
            Escape::Property(chars, negated) => {
                let class = negated_if(sets::units(chars, self.unicode), negated);
                Item::repeatable(self.set(class))
            }
            Escape::NotNewline => {
                let class = not_newline(self.unicode);
                Item::repeatable(self.set(class))
            }
            Escape::Look(look) => Item::place(look),
        })
    }

    /// A repeat behind `item`, if there is one.
    fn repeat(&mut self, item: Item) -> Result<Item, PatternError> {
        if self.quoting {
            return Ok(item);
        }
        let (min, max) = match self.peek() {
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'?') => (0, Some(1)),
            Some(b'{') => match self.counts() {
                Some(counts) => {
                    let Counts { min, max, end } = counts?;
                    self.at = end - 1;
                    (min, max)
                }
                None => return Ok(item),
            },
            _ => return Ok(item),
        };
        self.at += 1;
        if !item.repeatable {
            return Err(nothing_to_repeat());
        }
        let lazy = self.eat(b"?");
        let behind = self.at;
        self.skip_what_means_nothing()?;
        match self.peek() {
            Some(b'+') if !lazy && !self.quoting => return Err(PatternError::refused("a possessive repeat")),
            // Releases of PCRE differ in what it means there.
            Some(b'?') if self.at > behind && !self.quoting => return Err(PatternError::refused("a `?` apart from its repeat")),
            _ => {}
        }
        let node = Node::Repeat { node: Box::new(item.node), min, max, greedy: lazy == self.flags.ungreedy };
        Ok(Item { node, repeatable: false })
    }

    /// `{2}`, `{2,}`, `{2,5}` at the next unit; anything else in braces is literal.
    fn counts(&self) -> Option<Result<Counts, PatternError>> {
        let is = |at: usize, byte: u8| self.units.get(at) == Some(&u32::from(byte));
        let (min, at) = self.number_at(self.at + 1)?;
        let (max, at) = match (is(at, b','), is(at + 1, b'}')) {
            (false, _) => (Some(min), at),
            (true, true) => (None, at + 1),
            (true, false) => self.number_at(at + 1).map(|(max, at)| (Some(max), at))?,
        };
        if !is(at, b'}') {
            return None;
        }
        Some(if min > MAX_REPEAT || max.is_some_and(|max| max > MAX_REPEAT) {
            Err(PatternError::wrong("a count in `{}` is too big"))
        } else if max.is_some_and(|max| max < min) {
            Err(PatternError::wrong("the counts in `{}` are out of order"))
        } else {
            Ok(Counts { min, max, end: at + 1 })
        })
    }

    fn number_at(&self, start: usize) -> Option<(u32, usize)> {
        let digits = self.units[start..].iter().map_while(|unit| char::from_u32(*unit)?.to_digit(10));
        let (value, count) = digits.fold((0_u32, 0), |(value, count), digit| (value.saturating_mul(10).saturating_add(digit), count + 1));
        (count > 0).then_some((value, start + count))
    }

    /// What stands behind `(`. Changed flags hold from here on; the caller restores them.
    fn opening(&mut self) -> Result<Opening, PatternError> {
        if self.peek() == Some(b'*') && self.ahead(1).is_some_and(|next| next.is_ascii_alphabetic() || next == b':') {
            return Err(PatternError::refused("a verb `(*...)`"));
        }
        if !self.eat(b"?") {
            return Ok(Opening::Captures);
        }
        let Some(first) = self.peek() else { return Err(PatternError::wrong("`(?` is followed by nothing")) };
        let second = self.ahead(1);
        let refused = match (first, second) {
            (b':', _) => {
                self.at += 1;
                return Ok(Opening::Plain);
            }
            (b'=' | b'!' | b'*', _) | (b'<', Some(b'=' | b'!' | b'*')) => "a look-around",
            (b'>', _) => "an atomic group",
            (b'|', _) => "a branch reset",
            (b'(', _) => "a conditional group",
            (b'R' | b'&' | b'+' | b'0'..=b'9', _) | (b'P', Some(b'>')) | (b'-', Some(b'0'..=b'9')) => "a recursion",
            (b'P', Some(b'=')) => "a backreference",
            (b'C', _) => "a callout",
            (b'<', _) => return self.name(1, b'>'),
            (b'\'', _) => return self.name(1, b'\''),
            (b'P', Some(b'<')) => return self.name(2, b'>'),
            _ => return self.flag_letters(),
        };
        Err(PatternError::refused(refused))
    }

    fn name(&mut self, skip: usize, end: u8) -> Result<Opening, PatternError> {
        self.at += skip;
        let is_word = |unit: &&u32| {
            char::from_u32(**unit).is_some_and(|char| char == '_' || (char.is_alphanumeric() && (char.is_ascii() || self.unicode)))
        };
        let name: Vec<u32> = self.units[self.at..].iter().take_while(is_word).copied().collect();
        self.at += name.len();
        let first_is_digit = name.first().and_then(|unit| char::from_u32(*unit)).is_none_or(char::is_numeric);
        if first_is_digit || name.len() > MAX_NAME || !self.eat(&[end]) {
            return Err(PatternError::wrong("the name of a group is malformed"));
        }
        if self.names.contains(&name) {
            return Err(PatternError::wrong("two groups have the same name"));
        }
        self.names.push(name);
        Ok(Opening::Captures)
    }

    fn flag_letters(&mut self) -> Result<Opening, PatternError> {
        let mut on = true;
        let mut first = true;
        let mut flags = self.flags;
        loop {
            let flag = match self.next().and_then(|unit| u8::try_from(unit).ok()) {
                Some(b'i') => &mut flags.caseless,
                Some(b'm') => &mut flags.multiline,
                Some(b's') => &mut flags.dot_all,
                Some(b'x') if self.peek() != Some(b'x') => &mut flags.extended,
                Some(b'U') => &mut flags.ungreedy,
                Some(b'-') if on => {
                    on = false;
                    first = false;
                    continue;
                }
                Some(b'^') if first => {
                    flags = Flags { ungreedy: flags.ungreedy, ..Flags::default() };
                    first = false;
                    continue;
                }
                Some(b')') => {
                    self.flags = flags;
                    return Ok(Opening::Flags);
                }
                Some(b':') => {
                    self.flags = flags;
                    return Ok(Opening::Plain);
                }
                Some(letter @ (b'J' | b'n' | b'x')) => {
                    return Err(PatternError::refused(format!("the flag `{}` in a group", char::from(letter))));
                }
                _ => return Err(PatternError::wrong("`(?` is followed by what it does not know")),
            };
            *flag = on;
            first = false;
        }
    }
}

/// How often something repeats.
struct Counts {
    min: u32,
    max: Option<u32>,
    /// The place behind the braces.
    end: usize,
}

/// What opened a group.
enum Opening {
    Captures,
    Plain,
    Flags,
}

/// A group that is open, or the pattern around all groups.
#[derive(Default)]
struct Level {
    /// Its branches so far.
    branches: Vec<Node>,
    /// The branch that is being read.
    nodes: Vec<Node>,
    /// Its number, if it captures.
    group: Option<u32>,
    /// The flags around it.
    flags: Flags,
}

impl Level {
    fn end_branch(&mut self) {
        let mut nodes = std::mem::take(&mut self.nodes);
        nodes.retain(|node| !matches!(node, Node::Empty));
        self.branches.push(match (nodes.len(), nodes.pop()) {
            (1, Some(node)) => node,
            (_, None) => Node::Empty,
            (_, Some(last)) => {
                nodes.push(last);
                Node::Concat(nodes)
            }
        });
    }

    fn end(mut self) -> Node {
        self.end_branch();
        let node = match (self.branches.len(), self.branches.pop()) {
            (1, Some(node)) => node,
            (_, last) => {
                self.branches.extend(last);
                Node::Alternate(self.branches)
            }
        };
        match self.group {
            Some(index) => Node::Group { index, node: Box::new(node) },
            None => node,
        }
    }
}

fn nothing_to_repeat() -> PatternError {
    PatternError::wrong("a repeat follows nothing that it could repeat")
}

fn is_pattern_blank(unit: u32, unicode: bool) -> bool {
    matches!(unit, 0x09..=0x0d | 0x20) || (unicode && matches!(unit, 0x85 | 0x200e | 0x200f | 0x2028 | 0x2029))
}

fn not_newline(unicode: bool) -> Class {
    negated_if(sets::range(u32::from(b'\n'), u32::from(b'\n'), unicode), true)
}

pub(super) fn negated_if(mut class: Class, negated: bool) -> Class {
    if negated {
        class.negate();
    }
    class
}
