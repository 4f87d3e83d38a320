//! The loop, and one file an effect. WebAssembly only: the one place where the browser is touched.
//!
//! An event and one reading of the clock go in, the app says what is to be done and what is to be seen, the timer is
//! set for when to look again. Decides nothing that the core could decide.

mod clock;
mod fetch;
mod input;
mod keep;
mod page;
mod push;
mod reader;
mod remote;
mod timer;
mod watchdog;

use crate::app::{App, Got};
use crate::board::{Command, Effect, Event, Miss};
use crate::feed::{self, Unreadable};
use crate::settings::{self, SettingNotice};
use fetch::{Answer, Pieces};
use js_sys::{Array, Uint8Array};
use page::Page;
use std::cell::RefCell;
use std::rc::Rc;
use timer::Timer;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

/// The thread at the foot and the clock are drawn this often, in milliseconds.
const BEAT: i64 = 1_000;
/// The board waits no longer than this for `board.json`, in milliseconds, and goes on without it.
const SETTINGS_WITHIN: i32 = 5_000;

/// A request that is out, and what was learned from the last answer.
#[derive(Default)]
struct Line {
    tag: Option<String>,
    /// Length and checksum of the bytes read last: the same bytes are not read again.
    sum: Option<(u64, u64)>,
    out: Option<(u32, AbortController)>,
}

struct Shell {
    app: App,
    page: Page,
    timer: Timer,
    lines: Vec<Line>,
    /// Which slide in which version is drawn.
    drawn: Option<(String, u64)>,
    /// Which head is drawn, as it was told.
    told: Option<crate::ui::Head>,
}

type Shared = Rc<RefCell<Shell>>;

/// Takes the page over.
pub fn start() {
    spawn_local(async {
        let abort = controller();
        let given_up = abort.clone();
        let mut deadline = Timer::new(move || given_up.abort());
        deadline.set(SETTINGS_WITHIN);
        let board_json = match fetch::fetch("board.json", None, &abort).await {
            Answer::Came(pieces, _) => Some(pieces.to_vec()),
            _ => None,
        };
        drop(deadline);
        begin(board_json.as_deref());
    });
}

fn begin(board_json: Option<&[u8]>) {
    let (Some(window), Some(mut page)) = (web_sys::window(), Page::take_over()) else { return };
    let part = |text: Result<String, _>| text.unwrap_or_default();
    let location = window.location();
    let (settings, mut notices) = settings::resolve(board_json, &part(location.search()), &part(location.hash()));
    let now = clock::now();
    let zone = clock::zone(settings.tz.as_deref(), now).unwrap_or_else(|name| {
        notices.push(SettingNotice::unknown_zone(name));
        clock::zone(None, now).unwrap_or(crate::goals::Zone::UTC)
    });
    let canvas = page.canvas(settings.overscan);
    let languages: Vec<String> = window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
    let seed = js_sys::Math::random().to_bits();
    let safe = crate::ui::css::percent(settings.overscan);
    for (name, unit) in [("--safe-x", "vw"), ("--safe-y", "vh")] {
        page.property(name, &safe.replace('%', unit));
    }
    if let Some(accent) = &settings.brand.accent {
        page.property("--thread", accent);
    }
    page.root("data-theme", settings.theme.name());
    let still = settings.motion == Some(false) || (settings.motion.is_none() && page.reduced_motion());
    page.motion(still);
    let push = settings.push.clone();
    let mut app = App::new(settings, notices, languages, zone, canvas, now, seed);
    app.skip(watchdog::skipped());
    let lines = app.feeds().map(|_| Line::default()).collect();

    let shared = Rc::new_cyclic(|weak: &std::rc::Weak<RefCell<Shell>>| {
        let weak = weak.clone();
        let timer = Timer::new(move || {
            if let Some(shared) = weak.upgrade() {
                happen(&shared, Event::Tick);
            }
        });
        RefCell::new(Shell { app, page, timer, lines, drawn: None, told: None })
    });
    let (told, asked) = (shared.clone(), shared.clone());
    let wants = move |command: Command| asked.try_borrow().is_ok_and(|shell| shell.app.has_use_for(command));
    input::listen(wants, move |event| happen(&told, event));
    if let Some(address) = push {
        let told = shared.clone();
        push::listen(&address, move || happen(&told, Event::Push));
    }
    remote::offer(&shared);
    recall(&shared);
    happen(&shared, Event::Tick);
}

/// Something happened: the app is told, its effects are done, and what is to be seen is drawn.
fn happen(shared: &Shared, event: Event) {
    // Drawing may fire events of its own; those wait for the next beat.
    let Ok(mut shell) = shared.try_borrow_mut() else { return };
    let now = clock::now();
    let canvas = shell.page.canvas(shell.app.overscan());
    shell.app.resize(canvas, now);
    let effects = shell.app.step(now, event);
    shell.follow(shared, effects);
}

