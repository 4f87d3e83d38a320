//! Reading the unknown: what is no goals is refused, and what is half understood is told, never invented.
//!
//! Documents whose names are made nonsense, whose members are shuffled, whose collections lie a level deeper, come out
//! with the same goals or fewer, and never with a number that is not theirs.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use maltavla::feed::{self, Draft, Problem, Reading, Unreadable};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[test]
fn documents_that_are_no_goals_are_refused() {
    let documents = [
        // A list of users.
        json!([{"id":1,"name":"Ann","email":"ann@x.example","role":"admin"},{"id":2,"name":"Bo","email":"bo@x.example","role":"user"}]),
        json!({"users":[{"id":1,"name":"Ann","status":"active","created_at":"2026-01-01"}],"total":1}),
        // A package, and a lock.
        json!({"name":"board","version":"1.2.0","scripts":{"start":"run","test":"run --all"},"dependencies":{"a":"^1","b":"2"}}),
        json!({"lockfileVersion":3,"packages":{"a":{"version":"1.0.0","license":"MIT"},"b":{"version":"2.0.0","license":"MIT"}}}),
        // Places.
        json!({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Lund","population":94000},"geometry":{"type":"Point","coordinates":[13.19,55.7]}}]}),
        // Weather.
        json!({"latitude":59.3,"longitude":18.1,"current":{"time":"2026-11-20T10:00","temperature":2.5},"hourly":{"time":["2026-11-20T10:00","2026-11-20T11:00"],"temperature":[2.5,3.1]}}),
        json!({"city":{"name":"Lund"},"list":[{"dt":1763632800,"main":{"temp":275.1,"pressure":1013},"weather":[{"main":"Clouds","description":"few clouds"}]}]}),
        // A schema, and an interface.
        json!({"$schema":"https://json-schema.org/draft/2020-12/schema","title":"OKR","properties":{"objectives":{"type":"array","description":"all"},"keyResults":{"type":"array","description":"all"}}}),
        json!({"openapi":"3.0.0","info":{"title":"Goals","version":"1"},"paths":{"/goals":{"get":{"summary":"All goals","tags":["goals"]}}}}),
        // Pings.
        json!({"zen":"Keep it simple.","hook_id":7,"hook":{"type":"Repository","name":"web","active":true,"events":["push"],"config":{"url":"https://x.example"}}}),
        json!({"action":"ping","data":{}}),
        // A shop, a feed of news, a match, a list of songs.
        json!({"products":[{"id":1,"title":"Chair","price":99.5,"stock":12,"category":"home"},{"id":2,"title":"Lamp","price":20,"stock":4,"category":"home"}]}),
        json!({"articles":[{"title":"A goal was scored","author":"Ann","publishedAt":"2026-11-20","url":"https://x.example/1"}]}),
        json!({"match":{"home":"AIK","away":"MFF","goals":[{"player":"No 9","minute":12},{"player":"No 7","minute":80}]}}),
        json!({"tracks":[{"name":"One","artist":"Two","duration":212,"popularity":55}]}),
        // Measurements without goals, settings, money.
        json!({"status":"success","data":{"result":[{"metric":{"name":"cpu"},"value":[1763632800,"0.4"]}]}}),
        json!({"theme":"dark","fontSize":14,"files":{"exclude":["a","b"]},"goal":"none"}),
        json!({"base":"EUR","date":"2026-11-20","rates":{"SEK":11.2,"USD":1.08}}),
        json!([1, 2, 3]),
        json!(["a", "b"]),
        json!({}),
        json!([]),
        json!([[1, 2], [3, 4]]),
        json!({"title":"Only a title"}),
    ];
    for document in documents {
        match feed::read(document.to_string().as_bytes()) {
            Err(Unreadable::UnknownShape { .. } | Unreadable::Refused(_)) => {}
            other => panic!("{document} was read: {other:#?}"),
        }
    }
}

/// Documents with goals, from the fixtures of inference.
fn documents() -> Vec<(String, Value)> {
    let inferred = |case: &std::path::PathBuf| case.file_name().unwrap().to_string_lossy().starts_with("inferred-");
    let cases: Vec<_> = support::cases().into_iter().filter(inferred).collect();
    assert!(cases.len() > 15);
    let read = |case: &std::path::PathBuf| {
        let text = fs::read_to_string(case.join("feed.json")).unwrap();
        (case.file_name().unwrap().to_string_lossy().into_owned(), serde_json::from_str(&text).unwrap())
    };
    cases.iter().map(read).collect()
}

/// Those in which every number is understood: else one name less may settle what was in doubt.
fn understood() -> &'static [(String, Value, Reading)] {
    static ALL: std::sync::LazyLock<Vec<(String, Value, Reading)>> = std::sync::LazyLock::new(understand);
    &ALL
}

fn understand() -> Vec<(String, Value, Reading)> {
    let read = |(name, document): (String, Value)| {
        let whole = feed::read(document.to_string().as_bytes()).unwrap();
        let doubts = whole
            .notices
            .iter()
            .any(|notice| matches!(notice.problem, Problem::Doubtful { concept: Some(_), .. } | Problem::StartUnknown));
        (!doubts).then_some((name, document, whole))
    };
    documents().into_iter().filter_map(read).collect()
}

/// What is said of a goal in numbers: never other than it was, but perhaps not at all.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    start: Option<f64>,
    target: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    current: Option<f64>,
    progress: Option<f64>,
    values: Vec<f64>,
}

