//! What the tests of feeds share: the fixtures' folders, their present moment, and goals told in plain lines.
#![allow(dead_code, reason = "each test takes what it needs")]

pub(crate) mod sound;

use maltavla::goals::{CheckIn, Declared, Goals, Life, Measure, Now, Unit, Zone};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of all cases, in order of their names.
pub(crate) fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

/// The feeds of a case, in order.
pub(crate) fn feeds_of(case: &Path) -> Vec<PathBuf> {
    let is_feed = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("feed."));
    let mut feeds: Vec<PathBuf> =
        fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).filter(is_feed).collect();
    feeds.sort();
    assert!(!feeds.is_empty(), "no feed.json in {}", case.display());
    feeds
}

/// The documents below a folder, in order; not the notes on where they come from.
pub(crate) fn exports(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            exports(&path, files);
        } else if !name.ends_with(".source.txt")
            && !name.ends_with(".md")
            && !name.ends_with(".xml")
            && !name.ends_with(".xsd")
        {
            files.push(path);
        }
    }
}

/// The fixtures' present moment: Wednesday 25 November 2026, 10:00 in Stockholm.
pub(crate) fn now() -> Now {
    let change = |text: &str| text.parse().unwrap();
    let changes = vec![(change("2026-03-29T01:00:00Z"), 7200), (change("2026-10-25T01:00:00Z"), 3600)];
    Now::new("2026-11-25T09:00:00Z".parse().unwrap(), Zone::new(3600, changes))
}

/// Goals in plain lines: everything that is not the default.
pub(crate) fn dump(goals: &Goals, out: &mut String) {
    let mut line = |indent: usize, words: Vec<Option<String>>| {
        let words: Vec<String> = words.into_iter().flatten().collect();
        if words.is_empty() {
            return;
        }
        writeln!(out, "{:indent$}{}", "", words.join(" · "), indent = indent * 2).unwrap();
    };
    line(0, vec![goals.organisation().map(|o| format!("organisation {o:?}"))]);
    line(0, vec![goals.vision().map(|v| format!("vision {v:?}"))]);
    line(0, vec![goals.language().map(|l| format!("language {l}")), goals.made().map(|m| format!("made {m}"))]);
    line(0, vec![goals.cycle().map(|c| format!("cycle {:?} {}..{}", c.name.as_deref().unwrap_or(""), c.start, c.end))]);
    for team in goals.teams() {
        let parent = team.parent.as_ref().map(|parent| format!("in {parent}"));
        line(0, vec![Some(format!("team {} {:?}", team.id, team.name)), parent]);
    }
    for o in goals.objectives() {
        line(
            0,
            vec![
                Some(format!("objective {} {:?}", o.id, o.title)),
                o.description.as_ref().map(|text| format!("{text:?}")),
                o.team.as_ref().map(|team| format!("of {team}")),
                o.owner.as_ref().map(|owner| format!("owner {owner}")),
                (!o.supports.is_empty()).then(|| {
                    format!("supports {}", o.supports.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "))
                }),
                o.cut.then(|| "CUT".into()),
                weight(o.weight),
                life(&o.life),
                declared(o.declared.as_ref()),
                o.given_progress.map(|share| format!("given {share}")),
                o.due.map(|due| format!("due {due}")),
                o.url.clone(),
            ],
        );
        o.check_ins.iter().for_each(|c| line(1, check_in(c)));
        for k in goals.key_results_of(&o.id) {
            line(
                1,
                vec![
                    Some(format!("key result {} {:?}", k.id, k.title)),
                    k.description.as_ref().map(|text| format!("{text:?}")),
                    Some(measure(&k.measure)),
                    k.current.map(|value| format!("now {value}")),
                    k.team.as_ref().map(|team| format!("of {team}")),
                    k.owner.as_ref().map(|owner| format!("owner {owner}")),
                    weight(k.weight),
                    life(&k.life),
                    declared(k.declared.as_ref()),
                    k.given_progress.map(|share| format!("given {share}")),
                    k.rhythm.map(|days| format!("every {days} days")),
                    k.due.map(|due| format!("due {due}")),
                    k.url.clone(),
                ],
            );
            k.check_ins.iter().for_each(|c| line(2, check_in(c)));
        }
    }
    for i in goals.initiatives() {
        let serves = i.serves.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
        line(
            0,
            vec![
                Some(format!("initiative {:?} {:?}", i.title, i.state)),
                (!serves.is_empty()).then(|| format!("serves {serves}")),
                i.team.as_ref().map(|team| format!("of {team}")),
                i.due.map(|due| format!("due {due}")),
            ],
        );
    }
}

fn weight(weight: f64) -> Option<String> {
    ((weight - 1.0).abs() > 1e-9).then(|| format!("weight {weight}"))
}

fn life(life: &Life) -> Option<String> {
    let (word, decision) = match life {
        Life::Active => return None,
        Life::Achieved(decision) => ("achieved", decision),
        Life::Paused(decision) => ("paused", decision),
        Life::Abandoned(decision) => ("abandoned", decision),
    };
    let on = decision.on.map(|on| format!(" {on}")).unwrap_or_default();
    let reason = decision.reason.as_ref().map(|text| format!(" because {text:?}")).unwrap_or_default();
    let lesson = decision.lesson.as_ref().map(|text| format!(" taught {text:?}")).unwrap_or_default();
    Some(format!("{word}{on}{reason}{lesson}"))
}

fn declared(declared: Option<&Declared>) -> Option<String> {
    let declared = declared?;
    let at = declared.at.map(|at| format!(" {at}")).unwrap_or_default();
    Some(format!("declared {:?}{at}", declared.confidence))
}

fn unit(unit: &Unit) -> String {
    match (unit.text.as_str(), unit.before) {
        ("", _) => String::new(),
        (text, true) => format!(" in {text} before"),
        (text, false) => format!(" in {text}"),
    }
}

fn measure(measure: &Measure) -> String {
    let bound = |bound: &Option<f64>| bound.map_or("…".into(), |bound| bound.to_string());
    match measure {
        Measure::None => "no measure".into(),
        Measure::Untargeted { unit: u } => format!("untargeted{}", unit(u)),
        Measure::Toward { start, target, unit: u } => format!("{start} to {target}{}", unit(u)),
        Measure::Within { low, high, unit: u } => format!("within {} and {}{}", bound(low), bound(high), unit(u)),
        Measure::YesNo => "yes or no".into(),
    }
}

fn check_in(c: &CheckIn) -> Vec<Option<String>> {
    let said = |word: &str, text: &Option<String>| text.as_ref().map(|text| format!("{word} {text:?}"));
    vec![
        Some(format!("check-in {}", c.at)),
        c.value.map(|value| value.to_string()),
        c.confidence.map(|confidence| format!("{confidence:?}")),
        said("note", &c.note),
        said("cause", &c.cause),
        said("lesson", &c.lesson),
        said("support", &c.support),
        said("by", &c.author),
    ]
}
