//! Where ledgers are: each test has its own, and nothing stays behind.

use reach_dispatch::{Ledger, MemoryLedger};

/// A new, empty ledger, with what has to last as long.
pub trait Place: Sized {
    type Ledger: Ledger;

    /// None where the store is not to be had: who it is says so.
    async fn new() -> Option<Self>;

    fn ledger(&self) -> &Self::Ledger;
}

pub struct Memory(MemoryLedger);

impl Place for Memory {
    type Ledger = MemoryLedger;

    async fn new() -> Option<Self> {
        Some(Memory(MemoryLedger::new()))
    }

    fn ledger(&self) -> &MemoryLedger {
        &self.0
    }
}

#[cfg(feature = "sqlite")]
pub use of_sqlite::File;

#[cfg(feature = "sqlite")]
mod of_sqlite {
    use std::path::PathBuf;

    use reach_dispatch::SqliteLedger;
    use tempfile::TempDir;

    use super::Place;

    /// A ledger in a file of its own folder.
    pub struct File {
        folder: TempDir,
        ledger: SqliteLedger,
    }

    impl File {
        pub fn path(&self) -> PathBuf {
            self.folder.path().join("tasks.db")
        }

        /// Another ledger on the same file.
        pub async fn again(&self) -> SqliteLedger {
            SqliteLedger::open(&self.path()).await.unwrap()
        }
    }

    impl Place for File {
        type Ledger = SqliteLedger;

        async fn new() -> Option<Self> {
            let folder = tempfile::tempdir().unwrap();
            let ledger = SqliteLedger::open(&folder.path().join("tasks.db")).await.unwrap();
            Some(File { folder, ledger })
        }

        fn ledger(&self) -> &SqliteLedger {
            &self.ledger
        }
    }
}
