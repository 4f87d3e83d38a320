//! How much text fits: lines and heights from the typeface's own advance widths, without a browser.
//!
//! A layout is decided before it is drawn, natively and alike on all screens: the type steps up while there is room,
//! down to a floor while there is not, and past that the scene is split into parts. Estimates err on the wide side.

use std::ops::Range;

/// Advance widths of U+0020..U+007E in Inter at weight 600, in hundredths of an em, read from the shipped typeface.
const ADVANCES: [u8; 95] = [
    25, 32, 52, 64, 65, 100, 66, 33, 37, 37, 54, 67, 32, 47, 32, 38, 66, 42, 62, 64, 67, 61, 64, 58, 64, 64, 32, 33,
    67, 67, 67, 54, 100, 73, 66, 74, 72, 61, 59, 75, 75, 28, 58, 70, 57, 92, 76, 77, 65, 77, 65, 65, 66, 74, 73, 102,
    72, 71, 65, 37, 38, 37, 48, 47, 35, 57, 62, 58, 62, 59, 39, 63, 61, 26, 26, 57, 26, 90, 61, 61, 62, 62, 40, 55, 35,
    61, 59, 84, 57, 59, 57, 45, 36, 45, 67,
];
/// Letters beyond ASCII: as wide as a wide capital, so that an accent never makes a line too long.
const OTHER: u8 = 66;
/// CJK, emoji and other full-width signs.
const FULL: u8 = 105;
/// What a mark over or under a letter may add.
const MARK: u8 = 14;
/// The space between two words, in em.
const SPACE: f64 = 0.25 * CAUTION;
/// Estimates err on the wide side by this factor: other engines hint and space differently.
const CAUTION: f64 = 1.04;
/// After these a line may end.
const BREAKS: [char; 5] = [' ', '-', '\u{2013}', '\u{2014}', '/'];

/// Width of a text on one line, in em.
pub fn width(text: &str) -> f64 {
    let hundredths: u32 = text.chars().map(advance).map(u32::from).sum();
    f64::from(hundredths) / 100.0 * CAUTION
}

fn advance(c: char) -> u8 {
    let code = c as u32;
    match code {
        0x20..=0x7e => ADVANCES.get((code - 0x20) as usize).copied().unwrap_or(OTHER),
        0..0x20 => 0,
        // A letter whose mark the typeface lacks is of another one, and wider.
        0x300..0x350 => MARK,
        // The rarer marks few sets have a typeface for: each stands as a box of its own.
        0x350..0x370 => OTHER,
        0xa0 | 0x2000..=0x200a | 0x202f => 25,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xff60 => {
            FULL
        }
        // Letters of mathematics, which some write for bold ones.
        0x1d400..=0x1d7ff => FULL,
        0x1f000.. => FULL + 40,
        _ => OTHER,
    }
}

/// How many lines a text takes at a size in a width, both in rem. Breaks at spaces and hyphens, and inside a word
/// that is wider than a line, as the styles do.
pub fn lines(text: &str, size: f64, room: f64) -> usize {
    let mut page = Lines { room: (room / size.max(0.01)).max(1.0), count: 1, used: 0.0 };
    // One pass over the letters: this runs thousands of times before the first board stands.
    let mut word = 0_u32;
    for letter in text.chars() {
        if letter == ' ' {
            page.add(word, SPACE);
            word = 0;
            continue;
        }
        word += u32::from(advance(letter));
        if BREAKS.contains(&letter) {
            page.add(word, 0.0);
            word = 0;
        }
    }
    page.add(word, 0.0);
    page.count
}

/// Lines while they are filled; widths in em.
struct Lines {
    room: f64,
    count: usize,
    used: f64,
}

impl Lines {
    /// Adds a word, its width in hundredths of an em, and the space after it.
    fn add(&mut self, word: u32, space: f64) {
        let bare = f64::from(word) / 100.0 * CAUTION;
        if self.used > 0.0 && self.used + bare > self.room {
            self.count += 1;
            self.used = 0.0;
        }
        if bare > self.room {
            // A browser hyphenates wastefully: each line loses a wide letter and a hyphen.
            let per_line = (self.room - 1.5).max(1.0);
            let more = (bare / per_line).floor();
            self.count += more as usize;
            self.used = bare + space - more * per_line;
        } else {
            self.used += bare + space;
        }
    }
}

/// Height of a text at a size in a width, with its line height; all in rem but the line height, which is in em.
pub fn height(text: &str, size: f64, room: f64, line_height: f64) -> f64 {
    lines(text, size, room) as f64 * size * line_height
}

/// The first of some sizes, large to small, at which a text takes at most so many lines and its words stay whole, as
/// far as they do in the last; else the last.
pub fn size(text: &str, sizes: &[f64], room: f64, most_lines: usize) -> f64 {
    let smallest = sizes.last().copied().unwrap_or(1.5);
    let longest = longest(text);
    let fits = |size: &&f64| !tears(longest, **size, smallest, room) && lines(text, **size, room) <= most_lines;
    sizes.iter().find(fits).copied().unwrap_or(smallest)
}

/// Whether a text has a word that is too long for a line at a size, and would be whole at the smallest.
pub fn is_torn(text: &str, size: f64, smallest: f64, room: f64) -> bool {
    tears(longest(text), size, smallest, room)
}

fn tears(longest: f64, size: f64, smallest: f64, room: f64) -> bool {
    longest * size > room && longest * smallest <= room
}

/// Width of the longest word, in em.
fn longest(text: &str) -> f64 {
    text.split(BREAKS).map(width).fold(0.0, f64::max)
}

