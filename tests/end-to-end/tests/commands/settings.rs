//! `reach.toml`: each key has its effect, and a wrong one is refused by name.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::account::{self, lines, ready, three_events, viewed};
use crate::harness::root;

const DRY_RUN: &str = "dry-run account --events events.jsonl --now event --format json";

/// What the three events come to with these settings.
fn with(settings: &str) -> Value {
    let place = account::place_with(three_events());
    place.write("reach.toml", settings);
    place.reach(DRY_RUN).exits(0).json()
}

fn tasks(json: &Value) -> usize {
    json["events"].as_array().unwrap().iter().map(|event| event["tasks"].as_array().map_or(0, Vec::len)).sum()
}

#[test]
fn reach_partners_says_which_accounts_have_reach() {
    assert_eq!(tasks(&with("reach_partners = [4210]")), 2);
    assert_eq!(tasks(&with("reach_partners = [4211]")), 0);
}

#[test]
fn restrain_admin_tag_keeps_entries_out() {
    let mut event = ready("e-1", "1_a", "", 1);
    event["object"]["adminTags"] = json!("hands-off");
    let place = account::place_with(lines(&[event]));
    assert_eq!(tasks(&place.reach(DRY_RUN).exits(0).json()), 1);
    place.write("reach.toml", "restrain_admin_tag = \"hands-off\"");
    let json = place.reach(DRY_RUN).exits(0).json();
    assert_eq!(json["summary"]["skipped"], json!({"restraining-admin-tag": 1}));
}

#[test]
fn supported_entry_types_says_whose_tasks_follow_their_entry() {
    let mut longer = viewed("e-2", "1_a");
    longer["object"]["msDuration"] = json!(240_000);
    longer["modifiedColumns"] = json!(["entry.LENGTH_IN_MSECS"]);
    longer["oldValues"] = json!({"entry.LENGTH_IN_MSECS": 120_000});
    let place = account::place_with(lines(&[ready("e-1", "1_a", "", 2), longer]));
    let changed = |settings: &str| {
        place.write("reach.toml", settings);
        place.reach(DRY_RUN).exits(0).json()["summary"]["changed"].clone()
    };
    assert_eq!(changed("supported_entry_types = [1]"), json!({"PENDING": 1}));
    assert_eq!(changed("supported_entry_types = [7, \"externalMedia.externalMedia\"]"), json!({}));
    assert_eq!(tasks(&with("semantics = \"server\"\nsupported_entry_types = [7]")), 0);
}

#[test]
fn semantics_chooses_the_reading_and_gives_way_to_environment_and_flag() {
    // Server: a Boolean rule stops nothing, so the lecture gets both items.
    assert_eq!(tasks(&with("semantics = \"documented\"")), 2);
    assert_eq!(tasks(&with("semantics = \"server\"")), 3);
    let place = account::place_with(three_events());
    place.write("reach.toml", "semantics = \"server\"");
    assert_eq!(tasks(&place.reach_with("REACH_SEMANTICS", "documented", DRY_RUN).exits(0).json()), 2);
    assert_eq!(tasks(&place.reach_with("REACH_SEMANTICS", "documented", &format!("{DRY_RUN} --semantics server")).exits(0).json()), 3);
}

#[test]
fn max_line_bounds_a_line_and_gives_way_to_environment_and_flag() {
    assert_eq!(with("max_line = 100")["summary"]["setAside"], json!({"line-too-long": 3}));
    let place = account::place_with(three_events());
    place.write("reach.toml", "max_line = 100");
    let set_aside = |json: Value| json["summary"]["setAside"].clone();
    assert_eq!(set_aside(place.reach_with("REACH_MAX_LINE", "10000", DRY_RUN).exits(0).json()), json!({}));
    assert_eq!(set_aside(place.reach_with("REACH_MAX_LINE", "100", &format!("{DRY_RUN} --max-line 10000")).exits(0).json()), json!({}));
}

#[test]
fn time_zone_is_that_of_event_times_without_one() {
    // The credit begins at midnight UTC: an hour later by the clock of Berlin it has not begun.
    let mut event = ready("e-1", "1_a", "", 1);
    event["eventTime"] = json!("2026-01-01 00:30:00");
    let place = account::place_with(lines(&[event]));
    assert_eq!(tasks(&place.reach(DRY_RUN).exits(0).json()), 1);
    place.write("reach.toml", "time_zone = \"Europe/Berlin\"");
    assert_eq!(place.reach(DRY_RUN).exits(0).json()["summary"]["skipped"], json!({"credit-expired": 1}));
    place.write("reach.toml", "time_zone = \"Europe/Atlantis\"");
    place.reach(DRY_RUN).exits(2).says("Europe/Atlantis");
}

#[test]
fn the_file_in_the_folder_goes_before_that_in_the_working_directory_and_a_named_one_before_both() {
    let place = account::place_with(three_events());
    place.write("reach.toml", "reach_partners = []");
    assert_eq!(tasks(&place.reach(DRY_RUN).exits(0).json()), 0);
    place.write("account/reach.toml", "reach_partners = [4210]");
    assert_eq!(tasks(&place.reach(DRY_RUN).exits(0).json()), 2);
    place.write("other.toml", "reach_partners = [1]");
    assert_eq!(tasks(&place.reach(&format!("{DRY_RUN} --config other.toml")).exits(0).json()), 0);
    assert_eq!(tasks(&place.reach_with("REACH_CONFIG", "other.toml", DRY_RUN).exits(0).json()), 0);
    place.reach(&format!("{DRY_RUN} --config nowhere.toml")).exits(2).says("nowhere.toml");
}

#[test]
fn a_wrong_key_or_value_is_refused_by_name() {
    let place = account::place_with(three_events());
    for (settings, said) in [
        ("max_lines = 5", "max_line"),
        ("max_line = \"long\"", "max_line"),
        ("semantics = \"servr\"", "servr"),
        ("reach_partners = 4210", "reach_partners"),
        ("max_line", "reach.toml"),
    ] {
        place.write("reach.toml", settings);
        place.reach(DRY_RUN).exits(1).says("reach.toml").says(said);
    }
}

#[test]
fn every_key_of_the_example_file_stands_on_the_settings_page_and_is_accepted() {
    let example = std::fs::read_to_string(root().join("reach.example.toml")).unwrap();
    let page = std::fs::read_to_string(root().join("docs/settings.md")).unwrap();
    let settings: String = example
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| line.contains(" = "))
        .fold(String::new(), |settings, line| settings + line + "\n");
    let keys: BTreeSet<&str> = settings.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
    let place = account::place();
    // What the program itself names when it meets a key that it does not know.
    place.write("reach.toml", "no_such_key = 1");
    let refused = place.reach("check account").exits(1).err;
    let known: BTreeSet<&str> = refused.split('`').skip(1).step_by(2).filter(|word| word.contains('_') && *word != "no_such_key").collect();
    for key in known.iter().chain(&keys) {
        assert!(page.contains(&format!("`{key}`")), "docs/settings.md says nothing of `{key}`");
    }
    for key in known {
        assert!(keys.contains(key), "reach.example.toml says nothing of `{key}`");
    }
    place.write("reach.toml", &settings);
    place.reach("check account").exits(0);
}
