//! `conformance PATH...`: prints the vectors that fail, with what was expected and what came, and last
//! `passed N of M`. Exits with 1 when one failed, 2 when nothing could be run.

use std::io::{self, Write};
use std::process::ExitCode;

use conformance::Through;

fn main() -> ExitCode {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    match report(&paths) {
        Ok(code) => code,
        // Whoever read the output has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(3),
    }
}

fn report(paths: &[String]) -> io::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if paths.is_empty() {
        writeln!(io::stderr(), "usage: conformance PATH...\n\nA PATH is a file of vectors (*.jsonl) or a folder of them.")?;
        return Ok(ExitCode::from(2));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let tally = match runtime.block_on(conformance::run(paths, Through::Planner)) {
        Ok(tally) => tally,
        Err(error) => {
            writeln!(io::stderr(), "error: {error}")?;
            return Ok(ExitCode::from(2));
        }
    };
    for failure in &tally.failures {
        writeln!(out, "{}\n  expected {}\n  got      {}", failure.id, failure.expected, failure.got)?;
    }
    writeln!(out, "passed {} of {}", tally.passed(), tally.total)?;
    out.flush()?;
    Ok(if tally.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
