//! Viva Goals: rows of its export and import template, as a list of records with the English headings as names.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | rows whose 'Type' is none of the following; above it: 'Parent OKR', an id or a title |
//! | key result | rows whose 'Type' is a key result or KPI: 'Start value', 'Target value', 'Current value' |
//! | initiative | rows whose 'Type' is an initiative or project |
//! | progress | 'Progress', of 1 or of 100: the greatest in the document tells |
//! | team, owner, cycle | 'Team'; 'Owner'; 'Time period', if all have the same one |
//!
//! Viva Goals gave no JSON of goals: the export is a sheet, and Graph's export job is only where that is fetched, which
//! is not recognised.

use super::okr::{self, Fields, Measure, SHAPE, Scale, Shape, Sort, Work};
use super::{Node, Reader};
use crate::feed::vocabulary::fold;

pub(super) static READER: Reader =
    Reader { name: "Viva Goals", recognises, read: |source, told| okr::read(&VIVA, source, told) };

static VIVA: Shape = Shape {
    records: "value|rows|data|.",
    sort: |node| match fold(node.get("Type").and_then(Node::text).unwrap_or_default()).as_str() {
        "keyresult" | "kr" | "kpi" => Sort::KeyResult,
        "initiative" | "project" | "keyinitiative" => Sort::Initiative,
        _ if okr::named(node, &["Title"]) => Sort::Objective,
        _ => Sort::Nothing,
    },
    objective: GOAL,
    key_result: GOAL,
    measure: Measure {
        start: "Start value|Start Value|Metric start",
        target: "Target value|Target Value|Metric target",
        current: "Current value|Current Value|Metric current",
        unit: "Metric unit|Unit",
        kind: "Metric type",
        when: "Last check-in date|Last check-in|Last Check-in Date",
    },
    work: Work { list: "", title: "Title", status: "Status", due: "End date|Due date|Due Date", serves: PARENT },
    above: PARENT,
    of: PARENT,
    period: ["Time period|Time Period", "", ""],
    scale: Scale::Either,
    out: &[("Status", "draft archived deleted", "archived goals")],
    ..SHAPE
};

const PARENT: &str = "Parent OKR|Parent OKR Reference|Parent";

const GOAL: Fields = Fields {
    id: "OKR Reference|OKR ID|Id|ID",
    title: "Title",
    description: "Description",
    team: "Team|Teams",
    owner: "Owner",
    weight: "Weight",
    status: "Status",
    status_at: "Last check-in date|Last check-in|Last Check-in Date",
    progress: "Progress|Progress (%)",
    due: "End date|Due date|Due Date|End Date",
    url: "Link|URL",
    confidence: "",
};

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let lists = ["value", "rows", "data"].iter().filter_map(|name| page.get(name));
    let first = lists.chain([page]).find_map(Node::first_object)?;
    let goal = okr::named(first, &["Title", "Type"])
        && ["OKR Reference", "Parent OKR", "Time period"].iter().any(|name| okr::named(first, &[name]));
    goal.then_some("Title, Type, Parent OKR")
}
