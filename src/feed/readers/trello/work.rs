//! Boards that do not speak of goals: boards of work, whose lists are states, and boards of topics.

use super::card::{Lists, count};
use super::goals::{list_key, progress};
use super::names::{self, Holds, State};
use super::{Board, Face, id};
use crate::feed::draft::{Draft, DraftGoal, DraftInitiative, DraftKeyResult, DraftMeasure, DraftObjective, DraftTie};
use std::collections::{BTreeMap, BTreeSet};

/// More cards than these are objectives only if a third of them can be measured.
const MANY: usize = 12;
/// A label on fewer cards than these is no theme.
const THEME: usize = 3;

impl<'a> Board<'a> {
    /// The open cards but for those in lists of what has not begun or that hold no goals.
    fn begun(&mut self) -> Vec<Face<'a>> {
        let mut begun = Vec::new();
        for face in self.open.clone() {
            match (face.says.holds, face.says.state) {
                (_, Some(State::NotBegun)) => self.leave("cards in lists of what has not begun", 1),
                (Holds::Apart | Holds::Vision, _) => self.leave("cards in lists that hold no goals", 1),
                _ => begun.push(face),
            }
        }
        begun
    }

    /// A board whose lists are states.
    pub(super) fn work(&mut self, draft: &mut Draft) {
        let cards = self.begun();
        let measured = cards.iter().filter(|face| self.is_measured(face)).count();
        if cards.len() > MANY && measured * 3 < cards.len() {
            self.themes(&cards, draft);
            return;
        }
        for face in &cards {
            draft.objectives.push(DraftObjective { goal: self.goal(face, false), supports: Vec::new() });
            self.inside(face, Lists::OfParts, draft);
        }
    }

    /// Many cards without any measure are no goals, but work on something: what they have in common is the goal.
    fn themes(&mut self, cards: &[Face<'a>], draft: &mut Draft) {
        let archived: Vec<Face<'a>> = self.archived.clone();
        let (finished, archived): (Vec<Face<'a>>, Vec<Face<'a>>) =
            archived.into_iter().partition(|face| face.says.state == Some(State::Done));
        self.archived = archived;
        let all: Vec<Face<'a>> = cards.iter().chain(&finished).copied().collect();
        let done: BTreeSet<&str> = self
            .columns
            .iter()
            .filter(|column| column.says.state == Some(State::Done))
            .filter_map(|column| id(&column.list.id))
            .collect();
        let mut themes: Vec<(String, &'a str, Vec<Face<'a>>)> = Vec::new();
        for face in &all {
            for (label, name) in self.labels_of(face) {
                if name.is_empty() || names::status(name).is_some() || names::is_sort(name) {
                    continue;
                }
                let key = if label.is_empty() { name } else { label };
                match themes.iter_mut().find(|(theme, _, _)| theme == key) {
                    Some((_, _, cards)) => cards.push(*face),
                    None => themes.push((key.into(), name, vec![*face])),
                }
            }
        }
        themes.retain(|(_, _, cards)| cards.len() >= THEME);
        let themed: BTreeSet<&str> =
            themes.iter().flat_map(|(_, _, cards)| cards).map(|face| face.card.at.as_str()).collect();
        let rest: Vec<Face<'a>> = all.iter().filter(|face| !themed.contains(face.card.at.as_str())).copied().collect();
        let order = |key: &str| self.document.labels.iter().position(|label| id(&label.id) == Some(key));
        let place = |key: &str| order(key).unwrap_or(usize::MAX);
        crate::goals::order::sort(&mut themes, &|(a, _, _), (b, _, _)| place(a).cmp(&place(b)));
        let board = self.document.name.as_deref().unwrap_or_default();
        if !rest.is_empty() {
            themes.push((id(&self.document.id).unwrap_or("board").into(), board, rest));
        }

        let is_done = |face: &&Face<'a>| match done.is_empty() {
            true => face.card.due_complete == Some(true),
            false => face.says.state == Some(State::Done),
        };
        let done_list = self.live_columns().find(|column| column.says.state == Some(State::Done));
        let done_name = done_list.and_then(|column| column.list.name.as_deref());
        for (key, name, cards) in &themes {
            let at = cards.first().map(|face| face.card.at.as_str()).unwrap_or_default();
            let mut objective = self.bare_objective("", Some(key), name);
            objective.goal.check_ins = cards
                .iter()
                .flat_map(|face| {
                    self.comments(face, false).into_iter().map(|mut said| {
                        said.note = said.note.map(|note| format!("{}: {note}", face.title()));
                        said
                    })
                })
                .collect();
            draft.objectives.push(objective);
            draft.key_results.push(DraftKeyResult {
                goal: DraftGoal {
                    at: at.into(),
                    id: Some(format!("{key}.cards")),
                    title: Some(done_name.map_or((*name).into(), |done| format!("{name}: {done}"))),
                    check_ins: self.finished(cards, &done),
                    ..DraftGoal::default()
                },
                objective: Some(DraftTie { at: at.into(), to: key.clone() }),
                measure: DraftMeasure { start: Some(0.0), target: Some(count(cards.len())), ..DraftMeasure::default() },
                current: Some(count(cards.iter().filter(is_done).count())),
                rhythm: None,
            });
        }
        let mut themes_of: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for (key, _, cards) in &themes {
            for face in cards {
                themes_of.entry(&face.card.at).or_default().push(key);
            }
        }
        let mut checklists = 0;
        for face in cards {
            let serves = themes_of.get(face.card.at.as_str()).into_iter().flatten();
            let goal = self.goal(face, false);
            draft.initiatives.push(DraftInitiative {
                at: goal.at,
                title: goal.title,
                serves: serves.map(|key| DraftTie { at: face.card.at.clone(), to: (*key).clone() }).collect(),
                team: None,
                state: Some(progress(face)),
                due: goal.due,
            });
            checklists += usize::from(self.is_measured(face));
        }
        self.leave("measures of single cards", checklists);
    }

    /// A board whose lists are topics.
    pub(super) fn topics(&mut self, draft: &mut Draft) {
        let cards = self.begun();
        let mut listed: BTreeSet<String> = BTreeSet::new();
        for face in &cards {
            let key = list_key(self, face.column);
            let column = self.columns.get(face.column);
            if listed.insert(key.clone()) {
                let (at, name) = column.map_or(("", self.document.name.as_deref().unwrap_or_default()), |column| {
                    (column.list.at.as_str(), column.list.name.as_deref().unwrap_or_default())
                });
                draft.objectives.push(self.bare_objective(at, Some(key.as_str()), name));
            }
            let tie = DraftTie { at: face.card.at.clone(), to: key };
            let key_result = self.key_result(face, Some(tie));
            draft.key_results.push(key_result);
        }
    }
}
