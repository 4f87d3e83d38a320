//! Grafana: data frames, as a panel's inspector and the query interface hand them out: columns, not rows.
//!
//! | what | where it is found |
//! |---|---|
//! | columns | `schema.fields[]` with `data.values[]`, one list each; several frames in `results.A.frames[]` |
//! | objective | a frame's name (`schema.name`); without one, each key result is its own |
//! | key result | a field of numbers beside a field of times: its display name, its labels or its name; without a target |
//! | check-ins | the last value of each day |
//! | goals | a frame with texts in it is a table: see `table` |
//!
//! A field that is called 'Value' and nothing else is called by its frame; without a name there, either, it says
//! nothing and is left out. Thresholds are colours of a panel, and no targets.

use crate::feed::document::Node;
use crate::feed::draft::{DraftCheckIn, DraftGoal, DraftKeyResult, DraftMeasure, DraftObjective, DraftTie};
use crate::feed::loose::shortened;
use crate::feed::readers::{Reader, Source};
use crate::feed::table::{self, Hint, Row, Table, Value, names};
use crate::feed::told::Told;
use crate::feed::{Draft, Problem};

pub(super) static READER: Reader = Reader { name: "Grafana", recognises, read };

/// The most rows of a frame that is a table.
const MOST_ROWS: usize = 50_000;

