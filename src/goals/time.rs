//! Moments, days and the office's time zone.
//!
//! The core has no clock and no time-zone database: both are given. A [`Zone`] is the table of offsets that the
//! shell asked the browser for, so the core can tell the office's midnight without carrying all of the world's.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

/// A point in time, to the millisecond.
pub type Moment = DateTime<Utc>;

/// The offsets from UTC that hold in the office, each from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// The offset before the first change, in seconds east of UTC.
    first: i32,
    /// Changes in order of time: from this moment on, this offset.
    changes: Vec<(Moment, i32)>,
}

impl Zone {
    /// Greenwich, all year.
    pub const UTC: Zone = Zone { first: 0, changes: Vec::new() };

    /// One offset for all time, in seconds east of UTC; beyond a day it is bounded to a day.
    pub fn fixed(seconds_east: i32) -> Zone {
        Zone { first: bounded(seconds_east), changes: Vec::new() }
    }

    /// An offset, and the changes to it. Changes are put in order of time.
    pub fn new(first: i32, mut changes: Vec<(Moment, i32)>) -> Zone {
        changes.sort_by_key(|(at, _)| *at);
        for (_, offset) in &mut changes {
            *offset = bounded(*offset);
        }
        Zone { first: bounded(first), changes }
    }

    /// Seconds east of UTC at a moment.
    pub fn offset_at(&self, at: Moment) -> i32 {
        self.changes.iter().rev().find(|(from, _)| *from <= at).map_or(self.first, |(_, offset)| *offset)
    }

    /// What the office's wall clock and calendar show at a moment.
    pub fn local(&self, at: Moment) -> chrono::NaiveDateTime {
        let shift = TimeDelta::seconds(i64::from(self.offset_at(at)));
        at.naive_utc().checked_add_signed(shift).unwrap_or(at.naive_utc())
    }

    /// The office's date at a moment.
    pub fn day_of(&self, at: Moment) -> NaiveDate {
        self.local(at).date()
    }

    /// The moment at which the office's clock shows this date and time. Where the clock is put back, the earlier
    /// of the two; where it is put forward, the moment of the change.
    pub fn moment_at(&self, day: NaiveDate, time: NaiveTime) -> Moment {
        let naive = day.and_time(time).and_utc();
        let with = |offset: i32| naive.checked_sub_signed(TimeDelta::seconds(i64::from(offset))).unwrap_or(naive);
        let offsets = std::iter::once(self.first).chain(self.changes.iter().map(|(_, offset)| *offset));
        let mut exact: Vec<Moment> = offsets
            .map(|offset| (offset, with(offset)))
            .filter(|(o, at)| self.offset_at(*at) == *o)
            .map(|(_, at)| at)
            .collect();
        exact.sort();
        match exact.first() {
            Some(at) => *at,
            // In the hour that is skipped: the change itself, the one that lies nearest.
            None => self
                .changes
                .iter()
                .map(|(at, _)| *at)
                .min_by_key(|at| (*at - with(self.offset_at(*at))).abs())
                .unwrap_or(naive),
        }
    }

    /// The first moment of a day in the office.
    pub fn start_of(&self, day: NaiveDate) -> Moment {
        self.moment_at(day, NaiveTime::MIN)
    }

    /// The moment after the last one of a day in the office: a day that is due counts until then.
    pub fn end_of(&self, day: NaiveDate) -> Moment {
        self.start_of(day.succ_opt().unwrap_or(day))
    }
}

fn bounded(seconds: i32) -> i32 {
    seconds.clamp(-86_400, 86_400)
}

/// The present moment in the office: what every measure is told instead of asking a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    /// The moment.
    pub at: Moment,
    /// Where the office lies in time.
    pub zone: std::sync::Arc<Zone>,
}

impl Now {
    /// The present moment in a zone.
    pub fn new(at: Moment, zone: Zone) -> Now {
        Now { at, zone: std::sync::Arc::new(zone) }
    }

    /// Today's date in the office.
    pub fn today(&self) -> NaiveDate {
        self.zone.day_of(self.at)
    }

    /// Whole days from a day to today; negative for days to come.
    pub fn days_since(&self, day: NaiveDate) -> i64 {
        (self.today() - day).num_days()
    }

    /// The Monday that the pulse is counted from: this week's, or on a Monday last week's.
    pub fn last_pulse(&self) -> Moment {
        let today = self.today();
        let back = match today.weekday() {
            Weekday::Mon => 7,
            day => u64::from(day.num_days_from_monday()),
        };
        self.zone.start_of(today.checked_sub_days(Days::new(back)).unwrap_or(today))
    }
}
