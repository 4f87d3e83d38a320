//! Goals out of work: for tools that know issues, tasks and what they lie in, but no measures.
//!
//! A reader finds [`Record`]s and ties; [`Work::pour`] makes goals of them. Knows no tool.
//!
//! | a record … | becomes |
//! |---|---|
//! | that work lies in (epic, milestone, initiative, project) | an objective |
//! | with a measure of its own | a key result, of its objective or beside itself |
//! | of work in an objective | its initiative, and one of those that its key result counts (see [`tally`]) |
//! | of work in other work only | left out, counted as a sub-task |
//! | of work in nothing | an initiative tied to nothing |
//!
//! Where nothing is an objective, work that other work lies in is; and where nothing lies in anything, all of it lies
//! in the project, if that has a name. Work that was given up is left out of all counts.

use super::document::Node;
use super::draft::{
    Draft, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftMeasure, DraftObjective, DraftTie,
    When,
};
use super::language;
use super::tally::{self, Piece};
use super::told::Told;
use super::vocabulary::{Says, fold};
use crate::goals::InitiativeState;
use std::collections::{BTreeMap, BTreeSet};

/// What a record is to the goals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rank {
    /// Work lies in it.
    Goal,
    /// It tells how its objective goes.
    KeyResult,
    /// It is work.
    #[default]
    Work,
}

/// One thing of a tool's, as far as it is known.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// What it is to the goals.
    pub rank: Rank,
    /// What it has in common with goals; its id is what others are tied to.
    pub goal: DraftGoal,
    /// What its state says.
    pub says: Option<Says>,
    /// Since when.
    pub on: Option<When>,
    /// Those that it lies in.
    pub above: Vec<DraftTie>,
    /// How many of how many are done in it, as the tool counts.
    pub counted: Option<(f64, f64)>,
    /// How it is measured, and the value at present.
    pub measure: Option<(DraftMeasure, Option<f64>)>,
    /// Left out, as what.
    pub out: Option<&'static str>,
    /// Left out, as what, if it lies in nothing.
    pub out_alone: Option<&'static str>,
}

impl Record {
    /// A record that stands here.
    pub fn new(node: Node<'_>, id: String, rank: Rank) -> Record {
        let goal = DraftGoal { at: node.pointer(), id: Some(id), ..DraftGoal::default() };
        Record { rank, goal, ..Record::default() }
    }

    fn id(&self) -> &str {
        self.goal.id.as_deref().unwrap_or_default()
    }

    /// Takes from another record of the same thing what this one does not know.
    fn fill(&mut self, other: Record) {
        fn fill<T>(slot: &mut Option<T>, other: Option<T>) {
            if slot.is_none() {
                *slot = other;
            }
        }
        if self.rank == Rank::Work {
            self.rank = other.rank;
        }
        let (mine, goal) = (&mut self.goal, other.goal);
        for (slot, other) in [
            (&mut mine.title, goal.title),
            (&mut mine.description, goal.description),
            (&mut mine.team, goal.team),
            (&mut mine.owner, goal.owner),
            (&mut mine.url, goal.url),
        ] {
            fill(slot, other);
        }
        fill(&mut mine.confidence, goal.confidence);
        fill(&mut mine.confidence_at, goal.confidence_at);
        fill(&mut mine.progress, goal.progress);
        fill(&mut mine.due, goal.due);
        mine.check_ins.extend(goal.check_ins);
        fill(&mut self.says, other.says);
        fill(&mut self.on, other.on);
        fill(&mut self.counted, other.counted);
        fill(&mut self.measure, other.measure);
        fill(&mut self.out, other.out);
        fill(&mut self.out_alone, other.out_alone);
        for tie in other.above {
            self.tie(tie);
        }
    }

    fn tie(&mut self, tie: DraftTie) {
        // Nothing that people make lies in more; without a bound, what a machine made would take for ever.
        const LOOKED_AT: usize = 64;
        if tie.to != self.id() && !self.above.iter().take(LOOKED_AT).any(|known| known.to == tie.to) {
            self.above.push(tie);
        }
    }
}

/// All that a document holds.
#[derive(Default)]
pub struct Work {
    records: Vec<Record>,
    places: BTreeMap<String, usize>,
    /// What work lies in that lies in nothing, where nothing does: a project or a repository.
    rest: Option<DraftGoal>,
}

impl Work {
    /// Adds a record; of two with the same id, the second fills in what the first does not know.
    pub fn add(&mut self, record: Record) {
        match self.get_mut(record.id()) {
            Some(known) => known.fill(record),
            None => {
                self.places.insert(record.id().to_string(), self.records.len());
                self.records.push(record);
            }
        }
    }

