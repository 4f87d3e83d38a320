//! The way back: settings as they are written, in an address or in `board.json`. Only what differs from the built-in
//! ones is told, so that an address stays short enough to type with a remote.

use super::board_json::pairs;
use super::write::NAMES;
use super::{Hours, Settings};
use crate::feed::loose::written;
use crate::goals::RollUp;
use chrono::{Timelike, Weekday};
use std::fmt::Write;

/// What differs from the built-in settings: each name and its texts, in the order of the manual.
pub fn told(settings: &Settings) -> Vec<(&'static str, Vec<String>)> {
    let built_in = Settings::default();
    NAMES
        .into_iter()
        .filter_map(|name| {
            let texts = texts(settings, name);
            (texts != self::texts(&built_in, name)).then_some((name, texts))
        })
        .collect()
}

/// One setting as it is written; none where it is not set.
fn texts(of: &Settings, name: &str) -> Vec<String> {
    let one = |text: &Option<String>| text.iter().cloned().collect();
    let number = |number: f64| vec![written(number)];
    let share = |share: f64| vec![written((share * 1e6).round() / 1e4)];
    match name {
        "feed" => of.feeds.clone(),
        "mapping" => one(&of.mapping),
        "every" => number(of.every.into()),
        "push" => one(&of.push),
        "scenes" => vec![of.scenes.join(",")],
        "team" => one(&of.team),
        "goal" => one(&of.goal),
        "pace" => number(of.pace),
        "theme" => vec![of.theme.name().into()],
        "motion" => of.motion.map(|motion| String::from(if motion { "on" } else { "off" })).into_iter().collect(),
        "overscan" => share(of.overscan),
        "locale" => one(&of.locale),
        "tz" => one(&of.tz),
        "hours" => of.hours.as_ref().map(hours).into_iter().collect(),
        "renew" => {
            vec![of.renew.map_or(String::from("off"), |time| format!("{:02}:{:02}", time.hour(), time.minute()))]
        }
        "screen" => vec![format!("{}/{}", of.screen.0, of.screen.1)],
        "hold" => of.hold.map(|slide| slide.to_string()).into_iter().collect(),
        "at" => of.at.map(|at| format!("{:?}Z", at.naive_utc())).into_iter().collect(),
        "resume" => number(of.resume.into()),
        "rollUp" => {
            let roll_up = match of.rules.roll_up {
                RollUp::KeyResults => "keyResults",
                RollUp::Supporting => "supporting",
                RollUp::Both => "both",
            };
            vec![roll_up.into()]
        }
        "thresholds.onTrack" => share(of.rules.on_track),
        "thresholds.atRisk" => share(of.rules.at_risk),
        "owners" => vec![of.owners.to_string()],
        "brand.name" => one(&of.brand.name),
        "brand.logo" => one(&of.brand.logo),
        "brand.accent" => one(&of.brand.accent),
        // 'thresholds' is told by its two parts.
        _ => Vec::new(),
    }
}

/// `mon-fri 07:00-18:00`; a week that begins in the middle of one is told day by day.
fn hours(hours: &Hours) -> String {
    const WEEK: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let name = |day: &Weekday| day.to_string().to_ascii_lowercase();
    let open: Vec<&Weekday> = WEEK.iter().filter(|day| hours.days.contains(day)).collect();
    let is_run = open.len() > 2 && WEEK.windows(open.len()).any(|run| run.iter().eq(open.iter().copied()));
    let mut out = match open.as_slice() {
        [first, .., last] if is_run && open.len() < WEEK.len() => format!("{}-{} ", name(first), name(last)),
        days if days.len() == WEEK.len() => String::new(),
        days => days.iter().map(|day| name(day)).collect::<Vec<_>>().join(",") + " ",
    };
    // Text takes all that is written.
    let _ = write!(
        out,
        "{:02}:{:02}-{:02}:{:02}",
        hours.from.hour(),
        hours.from.minute(),
        hours.to.hour(),
        hours.to.minute()
    );
    out
}

/// Settings for behind the `#` or `?` of an address.
pub fn address(told: &[(&str, Vec<String>)]) -> String {
    let pair = |(name, texts): &(&str, Vec<String>)| {
        let pairs = texts.iter().map(|text| format!("{name}={}", encoded(text)));
        pairs.collect::<Vec<_>>()
    };
    told.iter().flat_map(pair).collect::<Vec<_>>().join("&")
}

