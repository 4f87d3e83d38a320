//! The parts of goals, each from its draft, when it is settled what they are tied to.

use super::names::Names;
use super::teams::Teams;
use super::{PROSE, Seat, Settling, TITLE, Telling, cycle, text};
use crate::feed::draft::{DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftLife, DraftMeasure, LifeState};
use crate::feed::notice::Problem;
use crate::goals::order;
use crate::goals::{
    CheckIn, Cycle, Decision, Declared, GoalId, GoalsParts, Initiative, KeyResult, Life, Measure, Objective, Unit,
};
use chrono::{Datelike, Days, Months};

/// The most characters of a unit.
const UNIT: usize = 40;
/// The greatest value, up or down: beyond it a float has no ones.
const GREATEST: f64 = 1e15;
/// The greatest progress that somebody can mean: a hundred times reached.
const GREATEST_SHARE: f64 = 100.0;
/// The greatest weight.
const HEAVIEST: f64 = 1e6;
/// The longest time between check-ins, in days.
const SELDOM: f64 = 366.0;

impl<'a> Settling<'a> {
    pub(super) fn objective(
        &mut self,
        seat: &Seat<'a>,
        supports: Vec<GoalId>,
        cut: bool,
        teams: &mut Teams,
    ) -> Option<Objective> {
        let goal = seat.goal;
        let team = teams.find(seat.feed, goal.team.as_ref(), &goal.at, &mut self.feeds);
        let feed = self.feeds.get_mut(seat.feed)?;
        Some(Objective {
            id: GoalId::new(&seat.id),
            title: seat.title.clone(),
            description: feed.text(&goal.at, goal.description.as_ref(), PROSE),
            team,
            owner: feed.text(&goal.at, goal.owner.as_ref(), TITLE),
            supports,
            cut,
            weight: feed.weight(goal),
            life: feed.life(&goal.at, goal.life.as_ref()),
            declared: feed.declared(goal),
            given_progress: feed.number(&goal.at, goal.progress, -GREATEST_SHARE..=GREATEST_SHARE),
            check_ins: feed.check_ins(&goal.check_ins),
            due: goal.due.map(|due| feed.day(due)),
            url: feed.url(goal),
        })
    }

    pub(super) fn key_result(
        &mut self,
        seat: &Seat<'a>,
        objective: &Objective,
        teams: &mut Teams,
    ) -> Option<KeyResult> {
        let (draft, goal) = (self.key_result_of(seat)?, seat.goal);
        let team = teams.find(seat.feed, goal.team.as_ref(), &goal.at, &mut self.feeds);
        let feed = self.feeds.get_mut(seat.feed)?;
        let check_ins = feed.check_ins(&goal.check_ins);
        let current = feed.number(&goal.at, draft.current, -GREATEST..=GREATEST);
        let has_values = current.is_some() || check_ins.iter().any(|check_in| check_in.value.is_some());
        Some(KeyResult {
            id: GoalId::new(&seat.id),
            title: seat.title.clone(),
            description: feed.text(&goal.at, goal.description.as_ref(), PROSE),
            objective: objective.id.clone(),
            team: team.filter(|team| Some(team) != objective.team.as_ref()),
            owner: feed.text(&goal.at, goal.owner.as_ref(), TITLE),
            weight: feed.weight(goal),
            measure: feed.measure(&goal.at, &draft.measure, has_values, falls_from(&check_ins)),
            current,
            life: feed.life(&goal.at, goal.life.as_ref()),
            declared: feed.declared(goal),
            given_progress: feed.number(&goal.at, goal.progress, -GREATEST_SHARE..=GREATEST_SHARE),
            check_ins,
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 1 and 366")]
            rhythm: feed.number(&goal.at, draft.rhythm, 1.0..=SELDOM).map(|days| days.round() as u32),
            due: goal.due.map(|due| feed.day(due)),
            url: feed.url(goal),
        })
    }

