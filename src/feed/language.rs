//! Which language texts are written in, by their smallest words.
//!
//! Exports seldom say; the board needs it for hyphens and for its own words. Few or mixed words say nothing.

use super::letters::{is_letter, small_text};

/// Words that are common in one of these languages and rare in the others.
const SMALL_WORDS: &[(&str, &str)] = &[
    ("en", "the and of to for with our is are from by on at every all that this their we be as an more than new"),
    ("sv", "och att för på som är av med till vi från våra vårt ska inte eller alla varje ett nya ökar minskar fler"),
    ("nb", "og å for på som er av med til vi fra våre vårt skal ikke eller alle hver ett øke nye flere"),
    ("da", "og at for på som er af med til vi fra vores skal ikke eller alle hver et øge nye flere"),
    ("de", "und der die das für mit auf von zu wir ist sind nicht oder alle jede ein eine den dem unsere neue"),
    ("fi", "ja on että ei tai kaikki jokainen uusi meidän sekä kun joka ovat enemmän asiakkaat"),
    ("fr", "et le la les des pour avec dans sur est sont nous une un du nos notre chaque plus au aux"),
    ("es", "y el la los las de para con en es son nosotros una un del nuestra nuestro cada más al por"),
];
/// So many small words must speak for a language, and so much more often than for any other.
const ENOUGH: usize = 3;

/// The language of most of these texts, as a BCP 47 tag; none if they do not tell.
pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let mut heard = [0_usize; SMALL_WORDS.len()];
    for text in texts.take(400) {
        let text = small_text(text);
        for word in text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()) {
            for (count, (_, words)) in heard.iter_mut().zip(SMALL_WORDS) {
                *count += usize::from(words.split(' ').any(|known| known == word));
            }
        }
    }
    let best = heard.iter().copied().max().filter(|best| *best >= ENOUGH)?;
    let mut near = heard.iter().zip(SMALL_WORDS).filter(|(count, _)| **count * 4 > best * 3);
    let (_, (language, _)) = near.next()?;
    near.next().is_none().then_some(*language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell() {
        let cases: &[(&[&str], Option<&str>)] = &[
            (&["Every bike is safe and whole", "The hire bike is the first choice to work"], Some("en")),
            (&["Varje cykel är säker och hel", "Vi lär oss av varandra"], Some("sv")),
            (&["Jedes Rad ist sicher und ganz", "Die Stadt kommt ohne das Auto aus"], Some("de")),
            (&["Chaque vélo est sûr et entier", "La ville avec le vélo"], Some("fr")),
            (&["Bike", "Revenue"], None),
            (&[], None),
        ];
        for (texts, wanted) in cases {
            assert_eq!(of(texts.iter().copied()), *wanted, "{texts:?}");
        }
    }
}
