//! Escapes: what stands behind a backslash. PHP has PCRE read an escape that is unknown or malformed as the
//! letter behind the backslash.

use regex_syntax::hir::ClassUnicode;

use super::error::PatternError;
use super::parser::Parser;
use super::sets::{Named, named_property};
use super::syntax::Look;

/// What an escape means.
#[derive(Debug)]
pub(super) enum Escape {
    /// This unit.
    Literal(u32),
    /// A unit of the set, or with `true` of none of it.
    Named(Named, bool),
    /// A character with the property, or with `true` one without it.
    Property(ClassUnicode, bool),
    /// `\N`
    NotNewline,
    /// A place.
    Look(Look),
}

impl Parser {
    /// Reads an escape behind its backslash, in a class or outside.
    pub(super) fn escape(&mut self, in_class: bool) -> Result<Escape, PatternError> {
        let Some(unit) = self.next() else { return Ok(Escape::Literal(u32::from(b'\\'))) };
        let letter = match u8::try_from(unit) {
            Ok(letter) if letter.is_ascii_alphanumeric() => letter,
            _ => return Ok(Escape::Literal(unit)),
        };
        let behind = self.place();
        let literal = match letter {
            b'a' => Some(0x07),
            b'e' => Some(0x1b),
            b'f' => Some(0x0c),
            b'n' => Some(0x0a),
            b'r' => Some(0x0d),
            b't' => Some(0x09),
            b'b' if in_class => Some(0x08),
            b'c' => self.control(),
            b'x' => self.hexadecimal(),
            b'o' => self.braced(8),
            b'0' => self.octal(0),
            b'1'..=b'9' => {
                self.not_a_backreference(letter, in_class)?;
                if letter < b'8' { self.octal(u32::from(letter - b'0')) } else { None }
            }
            _ => return self.named(letter, in_class),
        };
        match literal.filter(|unit| self.is_unit(*unit)) {
            Some(unit) => Ok(Escape::Literal(unit)),
            None => {
                self.go_back(behind);
                Ok(Escape::Literal(u32::from(letter)))
            }
        }
    }

    fn named(&mut self, letter: u8, in_class: bool) -> Result<Escape, PatternError> {
        let refused = |what: &str| Err(PatternError::refused(what));
        Ok(match letter {
            b'd' | b'D' => Escape::Named(Named::Digit, letter == b'D'),
            b'w' | b'W' => Escape::Named(Named::Word, letter == b'W'),
            b's' | b'S' => Escape::Named(Named::Space, letter == b'S'),
            b'h' | b'H' => Escape::Named(Named::Horizontal, letter == b'H'),
            b'v' | b'V' => Escape::Named(Named::Vertical, letter == b'V'),
            b'p' | b'P' => self.property(letter == b'P')?,
            b'A' | b'B' | b'C' | b'G' | b'K' | b'N' | b'R' | b'X' | b'Z' | b'z' | b'k' if in_class => {
                return Err(PatternError::wrong(format!("`\\{}` means nothing in a class", char::from(letter))));
            }
            b'b' => Escape::Look(Look::WordBoundary),
            b'B' => Escape::Look(Look::NotWordBoundary),
            b'A' => Escape::Look(Look::Start),
            b'Z' => Escape::Look(Look::EndOrFinalNewline),
            b'z' => Escape::Look(Look::End),
            b'N' if self.peek() == Some(b'{') && !self.ahead(1).is_some_and(|next| next.is_ascii_digit()) => {
                return refused("a character by name, `\\N{...}`");
            }
            b'N' => Escape::NotNewline,
            b'C' => return refused("`\\C`"),
            b'G' => return refused("`\\G`"),
            b'K' => return refused("`\\K`"),
            b'R' => return refused("`\\R`"),
            b'X' => return refused("`\\X`"),
            b'g' if !in_class => return refused("a backreference"),
            b'k' => return refused("a backreference"),
            other => Escape::Literal(u32::from(other)),
        })
    }

    /// `\12` is a backreference or an octal number, by how many groups there are so far.
    fn not_a_backreference(&self, first: u8, in_class: bool) -> Result<(), PatternError> {
        if in_class {
            return Ok(());
        }
        let mut number = u32::from(first - b'0');
        let mut at = 0;
        while let Some(digit @ b'0'..=b'9') = self.ahead(at) {
            number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
            at += 1;
        }
        // PCRE takes what is too large for a group as no reference.
        let too_large = number >= 214_748_363;
        if !too_large && (number < 10 || first >= b'8' || number <= self.groups) {
            return Err(PatternError::refused("a backreference"));
        }
        Ok(())
    }

    /// Whether a number stands for a unit: a byte, or a character.
    fn is_unit(&self, number: u32) -> bool {
        if self.unicode { char::from_u32(number).is_some() } else { number <= 0xff }
    }

    /// `\cA`
    fn control(&mut self) -> Option<u32> {
        let next = self.peek().filter(|next| (b' '..=b'~').contains(next))?;
        self.skip(1);
        Some(u32::from(next.to_ascii_uppercase() ^ 0x40))
    }

    /// `\x41`, `\x{e9}`; without digits zero.
    fn hexadecimal(&mut self) -> Option<u32> {
        if self.peek() == Some(b'{') {
            return self.braced(16);
        }
        Some(self.digits(16, 2))
    }

    /// At most two more octal digits behind the first.
    fn octal(&mut self, first: u32) -> Option<u32> {
        let start = self.place();
        let rest = self.digits(8, 2);
        Some((first << (3 * (self.place() - start))) + rest)
    }

    /// `{...}` of digits only, at least one.
    fn braced(&mut self, radix: u32) -> Option<u32> {
        if !self.eat(b"{") {
            return None;
        }
        let start = self.place();
        let number = self.digits(radix, usize::MAX);
        (self.place() > start && self.eat(b"}")).then_some(number)
    }

    fn digits(&mut self, radix: u32, most: usize) -> u32 {
        let mut number = 0_u32;
        let mut count = 0;
        while count < most
            && let Some(digit) = self.peek().and_then(|next| char::from(next).to_digit(radix))
        {
            number = number.saturating_mul(radix).saturating_add(digit);
            count += 1;
            self.skip(1);
        }
        number
    }

    /// `\pL`, `\p{Lu}`, `\p{^Lu}`
    fn property(&mut self, mut negated: bool) -> Result<Escape, PatternError> {
        let mut name = String::new();
        if self.eat(b"{") {
            negated ^= self.eat(b"^");
            loop {
                match self.next().and_then(char::from_u32) {
                    Some('}') => break,
                    Some(char) => name.push(char),
                    None => return Err(PatternError::refused("a malformed property")),
                }
            }
        } else {
            name.extend(self.next().and_then(char::from_u32));
        }
        match named_property(&name) {
            Some(chars) => Ok(Escape::Property(chars, negated)),
            None => Err(PatternError::refused(format!("the property `{name}`"))),
        }
    }
}
