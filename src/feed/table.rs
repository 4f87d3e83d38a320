//! Goals in a table: rows under columns that their users named. What sheets, databases and boards have in common.
//!
//! A reader makes a [`Table`] of its tool's document, and [`draft`] goals of that. Columns are told by their names in
//! eight languages ([`names`]) and by their values (`columns`); a column whose name says nothing is counted and left
//! out, whatever its numbers. A row is a goal by what stands in it, the first that fits:
//!
//! | a row with … | is |
//! |---|---|
//! | a level ('Objective', 'Nyckelresultat') | that, under its parent, its objective or the objective above it |
//! | a key result's title | a key result; its objective is named beside it (one for all rows of that name), or stands in a row above |
//! | an objective's title | an objective; a title beside it is a key result of it where the table has measures, else work for it |
//! | a title, and a tie to an objective | a key result where the table has measures, else an initiative |
//! | a title under another row | a key result if it has a measure and nothing below it, else an objective |
//! | a title, in a table that has a column for objectives, key results, levels or targets, or a name that says goals | an objective; its measure is a key result of the same title; with a measure, in a group, a key result of the group |
//! | any other title | work: an initiative, and counted, for its group or else for the table's name |
//! | a tie to one key result, and a day | a check-in |
//!
//! Rows of one title with days are one key result with check-ins (long form); columns named by days or periods
//! ('Utfall Q3 2026', '2026-09') are check-ins, too (wide form). Finds no ties but those that stand there.

mod build;
mod columns;
pub mod names;

use super::document::Node;
use super::draft::{DraftCheckIn, When};
use super::letters::is_letter;
use super::loose::{Scalar, date_of, number_of};
use super::{Kind, rich};

pub use build::draft;

/// So many columns anything has at the most.
const MOST_COLUMNS: usize = 20_000;

/// Rows under columns.
#[derive(Default)]
pub struct Table<'d> {
    /// What it is called.
    pub name: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row<'d>>,
    /// Whether the rows stand in an order that means something: those of a sheet do, where an objective stands once
    /// and its key results below it.
    pub ordered: bool,
}

/// A column.
pub struct Column {
    /// Its name, as its user wrote it.
    pub name: String,
    /// What the tool tells of it.
    pub hint: Hint,
}

/// What a tool tells of a column beside its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hint {
    /// Nothing.
    #[default]
    Unsaid,
    /// It holds the rows' titles.
    Title,
    /// Its numbers are shares that are shown as percentages.
    Share,
    /// People stand in it.
    People,
    /// The tool's own, and none of the user's.
    Apart,
}

/// A row.
pub struct Row<'d> {
    /// Where it stands.
    pub node: Node<'d>,
    /// Its id, if the tool gives it one.
    pub id: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// The id of the row above it.
    pub parent: Option<String>,
    /// What it lies in together with others.
    pub group: Option<String>,
    /// When it was last changed.
    pub edited: Option<When>,
    /// What was said about it.
    pub check_ins: Vec<DraftCheckIn>,
    /// What stands in it, without empty cells.
    pub cells: Vec<Cell<'d>>,
}

/// A cell.
pub struct Cell<'d> {
    /// Its column's place.
    pub column: usize,
    /// Where it stands.
    pub node: Node<'d>,
    /// What stands in it.
    pub value: Value,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, without its marks.
    Text(String),
    /// A number.
    Number(f64),
    /// A day or a moment; of a span, the first and the last.
    Day(When, Option<When>),
    /// Yes or no.
    Truth(bool),
    /// Ids of other rows.
    Ids(Vec<String>),
}

