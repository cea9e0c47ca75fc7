//! The single pass for typed decoding: validates as it goes and hands out what the caller asks for.

use std::borrow::Cow;

use crate::embedded;
use crate::entries;
use crate::error::{Error, Expected};
use crate::grammar::{Grammar, Next, Span};
use crate::layer::{Layer, Plain, Written};
use crate::nesting::MAX_DEPTH;
use crate::raw::trailing;
use crate::source;
use crate::{Embedded, Fields, Kind, Numeral, Raw, Text};

/// A document that is read from its start to its end, value by value.
///
/// Each method reads the next value whole and stands behind it then. After an error the reader is good for nothing but
/// [`offset`](Self::offset).
///
/// ```
/// use reach_rawjson::{Error, Number, Reader};
///
/// let mut reader = Reader::new(br#"{"ids": [1, 2], "note": null}"#)?;
/// let mut ids = Vec::new();
/// reader.object(|key, reader| match key.plain() {
///     Some("ids") => reader.array(|reader| {
///         ids.push(reader.number()?.value());
///         Ok(())
///     }),
///     _ => reader.skip(),
/// })?;
/// reader.end()?;
/// assert_eq!(ids, [Number::Int(1), Number::Int(2)]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of a document.
    ///
    /// # Errors
    ///
    /// The bytes are not UTF-8, or more than 4 GiB.
    pub fn new(document: &'a [u8]) -> Result<Self, Error> {
        let (text, at) = source::decode(document)?;
        Ok(Self { text, at, depth: 0 })
    }

    /// The same for a document that is known to be UTF-8.
    ///
    /// # Errors
    ///
    /// The document has more than 4 GiB.
    pub fn of_text(document: &'a str) -> Result<Self, Error> {
        let (text, at) = source::open(document)?;
        Ok(Self { text, at, depth: 0 })
    }

    /// The kind of the next value, which stays unread: by its first byte, the rest is not validated.
    ///
    /// # Errors
    ///
    /// No value begins here.
    #[inline]
    pub fn peek(&mut self) -> Result<Kind, Error> {
        self.at = self.grammar().blanks(self.at);
        self.grammar().kind(self.at)
    }

    /// Where the reader stands, in bytes: at the next value after [`peek`](Self::peek), else behind the last one.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Reads an object: `member` is called for each member in order and reads its value, exactly that.
    ///
    /// # Errors
    ///
    /// The next value is no object, or not valid; or what `member` says.
    pub fn object<E: From<Error>>(&mut self, mut member: impl FnMut(Text<'a>, &mut Self) -> Result<(), E>) -> Result<(), E> {
        self.enter(Kind::Object)?;
        let mut next = self.grammar().first_key(self.at)?;
        while let Next::Item(at) = next {
            let (key, value) = self.grammar().key(at)?;
            self.at = value;
            member(self.text_of(key), self)?;
            next = self.grammar().next_key(self.at)?;
        }
        self.leave(&next);
        Ok(())
    }

    /// Reads an array: `element` is called for each element in order and reads it, exactly that.
    ///
    /// # Errors
    ///
    /// The next value is no array, or not valid; or what `element` says.
    pub fn array<E: From<Error>>(&mut self, mut element: impl FnMut(&mut Self) -> Result<(), E>) -> Result<(), E> {
        self.enter(Kind::Array)?;
        let mut next = self.grammar().first_element(self.at);
        while let Next::Item(at) = next {
            self.at = at;
            element(self)?;
            next = self.grammar().next_element(self.at)?;
        }
        self.leave(&next);
        Ok(())
    }

    /// Reads a string.
    ///
    /// # Errors
    ///
    /// The next value is no string, or not valid.
    #[inline]
    pub fn text(&mut self) -> Result<Text<'a>, Error> {
        self.expect(Kind::String)?;
        let string = self.grammar().string(self.at)?;
        self.at = string.end + Plain::QUOTE;
        Ok(self.text_of(string))
    }

    /// Reads a number.
    ///
    /// # Errors
    ///
    /// The next value is no number, or not valid.
    pub fn number(&mut self) -> Result<Numeral<'a>, Error> {
        self.expect(Kind::Number)?;
        Ok(Numeral::of_valid(self.raw()?.text()))
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    ///
    /// The next value is neither.
    pub fn boolean(&mut self) -> Result<bool, Error> {
        self.expect(Kind::Bool)?;
        Ok(self.raw()?.text() == "true")
    }

    /// Reads `null`.
    ///
    /// # Errors
    ///
    /// The next value is not `null`.
    pub fn null(&mut self) -> Result<(), Error> {
        self.expect(Kind::Null)?;
        self.skip()
    }

    /// Reads `null` if that comes next, and says so; else the next value stays unread.
    ///
    /// # Errors
    ///
    /// No valid value begins here.
    pub fn take_null(&mut self) -> Result<bool, Error> {
        let is_null = self.peek()? == Kind::Null;
        if is_null {
            self.skip()?;
        }
        Ok(is_null)
    }

    /// Validates one value of any kind and hands it back unread.
    ///
    /// # Errors
    ///
    /// The value is not valid.
    #[inline]
    pub fn raw(&mut self) -> Result<Raw<'a>, Error> {
        let span = self.grammar().value(self.grammar().blanks(self.at), self.depth)?;
        self.at = span.end;
        Ok(Raw::of_span(self.text, span, Layer::Plain, self.depth))
    }

    /// Validates one value of any kind and forgets it.
    ///
    /// # Errors
    ///
    /// The value is not valid.
    pub fn skip(&mut self) -> Result<(), Error> {
        self.raw().map(drop)
    }

    /// Reads an object into its members, validated in the same pass.
    ///
    /// # Errors
    ///
    /// The next value is no object, or not valid.
    pub fn fields(&mut self) -> Result<Fields<'a>, Error> {
        self.expect(Kind::Object)?;
        let (entries, end) = entries::read::<Plain>(self.text, self.at, self.depth)?;
        self.at = end;
        Ok(Fields::of_entries(Cow::Borrowed(self.text), entries, Layer::Plain, self.depth + 1))
    }

    /// Reads a string that holds a JSON object into the members of that object. One pass validates string and object, in place, where
    /// the string is written as JSON encoders write it; else an unescaped copy is read, with the same result.
    ///
    /// # Errors
    ///
    /// The next value is no string, or not valid, or does not hold one valid object.
    pub fn embedded_fields(&mut self) -> Result<Fields<'a>, Error> {
        self.expect(Kind::String)?;
        let start = self.at + Plain::QUOTE;
        if let Some((entries, end)) = embedded::object_in_place(self.text, start, self.depth) {
            self.at = end;
            return Ok(Fields::of_entries(Cow::Borrowed(self.text), entries, Layer::InString, self.depth + 1));
        }
        let text = self.text()?;
        embedded::object_in_copy(text, self.depth).map_err(|error| error.map_offset(|offset| start + offset))
    }

    /// Reads a string that holds a JSON document of any kind.
    ///
    /// # Errors
    ///
    /// The next value is no string, or not valid, or does not hold one valid document.
    pub fn embedded(&mut self) -> Result<Embedded<'a>, Error> {
        let text = self.text()?;
        let start = self.at - Plain::QUOTE - text.raw().len();
        embedded::in_text(text, self.depth).map_err(|error| error.map_offset(|offset| start + offset))
    }

    /// Makes sure that nothing but blanks follows.
    ///
    /// # Errors
    ///
    /// Something follows.
    pub fn end(&mut self) -> Result<(), Error> {
        self.at = self.grammar().blanks(self.at);
        if self.at < self.text.len() { Err(trailing(self.grammar().unexpected(self.at, Expected::End))) } else { Ok(()) }
    }

    #[inline(always)]
    fn grammar(&self) -> Grammar<'a, Plain> {
        Grammar::new(self.text)
    }

    #[inline(always)]
    fn text_of(&self, span: Span) -> Text<'a> {
        Text::of_span(self.text, span, Layer::Plain)
    }

    /// Steps over blanks to a value of that kind.
    #[inline(always)]
    fn expect(&mut self, expected: Kind) -> Result<(), Error> {
        let found = self.peek()?;
        if found == expected { Ok(()) } else { Err(Error::WrongKind { offset: self.at, expected, found }) }
    }

    fn enter(&mut self, container: Kind) -> Result<(), Error> {
        self.expect(container)?;
        if self.depth >= MAX_DEPTH {
            return Err(Error::TooDeep { offset: self.at });
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    fn leave(&mut self, next: &Next) {
        let (Next::End(at) | Next::Item(at)) = *next;
        self.at = at;
        self.depth -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Key, Number};

    #[test]
    fn each_kind_is_read_by_its_method() {
        let mut reader = Reader::of_text(r#" ["a", 1.5, true, null, {"k": 1}, [2], "{}"] "#).unwrap();
        let mut number = 0;
        reader
            .array(|reader| {
                number += 1;
                match number {
                    1 => assert_eq!(reader.text()?.plain(), Some("a")),
                    2 => assert_eq!(reader.number()?.value(), Number::Float(1.5)),
                    3 => assert!(!reader.take_null()? && reader.boolean()?),
                    4 => assert!(reader.take_null()?),
                    5 => assert_eq!(reader.fields()?.get(&Key::new("k")).and_then(|value| value.as_number()), Some(Number::Int(1))),
                    6 => assert_eq!(reader.raw()?.text(), "[2]"),
                    _ => assert!(reader.embedded()?.into_fields().is_some_and(|fields| fields.is_empty())),
                }
                Ok::<_, Error>(())
            })
            .unwrap();
        assert_eq!((number, reader.end()), (7, Ok(())));
    }

    #[test]
    fn a_value_of_another_kind_is_an_error_at_its_start() {
        let wrong = |expected| Err(Error::WrongKind { offset: 1, expected, found: Kind::Number });
        let reader = || Reader::of_text(" 5").unwrap();
        assert_eq!(reader().text().map(drop), wrong(Kind::String));
        assert_eq!(reader().boolean().map(drop), wrong(Kind::Bool));
        assert_eq!(reader().null(), wrong(Kind::Null));
        assert_eq!(reader().fields().map(drop), wrong(Kind::Object));
        assert_eq!(reader().embedded_fields().map(drop), wrong(Kind::String));
        assert_eq!(reader().object::<Error>(|_, _| Ok(())), wrong(Kind::Object));
        assert_eq!(reader().array::<Error>(|_| Ok(())), wrong(Kind::Array));
        assert_eq!(
            Reader::of_text(" \"\"").unwrap().number().map(drop),
            Err(Error::WrongKind { offset: 1, expected: Kind::Number, found: Kind::String })
        );
    }

    #[test]
    fn peeking_reads_nothing_and_stands_at_the_value() {
        let mut reader = Reader::of_text("  {}").unwrap();
        assert_eq!((reader.peek(), reader.peek(), reader.offset()), (Ok(Kind::Object), Ok(Kind::Object), 2));
        assert_eq!((reader.skip(), reader.offset()), (Ok(()), 4));
        assert_eq!(reader.peek(), Err(Error::UnexpectedEnd { offset: 4, expected: Expected::Value }));
    }

    #[test]
    fn a_member_that_is_left_unread_is_an_error() {
        let mut reader = Reader::of_text(r#"{"a": 1}"#).unwrap();
        let result = reader.object(|_, _| Ok::<_, Error>(()));
        assert_eq!(result, Err(Error::Syntax { offset: 6, expected: Expected::CommaOrBrace, found: '1' }));
    }

    #[test]
    fn an_error_of_the_caller_comes_back_as_it_is() {
        #[derive(Debug, PartialEq)]
        enum Mine {
            Json(Error),
            Unknown(String),
        }
        impl From<Error> for Mine {
            fn from(error: Error) -> Self {
                Self::Json(error)
            }
        }
        let read = |text: &str| {
            Reader::of_text(text)?.object(|name, reader| match name.plain() {
                Some("known") => Ok(reader.skip()?),
                _ => Err(Mine::Unknown(name.to_string())),
            })
        };
        assert_eq!(read(r#"{"known": 1, "n\u00e9w": 2}"#), Err(Mine::Unknown("n\u{e9}w".to_owned())));
        assert_eq!(read(r#"{"known": ]}"#), Err(Mine::Json(Error::Syntax { offset: 10, expected: Expected::Value, found: ']' })));
    }

    #[test]
    fn what_follows_the_document_is_an_error() {
        let mut reader = Reader::of_text("1 \n 2").unwrap();
        assert_eq!(reader.skip(), Ok(()));
        assert_eq!(reader.end(), Err(Error::TrailingCharacters { offset: 4, found: '2' }));
    }
}
