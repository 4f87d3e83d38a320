//! The loop: an event and one reading of the clock go in, the app says what is to be done and what is to be seen.
//! WebAssembly only: the one place where the browser is touched, by `page` and through `rim`.
//!
//! What is exported here, the page's own script calls: see `public/rim.js`. Decides nothing that the core could decide.

mod answer;
mod clock;
mod page;
mod rim;

use crate::app::{App, Fact, Got};
use crate::board::{Command, Effect, Event, keys};
use crate::feed::{self, Reading, handover};
use crate::goals::Moment;
use crate::settings::{self, SettingNotice};
use answer::Answer;
use js_sys::{Array, Object, Reflect};
use page::Page;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The thread at the foot and the clock are drawn this often, in milliseconds.
const BEAT: i64 = 1_000;
/// Work that is over in so many milliseconds is done at once; what is more waits for the next frames.
const AT_ONCE: i64 = 8;
/// A board that has nothing to show yet waits so long before it says so, in milliseconds: goals that come at once are
/// drawn at once, and the page is drawn once.
const SILENT: i64 = 400;

struct Shell {
    app: App,
    page: Page,
    /// When it began, in milliseconds.
    begun: i64,
    /// Which slide in which version is drawn.
    drawn: Option<(String, u64)>,
    /// Which head is drawn, as it was told.
    told: Option<crate::ui::Head>,
    /// Whether the page was asked to call when the picture is seen.
    waits: bool,
}

thread_local! {
    static SHELL: RefCell<Option<Shell>> = const { RefCell::new(None) };
}

/// Takes the page over, when it is ready.
pub fn start() {
    rim::start();
}

/// Begins, with `board.json` if there is one, the address's parameters, the languages that the browser's user reads
/// (with commas), the slides that the board fell over (a line each), chance, and whether the system asks for less motion.
#[wasm_bindgen]
pub fn begin(
    board_json: Option<Vec<u8>>,
    search: &str,
    hash: &str,
    languages: &str,
    skipped: &str,
    chance: f64,
    less_motion: bool,
) {
    let Some(mut page) = Page::take_over() else { return };
    let (settings, mut notices) = settings::resolve(board_json.as_deref(), search, hash);
    let now = clock::now();
    let zone = clock::zone(settings.tz.as_deref()).or_else(|| {
        notices.push(SettingNotice::unknown_zone(settings.tz.clone().unwrap_or_default()));
        clock::zone(None)
    });
    let canvas = page.canvas(settings.overscan);
    let safe = crate::ui::css::percent(settings.overscan);
    for (name, unit) in [("--safe-x", "vw"), ("--safe-y", "vh")] {
        page.property(name, &safe.replace('%', unit));
    }
    if let Some(accent) = &settings.brand.accent {
        page.property("--thread", accent);
    }
    page.root("data-theme", settings.theme.name());
    page.motion(settings.motion.map_or(less_motion, |motion| !motion));
    if let Some(address) = &settings.push {
        rim::push(address);
    }
    let list = |text: &str, mark: char| text.split(mark).filter(|part| !part.is_empty()).map(String::from).collect();
    let zone = zone.unwrap_or(crate::goals::Zone::UTC);
    let mut app = App::new(settings, notices, list(languages, ','), zone, canvas, now, chance.to_bits());
    app.skip(list(skipped, '\n'));
    app.in_parts();
    for (feed, address) in app.feeds().enumerate() {
        rim::recall(feed, address);
    }
    SHELL.with(|shell| {
        drop(shell.borrow_mut().replace(Shell {
            app,
            page,
            begun: now.timestamp_millis(),
            drawn: None,
            told: None,
            waits: false,
        }))
    });
}

/// Does something with the shell; what comes while it is at work waits for the next beat.
fn with<T: Default>(f: impl FnOnce(&mut Shell) -> T) -> T {
    SHELL.with(|shell| {
        let Ok(mut shell) = shell.try_borrow_mut() else { return T::default() };
        shell.as_mut().map(f).unwrap_or_default()
    })
}

