//! The glue: settings, readings and the board make a picture of what is on the wall.
//!
//! Everything goes in as an event with its moment, and comes out as effects and as a [`Picture`]; nothing here fetches,
//! waits or draws, so a whole day on the wall is a native test.

use crate::board::{
    self, Board, Command, Config, Effect, Event, Freshness, Hold, Millis, Miss, Outcome, Overlay, clock,
};
use crate::feed::report::{Counts, grouped};
use crate::feed::{self, Draft, Notice, Reading, Unreadable};
use crate::goals::{Goals, Measures, Moment, Now, Zone};
use crate::node::Node;
use crate::scene::{self, Slide, Wall};
use crate::settings::{SettingNotice, Settings};
use crate::ui::{self, Canvas, Foot, Head, Shape};
use crate::words::{self, Words};
use chrono::NaiveDate;

use std::sync::Arc;

/// Where the embedded demo lies, by language; read when no feed is set.
const DEMO: (&str, &str) = ("demo.en.json", "demo.sv.json");
/// What follows from the present moment is found anew this often, in milliseconds.
const MEASURED_EVERY: Millis = 600_000;
/// An older copy of a feed is passed over for so long, in milliseconds: then it is believed that the feed was set back.
const PASSED_OVER: Millis = 1_800_000;
/// Knots that stand closer than this, in rem, cannot be told apart: then only the first slide of each scene has one.
const KNOT: f64 = 2.2;
/// So long after its time a nightly renewal is still one, in milliseconds; after that the office may be there.
const RENEWED_WITHIN: Millis = 3_600_000;
/// A feed that was made so long from now has another clock than ours, in milliseconds.
const AHEAD: i64 = 300_000;

/// What came of a request.
pub enum Got {
    /// The same as last time.
    Unchanged,
    /// A document, read.
    Read(Box<Reading>),
    /// No answer that could be read, and the seconds that the server asks to wait.
    Missed(Miss, Option<u32>),
    /// An answer that is known to be unreadable before it is read.
    Unreadable(Unreadable),
}

/// One feed, and what was read from it last.
struct Source {
    address: String,
    /// The tool whose export it is, and what told that, once it was read.
    reader: Option<(String, String)>,
    /// How many of each thing it held.
    counts: Counts,
    notices: Vec<Notice>,
    /// Why the last answer could not be read, if that is so.
    unreadable: Option<Unreadable>,
    /// An older copy than the one that is shown, and since when no newer one came.
    older: Option<(Millis, Box<Reading>)>,
}

