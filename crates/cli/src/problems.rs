//! Problems of a configuration, as people read them: what, where, the piece of code with carets, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use reach_rules::problem::{Place, Problem, Severity};
use serde::Serialize;

/// One problem, over several lines.
pub fn render(problem: &Problem, style: bool) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = problem.kind.to_string();
    let at = place(&problem.place);
    let group = Group::with_title(level.primary_title(&title).id(problem.kind.id()));
    let group = match &problem.place.span {
        Some(span) => {
            let range = span.range.start..span.range.end.max(span.range.start);
            group.element(Snippet::source(&*span.code).path(&at).annotation(AnnotationKind::Primary.span(range)))
        }
        None => group.element(Origin::path(&at)),
    };
    let first = problem.first.as_ref().map(|first| format!("the first is at {}", place(first)));
    let group = match &first {
        Some(first) => group.element(Level::NOTE.message(first)),
        None => group,
    };
    let group = group.element(Level::HELP.message(problem.kind.help()));
    let renderer = if style { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

fn place(place: &Place) -> String {
    place.to_string()
}

/// A problem in JSON output.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProblemLine<'p> {
    severity: String,
    id: &'static str,
    message: String,
    help: &'p str,
    file: &'p str,
    pointer: &'p str,
    line: usize,
    column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<CodePiece<'p>>,
}

/// The piece of an expression that is meant; bytes from 0.
#[derive(Debug, Serialize)]
struct CodePiece<'p> {
    text: &'p str,
    start: usize,
    end: usize,
}

impl<'p> ProblemLine<'p> {
    /// The line of a problem.
    pub fn of(problem: &'p Problem) -> Self {
        let place = &problem.place;
        ProblemLine {
            severity: problem.severity.to_string(),
            id: problem.kind.id(),
            message: problem.kind.to_string(),
            help: problem.kind.help(),
            file: &place.file,
            pointer: &place.pointer,
            line: place.line,
            column: place.column,
            about: place.about.as_deref(),
            code: place.span.as_ref().map(|span| CodePiece { text: &span.code, start: span.range.start, end: span.range.end }),
        }
    }
}
