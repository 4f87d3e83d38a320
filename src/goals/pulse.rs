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
    calls.sort_by_key(|call| std::cmp::Reverse(call.check_in.at));
    calls
}
