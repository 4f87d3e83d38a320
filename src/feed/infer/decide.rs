//! From what a document holds to what it is taken for.
//!
//! Names speak first, values must fit, and structure says what belongs together. A thing that two fields could be is
//! neither, and is told.

use super::column::{Candidate, Values, are_units, candidates, ids};
use super::guess::{Collection, Concept, Doubt, Field, Guess, Reason, Scale, Sort, Step, Sure, Way};
use super::survey::{self, Column, Seen};
use super::synonyms::{self, Of};
use crate::feed::assemble::{names_goals, scale_of};
use crate::feed::document::Node;
use std::collections::{BTreeMap, BTreeSet};

/// What a document may be taken for; none if nothing in it is goal-like.
pub(super) fn guess(top: Node<'_>) -> Option<Guess> {
    let schema = top.get("$schema").and_then(Node::text).is_some_and(|address| address.contains("json-schema.org"));
    if schema || top.get("openapi").is_some() || top.get("swagger").is_some() {
        return None;
    }
    let seen = survey::of(top);
    let mut all: Vec<Part<'_, '_>> = seen.iter().map(Part::of).collect();
    let known: Vec<BTreeSet<String>> = all.iter().map(Part::ids).collect();
    for (place, part) in all.iter_mut().enumerate() {
        part.pick(place, &known);
    }
    let mut deciding = Deciding { all, sorts: vec![None; seen.len()], known };
    deciding.sort();
    deciding.guess()
}

/// A column that was picked for a concept.
#[derive(Clone, Debug)]
struct Pick {
    column: usize,
    sure: Sure,
    why: Vec<Reason>,
    by_id: bool,
    scale: Scale,
}

/// A collection, its columns' values, and what they are picked for.
struct Part<'s, 'd> {
    seen: &'s Seen<'d>,
    values: Vec<Values>,
    candidates: Vec<Vec<Candidate>>,
    container: Option<(Sort, bool)>,
    picks: BTreeMap<Concept, Pick>,
    /// Columns that say the same in records where the picked one says nothing.
    others: Vec<(Concept, Pick)>,
    /// What could not be told apart: concept, column, why.
    doubts: Vec<(Concept, usize, Vec<Reason>)>,
    /// Whose title its title says that it is.
    of: Of,
    /// Its records are texts or numbers.
    scalar: bool,
    measured: bool,
}

impl<'s, 'd> Part<'s, 'd> {
    fn of(seen: &'s Seen<'d>) -> Part<'s, 'd> {
        let name = synonyms::telling(&seen.way).or_else(|| synonyms::telling(seen.deeper.as_ref()?));
        Part {
            seen,
            values: seen.columns.iter().map(Values::of).collect(),
            candidates: seen.columns.iter().map(candidates).collect(),
            container: name.and_then(synonyms::collection),
            picks: BTreeMap::new(),
            others: Vec::new(),
            doubts: Vec::new(),
            of: Of::Any,
            scalar: !seen.turned && !seen.nodes.iter().any(|node| node.is_object() || node.is_list()),
            measured: false,
        }
    }

