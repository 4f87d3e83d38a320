//! Goals out of a table's rows, when it is known what its columns hold.

use super::columns::{self, Role, Scale};
use super::names::{self, Concept};
use super::{Cell, Row, Table, Value, percent};
use crate::feed::draft::{
    Draft, DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftMeasure,
    DraftObjective, DraftTie, When,
};
use crate::feed::loose::shortened;
use crate::feed::settle::days_of;
use crate::feed::tally::{self, Piece};
use crate::feed::told::Told;
use crate::feed::vocabulary::{self, Says, fold};
use crate::feed::{Problem, language};
use crate::goals::order;
use std::collections::BTreeMap;

/// Goals out of a table; what stands in no goal is counted.
pub fn draft(table: &Table<'_>, told: &mut Told) -> Draft {
    let roles = columns::roles(table);
    let mut build = Build::of(table, &roles, told);
    for row in &table.rows {
        build.row(row);
    }
    build.finish()
}

/// The work that stands for one objective.
struct Work {
    objective: String,
    at: String,
    pieces: Vec<Piece>,
}

struct Build<'t, 'd, 'n> {
    table: &'t Table<'d>,
    roles: &'t [Role],
    told: &'n mut Told,
    draft: Draft,
    /// Titles of objectives, and of key results below one, to their places.
    known: BTreeMap<String, usize>,
    /// Ids of rows that are somebody's name: people and teams.
    named: BTreeMap<String, usize>,
    /// Rows by their ids.
    by_id: BTreeMap<String, usize>,
    /// Ids of rows that others name as their parent.
    parents: BTreeMap<String, usize>,
    /// The objective that each row is tied to from above: places of rows by the ids of those below.
    claimed: BTreeMap<String, usize>,
    /// The tie to the objective above, in a table whose rows stand in order.
    above: Option<DraftTie>,
    /// The same for areas.
    area_above: Option<DraftTie>,
    work: Vec<Work>,
    /// Its places, by their objectives.
    work_of: BTreeMap<String, usize>,
    /// Check-ins by the ids of their key results.
    later: Vec<(String, DraftCheckIn)>,
    periods: BTreeMap<String, usize>,
    /// Whether the table is of goals, or of anything.
    goals: bool,
    /// Whether it has a column for values to reach or reached.
    measures: bool,
    /// Whether days belong to check-ins; else they may be anything's.
    dated: bool,
}

