//! The days that a cycle's name tells: 'Q4 2026', 'tertial 3 2026', 'H2 2026', 'oktober 2026', '2026–2030'.

use chrono::{Days, Months, NaiveDate};

/// The first and the last day of the period of this name; `year` is meant where the name has none.
pub(in crate::feed) fn days_of(name: &str, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let tokens = tokens(name);
    let years: Vec<i32> = tokens.iter().filter_map(|token| year_of(token)).collect();
    let first_year = years.first().copied().unwrap_or(year);
    if let [first, .., last] = years.as_slice() {
        return span(*first, 0, u32::try_from(last.checked_sub(*first)?.checked_add(1)?).ok()?.checked_mul(12)?);
    }
    let number = tokens.iter().filter(|token| token.len() < 3).find_map(|token| token.parse::<u32>().ok());
    for token in &tokens {
        let months = match token.as_str() {
            "q" | "kv" | "quarter" | "kvartal" => 3,
            "t" | "tertial" | "trimester" => 4,
            "h" | "half" | "halvår" | "semester" => 6,
            "vt" => return span(first_year, 0, 6),
            "ht" => return span(first_year, 6, 6),
            word => match month_of(word) {
                Some(month) => return span(first_year, month, 1),
                None => continue,
            },
        };
        let part = number?.checked_sub(1)?;
        return (part < 12 / months).then(|| span(first_year, part * months, months))?;
    }
    match (years.is_empty(), number) {
        (true, _) => None,
        (false, None) => span(first_year, 0, 12),
        // '2026-10': only where nothing but a year and a month stands there.
        (false, Some(month)) if tokens.len() == 2 => span(first_year, month.checked_sub(1).filter(|m| *m < 12)?, 1),
        (false, Some(_)) => None,
    }
}

fn span(year: i32, skip: u32, months: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?.checked_add_months(Months::new(skip))?;
    let last = first.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))?;
    (first <= last).then_some((first, last))
}

/// Runs of letters and runs of digits, in small letters: 'Q4 2026' is `q`, `4`, `2026`.
fn tokens(name: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = None;
    // Unicode's tables of letters are large; of all the words known here only 'halvår' has one beyond ASCII.
    for c in name.chars().map(|c| if c == 'Å' { 'å' } else { c.to_ascii_lowercase() }) {
        let kind = (c.is_ascii_alphanumeric() || is_letter(c)).then(|| c.is_ascii_digit());
        match (kind, tokens.last_mut()) {
            (None, _) => {}
            (Some(_), Some(token)) if kind == last => token.push(c),
            (Some(_), _) => tokens.push(c.into()),
        }
        last = kind;
    }
    tokens
}

/// Beyond ASCII, what is no dash, quotation mark or space.
fn is_letter(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace() && !('\u{2010}'..='\u{203A}').contains(&c)
}

fn year_of(token: &str) -> Option<i32> {
    token.parse().ok().filter(|year| token.len() == 4 && (1990..2200).contains(year))
}

/// A month in English or Swedish, by name or by its first three letters, counted from 0.
fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "januari"),
        ("february", "februari"),
        ("march", "mars"),
        ("april", "april"),
        ("may", "maj"),
        ("june", "juni"),
        ("july", "juli"),
        ("august", "augusti"),
        ("september", "september"),
        ("october", "oktober"),
        ("november", "november"),
        ("december", "december"),
    ];
    let short = |name: &str| word.len() == 3 && name.starts_with(word);
    let place = MONTHS.iter().position(|(en, sv)| word == *en || word == *sv || short(en) || short(sv))?;
    u32::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_days() {
        let cases = [
            ("Q4 2026", Some("2026-10-01..2026-12-31")),
            ("2026-Q1", Some("2026-01-01..2026-03-31")),
            ("Kvartal 2, 2026", Some("2026-04-01..2026-06-30")),
            ("q3", Some("2024-07-01..2024-09-30")),
            ("T3 2026", Some("2026-09-01..2026-12-31")),
            ("Tertial 1 2026", Some("2026-01-01..2026-04-30")),
            ("H2 2026", Some("2026-07-01..2026-12-31")),
            ("HALVÅR 1, 2026", Some("2026-01-01..2026-06-30")),
            ("HT 2026", Some("2026-07-01..2026-12-31")),
            ("Oktober 2026", Some("2026-10-01..2026-10-31")),
            ("Feb 2028", Some("2028-02-01..2028-02-29")),
            ("2026-10", Some("2026-10-01..2026-10-31")),
            ("2026", Some("2026-01-01..2026-12-31")),
            ("Mål 2026–2030", Some("2026-01-01..2030-12-31")),
            ("Q5 2026", None),
            ("Q0 2026", None),
            ("2026-13", None),
            ("Sprint 4 2026", None),
            ("2030-2026", None),
            ("Spring cleaning", None),
            ("", None),
        ];
        for (name, wanted) in cases {
            let days = days_of(name, 2024).map(|(first, last)| format!("{first}..{last}"));
            assert_eq!(days.as_deref(), wanted, "{name}");
        }
    }
}
