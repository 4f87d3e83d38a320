//! WorkBoard: goals and metrics of its interface (`GET /goal`, `/metric`, `/user/{id}/goal`, …/alignment, …/pillars).
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `data.goal`, `data.user.goal`, `data.alignment`: a record, a list, or numbered members |
//! | key result | `goal_metrics[]`, `data.metric`: `metric_initial_data`, `metric_target`; the value now is `metric_achieve_target` |
//! | progress | `goal_progress`, `metric_progress`: text, 100 is all of it |
//! | status | `goal_progress_color`, `metric_progress_color` |
//! | team, owner | `goal_team_name`, `goal_owner_full_name` |
//! | check-ins | `metric_data[]` with values; `metric_confidence[]`, `metric_comments[]`, `goal_comments[]` with notes |
//! | strategies | a strategy and its pillars are objectives, a pillar's outcomes its key results |
//!
//! Every number and date is text; dates are seconds since 1970, and 0 is none. `goal_status` is a code, owners and
//! categories are ids, and none of them is shown. Investment plans and assumptions are counted.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Scale, Shape, Sort, Walk};
use super::{Draft, Node, Reader, Source, Told};
use std::collections::BTreeSet;

pub(super) static READER: Reader = Reader { name: "WorkBoard", recognises, read };

static WORKBOARD: Shape = Shape {
    sort: |node| match () {
        () if okr::named(node, &["goal_id", "goal_name"]) => Sort::Objective,
        () if okr::named(node, &["metric_id", "metric_name"]) => Sort::KeyResult,
        () => Sort::Nothing,
    },
    objective: Fields {
        id: "goal_id",
        title: "goal_name",
        description: "goal_narrative",
        team: "goal_team_name",
        owner: "goal_owner_full_name",
        weight: "",
        status: "goal_progress_color",
        status_at: "",
        progress: "goal_progress",
        due: "goal_target_date",
        ..FIELDS
    },
    key_result: Fields {
        id: "metric_id",
        title: "metric_name",
        description: "metric_description",
        weight: "",
        status: "metric_progress_color",
        status_at: "metric_last_update",
        progress: "metric_progress",
        due: "target_date",
        ..FIELDS
    },
    measure: Measure {
        start: "metric_initial_data",
        target: "metric_target",
        current: "metric_achieve_target",
        unit: "metric_unit/name",
        kind: "",
        when: "metric_last_update",
    },
    check_ins: &[
        CheckIns {
            list: "metric_data",
            when: "metric_data_updated_at|metric_data_created_at",
            value: "metric_data_value",
            note: "metric_data_comment",
            status: "",
            author: "",
        },
        CheckIns {
            list: "metric_comments|metric_confidence|last_metric_comment",
            when: "modified_at|comment_last_updated",
            note: "comment",
            ..NOTES
        },
        NOTES,
    ],
    key_results: "goal_metrics",
    below: "goal_alignments",
    of: "metric_goal_id",
    scale: Scale::Percent,
    words: &[("blue", None), ("grey", None), ("gray", None), ("black", None), ("white", None)],
    ..SHAPE
};

const NOTES: CheckIns = CheckIns {
    list: "goal_comments",
    when: "comment_added_at|comment_last_updated",
    value: "",
    note: "comment_text",
    status: "",
    author: "comment_owner_name",
};

static STRATEGY: Shape = Shape {
    objective: Fields {
        title: "name",
        description: "narrative",
        due: "endDate",
        progress: "",
        status: "",
        weight: "",
        ..FIELDS
    },
    key_result: Fields { title: "narrative", due: "endDate", progress: "", status: "", weight: "", ..FIELDS },
    measure: Measure {
        start: "startValue",
        target: "targetValue",
        current: "currentValue",
        unit: "unitOfMeasurement/name|unitOfMeasurement",
        kind: "",
        when: "",
    },
    key_results: "outcomes",
    below: "pillars",
    ..SHAPE
};

/// Records that stand alone, in a list, or as numbered members of an object.
fn records<'d>(node: Node<'d>) -> Vec<Node<'d>> {
    let is_record = |node: Node<'_>| WORKBOARD_MARKS.iter().any(|mark| okr::named(node, &[mark]));
    if is_record(node) { vec![node] } else { node.parts().filter(|part| is_record(*part)).collect() }
}

const WORKBOARD_MARKS: [&str; 3] = ["goal_name", "metric_name", "pillars"];
const PLACES: [&str; 5] = ["data/goal", "data/user/goal", "data/alignment", "data/strategies", "data/metric"];

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let mut found = PLACES.iter().filter_map(|place| page.at(place)).flat_map(records);
    found
        .next()
        .map(|record| if okr::named(record, &["pillars"]) { "data/strategies" } else { "goal_name, metric_name" })
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut walk = Walk::new(&WORKBOARD);
    let mut strategies = Walk::new(&STRATEGY);
    let (mut seen, mut metrics) = (BTreeSet::new(), Vec::new());
    let places = source.pages.iter().flat_map(|page| PLACES.iter().filter_map(|place| page.at(place)));
    for record in places.flat_map(records) {
        match (WORKBOARD.sort)(record) {
            Sort::Objective => walk.objective(record, None, told),
            Sort::KeyResult => metrics.push(record),
            _ if okr::named(record, &["pillars"]) => strategies.objective(record, None, told),
            _ => {}
        }
        for pillar in
            record.get("pillars").into_iter().flat_map(Node::items).filter(|pillar| seen.insert(pillar.place()))
        {
            let count = |name: &str| pillar.get(name).map_or(0, |list| list.items().count());
            told.leave("assumptions and investment plans", count("assumptions") + count("investmentPlans"));
        }
    }
    // A goal's metrics come beside it, too.
    let ids = walk.draft.key_results.iter().filter_map(|key_result| key_result.goal.id.clone());
    let ids: BTreeSet<String> = ids.collect();
    for metric in metrics {
        let id = metric.get("metric_id").and_then(Node::id).map(|id| okr::key_result(&id));
        if !id.is_some_and(|id| ids.contains(&id)) {
            walk.key_result(metric, None, told);
        }
    }
    let others = strategies.finish(told);
    walk.draft.objectives.extend(others.objectives);
    walk.draft.key_results.extend(others.key_results);
    walk.finish(told)
}
