//! pulse: what has changed since the last pulse, who needs support, what has gone quiet and what was learned.
//!
//! A goal that calls for support is told with its call and nowhere else as one that needs it, and a quiet goal is
//! only told as quiet. Numbers without a direction have no forward and no back, and are left to the other scenes.

use super::lanes::{self, Cell, Content, Part};
use super::{Scene, Slide, Wall, common};
use crate::goals::learning::lessons;
use crate::goals::pulse::calls;
use crate::goals::{GoalId, GoalRef, Lesson, Measure, Status, order};
use crate::node::{Node, el, many};
use crate::ui::{self, fit};
use crate::words::lower_first;
use chrono::{Datelike, Weekday};

pub(super) static SCENE: Scene = Scene { name: "pulse", title, slides, view };

/// The sizes of type, in rem: an item's title, its fact, and the space above and below it.
struct Type {
    title: f64,
    text: f64,
    pad: f64,
}

const TYPES: [Type; 7] = [
    Type { title: 3.3, text: 2.2, pad: 1.5 },
    Type { title: 2.8, text: 2.0, pad: 1.3 },
    Type { title: 2.5, text: 1.8, pad: 1.1 },
    Type { title: 2.2, text: 1.7, pad: 0.9 },
    Type { title: 1.9, text: 1.6, pad: 0.8 },
    Type { title: 1.7, text: 1.5, pad: 0.7 },
    Type { title: 1.6, text: 1.5, pad: 0.5 },
];
const SMALLEST: Type = Type { title: 1.6, text: 1.5, pad: 0.5 };
/// A heading beside an item's title, and the space below it, in rem.
const HEAD: f64 = 1.12;
const HEAD_BELOW: f64 = 0.6;
/// Space before a heading's count, in rem; the same as in the style.
const COUNT: f64 = 1.0;
/// Lines that titles, facts, teams and calls have at most; the whole text stands in the goal's own scene.
const TITLE_LINES: usize = 4;
const FACT_LINES: usize = 3;
const TEAM_LINES: usize = 2;
const CALL_LINES: usize = 5;
/// A mark and the space after it, in ems.
const MARK: f64 = 1.6;
/// Left of a call: the thread, in rem.
const VOICE: f64 = 1.7;
/// An earlier lesson is told as long as it is not older than this, in days, where there is none since the pulse.
const RECENT: i64 = 14;

/// What an item tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Support,
    Forward,
    Back,
    Quiet,
    Learned,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Support => "support",
            Kind::Forward => "forward",
            Kind::Back => "back",
            Kind::Quiet => "quiet",
            Kind::Learned => "learned",
        }
    }
}

struct Item<'a> {
    kind: Kind,
    goal: &'a GoalId,
    title: &'a str,
    fact: String,
    /// What the team asks for.
    call: Option<String>,
    team: &'a str,
}

struct Pulse<'a> {
    wall: &'a Wall,
    groups: [Vec<Item<'a>>; 3],
}

fn title(wall: &Wall) -> String {
    let words = &wall.words.pulse;
    let monday = wall.now.today().weekday() == Weekday::Mon;
    let since = if monday { words.since_last_monday } else { words.since_monday };
    format!("{} \u{2014} {since}", words.title)
}

fn gather(wall: &Wall) -> Pulse<'_> {
    let mut moved = moved(wall);
    order::sort(&mut moved, &|a, b| (b.0 > 0.0).cmp(&(a.0 > 0.0)).then(b.0.abs().total_cmp(&a.0.abs())));
    let mut quiet = quiet(wall);
    quiet.extend(learned(wall));
    Pulse { wall, groups: [support(wall), moved.into_iter().map(|(_, item)| item).collect(), quiet] }
}

fn item<'a>(wall: &'a Wall, kind: Kind, goal: GoalRef<'a>, fact: String) -> Item<'a> {
    let team = common::team_name(wall, wall.goals.team_id(goal));
    Item { kind, goal: goal.id(), title: goal.title(), fact, call: None, team }
}

