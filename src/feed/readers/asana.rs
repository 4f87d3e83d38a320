//! Asana: goals, the ties between them, portfolios, projects, tasks and status updates, as its interface hands them out
//! and as a project's 'Export JSON' does.
//!
//! A page has one kind of record as a rule; what belongs together comes in several feeds or is put together by a script.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | a goal, a portfolio, a project; the project that tasks name, if it is not here itself |
//! | key result | a goal's `metric`; a task with a number in a custom field called target; where there is neither, how many tasks are done |
//! | initiative | a task; a project or task that supports a goal and is not here itself |
//! | ties, weights | `goal_relationship`: `supporting_resource`, `supported_goal`, `contribution_weight` |
//! | status | a goal's `status` (green to dropped), a project's `current_status_update.status_type` or `current_status.color` |
//! | check-ins | status updates, by their `parent`; the current one of each |
//! | team, organisation | `team`, `workspace` |
//! | cycle | the `time_period` that more than half of the goals have |
//!
//! Percentages are shares (0.25 is 25 %), in metrics and in custom fields. A goal whose metric is reckoned from its
//! sub-goals has their progress, and no key result of its own. Goals stay objectives even where a goal lies above them:
//! the tie is often in another document. Without `opt_fields` Asana gives names alone, which is told.

use crate::feed::document::Node;
use crate::feed::draft::{
    Draft, DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftLink, DraftMeasure,
    DraftObjective, DraftTie, LifeState,
};
use crate::feed::named::{Named, named};
use crate::feed::readers::{Reader, Source};
use crate::feed::tally::{self, Piece};
use crate::feed::told::Told;
use crate::feed::vocabulary::{Says, says};
use crate::feed::{envelope, language};
use crate::goals::InitiativeState;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static READER: Reader = Reader { name: "Asana", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let records = envelope::records(page);
    let is_record = |node: &Node<'_>| {
        let gid = node.get("gid").and_then(Node::text);
        gid.is_some_and(|gid| gid.bytes().all(|byte| byte.is_ascii_digit())) && kind_of(*node).is_some()
    };
    if records.iter().take(50).any(is_record) {
        return Some("gid, resource_type");
    }
    let is_empty =
        records.is_empty() && page.get("data").is_some() && page.members().any(|(name, _)| name == "next_page");
    is_empty.then_some("data, next_page")
}

fn kind_of(node: Node<'_>) -> Option<&str> {
    node.get("resource_type")?.text()
}

fn gid(node: Node<'_>) -> Option<&str> {
    node.get("gid")?.text()
}

fn name(node: Option<Node<'_>>) -> Option<String> {
    node?.get("name")?.text().map(String::from)
}

/// The records of a document by their kind, in order.
#[derive(Default)]
struct Records<'d> {
    goals: Vec<Node<'d>>,
    /// Portfolios and projects.
    projects: Vec<Node<'d>>,
    tasks: Vec<Node<'d>>,
    ties: Vec<Node<'d>>,
    /// Status updates, by the record they are about.
    updates: BTreeMap<&'d str, Vec<Node<'d>>>,
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let records = Records::of(source, told);
    let mut draft = Draft::default();
    let all = || records.goals.iter().chain(&records.projects).chain(&records.tasks);
    draft.organisation = all().find_map(|node| name(node.get("workspace")));
    let texts =
        all().flat_map(|node| ["name", "notes"].map(|name| node.get(name).and_then(Node::text).unwrap_or_default()));
    let language = language::of(texts);
    draft.language = language.map(String::from);
    draft.cycle = cycle(&records.goals, told);
    for node in &records.goals {
        goal(*node, &records, &mut draft, told);
    }
    let mut work = Work { projects: BTreeMap::new(), language };
    for node in &records.projects {
        let at = node.pointer();
        if let Some(gid) = gid(*node) {
            work.projects.insert(gid, Project { at, title: None, pieces: Vec::new(), is_measured: false });
        }
        project(*node, &records, &mut draft, told);
    }
    for node in &records.tasks {
        work.task(*node, &mut draft, told);
    }
    work.finish(&mut draft);
    let here: std::collections::BTreeSet<_> =
        records.goals.iter().chain(&records.projects).filter_map(|node| gid(*node)).collect();
    for node in &records.ties {
        tie(*node, &here, &mut draft, told);
    }
    let unheard =
        records.updates.iter().filter(|(about, _)| !here.contains(*about)).map(|(_, updates)| updates.len()).sum();
    told.leave("status updates whose goal is not here", unheard);
    draft
}