impl Shell {
    fn follow(&mut self, shared: &Shared, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Fetch { feed, ticket } => self.ask(shared, feed, ticket),
                Effect::Abort { feed, ticket } => {
                    let line = self.lines.get_mut(feed);
                    if let Some((_, abort)) = line.and_then(|line| line.out.take_if(|(out, _)| *out == ticket)) {
                        abort.abort();
                    }
                }
                Effect::FullScreen { leave } => self.page.full_screen(leave),
            }
        }
        self.draw();
    }

    fn ask(&mut self, shared: &Shared, feed: usize, ticket: u32) {
        let Some(address) = self.app.feeds().nth(feed).map(String::from) else { return };
        let Some(line) = self.lines.get_mut(feed) else { return };
        let abort = controller();
        line.out = Some((ticket, abort.clone()));
        let tag = line.tag.clone();
        let (shared, heard) = (shared.clone(), shared.clone());
        spawn_local(async move {
            let began = move || happen(&heard, Event::Heard { feed, ticket });
            let answer = fetch::feed(&address, tag.as_deref(), &abort, began).await;
            answered(&shared, feed, ticket, answer, &abort).await;
        });
    }

    fn draw(&mut self) {
        let now = clock::now();
        let millis = now.timestamp_millis();
        let picture = self.app.picture(now);
        watchdog::about(&picture.key);
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
        }
        let swept = self.page.sweep(millis as f64);
        watchdog::beat();
        let beat = millis - millis.rem_euclid(BEAT) + BEAT;
        let wake = self.app.wake().min(beat).min(swept.map_or(i64::MAX, |at| at as i64));
        // One millisecond is added, as timers may be early by a part of one.
        self.timer.set(i32::try_from(wake.saturating_sub(millis).clamp(0, BEAT) + 1).unwrap_or(1));
    }
}

/// An answer came: the same bytes are not read again, those of another tool are read elsewhere.
async fn answered(shared: &Shared, feed: usize, ticket: u32, answer: Answer, abort: &AbortController) {
    let got = match answer {
        Answer::Unchanged => Got::Unchanged,
        Answer::Came(pieces, tag) => {
            let sum = (pieces.len(), pieces.sum());
            let known = {
                let Ok(mut shell) = shared.try_borrow_mut() else { return };
                let Some(line) = shell.lines.get_mut(feed) else { return };
                line.tag = tag;
                line.sum.replace(sum) == Some(sum)
            };
            if known { Got::Unchanged } else { read(shared, feed, ticket, pieces, abort).await }
        }
        Answer::Refused => Got::Missed(Miss::Refused(None), None),
        Answer::Status(status, wait) => Got::Missed(Miss::of_status(status), wait),
        Answer::TooLarge(bytes) => Got::Unreadable(Unreadable::TooLarge { bytes, limit: fetch::LIMIT }),
        Answer::Silence => Got::Missed(Miss::Network, None),
    };
    let Ok(mut shell) = shared.try_borrow_mut() else { return };
    let Some(line) = shell.lines.get_mut(feed) else { return };
    // An answer to a request that was given up counts no more.
    if line.out.take_if(|(out, _)| *out == ticket).is_none() {
        return;
    }
    if matches!(got, Got::Unreadable(Unreadable::NoReader(_) | Unreadable::NoMapping(_))) {
        // The bytes may be fine: they are to be tried again.
        line.sum = None;
    }
    let effects = shell.app.answered(clock::now(), feed, ticket, got);
    shell.follow(shared, effects);
}

/// Reads a document: here, if it is of the board's own format; else in the reader's worker. What was read is kept.
async fn read(shared: &Shared, feed: usize, ticket: u32, pieces: Pieces, abort: &AbortController) -> Got {
    let (address, mapping, locale, languages) = {
        let Ok(shell) = shared.try_borrow() else { return Got::Unchanged };
        let app = &shell.app;
        let address = app.feeds().nth(feed).unwrap_or_default().to_string();
        (address, app.mapping().map(String::from), app.locale().map(String::from), app.languages().to_vec())
    };
    let at = clock::now().timestamp_millis();
    if pieces.may_be_native() {
        let bytes = pieces.to_vec();
        match feed::native(&bytes) {
            Ok(Some(reading)) => {
                keep::save(&address, at, &Array::of1(&Uint8Array::from(bytes.as_slice())));
                return Got::Read(Box::new(reading));
            }
            Ok(None) => {}
            Err(fault) => return Got::Unreadable(fault),
        }
    }
    happen(shared, Event::Came { feed, ticket });
    let mapping = match mapping {
        None => None,
        Some(mapping) => match fetch::fetch(&mapping, None, abort).await {
            Answer::Came(pieces, _) => Some(pieces.to_vec()),
            _ => return Got::Unreadable(Unreadable::NoMapping(mapping)),
        },
    };
    let from = reader::From {
        address: &address,
        mapping: mapping.as_deref(),
        locale: locale.as_deref(),
        languages: &languages,
    };
    match reader::read(pieces, from, abort).await {
        Ok((reading, parts)) => {
            keep::save(&address, at, &parts);
            Got::Read(Box::new(reading))
        }
        Err(fault) => Got::Unreadable(fault),
    }
}

/// Shows what an earlier board kept of each feed, until it is read.
fn recall(shared: &Shared) {
    let Ok(shell) = shared.try_borrow() else { return };
    for (feed, address) in shell.app.feeds().map(String::from).enumerate() {
        let shared = shared.clone();
        spawn_local(async move {
            let Some((since, reading)) = keep::load(&address).await else { return };
            let Ok(mut shell) = shared.try_borrow_mut() else { return };
            let effects = shell.app.kept(clock::now(), feed, since, reading);
            shell.follow(&shared, effects);
        });
    }
}

/// `AbortController` is there in every engine that runs WebAssembly as we need it.
fn controller() -> AbortController {
    #[expect(
        clippy::expect_used,
        reason = "the constructor takes no arguments and throws in no engine from Chromium 66 up"
    )]
    AbortController::new().expect("AbortController")
}
