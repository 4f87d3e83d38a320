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
        super::order::sort(&mut changes, &|(a, _), (b, _)| a.cmp(b));
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
        let exact = offsets
            .map(|offset| (offset, with(offset)))
            .filter(|(o, at)| self.offset_at(*at) == *o)
            .map(|(_, at)| at)
            .min();
        match exact {
            Some(at) => at,
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

#[cfg(test)]
mod tests {
    use super::super::sample::{at, day, now, stockholm};
    use super::*;

    #[test]
    fn office_time_and_back() {
        let zone = stockholm();
        for (name, date, time, moment) in [
            ("winter", "2026-01-15", "09:00:00", "2026-01-15T08:00:00Z"),
            ("summer", "2026-07-15", "09:00:00", "2026-07-15T07:00:00Z"),
            ("before the spring change", "2026-03-29", "01:59:59", "2026-03-29T00:59:59Z"),
            ("in the hour that is skipped: the change", "2026-03-29", "02:30:00", "2026-03-29T01:00:00Z"),
            ("after the spring change", "2026-03-29", "03:00:00", "2026-03-29T01:00:00Z"),
            ("in the hour that comes twice: the earlier", "2026-10-25", "02:30:00", "2026-10-25T00:30:00Z"),
            ("the autumn change itself, earlier", "2026-10-25", "02:00:00", "2026-10-25T00:00:00Z"),
            ("after the autumn change", "2026-10-25", "03:00:00", "2026-10-25T02:00:00Z"),
            ("midnight of the spring change", "2026-03-29", "00:00:00", "2026-03-28T23:00:00Z"),
            ("midnight of the autumn change", "2026-10-25", "00:00:00", "2026-10-24T22:00:00Z"),
            ("midnight after it", "2026-10-26", "00:00:00", "2026-10-25T23:00:00Z"),
            ("beyond the table: the last offset", "2040-01-01", "12:00:00", "2040-01-01T10:00:00Z"),
        ] {
            assert_eq!(zone.moment_at(day(date), time.parse().unwrap()), at(moment), "{name}");
        }
    }

    #[test]
    fn days_of_the_office() {
        let zone = stockholm();
        for (name, date, hours) in [
            ("a common day", "2026-11-23", 24),
            ("the spring change", "2026-03-29", 23),
            ("the autumn change", "2026-10-25", 25),
        ] {
            let (start, end) = (zone.start_of(day(date)), zone.end_of(day(date)));
            assert_eq!((end - start).num_hours(), hours, "{name}");
            assert_eq!(zone.day_of(start), day(date), "{name}");
            assert_eq!(zone.day_of(end), day(date).succ_opt().unwrap(), "{name}");
        }
        // A change at midnight: the first moment of the day is the change.
        let beirut = Zone::new(7200, vec![(at("2026-03-28T22:00:00Z"), 10800)]);
        assert_eq!(beirut.start_of(day("2026-03-29")), at("2026-03-28T22:00:00Z"));
    }

    #[test]
    fn pulses() {
        for (name, moment, pulse) in [
            ("a Wednesday", "2026-11-25T09:00:00+01:00", "2026-11-23T00:00:00+01:00"),
            ("a Sunday, late", "2026-11-29T23:59:59+01:00", "2026-11-23T00:00:00+01:00"),
            ("a Monday: last Monday", "2026-11-30T00:00:00+01:00", "2026-11-23T00:00:00+01:00"),
            ("a Monday, late", "2026-11-30T23:59:59+01:00", "2026-11-23T00:00:00+01:00"),
            ("Monday in Stockholm, Sunday in Greenwich", "2026-11-29T23:30:00Z", "2026-11-22T23:00:00Z"),
            ("over the change of clocks", "2026-10-26T09:00:00+01:00", "2026-10-19T00:00:00+02:00"),
            ("a Tuesday after new year", "2027-01-05T09:00:00+01:00", "2027-01-04T00:00:00+01:00"),
        ] {
            assert_eq!(now(moment).last_pulse(), at(pulse), "{name}");
        }
    }

    #[test]
    fn odd_zones_are_bounded_and_the_ends_of_time_hold() {
        assert_eq!(Zone::fixed(i32::MAX).offset_at(at("2026-01-01")), 86_400);
        for zone in [Zone::UTC, Zone::fixed(-86_400), Zone::fixed(86_400), stockholm()] {
            for moment in [Moment::MIN_UTC, Moment::MAX_UTC] {
                let now = Now::new(moment, zone.clone());
                let _ = (now.last_pulse(), zone.end_of(now.today()), now.days_since(day("2026-01-01")));
            }
        }
    }
}
