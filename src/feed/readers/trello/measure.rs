//! The measure that people write into a title: 'NPS from 31 to 45 (now 38)', 'Intervjuer [3/8]'.
//!
//! Takes only what cannot mean anything else: a '24/12' may be a day and a '45 %' alone a goal or a result, so both
//! stay words. Guesses no start and no value.

use crate::feed::draft::DraftMeasure;
use crate::feed::letters::small_text;
use crate::feed::loose::number_of;

/// What a title tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    /// The measure.
    pub(super) measure: DraftMeasure,
    /// The value at present.
    pub(super) current: Option<f64>,
    /// The title without the brackets that the value stood in.
    pub(super) title: String,
}

/// Units that may follow a number as a word of their own.
const UNITS: &[&str] = &[
    "%", "kr", "tkr", "kkr", "mkr", "msek", "sek", "eur", "usd", "h", "min", "s", "ms", "km", "kg", "ton", "dagar",
    "dygn", "timmar", "minuter", "veckor", "månader", "days", "hours", "minutes", "weeks", "months", "st", "pcs",
    "poäng", "points", "procent", "percent",
];
const FALLING: &[&str] = &["minska", "sänk", "sänka", "korta", "reduce", "decrease", "lower", "shorten", "cut"];

/// The measure in a title, if it tells one.
pub(super) fn told(text: &str) -> Option<Told> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let title = || match text.rfind(['(', '[']) {
        Some(open) if text.trim_end().ends_with([')', ']']) => text.get(..open).unwrap_or(text).trim_end().to_owned(),
        _ => text.to_owned(),
    };
    if let Some((done, of)) = count(text) {
        let measure = DraftMeasure { start: Some(0.0), target: Some(of), ..DraftMeasure::default() };
        return Some(Told { measure, current: Some(done), title: title() });
    }
    let current = (0..words.len()).find_map(|at| value_at(&words, at));
    let title = if current.is_some() { title() } else { text.to_owned() };
    let (start, target, unit) = way(&words)?;
    let falls = words.iter().any(|word| FALLING.contains(&small_text(bare(word)).as_str()));
    let measure = match (start, current) {
        (None, None) => return None,
        // Falling from nobody knows where: it is reached once it lies at the target or below.
        (None, Some(_)) if falls => DraftMeasure { high: Some(target), unit, ..DraftMeasure::default() },
        (start, _) => DraftMeasure { start, target: Some(target), unit, ..DraftMeasure::default() },
    };
    Some(Told { measure, current, title })
}

/// The value that a comment begins with: 'Nu: 38', 'utfall 12,5 %'.
pub(super) fn value(text: &str) -> Option<f64> {
    value_at(&text.split_whitespace().take(6).collect::<Vec<_>>(), 0)
}

/// The start, the target and the unit of 'from 31 to 45 %', '31 → 45', 'to 45'.
fn way(words: &[&str]) -> Option<(Option<f64>, f64, Option<String>)> {
    (0..words.len()).find_map(|at| {
        let is = |offset: usize, any: &[&str]| {
            words.get(at + offset).is_some_and(|word| any.contains(&small_text(bare(word)).as_str()))
        };
        let from = usize::from(is(0, &["from", "från"]));
        let first = number(words, at + from);
        let (start, next) = match first {
            Some((start, _, next)) => (Some(start), next),
            None => (None, at),
        };
        // The unit may stand behind the first number, too.
        let skipped = words.get(next).filter(|word| start.is_some() && is_unit(word));
        let next = next + usize::from(skipped.is_some());
        let joins = words.get(next).is_some_and(|word| {
            let word = small_text(word);
            match word.as_str() {
                "→" | "->" | "=>" | "➔" | "➜" => start.is_some(),
                "to" | "till" => from == 1 || start.is_none(),
                _ => false,
            }
        });
        let (target, sign, after) = number(words, next + 1).filter(|_| joins)?;
        let word = words.get(after).map(|word| bare(word)).filter(|word| is_unit(word));
        Some((start, target, sign.or(word.map(String::from))))
    })
}

/// 'nu 38' at this place.
fn value_at(words: &[&str], at: usize) -> Option<f64> {
    const NOW: &[&str] = &["nu", "now", "idag", "today", "currently", "current", "nuläge", "utfall", "actual", "värde"];
    let is_now = NOW.contains(&small_text(bare(words.get(at)?)).as_str());
    let skip = usize::from(words.get(at + 1).is_some_and(|word| matches!(*word, "=" | ":" | "är" | "is")));
    number(words, at + 1 + skip).filter(|_| is_now).map(|(number, _, _)| number)
}