/// Something happened: the app is told, its effects are done, and what is to be seen is drawn.
fn happen(event: Event) {
    with(|shell| {
        let now = clock::now();
        let canvas = shell.page.canvas(shell.app.overscan());
        shell.app.resize(canvas, now);
        let effects = shell.app.step(now, event);
        shell.follow(effects);
    });
}

/// Time has passed, the window has another size, or the page is seen again.
#[wasm_bindgen]
pub fn tick() {
    happen(Event::Tick);
}

/// What is drawn was seen: the next part of the work is done.
#[wasm_bindgen]
pub fn seen() {
    with(|shell| {
        shell.waits = false;
        let effects = shell.app.go_on(clock::now());
        shell.follow(effects);
    });
}

/// A key or a remote's button; whether the board has use for it.
#[wasm_bindgen]
pub fn key(name: &str, code: u32) -> bool {
    let wanted = |command: &Command| with(|shell| shell.app.has_use_for(*command));
    let command = keys::command(name, code).filter(wanted);
    command.map(|command| happen(Event::Key(command))).is_some()
}

/// A finger moved so many CSS pixels over a window of this width.
#[wasm_bindgen]
pub fn swipe(right: f64, down: f64, width: f64) {
    if let Some(command) = keys::swipe(right, down, width) {
        happen(Event::Key(command));
    }
}

/// The pointer moved.
#[wasm_bindgen]
pub fn pointer() {
    happen(Event::Pointer);
}

/// The screen is to be filled, or left.
#[wasm_bindgen]
pub fn fill() {
    happen(Event::Key(Command::FullScreen));
}

/// The browser says that the network is back.
#[wasm_bindgen]
pub fn online() {
    happen(Event::Online);
}

/// A server says that it is this moment, in milliseconds since 1970.
#[wasm_bindgen]
pub fn server(there: f64) {
    happen(Event::Server(there as i64));
}

/// The stream says that something is new.
#[wasm_bindgen]
pub fn push() {
    happen(Event::Push);
}

/// Shows a slide, counted from 1, and holds it.
#[wasm_bindgen]
pub fn show(n: f64) {
    happen(Event::Key(Command::Show(n.max(0.0) as usize)));
}

/// Reads every feed now.
#[wasm_bindgen]
pub fn read() {
    happen(Event::Key(Command::Read));
}

/// The answer to a request has begun to come.
#[wasm_bindgen]
pub fn heard(feed: usize, ticket: u32) {
    happen(Event::Heard { feed, ticket });
}

/// The whole answer is here, and is read elsewhere.
#[wasm_bindgen]
pub fn came(feed: usize, ticket: u32) {
    happen(Event::Came { feed, ticket });
}

/// A document came that may be of the board's own format; whether it was, or will never be read.
#[wasm_bindgen]
pub fn native(feed: usize, ticket: u32, document: &[u8]) -> bool {
    let begun = clock::now();
    let got = match feed::native(document) {
        Ok(Some(reading)) => Got::Read(Box::new(reading)),
        Ok(None) => return false,
        Err(fault) => Got::Unreadable(fault),
    };
    take(feed, ticket, got, begun);
    true
}

/// A request was answered; `document` and `report` are the reader's.
#[wasm_bindgen]
pub fn answered(
    feed: usize,
    ticket: u32,
    kind: u32,
    number: f64,
    said: Option<String>,
    document: Option<Vec<u8>>,
    report: Option<Vec<u8>>,
) {
    let begun = clock::now();
    let bytes = [document, report].map(Option::unwrap_or_default);
    let [document, report] = &bytes;
    take(feed, ticket, Answer { kind, number, said }.got(document, report), begun);
}

fn take(feed: usize, ticket: u32, got: Got, begun: Moment) {
    with(|shell| {
        let mut effects = shell.app.answered(clock::now(), feed, ticket, got);
        while !shell.app.is_alone() && shell.app.is_at_work() {
            let now = clock::now();
            if !(0..AT_ONCE).contains(&(now - begun).num_milliseconds()) {
                break;
            }
            effects.extend(shell.app.go_on(now));
        }
        shell.follow(effects);
    });
}

/// Whether the last answer of a feed was read.
#[wasm_bindgen]
pub fn good(feed: usize) -> bool {
    with(|shell| shell.app.is_good(feed))
}

