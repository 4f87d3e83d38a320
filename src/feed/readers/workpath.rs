//! Workpath: `GET /goals` of its Connect interface, page by page, and `GET /goals/{id}` with the key results.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `goals[]`, a goal alone; above it: `goal_parents_ids`, several |
//! | key result | `key_results[]` of a goal alone: `start_value`, `target_value`, `current_value`; `percental` counts to 100 |
//! | progress | `progress`, 1 is all of it |
//! | team, owner | `team`, `owner_team`, `owner`: names |
//! | initiatives | `initiatives[]` |
//!
//! Lists hold no key results. `confidence_level` (0 to 10) is no status, and `kind` is not shown. Drafts are left out.

use super::okr::{self, FIELDS, Fields, Measure, SHAPE, Shape, Work};
use super::{Node, Reader};

pub(super) static READER: Reader =
    Reader { name: "Workpath", recognises, read: |source, told| okr::read(&WORKPATH, source, told) };

static WORKPATH: Shape = Shape {
    records: "goals|.",
    sort: |node| if okr::named(node, &["title"]) { okr::Sort::Objective } else { okr::Sort::Nothing },
    objective: GOAL,
    key_result: Fields { team: "owner_team/name|owner_team", ..GOAL },
    measure: Measure {
        start: "start_value",
        target: "target_value",
        current: "current_value",
        unit: "currency",
        kind: "type",
        when: "last_status_update_at",
    },
    key_results: "key_results",
    above: "goal_parents_ids",
    work: Work { list: "initiatives", ..SHAPE.work },
    out: &[("draft", "true", "draft goals"), ("archived", "true", "archived goals")],
    ..SHAPE
};

const GOAL: Fields = Fields {
    team: "team/name|team",
    owner: "owner/name|owner",
    due: "target_date",
    confidence: "confidence_level",
    ..FIELDS
};

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.get("goals").and_then(Node::first_object);
    match () {
        () if first.is_some_and(|goal| okr::named(goal, &["confidence_level", "progress", "kind"])) => {
            Some("goals, goals/confidence_level, goals/kind")
        }
        () if okr::named(page, &["key_results", "goal_parents_ids"]) => Some("key_results, goal_parents_ids"),
        () => None,
    }
}
