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

impl Pace {
    /// Where a cycle stands now.
    pub fn of(cycle: &Cycle, now: &Now) -> Pace {
        let days = |from: NaiveDate, to: NaiveDate| u32::try_from((to - from).num_days()).unwrap_or(0);
        let today = now.today();
        let length = days(cycle.start, cycle.end).saturating_add(1);
        let weeks = (length.saturating_add(3) / 7).max(1);
        let days_left = if today > cycle.end { 0 } else { days(today.max(cycle.start), cycle.end).saturating_add(1) };
        Pace {
            elapsed: Window::of(cycle, &now.zone).elapsed(now.at),
            days_left,
            week: (days(cycle.start, today) / 7 + 1).min(weeks),
            weeks,
        }
    }
}
