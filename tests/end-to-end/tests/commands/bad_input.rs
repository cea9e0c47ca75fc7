//! Input that nobody should send: each piece is named with its line and the reason, and nothing else is lost.

use serde_json::{Value, json};

use crate::account::{self, lines, ready};
use crate::harness::Place;

const DRY_RUN: &str = "dry-run account --events events.jsonl --now event --format json";

/// Puts a line between two good events; all three are read, and the good ones order.
fn between(bad: &[u8]) -> (Place, Value) {
    let mut text = lines(&[ready("before", "1_before", "", 1)]).into_bytes();
    text.extend_from_slice(bad);
    text.push(b'\n');
    text.extend_from_slice(lines(&[ready("after", "1_after", "", 1)]).as_bytes());
    let place = account::place_with(text);
    let json = place.reach(DRY_RUN).exits(0).json();
    let events = json["events"].as_array().unwrap();
    let ordered = |event: &Value| event["tasks"].as_array().is_some_and(|tasks| tasks.len() == 1);
    assert_eq!(events.len(), 3, "{json}");
    assert!(ordered(&events[0]) && ordered(&events[2]), "{json}");
    (place, events[1].clone())
}

/// A good event with one thing put in its place.
fn with(field: &str, value: Value) -> Vec<u8> {
    let mut event = ready("bad", "1_bad", "", 1);
    event[field] = value;
    event.to_string().into_bytes()
}

fn without(field: &str) -> Vec<u8> {
    let mut event = ready("bad", "1_bad", "", 1);
    event.as_object_mut().unwrap().remove(field);
    event.to_string().into_bytes()
}

#[test]
fn each_bad_line_is_set_aside_by_its_reason_and_loses_no_other() {
    let whole = ready("bad", "1_bad", "", 1).to_string();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("invalid-json", whole.as_bytes()[..whole.len() / 2].to_vec()),
        ("invalid-json", b"not json".to_vec()),
        ("invalid-json", [b"{\"eventId\": \"\xff\xfe\"}".as_slice()].concat()),
        ("invalid-json", format!("{whole} trailing").into_bytes()),
        ("invalid-json", format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes()),
        ("invalid-json", with("object", json!(format!("{}{}", "{\"a\":".repeat(50_000), "}".repeat(50_000))))),
        ("invalid-json", with("object", json!("{\"id\": \"1_bad\""))),
        ("not-an-object", b"[]".to_vec()),
        ("not-an-object", b"17".to_vec()),
        ("not-an-object", b"null".to_vec()),
        ("missing-field", b"{}".to_vec()),
        ("missing-field", without("partnerId")),
        ("missing-field", without("eventType")),
        ("missing-field", without("object")),
        ("wrong-type", with("partnerId", json!("4210 and more"))),
        ("wrong-type", with("partnerId", json!({"id": 4210}))),
        ("wrong-type", with("object", json!(7))),
        ("wrong-type", with("modifiedColumns", json!("STATUS"))),
        ("field-twice", whole.replacen('{', "{\"partnerId\": 4210, ", 1).into_bytes()),
    ];
    let mut seen = String::new();
    for (reason, bad) in cases {
        let (place, event) = between(&bad);
        let shown = String::from_utf8_lossy(&bad[..bad.len().min(60)]).into_owned();
        assert_eq!((&event["result"], &event["reason"]), (&json!("set-aside"), &json!(reason)), "{shown}: {event}");
        assert_eq!(event["line"], 2);
        place.reach(DRY_RUN).says("events.jsonl:2: set aside: ");
        place.reach(&format!("{DRY_RUN} --strict")).exits(1);
        seen.push_str(&format!("{reason}: {}\n", event["error"].as_str().unwrap()));
    }
    insta::assert_snapshot!(seen);
}

#[test]
fn a_number_beyond_64_bits_where_an_id_is_expected_is_set_aside() {
    let text = ready("bad", "1_bad", "", 1).to_string().replace("\"partnerId\":4210", "\"partnerId\":42100000000000000000000");
    let (_, event) = between(text.as_bytes());
    assert_eq!(event["reason"], "wrong-type", "{event}");
    assert!(event["error"].as_str().unwrap().contains("partnerId"), "{event}");
}

