//! Stratsys: what its REST interface (version 1) hands out. Written from the vendor's public client: no real export was
//! at hand, which every reading tells.
//!
//! | what | where it is found |
//! |---|---|
//! | records | `Result`, of one or several answers put into one list; names count without their case |
//! | vision | a node in a scorecard's column called 'Vision' |
//! | objective | a node (`ScorecardColumn`) whose column is of type `Goal`; it supports the one it lies under (`ParentId`) |
//! | key result | a node of type `Kpi`, below the nearest objective; a measure that only its data or its name tell |
//! | measure | `KpiColumnName` and `Value` by `Date`: 'Utfall …' are check-ins, 'Mål …' the target, 'Startvärde …' the start |
//! | unit | a measure's columns (`Postfix`, else `Prefix`) |
//! | initiative | a node or record of type `Activity`: its `EndDate`, its status |
//! | status | `CurrentStatus.Name`, else its `StatusType`; `StatusId` by a list of statuses |
//! | team | `Department`, in the department that it lies in |
//! | owner | names in `Responsibles` |
//!
//! Assumed: that a key figure's id is its node's id; that a department's data without a node of it is a key result of
//! that department; that of several columns 'Utfall' the one for all is meant, and each is told apart where there is
//! none. 'Paused' is what Stratsys calls an activity that has not begun. Comments are tied to nothing that can be found.

use crate::feed::Draft;
use crate::feed::document::Node;
use crate::feed::draft::{
    DraftCheckIn, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftObjective, DraftTeam, DraftTie, When,
};
use crate::feed::envelope;
use crate::feed::loose::shortened;
use crate::feed::readers::{Reader, Source};
use crate::feed::table::names::{Concept, concept};
use crate::feed::told::Told;
use crate::feed::vocabulary::{self, Says, fold};
use crate::feed::{Problem, language};
use crate::goals::InitiativeState;
use crate::goals::order::sort;
use std::collections::BTreeMap;

pub(super) static READER: Reader = Reader { name: "Stratsys", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = envelope::records(page).into_iter().next()?;
    match sort_of(first) {
        Sort::Node => Some("Result/ScorecardColumn, Result/ParentId"),
        Sort::Value => Some("Result/KpiColumnName, Result/KpiId"),
        Sort::Activity => Some("Result/StatusId, Result/DepartmentId"),
        Sort::Kpi => Some("Result/KpiColumnIds, Result/DepartmentId"),
        _ => None,
    }
}

/// What a record is.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Node,
    Value,
    Kpi,
    KpiColumn,
    Activity,
    Status,
    Department,
    Comment,
    Other,
}

fn sort_of(record: Node<'_>) -> Sort {
    let named = |name: &str| record.members().any(|(key, _)| key.eq_ignore_ascii_case(name));
    match () {
        () if named("ScorecardColumn") && named("ParentId") => Sort::Node,
        () if named("KpiColumnName") && named("KpiId") => Sort::Value,
        () if named("KpiColumnIds") && named("DepartmentId") => Sort::Kpi,
        () if named("StatusId") && named("DepartmentId") && named("Name") => Sort::Activity,
        () if named("Postfix") && named("Name") => Sort::KpiColumn,
        () if named("StatusType") => Sort::Status,
        () if named("ShortName") && named("Name") => Sort::Department,
        () if named("PostedDate") => Sort::Comment,
        () => Sort::Other,
    }
}

/// What a node of a scorecard is.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Vision,
    Goal,
    Kpi,
    Activity,
}

