//! How much of the time has passed, and so how far a goal can be expected to have come.
//!
//! Time is counted by moments in the office's zone, from the first moment of the first day to the last moment of the
//! last one, so a day with a change of clocks counts 23 or 25 hours. Knows nothing of values.

use super::model::{Cycle, Measure};
use super::share::{clamped, ratio};
use super::time::{Moment, Now, Zone};
use chrono::NaiveDate;

/// The time a goal has: from the first moment of a day to the end of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first moment.
    pub from: Moment,
    /// The moment after the last one.
    pub until: Moment,
}

impl Window {
    /// The time of a cycle in the office.
    pub fn of(cycle: &Cycle, zone: &Zone) -> Window {
        Window { from: zone.start_of(cycle.start), until: zone.end_of(cycle.end) }
    }

    /// The same time up to another last day: a goal's own due day counts until its end.
    pub fn due(self, day: NaiveDate, zone: &Zone) -> Window {
        Window { until: zone.end_of(day), ..self }
    }

    /// The part that has passed, 0..=1: 0 before it begins, 1 from its end on, also where it ends before it begins.
    pub fn elapsed(self, at: Moment) -> f64 {
        let millis = |from: Moment, to: Moment| (to - from).num_milliseconds() as f64;
        match at {
            at if at >= self.until => 1.0,
            at if at <= self.from => 0.0,
            at => clamped(ratio(millis(self.from, at), millis(self.from, self.until)).unwrap_or(1.0)),
        }
    }

    /// True if the moment lies in it.
    pub fn holds(self, at: Moment) -> bool {
        self.from <= at && at < self.until
    }
}

/// The progress that a goal is expected to have by now, as a share 0..=1: the elapsed part of its time, which is the
/// cycle's, or ends with the goal's own due day.
///
/// A goal that is kept within bounds is expected to be within them from the first day: 1. `None` without a cycle,
/// unless the due day is over.
pub fn expected(
    measure: Option<&Measure>,
    cycle: Option<Window>,
    due: Option<NaiveDate>,
    at: Moment,
    zone: &Zone,
) -> Option<f64> {
    if let Some(Measure::Within { .. }) = measure {
        return Some(1.0);
    }
    match (cycle, due) {
        (Some(cycle), Some(day)) => Some(cycle.due(day, zone).elapsed(at)),
        (Some(cycle), None) => Some(cycle.elapsed(at)),
        (None, Some(day)) => (at >= zone.end_of(day)).then_some(1.0),
        (None, None) => None,
    }
}

/// Where in its cycle the office stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// The part of the cycle that has passed, 0..=1.
    pub elapsed: f64,
    /// The days that are left, today among them: 1 on the last day, 0 after it; before the cycle, all of its days.
    pub days_left: u32,
    /// The present week of the cycle, counted from 1: seven days each from the cycle's first day, so not the
    /// calendar's. Days beyond the last full week belong to it. 1 before the cycle, `weeks` after it.
    pub week: u32,
    /// How many weeks the cycle has, rounded: a quarter has 13. 1 or more.
    pub weeks: u32,
}

