//! learning: what was learned, in large words, and which goals were reached, paused or given up, and why.
//!
//! A lesson that came with a decision is told with it. Judges no lesson, and shows what was given up as warmly as what
//! was reached.

use super::lanes::{self, Cell, Content, Part};
use super::{Scene, Slide, Wall, common};
use crate::goals::learning::{decided, lessons};
use crate::goals::{GoalId, GoalRef, Lesson, Life, Origin};
use crate::node::{Node, el, many};
use crate::ui::{self, fit};

pub(super) static SCENE: Scene = Scene { name: "learning", title, slides, view };

/// The sizes of type, in rem: a lesson's words, a goal's title, all else, and the space above and below an item.
struct Type {
    quote: f64,
    title: f64,
    text: f64,
    pad: f64,
}

const TYPES: [Type; 8] = [
    Type { quote: 4.4, title: 2.8, text: 1.9, pad: 2.0 },
    Type { quote: 3.6, title: 2.5, text: 1.8, pad: 1.7 },
    Type { quote: 3.1, title: 2.3, text: 1.7, pad: 1.5 },
    Type { quote: 2.7, title: 2.1, text: 1.6, pad: 1.2 },
    Type { quote: 2.3, title: 1.9, text: 1.5, pad: 1.0 },
    Type { quote: 2.0, title: 1.8, text: 1.5, pad: 0.8 },
    Type { quote: 1.7, title: 1.6, text: 1.5, pad: 0.6 },
    SMALLEST,
];
const SMALLEST: Type = Type { quote: 1.5, title: 1.5, text: 1.5, pad: 0.4 };
/// Rather another slide than smaller type than this step's.
const FLOOR: usize = 5;
/// Headings, and the space below them, in rem; the same as in the style.
const HEAD: f64 = 2.2;
const HEAD_BELOW: f64 = 0.8;
/// Left of what was said: the thread, in rem.
const VOICE: f64 = 1.7;
/// A mark and the space after it, in ems.
const MARK: f64 = 1.6;
/// Lines of a reason or a lesson where even the smallest type has no room for the whole, at least and at most; what
/// stands above and around them on a card; and lines of whose they are, in any type.
const MOST_LINES: (f64, f64) = (2.0, 8.0);
const ABOVE: f64 = 24.0;
const FROM_LINES: usize = 3;

struct Item<'a> {
    goal: GoalRef<'a>,
    /// What was decided about the goal and when; none: the item is a lesson alone.
    decided: Option<String>,
    reason: Option<&'a str>,
    lesson: Option<&'a str>,
    /// Where it comes from: goal, team and day of a lesson, the team of a decision.
    from: String,
}

struct Told<'a> {
    wall: &'a Wall,
    groups: [Vec<Item<'a>>; 2],
}

fn title(wall: &Wall) -> String {
    wall.words.pulse.learned.to_string()
}

fn gather(wall: &Wall) -> Told<'_> {
    let mut learned = lessons(&wall.goals, &wall.now);
    learned.retain(|lesson| matches!(lesson.origin, Origin::CheckIn(_)) && wall.shows(lesson.goal.id()));
    let mut decided = decided(&wall.goals);
    let today = Some(wall.now.today());
    decided.retain(|goal| wall.shows(goal.id()) && goal.life().decision().is_some_and(|decision| decision.on <= today));
    let learned = learned.into_iter().map(|lesson| learned_item(wall, lesson)).collect();
    let decided = decided.into_iter().filter_map(|goal| decided_item(wall, goal)).collect();
    Told { wall, groups: [learned, decided] }
}

fn learned_item<'a>(wall: &'a Wall, lesson: Lesson<'a>) -> Item<'a> {
    let on = lesson.on.map(|day| wall.words.format.date_near(day, wall.now.today()));
    let team = common::team_name(wall, lesson.team);
    let from = [lesson.goal.title(), team].into_iter().chain(on.as_deref()).collect::<Vec<_>>().join("\u{a0}\u{b7} ");
    Item { goal: lesson.goal, decided: None, reason: None, lesson: Some(lesson.text), from }
}

fn decided_item<'a>(wall: &'a Wall, goal: GoalRef<'a>) -> Option<Item<'a>> {
    let words = &wall.words.learning;
    let decision = goal.life().decision()?;
    let on = decision.on.map(|day| wall.words.format.date_near(day, wall.now.today()));
    let told = |on_day: fn(&str) -> String, name: &str| on.as_deref().map_or_else(|| name.to_string(), on_day);
    let status = &wall.words.status;
    let decided = match goal.life() {
        Life::Active => return None,
        Life::Achieved(_) => told(words.achieved_on, status.achieved),
        Life::Paused(_) => told(words.paused_on, status.paused),
        Life::Abandoned(_) => told(words.abandoned_on, status.abandoned),
    };
    let said = |text: &'a Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Some(Item {
        goal,
        decided: Some(decided),
        reason: said(&decision.reason),
        lesson: said(&decision.lesson),
        from: common::team_name(wall, wall.goals.team_id(goal)).to_string(),
    })
}

