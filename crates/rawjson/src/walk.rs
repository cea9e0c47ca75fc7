//! Walking through a container that is already valid.

use crate::grammar::{Grammar, Next};
use crate::layer::{InString, Layer, Plain, Written};
use crate::{Kind, Raw, Text};

/// Where a walk through the text of a container is.
#[derive(Debug, Clone)]
struct Walk<'a> {
    text: &'a str,
    layer: Layer,
    /// How many containers are open around the items.
    depth: usize,
    at: At,
}

#[derive(Debug, Clone, Copy)]
enum At {
    /// Behind the opening bracket.
    Start,
    /// Behind the item that ends here.
    Behind(usize),
    End,
}

impl<'a> Walk<'a> {
    fn of(container: Raw<'a>, kind: Kind) -> Self {
        let at = if container.kind() == kind { At::Start } else { At::End };
        Self { text: container.text(), layer: container.layer(), depth: container.depth() + 1, at }
    }

    /// Steps over the next member. A valid object has no errors; one would end the walk.
    fn member<L: Written>(&mut self) -> Option<(Text<'a>, Raw<'a>)> {
        let grammar = Grammar::<L>::new(self.text);
        let next = match self.at {
            At::Start => grammar.first_key(1),
            At::Behind(at) => grammar.next_key(at),
            At::End => return None,
        };
        self.at = At::End;
        let Ok(Next::Item(key)) = next else { return None };
        let (key, at) = grammar.key(key).ok()?;
        let value = self.value(grammar, at)?;
        Some((Text::of_span(self.text, key, L::LAYER), value))
    }

    /// Steps over the next element, likewise.
    fn element<L: Written>(&mut self) -> Option<Raw<'a>> {
        let grammar = Grammar::<L>::new(self.text);
        let next = match self.at {
            At::Start => Ok(grammar.first_element(1)),
            At::Behind(at) => grammar.next_element(at),
            At::End => return None,
        };
        self.at = At::End;
        let Ok(Next::Item(at)) = next else { return None };
        self.value(grammar, at)
    }

    fn value<L: Written>(&mut self, grammar: Grammar<'a, L>, at: usize) -> Option<Raw<'a>> {
        let span = grammar.value(at, self.depth).ok()?;
        self.at = At::Behind(span.end);
        Some(Raw::of_span(self.text, span, L::LAYER, self.depth))
    }
}

/// The members of an object, in their order.
#[derive(Debug, Clone)]
pub struct Members<'a>(Walk<'a>);

impl<'a> Members<'a> {
    pub(crate) fn of(object: Raw<'a>) -> Self {
        Self(Walk::of(object, Kind::Object))
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (Text<'a>, Raw<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        match self.0.layer {
            Layer::Plain => self.0.member::<Plain>(),
            Layer::InString => self.0.member::<InString>(),
        }
    }
}

/// The elements of an array, in their order.
#[derive(Debug, Clone)]
pub struct Elements<'a>(Walk<'a>);

impl<'a> Elements<'a> {
    pub(crate) fn of(array: Raw<'a>) -> Self {
        Self(Walk::of(array, Kind::Array))
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Raw<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.0.layer {
            Layer::Plain => self.0.element::<Plain>(),
            Layer::InString => self.0.element::<InString>(),
        }
    }
}
