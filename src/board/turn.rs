//! Which slide is on the wall at a moment: a pure function of the wall clock and of the slides' lengths.
//!
//! No state and no clock: two screens with the same slides are in step because they ask the same question, a reload
//! lands on the right slide, and a screen that was suspended has nothing to catch up with. Knows no slide's content.

use super::Millis;

/// The shortest and the longest that a slide is shown, in seconds, before the reading pace.
pub const BOUNDS: (u32, u32) = (8, 45);

/// How much there is to read on a slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Words of running text and titles.
    pub words: u32,
    /// Numbers that stand alone: a percentage, a meter, a date.
    pub figures: u32,
    /// Charts and trees.
    pub charts: u32,
}

impl Load {
    /// Seconds that this takes to read, [`BOUNDS`] times the reading pace, whole and at least 1.
    ///
    /// 3 s to find one's bearings, 0.3 s a word (200 words a minute: a little below the 238 that Brysbaert 2019,
    /// 'How many words do we read per minute?', finds for silent reading of non-fiction, as nobody sits down in
    /// front of a wall), half a second a figure and 3 s a chart (our own estimates).
    pub fn seconds(self, pace: f64) -> u32 {
        let tenths = 30_u32
            .saturating_add(self.words.saturating_mul(3))
            .saturating_add(self.figures.saturating_mul(5))
            .saturating_add(self.charts.saturating_mul(30));
        let seconds = tenths.div_ceil(10).clamp(BOUNDS.0, BOUNDS.1);
        let pace = if pace.is_finite() { pace.clamp(0.1, 10.0) } else { 1.0 };
        ((f64::from(seconds) * pace).round() as u32).max(1)
    }
}

/// A slide's turn on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which slide, counted from 0.
    pub slide: usize,
    /// When its turn began.
    pub began: Millis,
    /// When it ends: from this moment on it is another's turn.
    pub ends: Millis,
}

/// The slides that this screen shows, in order, each with its time; round and round since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Slide and milliseconds.
    stops: Vec<(usize, Millis)>,
    /// Milliseconds for one round.
    round: Millis,
}

impl Turn {
    /// Deals slides of these lengths (seconds) over the screens: `(2, 3)` is the second of three.
    ///
    /// Three screens show three slides in a row, turn all at once (after the longest of the three), and then show
    /// the next three; where the last deal is short, it is filled up from the first slide. A screen beyond the
    /// number of screens, or of none, shows everything.
    pub fn new(seconds: &[u32], screen: (u16, u16)) -> Turn {
        let (which, screens) = match screen {
            (which, screens) if which >= 1 && which <= screens => (usize::from(which) - 1, usize::from(screens)),
            _ => (0, 1),
        };
        let slides = seconds.len();
        let stops: Vec<(usize, Millis)> = seconds
            .chunks(screens)
            .enumerate()
            .filter_map(|(deal, lengths)| {
                let slide = (deal * screens + which).checked_rem(slides)?;
                let longest = lengths.iter().copied().max().unwrap_or(1).max(1);
                Some((slide, Millis::from(longest) * 1000))
            })
            .collect();
        let round = stops.iter().map(|(_, length)| length).sum();
        Turn { stops, round }
    }

    /// Whose turn it is at a moment; none if there are no slides.
    pub fn at(&self, now: Millis) -> Option<Place> {
        let into = now.checked_rem_euclid(self.round)?;
        let mut began = 0;
        for &(slide, length) in &self.stops {
            if into < began + length {
                let began = now.saturating_sub(into - began);
                return Some(Place { slide, began, ends: began.saturating_add(length) });
            }
            began += length;
        }
        None
    }

    /// The slide that follows this one on this screen; for one that is not this screen's, the nearest behind it.
    pub fn after(&self, slide: usize) -> Option<usize> {
        let stops = || self.stops.iter().map(|(stop, _)| *stop);
        let next = match stops().position(|stop| stop == slide) {
            Some(here) => stops().nth(here + 1),
            None => stops().find(|stop| *stop > slide),
        };
        next.or(stops().next())
    }

