//! Batches of events, read ahead on a thread of their own: reading a file or a pipe blocks, and whoever waits for it must
//! still hear an interruption.

use std::thread;

use reach_events::{Batch, Error, FileSource, Source};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{self, Receiver};

use crate::failure::Failure;

/// The batches of a file, in order.
pub struct Batches {
    read: Receiver<Result<Batch, Error>>,
}

impl Batches {
    /// Reads `source` in batches of at most `limit` events, one batch ahead. The thread ends with the source, or when
    /// nobody takes its batches any more; one that waits for input then ends with the process.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn read_ahead(mut source: FileSource, limit: usize) -> Result<Self, Failure> {
        let (sender, read) = mpsc::channel(1);
        let runtime = Handle::current();
        let reading = async move {
            while let Some(batch) = source.next(limit).await.transpose() {
                let failed = batch.is_err();
                if sender.send(batch).await.is_err() || failed {
                    break;
                }
            }
        };
        thread::Builder::new().name("events".to_owned()).spawn(move || runtime.block_on(reading)).map_err(Failure::Start)?;
        Ok(Batches { read })
    }

    /// The next batch; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Batch, Error>> {
        self.read.recv().await
    }
}
