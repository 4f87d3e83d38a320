//! From a document to records, as a mapping says; [`assemble`] makes a draft of those.

use super::form::Literal;
use super::lay;
use super::path::Path;
use super::write;
use super::{Choice, Collection, Lookup, Mapping};
use crate::feed::assemble::{self, Cell, Record};
use crate::feed::document::{Document, Node};
use crate::feed::draft::DraftGoal;
use crate::feed::infer::guess::{Concept, Scale, Sort};
use crate::feed::loose::{Scalar, shortened};
use crate::feed::notice::{Kind, Problem};
use crate::feed::told::Told;
use crate::feed::{Draft, rich, vocabulary};
use crate::goals::order::sort;
use std::collections::{BTreeMap, BTreeSet};

/// The most records of one document.
const MOST_RECORDS: usize = 1_000_000;

/// The draft that a mapping makes; none if no record is found.
pub(super) fn draft(mapping: &Mapping, document: &Document, told: &mut Told) -> Option<Draft> {
    Some(taken(mapping, document, None, told)?.draft)
}

/// What a mapping finds that is laid over what was read without it; none if there is nothing to find it of.
pub(super) fn laid(mapping: &Mapping, document: &Document, base: &Draft, told: &mut Told) -> Option<Laid> {
    taken(mapping, document, Some(base), told)
}

/// What a mapping finds.
pub(super) struct Laid {
    pub(super) draft: Draft,
    /// Whether it says what the objectives are: then those that were read before are none.
    pub(super) objectives_anew: bool,
    /// The same of the key results.
    pub(super) key_results_anew: bool,
}

fn taken(mapping: &Mapping, document: &Document, base: Option<&Draft>, told: &mut Told) -> Option<Laid> {
    let mut taking = Taking {
        mapping,
        top: document.top(),
        told,
        rows: Vec::new(),
        groups: BTreeMap::new(),
        made: Vec::new(),
        lookups: vec![None; mapping.lookups.len()],
        left: 0,
    };
    // What is found anew comes before what is known: that is all the rest.
    let (anew, known): (Vec<usize>, Vec<usize>) =
        (0..mapping.collections.len()).partition(|place| base.is_none() || is_anew(mapping, *place));
    for place in anew {
        taking.collection(place);
    }
    let is_anew = |taking: &Taking<'_, '_, '_>, sort: Sort| {
        taking.rows.iter().any(|row| row.sort == sort || row.sort == Sort::Goals)
    };
    let objectives_anew = is_anew(&taking, Sort::Objectives);
    let key_results_anew = is_anew(&taking, Sort::KeyResults);
    if let Some(base) = base {
        let seats = Seats::of(base, taking.top, !objectives_anew, !key_results_anew);
        for place in known {
            taking.known(place, &seats);
        }
        taking.unsaid(&seats);
    }
    if taking.rows.is_empty() {
        return None;
    }
    let mut about: Vec<Values<'_>> = Vec::new();
    for (concept, choice) in &mapping.about {
        let found = about.iter().any(|values| values.concept == *concept && !values.hits.is_empty());
        about.push(taking.values(*concept, choice, taking.top, found));
    }
    taking.tie();
    taking.told.leave("records that the mapping leaves out", taking.left);
    taking.tell_what_finds_nothing();
    let Taking { rows, made, .. } = taking;
    let made = Document::made(made.iter().map(|(place, literal)| (place.clone(), literal.scalar())));
    let cell = |values: &Values<'_>| Cell {
        concept: values.concept,
        scale: values.scale,
        lookup: None,
        // The list that holds what was made is its first value.
        nodes: values.hits.iter().filter_map(|hit| hit.from(document, &made)).collect(),
        key: None,
    };
    let records: Vec<Record<'_>> = rows
        .iter()
        .filter_map(|row| {
            Some(Record {
                sort: row.sort,
                collection: row.collection,
                node: *row.nodes.first()?,
                above: row.above,
                cells: row.cells.iter().map(cell).collect(),
            })
        })
        .collect();
    let about: Vec<Cell<'_>> = about.iter().map(cell).collect();
    let mut draft = assemble::draft(&records, &about, told);
    draft.language = mapping.language.clone().or(draft.language);
    let day = |concept: Concept, told: &mut Told| {
        let days = about.iter().filter(|cell| cell.concept == concept).flat_map(|cell| &cell.nodes);
        told.when(days.copied().next())
    };
    let (start, end) = (day(Concept::Begin, told), day(Concept::Due, told));
    if start.is_some() || end.is_some() {
        let cycle = draft.cycle.get_or_insert_default();
        (cycle.start, cycle.end) = (start, end);
    }
    Some(Laid { draft, objectives_anew, key_results_anew })
}

