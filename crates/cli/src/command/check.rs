//! `reach check`: everything that is wrong with a folder of rules, in one go.

use serde_json::json;

use crate::args::{CheckArgs, Format};
use crate::config::Config;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::folder::{Folder, counted, summary};
use crate::printer::Printer;
use crate::problems::{self, ProblemLine};
use crate::reading;
use reach_rules::problem::Severity;

/// Checks the folder.
///
/// # Errors
/// The folder or the settings cannot be read.
pub fn run(args: &CheckArgs, config: &Config, printer: &mut Printer) -> Result<Exit, Failure> {
    let folder = Folder::read(&args.rules.folder, config.settings(), reading::of(args.rules.semantics, config))?;
    let errors = folder.problems(Severity::Error).count();
    let warnings = folder.problems(Severity::Warning).count();
    match args.format {
        Format::Table => table(&folder, errors, warnings, printer)?,
        Format::Json => {
            let problems: Vec<ProblemLine<'_>> = folder.loaded.problems.iter().map(ProblemLine::of).collect();
            let document = json!({"version": 1, "errors": errors, "warnings": warnings, "problems": problems});
            printer.out(document.to_string())?;
        }
        Format::Jsonl => {
            for problem in &folder.loaded.problems {
                printer.out(json!(ProblemLine::of(problem)).to_string())?;
            }
        }
    }
    let failed = errors > 0 || args.rules.deny_warnings && warnings > 0;
    Ok(if failed { Exit::InputErrors } else { Exit::Done })
}

fn table(folder: &Folder, errors: usize, warnings: usize, printer: &mut Printer) -> Result<(), Failure> {
    let style = printer.style().out;
    for problem in &folder.loaded.problems {
        printer.out(problems::render(problem, style))?;
        printer.out("")?;
    }
    let rules = &folder.loaded.rules;
    let found = if errors + warnings == 0 { "nothing to mend".to_owned() } else { summary(errors, warnings) };
    printer.out(format!(
        "{found}: {}, {}, {}, {} in {}",
        counted(rules.profiles().len(), "profile"),
        counted(rules.rule_count(), "rule"),
        counted(rules.templates().len(), "template"),
        counted(rules.catalog().items().count(), "catalog item"),
        counted(folder.files, "file"),
    ))?;
    Ok(())
}
