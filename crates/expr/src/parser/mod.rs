//! Tokens to a checked tree (`expressions.md G`, R, B1). Names are checked as they are met, so that what parses
//! is accepted. Chains are read in loops; only what counts as nesting recurses.

mod call;
mod operator;
mod primary;

use crate::Pattern;
use crate::ast::{Arrow, Ast, Literal, Node, NodeId, Parsed};
use crate::host::{Kind, Signatures};
use crate::lexer::{Lexeme, Token, lex};
use crate::refusal::{Refusal, Span};

/// How deep parentheses, brackets, arguments and prefix operators may nest (`expressions.md B1`).
pub const MAX_NESTING: usize = 128;
/// A code must be shorter than this many bytes (`expressions.md R3`).
pub const MAX_CODE: usize = 64 << 10;

/// Parses and checks a code.
///
/// # Errors
/// The first thing in it that is not accepted.
pub fn parse(code: &str, names: &mut dyn Signatures) -> Result<Ast, Refusal> {
    if code.len() >= MAX_CODE {
        return Err(Refusal::new(Span::new(0, 1), format!("the code has {} bytes, 65 535 are the most", code.len())));
    }
    parse_unlimited(code, names)
}

/// [`parse`] without the bound on the length.
pub(crate) fn parse_unlimited(code: &str, names: &mut dyn Signatures) -> Result<Ast, Refusal> {
    let mut parser = Parser {
        code,
        lexemes: lex(code)?,
        at: 0,
        nesting: 0,
        names,
        nodes: Vec::new(),
        arrows: Vec::new(),
        patterns: Vec::new(),
        parameters: Vec::new(),
        slots: 0,
    };
    if *parser.token() == Token::End {
        return Err(Refusal::new(Span::new(0, 0), "there is no expression"));
    }
    let root = parser.expression()?.id;
    if *parser.token() != Token::End {
        return parser.unexpected("an operator or the end of the code");
    }
    Ok(Ast { nodes: parser.nodes, root, arrows: parser.arrows, patterns: parser.patterns, slots: parser.slots })
}

struct Parser<'c, 'n> {
    code: &'c str,
    lexemes: Vec<Lexeme>,
    at: usize,
    nesting: usize,
    names: &'n mut dyn Signatures,
    nodes: Vec<Node>,
    arrows: Vec<Arrow>,
    patterns: Vec<Pattern>,
    /// The parameters of the arrow functions that are open here, with their slots.
    parameters: Vec<(String, u16)>,
    slots: u16,
}

