//! OpenProject: answers of its interface (HAL): portfolios, programs, projects, versions, work packages, sprints.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | a portfolio, program, project or version; a work package whose type is named for goals ('Epic', 'Milestone', 'Phase') |
//! | key result | work packages of it, done of all; OpenProject does not say when they were done |
//! | initiative | any other work package in an objective; those below other work are left out and counted |
//! | ties | `_links.parent`; a work package's `_links.version` |
//! | status | a project's `_links.status`, by its address, which no language changes, and `statusExplanation` |
//! | progress | `derivedPercentageDone`, `percentageDone`, 0 to 100, of objectives alone |
//! | achieved, given up | the title of a work package's status, or `isClosed` where that is embedded; a version's `status` |
//! | team | a work package's project, a version's project |
//! | owner | `_links.responsible`, else `_links.assignee` |
//! | cycle | the active sprint, or the only one |
//!
//! Where there is no objective, work packages that others lie in are, and else their project. Archived projects are
//! left out, and counted. Activities, statuses and schemas are no goals, and are not recognised. Custom fields
//! have numbers for names here, and are not read.

use super::{Reader, Source};
use crate::feed::document::Node;
use crate::feed::draft::{Draft, DraftCycle};
use crate::feed::told::Told;
use crate::feed::vocabulary::{Says, fold};
use crate::feed::work::{self, Period, Rank, Record, Work};

pub(super) static READER: Reader = Reader { name: "OpenProject", recognises, read };

const WORK: &str = "work_packages";
const WORKSPACE: &str = "workspaces";
const VERSION: &str = "versions";
const SPRINT: &str = "sprints";

/// What a record is, by its type, or else by what its list is of.
fn kind_of(node: Node<'_>, page: Node<'_>) -> Option<&'static str> {
    if let Some(kind) = node.get("_type").and_then(Node::text) {
        return match kind {
            "WorkPackage" => Some(WORK),
            "Project" | "Program" | "Portfolio" => Some(WORKSPACE),
            "Version" => Some(VERSION),
            "Sprint" => Some(SPRINT),
            _ => None,
        };
    }
    let own = page.at("_links/self/href").and_then(Node::text)?;
    let list = work::tail(own, 1)?.concat();
    match list.as_str() {
        "work_packages" => Some(WORK),
        "projects" | "programs" | "portfolios" | "workspaces" => Some(WORKSPACE),
        "versions" => Some(VERSION),
        "sprints" => Some(SPRINT),
        _ => None,
    }
}

/// The records of a page: its elements, or the one that it is.
fn elements(page: Node<'_>) -> Vec<Node<'_>> {
    page.at("_embedded/elements").map_or_else(|| work::each(page), |elements| elements.items().collect())
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let page = page.first_object().filter(|_| page.is_list()).unwrap_or(page);
    let is_hal = page.get("_type").is_some() && page.get("_links").is_some();
    let known = elements(page).into_iter().any(|node| kind_of(node, page).is_some());
    (is_hal && known).then_some("_type, _links, _embedded/elements")
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    let mut work = Work::default();
    let mut periods = Vec::new();
    for page in &source.pages {
        for node in elements(*page) {
            match kind_of(node, *page) {
                Some(SPRINT) => periods.extend(sprint(node, told)),
                Some(kind) => add(node, kind, &mut work, told),
                None => told.leave("records of other kinds", 1),
            }
        }
    }
    draft.cycle = work::cycle(periods, told);
    work.pour(&mut draft, told);
    draft
}

/// 'work_packages/7', from an address; projects, programs and portfolios are numbered together.
fn key(href: &str) -> Option<String> {
    let steps = work::tail(href, 2)?;
    let [kind, number] = steps.as_slice() else { return None };
    let is_workspace = ["project", "program", "portfolio", "workspace"].iter().any(|known| kind.starts_with(known));
    Some(format!("{}/{number}", if is_workspace { WORKSPACE } else { kind }))
}

fn link<'d>(node: Node<'d>, name: &str) -> Option<Node<'d>> {
    node.get("_links")?.get(name)
}

