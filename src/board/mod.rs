//! The board as a state machine: what is on the wall, what is to be fetched, and when to look again.
//!
//! Time is an argument: one event and one moment go in with [`Board::step`], effects come out, [`Board::wake`] says
//! when to call again, [`Board::showing`] and [`Board::state`] what to draw. Early, late, twice: all are safe. Names
//! nobody: slides are keys and feeds are numbers to it; it draws, fetches and reads nothing.

pub mod clock;
pub mod deck;
pub mod keys;
pub mod poll;
pub mod turn;

pub use clock::Clock;
pub use deck::{Deck, Slide};
pub use keys::Command;
pub use poll::{Freshness, Miss, Outcome, retry_after};
pub use turn::{Load, Place, Turn};

use poll::{Ask, Poll};

/// Milliseconds since 1970, as the wall clock has them; negative before.
pub type Millis = i64;

/// The board looks at the clock this often at least, in case it was set.
const LONGEST_NAP: Millis = 60_000;
/// A second digit within this time belongs to the first.
const DIGITS: Millis = 1_500;
/// The pointer is seen for so long after it moved.
const POINTER: Millis = 3_000;
/// A resting board reads again so long before it wakes: what it wakes with is fresh.
const HEAD_START: Millis = 120_000;
/// Whoever wakes a resting board has it for so long.
const ROUSED: Millis = 300_000;

/// What the board must know from the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Config {
    /// How many feeds are read; they are numbered from 0.
    pub feeds: usize,
    /// Seconds between readings.
    pub every: u32,
    /// Reading pace, 0.1 to 10.
    pub pace: f64,
    /// Which of how many screens this is.
    pub screen: (u16, u16),
    /// Seconds until a held board goes on by itself; 0: never.
    pub resume: u32,
    /// Start by holding this slide, counted from 1; beyond the last: the last.
    pub hold: Option<usize>,
    /// For the jitter; another on every screen.
    pub seed: u64,
}

/// What can happen to a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Time has passed, or the page is seen again.
    Tick,
    /// The slides, made anew from the goals.
    Deck(Vec<Slide>),
    /// What was read before the board began is shown until the feed is reached.
    Kept {
        /// Which feed.
        feed: usize,
        /// When it was read.
        since: Millis,
    },
    /// The answer to a request has begun to come.
    Heard {
        /// Which feed.
        feed: usize,
        /// Which request.
        ticket: u32,
    },
    /// The whole answer is here, and is being read: a large one takes its time.
    Came {
        /// Which feed.
        feed: usize,
        /// Which request.
        ticket: u32,
    },
    /// What came of a request.
    Answered {
        /// Which feed.
        feed: usize,
        /// Which request.
        ticket: u32,
        /// What came of it.
        outcome: Outcome,
    },
    /// The stream says that something is new.
    Push,
    /// The browser says that the network is back: worth a try now. It may lie, so nothing else follows from it.
    Online,
    /// Outside office hours the board rests, until this moment; nothing: it is awake.
    Rest(Option<Millis>),
    /// A server says what time it is.
    Server(Millis),
    /// Someone is at hand.
    Key(Command),
    /// The pointer moved.
    Pointer,
}

/// What the shell has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask a feed; its answer carries the ticket. There is no other request out for this feed.
    Fetch {
        /// Which feed.
        feed: usize,
        /// Which request.
        ticket: u32,
    },
    /// Give a request up; its answer counts no more.
    Abort {
        /// Which feed.
        feed: usize,
        /// Which request.
        ticket: u32,
    },
    /// Fill the screen; `leave`: or leave it, if it is filled.
    FullScreen {
        /// Whether to leave a filled screen.
        leave: bool,
    },
}

/// Whether the rotation goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// It goes on.
    #[default]
    Free,
    /// Held until this moment.
    Until(Millis),
    /// Held until someone lets go.
    Standing,
}

/// What lies over the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Which keys there are.
    Keys,
    /// What was read.
    Report,
}

/// What is on the wall; the same until something changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Showing {
    /// Which slide, since when and until when (unless it is held); none without slides.
    pub place: Option<Place>,
    /// How many slides there are.
    pub slides: usize,
    /// The slide before this one on this screen.
    pub previous: Option<usize>,
    /// The slide after this one on this screen: it can be made ready.
    pub next: Option<usize>,
    /// Whether the rotation goes on.
    pub hold: Hold,
    /// What lies over the board.
    pub overlay: Option<Overlay>,
    /// Whether the pointer is seen.
    pub pointer: bool,
}

/// How it stands with a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// How fresh it is.
    pub freshness: Freshness,
    /// Why it could not be read, if that is so.
    pub miss: Option<Miss>,
}

