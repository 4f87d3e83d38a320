//! Azure DevOps: work items with their relations, revisions and updates, and the rows of its Analytics (OData).
//!
//! | what | where it is found |
//! |---|---|
//! | objective | an epic or a feature (or initiative, objective, goal …), by `System.WorkItemType` |
//! | key result | work items of it, done of all, by `ClosedDate`; a type 'Key Result' is one itself |
//! | initiative | any other work item that lies in an objective; tasks below that are left out and counted |
//! | ties | `System.Parent`; relations `Hierarchy-Reverse` (to the parent) and `Hierarchy-Forward` (to children) |
//! | achieved, given up | `System.State`; the day by `ClosedDate`, `ResolvedDate`, `StateChangeDate` |
//! | check-ins | `System.History` of revisions and updates: what people wrote |
//! | team | `System.AreaPath`: areas lie in areas, the outermost is the project's |
//! | owner | `System.AssignedTo`: 'Name (address)', or an object |
//! | due | `TargetDate`, `DueDate`, `FinishDate` |
//! | cycle | an iteration of the team's settings that has a name; the iteration that all objectives name, if it is a period |
//!
//! Where there is no objective, work items that others lie in are, and else the project. Deleted items are left out,
//! and counted. Lists of numbers alone (WIQL) and comments on their own hold nothing to show, and are not recognised.
//! Effort, story points and remaining work are not read.

use super::{Reader, Source};
use crate::feed::document::Node;
use crate::feed::draft::{Draft, DraftCheckIn, DraftCycle, DraftTeam, When};
use crate::feed::envelope;
use crate::feed::settle::days_of;
use crate::feed::told::Told;
use crate::feed::vocabulary::{Says, fold};
use crate::feed::work::{self, Period, Rank, Record, Work, people};
use std::collections::{BTreeMap, BTreeSet};

pub(super) static READER: Reader = Reader { name: "Azure DevOps", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = *envelope::records(page).first()?;
    let is_item = |node: Node<'_>| {
        node.get("fields").is_some_and(|fields| {
            fields.members().any(|(name, _)| name.starts_with("System.") || name.starts_with("Microsoft.VSTS."))
        })
    };
    match () {
        () if envelope::records(page).into_iter().take(20).any(is_item) => Some("fields/System."),
        () if first.has(&["WorkItemId", "WorkItemType", "Title"]) => Some("WorkItemId, WorkItemType"),
        () if is_iteration(first) => Some("iteration: attributes/finishDate"),
        () => None,
    }
}

fn is_iteration(node: Node<'_>) -> bool {
    let has =
        |name: &str| node.get("attributes").is_some_and(|inside| inside.members().any(|(known, _)| known == name));
    node.get("name").is_some() && has("startDate") && has("finishDate")
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    let mut work = Work::default();
    let mut periods = Vec::new();
    // A work item may stand there once for each time it was changed.
    let mut order: Vec<String> = Vec::new();
    let mut items: BTreeMap<String, Vec<Node<'_>>> = BTreeMap::new();
    for node in source.pages.iter().flat_map(|page| envelope::records(*page)) {
        if is_iteration(node) {
            periods.push(iteration(node, told));
            continue;
        }
        let id = node.first_of(&["workItemId", "WorkItemId", "id"]).or_else(|| node.at("fields/System.Id"));
        let id = id.and_then(Node::id).unwrap_or_else(|| node.pointer());
        let versions = items.entry(id.clone()).or_default();
        if versions.is_empty() {
            order.push(id);
        }
        versions.push(node);
    }
    let mut iterations = Vec::new();
    let mut children = Vec::new();
    let mut teams = BTreeSet::new();
    for id in order {
        let mut versions = items.remove(&id).unwrap_or_default();
        crate::goals::order::sort(&mut versions, &|a, b| revision(*a).total_cmp(&revision(*b)));
        let item = Item { id, versions };
        let record = item.record(&mut draft, &mut teams, told);
        if record.rank == Rank::Goal {
            iterations.push(item.field(&["System.IterationPath", "IterationPath", "Iteration/IterationPath"]));
        }
        item.ties(record, &mut work);
        for (child, relation) in item.relations("System.LinkTypes.Hierarchy-Forward") {
            children.push((child, relation, item.id.clone()));
        }
        if let Some(project) = item.field(&["System.TeamProject", "Project/ProjectName"]) {
            work.rest(project, format!("project/{}", project.id().unwrap_or_default()), project.id());
        }
    }
    for (child, relation, parent) in children {
        work.tie(&child, relation, &parent);
    }
    draft.cycle = work::cycle(periods, told).or_else(|| common_period(&iterations));
    work.pour(&mut draft, told);
    draft
}

