//! Whatever comes, nothing panics, and what is settled is sound: arbitrary JSON, mutations of every fixture and of the
//! demo, and the suites of others where they lie beside the project (`../shared/suites`).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod support;

use maltavla::feed::{self, Draft, Notice, Problem, Unreadable};
use maltavla::goals::Goals;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use support::sound::{fit, sound};

/// Reads and settles; whatever comes of it is sound.
fn take(bytes: &[u8]) -> Result<(Goals, Vec<Notice>), Unreadable> {
    let reading = feed::read(bytes)?;
    let (goals, settled) = feed::settle(std::slice::from_ref(&reading.draft), &support::now());
    sound(&goals);
    Ok((goals, reading.notices.into_iter().chain(settled.into_iter().flatten()).collect()))
}

/// Every document that the project has: the fixtures' feeds and the demo.
fn documents() -> Vec<(PathBuf, Vec<u8>)> {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
    let demo = ["demo.en.json", "demo.sv.json"].map(|name| public.join(name));
    let fixtures = support::cases().iter().flat_map(|case| support::feeds_of(case)).collect::<Vec<_>>();
    fixtures.into_iter().chain(demo).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// Names that mean something in the feed, so that arbitrary documents come past the first level.
const NAMES: &[&str] = &[
    "format",
    "organisation",
    "vision",
    "language",
    "made",
    "follow",
    "cycle",
    "teams",
    "objectives",
    "keyResults",
    "initiatives",
    "id",
    "name",
    "parent",
    "title",
    "description",
    "team",
    "owner",
    "supports",
    "weight",
    "status",
    "statusDate",
    "state",
    "stateDate",
    "reason",
    "lesson",
    "progress",
    "due",
    "url",
    "checkIns",
    "objective",
    "start",
    "target",
    "current",
    "unit",
    "low",
    "high",
    "yesNo",
    "rhythm",
    "date",
    "value",
    "confidence",
    "serves",
    "end",
];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3..3).prop_map(|n| Value::from(format!("{n}"))),
        prop::sample::select(vec![
            "on-track",
            "paused",
            "achieved",
            "done",
            "2026-11-20",
            "2026-11-31",
            "+262142-12-31",
            "0001-01-01",
            "9999-12-31T23:59:59-23:59",
            "a",
            "b",
            "Q4 2026",
            "12 %",
            "1 234,5",
            "\u{202e}",
            "/objectives/0",
        ])
        .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let name = prop_oneof![9 => prop::sample::select(NAMES).prop_map(String::from), 1 => any::<String>()];
    scalar().prop_recursive(6, 120, 10, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((name.clone(), inner), 0..10)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A goal of arbitrary parts, tied to others of a few names.
fn goal() -> impl Strategy<Value = Value> {
    let word = || prop::sample::select(vec!["a", "b", "c", "d", "e", "f"]);
    let ties = prop::collection::vec(word(), 0..4);
    let rest = prop::collection::vec((prop::sample::select(NAMES), value()), 0..5);
    (word(), ties, prop::collection::vec(word(), 0..3), rest).prop_map(|(id, ties, key_results, rest)| {
        let mut goal = json!({ "id": id, "title": id, "supports": ties, "objective": ties.first(), "serves": ties });
        let key_result = |id: &str| json!({ "id": id, "title": id, "target": 3 });
        goal["keyResults"] = key_results.into_iter().map(key_result).collect();
        for (name, value) in rest {
            goal[name] = value;
        }
        goal
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_json_is_read(document in value()) {
        let _ = take(document.to_string().as_bytes());
    }

    #[test]
    fn arbitrary_feeds_are_settled(mut document in value()) {
        if !document.is_object() {
            document = json!({ "objectives": [document] });
        }
        document["format"] = "maltavla/1".into();
        let came = take(document.to_string().as_bytes());
        let fine = matches!(came, Ok(_) | Err(Unreadable::NoGoal { .. }));
        prop_assert!(fine);
    }

    #[test]
    fn arbitrary_ties_are_settled(
        objectives in prop::collection::vec(goal(), 0..8),
        key_results in prop::collection::vec(goal(), 0..5),
        initiatives in prop::collection::vec(goal(), 0..3),
        teams in prop::collection::vec((0..5_u8, 0..5_u8), 0..6),
    ) {
        let team = |(id, parent): (u8, u8)| json!({ "id": id, "name": format!("T{id}"), "parent": parent });
        let teams: Vec<Value> = teams.into_iter().map(team).collect();
        let document = json!({
            "format": "maltavla/1", "objectives": objectives, "keyResults": key_results, "initiatives": initiatives,
            "teams": teams,
        });
        let Ok(reading) = feed::read(document.to_string().as_bytes()) else { return Ok(()) };
        // Alone, and beside itself and another.
        let drafts: Vec<Draft> = [&reading.draft, &reading.draft, &Draft::default()].into_iter().cloned().collect();
        for count in 1..=3 {
            let (goals, notices) = feed::settle(&drafts[..count], &support::now());
            sound(&goals);
            prop_assert_eq!(notices.len(), count);
        }
    }

    #[test]
    fn arbitrary_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = take(&bytes);
    }
}

#[test]
fn the_demo_needs_no_repair() {
    for (path, bytes) in documents().iter().filter(|(path, _)| path.parent().unwrap().ends_with("public")) {
        let (goals, notices) = take(bytes).unwrap();
        assert_eq!(notices, [], "{}", path.display());
        assert!(goals.key_results().len() >= 40);
    }
}

#[test]
fn documents_cut_off_anywhere_are_told() {
    for (path, bytes) in documents() {
        let whole = take(&bytes).is_ok();
        // In UTF-16 the line break at the end is two bytes, of which either may go.
        let end = bytes.trim_ascii_end().len() - if bytes.starts_with(&[0xff]) { 3 } else { 0 };
        for at in (0..end).step_by(bytes.len() / 300 + 1) {
            let came = take(&bytes[..at]);
            assert!(!whole || came.is_err(), "{} cut off at {at} was read", path.display());
        }
    }
}

#[test]
fn documents_with_flipped_bytes_are_read_or_refused() {
    for (_, bytes) in documents() {
        for at in (0..bytes.len()).step_by(bytes.len() / 200 + 1) {
            for flip in [0x01, 0x20, 0x80, 0xff] {
                let mut flipped = bytes.clone();
                flipped[at] ^= flip;
                let _ = take(&flipped);
            }
        }
    }
}

/// Pointers to every value in a document.
fn pointers(value: &Value, at: &str, out: &mut Vec<String>) {
    out.push(at.into());
    let mut below = |step: &str, value: &Value| {
        let mut pointer = at.to_owned();
        maltavla::feed::loose::push_step(&mut pointer, step);
        pointers(value, &pointer, out);
    };
    match value {
        Value::Array(list) => list.iter().enumerate().for_each(|(i, value)| below(&i.to_string(), value)),
        Value::Object(object) => object.iter().for_each(|(name, value)| below(name, value)),
        _ => {}
    }
}

#[test]
fn a_wrong_value_costs_no_other_goal() {
    let swaps = [json!(null), json!(true), json!(-1e300), json!("x"), json!([[1]]), json!({ "a": { "title": [] } })];
    for (path, bytes) in documents() {
        let Ok(document) = serde_json::from_slice::<Value>(&bytes) else { continue };
        let Ok(whole) = feed::read(&bytes) else { continue };
        let native = document["format"] == "maltavla/1";
        let mut all = Vec::new();
        pointers(&document, "", &mut all);
        for at in all.iter().step_by(all.len() / 100 + 1) {
            for swap in &swaps {
                let mut swapped = document.clone();
                *swapped.pointer_mut(at).unwrap() = swap.clone();
                let came = take(swapped.to_string().as_bytes());
                // '/objectives/3/…': the fourth objective may be lost with what lies below it, no other.
                let steps: Vec<&str> = at.split('/').collect();
                if let (true, Ok((goals, _)), &["", "objectives", index, ..]) = (native, came, steps.as_slice()) {
                    let place = format!("/objectives/{index}/");
                    let mut others = whole.draft.clone();
                    others.objectives.retain(|o| !format!("{}/", o.goal.at).starts_with(&place));
                    let (others, _) = feed::settle(&[others], &support::now());
                    let titles: BTreeSet<&str> = goals.objectives().iter().map(|o| o.title.as_str()).collect();
                    for other in others.objectives().iter().filter(|o| !o.cut) {
                        let kept = titles.contains(other.title.as_str());
                        assert!(kept, "{}: {swap} at {at} cost {:?}", path.display(), other.title);
                    }
                }
            }
        }
    }
}

/// A suite of others, if it lies beside the project.
fn suite(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/suites").join(name);
    path.exists().then_some(path)
}

#[test]
fn the_json_test_suite_is_told_apart() {
    let Some(folder) = suite("JSONTestSuite/test_parsing") else { return };
    // What other parsers refuse and the board reads, because tools write it.
    let mended = ["n_number_NaN.json", "n_number_infinity.json", "n_number_minus_infinity.json"];
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let came = take(&fs::read(&path).unwrap());
        let is_json = matches!(came, Err(Unreadable::UnknownShape { .. } | Unreadable::UnknownFormat(_)));
        let fine = match name.get(..2) {
            Some("y_") => is_json,
            Some("n_") => !is_json || mended.contains(&name.as_str()),
            _ => true,
        };
        if !fine {
            wrong.push(format!("{name}: {came:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts that have broken others' programs, one by one in every field that takes a text.
fn survive(texts: &[String]) {
    for text in texts {
        let document = json!({
            "format": "maltavla/1", "organisation": text, "vision": text, "language": text, "cycle": text,
            "teams": [text],
            "objectives": [{
                "id": text, "title": format!("A {text}"), "description": text, "team": text, "supports": text,
                "status": text, "due": text, "url": text, "progress": text,
                "keyResults": [{ "title": format!("B {text}"), "unit": text, "target": text, "checkIns": [
                    { "date": "2026-11-20", "note": text, "cause": text },
                ] }],
            }],
        });
        let (goals, notices) = take(document.to_string().as_bytes()).unwrap();
        assert_eq!((goals.objectives().len(), goals.key_results().len()), (1, 1), "{text:?}");
        let objective = &goals.objectives()[0];
        let own = objective.description.iter().chain(goals.key_results()[0].check_ins[0].note.as_ref());
        own.for_each(|text| fit(text.chars().take(300).collect::<String>().trim()));
        // What is shown is what was written, but for white space, unless a notice says otherwise.
        let letters = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let changed = letters(&objective.title) != letters(&format!("A {text}"));
        let told = notices.iter().any(|notice| matches!(notice.problem, Problem::Cleaned | Problem::Shortened(_)));
        assert!(!changed || told, "{text:?} became {:?} without a word", objective.title);
    }
}

#[test]
fn naughty_strings_are_texts() {
    let Some(file) = suite("blns/blns.json") else { return };
    survive(&serde_json::from_slice::<Vec<String>>(&fs::read(file).unwrap()).unwrap());
}

#[test]
fn scripts_are_texts() {
    let Some(file) = suite("xss/xss-payload-list.txt") else { return };
    let lines: Vec<String> = String::from_utf8_lossy(&fs::read(file).unwrap()).lines().map(String::from).collect();
    survive(&lines.into_iter().step_by(7).collect::<Vec<_>>());
}