/// What an earlier board read at this moment, and kept; with a report, if it was another tool's document.
#[wasm_bindgen]
pub fn kept(feed: usize, since: f64, document: &[u8], report: Option<Vec<u8>>) {
    let reading: Option<Reading> = match report {
        Some(report) => handover::unpack(&report, document).ok(),
        None => feed::native(document).ok().flatten(),
    };
    let Some(reading) = reading else { return };
    with(|shell| {
        let effects = shell.app.kept(clock::now(), feed, since as i64, reading);
        shell.follow(effects);
    });
}

/// Which version of the board this is.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_string()
}

/// What `window.maltavla.state()` tells.
#[wasm_bindgen]
pub fn state() -> JsValue {
    told(with(|shell| shell.app.facts(clock::now())))
}

/// What it tells of each feed.
#[wasm_bindgen]
pub fn feeds() -> Array {
    with(|shell| shell.app.feed_facts()).into_iter().map(told).collect()
}

fn told(facts: Vec<(&'static str, Fact)>) -> JsValue {
    let value = |fact| match fact {
        Fact::Text(text) => text.into(),
        Fact::Number(number) => number.into(),
        Fact::Nothing => JsValue::NULL,
    };
    object(facts.into_iter().map(|(name, fact)| (name, value(fact))))
}

/// What `window.maltavla.slides()` tells.
#[wasm_bindgen]
pub fn slides() -> JsValue {
    let slides = Array::new();
    with(|shell| {
        for slide in shell.app.slides() {
            let part = format!("{}/{}", slide.part.0, slide.part.1);
            let facts = [("scene", slide.scene), ("subject", slide.subject.as_str()), ("part", &part)];
            slides.push(&object(facts.into_iter().map(|(name, text)| (name, text.into()))));
        }
    });
    slides.into()
}

fn object(members: impl Iterator<Item = (&'static str, JsValue)>) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a plain object cannot fail.
        drop(Reflect::set(&object, &name.into(), &value));
    }
    object.into()
}

impl Shell {
    fn follow(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Fetch { feed, ticket } => {
                    if let Some(address) = self.app.feeds().nth(feed) {
                        rim::ask(feed, ticket, address, self.app.mapping(), self.app.locale());
                    }
                }
                Effect::Abort { feed, ticket } => rim::abort(feed, ticket),
                Effect::FullScreen { leave } => rim::full_screen(leave),
            }
        }
        self.draw();
    }

    fn draw(&mut self) {
        let now = clock::now();
        let millis = now.timestamp_millis();
        if self.drawn.is_none() && self.app.is_waiting() && (0..SILENT).contains(&(millis - self.begun)) {
            rim::wake(SILENT as i32);
            return;
        }
        let picture = self.app.picture(now);
        rim::about(&picture.key);
        self.page.state(picture.state);
        self.page.root("lang", picture.language);
        self.page.root("data-shape", picture.shape);
        self.page.title(&picture.title);
        self.page.pointer(picture.pointer);
        if self.told.as_ref() != Some(&picture.head) {
            self.page.head(crate::ui::head(&picture.head));
            self.told = Some(picture.head);
        }
        self.page.foot(crate::ui::foot(&picture.foot));
        self.page.main(&picture.attributes);
        self.page.over(picture.over);
        let key = (picture.key, picture.version);
        if self.drawn.as_ref() != Some(&key) {
            let view = self.app.view(now);
            self.page.slide(&key.0, view, millis as f64);
            self.drawn = Some(key);
            if self.app.is_alone() {
                self.page.will_cut();
            }
        }
        if self.app.is_at_work() && !self.waits {
            self.waits = true;
            rim::seen();
        }
        let swept = self.page.sweep(millis as f64);
        let beat = millis - millis.rem_euclid(BEAT) + BEAT;
        let wake = self.app.wake().min(beat).min(swept.map_or(i64::MAX, |at| at as i64));
        // One millisecond is added, as timers may be early by a part of one.
        rim::wake(i32::try_from(wake.saturating_sub(millis).clamp(0, BEAT) + 1).unwrap_or(1));
    }
}
