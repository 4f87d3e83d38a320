//! What has changed since the last pulse, and who asks for support.
//!
//! The last pulse is Monday 00:00 of this week in the office, on Mondays last Monday ([`Now::last_pulse`]). Knows
//! nothing of what was on the wall before: all of it comes from check-ins.

use super::model::{CheckIn, GoalRef, Goals, KeyResult, Measure};
use super::pace::Window;
use super::progress::{current_value, known, progress_at, valued};
use super::time::{Moment, Now};

/// What has changed since the last pulse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    /// The value before and the value now, in the key result's unit; `None` for objectives.
    pub values: Option<(f64, f64)>,
    /// The change of progress, as a share (0.06 is 6 points, forward); `None` without a target.
    pub points: Option<f64>,
}

/// The change of a key result since the last pulse.
///
/// Both ends need a date: there must be a check-in with a value since the pulse, and one before it. Goals toward a
/// target are taken to have stood at their start before their first check-in, and yes/no at no. The value now is
/// [`current_value`]. `Some` with no difference means 'checked in, and stands where it stood'.
pub fn moved(key_result: &KeyResult, cycle: Option<Window>, pulse: Moment, now: &Now) -> Option<Moved> {
    let check_ins = known(&key_result.check_ins, now);
    let (earlier, since) = check_ins.split_at_checked(check_ins.partition_point(|check_in| check_in.at < pulse))?;
    valued(since).next()?;
    let after = current_value(key_result, now)?;
    let before = valued(earlier).next_back().map(|(_, value)| value).or(match key_result.measure {
        Measure::Toward { start, .. } => Some(start),
        Measure::YesNo => Some(0.0),
        _ => None,
    })?;
    let progress = |value, check_ins| progress_at(&key_result.measure, Some(value), check_ins, cycle);
    let points = progress(after, check_ins).zip(progress(before, earlier)).map(|(after, before)| after - before);
    Some(Moved { values: Some((before, after)), points: points.filter(|points| points.is_finite()) })
}

/// How many of the active key results were checked in since the last pulse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckedIn {
    /// Those that were.
    pub count: usize,
    /// All that are active.
    pub of: usize,
}

/// A call for support that is still open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call<'a> {
    /// The goal that needs it.
    pub goal: GoalRef<'a>,
    /// The check-in that says so.
    pub check_in: &'a CheckIn,
    /// What is asked for.
    pub text: &'a str,
}

/// The calls for support that are still open, the latest first.
///
/// A call is open while it stands in its goal's latest check-in: a later one without a call says that it is answered.
/// Goals that are achieved, paused or abandoned call for nothing.
pub fn calls<'a>(goals: &'a Goals, now: &Now) -> Vec<Call<'a>> {
    let mut calls: Vec<Call<'a>> = goals
        .all()
        .filter(|goal| goal.life().decision().is_none() && !goals.rests(*goal))
        .filter_map(|goal| {
            let check_in = known(goal.check_ins(), now).last()?;
            Some(Call { goal, check_in, text: check_in.support.as_deref()? })
        })
        .collect();
    super::order::sort(&mut calls, &|a, b| b.check_in.at.cmp(&a.check_in.at));
    calls
}

#[cfg(test)]
mod tests {
    use super::super::sample::{check_in, check_ins, close, goals, key_result, now, objective, toward, window, within};
    use super::super::{Decision, Life, Unit};
    use super::*;