/// The number that begins at this word, the unit that clings to it, and the word behind it.
fn number(words: &[&str], at: usize) -> Option<(f64, Option<String>, usize)> {
    let mut text = bare(words.get(at)?).to_owned();
    let (mut next, mut whole) = (at + 1, words.get(at)?.chars().all(|c| c.is_ascii_digit()) && text.len() <= 3);
    // '1 200' is one number.
    while let Some(word) = words.get(next).map(|word| bare(word)).filter(|word| whole && is_thousands(word)) {
        text.push_str(word);
        whole = words.get(next).is_some_and(|word| word.chars().all(|c| c.is_ascii_digit()));
        next += 1;
    }
    let sign = text.chars().next().filter(|c| "$€£".contains(*c)).or(text.chars().last().filter(|c| "%€".contains(*c)));
    let digits = text.trim_matches(|c: char| "$€£%".contains(c));
    let unsigned = digits.trim_start_matches(['-', '+', '\u{2212}']);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) || unsigned.contains(['e', 'E']) {
        return None;
    }
    Some((number_of(digits)?.0, sign.map(String::from), next))
}

fn is_thousands(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_unit(word: &str) -> bool {
    UNITS.contains(&small_text(bare(word)).as_str())
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| "()[]{}:;,.!?\"'”’=".contains(c))
}

/// '[3/8]' and '(3 av 8)', and '3/80' where it can be no day.
fn count(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    let inner = text.strip_suffix([']', ')']).and_then(|text| text.rsplit_once(['[', '(']));
    let (part, parts) = match inner {
        Some((_, inner)) => (inner, [" av ", " of ", "/"].iter().find_map(|by| inner.split_once(by))?),
        None => {
            let last = text.split_whitespace().next_back()?;
            (last, last.split_once('/')?)
        }
    };
    let whole = |text: &str| text.trim().parse::<u32>().ok().map(f64::from);
    let (done, of) = (whole(parts.0)?, whole(parts.1)?);
    let may_be_a_day = (1.0..=31.0).contains(&done) && of <= 31.0 && (done <= 12.0 || of <= 12.0);
    let is_plain = text.ends_with(']') || !part.contains('/') || !may_be_a_day;
    (is_plain && of > 0.0 && done <= of).then_some((done, of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_measures() {
        let cases = [
            ("NPS from 31 to 45", "NPS from 31 to 45: 31→45 now -"),
            ("Öka NPS från 31 till 45 (nu 38)", "Öka NPS från 31 till 45: 31→45 now 38"),
            ("Väntetid från 9 dagar till 3 dagar, nu 5", "Väntetid från 9 dagar till 3 dagar, nu 5: 9→3 dagar now 5"),
            ("Intäkt 1 200 → 1 500 tkr (nu: 1 350)", "Intäkt 1 200 → 1 500 tkr: 1200→1500 tkr now 1350"),
            ("Täckning 40% -> 95 % [now 61,5 %]", "Täckning 40% -> 95 %: 40→95 % now 61.5"),
            ("MRR from $10 to $20", "MRR from $10 to $20: 10→20 $ now -"),
            ("Öka NPS till 45 (nu 38)", "Öka NPS till 45: -→45 now 38"),
            ("Minska klagomål till 3 (nu 5)", "Minska klagomål till 3: ≤3 now 5"),
            ("Intervjuer [3/8]", "Intervjuer: 0→8 now 3"),
            ("Intervjuer (7 av 12)", "Intervjuer: 0→12 now 7"),
            ("Kunder 0/12", "Kunder 0/12: 0→12 now 0"),
            ("Besök 40/120", "Besök 40/120: 0→120 now 40"),
            ("Klart senast 24/12", ""),
            ("Möte (3/4)", ""),
            ("Support 24/7", ""),
            ("8 av 10 kunder rekommenderar oss", ""),
            ("45 %", ""),
            ("Öka NPS till 45", ""),
            ("Gå från ord till handling", ""),
            ("Flytta från 2 till nästa", ""),
            ("Version 2 to 3", ""),
            ("Say hello to 3 friends", ""),
            ("från till nu", ""),
            ("→ 3", ""),
            ("från 1e5 till 2e5", ""),
            ("", ""),
        ];
        for (text, wanted) in cases {
            let came = told(text).map_or(String::new(), |told| {
                let m = &told.measure;
                let number = |n: Option<f64>| n.map_or("-".into(), |n| n.to_string());
                let way =
                    m.high.map_or(format!("{}→{}", number(m.start), number(m.target)), |high| format!("≤{high}"));
                let unit = m.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
                format!("{}: {way}{unit} now {}", told.title, number(told.current))
            });
            assert_eq!(came, wanted, "{text:?}");
        }
    }

    #[test]
    fn comments_begin_with_values() {
        let cases = [
            ("Nu: 38", Some(38.0)),
            ("utfall 12,5 % efter kampanjen", Some(12.5)),
            ("Now = 1 200", Some(1200.0)),
            ("Vi är nu 38 personer", None),
            ("38", None),
            ("nu", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(value(text), wanted, "{text:?}");
        }
    }
}
