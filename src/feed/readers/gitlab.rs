//! GitLab: epics, milestones, issues, objectives and key results, iterations, from the REST interface and GraphQL.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | an epic, a milestone; work of the type 'Objective' |
//! | key result | work of the type 'Key result': `startValue`, `currentValue`, `endValue`, else `progress` of 100; of the others their issues, done of all, by `closed_at`, or `descendantCounts` |
//! | initiative | an issue; a merge request in a milestone |
//! | ties | `parent_id` of an epic, `epic`, `milestone`, `parent`, `children` |
//! | status | `health_status` |
//! | achieved | `state`, `closed_at` |
//! | team | the project's or group's name, from `web_url` |
//! | cycle | the current iteration of a list of them, or the only one |
//!
//! Where there are no objectives, the project is. Merge requests that lie in nothing are left out, and counted. Links
//! between issues (`relates_to`, `blocks`) are no ties upwards. Labels, weights and time are not read.

use super::{Reader, Source};
use crate::feed::document::Node;
use crate::feed::draft::{Draft, DraftCycle, DraftMeasure};
use crate::feed::told::Told;
use crate::feed::vocabulary::{Says, fold};
use crate::feed::work::{self, Found, Period, Rank, Record, Work, people};

pub(super) static READER: Reader = Reader { name: "GitLab", recognises, read };

const NAMES: &work::Names = &[
    ("epics", EPIC),
    ("epic", EPIC),
    ("milestones", MILESTONE),
    ("milestone", MILESTONE),
    ("issues", ISSUE),
    ("issue", ISSUE),
    ("source_issue", ISSUE),
    ("target_issue", ISSUE),
    ("workItems", ISSUE),
    ("workItem", ISSUE),
    ("mergeRequests", MERGE),
    ("parent", SAME),
    ("children", SAME),
    ("iterations", ITERATION),
    ("iteration", ""),
    ("notes", ""),
    ("labels", ""),
    ("assignees", ""),
    ("author", ""),
];
const EPIC: &str = "epic";
const MILESTONE: &str = "milestone";
const ISSUE: &str = "issue";
const MERGE: &str = "merge request";
const ITERATION: &str = "iteration";
/// Of the kind that it lies in, or that lies in it.
const SAME: &str = "same";

fn address(node: Node<'_>) -> &str {
    node.first_of(&["web_url", "webUrl"]).and_then(Node::text).unwrap_or_default()
}

/// What a record is, by its address, or else by what it has.
fn kind_of(node: Node<'_>) -> Option<&'static str> {
    let has = |name: &str| node.members().any(|(known, _)| known == name);
    if !has("iid") || !(has("title") || has("project_id")) {
        return None;
    }
    const PLACES: &[(&str, &str)] = &[
        ("/epics/", EPIC),
        ("/milestones/", MILESTONE),
        ("/iterations/", ITERATION),
        ("/issues/", ISSUE),
        ("/work_items/", ISSUE),
        ("/merge_requests/", MERGE),
    ];
    let url = address(node);
    let told = PLACES.iter().find(|(step, _)| url.contains(step)).map(|(_, kind)| *kind);
    told.or_else(|| match () {
        () if has("source_branch") => Some(MERGE),
        () if has("sequence") && has("start_date") => Some(ITERATION),
        () if has("expired") => Some(MILESTONE),
        () if has("group_id") && has("author") => Some(EPIC),
        () if has("project_id") && has("author") => Some(ISSUE),
        () if has("project_id") && has("due_date") => Some(MILESTONE),
        () => None,
    })
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.first_object().filter(|_| page.is_list()).unwrap_or(page);
    if kind_of(first).is_some() {
        return Some("iid, title, project or group");
    }
    let pair = |one: &str, two: &str| {
        first.get(one).and_then(kind_of).is_some() && first.get(two).is_some_and(|two| two.get("iid").is_some())
    };
    if pair("source_issue", "target_issue") || pair("issue", "epic") {
        return Some("issue/iid, and another");
    }
    let mut why = None;
    work::walk(page.get("data")?, NAMES, None, &mut Told::new(), &mut |found, _, _| {
        let is = found.node.get("id").and_then(Node::text).is_some_and(|id| id.starts_with("gid://gitlab/"));
        if is || kind_of(found.node).is_some() {
            why = Some("data, iid or gid://gitlab/");
        }
        why.is_none()
    });
    why
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    let mut work = Work::default();
    let mut periods = Vec::new();
    work::walk_pages(&source.pages, NAMES, kind_of, told, &mut |found, above, told| {
        visit(found, above, &mut work, &mut periods, told)
    });
    for page in &source.pages {
        // An answer to putting an issue into an epic names both side by side.
        if let Some((epic, issue)) = page.get("epic").zip(page.get("issue")) {
            work.tie(&id_of(issue, ISSUE), epic, &id_of(epic, EPIC));
        }
    }
    draft.cycle = work::cycle(periods, told);
    work.pour(&mut draft, told);
    draft
}

/// 'epic/30': numbers alone are the same for things of different kinds. GraphQL writes 'gid://gitlab/Epic/30'.
fn id_of(node: Node<'_>, kind: &str) -> String {
    let id = node.first_of(&["id", "iid", "title"]).and_then(Node::id);
    let id = id.as_deref().map(|id| id.rsplit('/').next().unwrap_or(id));
    id.map_or_else(|| node.pointer(), |id| format!("{kind}/{id}"))
}

/// What a thing that is named by its place is: as that which it lies in.
fn kind(found: Found<'_>, above: Option<Found<'_>>) -> &'static str {
    match above {
        Some(above) if found.kind == SAME => {
            if above.kind == SAME {
                ISSUE
            } else {
                above.kind
            }
        }
        None if found.kind == SAME => ISSUE,
        _ => found.kind,
    }
}

