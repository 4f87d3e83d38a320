//! Atlassian Goals (once Atlas, in its interface Townsquare): answers of its GraphQL interface.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `goals_search`, `goals_byId`, `goals_byKey` and their like; `subGoals` in them |
//! | key result | `metricTargets`: `startValue`, `targetValue`, the newest of `snapshotValue` and `metric.latestValue` |
//! | ties | `parentGoal`, `subGoals`; a parent that stands in its goal alone is taken from there |
//! | status, what became of it | `state.value`, `status.value` |
//! | progress as given | `progress.percentage` |
//! | due | `targetDate`: its `dateRange`, or its label if that is a date or a period with its year |
//! | check-ins | `updates`: `creationDate`, `summary`, notes, `newState` |
//! | initiatives | `projects`, `workItems` |
//!
//! A `score` tells how likely people hold a goal to be, and is no progress: it is left out. Percentages are shares if
//! all of them are at most 1 and some are fractions.

use crate::feed::document::Node;
use crate::feed::draft::{
    Draft, DraftCheckIn, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftMeasure, DraftObjective, DraftTie,
    When,
};
use crate::feed::readers::{Reader, Source};
use crate::feed::settle::days_of;
use crate::feed::told::Told;
use crate::feed::vocabulary::{Says, says};
use crate::feed::{envelope, language};
use chrono::Datelike;
use std::collections::BTreeMap;

pub(super) static READER: Reader = Reader { name: "Atlassian Goals", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    if answers(page).next().is_some() {
        return Some("data/goals_*");
    }
    let is_goal = |node: &Node<'_>| {
        let id = node.get("id").and_then(Node::text).unwrap_or_default();
        id.starts_with("ari:cloud:townsquare:") && id.contains(":goal/")
    };
    envelope::records(page).iter().any(is_goal).then_some("id: ari:cloud:townsquare:…:goal/")
}

/// What stands under the names of the interface's questions.
fn answers(page: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let data = page.get("data").unwrap_or(page);
    let answers = data.members().filter(|(name, _)| name.starts_with("goals_search") || name.starts_with("goals_by"));
    answers.map(|(_, node)| node).filter(|node| node.is_object() || node.is_list())
}

fn under<'d>(node: Node<'d>, name: &str) -> Vec<Node<'d>> {
    node.get(name).map(envelope::list).unwrap_or_default()
}

fn id(node: Node<'_>) -> Option<&str> {
    node.get("id").or_else(|| node.get("key"))?.text()
}

fn name(node: Option<Node<'_>>) -> Option<String> {
    node?.first_of(&["name", "displayName"])?.text().map(String::from)
}

/// A goal with the goal it lies in.
#[derive(Clone, Copy)]
struct Found<'d> {
    node: Node<'d>,
    above: Option<Node<'d>>,
    /// True if another goal names it, and no more is known.
    is_mentioned: bool,
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut open: Vec<Found<'_>> = Vec::new();
    for page in &source.pages {
        let answers: Vec<Node<'_>> = answers(*page).collect();
        for missing in answers.iter().filter_map(|answer| envelope::more(*answer, envelope::list(*answer).len())) {
            told.tell_of_all(missing);
        }
        let nodes = if answers.is_empty() {
            envelope::records(*page)
        } else {
            answers.into_iter().flat_map(envelope::list).collect()
        };
        open.extend(nodes.into_iter().map(|node| Found { node, above: None, is_mentioned: false }));
    }
    // What lies in goals comes after them; a goal that stands in several places counts where most is said of it first.
    let mut goals: Vec<Found<'_>> = Vec::new();
    let mut lower = Vec::new();
    while !open.is_empty() {
        for found in &open {
            let node = found.node;
            lower.extend(under(node, "subGoals").into_iter().map(|node_below| Found {
                node: node_below,
                above: Some(node),
                is_mentioned: false,
            }));
        }
        goals.append(&mut open);
        open.append(&mut lower);
    }
    let parents: Vec<Node<'_>> = goals.iter().filter_map(|found| found.node.get("parentGoal")).collect();
    goals.extend(parents.into_iter().map(|node| Found { node, above: None, is_mentioned: true }));

    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    let mut kept: Vec<Found<'_>> = Vec::new();
    let mut supports: BTreeMap<&str, Vec<Node<'_>>> = BTreeMap::new();
    let mut archived = 0;
    for found in goals {
        let names = ["id", "key"].map(|name| found.node.get(name).and_then(Node::text));
        let own = names.iter().flatten().find_map(|name| ids.get(name)).copied().or(id(found.node)).unwrap_or_default();
        supports.entry(own).or_default().extend(found.above.into_iter().chain(found.node.get("parentGoal")));
        if !own.is_empty() && names.iter().flatten().any(|name| ids.contains_key(name)) {
            continue;
        }
        for name in names.into_iter().flatten() {
            ids.insert(name, own);
        }
        if found.node.first_of(&["isArchived", "archived"]).and_then(Node::truth) == Some(true) {
            archived += 1;
            continue;
        }
        kept.push(found);
    }
    told.leave("archived goals", archived);

    let texts = kept.iter().filter_map(|found| found.node.get("name")?.text());
    let mut draft = Draft { language: language::of(texts).map(String::from), ..Draft::default() };
    let shares = are_shares(&kept);
    for found in &kept {
        let own = id(found.node).unwrap_or_default();
        let above = supports.get(own).map_or(&[][..], Vec::as_slice);
        let named: std::collections::BTreeSet<_> =
            above.iter().filter_map(|above| Some(*ids.get(id(*above)?)?)).collect();
        let tie = |to: &str| {
            let at = above.iter().find(|above| id(**above).and_then(|id| ids.get(id)) == Some(&to));
            DraftTie { at: at.map(|node| node.pointer()).unwrap_or_default(), to: to.into() }
        };
        let ties = named.into_iter().map(tie).collect();
        goal(*found, ties, shares, &mut draft, told);
    }
    draft
}

