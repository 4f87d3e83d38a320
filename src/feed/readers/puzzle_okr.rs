//! puzzle/okr: the overview of teams, objectives, key results and check-ins of its interface.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `[].objectives[]`, one team's `objectives[]`, an objective alone |
//! | key result | `keyResults[]`, or alone: metric ones from `baseline` to `targetValue`, else to `stretchGoal` |
//! | ordinal key result | zones in words and no numbers: no measure; the zones are its description |
//! | team, owner | `team.name`; `owner.firstName`, `lastName` |
//! | status | `state`: `SUCCESSFUL`, `NOTSUCCESSFUL` |
//! | check-ins | `lastCheckIn`: value, or zone, with what changed and what comes next |
//! | initiatives | `actionList[]` |
//! | cycle | `quarter`, if all have the same one |
//!
//! Drafts and what lies in the backlog's quarter are left out. Confidence, 0 to 10, is no status. Lists of quarters and
//! check-ins alone are no goals.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Shape, Sort, Walk, Work};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::envelope;

pub(super) static READER: Reader = Reader { name: "puzzle/okr", recognises, read };

static PUZZLE: Shape = Shape {
    sort: |node| match () {
        () if okr::named(node, &["keyResultType"]) => Sort::KeyResult,
        () if is_objective(node) => Sort::Objective,
        () => Sort::Nothing,
    },
    objective: Fields { status: "state", ..GOAL },
    key_result: Fields { confidence: "lastCheckIn/confidence", ..GOAL },
    measure: Measure {
        start: "baseline",
        target: "targetValue|stretchGoal",
        current: "lastCheckIn/value",
        unit: "unit/unitName",
        kind: "keyResultType",
        when: "",
    },
    check_ins: &[CheckIns {
        list: "lastCheckIn",
        when: "createdOn|modifiedOn",
        value: "value",
        note: "changeInfo",
        status: "",
        author: "createdBy",
    }],
    work: Work { list: "actionList", title: "action", status: "isChecked", ..SHAPE.work },
    key_results: "keyResults",
    of: "objective",
    period: ["quarter/label", "quarter/startDate", "quarter/endDate"],
    words: &[("ongoing", None)],
    out: &[
        ("state", "draft", "draft goals"),
        ("quarter/isBacklogQuarter", "true", "goals in the backlog"),
        ("quarter/id", "999", "goals in the backlog"),
        ("objective/state", "draft", "key results of goals that are left out"),
    ],
    key_result_too: |node, key_result, told| {
        let name = |name: &str| node.at(name).and_then(Node::text);
        let both: Vec<&str> = ["owner/firstName", "owner/lastName"].iter().filter_map(|part| name(part)).collect();
        key_result.goal.owner = Some(both.join(" ")).filter(|name| !name.is_empty());
        if let Some(next) = name("lastCheckIn/initiatives") {
            for check_in in &mut key_result.goal.check_ins {
                let said = [check_in.note.take(), Some(next.to_string())];
                check_in.note = Some(said.into_iter().flatten().collect::<Vec<_>>().join("; "));
            }
        }
        if name("keyResultType") != Some("ordinal") {
            return;
        }
        const ZONES: &[(&str, &str)] =
            &[("Commit", "commitZone"), ("Target", "targetZone"), ("Stretch", "stretchZone|stretchGoal")];
        let zone = |path: &str, told: &mut Told| told.plain(okr::find(node, path));
        let mut lines: Vec<String> = key_result.goal.description.take().into_iter().collect();
        lines.extend(ZONES.iter().filter_map(|(name, path)| Some(format!("{name}: {}", zone(path, told)?))));
        key_result.goal.description = Some(lines.join("; ")).filter(|text| !text.is_empty());
        for check_in in &mut key_result.goal.check_ins {
            let reached = name("lastCheckIn/zone");
            let Some((name, _)) =
                ZONES.iter().find(|(name, _)| reached.is_some_and(|zone| zone.eq_ignore_ascii_case(name)))
            else {
                continue;
            };
            let said = [Some(String::from(*name)), check_in.note.take()];
            check_in.note = Some(said.into_iter().flatten().collect::<Vec<_>>().join(": "));
        }
    },
    ..SHAPE
};

const GOAL: Fields = Fields { title: "title", status: "", weight: "", progress: "", ..FIELDS };

fn is_objective(node: Node<'_>) -> bool {
    okr::named(node, &["title", "state"]) && ["quarter", "quarterId"].iter().any(|name| okr::named(node, &[name]))
}

/// One team's part of the overview.
fn is_team(node: Node<'_>) -> bool {
    okr::named(node, &["team", "objectives"])
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.first_object().unwrap_or(page);
    let goal = if is_team(first) { first.get("objectives")?.first_object()? } else { first };
    match () {
        () if okr::named(goal, &["keyResultType", "title"]) => Some("keyResultType"),
        () if is_objective(goal) => Some("objectives, state, quarter"),
        () => None,
    }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut walk = Walk::new(&PUZZLE);
    for record in source.pages.iter().flat_map(|page| envelope::list(*page)) {
        let before = walk.draft.objectives.len();
        match (PUZZLE.sort)(record) {
            Sort::KeyResult => walk.key_result(record, None, told),
            Sort::Objective => walk.objective(record, None, told),
            _ => {
                let goals = record.get("objectives").into_iter().flat_map(Node::items);
                goals.for_each(|goal| walk.objective(goal, None, told));
            }
        }
        let team = told.plain(record.at("team/name"));
        for objective in walk.draft.objectives.iter_mut().skip(before) {
            objective.goal.team.clone_from(&team);
        }
    }
    walk.finish(told)
}