impl<'t, 'd, 'n> Build<'t, 'd, 'n> {
    fn of(table: &'t Table<'d>, roles: &'t [Role], told: &'n mut Told) -> Build<'t, 'd, 'n> {
        use Concept::*;
        let has = |wanted: &[Concept]| {
            roles.iter().any(|role| role.used && role.concept.is_some_and(|concept| wanted.contains(&concept)))
        };
        let named = table.name.as_deref().is_some_and(says_goals);
        let mut build = Build {
            table,
            roles,
            told,
            draft: Draft::default(),
            known: BTreeMap::new(),
            named: BTreeMap::new(),
            by_id: BTreeMap::new(),
            parents: BTreeMap::new(),
            claimed: BTreeMap::new(),
            above: None,
            area_above: None,
            work: Vec::new(),
            work_of: BTreeMap::new(),
            later: Vec::new(),
            periods: BTreeMap::new(),
            goals: named || has(&[Objective, KeyResult, Level, Area, Target, Low, High]),
            measures: has(&[Current, Target, Low, High]),
            dated: false,
        };
        build.dated = has(&[Checked]) || build.repeats();
        for (place, row) in table.rows.iter().enumerate() {
            build.by_id.extend(row.id.clone().map(|id| (id, place)));
            let names = build.ids(row, Owner).into_iter().chain(build.ids(row, Team));
            build.named.extend(names.map(|id| (id, place)));
            let above = row.parent.iter().cloned().chain(build.ids(row, Parent));
            for id in above {
                build.parents.insert(id, place);
            }
            let dated = build.cell(row, Date).is_some() || build.cell(row, Checked).is_some();
            let below = build.ids(row, Children);
            let below = below.into_iter().chain(if dated { Vec::new() } else { build.ids(row, KeyResult) });
            for id in below {
                build.parents.insert(row.id.clone().unwrap_or_default(), place);
                build.claimed.entry(id).or_insert(place);
            }
        }
        build
    }

    /// Whether several rows with days are called the same.
    fn repeats(&self) -> bool {
        let mut titles: BTreeMap<String, usize> = BTreeMap::new();
        for row in self.table.rows.iter().filter(|row| self.when(row).is_some()) {
            let parts = [Concept::Objective, Concept::KeyResult, Concept::Title].map(|concept| self.text(row, concept));
            *titles.entry(parts.map(Option::unwrap_or_default).join("\0")).or_default() += 1;
        }
        titles.iter().any(|(title, count)| *count > 1 && title.len() > 2)
    }

    // ── what stands in a row ──

    fn role(&self, cell: &Cell<'d>) -> Option<&'t Role> {
        self.roles.get(cell.column).filter(|role| role.used)
    }

    /// The first cell that holds this, whosever it is.
    fn cell<'r>(&self, row: &'r Row<'d>, concept: Concept) -> Option<&'r Cell<'d>> {
        row.cells.iter().find(|cell| self.role(cell).is_some_and(|role| role.concept == Some(concept)))
    }

    /// The first cell that holds this of a certain kind of goal, or, where no name says whose, of the row's own kind.
    fn own<'r>(&self, row: &'r Row<'d>, concept: Concept, subject: Option<Concept>) -> Option<&'r Cell<'d>> {
        let with = |wanted: Option<Concept>| {
            let fits = |role: &Role| role.concept == Some(concept) && role.subject == wanted && role.period.is_none();
            row.cells.iter().find(|cell| self.role(cell).is_some_and(fits))
        };
        let row_kind = [Concept::KeyResult, Concept::Objective, Concept::Initiative];
        match subject {
            Some(_) => with(subject),
            None => with(None).or_else(|| row_kind.iter().find_map(|kind| with(Some(*kind)))),
        }
    }

    fn text(&self, row: &Row<'d>, concept: Concept) -> Option<String> {
        let text = |cell: &Cell<'d>| match &cell.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let is = |cell: &&Cell<'d>| self.role(cell).is_some_and(|role| role.concept == Some(concept));
        row.cells.iter().filter(is).find_map(text)
    }

    fn ids(&self, row: &Row<'d>, concept: Concept) -> Vec<String> {
        let mut all = Vec::new();
        for cell in &row.cells {
            if let Value::Ids(ids) = &cell.value
                && self.role(cell).is_some_and(|role| role.concept == Some(concept))
            {
                all.extend(ids.iter().cloned());
            }
        }
        all
    }

    /// The day of a row that may be one of several of the same goal.
    fn when(&self, row: &Row<'d>) -> Option<When> {
        let cell = [Concept::Checked, Concept::Date, Concept::Period].iter().find_map(|of| self.cell(row, *of))?;
        cell.value.day().or_else(|| {
            let words = cell.value.words()?;
            // 'Q3' alone is of no year.
            let last = |year| days_of(&words, year).map(|(_, last)| last);
            last(2001).filter(|day| last(2002) == Some(*day)).map(When::Day)
        })
    }

    fn number(&mut self, row: &Row<'d>, concept: Concept) -> Option<(f64, Option<String>)> {
        let cell = self.own(row, concept, None)?;
        self.amount(row, cell)
    }

    /// The number in a cell of a measure, with the unit that its value or its column tells.
    fn amount(&mut self, row: &Row<'d>, cell: &Cell<'d>) -> Option<(f64, Option<String>)> {
        let role = self.role(cell)?;
        let Some(amount) = cell.value.amount() else {
            if let Some(words) = cell.value.words() {
                self.told.tell(cell.node, Problem::NotANumber(shortened(&words)));
            }
            return None;
        };
        let bare = amount.unit.is_none();
        let share = match role.scale {
            Scale::Share => bare,
            Scale::ShareOfPercent => bare && self.unit(row).is_some_and(|unit| columns::is_percent(&unit)),
            _ => false,
        };
        let unit = if share { Some(String::from("%")) } else { amount.unit.or_else(|| role.unit.clone()) };
        Some((if share { percent(amount.value) } else { amount.value }, unit))
    }

    fn unit(&self, row: &Row<'d>) -> Option<String> {
        self.own(row, Concept::Unit, None).and_then(|cell| cell.value.words())
    }

    /// Whether a row has a value to reach or a value reached.
    fn measured(&self, row: &Row<'d>) -> bool {
        let concepts = [Concept::Target, Concept::Current, Concept::Start, Concept::Low, Concept::High];
        concepts.iter().any(|of| self.cell(row, *of).is_some_and(|cell| cell.value.amount().is_some()))
    }

    // ── which goal a row is ──

    fn row(&mut self, row: &Row<'d>) {
        use Concept::*;
        if row.cells.iter().all(|cell| self.role(cell).is_none()) {
            // Sheets have empty rows; a database's are records that somebody made.
            self.told.leave("rows that are no goals", usize::from(row.id.is_some()));
            return;
        }
        if row.id.as_ref().is_some_and(|id| self.named.contains_key(id)) {
            return;
        }
        let archived = |cell: &Cell<'d>| cell.value == Value::Truth(true);
        if self.cell(row, Archived).is_some_and(archived) {
            self.told.leave("archived rows", 1);
            return;
        }
        if let Some(period) = self.cell(row, Period).and_then(|cell| cell.value.words()) {
            *self.periods.entry(period).or_default() += 1;
        } else if let Some(group) = row.group.as_ref().filter(|group| names::period(group).is_some()) {
            *self.periods.entry(group.clone()).or_default() += 1;
        }
        let level = self.text(row, Level).and_then(|word| columns::level(&word));
        let [title, objective, key_result, initiative] =
            [Title, Objective, KeyResult, Initiative].map(|concept| self.text(row, concept));
        let tied = !self.ids(row, Objective).is_empty();
        match (level, title, objective, key_result, initiative) {
            (Some(Objective | Area), title, objective, ..) if title.is_some() || objective.is_some() => {
                self.objective(row, title.or(objective).unwrap_or_default());
            }
            (Some(KeyResult), Some(title), None, Some(key_result), _) => self.key_result(row, key_result, Some(title)),
            (Some(KeyResult), title, objective, key_result, _) if title.is_some() || key_result.is_some() => {
                self.key_result(row, key_result.or(title).unwrap_or_default(), objective);
            }
            (Some(Initiative), title, objective, _, initiative) if title.is_some() || initiative.is_some() => {
                self.initiative(row, initiative.or(title).unwrap_or_default(), objective, None);
            }
            (_, title, objective, Some(key_result), initiative) => {
                let objective = objective.or(title);
                match initiative {
                    Some(initiative) => {
                        let place = self.key_result_of(row, key_result, objective);
                        self.initiative(row, initiative, None, place);
                    }
                    None => self.key_result(row, key_result, objective),
                }
            }
            (_, Some(title), Some(objective), None, None) if self.measures => {
                self.key_result(row, title, Some(objective));
            }
            (_, Some(title), Some(objective), None, _) => self.initiative(row, title, Some(objective), None),
            (_, None, Some(objective), None, None) => self.objective(row, objective),
            (_, None, objective, None, Some(initiative)) => self.initiative(row, initiative, objective, None),
            (_, Some(title), None, None, _) if self.goals => self.titled(row, title, tied),
            (_, Some(title), None, None, _) => self.work(row, title),
            (_, None, None, None, None) => self.check_in_or_nothing(row),
        }
    }

    /// A row with a title alone, in a table of goals.
    fn titled(&mut self, row: &Row<'d>, title: String, tied: bool) {
        let id = row.id.clone().unwrap_or_default();
        let has_below = self.parents.contains_key(&id);
        let is_below =
            self.claimed.contains_key(&id) || row.parent.is_some() || self.cell(row, Concept::Parent).is_some();
        let measured = self.measured(row);
        let checks = self.ids(row, Concept::KeyResult).len() == 1 && self.when(row).is_some();
        if checks {
            self.check_in_or_nothing(row);
        } else if tied && !measured && !self.measures {
            self.initiative(row, title, None, None);
        } else if tied || (is_below && measured && !has_below) || self.is_claimed_key_result(row) {
            self.key_result(row, title, None);
        } else if row.parent.is_some() && !measured && !has_below && self.own(row, Concept::Progress, None).is_none() {
            self.initiative(row, title, None, None);
        } else if let (true, Some(group)) = (measured && !is_below && !has_below, self.group(row)) {
            self.key_result(row, title, Some(group));
        } else {
            self.objective(row, title);
        }
    }

    fn is_claimed_key_result(&self, row: &Row<'d>) -> bool {
        let claiming =
            row.id.as_ref().and_then(|id| self.claimed.get(id)).and_then(|place| self.table.rows.get(*place));
        claiming.is_some_and(|above| self.ids(above, Concept::KeyResult).iter().any(|id| Some(id) == row.id.as_ref()))
    }

    /// What a row lies in, where that is the name of something to reach, and no period and no status.
    fn group(&self, row: &Row<'d>) -> Option<String> {
        let group = row.group.clone()?;
        let apart =
            days_of(&group, 2001).is_some() || vocabulary::says(&group).is_some() || columns::level(&group).is_some();
        (!apart).then_some(group)
    }

    // ── goals ──

    /// What every goal has.
    fn goal(&mut self, row: &Row<'d>, title: Option<String>, subject: Option<Concept>) -> DraftGoal {
        use Concept::*;
        let mut goal = DraftGoal { at: row.node.pointer(), title, ..DraftGoal::default() };
        if subject.is_none() {
            goal.id = row.id.clone().or_else(|| self.own(row, Id, None).and_then(|cell| cell.value.words()));
            goal.url = row.url.clone();
            goal.url = goal.url.or_else(|| self.own(row, Url, None).and_then(|cell| cell.value.words()));
            goal.check_ins = row.check_ins.clone();
        }
        let texts = |concept| self.own(row, concept, subject).and_then(|cell| cell.value.words());
        goal.description = texts(Description);
        if goal.description.is_none() && (subject.is_some() || !self.dated || self.when(row).is_none()) {
            goal.description = texts(Note);
        }
        goal.owner = self.names(row, Owner, subject).map(|names| names.join(", "));
        goal.team = self.names(row, Team, subject).and_then(|names| names.first().cloned());
        goal.weight = self.own(row, Weight, subject).and_then(|cell| cell.value.amount()).map(|amount| amount.value);
        goal.due = self.own(row, Due, subject).and_then(|cell| self.due(cell));
        goal.progress = self.progress(row, subject);
        let says = self.says(row, Status, subject);
        goal.confidence = says.and_then(Says::confidence);
        goal.life = says.and_then(Says::life).map(|state| DraftLife { state, on: None, reason: None, lesson: None });
        if let Some(confidence) = self.says(row, Confidence, subject).and_then(Says::confidence) {
            goal.confidence = Some(confidence);
        }
        if goal.confidence.is_some() && subject.is_none() && self.dated {
            goal.confidence_at = self.when(row);
        }
        goal
    }

    fn due(&mut self, cell: &Cell<'d>) -> Option<When> {
        let day = match &cell.value {
            Value::Day(first, last) => Some(last.unwrap_or(*first)),
            Value::Text(text) => cell.value.day().or_else(|| {
                let last = |year| days_of(text, year).map(|(_, last)| last);
                last(2001).filter(|day| last(2002) == Some(*day)).map(When::Day)
            }),
            _ => None,
        };
        if let (None, Some(words)) = (day, cell.value.words()) {
            self.told.tell(cell.node, Problem::NotADate(shortened(&words)));
        }
        day
    }

    /// Names of people or teams; of ties to other rows, those rows' titles.
    fn names(&mut self, row: &Row<'d>, concept: Concept, subject: Option<Concept>) -> Option<Vec<String>> {
        let cell = self.own(row, concept, subject)?;
        let Value::Ids(ids) = &cell.value else {
            return cell.value.words().map(|words| vec![words]);
        };
        let names: Vec<String> = ids.iter().filter_map(|id| self.title_of(id)).collect();
        self.told.leave("names that stand in another document", ids.len() - names.len());
        (!names.is_empty()).then_some(names)
    }

    fn title_of(&self, id: &str) -> Option<String> {
        let row = self.by_id.get(id).and_then(|place| self.table.rows.get(*place))?;
        [Concept::Title, Concept::Objective, Concept::KeyResult, Concept::Team, Concept::Owner]
            .iter()
            .find_map(|concept| self.text(row, *concept))
    }

    fn says(&mut self, row: &Row<'d>, concept: Concept, subject: Option<Concept>) -> Option<Says> {
        let cell = self.own(row, concept, subject)?;
        match &cell.value {
            Value::Text(text) => {
                let says = vocabulary::says(text);
                if says.is_none() {
                    self.told.tell(cell.node, Problem::UnknownStatus(shortened(text)));
                }
                says
            }
            Value::Number(_) => {
                self.told.leave("confidence in numbers", 1);
                None
            }
            _ => None,
        }
    }

    fn progress(&mut self, row: &Row<'d>, subject: Option<Concept>) -> Option<f64> {
        let cell = self.own(row, Concept::Progress, subject)?;
        let amount = cell.value.amount()?;
        let percent = amount.unit.as_deref().is_some_and(columns::is_percent);
        match self.role(cell)?.scale {
            _ if percent => Some(amount.value / 100.0),
            // 'Poäng 7 av 10' and the like are no shares.
            _ if amount.unit.is_some() => None,
            Scale::Percent => Some(amount.value / 100.0),
            Scale::Unknown if amount.value.abs() > 0.0 => {
                self.told.leave("progress whose scale nobody can tell", 1);
                None
            }
            _ => Some(amount.value),
        }
    }

    fn objective(&mut self, row: &Row<'d>, title: String) {
        let at = row.node.pointer();
        let mut goal = self.goal(row, Some(title.clone()), None);
        let mut supports = self.area(row);
        supports.extend(self.ties_to_parents(row));
        let key = goal.id.clone().unwrap_or_else(|| at.clone());
        self.above = Some(DraftTie { at: at.clone(), to: key.clone() });
        let measured = self.measured(row);
        let known = self.known.get(&fold(&title)).copied().filter(|_| row.id.is_none());
        let place = match known.and_then(|place| Some((place, self.draft.objectives.get_mut(place)?))) {
            // Key results named it before its own row came, or it stands once for each day.
            Some((place, objective)) => {
                if objective.goal.description.is_none() {
                    objective.goal.description = goal.description.take();
                }
                self.above = Some(DraftTie { at, to: objective.goal.at.clone() });
                place
            }
            None => {
                let place = self.draft.objectives.len();
                self.known.entry(fold(&title)).or_insert(place);
                let goal = if measured { DraftGoal { check_ins: Vec::new(), ..goal.clone() } } else { goal.clone() };
                self.draft.objectives.push(DraftObjective { goal, supports });
                place
            }
        };
        if measured {
            // A goal that is its own measure: the key result says the same, and holds the values.
            let to = self.draft.objectives.get(place).map(|objective| objective.goal.at.clone()).unwrap_or_default();
            let known = self.known.get(&["\0", &to].concat()).copied();
            let own = DraftGoal {
                at: goal.at.clone(),
                id: Some([key.as_str(), "#value"].concat()),
                title: Some(title),
                check_ins: goal.check_ins,
                due: goal.due,
                ..DraftGoal::default()
            };
            self.measure(row, own, DraftTie { at: goal.at, to }, known, "\0");
        }
    }

    /// Ties to the goals above that a row names, by id or by title.
    fn ties_to_parents(&mut self, row: &Row<'d>) -> Vec<DraftTie> {
        let at = row.node.pointer();
        let claim = row.id.as_ref().and_then(|id| self.claimed.get(id)).and_then(|place| self.table.rows.get(*place));
        let claim = claim.and_then(|above| above.id.clone());
        let mut ties: Vec<DraftTie> =
            row.parent.clone().into_iter().chain(claim).map(|to| DraftTie { at: at.clone(), to }).collect();
        for cell in &row.cells {
            if self.role(cell).is_none_or(|role| role.concept != Some(Concept::Parent)) {
                continue;
            }
            let to = match &cell.value {
                Value::Ids(ids) => ids.clone(),
                value => value.words().into_iter().collect(),
            };
            ties.extend(to.into_iter().map(|to| DraftTie { at: cell.node.pointer(), to }));
        }
        ties.dedup_by(|a, b| a.to == b.to);
        ties
    }

    /// The area that a row's objective lies under, as an objective of its own.
    fn area(&mut self, row: &Row<'d>) -> Vec<DraftTie> {
        let Some(cell) = self.cell(row, Concept::Area) else {
            return self.area_above.iter().filter(|_| self.table.ordered).cloned().collect();
        };
        let Value::Text(area) = &cell.value else {
            let Value::Ids(ids) = &cell.value else { return Vec::new() };
            return ids.iter().map(|to| DraftTie { at: cell.node.pointer(), to: to.clone() }).collect();
        };
        let place = self.bare_objective(area, cell.node.pointer());
        let to = self.draft.objectives.get(place).map(|objective| objective.goal.at.clone());
        let tie = to.map(|to| DraftTie { at: cell.node.pointer(), to });
        self.area_above.clone_from(&tie);
        tie.into_iter().collect()
    }

    /// The objective of a title, which is made where it first stands.
    fn bare_objective(&mut self, title: &str, at: String) -> usize {
        let key = fold(title);
        if let Some(place) = self.known.get(&key) {
            return *place;
        }
        let place = self.draft.objectives.len();
        self.known.insert(key, place);
        let goal = DraftGoal { at, title: Some(title.to_string()), ..DraftGoal::default() };
        self.draft.objectives.push(DraftObjective { goal, supports: Vec::new() });
        place
    }

    /// The tie to the objective that a row's key result or initiative lies under.
    fn tie_up(&mut self, row: &Row<'d>, objective: Option<String>) -> Option<DraftTie> {
        if let Some(title) = objective {
            let cell = [Concept::Objective, Concept::Title].iter().find_map(|of| self.cell(row, *of));
            let at = cell.map_or_else(|| row.node.pointer(), |cell| cell.node.pointer());
            let known = self.known.contains_key(&fold(&title));
            let place = self.bare_objective(&title, at.clone());
            if !known {
                let own = self.goal(row, Some(title), Some(Concept::Objective));
                let supports = self.area(row);
                if let Some(made) = self.draft.objectives.get_mut(place) {
                    made.goal = DraftGoal { at: at.clone(), ..own };
                    made.supports = supports;
                }
            }
            let to = self.draft.objectives.get(place).map(|made| made.goal.at.clone())?;
            self.above = Some(DraftTie { at: at.clone(), to: to.clone() });
            return Some(DraftTie { at, to });
        }
        if let Some(to) = self.ids(row, Concept::Objective).into_iter().next() {
            let at = self.cell(row, Concept::Objective).map(|cell| cell.node.pointer()).unwrap_or_default();
            return Some(DraftTie { at, to });
        }
        let parent = self.ties_to_parents(row).into_iter().next();
        parent.or_else(|| self.above.clone().filter(|_| self.table.ordered))
    }

    fn key_result(&mut self, row: &Row<'d>, title: String, objective: Option<String>) {
        self.key_result_of(row, title, objective);
    }

    /// The place of a row's key result; none if it has no objective to lie under and none to be told.
    fn key_result_of(&mut self, row: &Row<'d>, title: String, objective: Option<String>) -> Option<usize> {
        let tie = self.tie_up(row, objective);
        let above = tie.as_ref().map(|tie| tie.to.clone()).unwrap_or_default();
        let key = [&above, "\0", &fold(&title)].concat();
        let works = self.text(row, Concept::Initiative).is_some();
        let known = self.known.get(&key).copied().filter(|_| works || self.dated);
        let mut goal = self.goal(row, Some(title), None);
        if let Some(cell) = self.cell(row, Concept::KeyResult).filter(|cell| matches!(cell.value, Value::Text(_))) {
            goal.at = cell.node.pointer();
        }
        if works {
            // The row is of its initiative: how that goes is not how the key result goes.
            (goal.confidence, goal.life, goal.due, goal.id) = (None, None, None, None);
        }
        let tie = tie.unwrap_or_else(|| DraftTie { at: row.node.pointer(), to: String::new() });
        self.measure(row, goal, tie, known, &key)
    }

    /// Puts a key result down with a row's values; a `known` one is added to: a row for each day.
    fn measure(
        &mut self,
        row: &Row<'d>,
        mut goal: DraftGoal,
        tie: DraftTie,
        known: Option<usize>,
        key: &str,
    ) -> Option<usize> {
        use Concept::*;
        let mut units = vec![self.unit(row)];
        let mut values = [None; 5];
        for (value, concept) in values.iter_mut().zip([Start, Current, Target, Low, High]) {
            if let Some((number, unit)) = self.number(row, concept) {
                *value = Some(number);
                units.push(unit);
            }
        }
        let [start, mut current, mut target, low, mut high] = values;
        let most = self.own(row, Target, None).and_then(|cell| cell.value.amount()).is_some_and(|amount| amount.most);
        if most && start.is_none() && high.is_none() {
            // '≤ 2', from nowhere: a bound to keep within.
            high = target.take();
        }
        let yes_no = self.own(row, Current, None).is_some_and(|cell| matches!(cell.value, Value::Truth(_)))
            && target.is_none_or(|target| target <= 1.0);
        let wide = self.wide(row);
        current = current.or_else(|| wide.last().and_then(|last| last.value));
        let mut check_ins = wide;
        check_ins.extend(self.dated.then(|| self.check_in(row, current)).flatten());
        let measure = DraftMeasure { yes_no, start, target, low, high, unit: units.into_iter().flatten().next() };
        let Some(place) = known.filter(|place| *place < self.draft.key_results.len()) else {
            let place = self.draft.key_results.len();
            let key = if key == "\0" { ["\0", &tie.to].concat() } else { key.to_string() };
            self.known.entry(key).or_insert(place);
            goal.check_ins.extend(check_ins);
            let objective = Some(tie);
            self.draft.key_results.push(DraftKeyResult { goal, objective, measure, current, rhythm: None });
            return Some(place);
        };
        let older = self.draft.key_results.get_mut(place)?;
        let newest = older.goal.check_ins.iter().filter_map(|check_in| check_in.when).map(When::naive).max();
        let is_newer = newest <= newest_of(&check_ins);
        if is_newer {
            older.current = current.or(older.current);
            older.goal.confidence = goal.confidence.or(older.goal.confidence);
            older.goal.confidence_at = goal.confidence_at.or(older.goal.confidence_at);
            older.goal.life = goal.life.or(older.goal.life.take());
            older.goal.progress = goal.progress.or(older.goal.progress);
            older.measure.target = target.or(older.measure.target);
        } else {
            older.measure.target = older.measure.target.or(target);
        }
        older.measure.start = older.measure.start.or(start);
        older.goal.check_ins.extend(check_ins);
        Some(place)
    }

    /// What a row says at its day.
    fn check_in(&mut self, row: &Row<'d>, value: Option<f64>) -> Option<DraftCheckIn> {
        let Some(when) = self.when(row) else {
            let cell = [Concept::Checked, Concept::Date].iter().find_map(|of| self.cell(row, *of))?;
            let words = cell.value.words().unwrap_or_default();
            self.told.tell(cell.node, Problem::NotADate(shortened(&words)));
            return None;
        };
        let words = |concept| self.own(row, concept, None).and_then(|cell| cell.value.words());
        let status = self.own(row, Concept::Status, None).and_then(|cell| cell.value.words());
        let check_in = DraftCheckIn {
            at: row.node.pointer(),
            when: Some(when),
            value,
            confidence: status.and_then(|word| vocabulary::says(&word)).and_then(Says::confidence),
            note: words(Concept::Note),
            cause: words(Concept::Cause),
            lesson: words(Concept::Lesson),
            support: words(Concept::Support),
            author: None,
        };
        let says = check_in.value.is_some() || check_in.note.is_some() || check_in.confidence.is_some();
        says.then_some(check_in)
    }

    /// Values of columns that are named by days or periods, in their order.
    fn wide(&mut self, row: &Row<'d>) -> Vec<DraftCheckIn> {
        if !self.measures && !self.goals {
            return Vec::new();
        }
        let mut values: Vec<(chrono::NaiveDate, DraftCheckIn)> = Vec::new();
        for cell in &row.cells {
            let Some(role) = self.role(cell) else { continue };
            let Some(day) = role.period.filter(|_| matches!(role.concept, None | Some(Concept::Current))) else {
                continue;
            };
            if cell.value.amount().is_none() {
                continue;
            }
            if let Some((value, _)) = self.amount(row, cell) {
                let (at, when) = (cell.node.pointer(), Some(When::Day(day)));
                values.push((day, DraftCheckIn { at, when, value: Some(value), ..DraftCheckIn::default() }));
            }
        }
        order::sort(&mut values, &|(a, _), (b, _)| a.cmp(b));
        values.into_iter().map(|(_, check_in)| check_in).collect()
    }

    // ── work ──

    fn initiative(&mut self, row: &Row<'d>, title: String, objective: Option<String>, key_result: Option<usize>) {
        let tie = match key_result.and_then(|place| self.draft.key_results.get(place)) {
            Some(key_result) => Some(DraftTie { at: row.node.pointer(), to: key_result.goal.at.clone() }),
            None => self.tie_up(row, objective),
        };
        self.put_initiative(row, title, tie, key_result.is_none());
    }

    fn put_initiative(&mut self, row: &Row<'d>, titles: String, tie: Option<DraftTie>, counts: bool) {
        let status = self.says(row, Concept::Status, None);
        let state = status.map(Says::work);
        let due = self.own(row, Concept::Due, None).and_then(|cell| self.due(cell));
        let team = self.names(row, Concept::Team, None).and_then(|names| names.first().cloned());
        let at = row.node.pointer();
        // Several in one cell stand on lines of their own.
        for title in titles.lines() {
            self.draft.initiatives.push(DraftInitiative {
                at: at.clone(),
                title: Some(title.trim().to_string()),
                serves: tie.clone().into_iter().collect(),
                team: team.clone(),
                state,
                due,
            });
            let Some(tie) = tie.as_ref().filter(|_| counts) else { continue };
            let done = status == Some(Says::Done);
            let piece = Piece { at: at.clone(), done, on: None };
            let new = self.work.len();
            let place = *self.work_of.entry(tie.to.clone()).or_insert(new);
            match self.work.get_mut(place) {
                Some(work) => work.pieces.push(piece),
                None => {
                    let work = Work { objective: tie.to.clone(), at: tie.at.clone(), pieces: vec![piece] };
                    self.work.push(work);
                }
            }
        }
    }

    /// A row of a table that knows no goals.
    fn work(&mut self, row: &Row<'d>, title: String) {
        let has = |concept| self.roles.iter().any(|role| role.used && role.concept == Some(concept));
        let is_work = has(Concept::Status) || has(Concept::Progress) || row.group.is_some();
        let group = self.group(row).or_else(|| self.table.name.clone()).filter(|_| is_work);
        let Some(group) = group else {
            self.told.leave("rows that are no goals", 1);
            return;
        };
        let tie = match row.parent.as_ref().and_then(|_| self.above.clone()) {
            Some(above) => above,
            None => {
                let place = self.bare_objective(&group, row.node.pointer());
                let at = self.draft.objectives.get(place).map(|made| made.goal.at.clone()).unwrap_or_default();
                DraftTie { at: at.clone(), to: at }
            }
        };
        self.above = Some(tie.clone());
        self.put_initiative(row, title, Some(tie), true);
    }

    /// A row that ties a day to one key result is a check-in of it.
    fn check_in_or_nothing(&mut self, row: &Row<'d>) {
        let of = self.ids(row, Concept::KeyResult);
        let current = self.own(row, Concept::Current, None).and_then(|cell| cell.value.amount());
        let check_in = self.check_in(row, current.map(|amount| amount.value));
        let ([id], Some(check_in)) = (of.as_slice(), check_in) else {
            self.told.leave("rows that are no goals", 1);
            return;
        };
        // Its key result may stand in a row below.
        self.later.push((id.clone(), check_in));
    }

    /// Puts check-ins that stood in rows of their own to their key results.
    fn put_later(&mut self) {
        let ids = self.draft.key_results.iter().enumerate();
        let places: BTreeMap<String, usize> =
            ids.filter_map(|(place, key_result)| Some((key_result.goal.id.clone()?, place))).collect();
        for (id, check_in) in std::mem::take(&mut self.later) {
            match places.get(&id).and_then(|place| self.draft.key_results.get_mut(*place)) {
                Some(key_result) => key_result.goal.check_ins.push(check_in),
                None => self.told.leave("check-ins of key results that the document does not hold", 1),
            }
        }
    }

    // ── the whole ──

    fn finish(mut self) -> Draft {
        let table = self.table;
        self.put_later();
        for key_result in &mut self.draft.key_results {
            let measure = &mut key_result.measure;
            measure.start = measure.start.or_else(|| fallen(&key_result.goal.check_ins, measure.target));
        }
        let unknown = self
            .roles
            .iter()
            .filter(|role| role.used && (role.concept.is_none() && (role.period.is_none() || !self.goals)));
        self.told.leave("columns that the board does not know", unknown.count());
        let texts = || {
            let goals = self.draft.objectives.iter().map(|objective| &objective.goal);
            goals.chain(self.draft.key_results.iter().map(|key_result| &key_result.goal))
        };
        let texts = texts().flat_map(|goal| [goal.title.as_deref(), goal.description.as_deref()]).flatten();
        self.draft.language = language::of(texts).map(String::from);
        for work in std::mem::take(&mut self.work) {
            let measured =
                |key_result: &DraftKeyResult| key_result.objective.as_ref().is_some_and(|tie| tie.to == work.objective);
            if !self.draft.key_results.iter().any(measured) {
                let counted = tally::of(&work.pieces, &work.objective, &work.at, self.draft.language.as_deref());
                self.draft.key_results.extend(counted);
            }
        }
        self.teams();
        match self.periods.len() {
            1 => {
                let name = self.periods.pop_first().map(|(name, _)| name);
                // Years and quarters of a table in long form are its check-ins' days.
                self.draft.cycle = Some(DraftCycle { name, ..DraftCycle::default() });
            }
            0 => {}
            _ if self.dated => {}
            count => self.told.leave("periods of single goals", count),
        }
        self.draft.made = table.rows.iter().filter_map(|row| row.edited).max_by_key(|when| when.naive());
        self.draft
    }

    /// Objectives that have no team of their own are of the team that all their key results are of.
    fn teams(&mut self) {
        let mut teams: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
        for key_result in &self.draft.key_results {
            let to = key_result.objective.as_ref().map(|tie| tie.to.clone()).unwrap_or_default();
            teams.entry(to).or_default().push(key_result.goal.team.clone());
        }
        for objective in &mut self.draft.objectives {
            let goal = &mut objective.goal;
            let of = goal.id.as_ref().and_then(|id| teams.get(id)).or_else(|| teams.get(&goal.at));
            if let (None, Some([first, rest @ ..])) = (&goal.team, of.map(Vec::as_slice))
                && rest.iter().all(|other| other == first)
            {
                goal.team.clone_from(first);
            }
        }
    }
}

