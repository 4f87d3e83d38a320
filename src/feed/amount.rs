//! Amounts as people write them into spreadsheets and tools: '12,5 %', '$3.2M', '10/45', '14 days', '< 1 day', '1,200'.
//!
//! More than [`number_of`] takes, because it is asked only where a measure is meant. A text that could be two numbers is
//! none, until its column tells.

use super::document::Node;
use super::letters::{is_letter, small_text};
use super::loose::{Scalar, number_of};

/// A number with what stood around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amount {
    /// The number.
    pub value: f64,
    /// Said as yes or no.
    pub yes_no: bool,
    /// What it counts: '%', 'kr', 'days'.
    pub unit: Option<String>,
    /// In '10/45', the 45.
    pub of: Option<f64>,
    /// It is said to be a bound: '< 5', '≥ 90 %'.
    pub bound: bool,
}

/// Which mark stands before the decimals in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    comma: bool,
    point: bool,
}

impl Marks {
    /// What these texts tell: a mark that stands before one, two or four digits parts no thousands.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Marks {
        let mut marks = Marks::default();
        for text in texts {
            let digits =
                |at: usize| text.get(at + 1..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
            if let Some(last) = text.rfind([',', '.']).filter(|last| ![0, 3].contains(&digits(*last))) {
                let is_comma = text.get(last..).is_some_and(|rest| rest.starts_with(','));
                marks.comma |= is_comma;
                marks.point |= !is_comma;
            }
        }
        marks
    }
}

/// Words before a number that are its unit, and those after it that multiply.
const CURRENCIES: &[&str] = &["$", "€", "£", "¥", "₹", "US$", "kr", "SEK", "NOK", "DKK", "EUR", "USD", "GBP", "CHF"];
/// The longest unit, in characters.
const LONGEST_UNIT: usize = 20;

/// The amount that stands here; none if it is not certain what is meant.
pub fn amount(node: Node<'_>, marks: Marks) -> Option<Amount> {
    match node.scalar()? {
        Scalar::Bool(yes) => Some(Amount { value: f64::from(u8::from(yes)), yes_no: true, ..Amount::default() }),
        Scalar::Text(text) => of_text(text, marks),
        _ => Some(Amount { value: node.number()?, ..Amount::default() }),
    }
}

/// The amount in a text.
pub fn of_text(text: &str, marks: Marks) -> Option<Amount> {
    let text = text.trim();
    let bare = text.trim_start_matches(['<', '>', '≤', '≥', '=', '~']).trim_start();
    let bound = bare.len() < text.len();
    let sign_at = |c: char| c.is_ascii_digit() || ['-', '+', '\u{2212}', '.', ','].contains(&c);
    let (before, rest) = bare.split_at_checked(bare.find(sign_at)?)?;
    let before = before.trim();
    if !before.is_empty() && !CURRENCIES.contains(&before) {
        return None;
    }
    let in_number = |c: char| sign_at(c) || ['\'', '\u{2019}'].contains(&c) || c.is_whitespace();
    let end = rest.find(|c: char| !in_number(c)).unwrap_or(rest.len());
    let (digits, after) = rest.split_at_checked(end)?;
    let value = plain(digits.trim(), marks)?;
    let after = after.trim();
    if let Some(of) =
        after.strip_prefix('/').or_else(|| after.strip_prefix("of ")).or_else(|| after.strip_prefix("av "))
    {
        let of = plain(of.trim(), marks).filter(|of| *of > 0.0 && before.is_empty())?;
        return Some(Amount { value, of: Some(of), bound, ..Amount::default() });
    }
    let money = !before.is_empty();
    let (times, unit) = match after {
        "k" | "K" => (1e3, ""),
        "M" => (1e6, ""),
        "m" | "mn" if money => (1e6, ""),
        "bn" | "B" if money => (1e9, ""),
        unit => (1.0, unit),
    };
    // A unit is a word or two; where digits follow, it is a sentence that begins with a number.
    let is_unit = unit == "%"
        || (unit
            .chars()
            .all(|c| (is_letter(c) && !c.is_ascii_digit()) || [' ', '/', '²', '°', '€', '$', '£'].contains(&c))
            && unit.chars().count() <= LONGEST_UNIT
            && unit.split(' ').count() <= 3);
    if !is_unit || (money && !unit.is_empty()) {
        return None;
    }
    let unit = if money { before } else { unit };
    let unit = match small_text(unit).as_str() {
        "" => None,
        "percent" | "procent" | "prosent" | "prozent" | "pct" => Some("%".into()),
        _ => Some(unit.into()),
    };
    Some(Amount { value: value * times, unit, bound, ..Amount::default() })
}

/// A number alone. '1,200' is 1200 or 1.2: the other numbers of its column tell.
fn plain(digits: &str, marks: Marks) -> Option<f64> {
    let (number, _) = number_of(digits)?;
    let unsigned = digits.trim_start_matches(['-', '+', '\u{2212}']);
    let mut parts = unsigned.split([',', '.']);
    let (whole, thousands) = (parts.next()?, parts.next());
    let may_be_thousands = thousands.is_some_and(|part| part.len() == 3)
        && parts.next().is_none()
        && (1..=3).contains(&whole.len())
        && !whole.starts_with('0');
    if !may_be_thousands {
        return Some(number);
    }
    let (this, other) = if unsigned.contains(',') { (marks.comma, marks.point) } else { (marks.point, marks.comma) };
    match (this, other) {
        (true, false) => Some(number),
        (false, true) => Some(number * 1000.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_mean_them() {
        let plain = Marks::default();
        let of = |text: &str| {
            of_text(text, plain).map(|a| {
                let of = a.of.map(|of| format!(" of {of}")).unwrap_or_default();
                format!("{}{of} {}{}", a.value, a.unit.unwrap_or_default(), if a.bound { " bound" } else { "" })
            })
        };
        let cases = [
            ("54", Some("54 ")),
            ("56,5", Some("56.5 ")),
            ("1 234,5", Some("1234.5 ")),
            ("12 %", Some("12 %")),
            ("5%", Some("5 %")),
            ("$3.2M", Some("3200000 $")),
            ("kr 500", Some("500 kr")),
            ("500 kr", Some("500 kr")),
            ("3,2 MSEK", Some("3.2 MSEK")),
            ("12k", Some("12000 ")),
            ("10/45", Some("10 of 45 ")),
            ("10 av 45", Some("10 of 45 ")),
            ("14 days", Some("14 days")),
            ("< 10 per week", Some("10 per week bound")),
            ("1,200", None),
            ("0,125", Some("0.125 ")),
            ("NMI 54", None),
            ("20% YoY", None),
            ("54 till 60", None),
            ("2026-12-31", None),
            ("10/0", None),
            ("-3", Some("-3 ")),
            ("", None),
            ("-", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(of(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_column_tells_its_mark() {
        let swedish = Marks::of(["56,5", "1,200"].into_iter());
        let english = Marks::of(["56.5", "1,200"].into_iter());
        let mixed = Marks::of(["56.5", "4,1"].into_iter());
        let value = |marks| of_text("1,200", marks).map(|amount| amount.value);
        assert_eq!((value(swedish), value(english), value(mixed)), (Some(1.2), Some(1200.0), None));
    }
}
