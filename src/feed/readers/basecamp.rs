//! Basecamp: gauges and their needles, projects, to-do lists and their to-dos, hill charts.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | a project (`bucket`, or with its `dock`); a to-do list; a dot on a hill chart |
//! | key result | a gauge: where its needle stands, of 100; a list's or a set's `completed_ratio` ('10/45') or its to-dos |
//! | initiative | a to-do |
//! | status | the needle's colour, if there is a needle |
//! | progress | a dot's place on the hill, 0 to 100 |
//! | check-ins | needles: place, colour and description, with their day |
//! | achieved | a list's `completed` |
//! | ties | a to-do's `parent`; a group's list |
//! | team | the project of a list |
//! | owner | a to-do's assignees are not shown |
//!
//! A gauge does not say when its needle was moved; it has no check-in of its own. Archived and trashed things are left
//! out, and counted. Messages, documents, chats and schedules are no goals, and are not recognised.

use super::{Reader, Source};
use crate::feed::document::Node;
use crate::feed::draft::{Draft, DraftCheckIn, DraftMeasure};
use crate::feed::told::Told;
use crate::feed::vocabulary::Says;
use crate::feed::work::{self, Rank, Record, Work, people};

pub(super) static READER: Reader = Reader { name: "Basecamp", recognises, read };

const PROJECT: &str = "project";

fn kind_of(node: Node<'_>) -> Option<&'static str> {
    const KINDS: &[&str] = &["Gauge", "Gauge::Needle", "Todoset", "Todolist", "Todolist::Group", "Todo"];
    let kind = node.get("type").and_then(Node::text).unwrap_or_default();
    if node.get("bucket").is_some()
        && let Some(known) = KINDS.iter().find(|known| **known == kind)
    {
        return Some(known);
    }
    match () {
        () if node.has(&["name", "dock"]) => Some(PROJECT),
        () if node.has(&["dots", "enabled"]) => Some("hill"),
        () => None,
    }
}

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.first_object().filter(|_| page.is_list()).unwrap_or(page);
    let of_basecamp = first.get("dots").is_none() || first.first_of(&["app_update_url", "app_versions_url"]).is_some();
    match kind_of(first)? {
        PROJECT => Some("name, dock"),
        "hill" => of_basecamp.then_some("dots, app_update_url"),
        _ => Some("type, bucket"),
    }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    let mut work = Work::default();
    work::walk_pages(&source.pages, &[], kind_of, told, &mut |found, _, told| {
        let node = found.node;
        match found.kind {
            PROJECT => work.add(project(node, told)),
            "hill" => hill(node, &mut work, told),
            "Gauge" | "Gauge::Needle" => gauge(node, found.kind, &mut work, told),
            "Todo" => todo(node, &mut work, told),
            _ => list(node, found.kind, &mut work, told),
        }
        false
    });
    work.pour(&mut draft, told);
    draft
}

fn id_of(node: Node<'_>) -> String {
    node.get("id").and_then(Node::id).unwrap_or_else(|| node.pointer())
}

