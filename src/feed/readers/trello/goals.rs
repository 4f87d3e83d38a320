//! A board of goals: lists of objectives and key results, and the ties between their cards.

use super::card::Lists;
use super::names::{self, Holds, State};
use super::{Board, Face, days, history, id};
use crate::feed::draft::{Draft, DraftInitiative, DraftObjective, DraftTie, When};
use crate::goals::InitiativeState;
use std::collections::{BTreeMap, BTreeSet};

/// What a link to a card holds.
pub(super) const LINK: &str = "trello.com/c/";

/// What a card is on a board of goals.
enum Sort {
    Vision,
    Objective,
    KeyResult,
    /// A key result of the objective that its list is.
    Inside,
    Initiative,
    LeftOut(&'static str),
}

impl<'a> Board<'a> {
    /// With `explicit`, only lists named for goals hold them; else all lists do. With `flow`, other lists hold what is
    /// done about them.
    pub(super) fn goals(&mut self, explicit: bool, flow: bool, draft: &mut Draft) {
        let named: Vec<&str> = self.live_columns().filter_map(|column| column.says.period.as_deref()).collect();
        let made = draft.made;
        draft.cycle = self.cycle(&named, made);
        let cycle = draft.cycle.as_ref().and_then(|cycle| cycle.start.zip(cycle.end));

        for (place, column) in self.columns.iter().enumerate() {
            let is_open = column.list.closed != Some(true);
            if is_open && column.says.holds == Holds::OneGoal {
                let title = column.says.name.as_deref().unwrap_or_default();
                draft.objectives.push(self.bare_objective(&column.list.at, Some(&list_key(self, place)), title));
            }
        }
        let mut objectives: Vec<Face<'a>> = Vec::new();
        let mut key_results = Vec::new();
        let mut initiatives = Vec::new();
        for face in self.open.clone() {
            let said = face.says;
            let other_period = said.period.as_deref().is_some_and(|period| !overlaps(period, cycle, made));
            let sort = match said.holds {
                _ if other_period => Sort::LeftOut("cards of other periods"),
                Holds::Vision => Sort::Vision,
                Holds::OneGoal => Sort::Inside,
                Holds::Goals if said.state == Some(State::NotBegun) => {
                    Sort::LeftOut("cards in lists of what has not begun")
                }
                Holds::Goals => Sort::Objective,
                Holds::KeyResults => Sort::KeyResult,
                Holds::Initiatives => Sort::Initiative,
                Holds::Apart => Sort::LeftOut("cards in lists that hold no goals"),
                Holds::Unsaid => match said.state {
                    Some(State::NotBegun) => Sort::LeftOut("cards in lists of what has not begun"),
                    Some(_) if flow => Sort::Initiative,
                    Some(_) => Sort::Objective,
                    None if !explicit || is_team_list(self, &face) => Sort::Objective,
                    None => Sort::LeftOut("cards in lists that hold no goals"),
                },
            };
            match sort {
                Sort::Vision => draft.vision = Some(vision(&face)),
                Sort::Objective => objectives.push(face),
                Sort::KeyResult => key_results.push(face),
                Sort::Inside => {
                    let tie = DraftTie { at: face.card.at.clone(), to: list_key(self, face.column) };
                    let key_result = self.key_result(&face, Some(tie));
                    draft.key_results.push(key_result);
                }
                Sort::Initiative => initiatives.push(face),
                Sort::LeftOut(what) => self.leave(what, 1),
            }
        }

        let ties = Ties::of(self, &objectives);
        for face in &objectives {
            let mut goal = self.goal(face, false);
            if goal.team.is_none()
                && face.says.holds == Holds::Unsaid
                && face.says.state.is_none()
                && face.says.period.is_none()
            {
                goal.team = self.columns.get(face.column).and_then(|column| column.list.name.clone());
            }
            let supports = ties.above(face, &objectives);
            draft.objectives.push(DraftObjective { goal, supports });
            self.inside(face, Lists::OfResults, draft);
        }
        for face in &key_results {
            let tie = ties.objective_of(self, face, &objectives);
            let key_result = self.key_result(face, tie);
            draft.key_results.push(key_result);
        }
        for face in initiatives {
            let goal = self.goal(&face, false);
            draft.initiatives.push(DraftInitiative {
                at: goal.at,
                title: goal.title,
                serves: ties.objective_of(self, &face, &objectives).into_iter().collect(),
                team: goal.team,
                state: Some(progress(&face)),
                due: goal.due,
            });
        }
    }
}

/// How far a card that is an initiative has come.
pub(super) fn progress(face: &Face<'_>) -> InitiativeState {
    match face.says.state {
        Some(State::Done) => InitiativeState::Done,
        _ if face.card.due_complete == Some(true) => InitiativeState::Done,
        Some(State::Doing | State::Goes(_) | State::Paused) => InitiativeState::Ongoing,
        _ => InitiativeState::Planned,
    }
}

/// What a list is called where it is an objective.
pub(super) fn list_key(board: &Board<'_>, place: usize) -> String {
    let list = board.columns.get(place).map(|column| column.list);
    list.map(|list| id(&list.id).unwrap_or(&list.at).to_owned()).unwrap_or_default()
}

fn is_team_list(board: &Board<'_>, face: &Face<'_>) -> bool {
    let name = board.columns.get(face.column).and_then(|column| column.list.name.as_deref());
    name.is_some_and(names::is_team)
}

fn overlaps(period: &str, cycle: Option<(When, When)>, made: Option<When>) -> bool {
    let span = days(period, made.map(|made| history::naive(made).date()));
    let Some(((first, last), (start, end))) = span.zip(cycle) else { return true };
    first <= history::naive(end).date() && history::naive(start).date() <= last
}

/// The vision that a card holds: its title, or what stands under a title that only says 'Vision'.
fn vision(face: &Face<'_>) -> String {
    let says_only = names::list(face.title()).holds == Holds::Vision;
    let below = super::plain(face.card.desc.as_ref()).filter(|_| says_only);
    below.unwrap_or_else(|| face.title().to_owned())
}

/// What ties cards together: links, numbers, labels.
struct Ties<'a> {
    /// The objectives that a card links to, or that link to it.
    links: BTreeMap<&'a str, BTreeSet<usize>>,
    /// The objectives that begin with a number, and those that wear a label.
    numbers: BTreeMap<u32, Vec<usize>>,
    labels: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Ties<'a> {
    fn of(board: &Board<'a>, objectives: &[Face<'a>]) -> Ties<'a> {
        let mut ties = Ties { links: BTreeMap::new(), numbers: BTreeMap::new(), labels: BTreeMap::new() };
        for (place, face) in objectives.iter().enumerate() {
            if let Some(number) = names::number_of_goal(face.title()) {
                ties.numbers.entry(number).or_default().push(place);
            }
            for (label, name) in board.labels_of(face) {
                if !label.is_empty() && names::status(name).is_none() {
                    ties.labels.entry(label).or_default().push(place);
                }
            }
        }
        let places: BTreeMap<&str, usize> = objectives.iter().enumerate().map(|(at, face)| (face.key(), at)).collect();
        for face in &board.open {
            let attached = face.card.attachments.iter().filter_map(|file| file.url.as_deref());
            for text in attached.chain(face.card.desc.as_deref()) {
                for link in text.split(LINK).skip(1) {
                    let end = link.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(link.len());
                    let to = link.get(..end).unwrap_or_default();
                    if let Some(place) = places.get(to) {
                        ties.links.entry(face.key()).or_default().insert(*place);
                    }
                    if let Some(place) = places.get(face.key()) {
                        ties.links.entry(to).or_default().insert(*place);
                    }
                }
            }
        }
        ties
    }

    /// The objectives that an objective supports: those in higher lists that it is linked to.
    fn above(&self, face: &Face<'a>, all: &[Face<'a>]) -> Vec<DraftTie> {
        let linked = self.links.get(face.key()).into_iter().flatten().filter_map(|place| all.get(*place));
        let above = linked.filter(|other| other.says.level < face.says.level);
        above.map(|other| tie(face, other)).collect()
    }

    /// The objective that a key result or an initiative belongs to.
    fn objective_of(&self, board: &Board<'a>, face: &Face<'a>, all: &[Face<'a>]) -> Option<DraftTie> {
        let only = |places: Option<&Vec<usize>>| places.filter(|places| places.len() == 1)?.first().copied();
        let linked = || self.links.get(face.key())?.first().copied();
        let numbered = || only(self.numbers.get(&names::number_of_goal(face.title())?));
        let labelled = || board.labels_of(face).into_iter().find_map(|(label, _)| only(self.labels.get(label)));
        let sole = || (all.len() == 1).then_some(0);
        let place = linked().or_else(numbered).or_else(labelled).or_else(sole)?;
        all.get(place).map(|other| tie(face, other))
    }
}

fn tie(from: &Face<'_>, to: &Face<'_>) -> DraftTie {
    DraftTie { at: from.card.at.clone(), to: to.key().into() }
}
