//! Smartsheet: a sheet as its REST interface hands it out.
//!
//! | what | where it is found |
//! |---|---|
//! | columns | `columns[].title`; the one that is `primary` holds the rows' titles |
//! | values | `rows[].cells[].value`, by `columnId`; percentages are shares whose `displayValue` ends in `%` |
//! | ties | `rows[].parentId`: a row that is indented lies under the one above |
//! | goals | see `table`; the sheet's name may say that goals stand in it |
//!
//! Attachments and discussions are no goals.

use crate::feed::Draft;
use crate::feed::document::Node;
use crate::feed::readers::{Reader, Source};
use crate::feed::table::{self, Hint, Row, Shares, Table, Value};
use crate::feed::told::Told;
use std::collections::BTreeMap;

pub(super) static READER: Reader = Reader { name: "Smartsheet", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let column = page.get("columns")?.first_object()?;
    let row = page.get("rows")?.first_object()?;
    let cell = row.get("cells")?.first_object()?;
    (column.has(&["id", "title"]) && row.get("id").is_some() && cell.get("columnId").is_some())
        .then_some("columns/title, rows/cells/columnId")
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    for sheet in &source.pages {
        let mut table = Table { name: told.plain(sheet.get("name")), ordered: true, ..Table::default() };
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let rows = || sheet.get("rows").into_iter().flat_map(Node::items);
        for column in sheet.get("columns").into_iter().flat_map(Node::items) {
            let id = column.get("id").and_then(Node::id).unwrap_or_default();
            let hint = match column.get("type").and_then(Node::text) {
                _ if column.get("primary").and_then(Node::truth) == Some(true) => Hint::Title,
                Some("CONTACT_LIST" | "MULTI_CONTACT_LIST") => Hint::People,
                _ if column.get("systemColumnType").is_some() => Hint::Apart,
                _ => Hint::Unsaid,
            };
            places.insert(id, table.columns.len());
            let name = column.get("title").and_then(table::label).unwrap_or_default().into();
            table.columns.push(table::Column { name, hint });
        }
        let mut shares = Shares::default();
        for row in rows() {
            let mut made = Row::new(row);
            made.id = row.get("id").and_then(Node::id);
            made.parent = row.get("parentId").and_then(Node::id);
            made.url = row.get("permalink").and_then(Node::text).map(String::from);
            made.edited = row.get("modifiedAt").and_then(Node::when);
            for cell in row.get("cells").into_iter().flat_map(Node::items) {
                let place = cell.get("columnId").and_then(Node::id).and_then(|id| places.get(&id).copied());
                let people = |place: usize| table.columns.get(place).is_some_and(|column| column.hint == Hint::People);
                let value = match place {
                    // An address of mail stands for a name.
                    Some(place) if people(place) => cell.first_of(&["displayValue", "value"]),
                    _ => cell.get("value"),
                };
                if let Some((place, value)) = place.zip(value) {
                    if value.number().is_some() {
                        shares.hear(place, cell.get("displayValue").and_then(Node::text));
                    }
                    made.put(place, value, Value::of(value, |_| false));
                }
            }
            table.rows.push(made);
        }
        for (place, column) in table.columns.iter_mut().enumerate() {
            if column.hint == Hint::Unsaid && shares.are(place) {
                column.hint = Hint::Share;
            }
        }
        let more = table::draft(&table, told);
        table::join(&mut draft, more);
    }
    draft
}
