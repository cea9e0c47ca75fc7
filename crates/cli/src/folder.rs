//! A folder of rules: all `*.json` files directly in it (`users.md`, Folder).

use std::fs;
use std::path::Path;

use reach_rules::problem::{Problem, Severity, Source};
use reach_rules::{Loaded, Reading, Settings, load};

use crate::failure::Failure;
use crate::printer::Printer;
use crate::problems;

/// The rules of a folder, compiled, with what is wrong with them.
pub struct Folder {
    /// What was loaded.
    pub loaded: Loaded,
    /// The files that were read.
    pub files: usize,
}

impl Folder {
    /// Reads and compiles a folder. Files of tests (`*.test.json`) are not rules.
    ///
    /// # Errors
    /// The folder or a file cannot be read, or it holds no rules.
    pub fn read(path: &Path, settings: Settings, reading: Reading) -> Result<Self, Failure> {
        let mut texts = Vec::new();
        for entry in fs::read_dir(path).map_err(|error| Failure::read(path, error))? {
            let file = entry.map_err(|error| Failure::read(path, error))?.path();
            let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
            if name.ends_with(".json") && !name.ends_with(".test.json") && file.is_file() {
                texts.push((name.to_owned(), fs::read(&file).map_err(|error| Failure::read(&file, error))?));
            }
        }
        if texts.is_empty() {
            return Err(Failure::Usage {
                message: format!(
                    "`{}` holds no *.json files: name the folder with the profiles, templates and catalog items",
                    path.display()
                ),
            });
        }
        texts.sort();
        let sources: Vec<Source<'_>> = texts.iter().map(|(name, bytes)| Source::file(name.as_str(), bytes)).collect();
        Ok(Folder { loaded: load(&sources, settings, reading), files: texts.len() })
    }

    /// The problems of that severity.
    pub fn problems(&self, severity: Severity) -> impl Iterator<Item = &Problem> {
        self.loaded.problems.iter().filter(move |problem| problem.severity == severity)
    }

    /// Prints what keeps the rules from being taken, and fails when they may not be used so.
    ///
    /// # Errors
    /// There are errors and `skip_unusable` is not set, or warnings and `deny_warnings` is.
    pub fn accept(&self, printer: &mut Printer, deny_warnings: bool, skip_unusable: bool) -> Result<(), Failure> {
        let errors = self.problems(Severity::Error).count();
        let warnings = self.problems(Severity::Warning).count();
        let denied = deny_warnings && warnings > 0;
        let style = printer.style().err;
        for problem in self.problems(Severity::Error).chain(self.problems(Severity::Warning).filter(|_| denied)) {
            printer.error(problems::render(problem, style));
        }
        if warnings > 0 && !denied {
            printer.note(format!("{} in the rules: `reach check` shows them", counted(warnings, "warning")));
        }
        let refused = usize::from(!skip_unusable) * errors + usize::from(denied) * warnings;
        if refused > 0 {
            return Err(Failure::Rules { errors: summary(errors, if denied { warnings } else { 0 }) });
        }
        Ok(())
    }
}

/// `1 error`, `2 errors and 1 warning`.
pub fn summary(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

/// `1 rule`, `2 rules`.
pub fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
