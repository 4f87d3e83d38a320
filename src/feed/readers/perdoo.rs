//! Perdoo: answers of its GraphQL interface to a query for objectives, with whatever the query asked for.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `data.objectives.edges[].node`, `data.objective`; above it: `parent` |
//! | key result | `results` or `krs` of one: `startValue`, `targetValue`, `currentValue`; initiatives by their `type` |
//! | progress | `progress`, `normalizedValue`: of 1 or of 100, the greatest in the document tells |
//! | team, owner | the first of `groups`, else `company`; `lead` |
//! | cycle | `timeframe`, if all have the same one |
//!
//! No sample of Perdoo's is public; names come from its own article on Power BI. A KPI is no goal, and is not read.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Scale, Shape, Sort};
use super::{Node, Reader};
use crate::feed::vocabulary::Says;

pub(super) static READER: Reader =
    Reader { name: "Perdoo", recognises, read: |source, told| okr::read(&PERDOO, source, told) };

static PERDOO: Shape = Shape {
    records: "data/objectives|data/objective|data/results|data/result",
    sort: |node| match () {
        () if okr::named(node, &["objective"]) => Sort::KeyResult,
        () => Sort::Objective,
    },
    objective: GOAL,
    key_result: Fields { progress: "progress|normalizedValue", ..GOAL },
    measure: Measure {
        start: "startValue",
        target: "targetValue",
        current: "currentValue",
        unit: "metricUnit/name|metricUnit|unit",
        kind: "metricType",
        when: "lastCommitDate|lastUpdateDate",
    },
    check_ins: &[CheckIns {
        list: "commits|updates",
        when: "commitDate|createdDate|created",
        value: "value",
        note: "notes|description|body",
        status: "commitStatus|status",
        author: "user/fullName|author/fullName",
    }],
    key_results: "results|krs|keyResults",
    work: super::okr::Work {
        list: "initiatives",
        title: "name",
        status: "status",
        due: "dueDate",
        serves: "objective",
    },
    above: "parent|alignedGoals",
    of: "objective",
    below: "children",
    period: ["timeframe/name", "timeframe/startDate", "timeframe/endDate"],
    scale: Scale::Either,
    words: &[
        ("noupdates", None),
        ("nostatus", None),
        ("needsattention", Some(Says::AtRisk)),
        ("accomplished", Some(Says::Done)),
    ],
    out: &[("archived", "true", "archived goals"), ("stage", "draft", "draft goals")],
    is_work: |node| node.get("type").and_then(Node::text).is_some_and(|kind| kind.eq_ignore_ascii_case("initiative")),
    ..SHAPE
};

const GOAL: Fields = Fields {
    title: "name",
    team: "groups/edges/0/node/name|groups/0/name|company/name",
    owner: "lead/fullName|lead/name",
    due: "dueDate|timeframe/endDate",
    url: "url",
    ..FIELDS
};

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let list = page.at("data/objectives").or_else(|| page.at("data/objective"))?;
    let first = list.at("edges/0/node").or_else(|| list.at("nodes/0")).unwrap_or(list);
    let marks = ["timeframe", "results", "krs", "groups"];
    marks.iter().any(|name| okr::named(first, &[name])).then_some("data/objectives, timeframe, results")
}
