//! Aha!: goals, initiatives and key results of its interface (v1), lists page by page, and each alone.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `goals[]`, `goal`; above it: `parents[]`, `parent` |
//! | key result | `key_results[]` of a goal, `key_result`; without them, the `success_metric` in words: `starting_metric`, `target_metric`, `current_metric`, text with a unit |
//! | progress | `progress`, 100 is all of it |
//! | initiative | `initiatives[]`, `initiative`; it serves its `goals[]`; its state is its `workflow_status` |
//! | team, owner | `project.name`; `assigned_to_user.name` |
//! | status | `workflow_status`, that of the `success_metric`; a workflow's own words are told where nobody knows them |
//! | cycle | `time_frame.name`, if all goals have the same one |
//!
//! Features, epics and releases are work below initiatives, and are counted; so are the key results of initiatives. Comments, epics, releases and features in
//! documents of their own are no goals, and are not recognised.

use super::okr::{self, FIELDS, Fields, Measure, SHAPE, Scale, Shape, Sort, Work};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::draft::{DraftGoal, DraftInitiative, DraftKeyResult, DraftTie};
use crate::feed::envelope;
use crate::feed::vocabulary::Says;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static READER: Reader = Reader { name: "Aha!", recognises, read };

static AHA: Shape = Shape {
    records: "goals|goal|initiatives|initiative|key_results|key_result",
    sort: |node| match mark(node) {
        Some("G") => Sort::Objective,
        Some("KR") => Sort::KeyResult,
        Some("S") => Sort::Initiative,
        _ => Sort::Nothing,
    },
    objective: Fields { status: "workflow_status/name|success_metric/workflow_status/name", ..GOAL },
    key_result: GOAL,
    measure: Measure {
        start: "starting_metric",
        target: "target_metric",
        current: "current_metric",
        unit: "",
        kind: "",
        when: "",
    },
    work: Work { status: "workflow_status/name", due: "end_date", serves: "goals", ..SHAPE.work },
    key_results: "key_results",
    above: "parents|parent",
    of: "goal",
    period: ["time_frame/name", "time_frame/start_date", "time_frame/end_date"],
    scale: Scale::Percent,
    words: &[("inqueue", Some(Says::NotBegun))],
    out: &[("archived", "true", "archived goals")],
    objective_too: |node, objective, told| {
        // `parent` is the first of `parents`.
        let mut seen = BTreeSet::new();
        objective.supports.retain(|tie: &DraftTie| seen.insert(tie.to.clone()));
        let count = |name: &str| node.get(name).map_or(0, |list| list.items().count());
        told.leave("features, epics and releases", count("features") + count("releases") + count("master_features"));
    },
    key_result_too: |node, key_result, _| {
        // 'DEMO-G-1-KR-2' is of 'DEMO-G-1'.
        let of = node.get("reference_num").and_then(Node::text).and_then(|reference| reference.rsplit_once("-KR-"));
        if let (None, Some((of, _))) = (&key_result.objective, of) {
            key_result.objective = Some(DraftTie { at: node.pointer(), to: of.to_string() });
        }
    },
    ..SHAPE
};

const GOAL: Fields = Fields {
    title: "name",
    description: "description/body",
    team: "project/name",
    owner: "assigned_to_user/name|owner/name",
    weight: "",
    status: "workflow_status/name",
    url: "url",
    ..FIELDS
};

/// What the reference of a record says it is: `G` in 'DEMO-G-1', `S` in 'DEMO-S-1', `KR` in 'DEMO-G-1-KR-2'.
fn mark(node: Node<'_>) -> Option<&str> {
    node.get("reference_num")?.text()?.rsplit('-').nth(1)
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let mut first =
        AHA.records.split('|').filter_map(|name| page.get(name)).filter_map(|list| list.first_object().or(Some(list)));
    first.any(|record| matches!(mark(record), Some("G" | "S" | "KR"))).then_some("goals, reference_num")
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = okr::read(&AHA, source, told);
    // A goal has its initiatives' names, too; where they stand themselves, they say more.
    let known: BTreeSet<&str> = draft.initiatives.iter().filter_map(|initiative| initiative.title.as_deref()).collect();
    let places: BTreeSet<&str> = draft.objectives.iter().map(|objective| objective.goal.at.as_str()).collect();
    let mut more: BTreeMap<&str, DraftInitiative> = BTreeMap::new();
    let mut metrics = Vec::new();
    for goal in source.pages.iter().filter_map(|page| page.first_of(&["goals", "goal"])).flat_map(envelope::list) {
        let place = goal.pointer();
        if !places.contains(place.as_str()) {
            continue;
        }
        for initiative in goal.get("initiatives").into_iter().flat_map(Node::items) {
            let title = initiative.get("name").and_then(Node::text);
            if let Some(title) = title.filter(|title| !known.contains(title)) {
                let at = initiative.pointer();
                let new =
                    || DraftInitiative { at: at.clone(), title: Some(title.into()), ..DraftInitiative::default() };
                more.entry(title).or_insert_with(new).serves.push(DraftTie { at, to: place.clone() });
            }
        }
        // What Aha! had before key results: a measure in words.
        let metric = goal.get("success_metric").filter(|_| goal.at("key_results/0").is_none());
        if let Some(metric) = metric.filter(|metric| metric.get("name").is_some()) {
            metrics.push((metric, place));
        }
    }
    draft.initiatives.extend(more.into_values());
    draft.key_results.extend(metrics.into_iter().map(|(metric, objective)| DraftKeyResult {
        goal: DraftGoal {
            at: metric.pointer(),
            title: told.plain(metric.get("name")),
            description: told.plain(metric.at("description/body")),
            ..DraftGoal::default()
        },
        objective: Some(DraftTie { at: metric.pointer(), to: objective }),
        ..DraftKeyResult::default()
    }));
    let listed = source.pages.iter().filter_map(|page| page.first_of(&["goals", "goal"])).flat_map(envelope::list);
    let references: BTreeMap<String, String> =
        listed.filter_map(|goal| Some((goal.get("reference_num")?.id()?, goal.get("id")?.id()?))).collect();
    for tie in draft.key_results.iter_mut().filter_map(|key_result| key_result.objective.as_mut()) {
        if let Some(id) = references.get(&tie.to) {
            tie.to.clone_from(id);
        }
    }
    let of_work = source.pages.iter().filter_map(|page| page.first_of(&["initiatives", "initiative"]));
    let of_work = of_work.flat_map(envelope::list).filter_map(|initiative| initiative.get("key_results"));
    told.leave("key results of initiatives", of_work.map(|list| list.items().count()).sum());
    draft
}
