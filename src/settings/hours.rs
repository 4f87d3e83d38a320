//! Office hours as people write them: `mon-fri 07:00-18:00`.
//!
//! Knows no time zone and does not ask what time it is.

use super::Hours;
use chrono::{NaiveTime, Weekday};

/// How hours are written.
pub(super) const EXAMPLE: &str = "mon-fri 07:00-18:00";

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

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
fn time(text: &str) -> Option<NaiveTime> {
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
