//! Leapsome: `GET /goals` of its interface, page by page, and one goal alone.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `data[]`, a goal alone; above it: `parent._id` |
//! | key result | `keyResults[]`: `metric {type, start, end, current}`, `weight` |
//! | progress | `progress`, 100 is all of it |
//! | team, owner | `team.name`, `ownerTeam.name`; `managedBy`, `user`, `ownerUser`: names |
//! | status | `progressStatus`; `status` is where the goal is in its life (`live`, `draft`, `archived`) |
//!
//! Comments and tags come in documents of their own that do not say whose they are, and are not read.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Scale, Shape};
use super::{Node, Reader};

pub(super) static READER: Reader =
    Reader { name: "Leapsome", recognises, read: |source, told| okr::read(&LEAPSOME, source, told) };

static LEAPSOME: Shape = Shape {
    records: "data|.",
    sort: |node| if is_goal(node) { okr::Sort::Objective } else { okr::Sort::Nothing },
    objective: Fields {
        title: "name",
        team: "team/name",
        owner: "managedBy/preferredName|managedBy/fullName|user/preferredName|user/fullName",
        status: "progressStatus|status",
        due: "deadline",
        ..FIELDS
    },
    key_result: Fields {
        title: "name",
        team: "ownerTeam/name",
        owner: "ownerUser/preferredName|ownerUser/fullName",
        status: "progressStatus",
        due: "deadline",
        ..FIELDS
    },
    measure: Measure {
        start: "metric/start",
        target: "metric/end",
        current: "metric/current",
        unit: "metric/unit|metric/currency",
        kind: "metric/type",
        when: "",
    },
    check_ins: &[CheckIns {
        list: "comments",
        when: "createdAt",
        value: "",
        note: "content",
        status: "",
        author: "sender/fullName",
    }],
    key_results: "keyResults",
    above: "parent",
    scale: Scale::Percent,
    words: &[("live", None)],
    out: &[("status", "draft", "draft goals"), ("status", "archived", "archived goals")],
    ..SHAPE
};

fn is_goal(node: Node<'_>) -> bool {
    okr::named(node, &["keyResults", "progress"])
        && ["managedBy", "progressStatus", "contributors"].iter().any(|name| okr::named(node, &[name]))
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.get("data").and_then(Node::first_object);
    (first.is_some_and(is_goal) || is_goal(page)).then_some("keyResults, progress, managedBy")
}
