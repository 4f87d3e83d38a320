//! Days that people write as periods: '2026-W48', 'v. 48 2026', 'Q4 2026', 'Jun', '31.12.2026', `Date(2026,11,31)`.
//!
//! What stands for several days means the last of them: a goal that is due in Q4 is due when Q4 ends. A day that could be
//! two ('04/05/2026') is none.

use super::draft::When;
use super::settle::days_of;
use chrono::{NaiveDate, Weekday};

/// The year that a text names.
pub fn year_in(text: &str) -> Option<i32> {
    let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    years.find_map(|year| year.parse().ok().filter(|year| (1990..2200).contains(year)))
}

/// The last day that a text means; `year` where it names none.
pub fn last_day(text: &str, year: Option<i32>) -> Option<When> {
    let text = text.trim();
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let number = |at: usize| numbers.get(at)?.parse::<u32>().ok();
    if text.starts_with("Date(") && text.ends_with(')') {
        // Google's: months from 0.
        return day(number(0)?, number(1)?.checked_add(1)?, number(2)?);
    }
    if let Some(found) = week(text) {
        return Some(found);
    }
    if let ([_, _, written], true) =
        (numbers.as_slice(), text.bytes().all(|c| c.is_ascii_digit() || b"./- ".contains(&c)))
        && written.len() == 4
    {
        let (first, second, year) = (number(0)?, number(1)?, number(2)?);
        // Points are European; between strokes only a number above 12 tells the day.
        return match text.contains('.') || first > 12 || first == second {
            true => day(year, second, first),
            false if second > 12 => day(year, first, second),
            false => None,
        };
    }
    // One word beside the numbers: 'Ny växel i maj' is a sentence, and no day.
    if text.split(|c: char| !super::letters::is_letter(c) || c.is_ascii_digit()).filter(|word| !word.is_empty()).count()
        > 1
    {
        return None;
    }
    let has_year = year_in(text).is_some();
    let (_, last) = days_of(text, year.or(has_year.then_some(0))?)?;
    Some(When::Day(last))
}

fn day(year: u32, month: u32, day: u32) -> Option<When> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).map(When::Day)
}

/// The Sunday of a week: a year, a week, and a letter or word for week.
fn week(text: &str) -> Option<When> {
    let mut runs: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars().filter(char::is_ascii) {
        let kind = c.is_ascii_alphanumeric().then(|| c.is_ascii_digit());
        match (kind, runs.last_mut()) {
            (None, _) => {}
            (Some(_), Some(run)) if last == kind => run.push(c.to_ascii_lowercase()),
            _ => runs.push(c.to_ascii_lowercase().into()),
        }
        last = kind;
    }
    let [a, b, c] = runs.as_slice() else { return None };
    let is_week = |word: &str| ["w", "v", "kw", "uke", "uge", "vecka", "week", "vko", "sem"].contains(&word);
    let (year, week) = match (is_week(a), is_week(b), a.len()) {
        (_, true, 4) => (a, c),
        (true, _, _) => (c, b),
        _ => return None,
    };
    let year = year.parse::<i32>().ok().filter(|_| year.len() == 4)?;
    NaiveDate::from_isoywd_opt(year, week.parse().ok()?, Weekday::Sun).map(When::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_on_their_last_day() {
        let cases = [
            ("2026-W48", "2026-11-29"),
            ("v. 48 2026", "2026-11-29"),
            ("2026 v48", "2026-11-29"),
            ("Q4 2026", "2026-12-31"),
            ("T1 2026", "2026-04-30"),
            ("Jun", "2025-06-30"),
            ("2026", "2026-12-31"),
            ("31.12.2026", "2026-12-31"),
            ("4.5.2026", "2026-05-04"),
            ("12/31/2026", "2026-12-31"),
            ("31/12/2026", "2026-12-31"),
            ("04/05/2026", "none"),
            ("Date(2026,11,31)", "2026-12-31"),
            ("soon", "none"),
            ("Ny växel i maj", "none"),
            ("", "none"),
            ("2026-W60", "none"),
        ];
        for (text, wanted) in cases {
            let came = match last_day(text, Some(2025)) {
                Some(When::Day(day)) => day.to_string(),
                _ => String::from("none"),
            };
            assert_eq!(came, wanted, "{text}");
        }
        assert_eq!(last_day("Jun", None), None);
    }
}
