//! A batch that fails at any statement leaves nothing behind, and can be recorded afterwards.

use reach_dispatch::{Ledger, LedgerError};
use reach_rules::Step;
use sqlx::AssertSqlSafe;

use super::{everything, somebody};
use crate::places::{File, Place};
use crate::world::*;

/// Writes to every table in every way.
fn batch() -> Vec<Happening> {
    vec![event(11).orders(PLAIN, &[CLIPS]), event(12).orders(MONTHLY, &[BY_THE_SECOND]), event(13).lasting(121_000).does(Step::Reprice)]
}

#[tokio::test]
async fn nothing_of_a_batch_is_left_when_one_statement_fails() {
    let statements = [
        ("INSERT ON event", ""),
        ("INSERT ON event", "WHEN NEW.id = 4"),
        ("INSERT ON task", ""),
        ("INSERT ON task", "WHEN NEW.id = 3"),
        ("UPDATE ON task", ""),
        ("INSERT ON task_change", ""),
        ("UPDATE ON account", ""),
        ("INSERT ON account", "WHEN NEW.reach_profile_id = 78"),
        ("INSERT ON movement", ""),
        ("INSERT ON movement", "WHEN NEW.kind = 'repricing'"),
    ];
    for (statement, when) in statements {
        let place = File::new().await.unwrap();
        let world = World::documented();
        assert_eq!(world.record(place.ledger(), [event(1).orders(PLAIN, &[CAPTIONS])]).await, ["#1 PENDING 2"]);
        let mut somebody = somebody(&place.path()).await;
        let before = everything(&mut somebody).await;
        let trigger = format!("CREATE TRIGGER fault AFTER {statement} {when} BEGIN SELECT RAISE(ABORT, 'the fault of the test'); END");
        sqlx::query(AssertSqlSafe(trigger)).execute(&mut somebody).await.unwrap();
        let failed = place.ledger().record(batch().into_iter().map(Happening::decided).collect(), world.configuration()).await;
        assert!(
            matches!(&failed, Err(LedgerError::Store { source, .. }) if source.to_string().contains("fault of the test")),
            "{statement}: {failed:?}"
        );
        assert_eq!(everything(&mut somebody).await, before, "{statement} {when}");
        sqlx::query("DROP TRIGGER fault").execute(&mut somebody).await.unwrap();
        let after = world.record(place.ledger(), batch()).await;
        assert_eq!(after, ["#2 PENDING 3", "#3 PENDING 6.1", "#1 -> PENDING 3, #2 -> PENDING 4.5, #3 -> PENDING 12.1"]);
    }
}

#[tokio::test]
async fn nothing_of_a_takeover_is_left_when_one_statement_fails() {
    for table in ["task", "account", "movement"] {
        let place = File::new().await.unwrap();
        let world = World::with(|config| config["tasks"] = serde_json::json!([task(5, CLIPS, reach_rules::model::TaskStatus::Ready, 1.0)]));
        let mut somebody = somebody(&place.path()).await;
        let before = everything(&mut somebody).await;
        let trigger = format!("CREATE TRIGGER fault AFTER INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'the fault of the test'); END");
        sqlx::query(AssertSqlSafe(trigger)).execute(&mut somebody).await.unwrap();
        let (rules, tasks) = (&world.loaded.rules, &world.loaded.tasks);
        assert!(place.ledger().take_over(rules.profiles(), tasks, world.configuration(), NOW).await.is_err());
        assert_eq!(everything(&mut somebody).await, before, "{table}");
        sqlx::query("DROP TRIGGER fault").execute(&mut somebody).await.unwrap();
        assert_eq!(world.taken_over(place.ledger()).await.tasks, 1);
    }
}

#[tokio::test]
async fn a_batch_that_is_given_up_half_way_leaves_nothing() {
    let place = File::new().await.unwrap();
    let world = World::documented();
    let mut held = somebody(&place.path()).await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut held).await.unwrap();
    let decided = vec![event(1).orders(PLAIN, &[CAPTIONS]).decided()];
    let record = place.ledger().record(decided, world.configuration());
    assert!(tokio::time::timeout(std::time::Duration::from_millis(1), record).await.is_err());
    sqlx::query("COMMIT").execute(&mut held).await.unwrap();
    assert_eq!(world.record(place.ledger(), [event(1).orders(PLAIN, &[CAPTIONS])]).await, ["#1 PENDING 2"]);
}
