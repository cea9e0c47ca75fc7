//! `reach completions`: the completion script of a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::printer::Printer;

/// Prints the script.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(shell: Shell, printer: &mut Printer) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "reach", &mut script);
    printer.out(String::from_utf8_lossy(&script).trim_end())?;
    Ok(Exit::Done)
}
