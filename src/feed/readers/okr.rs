//! What most OKR tools have in common: objectives with key results, each with start, current and target.
//!
//! A tool is a [`Shape`]: under which names its fields stand, on which scales, what its own words mean. One walk reads
//! them all. Paths are written as `Node::at` takes them, alternatives parted by `|`; of alternatives the first that
//! says something counts, of lists and parents all. What a shape cannot say, its tool's own file does before or after
//! the walk. Knows no tool.
//!
//! Confidence in numbers (7 of 10) is counted and left out: no tool says which of them is 'at risk'. A period is taken
//! only where all goals name the same one.

use super::{Draft, Node, Source, Told};
use crate::feed::draft::{
    DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftObjective, DraftTie,
    LifeState, When,
};
use crate::feed::vocabulary::{self, Says, fold};
use crate::feed::{Notice, Problem, envelope, language, quantity};
use chrono::Timelike;
use std::collections::{BTreeMap, BTreeSet};

/// What a record is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Objective,
    KeyResult,
    Initiative,
    Nothing,
}

/// What is all of a progress.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// 1
    Share,
    /// 100
    Percent,
    /// Now this, now that: told by the greatest in the document.
    Either,
}

/// Where a tool has what.
pub(super) struct Shape {
    /// Lists of records in a page, and records that stand alone; `.` is the page itself.
    pub(super) records: &'static str,
    /// What such a record is.
    pub(super) sort: fn(Node<'_>) -> Sort,
    pub(super) objective: Fields,
    pub(super) key_result: Fields,
    pub(super) measure: Measure,
    pub(super) check_ins: &'static [CheckIns],
    pub(super) work: Work,
    /// Lists of key results in an objective.
    pub(super) key_results: &'static str,
    /// Lists of objectives in an objective: they support it.
    pub(super) below: &'static str,
    /// The goals above an objective: ids, records with ids, or lists of either.
    pub(super) above: &'static str,
    /// The objective of a key result that does not lie in one.
    pub(super) of: &'static str,
    /// The period of an objective: its name, its first day, its last day.
    pub(super) period: [&'static str; 3],
    pub(super) scale: Scale,
    /// The tool's own words of status, folded, and what they say, if anything; they go before everyone's.
    pub(super) words: &'static [(&'static str, Option<Says>)],
    /// What is left out: a path, the words there that say so (`*` is any), and what such goals are called.
    pub(super) out: &'static [(&'static str, &'static str, &'static str)],
    /// Whether what stands among key results is an initiative.
    pub(super) is_work: fn(Node<'_>) -> bool,
    /// The tool's own touch, when an objective and a key result are read.
    pub(super) objective_too: fn(Node<'_>, &mut DraftObjective, &mut Told),
    pub(super) key_result_too: fn(Node<'_>, &mut DraftKeyResult, &mut Told),
}

/// Fields that objectives and key results have.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) team: &'static str,
    pub(super) owner: &'static str,
    pub(super) weight: &'static str,
    /// Words of status; each is heard.
    pub(super) status: &'static str,
    pub(super) status_at: &'static str,
    pub(super) progress: &'static str,
    pub(super) due: &'static str,
    pub(super) url: &'static str,
    /// Confidence, in words or numbers.
    pub(super) confidence: &'static str,
}

/// How a key result is measured.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    pub(super) start: &'static str,
    pub(super) target: &'static str,
    pub(super) current: &'static str,
    pub(super) unit: &'static str,
    /// A word that says 'percent' or 'yes or no'.
    pub(super) kind: &'static str,
    /// When the current value was told.
    pub(super) when: &'static str,
}

/// Check-ins: lists of them or single ones, in objectives or key results.
#[derive(Clone, Copy)]
pub(super) struct CheckIns {
    pub(super) list: &'static str,
    pub(super) when: &'static str,
    pub(super) value: &'static str,
    pub(super) note: &'static str,
    pub(super) status: &'static str,
    pub(super) author: &'static str,
}

/// Initiatives that lie in goals.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) list: &'static str,
    pub(super) title: &'static str,
    pub(super) status: &'static str,
    pub(super) due: &'static str,
    /// The goals that one serves, where it lies in none.
    pub(super) serves: &'static str,
}

/// What most tools call it.
pub(super) const FIELDS: Fields = Fields {
    id: "id",
    title: "title|name",
    description: "description",
    team: "",
    owner: "",
    weight: "weight",
    status: "status",
    status_at: "",
    progress: "progress",
    due: "",
    url: "",
    confidence: "",
};

