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