/// A text that takes at most so many lines: cut between words where it is longer, with an ellipsis.
pub fn cut(text: &str, size: f64, room: f64, most_lines: usize) -> String {
    if lines(text, size, room) <= most_lines {
        return text.to_string();
    }
    let mut kept = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let longer = format!("{kept}{word}");
        if lines(&format!("{}\u{2026}", longer.trim_end()), size, room) > most_lines {
            break;
        }
        kept = longer;
    }
    if kept.is_empty() {
        // One long word: cut inside it.
        let most = (room / size.max(0.01) * most_lines as f64 / 0.75) as usize;
        kept = text.chars().take(most.max(1)).collect();
    }
    format!("{}\u{2026}", kept.trim_end_matches([' ', ',', ';', ':', '.', '\n']))
}

/// Parts that items are dealt into, and the type's step they are shown at.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Which of the steps.
    pub step: usize,
    /// The items of each part; together all, in order.
    pub parts: Vec<Range<usize>>,
}

/// Deals `count` items over as few parts as the last (smallest) step allows, then takes the first (largest) step that
/// needs no more parts than that. `fits(step, items)` says whether these items fit one part at that step; a lone item
/// gets a part of its own even if it does not.
pub fn parts(count: usize, steps: usize, fits: &dyn Fn(usize, Range<usize>) -> bool) -> Parts {
    let last = steps.saturating_sub(1);
    let fewest = deal(count, last, fits);
    for step in 0..last {
        let dealt = deal(count, step, fits);
        if dealt.len() <= fewest.len() && dealt.iter().all(|part| fits(step, part.clone())) {
            return Parts { step, parts: even(count, dealt, step, fits) };
        }
    }
    Parts { step: last, parts: even(count, fewest, last, fits) }
}

fn deal(count: usize, step: usize, fits: &dyn Fn(usize, Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < count {
        let mut to = from + 1;
        while to < count && fits(step, from..to + 1) {
            to += 1;
        }
        parts.push(from..to);
        from = to;
    }
    parts
}

/// The same number of parts with alike many items each, if they fit so: 5 + 5 reads better than 9 + 1.
fn even(
    count: usize,
    dealt: Vec<Range<usize>>,
    step: usize,
    fits: &dyn Fn(usize, Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    let n = dealt.len();
    if n < 2 {
        return dealt;
    }
    let parts: Vec<Range<usize>> = (0..n).map(|i| count * i / n..count * (i + 1) / n).collect();
    if parts.iter().all(|part| fits(step, part.clone())) { parts } else { dealt }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_no_typeface_has_are_as_wide_as_the_boxes_they_become() {
        // As Chromium measured them, in em of Inter: a mark that a fallback has, and one that none has.
        assert!(width("m\u{301}") - width("m") >= 0.14);
        assert!(width("o\u{354}") - width("o") >= 0.68);
    }

    #[test]
    fn lines_of_text() {
        let word = "Ö".repeat(200);
        for (name, text, size, room, least, most) in [
            ("empty", "", 2.0, 20.0, 1, 1),
            ("short", "Every bike", 2.0, 20.0, 1, 1),
            ("two lines", "Every bike is safe and whole", 3.4, 30.0, 2, 2),
            ("a word of 200 letters", word.as_str(), 2.0, 40.0, 7, 10),
            ("no room at all", "Every bike", 2.0, 0.0, 4, 12),
        ] {
            let lines = lines(text, size, room);
            assert!((least..=most).contains(&lines), "{name}: {lines}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let text = "New brake pads cut faults on hills by a third. Rolling out to all stations.";
        assert_eq!(cut(text, 1.5, 200.0, 1), text);
        let short = cut(text, 1.5, 30.0, 1);
        assert!(short.ends_with('…') && text.starts_with(short.trim_end_matches('…')), "{short}");
        assert_eq!(lines(&short, 1.5, 30.0), 1);
        assert!(cut(&"å".repeat(500), 1.5, 30.0, 2).chars().count() < 100);
    }

    #[test]
    fn the_largest_size_at_which_a_text_fits_and_its_words_stay_whole() {
        let word = "ö".repeat(200);
        for (text, room, most, wanted) in [
            ("Every bike is safe and whole", 40.0, 1, 2.0),
            ("Every bike is safe and whole", 40.0, 2, 4.2),
            ("Kundnöjdhetsundersökning", 40.0, 4, 2.0),
            (word.as_str(), 40.0, 20, 4.2),
        ] {
            let found = size(text, &[4.2, 3.0, 2.0], room, most);
            assert!((found - wanted).abs() < 1e-9, "{text} on {most} lines: {found}");
        }
    }

    #[test]
    fn few_items_take_the_largest_step_and_many_split_evenly() {
        let heights = [4.0, 3.0, 2.0];
        let fits = |step: usize, items: Range<usize>| items.len() as f64 * heights[step] <= 20.0;
        let sizes = |count| {
            let Parts { step, parts } = parts(count, 3, &fits);
            (step, parts.iter().map(ExactSizeIterator::len).collect::<Vec<_>>())
        };
        assert_eq!(sizes(0), (0, vec![]));
        assert_eq!(sizes(1), (0, vec![1]));
        assert_eq!(sizes(5), (0, vec![5]));
        assert_eq!(sizes(6), (1, vec![6]));
        assert_eq!(sizes(10), (2, vec![10]));
        assert_eq!(sizes(11), (1, vec![5, 6]), "two parts anyway: so the type may be larger");
        assert_eq!(sizes(60), (2, vec![10; 6]));
    }

    #[test]
    fn an_item_that_never_fits_still_has_a_part() {
        let parts = parts(3, 2, &|_, _| false);
        assert_eq!(parts.parts, vec![0..1, 1..2, 2..3]);
    }
}
