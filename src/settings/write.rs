//! One setting after the other, from text to what the board uses: every name, its bounds and how it is written.
//!
//! Does not know where the text came from.

use super::notice::{Problem, SettingNotice, Source, nearest};
use super::{Settings, Theme, address, hours};
use crate::feed::loose::{number_in, written};
use crate::goals::{Moment, RollUp};

/// Every setting's name, as it is written.
pub(super) const NAMES: [&str; 28] = [
    "feed",
    "mapping",
    "every",
    "push",
    "scenes",
    "team",
    "goal",
    "pace",
    "theme",
    "motion",
    "overscan",
    "locale",
    "tz",
    "hours",
    "renew",
    "health",
    "screen",
    "hold",
    "at",
    "resume",
    "rollUp",
    "thresholds",
    "thresholds.onTrack",
    "thresholds.atRisk",
    "owners",
    "brand.name",
    "brand.logo",
    "brand.accent",
];

/// More feeds than this don't make one board.
const MOST_FEEDS: usize = 32;
/// The longest delay, in seconds: well within the 24 days that a browser's timer can count.
const DAY: f64 = 86_400.0;

/// Writes what one source says into the settings.
pub(super) fn write(
    settings: &mut Settings,
    notices: &mut Vec<SettingNotice>,
    source: Source,
    pairs: Vec<(String, Vec<String>)>,
) {
    for (name, texts) in pairs {
        let mut written = Written { texts, problems: Vec::new() };
        match NAMES.iter().find(|known| known.eq_ignore_ascii_case(&name)) {
            Some(known) => set(settings, known, &mut written),
            None => written.problems.push(Problem::Unknown { nearest: nearest(&name, &NAMES) }),
        }
        let name = short(&name);
        notices.extend(written.problems.into_iter().map(|problem| SettingNotice {
            source,
            name: name.clone(),
            problem,
        }));
    }
    let rules = &mut settings.rules;
    if rules.at_risk < rules.on_track {
        let problem = Problem::Bounded { value: points(rules.at_risk), used: points(rules.on_track) };
        rules.at_risk = rules.on_track;
        notices.push(SettingNotice { source, name: String::from("thresholds.atRisk"), problem });
    }
}

/// What stays as it was where a text is not understood.
fn set(to: &mut Settings, name: &str, from: &mut Written) {
    match name {
        "feed" => from.feeds(&mut to.feeds),
        "mapping" => from.address(&mut to.mapping),
        "every" => keep(&mut to.every, from.number(5.0, DAY, "60").map(|seconds| seconds as u32)),
        "push" => from.address(&mut to.push),
        "scenes" => from.scenes(&mut to.scenes),
        "team" => to.team = from.words(),
        "goal" => to.goal = from.words(),
        "pace" => keep(&mut to.pace, from.number(0.1, 10.0, "1")),
        "theme" => {
            let named = |text: &str| Theme::ALL.into_iter().find(|theme| theme.name() == text);
            keep(&mut to.theme, from.read("dark", |text| named(&text.to_ascii_lowercase())));
        }
        "motion" => keep(
            &mut to.motion,
            from.read("off", |text| if text == "auto" { Some(None) } else { Some(Some(yes_no(text)?)) }),
        ),
        "overscan" => keep(&mut to.overscan, from.number(0.0, 10.0, "2.5").map(|percent| percent / 100.0)),
        "locale" => from.tag(&mut to.locale, "sv", language),
        "tz" => from.tag(&mut to.tz, "Europe/Stockholm", time_zone),
        "hours" if from.is_empty() => to.hours = None,
        "hours" => keep(&mut to.hours, from.read(hours::EXAMPLE, hours::parse).map(Some)),
        "renew" => keep(
            &mut to.renew,
            from.read(
                "04:00",
                |text| if yes_no(text) == Some(false) { Some(None) } else { hours::time(text).map(Some) },
            ),
        ),
        // The page's own script reads it: public/health.js.
        "health" => {}
        "screen" => keep(&mut to.screen, from.read("2/3", screen)),
        "hold" if from.is_empty() => to.hold = Some(1),
        "hold" => keep(&mut to.hold, from.number(1.0, 9_999.0, "3").map(|number| Some(number as usize))),
        "at" if from.is_empty() => to.at = None,
        "at" => keep(&mut to.at, from.read("2026-11-23T10:00:00+01:00", moment).map(Some)),
        "resume" => keep(&mut to.resume, from.number(0.0, DAY, "300").map(|seconds| seconds as u32)),
        "rollUp" => keep(&mut to.rules.roll_up, from.read("keyResults", roll_up)),
        "thresholds" => {
            if let Some((on_track, at_risk)) = from.read_all("10,25", thresholds) {
                (to.rules.on_track, to.rules.at_risk) = (on_track, at_risk);
            }
        }
        "thresholds.onTrack" => {
            keep(&mut to.rules.on_track, from.number(0.0, 100.0, "10").map(|points| points / 100.0))
        }
        "thresholds.atRisk" => keep(&mut to.rules.at_risk, from.number(0.0, 100.0, "25").map(|points| points / 100.0)),
        "owners" if from.is_empty() => to.owners = true,
        "owners" => keep(&mut to.owners, from.read("true", yes_no)),
        "brand.name" => to.brand.name = from.words(),
        "brand.logo" => from.address(&mut to.brand.logo),
        "brand.accent" => from.tag(&mut to.brand.accent, "#d9483b", colour),
        _ => {}
    }
}

