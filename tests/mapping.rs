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

/// One thing that a mapping says over what was read changes that thing of every goal, and nothing else of the document.
#[test]
fn what_is_laid_over_a_reading_changes_what_it_names_alone() {
    let mapping = |members: Value| {
        let mut mapping = json!({ "format": "maltavla-mapping/1", "over": true });
        mapping.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let (mapping, notices) = Mapping::parse(mapping.to_string().as_bytes()).unwrap();
        assert_eq!(notices, []);
        mapping
    };
    let nothing = mapping(json!({}));
    let nowhere = mapping(json!({ "goals": { "team": "$.nowhere.at.all", "progress": "$.nowhere" } }));
    let team = mapping(json!({ "goals": { "team": { "value": "Alla" } } }));
    let no_team = mapping(json!({ "goals": { "team": { "value": "" } } }));
    let target = mapping(json!({ "keyResults": { "target": { "value": 7 } } }));
    let (mut tools, mut goals) = (std::collections::BTreeSet::new(), 0);
    for (file, bytes) in documents() {
        if feed::native(&bytes).is_ok_and(|reading| reading.is_some()) {
            continue;
        }
        let Ok(reading) = feed::read(&bytes) else { continue };
        let name = file.display();
        let laid = |mapping: &Mapping| feed::read_with(&bytes, Some(mapping)).unwrap().draft;
        assert_eq!(laid(&nothing), reading.draft, "{name}: nothing said");
        assert_eq!(laid(&nowhere), reading.draft, "{name}: what finds nothing");
        let with = |team: Option<&str>| {
            let mut wanted = reading.draft.clone();
            let objectives = wanted.objectives.iter_mut().map(|one| &mut one.goal);
            for goal in objectives.chain(wanted.key_results.iter_mut().map(|one| &mut one.goal)) {
                goal.team = team.map(String::from);
            }
            wanted
        };
        assert_eq!(laid(&team), with(Some("Alla")), "{name}: another team");
        assert_eq!(laid(&no_team), with(None), "{name}: no team");
        let mut wanted = reading.draft.clone();
        for key_result in &mut wanted.key_results {
            key_result.measure.target = Some(7.0);
            key_result.measure.yes_no = false;
        }
        assert_eq!(laid(&target), wanted, "{name}: another target");
        goals += reading.draft.objectives.len() + reading.draft.key_results.len();
        tools.insert(reading.reader);
    }
    println!("{} tools, {goals} goals", tools.len());
    assert!(tools.len() > 12 && goals > 100);
}

/// Where goals are is said anew: those that were known keep what was known of them.
#[test]
fn goals_that_are_found_anew_keep_what_was_known() {
    let issues = json!({ "issues": [
        { "id": "1", "key": "MA-1", "fields": { "summary": "Nöjda resenärer", "issuetype": { "name": "Epic" },
            "status": { "name": "In Progress", "statusCategory": { "key": "indeterminate" } }, "project": { "key": "MA", "name": "Målen" }, "duedate": "2026-12-01", "note": "Nord" } },
        { "id": "2", "key": "MA-2", "fields": { "summary": "Svar inom en timme", "issuetype": { "name": "Story" }, "parent": { "key": "MA-1" },
            "status": { "name": "To Do", "statusCategory": { "key": "new" } }, "project": { "key": "MA", "name": "Målen" }, "duedate": "2026-12-24", "note": "Syd" } },
    ] });
    let read = |mapping: Value| {
        let (mapping, _) = Mapping::parse(mapping.to_string().as_bytes()).unwrap();
        feed::read_with(issues.to_string().as_bytes(), Some(&mapping)).unwrap()
    };
    let known = feed::read(issues.to_string().as_bytes()).unwrap();
    let titles =
        |draft: &feed::Draft| draft.objectives.iter().filter_map(|one| one.goal.title.clone()).collect::<Vec<_>>();
    assert_eq!((known.reader.as_str(), titles(&known.draft)), ("Jira", vec![String::from("Nöjda resenärer")]));
    let laid = read(json!({
        "format": "maltavla-mapping/1", "over": true,
        "objectives": { "at": "$.issues[*]", "title": "$.fields.summary", "team": "$.fields.note" },
    }));
    assert_eq!(laid.reader, "Jira");
    assert_eq!(titles(&laid.draft), ["Nöjda resenärer", "Svar inom en timme"]);
    let first = laid.draft.objectives.first().unwrap();
    assert_eq!(first.goal.team.as_deref(), Some("Nord"));
    assert_eq!(first.goal.due, known.draft.objectives.first().unwrap().goal.due);
    let raised: Vec<&str> = laid.draft.initiatives.iter().map(|one| one.at.as_str()).collect();
    assert!(!raised.contains(&"/issues/1"), "what is an objective is no initiative: {raised:?}");
    // The one below is a key result instead, and still the objective's.
    let laid = read(json!({
        "format": "maltavla-mapping/1", "over": true,
        "keyResults": { "at": "$.issues[*]", "title": "$.fields.summary", "target": { "value": 10 } },
    }));
    assert_eq!(titles(&laid.draft), ["Nöjda resenärer"]);
    let key_results: Vec<_> = laid
        .draft
        .key_results
        .iter()
        .map(|one| (one.goal.title.as_deref(), one.objective.as_ref().map(|tie| tie.to.as_str())))
        .collect();
    assert_eq!(key_results, [(Some("Svar inom en timme"), Some("MA-1"))]);
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
        over in any::<bool>(),
    ) {
        let mut mapping = members;
        if let Some(members) = mapping.as_object_mut() {
            members.insert("format".into(), json!("maltavla-mapping/1"));
            members.insert("over".into(), json!(over));
            members.entry("objectives").or_insert(json!({ "at": "$..*", "title": ["$.a", "$"], "id": "$.id" }));
        }
        if let Ok((mapping, _)) = Mapping::parse(mapping.to_string().as_bytes())
            && let Ok(reading) = feed::read_with(document.to_string().as_bytes(), Some(&mapping))
        {
            let _ = feed::settle(&[reading.draft], &support::now());
        }
    }
}