/// What the page shows, in parts that are drawn only when they differ.
pub struct Picture {
    /// `data-state`.
    pub state: &'static str,
    /// `lang` of the page: of the board's own words.
    pub language: &'static str,
    /// `data-shape`: which of the layouts.
    pub shape: &'static str,
    /// The page's title.
    pub title: String,
    /// What stands at the head.
    pub head: Head,
    /// What stands at the foot.
    pub foot: Foot,
    /// The attributes of `<main>`; an empty one is not there.
    pub attributes: [(&'static str, String); 5],
    /// Which slide: the same key changes in place.
    pub key: String,
    /// Which version of it: the same one need not be drawn again.
    pub version: u64,
    /// What lies over the board.
    pub over: Option<Node>,
    /// Whether the pointer is seen.
    pub pointer: bool,
}

/// One of the facts that `window.maltavla.state()` tells.
pub enum Fact {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Not known.
    Nothing,
}

/// A wall that is made anew: goals, their measures, then one scene's slides after the other.
struct Making {
    wall: Wall,
    /// What settling told, once it is done; nothing if the goals are as they were.
    notices: Option<Vec<Vec<Notice>>>,
    settles: bool,
    measures: bool,
    /// How many of the scenes have their slides.
    scenes: usize,
    slides: Vec<Slide>,
}

/// The board with everything around it but the browser.
pub struct App {
    setting_notices: Vec<SettingNotice>,
    settle_notices: Vec<Vec<Notice>>,
    browser: Vec<String>,
    sources: Vec<Source>,
    /// What each feed held when it was read last; nothing until then.
    drafts: Vec<Draft>,
    demo: bool,
    board: Board,
    wall: Wall,
    slides: Vec<Slide>,
    /// When the board began.
    begun: Moment,
    /// Keys of slides that the board fell over: they are left out.
    skipped: Vec<String>,
    /// Whether work is done in parts, and whether the first slides are alone now.
    in_parts: bool,
    alone: bool,
    /// What is made anew while the old is shown.
    making: Option<Making>,
    /// The day the goals were settled for, and the moment the measures were taken.
    settled: Option<NaiveDate>,
    measured: Millis,
    version: u64,
    readings: u32,
    failures: u32,
    /// Until when the board was told to rest.
    rest: Option<Millis>,
}

impl Making {
    fn measure(&mut self) {
        let wall = &mut self.wall;
        wall.measures = Arc::new(Measures::of(&wall.goals, &wall.settings.rules, &wall.now));
    }

    /// Lays out the next scene; whether that was the last.
    fn lay(&mut self) -> bool {
        self.slides.extend(scene::slides_of(&self.wall, self.scenes).unwrap_or_default());
        self.scenes += 1;
        self.scenes >= self.wall.settings.scenes.len()
    }
}

impl App {
    /// A board that has read and shown nothing yet.
    pub fn new(
        settings: Settings,
        setting_notices: Vec<SettingNotice>,
        browser: Vec<String>,
        zone: Zone,
        canvas: Canvas,
        now: Moment,
        seed: u64,
    ) -> App {
        let words = words::pick(settings.locale.as_deref(), None, &browser);
        let demo = settings.feeds.is_empty();
        let addresses = if demo {
            vec![String::from(if words.lang == "sv" { DEMO.1 } else { DEMO.0 })]
        } else {
            settings.feeds.clone()
        };
        let config = Config {
            feeds: addresses.len(),
            every: settings.every,
            pace: settings.pace,
            screen: settings.screen,
            resume: settings.resume,
            hold: settings.hold,
            seed,
        };
        let drafts = vec![Draft::default(); addresses.len()];
        let source = |address| Source {
            address,
            reader: None,
            counts: Counts::default(),
            notices: Vec::new(),
            unreadable: None,
            older: None,
        };
        let sources = addresses.into_iter().map(source).collect();
        let goals = Arc::new(Goals::default());
        let now_there = Now::new(settings.at.unwrap_or(now), zone);
        let measures = Arc::new(Measures::of(&goals, &settings.rules, &now_there));
        let wall = Wall { goals, focus: None, measures, now: now_there, settings: Arc::new(settings), words, canvas };
        App {
            setting_notices,
            settle_notices: Vec::new(),
            browser,
            sources,
            drafts,
            demo,
            board: Board::new(now.timestamp_millis(), config),
            wall,
            slides: Vec::new(),
            begun: now,
            skipped: Vec::new(),
            in_parts: false,
            alone: false,
            making: None,
            settled: None,
            measured: 0,
            version: 0,
            readings: 0,
            failures: 0,
            rest: None,
        }
    }

    /// The addresses of the feeds; numbered from 0.
    pub fn feeds(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|source| source.address.as_str())
    }

    /// The safe area, as a share of the screen.
    pub fn overscan(&self) -> f64 {
        self.wall.settings.overscan
    }

    /// Leaves out these slides, by their keys: the board fell over them before.
    pub fn skip(&mut self, keys: Vec<String>) {
        self.skipped = keys;
    }

    /// Lets work be done in parts, so that no frame waits for all of it. Of the first reading, the first scene's slides
    /// stand alone for the moment that it takes to lay out all others, since before that nobody knows whose turn it is;
    /// later the old wall stands until the new one is made. [`App::go_on`] is to be called while [`App::is_at_work`].
    pub fn in_parts(&mut self) {
        self.in_parts = true;
    }

    /// Whether the first slides stand alone.
    pub fn is_alone(&self) -> bool {
        self.alone
    }

    /// Whether there is something to go on with.
    pub fn is_at_work(&self) -> bool {
        self.making.is_some()
    }

    /// Does the next part of the work, if there is any.
    pub fn go_on(&mut self, now: Moment) -> Vec<Effect> {
        let Some(mut making) = self.making.take() else { return Vec::new() };
        if making.settles {
            making.settles = false;
            self.settle(&mut making);
        } else if making.measures {
            making.measures = false;
            making.measure();
        } else if making.lay() {
            return self.take_over(making, now.timestamp_millis());
        }
        self.making = Some(making);
        Vec::new()
    }

    /// The language that the settings choose.
    pub fn locale(&self) -> Option<&str> {
        self.wall.settings.locale.as_deref()
    }

    /// The address of the mapping document, if the settings name one.
    pub fn mapping(&self) -> Option<&str> {
        self.wall.settings.mapping.as_deref()
    }

    /// Whether the last answer of a feed could be read: then it is worth keeping.
    pub fn is_good(&self, feed: usize) -> bool {
        self.sources
            .get(feed)
            .is_some_and(|source| source.reader.is_some() && source.unreadable.is_none() && source.older.is_none())
    }

    /// Whether there is nothing to show yet, and nothing wrong.
    pub fn is_waiting(&self) -> bool {
        !self.alone && self.board.state() == board::State::Booting
    }

    /// Whether the board has use for a command.
    pub fn has_use_for(&self, command: Command) -> bool {
        self.board.has_use_for(command)
    }

    /// The slides, in order.
    pub fn slides(&self) -> &[Slide] {
        &self.slides
    }

    /// When to step again, in milliseconds since 1970.
    pub fn wake(&self) -> Millis {
        self.board.wake()
    }

    /// The window has this size now.
    pub fn resize(&mut self, canvas: Canvas, now: Moment) {
        if canvas != self.wall.canvas {
            self.wall.canvas = canvas;
            if let Some(making) = &mut self.making {
                making.wall.canvas = canvas;
                (making.scenes, making.slides) = (0, Vec::new());
            }
            if self.settled.is_some() {
                let slides = self.deal();
                // The deck keeps its place; nothing is asked for by it.
                self.board.step(now.timestamp_millis(), Event::Deck(slides));
            }
        }
    }

    /// Something happened.
    pub fn step(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        let millis = now.timestamp_millis();
        let rest = self.rests_until(now);
        self.is(now);
        let mut effects = Vec::new();
        if rest != self.rest {
            self.rest = rest;
            effects.extend(self.board.step(millis, Event::Rest(rest)));
        }
        effects.extend(self.board.step(millis, event));
        self.is(now);
        // A request that was given up is a miss, and misses are told where there are no slides.
        let given_up = effects.iter().filter(|effect| matches!(effect, Effect::Abort { .. })).count();
        if given_up > 0 {
            self.version += 1;
            self.failures = self.failures.saturating_add(given_up as u32);
        }
        let day_is_over = self.settled.is_some_and(|day| day != self.wall.now.today());
        if day_is_over || (self.settled.is_some() && (millis - self.measured).abs() >= MEASURED_EVERY) {
            effects.extend(self.refresh(day_is_over, now));
        }
        effects
    }

    /// It is this moment now; or the one that the settings freeze.
    fn is(&mut self, now: Moment) {
        self.wall.now.at = self.wall.settings.at.unwrap_or(self.mended(now));
    }

    /// The moment that this screen's clock should show, if it was never set and a server said what time it is. One that
    /// was set is wrong by an hour or so, as a rule: that is told, and mended by whoever reads it.
    fn mended(&self, now: Moment) -> Moment {
        let off = self.board.heard().off().filter(|_| !clock::is_set(now.timestamp_millis()));
        let off = chrono::TimeDelta::try_milliseconds(off.unwrap_or(0));
        off.and_then(|off| now.checked_add_signed(off)).unwrap_or(now)
    }

    /// Outside office hours: until when, by this screen's clock. Who does not know what time it is does not rest.
    fn rests_until(&self, now: Moment) -> Option<Millis> {
        let there = self.mended(now);
        let hours = self.wall.settings.hours.as_ref().filter(|_| clock::is_set(there.timestamp_millis()))?;
        let zone = &self.wall.now.zone;
        let opens = hours.opens(zone.local(there))?;
        // In an hour that a zone has twice it may have been already.
        let ahead = (zone.moment_at(opens.date(), opens.time()) - there).num_milliseconds().max(1_000);
        Some(now.timestamp_millis().saturating_add(ahead))
    }

    /// The night that the page is to be loaded anew for: within an hour of its time, once a board is older than that.
    fn renewal(&self, now: Moment) -> Option<NaiveDate> {
        let zone = &self.wall.now.zone;
        let there = self.mended(now);
        let night = zone.local(there).checked_sub_signed(chrono::TimeDelta::hours(1))?.date();
        let up = now.timestamp_millis().saturating_sub(self.board.began());
        [Some(night), night.succ_opt()].into_iter().flatten().find(|night| {
            let due = self.wall.settings.renew.map(|time| zone.moment_at(*night, time));
            let late = due.map_or(-1, |due| (there - due).num_milliseconds());
            (0..RENEWED_WITHIN).contains(&late) && up > late
        })
    }

    /// A request was answered.
    pub fn answered(&mut self, now: Moment, feed: usize, ticket: u32, got: Got) -> Vec<Effect> {
        let millis = now.timestamp_millis();
        self.is(now);
        let missed = |miss, retry_after| Outcome::Missed { miss, retry_after };
        let Some(source) = self.sources.get_mut(feed) else { return Vec::new() };
        let mut fresh = false;
        let outcome = match got {
            // The same bytes that could not be read before cannot be read now.
            Got::Unchanged if source.unreadable.is_some() => missed(Miss::Unreadable, None),
            Got::Unchanged => {
                fresh = self.take_newest(feed, None, millis);
                Outcome::Read
            }
            Got::Missed(miss, retry_after) => missed(miss, retry_after),
            Got::Unreadable(fault) => {
                source.unreadable = Some(fault);
                missed(Miss::Unreadable, None)
            }
            Got::Read(reading) => {
                fresh = self.take_newest(feed, Some(reading), millis);
                Outcome::Read
            }
        };
        if matches!(outcome, Outcome::Missed { .. }) {
            self.failures = self.failures.saturating_add(1);
        }
        let mut effects = self.board.step(millis, Event::Answered { feed, ticket, outcome });
        if fresh {
            self.readings = self.readings.saturating_add(1);
            effects.extend(self.refresh(true, now));
        } else {
            self.version += 1;
        }
        effects
    }

    /// What an earlier board read at `since`, and kept: shown until the feed itself is read, and never instead of it.
    pub fn kept(&mut self, now: Moment, feed: usize, since: Millis, reading: Reading) -> Vec<Effect> {
        if self.sources.get(feed).is_none_or(|source| source.reader.is_some()) {
            return Vec::new();
        }
        let millis = now.timestamp_millis();
        self.is(now);
        self.take(feed, reading);
        let mut effects = self.board.step(millis, Event::Kept { feed, since });
        effects.extend(self.refresh(true, now));
        effects
    }

    /// Takes a reading (none: the last one came again), unless it is an older copy than the one that is shown: what lies
    /// behind a feed may be two servers, one behind the other. Whether it was taken.
    fn take_newest(&mut self, feed: usize, read: Option<Box<Reading>>, now: Millis) -> bool {
        let zone = &self.wall.now.zone;
        let made = |draft: &Draft| draft.made.map(|made| made.moment(zone).timestamp_millis());
        let shown = self.drafts.get(feed).and_then(made);
        let Some(source) = self.sources.get_mut(feed) else { return false };
        let (since, reading) = match (source.older.take(), read) {
            (None, None) => return false,
            (Some(older), None) => older,
            (older, Some(reading)) => (older.map_or(now, |(since, _)| since), reading),
        };
        // A copy from the future was made by a wrong clock.
        let is_older = match (made(&reading.draft), shown) {
            (Some(came), Some(shown)) => came < shown && shown <= now.saturating_add(PASSED_OVER),
            _ => false,
        };
        if is_older && (0..PASSED_OVER).contains(&now.saturating_sub(since)) {
            source.unreadable = None;
            source.older = Some((since, reading));
            return false;
        }
        self.take(feed, *reading);
        true
    }

    /// Takes a reading in place of the feed's last.
    fn take(&mut self, feed: usize, reading: Reading) {
        let Some(source) = self.sources.get_mut(feed) else { return };
        source.counts = Counts::of(&reading.draft);
        source.reader = Some((reading.reader, reading.why));
        source.notices = reading.notices;
        source.unreadable = None;
        if let Some(draft) = self.drafts.get_mut(feed) {
            *draft = reading.draft;
        }
    }

    /// Finds anew what follows from the present moment and, if they are to be settled, from the readings.
    fn refresh(&mut self, settles: bool, now: Moment) -> Vec<Effect> {
        self.measured = now.timestamp_millis();
        let is_first = self.settled.is_none();
        if settles {
            self.settled = Some(self.wall.now.today());
        }
        let settles = settles || self.making.as_ref().is_some_and(|making| making.settles || making.notices.is_some());
        let mut making =
            Making { wall: self.wall.clone(), notices: None, settles, measures: true, scenes: 0, slides: Vec::new() };
        if self.in_parts && is_first {
            self.settle(&mut making);
            making.measure();
            (making.settles, making.measures, self.alone) = (false, false, true);
            self.settle_notices = making.notices.take().unwrap_or_default();
            self.wall = making.wall.clone();
            self.version += 1;
            self.slides = scene::first_slides(&self.wall);
            self.leave_out();
        }
        self.making = Some(making);
        let mut effects = Vec::new();
        while !self.in_parts && self.making.is_some() {
            effects.extend(self.go_on(now));
        }
        effects
    }

    /// Settles what was read, for a wall that is being made.
    fn settle(&self, making: &mut Making) {
        let wall = &mut making.wall;
        let (goals, notices) = feed::settle(&self.drafts, &wall.now);
        making.notices = Some(notices);
        let settings = &wall.settings;
        wall.words = words::pick(settings.locale.as_deref(), goals.language(), &self.browser);
        let focus = crate::goals::focus(&goals, settings.team.as_deref(), settings.goal.as_deref());
        wall.focus = focus.map(Arc::new);
        wall.goals = Arc::new(goals);
    }

    /// Shows the wall that was made.
    fn take_over(&mut self, making: Making, millis: Millis) -> Vec<Effect> {
        let now = self.wall.now.clone();
        self.wall = Wall { now, ..making.wall };
        if let Some(notices) = making.notices {
            self.settle_notices = notices;
        }
        self.alone = false;
        let slides = self.dealt(making.slides);
        self.board.step(millis, Event::Deck(slides))
    }

    fn deal(&mut self) -> Vec<board::Slide> {
        let slides = scene::slides(&self.wall);
        self.dealt(slides)
    }

    fn dealt(&mut self, slides: Vec<Slide>) -> Vec<board::Slide> {
        self.version += 1;
        self.slides = slides;
        self.leave_out();
        self.slides.iter().map(|slide| board::Slide { key: slide.key(), load: slide.load }).collect()
    }

    fn leave_out(&mut self) {
        let falls = |slide: &Slide| self.skipped.contains(&slide.key());
        // Where the board fell over each of its slides, it is not the slides.
        if !self.slides.iter().all(falls) {
            self.slides.retain(|slide| !falls(slide));
        }
    }

    fn here(&self) -> Option<(usize, &Slide)> {
        if self.board.is_resting() {
            return None;
        }
        if self.alone {
            return Some((0, self.slides.first()?));
        }
        let place = self.board.showing().place?;
        Some((place.slide, self.slides.get(place.slide)?))
    }

    /// What is to be seen.
    pub fn picture(&self, now: Moment) -> Picture {
        let words = self.wall.words;
        let showing = self.board.showing();
        let resting = self.board.is_resting();
        let here = self.here();
        // How many slides there are, nobody knows yet.
        let number = here.filter(|_| !self.alone);
        let name = self.name();
        let part = here.map(|(_, slide)| slide.part).filter(|(_, parts)| *parts > 1);
        let attributes = [
            ("data-scene", here.map(|(_, slide)| slide.scene.to_string()).unwrap_or_default()),
            ("data-slide", number.map(|(i, _)| (i + 1).to_string()).unwrap_or_default()),
            ("data-slides", number.map(|_| self.slides.len().to_string()).unwrap_or_default()),
            // Hyphens are the goals' language's.
            ("lang", self.wall.goals.language().unwrap_or(words.lang).to_string()),
            ("data-part", part.map(|(part, parts)| format!("{part}/{parts}")).unwrap_or_default()),
        ];
        let title = here.and_then(|(_, slide)| Some((scene::of(slide)?.title)(&self.wall)));
        let title = match (title, part) {
            (Some(title), Some((part, parts))) => {
                format!("{title} \u{b7} {}", (words.frame.part)(part as u64, parts as u64))
            }
            (title, _) => title.unwrap_or_default(),
        };
        Picture {
            state: self.state().name(),
            language: words.lang,
            shape: match self.wall.canvas.shape() {
                Shape::Landscape => "landscape",
                Shape::Portrait => "portrait",
            },
            title: format!("{name} \u{b7} Måltavla"),
            head: self.head(name, title, now),
            foot: self.foot(now.timestamp_millis()),
            attributes,
            key: here.map(|(_, slide)| slide.key()).unwrap_or_default(),
            // The clock of a resting board is another picture every minute.
            version: if resting { self.wall.now.at.timestamp().unsigned_abs() / 60 } else { self.version },
            over: showing.overlay.filter(|_| !resting).map(|overlay| self.over(overlay, now)),
            pointer: showing.pointer,
        }
    }

    /// The slide on the wall, drawn; without one, what there is to say instead.
    pub fn view(&self, now: Moment) -> Node {
        if self.board.is_resting() {
            let local = self.wall.now.zone.local(self.wall.now.at);
            let words = self.wall.words;
            return ui::rest(words.format.time(local.time()), words.fresh.resting, local.and_utc().timestamp() / 60);
        }
        let drawn = self.here().and_then(|(_, slide)| Some((scene::of(slide)?.view)(&self.wall, slide)));
        drawn.unwrap_or_else(|| self.instead(now))
    }

    fn name(&self) -> String {
        let brand = self.wall.settings.brand.name.as_deref();
        brand.or(self.wall.goals.organisation()).unwrap_or("Måltavla").to_string()
    }

    fn head(&self, name: String, scene: String, now: Moment) -> Head {
        let words = self.wall.words;
        let (fresh, fresh_words) = self.freshness(now);
        // A long name leaves room for what scene this is; a narrow wall does without the cycle when there is much to say.
        let wide = self.wall.canvas.stage_width();
        let name = ui::fit::cut(&name, 1.55, wide * 0.3, 1);
        let cycle = scene::cycle_words(&self.wall);
        let is_crowded =
            !fresh_words.is_empty() && ui::fit::width(&[&*cycle, &*fresh_words].concat()) * 1.5 > wide * 0.6;
        Head {
            name,
            logo: self.wall.settings.brand.logo.clone(),
            scene,
            cycle: if is_crowded { String::new() } else { cycle },
            time: words.format.time(self.wall.now.zone.local(self.wall.now.at).time()),
            fresh,
            fresh_words: ui::fit::cut(&fresh_words, 1.5, wide * 0.75, 1),
        }
    }

    /// The board's state; what is read well, and was not written for too long, is stale.
    fn state(&self) -> board::State {
        match self.board.state() {
            board::State::Live if self.overdue().is_some() => board::State::Stale,
            // The first slides alone are no deck yet: what was kept is on the wall all the same.
            board::State::Broken if self.alone => board::State::Stale,
            state => state,
        }
    }

    /// A feed that says how often it is written, and was not for twice that time: its address, and how long ago it was.
    fn overdue(&self) -> Option<(&str, chrono::TimeDelta)> {
        self.sources.iter().zip(&self.drafts).find_map(|(source, draft)| {
            let age = self.wall.now.at - draft.made?.moment(&self.wall.now.zone);
            let late = age.num_seconds() as f64 > 2.0 * draft.every?.max(1.0);
            (late && draft.follow.is_none()).then_some((source.address.as_str(), age))
        })
    }

    /// How fresh what is shown is: in one word for the styles, and in a few for people when all is not well.
    fn freshness(&self, now: Moment) -> (&'static str, String) {
        let words = &self.wall.words.fresh;
        let oldest = self.board.feeds().filter_map(|feed| match feed.freshness {
            Freshness::Stale { since } => Some(since),
            Freshness::Fresh | Freshness::Never => None,
        });
        let refused = self.board.feeds().find_map(|feed| match feed.miss {
            Some(Miss::Refused(status)) => Some((words.refused)(status)),
            _ => None,
        });
        let state = self.state();
        let (fresh, says) = match (state, oldest.min()) {
            (board::State::Offline, Some(since)) => ("offline", self.since(now, since, words.offline)),
            (_, Some(since)) if refused.is_some() => ("stale", (words.read)(&self.ago(now, since))),
            (_, Some(since)) => ("stale", self.since(now, since, words.stale)),
            (board::State::Stale | board::State::Offline, None) => {
                let format = &self.wall.words.format;
                let made = self.overdue().map(|(_, age)| (words.made)(&format.ago(age)));
                ("stale", made.unwrap_or_default())
            }
            (board::State::Live, None) if self.demo => ("live", words.demo.to_string()),
            (board::State::Live, None) => ("live", self.made()),
            _ => ("waiting", String::new()),
        };
        let clock = self.clock(now);
        let fresh = if fresh == "live" && !clock.is_empty() { "clock" } else { fresh };
        let says = [clock, &refused.unwrap_or_default(), &says];
        (fresh, says.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" \u{b7} "))
    }

