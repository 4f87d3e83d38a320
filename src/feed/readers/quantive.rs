//! Quantive Results, once Gtmhub: `GET /goals` and `GET /metrics` of its interface, page by page.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `items[]` with an `attainment`; above it: `parentId` |
//! | key result | `metrics[]` in it, or `items[]` with a `goalId`: `initialValue`, `target`, `actual` |
//! | progress | `attainment`, 1 is all of it; more than that is real |
//! | owner, team | `assignee.name`, as the one or the other |
//! | check-ins | `snapshots[]`; else the present value, at `lastCheckInDate` |
//!
//! Owners (`ownerId`) and periods (`sessionId`) are ids of things in other documents, and not shown. Confidence in
//! numbers is no status.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Shape, Sort};
use super::{Node, Reader};

pub(super) static READER: Reader =
    Reader { name: "Quantive", recognises, read: |source, told| okr::read(&QUANTIVE, source, told) };

static QUANTIVE: Shape = Shape {
    records: "items|metrics|.",
    sort: |node| match () {
        () if okr::named(node, &["goalId"]) => Sort::KeyResult,
        () if okr::named(node, &["attainment", "name"]) => Sort::Objective,
        () => Sort::Nothing,
    },
    objective: GOAL,
    key_result: GOAL,
    measure: Measure {
        start: "initialValue",
        target: "target",
        current: "actual",
        unit: "format/suffix|format/prefix|unit",
        kind: "",
        when: "lastCheckInDate",
    },
    check_ins: &[CheckIns {
        list: "snapshots",
        when: "dateFrom|date|dateCreated",
        value: "value",
        note: "comment",
        status: "",
        author: "",
    }],
    key_results: "metrics",
    above: "parentId",
    of: "goalId",
    words: &[("open", None)],
    out: &[("archived", "true", "archived goals"), ("isDeleted", "true", "deleted goals")],
    ..SHAPE
};

const GOAL: Fields = Fields {
    title: "name",
    owner: "assignee/name",
    status: "closedStatus/status",
    progress: "attainment",
    due: "dateTo|dueDate",
    url: "url",
    confidence: "confidence/value",
    ..FIELDS
};

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.get("items").and_then(Node::first_object).unwrap_or(page);
    let goal = okr::named(first, &["attainment", "name"])
        && ["metrics", "sessionId", "goalId"].iter().any(|name| okr::named(first, &[name]));
    goal.then_some("attainment, metrics, sessionId")
}