fn days(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

impl Pace {
    /// Where a cycle stands now.
    pub fn of(cycle: &Cycle, now: &Now) -> Pace {
        let today = now.today();
        let days_left = if today > cycle.end { 0 } else { days(today.max(cycle.start), cycle.end).saturating_add(1) };
        Pace {
            elapsed: Window::of(cycle, &now.zone).elapsed(now.at),
            days_left,
            week: Pace::week_of(cycle, today),
            weeks: Pace::weeks_of(cycle),
        }
    }

    /// The week of the cycle in which a day lies, counted as [`Pace::week`].
    pub fn week_of(cycle: &Cycle, day: NaiveDate) -> u32 {
        (days(cycle.start, day) / 7 + 1).min(Pace::weeks_of(cycle))
    }

    fn weeks_of(cycle: &Cycle) -> u32 {
        let length = days(cycle.start, cycle.end).saturating_add(1);
        (length.saturating_add(3) / 7).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, close, day, now, quarter, stockholm, toward, window, within};
    use super::*;

    #[test]
    fn elapsed_parts() {
        let days = |days: f64, hours: f64| (days * 24.0 + hours) / (92.0 * 24.0 + 1.0);
        for (name, moment, expected) in [
            ("long before", "2020-01-01", 0.0),
            ("the first moment", "2026-10-01T00:00:00+02:00", 0.0),
            ("after the first day", "2026-10-02T00:00:00+02:00", days(1.0, 0.0)),
            ("after the change of clocks", "2026-10-26T00:00:00+01:00", days(25.0, 1.0)),
            ("the last day still counts", "2026-12-31T00:00:00+01:00", days(91.0, 1.0)),
            ("a second before the end", "2026-12-31T23:59:59+01:00", 1.0 - 1.0 / (92.0 * 86400.0 + 3600.0)),
            ("the end", "2027-01-01T00:00:00+01:00", 1.0),
            ("long after", "2040-01-01", 1.0),
        ] {
            assert!(close(Some(window().elapsed(at(moment))), Some(expected)), "{name}");
        }
        let one_day = Cycle { end: quarter().start, ..quarter() };
        let noon = at("2026-10-01T12:00:00+02:00");
        assert!(close(Some(Window::of(&one_day, &stockholm()).elapsed(noon)), Some(0.5)), "a cycle of one day");
    }

    #[test]
    fn expectations() {
        let half_way = at("2026-11-15T23:30:00+01:00");
        let (cycle, toward, within) = (Some(window()), toward(0.0, 1.0), within(0.0, 1.0));
        for (name, measure, cycle, due, expected) in [
            ("the cycle's", Some(&toward), cycle, None, Some(0.5)),
            ("an objective's", None, cycle, None, Some(0.5)),
            ("an own due day", Some(&toward), cycle, Some("2026-11-30"), Some(1104.5 / (61.0 * 24.0 + 1.0))),
            ("due today: until its end", None, cycle, Some("2026-11-15"), Some(1104.5 / (46.0 * 24.0 + 1.0))),
            ("due yesterday", None, cycle, Some("2026-11-14"), Some(1.0)),
            ("due before the cycle", None, cycle, Some("2026-01-01"), Some(1.0)),
            ("within bounds: from the first day", Some(&within), cycle, None, Some(1.0)),
            ("no cycle", None, None, None, None),
            ("no cycle, due to come", None, None, Some("2026-11-30"), None),
            ("no cycle, due over", None, None, Some("2026-11-14"), Some(1.0)),
        ] {
            let is = super::expected(measure, cycle, due.map(day), half_way, &stockholm());
            assert!(close(is, expected), "{name}: {is:?}");
        }
        assert_eq!(
            expected(None, cycle, Some(day("2026-01-01")), at("2025-06-01"), &stockholm()),
            Some(0.0),
            "before both"
        );
    }

    #[test]
    fn weeks_and_days_left() {
        for (name, moment, week, days_left) in [
            ("before", "2026-09-30", 1, 92),
            ("first day", "2026-10-01", 1, 92),
            ("seventh day", "2026-10-07", 1, 86),
            ("eighth day", "2026-10-08", 2, 85),
            ("a Monday in November", "2026-11-23", 8, 39),
            ("the day beyond 13 weeks", "2026-12-31", 13, 1),
            ("after", "2027-01-01", 13, 0),
        ] {
            let pace = Pace::of(&quarter(), &now(moment));
            assert_eq!((pace.week, pace.weeks, pace.days_left), (week, 13, days_left), "{name}");
        }
        let one_day = Cycle { end: quarter().start, ..quarter() };
        let pace = Pace::of(&one_day, &now("2026-10-01"));
        assert_eq!((pace.week, pace.weeks, pace.days_left), (1, 1, 1), "a cycle of one day");
    }
}
