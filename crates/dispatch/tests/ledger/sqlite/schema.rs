//! The schema defends itself: what must not be is refused, whoever writes it.

use sqlx::{Connection, SqliteConnection};

use super::somebody;
use crate::places::{File, Place};
use crate::world::*;

/// A ledger with a task of an order, a change of it, and its movements.
async fn filled() -> (File, SqliteConnection) {
    let place = File::new().await.unwrap();
    let world = World::documented();
    let batch = [event(1).orders(PLAIN, &[CAPTIONS]), event(2).lasting(121_000).does(reach_rules::Step::Reprice)];
    assert_eq!(world.record(place.ledger(), batch).await, ["#1 PENDING 2", "#1 -> PENDING 3"]);
    let connection = somebody(&place.path()).await;
    (place, connection)
}

async fn refused(connection: &mut SqliteConnection, statement: &'static str) -> Option<String> {
    let mut transaction = connection.begin().await.unwrap();
    let error = match sqlx::query(statement).execute(&mut *transaction).await {
        Err(error) => Some(error),
        // What is deferred is asked at the end.
        Ok(_) => transaction.commit().await.err(),
    };
    error.map(|error| error.to_string())
}

const COPY_TASK: &str =
    "INSERT INTO task (id, partner_id, entry_id, entry_object_type, reach_profile_id, catalog_item_id, status, price, charged, version,
    creation_mode, is_request_moderated, is_output_moderated, event, rule_number, order_number)";

#[tokio::test]
async fn what_must_not_be_is_refused() {
    let (_place, mut connection) = filled().await;
    let cases = [
        ("INSERT INTO event SELECT 9, partner_id, identity, 'again', 0 FROM event WHERE id = 1", "UNIQUE"),
        ("INSERT INTO event VALUES (9, 1, x'00', 'short', 0)", "CHECK"),
        ("INSERT INTO event VALUES (9, 'one', zeroblob(16), 'text', 0)", "cannot store TEXT"),
        ("UPDATE task SET status = 10", "CHECK"),
        ("UPDATE task SET status = 0", "CHECK"),
        ("UPDATE task SET price = 'much'", "CHECK"),
        ("UPDATE task SET charged = ''", "CHECK"),
        ("UPDATE task SET price = 1.5e300", "CHECK"),
        ("UPDATE task SET creation_mode = 3", "CHECK"),
        ("UPDATE task SET creation_mode = 1", "CHECK"),
        ("UPDATE task SET entry_object_type = 3", "CHECK"),
        ("UPDATE task SET is_request_moderated = 2", "CHECK"),
        ("UPDATE task SET event = NULL", "CHECK"),
        ("UPDATE task SET rule_number = NULL", "CHECK"),
        ("UPDATE task SET event = 99", "FOREIGN KEY"),
        ("UPDATE task SET order_number = -1", "CHECK"),
        ("DELETE FROM task", "FOREIGN KEY"),
        ("DELETE FROM event", "FOREIGN KEY"),
        ("UPDATE task_change SET status_after = 2", "never changed"),
        ("DELETE FROM task_change", "never deleted"),
        ("INSERT INTO task_change VALUES (9, 1, 1, 0, 1, 12, '0', '0', NULL)", "CHECK"),
        ("INSERT INTO task_change VALUES (9, 8, 1, 0, 1, 2, '0', '0', NULL)", "FOREIGN KEY"),
        ("UPDATE movement SET used = '0'", "never changed"),
        ("DELETE FROM movement", "never deleted"),
        ("INSERT INTO movement VALUES (77, 3, 'charge', '1', '3', NULL, NULL, NULL, NULL, 0)", "UNIQUE"),
        ("INSERT INTO movement VALUES (77, 4, 'charge', '1', '5', NULL, NULL, NULL, NULL, 0)", "does not go on"),
        ("INSERT INTO movement VALUES (77, 4, 'charge', '1', '4.000001', NULL, NULL, NULL, NULL, 0)", "does not go on"),
        ("INSERT INTO movement VALUES (77, 6, 'charge', '1', '4', NULL, NULL, NULL, NULL, 0)", "does not go on"),
        ("INSERT INTO movement VALUES (77, 4, 'opening', '1', '4', NULL, NULL, NULL, NULL, 0)", "CHECK"),
        ("INSERT INTO movement VALUES (77, 4, 'gift', '1', '4', NULL, NULL, NULL, NULL, 0)", "CHECK"),
        ("INSERT INTO movement VALUES (77, 4, 'charge', '1', '4', 99, NULL, NULL, NULL, 0)", "FOREIGN KEY"),
        ("INSERT INTO movement VALUES (99, 1, 'opening', '0', '0', NULL, NULL, NULL, NULL, 0)", "FOREIGN KEY"),
        ("INSERT INTO movement VALUES (99, 1, 'opening', '0', '1', NULL, NULL, NULL, NULL, 0)", "all that was used"),
        ("UPDATE account SET movements = 4", "FOREIGN KEY"),
        ("INSERT INTO account VALUES (99, NULL, NULL, '0', NULL, 0)", "FOREIGN KEY"),
        ("DELETE FROM account", "FOREIGN KEY"),
    ];
    for (statement, why) in cases {
        let refused = refused(&mut connection, statement).await;
        assert!(refused.as_ref().is_some_and(|refused| refused.contains(why)), "{statement}: {refused:?}");
    }
}

#[tokio::test]
async fn a_second_task_for_the_same_order_is_refused_unless_it_has_another_number() {
    let (_place, mut connection) = filled().await;
    let copy = |number: i64| format!("{COPY_TASK} SELECT 9, 101, '{ENTRY}', 1, 77, 1, 8, '0', '0', 7, 2, 0, 1, 1, 2, {number}");
    for (number, is_refused) in [(0, true), (1, false)] {
        let inserted = sqlx::query(sqlx::AssertSqlSafe(copy(number))).execute(&mut connection).await;
        assert_eq!(inserted.err().map(|error| error.to_string().contains("UNIQUE")), is_refused.then_some(true));
    }
}

#[tokio::test]
async fn a_movement_that_goes_on_is_taken() {
    let (_place, mut connection) = filled().await;
    let goes_on = "INSERT INTO movement VALUES (77, 4, 'charge', '0.1', '3.1', 1, 77, 1, 1, 0)";
    assert_eq!(refused(&mut connection, goes_on).await, None);
}
