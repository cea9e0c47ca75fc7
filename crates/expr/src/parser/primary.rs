//! Primaries and what may follow them (`expressions.md G`, E1).

use crate::ast::{Literal, Node, NodeId, Parsed};
use crate::host::Kind;
use crate::lexer::Token;
use crate::refusal::{Refusal, Span};
use crate::suggest;

use super::Parser;

/// Words that PHP reserves and conditions do not know (R2), with what to say of them.
const RESERVED: &[(&str, &str)] = &[
    ("new", "a condition makes no objects"),
    ("clone", "a condition makes no objects"),
    ("function", "closures are not supported"),
    ("fn", "an arrow function may only be the callback of array_map, array_filter or array_reduce"),
    ("static", "closures and static properties are not supported"),
    ("match", "`match` is not supported"),
    ("throw", "a condition throws nothing"),
    ("yield", "`yield` is not supported"),
    ("print", "a condition prints nothing"),
    ("echo", "a condition prints nothing"),
    ("exit", "a condition may not end the process"),
    ("die", "a condition may not end the process"),
    ("include", "a condition reads no files"),
    ("include_once", "a condition reads no files"),
    ("require", "a condition reads no files"),
    ("require_once", "a condition reads no files"),
    ("eval", "a condition runs no other code"),
    ("goto", "`goto` is not supported"),
    ("list", "destructuring is not supported"),
    ("return", "a condition is an expression, without `return`"),
    ("if", "a condition is an expression"),
    ("foreach", "a condition is an expression"),
    ("for", "a condition is an expression"),
    ("while", "a condition is an expression"),
    ("switch", "a condition is an expression"),
];

impl Parser<'_, '_> {
    /// A primary with the indexes and calls behind it.
    pub(super) fn postfix(&mut self) -> Result<Parsed, Refusal> {
        let (mut left, may_follow) = self.primary()?;
        loop {
            let follows = self.span();
            if !may_follow && (self.is("[") || self.is("->") || self.is("?->")) {
                return Err(Refusal::new(follows, format!("`{}` may not follow this", self.text(follows))));
            }
            if self.take("[") {
                if self.is("]") {
                    return Err(Refusal::new(follows, "an empty `[]` adds an element: a condition only reads"));
                }
                let index = self.nested(Self::expression)?;
                let end = self.expect("]")?;
                left = self.add(Node::Index(left.id, index.id), left.span.to(end));
            } else if self.is("->") || self.is("?->") {
                left = self.method(left)?;
            } else if self.is("{") {
                return Err(Refusal::new(follows, "`{}` is no index").help("write `[...]`"));
            } else {
                return Ok(left);
            }
        }
    }

    /// A primary, and whether `[`, `->` and `?->` may follow it (G7).
    fn primary(&mut self) -> Result<(Parsed, bool), Refusal> {
        let span = self.span();
        match self.token().clone() {
            Token::Int(number) => {
                self.advance();
                Ok((self.add(Node::Literal(Literal::Int(number)), span), false))
            }
            Token::Float(number) => {
                self.advance();
                Ok((self.add(Node::Literal(Literal::Float(number)), span), false))
            }
            Token::Str(text) => {
                self.advance();
                Ok((self.add(Node::Literal(Literal::Str(text)), span), true))
            }
            Token::Variable => self.variable(span).map(|parsed| (parsed, true)),
            Token::Punct("(") => {
                self.advance();
                let inner = self.nested(Self::expression)?;
                let end = self.expect(")")?;
                Ok((Parsed { span: span.to(end), ..inner }, true))
            }
            Token::Punct("[") => {
                self.advance();
                self.array(span, "]").map(|parsed| (parsed, true))
            }
            Token::Name => self.name(span),
            Token::Punct("&") => Err(Refusal::new(span, "references `&` are not supported")),
            Token::Punct("$") => Err(Refusal::new(span, "variable variables are not supported")),
            _ => self.unexpected("a value"),
        }
    }

    fn variable(&mut self, span: Span) -> Result<Parsed, Refusal> {
        self.advance();
        let name = self.text(span);
        if name == "$scope" {
            return Ok(self.add_kind(Node::Scope, span, Kind::SCOPE));
        }
        match self.parameters.iter().rev().find(|(parameter, _)| parameter == name) {
            Some((_, slot)) => {
                let slot = *slot;
                Ok(self.add(Node::Parameter(slot), span))
            }
            None => Err(Refusal::new(span, format!("there is no variable `{name}`")).help("the only variable is `$scope`")),
        }
    }

