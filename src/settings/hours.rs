//! Office hours as people write them: `mon-fri 07:00-18:00`.
//!
//! Knows no time zone and does not ask what time it is: it is told what the office's clock shows.

use super::Hours;
use chrono::{Datelike, Days, NaiveDateTime, NaiveTime, Weekday};

/// How hours are written.
pub(super) const EXAMPLE: &str = "mon-fri 07:00-18:00";

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Hours {
    /// When the office opens next, if it is closed at this time of its clock; nothing while it is open.
    pub fn opens(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        // A working day that began up to a day ago, or begins within the week.
        let days = [-1, 0, 1, 2, 3, 4, 5, 6, 7].into_iter().filter_map(|ahead: i64| {
            let off = Days::new(ahead.unsigned_abs());
            let day = if ahead < 0 { local.date().checked_sub_days(off) } else { local.date().checked_add_days(off) };
            day.filter(|day| self.days.contains(&day.weekday()))
        });
        for day in days {
            let closes = if self.to > self.from { Some(day) } else { day.succ_opt() }?.and_time(self.to);
            let opens = day.and_time(self.from);
            if local < opens {
                return Some(opens);
            }
            if local < closes {
                return None;
            }
        }
        None
    }
}

/// Reads days (one, some with commas, from-to; none: every day) and a time from-to. Days by the first three letters
/// of their English or Swedish names.
pub(super) fn parse(text: &str) -> Option<Hours> {
    let text = crate::feed::letters::small_text(text.trim()).replace(['–', '—'], "-");
    let (days, times) = text.rsplit_once(char::is_whitespace).unwrap_or(("", &text));
    let (from, to) = times.split_once('-')?;
    Some(Hours { days: week(days.trim())?, from: time(from)?, to: time(to)? })
}

fn week(text: &str) -> Option<Vec<Weekday>> {
    if text.is_empty() {
        return Some(WEEK.to_vec());
    }
    let mut marked = [false; 7];
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        let length = (last + 7 - first) % 7;
        for (index, mark) in marked.iter_mut().enumerate() {
            *mark |= (index + 7 - first) % 7 <= length;
        }
    }
    Some(WEEK.into_iter().zip(marked).filter_map(|(day, mark)| mark.then_some(day)).collect())
}

/// The day's number, Monday being 0.
fn day(text: &str) -> Option<usize> {
    let start: String = text.trim().chars().take(3).collect();
    Some(match start.as_str() {
        "mon" | "mån" => 0,
        "tue" | "tis" => 1,
        "wed" | "ons" => 2,
        "thu" | "tor" => 3,
        "fri" | "fre" => 4,
        "sat" | "lör" => 5,
        "sun" | "sön" => 6,
        _ => return None,
    })
}

/// `7`, `07:00` or `7.30`; 24 is midnight.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    match (number(hour)?, number(minute)?) {
        (24, 0) => Some(NaiveTime::MIN),
        (hour, minute) => NaiveTime::from_hms_opt(hour, minute, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, days, from, to) in [
            ("mon-fri 07:00-18:00", vec![Mon, Tue, Wed, Thu, Fri], (7, 0), (18, 0)),
            ("7-18", WEEK.to_vec(), (7, 0), (18, 0)),
            ("Mon,Wed-Thu 7.30-16", vec![Mon, Wed, Thu], (7, 30), (16, 0)),
            ("sat-mon 10-14", vec![Mon, Sat, Sun], (10, 0), (14, 0)),
            ("mån–fre 6–24", vec![Mon, Tue, Wed, Thu, Fri], (6, 0), (0, 0)),
            ("friday 22-06", vec![Fri], (22, 0), (6, 0)),
            ("  tue , thu   08:00-17:00 ", vec![Tue, Thu], (8, 0), (17, 0)),
        ] {
            let time = |(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
            assert_eq!(parse(text), Some(Hours { days, from: time(from), to: time(to) }), "{text}");
        }
    }

    #[test]
    fn outside_the_hours_it_is_known_when_they_begin() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        // 2026-11-23 is a Monday.
        for (hours, now, opens) in [
            ("mon-fri 07:00-18:00", "2026-11-23 06:59", Some("2026-11-23 07:00")),
            ("mon-fri 07:00-18:00", "2026-11-23 07:00", None),
            ("mon-fri 07:00-18:00", "2026-11-23 17:59", None),
            ("mon-fri 07:00-18:00", "2026-11-23 18:00", Some("2026-11-24 07:00")),
            ("mon-fri 07:00-18:00", "2026-11-27 18:00", Some("2026-11-30 07:00")),
            ("mon-fri 07:00-18:00", "2026-12-31 23:00", Some("2027-01-01 07:00")),
            ("fri 22-06", "2026-11-28 05:59", None),
            ("fri 22-06", "2026-11-28 06:00", Some("2026-12-04 22:00")),
            ("fri 22-06", "2026-11-27 21:00", Some("2026-11-27 22:00")),
            ("mon 7-18", "2026-11-23 19:00", Some("2026-11-30 07:00")),
            ("0-24", "2026-11-23 00:00", None),
            ("7-7", "2026-11-23 06:00", None),
            ("mon-fri 6-24", "2026-11-27 23:59", None),
            ("mon-fri 6-24", "2026-11-28 00:00", Some("2026-11-30 06:00")),
        ] {
            assert_eq!(parse(hours).unwrap().opens(at(now)), opens.map(at), "{hours} at {now}");
        }
    }

    #[test]
    fn what_is_no_hours_is_none() {
        for text in [
            "",
            "always",
            "mon-fri",
            "07:00",
            "foo 7-18",
            "mon 25-26",
            "mon 7:60-8",
            "mon 7-18-19",
            "7-+8",
            "mon, 7-18",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