fn goal(found: Found<'_>, supports: Vec<DraftTie>, shares: bool, draft: &mut Draft, told: &mut Told) {
    let node = found.node;
    let at = node.pointer();
    let said = told.says(
        ["state/value", "status/value", "state", "status"]
            .iter()
            .find_map(|path| node.at(path).filter(|word| word.text().is_some())),
    );
    let has_score = ["state/score", "status/score", "score"].iter().any(|path| node.at(path).is_some());
    told.leave("scores of goals, which foretell and do not measure", usize::from(has_score));
    let mut updates = under(node, "updates");
    updates.extend(node.get("latestUpdate").filter(|_| updates.is_empty()));
    let check_ins: Vec<DraftCheckIn> = updates.into_iter().map(|node| update(node, told)).collect();
    let confidence = said.and_then(Says::confidence);
    let last = check_ins.iter().find(|check_in| check_in.confidence.is_some() && check_in.confidence == confidence);
    let own = id(node).map(String::from);
    let goal = DraftGoal {
        at: at.clone(),
        id: own.clone(),
        title: told.text(node.get("name")),
        description: told.plain(node.get("description")),
        team: ["teamsV2", "teams"].iter().find_map(|teams| name(under(node, teams).first().copied())),
        owner: name(node.get("owner")),
        life: said.and_then(Says::life).map(|state| DraftLife { state, on: None, reason: None, lesson: None }),
        confidence,
        confidence_at: last.and_then(|check_in| check_in.when),
        progress: told.number(node.at("progress/percentage")).map(|percent| percent / 100.0),
        check_ins,
        due: due(node.get("targetDate").or_else(|| node.get("dueDate")), told),
        url: node.get("url").and_then(Node::text).map(String::from),
        is_mentioned: found.is_mentioned,
        ..DraftGoal::default()
    };
    let tie = || own.as_ref().map(|own| DraftTie { at: at.clone(), to: own.clone() });
    for target in under(node, "metricTargets") {
        draft.key_results.extend(key_result(target, tie(), shares, told));
    }
    for work in under(node, "projects").into_iter().chain(under(node, "workItems")) {
        let Some(title) = work.first_of(&["name", "summary"]) else {
            told.leave("work without a name", 1);
            continue;
        };
        let state = ["state/value", "status/name", "status"].iter().find_map(|path| says(work.at(path)?.text()?));
        draft.initiatives.push(DraftInitiative {
            at: work.pointer(),
            title: told.text(Some(title)),
            serves: tie().into_iter().collect(),
            state: state.map(Says::work),
            ..DraftInitiative::default()
        });
    }
    // An answer about measures alone has a goal without anything of its own.
    if goal.title.is_some() || goal.id.is_some() {
        draft.objectives.push(DraftObjective { goal, supports });
    }
}

