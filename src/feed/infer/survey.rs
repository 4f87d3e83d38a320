//! What is in a document: its collections, whatever they are, and the columns of their records.
//!
//! Lists of records, maps of records by id or name, trees, tables with a heading row or named columns, and columns that
//! must be turned. Says nothing of what they mean, but for names that no map has as keys.

use super::guess::{Sort, Step, Way};
use super::synonyms;
use crate::feed::Kind;
use crate::feed::assemble::{follow, is_id, parts};
use crate::feed::document::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The values that stand in one place of a collection's records.
pub(super) struct Column<'d> {
    pub(super) way: Way,
    /// Its names, the last its own; a table's heading is alone.
    pub(super) names: Vec<String>,
    /// Each with the number of its record.
    pub(super) cells: Vec<(usize, Node<'d>)>,
    /// A record may have several.
    pub(super) list: bool,
}

/// Records that stand in one place of the document.
pub(super) struct Seen<'d> {
    /// The place among all that are seen of the one in whose records these lie.
    pub(super) within: Option<usize>,
    pub(super) way: Way,
    pub(super) deeper: Option<Way>,
    pub(super) heading: usize,
    pub(super) turned: bool,
    pub(super) nodes: Vec<Node<'d>>,
    pub(super) columns: Vec<Column<'d>>,
    /// The records have names of their own in the object above.
    pub(super) keyed: bool,
}

impl Seen<'_> {
    /// How many records there are.
    pub(super) fn count(&self) -> usize {
        if !self.turned {
            return self.nodes.len();
        }
        self.columns.iter().map(|column| column.cells.len()).max().unwrap_or_default()
    }
}

/// The most collections, the most columns of one, and the most levels of objects within a record.
const MOST_SEEN: usize = 400;
const MOST_COLUMNS: usize = 400;
const DEEPEST: usize = 5;

/// All collections, each after the one it lies in; the first is the document itself.
pub(super) fn of(top: Node<'_>) -> Vec<Seen<'_>> {
    let mut all = Vec::new();
    look(&mut all, None, Way::default(), vec![top], false);
    all
}

fn look<'d>(all: &mut Vec<Seen<'d>>, within: Option<usize>, way: Way, nodes: Vec<Node<'d>>, keyed: bool) {
    if all.len() >= MOST_SEEN || nodes.is_empty() {
        return;
    }
    let (mut way, mut nodes) = (way, nodes);
    // `{node: {…}}` around every record.
    while !way.0.is_empty()
        && let Some(name) = wrapping(&nodes)
    {
        way = way.then(Step::Name(name.clone()));
        nodes = nodes.iter().filter_map(|node| node.get(&name)).collect();
    }
    let place = all.len();
    all.push(Seen {
        within,
        way,
        deeper: None,
        heading: 0,
        turned: false,
        nodes: Vec::new(),
        columns: Vec::new(),
        keyed,
    });
    let mut found = Found::default();
    for (row, node) in nodes.iter().enumerate() {
        found.walk(row, *node, &Way::default(), 0, within.is_none());
    }
    let mut deeper = None;
    if let Some(tree) = found.tree(&nodes, all.get(place).map(|seen| &seen.way)) {
        let mut next = 0;
        let mut seen = nodes.clone();
        while let Some(node) = seen.get(next).copied() {
            seen.extend(follow(node, &tree.0));
            next += 1;
        }
        found = Found { skip: Some(tree.clone()), ..Found::default() };
        for (row, node) in seen.iter().enumerate() {
            found.walk(row, *node, &Way::default(), 0, false);
        }
        (nodes, deeper) = (seen, Some(tree));
    }
    let columns = std::mem::take(&mut found.columns).into_values().collect();
    if let Some(seen) = all.get_mut(place) {
        (seen.nodes, seen.deeper, seen.columns) = (nodes, deeper, columns);
    }
    for (way, (nodes, keyed)) in found.inside {
        look(all, Some(place), way, nodes, keyed);
    }
    for table in found.tables {
        all.push(Seen { within: Some(place), ..table });
    }
}