fn title<'d>(node: Node<'d>, name: &str) -> Option<&'d str> {
    link(node, name)?.get("title")?.text()
}

fn add(node: Node<'_>, kind: &'static str, work: &mut Work, told: &mut Told) {
    if node.get("id").is_none() && node.first_of(&["subject", "name"]).is_none() {
        // 'Further resources shortened for brevity'.
        told.leave("records of other kinds", 1);
        return;
    }
    let id = node.get("id").and_then(Node::id).map_or_else(|| node.pointer(), |id| format!("{kind}/{id}"));
    let of_type = title(node, "type").unwrap_or_default();
    let is_goal = kind != WORK || work::groups(of_type) || fold(of_type) == "phase";
    let mut record = Record::new(node, id.clone(), if is_goal { Rank::Goal } else { Rank::Work });
    record.goal.title = told.text(node.first_of(&["subject", "name"]));
    record.goal.due = told.when(node.first_of(&["dueDate", "date", "endDate"]));
    let of = link(node, "project").or_else(|| link(node, "definingProject")).and_then(|of| of.get("title"));
    record.goal.team = told.text(of);
    record.says = says(node, kind, told);
    if node.get("active").and_then(Node::truth) == Some(false) {
        record.out = Some("archived goals");
    }
    if is_goal {
        let goal = &mut record.goal;
        let texts = [told.plain(node.get("description")), told.plain(node.get("statusExplanation"))];
        goal.description =
            Some(texts.into_iter().flatten().collect::<Vec<_>>().join("\n")).filter(|text| !text.is_empty());
        goal.owner = title(node, "responsible").or_else(|| title(node, "assignee")).map(String::from);
        let progress = told.number(node.first_of(&["derivedPercentageDone", "percentageDone"]));
        goal.progress = progress.map(|percent| percent / 100.0);
    }
    work.add(record);
    if kind == WORK
        && let Some(project) = link(node, "project")
        && let Some(id) = project.get("href").and_then(Node::text).and_then(key)
    {
        work.rest(project, id, told.text(project.get("title")));
    }
    for name in ["parent", "version"] {
        let Some(above) = link(node, name) else { continue };
        let Some(key) = above.get("href").and_then(Node::text).and_then(key) else { continue };
        // A version is named by those that lie in it; a parent that is not here is not known well enough.
        if name == "version" {
            let mut version = Record::new(above, key.clone(), Rank::Goal);
            version.goal.title = told.text(above.get("title"));
            work.add(version);
        }
        work.tie(&id, above, &key);
    }
}

fn says(node: Node<'_>, kind: &str, told: &mut Told) -> Option<Says> {
    if let Some(status) = node.get("status") {
        return match status.text().map(fold).as_deref() {
            Some("open") => None,
            // No more work may be put into it; it is not over.
            Some("locked") => Some(Says::Ongoing),
            _ => told.says(Some(status)),
        };
    }
    let status = link(node, "status")?;
    if kind == WORK {
        let word = status.get("title");
        let closed = node.at("_embedded/status/isClosed").and_then(Node::truth);
        let known = word.and_then(Node::text).and_then(crate::feed::vocabulary::says);
        return match (known, closed) {
            (known @ Some(Says::Abandoned), _) => known,
            (_, Some(true)) => Some(Says::Done),
            (Some(Says::Done), Some(false)) => Some(Says::Ongoing),
            _ => told.says(word),
        };
    }
    let word = status.get("href").and_then(Node::text).and_then(|href| Some(work::tail(href, 1)?.concat()))?;
    crate::feed::vocabulary::says(&word).or_else(|| told.says(status.get("title")))
}

fn sprint(node: Node<'_>, told: &mut Told) -> Option<Period> {
    let status = link(node, "status").and_then(|status| status.get("href")).and_then(Node::text).unwrap_or_default();
    if node.get("name").is_none() {
        told.leave("records of other kinds", 1);
        return None;
    }
    Some(Period {
        is_now: status.ends_with(":active"),
        cycle: DraftCycle {
            at: node.pointer(),
            name: told.text(node.get("name")),
            start: told.when(node.get("startDate")),
            end: told.when(node.get("finishDate")),
        },
    })
}
