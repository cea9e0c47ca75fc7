//! The reference pages are made from the code: the tests compare, and write them anew with `UPDATE_DOCS=1`.

use std::collections::BTreeSet;
use std::fmt::Write;

use reach_dispatch::{GUARDS, PlanError, Reason, Scope};
use reach_events::SetAside;
use reach_expr::functions::{FUNCTIONS, Form, Function};
use reach_rules::problem::{Facts, Severity};
use reach_rules::{AmountTooLarge, Need, Semantics};
use serde_json::Value;

use crate::account;
use crate::harness::root;

/// Holds a page to its text, or writes it.
#[track_caller]
fn hold(page: &str, text: &str) {
    let path = root().join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{page} is out of date: run the tests with UPDATE_DOCS=1");
}

/// A text within a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_page_of_reasons_is_made_from_the_code() {
    let mut page = String::from(
        "# Reasons\n\n\
         Every refusal has an id. It is the same in tables, in JSON and in summaries, and it does not change.\n\n\
         This page is made from the code; `UPDATE_DOCS=1 cargo test -p end-to-end` writes it anew.\n\n\
         ## Items that are skipped\n\n\
         A rule has matched and orders an item, but a guard stops the order. The guards are asked in this order, and the first that\n\
         refuses gives the reason.\n\n\
         | reason | what it means | what it stops |\n|---|---|---|\n",
    );
    for guard in GUARDS {
        let stops = match guard.scope {
            Scope::Item => "the item",
            Scope::Order => "the whole order",
            Scope::RestOfOrder => "the rest of the order",
        };
        writeln!(page, "| `{}` | {} | {stops} |", guard.reason, cell(skipped_because(guard.reason))).unwrap();
    }
    page.push_str(
        "\n## Events that are set aside\n\n\
         They are counted, shown with their line, and kept by `reach run` in a file of their own; the others go on. With `--strict`\n\
         they make the command exit with 1.\n\n\
         | reason | what it means | such as |\n|---|---|---|\n",
    );
    for (id, meaning, such_as) in set_aside_reasons() {
        writeln!(page, "| `{id}` | {} | {} |", cell(meaning), cell(&such_as)).unwrap();
    }
    page.push_str(
        "\n## Problems of a folder of rules\n\n\
         An error keeps what it concerns from being used; a warning does not.\n\n\
         | id | severity | what to do |\n|---|---|---|\n",
    );
    for facts in Facts::ALL {
        let severity = match facts.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(page, "| `{}` | {severity} | {} |", facts.id, cell(facts.help)).unwrap();
    }
    hold("docs/reasons.md", &page);
}

/// What a guard's refusal means to the reader.
fn skipped_because(reason: Reason) -> &'static str {
    match reason {
        Reason::CatalogItemNotActiveOnPartner => "the item is not assigned to the account, or the assignment is not active",
        Reason::ObjectTypeNotSupported => "the action orders for a kind of object that nothing is ordered for",
        Reason::CatalogItemUnknown => "the item is not in the folder, or it is not active",
        Reason::NoTaskObject => "the event leads to no entry or asset that the order could be for",
        Reason::ProfileNotActive => "the REACH profile is not active",
        Reason::RestrainingAdminTag => "the entry carries the admin tag of `restrain_admin_tag`",
        Reason::BlockAutoTranscript => "the entry has `blockAutoTranscript`, and the item is captions",
        Reason::EntryTypeNotSupported => "the entry is of a type that REACH, or this service, does not take",
        Reason::DurationExceeds => "the entry is longer than the item takes",
        Reason::FeatureNotSupported => "the asset is of a kind that the item's service does not take",
        Reason::DuplicateTask => "the same item is on order, or done, for this version of the entry",
        Reason::CreditExpired => "the profile's credit has not begun, or is over",
        Reason::CreditExceeded => "the price does not fit into what the credit leaves",
        Reason::FlavorsNotReady => "not all flavors that the profile asks for are ready",
        Reason::ChildEntry => "the entry is part of another one",
        Reason::DurationBelowMinimum => "the entry is shorter than the least that is ordered for",
        Reason::TemporaryEntry => "the entry is there for a while only",
        Reason::AdminTagExcluded => "the entry carries an admin tag that the item excludes",
    }
}

/// Why an event is set aside: id, meaning, an example of the message.
fn set_aside_reasons() -> Vec<(&'static str, &'static str, String)> {
    let json = |text: &str| SetAside::from(reach_rawjson::parse(text.as_bytes()).unwrap_err());
    let utf_16: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bodies = [
        json("{\"eventId\": "),
        SetAside::from(reach_rawjson::parse(&utf_16).unwrap_err()),
        SetAside::NotAnObject { found: "an array" },
        SetAside::Missing { field: "partnerId" },
        SetAside::Twice { field: "partnerId" },
        SetAside::Type { field: "partnerId", expected: "a number", found: "an object".to_owned() },
        SetAside::TooLong { limit: reach_events::MAX_LINE },
    ];
    let plans = [
        PlanError::Undecided(Need::of("object.msDuration")),
        PlanError::Amount { what: "the price of item `501`".to_owned(), source: AmountTooLarge },
        PlanError::Clock { now: i64::MAX },
        PlanError::NoTimeZone { name: "America/New_York" },
        PlanError::OutOfTaskIds,
    ];
    let bodies = bodies.iter().map(|body| (body.reason(), body_meaning(body), body.to_string()));
    let plans = plans.iter().map(|plan| (plan.reason(), plan_meaning(plan), plan.to_string()));
    bodies.chain(plans).collect()
}

