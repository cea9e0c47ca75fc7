//! A batch that fails at any statement, or whose database goes in the middle, leaves nothing behind and can be recorded
//! afterwards.

use reach_dispatch::{Ledger, LedgerError};
use reach_rules::Step;
use sqlx::AssertSqlSafe;

use super::everything;
use crate::places::{Place, Schema};
use crate::world::*;

const RAISES: &str = "RAISE EXCEPTION 'the fault of the test'";
const GOES: &str = "PERFORM pg_terminate_backend(pg_backend_pid())";

/// Writes to every table in every way.
fn batch() -> Vec<Happening> {
    vec![event(11).orders(PLAIN, &[CLIPS]), event(12).orders(MONTHLY, &[BY_THE_SECOND]), event(13).lasting(121_000).does(Step::Reprice)]
}

#[tokio::test]
async fn nothing_of_a_batch_is_left_when_one_statement_fails() {
    let Some(place) = Schema::new().await else { return };
    let world = World::documented();
    assert_eq!(world.record(place.ledger(), [event(1).orders(PLAIN, &[CAPTIONS])]).await, ["#1 PENDING 2"]);
    let mut somebody = place.somebody().await;
    let before = everything(&mut somebody).await;
    let statements = [
        ("INSERT ON event", "NEW.id = 2", RAISES),
        ("INSERT ON event", "NEW.id = 4", GOES),
        ("INSERT ON task", "NEW.id = 3", RAISES),
        ("UPDATE ON task", "true", GOES),
        ("INSERT ON task_change", "true", RAISES),
        ("UPDATE ON account", "true", GOES),
        ("INSERT ON account", "NEW.reach_profile_id = 78", RAISES),
        ("INSERT ON movement", "true", RAISES),
        ("INSERT ON movement", "NEW.kind = 'repricing'", GOES),
    ];
    for (statement, when, fault) in statements {
        let trigger = format!(
            "CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {fault}; RETURN NEW; END $$;
            CREATE TRIGGER fault AFTER {statement} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION fault()"
        );
        sqlx::raw_sql(AssertSqlSafe(trigger)).execute(&mut somebody).await.unwrap();
        let failed = place.ledger().record(batch().into_iter().map(Happening::decided).collect(), world.configuration()).await;
        assert!(matches!(failed, Err(LedgerError::Store { .. })), "{statement}: {failed:?}");
        assert_eq!(everything(&mut somebody).await, before, "{statement} {when}");
        let (_, table) = statement.split_once("ON ").unwrap();
        sqlx::raw_sql(AssertSqlSafe(format!("DROP TRIGGER fault ON {table}"))).execute(&mut somebody).await.unwrap();
    }
    let after = world.record(place.ledger(), batch()).await;
    assert_eq!(after, ["#2 PENDING 3", "#3 PENDING 6.1", "#1 -> PENDING 3, #2 -> PENDING 4.5, #3 -> PENDING 12.1"]);
}