/// A tool that has little.
pub(super) const SHAPE: Shape = Shape {
    records: ".",
    sort: |_| Sort::Objective,
    objective: FIELDS,
    key_result: FIELDS,
    measure: Measure { start: "", target: "", current: "", unit: "", kind: "", when: "" },
    check_ins: &[],
    work: Work { list: "", title: "title|name", status: "status", due: "", serves: "" },
    key_results: "",
    below: "",
    above: "",
    of: "",
    period: ["", "", ""],
    scale: Scale::Share,
    words: &[],
    out: &[],
    is_work: |_| false,
    objective_too: |_, _, _| {},
    key_result_too: |_, _, _| {},
};

/// A goal that is reached.
pub(super) const ACHIEVED: DraftLife = DraftLife { state: LifeState::Achieved, on: None, reason: None, lesson: None };
/// Words that say that nobody works on it any longer, and not whether it was reached: its progress tells that.
const OVER: &[&str] = &["closed", "ended"];
/// So many periods are told apart.
const MOST_PERIODS: usize = 100;

/// Whether an object has all these members, `null`s, too: what a recogniser asks for.
pub(super) fn named(node: Node<'_>, names: &[&str]) -> bool {
    names.iter().all(|name| node.members().any(|(key, _)| key == *name))
}

/// What stands at the first of these paths that says something; tools write nothing as `false`, too.
pub(super) fn find<'d>(node: Node<'d>, paths: &str) -> Option<Node<'d>> {
    all(node, paths).next()
}

fn all<'d>(node: Node<'d>, paths: &str) -> impl Iterator<Item = Node<'d>> {
    let says = |node: &Node<'_>| match node.kind() {
        crate::feed::Kind::Text => node.text().is_some(),
        crate::feed::Kind::Bool => node.truth() == Some(true),
        _ => true,
    };
    paths.split('|').filter_map(move |path| if path == "." { Some(node) } else { node.at(path) }).filter(says)
}

/// Reads a document of a tool that its shape says all of.
pub(super) fn read(shape: &'static Shape, source: &Source<'_>, told: &mut Told) -> Draft {
    let mut walk = Walk::new(shape);
    source.pages.iter().for_each(|page| walk.page(*page, told));
    walk.finish(told)
}

/// A walk through one document.
pub(super) struct Walk {
    shape: &'static Shape,
    pub(super) draft: Draft,
    /// The ids of goals that are left out.
    gone: BTreeSet<String>,
    periods: Vec<DraftCycle>,
    /// Check-ins that stand apart from their goals, by the goals' ids.
    later: BTreeMap<String, Vec<DraftCheckIn>>,
    /// Where goals stand whose period is over, whether they were reached or not.
    over: BTreeSet<String>,
}

impl Walk {
    pub(super) fn new(shape: &'static Shape) -> Walk {
        Walk {
            shape,
            draft: Draft::default(),
            gone: BTreeSet::new(),
            periods: Vec::new(),
            later: BTreeMap::new(),
            over: BTreeSet::new(),
        }
    }

    /// Reads all records of a page.
    pub(super) fn page(&mut self, page: Node<'_>, told: &mut Told) {
        let mut seen = BTreeSet::new();
        for list in all(page, self.shape.records) {
            // A page that is unwrapped is the list in it once more.
            for record in envelope::list(list).into_iter().filter(|record| seen.insert(record.place())) {
                match (self.shape.sort)(record) {
                    Sort::Objective => self.objective(record, None, told),
                    Sort::KeyResult => self.key_result(record, None, told),
                    Sort::Initiative => self.initiative(record, None, told),
                    Sort::Nothing => {}
                }
            }
        }
    }

    /// Reads an objective with what lies in it; `above` is the place of the one that it lies in.
    pub(super) fn objective(&mut self, node: Node<'_>, above: Option<&str>, told: &mut Told) {
        let shape = self.shape;
        let Some(goal) = self.goal(node, false, told) else { return };
        let own = name_of(&goal);
        let at = goal.at.clone();
        let tie = |at: String, to: String| DraftTie { at, to };
        let mut supports: Vec<DraftTie> = above.map(|above| tie(at.clone(), above.into())).into_iter().collect();
        for parent in all(node, shape.above) {
            let ids = ids_of(parent, shape.objective.id);
            supports
                .extend(ids.into_iter().map(|(at, to)| tie(at, to)).filter(|tie| Some(&tie.to) != goal.id.as_ref()));
        }
        let [name, start, end] = shape.period;
        let named = find(node, name);
        if let Some(named) = named {
            self.period(DraftCycle {
                at: named.pointer(),
                name: told.text(Some(named)),
                start: day(find(node, start), told),
                end: day(find(node, end), told),
            });
        }
        let mut objective = DraftObjective { goal, supports };
        (shape.objective_too)(node, &mut objective, told);
        self.draft.objectives.push(objective);
        for key_result in all(node, shape.key_results).flat_map(envelope::list) {
            self.key_result(key_result, Some(&own), told);
        }
        for lower in all(node, shape.below).flat_map(envelope::list) {
            self.objective(lower, Some(&own), told);
        }
    }