/// By title; a title that stands on several goals has all that is said of them.
fn said(draft: &Draft) -> BTreeMap<String, Vec<Said>> {
    let mut all: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for objective in &draft.objectives {
        let goal = &objective.goal;
        let said = Said { progress: goal.progress, ..Said::default() };
        all.entry(goal.title.clone().unwrap_or_default()).or_default().push(said);
    }
    for key_result in &draft.key_results {
        let (goal, measure) = (&key_result.goal, &key_result.measure);
        let said = Said {
            // Without a target nothing is reckoned from the start.
            start: measure.target.and(Some(measure.start.unwrap_or(0.0))),
            target: measure.target,
            low: measure.low,
            high: measure.high,
            current: key_result.current,
            progress: goal.progress,
            values: goal.check_ins.iter().filter_map(|check_in| check_in.value).collect(),
        };
        all.entry(goal.title.clone().unwrap_or_default()).or_default().push(said);
    }
    all
}

fn fewer(came: &Said, whole: &Said) -> bool {
    let of = |came: Option<f64>, whole: Option<f64>| came.is_none() || came == whole;
    of(came.start, whole.start)
        && of(came.target, whole.target)
        && of(came.low, whole.low)
        && of(came.high, whole.high)
        && of(came.current, whole.current)
        && of(came.progress, whole.progress)
        && came.values.iter().all(|value| value.is_finite() && whole.values.contains(value))
}

/// Holds that nothing in `came` is said otherwise than in `whole`.
fn no_other(name: &str, changed: &Value, whole: &Reading, came: &Result<Reading, Unreadable>) {
    let Ok(came) = came else { return };
    let told = |problem: &Problem| matches!(problem, Problem::Taken { .. } | Problem::TakenRecords { .. });
    assert!(came.reader != "inferred" || came.notices.iter().any(|notice| told(&notice.problem)), "{name}: {changed}");
    let before = said(&whole.draft);
    for (title, all) in said(&came.draft) {
        let Some(before) = before.get(&title) else {
            // Work that is counted is a goal of the board's own making.
            assert!(title == "Work items done", "{name}: {title:?} is no goal of\n{changed}");
            continue;
        };
        for said in all {
            let same = before.iter().any(|before| fewer(&said, before));
            assert!(same, "{name}: {title:?} came as {said:?}, and is {before:?}, in\n{changed}");
        }
    }
}

/// The names of all members.
fn names(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            out.insert(name.clone());
            names(value, out);
        }),
        Value::Array(items) => items.iter().for_each(|item| names(item, out)),
        _ => {}
    }
}

fn renamed(value: &Value, to: &BTreeMap<String, String>) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members.iter().map(|(name, value)| (to.get(name).unwrap_or(name).clone(), renamed(value, to))).collect(),
        ),
        Value::Array(items) => items.iter().map(|item| renamed(item, to)).collect(),
        other => other.clone(),
    }
}

