//! Records whose fields are known to a draft: the same for what was [guessed](mod@super::infer::guess) and for what a mapping
//! says.
//!
//! A [`Record`] is a place with cells, each cell one concept's values. What goes together is tied here: nested records,
//! ids, titles that repeat. A number that could be two things becomes a notice. Finds no fields of its own.

use super::amount::{Amount, Marks, amount};
use super::document::Node;
use super::draft::{
    Draft, DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftLink, DraftMeasure,
    DraftObjective, DraftTeam, DraftTie, LifeState, When,
};
use super::infer::guess::{Concept, Field, Guess, Scale, Sort, Step};
use super::loose::{Scalar, shortened};
use super::notice::Problem;
use super::tally::{self, Piece};
use super::told::Told;
use super::vocabulary::{self, Says};
use super::{dates, language, thin};
use crate::goals::InitiativeState;
use std::collections::{BTreeMap, BTreeSet};

/// A record, and what its fields hold.
#[derive(Clone, Debug)]
pub struct Record<'d> {
    /// What it is.
    pub sort: Sort,
    /// Which collection it is of: what [`Cell::lookup`] and the columns go by.
    pub collection: usize,
    /// Where it stands.
    pub node: Node<'d>,
    /// The record (its place in the list) in which it lies.
    pub above: Option<usize>,
    /// Its values.
    pub cells: Vec<Cell<'d>>,
}

/// The values of one field of a record.
#[derive(Clone, Debug)]
pub struct Cell<'d> {
    /// What they mean.
    pub concept: Concept,
    /// How their numbers are written.
    pub scale: Scale,
    /// The collection whose records' ids they are.
    pub lookup: Option<usize>,
    /// Where they stand.
    pub nodes: Vec<Node<'d>>,
    /// The name of the record itself, where that is the value.
    pub key: Option<&'d str>,
}

impl<'d> Record<'d> {
    fn cells(&self, concept: Concept) -> impl Iterator<Item = &Cell<'d>> {
        self.cells.iter().filter(move |cell| cell.concept == concept)
    }

    /// The first value of a concept.
    fn get(&self, concept: Concept) -> Option<Node<'d>> {
        self.cells(concept).flat_map(|cell| cell.nodes.iter().copied()).find(|node| !is_blank(*node))
    }

    /// All values of a concept.
    fn all(&self, concept: Concept) -> impl Iterator<Item = (&Cell<'d>, Node<'d>)> {
        self.cells(concept).flat_map(|cell| cell.nodes.iter().map(move |node| (cell, *node)))
    }

    fn key(&self, concept: Concept) -> Option<String> {
        self.cells(concept).find_map(|cell| cell.key).map(str::to_string)
    }

    fn id(&self) -> Option<String> {
        self.get(Concept::Id).and_then(Node::id).or_else(|| self.key(Concept::Id))
    }

    /// What ties name it by: its place, or, where it is the document itself, what it is called.
    fn called(&self) -> String {
        let place = self.node.pointer();
        let title = || self.get(Concept::Title).and_then(super::rich::plain);
        if place.is_empty() { self.id().or_else(title).unwrap_or_default() } else { place }
    }
}

fn is_blank(node: Node<'_>) -> bool {
    matches!(node.scalar(), Some(Scalar::Text(text)) if text.trim().is_empty())
}

/// What lies at the end of a way; `null` is nothing.
pub fn follow<'d>(node: Node<'d>, way: &[Step]) -> Vec<Node<'d>> {
    let mut here = vec![node];
    for step in way {
        here = match step {
            Step::Name(name) => here.iter().filter_map(|node| node.get(name)).collect(),
            Step::At(at) => here.iter().filter_map(|node| node.items().nth(*at)).collect(),
            Step::All => here.iter().flat_map(|node| parts(*node)).collect(),
            Step::Key => Vec::new(),
        };
    }
    here.retain(|node| node.kind() != super::Kind::Null);
    here
}

/// The elements of a list, or the members of an object, of doubled names the last.
pub fn parts(node: Node<'_>) -> Vec<Node<'_>> {
    if !node.is_object() {
        return node.parts().collect();
    }
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for (name, part) in node.members() {
        last.insert(name, part.place());
    }
    node.members().filter(|(name, part)| last.get(name) == Some(&part.place())).map(|(_, part)| part).collect()
}

/// The records that a guess finds in a document.
pub fn records<'d>(guess: &Guess, top: Node<'d>, told: &mut Told) -> Vec<Record<'d>> {
    let mut records: Vec<Record<'d>> = Vec::new();
    for (place, collection) in guess.collections.iter().enumerate() {
        let above: Vec<(Option<usize>, Node<'d>)> = match collection.within {
            None => vec![(None, top)],
            Some(within) => {
                let inside = records.iter().enumerate().filter(|(_, record)| record.collection == within);
                inside.map(|(above, record)| (Some(above), record.node)).collect()
            }
        };
        let mut found: Vec<Vec<Node<'d>>> = above.iter().map(|(_, node)| follow(*node, &collection.way.0)).collect();
        if collection.sort == Sort::CheckIns && collection.within.is_some() && collection.heading == 0 {
            thin::lists(&mut found, told);
        }
        for ((above, _), found) in above.into_iter().zip(found) {
            if collection.turned {
                found.into_iter().for_each(|columns| turn(place, collection, columns, &mut records));
                continue;
            }
            for node in found.into_iter().skip(collection.heading) {
                // In a tree, each record and then what lies below it, as they stand.
                let mut next = vec![(above, node)];
                while let Some((above, node)) = next.pop() {
                    let cells = collection.fields.iter().map(|field| cell(field, node)).collect();
                    let place_of_this = records.len();
                    records.push(Record { sort: collection.sort, collection: place, node, above, cells });
                    let deeper = collection.deeper.iter().flat_map(|deeper| follow(node, &deeper.0));
                    let deeper: Vec<Node<'d>> = deeper.collect();
                    next.extend(deeper.into_iter().rev().map(|node| (Some(place_of_this), node)));
                }
            }
        }
    }
    records
}