    pub(super) fn initiative(
        &mut self,
        feed: usize,
        draft: &DraftInitiative,
        names: &Names,
        ids: &[GoalId],
        teams: &mut Teams,
    ) -> Option<Initiative> {
        let team = teams.find(feed, draft.team.as_ref(), &draft.at, &mut self.feeds);
        let telling = self.feeds.get_mut(feed)?;
        let Some(title) = telling.text(&draft.at, draft.title.as_ref(), TITLE) else {
            telling.tell(&draft.at, Problem::NoTitle);
            return None;
        };
        let mut serves: Vec<GoalId> = Vec::new();
        for tie in &draft.serves {
            match names.find(feed, &tie.to).and_then(|found| ids.get(found)) {
                Some(id) if serves.contains(id) => {}
                Some(id) => serves.push(id.clone()),
                None => telling.tell(&tie.at, Problem::Orphan(text::clean(&tie.to, TITLE).text)),
            }
        }
        let due = draft.due.map(|due| telling.day(due));
        Some(Initiative { title, serves, team, state: draft.state.unwrap_or_default(), due })
    }

    /// Everything together; what stands once on a board comes from the first feed that has it.
    pub(super) fn parts(
        &mut self,
        objectives: Vec<Objective>,
        key_results: Vec<KeyResult>,
        initiatives: Vec<Initiative>,
        teams: Teams,
    ) -> GoalsParts {
        let mut parts =
            GoalsParts { objectives, key_results, initiatives, teams: teams.in_order(), ..GoalsParts::default() };
        for (draft, feed) in self.drafts.iter().zip(&mut self.feeds) {
            let organisation = feed.text("", draft.organisation.as_ref(), TITLE);
            let vision = feed.text("", draft.vision.as_ref(), PROSE);
            let language = feed.text("", draft.language.as_ref(), UNIT);
            let cycle = draft.cycle.as_ref().and_then(|cycle| feed.cycle(cycle));
            parts.organisation = parts.organisation.or(organisation);
            parts.vision = parts.vision.or(vision);
            parts.language = parts.language.or(language);
            parts.cycle = parts.cycle.or(cycle);
            // A board is as old as its oldest part.
            let made = draft.made.map(|made| feed.moment(made));
            parts.made = parts.made.into_iter().chain(made).min();
        }
        parts
    }
}

/// The first value, if the last lies below it.
fn falls_from(check_ins: &[CheckIn]) -> Option<f64> {
    let mut values = check_ins.iter().filter_map(|check_in| check_in.value);
    let first = values.next()?;
    values.next_back().filter(|last| *last < first).map(|_| first)
}

