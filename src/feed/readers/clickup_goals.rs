//! ClickUp's goals: `GET /team/{id}/goal` and `GET /goal/{id}`.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `goals[]`, `goal`, `folders[].goals[]` |
//! | key result | `key_results[]`: `steps_start`, `steps_end`, `steps_current`, `unit`; `boolean`: `completed`, too |
//! | progress | `percent_completed`, of 1 in some answers and of 100 in others: the greatest in the document tells |
//! | owner, team | `owners[].username`; the name of its folder, if that is no period |
//! | check-ins | `last_action` and `history[]`: a value, a note and a day |
//!
//! `team_id` is the whole workspace and no team. Tasks that count towards a key result stand as ids, and are not read.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Scale, Shape, Sort, Walk};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::settle::days_of;

pub(super) static READER: Reader = Reader { name: "ClickUp Goals", recognises, read };

static CLICKUP: Shape = Shape {
    records: "goals|goal",
    sort: |_| Sort::Objective,
    objective: GOAL,
    key_result: Fields { url: "", ..GOAL },
    measure: Measure {
        start: "steps_start",
        target: "steps_end",
        current: "steps_current|completed",
        unit: "unit",
        kind: "type",
        when: "",
    },
    check_ins: &[CheckIns {
        list: "last_action|history",
        when: "date_modified",
        value: "steps_current",
        note: "note",
        status: "",
        author: "",
    }],
    key_results: "key_results",
    scale: Scale::Either,
    key_result_too: |node, key_result, _| {
        if key_result.measure.yes_no && node.get("completed").and_then(Node::truth) == Some(true) {
            key_result.current = Some(1.0);
        }
    },
    out: &[("archived", "true", "archived goals")],
    ..SHAPE
};

const GOAL: Fields = Fields {
    title: "name",
    owner: "owners/0/username",
    status: "",
    weight: "",
    progress: "percent_completed",
    due: "due_date",
    url: "pretty_url",
    ..FIELDS
};

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut walk = Walk::new(&CLICKUP);
    for page in &source.pages {
        walk.page(*page, told);
        for folder in page.get("folders").into_iter().flat_map(Node::items) {
            let before = walk.draft.objectives.len();
            folder.get("goals").into_iter().flat_map(Node::items).for_each(|goal| walk.objective(goal, None, told));
            // A folder is a team's, unless it is a quarter's.
            let team = folder.get("name").and_then(Node::text).filter(|name| days_of(name, 2000).is_none());
            for objective in walk.draft.objectives.iter_mut().skip(before) {
                objective.goal.team = team.map(String::from);
            }
        }
    }
    walk.finish(told)
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.get("goals").and_then(Node::first_object).or_else(|| page.get("goal"));
    let first = first.or_else(|| page.at("folders/0/goals")?.first_object());
    first.is_some_and(|goal| okr::named(goal, &["pretty_id", "key_results"])).then_some("pretty_id, key_results")
}