    /// The items of `[...]` or `array(...)`, whose bracket has been read.
    fn array(&mut self, start: Span, close: &'static str) -> Result<Parsed, Refusal> {
        let mut items = Vec::new();
        let end = loop {
            if self.is(close) {
                break self.advance().span;
            }
            if !items.is_empty() {
                self.expect(",")?;
                if self.is(close) {
                    break self.advance().span;
                }
            }
            let first = self.nested(Self::expression)?;
            items.push(if self.take("=>") { (Some(first.id), self.nested(Self::expression)?.id) } else { (None, first.id) });
        };
        if self.is("=") {
            return Err(Refusal::new(self.span(), "destructuring is not supported"));
        }
        Ok(self.add(Node::Array(items.into()), start.to(end)))
    }

    fn name(&mut self, span: Span) -> Result<(Parsed, bool), Refusal> {
        self.advance();
        let name = self.text(span);
        if self.is("(") {
            return match () {
                () if name.eq_ignore_ascii_case("array") => {
                    self.advance();
                    self.array(span, ")").map(|parsed| (parsed, true))
                }
                () if name.eq_ignore_ascii_case("isset") => self.isset(span).map(|parsed| (parsed, false)),
                () if name.eq_ignore_ascii_case("empty") => self.empty(span).map(|parsed| (parsed, false)),
                () => {
                    self.refuse_reserved(name, span)?;
                    self.call(span).map(|parsed| (parsed, true))
                }
            };
        }
        if self.is("::") {
            return self.class_member(span).map(|parsed| (parsed, true));
        }
        if self.is("\\") {
            return self.unexpected("an operator");
        }
        self.refuse_reserved(name, span)?;
        let Some(literal) = plain_constant(name) else {
            let nearest = suggest::nearest(name, PLAIN_CONSTANTS.iter().map(|(name, _)| *name));
            let refusal = Refusal::new(span, format!("there is no constant `{name}`"));
            return Err(match nearest {
                Some(nearest) => refusal.help(format!("did you mean `{nearest}`?")),
                None => refusal.help("a text stands in quotes, a class constant behind its class: `entryStatus::READY`"),
            });
        };
        Ok((self.add(Node::Literal(literal), span), true))
    }

    fn refuse_reserved(&self, name: &str, span: Span) -> Result<(), Refusal> {
        match RESERVED.iter().find(|(word, _)| name.eq_ignore_ascii_case(word)) {
            Some((_, why)) => Err(Refusal::new(span, *why)),
            None => Ok(()),
        }
    }

    fn isset(&mut self, start: Span) -> Result<Parsed, Refusal> {
        self.expect("(")?;
        let mut places = Vec::new();
        loop {
            let place = self.nested(Self::expression)?;
            if !matches!(self.nodes[place.id.0 as usize], Node::Index(..)) {
                return Err(Refusal::new(place.span, "`isset` takes an indexed value").help("compare with null: `x !== null`"));
            }
            places.push(place.id);
            if !self.take(",") || self.is(")") {
                break;
            }
        }
        let end = self.expect(")")?;
        Ok(self.add(Node::Isset(places.into()), start.to(end)))
    }

    fn empty(&mut self, start: Span) -> Result<Parsed, Refusal> {
        self.expect("(")?;
        let inner = self.nested(Self::expression)?;
        let end = self.expect(")")?;
        Ok(self.add(Node::Empty(inner.id), start.to(end)))
    }

    /// `CLASS::NAME` or `CLASS::method(args)`.
    fn class_member(&mut self, class: Span) -> Result<Parsed, Refusal> {
        self.expect("::")?;
        let member = self.span();
        match self.token() {
            Token::Name => {}
            Token::Variable => return Err(Refusal::new(member, "static properties are not supported")),
            _ => return self.unexpected("a constant or a method of the class"),
        }
        self.advance();
        let span = class.to(member);
        let (class, name) = (self.text(class), self.text(member));
        if self.is("(") {
            let (args, end) = self.arguments()?;
            let literals = literal_values(&self.nodes, &args);
            let (method, kind) = self.names.static_method(class, name, &literals).map_err(|unknown| unknown.at(span))?;
            let args = args.iter().map(|arg| arg.id).collect();
            return Ok(self.add_kind(Node::Static { method, args }, span.to(end), kind));
        }
        if name.eq_ignore_ascii_case("class") {
            return Err(Refusal::new(span, "`::class` is not supported").help("write the name in quotes, or use `instanceof`"));
        }
        let value = self.names.constant(class, name).map_err(|unknown| unknown.at(span))?;
        Ok(self.add(Node::Literal(to_literal(&value)), span))
    }