fn keep<T>(setting: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *setting = value;
    }
}

/// What someone wrote for a setting, and what is wrong with it.
struct Written {
    texts: Vec<String>,
    problems: Vec<Problem>,
}

impl Written {
    /// The text that counts, where there is one setting and several texts: the last.
    fn text(&self) -> String {
        self.texts.last().map_or(String::new(), |text| cleaned(text))
    }

    /// Nothing but the name was written.
    fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    fn broken(&mut self, value: &str, example: &'static str) {
        self.problems.push(Problem::Broken { value: short(value), example });
    }

    fn read<T>(&mut self, example: &'static str, reader: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text();
        let value = reader(&text);
        if value.is_none() {
            self.broken(&text, example);
        }
        value
    }

    /// As [`Written::read`], of all texts with commas between them.
    fn read_all<T>(&mut self, example: &'static str, reader: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.texts = vec![self.texts.join(",")];
        self.read(example, reader)
    }

    fn number(&mut self, least: f64, most: f64, example: &'static str) -> Option<f64> {
        let value = self.read(example, number)?;
        // Not `clamp`: with bounds that are not known beforehand it brings 13 KB that tell of wrong ones.
        let used = value.max(least).min(most);
        if !(least..=most).contains(&value) {
            self.problems.push(Problem::Bounded { value: short(&self.text()), used: written(used) });
        }
        Some(used)
    }

    fn words(&self) -> Option<String> {
        Some(short(&self.text())).filter(|text| !text.is_empty())
    }

    /// A text of a certain shape; nothing written: none.
    fn tag(&mut self, to: &mut Option<String>, example: &'static str, reader: fn(&str) -> Option<String>) {
        if self.is_empty() {
            *to = None;
        } else {
            keep(to, self.read(example, reader).map(Some));
        }
    }

    /// An address; nothing written: none.
    fn address(&mut self, to: &mut Option<String>) {
        let text = self.text();
        match address::followed(&text) {
            Some(address) => *to = Some(address),
            None if text.is_empty() => *to = None,
            None => self.problems.push(Problem::Refused { value: short(&text) }),
        }
    }

