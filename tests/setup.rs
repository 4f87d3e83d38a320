//! The core of the set-up page: every real export is looked at, every setting is told back, every address becomes a code.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use maltavla::settings::{address, board_json, resolve, told};
use maltavla::setup::answer;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn look(documents: &[&[u8]], mapping: Option<Value>) -> Value {
    let mut all: Vec<Vec<u8>> = documents.iter().map(|document| document.to_vec()).collect();
    let question = json!({
        "ask": "look", "names": ["goals.json"], "now": "2026-11-24T10:00:00+01:00", "locale": "en",
        "mapping": mapping.is_some(),
    });
    all.extend(mapping.map(|mapping| mapping.to_string().into_bytes()));
    serde_json::from_str(&answer(&question.to_string(), &all).told).unwrap()
}

fn row(look: &Value, thing: &str) -> Value {
    look["rows"].as_array().unwrap().iter().find(|row| row["thing"] == thing).unwrap().clone()
}

const TRELLO: &str = r#"{"id":"b","name":"Målen","labelNames":{},"lists":[{"id":"6500000000000000000000a1","name":"Mål"}],
    "cards":[{"id":"6500000000000000000000c1","idList":"6500000000000000000000a1","name":"Nöjda kunder","idBoard":"b","shortLink":"x"}],
    "checklists":[{"id":"6500000000000000000000d1","idCard":"6500000000000000000000c1","name":"Nyckelresultat",
    "checkItems":[{"id":"1","name":"Fler kunder","state":"complete"}]}],"labels":[],"members":[],"actions":[]}"#;

#[test]
fn what_a_reader_made_is_traced_to_where_it_stands() {
    let told = look(&[TRELLO.as_bytes()], None);
    assert_eq!((&told["how"], &told["documents"][0]["reader"]), (&json!("reader"), &json!("Trello")));
    assert_eq!(row(&told, "objective")["source"], "$.cards[*]");
    assert_eq!(row(&told, "keyResult")["source"], "$.checklists[*].checkItems[*]");
    assert_eq!(row(&told, "keyResult")["samples"], json!(["Fler kunder"]));
}

/// Names that mean nothing to anybody.
const NONSENSE: &str = r#"{"zq": [
    {"aa": "Nöjda resenärer", "bb": "Nord", "cc": [{"dd": "Svar inom en timme", "ee": 10, "ff": 40, "gg": 90}, {"dd": "Färre klagomål", "ee": 50, "ff": 30, "gg": 5}]},
    {"aa": "Hela cyklar", "bb": "Syd", "cc": [{"dd": "Dagar till lagad", "ee": 9, "ff": 6, "gg": 2}]}]}"#;

#[test]
fn a_small_count_that_stands_somewhere_by_chance_is_no_source() {
    // One of two is done, and one person watches: the board's '1' was counted, not read.
    let issue = |key: &str, state: &str, watching: usize| {
        json!({ "key": key, "fields": { "summary": key, "issuetype": { "name": "Story" },
            "status": { "name": state, "statusCategory": { "key": state } }, "watches": { "watchCount": watching } } })
    };
    let jira = json!({ "expand": "schema,names", "issues": [issue("AB-1", "done", 1), issue("AB-2", "new", 12)] });
    let told = look(&[jira.to_string().as_bytes()], None);
    assert_eq!(told["how"], "reader");
    assert_eq!(row(&told, "current")["samples"], json!(["1"]));
    assert_eq!(row(&told, "current")["source"], Value::Null);
}

#[test]
fn a_sheet_of_nonsense_is_mapped_by_choosing_among_its_fields() {
    let told = look(&[NONSENSE.as_bytes()], None);
    let field = |path: &str| {
        told["fields"].as_array().unwrap().iter().find(|field| field["path"] == path).unwrap_or(&Value::Null).clone()
    };
    assert!(told["documents"][0]["refused"].is_string());
    assert_eq!((&field("$.zq[*]")["records"], &field("$.zq[*].cc[*]")["records"]), (&json!(2), &json!(3)));
    assert_eq!(
        field("$.zq[*].cc[*].gg"),
        json!({ "path": "$.zq[*].cc[*].gg", "count": 3, "records": 0, "samples": ["90", "5", "2"] })
    );
    let mapping = json!({
        "format": "maltavla-mapping/1",
        "objectives": { "at": "$.zq[*]", "title": "$.aa", "team": "$.bb",
            "keyResults": { "at": "$.cc[*]", "title": "$.dd", "start": "$.ee", "current": "$.ff", "target": "$.gg" } },
    });
    let told = look(&[NONSENSE.as_bytes()], Some(mapping));
    let found = |thing: &str| row(&told, thing)["found"].as_u64().unwrap();
    assert_eq!(["objective", "keyResult", "current", "start", "target", "team"].map(found), [2, 3, 3, 3, 3, 5]);
    assert_eq!(told["how"], "mapping");
}