/// The text of a document with its members in another order.
fn shuffled(value: &Value, seed: u64, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            let mix = |name: &str| {
                name.bytes().fold(seed | 1, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
            };
            members.sort_by_key(|(name, _)| mix(name));
            out.push('{');
            for (i, (name, value)) in members.into_iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                shuffled(value, seed, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                shuffled(item, seed, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// All lists of records a level deeper, in an object of their own.
fn deeper(value: &Value, name: &str) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(members.iter().map(|(own, value)| (own.clone(), deeper(value, name))).collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            let inside: Value = items.iter().map(|item| deeper(item, name)).collect();
            if items.iter().any(Value::is_object) { json!({ name: inside }) } else { inside }
        }
        other => other.clone(),
    }
}

#[test]
fn one_name_of_nonsense_makes_no_number_wrong() {
    for (name, document, whole) in understood() {
        let mut all = BTreeSet::new();
        names(document, &mut all);
        for own in &all {
            let changed = renamed(document, &BTreeMap::from([(own.clone(), String::from("qzxv"))]));
            no_other(&format!("{name} without {own}"), &changed, whole, &feed::read(changed.to_string().as_bytes()));
        }
    }
}

#[test]
fn the_order_of_members_says_nothing() {
    for (name, document) in documents() {
        let mut whole = said(&feed::read(document.to_string().as_bytes()).unwrap().draft);
        whole.values_mut().for_each(|all| all.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}"))));
        for seed in 0..20 {
            let mut text = String::new();
            shuffled(&document, seed * 7919, &mut text);
            let mut came = said(&feed::read(text.as_bytes()).unwrap().draft);
            came.values_mut().for_each(|all| all.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}"))));
            assert_eq!(came, whole, "{name}: {text}");
        }
    }
}

#[test]
fn a_level_deeper_is_the_same_or_fewer() {
    for (name, document, whole) in understood() {
        for way in ["items", "qzxv", "data"] {
            for changed in [deeper(document, way), json!({ way: document }), json!([{ way: document }])] {
                no_other(name, &changed, whole, &feed::read(changed.to_string().as_bytes()));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nonsense_for_names_makes_no_number_wrong(picks in prop::collection::vec(any::<bool>(), 60), seed in any::<u64>()) {
        for (name, document, whole) in understood() {
            let mut all = BTreeSet::new();
            names(document, &mut all);
            let gone = all.iter().zip(picks.iter().cycle()).enumerate().filter(|(_, (_, gone))| **gone);
            let to: BTreeMap<String, String> = gone.map(|(i, (name, _))| (name.clone(), format!("qz{i}xv"))).collect();
            let changed = renamed(document, &to);
            let mut text = String::new();
            shuffled(&changed, seed, &mut text);
            no_other(name, &changed, whole, &feed::read(text.as_bytes()));
        }
    }

    #[test]
    fn arbitrary_rows_are_read_or_refused(
        heads in prop::collection::vec(prop::sample::select(HEADS), 1..9),
        rows in prop::collection::vec(prop::collection::vec(cell(), 9), 0..5),
        inside in prop::sample::select(vec!["", "objectives", "keyResults", "children", "goals", "updates", "teams"]),
    ) {
        let row = |cells: &Vec<Value>| -> Value {
            heads.iter().zip(cells).map(|(head, cell)| (String::from(*head), cell.clone())).collect::<Map<_, _>>().into()
        };
        let rows: Vec<Value> = rows.iter().map(row).collect();
        let mut document = json!(rows);
        if !inside.is_empty() {
            document = json!({ inside: [{ "title": "Around", inside: rows, "keyResults": rows, "history": rows }] });
        }
        if let Ok(reading) = feed::read(document.to_string().as_bytes()) {
            let finite = said(&reading.draft).into_values().flatten().all(|said| {
                let parts = [said.start, said.target, said.low, said.high, said.current, said.progress];
                parts.into_iter().flatten().chain(said.values).all(f64::is_finite)
            });
            prop_assert!(finite);
            let (goals, _) = feed::settle(&[reading.draft], &support::now());
            prop_assert!(goals.key_results().len() <= 100);
        }
    }
}

const HEADS: &[&str] = &[
    "Mål",
    "Nyckelresultat",
    "objective",
    "name",
    "id",
    "parent",
    "children",
    "start",
    "current",
    "target",
    "unit",
    "enhet",
    "progress",
    "status",
    "type",
    "owner",
    "team",
    "date",
    "due",
    "done",
    "qzxv",
    "values",
    "period",
    "weight",
    "archived",
    "key results",
    "a/b~c",
    "",
];

fn cell() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..120_i32).prop_map(Value::from),
        (0..100_u32).prop_map(|n| Value::from(f64::from(n) / 100.0)),
        prop::sample::select(vec![
            "Grow",
            "Nöjdare kunder i hela landet",
            "10/45",
            "5%",
            "$3.2M",
            "1,200",
            "1 234,5",
            "< 5",
            "2 weeks",
            "1e308k",
            "9e307M",
            "10/1e-320",
            "2026-W48",
            "Q4 2026",
            "Jun",
            "Date(2026,11,31)",
            "99999999999",
            "on track",
            "Risk",
            "objective",
            "key result",
            "Qz",
            "{",
            "-",
        ])
        .prop_map(Value::from),
        Just(json!([1, "x", null])),
        Just(json!({ "id": 1, "name": "x", "value": 3 })),
        Just(json!([{ "date": "2026-10-05", "value": 3 }, { "date": "2026-10-12", "value": 4 }])),
        Just(json!({ "2026-10-05": 1 })),
    ]
}
