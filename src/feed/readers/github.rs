//! GitHub: milestones, issues and projects, from the REST interface, GraphQL, `gh … --json` and webhooks.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | a milestone; a project that has a title; an issue whose type or label is named for goals ('Epic') |
//! | key result | issues and pull requests of it, done of all, by `closed_at`; else the counts that GitHub gives |
//! | initiative | an issue, a draft, a pull request in a milestone or a project; its state by the field 'Status' |
//! | ties | `milestone`, `parent_issue_url`, `parent`, `subIssues`; an item's project |
//! | achieved | `state`; `closed_at`; `not_planned` is given up |
//! | check-ins, status | a project's `statusUpdates` |
//! | team | the repository's name |
//! | owner | assignees of an issue that is an objective |
//! | organisation | an owner that is an organisation |
//!
//! Where there are no objectives, issues that others lie in are; else the repository is. Closed projects, archived
//! items and pull requests that lie in nothing are left out, and counted. Other fields of projects are not read.
//! `due_on` is midnight somewhere in America: its day by UTC is meant.

use super::{Reader, Source};
use crate::feed::document::Node;
use crate::feed::draft::{Draft, DraftCheckIn};
use crate::feed::envelope;
use crate::feed::tally;
use crate::feed::told::Told;
use crate::feed::vocabulary::Says;
use crate::feed::work::{self, Found, Rank, Record, Work, people};

pub(super) static READER: Reader = Reader { name: "GitHub", recognises, read };

const NAMES: &work::Names = &[
    ("milestones", MILESTONE),
    ("milestone", MILESTONE),
    ("issues", ISSUE),
    ("issue", ISSUE),
    ("pullRequests", ISSUE),
    ("pullRequest", ISSUE),
    ("subIssues", ISSUE),
    ("parent", ISSUE),
    ("parent issue", ISSUE),
    ("parentIssue", ISSUE),
    ("items", ITEM),
    ("content", CONTENT),
    ("projectV2", PROJECT),
    ("projectsV2", PROJECT),
    ("projects", PROJECT),
    ("statusUpdates", UPDATE),
    ("organization", OWNER),
    ("owner", OWNER),
    ("comments", ""),
    ("labels", ""),
    ("assignees", ""),
    ("projectItems", ""),
    ("fields", ""),
];
const MILESTONE: &str = "milestone";
const ISSUE: &str = "issue";
const ITEM: &str = "item";
const CONTENT: &str = "content";
const PROJECT: &str = "project";
const UPDATE: &str = "update";
const OWNER: &str = "owner";

/// What stands in a document itself, alone or in a list.
fn kind_of(node: Node<'_>) -> Option<&'static str> {
    let page = node.first_of(&["html_url", "url"]).and_then(Node::text).unwrap_or_default();
    let on_page = |step: &str| page.contains(step);
    match () {
        () if node.has(&["open_issues", "closed_issues", "title"]) => Some(MILESTONE),
        () if node.has(&["number", "title", "dueOn", "url"]) && on_page("/milestone") => Some(MILESTONE),
        () if node.has(&["number", "title"])
            && (on_page("/issues/") || on_page("/pull"))
            && node.get("iid").is_none() =>
        {
            Some(ISSUE)
        }
        () if node.has(&["number", "title", "state"]) && is_word_of_github(node) => Some(ISSUE),
        () if node.has(&["number", "fields/totalCount", "items/totalCount"]) => Some(PROJECT),
        () if node.has(&["title", "items/nodes"]) || node.has(&["title", "statusUpdates"]) => Some(PROJECT),
        () => None,
    }
}

/// GraphQL and `gh` write states in capitals.
fn is_word_of_github(node: Node<'_>) -> bool {
    matches!(node.get("state").and_then(Node::text), Some("OPEN" | "CLOSED" | "MERGED"))
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.first_object().filter(|_| page.is_list()).unwrap_or(page);
    let is_item = |item: Node<'_>| {
        let kind = item.at("content/type").and_then(Node::text);
        matches!(kind, Some("Issue" | "PullRequest" | "DraftIssue"))
    };
    let inside = |name: &str| page.get(name)?.first_object();
    match kind_of(first) {
        Some(MILESTONE) => return Some("milestone: open_issues, closed_issues"),
        Some(ISSUE) => return Some("issue: number, title, url"),
        Some(_) => return Some("project: fields, items, number"),
        None => {}
    }
    if inside("items").is_some_and(is_item) {
        return Some("items/content/type");
    }
    if inside("projects").and_then(kind_of) == Some(PROJECT) {
        return Some("projects: fields, items, number");
    }
    if page.get("action").is_some()
        && ["milestone", "issue"].iter().any(|name| page.get(name).and_then(kind_of).is_some())
    {
        return Some("action, milestone or issue");
    }
    let project = |owner: Node<'_>| owner.first_of(&["projectV2", "projectsV2"]).is_some();
    let data = page.get("data")?;
    if data.parts().any(project) || data.get("node").and_then(kind_of) == Some(PROJECT) {
        return Some("data/projectV2");
    }
    let repository = data.get("repository")?;
    repository.first_of(&["milestones", "milestone", "issues", "issue"]).map(|_| "data/repository")
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    let mut work = Work::default();
    let pages: Vec<Node<'_>> = source.pages.iter().map(|page| page.at("data/node").unwrap_or(*page)).collect();
    for page in &pages {
        let projects = page.get("projects").map_or(0, |projects| projects.items().count());
        if let Some(missing) = envelope::more(*page, projects).filter(|_| projects > 0) {
            told.tell_of_all(missing);
        }
    }
    work::walk_pages(&pages, NAMES, kind_of, told, &mut |found, above, told| {
        visit(found, above, &mut work, &mut draft, told)
    });
    work.pour(&mut draft, told);
    draft
}

