//! The schema defends itself: what must not be is refused, whoever writes it.

use reach_dispatch::{LedgerError, PostgresLedger};
use reach_rules::Step;
use sqlx::Connection;

use crate::places::{Place, Schema};
use crate::world::*;

#[tokio::test]
async fn what_must_not_be_is_refused() {
    let Some(place) = Schema::new().await else { return };
    let batch = [event(1).orders(PLAIN, &[CAPTIONS]), event(2).lasting(121_000).does(Step::Reprice)];
    assert_eq!(World::documented().record(place.ledger(), batch).await, ["#1 PENDING 2", "#1 -> PENDING 3"]);
    let mut connection = place.somebody().await;
    let cases = [
        ("INSERT INTO event SELECT 9, partner_id, identity, 'again', 0 FROM event WHERE id = 1", "event_identity"),
        ("INSERT INTO event VALUES (9, 1, '\\x00', 'short', 0)", "check constraint"),
        ("UPDATE task SET status = 10", "check constraint"),
        ("UPDATE task SET price = 'NaN'", "check constraint"),
        ("UPDATE task SET creation_mode = 1", "check constraint"),
        ("UPDATE task SET entry_object_type = 3", "check constraint"),
        ("UPDATE task SET event = NULL", "check constraint"),
        ("UPDATE task SET event = 99", "foreign key"),
        ("DELETE FROM task", "foreign key"),
        ("DELETE FROM event", "foreign key"),
        ("UPDATE task_change SET status_after = 2", "never changed"),
        ("DELETE FROM task_change", "never changed"),
        ("UPDATE movement SET used = 0", "never changed"),
        ("DELETE FROM movement", "never changed"),
        ("INSERT INTO movement VALUES (77, 3, 'charge', 1, 3, NULL, NULL, NULL, NULL, 0)", "movement_pkey"),
        ("INSERT INTO movement VALUES (77, 4, 'charge', 1, 4.0000000000000000000001, NULL, NULL, NULL, NULL, 0)", "does not go on"),
        ("INSERT INTO movement VALUES (77, 6, 'charge', 1, 4, NULL, NULL, NULL, NULL, 0)", "does not go on"),
        ("INSERT INTO movement VALUES (77, 4, 'gift', 1, 4, NULL, NULL, NULL, NULL, 0)", "check constraint"),
        ("INSERT INTO movement VALUES (77, 4, 'charge', 1, 4, 99, NULL, NULL, NULL, 0)", "foreign key"),
        ("INSERT INTO movement VALUES (99, 1, 'opening', 0, 0, NULL, NULL, NULL, NULL, 0)", "foreign key"),
        ("UPDATE account SET movements = 4", "foreign key"),
        ("INSERT INTO account VALUES (99, NULL, NULL, 0, NULL, 0)", "foreign key"),
        ("DELETE FROM account", "foreign key"),
    ];
    for (statement, why) in cases {
        let mut transaction = connection.begin().await.unwrap();
        let error = match sqlx::query(statement).execute(&mut *transaction).await {
            Err(error) => {
                transaction.rollback().await.unwrap();
                Some(error)
            }
            // What is deferred is asked at the end.
            Ok(_) => transaction.commit().await.err(),
        };
        assert!(error.as_ref().is_some_and(|error| error.to_string().contains(why)), "{statement}: {error:?}");
    }
}

#[tokio::test]
async fn a_schema_of_a_newer_version_is_refused() {
    let Some(place) = Schema::new().await else { return };
    let newer = "INSERT INTO _sqlx_migrations SELECT 9000, 'later', installed_on, true, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    sqlx::query(newer).execute(&mut place.somebody().await).await.unwrap();
    let error = PostgresLedger::open(&place.url()).await.unwrap_err();
    assert!(matches!(error, LedgerError::Newer { found: 9000, known: 1, .. }), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named_without_its_password() {
    let error = PostgresLedger::open("postgres://amy:secret@localhost:1/tasks").await.unwrap_err().to_string();
    assert!(error.starts_with("the ledger `postgres://localhost:1/tasks` failed: ") && !error.contains("secret"), "{error}");
    let error = PostgresLedger::open("postgres://amy:secret@[").await.unwrap_err().to_string();
    assert!(error.starts_with("the ledger `postgres` failed: ") && !error.contains("secret"), "{error}");
}
