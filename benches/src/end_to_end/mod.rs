//! From a file of events to tasks that are committed, beside inserting the same rows (L15).
//!
//! The `run` is what `reach run` does with a batch: read, decode, decide, record. The `raw` rate is that of the rows which the run left in
//! its ledger, read back and inserted into another ledger file in the same batches. Afterwards both files have to hold the same rows.

mod error;
mod raw;
mod rows;
mod run;

use std::path::Path;

use tokio::runtime::Runtime;

use crate::measure::Spent;
use crate::reach::Reach;
pub use error::Error;
pub use raw::Way;
pub use rows::Rows;
pub use run::Run;

/// How often both are done, by turns; the best of each counts.
pub const ROUNDS: usize = 3;

/// What both took, the best of all rounds.
#[derive(Clone, Copy, Debug)]
pub struct EndToEnd {
    /// Events to committed tasks.
    pub run: Run,
    /// The same rows, one statement a table and batch.
    pub raw_bulk: Spent,
    /// The same rows, one statement a row.
    pub raw_single: Spent,
}

impl EndToEnd {
    /// Measures both with the events of a file, `batch` of them in a transaction. Ledgers are written into `folder`.
    ///
    /// # Errors
    ///
    /// An event is not recorded, the two files differ afterwards, or a file fails.
    pub fn measure(engine: &Reach, events: &Path, folder: &Path, batch: usize) -> Result<Self, Error> {
        let runtime = Runtime::new()?;
        runtime.block_on(async {
            let mut best: Option<Self> = None;
            for round in 0..ROUNDS {
                let folder = folder.join(round.to_string());
                std::fs::create_dir(&folder)?;
                let measured = Self::round(engine, events, &folder, batch).await?;
                std::fs::remove_dir_all(&folder)?;
                best = Some(best.map_or(measured, |best| best.or_better(measured)));
            }
            best.ok_or(Error::NoRound)
        })
    }

    async fn round(engine: &Reach, events: &Path, folder: &Path, batch: usize) -> Result<Self, Error> {
        let ledger = folder.join("run.db");
        let run = Run::into(&ledger, engine, events, batch).await?;
        let rows = Rows::read(&mut raw::connect(&ledger).await?).await?;
        run.check(&rows)?;
        let batches = rows.batches(batch);
        let mut raw = [Spent::default(); Way::ALL.len()];
        for (spent, way) in raw.iter_mut().zip(Way::ALL) {
            let path = folder.join(way.name()).with_extension("db");
            run::taken_over(&path, engine).await?;
            let mut connection = raw::connect(&path).await?;
            *spent = raw::insert(&mut connection, way, &batches).await?;
            if Rows::read(&mut connection).await? != rows {
                return Err(Error::RowsDiffer { way: way.name() });
            }
        }
        let [raw_bulk, raw_single] = raw;
        Ok(Self { run, raw_bulk, raw_single })
    }

    fn or_better(self, other: Self) -> Self {
        Self {
            run: if other.run.total.wall < self.run.total.wall { other.run } else { self.run },
            raw_bulk: self.raw_bulk.or_less(other.raw_bulk),
            raw_single: self.raw_single.or_less(other.raw_single),
        }
    }

    /// The base: the faster of the two ways to insert rows.
    #[must_use]
    pub fn raw(&self) -> Spent {
        self.raw_bulk.or_less(self.raw_single)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::{Size, Workload};

    #[test]
    fn the_run_leaves_the_rows_that_are_inserted_beside_it() {
        let workload = Workload::with_events(Size::W100, 500).unwrap();
        let engine = Reach::load(&workload.configuration).unwrap();
        let folder = tempfile::tempdir().unwrap();
        workload.write_to(folder.path()).unwrap();
        let measured = EndToEnd::measure(&engine, &folder.path().join("events.jsonl"), folder.path(), 64).unwrap();
        assert_eq!((measured.run.events, measured.run.repeated), (500, 0));
        assert!(measured.run.tasks > 250, "{}", measured.run.tasks);
    }
}
