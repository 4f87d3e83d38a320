//! monday.com: boards as its GraphQL interface hands them out: `boards { items_page { items { … } } }`, or items alone.
//!
//! | what | where it is found |
//! |---|---|
//! | columns | an item's `name`; `column_values[]`, named by the `columns` of the board, or by `column.title` in the value |
//! | values | `text`; of mirrors and formulas `display_value`; a link's items in `linked_item_ids` or inside `value` |
//! | ties | `subitems` lie under their items; links between items |
//! | groups | a group is the objective of its items, unless it is a period or a status |
//! | check-ins | `updates` of an item |
//! | goals | see `table`; a board that says nothing of goals is work for its groups |
//!
//! Archived and deleted items are left out. A column without a title cannot be told, and is counted.

use crate::feed::Draft;
use crate::feed::document::{Document, Node};
use crate::feed::draft::DraftCheckIn;
use crate::feed::envelope;
use crate::feed::loose::number_of;
use crate::feed::readers::{Reader, Source};
use crate::feed::table::{self, Hint, Row, Table, Value};
use crate::feed::told::Told;
use std::collections::BTreeMap;

pub(super) static READER: Reader = Reader { name: "monday.com", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let items = boards(page).into_iter().flat_map(items_of);
    let is_item = |item: Node<'_>| item.get("column_values").is_some_and(Node::is_list);
    items.into_iter().any(is_item).then_some("boards/items_page/items/column_values")
}

/// The boards of a page; where items stand alone, what they stand in.
fn boards(page: Node<'_>) -> Vec<Node<'_>> {
    let data = page.get("data").unwrap_or(page);
    match data.get("boards") {
        Some(boards) => boards.items().collect(),
        None if data.get("items").is_some_and(Node::is_list) => vec![data],
        None => data.parts().filter(|part| part.get("items").is_some_and(Node::is_list)).collect(),
    }
}

fn items_of(board: Node<'_>) -> Vec<Node<'_>> {
    let groups = board.get("groups").into_iter().flat_map(Node::items).filter_map(|group| group.get("items_page"));
    let pages = board.get("items_page").into_iter().chain(groups).chain([board]);
    pages.filter_map(|page| page.get("items")).flat_map(Node::items).collect()
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    for board in source.pages.iter().flat_map(|page| boards(*page)) {
        let mut reading = Reading { table: Table { name: told.plain(board.get("name")), ..Table::default() }, told };
        let titles: BTreeMap<&str, &str> = board
            .get("columns")
            .into_iter()
            .flat_map(Node::items)
            .filter_map(|column| Some((column.get("id")?.text()?, column.get("title")?.text()?)))
            .collect();
        for item in items_of(board) {
            reading.item(item, None, &titles);
        }
        let table = reading.table;
        let items = table.rows.len();
        if board.at("items_page/cursor").is_some() {
            told.tell_of_all(crate::feed::Problem::Partial { have: items, of: None });
        }
        let mut more = table::draft(&table, told);
        more.organisation = told.plain(board.at("workspace/name"));
        table::join(&mut draft, more);
    }
    draft
}

struct Reading<'d, 'n> {
    table: Table<'d>,
    told: &'n mut Told,
}

impl<'d> Reading<'d, '_> {
    fn item(&mut self, item: Node<'d>, parent: Option<&str>, titles: &BTreeMap<&str, &str>) {
        if item.get("state").and_then(Node::text).is_some_and(|state| state != "active") {
            self.told.leave("archived rows", 1);
            return;
        }
        let mut row = Row::new(item);
        row.id = item.get("id").and_then(Node::id);
        row.url = item.get("url").and_then(Node::text).map(String::from);
        row.parent = parent.map(String::from);
        row.group = item.at("group/title").and_then(Node::text).filter(|_| parent.is_none()).map(String::from);
        row.edited = item.get("updated_at").and_then(Node::when);
        if let Some(name) = item.get("name") {
            let column = self.table.column("Name", Hint::Title);
            row.put(column, name, name.text().and_then(Value::text));
        }
        for cell in item.get("column_values").into_iter().flat_map(Node::items) {
            let id = cell.get("id").and_then(Node::text).unwrap_or_default();
            let kind = cell.get("type").and_then(Node::text).unwrap_or_default();
            let title = cell.at("column/title").or(cell.get("title")).and_then(Node::text);
            // Without titles, the ids of columns that monday.com makes itself say what they are ('status', 'date4').
            let title = title.or_else(|| titles.get(id).copied()).unwrap_or(id);
            let hint = match kind {
                "people" | "multiple-person" => Hint::People,
                "subtasks" | "creation_log" | "last_updated" | "file" | "button" => Hint::Apart,
                _ => Hint::Unsaid,
            };
            let column = self.table.column(title, hint);
            row.put(column, cell, value_of(cell, kind));
        }
        for update in item.get("updates").into_iter().flat_map(envelope::list) {
            row.check_ins.push(DraftCheckIn {
                at: update.pointer(),
                when: self.told.when(update.first_of(&["created_at", "updated_at"])),
                note: self.told.plain(update.first_of(&["text_body", "body"])),
                author: update.at("creator/name").and_then(Node::id),
                ..DraftCheckIn::default()
            });
        }
        let id = row.id.clone();
        self.table.rows.push(row);
        for below in item.get("subitems").into_iter().flat_map(Node::items) {
            // A board of subitems has columns of its own: their titles stand in the values, or nowhere.
            self.item(below, id.as_deref(), titles);
        }
    }
}

fn value_of(cell: Node<'_>, kind: &str) -> Option<Value> {
    let ids =
        |list: Node<'_>, id: fn(Node<'_>) -> Option<String>| -> Vec<String> { list.items().filter_map(id).collect() };
    if kind == "board_relation" || kind == "dependency" {
        let linked = cell.get("linked_item_ids").map(|list| ids(list, |item| item.id())).unwrap_or_default();
        let linked = if linked.is_empty() {
            // JSON in a text: {"linkedPulseIds":[{"linkedPulseId":1234567890}]}.
            let inside = Document::of(cell.get("value")?.text()?.as_bytes()).ok()?;
            inside.top().get("linkedPulseIds").map(|list| ids(list, |item| item.get("linkedPulseId")?.id()))?
        } else {
            linked
        };
        return (!linked.is_empty()).then_some(Value::Ids(linked));
    }
    let text = cell.first_of(&["text", "display_value"]).and_then(Node::text)?;
    match kind {
        "numbers" | "numeric" => number_of(text).map(|(number, _)| Value::Number(number)).or_else(|| Value::text(text)),
        "checkbox" => Some(Value::Truth(true)),
        // '2026-10-01 - 2026-12-31'
        "timeline" | "timerange" => {
            let (first, last) = text.split_once(" - ")?;
            let day = |text: &str| crate::feed::loose::date_of(text);
            Some(Value::Day(day(first)?, day(last)))
        }
        _ => Value::text(text),
    }
}