/// The state of the page, `data-state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing to show yet, and nothing wrong.
    Booting,
    /// All that is shown is fresh.
    Live,
    /// Some of what is shown is old, or missing.
    Stale,
    /// All that is shown is old, as no feed can be reached.
    Offline,
    /// Outside office hours.
    Resting,
    /// Read well, no goals in it.
    Empty,
    /// Never read anything usable.
    Broken,
}

impl State {
    /// The word that `data-state` has for it.
    pub fn name(self) -> &'static str {
        match self {
            State::Booting => "booting",
            State::Live => "live",
            State::Stale => "stale",
            State::Offline => "offline",
            State::Resting => "resting",
            State::Empty => "empty",
            State::Broken => "broken",
        }
    }
}

/// The slide that someone holds.
#[derive(Clone, Copy, Debug)]
struct Held {
    place: Place,
    until: Option<Millis>,
    /// Held only because something lies over the board.
    lent: bool,
}

/// The board.
#[derive(Clone, Debug)]
pub struct Board {
    now: Millis,
    resume: Millis,
    /// The slide to hold once there are slides, counted from 1.
    start: Option<usize>,
    deck: Deck,
    /// Whether slides were given at all, be it none.
    given: bool,
    held: Option<Held>,
    /// What lies over the board, and until when.
    overlay: Option<(Overlay, Option<Millis>)>,
    digit: Option<(u8, Millis)>,
    pointer: Option<Millis>,
    polls: Vec<Poll>,
    /// When it began, moved along when the clock is set.
    began: Millis,
    heard: Clock,
    /// Until when it rests, and until when it is awake all the same.
    rest: Option<Millis>,
    roused: Option<Millis>,
}