impl<'d> Records<'d> {
    fn of(source: &Source<'d>, told: &mut Told) -> Records<'d> {
        let mut records = Records::default();
        let mut seen: BTreeMap<(&str, &str), ()> = BTreeMap::new();
        let (mut other, mut doubled, mut bare) = (0, 0, 0);
        for node in source.pages.iter().flat_map(|page| envelope::records(*page)) {
            let (Some(kind), Some(gid)) = (kind_of(node), gid(node)) else {
                other += 1;
                continue;
            };
            if seen.insert((kind, gid), ()).is_some() {
                doubled += 1;
                continue;
            }
            let list = match kind {
                "goal" => {
                    let asked = ["metric", "status", "notes", "html_notes", "due_on"];
                    bare += usize::from(!node.members().any(|(name, _)| asked.contains(&name)));
                    &mut records.goals
                }
                "project" | "portfolio" if node.get("archived").and_then(Node::truth) == Some(true) => {
                    told.leave("archived projects", 1);
                    continue;
                }
                "project" | "portfolio" => &mut records.projects,
                "task" => &mut records.tasks,
                "goal_relationship" => &mut records.ties,
                "status_update" | "project_status" => {
                    let parent = node.at("parent/gid").and_then(Node::text).unwrap_or_default();
                    records.updates.entry(parent).or_default()
                }
                _ => {
                    other += 1;
                    continue;
                }
            };
            list.push(node);
        }
        told.leave("records that are no goals", other);
        told.leave("records that stand twice", doubled);
        told.leave("details of goals, which Asana gives when it is asked (opt_fields)", bare);
        records
    }
}

/// The period that most goals live in; its days are told.
fn cycle(goals: &[Node<'_>], told: &mut Told) -> Option<DraftCycle> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let periods = || goals.iter().filter_map(|goal| goal.get("time_period"));
    for gid in periods().filter_map(gid) {
        *counts.entry(gid).or_default() += 1;
    }
    let period = periods()
        .find(|period| gid(*period).and_then(|gid| counts.get(gid)).is_some_and(|count| count * 2 > goals.len()))?;
    Some(DraftCycle {
        at: period.pointer(),
        name: told.text(period.first_of(&["display_name", "period"])),
        start: told.when(period.get("start_on")),
        end: told.when(period.get("end_on")),
    })
}

/// What goals, portfolios and projects have in common.
fn common(node: Node<'_>, records: &Records<'_>, told: &mut Told) -> DraftGoal {
    let notes = told.plain(node.get("notes"));
    DraftGoal {
        at: node.pointer(),
        id: gid(node).map(String::from),
        title: told.text(node.get("name")),
        description: notes.or_else(|| told.plain(node.get("html_notes"))),
        team: name(node.get("team")),
        owner: name(node.get("owner")),
        check_ins: check_ins(node, records, told),
        due: told.when(node.first_of(&["due_on", "due_date"])),
        url: node.get("permalink_url").and_then(Node::text).map(String::from),
        ..DraftGoal::default()
    }
}

fn declare(
    goal: &mut DraftGoal,
    said: Option<Says>,
    update: Option<Node<'_>>,
    ended: Option<Node<'_>>,
    told: &mut Told,
) {
    goal.confidence = said.and_then(Says::confidence);
    let on = told.when(update.and_then(|update| update.get("created_at")));
    goal.confidence_at = on.filter(|_| goal.confidence.is_some());
    goal.life = said.and_then(Says::life).map(|state| {
        let ended = told.when(ended).filter(|_| state == LifeState::Achieved);
        DraftLife { state, on: ended.or(on), reason: None, lesson: None }
    });
}

fn goal(node: Node<'_>, records: &Records<'_>, draft: &mut Draft, told: &mut Told) {
    let mut goal = common(node, records, told);
    let said = told.says(node.get("status"));
    declare(&mut goal, said, node.get("current_status_update"), None, told);
    let metric = node.get("metric").filter(|metric| metric.is_object());
    let values = metric.and_then(|metric| values(metric, told));
    match values {
        Some(values) if metric.and_then(|metric| metric.get("progress_source")?.text()) == Some("subgoal_progress") => {
            goal.progress = values.progress();
        }
        Some(values) => draft.key_results.push(DraftKeyResult {
            goal: DraftGoal {
                at: metric.unwrap_or(node).pointer(),
                id: goal.id.as_ref().map(|id| [id, "#metric"].concat()),
                title: goal.title.clone(),
                ..DraftGoal::default()
            },
            objective: Some(DraftTie { at: goal.at.clone(), to: goal.id.clone().unwrap_or_default() }),
            measure: values.measure,
            current: values.current,
            rhythm: None,
        }),
        None => {}
    }
    draft.objectives.push(DraftObjective { goal, supports: Vec::new() });
}

fn project(node: Node<'_>, records: &Records<'_>, draft: &mut Draft, told: &mut Told) {
    let mut goal = common(node, records, told);
    let update = node.get("current_status_update").filter(|update| update.get("status_type").is_some());
    let update = update.or(node.get("current_status"));
    let said = match node.get("completed").and_then(Node::truth) {
        Some(true) => Some(Says::Done),
        _ => update.and_then(|update| said(update, told)),
    };
    declare(&mut goal, said, update, node.get("completed_at"), told);
    draft.objectives.push(DraftObjective { goal, supports: Vec::new() });
}

/// What a status update says.
fn said(update: Node<'_>, told: &mut Told) -> Option<Says> {
    let word = update.first_of(&["status_type", "color"]);
    // The colour of what is on hold.
    if word.and_then(Node::text) == Some("blue") { Some(Says::Paused) } else { told.says(word) }
}

/// The status updates about a record, and its current one if that is not among them.
fn check_ins(node: Node<'_>, records: &Records<'_>, told: &mut Told) -> Vec<DraftCheckIn> {
    let mut updates = gid(node).and_then(|gid| records.updates.get(gid)).cloned().unwrap_or_default();
    let current = || ["current_status_update", "current_status"].iter().filter_map(|name| node.get(name));
    // Both may be the same, and one of them with its name alone.
    let is_dated = |update: &Node<'_>| update.get("created_at").is_some();
    for current in current().filter(is_dated).chain(current().filter(|update| !is_dated(update))) {
        if !updates.iter().any(|update| gid(*update) == gid(current)) {
            updates.push(current);
        }
    }
    let mut check_ins = Vec::new();
    for update in updates {
        let when = told.when(update.get("created_at"));
        if when.is_none() {
            told.leave("status updates without a date", 1);
            continue;
        }
        let note = ["text", "html_text", "title"].iter().find_map(|name| told.plain(update.get(name)));
        check_ins.push(DraftCheckIn {
            at: update.pointer(),
            when,
            confidence: said(update, told).and_then(Says::confidence),
            note,
            author: name(update.first_of(&["author", "created_by"])),
            ..DraftCheckIn::default()
        });
    }
    check_ins
}

/// A measure with its value.
#[derive(Default)]
struct Values {
    measure: DraftMeasure,
    current: Option<f64>,
}

impl Values {
    fn progress(&self) -> Option<f64> {
        let (start, target) = (self.measure.start.unwrap_or(0.0), self.measure.target?);
        let way = target - start;
        (way.abs() > f64::EPSILON).then_some((self.current? - start) / way)
    }
}

/// The values of a goal's metric.
fn values(metric: Node<'_>, told: &mut Told) -> Option<Values> {
    let unit = metric.get("unit").and_then(Node::text);
    let is_share = unit == Some("percentage");
    let mut number = |name: &str| told.number(metric.get(name)).map(|number| scaled(number, is_share));
    let (start, target) = (number("initial_number_value"), number("target_number_value"));
    let current = number("current_number_value");
    start.or(target).or(current)?;
    let unit = match unit {
        Some("currency") => metric.get("currency_code").and_then(Node::text).map(String::from),
        _ => is_share.then(|| String::from("%")),
    };
    Some(Values { measure: DraftMeasure { start, target, unit, ..DraftMeasure::default() }, current })
}

/// A share as a percentage, without the dust that floats leave.
fn scaled(number: f64, is_share: bool) -> f64 {
    if is_share { (number * 1e8).round() / 1e6 } else { number }
}

/// A measure in custom fields, if there is a target.
fn measure(task: Node<'_>, told: &mut Told) -> Option<Values> {
    let mut values = Values::default();
    let mut unit = None;
    for field in task.get("custom_fields").into_iter().flat_map(Node::items) {
        let Some(is) = field.get("name").and_then(Node::text).and_then(named) else { continue };
        if is == Named::Unit {
            unit =
                name(field.get("enum_value")).or_else(|| told.text(field.first_of(&["text_value", "display_value"])));
            continue;
        }
        let is_share = field.get("format").and_then(Node::text) == Some("percentage");
        let Some(number) = field.get("number_value").and_then(Node::number) else { continue };
        let number = Some(scaled(number, is_share));
        match is {
            Named::Start => values.measure.start = number,
            Named::Target => values.measure.target = number,
            Named::Current => values.current = number,
            _ => continue,
        }
        if is_share {
            values.measure.unit = Some(String::from("%"));
        }
    }
    values.measure.unit = unit.or(values.measure.unit);
    values.measure.target.is_some().then_some(values)
}

/// A project with its tasks.
struct Project {
    at: String,
    /// Its name, if only its tasks know it.
    title: Option<String>,
    pieces: Vec<Piece>,
    /// True if one of its tasks is a measure: then nothing is counted.
    is_measured: bool,
}

struct Work<'d> {
    projects: BTreeMap<&'d str, Project>,
    language: Option<&'static str>,
}

impl<'d> Work<'d> {
    fn task(&mut self, node: Node<'d>, draft: &mut Draft, told: &mut Told) {
        let subtype = node.get("resource_subtype").and_then(Node::text);
        if subtype == Some("section") || node.get("is_rendered_as_separator").and_then(Node::truth) == Some(true) {
            told.leave("sections", 1);
            return;
        }
        told.leave("sub-tasks", node.get("subtasks").into_iter().flat_map(Node::items).count());
        if node.at("parent/gid").is_some() {
            told.leave("sub-tasks", 1);
            return;
        }
        let memberships = || node.get("memberships").into_iter().flat_map(Node::items);
        let named = node.get("projects").into_iter().flat_map(Node::items);
        let mut seen = BTreeSet::new();
        let mut ties: Vec<(&str, DraftTie)> = Vec::new();
        for project in memberships().filter_map(|membership| membership.get("project")).chain(named) {
            let Some(gid) = gid(project).filter(|gid| seen.insert(*gid)) else { continue };
            let title = name(Some(project));
            if !self.projects.contains_key(gid) {
                if title.is_none() {
                    continue;
                }
                self.projects
                    .insert(gid, Project { at: project.pointer(), title, pieces: Vec::new(), is_measured: false });
            }
            ties.push((gid, DraftTie { at: project.pointer(), to: gid.to_string() }));
        }
        if ties.is_empty() {
            told.leave("tasks without a project", 1);
            return;
        }
        let at = node.pointer();
        let done = node.get("completed").and_then(Node::truth) == Some(true);
        let due = told.when(node.first_of(&["due_on", "due_at"]));
        let ended = node.get("completed_at").filter(|_| done);
        if let Some(values) = measure(node, told) {
            let notes = told.plain(node.get("notes"));
            let on = told.when(ended);
            let first = ties.first().and_then(|(gid, _)| self.projects.get_mut(gid));
            if let Some(project) = first {
                project.is_measured = true;
            }
            draft.key_results.push(DraftKeyResult {
                goal: DraftGoal {
                    at,
                    id: gid(node).map(String::from),
                    title: told.text(node.get("name")),
                    description: notes,
                    owner: name(node.get("assignee")),
                    life: done.then_some(DraftLife { state: LifeState::Achieved, on, reason: None, lesson: None }),
                    due,
                    url: node.get("permalink_url").and_then(Node::text).map(String::from),
                    ..DraftGoal::default()
                },
                objective: ties.into_iter().next().map(|(_, tie)| tie),
                measure: values.measure,
                current: values.current,
                rhythm: None,
            });
            return;
        }
        let on = told.when(ended);
        for (gid, _) in &ties {
            if let Some(project) = self.projects.get_mut(gid) {
                project.pieces.push(Piece { at: at.clone(), done, on });
            }
        }
        let section = memberships().find_map(|membership| says(membership.at("section/name")?.text()?));
        draft.initiatives.push(DraftInitiative {
            at,
            title: told.text(node.get("name")),
            serves: ties.into_iter().map(|(_, tie)| tie).collect(),
            team: None,
            // Ticked off or not; between, the section may tell.
            state: if done {
                Some(InitiativeState::Done)
            } else {
                section.map(Says::work).filter(|state| *state != InitiativeState::Done)
            },
            due,
        });
    }

