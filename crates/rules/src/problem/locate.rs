//! From bytes to places: file, JSON pointer, line and column, for all findings of a file in one walk.

use std::iter::Peekable;
use std::ops::Range;

use reach_rawjson::{Error, Kind, Reader};
use rustc_hash::FxHashMap;

use super::{Finding, Place, Problem, Source, Spot};

/// The problems that findings in these sources are, by source and place.
pub fn locate(findings: impl IntoIterator<Item = Finding>, sources: &[Source<'_>]) -> Vec<Problem> {
    let mut findings: Vec<Finding> = findings.into_iter().collect();
    findings.sort_by_key(|finding| finding.at);
    let mut spots: Vec<Spot> = findings.iter().flat_map(|finding| finding.first.into_iter().chain([finding.at])).collect();
    spots.sort_unstable();
    spots.dedup();
    let mut places: FxHashMap<Spot, Place> = FxHashMap::default();
    for same in spots.chunk_by(|left, right| left.source == right.source) {
        if let Some(source) = same.first().and_then(|spot| sources.get(spot.source as usize)) {
            places.extend(places_in(source, same));
        }
    }
    let place = |spot: Spot| places.get(&spot).cloned().unwrap_or_default();
    findings.into_iter().map(|finding| problem(finding, place)).collect()
}

fn problem(finding: Finding, place: impl Fn(Spot) -> Place) -> Problem {
    let Finding { kind, severity, at, first, object, rule, span } = finding;
    let about = match (object, rule) {
        (Some(object), Some(rule)) => Some(format!("{object}, rule {rule}").into()),
        (None, Some(rule)) => Some(format!("rule {rule}").into()),
        (object, None) => object,
    };
    Problem { severity, kind, place: Place { about, span, ..place(at) }, first: first.map(place) }
}

/// The places of spots of one source, which ascend.
fn places_in(source: &Source<'_>, spots: &[Spot]) -> Vec<(Spot, Place)> {
    let pointers = pointers(source.bytes, spots);
    let mut lines = Lines::of(source.bytes);
    let placed = spots.iter().zip(pointers).map(|(spot, pointer)| {
        let (line, column) = lines.advance_to(spot.offset as usize);
        (*spot, Place { file: source.name.clone(), pointer, line, column, about: None, span: None })
    });
    placed.collect()
}

/// Counts lines and characters, forward only.
struct Lines<'s> {
    bytes: &'s [u8],
    at: usize,
    line: usize,
    column: usize,
}

impl<'s> Lines<'s> {
    fn of(bytes: &'s [u8]) -> Self {
        let mark = if bytes.starts_with("\u{feff}".as_bytes()) { "\u{feff}".len() } else { 0 };
        Lines { bytes, at: mark, line: 1, column: 1 }
    }

    fn advance_to(&mut self, offset: usize) -> (usize, usize) {
        for byte in self.bytes.get(self.at..offset).unwrap_or_default() {
            match byte {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                0x80..=0xbf => {}
                _ => self.column += 1,
            }
        }
        self.at = self.at.max(offset);
        (self.line, self.column)
    }
}

/// The JSON pointers of the values that begin at these bytes, which ascend. A byte where no value begins has the
/// pointer of where reading ended: it is the place of a syntax error.
fn pointers(bytes: &[u8], spots: &[Spot]) -> Vec<Box<str>> {
    let mut walk = Walk { path: String::new(), wanted: spots.iter().peekable(), found: Vec::with_capacity(spots.len()) };
    if let Ok(mut reader) = Reader::new(bytes) {
        // Where it ends early, by an error or since all is found, the path stays where that was.
        let _ended = walk.value(&mut reader);
    }
    let Walk { path, mut found, .. } = walk;
    found.resize(spots.len(), path.into());
    found
}

struct Walk<'w> {
    path: String,
    wanted: Peekable<std::slice::Iter<'w, Spot>>,
    found: Vec<Box<str>>,
}

/// Why a walk ends before the document does.
enum End {
    AllFound,
    Invalid,
}

impl From<Error> for End {
    fn from(_: Error) -> Self {
        End::Invalid
    }
}

