//! Lays a mapping over what was read without it: what it finds goes before what was found, and everything else stays.
//!
//! A goal is known again by its place in the document. Where the mapping says anew what the objectives or the key
//! results are, those that were known as anything before keep what was known of them. Reads no values itself.

use super::take::{AS_READ, Laid};
use super::{Literal, Mapping};
use crate::feed::document::Node;
use crate::feed::draft::{Draft, DraftGoal, DraftInitiative, DraftKeyResult, DraftObjective};
use crate::feed::infer::guess::{Concept, Sort};
use std::collections::{BTreeMap, BTreeSet};

/// The draft with what was found laid over it.
pub(super) fn over(mapping: &Mapping, base: Draft, laid: Laid) -> Draft {
    let Laid { draft: laid, objectives_anew, key_results_anew } = laid;
    let known = Known {
        mapping,
        objectives: by_place(&base.objectives, |one| &one.goal.at),
        key_results: by_place(&base.key_results, |one| &one.goal.at),
        initiatives: by_place(&base.initiatives, |one| &one.at),
    };
    let mut draft = Draft { objectives: Vec::new(), key_results: Vec::new(), initiatives: Vec::new(), ..base.clone() };

    let mut found = by_place(&laid.objectives, |one| &one.goal.at);
    if !objectives_anew {
        let stays = |one: &&DraftObjective| found.contains_key(&one.goal.at) || !known.is_put_away(Sort::Objectives);
        for objective in base.objectives.iter().filter(stays) {
            draft.objectives.push(known.objective(objective.clone(), found.get(&objective.goal.at)));
        }
        found.retain(|at, _| !known.objectives.contains_key(at));
    }
    for objective in laid.objectives.iter().filter(|one| found.contains_key(&one.goal.at)) {
        let base = known.as_objective(objective);
        draft.objectives.push(known.objective(base, Some(objective)));
    }
    let objectives: BTreeSet<&str> = draft.objectives.iter().map(|one| one.goal.at.as_str()).collect();
    // What became an objective is no longer anything else.
    let is_raised = |at: &str| objectives_anew && objectives.contains(at);

    let mut found = by_place(&laid.key_results, |one| &one.goal.at);
    found.retain(|at, _| !(key_results_anew && objectives.contains(at.as_str())));
    if !key_results_anew {
        let stays = |one: &&DraftKeyResult| {
            let is_there = found.contains_key(&one.goal.at) || !known.is_put_away(Sort::KeyResults);
            is_there && !is_raised(&one.goal.at)
        };
        for key_result in base.key_results.iter().filter(stays) {
            draft.key_results.push(known.key_result(key_result.clone(), found.get(&key_result.goal.at)));
        }
        found.retain(|at, _| !known.key_results.contains_key(at));
    }
    for key_result in laid.key_results.iter().filter(|one| found.contains_key(&one.goal.at)) {
        let base = known.as_key_result(key_result);
        draft.key_results.push(known.key_result(base, Some(key_result)));
    }
    let key_results: BTreeSet<&str> = draft.key_results.iter().map(|one| one.goal.at.as_str()).collect();

    let is_goal =
        |one: &DraftInitiative| is_raised(&one.at) || (key_results_anew && key_results.contains(one.at.as_str()));
    let initiatives = if laid.initiatives.is_empty() { base.initiatives } else { laid.initiatives };
    draft.initiatives = initiatives.into_iter().filter(|one| !is_goal(one)).collect();
    if !laid.teams.is_empty() {
        draft.teams = laid.teams;
    }
    draft.ties.extend(laid.ties);
    put(&mut draft.organisation, laid.organisation);
    put(&mut draft.vision, laid.vision);
    put(&mut draft.made, laid.made);
    put(&mut draft.language, mapping.language.clone());
    if let Some(cycle) = laid.cycle {
        let to = draft.cycle.get_or_insert_default();
        put(&mut to.name, cycle.name);
        put(&mut to.start, cycle.start);
        put(&mut to.end, cycle.end);
    }
    draft
}

/// The nodes at these places.
pub(super) fn nodes<'d>(top: Node<'d>, places: &BTreeSet<&str>) -> BTreeMap<String, Node<'d>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![(String::new(), top)];
    while let Some((at, node)) = waiting.pop() {
        if places.contains(at.as_str()) {
            found.insert(at.clone(), node);
        }
        let below = [at.as_str(), "/"].concat();
        if places.range(below.as_str()..).next().is_some_and(|place| place.starts_with(&below)) {
            waiting.extend(node.parts().map(|part| (part.pointer(), part)));
        }
    }
    found
}

fn by_place<'t, T: Clone>(things: &'t [T], at: impl Fn(&'t T) -> &'t String) -> BTreeMap<String, T> {
    // Of several at one place, the first.
    things.iter().rev().map(|thing| (at(thing).clone(), thing.clone())).collect()
}

fn put<T>(to: &mut Option<T>, found: Option<T>) {
    if found.is_some() {
        *to = found;
    }
}

/// What was known, by places.
struct Known<'m> {
    mapping: &'m Mapping,
    objectives: BTreeMap<String, DraftObjective>,
    key_results: BTreeMap<String, DraftKeyResult>,
    initiatives: BTreeMap<String, DraftInitiative>,
}