/// The goals whose own status says how it goes: key results, and objectives without any; only those worked on.
fn worked_on(wall: &Wall) -> impl Iterator<Item = GoalRef<'_>> {
    let leaf = |goal: &GoalRef<'_>| match goal {
        GoalRef::KeyResult(_) => true,
        GoalRef::Objective(objective) => wall.goals.key_results_of(&objective.id).next().is_none(),
    };
    let active = |goal: &GoalRef<'_>| wall.measures.get(goal.id()).is_some_and(|measured| measured.active);
    wall.goals.all().filter(leaf).filter(active).filter(|goal| wall.shows(goal.id()))
}

/// Open calls, the latest first; then the goals off track and at risk, the furthest behind first.
fn support(wall: &Wall) -> Vec<Item<'_>> {
    let format = &wall.words.format;
    let calls = calls(&wall.goals, &wall.now);
    let called = |goal: &GoalRef<'_>| calls.iter().any(|call| call.goal.id() == goal.id());
    let mut behind: Vec<(Status, f64, GoalRef<'_>)> = worked_on(wall)
        .filter(|goal| !called(goal))
        .filter_map(|goal| {
            let verdict = wall.measures.verdict(goal.id()).filter(|verdict| verdict.quiet.is_none())?;
            let off = matches!(verdict.status, Status::OffTrack | Status::AtRisk);
            off.then_some((verdict.status, verdict.behind.unwrap_or(0.0), goal))
        })
        .collect();
    order::sort(&mut behind, &|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let calling = calls.iter().filter(|call| wall.shows(call.goal.id())).map(|call| {
        let said = (wall.words.pulse.asks)(&format.quote(call.text.trim()));
        Item { call: Some(said), ..item(wall, Kind::Support, call.goal, stands(wall, call.goal)) }
    });
    let behind = behind.into_iter().map(|(_, _, goal)| item(wall, Kind::Support, goal, stands(wall, goal)));
    calling.chain(behind).collect()
}

/// 'off track, 22.6 kr, goal 17 kr'; of goals without a target what there is to say.
fn stands(wall: &Wall, goal: GoalRef<'_>) -> String {
    let words = wall.words;
    let status = lower_first(words.status.name(wall.measures.status(goal.id())));
    match goal {
        GoalRef::Objective(objective) => match wall.measures.progress(&objective.id) {
            Some(share) => format!("{status}, {} {}", words.format.percent(share), words.objective.of_the_way),
            None => status,
        },
        GoalRef::KeyResult(key_result) => {
            let value = common::value_words(wall, key_result);
            let valued = wall.measures.get(&key_result.id).is_some_and(|measured| measured.value.is_some());
            match &key_result.measure {
                Measure::Toward { target, unit, .. } if valued => {
                    (words.pulse.stands_at)(&status, &value, &words.format.value(*target, unit))
                }
                Measure::Within { .. } if valued => {
                    format!("{status}, {value}, {}", common::goal_words(wall, key_result))
                }
                Measure::YesNo => format!("{status}, {}", lower_first(&value)),
                _ => status,
            }
        }
    }
}

/// What has moved since the last pulse, each with its points.
fn moved(wall: &Wall) -> Vec<(f64, Item<'_>)> {
    let words = wall.words;
    let moved = |key_result| {
        let goal = GoalRef::KeyResult(key_result);
        let shown = wall.shows(goal.id()) && !wall.goals.rests(goal) && wall.measures.quiet(&key_result.id).is_none();
        let moved = wall.measures.moved(&key_result.id).filter(|_| shown)?;
        let (points, (from, to)) = (moved.points.filter(|points| points.abs() > 1e-9)?, moved.values?);
        let fact = match key_result.measure {
            Measure::YesNo if to >= 0.5 => format!("{}\u{a0}\u{2192} {}", words.results.not_yet, words.results.yes),
            Measure::YesNo => format!("{}\u{a0}\u{2192} {}", words.results.yes, words.results.not_yet),
            _ => words.format.change(from, to, &common::unit(key_result)),
        };
        let kind = if points > 0.0 { Kind::Forward } else { Kind::Back };
        Some((points, item(wall, kind, goal, fact)))
    };
    wall.goals.key_results().iter().filter_map(moved).collect()
}

/// What has gone quiet, the longest first.
fn quiet(wall: &Wall) -> Vec<Item<'_>> {
    let calling = calls(&wall.goals, &wall.now);
    let mut quiet: Vec<(u32, GoalRef<'_>)> = worked_on(wall)
        .filter(|goal| !calling.iter().any(|call| call.goal.id() == goal.id()))
        .filter_map(|goal| Some((wall.measures.quiet(goal.id())?, goal)))
        .collect();
    order::sort(&mut quiet, &|a, b| b.0.cmp(&a.0));
    let told = |(_, goal): (u32, GoalRef<'_>)| common::quiet_words(wall, goal.id()).unwrap_or_default();
    quiet.into_iter().map(|quiet| item(wall, Kind::Quiet, quiet.1, told(quiet))).collect()
}

/// What was learned since the last pulse; else the latest lesson, if it is still fresh.
fn learned(wall: &Wall) -> Vec<Item<'_>> {
    let mut lessons = lessons(&wall.goals, &wall.now);
    lessons.retain(|lesson| wall.shows(lesson.goal.id()));
    let since = lessons.iter().filter(|lesson| is_news(wall, lesson)).count();
    let fresh = |day| wall.now.days_since(day) <= RECENT;
    let latest = lessons.first().and_then(|lesson| lesson.on).is_some_and(fresh);
    lessons.truncate(since.max(usize::from(latest)));
    lessons.into_iter().map(|lesson| lesson_item(wall, lesson)).collect()
}

fn is_news(wall: &Wall, lesson: &Lesson<'_>) -> bool {
    lesson.on >= Some(wall.now.zone.day_of(wall.now.last_pulse()))
}

fn lesson_item<'a>(wall: &'a Wall, lesson: Lesson<'a>) -> Item<'a> {
    let learned = item(wall, Kind::Learned, lesson.goal, lesson.goal.title().to_string());
    Item { title: lesson.text, ..learned }
}

impl Pulse<'_> {
    fn get(&self, group: usize, item: usize) -> Option<&Item<'_>> {
        self.groups.get(group)?.get(item)
    }

    /// What a group says where it has nothing.
    fn nothing(&self, group: usize) -> (&'static str, &'static str) {
        let words = &self.wall.words.pulse;
        match group {
            0 => (words.needs_support, words.all_well),
            1 => (words.moved_forward, words.nothing_moved),
            _ => (words.gone_quiet, words.nobody_quiet),
        }
    }
}

