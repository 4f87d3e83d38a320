//! Drafts to goals: finds who is meant, cuts what goes round, puts in order; every repair leaves a notice.
//!
//! Several drafts make one board. A tie is sought in its own feed first, then in the others. An id that stands in two
//! feeds is one goal if kind and title are the same, too (the later feed's counts, in the earlier's place); else there
//! are two goals, and the later gets an id of its own. Teams of one name in several feeds are one team.
//! Without a cycle in any feed the goals have none: a period that nobody named would judge goals by a pace that nobody
//! agreed on. Measures goals only to tell where a feed's own progress is another than its values'.

mod cycle;
mod names;
mod parts;
mod teams;
mod text;
mod ties;

use super::draft::{Draft, DraftGoal, DraftKeyResult, DraftObjective, DraftTie, When};
use super::notice::{Notice, Problem};
use crate::goals::{GoalId, Goals, GoalsParts, Life, Measures, Moment, Now, Objective, Rules};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
pub(super) use cycle::days_of;
use names::{Ids, Names, Sort};
use std::collections::BTreeMap;
use teams::Teams;
use ties::Ties;

/// The most characters of a title or a name.
const TITLE: usize = 300;
/// The most characters of any other text.
const PROSE: usize = 2_000;
/// The most goals of each kind, and the most teams, of one board.
const MOST: usize = 5_000;
/// The most notices that one settling keeps for a feed; the rest are counted.
const MOST_NOTICES: usize = 500;

/// Makes goals of drafts, and tells what had to be repaired: one list of notices for each draft, in their order.
pub fn settle(drafts: &[Draft], now: &Now) -> (Goals, Vec<Vec<Notice>>) {
    let tellings = drafts.iter().map(|draft| Telling {
        days: draft.follow.map_or(0, |follow| weeks_between(follow, now.today()) * 7),
        now,
        notices: Vec::new(),
        untold: 0,
    });
    let mut settling = Settling { drafts, feeds: tellings.collect() };
    let (goals, given) = settling.settle();
    let goals = Goals::new(goals);
    settling.compare(&goals, &given, now);
    (goals, settling.feeds.into_iter().map(Telling::notices).collect())
}

/// Whole weeks from one day's week to another's; ISO weeks begin on Mondays.
fn weeks_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let monday = |day: NaiveDate| i64::from(day.num_days_from_ce()) - i64::from(day.weekday().num_days_from_monday());
    (monday(to) - monday(from)) / 7
}

/// What is known of one feed while its draft is settled: its shift in time, and what there is to tell.
struct Telling<'a> {
    now: &'a Now,
    /// By how many days its dates are shifted.
    days: i64,
    notices: Vec<Notice>,
    untold: usize,
}

impl Telling<'_> {
    fn tell(&mut self, at: &str, problem: Problem) {
        if self.notices.len() < MOST_NOTICES {
            self.notices.push(Notice { at: at.into(), problem });
        } else {
            self.untold += 1;
        }
    }

    fn notices(mut self) -> Vec<Notice> {
        if self.untold > 0 {
            self.notices.push(Notice { at: String::new(), problem: Problem::Untold(self.untold) });
        }
        self.notices
    }

    /// A text fit for a wall; none if nothing is left of it.
    fn text(&mut self, at: &str, text: Option<&String>, most: usize) -> Option<String> {
        let clean = text::clean(text?, most);
        if clean.cleaned {
            self.tell(at, Problem::Cleaned);
        }
        if clean.shortened {
            self.tell(at, Problem::Shortened(most));
        }
        (!clean.text.is_empty()).then_some(clean.text)
    }

    fn number(&mut self, at: &str, number: Option<f64>, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let number = number?;
        if range.contains(&number) {
            return Some(number);
        }
        self.tell(at, Problem::OutOfRange(number));
        None
    }

    fn day(&self, when: When) -> NaiveDate {
        let day = match when {
            When::Day(day) => day,
            When::Local(time) => time.date(),
            When::At(moment) => self.now.zone.day_of(moment),
        };
        self.shifted(day)
    }

    /// A moment; a day alone means noon of it in the office.
    fn moment(&self, when: When) -> Moment {
        let (day, time) = match when {
            When::Day(day) => (day, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()),
            When::Local(local) => (local.date(), local.time()),
            When::At(moment) if self.days == 0 => return moment,
            // By the office's clock, so that what was said at nine is said at nine on both sides of summer time.
            When::At(moment) => {
                let local = self.now.zone.local(moment);
                (local.date(), local.time())
            }
        };
        self.now.zone.moment_at(self.shifted(day), time)
    }

    fn shifted(&self, day: NaiveDate) -> NaiveDate {
        TimeDelta::try_days(self.days).and_then(|days| day.checked_add_signed(days)).unwrap_or(day)
    }
}