/// What the document says of itself.
pub fn about<'d>(guess: &Guess, top: Node<'d>) -> Vec<Cell<'d>> {
    guess.about.iter().map(|field| cell(field, top)).collect()
}

fn cell<'d>(field: &Field, node: Node<'d>) -> Cell<'d> {
    let is_key = field.way.0 == [Step::Key];
    Cell {
        concept: field.concept,
        scale: field.scale,
        lookup: field.lookup,
        nodes: follow(node, &field.way.0),
        key: node.name().filter(|_| is_key),
    }
}

/// Columns to records: the n-th of each.
fn turn<'d>(place: usize, of: &super::infer::guess::Collection, columns: Node<'d>, records: &mut Vec<Record<'d>>) {
    let columns: Vec<(&Field, Vec<Node<'d>>)> = of
        .fields
        .iter()
        .map(|field| (field, follow(columns, &field.way.0).first().map(|column| parts(*column)).unwrap_or_default()))
        .collect();
    let rows = columns.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default().min(MOST_RECORDS);
    for row in of.heading..rows {
        let value = |cells: &Vec<Node<'d>>| cells.get(row).copied().filter(|node| node.kind() != super::Kind::Null);
        let title = columns.iter().filter(|(field, _)| field.concept == Concept::Title);
        let seat = title.chain(&columns).find_map(|(_, cells)| value(cells));
        let Some(node) = seat else { continue };
        let cells = columns.iter().map(|(field, cells)| Cell {
            concept: field.concept,
            scale: field.scale,
            lookup: field.lookup,
            nodes: value(cells).into_iter().collect(),
            key: None,
        });
        records.push(Record { sort: of.sort, collection: place, node, above: None, cells: cells.collect() });
    }
}

/// The most records that are turned out of columns.
const MOST_RECORDS: usize = 1_000_000;

/// Which scale progress is on, judged over all its values: with fractions and none above 1 they are shares, with any
/// above 1.5 they are percent. Where all are 0 or 1, or shares and percent are mixed, they do not tell.
pub fn scale_of(values: &[f64]) -> Option<Scale> {
    let fraction = |value: &f64| *value > 0.0 && *value < 1.0;
    let whole = |value: &f64| (value - value.round()).abs() < 1e-9;
    if values.iter().any(|value| *value > 1.5) {
        // 0.4 among 40s is 0.4 % only where other values have decimals, too.
        let mixed = values.iter().any(fraction) && values.iter().all(|value| fraction(value) || whole(value));
        return (!mixed).then_some(Scale::Percent);
    }
    let tells = values.iter().any(fraction) || values.iter().all(|value| value.abs() < 1e-9);
    tells.then_some(Scale::Ratio)
}

/// Makes a draft of records.
pub fn draft<'d>(records: &[Record<'d>], about: &[Cell<'d>], told: &mut Told) -> Draft {
    let mut making = Making {
        records,
        marks: BTreeMap::new(),
        scales: BTreeMap::new(),
        names: BTreeMap::new(),
        known: BTreeMap::new(),
        below: BTreeSet::new(),
        roles: Vec::new(),
        told,
        draft: Draft::default(),
        year: None,
        filled: BTreeMap::new(),
        made: BTreeMap::new(),
        period: BTreeSet::new(),
        team: None,
        days: (None, None),
        seats: BTreeMap::new(),
    };
    making.survey(about);
    making.about(about);
    for place in 0..records.len() {
        making.record(place);
    }
    making.finish();
    making.draft
}

/// What a record becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Objective,
    KeyResult,
    /// An objective with a measure of its own: both.
    Both,
    Initiative,
    CheckIn,
    Team,
    Nothing,
    /// Put away, or inside something that is.
    Archived,
}

/// Where a goal went in the draft.
#[derive(Clone, Copy)]
enum Seat {
    Objective(usize),
    KeyResult(usize),
}

