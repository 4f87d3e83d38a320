//! All measures of all goals, taken once for a set of goals, rules and a moment: what scenes ask.
//!
//! Forecasts and contributions are dear and asked for by few slides; they are taken when asked for. Holds no words
//! and no goals: texts are the goals' own.

use super::model::{Declared, GoalId, GoalRef, Goals, KeyResult, Life, Measure, Objective, TeamId};
use super::named::Named;
use super::pace::{self, Pace, Window};
use super::progress::{counted, current_value, known, progress, rolled_up};
use super::pulse::{self, CheckedIn, Moved};
use super::quiet::{self, is_overdue};
use super::share::EPSILON;
use super::status::{self, Facts, Status, Verdict, verdict};
use super::thread::{self, Thread};
use super::{CheckIn, Forecast, Now, Rules, contribution, forecast};
use chrono::NaiveDate;

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

/// How far a feed's own progress may lie from the computed one before the report names it, as a share.
const DIFFERENCE: f64 = 0.05;

impl Measured {
    /// True if the feed gives a progress that differs from the computed one by more than 5 points.
    pub fn differs(&self) -> bool {
        let difference = self.progress.zip(self.computed).map(|(shown, computed)| (shown - computed).abs());
        difference.is_some_and(|difference| difference > DIFFERENCE + EPSILON)
    }

    /// The progress at the last pulse, as far as it can be told from the change since.
    fn before(&self) -> Option<f64> {
        Some(self.progress? - self.moved.and_then(|moved| moved.points).unwrap_or(0.0))
    }
}

