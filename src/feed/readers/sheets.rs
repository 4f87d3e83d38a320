//! Google Sheets: what its visualisation address (`…/gviz/tq?tqx=out:json`) answers, with or without its script around.
//!
//! | what | where it is found |
//! |---|---|
//! | columns | `table.cols[].label`; where all are empty, the first row that names columns |
//! | values | `table.rows[].c[].v`; days are `Date(2024,0,15)`, whose months count from 0 |
//! | percentages | a column whose pattern, or whose formatted values (`f`), end in `%`: its numbers are shares |
//! | goals | see `table`: columns by their names, an objective's title in an empty cell is the one above |
//!
//! A column that the sheet holds as numbers has no texts in it: gviz leaves them out, and nobody can tell them here.

use crate::feed::Draft;
use crate::feed::document::Node;
use crate::feed::draft::When;
use crate::feed::readers::{Reader, Source};
use crate::feed::table::{self, Hint, Row, Shares, Table, Value, names};
use crate::feed::told::Told;
use chrono::NaiveDate;

pub(super) static READER: Reader = Reader { name: "Google Sheets", recognises, read };

/// So many rows may stand before the one that names the columns.
const MOST_BEFORE: usize = 10;

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let is_table = |node: Node<'_>| {
        let column = node.get("cols").and_then(Node::first_object);
        let row = node.get("rows").and_then(Node::first_object);
        column.is_some_and(|column| column.has(&["type"]))
            && row.is_none_or(|row| row.get("c").is_some())
            && node.get("rows").is_some_and(Node::is_list)
    };
    match () {
        () if page.get("table").is_some_and(is_table) => Some("table/cols, table/rows/c"),
        () if is_table(page) => Some("cols, rows/c"),
        () => None,
    }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    for page in &source.pages {
        let sheet = page.get("table").unwrap_or(*page);
        let more = table::draft(&table_of(sheet), told);
        table::join(&mut draft, more);
    }
    draft
}

fn table_of(sheet: Node<'_>) -> Table<'_> {
    let columns: Vec<Node<'_>> = sheet.get("cols").into_iter().flat_map(Node::items).collect();
    let rows: Vec<Node<'_>> = sheet.get("rows").into_iter().flat_map(Node::items).collect();
    let mut labels: Vec<String> =
        columns.iter().map(|column| column.get("label").and_then(table::label).unwrap_or_default().into()).collect();
    let mut above = 0;
    if labels.iter().all(String::is_empty) {
        let texts = |row: &Node<'_>| -> Vec<String> {
            cells(*row).map(|cell| cell.get("v").and_then(table::label).unwrap_or_default().into()).collect()
        };
        let known = |texts: &[String]| texts.iter().filter(|text| names::concept(text).is_some()).count();
        let found = rows.iter().take(MOST_BEFORE).map(texts).enumerate();
        let best = found
            .filter(|(_, texts)| known(texts) > 1)
            .max_by_key(|(at, texts)| (known(texts), std::cmp::Reverse(*at)));
        if let Some((at, texts)) = best {
            labels = texts;
            above = at + 1;
        }
    }
    let mut table = Table { ordered: true, ..Table::default() };
    let mut shares = Shares::default();
    for row in &rows {
        for (place, cell) in cells(*row).enumerate().filter(|(_, cell)| cell.get("v").and_then(Node::number).is_some())
        {
            shares.hear(place, cell.get("f").and_then(Node::text));
        }
    }
    for (place, column) in columns.iter().enumerate() {
        let name = labels.get(place).cloned().unwrap_or_default();
        let pattern = column.get("pattern").and_then(Node::text).is_some_and(|pattern| pattern.ends_with('%'));
        let share = pattern || shares.are(place);
        let is_number = column.get("type").and_then(Node::text) == Some("number");
        // Two columns may be called the same: each is its own.
        let hint = if share && is_number { Hint::Share } else { Hint::Unsaid };
        table.columns.push(table::Column { name, hint });
    }
    for row in rows.iter().skip(above) {
        let mut made = Row::new(*row);
        for (place, cell) in cells(*row).enumerate() {
            if let Some(value) = cell.get("v") {
                made.put(place, value, value_of(value));
            }
        }
        table.rows.push(made);
    }
    table
}

fn cells(row: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    row.get("c").into_iter().flat_map(Node::items)
}

fn value_of(node: Node<'_>) -> Option<Value> {
    match node.text().and_then(date_of) {
        Some(day) => Some(Value::Day(day, None)),
        None => Value::of(node, |_| false),
    }
}

/// `Date(2024,0,15)` or `Date(2024,0,15,10,30,0)`.
fn date_of(text: &str) -> Option<When> {
    let inside = text.strip_prefix("Date(")?.strip_suffix(')')?;
    let mut numbers = inside.split(',').map(|number| number.trim().parse::<u32>().ok());
    let mut next = || numbers.next().flatten();
    let (year, month, day) = (next()?, next()?, next()?);
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.checked_add(1)?, day)?;
    match next() {
        None => Some(When::Day(day)),
        Some(hour) => {
            let (minute, second) = (next().unwrap_or_default(), next().unwrap_or_default());
            Some(When::Local(day.and_hms_opt(hour, minute, second)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_from_nought() {
        let cases = [
            ("Date(2024,0,15)", "Some(Day(2024-01-15))"),
            ("Date(2026, 11, 31)", "Some(Day(2026-12-31))"),
            ("Date(2026,11,31,23,5,0)", "Some(Local(2026-12-31T23:05:00))"),
            ("Date(2026,12,1)", "None"),
            ("Date(2026,1,30)", "None"),
            ("Date(2026,0)", "None"),
            ("Date(2026,0,1,99,0,0)", "None"),
            ("2026-01-01", "None"),
        ];
        for (text, wanted) in cases {
            assert_eq!(format!("{:?}", date_of(text)), wanted, "{text}");
        }
    }
}