#[test]
fn utf_16_is_called_so() {
    let text: Vec<u8> = three().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let place = account::place_with([b"\xff\xfe".to_vec(), text].concat());
    let json = place.reach(DRY_RUN).exits(0).json();
    assert_eq!(json["events"][0]["reason"], "utf-16", "{json}");
    place.reach(DRY_RUN).says("UTF-16");
}

fn three() -> String {
    account::three_events()
}

#[test]
fn crlf_a_byte_order_mark_and_blank_lines_are_simply_read() {
    let plain = account::place_with(three()).reach(DRY_RUN).exits(0).json();
    let other = format!("\u{feff}{}", three().replace('\n', "\r\n\r\n"));
    let read = account::place_with(other).reach(DRY_RUN).exits(0).json();
    assert_eq!(read["summary"], plain["summary"]);
    let lines: Vec<&Value> = read["events"].as_array().unwrap().iter().map(|event| &event["line"]).collect();
    assert_eq!(lines, [1, 3, 5]);
}

/// An event with a text of that many bytes in it.
fn long(bytes: usize) -> Vec<u8> {
    let mut event = ready("long", "1_long", "", 1);
    event["object"]["description"] = json!("x".repeat(bytes));
    event.to_string().into_bytes()
}

#[test]
fn lines_up_to_the_bound_are_read_and_longer_ones_set_aside() {
    let (_, event) = between(&long(10 << 20));
    assert_eq!(event["tasks"].as_array().unwrap().len(), 1, "{event}");
    let (place, event) = between(&long(17 << 20));
    assert_eq!(event["reason"], "line-too-long", "{event}");
    let read = place.reach(&format!("{DRY_RUN} --max-line 20000000")).exits(0).json();
    assert_eq!(read["summary"]["setAside"], json!({}));
    assert_eq!(read["summary"]["tasks"]["PENDING"], 3);
    place.write("reach.toml", "max_line = 20000000\n");
    assert_eq!(place.reach(DRY_RUN).exits(0).json()["summary"]["setAside"], json!({}));
}

#[test]
fn a_long_line_that_is_set_aside_is_kept_by_its_beginning() {
    let (place, _) = between(&long(17 << 20));
    place.reach("run account --events events.jsonl --ledger tasks.db").exits(0).prints("2 tasks").prints("1 line-too-long");
    let aside: Value = serde_json::from_str(&place.read("events.jsonl.set-aside.jsonl")).unwrap();
    assert!(aside["body"].as_str().unwrap().starts_with("{\"eventId\""));
    assert!(aside["body"].as_str().unwrap().len() < 10_000);
}

#[test]
fn classes_and_event_types_that_nobody_knows_are_decided_and_counted() {
    let mut hologram = ready("bad", "1_bad", "", 1);
    hologram["objectType"] = json!("KalturaHologram");
    hologram["object"].as_object_mut().unwrap().remove("objectType");
    for (bad, unknown_classes) in [(hologram.to_string().into_bytes(), 1), (with("eventType", json!("OBJECT_DREAMT")), 0)] {
        let (place, event) = between(&bad);
        assert_eq!((&event["result"], &event["tasks"]), (&json!("decided"), &json!([])), "{event}");
        assert_eq!(place.reach(DRY_RUN).exits(0).json()["summary"]["unknownClasses"], unknown_classes);
    }
}

#[test]
fn values_of_another_type_inside_an_object_do_not_stop_the_event() {
    let mut event = ready("bad", "1_bad", "", 1);
    event["object"]["tags"] = json!({"lecture": true});
    let (_, event) = between(event.to_string().as_bytes());
    assert!(["decided", "set-aside"].contains(&event["result"].as_str().unwrap()), "{event}");
}

#[test]
fn a_template_that_fails_on_an_event_is_reported_and_the_other_rules_go_on() {
    let place = account::place_with(lines(&[ready("e-1", "1_a", "", 1)]));
    place.write(
        "account/templates.json",
        account::TEMPLATES.replace("in_array('lecture', $scope->getObject()->getTagsArr())", "1 % 0 == 1"),
    );
    let json = place.reach(DRY_RUN).exits(0).json();
    let event = &json["events"][0];
    assert_eq!(event["failures"][0]["templateId"], 5120, "{event}");
    assert_eq!(event["tasks"][0]["catalogItemId"], 502, "{event}");
    assert_eq!(json["summary"]["failures"], 1);
}