impl<'c> Parser<'c, '_> {
    fn lexeme(&self, ahead: usize) -> &Lexeme {
        // The last lexeme is `End`, and nothing takes it.
        &self.lexemes[(self.at + ahead).min(self.lexemes.len() - 1)]
    }

    fn token(&self) -> &Token {
        &self.lexeme(0).token
    }

    fn span(&self) -> Span {
        self.lexeme(0).span
    }

    fn text(&self, span: Span) -> &'c str {
        self.code.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    fn advance(&mut self) -> Lexeme {
        let lexeme = self.lexeme(0).clone();
        if lexeme.token != Token::End {
            self.at += 1;
        }
        lexeme
    }

    fn is(&self, punct: &str) -> bool {
        matches!(self.token(), Token::Punct(text) if *text == punct)
    }

    fn take(&mut self, punct: &str) -> bool {
        let taken = self.is(punct);
        if taken {
            self.at += 1;
        }
        taken
    }

    fn expect(&mut self, punct: &'static str) -> Result<Span, Refusal> {
        let span = self.span();
        if self.take(punct) { Ok(span) } else { self.unexpected(&format!("`{punct}`")) }
    }

    fn is_keyword(&self, keyword: &str) -> bool {
        *self.token() == Token::Name && self.text(self.span()).eq_ignore_ascii_case(keyword)
    }

    fn unexpected<T>(&self, expected: &str) -> Result<T, Refusal> {
        let span = self.span();
        Err(match self.token() {
            Token::End => Refusal::new(span, format!("the code ends where {expected} should be")),
            Token::Punct(
                "=" | "+=" | "-=" | "*=" | "/=" | ".=" | "%=" | "&=" | "|=" | "^=" | "**=" | "<<=" | ">>=" | "??=" | "++" | "--",
            ) => Refusal::new(span, format!("`{}` changes a variable: a condition only reads", self.text(span)))
                .help("to compare, write `==`"),
            Token::Punct("\\") => Refusal::new(span, "namespaces are not part of a condition").help("leave the `\\` out"),
            Token::Punct("@") => Refusal::new(span, "`@` is not supported").help("leave it out: warnings never stop a condition"),
            Token::Punct("...") => Refusal::new(span, "spread and first-class callables `...` are not supported"),
            _ => Refusal::new(span, format!("`{}` stands where {expected} should be", self.text(span))),
        })
    }

    /// One level of nesting deeper while `inside` reads.
    fn nested<T>(&mut self, inside: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        if self.nesting >= MAX_NESTING {
            return Err(Refusal::new(self.span(), format!("nested more than {MAX_NESTING} deep")).help("split the condition in two"));
        }
        self.nesting += 1;
        let result = inside(self);
        self.nesting -= 1;
        result
    }

    fn add(&mut self, node: Node, span: Span) -> Parsed {
        self.add_kind(node, span, Kind::ANY)
    }

    fn add_kind(&mut self, node: Node, span: Span, kind: Kind) -> Parsed {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(node);
        Parsed { id, span, kind }
    }

    fn literal(&self, id: NodeId) -> Option<&Literal> {
        match &self.nodes[id.0 as usize] {
            Node::Literal(literal) => Some(literal),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::{ClassId, MethodId, StaticId, Unknown};
    use crate::{Fault, Fuel, Host, Object, Value};

    /// Every name is known and every method answers with its object.
    struct Everything;

    impl Signatures for Everything {
        fn method(&mut self, _: Kind, _: &str, _: &[Option<Value<'_>>]) -> Result<(MethodId, Kind), Unknown> {
            Ok((MethodId(0), Kind::ANY))
        }
        fn static_method(&mut self, _: &str, _: &str, _: &[Option<Value<'_>>]) -> Result<(StaticId, Kind), Unknown> {
            Ok((StaticId(0), Kind::ANY))
        }
        fn constant(&mut self, _: &str, _: &str) -> Result<Value<'static>, Unknown> {
            Ok(Value::Null)
        }
        fn class(&mut self, _: &str) -> Result<ClassId, Unknown> {
            Ok(ClassId(0))
        }
    }

    impl<'a> Host<'a> for Everything {
        fn call(&self, on: Object, _: MethodId, _: &[Value<'a>], _: &mut Fuel) -> Result<Value<'a>, Fault> {
            Ok(Value::Object(on))
        }
        fn call_static(&self, _: StaticId, _: &[Value<'a>], _: &mut Fuel) -> Result<Value<'a>, Fault> {
            Ok(Value::Null)
        }
        fn is_a(&self, _: Object, _: ClassId) -> bool {
            true
        }
        fn class_name(&self, _: Object) -> String {
            String::new()
        }
        fn now(&self) -> i64 {
            0
        }
    }

    const MANY: usize = 100_000;

    /// On the stack that threads have by default, so that recursion by input would show.
    fn on_default_stack(test: impl FnOnce() + Send + 'static) {
        let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(test).unwrap();
        assert!(thread.join().is_ok());
    }

    #[test]
    fn chains_of_any_length_parse_compile_and_evaluate() {
        on_default_stack(|| {
            for (first, more) in [
                ("1", " + 1"),
                ("1", " ** 1"),
                ("null", " ?? null"),
                ("0", " ?: 0"),
                ("true", " && true"),
                ("true", " and true"),
                ("1", " . 1 . 2 - 1"),
                ("$scope", "->a()"),
                ("$scope", "?->a()"),
                ("[1]", "[0]"),
                ("1", " instanceof x"),
                ("1", " == 2 && 3 < 4"),
                ("[1", ", 1"),
                ("min(1", ", 1"),
            ] {
                let close = if first.starts_with('[') && more.starts_with(',') {
                    "]"
                } else if first.starts_with("min") {
                    ")"
                } else {
                    ""
                };
                let code = format!("{first}{}{close}", more.repeat(MANY));
                match parse_unlimited(&code, &mut Everything) {
                    Ok(ast) => {
                        let expr = ast.compile();
                        let _ = expr.eval(&Everything, &mut Fuel::new());
                    }
                    Err(refusal) => assert!(first == "min(1" || first == "[1]", "{first}{more}: {refusal}"),
                }
            }
        });
    }

    #[test]
    fn nesting_of_any_depth_is_refused_not_followed() {
        on_default_stack(|| {
            for (open, close) in [
                ("(", ")"),
                ("[", "]"),
                ("!", ""),
                ("-", ""),
                ("(int)", ""),
                ("trim(", ")"),
                ("1 ? ", " : 1"),
                ("1[", "]"),
                ("$scope->a(", ")"),
                ("x::a(", ")"),
                ("empty(", ")"),
                ("array(", ")"),
                ("array_map(fn($x) => ", ", [1])"),
                ("1 or 1 xor 1 and 1 ?: 1 ?? 1 || 1 && 1 | 1 ^ 1 & 1 == 1 < 1 . 1 << 1 + 1 * !-1 ** (", ")"),
            ] {
                let code = format!("{}1{}", open.repeat(MANY), close.repeat(MANY));
                assert!(parse_unlimited(&code, &mut Everything).is_err(), "{open}");
            }
        });
    }

    #[test]
    fn nesting_up_to_the_bound_is_accepted() {
        on_default_stack(|| {
            for (open, close) in [("(", ")"), ("!", ""), ("trim(", ")"), ("[", "]")] {
                let code = |depth| format!("{}1{}", open.repeat(depth), close.repeat(depth));
                assert!(parse(&code(MAX_NESTING), &mut Everything).is_ok(), "{open}");
                assert!(parse(&code(MAX_NESTING + 1), &mut Everything).is_err(), "{open}");
            }
        });
    }

    #[test]
    fn a_code_of_64_kib_is_refused() {
        let code = |length: usize| format!("1{}", " ".repeat(length - 1));
        assert!(parse(&code(MAX_CODE - 1), &mut Everything).is_ok());
        assert!(parse(&code(MAX_CODE), &mut Everything).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(code in "\\PC{0,60}") {
            let _ = parse(&code, &mut Everything);
        }

        #[test]
        fn no_row_of_tokens_panics(tokens in proptest::collection::vec(proptest::sample::select(vec![
            "1", "'a'", "\"b\"", "$scope", "->getX", "?->", "(", ")", "[", "]", ",", "+", "-", "!", "==", "<", "?", ":", "??", "?:", "&&", "and",
            "fn($x) =>", "$x", "array_map(", "isset(", "empty(", "instanceof", "entry", "::", "trim(", "=>", ".", "**", "(int)", "null", "/*", "*/", "//", "\n",
        ]), 0..24)) {
            if let Ok(ast) = parse(&tokens.join(" "), &mut Everything) {
                let expr = ast.compile();
                let _ = expr.eval(&Everything, &mut Fuel::new());
            }
        }
    }
}