    /// The projects that only tasks name, and how much of each is done.
    fn finish(self, draft: &mut Draft) {
        for (gid, project) in self.projects {
            if !project.is_measured {
                draft.key_results.extend(tally::of(&project.pieces, gid, &project.at, self.language));
            }
            if project.title.is_some() {
                let goal = DraftGoal {
                    at: project.at,
                    id: Some(gid.into()),
                    title: project.title,
                    is_mentioned: true,
                    ..DraftGoal::default()
                };
                draft.objectives.push(DraftObjective { goal, supports: Vec::new() });
            }
        }
    }
}

fn tie(node: Node<'_>, here: &BTreeSet<&str>, draft: &mut Draft, told: &mut Told) {
    let (below, above) = (node.get("supporting_resource"), node.at("supported_goal/gid").and_then(Node::text));
    let (Some(below), Some(above)) = (below, above) else {
        told.leave("ties that do not name both their goals", 1);
        return;
    };
    let at = node.pointer();
    let gid = gid(below).unwrap_or_default();
    if kind_of(below) == Some("goal") || here.contains(gid) {
        let weight = told.number(node.get("contribution_weight"));
        draft.ties.push(DraftLink { at, below: gid.into(), above: above.into(), weight });
        return;
    }
    draft.initiatives.push(DraftInitiative {
        at: below.pointer(),
        title: told.text(below.get("name")),
        serves: vec![DraftTie { at, to: above.into() }],
        ..DraftInitiative::default()
    });
}