    /// The slide that comes before this one on this screen; for one that is not this screen's, the nearest ahead.
    pub fn before(&self, slide: usize) -> Option<usize> {
        let stops = || self.stops.iter().map(|(stop, _)| *stop);
        let previous = match stops().position(|stop| stop == slide) {
            Some(here) => here.checked_sub(1).and_then(|back| stops().nth(back)),
            None => stops().rev().find(|stop| *stop < slide),
        };
        previous.or(stops().next_back())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slide_is_shown_as_long_as_it_takes_to_read() {
        let load = |words, figures, charts| Load { words, figures, charts };
        for (name, load, pace, seconds) in [
            ("nothing to read still takes the shortest time", load(0, 0, 0), 1.0, 8),
            ("words", load(50, 0, 0), 1.0, 18),
            ("words, figures and charts add up", load(50, 6, 2), 1.0, 27),
            ("part of a second is a whole one", load(51, 0, 0), 1.0, 19),
            ("much to read is cut at the longest time", load(1000, 0, 0), 1.0, 45),
            ("endless to read does not overflow", load(u32::MAX, u32::MAX, u32::MAX), 1.0, 45),
            ("pace comes after the bounds", load(0, 0, 0), 0.5, 4),
            ("slow pace", load(1000, 0, 0), 10.0, 450),
            ("never less than a second", load(0, 0, 0), 0.1, 1),
            ("pace beyond bounds", load(0, 0, 0), 1e9, 80),
            ("pace that is no number", load(0, 0, 0), f64::NAN, 8),
        ] {
            assert_eq!(load.seconds(pace), seconds, "{name}");
        }
    }

    #[test]
    fn the_wall_clock_says_whose_turn_it_is() {
        // One round: slide 0 for 10 s, slide 1 for 20 s, slide 2 for 30 s.
        for (name, now, slide, began, ends) in [
            ("the epoch", 0, 0, 0, 10_000),
            ("the last millisecond of a slide", 9_999, 0, 0, 10_000),
            ("the first millisecond of the next", 10_000, 1, 10_000, 30_000),
            ("the last slide", 59_999, 2, 30_000, 60_000),
            ("the next round", 60_000, 0, 60_000, 70_000),
            ("before the epoch", -1, 2, -30_000, 0),
            ("well before the epoch", -60_001, 2, -90_000, -60_000),
            ("far in the future", 60_000 * 1_000_000_000 + 15_000, 1, 60_000_000_010_000, 60_000_000_030_000),
        ] {
            let turn = Turn::new(&[10, 20, 30], (1, 1));
            assert_eq!(turn.at(now), Some(Place { slide, began, ends }), "{name}");
        }
    }

    #[test]
    fn few_slides_and_wild_clocks_are_no_trouble() {
        assert_eq!(Turn::new(&[], (1, 1)).at(5), None);
        assert_eq!(Turn::new(&[], (2, 3)).after(0), None);
        assert_eq!(Turn::new(&[8], (1, 1)).at(17_000), Some(Place { slide: 0, began: 16_000, ends: 24_000 }));
        assert_eq!(Turn::new(&[0, 0], (1, 1)).at(1_500).map(|place| place.slide), Some(1), "no turn is without length");
        for now in [Millis::MIN, Millis::MAX] {
            let place = Turn::new(&[8, 9], (1, 1)).at(now).unwrap();
            assert!(place.began <= now && now <= place.ends);
        }
    }

    #[test]
    fn screens_show_their_share_and_turn_together() {
        for (name, slides, screen, shares) in [
            ("the first of two", 5, (1, 2), vec![0, 2, 4]),
            ("the last deal is filled up from the first slide", 5, (2, 2), vec![1, 3, 0]),
            ("more screens than slides", 2, (3, 3), vec![0]),
            ("one slide on every screen", 1, (2, 3), vec![0]),
            ("no such screen shows everything", 3, (4, 3), vec![0, 1, 2]),
            ("no screens show everything", 2, (0, 0), vec![0, 1]),
        ] {
            let lengths: Vec<u32> = (0..slides).map(|slide| 10 + slide).collect();
            let turn = Turn::new(&lengths, screen);
            assert_eq!(turn.stops.iter().map(|(slide, _)| *slide).collect::<Vec<_>>(), shares, "{name}");
        }
        let lengths = [10, 40, 20, 8, 9];
        for now in (0..200_000).step_by(500) {
            let [first, second] = [(1, 2), (2, 2)].map(|screen| Turn::new(&lengths, screen).at(now).unwrap());
            assert_eq!((first.began, first.ends), (second.began, second.ends));
        }
    }

    #[test]
    fn neighbours_go_round() {
        for (name, screen, slide, before, after) in [
            ("in the middle", (1, 1), 2, 1, 3),
            ("at the start", (1, 1), 0, 4, 1),
            ("at the end", (1, 1), 4, 3, 0),
            ("on a screen of two", (1, 2), 2, 0, 4),
            ("another screen's slide", (1, 2), 3, 2, 4),
        ] {
            let turn = Turn::new(&[8; 5], screen);
            assert_eq!((turn.before(slide), turn.after(slide)), (Some(before), Some(after)), "{name}");
        }
    }
}