impl<'d> Table<'d> {
    /// A table of objects: their names are its columns.
    pub fn of_objects(objects: impl Iterator<Item = Node<'d>>) -> Table<'d> {
        let mut table = Table::default();
        for object in objects {
            let mut row = Row::new(object);
            for (name, value) in object.members() {
                let column = table.column(name, Hint::Unsaid);
                row.put(column, value, Value::of(value, |_| false));
            }
            table.rows.push(row);
        }
        table
    }

    /// The place of the column of this name, which is made if it is new.
    pub fn column(&mut self, name: &str, hint: Hint) -> usize {
        let found = self.columns.iter().position(|column| column.name == name);
        let place = found.unwrap_or(self.columns.len());
        match self.columns.get_mut(place) {
            Some(column) if column.hint == Hint::Unsaid => column.hint = hint,
            Some(_) => {}
            None => self.columns.push(Column { name: name.to_string(), hint }),
        }
        place
    }
}

impl<'d> Row<'d> {
    /// An empty row.
    pub fn new(node: Node<'d>) -> Row<'d> {
        Row {
            node,
            id: None,
            url: None,
            parent: None,
            group: None,
            edited: None,
            check_ins: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Puts a value into a column; nothing where there is none.
    pub fn put(&mut self, column: usize, node: Node<'d>, value: Option<Value>) {
        self.cells.extend(value.map(|value| Cell { column, node, value }));
    }
}

impl Value {
    /// A text without its marks; none if nothing is left of it.
    pub fn text(text: &str) -> Option<Value> {
        let text = rich::plain_text(text);
        (!text.is_empty()).then_some(Value::Text(text))
    }

    /// What a value of JSON means in a cell: a scalar itself; the names of people and choices; of lists, all in one
    /// text, or the ids of rows as `is_id` knows them.
    pub fn of(node: Node<'_>, is_id: fn(&str) -> bool) -> Option<Value> {
        const NAMES: &[&str] =
            &["displayName", "name", "title", "label", "value", "text", "LookupValue", "email", "Email", "url"];
        match node.kind() {
            Kind::Null => None,
            Kind::Bool => node.truth().map(Value::Truth),
            Kind::Number => node.number().map(Value::Number),
            Kind::Text => Value::text(node.text()?),
            Kind::Object => NAMES.iter().find_map(|name| Value::of(node.get(name)?, is_id)),
            Kind::List => {
                let ids: Vec<String> =
                    node.items().filter_map(Node::text).filter(|text| is_id(text)).map(String::from).collect();
                if !ids.is_empty() && ids.len() == node.items().count() {
                    return Some(Value::Ids(ids));
                }
                let mut values = node.items().filter_map(|item| Value::of(item, is_id));
                let first = values.next()?;
                let rest: Vec<Value> = values.collect();
                // A lookup of one row is a list of one.
                if rest.is_empty() {
                    return Some(first);
                }
                let all: Vec<String> = std::iter::once(&first).chain(&rest).filter_map(Value::words).collect();
                Value::text(&all.join(", "))
            }
        }
    }

    /// A text or number as it is written.
    pub fn words(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The day.
    pub fn day(&self) -> Option<When> {
        match self {
            Value::Day(first, _) => Some(*first),
            Value::Text(text) => date_of(text),
            _ => None,
        }
    }

    /// The number, with what stands around it: '≥ 95 %', '12 dagar', '$3.2'; yes is 1, no is 0.
    pub fn amount(&self) -> Option<Amount> {
        let plain = |value| Some(Amount { value, unit: None, most: false });
        match self {
            Value::Number(number) => plain(*number),
            Value::Truth(yes) => plain(f64::from(u8::from(*yes))),
            Value::Text(text) => Amount::of(text),
            Value::Day(..) | Value::Ids(_) => None,
        }
    }
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number.
    pub value: f64,
    /// What stood beside it.
    pub unit: Option<String>,
    /// Whether it is the most that is allowed: '≤ 2'.
    pub most: bool,
}

impl Amount {
    /// The amount that a text is; none if it is more than that.
    pub fn of(text: &str) -> Option<Amount> {
        const LONGEST_UNIT: usize = 12;
        let most = text.trim_start().starts_with(['≤', '<']);
        let text = text.trim().trim_start_matches(['≥', '≤', '>', '<', '=', '~', '≈']).trim_start();
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '\u{2212}');
        let start = text.find(is_number)?;
        let (before, rest) = text.split_at_checked(start)?;
        let inside = |c: char| is_number(c) || matches!(c, '.' | ',' | '\'' | '\u{2019}') || c.is_whitespace();
        let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let (number, after) = rest.split_at_checked(end)?;
        let (value, _) = number_of(number)?;
        // 'NPS 45' is a name with a number in it, not 45 NPS.
        if before.contains(is_letter) {
            return None;
        }
        let unit = [before.trim(), after.trim()].concat();
        let is_unit = unit.chars().count() <= LONGEST_UNIT && !unit.contains(|c: char| c.is_ascii_digit());
        is_unit.then_some(Amount { value, unit: Some(unit).filter(|unit| !unit.is_empty()), most })
    }
}

/// A share as a percentage, without the noise of floats.
pub fn percent(share: f64) -> f64 {
    (share * 1e11).round() / 1e9
}

/// Which columns' numbers are all shown as percentages.
#[derive(Default)]
pub struct Shares(Vec<(usize, usize)>);

impl Shares {
    /// Hears how a number of a column is shown.
    pub fn hear(&mut self, column: usize, shown: Option<&str>) {
        if self.0.len() <= column {
            self.0.resize(column.saturating_add(1).min(MOST_COLUMNS), (0, 0));
        }
        if let Some((percent, all)) = self.0.get_mut(column) {
            *percent += usize::from(shown.is_some_and(|shown| shown.trim_end().ends_with('%')));
            *all += 1;
        }
    }

    /// Whether a column's numbers are.
    pub fn are(&self, column: usize) -> bool {
        self.0.get(column).is_some_and(|(percent, all)| *percent > 0 && percent == all)
    }
}

/// Adds the goals of another table of the same document.
pub fn join(draft: &mut super::Draft, more: super::Draft) {
    draft.organisation = draft.organisation.take().or(more.organisation);
    draft.language = draft.language.take().or(more.language);
    draft.cycle = draft.cycle.take().or(more.cycle);
    draft.made = draft.made.or(more.made);
    draft.objectives.extend(more.objectives);
    draft.key_results.extend(more.key_results);
    draft.initiatives.extend(more.initiatives);
}

/// The text of a scalar that stands here, as it stands; for names of columns.
pub fn label(node: Node<'_>) -> Option<&str> {
    match node.scalar() {
        Some(Scalar::Text(text)) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_with_units() {
        let cases = [
            ("56,5", Some((56.5, ""))),
            ("54 %", Some((54.0, "%"))),
            ("≥ 95%", Some((95.0, "%"))),
            ("12 dagar", Some((12.0, "dagar"))),
            ("$3.2M", Some((3.2, "$M"))),
            ("1 234 kr", Some((1234.0, "kr"))),
            ("-3", Some((-3.0, ""))),
            ("10/45", None),
            ("2026-10-05", None),
            ("Launch the new site by 2026", None),
            ("Q4 2026", None),
            ("NPS 45", None),
            ("", None),
        ];
        for (text, wanted) in cases {
            let came = Amount::of(text).map(|amount| (amount.value, amount.unit.unwrap_or_default()));
            assert_eq!(came.as_ref().map(|(value, unit)| (*value, unit.as_str())), wanted, "{text}");
        }
    }
}
