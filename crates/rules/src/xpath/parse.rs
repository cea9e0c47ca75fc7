//! From the text of a path to its steps.

use super::{Axis, Equality, Operand, Predicate, Step, Test, XPath};

/// The longest path that is read, in bytes.
const LONGEST: usize = 4096;

/// Why a path is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the XPath `{path}` is not supported: {what} at character {column}")]
pub struct XPathError {
    path: Box<str>,
    what: &'static str,
    column: usize,
}

impl XPathError {
    /// What may be written instead.
    pub const HELP: &'static str = "write a bare name, `/a/b`, or steps of `/`, `//`, names, `*`, `@attribute`, \
        `following-sibling::name` and predicates `[2]`, `[local-name()='x']`, `[name='text']`, `[text()='x']`";
}

impl XPath {
    /// Reads a path.
    ///
    /// # Errors
    /// It is none of the forms of `expressions.md P2`.
    pub fn parse(path: &str) -> Result<XPath, XPathError> {
        let mut parser = Parser { path, at: 0 };
        parser.path().map_err(|what| parser.error(what))
    }

    /// `//name`, where `name` is one bare name.
    ///
    /// # Errors
    /// It is no name.
    pub fn field(name: &str) -> Result<XPath, XPathError> {
        let mut parser = Parser { path: name, at: 0 };
        match parser.name() {
            Ok(name) if parser.rest().is_empty() => Ok(XPath { steps: vec![Step::deep_name(name)] }),
            Ok(_) | Err(_) => Err(parser.error("no field name")),
        }
    }
}

impl Step {
    fn deep_name(name: Box<str>) -> Step {
        Step { deep: true, axis: Axis::Child, test: Test::Name(name), predicates: Vec::new() }
    }

    /// Whether it is `/name`.
    fn is_plain(&self) -> bool {
        !self.deep && self.axis == Axis::Child && self.predicates.is_empty() && matches!(self.test, Test::Name(_))
    }
}

struct Parser<'p> {
    path: &'p str,
    at: usize,
}

type Parsed<T> = Result<T, &'static str>;