/// Whether a collection's records, and all around them, are found by the mapping's own paths.
fn is_anew(mapping: &Mapping, place: usize) -> bool {
    let mut here = Some(place);
    while let Some(collection) = here.and_then(|here| mapping.collections.get(here)) {
        if collection.at.is_empty() {
            return false;
        }
        here = collection.within;
    }
    true
}

/// The goals that were read without the mapping: where each stands, and what it is called.
struct Seats<'d> {
    objectives: Vec<Seat<'d>>,
    key_results: Vec<Seat<'d>>,
}

struct Seat<'d> {
    node: Node<'d>,
    id: Option<String>,
    title: Option<String>,
}

/// Stands for the title of a goal that was read, where the mapping says no other: titles as readers make them are not
/// read again.
pub(super) const AS_READ: &str = "as read";

impl<'d> Seats<'d> {
    fn of(base: &Draft, top: Node<'d>, objectives: bool, key_results: bool) -> Seats<'d> {
        let objectives = base.objectives.iter().map(|one| &one.goal).filter(|_| objectives);
        let key_results = base.key_results.iter().map(|one| &one.goal).filter(|_| key_results);
        let places = objectives.clone().chain(key_results.clone()).map(|goal| goal.at.as_str()).collect();
        let nodes = lay::nodes(top, &places);
        let seat = |goal: &DraftGoal| {
            Some(Seat { node: *nodes.get(&goal.at)?, id: goal.id.clone(), title: goal.title.clone() })
        };
        Seats { objectives: objectives.filter_map(seat).collect(), key_results: key_results.filter_map(seat).collect() }
    }

    fn all(&self) -> impl Iterator<Item = (Sort, &Seat<'d>)> {
        let objectives = self.objectives.iter().map(|seat| (Sort::Objectives, seat));
        objectives.chain(self.key_results.iter().map(|seat| (Sort::KeyResults, seat)))
    }
}

/// A record, while it may still be tied.
struct Row<'d> {
    sort: Sort,
    collection: usize,
    /// Where it stands; the rows of a group are one record, and stand in several places.
    nodes: Vec<Node<'d>>,
    above: Option<usize>,
    /// A goal that was read without the mapping, and so is tied already: its title.
    known: Option<String>,
    cells: Vec<Values<'d>>,
}

/// The values of one field.
struct Values<'d> {
    concept: Concept,
    scale: Scale,
    hits: Vec<Hit<'d>>,
}

/// A value: one that stands in the document, or one that was made of it.
#[derive(Clone, Copy)]
enum Hit<'d> {
    There(Node<'d>),
    Made(u32),
}

impl<'d> Hit<'d> {
    fn from<'n>(self, document: &'n Document, made: &'n Document) -> Option<Node<'n>> {
        match self {
            Hit::There(node) => document.node(node.place()),
            Hit::Made(at) => made.node(at + 1),
        }
    }
}

struct Taking<'m, 'd, 't> {
    mapping: &'m Mapping,
    top: Node<'d>,
    told: &'t mut Told,
    rows: Vec<Row<'d>>,
    /// The record of a group, by collection and what its rows have in common.
    groups: BTreeMap<(usize, String), usize>,
    /// Values that were made, each with its place.
    made: Vec<(String, Literal)>,
    /// What was looked up so far: values by ids.
    lookups: Vec<Option<BTreeMap<String, Node<'d>>>>,
    /// How many records a condition left out.
    left: usize,
}

