//! The grammar of RFC 8259: where tokens and values end, at either layer, without a stack of its own.

use std::marker::PhantomData;

use crate::error::{Error, Expected};
use crate::layer::{Written, byte, window};
use crate::nesting::{Container, Nesting};
use crate::{Kind, number, scan};

/// A piece of the text that was found valid: a value, or what lies between the quotes of a string.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it is a string with escapes.
    pub(crate) escaped: bool,
}

/// What follows in a container.
pub(crate) enum Next {
    /// A key or an element, here.
    Item(usize),
    /// Nothing: the container ends here.
    End(usize),
}

/// The rules, over one text.
#[derive(Clone, Copy)]
pub(crate) struct Grammar<'a, L> {
    text: &'a str,
    layer: PhantomData<L>,
}

impl<'a, L: Written> Grammar<'a, L> {
    #[inline(always)]
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, layer: PhantomData }
    }

    #[inline(always)]
    pub(crate) fn byte(self, at: usize) -> u8 {
        byte(self.text.as_bytes(), at)
    }

    #[inline(always)]
    pub(crate) fn blanks(self, at: usize) -> usize {
        L::blanks(self.text.as_bytes(), at)
    }

    #[inline(always)]
    fn is_quote(self, at: usize) -> bool {
        L::is_quote(self.text.as_bytes(), at)
    }

    #[inline(always)]
    fn starts<const N: usize>(self, at: usize, with: &[u8; N]) -> bool {
        window(self.text.as_bytes(), at) == Some(with)
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn unexpected(self, at: usize, expected: Expected) -> Error {
        match self.text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(found) => Error::Syntax { offset: at, expected, found },
            None => Error::UnexpectedEnd { offset: self.text.len(), expected },
        }
    }

    /// The first key of the object whose brace ends at `at`.
    pub(crate) fn first_key(self, at: usize) -> Result<Next, Error> {
        let at = self.blanks(at);
        match self.byte(at) {
            b'}' => Ok(Next::End(at + 1)),
            _ if self.is_quote(at) => Ok(Next::Item(at + L::QUOTE)),
            _ => Err(self.unexpected(at, Expected::KeyOrBrace)),
        }
    }

    /// The key after the member that ends at `at`.
    #[inline(always)]
    pub(crate) fn next_key(self, at: usize) -> Result<Next, Error> {
        match L::next_key(self.text.as_bytes(), at) {
            Some(key) => Ok(Next::Item(key)),
            None => self.next_key_behind_blanks(at),
        }
    }

    #[inline(never)]
    fn next_key_behind_blanks(self, at: usize) -> Result<Next, Error> {
        let at = self.blanks(at);
        match self.byte(at) {
            b'}' => return Ok(Next::End(at + 1)),
            b',' => {}
            _ => return Err(self.unexpected(at, Expected::CommaOrBrace)),
        }
        let at = self.blanks(at + 1);
        if self.is_quote(at) { Ok(Next::Item(at + L::QUOTE)) } else { Err(self.unexpected(at, Expected::Key)) }
    }

    /// The first element of the array whose bracket ends at `at`.
    pub(crate) fn first_element(self, at: usize) -> Next {
        let at = self.blanks(at);
        if self.byte(at) == b']' { Next::End(at + 1) } else { Next::Item(at) }
    }

    /// The element after the one that ends at `at`.
    #[inline(always)]
    pub(crate) fn next_element(self, at: usize) -> Result<Next, Error> {
        let at = self.blanks(at);
        match self.byte(at) {
            b',' => Ok(Next::Item(self.blanks(at + 1))),
            b']' => Ok(Next::End(at + 1)),
            _ => Err(self.unexpected(at, Expected::CommaOrBracket)),
        }
    }

    /// The key that begins at `start`, behind its quote, and where its value begins.
    #[inline(always)]
    pub(crate) fn key(self, start: usize) -> Result<(Span, usize), Error> {
        let end = scan::special(self.text.as_bytes(), start);
        match L::key_end(self.text.as_bytes(), end) {
            Some(value) => Ok((Span { start, end, escaped: false }, value)),
            None => self.unusual_key(start, end),
        }
    }

    #[inline(never)]
    fn unusual_key(self, start: usize, special: usize) -> Result<(Span, usize), Error> {
        let end = self.rest_of_string(special)?;
        let colon = self.blanks(end + L::QUOTE);
        if self.byte(colon) != b':' {
            return Err(self.unexpected(colon, Expected::Colon));
        }
        Ok((Span { start, end, escaped: end > special }, self.blanks(colon + 1)))
    }

    /// The string whose opening quote stands at `at`: what lies between its quotes.
    #[inline(always)]
    pub(crate) fn string(self, at: usize) -> Result<Span, Error> {
        let start = at + L::QUOTE;
        let special = scan::special(self.text.as_bytes(), start);
        if self.is_quote(special) {
            return Ok(Span { start, end: special, escaped: false });
        }
        let end = self.rest_of_string(special)?;
        Ok(Span { start, end, escaped: true })
    }

    /// The end of a string, from its first special byte.
    #[inline(never)]
    fn rest_of_string(self, mut at: usize) -> Result<usize, Error> {
        let bytes = self.text.as_bytes();
        while !self.is_quote(at) {
            match byte(bytes, at) {
                b'\\' => at = L::escape(bytes, at)?.end,
                b'"' => return Err(self.unexpected(at, Expected::Quote)),
                found if at < bytes.len() => return Err(Error::ControlCharacter { offset: at, found: found.into() }),
                _ => return Err(self.unexpected(at, Expected::Quote)),
            }
            // Escapes often come one after the other.
            if byte(bytes, at) != b'\\' {
                at = scan::special(bytes, at);
            }
        }
        Ok(at)
    }

    /// The value at `at`, inside `depth` containers.
    #[inline(always)]
    pub(crate) fn value(self, at: usize, depth: usize) -> Result<Span, Error> {
        let (end, escaped) = match self.byte(at) {
            b'{' => (self.container(at, depth, Container::Object)?, false),
            b'[' => (self.container(at, depth, Container::Array)?, false),
            _ => self.scalar(at)?,
        };
        Ok(Span { start: at, end, escaped })
    }

    /// The end of a value without brackets, and whether it is a string with escapes.
    #[inline(always)]
    fn scalar(self, at: usize) -> Result<(usize, bool), Error> {
        match self.byte(at) {
            b'"' | b'\\' if self.is_quote(at) => {
                let string = self.string(at)?;
                Ok((string.end + L::QUOTE, string.escaped))
            }
            b'-' | b'0'..=b'9' => match number::end(self.text.as_bytes(), at) {
                Ok(end) => Ok((end, false)),
                Err((at, expected)) => Err(self.unexpected(at, expected)),
            },
            b'n' if self.starts(at, b"null") => Ok((at + 4, false)),
            b't' if self.starts(at, b"true") => Ok((at + 4, false)),
            b'f' if self.starts(at, b"false") => Ok((at + 5, false)),
            _ => Err(self.no_value(at)),
        }
    }

    /// The kind of the value at `at`, by its first byte.
    pub(crate) fn kind(self, at: usize) -> Result<Kind, Error> {
        match self.byte(at) {
            b'"' | b'\\' if self.is_quote(at) => Ok(Kind::String),
            first @ (b'-' | b'0'..=b'9' | b'n' | b't' | b'f' | b'{' | b'[') => Ok(Kind::of_first_byte(first)),
            _ => Err(self.unexpected(at, Expected::Value)),
        }
    }

    /// What is wrong with a value at `at` that is none: where a word is misspelt, the first byte that differs.
    #[cold]
    fn no_value(self, at: usize) -> Error {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let alike = |word: &str| word.bytes().zip(rest).take_while(|(wanted, found)| wanted == *found).count();
        self.unexpected(at + ["null", "true", "false"].into_iter().map(alike).max().unwrap_or_default(), Expected::Value)
    }

    /// The end of the container whose bracket stands at `at`.
    #[inline(never)]
    fn container(self, at: usize, depth: usize, container: Container) -> Result<usize, Error> {
        let mut nesting = Nesting::above(depth);
        let mut container = container;
        nesting.push(container, at)?;
        let mut next = self.first(at + 1, container)?;
        loop {
            let at = match next {
                Next::Item(at) if container == Container::Object => self.key(at)?.1,
                Next::Item(at) => at,
                Next::End(at) => match nesting.pop() {
                    None => return Ok(at),
                    Some(outer) => {
                        container = outer;
                        next = self.next(at, container)?;
                        continue;
                    }
                },
            };
            container = match self.byte(at) {
                b'{' => Container::Object,
                b'[' => Container::Array,
                _ => {
                    next = self.next(self.scalar(at)?.0, container)?;
                    continue;
                }
            };
            nesting.push(container, at)?;
            next = self.first(at + 1, container)?;
        }
    }

    #[inline(always)]
    fn first(self, at: usize, container: Container) -> Result<Next, Error> {
        match container {
            Container::Object => self.first_key(at),
            Container::Array => Ok(self.first_element(at)),
        }
    }

    #[inline(always)]
    fn next(self, at: usize, container: Container) -> Result<Next, Error> {
        match container {
            Container::Object => self.next_key(at),
            Container::Array => self.next_element(at),
        }
    }
}
