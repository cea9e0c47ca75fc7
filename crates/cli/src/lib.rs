//! The `reach` command: arguments, printing, exit codes, and the loop that joins the crates.
//!
//! The only crate that prints: results go to standard output, everything else to standard error.

mod args;
mod batches;
mod command;
mod config;
mod difference;
mod exit;
mod explain;
mod failure;
mod folder;
mod pipeline;
mod printer;
mod problems;
mod reading;
mod report;
mod table;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use config::Config;
use exit::Exit;
use failure::Failure;
use printer::Printer;

/// Runs the command line of the process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers; anything else is wrong usage.
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            let _ = error.print();
            return exit.into();
        }
    };
    let mut printer = Printer::standard(cli.quiet);
    let result = run(&cli, &mut printer).and_then(|exit| {
        printer.flush()?;
        Ok(exit)
    });
    match result {
        Ok(exit) => exit.into(),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done.into(),
        Err(failure) => {
            printer.error(format!("error: {failure}"));
            failure.exit().into()
        }
    }
}

fn run(cli: &Cli, printer: &mut Printer) -> Result<Exit, Failure> {
    let config = |folder: &std::path::Path| Config::read(cli.config.as_deref(), folder);
    match &cli.command {
        Command::Check(args) => command::check::run(args, &config(&args.rules.folder)?, printer),
        Command::DryRun(args) => command::dry_run::run(args, &config(&args.rules.folder)?, printer),
        Command::Run(args) => command::run::run(args, &config(&args.rules.folder)?, printer),
        Command::Completions { shell } => command::completions::run(*shell, printer),
    }
}
