//! Which goals have gone quiet.
//!
//! Silence is never green: a goal that nobody has checked in for twice its own rhythm keeps its last status only as a
//! faded mark. Knows days, not values.

use chrono::{Datelike, Days, NaiveDate};

/// Days between check-ins where nothing else was agreed.
pub const WEEKLY: u32 = 7;

/// The last day on which a goal is not quiet, `since` its latest check-in.
///
/// That is twice its rhythm later (weekly: 14 days), and never before as many working days (Monday to Friday) have
/// passed as twice the rhythm holds: 5 in 7 days, rounded up. So a daily goal that was checked in on a Friday has
/// Monday and Tuesday, not the weekend. The day itself counts until its end.
pub fn grace_ends(since: NaiveDate, rhythm: u32) -> NaiveDate {
    // Ten years, so that no rhythm leads out of the calendar.
    let days = u64::from(rhythm.clamp(1, 3650)) * 2;
    let working = (days * 5).div_ceil(7);
    let by_calendar = since.checked_add_days(Days::new(days));
    by_calendar.max(add_working_days(since, working)).unwrap_or(NaiveDate::MAX)
}

/// True if a goal with this rhythm that was last heard of `since` is quiet today.
pub fn is_overdue(since: NaiveDate, rhythm: u32, today: NaiveDate) -> bool {
    today > grace_ends(since, rhythm)
}

/// How many days a goal has been quiet for, counted from the day of its latest check-in; `None` if it is not quiet.
///
/// A goal that was last heard of before the cycle began has its full grace from the cycle's first day on; one that
/// was never heard of counts its days from there, and without a cycle there is nothing to count from.
pub fn quiet(last: Option<NaiveDate>, cycle_start: Option<NaiveDate>, rhythm: u32, today: NaiveDate) -> Option<u32> {
    let since = last.max(cycle_start)?;
    let days = (today - last.or(cycle_start)?).num_days();
    is_overdue(since, rhythm, today).then(|| u32::try_from(days).unwrap_or(0))
}

/// The day that lies so many working days after another; from a weekend they are counted from the Friday before.
fn add_working_days(from: NaiveDate, count: u64) -> Option<NaiveDate> {
    let weekday = u64::from(from.weekday().num_days_from_monday());
    let friday = from.checked_sub_days(Days::new(weekday.saturating_sub(4)))?;
    let (weeks, rest) = (count / 5, count % 5);
    let weekend = if weekday.min(4) + rest > 4 { 2 } else { 0 };
    friday.checked_add_days(Days::new(weeks * 7 + rest + weekend))
}

#[cfg(test)]
mod tests {
    use super::super::sample::day;
    use super::*;

    #[test]
    fn grace() {
        for (name, since, rhythm, ends) in [
            ("weekly, from a Wednesday: 14 days", "2026-11-04", 7, "2026-11-18"),
            ("weekly, from a Monday", "2026-11-02", 7, "2026-11-16"),
            ("weekly, from a Saturday: never less than 14 days", "2026-11-07", 7, "2026-11-21"),
            ("daily, from a Monday", "2026-11-02", 1, "2026-11-04"),
            ("daily, from a Thursday: over the weekend", "2026-11-05", 1, "2026-11-09"),
            ("daily, from a Friday: Monday and Tuesday", "2026-11-06", 1, "2026-11-10"),
            ("daily, from a Sunday: Monday and Tuesday", "2026-11-08", 1, "2026-11-10"),
            ("every third day, from a Wednesday: five working days", "2026-11-04", 3, "2026-11-11"),
            ("fortnightly", "2026-11-04", 14, "2026-12-02"),
            ("monthly: 60 days, and 43 working days", "2026-11-02", 30, "2027-01-01"),
            ("nought is taken for daily", "2026-11-02", 0, "2026-11-04"),
        ] {
            assert_eq!(grace_ends(day(since), rhythm), day(ends), "{name}");
        }
        assert_eq!(grace_ends(NaiveDate::MAX, 7), NaiveDate::MAX, "at the end of time");
        assert!(grace_ends(day("2026-11-02"), u32::MAX) > day("2046-01-01"), "a rhythm without end");
    }

    #[test]
    fn working_days_counted_one_by_one() {
        for offset in 0..14 {
            let from = day("2026-11-02") + Days::new(offset);
            for count in 0..30 {
                let mut slow = from;
                while slow.weekday().num_days_from_monday() > 4 {
                    slow = slow.pred_opt().unwrap();
                }
                for _ in 0..count {
                    slow = slow.succ_opt().unwrap();
                    while slow.weekday().num_days_from_monday() > 4 {
                        slow = slow.succ_opt().unwrap();
                    }
                }
                assert_eq!(add_working_days(from, count), Some(slow), "{count} from {from}");
            }
        }
    }

    #[test]
    fn days_of_silence() {
        for (name, last, start, today, expected) in [
            ("14 days are not quiet", Some("2026-11-04"), Some("2026-10-01"), "2026-11-18", None),
            ("15 days are", Some("2026-11-04"), Some("2026-10-01"), "2026-11-19", Some(15)),
            ("never checked in, early in the cycle", None, Some("2026-10-01"), "2026-10-15", None),
            ("never checked in, later", None, Some("2026-10-01"), "2026-10-16", Some(15)),
            ("last cycle's silence has its grace", Some("2026-09-01"), Some("2026-10-01"), "2026-10-15", None),
            ("and then counts from the last check-in", Some("2026-09-01"), Some("2026-10-01"), "2026-10-16", Some(45)),
            ("before the cycle", None, Some("2026-10-01"), "2026-09-01", None),
            ("without a cycle", Some("2026-11-04"), None, "2026-11-19", Some(15)),
            ("nothing to count from", None, None, "2026-11-19", None),
        ] {
            let is = quiet(last.map(day), start.map(day), WEEKLY, day(today));
            assert_eq!(is, expected, "{name}");
        }
    }
}