impl Telling<'_> {
    fn weight(&mut self, goal: &DraftGoal) -> f64 {
        self.weight_of(&goal.at, goal.weight).unwrap_or(1.0)
    }

    pub(super) fn weight_of(&mut self, at: &str, weight: Option<f64>) -> Option<f64> {
        if weight.is_some_and(|weight| weight < 0.0) {
            self.tell(at, Problem::NegativeWeight);
            return Some(0.0);
        }
        self.number(at, weight, 0.0..=HEAVIEST)
    }

    fn declared(&self, goal: &DraftGoal) -> Option<Declared> {
        let at = goal.confidence_at.map(|at| self.moment(at));
        goal.confidence.map(|confidence| Declared { confidence, at })
    }

    /// Only addresses of pages: nothing that runs.
    fn url(&mut self, goal: &DraftGoal) -> Option<String> {
        let url = goal.url.as_deref()?.trim();
        let is_page = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
        let clean = text::clean(url, PROSE);
        if is_page && !clean.cleaned && !clean.shortened {
            return Some(clean.text);
        }
        if !url.is_empty() {
            self.tell(&goal.at, Problem::NotAnAddress(super::super::loose::shortened(&clean.text)));
        }
        None
    }

    fn life(&mut self, at: &str, life: Option<&DraftLife>) -> Life {
        let Some(life) = life else { return Life::Active };
        let mut decision = || Decision {
            on: life.on.map(|on| self.day(on)),
            reason: self.text(at, life.reason.as_ref(), PROSE),
            lesson: self.text(at, life.lesson.as_ref(), PROSE),
        };
        match life.state {
            LifeState::Active => Life::Active,
            LifeState::Achieved => Life::Achieved(decision()),
            LifeState::Paused => Life::Paused(decision()),
            LifeState::Abandoned => Life::Abandoned(decision()),
        }
    }

    /// The measure; `fall`: what its values fall from, if they do.
    fn measure(&mut self, at: &str, draft: &DraftMeasure, has_values: bool, fall: Option<f64>) -> Measure {
        let mut number = |number: Option<f64>| self.number(at, number, -GREATEST..=GREATEST);
        let (start, target) = (number(draft.start), number(draft.target));
        let (low, high) = (number(draft.low), number(draft.high));
        let text = self.text(at, draft.unit.as_ref(), UNIT);
        let before = matches!(text.as_deref(), Some("$" | "£" | "¥" | "₹" | "US$"));
        let unit = Unit { text: text.unwrap_or_default(), before };
        if draft.yes_no {
            return Measure::YesNo;
        }
        match (low, high, target) {
            (Some(low), Some(high), _) if low > high => {
                self.tell(at, Problem::BoundsExchanged);
                Measure::Within { low: Some(high), high: Some(low), unit }
            }
            (Some(_), _, _) | (_, Some(_), _) => Measure::Within { low, high, unit },
            (None, None, Some(target)) => {
                // Counted from 0, what falls towards its target would be reached several times over.
                let fall = fall.filter(|from| start.is_none() && *from > target);
                if let Some(from) = fall {
                    self.tell(at, Problem::StartAtFirst(from));
                }
                Measure::Toward { start: start.or(fall).unwrap_or(0.0), target, unit }
            }
            (None, None, None) if has_values || start.is_some() || !unit.text.is_empty() => {
                Measure::Untargeted { unit }
            }
            (None, None, None) => Measure::None,
        }
    }

    /// Check-ins in order of time; of those at one moment, in the feed's order.
    fn check_ins(&mut self, drafts: &[DraftCheckIn]) -> Vec<CheckIn> {
        let mut check_ins: Vec<CheckIn> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let Some(when) = draft.when else {
                self.tell(&draft.at, Problem::NoDate);
                continue;
            };
            let at = &draft.at;
            check_ins.push(CheckIn {
                at: self.moment(when),
                value: self.number(at, draft.value, -GREATEST..=GREATEST),
                confidence: draft.confidence,
                note: self.text(at, draft.note.as_ref(), PROSE),
                cause: self.text(at, draft.cause.as_ref(), PROSE),
                lesson: self.text(at, draft.lesson.as_ref(), PROSE),
                support: self.text(at, draft.support.as_ref(), PROSE),
                author: self.text(at, draft.author.as_ref(), TITLE),
            });
        }
        order::sort(&mut check_ins, &|a, b| a.at.cmp(&b.at));
        check_ins
    }

    /// The cycle with both its days; the one that is missing is told by the name, or lies a quarter away.
    fn cycle(&mut self, draft: &DraftCycle) -> Option<Cycle> {
        let mut name = self.text(&draft.at, draft.name.as_ref(), TITLE);
        let (start, end) = (draft.start.map(|day| self.day(day)), draft.end.map(|day| self.day(day)));
        let year = start.or(end).unwrap_or(self.now.today()).year();
        let told = name.as_deref().and_then(|name| cycle::days_of(name, year));
        if told.is_some() && self.days != 0 {
            // The dates follow today; the name of a period does not.
            name = None;
        }
        let told = told.map(|(first, last)| (self.shifted(first), self.shifted(last)));
        let quarter = Months::new(3);
        let (first, last) = match (start, end, told) {
            (Some(start), Some(end), _) => (start, end),
            (Some(start), None, Some((_, last))) => (start, last),
            (None, Some(end), Some((first, _))) => (first, end),
            (None, None, Some(told)) => told,
            (Some(start), None, None) => (start, start.checked_add_months(quarter)?.checked_sub_days(Days::new(1))?),
            (None, Some(end), None) => (end.checked_sub_months(quarter)?.checked_add_days(Days::new(1))?, end),
            (None, None, None) => {
                if let Some(name) = name {
                    self.tell(&draft.at, Problem::Unknown(name));
                }
                return None;
            }
        };
        if first > last {
            self.tell(&draft.at, Problem::CycleBackwards);
            return None;
        }
        Some(Cycle { name, start: first, end: last })
    }
}
