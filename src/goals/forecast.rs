//! Where a key result lands if it goes on as it has gone.
//!
//! A Theil–Sen line: its slope is the median of the slopes between all pairs of check-ins, so that a few odd values
//! do not turn it. (Theil 1950; Sen, 'Estimates of the Regression Coefficient Based on Kendall's Tau', 1968.) The band
//! lies between the quartiles of those slopes. Knows nothing of what people plan.

use super::model::{KeyResult, Measure};
use super::pace::Window;
use super::progress::{current_value, known, progress_at, valued};
use super::share::{EPSILON, ratio};
use super::time::{Moment, Now};
use chrono::{NaiveDate, TimeDelta};

/// Days with a value that a forecast needs.
const LEAST_POINTS: usize = 3;
/// Days between the first and the last of them.
const LEAST_DAYS: f64 = 7.0;
/// The latest days with a value that are looked at, which bounds the number of pairs.
const MOST_POINTS: usize = 60;
const MILLIS_A_DAY: f64 = 86_400_000.0;

/// A value with its band; `low <= mid <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The lower end.
    pub low: f64,
    /// The line itself.
    pub mid: f64,
    /// The upper end.
    pub high: f64,
}

impl Band {
    fn map(self, f: impl Fn(f64) -> Option<f64>) -> Option<Band> {
        let (a, mid, b) = (f(self.low)?, f(self.mid)?, f(self.high)?);
        Some(Band { low: a.min(b), mid, high: a.max(b) })
    }
}

/// A line through dated values: its height at its last point, and its slopes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The line's height at the last point; not the last value.
    pub height: f64,
    /// The quartiles of the pairwise slopes, per unit of x; `mid` is the line's own.
    pub slope: Band,
}

/// Where a key result lands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// The latest check-in with a value: here the line goes over into the future, and the band opens.
    pub from: Moment,
    /// The end of the cycle or of the key result's own due day.
    pub until: Moment,
    /// The line; its slopes are in the key result's unit a day.
    pub line: Line,
    /// The value at the end, in the key result's unit.
    pub value: Band,
    /// The progress that this means, as raw shares; only for goals toward a target.
    pub landing: Option<Band>,
    /// The day on which the line reaches the target, if that is yet to come and not after the end.
    pub reaches: Option<NaiveDate>,
}

impl Forecast {
    /// The forecast value at a moment, in the key result's unit. Before `from` the band is closed.
    pub fn at(&self, at: Moment) -> Band {
        let days = days_between(self.from, at);
        let height = |slope: f64| self.line.height + slope * days;
        let open = |slope: f64| if days > 0.0 { height(slope) } else { height(self.line.slope.mid) };
        Band { low: open(self.line.slope.low), mid: height(self.line.slope.mid), high: open(self.line.slope.high) }
    }
}

/// The Theil–Sen line through (x, y), in any order; `None` without two different x, or beyond what numbers hold.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<Line> {
    let mut slopes: Vec<f64> = Vec::with_capacity(points.len() * points.len() / 2);
    for (i, (x0, y0)) in points.iter().enumerate() {
        let later = points.iter().skip(i + 1);
        slopes.extend(later.filter_map(|(x1, y1)| ratio(y1 - y0, x1 - x0)));
    }
    slopes.sort_by(f64::total_cmp);
    let slope = Band { low: quantile(&slopes, 0.25)?, mid: quantile(&slopes, 0.5)?, high: quantile(&slopes, 0.75)? };
    let last = points.iter().map(|(x, _)| *x).fold(f64::NEG_INFINITY, f64::max);
    let mut heights: Vec<f64> = points.iter().map(|(x, y)| y + slope.mid * (last - x)).collect();
    heights.sort_by(f64::total_cmp);
    let height = quantile(&heights, 0.5)?;
    height.is_finite().then_some(Line { height, slope })
}

/// The forecast of a key result; `None` before the cycle, after its end, with too few days with a value (three over
/// seven days or more, of several check-ins on one day the last), for yes/no, and without a cycle.
pub fn forecast(key_result: &KeyResult, cycle: Option<Window>, now: &Now) -> Option<Forecast> {
    if matches!(key_result.measure, Measure::None | Measure::YesNo) {
        return None;
    }
    let cycle = cycle?;
    let until = key_result.due.map_or(cycle.until, |day| now.zone.end_of(day));
    if now.at >= until {
        return None;
    }
    let check_ins = known(&key_result.check_ins, now);
    let mut days: Vec<(NaiveDate, Moment, f64)> = Vec::new();
    for (at, value) in valued(check_ins).rev().filter(|(at, _)| cycle.holds(*at)) {
        let day = now.zone.day_of(at);
        if days.last().is_none_or(|(later, ..)| *later != day) {
            days.push((day, at, value));
        }
        if days.len() == MOST_POINTS {
            break;
        }
    }
    let ((last_day, from, _), (first_day, first, _)) = (*days.first()?, *days.last()?);
    if days.len() < LEAST_POINTS || ((last_day - first_day).num_days() as f64) < LEAST_DAYS {
        return None;
    }
    let points: Vec<(f64, f64)> = days.iter().map(|(_, at, value)| (days_between(first, *at), *value)).collect();
    let line = theil_sen(&points)?;
    let bare = Forecast { from, until, line, value: line.slope, landing: None, reaches: None };
    let value = bare.at(until);
    if !(value.low.is_finite() && value.high.is_finite()) {
        return None;
    }
    let progress = |value: f64| progress_at(&key_result.measure, Some(value), &[], None);
    let Measure::Toward { start, target, .. } = key_result.measure else {
        return Some(Forecast { value, ..bare });
    };
    let reached = current_value(key_result, now).and_then(progress).is_some_and(|progress| progress >= 1.0 - EPSILON);
    let reaches = if reached { None } else { crossing(&bare, start, target, now) };
    Some(Forecast { value, landing: value.map(progress), reaches, ..bare })
}

