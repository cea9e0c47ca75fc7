//! The run that is measured: the engine, as `reach run` uses it.

use std::path::Path;

use reach_dispatch::{Configuration, Decided, Ledger, Receipt, SqliteLedger};
use reach_events::{Body, EventId, FileSource, MAX_LINE, Source};
use reach_rules::NoTrace;
use reach_rules::content::Content;

use super::error::Error;
use super::rows::{Rows, Table};
use crate::measure::{Spent, Watch};
use crate::reach::{NOW, Reach};

/// What became of all events, and what it took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// Events that were read.
    pub events: usize,
    /// Events that have the identity of one before.
    pub repeated: usize,
    /// Tasks that were written.
    pub tasks: usize,
    /// Rules that fired.
    pub fired: usize,
    /// File to bodies.
    pub read: Spent,
    /// Bodies to decisions, with identities and what guards and prices read.
    pub decide: Spent,
    /// Decisions to receipts: planned, written, committed.
    pub record: Spent,
    /// All of it.
    pub total: Spent,
}

impl Run {
    /// Records the events of a file in a fresh ledger.
    pub(super) async fn into(ledger: &Path, engine: &Reach, events: &Path, batch: usize) -> Result<Self, Error> {
        let ledger = taken_over(ledger, engine).await?;
        let mut source = FileSource::open(events, MAX_LINE)?;
        let mut run = Self::default();
        let all = Watch::start();
        loop {
            let watch = Watch::start();
            let Some(batch) = source.next(batch).await? else { break };
            run.read += watch.spent();
            let watch = Watch::start();
            let decided: Vec<Decided> = batch.bodies.iter().map(|body| judge(engine, body)).collect::<Result<_, _>>()?;
            run.decide += watch.spent();
            run.fired += decided.iter().map(|event| event.decision.matched.len()).sum::<usize>();
            let watch = Watch::start();
            let receipts = ledger.record(decided, Configuration::of(engine.rules())).await?;
            run.record += watch.spent();
            for (body, receipt) in batch.bodies.iter().zip(&receipts) {
                run.count(body, receipt)?;
            }
            source.acknowledge(batch).await?;
        }
        run.total = all.spent();
        Ok(run)
    }

    fn count(&mut self, body: &Body, receipt: &Receipt) -> Result<(), Error> {
        self.events += 1;
        match receipt {
            Receipt::Recorded(plan) => self.tasks += plan.create.len(),
            Receipt::AlreadyRecorded => self.repeated += 1,
            Receipt::SetAside(error) => return Err(Error::SetAside { line: body.line, why: error.to_string() }),
        }
        Ok(())
    }

    /// Whether the ledger holds what the receipts tell (L16).
    pub(super) fn check(&self, rows: &Rows) -> Result<(), Error> {
        for (what, table, told) in [("events", Table::Event, self.events - self.repeated), ("tasks", Table::Task, self.tasks)] {
            let held = rows.count(table);
            if told != held {
                return Err(Error::NotHeld { what, told, held });
            }
        }
        Ok(())
    }
}

/// A fresh ledger that knows the profiles.
pub(super) async fn taken_over(path: &Path, engine: &Reach) -> Result<SqliteLedger, Error> {
    let ledger = SqliteLedger::open(path).await?;
    ledger.take_over(engine.rules().profiles(), &[], Configuration::of(engine.rules()), NOW).await?;
    Ok(ledger)
}

fn judge(engine: &Reach, body: &Body) -> Result<Decided, Error> {
    let aside = |why: String| Error::SetAside { line: body.line, why };
    if let Some(refused) = &body.refused {
        return Err(aside(refused.to_string()));
    }
    let event = engine.decoder().decode(&body.bytes).map_err(|why| aside(why.to_string()))?;
    let identity = EventId::of(event.id.as_deref(), body.message_id.as_deref(), &body.bytes);
    let facts = engine.rules().facts(&event, NOW);
    let decision = engine.rules().decide(&facts, &mut NoTrace);
    let content = (!decision.steps.is_empty()).then(|| Content::read(&facts));
    let (key, event_id) = (identity.key(), identity.to_string().into());
    Ok(Decided { partner: event.partner, identity: key, event_id, now: NOW, decision, content })
}