/// The thing that an item of a project is about.
fn content(node: Node<'_>) -> Node<'_> {
    node.get("content").filter(|content| content.get("title").is_some()).unwrap_or(node)
}

/// 'owner/repository/issue/7', from an address on any of GitHub's sides; else what the document has.
fn id_of(found: Found<'_>) -> String {
    let node = if found.kind == ITEM { content(found.node) } else { found.node };
    let url = node.first_of(&["html_url", "url", "resourcePath"]).and_then(Node::text);
    if let Some(id) = url.and_then(address).filter(|_| found.kind != PROJECT) {
        return id;
    }
    let own = |names: &[&str]| node.first_of(names).and_then(Node::id);
    let id = match found.kind {
        MILESTONE => own(&["title"]),
        PROJECT => own(&["id", "url", "title"]),
        _ => own(&["number", "id"]),
    };
    id.map_or_else(
        || node.pointer(),
        |id| format!("{}/{id}", if matches!(found.kind, ITEM | CONTENT) { ISSUE } else { found.kind }),
    )
}

fn address(url: &str) -> Option<String> {
    let steps = work::tail(url, 4)?;
    let [owner, repository, kind, number] = steps.as_slice() else { return None };
    let kind = match *kind {
        "issues" | "issue" => ISSUE,
        "milestones" | "milestone" => MILESTONE,
        "pulls" | "pull" => "pull",
        _ => return None,
    };
    Some(format!("{owner}/{repository}/{kind}/{number}"))
}

fn visit(found: Found<'_>, above: Option<Found<'_>>, work: &mut Work, draft: &mut Draft, told: &mut Told) -> bool {
    let node = found.node;
    let id = id_of(found);
    match found.kind {
        MILESTONE => {
            work.add(milestone(node, id.clone(), told));
            if let Some(above) = above.filter(|above| matches!(above.kind, ISSUE | ITEM | CONTENT)) {
                work.tie(&id_of(above), node, &id);
            }
        }
        ISSUE => {
            work.add(issue(node, id.clone(), told));
            repository(node, work);
            if let Some(url) = node.get("parent_issue_url")
                && let Some(parent) = url.text().and_then(address)
            {
                work.tie(&id, url, &parent);
            }
            match above {
                Some(above) if found.name.starts_with("parent") => work.tie(&id_of(above), node, &id),
                Some(above) if matches!(above.kind, MILESTONE | ISSUE | CONTENT | ITEM) => {
                    work.tie(&id, node, &id_of(above));
                }
                _ => {}
            }
        }
        ITEM => {
            let inner = content(node);
            if inner.get("title").is_none() {
                return above.is_none_or(|above| above.kind != PROJECT) || node.get("totalCount").is_none();
            }
            work.add(item(node, inner, id.clone(), told));
            if let Some(project) = above.filter(|above| above.kind == PROJECT) {
                work.tie(&id, node, &id_of(project));
            }
        }
        PROJECT => work.add(project(node, id, told)),
        UPDATE => {
            if let Some(project) = above
                && let Some(record) = work.get_mut(&id_of(project))
            {
                update(node, record, told);
            }
        }
        OWNER => {
            let is_one = found.name == "organization" || node.get("type").and_then(Node::text) == Some("Organization");
            if is_one && draft.organisation.is_none() {
                draft.organisation = people(Some(node));
            }
        }
        _ => {}
    }
    !found.kind.is_empty() && !matches!(found.kind, UPDATE | OWNER) || found.name == "organization"
}

fn milestone(node: Node<'_>, id: String, told: &mut Told) -> Record {
    let mut record = Record::new(node, id, Rank::Goal);
    let goal = &mut record.goal;
    goal.title = told.text(node.get("title"));
    goal.description = told.plain(node.get("description"));
    goal.due = work::day(told.when(node.first_of(&["due_on", "dueOn"])));
    let url = node.first_of(&["html_url", "url"]).filter(|url| url.text().is_some_and(|url| !url.contains("//api.")));
    goal.url = told.text(url);
    goal.team = team(node);
    if is_closed(node) {
        record.says = Some(Says::Done);
        record.on = told.when(node.first_of(&["closed_at", "closedAt"]));
    }
    let open = told.number(node.first_of(&["open_issues", "openIssueCount"]));
    let closed = told.number(node.first_of(&["closed_issues", "closedIssueCount"]));
    record.counted = closed.zip(open).map(|(closed, open)| (closed, closed + open));
    record
}

/// The repository's name: the step before 'issues' and the number.
fn team(node: Node<'_>) -> Option<String> {
    let url = node.first_of(&["html_url", "url"])?.text()?;
    let steps = work::tail(url, 3)?;
    matches!(steps.get(1), Some(&("issues" | "pull" | "pulls" | "milestone" | "milestones")))
        .then(|| steps.first().map(|s| s.to_string()))?
}

fn is_closed(node: Node<'_>) -> bool {
    let state = node.get("state").and_then(Node::text).unwrap_or_default();
    ["closed", "merged"].iter().any(|word| state.eq_ignore_ascii_case(word))
        || node.get("closed").and_then(Node::truth) == Some(true)
}

/// All issues lie in their repository, where they lie in nothing else.
fn repository(node: Node<'_>, work: &mut Work) {
    let url = node.first_of(&["html_url", "url"]).and_then(Node::text).and_then(address);
    let mut steps = url.as_deref().into_iter().flat_map(|id| id.split('/'));
    if let (Some(owner), Some(repository)) = (steps.next(), steps.next()) {
        work.rest(node, format!("{owner}/{repository}"), Some(repository.to_string()));
    }
}

fn issue(node: Node<'_>, id: String, told: &mut Told) -> Record {
    let kind = node.first_of(&["type", "issueType"]);
    let kind = kind.and_then(|kind| kind.get("name").unwrap_or(kind).text()).unwrap_or_default();
    let is_pull = node.get("pull_request").is_some() || kind == "PullRequest" || id.contains("/pull/");
    let labels = || node.get("labels").into_iter().flat_map(work::each);
    let labelled = || labels().any(|label| label.get("name").unwrap_or(label).text().is_some_and(work::groups));
    let is_goal = !is_pull && (work::groups(kind) || labelled());
    let mut record = Record::new(node, id, if is_goal { Rank::Goal } else { Rank::Work });
    record.out_alone = is_pull.then_some("pull requests");
    let goal = &mut record.goal;
    goal.title = told.text(node.get("title"));
    goal.team = team(node);
    if node.first_of(&["state", "closed"]).is_some() {
        let closed = is_closed(node);
        let reason = node.first_of(&["state_reason", "stateReason"]).and_then(Node::text).unwrap_or_default();
        let given_up = ["not_planned", "duplicate"].iter().any(|word| reason.eq_ignore_ascii_case(word));
        record.says = Some(match closed {
            true if given_up || (is_pull && was_refused(node)) => Says::Abandoned,
            true => Says::Done,
            false => Says::NotBegun,
        });
        record.on = if closed { told.when(node.first_of(&["closed_at", "closedAt", "mergedAt"])) } else { None };
    }
    sub_issues(node, &mut record, told);
    // What an issue tells about itself matters only if it is a goal.
    let goal = &mut record.goal;
    goal.description = told.plain(node.get("body"));
    goal.owner = people(node.get("assignees")).or_else(|| people(node.get("assignee")));
    let url = node.first_of(&["html_url", "url"]).filter(|url| url.text().is_some_and(|url| !url.contains("//api.")));
    goal.url = told.text(url);
    record
}

/// Whether a closed pull request was not merged.
fn was_refused(node: Node<'_>) -> bool {
    // Where 'merged' is a word of its own, 'closed' says enough; elsewhere the moment is null.
    let states_merging = node.get("state").and_then(Node::text) == Some("CLOSED");
    let place = node.get("pull_request").unwrap_or(node);
    let never = place.members().any(|(name, when)| name == "merged_at" && when.text().is_none());
    states_merging || never
}

fn sub_issues(node: Node<'_>, record: &mut Record, told: &mut Told) {
    let summary = ["subissuessummary", "subissuesprogress"].iter().find_map(|name| node.like(name));
    if let Some(summary) = summary {
        record.counted = told.number(summary.get("completed")).zip(told.number(summary.get("total")));
    }
}

/// An item of a project: what it is about, and what the project's fields say of it.
fn item(node: Node<'_>, inner: Node<'_>, id: String, told: &mut Told) -> Record {
    let mut record = issue(inner, id, told);
    record.goal.at = node.pointer();
    record.out_alone = None;
    if node.get("isArchived").and_then(Node::truth) == Some(true) {
        record.out = Some("archived work");
    }
    let mut due = node.like("targetdate").or(node.like("duedate")).or(node.like("enddate"));
    let mut status = node.get("status");
    for value in node.get("fieldValues").into_iter().flat_map(work::each) {
        let name = value.at("field/name").and_then(Node::text).unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "status" => status = value.get("name"),
            "target date" | "due date" | "end date" | "due" => due = value.get("date"),
            _ => {}
        }
    }
    record.goal.due = told.when(due);
    // A closed issue is done, wherever its card was left.
    if !matches!(record.says, Some(Says::Done | Says::Abandoned)) {
        record.says = told.says(status).or(record.says);
    }
    sub_issues(node, &mut record, told);
    if let Some(team) = node.get("repository").and_then(Node::text).and_then(|name| Some(work::tail(name, 1)?.concat()))
    {
        record.goal.team = Some(team);
    }
    record
}

