//! A configuration may be split into files in any way (`users.md`, Folder).

use crate::ids::ProfileId;
use crate::problem::{ObjectKind, Severity, Source, locate};
use crate::wire::{Objects, read};

use super::{of, read_one, told};

const PROFILE: &str = r#"{"id": 7, "partnerId": 1, "rules": [], "credit": {"fromDate": 1, "objectType": "KalturaUnlimitedVendorCredit"}, "objectType": "KalturaReachProfile"}"#;

fn profile(id: i64) -> String {
    PROFILE.replacen('7', &id.to_string(), 1)
}

fn ids(objects: &Objects<'_>) -> Vec<ProfileId> {
    objects.profiles.iter().map(|placed| placed.profile.id).collect()
}

#[test]
fn an_object_an_array_and_a_list_response_say_the_same() {
    let texts = [
        PROFILE.to_owned(),
        format!("[{PROFILE}]"),
        format!(r#"{{"objects": [{PROFILE}], "totalCount": 1, "objectType": "KalturaReachProfileListResponse"}}"#),
        format!(r#"{{"objectType": "KalturaReachProfileListResponse", "totalCount": 1, "objects": [{PROFILE}]}}"#),
        format!(r#"[{{"objects": [{PROFILE}]}}]"#),
    ];
    for text in texts {
        let (objects, problems) = read_one(Source::file("p.json", text.as_bytes()));
        assert_eq!((ids(&objects), problems), (vec![ProfileId(7)], vec![]), "{text}");
    }
}

#[test]
fn a_broken_file_gives_nothing_and_the_others_are_read() {
    let half = format!("[{}, {{\"id\": ", profile(8));
    let whole = format!("[{}]", profile(9));
    let sources = [Source::file("half.json", half.as_bytes()), Source::file("whole.json", whole.as_bytes())];
    let (objects, findings) = read(&sources);
    assert_eq!(ids(&objects), [ProfileId(9)]);
    let problems = locate(findings, &sources);
    assert_eq!((problems.len(), problems[0].severity, &*problems[0].place.file), (1, Severity::Error, "half.json"));
    assert_eq!((&*problems[0].place.pointer, problems[0].place.column), ("/1/id", half.len() + 1));
}

#[test]
fn the_ids_of_a_broken_file_are_free_again() {
    let half = format!("[{}", profile(8));
    let whole = profile(8);
    let (objects, _) = read(&[Source::file("half.json", half.as_bytes()), Source::file("whole.json", whole.as_bytes())]);
    assert_eq!(ids(&objects), [ProfileId(8)]);
}

#[test]
fn an_id_that_stands_twice_is_told_with_both_files() {
    let sources = [Source::file("a.json", PROFILE.as_bytes()), Source::file("b.json", PROFILE.as_bytes())];
    let (objects, findings) = read(&sources);
    let lines: Vec<String> = locate(findings, &sources).iter().map(ToString::to_string).collect();
    assert_eq!(ids(&objects), [ProfileId(7)]);
    assert_eq!(lines, ["error: profile 7 stands twice, this one is not used at b.json:1:1 (profile 7); the first is at a.json:1:1"]);
}

#[test]
fn a_profile_and_an_item_may_have_the_same_id() {
    let item = r#"{"id": 7, "objectType": "KalturaVendorClipsCatalogItem"}"#;
    let (objects, findings) = read(&[Source::file("a.json", PROFILE.as_bytes()), Source::file("b.json", item.as_bytes())]);
    assert_eq!((objects.profiles.len(), objects.items.len()), (1, 1));
    assert!(findings.iter().all(|finding| finding.severity() == Severity::Warning));
}

#[test]
fn what_is_no_object_of_a_configuration_is_told() {
    let cases = [
        ("7", vec!["error unexpected-document "]),
        ("[7, null]", vec!["error wrong-element /0", "error wrong-element /1"]),
        (r#"{"id": 1}"#, vec!["error missing-object-type "]),
        (r#"{"id": 1, "objectType": ""}"#, vec!["error missing-object-type "]),
        (r#"{"id": "0_a", "objectType": "KalturaMediaEntry"}"#, vec!["warning unknown-object "]),
        (r#"{"id": 1, "objectType": "KalturaReachProfil"}"#, vec!["error misspelt-class "]),
        (r#"{"code": "INVALID_KS", "message": "no", "objectType": "KalturaAPIException"}"#, vec!["error api-error "]),
        (r#"{"totalCount": 0, "objectType": "KalturaReachProfileListResponse"}"#, vec!["error missing-field "]),
        (r#"{"objects": 5, "objectType": "KalturaReachProfileListResponse"}"#, vec!["error wrong-type /objects"]),
        (r#"{"objects": [], "objectType": "KalturaReachProfileListResponse"}"#, vec![]),
        ("[]", vec![]),
        ("", vec!["error json-syntax "]),
    ];
    for (text, lines) in cases {
        assert_eq!(told(Source::file("a.json", text.as_bytes())), lines, "{text}");
    }
}

#[test]
fn an_object_of_another_kind_does_not_belong_into_a_list_of_one_kind() {
    assert_eq!(told(of(ObjectKind::Task, &format!("[{PROFILE}]"))), ["error unexpected-object /0"]);
}

#[test]
fn a_template_is_known_by_its_type_alone() {
    let text =
        r#"{"id": 1, "partnerId": 2, "type": "booleanNotification.Boolean", "eventType": 3, "eventObjectType": 1, "eventConditions": []}"#;
    let (objects, problems) = read_one(Source::file("t.json", text.as_bytes()));
    assert_eq!((objects.templates[0].is_boolean, problems), (true, vec![]));
}

#[test]
fn utf16_is_told_by_name() {
    let text: Vec<u8> = PROFILE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, problems) = read_one(Source::file("a.json", &text));
    assert_eq!(problems[0].to_string(), "error: the file is not JSON: the text is UTF-16 or UTF-32; save it as UTF-8 at a.json:1:1");
}
