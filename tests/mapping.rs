//! Mappings: what inference finds can be written down and reads the same; whatever is in a mapping, nothing panics.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use maltavla::feed::document::Document;
use maltavla::feed::readers::Source;
use maltavla::feed::told::Told;
use maltavla::feed::{self, Mapping, Unreadable, assemble, infer, mapping};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn documents() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = support::cases().iter().flat_map(|case| support::feeds_of(case)).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    support::exports(&root.join("../shared/exports"), &mut files);
    files.into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect()
}

/// What was guessed of a document, as a mapping, makes the same goals of it.
#[test]
fn a_guess_can_be_kept_as_a_mapping() {
    let (mut kept, mut wrong) = (0, Vec::new());
    for (file, bytes) in documents() {
        let Ok(document) = Document::of(&bytes) else { continue };
        let top = document.top();
        let source = Source { bytes: &bytes, top, pages: vec![top] };
        let is_ours = feed::native(&bytes).is_ok_and(|reading| reading.is_some());
        let Some(guess) = infer::guess(&source).filter(|_| !is_ours) else { continue };
        let mut told = Told::new();
        let records = assemble::records(&guess, top, &mut told);
        let guessed = assemble::draft(&records, &assemble::about(&guess, top), &mut told);
        let written = mapping::of(&guess);
        let (mapping, notices) = Mapping::parse(written.as_bytes()).unwrap();
        assert_eq!(notices, [], "{}\n{written}", file.display());
        let mapped = match feed::read_with(&bytes, Some(&mapping)) {
            Ok(reading) if reading.reader == "mapping" => reading.draft,
            // An error document is refused whatever the mapping says, and so is one without records.
            Err(Unreadable::Refused(_)) => continue,
            other => panic!("{}: {other:?}\n{written}", file.display()),
        };
        let dump = |draft: &feed::Draft| {
            let (goals, _) = feed::settle(std::slice::from_ref(draft), &support::now());
            let mut out = String::new();
            support::dump(&goals, &mut out);
            out
        };
        let (guessed, mapped) = (dump(&guessed), dump(&mapped));
        if guessed != mapped {
            let line = guessed.lines().zip(mapped.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: {line:?}\n{written}", file.display()));
        }
        kept += 1;
    }
    println!("{kept} guesses kept");
    assert!(wrong.is_empty(), "{} of {kept}\n{}", wrong.len(), wrong.join("\n"));
    assert!(kept > 10);
}

/// Members of mappings, and paths that find something in the documents below.
const NAMES: &[&str] = &[
    "at",
    "when",
    "deeper",
    "groupBy",
    "columns",
    "id",
    "name",
    "title",
    "team",
    "owner",
    "parent",
    "supports",
    "objective",
    "children",
    "goal",
    "start",
    "target",
    "current",
    "progress",
    "value",
    "status",
    "due",
    "date",
    "note",
    "teams",
    "groups",
    "objectives",
    "goals",
    "keyResults",
    "initiatives",
    "checkIns",
    "cause",
    "rhythm",
    "json",
    "lookups",
    "lookup",
    "words",
    "join",
    "scale",
    "numbers",
    "dates",
    "key",
    "organisation",
    "period",
    "made",
    "begins",
];
const TEXTS: &[&str] = &[
    "$",
    "$.a",
    "$[*]",
    "$.*",
    "$..*",
    "$.a[*]",
    "$..a",
    "$..[?@.a]",
    "$[-1:]",
    "$[::-1]",
    "@.a",
    "@.a == 1",
    "!@",
    "percent",
    "ratio",
    "sv",
    "day-first",
    "s",
    "ms",
    "a",
    "1",
    "2026-11-20",
    "",
];

fn arbitrary(names: &'static [&'static str], texts: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        prop::sample::select(texts).prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        (-2.0..200.0).prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        "[0-9]{1,2}[/.,-][0-9]{1,2}[/.,-][0-9]{2,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(names), inner), 0..8).prop_map(|members| {
                Value::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect::<Map<_, _>>())
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_a_mapping_says_nothing_panics(
        members in arbitrary(NAMES, TEXTS),
        document in arbitrary(&["a", "b", "id", "title"], TEXTS),
    ) {
        let mut mapping = members;
        if let Some(members) = mapping.as_object_mut() {
            members.insert("format".into(), json!("maltavla-mapping/1"));
            members.entry("objectives").or_insert(json!({ "at": "$..*", "title": ["$.a", "$"], "id": "$.id" }));
        }
        if let Ok((mapping, _)) = Mapping::parse(mapping.to_string().as_bytes())
            && let Ok(reading) = feed::read_with(document.to_string().as_bytes(), Some(&mapping))
        {
            let _ = feed::settle(&[reading.draft], &support::now());
        }
    }
}