struct Settling<'a> {
    drafts: &'a [Draft],
    feeds: Vec<Telling<'a>>,
}

/// A goal that has a title, and so a seat on the board.
struct Seat<'a, T> {
    feed: usize,
    draft: &'a T,
    title: String,
    id: String,
}

/// A goal whose progress its feed gives.
struct Given<'a> {
    feed: usize,
    at: &'a str,
    goal: GoalId,
}

/// The seats of one kind of goal, in the feeds' order.
struct Seats<'a, T> {
    seats: Vec<Seat<'a, T>>,
    /// Where each stood: a goal that stands in two feeds has two places.
    places: Vec<(usize, &'a str, usize)>,
}

impl<'a> Settling<'a> {
    /// The goals' parts, and the goals whose progress the feeds give.
    fn settle(&mut self) -> (GoalsParts, Vec<Given<'a>>) {
        let drafts = self.drafts;
        let mut objectives = self.seats(|draft| &draft.objectives, |objective: &DraftObjective| &objective.goal);
        let mut key_results = self.seats(|draft| &draft.key_results, |key_result: &DraftKeyResult| &key_result.goal);
        let mut ids = Ids::default();
        self.give_ids(&mut objectives.seats, &mut ids, |objective| &objective.goal, true);
        self.give_ids(&mut key_results.seats, &mut ids, |key_result| &key_result.goal, true);
        self.give_ids(&mut objectives.seats, &mut ids, |objective| &objective.goal, false);
        self.give_ids(&mut key_results.seats, &mut ids, |key_result| &key_result.goal, false);

        let first_key_result = objectives.seats.len();
        let mut names = Names::default();
        name(&mut names, &objectives, 0, |objective| &objective.goal);
        name(&mut names, &key_results, first_key_result, |key_result| &key_result.goal);
        let goal_ids: Vec<GoalId> = objectives
            .seats
            .iter()
            .map(|seat| &seat.id)
            .chain(key_results.seats.iter().map(|seat| &seat.id))
            .map(|id| GoalId::new(id))
            .collect();

        // Key results hang on their objectives whatever comes; objectives' ties give way to that.
        let mut ties = Ties::new(goal_ids.len());
        let mut hanging = Vec::with_capacity(key_results.seats.len());
        for (place, seat) in key_results.seats.iter().enumerate() {
            let tie = seat.draft.objective.as_ref();
            let found = tie.and_then(|tie| names.find(seat.feed, &tie.to)).filter(|found| *found < first_key_result);
            if let Some(found) = found {
                // Nothing lies above an objective yet, so this closes no ring.
                ties.add(first_key_result + place, found);
            }
            hanging.push(found);
        }
        let mut cut: Vec<bool> = Vec::with_capacity(objectives.seats.len());
        for (place, seat) in objectives.seats.iter().enumerate() {
            let orphaned = self.tie_up(place, seat, &names, &mut ties);
            cut.push(orphaned && ties.above(place).is_empty());
        }
        for (below, above) in ties.cut_the_deep(first_key_result) {
            if let (Some(seat), Some(above)) = (objectives.seats.get(below), goal_ids.get(above)) {
                self.tell(seat.feed, &seat.draft.goal.at, Problem::TiesTooDeep(above.to_string()));
            }
            if let Some(cut) = cut.get_mut(below) {
                *cut = true;
            }
        }

        let mut teams = Teams::of(drafts, &mut self.feeds);
        let mut made = Vec::with_capacity(objectives.seats.len());
        for (place, (seat, cut)) in objectives.seats.iter().zip(cut).enumerate() {
            let supports = ties.above(place).iter().filter_map(|above| goal_ids.get(*above).cloned()).collect();
            made.extend(self.objective(seat, supports, cut, &mut teams));
        }
        let mut orphanage = BTreeMap::new();
        let mut made_key_results = Vec::with_capacity(key_results.seats.len());
        for (seat, found) in key_results.seats.iter().zip(hanging) {
            let place = match found {
                Some(found) => found,
                None => self.take_in(seat, &mut orphanage, &mut made, &mut ids, &mut teams),
            };
            if let Some(objective) = made.get(place) {
                made_key_results.extend(self.key_result(seat, objective, &mut teams));
            }
        }
        let mut initiatives = Vec::new();
        for (feed, draft) in drafts.iter().enumerate() {
            for initiative in draft.initiatives.iter().take(MOST) {
                initiatives.extend(self.initiative(feed, initiative, &names, &goal_ids, &mut teams));
            }
        }
        let given = |feed: usize, goal: &'a DraftGoal, id: &str| {
            goal.progress.map(|_| Given { feed, at: &goal.at, goal: GoalId::new(id) })
        };
        let of_objectives = objectives.seats.iter().filter_map(|seat| given(seat.feed, &seat.draft.goal, &seat.id));
        let of_key_results = key_results.seats.iter().filter_map(|seat| given(seat.feed, &seat.draft.goal, &seat.id));
        let given = of_objectives.chain(of_key_results).collect();
        (self.parts(made, made_key_results, initiatives, teams), given)
    }

    /// Tells where progress as given and as computed (by the default rules) differ by more than five points.
    fn compare(&mut self, goals: &Goals, given: &[Given<'a>], now: &Now) {
        if given.is_empty() {
            return;
        }
        let measures = Measures::of(goals, &Rules::default(), now);
        for Given { feed, at, goal } in given {
            if let Some(measured) = measures.get(goal).filter(|measured| measured.differs())
                && let (Some(given), Some(computed)) = (measured.progress, measured.computed)
            {
                self.tell(*feed, at, Problem::ProgressDiffers { given, computed });
            }
        }
    }

    fn tell(&mut self, feed: usize, at: &str, problem: Problem) {
        if let Some(feed) = self.feeds.get_mut(feed) {
            feed.tell(at, problem);
        }
    }

    /// Seats for the goals of one kind. A goal of a later feed with the same id and title takes the earlier's seat.
    fn seats<T>(&mut self, pick: fn(&'a Draft) -> &'a Vec<T>, goal: fn(&'a T) -> &'a DraftGoal) -> Seats<'a, T> {
        let mut seats: Seats<'a, T> = Seats { seats: Vec::new(), places: Vec::new() };
        let mut known: BTreeMap<(&'a str, String), usize> = BTreeMap::new();
        for (feed, draft) in self.drafts.iter().enumerate() {
            let mut over = 0;
            for draft in pick(draft) {
                let goal = goal(draft);
                let title = self.feeds.get_mut(feed).and_then(|feed| feed.text(&goal.at, goal.title.as_ref(), TITLE));
                let Some(title) = title else {
                    self.tell(feed, &goal.at, Problem::NoTitle);
                    continue;
                };
                let explicit = goal.id.as_deref().map_or("", str::trim);
                let seat = Seat { feed, draft, title: title.clone(), id: String::new() };
                let place = seats.seats.len();
                let same = known.get(&(explicit, title.clone())).copied().filter(|_| !explicit.is_empty());
                let place = match same.and_then(|same| Some((same, seats.seats.get_mut(same)?))) {
                    Some((same, earlier)) if earlier.feed != feed => {
                        *earlier = seat;
                        same
                    }
                    _ if place >= MOST => {
                        over += 1;
                        continue;
                    }
                    _ => {
                        known.insert((explicit, title), place);
                        seats.seats.push(seat);
                        place
                    }
                };
                seats.places.push((feed, &goal.at, place));
            }
            if over > 0 {
                self.tell(feed, "", Problem::TooMany { kept: MOST, over });
            }
        }
        seats
    }

    /// Gives each seat an id that nothing else has. Those that the feed gave go first (`explicit`).
    fn give_ids<T>(
        &mut self,
        seats: &mut [Seat<'a, T>],
        ids: &mut Ids,
        goal: fn(&'a T) -> &'a DraftGoal,
        explicit: bool,
    ) {
        for seat in seats {
            let goal = goal(seat.draft);
            let given = goal.id.as_deref().map(str::trim).filter(|id| !id.is_empty());
            match given {
                Some(id) if explicit => {
                    seat.id = ids.take(id, "");
                    if seat.id != id {
                        self.tell(seat.feed, &goal.at, Problem::DoubledId(id.into()));
                    }
                }
                None if !explicit => seat.id = ids.take(&seat.title, &goal.at),
                _ => {}
            }
        }
    }

    /// Ties an objective to the goals above it; tells whether one of them could not be found.
    fn tie_up(&mut self, place: usize, seat: &Seat<'a, DraftObjective>, names: &Names, ties: &mut Ties) -> bool {
        let mut orphaned = false;
        for tie in &seat.draft.supports {
            let named = || text::clean(&tie.to, TITLE).text;
            match names.find(seat.feed, &tie.to) {
                Some(above) => {
                    if !ties.add(place, above) {
                        let told = if ties.spent() { Problem::TiesTooDeep } else { Problem::Loop };
                        self.tell(seat.feed, &tie.at, told(named()));
                    }
                }
                None => {
                    orphaned = true;
                    self.tell(seat.feed, &tie.at, Problem::Orphan(named()));
                }
            }
        }
        orphaned
    }

    /// The objective for a key result whose own is not there: key results that name the same missing one share it.
    fn take_in(
        &mut self,
        seat: &Seat<'a, DraftKeyResult>,
        orphanage: &mut BTreeMap<(usize, &'a str), usize>,
        made: &mut Vec<Objective>,
        ids: &mut Ids,
        teams: &mut Teams,
    ) -> usize {
        let goal = &seat.draft.goal;
        let tie: Option<&DraftTie> = seat.draft.objective.as_ref();
        let named = tie.map_or("", |tie| tie.to.trim());
        self.tell(seat.feed, tie.map_or(&goal.at, |tie| &tie.at), Problem::Orphan(text::clean(named, TITLE).text));
        let key = (seat.feed, if named.is_empty() { goal.at.as_str() } else { named });
        if let Some(place) = orphanage.get(&key) {
            return *place;
        }
        // A bare id or place is nothing to read; what has words in it is.
        let named = text::clean(named, TITLE).text;
        let title = if named.contains(' ') && !named.starts_with('/') { named } else { seat.title.clone() };
        let team = teams.find(seat.feed, goal.team.as_ref(), &goal.at, &mut self.feeds);
        let place = made.len();
        made.push(Objective {
            id: GoalId::new(&ids.take(&title, "")),
            title,
            description: None,
            team,
            owner: None,
            supports: Vec::new(),
            cut: true,
            weight: 1.0,
            life: Life::Active,
            declared: None,
            given_progress: None,
            check_ins: Vec::new(),
            due: None,
            url: None,
        });
        orphanage.insert(key, place);
        place
    }
}

fn name<'a, T>(names: &mut Names, seats: &Seats<'a, T>, first: usize, goal: fn(&'a T) -> &'a DraftGoal) {
    for (feed, at, place) in &seats.places {
        names.add(*feed, Sort::Place, at, first + place);
        if let Some(seat) = seats.seats.get(*place) {
            names.add(*feed, Sort::Id, goal(seat.draft).id.as_deref().map_or("", str::trim), first + place);
            names.add(*feed, Sort::Name, &seat.title, first + place);
        }
    }
}
