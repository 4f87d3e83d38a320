//! HiBob: the goals and key results that its Goals interface finds (`…/goals/search`, `…/key-results/search`).
//!
//! | what | where it is found |
//! |---|---|
//! | key result | records with a `measureType` and `goalId`: `startValue`, `target`, `currentValue` |
//! | objective | `goals[]`, or a goal that key results lie in (`keyResults[]`) |
//! | progress | `progress`, of 1 or of 100: the greatest in the document tells |
//!
//! The interface documents field names and no answer; its wrappings are guessed with care. People stand as ids, and are
//! not shown.

use super::okr::{self, FIELDS, Fields, Measure, SHAPE, Scale, Shape, Sort};
use super::{Node, Reader};

pub(super) static READER: Reader =
    Reader { name: "HiBob", recognises, read: |source, told| okr::read(&HIBOB, source, told) };

static HIBOB: Shape = Shape {
    records: "goals|keyResults|results|values|data|.",
    sort: |node| match () {
        () if is_key_result(node) => Sort::KeyResult,
        () if okr::named(node, &["goalTypeId"]) || okr::named(node, &["keyResults"]) => Sort::Objective,
        () if okr::named(node, &["title", "status"]) => Sort::Objective,
        () => Sort::Nothing,
    },
    objective: GOAL,
    key_result: GOAL,
    measure: Measure {
        start: "startValue",
        target: "target",
        current: "currentValue",
        unit: "currency|unit",
        kind: "measureType",
        when: "",
    },
    key_results: "keyResults",
    above: "parentGoalId|parentId",
    of: "goalId",
    scale: Scale::Either,
    out: &[("status", "draft", "draft goals"), ("status", "archived", "archived goals")],
    ..SHAPE
};

const GOAL: Fields = Fields { due: "dueDate", weight: "", owner: "owner/displayName", ..FIELDS };

fn is_key_result(node: Node<'_>) -> bool {
    okr::named(node, &["measureType"]) && (okr::named(node, &["currentValue"]) || okr::named(node, &["target"]))
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let lists = ["keyResults", "results", "values", "data"].iter().filter_map(|name| page.get(name));
    let first = lists.chain([page]).find_map(Node::first_object);
    let nested = page.get("goals").and_then(|goals| goals.first_object()?.get("keyResults")?.first_object());
    first.into_iter().chain(nested).any(is_key_result).then_some("measureType, currentValue, target")
}