#[test]
fn what_a_document_is_is_told() {
    let what = |document: &str| -> Value {
        serde_json::from_str::<Value>(&answer(r#"{"ask":"what"}"#, &[document.into()]).told).unwrap()["what"].clone()
    };
    assert_eq!(what(r#"{"format": "maltavla-mapping/1"}"#), "mapping");
    assert_eq!(what(r#"{"theme": "light", "brand": {"name": "x"}}"#), "board");
    assert_eq!(what(TRELLO), "feed");
    assert_eq!(what("%PDF-1.7"), "feed");
    assert_eq!(what(""), "feed");
}

#[test]
fn any_question_is_answered() {
    for question in
        ["", "[]", "{}", "{\"ask\":\"look\"}", "{\"ask\":7}", "{\"ask\":\"settings\"}", "{\"ask\":\"code\"}"]
    {
        assert!(serde_json::from_str::<Value>(&answer(question, &[]).told).is_ok(), "{question}");
    }
}

#[test]
fn an_address_becomes_a_code() {
    let code = |text: &str| -> Value {
        serde_json::from_str::<Value>(&answer(&json!({ "ask": "code", "text": text }).to_string(), &[]).told).unwrap()["code"].clone()
    };
    let rows = code("https://goals.example/#feed=goals.json");
    let rows = rows.as_array().unwrap();
    assert!(rows.iter().all(|row| row.as_str().unwrap().len() == rows.len()));
    assert!(rows[0].as_str().unwrap().starts_with("1111111"));
    assert_eq!(code(&"x".repeat(5_000)), json!([]));
}

#[test]
fn settings_that_are_told_are_read_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/settings");
    for kind in ["valid", "invalid"] {
        for entry in std::fs::read_dir(folder.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let case: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let text = |name: &str| case[name].as_str().unwrap_or_default();
            let board = case.get("board").map(|board| board.to_string().into_bytes());
            let (settings, _) = resolve(board.as_deref(), text("search"), text("hash"));
            let told = told(&settings);
            for (way, (again, notices)) in [
                ("address", resolve(None, "", &address(&told))),
                ("board.json", resolve(Some(board_json(&told).as_bytes()), "", "")),
            ] {
                assert_eq!((again, notices.len()), (settings.clone(), 0), "{}: {way} {told:?}", path.display());
            }
        }
    }
}

proptest! {
    #[test]
    fn any_settings_are_told_and_read_back(
        texts in prop::collection::vec((prop::sample::select(vec![
            "feed", "mapping", "every", "push", "scenes", "team", "goal", "pace", "theme", "motion", "overscan", "locale", "tz",
            "hours", "screen", "hold", "at", "resume", "rollUp", "thresholds", "owners", "brand.name", "brand.logo", "brand.accent",
        ]), prop_oneof![
            "\\PC{0,12}", "[0-9]{1,4}(\\.[0-9]{1,3})?", Just(String::from("light")), Just(String::from("mon-fri 07:00-18:00")),
            Just(String::from("sat,mon 22-6")), Just(String::from("2/3")), Just(String::from("both")), Just(String::from("tree,team")),
            Just(String::from("3,40")), Just(String::from("#AA00ff")), Just(String::from("2026-11-23T10:00:00.250+01:00")),
            Just(String::from("no")), Just(String::from("Europe/Stockholm")), Just(String::from("mål.json?a=1&b=#2")),
        ]), 0..8),
    ) {
        let pairs: Vec<(&str, Vec<String>)> = texts.into_iter().map(|(name, text)| (name, vec![text])).collect();
        let (settings, _) = resolve(None, "", &address(&pairs));
        let told = told(&settings);
        prop_assert_eq!(&resolve(None, "", &address(&told)).0, &settings);
        prop_assert_eq!(&resolve(Some(board_json(&told).as_bytes()), "", "").0, &settings);
    }

    #[test]
    fn any_document_is_looked_at(document in documents(), mapping in documents()) {
        let bytes = document.to_string().into_bytes();
        look(&[&bytes], None);
        look(&[&bytes, &bytes], Some(mapping));
    }
}

/// Documents with names that inference and mappings look for.
fn documents() -> impl Strategy<Value = Value> {
    let names = || {
        prop::sample::select(vec![
            "title",
            "objectives",
            "keyResults",
            "at",
            "a/~1",
            "start",
            "checkIns",
            "date",
            "1",
            "format",
        ])
    };
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        prop::sample::select(vec!["$.a", "$[*]", "maltavla-mapping/1", "2026-11-24", "40 %", "Nöjda kunder", ""])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inside| {
        prop_oneof![
            prop::collection::vec(inside.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((names(), inside), 0..6).prop_map(|members| Value::Object(
                members.into_iter().map(|(name, value)| (name.into(), value)).collect()
            )),
        ]
    })
}

#[test]
fn every_real_export_is_looked_at() {
    let mut files = Vec::new();
    support::exports(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/exports"), &mut files);
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let told = look(&[&bytes], None);
        let rows = told["rows"].as_array().unwrap();
        let count = |name: &str| told["documents"][0]["counts"][name].as_u64().unwrap_or_default();
        assert_eq!(row(&told, "checkIn")["found"].as_u64().unwrap(), count("checkIns"), "{}", file.display());
        if count("objectives") > 0 {
            assert!(row(&told, "objective")["found"].as_u64().unwrap() > 0, "{}", file.display());
        }
        if std::env::var_os("SHOW").is_some() {
            println!(
                "{} {} {}",
                file.file_name().unwrap().to_string_lossy(),
                told["how"],
                told["documents"][0]["reader"]
            );
            for row in rows.iter().filter(|row| row["found"] != 0) {
                println!("   {} {}/{} {} {}", row["thing"], row["found"], row["of"], row["source"], row["samples"]);
            }
        }
    }
}