fn recognises(page: Node<'_>) -> Option<&'static str> {
    frames(page).first().map(|_| "schema/fields, data/values")
}

fn is_frame(node: Node<'_>) -> bool {
    node.at("schema/fields").is_some_and(Node::is_list) && node.at("data/values").is_some_and(Node::is_list)
}

/// The frames of a page: itself, its list of frames, or those of its queries.
fn frames(page: Node<'_>) -> Vec<Node<'_>> {
    let results = page.get("results").into_iter().flat_map(|results| results.members().map(|(_, result)| result));
    let lists = results.chain([page]).filter_map(|result| result.get("frames")).chain(page.is_list().then_some(page));
    lists.flat_map(Node::items).chain([page]).filter(|node| is_frame(*node)).collect()
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    for page in &source.pages {
        for (_, result) in page.get("results").into_iter().flat_map(Node::members) {
            if let Some(error) = result.get("error") {
                told.tell(error, Problem::ErrorBeside(shortened(error.text().unwrap_or_default())));
            }
        }
        for frame in frames(*page) {
            let columns: Vec<(Node<'_>, Node<'_>)> = frame
                .at("schema/fields")
                .into_iter()
                .flat_map(Node::items)
                .zip(frame.at("data/values").into_iter().flat_map(Node::items))
                .collect();
            let kind = |field: &Node<'_>| field.get("type").and_then(Node::text).unwrap_or_default().to_string();
            let time = columns.iter().find(|(field, _)| kind(field) == "time");
            let texts = columns.iter().any(|(field, _)| kind(field) == "string");
            match time {
                Some((_, times)) if !texts => {
                    for (field, values) in columns.iter().filter(|(field, _)| kind(field) == "number") {
                        series(frame, *field, *times, *values, &mut draft, told);
                    }
                }
                _ => {
                    let more = table::draft(&table_of(frame, &columns), told);
                    table::join(&mut draft, more);
                }
            }
        }
    }
    draft
}

/// What a field is called, if that says anything.
fn title_of(frame: Node<'_>, field: Node<'_>) -> Option<String> {
    let shown = ["config/displayName", "config/displayNameFromDS"].iter().find_map(|at| field.at(at)?.text());
    let labels = || -> Option<String> {
        let labels: Vec<&str> = field
            .get("labels")?
            .members()
            .filter(|(name, _)| !name.starts_with("__"))
            .filter_map(|(_, v)| v.text())
            .collect();
        (!labels.is_empty()).then(|| labels.join(", "))
    };
    let name = || field.get("name").and_then(Node::text).filter(|name| names::concept(name).is_none());
    let of_frame = || frame.at("schema/name").and_then(Node::text);
    shown
        .map(String::from)
        .or_else(labels)
        .or_else(|| name().map(String::from))
        .or_else(|| of_frame().map(String::from))
}

/// A field of numbers beside one of times.
fn series(frame: Node<'_>, field: Node<'_>, times: Node<'_>, values: Node<'_>, draft: &mut Draft, told: &mut Told) {
    let Some(title) = title_of(frame, field) else {
        told.leave("columns that the board does not know", 1);
        return;
    };
    let unit = field.at("config/unit").and_then(Node::text).unwrap_or_default();
    let (is_share, unit) = match unit {
        "percentunit" => (true, Some("%")),
        "percent" => (false, Some("%")),
        "" | "none" | "short" | "locale" | "string" => (false, None),
        unit => (false, Some(unit)),
    };
    let mut check_ins: Vec<DraftCheckIn> = Vec::new();
    let mut over = 0;
    for (time, value) in times.items().zip(values.items()) {
        let (Some(when), Some(number)) = (time.when(), value.number()) else { continue };
        let check_in = DraftCheckIn {
            at: value.pointer(),
            when: Some(when),
            value: Some(if is_share { table::percent(number) } else { number }),
            ..DraftCheckIn::default()
        };
        match check_ins
            .last_mut()
            .filter(|last| last.when.is_some_and(|last| last.naive().date() == when.naive().date()))
        {
            Some(last) => {
                *last = check_in;
                over += 1;
            }
            None => check_ins.push(check_in),
        }
    }
    told.leave("values of one day but its last", over);
    let at = field.pointer();
    let named = frame.at("schema/name").and_then(Node::text).unwrap_or(&title).to_string();
    let known = draft.objectives.iter().find(|objective| objective.goal.title.as_ref() == Some(&named));
    let to = known.map_or_else(|| at.clone(), |objective| objective.goal.at.clone());
    if known.is_none() {
        let goal = DraftGoal { at: at.clone(), title: Some(named), ..DraftGoal::default() };
        draft.objectives.push(DraftObjective { goal, supports: Vec::new() });
    }
    draft.key_results.push(DraftKeyResult {
        goal: DraftGoal { at: at.clone(), title: Some(title), check_ins, ..DraftGoal::default() },
        objective: Some(DraftTie { at, to }),
        measure: DraftMeasure { unit: unit.map(String::from), ..DraftMeasure::default() },
        ..DraftKeyResult::default()
    });
}

/// A frame with texts in it, turned.
fn table_of<'d>(frame: Node<'d>, columns: &[(Node<'d>, Node<'d>)]) -> Table<'d> {
    let mut table = Table {
        name: frame.at("schema/name").and_then(Node::text).map(String::from),
        ordered: true,
        ..Table::default()
    };
    for (place, (field, values)) in columns.iter().enumerate() {
        let shown = field.at("config/displayName").or(field.get("name")).and_then(Node::text).unwrap_or_default();
        let is_time = field.get("type").and_then(Node::text) == Some("time");
        let is_share = field.at("config/unit").and_then(Node::text) == Some("percentunit");
        // 'Time' is what Grafana calls it, whatever it is of.
        let name = if is_time && shown.eq_ignore_ascii_case("time") { "date" } else { shown };
        let hint = if is_share { Hint::Share } else { Hint::Unsaid };
        table.columns.push(table::Column { name: name.into(), hint });
        for (at, value) in values.items().enumerate().take(MOST_ROWS) {
            if table.rows.len() <= at {
                table.rows.push(Row::new(value));
            }
            let read = match value.when().filter(|_| is_time) {
                Some(when) => Some(Value::Day(when, None)),
                None => Value::of(value, |_| false),
            };
            if let Some(row) = table.rows.get_mut(at) {
                row.put(place, value, read);
            }
        }
    }
    table
}