    /// How long ago; never in the future.
    fn ago(&self, now: Moment, since: Millis) -> String {
        let span = chrono::TimeDelta::milliseconds(now.timestamp_millis().saturating_sub(since).max(0));
        self.wall.words.format.ago(span)
    }

    /// Since when, as the office's clock had it, and how long ago that is.
    fn since(&self, now: Moment, since: Millis, says: fn(&str, &str) -> String) -> String {
        let format = &self.wall.words.format;
        let zone = &self.wall.now.zone;
        let moment = Moment::from_timestamp_millis(since).map_or(now, |since| self.mended(since.min(now)));
        let local = zone.local(moment);
        let time = format.time(local.time());
        let today = local.date() == zone.day_of(self.mended(now));
        let when = if today { time } else { format!("{} {time}", format.date(local.date())) };
        says(&when, &self.ago(now, since))
    }

    /// What is wrong with the clocks, if the moment is not frozen.
    fn clock(&self, now: Moment) -> &'static str {
        let words = &self.wall.words.fresh;
        let heard = self.board.heard();
        let made = self.wall.goals.made();
        let ahead = made.is_some_and(|made| (made - self.wall.now.at).num_milliseconds() > AHEAD);
        match heard.off() {
            _ if self.wall.settings.at.is_some() => "",
            _ if heard.is_wrong(now.timestamp_millis()) => words.clock_wrong,
            Some(_) if ahead => words.feed_ahead,
            None if ahead => words.clocks_differ,
            _ => "",
        }
    }

    /// How old the data say they are, where that is worth telling: from a day on.
    fn made(&self) -> String {
        let words = self.wall.words;
        let now = self.wall.now.at;
        match self.wall.goals.made() {
            Some(made) if (now - made).num_hours() >= 24 => (words.fresh.made)(&words.format.ago(now - made)),
            _ => String::new(),
        }
    }

    fn foot(&self, millis: Millis) -> Foot {
        let showing = self.board.showing();
        let Some(place) = showing.place else { return Foot::default() };
        let all = self.slides.len().max(1) as f64;
        let first = |i: usize| {
            let scene = |i: usize| self.slides.get(i).map(|slide| slide.scene);
            i == 0 || scene(i) != scene(i - 1)
        };
        let few = self.slides.len() as f64 * KNOT <= self.wall.canvas.stage_width();
        let knots = (0..self.slides.len()).filter(|i| few || first(*i) || *i == place.slide);
        let knots: Vec<(usize, f64)> = knots.map(|i| (i, i as f64 / all)).collect();
        let (began, ends) = match showing.hold {
            Hold::Until(until) => (until - Millis::from(self.wall.settings.resume) * 1000, until),
            Hold::Free | Hold::Standing => (place.began, place.ends),
        };
        let part = (millis - began) as f64 / (ends - began).max(1) as f64;
        let part = if showing.hold == Hold::Free { part.clamp(0.0, 1.0) } else { 0.0 };
        let words = self.wall.words;
        let held = match showing.hold {
            Hold::Free => None,
            Hold::Standing => Some((String::from(words.keys.held), 1.0)),
            Hold::Until(until) => {
                let left = chrono::TimeDelta::milliseconds((until - millis).max(0));
                let says =
                    format!("{} \u{b7} {}", words.keys.held, (words.keys.goes_on_in)(&words.format.duration(left)));
                Some((says, (until - millis) as f64 / (ends - began).max(1) as f64))
            }
        };
        let note = self.misses().into_iter().next();
        let note = note.map(|note| ui::fit::cut(&note, ui::NOTE, self.wall.canvas.stage_width() - 4.0, 2));
        Foot { knots, here: place.slide, lit: (place.slide as f64 + part) / all, held, note }
    }

    /// What is shown while there are no slides.
    fn instead(&self, _now: Moment) -> Node {
        let words = self.wall.words;
        let (heading, lines): (&str, Vec<String>) = match self.board.state() {
            board::State::Empty => (words.fresh.empty, vec![words.fresh.empty_hint.to_string()]),
            board::State::Broken | board::State::Stale | board::State::Offline => {
                let begun = self.wall.now.zone.local(self.mended(self.begun)).time();
                let mut lines = vec![(words.fresh.waiting)(&words.format.time(begun))];
                lines.extend(self.misses());
                (words.fresh.broken, lines)
            }
            _ => (words.fresh.booting, self.misses()),
        };
        ui::message(heading.to_string(), lines)
    }

    /// A sentence for each feed that could not be read: what came, from where, and what to do.
    fn misses(&self) -> Vec<String> {
        let words = self.wall.words;
        let feeds = self.board.feeds().zip(&self.sources);
        feeds
            .filter_map(|(feed, source)| match (feed.miss?, &source.unreadable) {
                (Miss::Unreadable, Some(fault)) => Some((words.problems.unreadable)(fault, &source.address)),
                (miss, _) => Some((words.problems.missed)(miss, &source.address)),
            })
            .chain(self.overdue().map(|(from, age)| (words.problems.overdue)(&words.format.ago(age), from)))
            .collect()
    }

    fn over(&self, overlay: Overlay, now: Moment) -> Node {
        match overlay {
            Overlay::Keys => ui::keys(self.wall.words),
            Overlay::Report => self.report(now),
        }
    }

    /// All that could not be used as it stood.
    fn notices(&self) -> impl Iterator<Item = &Notice> {
        let read = self.sources.iter().flat_map(|source| &source.notices);
        read.chain(self.settle_notices.iter().flatten())
    }

    /// What was read, and what could not be used.
    fn report(&self, now: Moment) -> Node {
        let words = self.wall.words;
        let goals = &self.wall.goals;
        let mut lines = Vec::new();
        for (feed, source) in self.board.feeds().zip(&self.sources) {
            let ago = |since: Millis| (words.fresh.read)(&self.ago(now, since));
            let fresh = match feed.freshness {
                Freshness::Fresh => words.fresh.live.to_string(),
                Freshness::Stale { since } => ago(since),
                Freshness::Never => words.fresh.broken.to_string(),
            };
            lines.push([source.address.as_str(), &fresh].join(" \u{b7} "));
            if let Some((reader, why)) = &source.reader {
                lines.push((words.problems.taken_for)(reader, why));
                let counts = &source.counts;
                let counted = [
                    (words.common.count_objectives)(counts.objectives as u64),
                    (words.common.count_key_results)(counts.key_results as u64),
                    (words.common.count_teams)(counts.teams as u64),
                    (words.problems.count_check_ins)(counts.check_ins as u64),
                    (words.problems.count_initiatives)(counts.initiatives as u64),
                ];
                lines.push(counted.join(" \u{b7} "));
            }
        }
        lines.extend(self.why());
        let common = &words.common;
        lines.push(
            [
                (common.count_objectives)(goals.objectives().len() as u64),
                (common.count_key_results)(goals.key_results().len() as u64),
                (common.count_teams)(goals.teams().len() as u64),
            ]
            .join(" \u{b7} "),
        );
        let mut problems = self.misses();
        problems.extend(self.setting_notices.iter().map(|notice| (words.problems.setting)(notice)));
        problems.extend(grouped(self.notices()).into_iter().map(|group| {
            let at = &group.first.at;
            let at = if at.is_empty() { String::new() } else { (words.problems.at)(at) };
            let more = if group.count > 1 { (words.problems.such)(group.count as u64) } else { String::new() };
            let sentences = [(words.problems.problem)(&group.first.problem), at, more];
            sentences.iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
        }));
        let heading = (words.problems.title)(problems.len() as u64);
        ui::report(lines, heading, problems, &self.wall.canvas)
    }

    /// Why the board says what it says of the goals on the wall.
    fn why(&self) -> Vec<String> {
        let Some((_, slide)) = self.here() else { return Vec::new() };
        let subject = crate::goals::GoalId::new(&slide.subject);
        let goals = std::iter::once(&subject).chain(&slide.items).filter_map(|id| self.wall.goals.goal(id));
        let why = |goal: crate::goals::GoalRef<'_>| {
            let verdict = self.wall.measures.verdict(goal.id())?;
            let team = self.wall.goals.team_id(goal).and_then(|id| self.wall.goals.team(id));
            let why = self.wall.words.why(verdict, team.map(|team| team.name.as_str()), &self.wall.now);
            Some(format!("{}: {}", goal.title(), why.join(" \u{b7} ")))
        };
        goals.filter_map(why).collect()
    }

    /// What `window.maltavla.state()` tells.
    pub fn facts(&self, now: Moment) -> Vec<(&'static str, Fact)> {
        let showing = self.board.showing();
        let here = self.here();
        let count = |count: usize| Fact::Number(count as f64);
        vec![
            ("state", Fact::Text(self.state().name().to_string())),
            ("scene", here.map_or(Fact::Nothing, |(_, slide)| Fact::Text(slide.scene.to_string()))),
            ("slide", here.map_or(Fact::Nothing, |(i, _)| count(i + 1))),
            ("slides", count(self.slides.len())),
            ("ends", showing.place.map_or(Fact::Nothing, |place| Fact::Number(place.ends as f64))),
            ("held", Fact::Number(f64::from(u8::from(showing.hold != Hold::Free)))),
            ("readings", Fact::Number(f64::from(self.readings))),
            ("objectives", count(self.wall.goals.objectives().len())),
            ("keyResults", count(self.wall.goals.key_results().len())),
            ("failures", Fact::Number(f64::from(self.failures))),
            ("notices", count(self.notices().count())),
            ("clockOff", self.board.heard().off().map_or(Fact::Nothing, |off| Fact::Number(off as f64))),
            ("renew", self.renewal(now).map_or(Fact::Nothing, |night| Fact::Text(night.to_string()))),
            ("now", Fact::Number(now.timestamp_millis() as f64)),
            ("language", Fact::Text(self.wall.words.lang.to_string())),
        ]
    }

    /// What `state()` tells of each feed.
    pub fn feed_facts(&self) -> Vec<Vec<(&'static str, Fact)>> {
        let fact = |(feed, source): (board::Feed, &Source)| {
            let (fresh, since) = match feed.freshness {
                Freshness::Fresh => ("fresh", None),
                Freshness::Stale { since } => ("stale", Some(since)),
                Freshness::Never => ("never", None),
            };
            let miss = match feed.miss {
                None => Fact::Nothing,
                Some(Miss::Network) => Fact::Text(String::from("network")),
                Some(Miss::Timeout) => Fact::Text(String::from("timeout")),
                Some(Miss::Refused(status)) => Fact::Text(format!("refused {}", status.unwrap_or(302))),
                Some(Miss::Status(status)) => Fact::Text(format!("status {status}")),
                Some(Miss::Unreadable) => Fact::Text(String::from("unreadable")),
            };
            vec![
                ("address", Fact::Text(source.address.clone())),
                ("freshness", Fact::Text(fresh.to_string())),
                ("since", since.map_or(Fact::Nothing, |since| Fact::Number(since as f64))),
                ("reader", source.reader.as_ref().map_or(Fact::Nothing, |(reader, _)| Fact::Text(reader.clone()))),
                ("miss", miss),
            ]
        };
        self.board.feeds().zip(&self.sources).map(fact).collect()
    }

    /// The words in use.
    pub fn words(&self) -> &'static Words {
        self.wall.words
    }
}
