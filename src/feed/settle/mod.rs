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
use names::{Ids, Names, Sort, Words, in_feed};
use teams::Teams;
use ties::Ties;

/// The most characters of a title or a name.
const TITLE: usize = 300;
/// The most characters of any other text.
const PROSE: usize = 2_000;
/// The most goals of each kind, and the most teams, of one board.
const MOST: usize = 25_000;
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
struct Seat<'a> {
    feed: usize,
    /// Where it stands among its draft's goals of its kind.
    index: usize,
    goal: &'a DraftGoal,
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
struct Seats<'a> {
    seats: Vec<Seat<'a>>,
    /// Where each stood: a goal that stands in two feeds has two places.
    places: Vec<(usize, &'a str, usize)>,
}

impl<'a> Settling<'a> {
    /// The goals' parts, and the goals whose progress the feeds give.
    fn settle(&mut self) -> (GoalsParts, Vec<Given<'a>>) {
        let drafts = self.drafts;
        let mut objectives = self.seats(|draft| draft.objectives.iter().map(|objective| &objective.goal).collect());
        let mut key_results = self.seats(|draft| draft.key_results.iter().map(|key_result| &key_result.goal).collect());
        let mut ids = Ids::default();
        for explicit in [true, false] {
            self.give_ids(&mut objectives.seats, &mut ids, explicit);
            self.give_ids(&mut key_results.seats, &mut ids, explicit);
        }

        let first_key_result = objectives.seats.len();
        let mut names = Names::default();
        objectives.name(&mut names, 0);
        key_results.name(&mut names, first_key_result);
        let all_seats = || objectives.seats.iter().chain(&key_results.seats);
        let goal_ids: Vec<GoalId> = all_seats().map(|seat| GoalId::new(&seat.id)).collect();

        // Key results hang on their objectives whatever comes; objectives' ties give way to that.
        let mut ties = Ties::new(goal_ids.len());
        let mut hanging = Vec::with_capacity(key_results.seats.len());
        for (place, seat) in key_results.seats.iter().enumerate() {
            let tie = self.key_result_of(seat).and_then(|key_result| key_result.objective.as_ref());
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
        let weights = self.tie_links(&names, &mut ties, &mut cut);
        for (below, above) in ties.cut_the_deep(first_key_result) {
            if let (Some(seat), Some(above)) = (objectives.seats.get(below), goal_ids.get(above)) {
                self.tell(seat.feed, &seat.goal.at, Problem::TiesTooDeep(above.to_string()));
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
            if let (None, Some(Some(weight)), Some(objective)) = (seat.goal.weight, weights.get(place), made.last_mut())
            {
                objective.weight = *weight;
            }
        }
        let mut orphanage = Words::default();
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
        let given = all_seats().filter(|seat| seat.goal.progress.is_some());
        let given =
            given.map(|seat| Given { feed: seat.feed, at: &seat.goal.at, goal: GoalId::new(&seat.id) }).collect();
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

    fn objective_of(&self, seat: &Seat<'a>) -> Option<&'a DraftObjective> {
        self.drafts.get(seat.feed)?.objectives.get(seat.index)
    }

    fn key_result_of(&self, seat: &Seat<'a>) -> Option<&'a DraftKeyResult> {
        self.drafts.get(seat.feed)?.key_results.get(seat.index)
    }

    /// Seats for the goals of one kind. A goal of a later feed with the same id and title takes the earlier's seat.
    fn seats(&mut self, pick: fn(&'a Draft) -> Vec<&'a DraftGoal>) -> Seats<'a> {
        let mut seats = Seats { seats: Vec::new(), places: Vec::new() };
        let mut known = Words::default();
        for (feed, draft) in self.drafts.iter().enumerate() {
            let mut over = 0;
            for (index, goal) in pick(draft).into_iter().enumerate() {
                let title = self.feeds.get_mut(feed).and_then(|feed| feed.text(&goal.at, goal.title.as_ref(), TITLE));
                let Some(title) = title else {
                    self.tell(feed, &goal.at, Problem::NoTitle);
                    continue;
                };
                let seat = Seat { feed, index, goal, title, id: String::new() };
                let place = seats.seats.len();
                let name = seat.given_id().map(|id| [&seat.title, "\0", id].concat());
                let same = name.as_ref().and_then(|name| known.get(name)).copied();
                let place = match same.and_then(|same| Some((same, seats.seats.get_mut(same)?))) {
                    Some((same, earlier)) if earlier.feed != feed => {
                        if earlier.goal.is_mentioned || !goal.is_mentioned {
                            *earlier = seat;
                        }
                        same
                    }
                    _ if place >= MOST => {
                        over += 1;
                        continue;
                    }
                    _ => {
                        if let Some(name) = name {
                            known.insert(name, place);
                        }
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
    fn give_ids(&mut self, seats: &mut [Seat<'a>], ids: &mut Ids, explicit: bool) {
        for seat in seats {
            match seat.given_id() {
                Some(id) if explicit => {
                    seat.id = ids.take(id, "");
                    if seat.id != id {
                        self.tell(seat.feed, &seat.goal.at, Problem::DoubledId(id.into()));
                    }
                }
                None if !explicit => seat.id = ids.take(&seat.title, &seat.goal.at),
                _ => {}
            }
        }
    }

    /// Ties an objective to the goals above it; tells whether one of them could not be found.
    fn tie_up(&mut self, place: usize, seat: &Seat<'a>, names: &Names, ties: &mut Ties) -> bool {
        let mut orphaned = false;
        for tie in self.objective_of(seat).map_or(&[][..], |objective| &objective.supports) {
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

    /// Ties the objectives that a document ties apart from both; a goal that no document holds yet is told. Gives the
    /// weights that ties tell of objectives that have none of their own; of several the first.
    fn tie_links(&mut self, names: &Names, ties: &mut Ties, cut: &mut [bool]) -> Vec<Option<f64>> {
        let mut weights = vec![None; cut.len()];
        for (feed, draft) in self.drafts.iter().enumerate() {
            for link in &draft.ties {
                let Some(below) = names.find(feed, &link.below).filter(|below| *below < cut.len()) else {
                    self.tell(feed, &link.at, Problem::Unknown(text::clean(&link.below, TITLE).text));
                    continue;
                };
                let named = text::clean(&link.above, TITLE).text;
                match names.find(feed, &link.above) {
                    Some(above) if ties.add(below, above) => {
                        if let Some(cut) = cut.get_mut(below) {
                            *cut = false;
                        }
                        let heavy = self.feeds.get_mut(feed).and_then(|feed| feed.weight_of(&link.at, link.weight));
                        if let Some(weight) = weights.get_mut(below) {
                            *weight = weight.or(heavy);
                        }
                    }
                    Some(_) => {
                        let told = if ties.spent() { Problem::TiesTooDeep } else { Problem::Loop };
                        self.tell(feed, &link.at, told(named));
                    }
                    None => self.tell(feed, &link.at, Problem::Orphan(named)),
                }
            }
        }
        weights
    }

    /// The objective for a key result whose own is not there: key results that name the same missing one share it.
    fn take_in(
        &mut self,
        seat: &Seat<'a>,
        orphanage: &mut Words,
        made: &mut Vec<Objective>,
        ids: &mut Ids,
        teams: &mut Teams,
    ) -> usize {
        let goal = seat.goal;
        let tie: Option<&DraftTie> = self.key_result_of(seat).and_then(|key_result| key_result.objective.as_ref());
        let named = tie.map_or("", |tie| tie.to.trim());
        self.tell(seat.feed, tie.map_or(&goal.at, |tie| &tie.at), Problem::Orphan(text::clean(named, TITLE).text));
        let key = in_feed(seat.feed, if named.is_empty() { &goal.at } else { named });
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

impl<'a> Seat<'a> {
    /// The id that its feed gives.
    fn given_id(&self) -> Option<&'a str> {
        self.goal.id.as_deref().map(str::trim).filter(|id| !id.is_empty())
    }
}

impl Seats<'_> {
    /// What the seats are called; the first of them has the number `first`.
    fn name(&self, names: &mut Names, first: usize) {
        for (feed, at, place) in &self.places {
            names.add(*feed, Sort::Place, at, first + place);
            if let Some(seat) = self.seats.get(*place) {
                names.add(*feed, Sort::Id, seat.given_id().unwrap_or_default(), first + place);
                names.add(*feed, Sort::Name, &seat.title, first + place);
            }
        }
    }
}