fn body_meaning(body: &SetAside) -> &'static str {
    match body {
        SetAside::Json { error: reach_rawjson::Error::Utf16 { .. } } => "the file is UTF-16; write it as UTF-8",
        SetAside::Json { .. } => "the line, or the object in it, is no JSON",
        SetAside::NotAnObject { .. } => "the line is JSON, but no object",
        SetAside::Missing { .. } => "a field that every event has is missing",
        SetAside::Twice { .. } => "a field stands twice",
        SetAside::Type { .. } => "a field is of a type that it cannot have",
        SetAside::TooLong { .. } => "the line is longer than lines may be",
        SetAside::Undecided { .. } => "a rule or a guard asks what the event does not tell",
    }
}

fn plan_meaning(plan: &PlanError) -> &'static str {
    match plan {
        PlanError::Undecided(_) => "a rule or a guard asks what the event does not tell, and `--partial` says that it is not null",
        PlanError::Amount { .. } => "an amount cannot be told exactly",
        PlanError::Clock { .. } => "`--now` is outside the calendar",
        PlanError::NoTimeZone { .. } => "the machine lacks the time zone in which business days are counted",
        PlanError::OutOfTaskIds => "the ledger has given out its last task id",
    }
}

#[test]
fn the_page_of_functions_is_made_from_the_code() {
    let mut page = String::from(
        "# Functions\n\n\
         What the expression of an event condition may call, besides the getters of `$scope` and of what it leads to. Each does what\n\
         PHP 8.2 does. Names are told without regard to case. Anything else is refused when the rules are loaded.\n\n\
         This page is made from the code; `UPDATE_DOCS=1 cargo test -p end-to-end` writes it anew.\n\n\
         | function | arguments | what it gives |\n|---|---|---|\n",
    );
    for function in FUNCTIONS {
        writeln!(page, "| `{}` | {} | {}{} |", function.name, arguments(function), cell(function.doc), form(function.form)).unwrap();
    }
    hold("docs/functions.md", &page);
}

fn arguments(function: &Function) -> String {
    match (function.min, function.max) {
        (min, None) => format!("{min} or more"),
        (min, Some(max)) if min == max => min.to_string(),
        (min, Some(max)) => format!("{min} to {max}"),
    }
}

fn form(form: Form) -> String {
    match form {
        Form::Plain => String::new(),
        Form::Callback(place) => format!("; argument {} is a callback: an arrow function or the name of a function", place + 1),
        Form::Reference => "; its argument must be a call".to_owned(),
        Form::Clock => "; reads the clock, so it cannot be a callback".to_owned(),
        Form::JsonDecode => "; the second argument must be `true`".to_owned(),
        Form::Pattern => "; a literal pattern is checked when the rules are loaded".to_owned(),
    }
}

#[test]
fn every_difference_that_the_command_names_stands_on_its_page() {
    let page = std::fs::read_to_string(root().join("docs/differences.md")).unwrap();
    let rows: BTreeSet<&str> = page.lines().filter_map(|line| line.strip_prefix("| D")).filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(rows.len(), 36);
    for (id, _) in Semantics::documented_but_for_one() {
        assert!(rows.contains(id.trim_start_matches('D')), "docs/differences.md says nothing of {id}");
    }
}

/// The names of all fields of a JSON document, but for those whose names are data.
fn fields(json: &Value, names: &mut BTreeSet<String>) {
    match json {
        Value::Object(fields_of_it) => {
            for (name, value) in fields_of_it {
                names.insert(name.clone());
                let named_by_data = ["setAside", "skipped", "tasks", "changed"].contains(&name.as_str()) && value.is_object();
                if !named_by_data {
                    fields(value, names);
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| fields(element, names)),
        _ => {}
    }
}

#[test]
fn every_field_of_the_json_output_stands_on_the_page_of_commands() {
    let page = std::fs::read_to_string(root().join("docs/commands.md")).unwrap();
    let mut names = BTreeSet::new();
    let place = account::place_with(format!("no event\n{}", account::three_events()));
    for args in [
        "dry-run account --events events.jsonl --now event --format json --explain",
        "dry-run account --events events.jsonl --now event --format json --diff-server",
        "run account --events events.jsonl --ledger tasks.db --format json",
    ] {
        fields(&place.reach(args).exits(0).json(), &mut names);
    }
    for example in ["always-on-captions", "moderate-user-uploads", "live-captions"] {
        let folder = root().join("rules-examples").join(example);
        let folder = folder.display();
        let args = format!("dry-run {folder} --events {folder}/events.jsonl --now event --format json");
        fields(&place.reach(&args).exits(0).json(), &mut names);
    }
    place.write("account/templates.json", account::TEMPLATES.replace("getTagsArr())", "getTagsArr());"));
    fields(&place.reach("check account --format json").exits(1).json(), &mut names);
    let missing: Vec<&String> = names.iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/commands.md says nothing of {missing:?}");
}

#[test]
fn every_option_stands_on_the_page_of_commands() {
    let page = std::fs::read_to_string(root().join("docs/commands.md")).unwrap();
    let place = account::place();
    for command in ["check", "dry-run", "run", "completions"] {
        let help = place.reach(&format!("{command} --help")).exits(0).out;
        for option in help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2) {
            let option = option.trim_end_matches([',', ';', '.', ')', ']']);
            assert!(page.contains(&format!("`{option}")), "docs/commands.md says nothing of `{option}` of `reach {command}`");
        }
    }
}