    /// The record of this id.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Record> {
        self.records.get_mut(*self.places.get(id)?)
    }

    /// Lays one thing into another.
    pub fn tie(&mut self, below: &str, at: Node<'_>, above: &str) {
        if let Some(record) = self.get_mut(below) {
            record.tie(DraftTie { at: at.pointer(), to: above.to_string() });
        }
    }

    /// Names what all work lies in, if it lies in nothing else; the first that is named.
    pub fn rest(&mut self, at: Node<'_>, id: String, title: Option<String>) {
        if self.rest.is_none() && title.is_some() {
            self.rest = Some(DraftGoal { at: at.pointer(), id: Some(id), title, ..DraftGoal::default() });
        }
    }

    /// Makes goals of all records.
    pub fn pour(mut self, draft: &mut Draft, told: &mut Told) {
        self.leave_out(told);
        self.find_goals();
        let texts = || {
            let goals = self.records.iter().map(|record| &record.goal);
            goals.flat_map(|goal| [goal.title.as_deref(), goal.description.as_deref()]).flatten()
        };
        draft.language = draft.language.take().or_else(|| language::of(texts()).map(String::from));
        let language = draft.language.clone();

        let rank = |records: &[Record], id: &str| Some(records.get(*self.places.get(id)?)?.rank);
        let mut pieces: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
        let mut initiatives = Vec::new();
        for record in self.records.iter().filter(|record| record.rank == Rank::Work && record.out.is_none()) {
            let lies_in_work = |tie: &&DraftTie| rank(&self.records, &tie.to) == Some(Rank::Work);
            let serves: Vec<DraftTie> = record.above.iter().filter(|tie| !lies_in_work(tie)).cloned().collect();
            let goal = &record.goal;
            match () {
                () if record.says == Some(Says::Abandoned) => told.leave("cancelled work", 1),
                () if serves.is_empty() && !record.above.is_empty() => told.leave("sub-tasks", 1),
                () if serves.is_empty() && record.out_alone.is_some() => {
                    told.leave(record.out_alone.unwrap_or_default(), 1);
                }
                () => {
                    let state = record.says.map(Says::work);
                    let done = state == Some(InitiativeState::Done);
                    for tie in &serves {
                        let piece = Piece { at: goal.at.clone(), done, on: record.on.filter(|_| done) };
                        pieces.entry(tie.to.clone()).or_default().push(piece);
                    }
                    initiatives.push(DraftInitiative {
                        at: goal.at.clone(),
                        title: goal.title.clone(),
                        serves,
                        team: goal.team.clone(),
                        state,
                        due: goal.due,
                    });
                }
            }
        }
        for record in self.records {
            let Record { goal, above, .. } = record;
            match record.rank {
                _ if record.out.is_some() => {}
                Rank::Work => {}
                Rank::KeyResult => {
                    let id = goal.id.clone().unwrap_or_default();
                    let pieces = pieces.remove(&id).unwrap_or_default();
                    let counts = || counted(&pieces, record.counted, &id, &goal.at, language.as_deref());
                    let mut goal = goal.clone();
                    let (measure, current) = record.measure.unwrap_or_else(|| {
                        let counts = counts().unwrap_or_default();
                        goal.check_ins.extend(counts.goal.check_ins);
                        (counts.measure, counts.current)
                    });
                    draft.key_results.push(DraftKeyResult {
                        goal: with_life(goal, record.says, record.on),
                        objective: above.into_iter().next(),
                        measure,
                        current,
                        rhythm: None,
                    });
                }
                Rank::Goal => {
                    let id = goal.id.clone().unwrap_or_default();
                    let pieces = pieces.remove(&id).unwrap_or_default();
                    draft.key_results.extend(match record.measure {
                        Some(measure) => Some(beside(&goal, &id, measure)),
                        None => counted(&pieces, record.counted, &id, &goal.at, language.as_deref()),
                    });
                    let goal = with_life(goal, record.says, record.on);
                    draft.objectives.push(DraftObjective { goal, supports: above });
                }
            }
        }
        draft.initiatives.append(&mut initiatives);
    }

    /// Counts what is left out, and cuts the ties to it; what lay in nothing else is left out with it.
    fn leave_out(&mut self, told: &mut Told) {
        let mut out = BTreeSet::new();
        loop {
            let before = out.len();
            for record in &mut self.records {
                if !record.above.is_empty() {
                    record.above.retain(|tie| !out.contains(&tie.to));
                    if record.above.is_empty() && record.out.is_none() {
                        record.out = Some("what lies in goals that are left out");
                    }
                }
                if let Some(what) = record.out
                    && out.insert(record.id().to_string())
                {
                    told.leave(what, 1);
                }
            }
            if out.len() == before {
                break;
            }
        }
    }

    /// Where nothing is a goal: makes goals of what other work lies in, or lays all into the rest.
    fn find_goals(&mut self) {
        if self.records.iter().any(|record| record.rank != Rank::Work && record.out.is_none()) {
            return;
        }
        let above: BTreeSet<String> = self
            .records
            .iter()
            .filter(|record| record.out.is_none())
            .flat_map(|record| &record.above)
            .map(|tie| tie.to.clone())
            .collect();
        let mut found = false;
        for record in self.records.iter_mut().filter(|record| record.out.is_none()) {
            let lies_in_known = record.above.iter().any(|tie| self.places.contains_key(&tie.to));
            let holds = above.contains(record.id()) || record.counted.is_some_and(|(_, of)| of > 0.0);
            if holds && !lies_in_known {
                record.rank = Rank::Goal;
                found = true;
            }
        }
        let mut loose = self.records.iter_mut().filter(|record| record.out.is_none() && record.out_alone.is_none());
        let Some((first, rest)) = loose.next().filter(|_| !found).zip(self.rest.take()) else { return };
        let id = rest.id.clone().unwrap_or_default();
        for record in std::iter::once(first).chain(loose) {
            record.tie(DraftTie { at: record.goal.at.clone(), to: id.clone() });
        }
        self.add(Record { rank: Rank::Goal, goal: rest, ..Record::default() });
    }
}

