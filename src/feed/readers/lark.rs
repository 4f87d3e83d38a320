//! Lark's OKR (Feishu): its interface (v2), and what the vendor's command line makes of it.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `objectives[]`, `items[]`: `content`, a document in JSON in a text, or plain text |
//! | key result | `key_results[]` in it, or records with an `objective_id` |
//! | measure | `indicator`, if somebody put it in: `start_value`, `target_value`, `current_value`, `unit`, `indicator_status` |
//! | progress | `score`, 0 to 1, as soon as somebody has given one: 0 is what stands there before |
//! | check-ins | `progress_list[]`, if somebody put it in: text and status; a percentage is no value of the measure |
//! | cycle | `cycles[]`, where one is left that is not hidden or invalid |
//!
//! People and categories stand as ids, and are not shown. Times have no zone, and are the office's.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Shape, Sort, Walk};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::document::Document;
use crate::feed::draft::{DraftCycle, DraftGoal};
use crate::feed::loose::Scalar;
use crate::feed::vocabulary::Says;
use std::collections::BTreeMap;

pub(super) static READER: Reader = Reader { name: "Lark OKR", recognises, read };

static LARK: Shape = Shape {
    records: "objectives|key_results|items|data/objectives|data/key_results|data/items",
    sort: |node| match () {
        () if okr::named(node, &["objective_id"]) => Sort::KeyResult,
        () if okr::named(node, &["content"]) => Sort::Objective,
        () => Sort::Nothing,
    },
    objective: GOAL,
    key_result: GOAL,
    measure: Measure {
        start: "indicator/start_value",
        target: "indicator/target_value",
        current: "indicator/current_value",
        unit: "indicator/unit/unit_value",
        kind: "",
        when: "indicator/update_time",
    },
    check_ins: &[CheckIns {
        list: "progress_list",
        when: "modify_time",
        value: "",
        note: "content",
        status: "progress_rate/status",
        author: "",
    }],
    key_results: "key_results",
    of: "objective_id",
    words: &[
        ("1", Some(Says::AtRisk)),
        ("2", Some(Says::OffTrack)),
        ("0", Some(Says::OnTrack)),
        ("normal", Some(Says::OnTrack)),
    ],
    objective_too: |node, objective, told| texts(node, &mut objective.goal, told),
    key_result_too: |node, key_result, told| {
        texts(node, &mut key_result.goal, told);
        if key_result.measure.target.is_some() {
            key_result.goal.progress = None;
        }
        let sign = match key_result.measure.unit.as_deref() {
            Some("PERCENT") => "%",
            Some("YUAN") => "¥",
            _ => return,
        };
        key_result.measure.unit = Some(sign.into());
    },
    ..SHAPE
};

const GOAL: Fields = Fields {
    title: "content/text|content",
    description: "notes/text|notes",
    status: "indicator/indicator_status",
    status_at: "indicator/update_time",
    progress: "score",
    due: "deadline",
    ..FIELDS
};

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let page = page.get("data").unwrap_or(page);
    let first = |name: &str| page.get(name).and_then(Node::first_object);
    let goal = ["objectives", "key_results", "items"].iter().filter_map(|name| first(name));
    let mut goal = goal.filter(|goal| okr::named(*goal, &["content", "position", "score"]));
    match () {
        () if goal.next().is_some() => Some("content, position, score"),
        () if first("cycles").is_some_and(|cycle| okr::named(cycle, &["tenant_cycle_id", "cycle_status"])) => {
            Some("cycles, tenant_cycle_id")
        }
        () => None,
    }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut walk = Walk::new(&LARK);
    for page in &source.pages {
        walk.page(*page, told);
        for cycle in page.get("data").unwrap_or(*page).get("cycles").into_iter().flat_map(Node::items) {
            let status = cycle.get("cycle_status").and_then(Node::id).unwrap_or_default();
            if ["2", "3", "invalid", "hidden"].contains(&status.as_str()) {
                told.leave("periods that are over or hidden", 1);
                continue;
            }
            walk.period(DraftCycle {
                at: cycle.pointer(),
                name: None,
                start: told.when(cycle.get("start_time")),
                end: told.when(cycle.get("end_time")),
            });
        }
    }
    walk.finish(told)
}

/// Takes texts out of documents; a score of 0 has not been given.
fn texts(node: Node<'_>, goal: &mut DraftGoal, told: &mut Told) {
    goal.title = said(okr::find(node, GOAL.title), told);
    goal.description = said(okr::find(node, GOAL.description), told);
    let records = node.get("progress_list").into_iter().flat_map(Node::items);
    let records: BTreeMap<String, Node<'_>> = records.map(|record| (record.pointer(), record)).collect();
    for check_in in &mut goal.check_ins {
        check_in.note = said(records.get(&check_in.at).and_then(|record| record.get("content")), told);
    }
    goal.progress = goal.progress.filter(|score| *score > 0.0);
}

/// What a document of blocks says, whether it is one or a text that holds one; else the plain text.
fn said(node: Option<Node<'_>>, told: &mut Told) -> Option<String> {
    let inside = node?.text().filter(|text| text.starts_with('{')).and_then(|text| Document::of(text.as_bytes()).ok());
    let top = inside.as_ref().map(Document::top).or(node)?;
    let Some(blocks) = top.get("blocks") else { return told.plain(node) };
    let line = |block: Node<'_>| {
        let elements = block.at("paragraph/elements").into_iter().flat_map(Node::items);
        let pieces = elements.filter_map(|element| {
            match okr::find(element, "text_run/text|docs_link/title|textRun/text|docsLink/title")?.scalar() {
                Some(Scalar::Text(text)) => Some(text.to_string()),
                _ => None,
            }
        });
        Some(pieces.collect::<String>().trim().to_string()).filter(|line| !line.is_empty())
    };
    let lines: Vec<String> = blocks.items().filter_map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
