//! What was read, written in the board's own format and read again, is the same: every fixture, every real export that
//! lies beside the project (`../shared/exports`), and drafts out of thin air.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod support;

use chrono::{DateTime, NaiveDate, TimeDelta};
use maltavla::feed::draft::{
    DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftLink, DraftMeasure,
    DraftObjective, DraftTeam, DraftTie, LifeState, When,
};
use maltavla::feed::{self, Draft, Unreadable};
use maltavla::goals::{Confidence, InitiativeState};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// What is read of a draft that was written; the draft itself, where no goal of it has a title and it is refused for that.
fn again(draft: &Draft) -> Draft {
    let document = feed::export(draft);
    if let Err(Unreadable::NoGoal { .. }) = feed::native(&document) {
        assert!(draft.objectives.iter().all(|objective| objective.goal.title.is_none()));
        assert!(draft.key_results.iter().all(|key_result| key_result.goal.title.is_none()));
        return draft.clone();
    }
    let reading = feed::native(&document).unwrap().unwrap();
    assert_eq!(reading.notices, [], "{}", String::from_utf8_lossy(&document));
    reading.draft
}

#[test]
fn every_document_is_the_same_again() {
    let mut files: Vec<_> = support::cases().iter().flat_map(|case| support::feeds_of(case)).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    files.extend(["public/demo.en.json", "public/demo.sv.json"].map(|name| root.join(name)));
    support::exports(&root.join("../shared/exports"), &mut files);
    let mut read = 0;
    for file in files {
        let Ok(reading) = feed::read(&fs::read(&file).unwrap()) else { continue };
        assert_eq!(again(&reading.draft), reading.draft, "{}", file.display());
        read += 1;
    }
    assert!(read > 40);
}

/// Without its places a document still makes the same goals, as long as its ties name ids and titles.
#[test]
fn places_are_for_notices() {
    let draft = feed::read(include_bytes!("../public/demo.en.json")).unwrap().draft;
    let mut document: serde_json::Value = serde_json::from_slice(&feed::export(&draft)).unwrap();
    for list in ["teams", "objectives", "keyResults", "initiatives"] {
        for thing in document[list].as_array_mut().into_iter().flatten() {
            thing["_at"] = "someone's own".into();
        }
    }
    let placed = feed::native(document.to_string().as_bytes()).unwrap().unwrap();
    assert_eq!(placed.notices, []);
    assert_eq!(placed.draft.objectives.last().unwrap().goal.at, format!("/objectives/{}", draft.objectives.len() - 1));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), Just(String::new()), Just(String::from("\"\\\n\u{0}\u{2028}å😀"))]
}

fn number() -> impl Strategy<Value = f64> {
    // As many digits as the reader of numbers takes exactly; beyond them the last bit may differ, which no wall shows.
    #[expect(clippy::cast_precision_loss, reason = "fifteen digits fit")]
    let digits = (-999_999_999_999_999..999_999_999_999_999_i64).prop_map(|whole| whole as f64 / 1_000.0);
    prop_oneof![digits, Just(0.1), Just(1e20), Just(-0.0)]
}

fn when() -> impl Strategy<Value = When> {
    let second = DateTime::UNIX_EPOCH;
    let day = (0..3_650_000_i64).prop_map(|days| NaiveDate::from_ymd_opt(0, 1, 1).unwrap() + TimeDelta::days(days));
    prop_oneof![
        day.prop_map(When::Day),
        (-60_000_000_000..250_000_000_000_i64)
            .prop_map(move |seconds| When::Local((second + TimeDelta::seconds(seconds)).naive_utc())),
        (-60_000_000_000..250_000_000_000_i64).prop_map(move |seconds| When::At(second + TimeDelta::seconds(seconds))),
        (100_000_000_000..9_999_999_999_999_i64)
            .prop_map(move |millis| When::At(second + TimeDelta::milliseconds(millis))),
    ]
}

prop_compose! {
    fn goal()(
        texts in prop::collection::vec(prop::option::of(text()), 9),
        at in "(/[a-z0-9~]*)*",
        numbers in (prop::option::of(number()), prop::option::of(number()), prop::option::of(number())),
        dates in (prop::option::of(when()), prop::option::of(when()), prop::option::of(when()), prop::option::of(when())),
        decided in any::<bool>(),
        said in prop::option::of(0..3_usize),
    ) -> DraftGoal {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().flatten();
        let confidence = said.map(|said| [Confidence::OnTrack, Confidence::AtRisk, Confidence::OffTrack][said]);
        let check_in = DraftCheckIn {
            at: at.clone(), when: dates.0, value: numbers.0, confidence, note: next(), cause: next(),
            ..DraftCheckIn::default()
        };
        let states = [LifeState::Active, LifeState::Achieved, LifeState::Paused, LifeState::Abandoned];
        let life = DraftLife { state: states[said.map_or(3, |said| said)], on: dates.1, reason: next(), lesson: next() };
        DraftGoal {
            at, id: next(), title: next(), description: next(), team: next(), owner: next(),
            weight: numbers.1, life: decided.then_some(life), confidence, confidence_at: dates.2, progress: numbers.2,
            check_ins: vec![check_in, DraftCheckIn::default()], due: dates.3, url: None,
            is_mentioned: decided,
        }
    }
}

prop_compose! {
    fn drafts()(
        goals in prop::collection::vec(goal(), 1..4),
        texts in prop::collection::vec(text(), 4),
        numbers in prop::collection::vec(prop::option::of(number()), 6),
        days in (prop::option::of(when()), prop::option::of(when())),
        yes_no in any::<bool>(),
    ) -> Draft {
        let tie = |to: &String| DraftTie { at: String::from("/a/0"), to: to.clone() };
        let measure = DraftMeasure {
            yes_no, start: numbers[0], target: numbers[1], low: numbers[2], high: numbers[3],
            unit: Some(texts[0].clone()),
        };
        let key_result = |goal: &DraftGoal| DraftKeyResult {
            goal: goal.clone(), objective: texts.first().map(tie), measure: measure.clone(), current: numbers[4],
            rhythm: numbers[5],
        };
        let objective = |goal: &DraftGoal| DraftObjective {
            goal: goal.clone(), supports: texts.iter().map(tie).collect(),
        };
        Draft {
            organisation: Some(texts[1].clone()),
            made: days.0,
            cycle: Some(DraftCycle { start: days.0, end: days.1, ..DraftCycle::default() }),
            teams: vec![DraftTeam { parent: Some(texts[2].clone()), ..DraftTeam::default() }],
            objectives: goals.iter().map(objective).collect(),
            key_results: goals.iter().map(key_result).collect(),
            initiatives: vec![DraftInitiative {
                title: Some(texts[3].clone()), serves: vec![tie(&texts[0])], state: Some(InitiativeState::Done),
                ..DraftInitiative::default()
            }],
            ties: vec![DraftLink { at: "/t".into(), below: texts[0].clone(), above: texts[1].clone(), weight: numbers[5] }],
            ..Draft::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_a_draft_holds_is_the_same_again(draft in drafts()) {
        prop_assert_eq!(again(&draft), draft);
    }
}