fn with_life(mut goal: DraftGoal, says: Option<Says>, on: Option<When>) -> DraftGoal {
    if let Some(says) = says {
        goal.confidence = goal.confidence.or(says.confidence());
        goal.life = says.life().map(|state| DraftLife { state, on, reason: None, lesson: None });
    }
    goal
}

/// A key result beside the objective that has its measure.
fn beside(goal: &DraftGoal, id: &str, (measure, current): (DraftMeasure, Option<f64>)) -> DraftKeyResult {
    let own = DraftGoal {
        at: goal.at.clone(),
        id: Some(format!("{id}#measure")),
        title: goal.title.clone(),
        ..DraftGoal::default()
    };
    let objective = Some(DraftTie { at: goal.at.clone(), to: id.to_string() });
    DraftKeyResult { goal: own, objective, measure, current, rhythm: None }
}

/// A key result that counts work; the tool's own count goes before, where it knows of more than stands here.
fn counted(
    pieces: &[Piece],
    counted: Option<(f64, f64)>,
    id: &str,
    at: &str,
    language: Option<&str>,
) -> Option<DraftKeyResult> {
    let Some((done, of)) = counted.filter(|(_, of)| *of > 0.0) else { return tally::of(pieces, id, at, language) };
    #[expect(clippy::cast_precision_loss, reason = "counts")]
    let here = (pieces.iter().filter(|piece| piece.done).count() as f64, pieces.len() as f64);
    if (here.0 - done).abs() < 0.5 && (here.1 - of).abs() < 0.5 {
        return tally::of(pieces, id, at, language);
    }
    let known = [Piece { at: at.to_string(), done: false, on: None }];
    let mut key_result = tally::of(&known, id, at, language)?;
    key_result.measure.target = Some(of);
    key_result.current = Some(done);
    Some(key_result)
}

/// A period that the tool knows.
pub struct Period {
    /// The tool says that it is the present one.
    pub is_now: bool,
    /// Its name and days.
    pub cycle: DraftCycle,
}

/// The present one of several periods; the only one, if there is one.
pub fn cycle(periods: Vec<Period>, told: &mut Told) -> Option<DraftCycle> {
    let count = periods.len();
    let now = periods.iter().position(|period| period.is_now).or((count == 1).then_some(0));
    told.leave("cycles that are not the present one", count - usize::from(now.is_some()));
    periods.into_iter().nth(now?).map(|period| period.cycle)
}

/// Whether a type of work is one that other work lies in.
pub fn groups(kind: &str) -> bool {
    const WORDS: &str = "epic initiative theme objective goal okr milestone program programme portfolio portfolioepic \
        strategicgoal strategicobjective outcome mal malbild malsattning initiativ objektiv ziel meilenstein milstolpe";
    let kind = fold(kind);
    WORDS.split_ascii_whitespace().any(|word| word == kind)
}

