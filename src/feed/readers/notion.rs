//! Notion: pages of databases, as its REST interface hands them out (`query`, `search`, single pages), with comments.
//!
//! | what | where it is found |
//! |---|---|
//! | columns | the names in `results[].properties`: the users' own, the one of type `title` holds the rows' titles |
//! | values | under each property's `type`: `title`, `number`, `select`, `status`, `people`, `date`, `formula`, `rollup` … |
//! | ties | `relation`: ids of pages; 'Parent item' and 'Sub-item', 'Objective' and 'Key results' |
//! | goals | see `table`; the databases' names, where their objects are in the document, too |
//! | check-ins | comments on a page that is a goal |
//!
//! Archived and deleted pages are left out. Notion gives shares for percentages (0.4 for 40 %) and says so in a
//! database's object alone; without it, progress is judged by its column's values. Pages' contents are no goals.

use crate::feed::Draft;
use crate::feed::document::Node;
use crate::feed::draft::DraftCheckIn;
use crate::feed::envelope;
use crate::feed::readers::{Reader, Source};
use crate::feed::rich;
use crate::feed::table::{self, Hint, Row, Table, Value};
use crate::feed::told::Told;
use std::collections::BTreeMap;

pub(super) static READER: Reader = Reader { name: "Notion", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let is_page = |node: Node<'_>| is(node, "page") && node.get("properties").is_some_and(Node::is_object);
    match () {
        () if is_page(page) => Some("object: page, properties"),
        () if envelope::records(page).into_iter().any(is_page) => Some("results/object: page, results/properties"),
        () => None,
    }
}

fn is(node: Node<'_>, kind: &str) -> bool {
    node.get("object").and_then(Node::text) == Some(kind)
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut all = Vec::new();
    for page in &source.pages {
        if is(*page, "page") {
            all.push(*page);
        } else {
            all.extend(envelope::records(*page));
        }
    }
    let mut table = Table::default();
    // Databases come first: they tell what columns hold.
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for database in all.iter().filter(|node| is(**node, "database") || is(**node, "data_source")) {
        let title = database.get("title").and_then(rich::plain);
        if let Some((id, title)) = database.get("id").and_then(Node::id).zip(title) {
            names.insert(id, title);
        }
        for (name, property) in database.get("properties").into_iter().flat_map(Node::members) {
            if property.at("number/format").and_then(Node::text) == Some("percent") {
                table.column(name, Hint::Share);
            }
        }
    }
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for page in all.iter().filter(|node| is(**node, "page")) {
        if ["archived", "in_trash", "is_archived"].iter().any(|name| page.get(name).and_then(Node::truth) == Some(true))
        {
            told.leave("archived rows", 1);
            continue;
        }
        let mut row = Row::new(*page);
        row.id = page.get("id").and_then(Node::id);
        row.url = page.get("url").and_then(Node::text).filter(|url| url.starts_with("https://")).map(String::from);
        row.edited = page.get("last_edited_time").and_then(Node::when);
        let database = ["parent/data_source_id", "parent/database_id"].iter().find_map(|at| page.at(at)?.id());
        let database = database.and_then(|id| names.get(&id));
        row.group = database.filter(|_| names.len() > 1).cloned();
        table.name = table.name.take().or(database.cloned());
        for (name, property) in page.get("properties").into_iter().flat_map(Node::members) {
            let kind = property.get("type").and_then(Node::text).unwrap_or_default();
            let hint = match kind {
                "title" => Hint::Title,
                "people" => Hint::People,
                "created_time" | "last_edited_time" | "created_by" | "last_edited_by" | "files" | "button" => {
                    Hint::Apart
                }
                _ => Hint::Unsaid,
            };
            let column = table.column(name, hint);
            if hint != Hint::Apart {
                row.put(column, property, value_of(property, kind));
            }
        }
        if let Some(id) = &row.id {
            pages.insert(id.clone(), table.rows.len());
        }
        table.rows.push(row);
    }
    for comment in all.iter().filter(|node| is(**node, "comment")) {
        let row = comment.at("parent/page_id").and_then(Node::id).and_then(|id| pages.get(&id).copied());
        match row.and_then(|row| table.rows.get_mut(row)) {
            Some(row) => row.check_ins.push(DraftCheckIn {
                at: comment.pointer(),
                when: told.when(comment.get("created_time")),
                note: told.plain(comment.get("rich_text")),
                author: comment.at("created_by/name").and_then(Node::id),
                ..DraftCheckIn::default()
            }),
            None => told.leave("comments on pages that the document does not hold", 1),
        }
    }
    table::draft(&table, told)
}

fn value_of(property: Node<'_>, kind: &str) -> Option<Value> {
    let value = property.get(kind)?;
    match kind {
        "title" | "rich_text" => rich::plain(value).map(Value::Text),
        "relation" => {
            let ids: Vec<String> = value.items().filter_map(|item| item.get("id")?.id()).collect();
            (!ids.is_empty()).then_some(Value::Ids(ids))
        }
        "date" => value
            .get("start")
            .and_then(Node::when)
            .map(|first| Value::Day(first, value.get("end").and_then(Node::when))),
        "formula" => value_of(value, value.get("type")?.text()?),
        "rollup" => match value.get("type")?.text()? {
            // One value of one related page is what is meant by it; of several, nobody can tell.
            "array" => {
                let mut items = value.get("array")?.items();
                let first = items.next().filter(|_| items.next().is_none())?;
                value_of(first, first.get("type")?.text()?)
            }
            kind => value_of(value, kind),
        },
        "unique_id" => {
            let number = value.get("number")?.id()?;
            let prefix = value.get("prefix").and_then(Node::text);
            Some(Value::Text(prefix.map_or(number.clone(), |prefix| [prefix, "-", &number].concat())))
        }
        _ => Value::of(value, |_| false),
    }
}
