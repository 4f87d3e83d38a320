//! Lattice: `GET /v1/goals` of its interface, page by page, and one goal alone.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `data[]` with `okrType` `objective`, or none; above it: `parentGoal.id` |
//! | its measure | `amountType`, `startingAmount`, `endingAmount`, `currentAmount`: a key result of its own, or its progress where it has key results |
//! | key result | `data[]` with `okrType` `key_result`; its objective: `parentGoal.id` |
//! | status | `status`: `OnTrack`, `Progressing`, `OffTrack`; `state`: `Ended` |
//!
//! Owners and departments stand as addresses of other documents, and are not shown. Drafts and archived goals are left
//! out.

use super::okr::{self, FIELDS, Fields, Measure, SHAPE, Shape, Sort};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::draft::{DraftKeyResult, DraftTie};
use crate::feed::envelope;
use crate::feed::vocabulary::Says;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static READER: Reader = Reader { name: "Lattice", recognises, read };

static LATTICE: Shape = Shape {
    records: "data|.",
    sort: |node| match node.get("okrType").and_then(Node::text) {
        Some("key_result" | "KeyResult") if node.has(&["parentGoal"]) => Sort::KeyResult,
        _ if okr::named(node, &["amountType"]) => Sort::Objective,
        _ => Sort::Nothing,
    },
    objective: GOAL,
    key_result: GOAL,
    measure: MEASURE,
    above: "parentGoal",
    of: "parentGoal",
    // 'Progressing' stands between on and off track.
    words: &[("notupdated", None), ("progressing", Some(Says::AtRisk)), ("active", None)],
    out: &[
        ("state", "draft", "draft goals"),
        ("state", "archived", "archived goals"),
        ("archivedAt", "*", "archived goals"),
    ],
    ..SHAPE
};

const MEASURE: Measure = Measure {
    start: "startingAmount",
    target: "endingAmount",
    current: "currentAmount",
    unit: "",
    kind: "amountType",
    when: "",
};

const GOAL: Fields = Fields {
    title: "name",
    team: "department/name",
    owner: "owners/data/0/name",
    weight: "",
    status: "status|state",
    progress: "",
    due: "dueDate",
    ..FIELDS
};

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = okr::read(&LATTICE, source, told);
    let above: BTreeSet<String> =
        draft.key_results.iter().filter_map(|key_result| Some(key_result.objective.as_ref()?.to.clone())).collect();
    let places: BTreeMap<String, usize> =
        draft.objectives.iter().enumerate().map(|(place, objective)| (objective.goal.at.clone(), place)).collect();
    for goal in source.pages.iter().flat_map(|page| envelope::records(*page)) {
        let at = goal.pointer();
        let Some(objective) = places.get(&at).and_then(|place| draft.objectives.get_mut(*place)) else { continue };
        let mut key_result = DraftKeyResult::default();
        okr::measure(goal, &MEASURE, &mut key_result, told);
        let has_key_results = objective.goal.id.as_ref().is_some_and(|id| above.contains(id));
        let (start, target) = (key_result.measure.start.unwrap_or(0.0), key_result.measure.target);
        match target.zip(key_result.current).filter(|(target, _)| (target - start).abs() > f64::EPSILON) {
            // What lies below is rolled up into it.
            _ if key_result.measure.yes_no && has_key_results => {}
            Some((target, current)) if has_key_results => {
                objective.goal.progress = Some((current - start) / (target - start));
            }
            _ if !has_key_results && (target.is_some() || key_result.measure.yes_no) => {
                key_result.goal.at.clone_from(&at);
                key_result.goal.id = objective.goal.id.as_ref().map(|id| [id, "#measure"].concat());
                key_result.goal.title.clone_from(&objective.goal.title);
                key_result.objective = Some(DraftTie { at: at.clone(), to: at });
                draft.key_results.push(key_result);
            }
            _ => {}
        }
    }
    draft
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.get("data").and_then(Node::first_object).unwrap_or(page);
    okr::named(first, &["amountType", "goalType"]).then_some("amountType, goalType")
}
