//! Tability: the objectives and outcomes of a plan, from its interface.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | records with `outcome_progress_prct` and no `objective_id` |
//! | key result | outcomes: `from`, `to`; the value now is the `score` of the latest check-in |
//! | unit | `score_format`: `$_number_`, `_number_%` |
//! | progress | `outcome_progress_prct`: 1 is all of it, whatever its name says |
//! | status | `red`, `yellow`, `green` in a check-in; `completed` |
//! | check-ins | `current_checkin`, `previous_checkin`, `checkins[]` |
//! | cycle | `plan`, if all have the same one |
//!
//! Net confidence (`ncs`) and the share of initiatives done are not shown. That there are more pages stands only in the
//! answer's headers, which the document does not have.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Shape, Sort};
use super::{Node, Reader};

pub(super) static READER: Reader =
    Reader { name: "Tability", recognises, read: |source, told| okr::read(&TABILITY, source, told) };

const OWNER: &str = "membership/cached_firstname";

static TABILITY: Shape = Shape {
    records: "data|objectives|outcomes|initiatives|.",
    sort: |node| match () {
        () if is_outcome(node) => Sort::KeyResult,
        () if is_objective(node) => Sort::Objective,
        () => Sort::Nothing,
    },
    objective: GOAL,
    key_result: Fields {
        status: "current_checkin/confidence",
        status_at: "current_checkin/checkin_date",
        due: "finish_at|due_at",
        ..GOAL
    },
    measure: Measure {
        start: "from",
        target: "to",
        current: "current_checkin/score|score",
        unit: "",
        kind: "outcome_type",
        when: "current_checkin/checkin_date",
    },
    check_ins: &[CheckIns {
        list: "previous_checkin|current_checkin|checkins",
        when: "checkin_date|created_at",
        value: "score",
        note: "body",
        status: "confidence",
        author: "membership/cached_firstname",
    }],
    key_results: "outcomes",
    of: "objective_id",
    period: ["plan/title", "plan/start_at", "plan/finish_at"],
    words: &[("grey", None), ("gray", None)],
    out: &[("archived", "true", "archived goals")],
    key_result_too: |node, key_result, _| {
        // The format is written around the number.
        let format = node.get("score_format").and_then(Node::text).unwrap_or_default();
        let unit = format.replace("_number_", "");
        if !unit.trim().is_empty() {
            key_result.measure.unit = Some(unit.trim().to_string());
        }
        if node.get("completed").and_then(Node::truth) == Some(true) {
            key_result.goal.life = Some(okr::ACHIEVED);
        }
    },
    ..SHAPE
};

const GOAL: Fields = Fields { owner: OWNER, status: "", progress: "outcome_progress_prct", weight: "", ..FIELDS };

fn is_outcome(node: Node<'_>) -> bool {
    okr::named(node, &["objective_id", "score_format"])
}

fn is_objective(node: Node<'_>) -> bool {
    okr::named(node, &["outcome_progress_prct", "title"])
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let lists = ["data", "objectives", "outcomes"].iter().filter_map(|name| page.get(name));
    let first = lists.chain([page]).find_map(Node::first_object).unwrap_or(page);
    (is_outcome(first) || is_objective(first)).then_some("outcome_progress_prct")
}