/// Where a goal that is to fall began: at its first value, if the document tells no start. From nought it would have
/// been reached before it began.
fn fallen(check_ins: &[DraftCheckIn], target: Option<f64>) -> Option<f64> {
    let values = check_ins.iter().filter_map(|check_in| Some((check_in.when?.naive(), check_in.value?)));
    let (_, first) = values.clone().min_by_key(|(when, _)| *when).filter(|_| values.count() > 1)?;
    Some(first).filter(|first| target.is_some_and(|target| target < *first))
}

/// Whether a table's name says that goals stand in it.
pub(super) fn says_goals(name: &str) -> bool {
    let words = name.split(|c: char| !crate::feed::letters::is_letter(c));
    words
        .filter(|word| word.chars().count() > 2)
        .any(|word| columns::level(word).is_some_and(|level| level != Concept::Initiative))
}

fn newest_of(check_ins: &[DraftCheckIn]) -> Option<chrono::NaiveDateTime> {
    check_ins.iter().filter_map(|check_in| check_in.when).map(When::naive).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::document::Document;

    /// What comes of rows of objects, a word for each goal.
    fn goals(rows: &str, name: Option<&str>) -> String {
        let document = Document::of(rows.as_bytes()).unwrap();
        let mut table = Table::of_objects(document.top().items());
        table.name = name.map(String::from);
        table.ordered = true;
        let mut told = Told::new();
        let draft = draft(&table, &mut told);
        let title = |goal: &DraftGoal| goal.title.clone().unwrap_or_default();
        let objectives = draft.objectives.iter().map(|objective| {
            let team = objective.goal.team.as_ref().map(|team| [" of ", team].concat()).unwrap_or_default();
            let up = if objective.supports.is_empty() { "" } else { " up" };
            format!("O {}{team}{up}", title(&objective.goal))
        });
        let key_results = draft.key_results.iter().map(|key_result| {
            let number = |number: Option<f64>| number.map_or("…".into(), |number| number.to_string());
            let measure = &key_result.measure;
            format!(
                "K {} {}>{}>{} {}{}{}{}",
                title(&key_result.goal),
                number(measure.start),
                number(key_result.current),
                number(measure.target),
                measure.unit.as_deref().unwrap_or_default(),
                key_result.goal.owner.as_ref().map(|owner| [" by ", owner].concat()).unwrap_or_default(),
                key_result.goal.progress.map(|progress| format!(" given {progress}")).unwrap_or_default(),
                key_result.goal.due.map(|_| " due").unwrap_or_default(),
            )
        });
        let initiatives = draft.initiatives.iter().map(|work| {
            format!(
                "I {} {:?} {}",
                work.title.clone().unwrap_or_default(),
                work.state.unwrap_or_default(),
                work.serves.len()
            )
        });
        let notices = told.notices().into_iter().map(|notice| match notice.problem {
            Problem::LeftOut { what, count } => format!("- {count} {what}"),
            other => format!("- {other:?}"),
        });
        objectives.chain(key_results).chain(initiatives).chain(notices).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn tables_in_eight_languages() {
        let cases = [
            (
                r#"[{"Mål":"Nöjda","Nyckelresultat":"NMI från 54 till 60","Ansvarig":"Eva","Enhet":"index","Startvärde":"54","Nuläge":"56,5","Målvärde":"60"}]"#,
                "O Nöjda\nK NMI från 54 till 60 54>56.5>60 index by Eva",
            ),
            (
                r#"[{"Ziel":"Ruhe","Schlüsselergebnis":"Lärm senken","Verantwortlich":"Uwe","Einheit":"dB","Ausgangswert":60,"Istwert":55,"Zielwert":50,"Frist":"2026-12-31"}]"#,
                "O Ruhe\nK Lärm senken 60>55>50 dB by Uwe due",
            ),
            (
                r#"[{"Tavoite":"Rauha","Avaintulos":"Melu","Omistaja":"Aino","Lähtöarvo":60,"Nykyarvo":55,"Tavoitearvo":50,"Yksikkö":"dB"}]"#,
                "O Rauha\nK Melu 60>55>50 dB by Aino",
            ),
            (
                r#"[{"Mål":"Ro","Nøkkelresultat":"Støy","Ansvarlig":"Kari","Startverdi":60,"Nåverdi":55,"Målverdi":50}]"#,
                "O Ro\nK Støy 60>55>50  by Kari",
            ),
            (
                r#"[{"Mål":"Ro","Nøgleresultat":"Støj","Ansvarlig":"Ida","Startværdi":60,"Nuværende":1,"Målværdi":50}]"#,
                "O Ro\nK Støj 60>…>50  by Ida\n- 1 columns that the board does not know",
            ),
            (
                r#"[{"Objectif":"Calme","Résultat clé":"Bruit","Responsable":"Zoé","Valeur initiale":60,"Valeur actuelle":55,"Cible":50,"Échéance":"2026-12-31"}]"#,
                "O Calme\nK Bruit 60>55>50  by Zoé due",
            ),
            (
                r#"[{"Objetivo":"Calma","Resultado clave":"Ruido","Dueño":"Paz","Línea base":60,"Actual":55,"Meta":50}]"#,
                "O Calma\nK Ruido 60>55>50  by Paz",
            ),
            (
                r#"[{"objective":"Calm","key_result":"Noise","owner":"Zoe","baseline":"60 dB","actual":"55 dB","target":"50 dB"}]"#,
                "O Calm\nK Noise 60>55>50 dB by Zoe",
            ),
        ];
        for (rows, wanted) in cases {
            assert_eq!(goals(rows, None), wanted, "{rows}");
        }
    }

    #[test]
    fn rows_are_what_stands_in_them() {
        let cases = [
            (
                "levels, in order",
                r#"[{"Typ":"Mål","Namn":"Nöjda"},{"Typ":"Nyckelresultat","Namn":"NMI","Målvärde":60},{"Typ":"Aktivitet","Namn":"Enkät","Status":"Klar"}]"#,
                "O Nöjda\nK NMI …>…>60 \nI Enkät Done 1",
            ),
            (
                "levels by their words alone",
                r#"[{"x":"Objective","name":"A","progress":40},{"x":"Key result","name":"B","progress":80}]"#,
                "O A\nK B …>…>…  given 0.8",
            ),
            (
                "initiatives in a third column",
                r#"[{"Objective":"A","Key result":"B","Initiative":"C","Target":5,"Status":"Done"},{"Objective":"A","Key result":"B","Initiative":"D\nE","Status":"Blocked"}]"#,
                "O A\nK B …>…>5 \nI C Done 1\nI D Ongoing 1\nI E Ongoing 1",
            ),
            (
                "a unit in a name, shares in percent",
                r#"[{"Goal":"A","Actual (%)":0.25,"Target (%)":0.5,"Unit":"%"}]"#,
                "O A\nK A …>25>50 %",
            ),
            (
                "what names do not say is no measure",
                r#"[{"Thing":"A","Rating":4,"Percentile":7},{"Thing":"B","Rating":5,"Percentile":9}]"#,
                "- 3 columns that the board does not know\n- 2 rows that are no goals",
            ),
            (
                "ones and noughts say no scale",
                r#"[{"Objective":"A","Key result":"B","Progress":1},{"Objective":"A","Key result":"C","Progress":0}]"#,
                "O A\nK B …>…>… \nK C …>…>…  given 0\n- 1 progress whose scale nobody can tell",
            ),
            (
                "a department by its name, for a column that may be a unit",
                r#"[{"Mål":"A","Nyckelresultat":"B","Enhet":"Norra skolan","Utfall":1,"Målvärde":2}]"#,
                "O A of Norra skolan\nK B …>1>2 ",
            ),
            (
                "titles with targets, and no other names",
                r#"[{"Vad":"Fler besök","Nu":1,"Målvärde":2}]"#,
                "O Fler besök\nK Fler besök …>1>2 ",
            ),
            ("columns of days", r#"[{"Key result":"B","Target":9,"2026-09":1,"2026-10":4}]"#, "K B …>4>9 "),
        ];
        for (case, rows, wanted) in cases {
            assert_eq!(goals(rows, None), wanted, "{case}");
        }
        let work = r#"[{"Task":"A","Status":"Done"},{"Task":"B","Status":"To do"}]"#;
        assert_eq!(goals(work, Some("The shop")), "O The shop\nK Work items done 0>1>2 \nI A Done 1\nI B Planned 1");
        assert_eq!(goals(work, None), "- 2 rows that are no goals");
    }
}