impl Told<'_> {
    fn get(&self, group: usize, item: usize) -> Option<&Item<'_>> {
        self.groups.get(group)?.get(item)
    }
}

fn of(step: usize) -> &'static Type {
    TYPES.get(step).unwrap_or(&SMALLEST)
}

impl Content for Told<'_> {
    fn groups(&self) -> usize {
        self.groups.len()
    }
    fn steps(&self) -> usize {
        TYPES.len()
    }
    fn floor(&self) -> usize {
        FLOOR
    }
    fn count(&self, group: usize) -> usize {
        self.groups.get(group).map_or(0, Vec::len)
    }
    fn section(&self, _: usize, _: usize) -> usize {
        0
    }
    fn item(&self, group: usize, item: usize, step: usize, width: f64) -> f64 {
        self.get(group, item).map_or(0.0, |item| Texts::of(self.wall, item, step, width).height)
    }
    fn head(&self, _: usize, width: f64) -> f64 {
        let names = [self.wall.words.learning.title, self.wall.words.learning.decided];
        names.map(|name| fit::height(name, HEAD, width, 1.25)).into_iter().fold(0.0, f64::max) + HEAD_BELOW
    }
    fn empty(&self, _: usize, _: usize, _: f64) -> Option<f64> {
        None
    }
}

/// An item's texts as they have room in a width.
struct Texts {
    title: Option<String>,
    reason: Option<String>,
    lesson: Option<String>,
    from: String,
    /// Whether what was decided and the team stand on one line.
    beside: bool,
    height: f64,
}

impl Texts {
    fn of(wall: &Wall, item: &Item<'_>, step: usize, width: f64) -> Texts {
        let of = of(step);
        // A reason and a lesson have what a card of their own leaves them.
        let two = (wall.canvas.stage_height() - ABOVE) / (2.0 * SMALLEST.text * 1.35);
        let two = two.clamp(MOST_LINES.0, MOST_LINES.1) as usize;
        let most = if step + 1 < TYPES.len() { usize::MAX } else { two };
        let mut height = 2.0 * of.pad;
        let mut take = |text: &str, size: f64, less: f64, line: f64, above: f64, most: usize| {
            let text = fit::cut(text, size, width - less, most);
            height += above + fit::height(&text, size, width - less, line);
            text
        };
        let Some(decided) = &item.decided else {
            let lesson = item.lesson.map(|lesson| take(lesson, of.quote, VOICE, 1.25, 0.0, most.saturating_mul(2)));
            let from = take(&item.from, of.text, VOICE, 1.3, 0.5, FROM_LINES);
            return Texts { title: None, reason: None, lesson, from, beside: false, height };
        };
        let title = take(item.goal.title(), of.title, 0.0, 1.2, 0.0, most.clamp(4, 6));
        let mark = MARK * of.text;
        let beside = (fit::width(decided) + fit::width(&item.from)) * of.text + mark + 1.5 <= width;
        take(decided, of.text, mark, 1.3, 0.3, FROM_LINES);
        let from = if beside { item.from.clone() } else { take(&item.from, of.text, 0.0, 1.3, 0.0, FROM_LINES) };
        let reason = item.reason.map(|reason| take(reason, of.text, 0.0, 1.35, 0.5, most.min(12)));
        let lesson = item.lesson.map(|lesson| take(lesson, of.text, VOICE, 1.35, 0.7, most));
        Texts { title: Some(title), reason, lesson, from, beside, height }
    }
}

fn slides(wall: &Wall) -> Vec<Slide> {
    let told = gather(wall);
    let parts = lanes::parts(wall, &told);
    let all = parts.len();
    let slide = |(i, part): (usize, Part)| {
        let shown = || part.cells.iter().flat_map(|cell| cell.items().filter_map(|item| told.get(cell.group, item)));
        let texts = shown().flat_map(|item| {
            let title = item.decided.as_ref().map(|_| item.goal.title());
            [Some(item.from.as_str()), title, item.reason, item.lesson].into_iter().flatten()
        });
        let load = common::load(texts, 0, 0);
        let items = shown().map(|item| item.goal.id().clone()).collect();
        Slide { scene: SCENE.name, subject: String::new(), part: (i + 1, all), items, step: part.step, load }
    };
    parts.into_iter().enumerate().map(slide).collect()
}

fn view(wall: &Wall, slide: &Slide) -> Node {
    let told = gather(wall);
    let Some(part) = lanes::parts(wall, &told).into_iter().nth(slide.part.0.saturating_sub(1)) else {
        return Node::Nothing;
    };
    let cards: Vec<Node> = part.cells.iter().map(|cell| card(&told, cell, part.step)).collect();
    lanes::view(&part, title(wall), cards)
}

