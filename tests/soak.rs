//! Half a year on the wall, in seconds: the right slide at every moment, readings at the right times, no growth.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use maltavla::board::{
    Board, Config, Effect, Event, Freshness, Hold, Load, Millis, Miss, Outcome, Place, Slide, State, Turn,
};

const SECOND: Millis = 1_000;
const HOUR: Millis = 3_600 * SECOND;
const DAY: Millis = 24 * HOUR;
/// A Monday in 2026.
const START: Millis = 1_795_392_000_000;
const EVERY: Millis = 60 * SECOND;

/// A load that takes 15 s to read.
const LOAD: Load = Load { words: 40, figures: 0, charts: 0 };

/// Numbers that look like chance, the same in every run (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A board, its feed, and the clock on the wall.
struct Wall {
    board: Board,
    /// What the wall clock shows; time itself goes on by `since`.
    now: Millis,
    /// The request that is out, when its answer comes (never, perhaps), and what it will be.
    out: Option<(u32, Option<Millis>, Outcome)>,
    /// Time since the last request; counted in time that really passed while the screen was awake.
    since: Millis,
    turn: Turn,
    dice: Dice,
    requests: usize,
    answers: usize,
    shown: usize,
    last: Option<Place>,
    /// The slide that the last deck left on the wall may stay so long.
    kept: Millis,
}

fn slides(number: usize) -> Vec<Slide> {
    (0..number).map(|index| Slide { key: format!("results/{index}"), load: LOAD }).collect()
}

impl Wall {
    fn new() -> Wall {
        let config = Config { feeds: 1, every: 60, pace: 1.0, screen: (1, 1), resume: 300, hold: None, seed: 1 };
        Wall {
            board: Board::new(START, config),
            now: START,
            out: None,
            since: 0,
            turn: Turn::default(),
            dice: Dice(2026),
            requests: 0,
            answers: 0,
            shown: 0,
            last: None,
            kept: START,
        }
    }

    /// Time passes, and something happens at its end.
    fn step(&mut self, passed: Millis, event: Event) {
        self.now += passed;
        self.since += passed;
        for effect in self.board.step(self.now, event) {
            match effect {
                Effect::Fetch { ticket, .. } => self.ask(ticket),
                Effect::Abort { ticket, .. } => {
                    let (out, ..) = self.out.take().unwrap();
                    assert_eq!(out, ticket);
                }
                Effect::FullScreen { .. } => panic!("nobody asked for it"),
            }
        }
        assert!(self.board.wake() > self.now, "no busy loop");
        self.look();
    }

    /// Every third answer is lost: never sent, cut off, unreadable, or an excuse.
    fn ask(&mut self, ticket: u32) {
        assert!(self.out.is_none(), "one request in flight");
        assert!(self.since <= EVERY * 3 / 2 + 61 * SECOND || self.requests == 0, "{} ms without a request", self.since);
        (self.requests, self.since) = (self.requests + 1, 0);
        let missed = |miss| Outcome::Missed { miss, retry_after: None };
        let latency = Some(self.now + 50 + self.dice.below(2_000) as Millis);
        let (at, outcome) = match self.dice.below(12) {
            0 => (None, Outcome::Read),
            1 => (latency, missed(Miss::Network)),
            2 => (latency, missed(Miss::Unreadable)),
            3 => (latency, Outcome::Missed { miss: Miss::Status(503), retry_after: Some(20) }),
            _ => (latency, Outcome::Read),
        };
        self.out = Some((ticket, at, outcome));
    }

    /// What is on the wall is what the wall clock says.
    fn look(&mut self) {
        let showing = self.board.showing();
        assert_eq!(showing.hold, Hold::Free);
        let right = self.turn.at(self.now);
        if showing.place != right {
            let kept = showing.place.unwrap();
            assert!(self.now < self.kept && kept.ends <= self.kept, "the wrong slide is on the wall");
        }
        if showing.place.is_some() && showing.place != self.last {
            (self.shown, self.last) = (self.shown + 1, showing.place);
        }
        for feed in self.board.feeds() {
            if let Freshness::Stale { since } = feed.freshness {
                assert!(since <= self.now);
            }
        }
    }

    /// On to the next moment at which the board or its feed has something to do.
    fn go_on(&mut self) {
        let wake = self.board.wake();
        match self.out {
            Some((ticket, Some(at), outcome)) if at <= wake => {
                self.out = None;
                self.answers += 1;
                self.step((at - self.now).max(0), Event::Answered { feed: 0, ticket, outcome });
                // Now and then the goals have changed, and with them the slides.
                if outcome == Outcome::Read && (self.last.is_none() || self.dice.below(50) == 0) {
                    let number = 1 + self.dice.below(30) as usize;
                    self.turn = Turn::new(&vec![15; number], (1, 1));
                    self.kept = self.now + 15 * SECOND;
                    self.step(0, Event::Deck(slides(number)));
                }
            }
            // A timer is late as timers are.
            _ => {
                let late = self.dice.below(20) as Millis;
                self.step(wake - self.now + late, Event::Tick);
            }
        }
    }

    /// The clock is set: nothing really passes.
    fn set_clock(&mut self, by: Millis) {
        self.now += by;
        self.kept = self.now + 15 * SECOND;
        if let Some((_, Some(at), _)) = &mut self.out {
            *at += by;
        }
        self.step(0, Event::Tick);
    }

    /// The screen sleeps: time passes, and nothing happens. An answer that was on its way is lost.
    fn sleep(&mut self, long: Millis) {
        if let Some((_, at, _)) = &mut self.out {
            *at = None;
        }
        let before = self.requests;
        self.now += long;
        self.step(0, Event::Tick);
        assert!(self.requests - before <= 1, "no burst after sleep");
    }

    /// How much the board remembers, in letters.
    fn size(&self) -> usize {
        format!("{:?}", self.board).len()
    }
}

#[test]
fn half_a_year_on_the_wall() {
    let mut wall = Wall::new();
    wall.step(0, Event::Tick);
    let mut largest = [0, 0];
    let mut live = 0;
    for day in 0..180 {
        let evening = wall.now + DAY;
        let nap = match day % 7 {
            3 => 12 * HOUR,
            _ => 0,
        };
        let mut steps = 0;
        while wall.now < evening - nap {
            wall.go_on();
            steps += 1;
            if steps % 500 == 0 {
                let half = usize::from(day >= 90);
                largest[half] = wall.size().max(largest[half]);
                live += usize::from(wall.board.state() == State::Live);
            }
        }
        if nap > 0 {
            wall.sleep(nap);
        }
        match day % 30 {
            10 => wall.set_clock(-HOUR),
            11 => wall.set_clock(HOUR),
            20 => wall.set_clock(-13),
            _ => {}
        }
    }
    // 15 s a slide, awake for all but a fourteenth of the time: about 970,000 slides; a minute a reading or less.
    assert!((900_000..1_000_000).contains(&wall.shown), "{} slides", wall.shown);
    assert!((230_000..420_000).contains(&wall.requests), "{} requests", wall.requests);
    assert!(wall.answers * 10 > wall.requests * 8, "{} answers", wall.answers);
    assert!(live > 2_000, "live {live} times of all that were looked at");
    assert!(largest[1] <= largest[0] + 64, "grows from {} to {}", largest[0], largest[1]);
}