/// All measures of all goals at one moment.
#[derive(Clone, Debug)]
pub struct Measures {
    of: Named<Measured>,
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
        let mut of = Named::default();
        for key_result in goals.key_results() {
            of.insert(&key_result.id, frame.key_result(key_result));
        }
        for (rank, place) in thread::from_below(goals).into_iter().enumerate() {
            let Some(objective) = goals.objectives().get(place) else { continue };
            let measured = frame.objective(objective, rank, &of);
            for key_result in goals.key_results_of(&objective.id) {
                if let Some(measured) = of.get_mut(&key_result.id) {
                    measured.rank = rank;
                }
            }
            of.insert(&objective.id, measured);
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

    fn objective(&self, goal: &Objective, rank: usize, of: &Named<Measured>) -> Measured {
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

#[cfg(test)]
mod tests {
    use super::super::sample::{
        at, check_in, check_ins, close, goals, id, key_result, now, objective, standing, toward, window, within,
    };
    use super::super::{Confidence, Decision, GoalsParts, RollUp, Source};
    use super::*;

    /// A Wednesday in the quarter's eighth week, 60.6 % into it.
    const NOW: &str = "2026-11-25T18:00:00+01:00";

    fn measure(goals: &Goals) -> Measures {
        Measures::of(goals, &Rules::default(), &now(NOW))
    }

    #[test]
    fn objectives_progress() {
        let paused = |goal| KeyResult { life: Life::Paused(Decision::default()), ..goal };
        let achieved = || Life::Achieved(Decision::default());
        let weighing = |weight, goal| KeyResult { weight, ..goal };
        for (name, objectives, key_results, expected) in [
            ("no children", vec![objective("o", &[])], vec![], None),
            (
                "key results",
                vec![objective("o", &[])],
                vec![standing("a", "o", 0.2), standing("b", "o", 1.4)],
                Some(0.6),
            ),
            (
                "one without a measure",
                vec![objective("o", &[])],
                vec![standing("a", "o", 0.2), key_result("b", "o", Measure::None)],
                Some(0.2),
            ),
            (
                "one without a value",
                vec![objective("o", &[])],
                vec![standing("a", "o", 0.2), key_result("b", "o", toward(0.0, 1.0))],
                Some(0.2),
            ),
            (
                "one paused",
                vec![objective("o", &[])],
                vec![standing("a", "o", 0.2), paused(standing("b", "o", 1.0))],
                Some(0.2),
            ),
            ("all paused", vec![objective("o", &[])], vec![paused(standing("b", "o", 1.0))], None),
            (
                "one weighs nought",
                vec![objective("o", &[])],
                vec![standing("a", "o", 0.2), weighing(0.0, standing("b", "o", 1.0))],
                Some(0.2),
            ),
            (
                "all weigh nought",
                vec![objective("o", &[])],
                vec![weighing(0.0, standing("a", "o", 0.2)), weighing(0.0, standing("b", "o", 1.0))],
                Some(0.6),
            ),
            (
                "supporters, where there is no key result",
                vec![objective("o", &[]), objective("s", &["o"])],
                vec![standing("a", "s", 0.4)],
                Some(0.4),
            ),
            (
                "key results before supporters",
                vec![objective("o", &[]), objective("s", &["o"])],
                vec![standing("a", "s", 0.4), standing("b", "o", 0.1)],
                Some(0.1),
            ),
            (
                "supporters before their parents in the feed",
                vec![objective("s", &["m"]), objective("m", &["o"]), objective("o", &[])],
                vec![standing("a", "s", 0.4)],
                Some(0.4),
            ),
            (
                "a supporter that is achieved unmeasured",
                vec![objective("o", &[]), Objective { life: achieved(), ..objective("s", &["o"]) }],
                vec![],
                Some(1.0),
            ),
            (
                "what the feed gives",
                vec![Objective { given_progress: Some(0.7), ..objective("o", &[]) }],
                vec![standing("a", "o", 0.2)],
                Some(0.7),
            ),
            (
                "what the feed gives for a key result",
                vec![objective("o", &[])],
                vec![KeyResult { given_progress: Some(0.7), ..standing("a", "o", 0.2) }],
                Some(0.7),
            ),
        ] {
            let measures = measure(&goals(objectives, key_results));
            assert!(close(measures.progress(&id("o")), expected), "{name}: {:?}", measures.progress(&id("o")));
        }
        let given = vec![Objective { given_progress: Some(0.7), ..objective("o", &[]) }];
        let measures = measure(&goals(given, vec![standing("a", "o", 0.2)]));
        assert_eq!(measures.get(&id("o")).and_then(|o| o.computed), Some(0.2), "the computed one is kept beside it");
    }

    #[test]
    fn differences_from_the_feed() {
        for (given, expected) in
            [(None, false), (Some(0.25), false), (Some(0.15), false), (Some(0.26), true), (Some(0.1), true)]
        {
            let goal = KeyResult { given_progress: given, ..standing("k", "o", 0.2) };
            let measures = measure(&goals(vec![objective("o", &[])], vec![goal]));
            assert_eq!(measures.get(&id("k")).map(Measured::differs), Some(expected), "{given:?}");
        }
    }

    #[test]
    fn several_parents_count_a_goal_whole() {
        let all = goals(
            vec![objective("a", &[]), objective("b", &[]), objective("s", &["a", "b"])],
            vec![standing("k", "s", 0.4)],
        );
        let measures = measure(&all);
        assert_eq!((measures.progress(&id("a")), measures.progress(&id("b"))), (Some(0.4), Some(0.4)));
    }

    #[test]
    fn the_office_chooses_whose_progress_counts() {
        let all = goals(
            vec![objective("o", &[]), objective("s", &["o"])],
            vec![standing("a", "s", 0.8), standing("b", "o", 0.2)],
        );
        for (roll_up, expected) in [(RollUp::KeyResults, 0.2), (RollUp::Supporting, 0.8), (RollUp::Both, 0.5)] {
            let measures = Measures::of(&all, &Rules { roll_up, ..Rules::default() }, &now(NOW));
            assert!(close(measures.progress(&id("o")), Some(expected)), "{roll_up:?}");
        }
    }

    #[test]
    fn key_results_status() {
        let said = |day, value, confidence| CheckIn { confidence: Some(confidence), ..check_in(day, value) };
        let goal = |check_ins| KeyResult { check_ins, ..key_result("k", "o", toward(0.0, 1.0)) };
        let undated = Some(Declared { confidence: Confidence::OnTrack, at: None });
        for (name, key_result, status, quiet) in [
            ("no value yet", goal(vec![]), Status::Unmeasured, Some(55)),
            ("at the expected pace", goal(check_ins(&[("2026-11-24", 0.6)])), Status::OnTrack, None),
            ("a little behind", goal(check_ins(&[("2026-11-24", 0.4)])), Status::AtRisk, None),
            ("far behind", goal(check_ins(&[("2026-11-24", 0.1)])), Status::OffTrack, None),
            (
                "far behind, said to be on track",
                goal(vec![said("2026-11-24", 0.1, Confidence::OnTrack)]),
                Status::OnTrack,
                None,
            ),
            (
                "said three weeks ago",
                goal(vec![said("2026-11-04", 0.1, Confidence::OnTrack)]),
                Status::OnTrack,
                Some(21),
            ),
            (
                "said three weeks ago, heard of since",
                goal(vec![said("2026-11-04", 0.1, Confidence::OnTrack), check_in("2026-11-24", 0.1)]),
                Status::OffTrack,
                None,
            ),
            ("quiet and computed", goal(check_ins(&[("2026-11-04", 0.6)])), Status::OnTrack, Some(21)),
            (
                "its own rhythm",
                KeyResult { rhythm: Some(30), ..goal(check_ins(&[("2026-11-04", 0.6)])) },
                Status::OnTrack,
                None,
            ),
            (
                "declared, nobody knows when, and heard of",
                KeyResult { declared: undated, ..goal(check_ins(&[("2026-11-24", 0.1)])) },
                Status::OnTrack,
                None,
            ),
            (
                "declared, nobody knows when, and quiet",
                KeyResult { declared: undated, ..goal(check_ins(&[("2026-11-04", 0.1)])) },
                Status::OnTrack,
                Some(21),
            ),
            ("reached", goal(check_ins(&[("2026-11-04", 1.0)])), Status::Achieved, None),
            (
                "reached, and fallen back",
                goal(check_ins(&[("2026-11-04", 1.0), ("2026-11-24", 0.6)])),
                Status::OnTrack,
                None,
            ),
            (
                "within bounds is not yet reached",
                KeyResult { measure: within(0.0, 1.0), ..goal(check_ins(&[("2026-11-24", 0.5)])) },
                Status::OnTrack,
                None,
            ),
            (
                "within bounds until its due day",
                KeyResult {
                    measure: within(0.0, 1.0),
                    due: Some("2026-11-24".parse().unwrap()),
                    ..goal(check_ins(&[("2026-11-24", 0.5)]))
                },
                Status::Achieved,
                None,
            ),
            (
                "out of bounds, though often inside",
                KeyResult { measure: within(0.0, 1.0), ..goal(check_ins(&[("2026-10-24", 0.5), ("2026-11-24", 5.0)])) },
                Status::OffTrack,
                None,
            ),
        ] {
            // Somebody else checks in, so that silence means something.
            let other = KeyResult { check_ins: check_ins(&[("2026-11-24", 0.5)]), ..standing("other", "x", 0.5) };
            let measures = measure(&goals(vec![objective("o", &[]), objective("x", &[])], vec![key_result, other]));
            assert_eq!((measures.status(&id("k")), measures.quiet(&id("k"))), (status, quiet), "{name}");
        }
    }

    #[test]
    fn a_feed_without_check_ins_has_no_silence() {
        let measures = measure(&goals(vec![objective("o", &[])], vec![standing("k", "o", 0.6)]));
        assert_eq!((measures.quiet(&id("k")), measures.quiet(&id("o"))), (None, None));
        assert_eq!((measures.status(&id("k")), measures.status(&id("o"))), (Status::OnTrack, Status::OnTrack));
    }

    #[test]
    fn an_objective_is_quiet_when_all_its_voices_are() {
        let heard = |name: &str, objective: &str, day: &str| KeyResult {
            check_ins: check_ins(&[(day, 0.6)]),
            ..key_result(name, objective, toward(0.0, 1.0))
        };
        let reached = || KeyResult { current: Some(1.0), ..heard("r", "o", "2026-10-05") };
        let own = |day| Objective { check_ins: vec![check_in(day, None)], ..objective("o", &[]) };
        for (name, objectives, key_results, expected) in [
            (
                "all quiet: the least of them",
                vec![objective("o", &[])],
                vec![heard("a", "o", "2026-11-04"), heard("b", "o", "2026-11-02")],
                Some(21),
            ),
            (
                "one speaks",
                vec![objective("o", &[])],
                vec![heard("a", "o", "2026-11-04"), heard("b", "o", "2026-11-24")],
                None,
            ),
            (
                "a reached one says nothing of the others",
                vec![objective("o", &[])],
                vec![heard("a", "o", "2026-11-04"), reached()],
                Some(21),
            ),
            (
                "a supporter speaks",
                vec![objective("o", &[]), objective("s", &["o"])],
                vec![heard("a", "s", "2026-11-24")],
                None,
            ),
            (
                "a supporter is quiet",
                vec![objective("o", &[]), objective("s", &["o"])],
                vec![heard("a", "s", "2026-11-04")],
                Some(21),
            ),
            ("it speaks for itself", vec![own("2026-11-20")], vec![heard("a", "o", "2026-11-04")], None),
            ("its own words are older", vec![own("2026-10-20")], vec![heard("a", "o", "2026-11-04")], Some(21)),
            (
                "last heard of before the cycle",
                vec![objective("o", &[])],
                vec![heard("a", "o", "2026-09-01")],
                Some(85),
            ),
            ("nobody below it", vec![objective("o", &[])], vec![heard("a", "x", "2026-11-24")], Some(55)),
        ] {
            let measures = measure(&goals(objectives, key_results));
            assert_eq!(measures.quiet(&id("o")), expected, "{name}");
        }
    }

    #[test]
    fn what_is_said_of_an_objective_holds_for_its_key_results_rhythm() {
        let said = Some(Declared { confidence: Confidence::OnTrack, at: Some(at("2026-11-02")) });
        for (rhythm, expected) in [(None, Status::OffTrack), (Some(30), Status::OnTrack)] {
            let goal = Objective { declared: said, ..objective("o", &[]) };
            let below = KeyResult { rhythm, check_ins: check_ins(&[("2026-11-24", 0.1)]), ..standing("k", "o", 0.1) };
            let measures = measure(&goals(vec![goal], vec![below]));
            assert_eq!(measures.status(&id("o")), expected, "{rhythm:?}");
        }
    }

    #[test]
    fn key_results_rest_with_their_objective() {
        let paused = Objective { life: Life::Paused(Decision::default()), ..objective("p", &[]) };
        let old = |name: &str, objective: &str| KeyResult {
            check_ins: check_ins(&[("2026-10-05", 0.1)]),
            ..standing(name, objective, 0.1)
        };
        let all = goals(vec![paused, objective("o", &[])], vec![old("rests", "p"), old("works", "o")]);
        let measures = measure(&all);
        assert_eq!((measures.status(&id("rests")), measures.quiet(&id("rests"))), (Status::Paused, None));
        assert_eq!(measures.quiet(&id("works")), Some(51));
        assert_eq!(measures.checked_in(), CheckedIn { count: 0, of: 1 });
    }

    #[test]
    fn an_objective_is_achieved_by_all_that_make_its_progress() {
        let bounds = KeyResult { current: Some(0.5), ..key_result("b", "o", within(0.0, 1.0)) };
        let achieved = KeyResult { life: Life::Achieved(Decision::default()), ..key_result("c", "o", Measure::None) };
        for (name, key_results, expected) in [
            ("all reached", vec![standing("a", "o", 1.2)], Status::Achieved),
            ("and one declared so", vec![standing("a", "o", 1.2), achieved], Status::Achieved),
            ("one within bounds, before the end", vec![standing("a", "o", 1.0), bounds], Status::OnTrack),
            ("one not", vec![standing("a", "o", 1.2), standing("b", "o", 0.99)], Status::OnTrack),
        ] {
            let measures = measure(&goals(vec![objective("o", &[])], key_results));
            assert_eq!(measures.status(&id("o")), expected, "{name}");
        }
    }

    #[test]
    fn what_moved_below_moves_what_is_above() {
        let moving = |name: &str, objective: &str, before, after| KeyResult {
            check_ins: check_ins(&[("2026-11-18", before), ("2026-11-24", after)]),
            ..key_result(name, objective, toward(0.0, 1.0))
        };
        let points = |key_results| {
            let all = goals(vec![objective("o", &["top"]), objective("top", &[])], key_results);
            let measures = measure(&all);
            let of = |name| measures.moved(&id(name)).and_then(|moved| moved.points);
            assert!(close(of("o"), of("top")), "all the way up");
            of("o")
        };
        for (name, key_results, expected) in [
            ("half of it moved", vec![moving("a", "o", 0.2, 0.4), standing("b", "o", 0.5)], Some(0.1)),
            ("back and forth", vec![moving("a", "o", 0.2, 0.4), moving("b", "o", 0.4, 0.2)], Some(0.0)),
            ("beyond the target does not count", vec![moving("a", "o", 0.9, 1.9)], Some(0.1)),
            ("nobody checked in", vec![standing("b", "o", 0.5)], None),
        ] {
            let is = points(key_results);
            assert!(close(is, expected), "{name}: {is:?}");
        }
    }

    #[test]
    fn the_whole_office() {
        let heard = |name, day| KeyResult { check_ins: check_ins(&[(day, 0.5)]), ..standing(name, "o", 0.5) };
        let key_results = vec![
            heard("Monday's first moment", "2026-11-23T00:00:00+01:00"),
            heard("Sunday's last", "2026-11-22T23:59:59+01:00"),
            heard("tomorrow", "2026-11-26"),
            standing("never", "o", 0.5),
        ];
        let all = goals(vec![objective("o", &[]), objective("s", &["o"])], key_results);
        let measures = measure(&all);
        assert_eq!(measures.checked_in(), CheckedIn { count: 1, of: 4 });
        assert_eq!((measures.thread().tied, measures.thread().of), (1, 1));
        assert_eq!(measures.pace().map(|pace| pace.week), Some(8));
        assert_eq!(measures.cycle(), Some(window()));
    }

    #[test]
    fn outside_of_any_cycle() {
        let all = goals(vec![objective("o", &[])], vec![standing("k", "o", 0.3)]);
        let none = Goals::new(GoalsParts { cycle: None, ..all.clone().into_parts() });
        for (name, goals, moment, expected, status) in [
            ("not begun", &all, "2026-09-01", Some(0.0), Status::OnTrack),
            ("over", &all, "2027-02-01", Some(1.0), Status::OffTrack),
            ("no cycle", &none, NOW, None, Status::Unmeasured),
        ] {
            let measures = Measures::of(goals, &Rules::default(), &now(moment));
            assert_eq!((measures.expected(&id("o")), measures.status(&id("o"))), (expected, status), "{name}");
            assert_eq!(measures.progress(&id("o")), Some(0.3), "{name}");
        }
    }

    #[test]
    fn why() {
        let said = CheckIn { confidence: Some(Confidence::OnTrack), ..check_in("2026-11-24", 0.1) };
        let still = KeyResult {
            check_ins: [check_ins(&[("2026-10-20", 0.1)]), vec![said]].concat(),
            ..key_result("k", "o", toward(0.0, 1.0))
        };
        let measures = measure(&goals(vec![objective("o", &[])], vec![still]));
        let why = measures.verdict(&id("k")).unwrap();
        assert_eq!(why.source, Source::Declared(Some(at("2026-11-24"))));
        assert_eq!((why.measured, why.standstill), (Some(Status::OffTrack), Some(5)));
        assert!(close(why.behind, measures.expected(&id("k")).map(|expected| expected - 0.1)));
    }
}
