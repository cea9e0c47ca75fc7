//! Where events come from: batches of bodies, acknowledged once they are durable.

use std::io::Read;
use std::path::{Path, PathBuf};

use async_trait::async_trait;

use crate::error::Error;
use crate::lines::{Line, Lines};
use crate::open::open;
use crate::set_aside::SetAside;

/// One message as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its bytes; the head of them when the source set it aside.
    pub bytes: Vec<u8>,
    /// Where it stands, for people: the line of a file.
    pub line: u64,
    /// The id that the source's protocol gives to the message.
    pub message_id: Option<Box<str>>,
    /// Why the source itself set it aside.
    pub refused: Option<SetAside>,
}

/// Bodies that belong together: recorded in one transaction, then acknowledged.
#[derive(Debug)]
#[must_use = "a batch that is not acknowledged is delivered again"]
pub struct Batch {
    /// The bodies, in order.
    pub bodies: Vec<Body>,
}

/// A stream of events.
#[async_trait]
pub trait Source: Send {
    /// The next batch of at most `limit` bodies; `None` at the end of the stream.
    ///
    /// # Errors
    /// The source cannot be read.
    async fn next(&mut self, limit: usize) -> Result<Option<Batch>, Error>;

    /// The batch is durable. A file needs no telling: its events are known again by their identity.
    ///
    /// # Errors
    /// The source cannot be told; it will deliver the batch again.
    async fn acknowledge(&mut self, batch: Batch) -> Result<(), Error>;
}

/// A file of events, one a line, or standard input.
pub struct FileSource {
    path: PathBuf,
    lines: Lines<Box<dyn Read + Send>>,
    max_line: usize,
}

impl FileSource {
    /// Opens `path`; `-` is standard input.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: &Path, max_line: usize) -> Result<Self, Error> {
        Ok(FileSource { path: path.to_owned(), lines: Lines::new(open(path)?, max_line), max_line })
    }

    /// The next body.
    ///
    /// # Errors
    /// The file cannot be read on, or is packed wrongly.
    pub fn next_body(&mut self) -> Result<Option<Body>, Error> {
        let read = self.lines.next_line();
        let line = self.lines.number();
        let failed = |error| Error::Read { path: self.path.clone(), line, error };
        Ok(read.map_err(failed)?.map(|read| match read {
            Line::Whole(bytes) => Body { bytes, line, message_id: None, refused: None },
            Line::TooLong(bytes) => Body { bytes, line, message_id: None, refused: Some(SetAside::TooLong { limit: self.max_line }) },
        }))
    }
}

#[async_trait]
impl Source for FileSource {
    async fn next(&mut self, limit: usize) -> Result<Option<Batch>, Error> {
        let mut bodies = Vec::new();
        // A batch holds a bounded number of bytes, too.
        let mut bytes = 0;
        while bodies.len() < limit && bytes < self.max_line {
            match self.next_body()? {
                Some(body) => {
                    bytes += body.bytes.len();
                    bodies.push(body);
                }
                None => break,
            }
        }
        Ok((!bodies.is_empty()).then_some(Batch { bodies }))
    }

    async fn acknowledge(&mut self, batch: Batch) -> Result<(), Error> {
        drop(batch);
        Ok(())
    }
}
