//! How far a goal has come.
//!
//! Progress is a share: 0 at the start, 1 at the target. It is kept raw: 1.12 and −0.04 exist and are told as such;
//! only a mean takes it clamped to 0..=1. Knows nothing of time but which check-ins are known, and nothing of status.

use super::model::{CheckIn, KeyResult, Measure};
use super::pace::Window;
use super::share::{clamped, mean, ratio};
use super::time::{Moment, Now};
use super::{RollUp, Rules};

/// The check-ins that are known by now: up to the end of today in the office, because a feed that gives only a day
/// means noon of it. Later ones (a slip of the pen, or a board that shows an earlier day) count for nothing yet.
pub fn known<'a>(check_ins: &'a [CheckIn], now: &Now) -> &'a [CheckIn] {
    let today = now.today();
    let count = check_ins.partition_point(|check_in| now.zone.day_of(check_in.at) <= today);
    check_ins.get(..count).unwrap_or(check_ins)
}

/// The dated values among check-ins, in order of time.
pub fn valued(check_ins: &[CheckIn]) -> impl DoubleEndedIterator<Item = (Moment, f64)> + '_ {
    check_ins.iter().filter_map(|check_in| Some((check_in.at, check_in.value?)))
}

/// The value at present, in the key result's unit: the one that the feed gives apart from check-ins, else the
/// latest known check-in's that has one. `None`: no value yet.
pub fn current_value(key_result: &KeyResult, now: &Now) -> Option<f64> {
    key_result.current.or_else(|| valued(known(&key_result.check_ins, now)).next_back().map(|(_, value)| value))
}

/// The progress that a value means, as a raw share.
///
/// * Toward a target: `(value − start) / (target − start)`, which serves falling goals as well. Where start and target
///   are the same there is no way to go, and no side from which to come: reached (1) from the target up, else 0.
/// * Within bounds: 1 inside, both bounds included; else the part of `check_ins` with a value that lie inside and in the
///   cycle (without a cycle: of all of them), 0 if there are none.
/// * Yes/no: 0 or 1, and 0 as long as nobody has said yes.
/// * Without a target: `None`, 'no measure yet'. So is a value that nobody knows, 'no value yet'; it is not taken for
///   the start, because a reading that found no value says nothing about the work.
pub fn progress_at(measure: &Measure, value: Option<f64>, check_ins: &[CheckIn], cycle: Option<Window>) -> Option<f64> {
    match measure {
        Measure::None | Measure::Untargeted { .. } => None,
        Measure::YesNo => Some(if value.is_some_and(|value| value >= 0.5) { 1.0 } else { 0.0 }),
        Measure::Toward { start, target, .. } => {
            let value = value?;
            // Halves, so that the way from the least number to the greatest does not overflow.
            let way = target / 2.0 - start / 2.0;
            if way.abs() > 0.0 {
                ratio(value / 2.0 - start / 2.0, way)
            } else {
                Some(if value >= *target { 1.0 } else { 0.0 })
            }
        }
        Measure::Within { low, high, .. } => {
            let inside = |value: f64| low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high);
            if inside(value?) {
                return Some(1.0);
            }
            let in_cycle = valued(check_ins).filter(|(at, _)| cycle.is_none_or(|cycle| cycle.holds(*at)));
            let (sum, count) = in_cycle.fold((0.0, 0.0), |(sum, count), (_, value)| {
                (sum + if inside(value) { 1.0 } else { 0.0 }, count + 1.0)
            });
            Some(ratio(sum, count).unwrap_or(0.0))
        }
    }
}

/// The progress of a key result by its measure, as a raw share; see [`progress_at`]. The feed's own
/// `given_progress` has no part in it.
pub fn progress(key_result: &KeyResult, cycle: Option<Window>, now: &Now) -> Option<f64> {
    let check_ins = known(&key_result.check_ins, now);
    progress_at(&key_result.measure, current_value(key_result, now), check_ins, cycle)
}

/// What a child brings to its objective's progress: its own, or `None` if it counts in no mean.
///
/// Paused and abandoned goals are left out. One that people declared reached counts 1 unless it is measured.
pub fn counted(life: &super::Life, progress: Option<f64>) -> Option<f64> {
    match life {
        super::Life::Paused(_) | super::Life::Abandoned(_) => None,
        super::Life::Achieved(_) => progress.or(Some(1.0)),
        super::Life::Active => progress,
    }
}

/// The progress of an objective, as a share 0..=1: the weighted mean of its children's clamped progress, given as
/// (progress, weight) for those that count.
///
/// Which children is the office's choice ([`RollUp`]). Where its first choice has nothing to say (no key result, or
/// none that is measured), the other is asked. `None` if neither has.
pub fn rolled_up(key_results: &[(f64, f64)], supporters: &[(f64, f64)], rules: &Rules) -> Option<f64> {
    let clamp = |children: &[(f64, f64)]| -> Vec<(f64, f64)> {
        children.iter().map(|(progress, weight)| (clamped(*progress), *weight)).collect()
    };
    let (key_results, supporters) = (clamp(key_results), clamp(supporters));
    match rules.roll_up {
        RollUp::KeyResults => mean(&key_results).or_else(|| mean(&supporters)),
        RollUp::Supporting => mean(&supporters).or_else(|| mean(&key_results)),
        RollUp::Both => mean(&[key_results, supporters].concat()),
    }
}