    /// Reads a key result; `objective` is the place of the one that it lies in.
    pub(super) fn key_result(&mut self, node: Node<'_>, objective: Option<&str>, told: &mut Told) {
        self.hang(node, objective, None, told);
    }

    /// Reads a key result of the objective with an id that its tool's file has found.
    pub(super) fn key_result_of(&mut self, node: Node<'_>, id: Option<String>, told: &mut Told) {
        self.hang(node, None, id.map(|id| (node.pointer(), id)), told);
    }

    fn hang(&mut self, node: Node<'_>, objective: Option<&str>, of: Option<(String, String)>, told: &mut Told) {
        let shape = self.shape;
        if (shape.is_work)(node) {
            return self.initiative(node, objective, told);
        }
        let Some(mut goal) = self.goal(node, true, told) else { return };
        let of = of.or_else(|| find(node, shape.of).and_then(|of| ids_of(of, shape.objective.id).into_iter().next()));
        if of.as_ref().is_some_and(|(_, id)| self.gone.contains(id)) {
            return told.leave("key results of goals that are left out", 1);
        }
        let lies = objective.map(|objective| (goal.at.clone(), objective.to_string()));
        // Objectives and key results are counted apart in most tools: both may be number 1.
        goal.id = goal.id.map(|id| key_result(&id));
        let mut key_result = DraftKeyResult {
            goal,
            objective: lies.or(of).map(|(at, to)| DraftTie { at, to }),
            ..DraftKeyResult::default()
        };
        measure(node, &shape.measure, &mut key_result, told);
        (shape.key_result_too)(node, &mut key_result, told);
        self.draft.key_results.push(key_result);
    }

    /// Reads an initiative; `goal` is the place of the one that it lies in.
    pub(super) fn initiative(&mut self, node: Node<'_>, goal: Option<&str>, told: &mut Told) {
        let work = &self.shape.work;
        if self.is_out(node, false, told) {
            return;
        }
        let at = node.pointer();
        let status = find(node, work.status);
        let state = match status.and_then(Node::truth) {
            Some(true) => Some(Says::Done),
            _ => self.says(status, told),
        };
        let lies = goal.map(|goal| (at.clone(), goal.to_string()));
        let names = all(node, work.serves).flat_map(|serves| ids_of(serves, self.shape.objective.id));
        self.draft.initiatives.push(DraftInitiative {
            title: told.plain(find(node, work.title)),
            serves: lies.into_iter().chain(names).map(|(at, to)| DraftTie { at, to }).collect(),
            state: state.map(Says::work),
            due: day(find(node, work.due), told),
            team: None,
            at,
        });
    }

    /// Reads a check-in that stands apart from its goal.
    pub(super) fn later(&mut self, of: &str, node: Node<'_>, shape: &CheckIns, told: &mut Told) {
        let is_gone = self.gone.contains(of) || self.gone.contains(&key_result(of));
        if is_gone || find(node, "archived").is_some() {
            let what = if is_gone { "check-ins of goals that are left out" } else { "archived check-ins" };
            return told.leave(what, 1);
        }
        if let Some(check_in) = self.check_in(node, shape, told) {
            self.later.entry(of.into()).or_default().push(check_in);
        }
    }

    /// Counts an id among those of goals that are left out.
    pub(super) fn gone(&mut self, id: &str) {
        self.gone.insert(id.into());
    }

    /// A period that a goal names.
    pub(super) fn period(&mut self, period: DraftCycle) {
        let same =
            |known: &DraftCycle| (&known.name, known.start, known.end) == (&period.name, period.start, period.end);
        if self.periods.len() < MOST_PERIODS && !self.periods.iter().any(same) {
            self.periods.push(period);
        }
    }

