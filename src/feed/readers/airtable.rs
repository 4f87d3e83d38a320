//! Airtable: records of its REST interface, of one table or of several put together.
//!
//! | what | where it is found |
//! |---|---|
//! | columns | all names in `records[].fields`: an empty field is not there |
//! | values | `fields`; people and choices are objects with a `name`, lookups are lists |
//! | ties | a list of record ids (`rec…`), upwards ('Objective') or downwards ('Key results') |
//! | goals | see `table`; records of several tables may stand in one document |
//!
//! Ids of records that the document does not hold are never shown. Airtable gives shares for percentages (0.4 for 40 %)
//! and does not say so: progress is judged by its column's values, values in percent by their unit.

use crate::feed::Draft;
use crate::feed::document::Node;
use crate::feed::readers::{Reader, Source};
use crate::feed::table::{self, Hint, Row, Table, Value};
use crate::feed::told::Told;

pub(super) static READER: Reader = Reader { name: "Airtable", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.get("records").unwrap_or(page).first_object()?;
    let is_record = first.get("id").and_then(Node::text).is_some_and(is_id)
        && first.get("fields").is_some_and(Node::is_object)
        && first.get("createdTime").is_some();
    is_record.then_some("records/id, records/createdTime, records/fields")
}

/// A record's id: `rec` and fourteen letters or digits.
fn is_id(text: &str) -> bool {
    text.len() == 17 && text.starts_with("rec") && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut table = Table::default();
    for record in source.pages.iter().flat_map(|page| page.get("records").unwrap_or(*page).items()) {
        let mut row = Row::new(record);
        row.id = record.get("id").and_then(Node::id);
        for (name, field) in record.get("fields").into_iter().flat_map(Node::members) {
            let column = table.column(name, Hint::Unsaid);
            // What a formula could not make, and files.
            let apart = field.get("error").is_some()
                || field.get("specialValue").is_some()
                || field.first_object().is_some_and(|first| first.get("filename").is_some());
            if !apart {
                row.put(column, field, Value::of(field, is_id));
            }
        }
        table.rows.push(row);
    }
    table::draft(&table, told)
}