/// What an address can hold as it stands, the rest as `%41`.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/:,@!".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Settings as a `board.json`: lists where there are several, numbers and truths as such, objects for dotted names.
pub fn board_json(told: &[(&str, Vec<String>)]) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let value = |name: &str, texts: &[String]| match texts {
        [text] if name == "feed" => quoted(text),
        [text] if ["every", "pace", "overscan", "hold", "resume", "owners"].contains(&name) => text.clone(),
        [text] if name.starts_with("thresholds.") => text.clone(),
        [text] => quoted(text),
        texts => format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")),
    };
    let mut lines: Vec<String> = Vec::new();
    let mut groups: Vec<&str> = Vec::new();
    for (name, texts) in told {
        match name.split_once('.') {
            None => lines.push(format!("  {}: {}", quoted(name), value(name, texts))),
            Some((group, _)) if groups.contains(&group) => {}
            Some((group, _)) => {
                groups.push(group);
                let members = told.iter().filter_map(|(name, texts)| {
                    let (_, inner) = name.split_once('.').filter(|(of, _)| *of == group)?;
                    Some(format!("{}: {}", quoted(inner), value(name, texts)))
                });
                lines.push(format!("  {}: {{ {} }}", quoted(group), members.collect::<Vec<_>>().join(", ")));
            }
        }
    }
    if lines.is_empty() { String::from("{}\n") } else { format!("{{\n{}\n}}\n", lines.join(",\n")) }
}

/// Whether a document is a `board.json`: an object with a setting in it, and little else, which is no feed. One of a
/// later version may have settings that this one does not know.
pub fn is_board_json(bytes: &[u8]) -> bool {
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return false;
    }
    let pairs = pairs(bytes).unwrap_or_default();
    let has = |name: &str| pairs.iter().any(|(known, _)| known == name);
    let known = pairs.iter().filter(|(name, _)| NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))).count();
    known > 0 && known * 2 >= pairs.len() && !has("format") && !has("objectives") && !has("id")
}

#[cfg(test)]
mod tests {
    use super::super::resolve;
    use super::*;

    #[test]
    fn hours_are_told_as_people_write_them() {
        for text in [
            "mon-fri 07:00-18:00",
            "07:00-18:00",
            "mon,wed 22:00-06:00",
            "mon,tue,sat,sun 10:00-14:00",
            "sat 00:00-00:00",
        ] {
            let (settings, notices) = resolve(None, &format!("hours={text}"), "");
            assert_eq!((notices.len(), told(&settings)), (0, vec![("hours", vec![String::from(text)])]), "{text}");
        }
    }

    #[test]
    fn only_what_differs_is_told() {
        assert_eq!(told(&Settings::default()), []);
        assert_eq!(board_json(&[]), "{}\n");
        let (settings, _) = resolve(
            None,
            "?feed=goals.json&theme=light&team=F%C3%B6rs%C3%A4lj%20%26%20co&every=60&brand.accent=%23AA0000",
            "",
        );
        let told = told(&settings);
        assert_eq!(
            address(&told),
            "feed=goals.json&team=F%C3%B6rs%C3%A4lj%20%26%20co&theme=light&brand.accent=%23aa0000"
        );
        assert_eq!(
            board_json(&told),
            "{\n  \"feed\": \"goals.json\",\n  \"team\": \"Försälj & co\",\n  \"theme\": \"light\",\n  \"brand\": { \"accent\": \"#aa0000\" }\n}\n"
        );
    }

    #[test]
    fn a_board_json_is_told_from_a_feed() {
        for (document, is) in [
            ("{\"theme\": \"light\"}", true),
            ("{\"feed\": \"x\", \"$schema\": \"y\"}", true),
            ("{\"theme\": \"light\", \"of2031\": 1}", true),
            ("{\"format\": \"maltavla/1\", \"language\": \"sv\"}", false),
            ("{\"id\": 1, \"goal\": \"x\"}", false),
            ("{\"name\": \"x\", \"goal\": \"y\", \"owner\": \"z\"}", false),
            ("{}", false),
            ("[]", false),
            ("<html>", false),
        ] {
            assert_eq!(is_board_json(document.as_bytes()), is, "{document}");
        }
    }
}