    fn is_out(&mut self, node: Node<'_>, is_key_result: bool, told: &mut Told) -> bool {
        let says = |path: &str, words: &str| {
            find(node, path).is_some_and(|found| {
                let truth = found.truth() == Some(true) && found.text().is_none();
                let word =
                    if truth && words == "true" { String::from("true") } else { fold(&found.id().unwrap_or_default()) };
                words == "*" || words.split(' ').any(|known| known == word)
            })
        };
        let out = self.shape.out.iter().find(|(path, words, _)| says(path, words));
        if let Some((_, _, what)) = out {
            told.leave(what, 1);
            let id = if is_key_result {
                find(node, self.shape.key_result.id).and_then(Node::id).map(|id| key_result(&id))
            } else {
                find(node, self.shape.objective.id).and_then(Node::id)
            };
            self.gone.extend(id);
        }
        out.is_some()
    }

    /// What an objective and a key result have in common; none if it is left out.
    fn goal(&mut self, node: Node<'_>, is_key_result: bool, told: &mut Told) -> Option<DraftGoal> {
        if self.is_out(node, is_key_result, told) {
            return None;
        }
        let fields = if is_key_result { &self.shape.key_result } else { &self.shape.objective };
        let mut goal = DraftGoal {
            at: node.pointer(),
            id: find(node, fields.id).and_then(Node::id),
            title: told.plain(find(node, fields.title)),
            description: told.plain(find(node, fields.description)),
            team: told.plain(find(node, fields.team)),
            owner: told.plain(find(node, fields.owner)),
            weight: told.number(find(node, fields.weight)),
            due: day(find(node, fields.due), told),
            url: told.text(find(node, fields.url)),
            progress: told.number(find(node, fields.progress)),
            ..DraftGoal::default()
        };
        if self.shape.scale == Scale::Percent {
            goal.progress = goal.progress.map(|percent| percent / 100.0);
        }
        for status in all(node, fields.status) {
            if status.text().is_some_and(|word| OVER.contains(&fold(word).as_str())) {
                self.over.insert(goal.at.clone());
                continue;
            }
            let Some(says) = self.says(Some(status), told) else { continue };
            goal.confidence = goal.confidence.or(says.confidence());
            let life = says.life().map(|state| DraftLife { state, ..ACHIEVED });
            goal.life = goal.life.or(life);
        }
        if let Some(sure) = find(node, fields.confidence) {
            match sure.text().and_then(vocabulary::says).and_then(Says::confidence) {
                Some(confidence) => goal.confidence = goal.confidence.or(Some(confidence)),
                None => told.leave("levels of confidence that are no status", 1),
            }
        }
        if goal.confidence.is_some() {
            goal.confidence_at = when(node, fields.status_at, told);
        }
        for check_ins in self.shape.check_ins {
            let nodes = all(node, check_ins.list).flat_map(envelope::list);
            goal.check_ins.extend(nodes.filter_map(|node| self.check_in(node, check_ins, told)));
        }
        for work in all(node, self.shape.work.list).flat_map(envelope::list) {
            self.initiative(work, Some(&name_of(&goal)), told);
        }
        Some(goal)
    }

    fn check_in(&self, node: Node<'_>, shape: &CheckIns, told: &mut Told) -> Option<DraftCheckIn> {
        let check_in = DraftCheckIn {
            at: node.pointer(),
            when: when(node, shape.when, told),
            value: told.number(find(node, shape.value)),
            note: told.plain(find(node, shape.note)),
            confidence: self.says(find(node, shape.status), told).and_then(Says::confidence),
            author: told.plain(find(node, shape.author)),
            ..DraftCheckIn::default()
        };
        let says = check_in.value.is_some() || check_in.note.is_some() || check_in.confidence.is_some();
        says.then_some(check_in)
    }

    /// What a word of status says, in the tool's own language or anyone's.
    fn says(&self, word: Option<Node<'_>>, told: &mut Told) -> Option<Says> {
        let folded = word?.id().map(|word| fold(&word))?;
        match self.shape.words.iter().find(|(own, _)| *own == folded) {
            Some((_, says)) => *says,
            None => told.says(word),
        }
    }