    fn column(&self, column: usize) -> Option<&Column<'d>> {
        self.seen.columns.get(column)
    }

    fn values(&self, column: usize) -> Option<&Values> {
        self.values.get(column)
    }

    fn has(&self, concept: Concept) -> bool {
        self.picks.contains_key(&concept)
    }

    fn is_used(&self, column: usize) -> bool {
        self.picks.values().any(|pick| pick.column == column) || self.doubts.iter().any(|doubt| doubt.1 == column)
    }

    /// What others may call its records by.
    fn ids(&self) -> BTreeSet<String> {
        let column = self.id_column().and_then(|column| self.column(column));
        let keys = self.seen.nodes.iter().filter(|_| self.seen.keyed).filter_map(|node| node.name().map(String::from));
        column.map(|column| ids(&column.cells).collect()).unwrap_or_else(|| keys.collect())
    }

    fn id_column(&self) -> Option<usize> {
        let mut best: Option<((usize, usize), usize)> = None;
        for (place, column) in self.seen.columns.iter().enumerate() {
            let (values, candidates) = (self.values(place)?, self.candidates.get(place)?);
            let id = candidates.iter().find(|candidate| candidate.concept == Concept::Id);
            let unique = values.distinct == values.count && values.count * 2 > self.seen.count();
            if let Some(id) = id.filter(|_| unique && !column.list) {
                // The nearest, of the likeliest name.
                let rank = (column.way.0.len(), id.rank);
                if best.is_none_or(|(least, _)| rank < least) {
                    best = Some((rank, place));
                }
            }
        }
        best.map(|(_, place)| place)
    }

    /// All columns that may be a concept, the likeliest first.
    fn ranked(&self, concept: Concept) -> Vec<(usize, Candidate)> {
        let mut found: Vec<(usize, Candidate)> = Vec::new();
        for (place, candidates) in self.candidates.iter().enumerate() {
            let fits = self.values(place).is_some_and(|values| values.fit(concept));
            let candidate = candidates.iter().filter(|candidate| candidate.concept == concept);
            let candidate = candidate.min_by_key(|candidate| (!candidate.strong, candidate.rank)).copied();
            if let Some(candidate) = candidate.filter(|_| fits && !self.is_used(place)) {
                found.push((place, candidate));
            }
        }
        crate::goals::order::sort(&mut found, &|a, b| (!a.1.strong, a.1.rank, a.0).cmp(&(!b.1.strong, b.1.rank, b.0)));
        found
    }

    fn take(&mut self, concept: Concept, column: usize, candidate: Candidate) {
        let count = self.values(column).map_or(0, |values| values.count);
        let sure = if candidate.strong { Sure::Sure } else { Sure::Likely };
        let why = vec![Reason::Name, Reason::Values(count)];
        self.picks.insert(concept, Pick { column, sure, why, by_id: candidate.by_id, scale: Scale::Auto });
    }

    /// Takes what else may be a concept, where it stands in other records than what was picked.
    fn take_others(&mut self, concept: Concept) {
        let Some(first) = self.picks.get(&concept).map(|pick| pick.column) else { return };
        let rows = |part: &Self, column: usize| -> BTreeSet<usize> {
            part.column(column).map(|column| column.cells.iter().map(|(row, _)| *row).collect()).unwrap_or_default()
        };
        let mut have = rows(self, first);
        for (column, candidate) in self.ranked(concept) {
            let theirs = rows(self, column);
            let same = concept != Concept::Title || candidate.of == self.of;
            if same && !candidate.by_id && theirs.is_disjoint(&have) {
                have.extend(theirs);
                let count = self.values(column).map_or(0, |values| values.count);
                let sure = if candidate.strong { Sure::Sure } else { Sure::Likely };
                let why = vec![Reason::Name, Reason::Values(count)];
                self.others.push((concept, Pick { column, sure, why, by_id: false, scale: Scale::Auto }));
            }
        }
    }

    fn doubt(&mut self, concept: Concept, column: usize, why: &[Reason]) {
        self.picks.retain(|_, pick| pick.column != column);
        // What stands for it elsewhere says no more than it does.
        if !self.has(concept) {
            self.others.retain(|(other, _)| *other != concept);
        }
        self.doubts.push((concept, column, why.to_vec()));
    }

    fn pick(&mut self, own: usize, known: &[BTreeSet<String>]) {
        if self.scalar {
            return;
        }
        self.pick_title(own, known);
        self.pick_measure();
        for concept in [Concept::Parent, Concept::Objective, Concept::Children] {
            if !self.has(concept)
                && let Some((column, candidate)) = self.ranked(concept).first().copied()
            {
                self.take(concept, column, candidate);
            }
        }
        if let Some(column) = self.id_column().filter(|column| !self.is_used(*column)) {
            let why = vec![Reason::Name, Reason::Values(self.values(column).map_or(0, |values| values.distinct))];
            self.picks.insert(Concept::Id, Pick { column, sure: Sure::Sure, why, by_id: false, scale: Scale::Auto });
        }
        self.pick_progress();
        self.pick_unit();
        const REST: [Concept; 15] = [
            Concept::Status,
            Concept::Done,
            Concept::Archived,
            Concept::Owner,
            Concept::Team,
            Concept::Due,
            Concept::Begin,
            Concept::Period,
            Concept::Weight,
            Concept::Kind,
            Concept::Date,
            Concept::Description,
            Concept::Note,
            Concept::Url,
            Concept::Low,
        ];
        for concept in REST {
            if let Some((column, candidate)) = self.ranked(concept).first().copied() {
                self.take(concept, column, candidate);
            }
        }
        const ELSEWHERE: [Concept; 7] = [
            Concept::Title,
            Concept::Description,
            Concept::Owner,
            Concept::Team,
            Concept::Unit,
            Concept::Status,
            Concept::Due,
        ];
        ELSEWHERE.into_iter().for_each(|concept| self.take_others(concept));
        // A type that says nothing of goals is none, and one of key results tells no more than that.
        if self.container == Some((Sort::KeyResults, true)) {
            self.picks.remove(&Concept::Kind);
        }
        let kinds = self.picks.get(&Concept::Kind).and_then(|pick| self.column(pick.column));
        let says = |column: &Column<'_>| {
            let said: Vec<bool> = column.cells.iter().filter_map(|(_, node)| names_goals(node.text()?)).collect();
            said.len() * 2 >= column.cells.len() && said.contains(&true)
        };
        if !kinds.is_some_and(says) {
            self.picks.remove(&Concept::Kind);
        }
        // Words of status that nobody knows are no status, unless the name says so.
        let status = self.picks.get(&Concept::Status);
        let empty = |pick: &Pick| {
            pick.sure != Sure::Sure && self.values(pick.column).is_none_or(|values| values.says * 2 < values.count)
        };
        if status.is_some_and(empty) {
            self.picks.remove(&Concept::Status);
        }
    }

    fn best(&self, concept: Concept, fits: &dyn Fn(&Candidate, &Values) -> bool) -> Option<(usize, Candidate)> {
        let mut found: Vec<(usize, Candidate)> = Vec::new();
        for (place, candidates) in self.candidates.iter().enumerate() {
            let single = self.column(place).is_some_and(|column| !column.list);
            let Some(values) = self.values(place).filter(|values| single && values.fit(concept)) else { continue };
            let mut fitting =
                candidates.iter().filter(|candidate| candidate.concept == concept && fits(candidate, values));
            found.extend(fitting.next().map(|candidate| (place, *candidate)));
        }
        found.into_iter().min_by_key(|(place, candidate)| (!candidate.strong, candidate.rank, *place))
    }

    fn pick_title(&mut self, own: usize, known: &[BTreeSet<String>]) {
        let of = |of: Of| self.best(Concept::Title, &|candidate, _| candidate.of == of);
        let (key_result, any, mut objective) = (of(Of::KeyResult), of(Of::Any), of(Of::Objective));
        let repeats = |column: usize| self.values(column).is_some_and(|values| values.distinct < values.count);
        let coded = |column: usize| self.values(column).is_some_and(|values| values.ids * 2 > values.count);
        let words = |column: usize| self.values(column).map_or(0, |values| values.words / values.count.max(1));
        // The ids of others: a tie, and no title.
        let tied = |column: usize| {
            let ids: BTreeSet<String> =
                self.column(column).map(|column| ids(&column.cells).collect()).unwrap_or_default();
            let others = known.iter().enumerate().filter(|(place, _)| *place != own);
            !ids.is_empty()
                && others
                    .into_iter()
                    .any(|(_, known)| ids.iter().filter(|id| known.contains(*id)).count() * 2 > ids.len())
        };
        let mut tie = None;
        if let Some((column, candidate)) = objective.filter(|(column, _)| tied(*column)) {
            tie = Some((column, Candidate { concept: Concept::Objective, by_id: true, ..candidate }));
            objective = None;
        }
        let any = any.filter(|(column, _)| !tied(*column));
        let (title, group) = match (key_result, any, objective) {
            (Some(key_result), None, objective) => (Some(key_result), objective),
            (Some(key_result), Some(any), objective) => {
                let better = coded(any.0)
                    || (!coded(key_result.0) && words(key_result.0) >= words(any.0) && key_result.1.rank < 7);
                (Some(if better { key_result } else { any }), objective)
            }
            (None, Some(any), Some(objective)) if coded(any.0) => (Some(objective), None),
            (None, Some(any), Some(objective)) => {
                let groups = repeats(objective.0) || !self.ranked(Concept::Target).is_empty();
                if groups { (Some(any), Some(objective)) } else { (Some(any), None) }
            }
            (None, Some(any), None) => (Some(any), None),
            (None, None, objective) => (objective, None),
        };
        let Some((column, candidate)) = title else {
            if let Some((column, candidate)) = tie {
                self.take(Concept::Objective, column, candidate);
            }
            return;
        };
        // Another text that nobody knows may be the title as well.
        let rivals = self.unknown_texts();
        let weak = !candidate.strong || candidate.of == Of::Objective;
        let repeats = group.is_none() && repeats(column) && self.seen.columns.len() > 2 && candidate.of != Of::Any;
        if rivals && (weak || repeats) {
            self.doubts.push((Concept::Title, column, vec![Reason::Name, Reason::Rival]));
            return;
        }
        self.of = candidate.of;
        self.take(Concept::Title, column, candidate);
        for (column, candidate) in group.into_iter().chain(tie) {
            let concept = Concept::Objective;
            self.take(concept, column, Candidate { concept, ..candidate });
        }
    }

    /// Whether there are sentences of which nobody knows what they are: any may be the title.
    fn unknown_texts(&self) -> bool {
        let sentences = |values: &Values| {
            values.fit(Concept::Title) && values.says * 2 < values.count && values.words >= values.count * 2
        };
        let mut all = self.values.iter().zip(&self.candidates).zip(&self.seen.columns);
        all.any(|((values, candidates), column)| candidates.is_empty() && !column.list && sentences(values))
    }

    fn figures(&self, concept: Concept) -> BTreeMap<usize, f64> {
        let others = self.others.iter().filter(|(other, _)| *other == concept).map(|(_, pick)| pick);
        let mut figures = BTreeMap::new();
        for pick in self.picks.get(&concept).into_iter().chain(others) {
            figures.extend(self.values(pick.column).into_iter().flat_map(|values| values.figures.iter().copied()));
        }
        figures
    }

    /// Columns of numbers of which nobody knows what they are.
    fn strangers(&self) -> Vec<usize> {
        let stranger = |place: &usize| {
            self.candidates.get(*place).is_some_and(Vec::is_empty)
                && self.column(*place).is_some_and(|column| !column.list && !is_counting(column))
                && self.values(*place).is_some_and(|values| values.fit(Concept::Current) && values.bools == 0)
        };
        (0..self.values.len()).filter(stranger).collect()
    }

    /// How many rows have their current value between start and target, and how many do not.
    fn between(&self) -> (usize, usize) {
        let (start, current, target) =
            (self.figures(Concept::Start), self.figures(Concept::Current), self.figures(Concept::Target));
        let (mut inside, mut outside) = (0, 0);
        for (row, current) in current {
            let Some(target) = target.get(&row) else { continue };
            let start = start.get(&row).copied().unwrap_or(0.0);
            if (start.min(*target)..=start.max(*target)).contains(&current) { inside += 1 } else { outside += 1 }
        }
        (inside, outside)
    }

    fn pick_measure(&mut self) {
        const PARTS: [Concept; 3] = [Concept::Target, Concept::Current, Concept::Start];
        for concept in PARTS {
            let ranked = self.ranked(concept);
            let Some((column, candidate)) = ranked.first().copied() else { continue };
            let differs = |other: usize| {
                let mine: BTreeMap<usize, f64> =
                    self.values(column).map(|values| values.figures.iter().copied().collect()).unwrap_or_default();
                self.values(other).is_some_and(|values| {
                    values
                        .figures
                        .iter()
                        .any(|(row, figure)| mine.get(row).is_some_and(|mine| (mine - figure).abs() > 1e-9))
                })
            };
            let rival = ranked.iter().skip(1).find(|(other, another)| {
                another.strong == candidate.strong && another.rank / 100 == candidate.rank / 100 && differs(*other)
            });
            if let Some((other, _)) = rival.copied() {
                self.doubt(concept, column, &[Reason::Name, Reason::Rival]);
                self.doubt(concept, other, &[Reason::Name, Reason::Rival]);
                continue;
            }
            self.take(concept, column, candidate);
            self.take_others(concept);
        }
        // What is named as a part of a measure and holds no numbers.
        for (place, candidates) in self.candidates.clone().iter().enumerate() {
            let says = |candidate: &&Candidate| {
                PARTS.contains(&candidate.concept) && (candidate.strong || candidate.concept == Concept::Start)
            };
            let part = candidates.iter().find(says);
            if let Some(part) = part.filter(|_| !self.is_used(place))
                && let Some(values) = self.values(place).filter(|values| values.texts > 0 && values.days == 0)
            {
                let (concept, count) = (part.concept, values.numbers);
                self.doubts.push((concept, place, vec![Reason::Name, Reason::Values(count)]));
            }
        }
        let parts: Vec<Concept> = PARTS.into_iter().filter(|concept| self.has(*concept)).collect();
        let strong =
            parts.iter().filter(|concept| self.picks.get(concept).is_some_and(|pick| pick.sure == Sure::Sure)).count();
        let in_key_results = matches!(self.container, Some((Sort::KeyResults, _))) || self.of == Of::KeyResult;
        let (inside, outside) = self.between();
        let stands = strong > 0
            || (parts.len() == 3 && inside > 0 && outside == 0)
            || (parts.len() >= 2 && in_key_results && outside <= inside);
        let strangers = self.strangers();
        let certain = parts.len() == 3 && inside > 0 && outside == 0;
        for concept in &parts {
            let Some(pick) = self.picks.get_mut(concept) else { continue };
            let weak = pick.sure != Sure::Sure;
            let column = pick.column;
            // A weak name beside a strong one must fit its neighbours, and be the only one that may.
            let fits = *concept != Concept::Current || inside + outside == 0 || inside >= outside;
            if !stands || (weak && (!fits || (!strangers.is_empty() && !certain))) {
                self.doubt(*concept, column, &[Reason::Name]);
            } else {
                pick.why.push(Reason::Beside);
                if inside > 0 {
                    pick.why.push(Reason::Between(inside));
                }
            }
        }
        // What nobody knows may be where it began: then the target says nothing.
        let target = self.picks.get(&Concept::Target).map(|pick| pick.column);
        if let Some(target) = target {
            let (start, figures) = (self.figures(Concept::Start), self.figures(Concept::Target));
            let current = self.figures(Concept::Current);
            let may_be_start = |place: &usize| {
                let own = self.values(*place).map(|values| values.figures.as_slice()).unwrap_or_default();
                own.iter().filter(|(row, _)| !start.contains_key(row)).any(|(row, start)| {
                    let Some(target) = figures.get(row) else { return false };
                    let way = start.min(*target)..=start.max(*target);
                    (start - target).abs() > 1e-9 && current.get(row).is_none_or(|current| way.contains(current))
                })
            };
            if let Some(column) = strangers.into_iter().find(may_be_start) {
                self.doubts.push((Concept::Start, column, vec![Reason::Between(current.len())]));
            }
            if self.doubts.iter().any(|(concept, _, _)| *concept == Concept::Start) {
                self.doubt(Concept::Target, target, &[Reason::Name, Reason::Rival]);
            }
        }
        self.measured = self.has(Concept::Target) && (self.has(Concept::Current) || self.has(Concept::Start));
    }

    /// Progress, where its scale is certain.
    fn pick_progress(&mut self) {
        let ranked = self.ranked(Concept::Progress);
        let Some((column, candidate)) = ranked.first().copied() else { return };
        let Some(values) = self.values(column).cloned() else { return };
        self.take(Concept::Progress, column, candidate);
        if values.percent {
            return;
        }
        let figures: Vec<f64> = values.figures.iter().map(|(_, figure)| *figure).collect();
        let most = figures.iter().copied().fold(0.0, f64::max);
        let names_percent = self.column(column).is_some_and(|column| {
            let name = column.names.iter().map(|name| crate::feed::vocabulary::fold(name)).collect::<String>();
            ["percent", "procent", "prosent", "prozent", "pct", "prct"].iter().any(|word| name.contains(word))
        });
        let (ratio, percent) = self.agreeing(&values);
        let scale = match (ratio, percent) {
            (1.., 0) => Some(Scale::Ratio),
            (0, 1..) => Some(Scale::Percent),
            _ => scale_of(&figures).filter(|scale| match scale {
                Scale::Percent => most <= 200.0 && (names_percent || (candidate.strong && most > 10.0)),
                _ => candidate.strong || names_percent || !self.measured,
            }),
        };
        let agrees = ratio.max(percent);
        match (scale, self.picks.get_mut(&Concept::Progress)) {
            (Some(scale), Some(pick)) => {
                pick.scale = scale;
                if agrees > 0 {
                    pick.why.push(Reason::Agrees(agrees));
                } else {
                    pick.sure = Sure::Likely;
                }
            }
            _ => self.doubt(Concept::Progress, column, &[Reason::Name, Reason::Rival]),
        }
    }

    /// In how many records start, current and target make the progress that is given, as a share and in percent.
    fn agreeing(&self, progress: &Values) -> (usize, usize) {
        let (start, current, target) =
            (self.figures(Concept::Start), self.figures(Concept::Current), self.figures(Concept::Target));
        let (mut ratio, mut percent) = (0, 0);
        for (row, given) in &progress.figures {
            let (Some(current), Some(target)) = (current.get(row), target.get(row)) else { continue };
            let start = start.get(row).copied().unwrap_or(0.0);
            let way = target - start;
            if given.abs() < 1e-9 || way.abs() < 1e-9 {
                continue;
            }
            let computed = (current - start) / way;
            ratio += usize::from((computed - given).abs() <= 0.02);
            percent += usize::from((computed * 100.0 - given).abs() <= 2.0 && (computed - given).abs() > 0.02);
        }
        (ratio, percent)
    }

    /// `enhet` is a unit or a team: its values tell.
    fn pick_unit(&mut self) {
        let unit = self.ranked(Concept::Unit);
        let Some((column, candidate)) = unit.first().copied() else { return };
        let may_be_team =
            self.candidates.get(column).is_some_and(|all| all.iter().any(|other| other.concept == Concept::Team));
        let units = self.column(column).is_some_and(are_units);
        let other_team = self.ranked(Concept::Team).iter().any(|(other, team)| *other != column && team.strong);
        if !may_be_team || (units && self.measured) {
            if self.measured || units || candidate.strong {
                self.take(Concept::Unit, column, candidate);
            }
        } else if other_team || (self.measured && !self.column(column).is_some_and(are_names)) {
            self.doubt(Concept::Unit, column, &[Reason::Name, Reason::Rival]);
        }
    }
}