impl Board {
    /// A board that has read and shown nothing. The first step asks for every feed.
    pub fn new(now: Millis, config: Config) -> Board {
        let every = Millis::from(config.every.max(1)) * 1_000;
        let poll = |feed: usize| {
            let seed = (config.seed ^ feed as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            Poll::new(now, every, seed)
        };
        Board {
            now,
            resume: Millis::from(config.resume) * 1_000,
            start: config.hold,
            deck: Deck::new(config.pace, config.screen),
            given: false,
            held: None,
            overlay: None,
            digit: None,
            pointer: None,
            polls: (0..config.feeds).map(poll).collect(),
            began: now,
            heard: Clock::default(),
            rest: None,
            roused: None,
        }
    }

    /// Takes an event at a moment, does what is due, and says what the shell has to do.
    pub fn step(&mut self, now: Millis, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.clock(now);
        self.expire();
        match event {
            Event::Tick => {}
            Event::Deck(slides) => self.take(slides),
            Event::Kept { feed, since } => {
                if let Some(poll) = self.polls.get_mut(feed) {
                    poll.kept(now, since);
                }
            }
            Event::Heard { feed, ticket } => {
                if let Some(poll) = self.polls.get_mut(feed) {
                    poll.heard(ticket);
                }
            }
            Event::Came { feed, ticket } => {
                if let Some(poll) = self.polls.get_mut(feed) {
                    poll.came(now, ticket);
                }
            }
            Event::Answered { feed, ticket, outcome } => {
                if let Some(poll) = self.polls.get_mut(feed) {
                    poll.answered(now, ticket, outcome);
                }
            }
            Event::Push => self.polls.iter_mut().for_each(|poll| poll.push(now)),
            Event::Online => self.polls.iter_mut().for_each(|poll| poll.read(now)),
            Event::Rest(until) => self.rest = until,
            Event::Server(there) => self.heard.hear(now, there),
            // A resting board wakes, and does no more: nobody aims in the dark.
            Event::Key(command) if self.rouse() && command != Command::Read => {}
            Event::Key(command) => effects.extend(self.key(command)),
            Event::Pointer => {
                self.rouse();
                self.pointer = Some(now.saturating_add(POINTER));
            }
        }
        let reads = self.reads();
        for (feed, poll) in self.polls.iter_mut().enumerate().filter(|(_, poll)| reads || poll.is_reading()) {
            effects.extend(poll.tick(now).map(|ask| match ask {
                Ask::Fetch(ticket) => Effect::Fetch { feed, ticket },
                Ask::Abort(ticket) => Effect::Abort { feed, ticket },
            }));
        }
        effects
    }

    /// When to step again, if nothing happens before: after the last step's moment, a minute later at most.
    pub fn wake(&self) -> Millis {
        let mut wake = self.now.saturating_add(LONGEST_NAP);
        let mut sooner = |moment: Option<Millis>| wake = wake.min(moment.unwrap_or(wake));
        match self.held {
            Some(held) => sooner(held.until),
            None => sooner(self.deck.at(self.now).map(|place| place.ends)),
        }
        sooner(self.pointer);
        sooner(self.overlay.and_then(|(_, until)| until));
        let reads = self.reads();
        self.polls.iter().filter(|poll| reads || poll.is_reading()).for_each(|poll| sooner(Some(poll.wake(self.now))));
        if let Some(until) = self.rest {
            let head_start = until.saturating_sub(HEAD_START);
            [head_start, until].into_iter().filter(|at| *at > self.now).for_each(|at| sooner(Some(at)));
            sooner(self.roused);
        }
        wake.max(self.now.saturating_add(1))
    }

    /// What is on the wall.
    pub fn showing(&self) -> Showing {
        let place = self.place();
        let turn = self.deck.turn();
        Showing {
            place,
            slides: self.deck.len(),
            previous: place.and_then(|place| turn.before(place.slide)),
            next: place.and_then(|place| turn.after(place.slide)),
            hold: match self.held {
                None => Hold::Free,
                Some(Held { until: Some(until), .. }) => Hold::Until(until),
                Some(Held { until: None, .. }) => Hold::Standing,
            },
            overlay: self.overlay.map(|(overlay, _)| overlay),
            pointer: self.pointer.is_some(),
        }
    }

    /// How it stands with each feed.
    pub fn feeds(&self) -> impl Iterator<Item = Feed> {
        self.polls.iter().map(|poll| Feed { freshness: poll.freshness(self.now), miss: poll.miss() })
    }

    /// Whether it rests: it is dark, and reads nothing.
    pub fn is_resting(&self) -> bool {
        self.rest.is_some() && self.roused.is_none()
    }

    /// Whether feeds are asked: a resting board begins again shortly before it wakes.
    fn reads(&self) -> bool {
        !self.is_resting() || self.rest.is_some_and(|until| self.now >= until.saturating_sub(HEAD_START))
    }

    /// Someone is at hand: a resting board is awake for a while. Whether it was resting.
    fn rouse(&mut self) -> bool {
        let resting = self.is_resting();
        self.roused = self.rest.map(|_| self.now.saturating_add(ROUSED));
        resting
    }

    /// When it began; moved along when the clock was set.
    pub fn began(&self) -> Millis {
        self.began
    }

    /// What was heard of the time.
    pub fn heard(&self) -> Clock {
        self.heard
    }

    /// The state of the page.
    pub fn state(&self) -> State {
        if self.is_resting() {
            return State::Resting;
        }
        let fresh = |feed: Feed| feed.freshness == Freshness::Fresh;
        let read = |feed: Feed| feed.freshness != Freshness::Never;
        let waiting = |feed: Feed| !read(feed) && feed.miss.is_none();
        let cut_off = |feed: Feed| !fresh(feed) && feed.miss.is_some_and(Miss::unreachable);
        let shown = !self.deck.is_empty();
        if self.feeds().all(fresh) {
            // Or there are no feeds: the demo.
            match (self.given, shown) {
                (false, _) => State::Booting,
                (true, false) => State::Empty,
                (true, true) => State::Live,
            }
        } else if shown {
            if self.feeds().all(cut_off) {
                State::Offline
            } else if self.feeds().any(fresh) && self.feeds().all(|feed| fresh(feed) || waiting(feed)) {
                State::Live
            } else {
                State::Stale
            }
        } else if self.feeds().any(waiting) {
            State::Booting
        } else if self.given && self.feeds().any(read) {
            State::Empty
        } else {
            State::Broken
        }
    }

    /// Whether a command would change anything: a remote's Back must not be swallowed when there is nothing to
    /// go back from.
    pub fn has_use_for(&self, command: Command) -> bool {
        command != Command::Back || self.held.is_some() || self.overlay.is_some() || self.is_resting()
    }

    fn place(&self) -> Option<Place> {
        self.held.map(|held| held.place).or_else(|| self.deck.at(self.now))
    }

    /// Notices when the clock was set: back at all, or from 1970 to the present. Then every moment that the board
    /// remembers moves along, so that nothing waits for an hour that comes twice, and nothing is 56 years old.
    fn clock(&mut self, now: Millis) {
        let jump = now.saturating_sub(self.now);
        if jump < 0 || (!clock::is_set(self.now) && clock::is_set(now)) {
            let move_along = |moment: &mut Millis| *moment = moment.saturating_add(jump);
            self.deck.shift(jump);
            self.polls.iter_mut().for_each(|poll| poll.shift(jump));
            self.heard.shift(jump);
            move_along(&mut self.began);
            self.pointer.iter_mut().chain(&mut self.roused).for_each(move_along);
            self.digit.iter_mut().for_each(|(_, at)| move_along(at));
            if let Some((_, until)) = &mut self.overlay {
                until.iter_mut().for_each(move_along);
            }
            if let Some(held) = &mut self.held {
                held.until.iter_mut().for_each(move_along);
                move_along(&mut held.place.began);
                move_along(&mut held.place.ends);
            }
        }
        self.now = now;
    }

    /// Lets go of what has had its time.
    fn expire(&mut self) {
        let over = |until: Option<Millis>| until.is_some_and(|until| until <= self.now);
        self.pointer = self.pointer.filter(|until| self.now < *until);
        self.roused = self.roused.filter(|until| self.now < *until);
        self.overlay = self.overlay.filter(|(_, until)| !over(*until));
        self.held = self.held.filter(|held| !over(held.until));
    }

    fn take(&mut self, slides: Vec<Slide>) {
        self.given = true;
        let held = self.held.map(|held| held.place.slide);
        match (self.deck.replace(self.now, slides, held), &mut self.held) {
            (Some(slide), Some(held)) => held.place.slide = slide,
            // What someone held is there no more.
            (None, Some(_)) => self.held = None,
            (_, None) => {}
        }
        if !self.deck.is_empty()
            && let Some(start) = self.start.take()
        {
            self.show(start.clamp(1, self.deck.len()) - 1);
        }
    }

    fn key(&mut self, command: Command) -> Option<Effect> {
        let here = self.place().map(|place| place.slide);
        let digit = self.digit.take().filter(|(_, at)| self.now.saturating_sub(*at) <= DIGITS);
        let mut effect = None;
        match command {
            Command::Next => self.show_some(here.and_then(|here| self.deck.turn().after(here))),
            Command::Previous => self.show_some(here.and_then(|here| self.deck.turn().before(here))),
            Command::First => self.show_some(Some(0)),
            Command::Last => self.show_some(self.deck.len().checked_sub(1)),
            Command::Show(number) => self.show_some(number.checked_sub(1)),
            Command::Digit(typed) => self.digit(digit, typed),
            Command::Hold => self.hold(),
            Command::Release => self.release(),
            Command::Toggle | Command::Ok if self.held.is_some() => self.release(),
            Command::Toggle => self.hold(),
            Command::Ok => {
                self.hold();
                effect = Some(Effect::FullScreen { leave: false });
            }
            Command::Back => match self.overlay {
                Some((overlay, _)) => self.lay(overlay),
                None => self.release(),
            },
            Command::FullScreen => effect = Some(Effect::FullScreen { leave: true }),
            Command::Keys => self.lay(Overlay::Keys),
            Command::Report => self.lay(Overlay::Report),
            Command::Read => self.polls.iter_mut().for_each(|poll| poll.read(self.now)),
        }
        // Whoever is at hand gets the whole time again.
        let until = self.until();
        if let Some(held) = &mut self.held {
            held.until = until;
        }
        if let Some((_, over)) = &mut self.overlay {
            *over = until;
        }
        effect
    }

    /// A digit shows its slide at once; with another one before it, the two make a number.
    fn digit(&mut self, before: Option<(u8, Millis)>, typed: u8) {
        let exists = |number: &usize| (1..=self.deck.len()).contains(number);
        let alone = usize::from(typed);
        let both = before.map(|(first, _)| usize::from(first) * 10 + alone).filter(exists);
        if both.is_none() {
            self.digit = Some((typed, self.now));
        }
        self.show_some(both.unwrap_or(alone).checked_sub(1));
    }

    fn until(&self) -> Option<Millis> {
        (self.resume > 0).then(|| self.now.saturating_add(self.resume))
    }

    fn show_some(&mut self, slide: Option<usize>) {
        if let Some(slide) = slide.filter(|slide| *slide < self.deck.len()) {
            self.show(slide);
        }
    }

    /// Shows a slide and holds it. It is shown from now on, unless it is on the wall already.
    fn show(&mut self, slide: usize) {
        let place = match self.place() {
            Some(place) if place.slide == slide => place,
            _ => Place { slide, began: self.now, ends: self.now.saturating_add(self.resume) },
        };
        self.held = Some(Held { place, until: self.until(), lent: false });
    }

    fn hold(&mut self) {
        if let Some(place) = self.place() {
            self.show(place.slide);
        }
    }

    /// Back to the wall clock.
    fn release(&mut self) {
        self.held = None;
        self.overlay = None;
    }

    /// Lays something over the board, or takes it away. Meanwhile the slide stays, as it is what is being asked about.
    fn lay(&mut self, overlay: Overlay) {
        if self.overlay.is_some_and(|(laid, _)| laid == overlay) {
            self.overlay = None;
            if self.held.is_some_and(|held| held.lent) {
                self.release();
            }
            return;
        }
        let lent = self.held.is_none_or(|held| held.lent);
        self.hold();
        self.overlay = Some((overlay, self.until()));
        if let Some(held) = &mut self.held {
            held.lent = lent;
        }
    }
}

#[cfg(test)]
mod tests;