/// Whether a type of work is a key result.
pub fn measures(kind: &str) -> bool {
    ["keyresult", "nyckelresultat", "kr", "kpi", "nokkelresultat", "schlusselergebnis"].contains(&fold(kind).as_str())
}

/// The names of people: one, or several in a list; never an id.
pub fn people(node: Option<Node<'_>>) -> Option<String> {
    const NAMES: &[&str] = &["displayName", "fullName", "full_name", "name", "login", "username", "UserName"];
    let node = node?;
    if let Some(name) = node.text() {
        // 'Name <address>', or an address alone.
        let name = name.split(['<', '@']).next().unwrap_or_default().trim();
        return (!name.is_empty()).then(|| name.to_string());
    }
    if let Some(name) = node.first_of(NAMES) {
        return people(Some(name));
    }
    let names: Vec<String> =
        each(node).into_iter().filter(|one| *one != node).filter_map(|one| people(Some(one))).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The records of a list, of `{nodes: […]}` and `{edges: [{node: …}]}`; a single record for itself.
pub fn each(node: Node<'_>) -> Vec<Node<'_>> {
    let list =
        if node.is_list() { Some(node) } else { node.first_of(&["nodes", "edges"]).filter(|node| node.is_list()) };
    match list {
        Some(list) => super::envelope::list(list),
        None if node.is_object() => vec![node],
        None => Vec::new(),
    }
}

/// A thing that a member's name tells.
#[derive(Clone, Copy)]
pub struct Found<'d> {
    /// Where it stands.
    pub node: Node<'d>,
    /// Which kind of thing it is: a word of the reader's own.
    pub kind: &'static str,
    /// The name that told.
    pub name: &'d str,
}

/// Names of members, and what stands in them.
pub type Names = [(&'static str, &'static str)];
/// Sees a thing, and the one it lies in; false if it shall not be looked into.
pub type Visit<'v, 'd> = dyn FnMut(Found<'d>, Option<Found<'d>>, &mut Told) -> bool + 'v;

/// Goes through a tree, and visits the things in it, each before those that lie in it. Tells of lists that go on.
pub fn walk<'d>(node: Node<'d>, names: &Names, above: Option<Found<'d>>, told: &mut Told, visit: &mut Visit<'_, 'd>) {
    for inside in node.items() {
        walk(inside, names, above, told, visit);
    }
    for (name, inside) in node.members() {
        match names.iter().find(|(known, _)| *known == name) {
            Some((_, "")) => {}
            Some((_, kind)) => {
                let all = each(inside);
                if let Some(missing) = super::envelope::more(inside, all.len()).filter(|_| all.first() != Some(&inside))
                {
                    told.tell(inside, missing);
                }
                for node in all {
                    let found = Found { node, kind, name };
                    if visit(found, above, told) {
                        walk(node, names, Some(found), told, visit);
                    }
                }
            }
            None => walk(inside, names, above, told, visit),
        }
    }
}

