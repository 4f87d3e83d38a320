//! All measures of all goals, taken once for a set of goals, rules and a moment: what scenes ask.
//!
//! Forecasts and contributions are dear and asked for by few slides; they are taken when asked for. Holds no words
//! and no goals: texts are the goals' own.

use super::model::{Declared, GoalId, GoalRef, Goals, KeyResult, Life, Measure, Objective, TeamId};
use super::pace::{self, Pace, Window};
use super::progress::{counted, current_value, known, progress, rolled_up};
use super::pulse::{self, CheckedIn, Moved};
use super::quiet::{self, is_overdue};
use super::share::EPSILON;
use super::status::{self, Facts, Status, Verdict, verdict};
use super::thread::{self, Thread};
use super::{CheckIn, Forecast, Now, Rules, contribution, forecast};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What is known of one goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The value at present, in its unit; of key results only. `None`: no value yet.
    pub value: Option<f64>,
    /// The progress to show, a raw share: the feed's own where it gives one, else the computed one.
    pub progress: Option<f64>,
    /// The progress as computed here, a raw share (of an objective 0..=1).
    pub computed: Option<f64>,
    /// The progress that is expected by now, 0..=1.
    pub expected: Option<f64>,
    /// How it goes, and why the board says so.
    pub verdict: Verdict,
    /// What has changed since the last pulse; `None` if nothing was checked in since then. Of an objective: in what is
    /// computed from its children, also where it shows a progress of the feed's own.
    pub moved: Option<Moved>,
    /// True if it was checked in itself since the last pulse.
    pub checked_in: bool,
    /// The day when it was last heard of: its own latest check-in or dated declaration.
    pub last: Option<NaiveDate>,
    /// True if it is worked on: not achieved, paused or abandoned, by people or by its objective.
    pub active: bool,
    /// True if it stands at its target or beyond, or people said so.
    reached: bool,
    /// Where it stands on the way up: greater than the rank of all that support it.
    pub(super) rank: usize,
}

impl Measured {
    /// The progress at the last pulse, as far as it can be told from the change since.
    fn before(&self) -> Option<f64> {
        Some(self.progress? - self.moved.and_then(|moved| moved.points).unwrap_or(0.0))
    }
}

/// All measures of all goals at one moment.
#[derive(Clone, Debug)]
pub struct Measures {
    of: BTreeMap<GoalId, Measured>,
    now: Now,
    cycle: Option<Window>,
    pace: Option<Pace>,
    thread: Thread,
    checked_in: CheckedIn,
}

/// What is the same for all goals while they are measured.
struct Frame<'a> {
    goals: &'a Goals,
    rules: &'a Rules,
    now: &'a Now,
    today: NaiveDate,
    cycle: Option<Window>,
    pulse: super::Moment,
    /// True if the feed knows check-ins at all. Where it does not, silence says nothing, and no goal is quiet.
    listens: bool,
}

impl Measures {
    /// The measures of these goals, by these rules, now. Linear in goals, ties and check-ins.
    pub fn of(goals: &Goals, rules: &Rules, now: &Now) -> Measures {
        let dated = |declared: Option<Declared>| declared.is_some_and(|declared| declared.at.is_some());
        let frame = Frame {
            goals,
            rules,
            now,
            today: now.today(),
            cycle: goals.cycle().map(|cycle| Window::of(cycle, &now.zone)),
            pulse: now.last_pulse(),
            listens: goals.all().any(|goal| !goal.check_ins().is_empty() || dated(goal.declared())),
        };
        let mut of = BTreeMap::new();
        for key_result in goals.key_results() {
            of.insert(key_result.id.clone(), frame.key_result(key_result));
        }
        for (rank, place) in thread::from_below(goals).into_iter().enumerate() {
            let Some(objective) = goals.objectives().get(place) else { continue };
            let measured = frame.objective(objective, rank, &of);
            for key_result in goals.key_results_of(&objective.id) {
                if let Some(measured) = of.get_mut(&key_result.id) {
                    measured.rank = rank;
                }
            }
            of.insert(objective.id.clone(), measured);
        }
        let mut measures = Measures {
            of,
            now: now.clone(),
            cycle: frame.cycle,
            pace: goals.cycle().map(|cycle| Pace::of(cycle, now)),
            thread: thread::thread(goals),
            checked_in: CheckedIn::default(),
        };
        measures.checked_in = measures.checked_in_of(goals.key_results());
        measures
    }

