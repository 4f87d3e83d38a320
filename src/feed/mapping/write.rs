//! Values written so that they can mean one thing only, where a mapping says what they mean.

use super::Choice;
use super::form::{Dates, Numbers};
use crate::feed::infer::guess::{Concept, Scale};
use crate::feed::loose::{Scalar, number_of};
use chrono::{DateTime, NaiveDate};

/// A value as the mapping's choice says; none if it is plain as it stands.
pub(super) fn plainly(concept: Concept, choice: &Choice, scalar: Scalar<'_>) -> Option<String> {
    match concept {
        Concept::Date | Concept::Due | Concept::Made => date(choice.dates, scalar),
        Concept::Progress | Concept::Weight => number(choice.numbers, scalar),
        Concept::Start | Concept::Current | Concept::Target | Concept::Low | Concept::High => {
            let written = number(choice.numbers, scalar);
            percent(choice.scale, written.as_deref().map_or(scalar, Scalar::Text)).or(written)
        }
        _ => None,
    }
}

/// A number in a text with no marks but one before its decimals. Of those there are never three: '1.200' may be
/// thousands to whoever reads it next.
fn number(numbers: Numbers, scalar: Scalar<'_>) -> Option<String> {
    let (Scalar::Text(text), false) = (scalar, numbers == Numbers::Auto) else { return None };
    let decimal = if numbers == Numbers::Comma { ',' } else { '.' };
    let mut out = String::with_capacity(text.len());
    let mut decimals: Option<usize> = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let is_between =
            out.ends_with(|c: char| c.is_ascii_digit()) && rest.as_str().starts_with(|c: char| c.is_ascii_digit());
        match c {
            c if c == decimal && is_between => {
                out.push('.');
                decimals = Some(0);
            }
            ',' | '.' | '\'' | '\u{2019}' if is_between => {}
            c if c.is_whitespace() && is_between => {}
            c if c.is_ascii_digit() => {
                out.push(c);
                decimals = decimals.map(|count| count + 1);
                let ends = !rest.as_str().starts_with(|c: char| c.is_ascii_digit());
                if ends && decimals.take_if(|_| ends) == Some(3) {
                    out.push('0');
                }
            }
            c => out.push(c),
        }
    }
    Some(out)
}

/// A measure that is told in shares or percent, with its sign.
fn percent(scale: Scale, scalar: Scalar<'_>) -> Option<String> {
    let value = match scalar {
        Scalar::Text(text) => number_of(text).filter(|(_, percent)| !percent)?.0,
        #[expect(clippy::cast_precision_loss, reason = "measures are floats")]
        Scalar::Whole(whole) => whole as f64,
        Scalar::Real(real) => real,
        Scalar::Great(_) | Scalar::Bool(_) => return None,
    };
    let percent = match scale {
        Scale::Auto => return None,
        // 0.07 is 7 %, not 7.000000000000001.
        Scale::Ratio => (value * 1e14).round() / 1e12,
        Scale::Percent => value,
    };
    number(Numbers::Point, Scalar::Text(&format!("{percent} %")))
}

fn date(dates: Dates, scalar: Scalar<'_>) -> Option<String> {
    let whole = || match scalar {
        Scalar::Whole(whole) => Some(whole),
        #[expect(clippy::cast_possible_truncation, reason = "the cast is bounded, and the range is checked")]
        Scalar::Real(real) => Some(real as i64),
        Scalar::Text(text) => text.trim().parse().ok(),
        Scalar::Great(_) | Scalar::Bool(_) => None,
    };
    let moment = match (dates, scalar) {
        (Dates::Auto, _) => return None,
        (Dates::Seconds, _) => DateTime::from_timestamp(whole()?, 0)?,
        (Dates::Milliseconds, _) => DateTime::from_timestamp_millis(whole()?)?,
        (Dates::DayFirst | Dates::MonthFirst, Scalar::Text(text)) => return day(text, dates == Dates::DayFirst),
        _ => return None,
    };
    Some(format!("{}Z", moment.naive_utc().to_string().replace(' ', "T")))
}

/// '5/10/2026', '5.10.26', with a time behind it or without.
fn day(text: &str, day_first: bool) -> Option<String> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let (first, second, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    let year: i32 = match year.len() {
        2 => year.parse::<i32>().ok()? + 2000,
        4 => year.parse().ok()?,
        _ => return None,
    };
    let day = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?;
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_what_may_mean_two_things() {
        let cases = [
            (Numbers::Comma, "1.200", "1200"),
            (Numbers::Comma, "1,200", "1.2000"),
            (Numbers::Comma, "1 234 567,5 kr", "1234567.5 kr"),
            (Numbers::Comma, "12,5 %", "12.5 %"),
            (Numbers::Point, "1,200", "1200"),
            (Numbers::Point, "1.200", "1.2000"),
            (Numbers::Point, "1,234.125 kr", "1234.1250 kr"),
            (Numbers::Point, "10/45", "10/45"),
            (Numbers::Point, "-0.5", "-0.5"),
            (Numbers::Point, "", ""),
        ];
        for (numbers, text, wanted) in cases {
            assert_eq!(number(numbers, Scalar::Text(text)).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn measures_on_scales_have_their_sign() {
        let cases = [
            (Scale::Ratio, Scalar::Real(0.07), Some("7 %")),
            (Scale::Ratio, Scalar::Text("0.455"), Some("45.5 %")),
            (Scale::Ratio, Scalar::Text("45 %"), None),
            (Scale::Percent, Scalar::Whole(45), Some("45 %")),
            (Scale::Percent, Scalar::Real(0.125), Some("0.1250 %")),
            (Scale::Auto, Scalar::Whole(45), None),
        ];
        for (scale, scalar, wanted) in cases {
            assert_eq!(percent(scale, scalar).as_deref(), wanted, "{scalar:?}");
        }
    }

    #[test]
    fn dates_are_as_they_are_said_to_be() {
        let cases = [
            (Dates::DayFirst, Scalar::Text("5/10/2026"), Some("2026-10-05")),
            (Dates::MonthFirst, Scalar::Text("5/10/26 09:00"), Some("2026-05-10")),
            (Dates::DayFirst, Scalar::Text("31/31/2026"), None),
            (Dates::DayFirst, Scalar::Whole(5), None),
            (Dates::Seconds, Scalar::Whole(1), Some("1970-01-01T00:00:01Z")),
            (Dates::Milliseconds, Scalar::Text("1000"), Some("1970-01-01T00:00:01Z")),
            (Dates::Seconds, Scalar::Whole(i64::MAX), None),
            (Dates::Auto, Scalar::Whole(1), None),
        ];
        for (dates, scalar, wanted) in cases {
            assert_eq!(date(dates, scalar).as_deref(), wanted, "{scalar:?}");
        }
    }
}