/// The one member of all these objects, if it is an object, and means nothing.
fn wrapping(nodes: &[Node<'_>]) -> Option<String> {
    let mut name: Option<&str> = None;
    for node in nodes {
        let mut members = node.members();
        let (own, inside) = members.next()?;
        let same = name.is_none_or(|name| name == own);
        if !inside.is_object() || members.next().is_some() || !same || synonyms::is_known(own) {
            return None;
        }
        name = Some(own);
    }
    name.map(String::from)
}

#[derive(Default)]
struct Found<'d> {
    columns: BTreeMap<Way, Column<'d>>,
    inside: BTreeMap<Way, (Vec<Node<'d>>, bool)>,
    tables: Vec<Seen<'d>>,
    /// What is a tree's own, and no collection inside.
    skip: Option<Way>,
}

impl<'d> Found<'d> {
    fn walk(&mut self, row: usize, node: Node<'d>, way: &Way, depth: usize, outermost: bool) {
        if depth > DEEPEST {
            return;
        }
        if outermost && let Some(table) = table(node, way) {
            self.tables.push(table);
            return;
        }
        match node.kind() {
            Kind::Null => {}
            Kind::Object if is_map(node) => self.enter(way.then(Step::All), parts(node), true),
            Kind::Object => {
                for part in parts(node) {
                    let Some(name) = part.name() else { continue };
                    let here = way.then(Step::Name(name.into()));
                    let is_check_in = part.is_object()
                        && !outermost
                        && matches!(synonyms::collection(name), Some((Sort::CheckIns, _)))
                        && !is_map(part);
                    if is_check_in {
                        self.enter(here, vec![part], false);
                    } else {
                        self.walk(row, part, &here, depth + 1, outermost);
                    }
                }
            }
            Kind::List => {
                let items = || node.items().filter(|item| item.kind() != Kind::Null);
                let bears = items().any(|item| item.is_object() || item.is_list());
                if bears {
                    let way = way.then(Step::All);
                    if node.items().any(Node::is_list) && way.0.len() == 1 && !outermost {
                        // A record that is a list: its places are its columns.
                        self.places(row, node);
                    }
                    self.enter(way, items().filter(|item| item.is_object() || item.is_list()).collect(), false);
                } else if way.0.is_empty() && !outermost {
                    self.places(row, node);
                } else {
                    let way = way.then(Step::All);
                    for item in items() {
                        self.put(row, item, &way, true);
                    }
                    self.enter(way, items().collect(), false);
                }
            }
            _ => self.put(row, node, way, false),
        }
    }

    fn places(&mut self, row: usize, list: Node<'d>) {
        for (at, item) in list.items().enumerate().take(MOST_COLUMNS) {
            if item.scalar().is_some() {
                self.put(row, item, &Way(vec![Step::At(at)]), false);
            }
        }
    }

    fn put(&mut self, row: usize, node: Node<'d>, way: &Way, list: bool) {
        if self.columns.len() >= MOST_COLUMNS && !self.columns.contains_key(way) {
            return;
        }
        let names = || {
            let name = |step: &Step| match step {
                Step::Name(name) => Some(name.clone()),
                _ => None,
            };
            way.0.iter().filter_map(name).collect()
        };
        let column = self.columns.entry(way.clone());
        let column = column.or_insert_with(|| Column { way: way.clone(), names: names(), cells: Vec::new(), list });
        column.cells.push((row, node));
    }

    fn enter(&mut self, way: Way, nodes: Vec<Node<'d>>, keyed: bool) {
        if self.skip.as_ref() == Some(&way) || (self.inside.len() >= MOST_COLUMNS && !self.inside.contains_key(&way)) {
            return;
        }
        self.inside.entry(way).or_insert((Vec::new(), keyed)).0.extend(nodes);
    }

    /// The way to records below of the same kind, if these are a tree.
    fn tree(&self, nodes: &[Node<'d>], own: Option<&Way>) -> Option<Way> {
        let mine = names_of(nodes.iter().copied());
        let same = |way: &Way, inside: &[Node<'d>]| {
            let name = synonyms::telling(way)?;
            let sort = synonyms::collection(name).map(|(sort, _)| sort);
            let again = own == Some(way) || own.and_then(synonyms::telling) == Some(name);
            let fits = again || matches!(sort, None | Some(Sort::Goals | Sort::Objectives));
            let goes_on = || inside.iter().any(|node| !follow(*node, &way.0).is_empty());
            let theirs = names_of(inside.iter().copied());
            let shared = mine.intersection(&theirs).count();
            let alike = shared >= 2 && shared * 10 >= (mine.len() + theirs.len() - shared) * 6;
            (fits && inside.iter().any(|node| node.is_object()) && (goes_on() || again || alike)).then(|| way.clone())
        };
        self.inside.iter().filter(|(way, _)| !way.0.is_empty()).find_map(|(way, (inside, _))| same(way, inside))
    }
}

fn names_of<'d>(nodes: impl Iterator<Item = Node<'d>>) -> BTreeSet<&'d str> {
    let mut names = BTreeSet::new();
    for node in nodes.take(100) {
        names.extend(node.members().map(|(name, _)| name));
    }
    names
}

