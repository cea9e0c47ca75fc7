//! Classes: `[...]`.

use regex_syntax::hir::Class;

use super::error::PatternError;
use super::escape::Escape;
use super::parser::{Parser, negated_if};
use super::sets::{self, Named};
use super::syntax::Node;

/// What a class has so far.
struct Building {
    /// What is written as units and ranges: the other case is added to it when case does not count.
    written: Class,
    /// What is named: `\d`, `[:alpha:]`, which case does not change.
    named: Class,
}

/// One piece of a class.
enum Member {
    Unit(u32),
    Set(Class),
    End,
}

impl Parser {
    /// Reads a class behind its `[`.
    pub(super) fn class(&mut self) -> Result<Node, PatternError> {
        if self.eat(b"[:<:]]") || self.eat(b"[:>:]]") {
            return Err(PatternError::refused("the boundary of a word in brackets"));
        }
        if self.posix_end().is_some() {
            return Err(PatternError::wrong("a named class stands outside of a class"));
        }
        let negated = self.eat(b"^");
        let mut class = Building { written: none(self.unicode), named: none(self.unicode) };
        let mut first = true;
        loop {
            match self.member(first)? {
                Member::End => break,
                Member::Set(set) => {
                    sets::add(&mut class.named, &set);
                    if self.begins_range() {
                        return Err(PatternError::wrong("a range in a class begins with a set"));
                    }
                }
                Member::Unit(from) => {
                    let to = if self.begins_range() { self.range_end(from)? } else { from };
                    sets::add(&mut class.written, &sets::range(from, to, self.unicode));
                }
            }
            first = false;
        }
        if self.flags.caseless {
            sets::fold(&mut class.written);
        }
        let Building { mut written, named } = class;
        sets::add(&mut written, &named);
        Ok(self.set(negated_if(written, negated)))
    }

    /// Whether a `-` comes that is not the last in the class.
    fn begins_range(&mut self) -> bool {
        while self.quoting && self.eat(b"\\E") {
            self.quoting = false;
        }
        !self.quoting && self.peek() == Some(b'-') && !matches!(self.ahead(1), Some(b']')) && !self.is_quote_then_end(1)
    }

    /// `\E` and `\Q\E` mean nothing between `-` and `]` either.
    fn is_quote_then_end(&self, ahead: usize) -> bool {
        self.ahead(ahead) == Some(b'\\') && self.ahead(ahead + 1) == Some(b'E') && self.ahead(ahead + 2) == Some(b']')
    }

    fn range_end(&mut self, from: u32) -> Result<u32, PatternError> {
        self.skip(1);
        match self.member(false)? {
            Member::Unit(to) if to >= from => Ok(to),
            Member::Unit(_) => Err(PatternError::wrong("a range in a class is out of order")),
            Member::Set(_) => Err(PatternError::wrong("a range in a class ends with a set")),
            Member::End => Err(not_closed()),
        }
    }

    fn member(&mut self, first: bool) -> Result<Member, PatternError> {
        loop {
            if self.eat(b"\\E") {
                self.quoting = false;
                continue;
            }
            if !self.quoting && self.eat(b"\\Q") {
                self.quoting = true;
                continue;
            }
            if self.quoting {
                return self.next().map(Member::Unit).ok_or_else(not_closed);
            }
            return match self.peek() {
                Some(b']') if !first => {
                    self.skip(1);
                    Ok(Member::End)
                }
                Some(b'[') => {
                    self.skip(1);
                    match self.posix_end() {
                        Some(end) => self.posix(end).map(Member::Set),
                        None => Ok(Member::Unit(u32::from(b'['))),
                    }
                }
                Some(b'\\') => {
                    self.skip(1);
                    self.class_escape()
                }
                _ => self.next().map(Member::Unit).ok_or_else(not_closed),
            };
        }
    }

    fn class_escape(&mut self) -> Result<Member, PatternError> {
        Ok(match self.escape(true)? {
            Escape::Literal(unit) => Member::Unit(unit),
            Escape::Named(named, negated) => Member::Set(negated_if(named.class(self.unicode), negated)),
            Escape::Property(chars, negated) => Member::Set(negated_if(sets::units(chars, self.unicode), negated)),
            Escape::NotNewline | Escape::Look(_) => return Err(PatternError::wrong("a place stands in a class")),
        })
    }

    /// Behind a `[`: where `:]` (or `.]`, `=]`) ends what looks like a named class, counted from here.
    fn posix_end(&self) -> Option<usize> {
        let mark = self.peek().filter(|next| matches!(next, b':' | b'.' | b'='))?;
        let mut at = 1;
        loop {
            match (self.ahead(at), self.ahead(at + 1)) {
                (Some(b'\\'), Some(b']' | b'\\')) => at += 1,
                (Some(b'['), Some(next)) if next == mark => return None,
                (Some(b']'), _) => return None,
                (Some(end), Some(b']')) if end == mark => return Some(at),
                (None, _) if !self.has(at) => return None,
                _ => {}
            }
            at += 1;
        }
    }

    fn posix(&mut self, end: usize) -> Result<Class, PatternError> {
        if self.peek() != Some(b':') {
            return Err(PatternError::wrong("a class names a collating element"));
        }
        let name: String = (1..end).map(|ahead| char::from(self.ahead(ahead).unwrap_or(b'?'))).collect();
        self.skip(end + 2);
        let (negated, name) = match name.strip_prefix('^') {
            Some(name) => (true, name),
            None => (false, name.as_str()),
        };
        let named = Named::posix(name).ok_or_else(|| PatternError::wrong(format!("there is no class `[:{name}:]`")))?;
        // Over bytes, case that does not count makes the classes of cases one of letters.
        let named = match named {
            Named::Lower | Named::Upper if self.flags.caseless && !self.unicode => Named::Alpha,
            other => other,
        };
        Ok(negated_if(named.class(self.unicode), negated))
    }
}

fn none(unicode: bool) -> Class {
    negated_if(sets::all(unicode), true)
}

fn not_closed() -> PatternError {
    PatternError::wrong("a class is not closed")
}
