//! oslokommune's okr-tracker: its collections out of Firestore, one in a document, or several.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `objectives/…`: `name`, `weight`, `progression` |
//! | key result | `keyResults/…`, by reference to its objective: `startValue`, `targetValue`, `currentValue`, `unit` |
//! | progress | `progression`, 1 is all of it |
//! | team | `parent`, a reference into `departments`, `products` or `organizations`, if they are in the document |
//! | check-ins | `keyResults/…/progress/…`, `progress[]` of a key result: value, comment, day |
//! | cycle | `periods/…`, if all objectives have the same one |
//!
//! Which collection a record is of stands in its path (`__path__`), or in the name of its list. References are paths, in
//! text or in an object. Key figures (`kpis`) have no target and no objective, and are counted. A document without
//! objectives and key results is not recognised.

use super::okr::{self, CheckIns, FIELDS, Fields, Measure, SHAPE, Shape, Walk};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::draft::{DraftCycle, DraftGoal, DraftTeam};
use crate::feed::envelope;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static READER: Reader = Reader { name: "okr-tracker", recognises, read };

static TRACKER: Shape = Shape {
    objective: GOAL,
    key_result: GOAL,
    measure: Measure {
        start: "startValue",
        target: "targetValue",
        current: "currentValue",
        unit: "unit",
        kind: "",
        when: "",
    },
    check_ins: &[PROGRESS],
    out: &[("archived", "true", "archived goals"), ("deleted", "true", "deleted goals")],
    ..SHAPE
};

const GOAL: Fields = Fields { id: "", title: "name", status: "", progress: "progression", due: "endDate", ..FIELDS };

const PROGRESS: CheckIns =
    CheckIns { list: "progress", when: "timestamp|created", value: "value", note: "comment", status: "", author: "" };

/// The path of a reference: text, or an object that holds it.
fn path_of(node: Node<'_>) -> Option<String> {
    let path = ["__ref__", "path", "_path", "referencePath"].iter().find_map(|name| node.get(name)?.text());
    path.or_else(|| node.text()).map(|path| path.rsplit_once("/documents/").map_or(path, |(_, path)| path).to_string())
}

/// The path of a record; the name of its list stands for its collection, where it has none.
fn own_path(node: Node<'_>) -> Option<String> {
    let own = ["__path__", "path", "__name__"].iter().find_map(|name| node.get(name)?.text());
    own.map(String::from).or_else(|| {
        let id = node.get("id")?.text()?;
        Some([node.above()?.name()?, "/", id].concat())
    })
}

fn collection(path: &str) -> (&str, bool) {
    let mut steps = path.split('/');
    (steps.next().unwrap_or_default(), steps.nth(1).is_some())
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let is_goal = |node: &Node<'_>| {
        let path = own_path(*node).unwrap_or_default();
        matches!(collection(&path), ("objectives" | "keyResults", false))
            && okr::named(*node, &["progression", "parent"])
    };
    lists(page)
        .iter()
        .flat_map(|list| list.items())
        .take(2_000)
        .any(|node| is_goal(&node))
        .then_some("objectives/…, progression, parent")
}

/// The lists of a page: itself, or the collections that it holds.
fn lists(page: Node<'_>) -> Vec<Node<'_>> {
    if page.is_list() { vec![page] } else { page.parts().filter(|part| part.is_list()).collect() }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut records: BTreeMap<String, Node<'_>> = BTreeMap::new();
    let mut order = Vec::new();
    for list in source.pages.iter().flat_map(|page| lists(*page)) {
        for record in envelope::list(list) {
            if let Some(path) = own_path(record) {
                records.insert(path.clone(), record);
                order.push((path, record));
            }
        }
    }
    let to = |record: Node<'_>, name: &str| {
        let path = path_of(record.get(name)?)?;
        Some(if path.contains('/') { path } else { [name, "s/", &path].concat() })
    };
    let mut walk = Walk::new(&TRACKER);
    let team = |record: Node<'_>| to(record, "parent").filter(|path| records.contains_key(path));
    let place = |goal: &mut DraftGoal, path: &str, record: Node<'_>| {
        goal.id = Some(path.to_string());
        goal.team = team(record);
    };
    for (path, record) in order.iter().filter(|(path, _)| collection(path) == ("objectives", false)) {
        let before = walk.draft.objectives.len();
        walk.objective(*record, None, told);
        let Some(objective) = walk.draft.objectives.get_mut(before) else {
            walk.gone(path);
            continue;
        };
        place(&mut objective.goal, path, *record);
        if let Some(period) = to(*record, "period").and_then(|path| records.get(&path)) {
            walk.period(DraftCycle {
                at: period.pointer(),
                name: told.text(period.get("name")),
                start: okr::day(period.get("startDate"), told),
                end: okr::day(period.get("endDate"), told),
            });
        }
    }
    for (path, record) in order.iter().filter(|(path, _)| collection(path) == ("keyResults", false)) {
        let before = walk.draft.key_results.len();
        walk.key_result_of(*record, to(*record, "objective"), told);
        match walk.draft.key_results.get_mut(before) {
            Some(key_result) => place(&mut key_result.goal, path, *record),
            None => walk.gone(path),
        }
    }
    for (path, record) in order.iter().filter(|(path, _)| collection(path).1) {
        let of = path.rsplitn(3, '/').nth(2).unwrap_or_default();
        if path.starts_with("keyResults/") {
            walk.later(of, *record, &PROGRESS, told);
        }
    }
    told.leave(
        "key figures without a target",
        order.iter().filter(|(path, _)| collection(path) == ("kpis", false)).count(),
    );
    let mut draft = walk.finish(told);
    let is_team = |path: &str| matches!(collection(path), ("organizations" | "departments" | "products", false));
    let objectives = draft.objectives.iter().map(|objective| &objective.goal);
    let goals = objectives.chain(draft.key_results.iter().map(|key_result| &key_result.goal));
    let used: BTreeSet<&str> = goals.filter_map(|goal| goal.team.as_deref()).collect();
    let is_used = |path: &str, record: Node<'_>| {
        record.get("archived").and_then(Node::truth) != Some(true) || used.contains(path)
    };
    let teams: Vec<DraftTeam> = order
        .iter()
        .filter(|(path, record)| is_team(path) && is_used(path, *record))
        .map(|(path, record)| DraftTeam {
            at: record.pointer(),
            id: Some(path.clone()),
            name: told.plain(record.get("name")),
            parent: to(*record, "department").or_else(|| to(*record, "organization")),
        })
        .collect();
    draft.teams = teams;
    // An organisation alone is whose goals these are; several are teams above the others.
    let organisations: Vec<&DraftTeam> = draft
        .teams
        .iter()
        .filter(|team| team.id.as_deref().is_some_and(|id| id.starts_with("organizations/")))
        .collect();
    if let [one] = organisations.as_slice() {
        draft.organisation.clone_from(&one.name);
    }
    let known: BTreeSet<String> = draft.teams.iter().filter_map(|team| team.id.clone()).collect();
    for team in &mut draft.teams {
        team.parent = team.parent.take().filter(|parent| known.contains(parent));
    }
    draft
}