/// Whether an object holds records by their ids or names, instead of fields.
fn is_map(node: Node<'_>) -> bool {
    let mut members = node.members();
    let Some((first_name, first)) = members.next() else { return false };
    // Most objects are records, and most records' first field is a plain value.
    if !(first.is_object() || first.is_list()) {
        return false;
    }
    // Ids alone may hold records of one field.
    let least = if node.members().all(|(name, _)| is_id(name)) { 1 } else { 2 };
    let records = |node: Node<'_>| node.is_object() && node.members().count() >= least;
    let rows = |node: Node<'_>| node.first_object().is_some_and(records);
    if !(records(first) || rows(first)) || synonyms::is_known(first_name) {
        return false;
    }
    let mine = names_of([first.first_object().unwrap_or(first)].into_iter());
    let mut count = 1;
    for (name, other) in members {
        let theirs = names_of([other.first_object().unwrap_or(other)].into_iter());
        let shared = mine.intersection(&theirs).count();
        let alike = shared * 2 >= mine.len().max(theirs.len());
        if !alike || other.kind() != first.kind() || (count < 50 && synonyms::is_known(name)) {
            return false;
        }
        count += 1;
    }
    count >= 2 || is_id(first_name)
}

/// Members that hold the headings of a table, and those that hold its rows.
const HEADINGS: &[&str] = &["columns", "cols", "fields", "headers", "header", "headings", "kolumner", "rubriker"];
const ROWS: &[&str] = &["rows", "data", "values", "records", "rader"];
const HEADING: &[&str] = &["label", "title", "header", "heading", "displayName", "name", "text", "field", "key", "id"];

/// A table, where one stands: a list of lists with a heading row, headings beside rows or columns, or named columns.
fn table<'d>(node: Node<'d>, way: &Way) -> Option<Seen<'d>> {
    if node.is_list() {
        let head: Option<Vec<String>> =
            node.items().next()?.items().map(|cell| cell.text().map(String::from)).collect();
        let head = head.filter(|head| is_head(head) && node.items().all(Node::is_list))?;
        let rows: Vec<Node<'d>> = node.items().skip(1).collect();
        return rowed(&head, rows, 1, way.then(Step::All));
    }
    if !node.is_object() {
        return None;
    }
    let inner = |names: &[&str]| -> Option<(Way, Node<'d>)> {
        let here =
            names.iter().find_map(|name| Some((Way::names(&[name]), node.get(name).filter(|list| list.is_list())?)));
        here.or_else(|| {
            node.members().filter(|(_, inside)| inside.is_object()).find_map(|(outer, inside)| {
                let found =
                    names.iter().find_map(|name| Some((*name, inside.get(name).filter(|list| list.is_list())?)));
                found.map(|(name, list)| (Way::names(&[outer, name]), list))
            })
        })
    };
    if let (Some((_, head)), Some((rows_way, rows))) = (inner(HEADINGS), inner(ROWS)) {
        let name = |cell: Node<'d>| {
            let label = HEADING.iter().find_map(|name| cell.get(name)?.text());
            label.or(cell.text()).map(String::from).unwrap_or_default()
        };
        let head: Vec<String> = head.items().map(name).collect();
        if is_head(&head) {
            let joined = Way(way.0.iter().chain(&rows_way.0).cloned().collect());
            let lists: Vec<Node<'d>> = rows.items().collect();
            let lengths = || lists.iter().filter(|list| list.is_list()).map(|list| list.items().count());
            let is_square = lists.len() == head.len() && lengths().all(|length| length == head.len());
            if is_square && !homogeneous(&lists) {
                return None;
            }
            if lists.len() == head.len() && !is_square && lists.iter().all(|list| list.is_list()) {
                return Some(columned(&head, &lists, node, way, &rows_way));
            }
            return rowed(&head, lists, 0, joined.then(Step::All));
        }
    }
    let lists: Vec<(&str, Node<'d>)> = node.members().collect();
    let lengths: BTreeSet<usize> = lists.iter().map(|(_, list)| list.items().count()).collect();
    let flat = lists.iter().all(|(_, list)| {
        list.is_list() && list.items().all(|cell| cell.scalar().is_some() || cell.kind() == Kind::Null)
    });
    let head: Vec<String> = lists.iter().map(|(name, _)| String::from(*name)).collect();
    (flat && lengths.len() == 1 && !lengths.contains(&0) && !lengths.contains(&1) && is_head(&head)).then(|| {
        let nodes: Vec<Node<'d>> = lists.iter().map(|(_, list)| *list).collect();
        let mut seen = columned(&head, &nodes, node, way, &Way::default());
        for (column, name) in seen.columns.iter_mut().zip(&head) {
            column.way = Way::names(&[name]);
        }
        seen
    })
}