    #[test]
    fn movements() {
        let untargeted = || Measure::Untargeted { unit: Unit::default() };
        for (name, measure, current, values, expected, points) in [
            (
                "rising",
                toward(0.0, 10.0),
                None,
                &[("2026-11-18", 4.0), ("2026-11-24", 5.0)][..],
                Some((4.0, 5.0)),
                Some(0.1),
            ),
            (
                "falling is forward",
                toward(14.0, 4.0),
                None,
                &[("2026-11-18", 9.0), ("2026-11-24", 8.0)],
                Some((9.0, 8.0)),
                Some(0.1),
            ),
            (
                "backward",
                toward(0.0, 10.0),
                None,
                &[("2026-11-18", 5.0), ("2026-11-24", 4.0)],
                Some((5.0, 4.0)),
                Some(-0.1),
            ),
            (
                "checked in, stands",
                toward(0.0, 10.0),
                None,
                &[("2026-11-18", 5.0), ("2026-11-24", 5.0)],
                Some((5.0, 5.0)),
                Some(0.0),
            ),
            (
                "twice since",
                toward(0.0, 10.0),
                None,
                &[("2026-11-18", 4.0), ("2026-11-23", 9.0), ("2026-11-24", 5.0)],
                Some((4.0, 5.0)),
                Some(0.1),
            ),
            (
                "Monday's first moment is since",
                toward(0.0, 10.0),
                None,
                &[("2026-11-18", 4.0), ("2026-11-22T23:00:00Z", 5.0)],
                Some((4.0, 5.0)),
                Some(0.1),
            ),
            (
                "Sunday's last is before",
                toward(0.0, 10.0),
                None,
                &[("2026-11-18", 4.0), ("2026-11-22T22:59:59Z", 5.0)],
                None,
                None,
            ),
            (
                "the first check-in: from the start",
                toward(2.0, 12.0),
                None,
                &[("2026-11-24", 5.0)],
                Some((2.0, 5.0)),
                Some(0.3),
            ),
            (
                "the value that the feed gives",
                toward(0.0, 10.0),
                Some(6.0),
                &[("2026-11-18", 4.0), ("2026-11-24", 5.0)],
                Some((4.0, 6.0)),
                Some(0.2),
            ),
            ("a given value alone has no date", toward(0.0, 10.0), Some(6.0), &[("2026-11-18", 4.0)], None, None),
            (
                "no target: values only",
                untargeted(),
                None,
                &[("2026-11-18", 4.0), ("2026-11-24", 5.0)],
                Some((4.0, 5.0)),
                None,
            ),
            ("no target, the first", untargeted(), None, &[("2026-11-24", 5.0)], None, None),
            ("yes", Measure::YesNo, None, &[("2026-11-24", 1.0)], Some((0.0, 1.0)), Some(1.0)),
            (
                "back within bounds",
                within(0.0, 5.0),
                None,
                &[("2026-11-11", 1.0), ("2026-11-18", 6.0), ("2026-11-24", 5.0)],
                Some((6.0, 5.0)),
                Some(0.5),
            ),
            ("not before tomorrow", toward(0.0, 10.0), None, &[("2026-11-18", 4.0), ("2026-11-26", 5.0)], None, None),
            ("never checked in", toward(0.0, 10.0), None, &[], None, None),
        ] {
            let now = now("2026-11-25");
            let goal = KeyResult { current, check_ins: check_ins(values), ..key_result("k", "o", measure) };
            let is = moved(&goal, Some(window()), now.last_pulse(), &now);
            assert_eq!(is.and_then(|is| is.values), expected, "{name}");
            assert!(close(is.and_then(|is| is.points), points), "{name}: {is:?}");
        }
    }

    #[test]
    fn open_calls() {
        let call = |day, text: &str| CheckIn { support: Some(text.into()), ..check_in(day, 1.0) };
        let with =
            |name: &str, check_ins: Vec<CheckIn>| KeyResult { check_ins, ..key_result(name, "o", Measure::None) };
        let paused = || Life::Paused(Decision::default());
        let of_paused = key_result("of-paused", "p", Measure::None);
        let goals = goals(
            vec![
                super::super::Objective { check_ins: vec![call("2026-11-02", "a room")], ..objective("o", &[]) },
                super::super::Objective { life: paused(), ..objective("p", &[]) },
            ],
            vec![
                with("open", vec![call("2026-11-11", "old"), call("2026-11-18", "two mechanics")]),
                with("answered", vec![call("2026-11-11", "x"), check_in("2026-11-18", 1.0)]),
                with("tomorrow", vec![call("2026-11-26", "x")]),
                with("never", vec![]),
                KeyResult { life: paused(), ..with("paused", vec![call("2026-11-18", "x")]) },
                KeyResult { check_ins: vec![call("2026-11-18", "x")], ..of_paused },
            ],
        );
        let calls = calls(&goals, &now("2026-11-25"));
        let told: Vec<_> = calls.iter().map(|call| (call.goal.id().as_str(), call.text)).collect();
        assert_eq!(told, [("open", "two mechanics"), ("o", "a room")]);
    }
}