    /// The draft, when all pages are read.
    pub(super) fn finish(mut self, told: &mut Told) -> Draft {
        if self.shape.scale == Scale::Either {
            self.scale(told);
        }
        let before = self.draft.key_results.len();
        let gone = &self.gone;
        let is_gone = |tie: &DraftTie| gone.contains(&tie.to);
        self.draft.key_results.retain(|key_result| !key_result.objective.as_ref().is_some_and(is_gone));
        told.leave("key results of goals that are left out", before - self.draft.key_results.len());
        let objectives = self.draft.objectives.iter_mut().map(|objective| &mut objective.goal);
        let key_results = self.draft.key_results.iter_mut().map(|key_result| &mut key_result.goal);
        for goal in objectives.chain(key_results) {
            if self.over.contains(&goal.at) && goal.progress.is_some_and(|progress| progress >= 1.0) {
                goal.life.get_or_insert(ACHIEVED);
            }
            let id = goal.id.as_deref().unwrap_or_default();
            if let Some(later) = self.later.remove(id.strip_prefix("kr:").unwrap_or(id)) {
                // The latest one may stand in the goal, too.
                let known: Vec<_> = goal.check_ins.iter().map(|check_in| check_in.when).collect();
                goal.check_ins.extend(later.into_iter().filter(|check_in| !known.contains(&check_in.when)));
            }
        }
        let lost = self.later.into_iter().filter_map(|(id, check_ins)| Some((id, check_ins.into_iter().next()?)));
        told.extend(lost.map(|(id, first)| Notice { at: first.at, problem: Problem::Orphan(id) }).collect());
        if let [_] = self.periods.as_slice() {
            self.draft.cycle = self.periods.pop();
        }
        told.leave("periods, for there are several", self.periods.len());
        let draft = &mut self.draft;
        let goals = || {
            let objectives = draft.objectives.iter().map(|objective| &objective.goal);
            objectives.chain(draft.key_results.iter().map(|key_result| &key_result.goal))
        };
        let texts = goals().flat_map(|goal| [goal.title.as_deref(), goal.description.as_deref()]).flatten();
        let heard = language::of(texts).map(String::from);
        draft.language = draft.language.take().or(heard);
        self.draft
    }

    /// Finds whether the document counts to 1 or to 100, where the tool does now this, now that.
    fn scale(&mut self, told: &mut Told) {
        let objectives = self.draft.objectives.iter_mut().map(|objective| &mut objective.goal);
        let key_results = self.draft.key_results.iter_mut().map(|key_result| &mut key_result.goal);
        let mut goals: Vec<&mut DraftGoal> = objectives.chain(key_results).collect();
        let any =
            |goals: &[&mut DraftGoal], is: fn(f64) -> bool| goals.iter().any(|goal| goal.progress.is_some_and(is));
        let percent = any(&goals, |progress| progress > 1.5);
        let share = any(&goals, |progress| progress > 0.0 && progress < 1.0);
        for goal in &mut goals {
            let Some(progress) = goal.progress else { continue };
            if percent {
                goal.progress = Some(progress / 100.0);
            } else if !share && progress > 0.0 {
                // All of it, or a hundredth: nobody can tell.
                goal.progress = None;
                told.extend(vec![Notice { at: goal.at.clone(), problem: Problem::OutOfRange(progress) }]);
            }
        }
    }
}

/// By what a tie finds a goal: its place; that of the document itself is empty, so its id or title there.
fn name_of(goal: &DraftGoal) -> String {
    let own = [goal.id.as_ref(), goal.title.as_ref()].into_iter().flatten().next();
    if goal.at.is_empty() { own.cloned().unwrap_or_default() } else { goal.at.clone() }
}

/// A day. Tools write days as moments, too: as midnight, or the second before it, in Greenwich.
pub(super) fn day(node: Option<Node<'_>>, told: &mut Told) -> Option<When> {
    let when = told.when(node)?;
    let When::At(moment) = when else { return Some(when) };
    let (hour, minute) = (moment.hour(), moment.minute());
    let is_day = (hour, minute, moment.second()) == (0, 0, 0) || (hour, minute) == (23, 59);
    Some(if is_day { When::Day(moment.date_naive()) } else { when })
}

/// A moment or day; some tools write 0 for none.
pub(super) fn when(node: Node<'_>, paths: &str, told: &mut Told) -> Option<When> {
    told.when(all(node, paths).find(|when| when.number() != Some(0.0)))
}

/// The id of a key result, which may be that of an objective, too.
pub(super) fn key_result(id: &str) -> String {
    ["kr:", id].concat()
}

/// The ids that stand somewhere, each with its place: an id, a record with one, or a list of either.
pub(super) fn ids_of(node: Node<'_>, path: &str) -> Vec<(String, String)> {
    let id = |node: Node<'_>| {
        let id = node.id().or_else(|| find(node, path).and_then(Node::id)).or_else(|| node.get("_id")?.id());
        id.filter(|id| id != "0").map(|id| (node.pointer(), id))
    };
    if node.is_list() { node.items().filter_map(id).collect() } else { id(node).into_iter().collect() }
}

