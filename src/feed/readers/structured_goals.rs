//! structured-goals (grokify, MIT): plans as OKR, as V2MOM and as DMAIC, each with its own schema.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `objectives[]`, `methods[]`, `categories[]`; the `vision`, for measures that belong to no method |
//! | key result | `keyResults[]`, `measures[]`, `metrics[]`: `baseline`, `target`, `current`, text with what it counts |
//! | progress | `progress`, `score`: 1 is all of it |
//! | initiative | `projects[]`, `initiatives[]`, serving a method or metrics |
//! | team, vision | `metadata.team`, for all; `vision` |
//! | cycle | `metadata.period`, unless it is of a fiscal year: nobody says when that begins |
//!
//! Amounts that count different things ('2 weeks', '< 2 hours') are not compared: the target is told, and left out.
//! Values, obstacles and risks are counted.

use super::okr::{self, FIELDS, Fields, Measure, SHAPE, Shape, Sort, Walk, Work};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::Problem;
use crate::feed::draft::{DraftCycle, DraftGoal, DraftObjective};
use crate::feed::loose::shortened;
use crate::feed::vocabulary::Says;
use std::collections::BTreeSet;

pub(super) static READER: Reader = Reader { name: "structured-goals", recognises, read };

static PLAN: Shape = Shape {
    records: "objectives|methods|categories|projects|initiatives",
    sort: |node| match node.above().and_then(Node::name) {
        Some("projects" | "initiatives") => Sort::Initiative,
        _ => Sort::Objective,
    },
    objective: Fields { due: "dueDate|endDate", ..GOAL },
    key_result: Fields { progress: "progress|score", due: "dueDate", confidence: "confidence", ..GOAL },
    measure: Measure { start: "baseline", target: "target", current: "current", unit: "unit", kind: "", when: "" },
    work: Work { due: "endDate", serves: "methodId|metricIds", ..SHAPE.work },
    key_results: "keyResults|measures|metrics",
    above: "parentId|alignedWith",
    words: &[("planning", Some(Says::NotBegun))],
    out: &[("status", "draft", "draft goals"), ("status", "archived", "archived goals")],
    ..SHAPE
};

const GOAL: Fields = Fields { owner: "owner", weight: "", ..FIELDS };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = |name: &str| page.get(name).and_then(Node::first_object);
    let any = |names: &[&str]| names.iter().any(|name| okr::named(page, &[name]));
    let schema = page.get("$schema").and_then(Node::text).is_some_and(|schema| schema.contains("structured-goals"));
    let key_result = || first("objectives")?.get("keyResults")?.first_object();
    match () {
        () if (schema || any(&["metadata", "theme", "alignment"]))
            && key_result().is_some_and(|key_result| okr::named(key_result, &["target"])) =>
        {
            Some("metadata, objectives/keyResults/target")
        }
        () if first("methods").is_some_and(|method| okr::named(method, &["name"])) && any(&["vision", "measures"]) => {
            Some("vision, methods, measures")
        }
        () if first("categories")
            .and_then(|category| category.get("metrics")?.first_object())
            .is_some_and(|metric| okr::named(metric, &["baseline", "target"])) =>
        {
            Some("categories/metrics/baseline")
        }
        () => None,
    }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut walk = Walk::new(&PLAN);
    for page in &source.pages {
        let before = walk.draft.objectives.len();
        walk.page(*page, told);
        let vision = told.plain(page.get("vision"));
        let measures = page.get("measures").into_iter().flat_map(Node::items);
        if let Some(node) = page.get("vision").filter(|_| measures.clone().next().is_some()) {
            let at = node.pointer();
            let goal = DraftGoal { at: at.clone(), title: vision.clone(), ..DraftGoal::default() };
            walk.draft.objectives.insert(before, DraftObjective { goal, supports: Vec::new() });
            measures.for_each(|measure| walk.key_result(measure, Some(&at), told));
        }
        walk.draft.vision = walk.draft.vision.take().or(vision);
        let team = told.plain(page.at("metadata/team"));
        for objective in walk.draft.objectives.iter_mut().skip(before) {
            objective.goal.team.clone_from(&team);
        }
        walk.draft.made = walk.draft.made.or(told.when(page.at("metadata/updatedAt")));
        if let Some(period) = page.at("metadata/period") {
            let name = told.text(Some(period)).unwrap_or_default();
            if name.starts_with("FY") {
                told.tell(period, Problem::Unknown(shortened(&name)));
            } else {
                walk.period(DraftCycle { at: period.pointer(), name: Some(name), ..DraftCycle::default() });
            }
        }
        let count = |node: Node<'_>, name: &str| node.get(name).map_or(0, |list| list.items().count());
        let goals = ["objectives", "methods"].iter().filter_map(|name| page.get(name)).flat_map(Node::items);
        let below: usize = goals.map(|goal| count(goal, "obstacles") + count(goal, "risks")).sum();
        told.leave(
            "values, obstacles and risks",
            below + count(*page, "values") + count(*page, "obstacles") + count(*page, "risks"),
        );
    }
    // An initiative of DMAIC serves metrics; their ids are key results'.
    let ids: BTreeSet<String> = walk.draft.key_results.iter().filter_map(|known| known.goal.id.clone()).collect();
    for tie in walk.draft.initiatives.iter_mut().flat_map(|initiative| &mut initiative.serves) {
        let metric = okr::key_result(&tie.to);
        if ids.contains(&metric) {
            tie.to = metric;
        }
    }
    walk.finish(told)
}