impl<'m, 'd> Taking<'m, 'd, '_> {
    fn collection(&mut self, place: usize) {
        let mapping = self.mapping;
        let Some(collection) = mapping.collections.get(place) else { return };
        let from: Vec<Node<'d>> = match collection.within {
            None => vec![self.top],
            Some(within) => {
                let around = self.rows.iter().filter(|row| row.collection == within);
                around.flat_map(|row| row.nodes.iter().copied()).collect()
            }
        };
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut last_group: Option<String> = None;
        for node in from {
            let mut open = self.find(&collection.at, node);
            if collection.columns {
                open.into_iter().for_each(|columns| self.columns(place, collection, columns));
                continue;
            }
            open.reverse();
            while let Some(node) = open.pop() {
                if self.rows.len() >= MOST_RECORDS || !seen.insert(node.place()) {
                    continue;
                }
                if collection.when.as_ref().is_some_and(|when| !when.holds(node)) {
                    self.left += 1;
                    continue;
                }
                self.record(place, collection, node, &mut last_group);
                if let Some(deeper) = &collection.deeper {
                    let below = self.find(std::slice::from_ref(deeper), node);
                    open.extend(below.into_iter().rev());
                }
            }
        }
    }

    /// The goals that were read, with what a collection says of them; or what it finds in them.
    fn known(&mut self, place: usize, seats: &Seats<'d>) {
        let mapping = self.mapping;
        let Some(collection) = mapping.collections.get(place) else { return };
        if !collection.at.is_empty() {
            self.collection(place);
            return;
        }
        let is_of = |(sort, _): &(Sort, &Seat<'d>)| collection.sort == Sort::Goals || collection.sort == *sort;
        for (sort, seat) in seats.all().filter(is_of) {
            if collection.when.as_ref().is_some_and(|when| !when.holds(seat.node)) {
                continue;
            }
            let mut cells = self.cells(collection, seat.node);
            self.name(seat, &mut cells);
            let known = Some(seat.title.clone().unwrap_or_default());
            self.rows.push(Row { sort, collection: place, nodes: vec![seat.node], above: None, known, cells });
        }
    }

    /// Goals of which no collection says anything: others may name them, or lie in them.
    fn unsaid(&mut self, seats: &Seats<'d>) {
        for (sort, seat) in seats.all() {
            let is_said = |collection: &Collection| {
                collection.at.is_empty() && (collection.sort == sort || collection.sort == Sort::Goals)
            };
            if !self.mapping.collections.iter().any(is_said) {
                let mut cells = Vec::new();
                self.name(seat, &mut cells);
                let (collection, known) =
                    (self.mapping.collections.len(), Some(seat.title.clone().unwrap_or_default()));
                self.rows.push(Row { sort, collection, nodes: vec![seat.node], above: None, known, cells });
            }
        }
    }

    /// Ids are what goals are found by, and none is without a title.
    fn name(&mut self, seat: &Seat<'d>, cells: &mut Vec<Values<'d>>) {
        let names = [(Concept::Id, seat.id.clone()), (Concept::Title, Some(AS_READ.into()))];
        for (concept, name) in names {
            let hits = name.into_iter().map(|name| self.make(seat.node, Literal::Text(name))).collect();
            cells.push(Values { concept, scale: Scale::Auto, hits });
        }
    }

    /// What paths find, in the order of the document: that of an object's members is not the path's to say.
    fn find(&self, paths: &[Path], from: Node<'d>) -> Vec<Node<'d>> {
        let mut found: Vec<Node<'d>> = paths.iter().flat_map(|path| path.find(from)).collect();
        found.sort_unstable_by_key(|node| node.place());
        found.dedup();
        found
    }

    fn record(&mut self, place: usize, collection: &'m Collection, node: Node<'d>, last_group: &mut Option<String>) {
        let group = self.group(collection, node, last_group);
        let known = group.and_then(|group| {
            let next = self.rows.len();
            let row = *self.groups.entry((place, group)).or_insert(next);
            (row < next).then_some(row)
        });
        let mut cells = self.cells(collection, node);
        match known.and_then(|known| self.rows.get_mut(known)) {
            // Later rows of a group say what the earlier left open.
            Some(row) => {
                let open = |values: &Values<'d>| {
                    !values.hits.is_empty()
                        && !row.cells.iter().any(|known| known.concept == values.concept && !known.hits.is_empty())
                };
                cells.retain(open);
                row.cells.append(&mut cells);
                row.nodes.push(node);
            }
            None => {
                self.rows.push(Row {
                    sort: collection.sort,
                    collection: place,
                    nodes: vec![node],
                    above: None,
                    known: None,
                    cells,
                });
            }
        }
    }

    /// What the rows of a group have in common; a row that leaves it open has it from the row above.
    fn group(&mut self, collection: &'m Collection, node: Node<'d>, last: &mut Option<String>) -> Option<String> {
        if collection.group_by.is_empty() {
            return None;
        }
        let text = collection.group_by.iter().find_map(|choice| {
            let hits = self.values(Concept::Objective, choice, node, false).hits;
            hits.into_iter().find_map(|hit| self.text(hit))
        });
        match (&text, &*last) {
            (None, Some(above)) => self.told.tell(node, Problem::AsAbove(shortened(above))),
            _ => *last = text,
        }
        last.clone()
    }

    fn cells(&mut self, collection: &'m Collection, node: Node<'d>) -> Vec<Values<'d>> {
        let mut cells: Vec<Values<'d>> = Vec::with_capacity(collection.fields.len());
        for field in &collection.fields {
            let start = cells.len();
            for choice in &field.choices {
                let found = cells.iter().skip(start).any(|values| !values.hits.is_empty());
                cells.push(self.values(field.concept, choice, node, found));
            }
        }
        cells
    }

    /// Columns to records: the n-th of each.
    fn columns(&mut self, place: usize, collection: &'m Collection, holder: Node<'d>) {
        let mut columns: Vec<(Concept, &'m Choice, Vec<Node<'d>>)> = Vec::new();
        for field in &collection.fields {
            for choice in &field.choices {
                let found = choice.at.as_ref().map(|at| at.find(holder)).unwrap_or_default();
                let list = found.first().map(|column| assemble::parts(*column)).unwrap_or_default();
                columns.push((field.concept, choice, list));
            }
        }
        let rows = columns.iter().map(|(_, _, list)| list.len()).max().unwrap_or_default();
        for row in 0..rows {
            let value = |list: &Vec<Node<'d>>| list.get(row).copied().filter(|node| node.kind() != Kind::Null);
            let titles = columns.iter().filter(|(concept, ..)| *concept == Concept::Title);
            let Some(seat) = titles.chain(&columns).find_map(|(_, _, list)| value(list)) else { continue };
            if self.rows.len() >= MOST_RECORDS {
                return;
            }
            let found: Vec<_> =
                columns.iter().map(|(concept, choice, list)| (*concept, *choice, value(list))).collect();
            let cells = found
                .into_iter()
                .map(|(concept, choice, value)| self.finish(concept, choice, value.into_iter().collect(), seat, false));
            let cells = cells.collect();
            self.rows.push(Row {
                sort: collection.sort,
                collection: place,
                nodes: vec![seat],
                above: None,
                known: None,
                cells,
            });
        }
    }

    /// The values of one choice for a record; `found`: an earlier choice of the same field has found some.
    fn values(&mut self, concept: Concept, choice: &'m Choice, record: Node<'d>, found: bool) -> Values<'d> {
        let holds = choice.when.as_ref().is_none_or(|when| when.holds(record));
        let nodes = match &choice.at {
            _ if !holds => Vec::new(),
            Some(at) => at.find(record),
            None if choice.value.is_some() && !choice.key => Vec::new(),
            None => vec![record],
        };
        self.finish(concept, choice, nodes, record, found || !holds)
    }

    /// Does with values what their choice says.
    fn finish(
        &mut self,
        concept: Concept,
        choice: &'m Choice,
        nodes: Vec<Node<'d>>,
        record: Node<'d>,
        found: bool,
    ) -> Values<'d> {
        let mut hits: Vec<Hit<'d>> = Vec::new();
        for node in nodes {
            let hit = match (choice.key, choice.lookup) {
                (true, _) => name_of(node).map(|name| self.make(node, Literal::Text(name.into()))),
                (false, Some(lookup)) => self.look_up(lookup, node).map(Hit::There),
                (false, None) => Some(Hit::There(node)),
            };
            let Some(hit) = hit.filter(|hit| !self.is_blank(*hit)) else { continue };
            hits.push(self.rewritten(concept, choice, hit, node));
        }
        if let Some(between) = &choice.join
            && hits.len() > 1
        {
            let texts: Vec<String> = hits.iter().filter_map(|hit| self.text(*hit)).collect();
            hits = vec![self.make(record, Literal::Text(texts.join(between)))];
        }
        if let (true, false, Some(value)) = (hits.is_empty(), found, &choice.value) {
            hits.push(self.make(record, value.clone()));
        }
        Values { concept, scale: choice.scale, hits }
    }

    /// A value in other words, or written so that it can mean one thing only.
    fn rewritten(&mut self, concept: Concept, choice: &'m Choice, hit: Hit<'d>, node: Node<'d>) -> Hit<'d> {
        if !choice.words.is_empty()
            && let Some(text) = self.text(hit)
        {
            let folded = vocabulary::fold(&text);
            let same = |word: &str| word == text || (vocabulary::fold(word) == folded && !folded.is_empty());
            if let Some((_, literal)) = choice.words.iter().find(|(word, _)| same(word)) {
                return self.make(node, literal.clone());
            }
        }
        let written = match self.scalar(hit) {
            Some(scalar) => write::plainly(concept, choice, scalar),
            None => None,
        };
        written.map_or(hit, |text| self.make(node, Literal::Text(text)))
    }

    fn make(&mut self, at: Node<'d>, literal: Literal) -> Hit<'d> {
        #[expect(clippy::cast_possible_truncation, reason = "a million records do not make so many")]
        let place = self.made.len() as u32;
        self.made.push((at.pointer(), literal));
        Hit::Made(place)
    }

    fn scalar(&self, hit: Hit<'d>) -> Option<Scalar<'_>> {
        match hit {
            Hit::There(node) => node.scalar(),
            Hit::Made(at) => self.made.get(at as usize).map(|(_, literal)| literal.scalar()),
        }
    }

    /// A value as people read it.
    fn text(&self, hit: Hit<'d>) -> Option<String> {
        match (self.scalar(hit), hit) {
            (Some(Scalar::Bool(truth)), _) => Some(truth.to_string()),
            (Some(Scalar::Text(text)), _) => Some(text.trim().to_string()).filter(|text| !text.is_empty()),
            (Some(Scalar::Real(real)), _) => Some(real.to_string()),
            (Some(_), Hit::There(node)) => node.id(),
            (None, Hit::There(node)) => rich::plain(node),
            (_, Hit::Made(_)) => None,
        }
    }

    fn is_blank(&self, hit: Hit<'d>) -> bool {
        matches!(self.scalar(hit), Some(Scalar::Text(text)) if text.trim().is_empty())
    }

    /// The value that an id stands for; an id that stands for nothing is told, and never shown.
    fn look_up(&mut self, lookup: usize, node: Node<'d>) -> Option<Node<'d>> {
        let Lookup { at, id, values } = self.mapping.lookups.get(lookup)?;
        if self.lookups.get(lookup)?.is_none() {
            let mut known: BTreeMap<String, Node<'d>> = BTreeMap::new();
            for record in at.find(self.top) {
                let value = values.iter().find_map(|value| value.find(record).first().copied());
                let ids: Vec<String> = match id {
                    Some(id) => id.find(record).into_iter().filter_map(Node::id).collect(),
                    None => record.name().map(String::from).into_iter().collect(),
                };
                for id in ids {
                    if let Some(value) = value {
                        known.entry(id).or_insert(value);
                    }
                }
            }
            if let Some(seat) = self.lookups.get_mut(lookup) {
                *seat = Some(known);
            }
        }
        let id = node.id()?;
        let found = self.lookups.get(lookup)?.as_ref()?.get(&id).copied();
        if found.is_none() {
            self.told.tell(node, Problem::Unknown(shortened(&id)));
        }
        found
    }

    /// Puts each record into the nearest that it lies inside, or that it names.
    fn tie(&mut self) {
        // Records come behind those that they can lie in.
        sort(&mut self.rows, &|a: &Row<'_>, b: &Row<'_>| rank(a.sort).cmp(&rank(b.sort)));
        let mut there: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for (place, row) in self.rows.iter().enumerate().filter(|(_, row)| row.sort != Sort::CheckIns) {
            for node in &row.nodes {
                there.entry(node.place()).or_default().push(place);
            }
            if rank(row.sort) == rank(Sort::Objectives) || row.sort == Sort::KeyResults {
                for concept in [Concept::Id, Concept::Title] {
                    let name =
                        row.cells.iter().filter(|values| values.concept == concept).flat_map(|values| &values.hits);
                    if let Some(name) = name.clone().find_map(|hit| self.text(*hit)) {
                        named.entry(name).or_insert(place);
                    }
                }
                if let Some(title) = &row.known {
                    named.entry(title.clone()).or_insert(place);
                }
            }
        }
        let mut lost = 0;
        for place in 0..self.rows.len() {
            let Some(row) = self.rows.get(place).filter(|row| row.known.is_none()) else { continue };
            let around = row.nodes.first().and_then(|node| around(&self.rows, &there, row.sort, *node));
            let mut above = around;
            if row.sort == Sort::CheckIns {
                let hits =
                    row.cells.iter().filter(|values| values.concept == Concept::Parent).flat_map(|values| &values.hits);
                let hits: Vec<Hit<'d>> = hits.copied().collect();
                let goal = hits.iter().find_map(|hit| named.get(&self.text(*hit)?).copied());
                if let (None, Some(hit), Some(node)) = (goal, hits.first(), row.nodes.first().copied()) {
                    let name = self.text(*hit).unwrap_or_default();
                    self.told.tell(node, Problem::Orphan(shortened(&name)));
                }
                lost += usize::from(goal.or(around).is_none() && hits.is_empty());
                above = if hits.is_empty() { around } else { goal };
            }
            if let Some(row) = self.rows.get_mut(place) {
                row.above = above;
            }
        }
        self.told.leave("check-ins that belong to no goal", lost);
    }

    /// A path that finds nothing anywhere is more likely wrong than of no use.
    fn tell_what_finds_nothing(&mut self) {
        for (place, collection) in self.mapping.collections.iter().enumerate() {
            let rows = || self.rows.iter().filter(|row| row.collection == place);
            let is_reached =
                collection.within.is_none_or(|within| self.rows.iter().any(|row| row.collection == within));
            if rows().next().is_none() {
                let path = collection.at.first().filter(|_| is_reached);
                if let Some(path) = path {
                    let (member, path) = (collection.name.into(), shortened(&path.text));
                    self.told.tell_of_all(Problem::FindsNothing { member, path });
                }
                continue;
            }
            for field in &collection.fields {
                // A goal that is known is called by what was read behind what the mapping says.
                let finds = |row: &Row<'d>| {
                    let said = row.cells.len() - if row.known.is_some() { 2 } else { 0 };
                    row.cells.iter().take(said).any(|values| values.concept == field.concept && !values.hits.is_empty())
                };
                let path = field.choices.iter().find_map(|choice| choice.at.as_ref());
                if let Some(path) = path.filter(|_| !rows().any(finds)) {
                    let (member, path) = ([collection.name, "/", field.name].concat(), shortened(&path.text));
                    self.told.tell_of_all(Problem::FindsNothing { member, path });
                }
            }
        }
    }
}

/// The nearest record at a place, or around it, that may hold one of this sort.
fn around(rows: &[Row<'_>], there: &BTreeMap<u32, Vec<usize>>, of: Sort, node: Node<'_>) -> Option<usize> {
    let at = |node: Node<'_>| there.get(&node.place()).into_iter().flatten().rev().copied();
    let holds = |place: &usize| rows.get(*place).is_some_and(|row| rank(row.sort) < rank(of));
    if let Some(here) = at(node).find(holds) {
        return Some(here);
    }
    let mut here = node.above();
    while let Some(node) = here {
        if let Some(found) = at(node).next() {
            return Some(found);
        }
        here = node.above();
    }
    None
}

fn rank(sort: Sort) -> u8 {
    match sort {
        Sort::Groups | Sort::People => 0,
        Sort::Teams => 1,
        Sort::Objectives | Sort::Goals => 2,
        Sort::KeyResults => 3,
        Sort::Initiatives => 4,
        Sort::CheckIns => 5,
    }
}

/// What a value is called where it stands; an element, what its list is called.
fn name_of(node: Node<'_>) -> Option<&str> {
    let mut here = Some(node);
    while let Some(node) = here {
        if let Some(name) = node.name() {
            return Some(name);
        }
        here = node.above();
    }
    None
}
