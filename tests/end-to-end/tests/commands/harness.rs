//! Runs the built command in a folder of its own, and shows what came out.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_reach-under-test");

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A folder that is there for one test.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// An empty folder.
    pub fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the folders on the way to it.
    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// What a file holds, as bytes.
    pub fn bytes(&self, file: &str) -> Vec<u8> {
        std::fs::read(self.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// What a file holds, as text.
    pub fn read(&self, file: &str) -> String {
        String::from_utf8(self.bytes(file)).unwrap()
    }

    /// Whether there is such a file.
    pub fn has(&self, file: &str) -> bool {
        self.path().join(file).exists()
    }

    /// The command in this folder, with nothing of the surroundings in its environment. Arguments are split at blanks.
    pub fn command(&self, args: &str) -> Command {
        let mut command = Command::new(BINARY);
        command.args(args.split_whitespace()).current_dir(self.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs the command to its end.
    pub fn reach(&self, args: &str) -> Outcome {
        Outcome::of(args, self.command(args))
    }

    /// Runs the command with that on its standard input.
    pub fn reach_reading(&self, args: &str, input: impl AsRef<[u8]>) -> Outcome {
        self.write(".stdin", input);
        let mut command = self.command(args);
        command.stdin(std::fs::File::open(self.path().join(".stdin")).unwrap());
        Outcome::of(args, command)
    }

    /// Runs the command with an environment variable set.
    pub fn reach_with(&self, name: &str, value: &str, args: &str) -> Outcome {
        let mut command = self.command(args);
        command.env(name, value);
        Outcome::of(args, command)
    }
}

/// What a command came to.
pub struct Outcome {
    /// What was typed.
    args: String,
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Outcome {
    fn of(args: &str, mut command: Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Outcome { args: args.to_owned(), code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Holds it to an exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.transcript());
        self
    }

    /// Holds its standard output to something.
    #[track_caller]
    pub fn prints(self, piece: &str) -> Self {
        assert!(self.out.contains(piece), "no `{piece}` in\n{}", self.transcript());
        self
    }

    /// Holds its standard error to something.
    #[track_caller]
    pub fn says(self, piece: &str) -> Self {
        assert!(self.err.contains(piece), "no `{piece}` in\n{}", self.transcript());
        self
    }

    /// Its standard output as one JSON document.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}", self.transcript()))
    }

    /// All of it, for a snapshot.
    pub fn transcript(&self) -> String {
        let mut text = format!("$ reach {}\n{}", self.args, self.out);
        if !self.err.is_empty() {
            text.push_str("--- standard error\n");
            text.push_str(&self.err);
        }
        let code = self.code.map_or_else(|| "by a signal".to_owned(), |code| code.to_string());
        text.push_str(&format!("--- exit {code}\n"));
        text
    }
}
