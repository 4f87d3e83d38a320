//! A row for each thing that the board needs: how many were found, where they come from, a few of them, how sure it is.

use super::trace;
use crate::feed::document::{Document, Node};
use crate::feed::draft::{Draft, DraftGoal, DraftKeyResult, LifeState};
use crate::feed::infer::guess::{Concept, Guess, Sort, Sure, Way};
use crate::feed::loose::{shortened, written};
use crate::feed::readers::maltavla;
use crate::feed::{Problem, Reading, infer, mapping};
use crate::goals::{Goals, Measures};
use crate::words::StatusWords;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many goals of a document are traced back to where they stand.
const TRACED: usize = 60;
const SAMPLES: usize = 3;

/// What was seen of the documents, beside what was read of them.
#[derive(Default)]
pub(super) struct Seen {
    /// For each thing, the ways in which it was met, and with which values.
    ways: BTreeMap<(&'static str, Way), Vec<String>>,
    guess: Option<Guess>,
    how: How,
    /// What the mapping says and a document lacks, by how many lack it; and how many were read.
    missed: BTreeMap<String, usize>,
    read: usize,
}

/// How documents were read; of several, what leaves most to choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    #[default]
    Unread,
    Native,
    Inferred,
    Mapping,
    Reader,
}

/// Whether a value of a document is what was read.
type Is<'r> = Box<dyn Fn(Node<'_>) -> bool + 'r>;

fn says(text: &str) -> Is<'_> {
    Box::new(move |node| node.id().is_some_and(|id| id == text) || node.text().is_some_and(|said| said == text))
}

fn counts(number: f64) -> Is<'static> {
    Box::new(move |node| node.number().is_some_and(|found| (found - number).abs() < 1e-9))
}

impl Seen {
    pub(super) fn add(&mut self, document: &Document, reading: &Reading, guess: Option<Guess>) {
        self.add_unseen(reading);
        self.guessed(guess);
        let draft = &reading.draft;
        for objective in draft.objectives.iter().take(TRACED) {
            self.goal(document, "objective", &objective.goal);
            let tie = objective.supports.first().map(|tie| tie.at.as_str());
            self.trace_tie(document, &objective.goal.at, tie);
        }
        for key_result in draft.key_results.iter().take(TRACED) {
            self.goal(document, "keyResult", &key_result.goal);
            let at = &key_result.goal.at;
            let measure = &key_result.measure;
            let numbers = [("current", key_result.current), ("start", measure.start), ("target", measure.target)];
            for (name, number) in numbers {
                if let Some(number) = number {
                    self.trace(document, at, name, written(number), &counts(number));
                }
            }
            if let Some(unit) = &measure.unit {
                self.trace(document, at, "unit", unit.clone(), &says(unit));
            }
        }
    }

    fn goal(&mut self, document: &Document, name: &'static str, goal: &DraftGoal) {
        if let Some((_, way)) = trace::at(document.top(), &goal.at) {
            self.met(name, way, goal.at.clone());
        }
        for (name, text) in [("team", &goal.team), ("owner", &goal.owner)] {
            if let Some(text) = text {
                self.trace(document, &goal.at, name, text.clone(), &says(text));
            }
        }
        if let Some(due) = goal.due {
            let day = due.naive().to_string();
            self.trace(document, &goal.at, "due", day, &|node| node.when().is_some_and(|when| when == due));
        }
        if let Some(check_in) = goal.check_ins.first()
            && let Some((_, way)) = trace::at(document.top(), &check_in.at)
        {
            self.met("checkIn", way, check_in.at.clone());
        }
    }

    fn met(&mut self, name: &'static str, way: Way, value: String) {
        self.ways.entry((name, way)).or_default().push(value);
    }