    fn method(&mut self, on: Parsed) -> Result<Parsed, Refusal> {
        let nullsafe = self.advance().token == Token::Punct("?->");
        let name = self.span();
        match self.token() {
            Token::Name => {}
            Token::Variable | Token::Punct("{") => return Err(Refusal::new(name, "computed members are not supported")),
            _ => return self.unexpected("the name of a method"),
        }
        self.advance();
        if !self.is("(") {
            let text = self.text(name);
            let refusal = Refusal::new(name, format!("the property `{text}` cannot be read"));
            return Err(refusal.help(format!("call its getter: `get{}()`", suggest::capitalized(text))));
        }
        let (args, end) = self.arguments()?;
        let literals = literal_values(&self.nodes, &args);
        let (method, kind) = self.names.method(on.kind, self.text(name), &literals).map_err(|unknown| unknown.at(name))?;
        let args = args.iter().map(|arg| arg.id).collect();
        Ok(self.add_kind(Node::Method { on: on.id, method, nullsafe, args }, on.span.to(end), kind))
    }

    /// `(` arguments `)`.
    pub(super) fn arguments(&mut self) -> Result<(Vec<Parsed>, Span), Refusal> {
        self.expect("(")?;
        let mut args = Vec::new();
        loop {
            if self.is(")") {
                return Ok((args, self.advance().span));
            }
            if !args.is_empty() {
                self.expect(",")?;
                if self.is(")") {
                    return Ok((args, self.advance().span));
                }
            }
            args.push(self.nested(Self::expression)?);
        }
    }
}

/// The arguments as the checks see them: literals by value.
fn literal_values<'n>(nodes: &'n [Node], args: &[Parsed]) -> Vec<Option<crate::Value<'n>>> {
    let value = |id: NodeId| match &nodes[id.0 as usize] {
        Node::Literal(literal) => Some(literal.value()),
        _ => None,
    };
    args.iter().map(|arg| value(arg.id)).collect()
}

fn to_literal(value: &crate::Value<'_>) -> Literal {
    match value {
        crate::Value::Bool(bool) => Literal::Bool(*bool),
        crate::Value::Int(number) => Literal::Int(*number),
        crate::Value::Float(number) => Literal::Float(*number),
        crate::Value::Str(text) => Literal::Str(text.as_bytes().into()),
        crate::Value::Null | crate::Value::Array(_) | crate::Value::Object(_) => Literal::Null,
    }
}

/// `expressions.md K`, Plain.
const PLAIN_CONSTANTS: &[(&str, Literal)] = &[
    ("PHP_INT_MAX", Literal::Int(i64::MAX)),
    ("PHP_INT_MIN", Literal::Int(i64::MIN)),
    ("PHP_INT_SIZE", Literal::Int(8)),
    ("PHP_FLOAT_EPSILON", Literal::Float(f64::EPSILON)),
    ("PHP_FLOAT_MAX", Literal::Float(f64::MAX)),
    ("PHP_FLOAT_MIN", Literal::Float(f64::MIN_POSITIVE)),
    ("NAN", Literal::Float(f64::NAN)),
    ("INF", Literal::Float(f64::INFINITY)),
    ("M_PI", Literal::Float(std::f64::consts::PI)),
    ("ARRAY_FILTER_USE_KEY", Literal::Int(2)),
    ("ARRAY_FILTER_USE_BOTH", Literal::Int(1)),
    ("COUNT_RECURSIVE", Literal::Int(1)),
    ("STR_PAD_LEFT", Literal::Int(0)),
    ("STR_PAD_RIGHT", Literal::Int(1)),
    ("STR_PAD_BOTH", Literal::Int(2)),
    ("PREG_SPLIT_NO_EMPTY", Literal::Int(1)),
    ("PHP_ROUND_HALF_UP", Literal::Int(1)),
];

fn plain_constant(name: &str) -> Option<Literal> {
    match () {
        () if name.eq_ignore_ascii_case("null") => Some(Literal::Null),
        () if name.eq_ignore_ascii_case("true") => Some(Literal::Bool(true)),
        () if name.eq_ignore_ascii_case("false") => Some(Literal::Bool(false)),
        () if name == "PHP_EOL" => Some(Literal::Str(b"\n".as_slice().into())),
        () => PLAIN_CONSTANTS.iter().find(|(known, _)| *known == name).map(|(_, literal)| literal.clone()),
    }
}