fn left_out(node: Node<'_>) -> Option<&'static str> {
    match node.get("status").and_then(Node::text) {
        Some("archived") => Some("archived goals"),
        Some("trashed") => Some("deleted goals"),
        _ => None,
    }
}

fn percent() -> DraftMeasure {
    DraftMeasure { start: Some(0.0), target: Some(100.0), unit: Some("%".into()), ..DraftMeasure::default() }
}

fn project(node: Node<'_>, told: &mut Told) -> Record {
    let mut record = Record::new(node, id_of(node), Rank::Goal);
    record.out = left_out(node);
    let goal = &mut record.goal;
    goal.title = told.text(node.get("name"));
    goal.description = told.plain(node.get("description"));
    goal.url = told.text(node.get("app_url"));
    // Without a needle its colour is only what it would begin with.
    if let Some(place) = told.number(node.get("last_needle_position")) {
        record.measure = Some((percent(), Some(place)));
        goal.confidence = told.says(node.get("last_needle_color")).and_then(Says::confidence);
    }
    record
}

/// The project that a thing belongs to.
fn bucket(node: Node<'_>, work: &mut Work, told: &mut Told) -> Option<String> {
    let bucket = node.get("bucket")?;
    let mut record = Record::new(bucket, id_of(bucket), Rank::Goal);
    record.goal.title = told.text(bucket.get("name"));
    work.add(record);
    Some(id_of(bucket))
}

/// A gauge is its project's key result; a needle is a check-in of it.
fn gauge(node: Node<'_>, kind: &str, work: &mut Work, told: &mut Told) {
    let is_needle = kind == "Gauge::Needle";
    let place = if is_needle { node.get("parent").unwrap_or(node) } else { node };
    let id = format!("gauge/{}", id_of(place));
    let mut record = Record::new(place, id.clone(), Rank::KeyResult);
    record.goal.title = told.text(place.get("title"));
    if is_needle {
        if left_out(node).is_some() {
            told.leave("deleted check-ins", 1);
            return;
        }
        record.measure = Some((percent(), None));
        let color = node.get("color");
        record.goal.check_ins.push(DraftCheckIn {
            at: node.pointer(),
            when: told.when(node.get("created_at")),
            value: told.number(node.get("position")),
            confidence: told.says(color).and_then(Says::confidence),
            note: told.plain(node.get("description")),
            author: people(node.get("creator")),
            ..DraftCheckIn::default()
        });
    } else {
        record.out = left_out(node);
        if node.get("enabled").and_then(Node::truth) == Some(false) {
            record.out = Some("gauges that are switched off");
        }
        record.goal.description = told.plain(node.get("description"));
        record.goal.url = told.text(node.get("app_url"));
        let position = told.number(node.get("last_needle_position"));
        record.measure = Some((percent(), position));
        if position.is_some() {
            record.goal.confidence = told.says(node.get("last_needle_color")).and_then(Says::confidence);
        }
    }
    work.add(record);
    if let Some(project) = bucket(node, work, told) {
        work.tie(&id, node, &project);
    }
}

/// A list of to-dos; a set of lists is its project.
fn list(node: Node<'_>, kind: &str, work: &mut Work, told: &mut Told) {
    let ratio = node.get("completed_ratio").and_then(Node::text);
    let counted = ratio.and_then(|ratio| ratio.split_once('/'));
    let counted = counted.and_then(|(done, of)| Some((done.trim().parse().ok()?, of.trim().parse().ok()?)));
    if kind == "Todoset" {
        if let Some(project) = bucket(node, work, told)
            && let Some(record) = work.get_mut(&project)
        {
            record.counted = counted;
        }
        return;
    }
    let id = id_of(node);
    let mut record = Record::new(node, id.clone(), Rank::Goal);
    record.out = left_out(node);
    record.counted = counted;
    let goal = &mut record.goal;
    goal.title = told.text(node.first_of(&["title", "name"]));
    goal.description = told.plain(node.get("description"));
    goal.team = told.text(node.at("bucket/name"));
    goal.url = told.text(node.get("app_url"));
    if node.get("completed").and_then(Node::truth) == Some(true) {
        record.says = Some(Says::Done);
    }
    work.add(record);
    parent(node, &id, work, told);
}

fn todo(node: Node<'_>, work: &mut Work, told: &mut Told) {
    let id = id_of(node);
    let mut record = Record::new(node, id.clone(), Rank::Work);
    record.out = left_out(node).map(|_| "archived work");
    record.goal.title = told.text(node.first_of(&["content", "title"]));
    record.goal.due = told.when(node.get("due_on"));
    record.goal.team = told.text(node.at("bucket/name"));
    let done = node.get("completed").and_then(Node::truth) == Some(true);
    record.says = Some(if done { Says::Done } else { Says::NotBegun });
    record.on = if done { told.when(node.at("completion/created_at")) } else { None };
    work.add(record);
    parent(node, &id, work, told);
}

/// Lays a thing into the list that it names.
fn parent(node: Node<'_>, id: &str, work: &mut Work, told: &mut Told) {
    let is_list =
        |parent: &Node<'_>| parent.get("type").and_then(Node::text).is_some_and(|kind| kind.starts_with("Todolist"));
    let Some(parent) = node.get("parent").filter(is_list) else { return };
    let mut record = Record::new(parent, id_of(parent), Rank::Goal);
    record.goal.title = told.text(parent.get("title"));
    record.goal.team = told.text(node.at("bucket/name"));
    record.goal.url = told.text(parent.get("app_url"));
    work.add(record);
    work.tie(id, parent, &id_of(parent));
}

/// A hill chart: each dot is a list of to-dos, and stands where the work with it stands.
fn hill(node: Node<'_>, work: &mut Work, told: &mut Told) {
    for dot in node.get("dots").into_iter().flat_map(Node::items) {
        let mut record = Record::new(dot, id_of(dot), Rank::Goal);
        record.goal.title = told.text(dot.get("label"));
        record.goal.url = told.text(dot.get("app_url"));
        record.goal.progress = told.number(dot.get("position")).map(|place| place / 100.0);
        work.add(record);
    }
}