    fn trace(
        &mut self,
        document: &Document,
        at: &str,
        name: &'static str,
        value: String,
        is: &dyn Fn(Node<'_>) -> bool,
    ) {
        let record = trace::at(document.top(), at).map(|(record, _)| record);
        for way in record.into_iter().flat_map(|record| trace::within(record, is)) {
            self.met(name, way, value.clone());
        }
    }

    fn trace_tie(&mut self, document: &Document, record: &str, tie: Option<&str>) {
        let Some((_, way)) = tie.and_then(|tie| trace::at(document.top(), tie)) else { return };
        let Some((_, around)) = trace::at(document.top(), record) else { return };
        if let Some(inside) = way.0.strip_prefix(around.0.as_slice()) {
            self.met("supports", Way(inside.to_vec()), record.into());
        }
    }

    /// A document that is too large to be looked at.
    pub(super) fn add_unseen(&mut self, reading: &Reading) {
        let how = match reading.reader.as_str() {
            maltavla::NAME => How::Native,
            infer::NAME => How::Inferred,
            mapping::NAME => How::Mapping,
            _ => How::Reader,
        };
        self.how = self.how.max(how);
    }

    /// Counts what the mapping found nothing of.
    pub(super) fn missed(&mut self, reading: &Reading) {
        self.read += 1;
        for notice in &reading.notices {
            if let Problem::FindsNothing { member, .. } = &notice.problem {
                *self.missed.entry(member.clone()).or_default() += 1;
            }
        }
    }

    /// What the mapping says and no document has.
    pub(super) fn missed_by_all(&self) -> Vec<&String> {
        self.missed.iter().filter(|(_, count)| **count == self.read).map(|(member, _)| member).collect()
    }

    pub(super) fn guessed(&mut self, guess: Option<Guess>) {
        self.guess = self.guess.take().or(guess);
    }

    pub(super) fn how(&self) -> &'static str {
        match self.how {
            How::Unread => "",
            How::Native => "native",
            How::Inferred => "inferred",
            How::Mapping => "mapping",
            How::Reader => "reader",
        }
    }

    /// The mapping that reads what inference takes the documents for.
    pub(super) fn mapping(&self) -> Option<String> {
        self.guess.as_ref().map(mapping::of)
    }

    /// Where a thing stands most often: it is no chance if its values differ, or were met nowhere else.
    fn source(&self, name: &str) -> Option<String> {
        let of = || self.ways.iter().filter(|((known, _), _)| *known == name);
        let most = of().map(|(_, values)| values.len()).max()?;
        let best = || of().filter(|(_, values)| values.len() == most);
        let ((_, way), values) = best().min_by_key(|((_, way), _)| way.0.len())?;
        let by_place = ["objective", "keyResult", "checkIn", "supports"].contains(&name);
        let differ = values.iter().any(|value| Some(value) != values.first());
        // One or two digits stand in many a field.
        let telling = values.first().is_some_and(|value| value.len() > 2 || value.parse::<f64>().is_err());
        (by_place || differ || (telling && best().count() == 1)).then(|| trace::path(way))
    }

    /// How sure inference is of a thing.
    fn sure(&self, sorts: &[Sort], concept: Option<Concept>) -> Option<Sure> {
        let collections = self.guess.iter().flat_map(|guess| &guess.collections);
        let mut of = collections.filter(|collection| sorts.contains(&collection.sort));
        match concept {
            None => of.map(|collection| collection.sure).max(),
            Some(concept) => {
                of.find_map(|one| one.fields.iter().find(|field| field.concept == concept).map(|field| field.sure))
            }
        }
    }
}

/// What people call a goal.
fn called(goal: &DraftGoal) -> String {
    goal.title.clone().or_else(|| goal.id.clone()).unwrap_or_default()
}

/// What was decided, in words.
fn life(state: LifeState, words: &StatusWords) -> Option<&'static str> {
    match state {
        LifeState::Active => None,
        LifeState::Achieved => Some(words.achieved),
        LifeState::Paused => Some(words.paused),
        LifeState::Abandoned => Some(words.abandoned),
    }
}