fn of(step: usize) -> &'static Type {
    TYPES.get(step).unwrap_or(&SMALLEST)
}

impl Content for Pulse<'_> {
    fn groups(&self) -> usize {
        self.groups.len()
    }
    fn steps(&self) -> usize {
        TYPES.len()
    }
    fn floor(&self) -> usize {
        TYPES.len() - 1
    }
    fn count(&self, group: usize) -> usize {
        self.groups.get(group).map_or(0, Vec::len)
    }
    fn section(&self, group: usize, item: usize) -> usize {
        self.get(group, item).map_or(0, |item| item.kind as usize)
    }
    fn item(&self, group: usize, item: usize, step: usize, width: f64) -> f64 {
        self.get(group, item).map_or(0.0, |item| Texts::of(item, of(step), width).height)
    }
    fn head(&self, step: usize, width: f64) -> f64 {
        let words = &self.wall.words.pulse;
        let names = [words.needs_support, words.moved_forward, words.moved_back, words.gone_quiet, words.learned];
        let size = of(step).title * HEAD;
        let height = |name: &str| fit::height(name, size, width - COUNT - 2.0 * size, 1.25);
        names.into_iter().map(height).fold(0.0, f64::max) + HEAD_BELOW
    }
    fn empty(&self, group: usize, step: usize, width: f64) -> Option<f64> {
        let (_, said) = self.nothing(group);
        let said = fit::height(said, of(step).title, width, 1.25);
        (self.count(group) == 0).then(|| self.head(step, width) + 2.0 * of(step).pad + said)
    }
}

/// An item's texts as they have room in a width.
struct Texts {
    title: String,
    fact: String,
    call: Option<String>,
    team: String,
    /// Whether fact and team stand on one line.
    beside: bool,
    height: f64,
}