/// Two names at least that mean something, and none twice.
fn is_head(head: &[String]) -> bool {
    let named: Vec<&String> = head.iter().filter(|name| !name.trim().is_empty()).collect();
    let distinct: BTreeSet<&&String> = named.iter().collect();
    distinct.len() == named.len() && named.iter().filter(|name| !synonyms::field(name).is_empty()).count() >= 2
}

/// Whether what stands in one place of all rows is of one kind, and what stands in a row is not.
fn homogeneous(rows: &[Node<'_>]) -> bool {
    let kinds = |nodes: &mut dyn Iterator<Item = Node<'_>>| {
        let mut kinds: Vec<Kind> = nodes.map(Node::kind).filter(|kind| *kind != Kind::Null).collect();
        kinds.dedup();
        kinds.len() <= 1
    };
    let width = rows.first().map_or(0, |row| row.items().count());
    let down = (0..width).all(|at| kinds(&mut rows.iter().filter_map(|row| row.items().nth(at))));
    down && !rows.iter().all(|row| kinds(&mut row.items()))
}

fn rowed<'d>(head: &[String], rows: Vec<Node<'d>>, heading: usize, way: Way) -> Option<Seen<'d>> {
    // `{c: [{v: …}]}`: cells inside a row, values inside a cell.
    let first = rows.first()?;
    let cells =
        if first.is_list() { None } else { first.members().find(|(_, list)| list.is_list()).map(|(name, _)| name) };
    if !first.is_list() && cells.is_none() {
        return None;
    }
    let row_of = |row: &Node<'d>| if let Some(cells) = cells { row.get(cells) } else { Some(*row) };
    let valued = rows.iter().filter_map(row_of).flat_map(Node::items).find(|cell| cell.is_object());
    let value =
        valued.and_then(|cell| ["v", "value"].into_iter().find(|name| cell.members().any(|(own, _)| own == *name)));
    let mut columns = Vec::new();
    for (at, name) in head.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()) {
        let steps = cells.map(|name| Step::Name(name.into())).into_iter().chain([Step::At(at)]);
        let way = Way(steps.chain(value.map(|name| Step::Name(name.into()))).collect());
        let found = rows
            .iter()
            .enumerate()
            .flat_map(|(row, node)| follow(*node, &way.0).into_iter().map(move |cell| (row, cell)));
        let cells = found.filter(|(_, cell)| cell.scalar().is_some()).collect();
        columns.push(Column { way, names: vec![name.clone()], cells, list: false });
    }
    Some(Seen { within: None, way, deeper: None, heading, turned: false, nodes: rows, columns, keyed: false })
}

fn columned<'d>(head: &[String], lists: &[Node<'d>], node: Node<'d>, way: &Way, to: &Way) -> Seen<'d> {
    let columns = head.iter().zip(lists).enumerate().map(|(at, (name, list))| Column {
        way: to.then(Step::At(at)),
        names: vec![name.clone()],
        cells: list.items().enumerate().filter(|(_, cell)| cell.scalar().is_some()).collect(),
        list: false,
    });
    let columns = columns.collect();
    Seen {
        within: None,
        way: way.clone(),
        deeper: None,
        heading: 0,
        turned: true,
        nodes: vec![node],
        columns,
        keyed: false,
    }
}