impl Parser<'_> {
    fn path(&mut self) -> Parsed<XPath> {
        if self.path.len() > LONGEST {
            return Err("a path this long");
        }
        self.blanks();
        if !self.rest().starts_with('/') {
            let name = self.name()?;
            self.blanks();
            return match self.rest() {
                "" => Ok(XPath { steps: vec![Step::deep_name(name)] }),
                _ => Err("a path that does not begin with `/` or `//`"),
            };
        }
        let mut steps = Vec::new();
        while !self.rest().is_empty() {
            steps.push(self.step()?);
            self.blanks();
        }
        if steps.iter().all(Step::is_plain) {
            for step in &mut steps {
                if let Test::Name(name) = &mut step.test {
                    step.test = Test::LocalName(std::mem::take(name));
                }
            }
        }
        Ok(XPath { steps })
    }

    fn step(&mut self) -> Parsed<Step> {
        self.expect("/", "something that is no step")?;
        let deep = self.take("/");
        self.blanks();
        let axis = if self.take("@") {
            Axis::Attribute
        } else if self.take_axis("following-sibling") {
            Axis::FollowingSibling
        } else {
            Axis::Child
        };
        self.blanks();
        let test = if axis != Axis::Attribute && self.take("*") { Test::Any } else { Test::Name(self.name()?) };
        self.blanks();
        let mut predicates = Vec::new();
        while self.take("[") {
            predicates.push(self.predicate()?);
            self.blanks();
        }
        Ok(Step { deep, axis, test, predicates })
    }

    /// What stands between `[` and `]`.
    fn predicate(&mut self) -> Parsed<Predicate> {
        self.blanks();
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let position = self.rest()[..digits].parse().map_err(|_| "a position this large")?;
            self.at += digits;
            self.blanks();
            self.expect("]", "an unknown predicate")?;
            return Ok(Predicate::Position(position));
        }
        let mut all = vec![self.equality()?];
        loop {
            self.blanks();
            if self.take("]") {
                return Ok(Predicate::All(all));
            }
            self.expect("and", "an unknown predicate")?;
            self.blanks();
            all.push(self.equality()?);
        }
    }

    fn equality(&mut self) -> Parsed<Equality> {
        let name = self.name()?;
        self.blanks();
        let left = if self.take("(") {
            self.blanks();
            self.expect(")", "an unknown predicate")?;
            match &*name {
                "local-name" => Operand::LocalName,
                "text" => Operand::Text,
                _ => return Err("an unknown function"),
            }
        } else {
            Operand::Child(name)
        };
        self.blanks();
        self.expect("=", "an unknown predicate")?;
        self.blanks();
        Ok(Equality { left, text: self.literal()? })
    }

    fn literal(&mut self) -> Parsed<Box<str>> {
        let quote = self.rest().chars().next().filter(|quote| matches!(quote, '\'' | '"')).ok_or("no text")?;
        let body = &self.rest()[1..];
        let end = body.find(quote).ok_or("a text without an end")?;
        let text = body[..end].into();
        self.at += end + 2;
        Ok(text)
    }

    /// A name without a prefix.
    fn name(&mut self) -> Parsed<Box<str>> {
        let rest = self.rest();
        let is_start = |c: char| c.is_alphabetic() || c == '_';
        let is_part = |c: char| is_start(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{b7}');
        if !rest.starts_with(is_start) {
            return Err("no name");
        }
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let name = rest[..end].into();
        self.at += end;
        if self.rest().starts_with(':') {
            return Err("a prefix or an unknown axis");
        }
        Ok(name)
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn take(&mut self, text: &str) -> bool {
        let taken = self.rest().starts_with(text);
        if taken {
            self.at += text.len();
        }
        taken
    }

    /// An axis, which a name is only with `::` behind it.
    fn take_axis(&mut self, axis: &str) -> bool {
        let start = self.at;
        if self.take(axis) {
            self.blanks();
            if self.take("::") {
                return true;
            }
        }
        self.at = start;
        false
    }

    fn expect(&mut self, text: &str, otherwise: &'static str) -> Parsed<()> {
        if self.take(text) { Ok(()) } else { Err(otherwise) }
    }

    fn rest(&self) -> &str {
        &self.path[self.at..]
    }

    fn error(&self, what: &'static str) -> XPathError {
        let path = match self.path.char_indices().nth(200) {
            Some((end, _)) => format!("{}...", &self.path[..end]).into(),
            None => self.path.into(),
        };
        XPathError { path, what, column: self.path[..self.at].chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_forms_of_the_language_are_read() {
        let cases = [
            "Title",
            " Title ",
            "Größe",
            "/a",
            "/a/b",
            "//a",
            "//a/b//c",
            "/*",
            "//*",
            "/a/@lang",
            "//@lang",
            "/a[1]",
            "/a[ 2 ]/b",
            "/*[local-name()='metadata']/*[local-name() = \"Dept\"]",
            "//Item[Kind='x']",
            "//Item[Kind='x' and text()='y']/Name",
            "//Item[Kind='x'][2]",
            "//a/following-sibling::b",
            "//a/following-sibling::*[1]",
            "/following-sibling",
        ];
        for path in cases {
            if let Err(error) = XPath::parse(path) {
                panic!("{error}");
            }
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_place() {
        let cases = [
            ("", "no name at character 1"),
            ("/", "no name at character 2"),
            ("///a", "no name at character 3"),
            ("a/b", "a path that does not begin with `/` or `//` at character 2"),
            (".", "no name at character 1"),
            ("/a/..", "no name at character 4"),
            ("/a/text()", "something that is no step at character 8"),
            ("/m:a", "a prefix or an unknown axis at character 3"),
            ("/ancestor::a", "a prefix or an unknown axis at character 10"),
            ("/@*", "no name at character 3"),
            ("/a[last()]", "an unknown function at character 10"),
            ("/a[@x='1']", "no name at character 4"),
            ("/preceding-sibling::a", "a prefix or an unknown axis at character 19"),
            ("/a[b]", "an unknown predicate at character 5"),
            ("/a[b!='x']", "an unknown predicate at character 5"),
            ("/a[b='x' or c='y']", "an unknown predicate at character 10"),
            ("/a[b='x]", "a text without an end at character 6"),
            ("/a[b=1]", "no text at character 6"),
            ("/a[99999999999]", "a position this large at character 4"),
            ("/a | /b", "something that is no step at character 4"),
            ("count(//a)", "a path that does not begin with `/` or `//` at character 6"),
        ];
        for (path, message) in cases {
            let error = XPath::parse(path).unwrap_err().to_string();
            assert_eq!(error, format!("the XPath `{path}` is not supported: {message}"));
        }
        assert!(XPath::parse(&"/a".repeat(3000)).is_err());
    }

    #[test]
    fn a_field_is_one_name_anywhere() {
        assert_eq!(XPath::field("Dept"), XPath::parse("//Dept"));
        for other in ["", "//Dept", "a/b", "Dept ", "a:b"] {
            assert!(XPath::field(other).is_err(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(path in "[/@*a-c\\[\\]=' ().:0-9é-]{0,24}|\\PC{0,24}") {
            let _ = XPath::parse(&path);
            let _ = XPath::field(&path);
        }
    }
}