/// The day on which the line comes to the target: today at the earliest, the last day at the latest.
fn crossing(forecast: &Forecast, start: f64, target: f64, now: &Now) -> Option<NaiveDate> {
    let Line { height, slope } = forecast.line;
    let ahead = if target < start { height - target } else { target - height };
    let speed = if target < start { -slope.mid } else { slope.mid };
    if ahead <= 0.0 {
        return Some(now.today());
    }
    let days = ratio(ahead, speed).filter(|days| *days > 0.0 && *days < 36_500.0)?;
    let at = forecast.from.checked_add_signed(TimeDelta::milliseconds((days * MILLIS_A_DAY) as i64))?;
    (at < forecast.until).then(|| now.zone.day_of(at).max(now.today()))
}

fn days_between(from: Moment, to: Moment) -> f64 {
    (to - from).num_milliseconds() as f64 / MILLIS_A_DAY
}

/// The quantile of values in order, by straight interpolation between the two nearest; `None` of nothing.
fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let place = share * values.len().saturating_sub(1) as f64;
    let below = *values.get(place.floor() as usize)?;
    let above = *values.get(place.ceil() as usize)?;
    let between = below + (above - below) * place.fract();
    Some(if between.is_finite() { between } else { below })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{check_ins, close, day, key_result, now, stockholm, toward, window, within};
    use super::*;

    fn of(measure: Measure, values: &[(&str, f64)]) -> KeyResult {
        KeyResult { check_ins: check_ins(values), ..key_result("k", "o", measure) }
    }

    #[test]
    fn lines() {
        let line = |points: &[(f64, f64)]| theil_sen(points).map(|line| (line.slope.mid, line.height));
        for (name, points, expected) in [
            ("nothing", vec![], None),
            ("one point", vec![(0.0, 1.0)], None),
            ("all at one time", vec![(1.0, 1.0), (1.0, 2.0)], None),
            ("straight", vec![(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)], Some((2.0, 5.0))),
            ("in any order", vec![(2.0, 5.0), (0.0, 1.0), (1.0, 3.0)], Some((2.0, 5.0))),
            ("one odd value", vec![(0.0, 0.0), (1.0, 1.0), (2.0, 99.0), (3.0, 3.0), (4.0, 4.0)], Some((1.0, 4.0))),
            ("flat", vec![(0.0, 2.0), (1.0, 2.0), (2.0, 2.0)], Some((0.0, 2.0))),
            ("falling below nought", vec![(0.0, 1.0), (1.0, -1.0), (2.0, -3.0)], Some((-2.0, -3.0))),
        ] {
            assert_eq!(line(&points), expected, "{name}");
        }
    }

    #[test]
    fn quartiles_of_all_pairs() {
        // The pairs' slopes: -1, 1, 1.5, 2, 3, 4.
        let line = theil_sen(&[(0.0, 0.0), (1.0, 3.0), (2.0, 2.0), (3.0, 6.0)]).unwrap();
        assert_eq!(line.slope, Band { low: 1.125, mid: 1.75, high: 2.75 });
        assert!(close(Some(line.height), Some(5.625)));
    }

    #[test]
    fn enough_to_tell() {
        let weekly = [("2026-10-05", 0.0), ("2026-10-12", 1.0), ("2026-10-19", 2.0)];
        for (name, measure, moment, values, told) in [
            ("three in two weeks", toward(0.0, 10.0), "2026-10-20", &weekly[..], true),
            ("no goal for it, but a value", within(0.0, 1.0), "2026-10-20", &weekly, true),
            ("two", toward(0.0, 10.0), "2026-10-20", &weekly[..2], false),
            ("none", toward(0.0, 10.0), "2026-10-20", &[], false),
            ("yes/no", Measure::YesNo, "2026-10-20", &weekly, false),
            ("after the cycle", toward(0.0, 10.0), "2027-01-01", &weekly, false),
            ("not all are known yet", toward(0.0, 10.0), "2026-10-18", &weekly, false),
            (
                "three in six days",
                toward(0.0, 10.0),
                "2026-10-20",
                &[("2026-10-05", 0.0), ("2026-10-06", 1.0), ("2026-10-11", 2.0)],
                false,
            ),
            (
                "three in seven days",
                toward(0.0, 10.0),
                "2026-10-20",
                &[("2026-10-05", 0.0), ("2026-10-06", 1.0), ("2026-10-12", 2.0)],
                true,
            ),
            (
                "two on one day are one",
                toward(0.0, 10.0),
                "2026-10-20",
                &[("2026-10-05", 0.0), ("2026-10-12T08:00:00Z", 1.0), ("2026-10-12T14:00:00Z", 2.0)],
                false,
            ),
            (
                "before the cycle counts for nothing",
                toward(0.0, 10.0),
                "2026-10-20",
                &[("2026-09-28", 0.0), ("2026-10-05", 1.0), ("2026-10-12", 2.0)],
                false,
            ),
        ] {
            let is = forecast(&of(measure, values), Some(window()), &now(moment));
            assert_eq!(is.is_some(), told, "{name}");
        }
        assert_eq!(forecast(&of(toward(0.0, 1.0), &weekly), None, &now("2026-10-20")), None, "without a cycle");
    }

    #[test]
    fn landings() {
        // One more a week; the quarter ends eleven weeks and a half after the first.
        let up = [("2026-10-12", 1.0), ("2026-10-19", 2.0), ("2026-10-26", 3.0)];
        let down = [("2026-10-12", 9.0), ("2026-10-19", 8.0), ("2026-10-26", 7.0)];
        let end = 3.0 + 66.5 / 7.0;
        for (name, measure, values, value, landing, reaches) in [
            ("short of it", toward(0.0, 20.0), up, end, Some(end / 20.0), None),
            ("in week 50", toward(0.0, 10.0), up, end, Some(end / 10.0), Some("2026-12-14")),
            ("falling", toward(10.0, 0.0), down, 10.0 - end, Some(end / 10.0), Some("2026-12-14")),
            ("the wrong way", toward(10.0, 20.0), down, 10.0 - end, Some(-end / 10.0), None),
            ("already there", toward(0.0, 2.0), up, end, Some(end / 2.0), None),
            ("within bounds", within(0.0, 2.0), up, end, None, None),
        ] {
            let is = forecast(&of(measure, &values), Some(window()), &now("2026-10-27")).unwrap();
            assert!(close(Some(is.value.mid), Some(value)), "{name}: {is:?}");
            assert!(close(is.landing.map(|landing| landing.mid), landing), "{name}: {is:?}");
            assert_eq!(is.reaches, reaches.map(day), "{name}");
        }
    }

    #[test]
    fn the_goal_is_reached_today_at_the_earliest() {
        let up = [("2026-10-12", 1.0), ("2026-10-19", 2.0), ("2026-10-26", 3.0)];
        let dip = [("2026-10-05", 1.0), ("2026-10-12", 3.0), ("2026-10-19", 4.9), ("2026-10-26", 4.9)];
        for (name, target, values) in
            [("the line came to it last week", 3.5, &up[..]), ("the line lies above it", 5.0, &dip)]
        {
            let is = forecast(&of(toward(0.0, target), values), Some(window()), &now("2026-11-10")).unwrap();
            assert_eq!(is.reaches, Some(day("2026-11-10")), "{name}: {is:?}");
        }
    }

    #[test]
    fn own_due_day_ends_it() {
        let up = [("2026-10-12", 1.0), ("2026-10-19", 2.0), ("2026-10-26", 3.0)];
        let goal = KeyResult { due: Some(day("2026-11-09")), ..of(toward(0.0, 10.0), &up) };
        let is = forecast(&goal, Some(window()), &now("2026-10-27")).unwrap();
        assert_eq!(is.until, stockholm().end_of(day("2026-11-09")));
        assert!(is.reaches.is_none() && is.value.mid < 5.1);
    }

    #[test]
    fn the_band_opens_from_the_last_check_in() {
        let values = [("2026-10-05", 0.0), ("2026-10-12", 3.0), ("2026-10-19", 2.0), ("2026-10-26", 6.0)];
        let is = forecast(&of(toward(20.0, 0.0), &values), Some(window()), &now("2026-10-27")).unwrap();
        let closed = is.at(is.from);
        assert_eq!((closed.low, closed.high), (closed.mid, closed.mid));
        let earlier = is.at(window().from);
        assert_eq!((earlier.low, earlier.high), (earlier.mid, earlier.mid), "closed in the past, too");
        assert_eq!(is.at(is.until), is.value);
        assert!(is.value.low < is.value.mid && is.value.mid < is.value.high);
        let landing = is.landing.unwrap();
        assert!(landing.low < landing.mid && landing.mid < landing.high, "also for falling goals");
    }
}