fn project(node: Node<'_>, id: String, told: &mut Told) -> Record {
    let mut record = Record::new(node, id, Rank::Goal);
    if node.get("closed").and_then(Node::truth) == Some(true) {
        record.out = Some("closed projects");
    }
    let goal = &mut record.goal;
    goal.title = told.text(node.get("title"));
    goal.description = told.plain(node.first_of(&["shortDescription", "readme"]));
    let url = node.get("url").filter(|url| url.text().is_some_and(|url| url.starts_with("http")));
    goal.url = told.text(url);
    record
}

/// A project's status update: the newest also tells how it goes.
fn update(node: Node<'_>, record: &mut Record, told: &mut Told) {
    let status = node.get("status");
    let says = match status.and_then(Node::text) {
        Some("INACTIVE") => Some(Says::Paused),
        _ => told.says(status),
    };
    let when = told.when(node.get("createdAt"));
    let goal = &mut record.goal;
    if goal.confidence_at.is_none_or(|known| when.is_some_and(|when| tally::day(when) > tally::day(known))) {
        record.says = says;
        goal.confidence = None;
        goal.confidence_at = when;
        goal.due = told.when(node.get("targetDate"));
    }
    goal.check_ins.push(DraftCheckIn {
        at: node.pointer(),
        when,
        confidence: says.and_then(Says::confidence),
        note: told.plain(node.get("body")),
        author: people(node.get("creator")),
        ..DraftCheckIn::default()
    });
}