    /// What is known of a goal.
    pub fn get(&self, goal: &GoalId) -> Option<&Measured> {
        self.of.get(goal)
    }
    /// The progress to show, a raw share: 1.12 is 112 %. `None`: no measure or no value yet.
    pub fn progress(&self, goal: &GoalId) -> Option<f64> {
        self.get(goal)?.progress
    }
    /// The progress that the goal is expected to have by now, 0..=1.
    pub fn expected(&self, goal: &GoalId) -> Option<f64> {
        self.get(goal)?.expected
    }
    /// How the goal goes, and why the board says so.
    pub fn verdict(&self, goal: &GoalId) -> Option<&Verdict> {
        Some(&self.get(goal)?.verdict)
    }
    /// How the goal goes; unmeasured for a goal that is not there.
    pub fn status(&self, goal: &GoalId) -> Status {
        self.get(goal).map_or(Status::Unmeasured, |measured| measured.verdict.status)
    }
    /// For how many days the goal has been quiet, if it is.
    pub fn quiet(&self, goal: &GoalId) -> Option<u32> {
        self.get(goal)?.verdict.quiet
    }
    /// What has changed since the last pulse.
    pub fn moved(&self, goal: &GoalId) -> Option<Moved> {
        self.get(goal)?.moved
    }
    /// Where a key result lands if it goes on as it has gone.
    pub fn forecast(&self, key_result: &KeyResult) -> Option<Forecast> {
        forecast::forecast(key_result, self.cycle, &self.now)
    }
    /// A goal's children with their contributions to it; see [`contribution::of_children`].
    pub fn children<'a>(&self, goals: &'a Goals, goal: GoalRef<'a>) -> Vec<(GoalRef<'a>, f64)> {
        contribution::of_children(goals, self, goal)
    }
    /// The teams' contributions to a goal; see [`contribution::of_teams`].
    pub fn teams<'a>(&self, goals: &'a Goals, goal: GoalRef<'a>) -> Vec<(Option<&'a TeamId>, f64)> {
        contribution::of_teams(goals, self, goal)
    }
    /// How many of these key results were checked in since the last pulse, of those that are active.
    pub fn checked_in_of<'a>(&self, key_results: impl IntoIterator<Item = &'a KeyResult>) -> CheckedIn {
        let measured = key_results.into_iter().filter_map(|key_result| self.get(&key_result.id));
        measured.filter(|measured| measured.active).fold(CheckedIn::default(), |sum, measured| CheckedIn {
            count: sum.count + usize::from(measured.checked_in),
            of: sum.of + 1,
        })
    }
    /// How many of all active key results were checked in since the last pulse.
    pub fn checked_in(&self) -> CheckedIn {
        self.checked_in
    }
    /// Where in its cycle the office stands; `None` without a cycle.
    pub fn pace(&self) -> Option<Pace> {
        self.pace
    }
    /// The cycle's time; `None` without a cycle.
    pub fn cycle(&self) -> Option<Window> {
        self.cycle
    }
    /// How the goals hang together with the top level.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
    /// The present moment that was measured at.
    pub fn now(&self) -> &Now {
        &self.now
    }
}