fn revision(node: Node<'_>) -> f64 {
    node.first_of(&["rev", "id"]).and_then(Node::number).unwrap_or_default()
}

/// A work item, as it was at one time or several.
struct Item<'d> {
    id: String,
    versions: Vec<Node<'d>>,
}

impl<'d> Item<'d> {
    /// The newest value of a field; updates tell what it became.
    fn field(&self, names: &[&str]) -> Option<Node<'d>> {
        let value = |version: &Node<'d>| {
            let fields = version.get("fields").unwrap_or(*version);
            // Dots are a part of these names, but for the Analytics' names, where a slash parts them.
            let value = names.iter().find_map(|name| fields.get(name).or_else(|| fields.at(name)))?;
            if value.is_object() && value.members().all(|(name, _)| name == "newValue" || name == "oldValue") {
                return value.get("newValue");
            }
            Some(value)
        };
        self.versions.iter().rev().find_map(value)
    }

    fn record(&self, draft: &mut Draft, teams: &mut BTreeSet<String>, told: &mut Told) -> Record {
        let kind = self.field(&["System.WorkItemType", "WorkItemType"]).and_then(Node::text).unwrap_or_default();
        let rank = match () {
            () if work::measures(kind) => Rank::KeyResult,
            () if work::groups(kind) || fold(kind) == "feature" => Rank::Goal,
            () => Rank::Work,
        };
        let Some(newest) = self.versions.last() else { return Record::default() };
        let mut record = Record::new(*newest, self.id.clone(), rank);
        let goal = &mut record.goal;
        goal.title = told.text(self.field(&["System.Title", "Title"]));
        let due = ["TargetDate", "DueDate", "FinishDate"].map(|name| format!("Microsoft.VSTS.Scheduling.{name}"));
        let due = due.iter().find_map(|name| self.field(&[name])).or_else(|| self.field(&["TargetDate", "DueDate"]));
        goal.due = told.when(due);
        goal.team = self.team(draft, teams);
        record.says = self.says(told);
        if matches!(record.says, Some(Says::Done | Says::Abandoned)) {
            record.on = self.done_on(told);
        }
        if self.field(&["System.IsDeleted", "isDeleted"]).and_then(Node::truth) == Some(true) {
            record.out = Some("deleted work");
        }
        let said: Vec<DraftCheckIn> = self.versions.iter().filter_map(|version| said(*version, told)).collect();
        if rank == Rank::Work {
            told.leave("comments on work", said.len());
            return record;
        }
        goal.description = told.plain(self.field(&["System.Description"]));
        goal.owner = people(self.field(&["System.AssignedTo", "AssignedTo"]));
        goal.url = told.text(newest.at("_links/html/href"));
        goal.check_ins = said;
        record
    }

    /// By the state's category, which is the tool's own, else by its word, which is the office's.
    fn says(&self, told: &mut Told) -> Option<Says> {
        let category = self.field(&["StateCategory"]).and_then(Node::text).unwrap_or_default();
        let state = self.field(&["System.State", "State"]);
        let word = if category.is_empty() { state.and_then(Node::text).unwrap_or_default() } else { category };
        Some(match fold(word).as_str() {
            "approved" | "proposed" | "design" | "ready" => Says::NotBegun,
            "committed" | "inprogress" => Says::Ongoing,
            "completed" => Says::Done,
            _ => return told.says(state),
        })
    }

    fn done_on(&self, told: &mut Told) -> Option<When> {
        let names =
            ["ClosedDate", "ResolvedDate", "StateChangeDate"].map(|name| format!("Microsoft.VSTS.Common.{name}"));
        let on = names.iter().find_map(|name| self.field(&[name]));
        told.when(on.or_else(|| self.field(&["CompletedDate", "ClosedDate", "StateChangeDate"])))
    }

    /// The area, as a team that lies in the area above it; the project's own name, where there is no area.
    fn team(&self, draft: &mut Draft, teams: &mut BTreeSet<String>) -> Option<String> {
        let path = self.field(&["System.AreaPath", "AreaPath", "Area/AreaPath", "System.TeamProject"])?;
        let text = path.text()?;
        let mut above: Option<String> = None;
        for name in text.split('\\').filter(|name| !name.is_empty()) {
            let id = above.as_ref().map_or_else(|| name.to_string(), |above| format!("{above}\\{name}"));
            if teams.insert(id.clone()) {
                draft.teams.push(DraftTeam {
                    at: path.pointer(),
                    id: Some(id.clone()),
                    name: Some(name.to_string()),
                    parent: above,
                });
            }
            above = Some(id);
        }
        above
    }

    /// Puts the record among the others, and ties it to those above and below.
    fn ties(&self, record: Record, work: &mut Work) {
        work.add(record);
        if let Some(parent) = self.field(&["System.Parent", "ParentWorkItemId"])
            && let Some(id) = parent.id()
        {
            work.tie(&self.id, parent, &id);
        }
        for (other, relation) in self.relations("System.LinkTypes.Hierarchy-Reverse") {
            work.tie(&self.id, relation, &other);
        }
    }

    /// The work items that are told as related in this way.
    fn relations(&self, way: &str) -> Vec<(String, Node<'d>)> {
        let relations = self.versions.last().and_then(|version| version.get("relations"));
        let such = relations.into_iter().flat_map(Node::items);
        let such = such.filter(|relation| relation.get("rel").and_then(Node::text) == Some(way));
        such.filter_map(|relation| Some((work::tail(relation.get("url")?.text()?, 1)?.concat(), relation))).collect()
    }
}

