//! Text from a document, made fit for a wall: nothing in it reorders, controls, hides or goes on for ever.
//!
//! Markup stays as the text it is; nothing here knows HTML.

/// A text fit for a wall, and what had to be done to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Clean {
    pub(super) text: String,
    /// True if characters were taken out; folded white space does not count.
    pub(super) cleaned: bool,
    /// True if it was longer than wanted.
    pub(super) shortened: bool,
}

/// The most marks that are kept on one letter: enough for every language, too few to climb out of a line.
const MARKS: usize = 3;

/// Folds white space, takes out what controls, reorders or hides text, and cuts at so many characters.
pub(super) fn clean(text: &str, most: usize) -> Clean {
    let mut out = Clean { text: String::with_capacity(text.len().min(4 * most)), ..Clean::default() };
    let mut characters = 0;
    let mut marks = 0;
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if is_junk(c) || marks > MARKS || (is_joiner(c) && (out.text.is_empty() || space)) {
            out.cleaned = true;
            continue;
        }
        let gap = usize::from(space && characters > 0);
        if characters + gap + 1 > most {
            out.shortened = true;
            out.text.pop();
            out.text.truncate(out.text.trim_end_matches(|c: char| c == ' ' || is_joiner(c)).len());
            out.text.push('…');
            break;
        }
        if gap == 1 {
            out.text.push(' ');
        }
        out.text.push(c);
        characters += gap + 1;
        space = false;
    }
    let kept = out.text.trim_end_matches(is_joiner).len();
    out.cleaned |= kept < out.text.len();
    out.text.truncate(kept);
    out
}

/// Joins letters (Persian) and pictures (families): of use only between two of them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Control characters, marks and overrides of direction, invisible characters, and those that are no characters.
fn is_junk(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Marks that are drawn over or under the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}'
        // Vowels and tones of Hebrew, Arabic, Thai and Lao, of which a letter bears three at most.
        | '\u{0591}'..='\u{05BD}' | '\u{064B}'..='\u{065F}' | '\u{0E31}' | '\u{0E34}'..='\u{0E3A}'
        | '\u{0E47}'..='\u{0E4E}' | '\u{0EB1}' | '\u{0EB4}'..='\u{0EBC}' | '\u{0EC8}'..='\u{0ECE}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_fit() {
        let long = "å".repeat(301);
        let cut = format!("{}…", "å".repeat(299));
        let cases: &[(&str, &str, &str, bool, bool)] = &[
            ("plain", "Fler nöjda kunder", "Fler nöjda kunder", false, false),
            ("markup stays", "<b>a</b>", "<b>a</b>", false, false),
            ("white space folds", " a\t\n  b\u{a0}c ", "a b c", false, false),
            ("controls", "a\0b\u{7}c\u{9b}d", "abcd", true, false),
            ("overrides", "a\u{202e}b\u{2066}c\u{200f}", "abc", true, false),
            ("zero width", "\u{feff}a\u{200b}b\u{2060}", "ab", true, false),
            ("only junk", "\u{200b}\u{200d}", "", true, false),
            ("families stay", "👩\u{200d}👧", "👩\u{200d}👧", false, false),
            ("a joiner at the end goes", "a\u{200d}", "a", true, false),
            ("marks do not climb", "e\u{301}\u{302}\u{303}\u{304}\u{305}x", "e\u{301}\u{302}\u{303}x", true, false),
            ("nor do tones", "ด\u{e49}\u{e49}\u{e47}\u{e47}\u{e49}x", "ด\u{e49}\u{e49}\u{e47}x", true, false),
            ("long", &long, &cut, false, true),
        ];
        for (name, text, wanted, cleaned, shortened) in cases {
            let clean = clean(text, 300);
            assert_eq!(
                (clean.text.as_str(), clean.cleaned, clean.shortened),
                (*wanted, *cleaned, *shortened),
                "{name}"
            );
            assert!(clean.text.chars().count() <= 300, "{name}");
        }
    }
}
