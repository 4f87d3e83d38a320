//! Letters as far as readers must know them: those of Western Europe in full, others as they stand.
//!
//! Unicode's own tables would cost every board some ten kilobytes, to match words that are all in English or Swedish.

/// True for letters and digits: everything but what is known to be none.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !matches!(c,
            '\0'..='\u{BF}' | '×' | '÷' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{303F}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FF00}'..='\u{FF0F}' | '\u{1F000}'..='\u{10FFFF}')
}

/// The small letter of a capital one, of Western Europe; other characters are themselves.
pub fn small(c: char) -> char {
    match c {
        'À'..='Þ' if c != '×' => char::from_u32(u32::from(c) + 0x20).unwrap_or(c),
        c => c.to_ascii_lowercase(),
    }
}

/// A text in small letters.
pub fn small_text(text: &str) -> String {
    text.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_known() {
        assert_eq!(small_text("ÅÄÖ ÉÞ× MÅL Ω 1"), "åäö éþ× mål Ω 1");
        let letters: String = "aÖ9é ,–→🚀\u{fe0f}½×中Ω“\u{a0}".chars().filter(|c| is_letter(*c)).collect();
        assert_eq!(letters, "aÖ9é中Ω");
    }
}