struct Making<'r, 'd, 't> {
    records: &'r [Record<'d>],
    /// By collection: which mark stands before its decimals.
    marks: BTreeMap<usize, Marks>,
    /// By collection: the scale of its progress, where the cells leave it open.
    scales: BTreeMap<usize, Option<Scale>>,
    /// By collection: titles by ids.
    names: BTreeMap<usize, BTreeMap<String, Node<'d>>>,
    /// Goals by id and by title.
    known: BTreeMap<String, usize>,
    /// Records that have goals below them.
    below: BTreeSet<usize>,
    roles: Vec<Role>,
    told: &'t mut Told,
    draft: Draft,
    year: Option<i32>,
    /// By collection: the last objective's text in its rows.
    filled: BTreeMap<usize, String>,
    /// Objectives that only their key results name: place in the draft, and the teams of those.
    made: BTreeMap<String, (usize, BTreeSet<Option<String>>)>,
    period: BTreeSet<String>,
    /// The document's own team, and the first and last day of its period.
    team: Option<String>,
    days: (Option<When>, Option<When>),
    seats: BTreeMap<usize, Seat>,
}

impl<'r, 'd> Making<'r, 'd, '_> {
    /// What must be known of all records before one is read.
    fn survey(&mut self, about: &[Cell<'d>]) {
        const NUMBERS: [Concept; 6] =
            [Concept::Start, Concept::Current, Concept::Target, Concept::Low, Concept::High, Concept::Progress];
        let mut texts: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        let mut shares: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for (place, record) in self.records.iter().enumerate() {
            for cell in record.cells.iter().filter(|cell| NUMBERS.contains(&cell.concept)) {
                texts.entry(record.collection).or_default().extend(cell.nodes.iter().filter_map(|node| node.text()));
            }
            let open = record.all(Concept::Progress).filter(|(cell, _)| cell.scale == Scale::Auto);
            let open = open.filter(|(_, node)| node.text().is_none_or(|text| !text.ends_with('%')));
            shares.entry(record.collection).or_default().extend(open.filter_map(|(_, node)| node.number()));
            if let (Some(id), Some(title)) = (record.id(), record.get(Concept::Title)) {
                self.names.entry(record.collection).or_default().entry(id).or_insert(title);
            }
            if is_goal(record.sort) {
                let title = record.get(Concept::Title).and_then(Node::text).map(str::to_string);
                for name in record.id().into_iter().chain(title).chain(record.key(Concept::Title)) {
                    self.known.entry(name).or_insert(place);
                }
            }
        }
        self.marks = texts.into_iter().map(|(place, texts)| (place, Marks::of(texts.into_iter()))).collect();
        self.scales = shares.into_iter().map(|(place, values)| (place, scale_of(&values))).collect();
        for (place, record) in self.records.iter().enumerate().filter(|(_, record)| is_goal(record.sort)) {
            let above = record.all(Concept::Parent).chain(record.all(Concept::Objective));
            let above: Vec<usize> =
                above.filter_map(|(_, node)| self.known.get(&node.id()?).copied()).chain(record.above).collect();
            self.below.extend(above.into_iter().filter(|above| *above != place));
            if record.all(Concept::Children).next().is_some() {
                self.below.insert(place);
            }
        }
        for place in 0..self.records.len() {
            let role = self.role(place);
            self.roles.push(role);
        }
        let periods = about.iter().filter(|cell| cell.concept == Concept::Period).flat_map(|cell| cell.nodes.iter());
        let periods = periods.copied().chain(self.records.iter().filter_map(|record| record.get(Concept::Period)));
        self.year = periods.filter_map(|node| dates::year_in(node.text()?)).next();
    }

    fn role(&self, place: usize) -> Role {
        let Some(record) = self.records.get(place) else { return Role::Nothing };
        let is_away = record.get(Concept::Archived).and_then(Node::truth) == Some(true);
        // Records stand behind those that they lie in.
        let in_away = record.above.and_then(|above| self.roles.get(above)) == Some(&Role::Archived);
        if is_away || in_away {
            return Role::Archived;
        }
        match record.sort {
            Sort::Objectives if self.has_measure(record) => Role::Both,
            Sort::Objectives => Role::Objective,
            Sort::KeyResults if record.get(Concept::Title).is_none() && record.key(Concept::Title).is_none() => {
                let names_objective = record.cells(Concept::Objective).any(|cell| cell.lookup.is_none());
                if names_objective { Role::Objective } else { Role::KeyResult }
            }
            Sort::KeyResults => Role::KeyResult,
            Sort::Initiatives => Role::Initiative,
            Sort::CheckIns => Role::CheckIn,
            Sort::Teams => Role::Team,
            Sort::People | Sort::Groups => Role::Nothing,
            Sort::Goals => {
                let kind = record.get(Concept::Kind).and_then(Node::text).and_then(kind_of);
                let leaf = !self.below.contains(&place);
                let child = record.above.is_some_and(|above| {
                    self.roles.get(above).is_some_and(|role| matches!(role, Role::Objective | Role::Both))
                }) || record.get(Concept::Parent).is_some()
                    || record.get(Concept::Objective).is_some();
                match (kind, self.has_measure(record)) {
                    (Some(Role::Objective), true) => Role::Both,
                    (Some(role), _) => role,
                    (None, true) if leaf && child => Role::KeyResult,
                    (None, true) => Role::Both,
                    (None, false) => Role::Objective,
                }
            }
        }
    }

    fn has_measure(&self, record: &Record<'d>) -> bool {
        [Concept::Start, Concept::Target, Concept::Current].iter().any(|concept| record.get(*concept).is_some())
    }

    fn about(&mut self, about: &[Cell<'d>]) {
        for cell in about {
            let Some(node) = cell.nodes.first().copied() else { continue };
            match cell.concept {
                Concept::Organisation => self.draft.organisation = self.told.plain(Some(node)),
                Concept::Vision => self.draft.vision = self.told.plain(Some(node)),
                Concept::Made => self.draft.made = node.when(),
                Concept::Period => self.period.extend(super::rich::plain(node)),
                Concept::Team => self.team = super::rich::plain(node),
                Concept::Begin => self.days.0 = node.when(),
                Concept::Due => self.days.1 = node.when(),
                _ => {}
            }
        }
    }

    fn record(&mut self, place: usize) {
        let Some(record) = self.records.get(place) else { return };
        match self.roles.get(place).copied().unwrap_or(Role::Nothing) {
            Role::Nothing => {}
            Role::Archived => {
                if is_goal(record.sort) {
                    self.told.leave("archived goals", 1);
                }
            }
            Role::Team => self.team(record),
            Role::CheckIn => self.check_in(record),
            Role::Initiative => self.initiative(place, record),
            Role::Objective => self.objective(place, record),
            Role::Both => {
                self.objective(place, record);
                self.key_result(place, record, true);
            }
            Role::KeyResult => self.key_result(place, record, false),
        }
    }

    fn team(&mut self, record: &Record<'d>) {
        let name = self.told.plain(record.get(Concept::Title)).or_else(|| record.key(Concept::Title));
        let above = record.above.and_then(|above| self.records.get(above)).filter(|above| above.sort == Sort::Teams);
        let parent = record.get(Concept::Parent).and_then(Node::id);
        self.draft.teams.push(DraftTeam {
            at: record.node.pointer(),
            id: record.id(),
            name,
            parent: parent.or_else(|| above.map(|above| above.node.pointer())),
        });
    }

    /// What is said here, or in one of the records around it.
    fn around<T>(&self, record: &Record<'d>, find: &dyn Fn(&Record<'d>) -> Option<T>) -> Option<T> {
        let mut here = Some(record);
        while let Some(record) = here {
            if let Some(found) = find(record) {
                return Some(found);
            }
            here = record.above.and_then(|above| self.records.get(above));
        }
        None
    }

    /// Names of people or teams; ids that nobody resolves are none.
    fn named(&self, record: &Record<'d>, concept: Concept) -> Option<String> {
        let mut names: Vec<String> = Vec::new();
        for (cell, node) in record.all(concept) {
            let resolved = |id: &str| self.names.get(&cell.lookup?)?.get(id).copied();
            let name = match node.id().as_deref().and_then(resolved) {
                Some(title) => super::rich::plain(title),
                None if cell.lookup.is_some() => None,
                None => super::rich::plain(node).filter(|name| !is_id(name)),
            };
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names.truncate(3);
        let key = || record.key(concept);
        if names.is_empty() { key() } else { Some(names.join(", ")) }
    }

    fn team_of(&self, record: &Record<'d>) -> Option<String> {
        let here = |record: &Record<'d>| {
            if record.sort == Sort::Teams {
                let title = record.get(Concept::Title).and_then(super::rich::plain);
                return record.id().or(title).or_else(|| record.key(Concept::Title));
            }
            self.named(record, Concept::Team)
        };
        self.around(record, &here).or_else(|| self.team.clone())
    }

    /// What objectives and key results have in common.
    fn goal(&mut self, record: &Record<'d>) -> DraftGoal {
        let period = |record: &Record<'d>| record.get(Concept::Period).and_then(super::rich::plain);
        self.period.extend(self.around(record, &period));
        let status = record.all(Concept::Status).find_map(|(_, node)| vocabulary::says(&node.id()?));
        let says = status.or_else(|| self.told.says(record.get(Concept::Status).filter(|node| node.truth().is_none())));
        let done = record.get(Concept::Done).and_then(Node::truth) == Some(true);
        let has_numbers = self.has_measure(record) || record.get(Concept::Progress).is_some();
        let says = says.or((done && (has_numbers || record.sort == Sort::Objectives)).then_some(Says::Done));
        let said = |concept: Concept| record.get(concept).and_then(super::rich::plain);
        let life = says.and_then(Says::life).map(|state| DraftLife {
            state,
            on: None,
            reason: said(Concept::Reason),
            lesson: said(Concept::Lesson),
        });
        let due = record.get(Concept::Due).and_then(|node| self.day(node));
        let weight = record.get(Concept::Weight);
        let weight = self.told.number(weight);
        let note = record.get(Concept::Note).and_then(super::rich::plain);
        let when = record.get(Concept::Date).and_then(|node| self.day(node));
        let mut description = record.get(Concept::Description).and_then(super::rich::plain);
        let mut check_ins = Vec::new();
        match (note, when) {
            (Some(note), Some(when)) => check_ins.push(DraftCheckIn {
                at: record.node.pointer(),
                when: Some(when),
                note: Some(note),
                ..DraftCheckIn::default()
            }),
            (Some(note), None) => description = description.or(Some(note)),
            _ => {}
        }
        DraftGoal {
            at: record.node.pointer(),
            id: record.id(),
            title: self.told.plain(record.get(Concept::Title)).or_else(|| record.key(Concept::Title)),
            description,
            team: self.team_of(record),
            owner: self.named(record, Concept::Owner),
            weight,
            life,
            confidence: says.and_then(Says::confidence),
            confidence_at: when.filter(|_| says.is_some()),
            progress: self.progress(record),
            check_ins,
            due,
            url: record.get(Concept::Url).and_then(Node::text).filter(|url| url.starts_with("http")).map(String::from),
            is_mentioned: false,
        }
    }

    fn day(&mut self, node: Node<'d>) -> Option<When> {
        let found = node.when().or_else(|| dates::last_day(node.text()?, self.year));
        if found.is_some() || node.truth() == Some(false) { found } else { self.told.when(Some(node)) }
    }

    fn progress(&mut self, record: &Record<'d>) -> Option<f64> {
        let marks = self.marks.get(&record.collection).copied().unwrap_or_default();
        let (cell, node) = record.all(Concept::Progress).find(|(_, node)| !is_blank(*node))?;
        let scale = match cell.scale {
            Scale::Auto => self.scales.get(&record.collection).copied().flatten(),
            scale => Some(scale),
        };
        let Some(found) = amount(node, marks) else {
            self.told.tell(node, Problem::NotANumber(shortened(&node.id().unwrap_or_default())));
            return None;
        };
        match (found.of, found.unit.as_deref(), scale) {
            (Some(of), _, _) => Some(found.value / of),
            _ if found.yes_no => None,
            (None, Some("%"), _) | (None, None, Some(Scale::Percent)) => Some(found.value / 100.0),
            (None, None, Some(Scale::Ratio)) => Some(found.value),
            (None, None, _) => {
                self.told.tell(node, Problem::ScaleUnsure(found.value));
                None
            }
            (None, Some(_), _) => {
                self.told.tell(node, Problem::NotANumber(shortened(&node.id().unwrap_or_default())));
                None
            }
        }
    }

    fn objective(&mut self, place: usize, record: &Record<'d>) {
        let mut goal = self.goal(record);
        if goal.title.is_none() {
            // A row that holds the objective alone.
            goal.title = record.get(Concept::Objective).and_then(super::rich::plain);
            let Some(title) = goal.title.clone() else {
                self.told.tell(record.node, Problem::NoTitle);
                return;
            };
            self.filled.insert(record.collection, title.clone());
            if let Some((made, _)) = self.made.get(&title) {
                let made = *made;
                if let Some(objective) = self.draft.objectives.get_mut(made) {
                    objective.goal.owner = objective.goal.owner.take().or(goal.owner);
                }
                return;
            }
            self.made.insert(title, (self.draft.objectives.len(), BTreeSet::from([goal.team.clone()])));
        }
        let mut supports: Vec<DraftTie> = Vec::new();
        let above = |record: &Record<'d>| {
            let above = record.above?;
            let is_goal = matches!(self.roles.get(above), Some(Role::Objective | Role::Both | Role::KeyResult));
            is_goal.then(|| self.records.get(above).map(Record::called))?
        };
        if let Some(to) = self.around(record, &above) {
            supports.push(DraftTie { at: record.node.pointer(), to });
        }
        for concept in [Concept::Parent, Concept::Objective] {
            for (cell, node) in
                record.all(concept).filter(|(_, node)| record.get(Concept::Title).is_some() && !is_blank(*node))
            {
                let tie = self.tie(cell, node);
                supports.extend(tie.filter(|tie| !supports.iter().any(|known| known.to == tie.to)));
            }
        }
        self.seats.insert(place, Seat::Objective(self.draft.objectives.len()));
        self.draft.objectives.push(DraftObjective { goal, supports });
    }

    fn tie(&self, _cell: &Cell<'d>, node: Node<'d>) -> Option<DraftTie> {
        let to = node.id()?;
        let to = self
            .known
            .get(&to)
            // What is put away stands nowhere on the board: a tie to it is told by its name.
            .filter(|place| self.roles.get(**place) != Some(&Role::Archived))
            .and_then(|place| self.records.get(*place))
            .map(|record| record.node.pointer())
            .unwrap_or(to);
        Some(DraftTie { at: node.pointer(), to })
    }

    /// The objective that a key result belongs to: the record it lies in, or the one it names.
    fn objective_of(&mut self, place: usize, record: &Record<'d>, team: Option<&String>) -> Option<DraftTie> {
        let at = record.node.pointer();
        let above = |record: &Record<'d>| {
            let above = record.above?;
            let is_objective = matches!(self.roles.get(above), Some(Role::Objective | Role::Both));
            is_objective.then(|| self.records.get(above).map(Record::called))?
        };
        if let Some(to) = self.around(record, &above) {
            return Some(DraftTie { at, to });
        }
        let names =
            record.all(Concept::Objective).chain(record.all(Concept::Parent)).find(|(_, node)| !is_blank(*node));
        let names_by_text = record.cells(Concept::Objective).any(|cell| cell.lookup.is_none());
        let (text, at, lookup) = match names {
            Some((cell, node)) => {
                let tie = self.tie(cell, node)?;
                if self.known.get(&node.id()?).is_some_and(|known| *known != place) {
                    return Some(tie);
                }
                (super::rich::plain(node)?, node.pointer(), cell.lookup.is_some() || cell.concept == Concept::Parent)
            }
            None if names_by_text => {
                let above = self.filled.get(&record.collection)?.clone();
                self.told.tell(record.node, Problem::AsAbove(shortened(&above)));
                (above, at, false)
            }
            None => return None,
        };
        if lookup || is_id(&text) {
            return Some(DraftTie { at, to: text });
        }
        self.filled.insert(record.collection, text.clone());
        let count = self.draft.objectives.len();
        let (made, teams) = self.made.entry(text.clone()).or_insert((count, BTreeSet::new()));
        teams.insert(team.cloned());
        let made = *made;
        if made == count {
            let goal = DraftGoal { at: at.clone(), title: Some(text), ..DraftGoal::default() };
            self.draft.objectives.push(DraftObjective { goal, supports: Vec::new() });
        }
        let to = self.draft.objectives.get(made).map(|objective| objective.goal.at.clone())?;
        Some(DraftTie { at, to })
    }

    fn key_result(&mut self, place: usize, record: &Record<'d>, own: bool) {
        let mut goal = self.goal(record);
        let at = record.node.pointer();
        let objective = if own {
            // The measure of an objective: what else is said of it stays with the objective.
            let id = goal.id.as_ref().map(|id| [id, "#measure"].concat());
            let parts = [Concept::Target, Concept::Current, Concept::Start];
            let measured = parts.into_iter().find_map(|concept| record.get(concept));
            goal = DraftGoal {
                at: measured.unwrap_or(record.node).pointer(),
                id,
                title: goal.title,
                ..DraftGoal::default()
            };
            Some(DraftTie { at, to: record.called() })
        } else {
            self.objective_of(place, record, goal.team.as_ref())
        };
        let (measure, current) = self.measure(record, &goal);
        self.seats.insert(place, Seat::KeyResult(self.draft.key_results.len()));
        let rhythm = self.told.number(record.get(Concept::Rhythm));
        self.draft.key_results.push(DraftKeyResult { goal, objective, measure, current, rhythm });
    }

    /// A number of a measure; what is none is told.
    fn number(&mut self, record: &Record<'d>, concept: Concept) -> Option<(Node<'d>, Amount)> {
        let marks = self.marks.get(&record.collection).copied().unwrap_or_default();
        let node = record.get(concept)?;
        let found = amount(node, marks).filter(|found| !found.bound || concept == Concept::Target);
        if found.is_none() {
            self.told.tell(node, Problem::NotANumber(shortened(&node.id().unwrap_or_default())));
        }
        found.map(|found| (node, found))
    }

    /// The measure of a record and its value at present.
    fn measure(&mut self, record: &Record<'d>, goal: &DraftGoal) -> (DraftMeasure, Option<f64>) {
        const PARTS: [Concept; 5] = [Concept::Start, Concept::Current, Concept::Target, Concept::Low, Concept::High];
        let [start, current, target, low, high] = PARTS.map(|concept| self.number(record, concept));
        let all = || [&start, &current, &target, &low, &high].into_iter().flatten();
        let unit = record.all(Concept::Unit).find_map(|(_, node)| node.text()).map(String::from);
        let unit = unit.map(|unit| unit_of(&unit));
        let units: Vec<&String> = all().filter_map(|(_, found)| found.unit.as_ref()).collect();
        let differ = units.iter().zip(units.iter().skip(1)).any(|(a, b)| !same_unit(a, b));
        if differ {
            let words: Vec<&str> = units.iter().map(|unit| unit.as_str()).collect();
            self.told.tell(record.node, Problem::UnitsDiffer(shortened(&words.join(", "))));
            return (DraftMeasure { unit, ..DraftMeasure::default() }, None);
        }
        let spoken = units.last().map(|unit| (*unit).clone());
        let done = record.get(Concept::Done).and_then(Node::truth);
        let no_numbers = all().next().is_none();
        if no_numbers
            && goal.progress.is_none()
            && let Some(done) = done
        {
            return (DraftMeasure { yes_no: true, ..DraftMeasure::default() }, Some(f64::from(u8::from(done))));
        }
        let mut measure = DraftMeasure { unit: spoken.or(unit), ..DraftMeasure::default() };
        let value = |part: &Option<(Node<'d>, Amount)>| part.as_ref().map(|(_, found)| found.value);
        measure.yes_no =
            all().any(|(_, found)| found.yes_no) && all().all(|(_, found)| found.yes_no || found.value <= 1.0);
        (measure.start, measure.target) = (value(&start), value(&target));
        (measure.low, measure.high) = (value(&low), value(&high));
        let now = value(&current);
        if let Some((_, Amount { of: Some(of), .. })) = &current {
            measure.start = measure.start.or(Some(0.0));
            measure.target = measure.target.or(Some(*of));
        }
        if let (Some((node, found)), None) = (&target, measure.start)
            && found.bound
        {
            // '< 5' without a beginning: something to keep, not to reach.
            let below = node.text().is_some_and(|text| text.starts_with(['<', '≤']));
            measure.target = None;
            *(if below { &mut measure.high } else { &mut measure.low }) = Some(found.value);
        }
        let is_percent = measure.unit.as_deref() == Some("%");
        let small = |part: &Option<(Node<'d>, Amount)>| {
            part.as_ref().is_none_or(|(_, found)| found.unit.is_none() && found.value.abs() <= 1.0)
        };
        if is_percent && !no_numbers && [&start, &current, &target].into_iter().all(small) {
            // 0.4 of 1, or 0.4 % of 1 %: nothing here tells.
            self.told.tell(record.node, Problem::ScaleUnsure(now.or(measure.target).unwrap_or_default()));
            measure.unit = None;
        }
        if measure.start.is_none() && record.get(Concept::Start).is_some() && measure.target.is_some() {
            // It began somewhere, told above: not at nought.
            measure.target = None;
        }
        if let (None, Some(target), Some(now)) = (measure.start, measure.target, now) {
            let share = if target > 0.0 { now / target } else { f64::INFINITY };
            let agrees = goal.progress.is_some_and(|given| (given - share).abs() < 0.02);
            let done = goal.life.as_ref().is_some_and(|life| life.state == LifeState::Achieved);
            if now > target && !agrees && !done && !measure.yes_no {
                self.told.tell(record.node, Problem::StartUnknown);
                measure.target = None;
            }
        }
        (measure, now)
    }

    fn check_in(&mut self, record: &Record<'d>) {
        let seat = |making: &Self| {
            let mut here = record.above;
            while let Some(place) = here {
                if let Some(seat) = making.seats.get(&place) {
                    return Some(*seat);
                }
                here = making.records.get(place).and_then(|record| record.above);
            }
            None
        };
        let Some(seat) = seat(self) else { return };
        let status = record.get(Concept::Status);
        let says = status.and_then(|node| vocabulary::says(&node.id()?));
        let when = record.get(Concept::Date).and_then(|node| self.day(node));
        let key = || record.key(Concept::Date).and_then(|key| super::loose::date_of(&key));
        let check_in = DraftCheckIn {
            at: record.node.pointer(),
            when: when.or_else(key),
            value: self.number(record, Concept::Current).map(|(_, found)| found.value),
            confidence: says.and_then(Says::confidence),
            note: record.get(Concept::Note).and_then(super::rich::plain),
            author: self.named(record, Concept::Owner),
            cause: record.get(Concept::Cause).and_then(super::rich::plain),
            lesson: record.get(Concept::Lesson).and_then(super::rich::plain),
            support: record.get(Concept::Support).and_then(super::rich::plain),
        };
        let goal = match seat {
            Seat::Objective(place) => self.draft.objectives.get_mut(place).map(|objective| &mut objective.goal),
            Seat::KeyResult(place) => self.draft.key_results.get_mut(place).map(|key_result| &mut key_result.goal),
        };
        if let Some(goal) = goal {
            goal.check_ins.push(check_in);
        }
    }

    fn initiative(&mut self, place: usize, record: &Record<'d>) {
        let goal = self.goal(record);
        let status = record.get(Concept::Status).and_then(|node| vocabulary::says(&node.id()?));
        let done = record.get(Concept::Done).and_then(Node::truth) == Some(true);
        let mut serves: Vec<DraftTie> = Vec::new();
        let above = record.above.and_then(|above| self.records.get(above)).map(Record::called);
        let is_goal = record
            .above
            .is_some_and(|above| matches!(self.roles.get(above), Some(Role::Objective | Role::Both | Role::KeyResult)));
        serves.extend(above.filter(|_| is_goal).map(|to| DraftTie { at: goal.at.clone(), to }));
        for (cell, node) in record.all(Concept::Parent).chain(record.all(Concept::Objective)) {
            let known = node.id().and_then(|id| self.known.get(&id)).is_some_and(|known| *known != place);
            serves.extend(self.tie(cell, node).filter(|_| known));
        }
        self.draft.initiatives.push(DraftInitiative {
            at: goal.at,
            title: goal.title,
            serves,
            team: goal.team,
            state: status.map(Says::work).or(done.then_some(InitiativeState::Done)),
            due: goal.due,
        });
    }

    /// What can be said only when all goals are there.
    fn finish(&mut self) {
        // A goal that lists those below it.
        for (place, record) in self.records.iter().enumerate() {
            if !matches!(self.roles.get(place), Some(Role::Objective | Role::Both)) {
                continue;
            }
            for (_, node) in record.all(Concept::Children) {
                let Some(id) = node.id() else { continue };
                let tie = DraftTie { at: node.pointer(), to: record.called() };
                match self.known.get(&id).and_then(|below| self.seats.get(below)) {
                    Some(Seat::KeyResult(below)) => {
                        if let Some(key_result) = self.draft.key_results.get_mut(*below) {
                            key_result.objective.get_or_insert(tie);
                        }
                    }
                    Some(Seat::Objective(below)) => {
                        if let Some(objective) = self.draft.objectives.get_mut(*below)
                            && !objective.supports.iter().any(|known| known.to == tie.to)
                        {
                            objective.supports.push(tie);
                        }
                    }
                    None => self.draft.ties.push(DraftLink {
                        at: tie.at,
                        below: id,
                        above: record.id().unwrap_or(tie.to),
                        weight: None,
                    }),
                }
            }
        }
        self.count_work();
        // An objective that its key results made has their team, if they are of one.
        for (place, teams) in self.made.values() {
            let only = teams.iter().next().filter(|_| teams.len() == 1).cloned().flatten();
            if let Some(objective) = self.draft.objectives.get_mut(*place) {
                objective.goal.team = objective.goal.team.take().or(only);
            }
        }
        let only = self.period.iter().next().filter(|_| self.period.len() == 1).cloned();
        let (start, end) = self.days;
        if only.is_some() || start.is_some() || end.is_some() {
            self.draft.cycle = Some(DraftCycle { at: String::new(), name: only, start, end });
        }
        let goals = self.draft.objectives.iter().map(|objective| &objective.goal);
        let goals = goals.chain(self.draft.key_results.iter().map(|key_result| &key_result.goal));
        let texts = goals.flat_map(|goal| goal.title.as_deref().into_iter().chain(goal.description.as_deref()));
        self.draft.language = language::of(texts).map(String::from);
    }
}