fn visit(
    found: Found<'_>,
    above: Option<Found<'_>>,
    work: &mut Work,
    periods: &mut Vec<Period>,
    told: &mut Told,
) -> bool {
    let node = found.node;
    let kind = kind(found, above);
    if kind == ITERATION {
        periods.push(iteration(node, told));
        return false;
    }
    if node.get("title").is_none() && node.get("iid").is_none() {
        // A count, or a link.
        return found.kind != SAME;
    }
    let id = id_of(node, kind);
    work.add(record(node, kind, &id, told));
    if let Some((path, name)) = place(address(node)) {
        work.rest(node, path.to_string(), Some(name.to_string()));
    }
    if let Some(parent) = node.get("parent_id").filter(|_| kind == EPIC) {
        work.tie(&id, parent, &format!("{EPIC}/{}", parent.id().unwrap_or_default()));
    }
    let Some(above) = above else { return true };
    let other = id_of(above.node, self::kind(above, None));
    match found.name {
        // These stand in what lies in them.
        "parent" | "epic" | "milestone" => work.tie(&other, node, &id),
        _ => work.tie(&id, node, &other),
    }
    true
}

fn record(node: Node<'_>, kind: &str, id: &str, told: &mut Told) -> Record {
    let word = |paths: &[&str]| paths.iter().find_map(|path| node.at(path)?.text()).unwrap_or_default();
    let of_type = word(&["workItemType/name", "issue_type", "type", "type/name"]);
    let rank = match kind {
        EPIC | MILESTONE => Rank::Goal,
        ISSUE if work::measures(of_type) => Rank::KeyResult,
        ISSUE if work::groups(of_type) => Rank::Goal,
        _ => Rank::Work,
    };
    let mut record = Record::new(node, id.to_string(), rank);
    record.out_alone = (kind == MERGE).then_some("merge requests");
    // Newer things keep what they have in a list of parts.
    let part = |names: &[&str]| {
        let own = node.first_of(names);
        own.or_else(|| node.get("widgets")?.items().find_map(|widget| widget.first_of(names)))
    };
    let goal = &mut record.goal;
    goal.title = told.text(node.get("title"));
    goal.due = told.when(part(&["due_date", "dueDate", "end_date"]));
    goal.team = place(address(node)).map(|(_, name)| name.to_string());
    let state = node.get("state").and_then(Node::text).map(fold);
    record.says = match state.as_deref() {
        Some("open" | "opened" | "reopened") => Some(Says::NotBegun),
        // Closed without being merged.
        Some("closed") if kind == MERGE => Some(Says::Abandoned),
        _ => told.says(node.get("state")),
    };
    if record.says == Some(Says::Done) {
        record.on = told.when(node.first_of(&["closed_at", "closedAt", "merged_at", "mergedAt"]));
    }
    if rank == Rank::Work {
        return record;
    }
    goal.description = told.plain(part(&["description"]));
    goal.owner = people(part(&["assignees"])).or_else(|| people(node.get("assignee")));
    let page = node.first_of(&["web_url", "webUrl"]);
    goal.url = told.text(page.filter(|page| page.text().is_some_and(|page| page.starts_with("http"))));
    goal.confidence = told.says(part(&["health_status", "healthStatus"])).and_then(Says::confidence);
    let counts = node.get("descendantCounts");
    let count = |name: &str| counts?.get(name).and_then(Node::number);
    record.counted = count("closedIssues").zip(count("openedIssues")).map(|(closed, open)| (closed, closed + open));
    if rank == Rank::KeyResult {
        record.measure = measure(&part, told);
    }
    record
}

/// A key result's values; its progress is written from 0 to 100.
fn measure<'d>(part: &dyn Fn(&[&str]) -> Option<Node<'d>>, told: &mut Told) -> Option<(DraftMeasure, Option<f64>)> {
    let mut number = |names: &[&str]| told.number(part(names));
    let (start, end) = (number(&["startValue"]), number(&["endValue"]));
    let (current, progress) = (number(&["currentValue"]), number(&["progress"]));
    if end.is_some() {
        return Some((DraftMeasure { start, target: end, ..DraftMeasure::default() }, current));
    }
    let unit = Some(String::from("%"));
    progress
        .map(|_| (DraftMeasure { start: Some(0.0), target: Some(100.0), unit, ..DraftMeasure::default() }, progress))
}

/// The path and the name of the project or group that an address lies in.
fn place(url: &str) -> Option<(&str, &str)> {
    let (_, rest) = url.split_once("://")?;
    let (_, path) = rest.split_once('/')?;
    let end = ["/-/", "/issues/", "/milestones/", "/epics/", "/merge_requests/", "/work_items/"];
    let end = end.iter().filter_map(|step| path.find(step)).min()?;
    let path = path.get(..end)?;
    let path = path.strip_prefix("groups/").unwrap_or(path);
    Some((path, path.rsplit('/').next().unwrap_or(path)))
}

fn iteration(node: Node<'_>, told: &mut Told) -> Period {
    let state = node.get("state").and_then(Node::id).unwrap_or_default();
    Period {
        is_now: ["2", "current", "started"].contains(&state.as_str()),
        cycle: DraftCycle {
            at: node.pointer(),
            name: told.text(node.get("title")),
            start: told.when(node.first_of(&["start_date", "startDate"])),
            end: told.when(node.first_of(&["due_date", "dueDate"])),
        },
    }
}