fn card(told: &Told<'_>, cell: &Cell, step: usize) -> Node {
    let words = &told.wall.words.learning;
    let name = if cell.group == 0 { words.title } else { words.decided };
    let heading = |_, first: bool| first.then(|| el("h2").class("learning-head").child(name).into());
    let row = |item| Some(row(told.wall, told.get(cell.group, item)?, cell, cell.space(item, of(step).pad), step));
    lanes::card(cell, lanes::lanes(cell, &heading, &row))
}

fn row(wall: &Wall, item: &Item<'_>, cell: &Cell, (above, below): (f64, f64), step: usize) -> Node {
    let of = of(step);
    let texts = Texts::of(wall, item, step, cell.lane);
    let goal: &GoalId = item.goal.id();
    let status = wall.measures.status(goal).name();
    let rem = crate::ui::css::rem;
    let content: Node = match &item.decided {
        None => el("blockquote")
            .class("voice")
            .child(el("p").class("learning-quote").style("font-size", rem(of.quote)).child(texts.lesson))
            .child(el("p").class("learning-from").child(texts.from))
            .into(),
        Some(decided) => many([
            Node::from(el("h3").style("font-size", rem(of.title)).child(texts.title)),
            Node::from(
                el("p")
                    .class("learning-line")
                    .attr("data-side", if texts.beside { "beside" } else { "below" })
                    .child(
                        el("span")
                            .class("learning-decided")
                            .child(ui::mark(status))
                            .child(el("span").child(decided.clone())),
                    )
                    .child(el("span").class("soft").child(texts.from)),
            ),
            Node::from(texts.reason.map(|reason| el("p").class("learning-reason").child(reason))),
            Node::from(texts.lesson.map(|lesson| el("p").class("voice learning-lesson").child(lesson))),
        ]),
    };
    el("li")
        .class("learning-item")
        .attr("data-goal", goal.to_string())
        .attr("data-status", status)
        .style("padding-top", rem(above))
        .style("padding-bottom", rem(below))
        .style("font-size", rem(of.text))
        .child(content)
        .into()
}

#[cfg(test)]
mod tests {
    use super::super::pulse::tests::{SIZES, wall};
    use super::*;

    /// An objective that is paused, and key results with so many lessons in all.
    fn feed(lessons: usize, life: &str, text: &str) -> String {
        let check_in =
            |i: usize| format!(r#"{{"date": "2026-11-{:02}", "value": 1, "lesson": "{text} {i}"}}"#, i % 24 + 1);
        let key_result = |i: usize| format!(r#"{{"title": "Result {i}", "checkIns": [{}]}}"#, check_in(i));
        let key_results: Vec<String> = (0..lessons).map(key_result).collect();
        format!(r#"{{"title": "Objective", {life} "keyResults": [{}]}}"#, key_results.join(","))
    }

    const PAUSED: &str = r#""state": "paused", "stateDate": "2026-11-02", "reason": "Why", "lesson": "Ask first","#;

    #[test]
    fn nothing_is_lost_and_nothing_overflows() {
        let long = "lokaltrafikshuvudmannaskapsutredning".repeat(6);
        let whole = "The road decides, not the bike. ".repeat(60);
        for (name, objectives, lessons, decisions) in [
            ("the demo", None, 9, 3),
            ("nothing", Some(feed(0, "", "")), 0, 0),
            ("one lesson", Some(feed(1, "", "Ask first")), 1, 0),
            ("a decision alone", Some(feed(0, PAUSED, "")), 0, 1),
            ("both", Some(feed(2, PAUSED, "Ask first")), 2, 1),
            ("sixty", Some(feed(60, PAUSED, "Ask the night vans early: they know")), 60, 1),
            ("long words", Some(feed(12, PAUSED, &long)), 12, 1),
            ("long texts", Some(feed(3, PAUSED, &whole)), 3, 1),
        ] {
            for size in SIZES {
                let wall = wall(objectives.as_deref(), size);
                let slides = slides(&wall);
                assert_eq!(slides.is_empty(), lessons + decisions == 0, "{name} {size:?}");
                let parts = lanes::parts(&wall, &gather(&wall));
                let fits = parts.iter().flat_map(|part| &part.cells).all(|cell| !cell.overflows);
                assert!(fits, "{name} {size:?}: {parts:?}");
                let html: String = slides.iter().map(|slide| view(&wall, slide).to_html()).collect();
                assert_eq!(html.matches("<blockquote").count(), lessons, "{name} {size:?}");
                assert_eq!(html.matches("<h3").count(), decisions, "{name} {size:?}");
            }
        }
    }

    #[test]
    fn a_decision_says_what_when_and_why() {
        let wall = wall(Some(&feed(0, PAUSED, "")), SIZES[0]);
        let told = gather(&wall);
        let item = told.get(1, 0).unwrap();
        assert_eq!(item.decided.as_deref(), Some("paused 2\u{a0}Nov"));
        assert_eq!((item.reason, item.lesson), (Some("Why"), Some("Ask first")));
    }
}
