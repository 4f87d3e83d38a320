//! Amounts as people write them: a number with what it counts, '5%', '$3.2M', '14 days', '< 10 per week'.
//!
//! A comparison before it says only which way is good, which start and target say, too. Knows no tool.

use super::loose::number_of;

/// The number, and what it counts; none where something else stands, too ('NPS > 50', '10/45').
pub fn of(text: &str) -> Option<(f64, String)> {
    let text = text.trim_start_matches(|c: char| "<>=≤≥~≈".contains(c) || c.is_whitespace()).trim_end();
    let (sign, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let before = text.chars().next().filter(|c| "$€£¥₹".contains(*c));
    let text = before.map_or(text, |c| text.trim_start_matches(c)).trim_start();
    let is_number = |c: char| c.is_ascii_digit() || ".,'\u{2019}".contains(c) || c.is_whitespace();
    let end = text.find(|c: char| !is_number(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let spaced = number.ends_with(char::is_whitespace);
    let (number, _) = number_of(number)?;

    let begins = rest.chars().next();
    let alone = !spaced && rest.chars().nth(1).is_none_or(char::is_whitespace);
    let times = match begins {
        Some('k' | 'K') if alone => 1e3,
        Some('M') if alone => 1e6,
        Some('B') if alone => 1e9,
        _ => 1.0,
    };
    let rest = if times > 1.0 { rest.get(1..)? } else { rest }.trim();
    if rest.chars().any(|c| c.is_ascii_digit() || c == '<' || c == '>') || rest.starts_with('/') {
        return None;
    }
    let unit: Vec<String> = before.map(String::from).into_iter().chain([rest.to_string()]).collect();
    Some((sign * number * times, unit.join(" ").trim().to_string()))
}

/// Whether two amounts can be compared: 'day' and 'days', '$' and '$ a year', and whatever says nothing.
pub fn alike(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_of_something() {
        let cases = [
            ("5%", Some((5.0, "%"))),
            ("56,5 %", Some((56.5, "%"))),
            ("$3.2M", Some((3_200_000.0, "$"))),
            ("$2M ARR", Some((2_000_000.0, "$ ARR"))),
            ("-$40", Some((-40.0, "$"))),
            ("1 234,5 kr", Some((1234.5, "kr"))),
            ("14 days", Some((14.0, "days"))),
            ("< 10 per week", Some((10.0, "per week"))),
            ("120k", Some((120_000.0, ""))),
            ("3 km", Some((3.0, "km"))),
            ("7 M", Some((7.0, "M"))),
            ("7", Some((7.0, ""))),
            ("NPS > 50", None),
            ("10/45", None),
            ("2026-10-05", None),
            ("$", None),
            ("%", None),
            ("", None),
        ];
        for (text, wanted) in cases {
            let came = of(text);
            assert_eq!(came.as_ref().map(|(number, unit)| (*number, unit.as_str())), wanted, "{text}");
        }
        assert!(alike("day", "days") && alike("$", "$ ARR") && alike("", "%") && !alike("weeks", "hours"));
    }
}
