//! Text to tokens (`expressions.md L`, U3).

use crate::refusal::{Refusal, Span};

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lexeme {
    pub token: Token,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Int(i64),
    Float(f64),
    Str(Box<[u8]>),
    /// A name, as written: its text is the span's.
    Name,
    /// `$name`; the span takes in the `$`.
    Variable,
    /// `(int)` and its kin; the name is what stands between the parentheses.
    Cast(CastName),
    /// An operator or a delimiter.
    Punct(&'static str),
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CastName {
    Int,
    Bool,
    Float,
    String,
    Array,
    /// PHP has it, conditions do not.
    Refused,
}

/// Longest first.
const PUNCTUATION: &[&str] = &[
    "===", "!==", "<=>", "**=", "...", "<<=", ">>=", "??=", "?->", "->", "=>", "::", "==", "!=", "<>", "<=", ">=", "&&", "||", "??", "**",
    "<<", ">>", "++", "--", "+=", "-=", "*=", "/=", ".=", "%=", "&=", "|=", "^=", "(", ")", "[", "]", "{", "}", ",", "?", ":", "+", "-",
    "*", "/", "%", ".", "<", ">", "=", "!", "&", "|", "^", "~", "@", "$", "\\",
];

/// All tokens of `code`, [`Token::End`] last.
pub(crate) fn lex(code: &str) -> Result<Vec<Lexeme>, Refusal> {
    if let Some(at) = code.find(';') {
        return Err(Refusal::new(
            Span::new(at, at + 1),
            "a condition is one expression: `;` may stand nowhere in it, not even in a string",
        )
        .help("write a `;` inside a string as `\\x3B` in double quotes"));
    }
    let mut lexer = Lexer { code, bytes: code.as_bytes(), at: 0 };
    let mut lexemes = Vec::new();
    loop {
        lexer.skip_blanks()?;
        let start = lexer.at;
        let token = lexer.token()?;
        let end = token == Token::End;
        lexemes.push(Lexeme { token, span: Span::new(start, lexer.at) });
        if end {
            return Ok(lexemes);
        }
    }
}

struct Lexer<'c> {
    code: &'c str,
    bytes: &'c [u8],
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    fn refuse<T>(&self, start: usize, message: impl Into<String>) -> Result<T, Refusal> {
        Err(Refusal::new(Span::new(start, self.at.max(start + 1).min(self.bytes.len().max(start))), message))
    }

    fn skip_blanks(&mut self) -> Result<(), Refusal> {
        loop {
            match self.peek(0) {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                b'#' if self.peek(1) == b'[' => return self.refuse(self.at, "attributes `#[...]` are not part of a condition"),
                b'#' => self.line_comment()?,
                b'/' if self.peek(1) == b'/' => self.line_comment()?,
                b'/' if self.peek(1) == b'*' => {
                    let start = self.at;
                    match self.code.get(start + 2..).and_then(|rest| rest.find("*/")) {
                        Some(length) => self.at = start + 2 + length + 2,
                        None => return self.refuse(start, "the comment has no end: `*/` is missing"),
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    fn line_comment(&mut self) -> Result<(), Refusal> {
        let start = self.at;
        let rest = self.rest();
        let Some(length) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            return Err(Refusal::new(Span::new(start, self.bytes.len()), "this comment swallows the end of the code")
                .help("end the line after it, or write `/* ... */`"));
        };
        if rest.get(..length).is_some_and(|comment| comment.windows(2).any(|pair| pair == b"?>")) {
            return self.refuse(start, "`?>` may not stand in a comment");
        }
        self.at += length;
        Ok(())
    }

    fn token(&mut self) -> Result<Token, Refusal> {
        if self.at >= self.bytes.len() {
            return Ok(Token::End);
        }
        match self.peek(0) {
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_ascii_digit() => self.number(),
            b'\'' => self.single_quoted(),
            b'"' => self.double_quoted(),
            b'`' => self.refuse(self.at, "backticks run a command: they are not part of a condition"),
            b'$' if is_name_start(self.peek(1)) => {
                self.at += 1;
                self.name();
                Ok(Token::Variable)
            }
            byte if is_name_start(byte) => {
                self.name();
                Ok(Token::Name)
            }
            b'(' => match self.cast() {
                Some(cast) => Ok(cast),
                None => Ok(self.take("(")),
            },
            b'<' if self.rest().starts_with(b"<<<") => self.refuse(self.at, "heredoc and nowdoc strings are not part of a condition"),
            _ => match PUNCTUATION.iter().find(|text| self.rest().starts_with(text.as_bytes())) {
                Some(text) => Ok(self.take(text)),
                None => {
                    let start = self.at;
                    let found = self.code.get(start..).and_then(|rest| rest.chars().next()).unwrap_or('\u{fffd}');
                    self.at += found.len_utf8();
                    self.refuse(start, format!("`{}` has no meaning here", found.escape_default()))
                }
            },
        }
    }

    fn take(&mut self, text: &'static str) -> Token {
        self.at += text.len();
        Token::Punct(text)
    }

    fn name(&mut self) {
        while is_name_start(self.peek(0)) || self.peek(0).is_ascii_digit() {
            self.at += 1;
        }
    }

    /// `( int )`: blanks but no line ends between.
    fn cast(&mut self) -> Option<Token> {
        let inside = self.code.get(self.at + 1..)?;
        let close = inside.as_bytes().iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'a'..=b'z' | b'A'..=b'Z'))?;
        if inside.as_bytes().get(close) != Some(&b')') {
            return None;
        }
        let name = inside.get(..close)?.trim_matches([' ', '\t']).to_ascii_lowercase();
        let cast = match name.as_str() {
            "int" | "integer" => CastName::Int,
            "bool" | "boolean" => CastName::Bool,
            "float" | "double" => CastName::Float,
            "string" | "binary" => CastName::String,
            "array" => CastName::Array,
            "object" | "unset" | "real" => CastName::Refused,
            _ => return None,
        };
        self.at += close + 2;
        Some(Token::Cast(cast))
    }

    fn number(&mut self) -> Result<Token, Refusal> {
        let start = self.at;
        let radix = match (self.peek(0), self.peek(1)) {
            (b'0', b'x' | b'X') => 16,
            (b'0', b'b' | b'B') => 2,
            (b'0', b'o' | b'O') => 8,
            _ => return self.decimal(),
        };
        self.at += 2;
        let digits = self.digits(|byte| (byte as char).is_digit(radix));
        if digits.is_empty() || is_name_start(self.peek(0)) || self.peek(0).is_ascii_digit() {
            self.name();
            return self.refuse(start, "this is no number");
        }
        Ok(integer(&digits, radix))
    }

    /// Digits with single `_` between them, which are dropped.
    fn digits(&mut self, is_digit: impl Fn(u8) -> bool) -> String {
        let mut digits = String::new();
        loop {
            let byte = self.peek(0);
            if is_digit(byte) {
                digits.push(byte as char);
                self.at += 1;
            } else if byte == b'_' && !digits.is_empty() && self.bytes.get(self.at - 1) != Some(&b'_') && is_digit(self.peek(1)) {
                self.at += 1;
            } else {
                return digits;
            }
        }
    }

    fn decimal(&mut self) -> Result<Token, Refusal> {
        let start = self.at;
        let decimal = |byte: u8| byte.is_ascii_digit();
        let whole = self.digits(decimal);
        let mut text = whole.clone();
        let mut float = false;
        if self.peek(0) == b'.' && self.rest().get(..3) != Some(b"...") && (self.peek(1).is_ascii_digit() || !whole.is_empty()) {
            self.at += 1;
            float = true;
            text.push('.');
            text.push_str(&self.digits(decimal));
        }
        let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
        if matches!(self.peek(0), b'e' | b'E') && self.peek(1 + sign).is_ascii_digit() {
            float = true;
            text.push('e');
            if sign == 1 {
                text.push(self.peek(1) as char);
            }
            self.at += 1 + sign;
            text.push_str(&self.digits(decimal));
        }
        if is_name_start(self.peek(0)) {
            self.name();
            return self.refuse(start, "this is no number");
        }
        if float {
            let text = text.strip_suffix('.').unwrap_or(&text);
            return match text.replace(".e", ".0e").parse() {
                Ok(number) => Ok(Token::Float(number)),
                Err(_) => self.refuse(start, "this is no number"),
            };
        }
        if whole.len() > 1 && whole.starts_with('0') {
            if whole.contains(['8', '9']) {
                return self.refuse(start, "a number that begins with 0 is octal: 8 and 9 are no octal digits");
            }
            return Ok(integer(&whole, 8));
        }
        Ok(integer(&whole, 10))
    }

    fn single_quoted(&mut self) -> Result<Token, Refusal> {
        let start = self.at;
        self.at += 1;
        let mut text = Vec::new();
        loop {
            match (self.peek(0), self.peek(1)) {
                _ if self.at >= self.bytes.len() => return self.refuse(start, "the string has no end: `'` is missing"),
                (b'\\', escaped @ (b'\'' | b'\\')) => {
                    text.push(escaped);
                    self.at += 2;
                }
                (b'\'', _) => {
                    self.at += 1;
                    return Ok(Token::Str(text.into()));
                }
                (byte, _) => {
                    text.push(byte);
                    self.at += 1;
                }
            }
        }
    }

    fn double_quoted(&mut self) -> Result<Token, Refusal> {
        let start = self.at;
        self.at += 1;
        let mut text = Vec::new();
        loop {
            if self.at >= self.bytes.len() {
                return self.refuse(start, "the string has no end: `\"` is missing");
            }
            match (self.peek(0), self.peek(1)) {
                (b'"', _) => {
                    self.at += 1;
                    return Ok(Token::Str(text.into()));
                }
                (b'$', next) if is_name_start(next) || next == b'{' => return self.interpolation(),
                (b'{', b'$') => return self.interpolation(),
                (b'\\', _) => self.escape(&mut text)?,
                (byte, _) => {
                    text.push(byte);
                    self.at += 1;
                }
            }
        }
    }

    fn interpolation<T>(&mut self) -> Result<T, Refusal> {
        let start = self.at;
        self.at += 2;
        self.refuse(start, "a variable inside a string is not supported")
            .map_err(|refusal| refusal.help("join the pieces with `.`, or write `\\$` for a dollar sign"))
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<(), Refusal> {
        let start = self.at;
        let escaped = self.peek(1);
        self.at += 2;
        match escaped {
            b'n' => text.push(b'\n'),
            b't' => text.push(b'\t'),
            b'r' => text.push(b'\r'),
            b'v' => text.push(0x0b),
            b'e' => text.push(0x1b),
            b'f' => text.push(0x0c),
            b'\\' | b'$' | b'"' => text.push(escaped),
            b'0'..=b'7' => {
                self.at -= 1;
                text.push(self.code_unit(3, 8) as u8);
            }
            b'x' | b'X' if self.peek(0).is_ascii_hexdigit() => text.push(self.code_unit(2, 16) as u8),
            b'u' if self.peek(0) == b'{' => {
                self.at += 1;
                let digits = self.rest().iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
                let number = self.code_unit(digits, 16);
                if digits == 0 || number > 0x10_ffff || self.peek(0) != b'}' {
                    self.at = (self.at + 1).min(self.bytes.len());
                    return self.refuse(start, "`\\u{...}` takes hexadecimal digits up to 10FFFF");
                }
                self.at += 1;
                push_code_point(number, text);
            }
            _ => {
                text.push(b'\\');
                self.at -= 1;
            }
        }
        Ok(())
    }

    fn code_unit(&mut self, most: usize, radix: u32) -> u32 {
        let mut number: u32 = 0;
        for _ in 0..most {
            let Some(digit) = (self.peek(0) as char).to_digit(radix) else { break };
            number = number.saturating_mul(radix).saturating_add(digit);
            self.at += 1;
        }
        number
    }
}

/// UTF-8 of any number up to 10FFFF, surrogates too, as PHP does.
fn push_code_point(number: u32, text: &mut Vec<u8>) {
    let low = |shift: u32| 0x80 | (number >> shift & 0x3f) as u8;
    match number {
        0..=0x7f => text.push(number as u8),
        0x80..=0x7ff => text.extend([0xc0 | (number >> 6) as u8, low(0)]),
        0x800..=0xffff => text.extend([0xe0 | (number >> 12) as u8, low(6), low(0)]),
        _ => text.extend([0xf0 | (number >> 18) as u8, low(12), low(6), low(0)]),
    }
}

fn integer(digits: &str, radix: u32) -> Token {
    match i64::from_str_radix(digits, radix) {
        Ok(number) => Token::Int(number),
        Err(_) if radix == 10 => Token::Float(digits.parse().unwrap_or(f64::INFINITY)),
        Err(_) => Token::Float(
            digits.chars().filter_map(|digit| digit.to_digit(radix)).fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(digit)),
        ),
    }
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}
