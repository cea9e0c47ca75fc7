//! Calls of the table's functions, and their callbacks (`expressions.md F`, F1).

use crate::ast::{Arrow, Callback, Literal, Node, NodeId, Parsed};
use crate::functions::{self, Form, Function};
use crate::lexer::Token;
use crate::pattern::{Pattern, PatternError};
use crate::refusal::{Refusal, Span};
use crate::suggest;

use super::Parser;

impl Parser<'_, '_> {
    pub(super) fn call(&mut self, name: Span) -> Result<Parsed, Refusal> {
        let written = self.text(name);
        let Some(function) = functions::find(written) else {
            let refusal = Refusal::new(name, format!("a condition may not call `{written}`"));
            let nearest = suggest::nearest(&written.to_ascii_lowercase(), functions::FUNCTIONS.iter().map(|function| function.name));
            return Err(match nearest {
                Some(nearest) => refusal.help(format!("did you mean `{nearest}`?")),
                None => refusal.help("docs/functions.md lists what it may call"),
            });
        };
        let (args, callback, end) = match function.form {
            Form::Callback(place) => self.arguments_with_callback(place)?,
            Form::Plain | Form::Reference | Form::Clock | Form::JsonDecode | Form::Pattern => {
                let (args, end) = self.arguments()?;
                (args, None, end)
            }
        };
        let span = name.to(end);
        check_count(function, args.len(), span)?;
        let pattern = self.check_form(function, &args)?;
        let args = args.iter().map(|arg| arg.id).collect();
        Ok(self.add(Node::Call { function, args, callback, pattern }, span))
    }

    fn check_form(&mut self, function: &Function, args: &[Parsed]) -> Result<Option<u16>, Refusal> {
        let node = |id: NodeId| &self.nodes[id.0 as usize];
        match function.form {
            Form::Reference => match args.first() {
                Some(first)
                    if !matches!(node(first.id), Node::Call { .. } | Node::Method { .. } | Node::Static { .. } | Node::Parameter(_)) =>
                {
                    let message = format!("`{}` takes a call or a parameter of an arrow function", function.name);
                    Err(Refusal::new(first.span, message).help("`array_key_first`, `array_key_last` and an index take any array"))
                }
                _ => Ok(None),
            },
            Form::JsonDecode => match args.get(1) {
                Some(second) if matches!(self.literal(second.id), Some(Literal::Bool(true))) => Ok(None),
                second => {
                    let span = second.or(args.first()).map_or(Span::default(), |arg| arg.span);
                    Err(Refusal::new(span, "the second argument of `json_decode` must be `true`").help("write `json_decode(text, true)`"))
                }
            },
            Form::Pattern => match args.first().map(|first| (first.span, self.literal(first.id))) {
                Some((span, Some(Literal::Str(text)))) => self.compile_pattern(&text.clone(), span),
                _ => Ok(None),
            },
            Form::Plain | Form::Callback(_) | Form::Clock => Ok(None),
        }
    }

    fn compile_pattern(&mut self, text: &[u8], span: Span) -> Result<Option<u16>, Refusal> {
        match Pattern::compile(text) {
            Ok(pattern) => {
                self.patterns.push(pattern.kept());
                Ok(Some((self.patterns.len() - 1) as u16))
            }
            // PHP warns and goes on: the call gives false.
            Err(PatternError::Wrong(_)) => Ok(None),
            Err(PatternError::Refused(what)) => Err(Refusal::new(span, format!("the pattern has {what}, which is not supported"))
                .help("matching takes linear time: no look-around, no backreferences")),
            Err(PatternError::TooLarge) => Err(Refusal::new(span, "the pattern is too large")),
        }
    }

    fn arguments_with_callback(&mut self, place: u8) -> Result<(Vec<Parsed>, Option<Callback>, Span), Refusal> {
        self.expect("(")?;
        let mut args = Vec::new();
        let mut callback = None;
        loop {
            if self.is(")") {
                return Ok((args, callback, self.advance().span));
            }
            if !args.is_empty() {
                self.expect(",")?;
                if self.is(")") {
                    return Ok((args, callback, self.advance().span));
                }
            }
            if args.len() == usize::from(place) {
                let start = self.span();
                callback = self.callback()?;
                args.push(self.add(Node::Literal(Literal::Null), start));
            } else {
                args.push(self.nested(Self::expression)?);
            }
        }
    }

    fn callback(&mut self) -> Result<Option<Callback>, Refusal> {
        let span = self.span();
        match self.token().clone() {
            _ if self.is_keyword("fn") => self.arrow().map(Some),
            _ if self.is_keyword("null") => {
                self.advance();
                Ok(None)
            }
            Token::Str(text) => {
                self.advance();
                let name = String::from_utf8_lossy(&text).into_owned();
                match functions::find(&name) {
                    Some(function) if matches!(function.form, Form::Plain | Form::Pattern) => Ok(Some(Callback::Named(function))),
                    Some(_) => {
                        Err(Refusal::new(span, format!("`{name}` cannot be a callback")).help("write an arrow function: `fn($x) => ...`"))
                    }
                    None => {
                        Err(Refusal::new(span, format!("a condition may not call `{name}`"))
                            .help("docs/functions.md lists what it may call"))
                    }
                }
            }
            _ => Err(Refusal::new(span, "a callback is an arrow function `fn($x) => ...`, a function's name in quotes, or null")),
        }
    }

    fn arrow(&mut self) -> Result<Callback, Refusal> {
        self.advance();
        self.expect("(")?;
        let outer = self.parameters.len();
        let first_slot = self.slots;
        loop {
            if self.take(")") {
                break;
            }
            if self.parameters.len() > outer {
                self.expect(",")?;
                if self.take(")") {
                    break;
                }
            }
            let span = self.span();
            let name = self.text(span).to_owned();
            match self.token() {
                Token::Variable if name == "$this" || name == "$scope" => {
                    return Err(Refusal::new(span, format!("`{name}` cannot be a parameter")));
                }
                Token::Variable if self.parameters.iter().skip(outer).any(|(known, _)| *known == name) => {
                    return Err(Refusal::new(span, format!("the parameter `{name}` stands twice")));
                }
                Token::Variable => {}
                _ => return Err(Refusal::new(span, "a parameter is a plain `$name`: no types, defaults, references or `...`")),
            }
            self.advance();
            if self.is("=") {
                return Err(Refusal::new(self.span(), "parameters have no defaults"));
            }
            let slot = self.slots;
            self.slots = slot.checked_add(1).ok_or_else(|| Refusal::new(span, "too many parameters"))?;
            self.parameters.push((name, slot));
        }
        let parameters = self.slots - first_slot;
        self.expect("=>")?;
        let body = self.nested(Self::expression)?;
        self.parameters.truncate(outer);
        self.arrows.push(Arrow { first_slot, parameters, body: body.id });
        Ok(Callback::Arrow((self.arrows.len() - 1) as u16))
    }
}

fn check_count(function: &Function, count: usize, span: Span) -> Result<(), Refusal> {
    let most = function.max.map_or(usize::MAX, usize::from);
    let least = usize::from(function.min);
    if (least..=most).contains(&count) {
        return Ok(());
    }
    let takes = match function.max {
        Some(most) if most == function.min => format!("{least}"),
        Some(most) => format!("{least} to {most}"),
        None => format!("{least} or more"),
    };
    Err(Refusal::new(span, format!("`{}` takes {takes} arguments, {count} are given", function.name)))
}
