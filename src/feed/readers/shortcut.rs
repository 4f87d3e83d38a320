//! Shortcut's objectives and key results: `GET /objectives` and `GET /key-results/{id}`, one by one or in lists.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | records with `key_result_ids`; done: `state`, `completed` |
//! | key result | records with `objective_id`: `initial_`, `current_` and `current_target_value`, as text or yes or no |
//! | progress | of a key result: `progress`, 100 is all of it |
//!
//! Epics and stories are not goals, and are not read here. Members and teams stand as ids, and are not shown.

use super::okr::{self, FIELDS, Fields, Measure, SHAPE, Scale, Shape, Sort};
use super::{Node, Reader};

pub(super) static READER: Reader =
    Reader { name: "Shortcut", recognises, read: |source, told| okr::read(&SHORTCUT, source, told) };

static SHORTCUT: Shape = Shape {
    records: "objectives|key_results|data|.",
    sort: |node| match () {
        () if is_key_result(node) => Sort::KeyResult,
        () if is_objective(node) => Sort::Objective,
        () => Sort::Nothing,
    },
    objective: Fields { title: "name", status: "state", weight: "", progress: "", url: "app_url", ..FIELDS },
    key_result: Fields { title: "name", status: "", weight: "", ..FIELDS },
    measure: Measure {
        start: "initial_observed_value/numeric_value|initial_observed_value/boolean_value",
        target: "current_target_value/numeric_value|current_target_value/boolean_value",
        current: "current_observed_value/numeric_value|current_observed_value/boolean_value",
        unit: "",
        kind: "type",
        when: "",
    },
    key_results: "key_results",
    of: "objective_id",
    scale: Scale::Percent,
    out: &[("archived", "true", "archived goals")],
    ..SHAPE
};

fn is_key_result(node: Node<'_>) -> bool {
    okr::named(node, &["objective_id", "current_observed_value"])
}

fn is_objective(node: Node<'_>) -> bool {
    okr::named(node, &["key_result_ids", "name"])
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let lists = ["objectives", "key_results", "data"].iter().filter_map(|name| page.get(name));
    let first = lists.chain([page]).find_map(Node::first_object).unwrap_or(page);
    match () {
        () if is_key_result(first) => Some("objective_id, current_observed_value"),
        () if is_objective(first) => Some("key_result_ids"),
        () => None,
    }
}
