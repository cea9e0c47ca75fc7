//! A workload as files, for what reads files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::generate::Workload;

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`: {source}", path.display())]
pub struct FolderError {
    path: PathBuf,
    source: io::Error,
}

impl Workload {
    /// Writes the configuration into `rules/` and the messages, a line each, into `events.jsonl` of a folder, which is made if need be.
    ///
    /// # Errors
    ///
    /// The first file or folder that cannot be written.
    pub fn write_to(&self, folder: &Path) -> Result<(), FolderError> {
        let rules = folder.join("rules");
        at(&rules, fs::create_dir_all(&rules))?;
        for (name, bytes) in self.configuration.files() {
            let path = rules.join(name);
            at(&path, fs::write(&path, bytes))?;
        }
        let path = folder.join("events.jsonl");
        at(&path, self.write_events(&path))
    }

    fn write_events(&self, path: &Path) -> io::Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        for message in self.messages.iter() {
            file.write_all(message)?;
            file.write_all(b"\n")?;
        }
        file.flush()
    }
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, FolderError> {
    result.map_err(|source| FolderError { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use crate::workload::{Configuration, Size};

    use super::*;

    #[test]
    fn files_hold_what_the_workload_holds() {
        let workload = Workload::with_events(Size::W10, 20).unwrap();
        let folder = tempfile::tempdir().unwrap();
        workload.write_to(folder.path()).unwrap();
        let events = fs::read(folder.path().join("events.jsonl")).unwrap();
        let lines: Vec<&[u8]> = events.split(|&byte| byte == b'\n').collect();
        assert_eq!(lines[..20], workload.messages.iter().collect::<Vec<_>>());
        assert_eq!(lines[20..], [b"".as_slice()]);
        let read = Configuration::read(&folder.path().join("rules")).unwrap();
        assert!(read.files().eq(workload.configuration.files()));
    }

    #[test]
    fn a_folder_that_cannot_be_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = Workload::with_events(Size::W10, 0).unwrap().write_to(file.path()).unwrap_err();
        assert!(error.to_string().contains(file.path().to_str().unwrap()), "{error}");
    }
}
