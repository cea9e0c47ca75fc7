//! Exit codes, the same in every command (`users.md`, Expectations).

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The input has errors; or warnings, with `--deny-warnings`; or events were set aside, with `--strict`.
    InputErrors,
    /// Wrong usage.
    Usage,
    /// The environment failed: a file, a database, a permission.
    Environment,
    /// Interrupted.
    Interrupted,
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::InputErrors => 1,
            Exit::Usage => 2,
            Exit::Environment => 3,
            Exit::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}