/// The rows: `thing`, `found` of `of`, `loose` (of ties), `source` (a path), `samples`, `sure`.
pub(super) fn rows(
    drafts: &[Draft],
    goals: &Goals,
    measures: &Measures,
    seen: &Seen,
    words: &StatusWords,
) -> Vec<Value> {
    use Concept::{Current, Due, Owner, Parent, Progress, Start, Status, Target, Team, Unit};
    let objectives = || drafts.iter().flat_map(|draft| &draft.objectives).map(|objective| &objective.goal);
    let key_results = || drafts.iter().flat_map(|draft| &draft.key_results);
    let all = || objectives().chain(key_results().map(|one| &one.goal));
    let check_ins = || all().flat_map(|goal| &goal.check_ins);
    let initiatives = || drafts.iter().flat_map(|draft| &draft.initiatives);
    let (of_goals, of_results) = (all().count(), key_results().count());

    let row = |thing: &str, sure: (&[Sort], Option<Concept>), of: usize, values: Vec<String>| {
        let mut samples: Vec<String> = Vec::new();
        for value in values.iter().map(|value| shortened(value)) {
            if samples.len() < SAMPLES && !samples.contains(&value) {
                samples.push(value);
            }
        }
        let sure = match seen.how {
            _ if values.is_empty() => "none",
            How::Inferred => match seen.sure(sure.0, sure.1) {
                Some(Sure::Sure) => "sure",
                Some(Sure::Likely) | None => "likely",
                Some(Sure::Unsure) => "unsure",
            },
            _ => "sure",
        };
        json!({ "thing": thing, "found": values.len(), "of": of, "source": seen.source(thing), "samples": samples, "sure": sure })
    };
    let of = |text: fn(&DraftGoal) -> Option<String>| all().filter_map(text).collect::<Vec<_>>();
    let number = |number: fn(&DraftKeyResult) -> Option<String>| key_results().filter_map(number).collect::<Vec<_>>();
    let goal_sorts = [Sort::Objectives, Sort::Goals, Sort::KeyResults];
    let result_sorts = [Sort::KeyResults, Sort::Goals];

    let mut supports = row(
        "supports",
        (&goal_sorts, Some(Parent)),
        drafts.iter().map(|draft| draft.objectives.len()).sum(),
        goals
            .objectives()
            .iter()
            .flat_map(|one| one.supports.first())
            .filter_map(|id| Some(goals.goal(id)?.title().to_string()))
            .collect(),
    );
    if let Some(members) = supports.as_object_mut() {
        members.insert("loose".into(), json!(measures.thread().cut.len()));
    }
    vec![
        row("objective", (&[Sort::Objectives, Sort::Goals], None), 0, objectives().map(called).collect()),
        row("keyResult", (&result_sorts, None), 0, key_results().map(|one| called(&one.goal)).collect()),
        row(
            "current",
            (&result_sorts, Some(Current)),
            of_results,
            number(|one| {
                let last = one.goal.check_ins.iter().rev().find_map(|check_in| check_in.value);
                one.current.or(last).map(written)
            }),
        ),
        row("start", (&result_sorts, Some(Start)), of_results, number(|one| one.measure.start.map(written))),
        row(
            "target",
            (&result_sorts, Some(Target)),
            of_results,
            number(|one| {
                let measure = &one.measure;
                let told = measure.target.or(measure.low).or(measure.high).map(written);
                told.or_else(|| measure.yes_no.then(|| String::from("✓")))
            }),
        ),
        row("unit", (&result_sorts, Some(Unit)), of_results, number(|one| one.measure.unit.clone())),
        row("team", (&goal_sorts, Some(Team)), of_goals, of(|goal| goal.team.clone())),
        row("owner", (&goal_sorts, Some(Owner)), of_goals, of(|goal| goal.owner.clone())),
        supports,
        row(
            "status",
            (&goal_sorts, Some(Status)),
            of_goals,
            all()
                .filter_map(|goal| {
                    let said = goal.confidence.map(|confidence| words.confidence(confidence));
                    said.or_else(|| life(goal.life.as_ref()?.state, words)).map(String::from)
                })
                .collect(),
        ),
        row(
            "progress",
            (&goal_sorts, Some(Progress)),
            of_goals,
            of(|goal| goal.progress.map(|share| format!("{} %", written((share * 1000.0).round() / 10.0)))),
        ),
        row("due", (&goal_sorts, Some(Due)), of_goals, of(|goal| goal.due.map(|due| due.naive().date().to_string()))),
        row(
            "checkIn",
            (&[Sort::CheckIns], None),
            0,
            check_ins()
                .map(|one| {
                    let day = one.when.map(|when| when.naive().date().to_string()).unwrap_or_default();
                    let said = one.value.map(written).or_else(|| one.note.clone()).unwrap_or_default();
                    format!("{day} {said}")
                })
                .collect(),
        ),
        row("initiative", (&[Sort::Initiatives], None), 0, initiatives().filter_map(|one| one.title.clone()).collect()),
    ]
}