impl Making<'_, '_, '_> {
    /// Where nothing is measured, how much of an objective's work is done.
    fn count_work(&mut self) {
        let goals = self.draft.objectives.iter().map(|objective| &objective.goal);
        let measured = goals.clone().any(|goal| goal.progress.is_some()) || !self.draft.key_results.is_empty();
        if measured {
            return;
        }
        let mut work: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
        for initiative in &self.draft.initiatives {
            let (Some(state), Some(serves)) = (initiative.state, initiative.serves.first()) else { continue };
            let piece = Piece { at: initiative.at.clone(), done: state == InitiativeState::Done, on: None };
            work.entry(serves.to.clone()).or_default().push(piece);
        }
        let language = language::of(goals.clone().filter_map(|goal| goal.title.as_deref()));
        let counted = goals.filter_map(|goal| {
            let key_result =
                tally::of(work.get(&goal.at)?, goal.id.as_deref().unwrap_or(&goal.at), &goal.at, language)?;
            Some(key_result)
        });
        let counted: Vec<DraftKeyResult> = counted.collect();
        self.draft.key_results.extend(counted);
    }
}

fn is_goal(sort: Sort) -> bool {
    matches!(sort, Sort::Objectives | Sort::KeyResults | Sort::Goals)
}

/// What a word says that a record is.
fn kind_of(word: &str) -> Option<Role> {
    const KINDS: &[(Role, &str)] = &[
        (
            Role::Objective,
            "objective objectives goal okr o epic theme initiative mal malbild overgripandemal ziel zielbild tavoite mål \
             objetivo objectif companyobjective teamobjective vision area focusarea fokusomrade",
        ),
        (
            Role::KeyResult,
            "keyresult keyresults kr kpi metric measure indicator nyckelresultat nyckeltal delmal resultatmal \
             schlusselergebnis kennzahl avaintulos nokkelresultat resultatcle resultadoclave milestone target",
        ),
        (
            Role::Initiative,
            "task activity action project story subtask bug issue aktivitet atgard uppgift projekt tarea",
        ),
    ];
    let word = vocabulary::fold(word);
    KINDS.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(role, _)| *role)
}

/// Whether a word names a sort of record: `true` for goals, `false` for work.
pub fn names_goals(word: &str) -> Option<bool> {
    kind_of(word).map(|role| role != Role::Initiative)
}

/// Whether a text is what machines call a thing: digits, a UUID, a long run of letters and digits, a path.
pub fn is_id(text: &str) -> bool {
    let text = text.trim();
    if text.contains(' ') || text.contains('@') || text.is_empty() {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let long = text.chars().count() >= 16 && digits > 0;
    digits == text.len() || long || (digits > 0 && (text.contains('-') || text.contains('_') || text.contains('/')))
}

fn same_unit(a: &str, b: &str) -> bool {
    let (a, b) = (vocabulary::fold(a), vocabulary::fold(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.starts_with(&short) && long.len() - short.len() <= 2 && (!short.is_empty() || long.is_empty())
}

/// A unit as people write it: 'percent' is '%'.
fn unit_of(unit: &str) -> String {
    match vocabulary::fold(unit).as_str() {
        "percent" | "percentage" | "procent" | "prosent" | "prozent" | "pct" | "porcentaje" | "pourcentage" => {
            "%".into()
        }
        _ => unit.into(),
    }
}