/// Whether most texts begin with a capital letter: names rather than units.
fn are_names(column: &Column<'_>) -> bool {
    let capital = |text: &str| text.chars().next().is_some_and(|c| c.is_ascii_uppercase() || ('À'..='Þ').contains(&c));
    let texts: Vec<&str> = column.cells.iter().filter_map(|(_, node)| node.text()).collect();
    texts.iter().filter(|text| capital(text)).count() * 2 > texts.len()
}

/// Numbers that count records rather than measure anything.
fn is_counting(column: &Column<'_>) -> bool {
    const COUNTING: &[&str] = &[
        "order",
        "position",
        "priority",
        "rank",
        "index",
        "version",
        "level",
        "sortorder",
        "confidence",
        "prioritet",
        "likelihood",
        "budget",
    ];
    column.names.last().is_some_and(|name| COUNTING.contains(&crate::feed::vocabulary::fold(name).as_str()))
}

struct Deciding<'s, 'd> {
    all: Vec<Part<'s, 'd>>,
    sorts: Vec<Option<(Sort, Sure, Vec<Reason>)>>,
    known: Vec<BTreeSet<String>>,
}

impl<'d> Deciding<'_, 'd> {
    fn sort_at(&self, place: usize) -> Option<Sort> {
        self.sorts.get(place)?.as_ref().map(|(sort, _, _)| *sort)
    }

    fn children(&self, place: usize) -> impl Iterator<Item = (usize, &Part<'_, 'd>)> {
        self.all.iter().enumerate().filter(move |(_, part)| part.seen.within == Some(place))
    }

    fn titled(part: &Part<'_, 'd>) -> bool {
        let titles = part.picks.get(&Concept::Title).and_then(|pick| part.values(pick.column));
        let most = titles.is_some_and(|values| part.has(Concept::Objective) || values.count * 2 >= part.seen.count());
        most || (part.seen.keyed
            && !part.unknown_texts()
            && part.seen.nodes.iter().all(|node| node.is_object() && node.name().is_some_and(reads)))
    }

    /// Whether a collection inside looks like the key results of the one around it.
    fn is_results(part: &Part<'_, 'd>) -> bool {
        let texts = || {
            part.seen
                .columns
                .iter()
                .zip(&part.values)
                .any(|(column, values)| column.way.0.is_empty() && values.fit(Concept::Title))
        };
        match part.container {
            Some((Sort::CheckIns | Sort::People | Sort::Teams | Sort::Initiatives, _)) => false,
            Some((Sort::KeyResults, true)) => Self::titled(part) || (part.scalar && texts()),
            Some((Sort::KeyResults, false)) => {
                Self::titled(part) && (part.measured || part.has(Concept::Progress) || part.has(Concept::Target))
            }
            _ => Self::titled(part) && part.measured,
        }
    }

    fn holds_results(&self, place: usize) -> bool {
        self.children(place).any(|(_, part)| Self::is_results(part))
    }

    fn is_goal(&self, place: Option<usize>) -> bool {
        let sort = place.and_then(|place| self.sort_at(place));
        matches!(sort, Some(Sort::Objectives | Sort::KeyResults | Sort::Goals))
    }

    fn sort(&mut self) {
        for place in 0..self.all.len() {
            let sort = self.sort_of(place);
            if let Some(slot) = self.sorts.get_mut(place) {
                *slot = sort;
            }
        }
    }

    fn sort_of(&self, place: usize) -> Option<(Sort, Sure, Vec<Reason>)> {
        let part = self.all.get(place)?;
        let inside_goal = self.is_goal(part.seen.within);
        let titled = Self::titled(part);
        let (sure, likely) = (
            |sort, why: &[Reason]| Some((sort, Sure::Sure, why.to_vec())),
            |sort, why: &[Reason]| Some((sort, Sure::Likely, why.to_vec())),
        );
        if part.scalar {
            let of_texts = part.seen.nodes.iter().all(|node| node.text().is_some());
            return match part.container {
                Some((Sort::KeyResults, strong))
                    if of_texts && (strong || inside_goal) && !self.ids_elsewhere(part) =>
                {
                    sure(Sort::KeyResults, &[Reason::Name, Reason::Place])
                }
                Some((Sort::Initiatives, _)) if of_texts && inside_goal && !self.ids_elsewhere(part) => {
                    sure(Sort::Initiatives, &[Reason::Name, Reason::Place])
                }
                _ => None,
            };
        }
        let dated = part.has(Concept::Date) || part.has(Concept::Due) || part.has(Concept::Begin);
        let single_number =
            || part.values.iter().filter(|values| values.numbers * 2 > values.count && values.count > 0).count() == 1;
        match part.container {
            Some((Sort::CheckIns, _)) if inside_goal && part.values.iter().any(|values| values.fit(Concept::Date)) => {
                return sure(Sort::CheckIns, &[Reason::Name, Reason::Place]);
            }
            Some((Sort::CheckIns, _)) if inside_goal => return None,
            Some((Sort::People, _)) => return titled.then(|| (Sort::People, Sure::Sure, vec![Reason::Name])),
            Some((Sort::Teams, _)) if !part.measured => {
                return titled.then(|| (Sort::Teams, Sure::Sure, vec![Reason::Name]));
            }
            Some((Sort::Initiatives, _)) if titled && !self.holds_results(place) => {
                return sure(Sort::Initiatives, &[Reason::Name]);
            }
            _ => {}
        }
        if inside_goal && !titled && dated && single_number() {
            return likely(Sort::CheckIns, &[Reason::Place, Reason::Values(part.seen.count())]);
        }
        if !titled {
            return None;
        }
        let holds = self.holds_results(place);
        let progress = part.has(Concept::Progress);
        let strong_progress =
            part.picks.get(&Concept::Progress).is_some_and(|pick| pick.why.contains(&Reason::Name)) && progress;
        let goal_like = part.measured
            || progress
            || part.has(Concept::Target)
            || holds
            || [Concept::Status, Concept::Due, Concept::Owner, Concept::Parent]
                .iter()
                .any(|concept| part.has(*concept));
        if part.has(Concept::Kind) {
            return sure(Sort::Goals, &[Reason::Name, Reason::Values(part.seen.count())]);
        }
        let inside_objective =
            part.seen.within.is_some_and(|above| matches!(self.sort_at(above), Some(Sort::Objectives | Sort::Goals)));
        if part.has(Concept::Objective)
            && !holds
            && (part.measured
                || progress
                || part.of == Of::KeyResult
                || matches!(part.container, Some((Sort::KeyResults, _))))
        {
            return sure(Sort::KeyResults, &[Reason::Name, Reason::Beside]);
        }
        if part.seen.deeper.is_some()
            && (goal_like || matches!(part.container, Some((Sort::Objectives | Sort::KeyResults, _))))
        {
            let named = part.container.is_some_and(|(sort, _)| matches!(sort, Sort::Objectives | Sort::KeyResults));
            if named || part.measured || progress || part.of != Of::Any {
                return likely(Sort::Goals, &[Reason::Place]);
            }
        }
        // Targets in words, with a status beside them.
        let worded = part.has(Concept::Status) && part.doubts.iter().any(|(concept, _, _)| *concept == Concept::Target);
        match part.container {
            Some((Sort::KeyResults, _)) if holds => return likely(Sort::Objectives, &[Reason::Place]),
            Some((Sort::KeyResults, true)) => return sure(Sort::KeyResults, &[Reason::Name]),
            Some((Sort::KeyResults, false)) if inside_objective || part.measured || progress || worded => {
                let sort = if inside_objective || part.of == Of::KeyResult { Sort::KeyResults } else { Sort::Goals };
                return likely(sort, &[Reason::Name, Reason::Beside]);
            }
            Some((Sort::Objectives, true)) if !inside_objective || holds => {
                let flat = part.measured && !holds && part.has(Concept::Parent);
                return sure(if flat { Sort::Goals } else { Sort::Objectives }, &[Reason::Name]);
            }
            Some((Sort::Objectives, false)) if goal_like && (!inside_objective || holds) => {
                let flat = part.measured && !holds && part.has(Concept::Parent);
                return likely(if flat { Sort::Goals } else { Sort::Objectives }, &[Reason::Name, Reason::Beside]);
            }
            _ => {}
        }
        if part.measured {
            let results = inside_objective || part.of == Of::KeyResult;
            return likely(if results { Sort::KeyResults } else { Sort::Goals }, &[Reason::Beside]);
        }
        if holds {
            return likely(Sort::Objectives, &[Reason::Place]);
        }
        if part.of == Of::KeyResult && goal_like {
            return likely(Sort::KeyResults, &[Reason::Name]);
        }
        if part.of == Of::Objective && goal_like {
            return likely(Sort::Objectives, &[Reason::Name]);
        }
        if strong_progress {
            let sort = if inside_objective { Sort::KeyResults } else { Sort::Objectives };
            return likely(sort, &[Reason::Beside]);
        }
        None
    }

    /// Texts that are ids of other records.
    fn ids_elsewhere(&self, part: &Part<'_, 'd>) -> bool {
        let texts: Vec<&str> = part.seen.nodes.iter().filter_map(|node| node.text()).collect();
        self.known.iter().any(|known| texts.iter().filter(|text| known.contains(**text)).count() * 2 > texts.len())
            || self.are_ids(part)
    }

    fn are_ids(&self, part: &Part<'_, 'd>) -> bool {
        let texts: Vec<&str> = part.seen.nodes.iter().filter_map(|node| node.text()).collect();
        texts.iter().filter(|text| crate::feed::assemble::is_id(text)).count() * 2 > texts.len()
    }

    /// Which collection's ids a column holds, and how many.
    fn points_at(&self, column: &Column<'d>, sorts: &[Sort]) -> Option<(usize, usize)> {
        let wanted: BTreeSet<String> = ids(&column.cells).collect();
        let count = |place: usize| {
            self.known.get(place).map_or(0, |known| wanted.iter().filter(|id| known.contains(*id)).count())
        };
        let places = (0..self.all.len()).filter(|place| self.sort_at(*place).is_some_and(|sort| sorts.contains(&sort)));
        let mut best: Option<(usize, usize)> = None;
        for place in places {
            let found = count(place);
            if found * 2 >= wanted.len().max(1) && best.is_none_or(|(_, most)| found > most) {
                best = Some((place, found));
            }
        }
        best
    }

    fn guess(&mut self) -> Option<Guess> {
        let goals = [Sort::Objectives, Sort::KeyResults, Sort::Goals];
        if !self.sorts.iter().flatten().any(|(sort, _, _)| goals.contains(sort)) {
            return None;
        }
        // What is used, and all around it.
        let mut used: BTreeSet<usize> = BTreeSet::new();
        let mut referred: BTreeSet<usize> = BTreeSet::new();
        for (place, part) in self
            .all
            .iter()
            .enumerate()
            .filter(|(place, _)| self.is_goal(Some(*place)) || self.sort_at(*place) == Some(Sort::Initiatives))
        {
            for (concept, sort) in [(Concept::Owner, Sort::People), (Concept::Team, Sort::Teams)] {
                let column = part.picks.get(&concept).and_then(|pick| part.column(pick.column));
                referred.extend(column.and_then(|column| self.points_at(column, &[sort])).map(|(place, _)| place));
            }
            used.insert(place);
        }
        used.extend(referred);
        used.extend((0..self.all.len()).filter(|place| self.sort_at(*place) == Some(Sort::CheckIns)));
        for place in used.clone() {
            let mut here = self.all.get(place).and_then(|part| part.seen.within);
            while let Some(above) =
                here.filter(|above| *above > 0 || self.sort_at(0).is_some_and(|sort| goals.contains(&sort)))
            {
                used.insert(above);
                here = self.all.get(above).and_then(|part| part.seen.within);
            }
        }
        let places: BTreeMap<usize, usize> = used.iter().enumerate().map(|(to, from)| (*from, to)).collect();
        let mut guess = Guess::default();
        for place in &used {
            let (sort, sure, why) =
                self.sorts.get(*place).cloned().flatten().unwrap_or((Sort::Groups, Sure::Sure, Vec::new()));
            let Some(part) = self.all.get(*place) else { continue };
            let mut doubts: Vec<Doubt> = Vec::new();
            let (fields, unused) = self.fields(part, *place, sort, &places, &mut doubts);
            let seen = part.seen;
            guess.collections.push(Collection {
                sort,
                within: seen.within.and_then(|within| places.get(&within)).copied(),
                way: seen.way.clone(),
                deeper: seen.deeper.clone(),
                heading: seen.heading,
                turned: seen.turned,
                fields,
                unused,
                count: seen.count(),
                sure,
                why,
            });
            guess.doubts.extend(doubts);
        }
        if !used.contains(&0) {
            guess.about = self.about();
        }
        for (place, part) in self.all.iter().enumerate().skip(1) {
            let around = part.seen.within.is_none_or(|within| within == 0 || used.contains(&within));
            let records = part.seen.nodes.iter().any(|node| node.is_object() && node.members().count() > 1);
            if around
                && records
                && !used.contains(&place)
                && let Some(first) = part.seen.nodes.first()
            {
                guess.doubts.push(Doubt {
                    at: first.above().unwrap_or(*first).pointer(),
                    name: part.seen.way.to_string(),
                    concept: None,
                    count: part.seen.count(),
                    why: Vec::new(),
                });
            }
        }
        Some(guess)
    }

    /// What the document says of itself.
    fn about(&self) -> Vec<Field> {
        const ABOUT: [Concept; 7] = [
            Concept::Organisation,
            Concept::Vision,
            Concept::Made,
            Concept::Period,
            Concept::Team,
            Concept::Begin,
            Concept::Due,
        ];
        let Some(part) = self.all.first() else { return Vec::new() };
        let mut fields: Vec<Field> = Vec::new();
        for (place, column) in
            part.seen.columns.iter().enumerate().filter(|(_, column)| !column.list && column.cells.len() == 1)
        {
            let Some(values) = part.values.get(place) else { continue };
            let mut names = column.names.iter().rev();
            let (own, above) = (names.next().map(String::as_str).unwrap_or_default(), names.next());
            let around = above.map(|above| crate::feed::vocabulary::fold(above));
            let of_all = around
                .as_deref()
                .is_none_or(|above| ["metadata", "meta", "info", "header", "about", "okr"].contains(&above));
            let candidates = part.candidates.get(place).map(Vec::as_slice).unwrap_or_default();
            let own = synonyms::field(own);
            let found = ABOUT.into_iter().find(|concept| {
                let direct = of_all
                    && column.names.len() <= 2
                    && own.iter().any(|meaning| meaning.concept == *concept && meaning.strong);
                let nested = candidates
                    .iter()
                    .any(|candidate| candidate.concept == *concept && candidate.strong && !candidate.by_id);
                let dated = matches!(concept, Concept::Begin | Concept::Due);
                let taken = fields.iter().any(|field| field.concept == *concept);
                values.fit(*concept)
                    && !taken
                    && if dated { nested && above.is_some() && !of_all } else { direct || (nested && !of_all) }
            });
            if let Some(concept) = found {
                let why = vec![Reason::Name];
                fields.push(Field {
                    concept,
                    way: column.way.clone(),
                    name: column.way.to_string(),
                    scale: Scale::Auto,
                    lookup: None,
                    count: 1,
                    samples: values.samples.clone(),
                    sure: Sure::Likely,
                    why,
                });
            }
        }
        fields
    }

    fn fields(
        &self,
        part: &Part<'_, 'd>,
        place: usize,
        sort: Sort,
        places: &BTreeMap<usize, usize>,
        doubts: &mut Vec<Doubt>,
    ) -> (Vec<Field>, Vec<String>) {
        use Concept as C;
        let goals = [Sort::Objectives, Sort::KeyResults, Sort::Goals];
        let wanted: &[Concept] = match sort {
            Sort::Groups => &[C::Team, C::Period],
            Sort::People => &[C::Id, C::Title],
            Sort::Teams => &[C::Id, C::Title, C::Parent, C::Period],
            Sort::CheckIns => &[C::Date, C::Current, C::Note, C::Owner, C::Status],
            Sort::Initiatives => {
                &[C::Id, C::Title, C::Owner, C::Team, C::Parent, C::Objective, C::Status, C::Done, C::Due, C::Archived]
            }
            _ => &[
                C::Id,
                C::Title,
                C::Description,
                C::Owner,
                C::Team,
                C::Parent,
                C::Objective,
                C::Children,
                C::Kind,
                C::Start,
                C::Current,
                C::Target,
                C::Unit,
                C::Progress,
                C::Status,
                C::Done,
                C::Archived,
                C::Due,
                C::Period,
                C::Weight,
                C::Url,
                C::Date,
                C::Note,
            ],
        };
        let mut fields: Vec<Field> = Vec::new();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let field = |concept: Concept, way: Way, name: String, pick: &Pick| {
            let values = part.values(pick.column);
            Field {
                concept,
                way,
                name,
                scale: pick.scale,
                lookup: None,
                count: values.map_or(0, |values| values.count),
                samples: values.map(|values| values.samples.clone()).unwrap_or_default(),
                sure: pick.sure,
                why: pick.why.clone(),
            }
        };
        let key =
            Pick { column: usize::MAX, sure: Sure::Likely, why: vec![Reason::Place], by_id: false, scale: Scale::Auto };
        if part.scalar {
            fields.push(field(C::Title, Way::default(), String::from("[*]"), &key));
            return (fields, Vec::new());
        }
        let mut picks = part.picks.clone();
        if sort == Sort::CheckIns {
            self.check_in_picks(part, place, &mut picks);
        }
        if part.seen.keyed {
            let concept = if sort == Sort::Groups {
                C::Team
            } else if picks.contains_key(&C::Title) {
                C::Id
            } else {
                C::Title
            };
            let reads = part.seen.nodes.iter().all(|node| node.name().is_some_and(reads));
            if !picks.contains_key(&concept) && (concept == C::Id || reads) {
                fields.push(field(concept, Way(vec![Step::Key]), String::from("~"), &key));
            }
        }
        let holds = self.holds_results(place);
        for concept in wanted {
            let Some(pick) = picks.get(concept) else { continue };
            let Some(column) = part.column(pick.column) else { continue };
            let mut doubt = |why: Vec<Reason>| {
                let at = column.cells.first().map(|(_, node)| node.pointer()).unwrap_or_default();
                doubts.push(Doubt { at, name: shown(column), concept: Some(*concept), count: column.cells.len(), why });
            };
            // What its key results measure is theirs.
            let of_results =
                sort == Sort::Objectives && holds && matches!(concept, C::Start | C::Current | C::Target | C::Unit);
            let name_of_others = matches!(concept, C::Owner | C::Team);
            let tie = matches!(concept, C::Parent | C::Objective | C::Children);
            let mut made = field(*concept, column.way.clone(), shown(column), pick);
            // When a goal was made or changed is no date of a check-in.
            let told_then =
                |name: &str| ["check", "status", "avstam", "lastupdate"].iter().any(|word| name.contains(word));
            let name = column.names.last().map(|name| crate::feed::vocabulary::fold(name)).unwrap_or_default();
            if of_results
                || (*concept == C::Date && sort != Sort::CheckIns && !told_then(&name))
                || (*concept == C::Note && sort != Sort::CheckIns && pick.sure != Sure::Sure)
            {
                continue;
            }
            if name_of_others {
                let others = if *concept == C::Owner { [Sort::People] } else { [Sort::Teams] };
                let found = self.points_at(column, &others).filter(|(place, _)| places.contains_key(place));
                let coded = part.values(pick.column).is_some_and(|values| values.ids * 2 > values.count);
                match found {
                    Some((place, count)) => {
                        made.lookup = places.get(&place).copied();
                        made.why.push(Reason::Ids(count));
                    }
                    None if pick.by_id || coded => {
                        taken.insert(pick.column);
                        doubt(vec![Reason::Name, Reason::Ids(0)]);
                        continue;
                    }
                    None => {}
                }
            }
            if tie {
                let found = self.points_at(column, &goals);
                if let Some((place, count)) = found {
                    made.lookup = places.get(&place).copied();
                    made.why.push(Reason::Ids(count));
                } else if pick.by_id {
                    // Ids of records that are not here.
                    made.lookup = places.get(&place).copied();
                    made.sure = Sure::Likely;
                } else if *concept == C::Children {
                    continue;
                }
            }
            taken.insert(pick.column);
            fields.push(made);
        }
        for (concept, column, why) in
            part.doubts.iter().filter(|(concept, column, _)| wanted.contains(concept) && !taken.contains(column))
        {
            if let Some(column) = part.column(*column) {
                let at = column.cells.first().map(|(_, node)| node.pointer()).unwrap_or_default();
                doubts.push(Doubt {
                    at,
                    name: shown(column),
                    concept: Some(*concept),
                    count: column.cells.len(),
                    why: why.clone(),
                });
            }
        }
        let there: BTreeSet<Concept> = fields.iter().map(|field| field.concept).collect();
        for (concept, pick) in part.others.iter().filter(|(concept, _)| there.contains(concept)) {
            if let Some(column) = part.column(pick.column) {
                taken.insert(pick.column);
                fields.push(field(*concept, column.way.clone(), shown(column), pick));
            }
        }
        let doubted: BTreeSet<usize> = part.doubts.iter().map(|doubt| doubt.1).collect();
        let idle = part.seen.columns.iter().enumerate().filter(|(place, column)| {
            !taken.contains(place)
                && !doubted.contains(place)
                && !column.list
                && !doubts.iter().any(|doubt| doubt.name == shown(column))
        });
        let unused = if sort == Sort::Groups { Vec::new() } else { idle.map(|(_, column)| shown(column)).collect() };
        (fields, unused)
    }

    /// A check-in's value may be the only number there is, and its date the only date.
    fn check_in_picks(&self, part: &Part<'_, 'd>, place: usize, picks: &mut BTreeMap<Concept, Pick>) {
        let only = |fits: &dyn Fn(&Values) -> bool, but: &dyn Fn(usize) -> bool| {
            let mut found = part.values.iter().enumerate().filter(|(place, values)| fits(values) && !but(*place));
            found.next().filter(|_| found.next().is_none()).map(|(place, _)| place)
        };
        let likely = |column: usize| Pick {
            column,
            sure: Sure::Likely,
            why: vec![Reason::Place],
            by_id: false,
            scale: Scale::Auto,
        };
        if !picks.contains_key(&Concept::Date) {
            let named = [Concept::Due, Concept::Begin].iter().find_map(|concept| picks.get(concept).cloned());
            let found = named.or_else(|| only(&|values| values.fit(Concept::Date), &|_| false).map(likely));
            picks.extend(found.map(|pick| (Concept::Date, pick)));
        }
        let id = part.id_column();
        if !picks.contains_key(&Concept::Current) {
            let named = part.best(Concept::Current, &|candidate, _| candidate.strong || part.strangers().is_empty());
            let named = named.map(|(column, _)| column);
            let number = |values: &Values| values.fit(Concept::Current) && values.bools == 0;
            let found = named.or_else(|| {
                only(&number, &|place| {
                    Some(place) == id
                        || part.candidates.get(place).is_some_and(|c| c.iter().any(|c| c.concept == Concept::Progress))
                })
            });
            picks.extend(found.map(|column| (Concept::Current, likely(column))));
        }
        if !picks.contains_key(&Concept::Note) {
            let named = part.best(Concept::Note, &|_, _| true).map(|(column, _)| column);
            picks.extend(named.map(|column| (Concept::Note, likely(column))));
        }
        // An objective has no value of its own.
        let above = self.all.get(place).and_then(|part| part.seen.within);
        let on_objective = above.is_some_and(|above| {
            self.sort_at(above) == Some(Sort::Objectives) && !self.all.get(above).is_some_and(|part| part.measured)
        });
        if on_objective {
            picks.remove(&Concept::Current);
        }
    }
}

/// Whether people can read a key as a name.
fn reads(key: &str) -> bool {
    let coded = key.chars().any(|c| c.is_ascii_digit()) && !key.contains(' ');
    key.chars().any(crate::feed::letters::is_letter) && !coded && !crate::feed::assemble::is_id(key)
}

fn shown(column: &Column<'_>) -> String {
    let heading = column.way.0.iter().any(|step| matches!(step, Step::At(_)));
    match column.names.last().filter(|_| heading) {
        Some(name) => name.clone(),
        None => column.way.to_string(),
    }
}
