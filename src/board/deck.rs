//! The slides in order, and the one on the wall; keeps its place when the goals change.
//!
//! Slides are names here: what is on them is the scenes' matter. Holding is the board's.

use super::Millis;
use super::turn::{Load, Place, Turn};

/// What the board knows of a slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slide {
    /// Scene and subject, such as `objective/o1/2`: the same for the same slide when the goals are read anew, and
    /// no other slide's.
    pub key: String,
    /// How much there is to read on it.
    pub load: Load,
}

/// The slides in order.
#[derive(Clone, Debug)]
pub struct Deck {
    pace: f64,
    screen: (u16, u16),
    keys: Vec<String>,
    turn: Turn,
    /// A slide that outlived the deck it came from: on the wall until its turn would have ended.
    kept: Option<Place>,
}

impl Deck {
    /// No slides yet, for this reading pace and this one of so many screens.
    pub fn new(pace: f64, screen: (u16, u16)) -> Deck {
        Deck { pace, screen, keys: Vec::new(), turn: Turn::default(), kept: None }
    }

    /// How many slides there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The rotation that all screens with these slides follow.
    pub fn turn(&self) -> &Turn {
        &self.turn
    }

    /// Whose turn it is on this screen: the wall clock's choice, or the slide that was kept from the last deck.
    pub fn at(&self, now: Millis) -> Option<Place> {
        self.kept.filter(|kept| kept.began <= now && now < kept.ends).or_else(|| self.turn.at(now))
    }

    /// Takes other slides. The one on the wall stays until its time is over, if it is still among them; then the
    /// wall clock decides again, so that screens which read at different moments fall into step.
    /// Gives back where the `held` slide of the old deck is now.
    pub fn replace(&mut self, now: Millis, slides: Vec<Slide>, held: Option<usize>) -> Option<usize> {
        let place = self.at(now);
        let seconds: Vec<u32> = slides.iter().map(|slide| slide.load.seconds(self.pace)).collect();
        let keys = slides.into_iter().map(|slide| slide.key).collect();
        let old = std::mem::replace(&mut self.keys, keys);
        let moved = |slide: usize| {
            let key = old.get(slide)?;
            self.keys.iter().position(|new| new == key)
        };
        self.turn = Turn::new(&seconds, self.screen);
        self.kept = place.and_then(|place| Some(Place { slide: moved(place.slide)?, ..place }));
        held.and_then(moved)
    }

    /// Moves the moments along when the clock was set.
    pub(super) fn shift(&mut self, by: Millis) {
        if let Some(kept) = &mut self.kept {
            kept.began = kept.began.saturating_add(by);
            kept.ends = kept.ends.saturating_add(by);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slides of 8 s (a load of nothing), or as long as their number of words asks for.
    fn slides(keys: &[(&str, u32)]) -> Vec<Slide> {
        let load = |words: u32| Load { words, ..Load::default() };
        keys.iter().map(|(key, words)| Slide { key: String::from(*key), load: load(*words) }).collect()
    }

    fn at(deck: &Deck, now: Millis) -> (&str, Millis, Millis) {
        let place = deck.at(now).unwrap();
        (&deck.keys[place.slide], place.began, place.ends)
    }

    #[test]
    fn the_slide_on_the_wall_stays_until_its_time_is_over() {
        for (name, new, during, after) in [
            ("same slides", vec![("a", 0), ("b", 0)], ("b", 8_000, 16_000), ("a", 16_000, 24_000)),
            ("one came before it", vec![("x", 0), ("a", 0), ("b", 0)], ("b", 8_000, 16_000), ("b", 16_000, 24_000)),
            ("it became longer", vec![("a", 0), ("b", 100)], ("b", 8_000, 16_000), ("b", 8_000, 41_000)),
            ("it is gone", vec![("a", 0), ("c", 0), ("d", 0)], ("c", 8_000, 16_000), ("d", 16_000, 24_000)),
            ("it is alone", vec![("b", 0)], ("b", 8_000, 16_000), ("b", 16_000, 24_000)),
        ] {
            let mut deck = Deck::new(1.0, (1, 1));
            deck.replace(0, slides(&[("a", 0), ("b", 0)]), None);
            deck.replace(12_000, slides(&new), None);
            assert_eq!(at(&deck, 12_000), during, "{name}");
            assert_eq!(at(&deck, 16_000), after, "{name}, then");
            let mut fresh = Deck::new(1.0, (1, 1));
            fresh.replace(16_000, slides(&new), None);
            assert_eq!(at(&deck, 16_000), at(&fresh, 16_000), "{name}: in step with a board that starts now");
        }
    }

    #[test]
    fn a_new_deck_at_every_second_does_not_keep_a_slide_for_ever() {
        let mut deck = Deck::new(1.0, (1, 1));
        for now in (0..20_000).step_by(1_000) {
            let extra = format!("x{now}");
            deck.replace(now, slides(&[("a", 0), ("b", 0), (&extra, 0)]), None);
        }
        assert_eq!(at(&deck, 20_000).1, 16_000);
    }

    #[test]
    fn nothing_to_show_and_back() {
        let mut deck = Deck::new(1.0, (1, 1));
        assert_eq!(deck.at(0), None);
        deck.replace(0, slides(&[("a", 0)]), None);
        deck.replace(1, Vec::new(), None);
        assert!(deck.is_empty() && deck.at(1).is_none());
        deck.replace(2, slides(&[("a", 0)]), None);
        assert_eq!(at(&deck, 2), ("a", 0, 8_000));
    }

    #[test]
    fn what_someone_holds_is_found_again() {
        let mut deck = Deck::new(1.0, (1, 1));
        deck.replace(0, slides(&[("a", 0), ("b", 0)]), None);
        assert_eq!(deck.replace(0, slides(&[("x", 0), ("b", 0), ("a", 0)]), Some(0)), Some(2));
        assert_eq!(deck.replace(0, slides(&[("x", 0)]), Some(2)), None);
        assert_eq!(deck.replace(0, slides(&[("x", 0)]), Some(9)), None);
    }
}