impl Texts {
    fn of(item: &Item<'_>, of: &Type, width: f64) -> Texts {
        let mark = if item.kind == Kind::Learned { 0.0 } else { MARK * of.text };
        let title = fit::cut(item.title, of.title, width, TITLE_LINES);
        let fact = fit::cut(&item.fact, of.text, width - mark, FACT_LINES);
        let beside = (fit::width(&fact) + fit::width(item.team)) * of.text + mark + 1.5 <= width;
        let team = fit::cut(item.team, of.text, width - mark, TEAM_LINES);
        let below = if beside { 0.0 } else { fit::height(&team, of.text, width - mark, 1.3) };
        let call = item.call.as_ref().map(|call| fit::cut(call, of.text, width - VOICE, CALL_LINES));
        let called = call.as_ref().map_or(0.0, |call| 0.6 + fit::height(call, of.text, width - VOICE, 1.35));
        let height = 2.0 * of.pad
            + fit::height(&title, of.title, width, 1.2)
            + 0.3
            + fit::height(&fact, of.text, width - mark, 1.3)
            + below
            + called;
        Texts { title, fact, call, team, beside, height }
    }
}

fn slides(wall: &Wall) -> Vec<Slide> {
    let pulse = gather(wall);
    let news = |lesson: &Lesson<'_>| wall.shows(lesson.goal.id()) && is_news(wall, lesson);
    let learned = lessons(&wall.goals, &wall.now).iter().any(news);
    if !learned && pulse.groups.iter().flatten().all(|item| item.kind == Kind::Learned) {
        return Vec::new();
    }
    let parts = lanes::parts(wall, &pulse);
    let all = parts.len();
    let slide = |(i, part): (usize, Part)| {
        let shown = || part.cells.iter().flat_map(|cell| cell.items().filter_map(|item| pulse.get(cell.group, item)));
        let texts = shown().flat_map(|item| [item.title, item.call.as_deref().unwrap_or_default(), item.team]);
        let load = common::load(texts, shown().count(), 0);
        let items = shown().map(|item| item.goal.clone()).collect();
        Slide { scene: SCENE.name, subject: String::new(), part: (i + 1, all), items, step: part.step, load }
    };
    parts.into_iter().enumerate().map(slide).collect()
}

fn view(wall: &Wall, slide: &Slide) -> Node {
    let pulse = gather(wall);
    let Some(part) = lanes::parts(wall, &pulse).into_iter().nth(slide.part.0.saturating_sub(1)) else {
        return Node::Nothing;
    };
    let cards: Vec<Node> = part.cells.iter().map(|cell| card(&pulse, cell, part.step)).collect();
    lanes::view(&part, title(wall), cards)
}

fn card(pulse: &Pulse<'_>, cell: &Cell, step: usize) -> Node {
    let content = if cell.lanes.is_empty() {
        let (name, said) = pulse.nothing(cell.group);
        let of = of(step);
        let size = crate::ui::css::rem(of.title);
        let space = crate::ui::css::rem(of.pad);
        // An empty card is narrow, and its sentence says how many there are.
        let sizes = [of.title * HEAD, of.title, of.text, SMALLEST.text];
        many([
            heading(name, None, "", fit::size(name, &sizes, cell.lane, 2)),
            Node::from(el("p").class("pulse-nothing").style("font-size", size).style("margin-top", space).child(said)),
        ])
    } else {
        lanes::lanes(cell, &|item, first| section(pulse, cell.group, item, first, step), &|item| {
            Some(row(pulse.wall, pulse.get(cell.group, item)?, cell, cell.space(item, of(step).pad), step))
        })
    };
    lanes::card(cell, content)
}

/// The heading before an item, where it begins a section or a card.
fn section(pulse: &Pulse<'_>, group: usize, item: usize, first: bool, step: usize) -> Option<Node> {
    let kind = pulse.get(group, item)?.kind;
    let before = item.checked_sub(1).and_then(|before| pulse.get(group, before));
    let begins = first || before.is_some_and(|before| before.kind != kind);
    let words = &pulse.wall.words.pulse;
    let name = match kind {
        Kind::Support => words.needs_support,
        Kind::Forward => words.moved_forward,
        Kind::Back => words.moved_back,
        Kind::Quiet => words.gone_quiet,
        Kind::Learned => words.learned,
    };
    let count = pulse.groups.get(group)?.iter().filter(|item| item.kind == kind).count();
    begins.then(|| heading(name, Some(count), kind.name(), of(step).title * HEAD))
}