impl Known<'_> {
    /// What was known of what is an objective now.
    fn as_objective(&self, found: &DraftObjective) -> DraftObjective {
        let at = &found.goal.at;
        if let Some(objective) = self.objectives.get(at) {
            return objective.clone();
        }
        match self.key_results.get(at) {
            Some(key_result) => DraftObjective { goal: key_result.goal.clone(), ..found.clone() },
            None => found.clone(),
        }
    }

    /// What was known of what is a key result now.
    fn as_key_result(&self, found: &DraftKeyResult) -> DraftKeyResult {
        let at = &found.goal.at;
        if let Some(key_result) = self.key_results.get(at) {
            return key_result.clone();
        }
        let serves = self.initiatives.get(at).and_then(|initiative| initiative.serves.first().cloned());
        DraftKeyResult { objective: found.objective.clone().or(serves), ..found.clone() }
    }

    fn objective(&self, mut to: DraftObjective, found: Option<&DraftObjective>) -> DraftObjective {
        if let Some(found) = found {
            self.goal(Sort::Objectives, &mut to.goal, &found.goal);
            if !found.supports.is_empty() {
                to.supports.clone_from(&found.supports);
            }
        }
        for concept in self.nothings(Sort::Objectives) {
            clear(&mut to.goal, concept);
            if concept == Concept::Parent {
                to.supports.clear();
            }
        }
        to
    }

    fn key_result(&self, mut to: DraftKeyResult, found: Option<&DraftKeyResult>) -> DraftKeyResult {
        if let Some(found) = found {
            self.goal(Sort::KeyResults, &mut to.goal, &found.goal);
            put(&mut to.objective, found.objective.clone());
            put(&mut to.current, found.current);
            put(&mut to.rhythm, found.rhythm);
            let (measure, of) = (&mut to.measure, &found.measure);
            let is_new = found.current.or(of.target).or(of.low).or(of.high).is_some();
            measure.yes_no = if is_new { of.yes_no } else { measure.yes_no };
            put(&mut measure.start, of.start);
            put(&mut measure.target, of.target);
            put(&mut measure.low, of.low);
            put(&mut measure.high, of.high);
            put(&mut measure.unit, of.unit.clone());
        }
        for concept in self.nothings(Sort::KeyResults) {
            clear(&mut to.goal, concept);
            match concept {
                Concept::Parent | Concept::Objective => to.objective = None,
                Concept::Current => to.current = None,
                Concept::Start => to.measure.start = None,
                Concept::Target => to.measure.target = None,
                Concept::Low => to.measure.low = None,
                Concept::High => to.measure.high = None,
                Concept::Unit => to.measure.unit = None,
                Concept::Rhythm => to.rhythm = None,
                _ => {}
            }
        }
        to
    }

    fn goal(&self, sort: Sort, to: &mut DraftGoal, found: &DraftGoal) {
        let found = found.clone();
        put(&mut to.title, found.title.filter(|title| title != AS_READ));
        if self.says(sort, Concept::Id) {
            put(&mut to.id, found.id);
        }
        put(&mut to.description, found.description);
        put(&mut to.team, found.team);
        put(&mut to.owner, found.owner);
        put(&mut to.weight, found.weight);
        put(&mut to.progress, found.progress);
        put(&mut to.due, found.due);
        put(&mut to.url, found.url);
        // A status is a declaration or a decision: one takes the place of the other.
        if found.confidence.is_some() || found.life.is_some() {
            (to.confidence, to.confidence_at, to.life) = (found.confidence, found.confidence_at, found.life);
        }
        // What a goal's own note says comes beside its check-ins; a list of them takes their place.
        if found.check_ins.iter().any(|check_in| check_in.at != to.at) {
            to.check_ins.clear();
        }
        to.check_ins.extend(found.check_ins);
    }

    /// Whether the mapping says something of the goals that were read.
    fn says(&self, sort: Sort, concept: Concept) -> bool {
        self.fields(sort).any(|(of, _)| of == concept)
    }

    /// Whether goals that are in the draft and were not found are put away.
    fn is_put_away(&self, sort: Sort) -> bool {
        self.says(sort, Concept::Archived)
    }

    /// What the mapping says is nowhere in the document: an empty text is all that there is of it.
    fn nothings(&self, sort: Sort) -> impl Iterator<Item = Concept> {
        self.fields(sort).filter(|(_, is_nothing)| *is_nothing).map(|(concept, _)| concept)
    }

    fn fields(&self, sort: Sort) -> impl Iterator<Item = (Concept, bool)> {
        let of = move |of: Sort| of == sort || of == Sort::Goals;
        let collections = self.mapping.collections.iter().filter(move |collection| of(collection.sort));
        collections.flat_map(|collection| &collection.fields).map(|field| {
            let is_nothing = |value: &Option<Literal>| matches!(value, Some(Literal::Text(text)) if text.is_empty());
            let mut choices = field.choices.iter();
            let first = choices.next().is_some_and(|choice| choice.at.is_none() && is_nothing(&choice.value));
            (field.concept, first && choices.next().is_none())
        })
    }
}

fn clear(goal: &mut DraftGoal, concept: Concept) {
    match concept {
        Concept::Description => goal.description = None,
        Concept::Team => goal.team = None,
        Concept::Owner => goal.owner = None,
        Concept::Weight => goal.weight = None,
        Concept::Progress => goal.progress = None,
        Concept::Due => goal.due = None,
        Concept::Url => goal.url = None,
        Concept::Status => (goal.confidence, goal.confidence_at, goal.life) = (None, None, None),
        _ => {}
    }
}
