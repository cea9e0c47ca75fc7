//! Operators by precedence (`expressions.md G1` to G4, G8).

use crate::ast::{Node, NodeId, Parsed};
use crate::host::Kind;
use crate::lexer::{CastName, Token};
use crate::operate::{BinaryOp, Cast, UnaryOp};
use crate::refusal::{Refusal, Span};

use super::Parser;

/// Tighter operators have higher levels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    Xor,
    And,
    Ternary,
    Coalesce,
    OrOr,
    AndAnd,
    BitOr,
    BitXor,
    BitAnd,
    Equality,
    Comparison,
    Concat,
    Shift,
    Sum,
    Product,
    Not,
    InstanceOf,
    Unary,
    Power,
}

/// What stands between two operands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infix {
    Binary(BinaryOp),
    And,
    Or,
    Xor,
    Coalesce,
    /// `? :`, with what stands between them; the two forms do not mix without parentheses (G3).
    Ternary(Option<(NodeId, Kind)>),
    InstanceOf,
}

/// An operator whose right side is still being read.
struct Pending {
    left: Parsed,
    infix: Infix,
    level: Level,
}

impl Parser<'_, '_> {
    pub(super) fn expression(&mut self) -> Result<Parsed, Refusal> {
        self.operators(Level::Or)
    }

    fn infix(&self) -> Option<(Infix, Level)> {
        let Token::Punct(punct) = self.token() else {
            return match () {
                () if self.is_keyword("instanceof") => Some((Infix::InstanceOf, Level::InstanceOf)),
                () if self.is_keyword("and") => Some((Infix::And, Level::And)),
                () if self.is_keyword("or") => Some((Infix::Or, Level::Or)),
                () if self.is_keyword("xor") => Some((Infix::Xor, Level::Xor)),
                () => None,
            };
        };
        let binary = |op, level| Some((Infix::Binary(op), level));
        match *punct {
            "**" => binary(BinaryOp::Pow, Level::Power),
            "*" => binary(BinaryOp::Mul, Level::Product),
            "/" => binary(BinaryOp::Div, Level::Product),
            "%" => binary(BinaryOp::Mod, Level::Product),
            "+" => binary(BinaryOp::Add, Level::Sum),
            "-" => binary(BinaryOp::Sub, Level::Sum),
            "<<" => binary(BinaryOp::Shl, Level::Shift),
            ">>" => binary(BinaryOp::Shr, Level::Shift),
            "." => binary(BinaryOp::Concat, Level::Concat),
            "<" => binary(BinaryOp::Lt, Level::Comparison),
            "<=" => binary(BinaryOp::Le, Level::Comparison),
            ">" => binary(BinaryOp::Gt, Level::Comparison),
            ">=" => binary(BinaryOp::Ge, Level::Comparison),
            "==" => binary(BinaryOp::Eq, Level::Equality),
            "!=" | "<>" => binary(BinaryOp::Ne, Level::Equality),
            "===" => binary(BinaryOp::Identical, Level::Equality),
            "!==" => binary(BinaryOp::NotIdentical, Level::Equality),
            "<=>" => binary(BinaryOp::Spaceship, Level::Equality),
            "&" => binary(BinaryOp::BitAnd, Level::BitAnd),
            "^" => binary(BinaryOp::BitXor, Level::BitXor),
            "|" => binary(BinaryOp::BitOr, Level::BitOr),
            "&&" => Some((Infix::And, Level::AndAnd)),
            "||" => Some((Infix::Or, Level::OrOr)),
            "??" => Some((Infix::Coalesce, Level::Coalesce)),
            "?" => Some((Infix::Ternary(None), Level::Ternary)),
            _ => None,
        }
    }

    /// An operand and all operators behind it that bind at least as tight as `least`. What waits for its right side
    /// is kept in a list, so that a row of operators of any length is no depth.
    fn operators(&mut self, least: Level) -> Result<Parsed, Refusal> {
        let mut pending: Vec<Pending> = Vec::new();
        let mut right = self.operand()?;
        while let Some((infix, level)) = self.infix().filter(|(_, level)| *level >= least) {
            let span = self.span();
            while let Some(top) = pending.pop_if(|top| top.level > level || top.level == level && !is_right_associative(level)) {
                if top.level == level {
                    self.refuse_chain(&top, span)?;
                }
                right = self.reduce(top, right);
            }
            self.advance();
            match infix {
                Infix::InstanceOf => right = self.instance_of(right)?,
                Infix::Ternary(_) => {
                    let middle = if self.is(":") { None } else { Some(self.nested(Self::expression)?) };
                    self.expect(":")?;
                    let infix = Infix::Ternary(middle.map(|middle| (middle.id, middle.kind)));
                    pending.push(Pending { left: right, infix, level });
                    right = self.operand()?;
                }
                Infix::Binary(_) | Infix::And | Infix::Or | Infix::Xor | Infix::Coalesce => {
                    pending.push(Pending { left: right, infix, level });
                    right = self.operand()?;
                }
            }
        }
        while let Some(top) = pending.pop() {
            right = self.reduce(top, right);
        }
        Ok(right)
    }