impl Walk<'_> {
    /// Walks one value. It recurses no deeper than the reader lets brackets nest.
    fn value(&mut self, reader: &mut Reader<'_>) -> Result<(), End> {
        let kind = reader.peek()?;
        while self.wanted.next_if(|spot| spot.offset as usize == reader.offset()).is_some() {
            self.found.push(self.path.as_str().into());
        }
        if self.wanted.peek().is_none() {
            return Err(End::AllFound);
        }
        match kind {
            Kind::Object => {
                reader.object(|key, reader| self.step(|path| push_escaped(path, &key.decode()), reader))?;
            }
            Kind::Array => {
                let mut indexes: Range<usize> = 0..usize::MAX;
                reader.array(|reader| {
                    let index = indexes.next().unwrap_or_default();
                    self.step(|path| path.push_str(&format!("/{index}")), reader)
                })?;
            }
            Kind::Null | Kind::Bool | Kind::Number | Kind::String => reader.skip()?,
        }
        Ok(())
    }

    fn step(&mut self, push: impl FnOnce(&mut String), reader: &mut Reader<'_>) -> Result<(), End> {
        let length = self.path.len();
        push(&mut self.path);
        self.value(reader)?;
        self.path.truncate(length);
        Ok(())
    }
}

fn push_escaped(path: &mut String, key: &str) {
    path.push('/');
    for character in key.chars() {
        match character {
            '~' => path.push_str("~0"),
            '/' => path.push_str("~1"),
            other => path.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::ProblemKind;

    fn place_of(text: &str, value: &str) -> String {
        let offset = text.find(value).unwrap() as u32;
        let finding = Finding::new(Spot { source: 0, offset }, ProblemKind::DatesReversed);
        let problems = locate([finding], &[Source::file("f.json", text.as_bytes())]);
        problems[0].place.to_string()
    }

    #[test]
    fn a_value_is_placed_by_pointer_line_and_column() {
        let text = "\u{feff}{\"a/b\": [1, {\"\u{e9}\": 22}],\n \"~\": {\"x\": 333,\r\n\t\"y\": 4444}}";
        let cases = [
            ("{\"a", "f.json:1:1"),
            ("[1", "f.json:1:9 /a~1b"),
            ("1,", "f.json:1:10 /a~1b/0"),
            ("22", "f.json:1:19 /a~1b/1/\u{e9}"),
            ("333", "f.json:2:13 /~0/x"),
            ("4444", "f.json:3:7 /~0/y"),
        ];
        for (value, expected) in cases {
            assert_eq!(place_of(text, value), expected);
        }
    }

    #[test]
    fn a_syntax_error_is_placed_in_the_value_where_it_stands() {
        assert_eq!(place_of("{\"a\": {\"b\": [1,\n x]}}", "x"), "f.json:2:2 /a/b/1");
    }

    #[test]
    fn problems_come_by_source_and_place_and_name_the_first_of_two() {
        let sources = [Source::file("a.json", b"[7]"), Source::file("b.json", b"[8, 9]")];
        let spot = |source, offset| Spot { source, offset };
        let findings = [
            Finding::new(spot(1, 4), ProblemKind::DatesReversed).first(spot(0, 1)),
            Finding::new(spot(1, 1), ProblemKind::DatesReversed).about("profile 77"),
        ];
        let lines: Vec<String> = locate(findings, &sources).iter().map(Problem::to_string).collect();
        let expected = [
            "warning: `toDate` is before `fromDate` at b.json:1:2 /0 (profile 77)",
            "warning: `toDate` is before `fromDate` at b.json:1:5 /1; the first is at a.json:1:2 /0",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_text_that_cannot_be_read_has_places_all_the_same() {
        let finding = Finding::new(Spot::default(), ProblemKind::NoCategories);
        let problems = locate([finding], &[Source::file("a.json", b"\xff\xfe{\0")]);
        assert_eq!(problems[0].place.to_string(), "a.json:1:1");
    }

    #[test]
    fn nesting_without_end_is_walked_as_far_as_it_is_read() {
        let text = "[".repeat(100_000);
        let finding = Finding::new(Spot { source: 0, offset: 600 }, ProblemKind::NoCategories);
        let problems = locate([finding], &[Source::file("a.json", text.as_bytes())]);
        assert_eq!((problems[0].place.line, problems[0].place.column), (1, 601));
    }
}
