//! What a user may write, and what the board uses.
//!
//! Settings come from three places, the later winning: built-in, `board.json`, the address. Whatever is unknown or
//! broken is told and left out; it never stops the board. [`told`] is the way back. Fetches nothing.

mod address;
mod board_json;
mod hours;
mod notice;
mod tell;
mod write;

pub use notice::{Problem, SettingNotice, Source};
pub use tell::{address, board_json, is_board_json, told};

use crate::goals::{Moment, Rules};
use chrono::{NaiveTime, Weekday};

/// What the board uses, from `board.json` (none: there is none), and from the page's address behind `?` and `#`
/// (with the sign or without); and what could not be used.
///
/// The address wins over `board.json`, what stands behind `#` over what stands behind `?`. A `#` that names a page
/// of the app (`#/setup`) holds no settings.
pub fn resolve(board_json: Option<&[u8]>, search: &str, hash: &str) -> (Settings, Vec<SettingNotice>) {
    let mut settings = Settings::default();
    let mut notices = Vec::new();
    if let Some(bytes) = board_json {
        match board_json::pairs(bytes) {
            Some(pairs) => write::write(&mut settings, &mut notices, Source::BoardJson, pairs),
            None => notices.push(SettingNotice {
                source: Source::BoardJson,
                name: String::new(),
                problem: Problem::Unreadable,
            }),
        }
    }
    let hash = if address::is_page(hash) { "" } else { hash };
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in address::pairs(search).chain(address::pairs(hash)) {
        match pairs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => pairs.push((name, vec![value])),
        }
    }
    write::write(&mut settings, &mut notices, Source::Address, pairs);
    (settings, notices)
}

/// What the board uses; every field has a working value.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Addresses of the goals; empty: the embedded demo.
    pub feeds: Vec<String>,
    /// Address of a mapping document for an unknown shape.
    pub mapping: Option<String>,
    /// Seconds between readings, 5 to a day's.
    pub every: u32,
    /// Address of a server-sent-events stream; any event means 'read now'.
    pub push: Option<String>,
    /// Which scenes, in what order, by name.
    pub scenes: Vec<String>,
    /// Show this team's part only (id or name).
    pub team: Option<String>,
    /// Show this goal's part only (id).
    pub goal: Option<String>,
    /// Reading pace: every slide's time is multiplied by it; 0.1 to 10.
    pub pace: f64,
    /// The look.
    pub theme: Theme,
    /// Whether things move: none: as the system says.
    pub motion: Option<bool>,
    /// Safe area on each side, as a share of the screen, 0 to 0.1.
    pub overscan: f64,
    /// Language of the words, as a BCP 47 tag; none: the feed's, then the browser's.
    pub locale: Option<String>,
    /// The office's IANA time zone; none: the browser's.
    pub tz: Option<String>,
    /// Office hours; none: always awake.
    pub hours: Option<Hours>,
    /// When the page is loaded anew at night, by the office's clock; none: never.
    pub renew: Option<NaiveTime>,
    /// Which of how many screens this is, counted from 1.
    pub screen: (u16, u16),
    /// Start paused on this slide, counted from 1.
    pub hold: Option<usize>,
    /// Freeze 'now' at this moment, for every measure and date. The rotation goes on by the real clock: who wants a
    /// still picture sets `hold`, too.
    pub at: Option<Moment>,
    /// Seconds until a held board goes on by itself, up to a day's; 0: never.
    pub resume: u32,
    /// What the office has chosen about its measures.
    pub rules: Rules,
    /// Whether people are named.
    pub owners: bool,
    /// The brand's own marks.
    pub brand: Brand,
}

/// The look of the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light, for bright rooms.
    Light,
    /// Black and white with patterns.
    Contrast,
    /// Green, amber and red statuses, for offices that insist.
    Traffic,
}

/// Office hours: outside them the screen rests.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Working days.
    pub days: Vec<Weekday>,
    /// When the day begins.
    pub from: NaiveTime,
    /// When it ends; before `from`: past midnight; the same: a whole day later.
    pub to: NaiveTime,
}

/// The brand's own marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brand {
    /// Name at the top, instead of the organisation's.
    pub name: Option<String>,
    /// Address of a picture at the top.
    pub logo: Option<String>,
    /// The thread's colour, as `#rrggbb`.
    pub accent: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            feeds: Vec::new(),
            mapping: None,
            every: 60,
            push: None,
            scenes: ["overview", "objective", "results", "tree", "team", "pulse", "learning"]
                .map(String::from)
                .to_vec(),
            team: None,
            goal: None,
            pace: 1.0,
            theme: Theme::Dark,
            motion: None,
            overscan: 0.025,
            locale: None,
            tz: None,
            hours: None,
            renew: NaiveTime::from_hms_opt(4, 0, 0),
            screen: (1, 1),
            hold: None,
            at: None,
            resume: 300,
            rules: Rules::default(),
            owners: false,
            brand: Brand::default(),
        }
    }
}

impl Theme {
    /// All of them.
    pub const ALL: [Theme; 4] = [Theme::Dark, Theme::Light, Theme::Contrast, Theme::Traffic];

    /// The name that `theme=` and `data-theme` have for it.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Dark => "dark",
            Theme::Light => "light",
            Theme::Contrast => "contrast",
            Theme::Traffic => "traffic",
        }
    }
}
