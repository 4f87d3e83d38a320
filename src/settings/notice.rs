//! What was wrong with a setting, told without words: the set-up page has those, in its reader's language.
//!
//! Finds nothing wrong itself.

/// A setting that could not be used as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingNotice {
    /// Where it was written.
    pub source: Source,
    /// Its name as it was written; empty where the whole source is meant.
    pub name: String,
    /// What is wrong, and what was done.
    pub problem: Problem,
}

/// Where a setting was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// `board.json` beside the page.
    BoardJson,
    /// The address, behind `?` or `#`.
    Address,
}

impl SettingNotice {
    /// That the browser knows no such time zone: only it can tell, so it is found after the rest.
    pub fn unknown_zone(value: String) -> SettingNotice {
        let problem = Problem::Broken { value, example: "Europe/Stockholm" };
        SettingNotice { source: Source::Address, name: String::from("tz"), problem }
    }
}

/// What is wrong with a setting, and what was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// There is no such setting; left out.
    Unknown {
        /// The one that may have been meant.
        nearest: Option<&'static str>,
    },
    /// Not understood; left out.
    Broken {
        /// What was written.
        value: String,
        /// How it could be written.
        example: &'static str,
    },
    /// Beyond its bounds; the nearest bound is used.
    Bounded {
        /// What was written.
        value: String,
        /// What is used.
        used: String,
    },
    /// An address that is not followed: only `http:`, `https:`, `file:` and relative ones are.
    Refused {
        /// What was written.
        value: String,
    },
    /// `board.json` is no JSON object; left out.
    Unreadable,
}

/// The name that lies nearest to a wrong one: the same but for case, or two letters away at most.
pub(super) fn nearest(wrong: &str, names: &[&'static str]) -> Option<&'static str> {
    let wrong = wrong.to_ascii_lowercase();
    let length = wrong.chars().count();
    let reach = if length > 4 { 2 } else { 1 };
    let near = |name: &&'static str| {
        let name = *name;
        // Names far longer are far away, and an address may be as long as it likes.
        (length <= name.len() + reach).then(|| (distance(&wrong, &name.to_ascii_lowercase()), name))
    };
    names.iter().filter_map(near).filter(|(far, _)| *far <= reach).min_by_key(|(far, _)| *far).map(|(_, name)| name)
}

/// How many letters must be put in, taken out or changed to get from one word to the other (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(to.chars()) {
            let cost = diagonal + usize::from(a != b);
            diagonal = *cell;
            left = cost.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lie_so_far_apart() {
        for (from, to, far) in [
            ("feed", "feed", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("fed", "feed", 1),
            ("kitten", "sitting", 3),
            ("råll", "roll", 1),
        ] {
            assert_eq!(distance(from, to), far, "{from} {to}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_finds_the_name() {
        const NAMES: [&str; 4] = ["feed", "rollUp", "screen", "scenes"];
        for (wrong, name) in [
            ("feeds", Some("feed")),
            ("rollup", Some("rollUp")),
            ("roll-up", Some("rollUp")),
            ("scene", Some("scenes")),
            ("zz", None),
            ("rotate", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, &NAMES), name, "{wrong}");
        }
    }
}