impl Frame<'_> {
    fn key_result(&self, goal: &KeyResult) -> Measured {
        let above = self.goals.objective(&goal.objective).map(|objective| &objective.life);
        // A key result rests with its objective.
        let life = above.filter(|above| above.rests() && !goal.life.rests()).unwrap_or(&goal.life);
        let computed = progress(goal, self.cycle, self.now);
        let progress = goal.given_progress.or(computed);
        let expected = self.expected(Some(&goal.measure), goal.due);
        let is_over = self.expected(None, goal.due).is_some_and(|elapsed| elapsed >= 1.0);
        let can_be_reached = is_over || !matches!(goal.measure, Measure::Within { .. });
        let reached = is_whole(progress) && can_be_reached || matches!(life, Life::Achieved(_));
        let rhythm = goal.rhythm.unwrap_or(quiet::WEEKLY);
        let last = self.last(&goal.check_ins, goal.declared);
        let active = *life == Life::Active;
        let facts = Facts {
            life,
            progress,
            reached,
            expected,
            declared: status::last_declared(&goal.check_ins, goal.declared, self.now),
            fresh: false,
            quiet: self.quiet(last, rhythm).filter(|_| active && !reached),
            still: status::standstill(goal, rhythm, self.now),
        };
        Measured {
            value: current_value(goal, self.now),
            progress,
            computed,
            expected,
            verdict: verdict(&self.with_freshness(facts, rhythm), self.rules),
            moved: pulse::moved(goal, self.cycle, self.pulse, self.now),
            checked_in: self.is_checked_in(&goal.check_ins),
            last,
            active,
            reached,
            rank: 0,
        }
    }

    fn objective(&self, goal: &Objective, rank: usize, of: &BTreeMap<GoalId, Measured>) -> Measured {
        let key_results = self.goals.key_results_of(&goal.id).map(GoalRef::KeyResult);
        let supporters = self.goals.supporters_of(&goal.id).map(GoalRef::Objective);
        let measured = |child: GoalRef<'_>| Some((child.life().clone(), child.weight(), of.get(child.id())?));
        let key_results: Vec<_> = key_results.filter_map(measured).collect();
        let supporters: Vec<_> = supporters.filter_map(measured).collect();
        // The same mean over whatever is asked of each child that counts.
        let mean = |ask: &dyn Fn(&Measured, f64) -> f64| {
            let ask = |children: &[(Life, f64, &Measured)]| -> Vec<(f64, f64)> {
                let counting = children.iter().filter_map(|(life, weight, child)| {
                    let progress = counted(life, child.progress)?;
                    Some((ask(child, progress), *weight))
                });
                counting.collect()
            };
            rolled_up(&ask(&key_results), &ask(&supporters), self.rules)
        };
        let computed = mean(&|_, progress| progress);
        let before = mean(&|child, progress| child.before().unwrap_or(progress));
        let all_reached = is_whole(mean(&|child, _| if child.reached { 1.0 } else { 0.0 }));
        let progress = goal.given_progress.or(computed);
        let expected = self.expected(None, goal.due);
        let reached = is_whole(goal.given_progress.or(computed.filter(|_| all_reached)))
            || matches!(goal.life, Life::Achieved(_));
        let active = goal.life == Life::Active;

        let children = || key_results.iter().chain(&supporters).map(|(_, _, child)| *child);
        let asked = || children().filter(|child| child.active && !child.reached);
        let rhythms = self.goals.key_results_of(&goal.id).filter_map(|key_result| key_result.rhythm);
        let rhythm = rhythms.max().unwrap_or(quiet::WEEKLY);
        let last = self.last(&goal.check_ins, goal.declared);
        // An objective speaks through its children, and for itself if it ever has or has nobody else.
        let own = (last.is_some() || asked().next().is_none()).then(|| self.quiet(last, rhythm));
        let voices = own.into_iter().chain(asked().map(|child| child.verdict.quiet));
        let quiet = voices.collect::<Option<Vec<u32>>>().and_then(|days| days.into_iter().min());
        let facts = Facts {
            life: &goal.life,
            progress,
            reached,
            expected,
            declared: status::last_declared(&goal.check_ins, goal.declared, self.now),
            fresh: false,
            quiet: quiet.filter(|_| active && !reached),
            still: None,
        };
        let any_moved = children().any(|child| child.active && child.moved.is_some());
        let points = computed.zip(before).map(|(now, before)| now - before).filter(|_| any_moved);
        Measured {
            value: None,
            progress,
            computed,
            expected,
            verdict: verdict(&self.with_freshness(facts, rhythm), self.rules),
            moved: points.map(|points| Moved { values: None, points: Some(points) }),
            checked_in: self.is_checked_in(&goal.check_ins),
            last,
            active,
            reached,
            rank,
        }
    }

    fn expected(&self, measure: Option<&Measure>, due: Option<NaiveDate>) -> Option<f64> {
        pace::expected(measure, self.cycle, due, self.now.at, &self.now.zone)
    }

    /// A declaration is fresh as long as a check-in of its day would keep the goal from being quiet; one without a
    /// date is as fresh as the goal.
    fn with_freshness<'f>(&self, facts: Facts<'f>, rhythm: u32) -> Facts<'f> {
        let fresh = facts.declared.is_some_and(|(_, at)| match at {
            Some(at) => !is_overdue(self.now.zone.day_of(at), rhythm, self.today),
            None => facts.quiet.is_none(),
        });
        Facts { fresh, ..facts }
    }

    fn last(&self, check_ins: &[CheckIn], declared: Option<Declared>) -> Option<NaiveDate> {
        let said = known(check_ins, self.now).last().map(|check_in| check_in.at);
        let declared = declared.and_then(|declared| declared.at).filter(|at| status::is_known(*at, self.now));
        said.max(declared).map(|at| self.now.zone.day_of(at))
    }

    fn quiet(&self, last: Option<NaiveDate>, rhythm: u32) -> Option<u32> {
        let start = self.goals.cycle().map(|cycle| cycle.start);
        if self.listens { quiet::quiet(last, start, rhythm, self.today) } else { None }
    }

    fn is_checked_in(&self, check_ins: &[CheckIn]) -> bool {
        known(check_ins, self.now).last().is_some_and(|check_in| check_in.at >= self.pulse)
    }
}

fn is_whole(progress: Option<f64>) -> bool {
    progress.is_some_and(|progress| progress >= 1.0 - EPSILON)
}