fn level_of(node: Node<'_>) -> Level {
    let column = node.like("ScorecardColumn");
    let text = |name: &str| column.and_then(|column| column.like(name)?.text()).unwrap_or_default();
    let named = fold(text("Name"));
    match fold(text("NodeType")).as_str() {
        "kpi" => Level::Kpi,
        "activity" => Level::Activity,
        _ if named == "vision" || named == "visionen" => Level::Vision,
        "goal" => Level::Goal,
        _ => match concept(&named) {
            Some(Concept::KeyResult) => Level::Kpi,
            Some(Concept::Initiative) => Level::Activity,
            _ => Level::Goal,
        },
    }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    told.tell_of_all(Problem::Unproven);
    let records: Vec<Node<'_>> = source.pages.iter().flat_map(|page| envelope::records(*page)).collect();
    let mut reading = Reading { told, draft: Draft::default(), nodes: BTreeMap::new(), statuses: BTreeMap::new() };
    for record in &records {
        let id = record.like("Id").and_then(Node::id);
        match (sort_of(*record), id) {
            (Sort::Node, Some(id)) => drop(reading.nodes.insert(id, *record)),
            (Sort::Status, Some(id)) => drop(reading.statuses.insert(id, *record)),
            (Sort::Department, _) => reading.department(*record),
            _ => {}
        }
    }
    for record in &records {
        match sort_of(*record) {
            Sort::Node => reading.node(*record),
            Sort::Activity => {
                let known = record.like("Id").and_then(Node::id).is_some_and(|id| reading.nodes.contains_key(&id));
                if !known {
                    reading.activity(*record, Vec::new());
                }
            }
            Sort::Comment => reading.told.leave("comments that are tied to no goal", 1),
            Sort::Other if record.is_object() => reading.told.leave("records that hold no goals", 1),
            _ => {}
        }
    }
    reading.values(&records);
    let draft = &reading.draft;
    let titles = draft.objectives.iter().filter_map(|objective| objective.goal.title.as_deref());
    let titles = titles.chain(draft.initiatives.iter().filter_map(|initiative| initiative.title.as_deref()));
    let language = language::of(titles).map(String::from);
    Draft { language, ..reading.draft }
}

struct Reading<'d, 'n> {
    told: &'n mut Told,
    draft: Draft,
    /// Nodes of scorecards by their ids.
    nodes: BTreeMap<String, Node<'d>>,
    statuses: BTreeMap<String, Node<'d>>,
}