/// What somebody wrote when the work item was changed.
fn said(version: Node<'_>, told: &mut Told) -> Option<DraftCheckIn> {
    let fields = version.get("fields")?;
    let now = |name: &str| {
        let value = fields.get(name)?;
        value.get("newValue").or(Some(value))
    };
    let note = told.plain(now("System.History"))?;
    let by = now("System.ChangedBy").or(version.get("revisedBy"));
    Some(DraftCheckIn {
        at: version.pointer(),
        when: told.when(now("System.ChangedDate")),
        note: Some(note),
        author: people(by),
        ..DraftCheckIn::default()
    })
}

fn iteration(node: Node<'_>, told: &mut Told) -> Period {
    Period {
        is_now: node.at("attributes/timeFrame").and_then(Node::text) == Some("current"),
        cycle: DraftCycle {
            at: node.pointer(),
            name: told.text(node.get("name")),
            start: told.when(node.at("attributes/startDate")),
            end: told.when(node.at("attributes/finishDate")),
        },
    }
}

/// The period that is named by the iterations of all objectives ('Shop\2026\Q4').
fn common_period(iterations: &[Option<Node<'_>>]) -> Option<DraftCycle> {
    let first = (*iterations.first()?)?;
    let path = first.text()?;
    if !iterations.iter().all(|one| one.and_then(Node::text) == Some(path)) {
        return None;
    }
    let mut steps = path.rsplit('\\');
    let (last, before) = (steps.next()?, steps.next());
    // A quarter without its year lies in an iteration that is the year.
    let name = match before.filter(|year| year.len() == 4 && year.parse::<u16>().is_ok()) {
        Some(year) if !last.contains(year) => format!("{last} {year}"),
        _ => last.to_string(),
    };
    let has_year = name.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    days_of(&name, 0).filter(|_| has_year)?;
    Some(DraftCycle { at: first.pointer(), name: Some(name), start: None, end: None })
}