fn update(node: Node<'_>, told: &mut Told) -> DraftCheckIn {
    let mut note = told.plain(node.get("summary")).unwrap_or_default();
    let is_live = |note: &Node<'_>| note.get("archived").and_then(Node::truth) != Some(true);
    for text in under(node, "updateNotes")
        .into_iter()
        .filter(is_live)
        .flat_map(|note| ["summary", "description"].map(|name| note.get(name)))
    {
        if let Some(text) = told.plain(text) {
            note = if note.is_empty() { text } else { [&note, "\n", &text].concat() };
        }
    }
    let state = ["newState/value", "newStatus/value", "status/value", "newState"]
        .iter()
        .find_map(|path| node.at(path).filter(|word| word.text().is_some()));
    DraftCheckIn {
        at: node.pointer(),
        when: told.when(node.first_of(&["creationDate", "createdAt"])),
        confidence: told.says(state).and_then(Says::confidence),
        note: Some(note).filter(|note| !note.is_empty()),
        author: name(node.get("creator")),
        ..DraftCheckIn::default()
    }
}

/// The day a goal is due: written as a date, or the last of a period that is told with its year.
fn due(date: Option<Node<'_>>, told: &mut Told) -> Option<When> {
    let date = date?;
    if let Some(end) = ["dateRange/end", "dateRange/endDate"].iter().find_map(|path| date.at(path)) {
        return told.when(Some(end));
    }
    let label = if date.is_object() { date.get("label")? } else { date };
    // 'Q4 2026', 'Dec 2026'; a period without a year would lie in this one, and a day has one word more.
    let text = label.text().filter(|text| label.when().is_none() && text.split_whitespace().count() <= 2);
    let last = text.and_then(|text| days_of(text, 1)).map(|(_, last)| last).filter(|last| last.year() > 1);
    last.map(When::Day).or_else(|| told.when(Some(label)))
}

fn numbers(target: Node<'_>) -> [Option<Node<'_>>; 4] {
    ["startValue", "targetValue", "snapshotValue/value", "metric/latestValue/value"].map(|path| target.at(path))
}

fn is_percentage(target: Node<'_>) -> bool {
    target.at("metric/type").and_then(Node::text).is_some_and(|kind| kind.eq_ignore_ascii_case("percentage"))
}

/// Whether the percentages of a document are written as shares.
fn are_shares(goals: &[Found<'_>]) -> bool {
    let targets =
        goals.iter().flat_map(|found| under(found.node, "metricTargets")).filter(|target| is_percentage(*target));
    let values: Vec<f64> = targets.flat_map(numbers).flatten().filter_map(Node::number).collect();
    values.iter().all(|value| value.abs() <= 1.0) && values.iter().any(|value| value.fract() != 0.0)
}

fn key_result(target: Node<'_>, tie: Option<DraftTie>, shares: bool, told: &mut Told) -> Option<DraftKeyResult> {
    let metric = target.get("metric");
    if metric.and_then(|metric| metric.get("archived")).and_then(Node::truth) == Some(true) {
        told.leave("archived measures", 1);
        return None;
    }
    let is_percentage = is_percentage(target);
    let mut number = |node: Option<Node<'_>>| {
        let number = told.number(node)?;
        Some(if is_percentage && shares { (number * 1e8).round() / 1e6 } else { number })
    };
    let [start, aim, ..] = numbers(target).map(&mut number);
    let values: Vec<(Node<'_>, f64, Option<When>)> = ["snapshotValue", "metric/latestValue"]
        .iter()
        .filter_map(|path| target.at(path))
        .filter_map(|node| Some((node, number(node.get("value"))?, node.get("time").and_then(Node::when))))
        .collect();
    let mut check_ins: Vec<DraftCheckIn> = Vec::new();
    for (node, value, when) in &values {
        if when.is_some() && check_ins.iter().all(|known| known.when != *when) {
            check_ins.push(DraftCheckIn {
                at: node.pointer(),
                when: *when,
                value: Some(*value),
                ..DraftCheckIn::default()
            });
        }
    }
    Some(DraftKeyResult {
        goal: DraftGoal {
            at: target.pointer(),
            id: target.get("id").and_then(Node::text).map(String::from),
            title: told.text(metric.and_then(|metric| metric.get("name"))),
            check_ins,
            ..DraftGoal::default()
        },
        objective: tie,
        measure: DraftMeasure {
            start,
            target: aim,
            unit: is_percentage.then(|| String::from("%")),
            ..DraftMeasure::default()
        },
        current: values.last().map(|(_, value, _)| *value),
        rhythm: None,
    })
}