fn heading(name: &'static str, count: Option<usize>, kind: &'static str, size: f64) -> Node {
    el("h2")
        .class("pulse-head")
        .attr("data-kind", kind)
        .style("font-size", crate::ui::css::rem(size))
        .child(el("span").child(name))
        .child(count.map_or(Node::Nothing, |count| el("span").class("pulse-count").child(count.to_string()).into()))
        .into()
}

fn row(wall: &Wall, item: &Item<'_>, cell: &Cell, (above, below): (f64, f64), step: usize) -> Node {
    let of = of(step);
    let status = wall.measures.status(item.goal).name();
    let texts = Texts::of(item, of, cell.lane);
    let mark = match item.kind {
        Kind::Support | Kind::Quiet => Some(ui::mark(status)),
        Kind::Forward => Some(ui::arrow(true)),
        Kind::Back => Some(ui::arrow(false)),
        Kind::Learned => None,
    };
    let call = texts.call.map(|call| el("p").class("voice pulse-call").child(call));
    el("li")
        .class(format!("pulse-item {}", if item.kind == Kind::Quiet { "quiet" } else { "" }))
        .attr("data-goal", item.goal.to_string())
        .attr("data-status", status)
        .attr("data-kind", item.kind.name())
        .style("padding-top", crate::ui::css::rem(above))
        .style("padding-bottom", crate::ui::css::rem(below))
        .style("font-size", crate::ui::css::rem(of.text))
        .child(el("h3").style("font-size", crate::ui::css::rem(of.title)).child(texts.title))
        .child(
            el("p")
                .class("pulse-line")
                .attr("data-side", if texts.beside { "beside" } else { "below" })
                .child(el("span").class("pulse-fact").child(mark).child(el("span").child(texts.fact)))
                .child(el("span").class("pulse-team").child(texts.team)),
        )
        .child(call)
        .into()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::goals::{Now, Zone};
    use std::collections::BTreeSet;

    /// The windows that scenes are tried in.
    pub(in crate::scene) const SIZES: [(f64, f64); 5] =
        [(1920.0, 1080.0), (1080.0, 1920.0), (1024.0, 600.0), (3440.0, 1440.0), (1080.0, 1080.0)];

    /// A wall that shows the demo, or these objectives, on a Wednesday.
    pub(in crate::scene) fn wall(objectives: Option<&str>, size: (f64, f64)) -> Wall {
        let demo = include_str!("../../public/demo.en.json");
        let feed = objectives.map(|objectives| {
            let cycle = r#""cycle": {"start": "2026-10-05", "end": "2027-01-03"}"#;
            format!(r#"{{"format": "maltavla/1", {cycle}, "objectives": [{objectives}]}}"#)
        });
        let at = "2026-11-25T09:42:00+01:00".parse().unwrap();
        let now = Now::new(at, Zone::fixed(3600));
        let reading = crate::feed::read(feed.as_deref().unwrap_or(demo).as_bytes()).unwrap();
        let (goals, _) = crate::feed::settle(&[reading.draft], &now);
        super::super::sample::of(goals.into_parts(), size)
    }

    /// An objective with key results that have these check-ins.
    fn objective(key_results: &[&str]) -> String {
        let key_results: Vec<String> = key_results
            .iter()
            .enumerate()
            .map(|(i, check_ins)| {
                format!(
                    r#"{{"id": "k{i}", "title": "Result {i}", "start": 0, "target": 100, "checkIns": [{check_ins}]}}"#
                )
            })
            .collect();
        format!(r#"{{"title": "Objective", "keyResults": [{}]}}"#, key_results.join(","))
    }

    fn told(wall: &Wall) -> Vec<(&'static str, String, String)> {
        let pulse = gather(wall);
        let items = pulse.groups.iter().flatten();
        items.map(|item| (item.kind.name(), item.title.to_string(), item.fact.replace('\u{a0}', " "))).collect()
    }

    #[test]
    fn each_goal_is_told_where_it_belongs() {
        const FORWARD: &str = r#"{"date": "2026-11-18", "value": 50}, {"date": "2026-11-24", "value": 60}"#;
        const FURTHER: &str = r#"{"date": "2026-11-18", "value": 20}, {"date": "2026-11-24", "value": 90}"#;
        const BACK: &str = r#"{"date": "2026-11-18", "value": 60}, {"date": "2026-11-24", "value": 55}"#;
        const STILL: &str = r#"{"date": "2026-11-18", "value": 60}, {"date": "2026-11-24", "value": 60}"#;
        const QUIET: &str = r#"{"date": "2026-11-04", "value": 1}"#;
        const CALLS: &str = r#"{"date": "2026-11-19", "value": 10, "support": "Who can help?"}"#;
        const BEHIND: &str = r#"{"date": "2026-11-19", "value": 20}"#;
        const AT_RISK: &str = r#"{"date": "2026-11-19", "value": 44}"#;
        const LEARNED: &str = r#"{"date": "2026-11-24", "value": 60, "lesson": "Ask first."}"#;
        for (name, check_ins, wanted) in [
            (
                "moves: the largest first, back last",
                &[FORWARD, BACK, FURTHER][..],
                &[
                    ("forward", "Result 2", "20 \u{2192} 90"),
                    ("forward", "Result 0", "50 \u{2192} 60"),
                    ("back", "Result 1", "60 \u{2192} 55"),
                ][..],
            ),
            ("no move", &[STILL], &[]),
            ("quiet, and not off track besides", &[QUIET], &[("quiet", "Result 0", "no check-in for 21 days")]),
            (
                "calls first, then the furthest behind",
                &[AT_RISK, BEHIND, CALLS],
                &[
                    ("support", "Result 2", "off track, 10, goal 100"),
                    ("support", "Result 1", "off track, 20, goal 100"),
                    ("support", "Result 0", "at risk, 44, goal 100"),
                ],
            ),
            (
                "a lesson",
                &[LEARNED],
                &[("forward", "Result 0", "0 \u{2192} 60"), ("learned", "Ask first.", "Result 0")],
            ),
        ] {
            let wall = wall(Some(&objective(check_ins)), SIZES[0]);
            let told = told(&wall);
            let told: Vec<_> = told.iter().map(|(kind, title, fact)| (*kind, title.as_str(), fact.as_str())).collect();
            assert_eq!(told, wanted, "{name}");
            assert_eq!(slides(&wall).len(), usize::from(!wanted.is_empty()), "{name}");
        }
        assert_eq!(slides(&wall(Some(r#"{"title": "Alone"}"#), SIZES[0])), vec![]);
    }

    #[test]
    fn nothing_is_lost_and_nothing_overflows() {
        let many = |count: usize| {
            let kinds = [
                r#"{"date": "2026-11-18", "value": 50}, {"date": "2026-11-24", "value": 80}"#,
                r#"{"date": "2026-11-24", "value": 20, "support": "Two mechanics short. Who can lend us a hand?"}"#,
                r#"{"date": "2026-11-04", "value": 50, "lesson": "Ask first"}"#,
                r#"{"date": "2026-11-24", "value": 10, "lesson": "The road decides, not the bike."}"#,
            ];
            let check_ins: Vec<&str> = kinds.iter().copied().cycle().take(count).collect();
            objective(&check_ins)
        };
        let long = "lokaltrafikshuvudmannaskapsutredning".repeat(6);
        let long = many(60).replace("Result", &long);
        let feeds = [None, Some(many(1)), Some(many(2)), Some(many(12)), Some(many(60)), Some(many(300)), Some(long)];
        for (feed, size) in feeds.iter().flat_map(|feed| SIZES.map(|size| (feed, size))) {
            let wall = wall(feed.as_deref(), size);
            let pulse = gather(&wall);
            let all: Vec<&str> = pulse.groups.iter().flatten().map(|item| item.goal.as_str()).collect();
            let slides = slides(&wall);
            let mut shown: Vec<&str> = slides.iter().flat_map(|slide| &slide.items).map(GoalId::as_str).collect();
            assert_eq!(shown.len(), all.len(), "{size:?}");
            shown.sort_unstable();
            shown.dedup();
            assert_eq!(shown.len(), all.iter().collect::<BTreeSet<_>>().len(), "{size:?}");
            for part in lanes::parts(&wall, &pulse) {
                assert!(part.cells.iter().all(|cell| !cell.overflows), "{size:?}: {part:?}");
            }
            let few = slides.len() < 8;
            let html = slides.iter().filter(|_| few).map(|slide| view(&wall, slide).to_html()).collect::<String>();
            assert_eq!(html.matches("pulse-item").count(), if few { all.len() } else { 0 }, "{size:?}");
        }
    }
}
