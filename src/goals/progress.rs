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

#[cfg(test)]
mod tests {
    use super::super::sample::{check_in, check_ins, close, key_result, now, toward, window, within};
    use super::super::{Decision, Life, Unit};
    use super::*;

    #[test]
    fn toward_a_target() {
        for (name, start, target, value, expected) in [
            ("rising", 0.0, 10.0, Some(4.0), Some(0.4)),
            ("falling", 14.0, 5.0, Some(9.5), Some(0.5)),
            ("falling, the wrong way", 14.0, 5.0, Some(14.9), Some(-0.1)),
            ("beyond", 50.0, 100.0, Some(106.0), Some(1.12)),
            ("below the start", 50.0, 100.0, Some(48.0), Some(-0.04)),
            ("negative numbers", -20.0, -10.0, Some(-15.0), Some(0.5)),
            ("through nought, falling", 10.0, -10.0, Some(0.0), Some(0.5)),
            ("start = target, reached", 5.0, 5.0, Some(5.0), Some(1.0)),
            ("start = target, beyond", 5.0, 5.0, Some(7.0), Some(1.0)),
            ("start = target, below", 5.0, 5.0, Some(4.0), Some(0.0)),
            ("start = target = nought", 0.0, 0.0, Some(0.0), Some(1.0)),
            ("no value yet", 0.0, 10.0, None, None),
            ("as far as numbers go", f64::MIN, f64::MAX, Some(0.0), Some(0.5)),
            ("a way too short to tell", 0.0, f64::MIN_POSITIVE, Some(f64::MAX), None),
        ] {
            let is = progress_at(&toward(start, target), value, &[], None);
            assert!(close(is, expected), "{name}: {is:?}");
        }
    }

    #[test]
    fn within_bounds() {
        let history =
            [("2026-09-01", 9.0), ("2026-10-05", 9.0), ("2026-10-12", 5.0), ("2026-10-19", 4.0), ("2026-10-26", 9.0)];
        let history = check_ins(&history);
        for (name, measure, value, check_ins, expected) in [
            ("inside", within(4.0, 6.0), Some(5.0), &[][..], Some(1.0)),
            ("on the lower bound", within(4.0, 6.0), Some(4.0), &[], Some(1.0)),
            ("on the upper bound", within(4.0, 6.0), Some(6.0), &[], Some(1.0)),
            ("outside, no check-ins", within(4.0, 6.0), Some(7.0), &[], Some(0.0)),
            ("outside: the cycle's part inside", within(4.0, 6.0), Some(9.0), &history, Some(0.5)),
            ("only not below", within(4.0, None), Some(1e9), &[], Some(1.0)),
            ("only not above", within(None, 6.0), Some(-1e9), &[], Some(1.0)),
            ("no value yet", within(4.0, 6.0), None, &[], None),
        ] {
            let is = progress_at(&measure, value, check_ins, Some(window()));
            assert!(close(is, expected), "{name}: {is:?}");
        }
        assert!(close(progress_at(&within(4.0, 6.0), Some(9.0), &history, None), Some(0.4)), "without a cycle: of all");
    }

    #[test]
    fn other_measures() {
        for (name, measure, value, expected) in [
            ("yes", Measure::YesNo, Some(1.0), Some(1.0)),
            ("no", Measure::YesNo, Some(0.0), Some(0.0)),
            ("nobody has said", Measure::YesNo, None, Some(0.0)),
            ("no measure", Measure::None, Some(3.0), None),
            ("no target", Measure::Untargeted { unit: Unit::default() }, Some(3.0), None),
        ] {
            assert_eq!(progress_at(&measure, value, &[], None), expected, "{name}");
        }
    }

    #[test]
    fn values_at_present() {
        let now = now("2026-11-25T09:00:00+01:00");
        let days = |values: &[(&str, f64)]| check_ins(values);
        for (name, current, check_ins, expected) in [
            ("nothing", None, vec![], None),
            ("given", Some(3.0), vec![], Some(3.0)),
            ("given wins", Some(3.0), days(&[("2026-11-20", 5.0)]), Some(3.0)),
            ("the latest", None, days(&[("2026-11-13", 4.0), ("2026-11-20", 5.0)]), Some(5.0)),
            (
                "the later of one day",
                None,
                days(&[("2026-11-20T08:00:00Z", 4.0), ("2026-11-20T15:00:00Z", 5.0)]),
                Some(5.0),
            ),
            (
                "words only do not count",
                None,
                vec![check_in("2026-11-13", 4.0), check_in("2026-11-20", None)],
                Some(4.0),
            ),
            (
                "today at noon is known in the morning",
                None,
                days(&[("2026-11-20", 4.0), ("2026-11-25", 5.0)]),
                Some(5.0),
            ),
            ("tomorrow is not", None, days(&[("2026-11-20", 4.0), ("2026-11-26", 5.0)]), Some(4.0)),
        ] {
            let mut goal = key_result("k", "o", toward(0.0, 10.0));
            (goal.current, goal.check_ins) = (current, check_ins);
            assert_eq!(current_value(&goal, &now), expected, "{name}");
        }
    }

    #[test]
    fn children_that_count() {
        let decided = Decision::default;
        for (name, life, progress, expected) in [
            ("active", Life::Active, Some(0.3), Some(0.3)),
            ("no measure", Life::Active, None, None),
            ("paused", Life::Paused(decided()), Some(0.3), None),
            ("abandoned", Life::Abandoned(decided()), Some(0.3), None),
            ("achieved, no measure", Life::Achieved(decided()), None, Some(1.0)),
            ("achieved, measured", Life::Achieved(decided()), Some(0.9), Some(0.9)),
        ] {
            assert_eq!(counted(&life, progress), expected, "{name}");
        }
    }

    #[test]
    fn rolling_up() {
        use RollUp::{Both, KeyResults, Supporting};
        let (own, supporting) = ([(0.2, 1.0), (0.4, 1.0)], [(0.9, 1.0)]);
        for (name, roll_up, key_results, supporters, expected) in [
            ("key results", KeyResults, &own[..], &supporting[..], Some(0.3)),
            ("key results, none", KeyResults, &[], &supporting, Some(0.9)),
            ("supporting", Supporting, &own, &supporting, Some(0.9)),
            ("supporting, none", Supporting, &own, &[], Some(0.3)),
            ("both", Both, &own, &supporting, Some(0.5)),
            ("nothing", Both, &[], &[], None),
            ("weights of nought", KeyResults, &[(0.2, 0.0), (0.4, 0.0)], &[], Some(0.3)),
            ("beyond the target is clamped", KeyResults, &[(1.8, 1.0), (0.0, 1.0)], &[], Some(0.5)),
            ("below the start is clamped", KeyResults, &[(-3.0, 1.0), (1.0, 1.0)], &[], Some(0.5)),
        ] {
            let rules = Rules { roll_up, ..Rules::default() };
            let is = rolled_up(key_results, supporters, &rules);
            assert!(close(is, expected), "{name}: {is:?}");
        }
    }
}