    /// The operator at `span` follows one of its own level.
    fn refuse_chain(&self, before: &Pending, span: Span) -> Result<(), Refusal> {
        match before.level {
            Level::Equality | Level::Comparison => {
                let message = format!("`{}` does not chain", self.text(span));
                Err(Refusal::new(span, message).help("join two comparisons with `&&`, or use parentheses"))
            }
            Level::Ternary => {
                let short = before.infix == Infix::Ternary(None) && matches!(self.lexeme(1).token, Token::Punct(":"));
                if short { Ok(()) } else { Err(Refusal::new(span, "`? :` does not chain").help("put one of the two into parentheses")) }
            }
            _ => Ok(()),
        }
    }

    fn reduce(&mut self, Pending { left, infix, .. }: Pending, right: Parsed) -> Parsed {
        let mut kind = Kind::ANY;
        let node = match infix {
            Infix::Binary(op) => Node::Binary(op, left.id, right.id),
            Infix::And => Node::And(left.id, right.id),
            Infix::Or => Node::Or(left.id, right.id),
            Infix::Xor => Node::Xor(left.id, right.id),
            Infix::Coalesce => Node::Coalesce(left.id, right.id),
            Infix::Ternary(Some((middle, middle_kind))) => {
                if middle_kind == right.kind {
                    kind = middle_kind;
                }
                Node::Ternary(left.id, middle, right.id)
            }
            // `instanceof` is reduced where it is read.
            Infix::Ternary(None) | Infix::InstanceOf => Node::Elvis(left.id, right.id),
        };
        self.add_kind(node, left.span.to(right.span), kind)
    }

    fn instance_of(&mut self, left: Parsed) -> Result<Parsed, Refusal> {
        let name = self.span();
        if *self.token() != Token::Name {
            return self.unexpected("the name of a class");
        }
        self.advance();
        let class = self.names.class(self.text(name)).map_err(|unknown| unknown.at(name))?;
        Ok(self.add(Node::InstanceOf(left.id, class), left.span.to(name)))
    }

    /// A prefix operator with what it binds, or a primary with what follows it.
    fn operand(&mut self) -> Result<Parsed, Refusal> {
        let start = self.span();
        let (least, make): (Level, fn(Parsed) -> Node) = match *self.token() {
            Token::Punct("!") => (Level::Not, |operand| Node::Unary(UnaryOp::Not, operand.id)),
            Token::Punct("-") => (Level::Unary, |operand| Node::Unary(UnaryOp::Neg, operand.id)),
            Token::Punct("+") => (Level::Unary, |operand| Node::Unary(UnaryOp::Plus, operand.id)),
            Token::Punct("~") => (Level::Unary, |operand| Node::Unary(UnaryOp::BitNot, operand.id)),
            Token::Cast(CastName::Int) => (Level::Unary, |operand| Node::Cast(Cast::Int, operand.id)),
            Token::Cast(CastName::Bool) => (Level::Unary, |operand| Node::Cast(Cast::Bool, operand.id)),
            Token::Cast(CastName::Float) => (Level::Unary, |operand| Node::Cast(Cast::Float, operand.id)),
            Token::Cast(CastName::String) => (Level::Unary, |operand| Node::Cast(Cast::String, operand.id)),
            Token::Cast(CastName::Array) => (Level::Unary, |operand| Node::Cast(Cast::Array, operand.id)),
            Token::Cast(CastName::Refused) => {
                let message = format!("the cast `{}` is not supported", self.text(start));
                return Err(Refusal::new(start, message).help("casts are (int), (bool), (float), (string) and (array)"));
            }
            _ => return self.postfix(),
        };
        self.advance();
        let operand = self.nested(|parser| parser.operators(least))?;
        Ok(self.add(make(operand), start.to(operand.span)))
    }
}

fn is_right_associative(level: Level) -> bool {
    matches!(level, Level::Power | Level::Coalesce)
}
