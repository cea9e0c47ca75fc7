//! Where vectors are.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file or folder of vectors that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read `{}`: {error}", path.display())]
pub struct FileError {
    path: PathBuf,
    error: io::Error,
}

/// All `*.jsonl` files of folders, at any depth, and the files named themselves, in order of name.
///
/// # Errors
/// A path cannot be read.
pub fn vector_files(paths: &[impl AsRef<Path>]) -> Result<Vec<PathBuf>, FileError> {
    let mut files = Vec::new();
    for path in paths {
        let mut rest = vec![path.as_ref().to_owned()];
        let mut found = Vec::new();
        while let Some(path) = rest.pop() {
            let failed = |error| FileError { path: path.clone(), error };
            if fs::metadata(&path).map_err(failed)?.is_dir() {
                for entry in fs::read_dir(&path).map_err(failed)? {
                    let path = entry.map_err(failed)?.path();
                    if path.is_dir() || path.extension().is_some_and(|extension| extension == "jsonl") {
                        rest.push(path);
                    }
                }
            } else {
                found.push(path);
            }
        }
        found.sort();
        files.extend(found);
    }
    Ok(files)
}

/// The lines of a file that are not blank, with their numbers.
pub(crate) fn lines(file: &Path) -> Result<Vec<(usize, String)>, FileError> {
    let text = fs::read_to_string(file).map_err(|error| FileError { path: file.to_owned(), error })?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    Ok(lines.map(|(at, line)| (at + 1, line.to_owned())).collect())
}