impl<'d> Reading<'d, '_> {
    fn department(&mut self, department: Node<'d>) {
        let id = department.like("Id").and_then(Node::id);
        if id.is_none() || self.draft.teams.iter().any(|team| team.id == id) {
            return;
        }
        self.draft.teams.push(DraftTeam {
            at: department.pointer(),
            id,
            name: self.told.text(department.like("Name")),
            parent: department.like("ParentId").and_then(Node::id),
        });
    }

    /// The nearest node of one of these levels above a node; the id that leads out of the document, if none is.
    fn above(&self, node: Node<'d>, wanted: &[Level]) -> Option<DraftTie> {
        const HIGHEST: usize = 64;
        let at = node.like("ParentId").map(Node::pointer).unwrap_or_default();
        let mut here = node;
        for _ in 0..HIGHEST {
            let to = here.like("ParentId").and_then(Node::id)?;
            match self.nodes.get(&to) {
                Some(above) if wanted.contains(&level_of(*above)) => return Some(DraftTie { at, to }),
                Some(above) if level_of(*above) == Level::Vision => return None,
                Some(above) => here = *above,
                None => return Some(DraftTie { at, to }),
            }
        }
        None
    }

    fn node(&mut self, node: Node<'d>) {
        if let Some(department) = node.like("Department") {
            self.department(department);
        }
        let level = level_of(node);
        if level == Level::Vision {
            let vision = self.told.plain(node.like("Name"));
            self.draft.vision = self.draft.vision.take().or(vision);
            return;
        }
        self.told.leave("keywords of goals", node.like("Keywords").into_iter().flat_map(Node::items).count());
        match level {
            Level::Goal | Level::Vision => {
                let goal = self.goal(node);
                let supports = self.above(node, &[Level::Goal]).into_iter().collect();
                self.draft.objectives.push(DraftObjective { goal, supports });
            }
            Level::Kpi => {
                let goal = self.goal(node);
                let objective = self.above(node, &[Level::Goal]);
                self.draft.key_results.push(DraftKeyResult { goal, objective, ..DraftKeyResult::default() });
            }
            Level::Activity => {
                let serves = self.above(node, &[Level::Goal, Level::Kpi]).into_iter().collect();
                self.activity(node, serves);
            }
        }
    }

    fn goal(&mut self, node: Node<'d>) -> DraftGoal {
        let says = self.says(node);
        let names = node.like("Responsibles").into_iter().flat_map(Node::items);
        let names: Vec<String> = names.filter_map(|who| name_of(who)).collect();
        let texts = node.like("DescriptionFields").into_iter().flat_map(Node::items);
        let texts: Vec<String> = texts.filter_map(|field| self.told.plain(field.like("TextValue"))).collect();
        DraftGoal {
            at: node.pointer(),
            id: node.like("Id").and_then(Node::id),
            title: self.told.plain(node.like("Name")),
            description: (!texts.is_empty()).then(|| texts.join("\n")),
            team: node.like("Department").and_then(|department| department.like("Id")?.id()),
            owner: (!names.is_empty()).then(|| names.join(", ")),
            confidence: says.and_then(Says::confidence),
            life: says.and_then(Says::life).map(|state| DraftLife { state, on: None, reason: None, lesson: None }),
            ..DraftGoal::default()
        }
    }

    /// What a status says by its name; by its type, where its name is the office's own.
    fn says(&mut self, node: Node<'d>) -> Option<Says> {
        let status = node.like("CurrentStatus").or_else(|| {
            let id = node.like("StatusId").and_then(Node::id)?;
            let status = self.statuses.get(&id).copied();
            self.told.leave("names that stand in another document", usize::from(status.is_none()));
            status
        })?;
        let word = status.like("Name").and_then(Node::text)?;
        let kind = status.like("StatusType").and_then(Node::text).map(fold).unwrap_or_default();
        let says = vocabulary::says(word).or(match kind.as_str() {
            "paused" => Some(Says::NotBegun),
            "ongoing" => Some(Says::Ongoing),
            "finished" => Some(Says::Done),
            _ => None,
        });
        if says.is_none() {
            self.told.tell(status, Problem::UnknownStatus(shortened(word)));
        }
        says
    }

    fn activity(&mut self, node: Node<'d>, serves: Vec<DraftTie>) {
        let state: Option<InitiativeState> = self.says(node).map(Says::work);
        let department = node.like("DepartmentId").or(node.like("Department").and_then(|of| of.like("Id")));
        // A department that the document does not name is nobody's name.
        let team = department
            .and_then(Node::id)
            .filter(|id| self.draft.teams.iter().any(|team| team.id.as_ref() == Some(id) && team.name.is_some()));
        let unnamed = usize::from(department.is_some() && team.is_none());
        self.told.leave("names that stand in another document", unnamed);
        self.draft.initiatives.push(DraftInitiative {
            at: node.pointer(),
            title: self.told.plain(node.like("Name")),
            serves,
            team,
            state,
            due: self.told.when(node.like("EndDate")),
        });
    }

    /// Values of key figures: one record for each column and day.
    fn values(&mut self, records: &[Node<'d>]) {
        let mut units: BTreeMap<String, String> = BTreeMap::new();
        let mut names: BTreeMap<String, Node<'d>> = BTreeMap::new();
        for record in records {
            let id = record.like("Id").and_then(Node::id);
            let unit = ["Postfix", "Prefix"].iter().find_map(|name| record.like(name)?.text());
            match (sort_of(*record), id) {
                (Sort::KpiColumn, Some(id)) => units.extend(unit.map(|unit| (id, unit.to_string()))),
                (Sort::Kpi, Some(id)) => drop(names.insert(id, *record)),
                _ => {}
            }
        }
        // In the document's order: the first record of each figure in each department tells its place.
        let mut figures: Vec<Figure<'d>> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for record in records.iter().filter(|record| sort_of(**record) == Sort::Value) {
            let text = |name: &str| record.like(name).and_then(Node::id).unwrap_or_default();
            let (kpi, department) = (text("KpiId"), text("DepartmentId"));
            let new = figures.len();
            let place = *places.entry([kpi.as_str(), "\0", &department].concat()).or_insert(new);
            if place == new {
                figures.push(Figure { kpi, department, values: Vec::new() });
            }
            let (Some(value), when) = (self.told.number(record.like("Value")), self.told.when(record.like("Date")))
            else {
                continue;
            };
            if let Some(figure) = figures.get_mut(place) {
                figure.values.push((*record, text("KpiColumnName"), when, value));
            }
        }
        for figure in figures {
            self.figure(figure, &units, &names);
        }
    }

    fn figure(&mut self, mut figure: Figure<'d>, units: &BTreeMap<String, String>, names: &BTreeMap<String, Node<'d>>) {
        sort(&mut figure.values, &|(.., a, _), (.., b, _)| a.map(When::naive).cmp(&b.map(When::naive)));
        let mut outcomes: Vec<&str> = Vec::new();
        let (mut start, mut target, mut unknown) = (None, None, 0);
        for (_, column, _, value) in &figure.values {
            let word = column.split_whitespace().next().unwrap_or_default();
            match concept(word) {
                Some(Concept::Current) if outcomes.contains(&column.as_str()) => {}
                Some(Concept::Current) => outcomes.push(column),
                Some(Concept::Target | Concept::Objective) => target = Some(*value),
                Some(Concept::Start) => start = start.or(Some(*value)),
                _ => unknown += 1,
            }
        }
        self.told.leave("columns of measures that the board does not know", unknown);
        let for_all = |column: &&&str| {
            let rest = fold(column.split_once(' ').map_or("", |(_, rest)| rest));
            ["", "totalt", "total", "alla", "samtliga"].contains(&rest.as_str())
        };
        let whole = outcomes.iter().find(for_all).copied();
        let others = whole.map_or(0, |_| outcomes.len().saturating_sub(1));
        self.told.leave("columns of measures that the board does not know", others);
        let outcomes: Vec<&str> = whole.map_or(outcomes, |whole| vec![whole]);
        let place = self.draft.key_results.iter().position(|made| {
            made.goal.id.as_ref() == Some(&figure.kpi)
                && (made.goal.team.is_none() || made.goal.team.as_ref() == Some(&figure.department))
        });
        let several = outcomes.len() > 1;
        if let (true, Some(made)) = (outcomes.is_empty(), place.and_then(|place| self.draft.key_results.get_mut(place)))
        {
            (made.measure.start, made.measure.target) = (start, target);
        }
        for (nth, column) in outcomes.iter().enumerate() {
            let place = match place.filter(|_| nth == 0) {
                Some(place) => place,
                None => self.unlisted(&figure, column, several, nth, names),
            };
            let Some(made) = self.draft.key_results.get_mut(place) else { continue };
            made.measure.start = start;
            made.measure.target = target;
            if several
                && nth == 0
                && made.goal.id.as_ref() == Some(&figure.kpi)
                && let Some(title) = made.goal.title.as_mut().filter(|title| title.as_str() != *column)
            {
                *title = [title.as_str(), " – ", column].concat();
            }
            for (record, _, when, value) in figure.values.iter().filter(|(_, of, ..)| of == column) {
                let unit = record.like("KpiColumnId").and_then(Node::id).and_then(|id| units.get(&id).cloned());
                made.measure.unit = made.measure.unit.take().or(unit);
                made.current = Some(*value);
                made.goal.check_ins.push(DraftCheckIn {
                    at: record.pointer(),
                    when: *when,
                    value: Some(*value),
                    ..DraftCheckIn::default()
                });
            }
        }
    }

    /// A key result that no node is of: another department's, another column's, or one that is told by its data alone.
    fn unlisted(
        &mut self,
        figure: &Figure<'d>,
        column: &str,
        several: bool,
        nth: usize,
        names: &BTreeMap<String, Node<'d>>,
    ) -> usize {
        let of_node = self.draft.key_results.iter().find(|made| made.goal.id.as_ref() == Some(&figure.kpi));
        let objective = of_node.and_then(|made| made.objective.clone());
        let node = self.nodes.get(&figure.kpi).or(names.get(&figure.kpi));
        let name = node.and_then(|node| self.told.plain(node.like("Name")));
        self.told.leave("names that stand in another document", usize::from(name.is_none()));
        let title = match name {
            Some(name) if several => [&name, " – ", column].concat(),
            Some(name) => name,
            None => column.to_string(),
        };
        let known = self.draft.teams.iter().any(|team| team.id.as_ref() == Some(&figure.department));
        let id = [figure.kpi.as_str(), "@", &figure.department, &"'".repeat(nth.min(9))].concat();
        let at = figure.values.first().map(|(record, ..)| record.pointer()).unwrap_or_default();
        self.draft.key_results.push(DraftKeyResult {
            goal: DraftGoal {
                at,
                id: Some(id),
                title: Some(title),
                team: known.then(|| figure.department.clone()),
                ..DraftGoal::default()
            },
            objective,
            ..DraftKeyResult::default()
        });
        self.draft.key_results.len() - 1
    }
}

/// A key figure of a department.
struct Figure<'d> {
    kpi: String,
    department: String,
    /// Where each stands, its column, its day and itself.
    values: Vec<(Node<'d>, String, Option<When>, f64)>,
}

fn name_of(who: Node<'_>) -> Option<String> {
    let name = ["Name", "DisplayName", "FullName"].iter().find_map(|name| who.like(name)?.text().map(String::from));
    name.or_else(|| {
        let parts = ["FirstName", "LastName"].iter().filter_map(|name| who.like(name)?.text());
        let name = parts.collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    })
}