/// What a word says of how something is counted.
fn unit_of(word: &str) -> Unit {
    match fold(word).as_str() {
        "percent" | "percentage" | "percental" | "prozent" | "prosent" | "procent" | "pct" | "perc" => Unit::Of("%"),
        "boolean" | "binary" | "bool" | "yesno" => Unit::YesNo,
        "ordinal" | "milestone" | "milestones" => Unit::Words,
        "dollar" | "dollars" | "usd" => Unit::Of("$"),
        "eur" | "euro" => Unit::Of("€"),
        "number" | "numbers" | "numeric" | "digit" | "count" | "integer" | "none" | "units" | "currency" | "metric"
        | "automatic" | "value" => Unit::Unsaid,
        _ => Unit::Own,
    }
}

enum Unit {
    /// This sign.
    Of(&'static str),
    YesNo,
    /// Nothing: it is reached in words.
    Words,
    /// A plain number.
    Unsaid,
    /// The word itself.
    Own,
}

/// Reads the measure of a key result, and its value at present.
pub(super) fn measure(node: Node<'_>, shape: &Measure, key_result: &mut DraftKeyResult, told: &mut Told) {
    let kind = find(node, shape.kind).and_then(Node::text).map_or(Unit::Unsaid, unit_of);
    if matches!(kind, Unit::Words) {
        return;
    }
    let unit = find(node, shape.unit).and_then(Node::text);
    let yes_no = matches!(kind, Unit::YesNo) || unit.is_some_and(|unit| matches!(unit_of(unit), Unit::YesNo));
    let mut unit = match (kind, unit.map(|unit| (unit, unit_of(unit)))) {
        (_, Some((_, Unit::Of(sign)))) | (Unit::Of(sign), _) => sign.to_string(),
        (_, Some((own, Unit::Own))) => own.to_string(),
        _ => String::new(),
    };
    // An amount is compared with those before it; another's hours are no weeks.
    let mut counted = String::new();
    let mut amount = |path: &str, told: &mut Told| {
        let node = all_values(node, path).filter(|node| yes_no || node.truth().is_none() || node.number().is_some())?;
        let Some(text) = node.text() else { return if yes_no { truth(node) } else { told.number(Some(node)) } };
        let Some((number, of)) = quantity::of(text).filter(|(_, of)| quantity::alike(of, &counted)) else {
            if !yes_no {
                told.tell(node, Problem::NotANumber(crate::feed::loose::shortened(text)));
            }
            return truth(node).filter(|_| yes_no);
        };
        if of.len() > counted.len() {
            counted = of;
        }
        Some(number)
    };
    let current = amount(shape.current, told);
    let start = amount(shape.start, told);
    let target = amount(shape.target, told);
    if unit.is_empty() {
        unit = counted;
    }
    key_result.measure.unit = Some(unit).filter(|unit| !unit.is_empty());
    if yes_no {
        key_result.measure.yes_no = true;
        let reached =
            |current: f64| if current >= target.filter(|target| *target > 0.0).unwrap_or(1.0) { 1.0 } else { 0.0 };
        key_result.current = current.map(reached);
    } else {
        (key_result.measure.start, key_result.measure.target) = (start, target);
        key_result.current = current;
    }
    let check_ins = &mut key_result.goal.check_ins;
    if check_ins.iter().all(|check_in| check_in.value.is_none())
        && let Some(value) = key_result.current
        && let Some(when) = when(node, shape.when, told)
    {
        match check_ins.iter_mut().find(|check_in| check_in.when == Some(when)) {
            Some(known) => known.value = Some(value),
            None => check_ins.push(DraftCheckIn {
                at: node.pointer(),
                when: Some(when),
                value: Some(value),
                ..DraftCheckIn::default()
            }),
        }
    }
}

/// As [`find`], but `false` is a value.
fn all_values<'d>(node: Node<'d>, paths: &str) -> Option<Node<'d>> {
    let there = |node: &Node<'_>| node.text().is_some() || node.kind() != crate::feed::Kind::Text;
    paths.split('|').filter_map(|path| node.at(path)).find(there)
}

fn truth(node: Node<'_>) -> Option<f64> {
    node.truth().map(|yes| if yes { 1.0 } else { 0.0 }).or_else(|| node.number())
}