    /// Several addresses; nothing written: the demo. Every address counts once.
    fn feeds(&mut self, to: &mut Vec<String>) {
        let mut feeds: Vec<String> = Vec::new();
        let mut wrong = false;
        for text in self.texts.iter().filter(|text| !text.trim().is_empty()) {
            match address::followed(text) {
                Some(feed) if feeds.contains(&feed) => {}
                Some(feed) => feeds.push(feed),
                None => {
                    self.problems.push(Problem::Refused { value: short(text) });
                    wrong = true;
                }
            }
        }
        if feeds.len() > MOST_FEEDS {
            self.problems.push(Problem::Bounded { value: feeds.len().to_string(), used: MOST_FEEDS.to_string() });
            feeds.truncate(MOST_FEEDS);
        }
        if !feeds.is_empty() || !wrong {
            *to = feeds;
        }
    }

    /// Scenes by name, with commas; those that exist, each once. None left: as it was.
    fn scenes(&mut self, to: &mut Vec<String>) {
        let all = Settings::default().scenes;
        let mut scenes: Vec<String> = Vec::new();
        for name in self.texts.join(",").split(',').map(|name| name.trim().to_ascii_lowercase()) {
            match all.contains(&name) {
                true if scenes.contains(&name) => {}
                true => scenes.push(name),
                false if name.is_empty() => {}
                false => self.broken(&name, "overview,objective,results,tree,team,pulse,learning"),
            }
        }
        if !scenes.is_empty() {
            *to = scenes;
        }
    }
}

/// Text without control characters and without space around it.
fn cleaned(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    String::from(text.trim())
}

/// Text that fits on a line or two.
fn short(text: &str) -> String {
    cleaned(text).chars().take(200).collect()
}

fn points(share: f64) -> String {
    written((share * 1_000.0).round() / 10.0)
}

/// A number with a decimal point or comma, with or without a per cent sign.
fn number(text: &str) -> Option<f64> {
    let text = text.trim_end_matches('%').trim_end().replace(',', ".");
    number_in(&text)
}

fn yes_no(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "on" | "yes" | "1" => Some(true),
        "false" | "off" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// `2/3`: the second of three.
fn screen(text: &str) -> Option<(u16, u16)> {
    let (which, screens) = text.split_once('/')?;
    let (which, screens) = (which.trim().parse().ok()?, screens.trim().parse().ok()?);
    (1 <= which && which <= screens).then_some((which, screens))
}

/// RFC 3339; a `+` that became a space in the address is a `+` again.
fn moment(text: &str) -> Option<Moment> {
    let text = if text.contains(['T', 't']) { text.replace(' ', "+") } else { String::from(text) };
    match crate::feed::loose::date_of(&text)? {
        crate::feed::draft::When::At(moment) => Some(moment),
        crate::feed::draft::When::Day(_) | crate::feed::draft::When::Local(_) => None,
    }
}

fn roll_up(text: &str) -> Option<RollUp> {
    match text.to_ascii_lowercase().as_str() {
        "keyresults" => Some(RollUp::KeyResults),
        "supporting" => Some(RollUp::Supporting),
        "both" => Some(RollUp::Both),
        _ => None,
    }
}

/// Two distances in points, as shares.
fn thresholds(text: &str) -> Option<(f64, f64)> {
    let (on_track, at_risk) = text.split_once([',', '/'])?;
    let share =
        |text: &str| number(text.trim()).filter(|points| (0.0..=100.0).contains(points)).map(|points| points / 100.0);
    Some((share(on_track)?, share(at_risk)?))
}

/// A language tag's shape (BCP 47): letters, then letters and digits behind hyphens.
fn language(text: &str) -> Option<String> {
    let tag = text.replace('_', "-");
    let mut parts = tag.split('-');
    let first =
        parts.next().is_some_and(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    (first && rest && tag.len() <= 35).then_some(tag)
}

/// The shape of an IANA zone's name; whether there is such a zone only the browser knows. A `+` that became a space in
/// the address is a `+` again.
fn time_zone(text: &str) -> Option<String> {
    let text = text.replace(' ', "+");
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"/_+-".contains(&b);
    let shaped = text.len() <= 64 && text.bytes().all(allowed) && text.starts_with(|c: char| c.is_ascii_alphabetic());
    shaped.then_some(text)
}

/// `#rrggbb`.
fn colour(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    (digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())).then(|| text.to_ascii_lowercase())
}