/// Goes through pages: things that stand there themselves, alone or in a list, are told by `kind_of`.
pub fn walk_pages<'d>(
    pages: &[Node<'d>],
    names: &Names,
    kind_of: fn(Node<'_>) -> Option<&'static str>,
    told: &mut Told,
    visit: &mut Visit<'_, 'd>,
) {
    for page in pages {
        let roots = if page.is_list() { super::envelope::list(*page) } else { vec![*page] };
        for node in roots {
            match kind_of(node) {
                Some(kind) => {
                    let found = Found { node, kind, name: "" };
                    if visit(found, None, told) {
                        walk(node, names, Some(found), told, visit);
                    }
                }
                None if page.is_list() => told.leave("records of other kinds", 1),
                None => walk(node, names, None, told, visit),
            }
        }
    }
}

/// The day of a moment, by UTC: for days that a tool writes as moments.
pub fn day(when: Option<When>) -> Option<When> {
    when.map(|when| match when {
        When::At(moment) => When::Day(moment.date_naive()),
        When::Local(time) => When::Day(time.date()),
        When::Day(day) => When::Day(day),
    })
}

/// The last steps of an address or a path, as many as are asked for; none if it has fewer.
pub fn tail(address: &str, count: usize) -> Option<Vec<&str>> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    steps.get(steps.len().checked_sub(count)?..).map(<[&str]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::document::Document;

    /// Records as `id rank state above,above`, poured; what comes, in words.
    fn poured(records: &[&str]) -> String {
        let mut work = Work::default();
        for (place, record) in records.iter().enumerate() {
            let mut words = record.split(' ');
            let id = words.next().unwrap().to_string();
            let rank = match words.next() {
                Some("goal") => Rank::Goal,
                Some("measure") => Rank::KeyResult,
                _ => Rank::Work,
            };
            let at = format!("/{place}");
            let goal =
                DraftGoal { at: at.clone(), title: Some(id.to_uppercase()), id: Some(id), ..DraftGoal::default() };
            let mut record = Record { rank, goal, ..Record::default() };
            match words.next() {
                Some("out") => record.out = Some("archived goals"),
                word => record.says = word.and_then(crate::feed::vocabulary::says),
            }
            for above in words.next().unwrap_or_default().split(',').filter(|above| !above.is_empty()) {
                record.tie(DraftTie { at: at.clone(), to: above.into() });
            }
            work.add(record);
        }
        let document = Document::of(b"{}").unwrap();
        work.rest(document.top(), "rest".into(), Some("Rest".into()));
        let (mut draft, mut told) = (Draft::default(), Told::new());
        work.pour(&mut draft, &mut told);
        let ties = |ties: &[DraftTie]| ties.iter().map(|tie| tie.to.clone()).collect::<Vec<_>>().join(",");
        let mut out: Vec<String> = Vec::new();
        for objective in &draft.objectives {
            out.push(format!("{}<{}", objective.goal.id.as_deref().unwrap(), ties(&objective.supports)));
        }
        for key_result in &draft.key_results {
            let target = key_result.measure.target.unwrap_or_default();
            out.push(format!("{}:{}/{target}", key_result.goal.id.as_deref().unwrap(), key_result.current.unwrap()));
        }
        for initiative in &draft.initiatives {
            out.push(format!("{}<{}", initiative.title.as_deref().unwrap(), ties(&initiative.serves)));
        }
        out.extend(told.notices().iter().map(|notice| match &notice.problem {
            crate::feed::Problem::LeftOut { what, count } => format!("{count} {what}"),
            other => format!("{other:?}"),
        }));
        out.join(" | ")
    }

    #[test]
    fn work_is_laid_into_goals() {
        let cases: &[(&[&str], &str)] = &[
            (&["e goal open", "a work done e", "b work open e"], "e< | e#done:1/2 | A<e | B<e"),
            (&["e goal open", "a work done e", "b work open a"], "e< | e#done:1/1 | A<e | 1 sub-tasks"),
            (&["e goal open", "a work wontdo e"], "e< | 1 cancelled work"),
            (&["e goal open", "f goal open e", "k measure open f", "a work done k"], "e< | f<e | k:1/1 | A<k"),
            // Nothing is a goal: what others lie in is, and else the project.
            (&["a work open", "b work done a", "c work open b"], "a< | a#done:1/1 | B<a | 1 sub-tasks"),
            (&["a work open", "b work done"], "rest< | rest#done:1/2 | A<rest | B<rest"),
            // What is left out takes with it what lies in nothing else.
            (
                &["e goal out", "f goal open e", "a work done f"],
                "1 archived goals | 2 what lies in goals that are left out",
            ),
            (&["e goal out", "f goal open", "a work done e,f"], "f< | f#done:1/1 | A<f | 1 archived goals"),
            // Rings and lost parents are for others to tell.
            (&["e goal open f", "f goal open e", "a work done x"], "e<f | f<e | A<x"),
            (&["a work open b", "b work open a"], "rest< | rest#done:0/2 | A<rest | B<rest"),
            (&["e work open", "e goal done", "a work done e"], "e< | e#done:1/1 | A<e"),
            (&[], ""),
        ];
        for (records, wanted) in cases {
            assert_eq!(poured(records), *wanted, "{records:?}");
        }
    }

    #[test]
    fn names_of_people_are_no_ids() {
        let cases = [
            (r#""Moa Holm <moa@example.org>""#, Some("Moa Holm")),
            (r#""moa@example.org""#, Some("moa")),
            (r#"{"id":"7","name":"moa.h","displayName":"Moa Holm"}"#, Some("Moa Holm")),
            (r#"[{"login":"moa"},{"name":"Axel"}]"#, Some("moa, Axel")),
            (r#"{"nodes":[{"username":"moa"}]}"#, Some("moa")),
            (r#"{"id":"d291b0c4"}"#, None),
            ("[]", None),
            ("7", None),
        ];
        for (text, wanted) in cases {
            let document = Document::of(text.as_bytes()).unwrap();
            assert_eq!(people(Some(document.top())).as_deref(), wanted, "{text}");
        }
    }
}
