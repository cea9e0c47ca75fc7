//! Why a command could not do its work.

use std::io;
use std::path::{Path, PathBuf};

use reach_dispatch::LedgerError;

use crate::exit::Exit;

/// A failure of the whole command. One line says what and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What was typed makes no sense.
    #[error("{message}")]
    Usage {
        /// What is wrong and what to write.
        message: String,
    },
    /// A path names nothing.
    #[error("there is no `{}`", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// A file stands where a folder is expected.
    #[error("`{}` is no folder: name the folder with the profiles, templates and catalog items", path.display())]
    NoFolder {
        /// The path.
        path: PathBuf,
    },
    /// A file or folder cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write `{}`: {error}", path.display())]
    Write {
        /// The path.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The settings file is wrong.
    #[error("{}: {message}", path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its line.
        message: String,
    },
    /// The rules have errors, which were printed.
    #[error("{errors} in the rules: nothing was decided; mend them, or add --skip-unusable to go on without what they concern")]
    Rules {
        /// How many, in words.
        errors: String,
    },
    /// Events cannot be read on.
    #[error(transparent)]
    Events(#[from] reach_events::Error),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A task sink failed.
    #[error(transparent)]
    Sink(#[from] reach_dispatch::SinkError),
    /// Standard output is gone: whoever read it has read enough.
    #[error("standard output cannot be written: {0}")]
    Output(io::Error),
    /// The runtime cannot start.
    #[error("cannot start: {0}")]
    Start(io::Error),
}

impl Failure {
    /// A failure to read a path: one that is not there is a matter of what was typed.
    pub fn read(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Failure::Missing { path: path.to_owned() },
            io::ErrorKind::NotADirectory => Failure::NoFolder { path: path.to_owned() },
            _ => Failure::Read { path: path.to_owned(), error },
        }
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Usage { .. } | Failure::Missing { .. } | Failure::NoFolder { .. } => Exit::Usage,
            Failure::Settings { .. } | Failure::Rules { .. } => Exit::InputErrors,
            Failure::Events(reach_events::Error::Open { error, .. }) if error.kind() == io::ErrorKind::NotFound => Exit::Usage,
            Failure::Read { .. }
            | Failure::Write { .. }
            | Failure::Events(_)
            | Failure::Ledger(_)
            | Failure::Sink(_)
            | Failure::Output(_)
            | Failure::Start(_) => Exit::Environment,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}
