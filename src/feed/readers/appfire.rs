//! Appfire's OKR for Jira: its export interface (`/api/v2/api-export/objectives/…`, `/keyResults/…`).
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `okrs[]`; above it: `parentObjectiveId` |
//! | key result | `krs[]`: `latestUpdate {startValue, desiredValue, value}`, else `currentProgressDefinition`; `unit.symbol` |
//! | progress | `percentDone`, 100 is all of it |
//! | team | the first of `teamIds`, in `teams[]` |
//! | status | `latestUpdate.status`, on the day it was `created` |
//! | check-ins | `latestUpdate`, and all `updates[]` that stand in the same document |
//! | cycle | `periods[]`, if all objectives have the same `periodAliasId` |
//!
//! Owners stand as Atlassian accounts' ids, and are not shown; neither are labels, grades and custom fields. Updates and
//! their comments in documents of their own belong to no goal that they name, and are not recognised.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Scale, Shape, Walk};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::draft::{DraftCycle, DraftTeam};
use std::collections::{BTreeMap, BTreeSet};

pub(super) static READER: Reader = Reader { name: "OKR for Jira", recognises, read };

static APPFIRE: Shape = Shape {
    objective: GOAL,
    key_result: GOAL,
    measure: Measure {
        start: "latestUpdate/startValue|currentProgressDefinition/startValue",
        target: "latestUpdate/desiredValue|currentProgressDefinition/desiredValue",
        current: "latestUpdate/value",
        unit: "unit/symbol|unit/name",
        kind: "",
        when: "latestUpdate/created",
    },
    check_ins: &[UPDATE],
    above: "parentObjectiveId",
    of: "parentObjectiveId",
    scale: Scale::Percent,
    out: &[("archived", "true", "archived goals")],
    objective_too: |_, objective, _| {
        // The value of an objective is its progress once more.
        objective.goal.check_ins.iter_mut().for_each(|check_in| check_in.value = None);
    },
    ..SHAPE
};

const UPDATE: CheckIns = CheckIns {
    list: "latestUpdate",
    when: "created",
    value: "value",
    note: "description",
    status: "status",
    author: "",
};

const GOAL: Fields = Fields {
    title: "name",
    team: "teamIds/0",
    status: "latestUpdate/status",
    status_at: "latestUpdate/created",
    progress: "percentDone",
    due: "deadline",
    url: "link",
    ..FIELDS
};

fn recognises(page: Node<'_>) -> Option<&'static str> {
    okr::named(page, &["okrs", "krs"]).then_some("okrs, krs")
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut walk = Walk::new(&APPFIRE);
    let records = |name: &'static str| source.pages.iter().filter_map(move |page| page.get(name)).flat_map(Node::items);
    let named = |name: &'static str| -> BTreeMap<String, Node<'_>> {
        records(name).filter_map(|record| Some((record.get("id")?.id()?, record))).collect()
    };
    let (teams, periods) = (named("teams"), named("periods"));
    // With pages, the same record may come twice.
    let mut seen = BTreeSet::new();
    let mut once = |record: &Node<'_>| {
        let list = record.above().and_then(Node::name).unwrap_or_default();
        record.get("id").and_then(Node::id).is_none_or(|id| seen.insert([list, "/", &id].concat()))
    };
    for okr in records("okrs").filter(&mut once) {
        walk.objective(okr, None, told);
        let period = okr.get("periodAliasId").and_then(Node::id).and_then(|id| periods.get(&id));
        if let Some(period) = period {
            walk.period(DraftCycle {
                at: period.pointer(),
                name: told.text(period.get("name")),
                start: okr::day(period.get("startDate"), told),
                end: okr::day(period.get("deadline"), told),
            });
        }
    }
    records("krs").filter(&mut once).for_each(|kr| walk.key_result(kr, None, told));
    for update in records("updates") {
        let of = update.get("entityId").and_then(Node::id).unwrap_or_default();
        walk.later(&of, update, &UPDATE, told);
    }
    let mut draft = walk.finish(told);
    let objectives = draft.objectives.iter_mut().map(|objective| &mut objective.goal);
    for goal in objectives.chain(draft.key_results.iter_mut().map(|key_result| &mut key_result.goal)) {
        goal.team = goal.team.take().filter(|team| teams.contains_key(team));
    }
    draft.teams = teams
        .iter()
        .map(|(id, team)| DraftTeam {
            at: team.pointer(),
            id: Some(id.clone()),
            name: told.plain(team.get("name")),
            parent: None,
        })
        .collect();
    draft
}
