//! A key result as a card: whose it is, its title, its value, where it is to go, how it goes, and its chart.
//!
//! The card takes the size that it is given: wide ones have the chart beside all words, middling ones beside the
//! figures, narrow ones below. [`grid`] finds for some cards the columns and the type's step at which all of them fit.

use super::{Wall, common};
use crate::chart::{self, Chart, Size};
use crate::goals::{KeyResult, Measure, Moment, Status};
use crate::node::{Node, el, many};
use crate::ui::{self, css, fit};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};

/// A key result, and what its card says above the title: its team, or what it belongs to.
pub(super) struct Card<'a> {
    /// What it shows.
    pub(super) key_result: &'a KeyResult,
    /// Above the title, on one line; empty where the scene says it already.
    pub(super) label: String,
    said: Said,
}

/// What a card says of its key result, found once: layouts are tried by the dozen.
struct Said {
    value: String,
    /// A unit that is too long to be as large as its value.
    unit: String,
    goal: String,
    /// How it goes, with room for the mark: as wide as two letters or so.
    status: String,
    /// Where it lands, or whether it lies within its bounds.
    course: Option<String>,
}

impl<'a> Card<'a> {
    /// A card with this above its title.
    pub(super) fn new(wall: &Wall, key_result: &'a KeyResult, label: String) -> Card<'a> {
        let (value, unit) = value(wall, key_result);
        let status = format!("MM {}", status_words(wall, key_result));
        let said = Said { value, unit, goal: goal(wall, key_result), status, course: course(wall, key_result) };
        Card { key_result, label, said }
    }
}

/// A size, in rem.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    /// Its width.
    pub(super) width: f64,
    /// Its height.
    pub(super) height: f64,
}

/// How some cards stand: all of one size, in type of one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grid {
    columns: usize,
    room: Room,
    step: usize,
}

/// The sizes of a card's type, in rem.
struct Type {
    title: f64,
    value: f64,
    text: f64,
    /// The words of the chart.
    chart: f64,
    /// The least height of a chart below them: the larger the type, the larger the chart.
    high: f64,
    /// Space around the words.
    pad: f64,
}

/// How many steps of type there are, the largest first.
pub(super) const STEPS: usize = TYPES.len();
const TYPES: [Type; 5] = [
    Type { title: 2.8, value: 5.6, text: 1.9, chart: 1.6, high: 11.0, pad: 2.6 },
    Type { title: 2.3, value: 4.4, text: 1.7, chart: 1.4, high: 9.0, pad: 2.2 },
    Type { title: 1.9, value: 3.4, text: 1.5, chart: 1.25, high: 7.4, pad: 1.8 },
    Type { title: 1.7, value: 2.7, text: 1.5, chart: 1.25, high: 5.6, pad: 1.4 },
    Type { title: 1.5, value: 2.1, text: 1.5, chart: 1.25, high: 4.0, pad: 1.0 },
];
/// The size of the line above the title.
const LABEL: f64 = 1.25;
/// The gap between cards, and between a card's words and the chart beside them; the same as in the style.
const GAP: f64 = 1.5;
/// A card at least this wide has its chart beside all words, or beside the figures alone.
const BESIDE: f64 = 44.0;
const SPLIT: f64 = 31.0;
/// What the width of the latter is to their height at least: a higher card has room below.
const FLAT: f64 = 1.75;
/// The words' part of such cards.
const WORDS: f64 = 0.48;
/// The least width of a card where there are several columns, and the most columns.
const NARROWEST: f64 = 24.0;
const COLUMNS: usize = 4;
/// How high a card grows: a lone row, and one of several. Beyond it, room is left empty.
const HIGHEST: (f64, f64) = (42.0, 32.0);
/// The least height at which a chart has words.
const TOLD: f64 = 6.4;
/// Space between the title and the figures; the same as in the style.
const BETWEEN: f64 = 0.3;
/// A unit with more letters than this stands smaller than its value.
const LONG: usize = 3;
/// What a card's width is to its height at its best.
const SHAPE: f64 = 2.4;

/// Where the chart stands.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Beside,
    Split,
    Below,
}

impl Side {
    fn of(room: Room) -> Side {
        match room.width {
            width if width >= BESIDE => Side::Beside,
            width if width >= SPLIT && width >= FLAT * room.height => Side::Split,
            _ => Side::Below,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Side::Beside => "beside",
            Side::Split => "split",
            Side::Below => "below",
        }
    }
}

/// The sizes that follow from what a card says.
struct Told {
    side: Side,
    value_size: f64,
    /// The width that the title has.
    head_room: f64,
    /// The heights of the head (label and title) and of the figures below it.
    head: f64,
    figures: f64,
}

fn tell(card: &Card, size: Room, of: &Type) -> Told {
    let side = Side::of(size);
    let inner = size.width - 2.0 * of.pad;
    // Where there is no chart, the figures have its room.
    let room = if side == Side::Below || !has_chart(card.key_result) { inner } else { (inner - GAP) * WORDS };
    let head_room = if side == Side::Beside { room } else { inner };
    let label = if card.label.is_empty() { 0.0 } else { LABEL * 1.3 };
    let head = label + fit::height(&card.key_result.title, of.title, head_room, 1.2);

    let Said { value, unit, goal, status, course } = &card.said;
    let line = of.text * 1.3;
    let lines = |text: &str| if text.is_empty() { 0.0 } else { fit::lines(text, of.text, room) as f64 };
    let sizes = [of.value, of.value * 0.84, of.value * 0.7, of.value * 0.58, 1.5];
    let value_size = fit::size(value, &sizes, room, 1);
    let mut wide = fit::width(value) * value_size;
    let mut value_high = if value.is_empty() { 0.0 } else { fit::height(value, value_size, room, 1.15) };
    if !unit.is_empty() {
        wide += (fit::width(unit) + 0.4) * of.text;
        value_high += if wide <= room { 0.0 } else { lines(unit) * line };
    }
    // Beside a short value there is room for where it is to go.
    wide += (fit::width(goal) + 0.8) * of.text;
    let goal_high = if side == Side::Below && !value.is_empty() && wide <= room { 0.0 } else { lines(goal) * line };
    let course_lines = course.as_deref().map_or(0.0, |course| {
        let one = (fit::width(status) + fit::width(course) + 1.2) * of.text <= room;
        if one { 0.0 } else { lines(course) }
    });
    let figures = BETWEEN + value_high + goal_high + (lines(status) + course_lines) * line + 0.4;
    Told { side, value_size, head_room, head, figures }
}

/// The height that a card of this size needs.
fn needs(card: &Card, size: Room, of: &Type) -> f64 {
    let told = tell(card, size, of);
    let [.., smallest] = &TYPES;
    if fit::is_torn(&card.key_result.title, of.title, smallest.title, told.head_room) {
        return f64::INFINITY;
    }
    let words = 2.0 * of.pad + told.head + told.figures;
    match told.side {
        Side::Below if has_chart(card.key_result) => words + 0.5 + of.high,
        Side::Split => words + 0.5,
        _ => words,
    }
}

/// Whether there is anything to draw.
pub(super) fn has_chart(key_result: &KeyResult) -> bool {
    !matches!(key_result.measure, Measure::None)
}

/// The value, large, and its unit if that is long; that there is none yet; nothing where nothing is measured.
fn value(wall: &Wall, key_result: &KeyResult) -> (String, String) {
    let value = wall.measures.get(&key_result.id).and_then(|measured| measured.value);
    let unit = common::unit(key_result);
    match (&key_result.measure, value) {
        (Measure::None, _) => (String::new(), String::new()),
        (Measure::Toward { .. } | Measure::Within { .. } | Measure::Untargeted { .. }, None) => {
            (wall.words.results.no_value.to_string(), String::new())
        }
        (_, Some(value)) if !unit.before && unit.text.chars().count() > LONG => {
            (wall.words.format.number(value), unit.text)
        }
        _ => (common::value_words(wall, key_result), String::new()),
    }
}

/// Where it is to go; where nothing is measured, a question.
fn goal(wall: &Wall, key_result: &KeyResult) -> String {
    match has_chart(key_result) {
        true => common::goal_words(wall, key_result),
        false => wall.words.results.no_measure.to_string(),
    }
}

/// Whether it is nothing but without a measure; a goal that cannot be measured is not called quiet.
fn is_open(wall: &Wall, key_result: &KeyResult) -> bool {
    !has_chart(key_result) && wall.measures.status(&key_result.id) == Status::Unmeasured
}

/// How it goes: mark and words.
pub(super) fn status(wall: &Wall, key_result: &KeyResult) -> Node {
    match is_open(wall, key_result) {
        true => ui::status(Status::Unmeasured.name(), status_words(wall, key_result)),
        false => common::status(wall, &key_result.id),
    }
}

/// Whether it has gone quiet, as a class.
pub(super) fn quiet_class(wall: &Wall, key_result: &KeyResult) -> &'static str {
    if is_open(wall, key_result) { "" } else { common::quiet_class(wall, &key_result.id) }
}

/// How it goes, in words alone.
pub(super) fn status_words(wall: &Wall, key_result: &KeyResult) -> String {
    match is_open(wall, key_result) {
        true => wall.words.status.unmeasured.to_string(),
        false => common::status_text(wall, &key_result.id),
    }
}

/// Where it lands, or whether it lies within its bounds now; none for what is achieved or unknown.
fn course(wall: &Wall, key_result: &KeyResult) -> Option<String> {
    let words = &wall.words.results;
    if let Measure::Within { low, high, .. } = key_result.measure {
        let value = wall.measures.get(&key_result.id)?.value?;
        let inside = low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high);
        return Some((if inside { words.inside } else { words.outside }).to_string());
    }
    let achieved = wall.measures.status(&key_result.id) == Status::Achieved;
    if achieved { None } else { common::landing_words(wall, key_result) }
}

/// The grid in which some cards fit into a room at one of the steps of type; none if they do not.
pub(super) fn grid_at(cards: &[Card], room: Room, step: usize) -> Option<Grid> {
    let of = TYPES.get(step)?;
    let most = ((room.width + GAP) / (NARROWEST + GAP)).floor().clamp(1.0, COLUMNS as f64) as usize;
    let fitting = (1..=most.min(cards.len())).filter_map(|columns| {
        let grid = Grid { columns, room: each(room, cards.len(), columns), step };
        let fits = cards.iter().all(|card| needs(card, grid.room, of) <= grid.room.height);
        fits.then(|| (badness(&grid, cards.len()), grid))
    });
    fitting.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, grid)| grid)
}

/// The grid in the largest type in which the cards fit; if they fit in none, one row below the other in the smallest.
pub(super) fn grid(cards: &[Card], room: Room) -> Grid {
    let fitting = (0..STEPS).find_map(|step| grid_at(cards, room, step));
    fitting.unwrap_or(Grid { columns: 1, room: each(room, cards.len(), 1), step: STEPS - 1 })
}

/// The size of each of so many cards.
fn each(room: Room, cards: usize, columns: usize) -> Room {
    let (columns, rows) = (columns.max(1) as f64, cards.div_ceil(columns.max(1)).max(1) as f64);
    let height = (room.height - GAP * (rows - 1.0)) / rows;
    let highest = if rows < 2.0 { HIGHEST.0 } else { HIGHEST.1 };
    Room { width: (room.width - GAP * (columns - 1.0)) / columns, height: height.min(highest) }
}

/// How far a grid is from a full one of well shaped cards.
fn badness(grid: &Grid, cards: usize) -> f64 {
    let blank = (grid.columns - cards % grid.columns) % grid.columns;
    let shape = grid.room.width / grid.room.height.max(1.0) / SHAPE;
    shape.max(0.01).ln().abs() + 0.15 * blank as f64
}

/// The cards.
pub(super) fn view(wall: &Wall, cards: &[Card], grid: &Grid) -> Node {
    let [.., smallest] = &TYPES;
    let of = TYPES.get(grid.step).unwrap_or(smallest);
    let columns = grid.columns.to_string();
    let high = css::rem(grid.room.height);
    let told: Vec<Told> = cards.iter().map(|card| tell(card, grid.room, of)).collect();
    let place = place(cards, &told, grid.room, of);
    let cards: Vec<Node> =
        cards.iter().zip(told).map(|(card, told)| one(wall, card, told, grid.room, place, of)).collect();
    el("ul").class("cards").attr("data-columns", columns).style("grid-auto-rows", high).child(cards).into()
}

/// Width and height of the charts: those of all cards are alike, so that they can be compared.
fn place(cards: &[Card], told: &[Told], room: Room, of: &Type) -> (f64, f64) {
    let (width, height) = (room.width - 2.0 * of.pad, room.height - 2.0 * of.pad);
    let aside = (width - GAP) * (1.0 - WORDS);
    let places =
        cards.iter().zip(told).filter(|(card, _)| has_chart(card.key_result)).map(|(_, told)| match told.side {
            Side::Beside => (aside, height),
            Side::Split => (aside, height - told.head - 0.5),
            Side::Below => (width, height - told.head - told.figures - 0.5),
        });
    let least = places.fold((width, height), |least, place| (least.0.min(place.0), least.1.min(place.1)));
    // Wider than high: a steep line promises more than the numbers do.
    (least.0, least.1.min(least.0 * 0.62))
}

/// The title, cut only where even a card of its own is too small for it.
fn title(card: &Card, told: &Told, room: Room, of: &Type) -> String {
    let lack = needs(card, room, of) - room.height;
    let title = &card.key_result.title;
    if lack <= 0.0 {
        return title.clone();
    }
    let lines = fit::lines(title, of.title, told.head_room) as f64 - (lack / (of.title * 1.2)).ceil();
    fit::cut(title, of.title, told.head_room, lines.max(1.0) as usize)
}

fn one(wall: &Wall, card: &Card, told: Told, room: Room, place: (f64, f64), of: &Type) -> Node {
    let key_result = card.key_result;
    let id = &key_result.id;
    let chart = has_chart(key_result).then(|| {
        let high = css::rem(place.1);
        el("div").class("kr-chart").style("height", high).child(chart(wall, key_result, place, of.chart))
    });
    let rem = css::rem;
    let title = title(card, &told, room, of);
    let inner = room.width - 2.0 * of.pad;
    let label_room = if told.side == Side::Beside { (inner - GAP) * WORDS } else { inner };
    let label = (!card.label.is_empty()).then(|| fit::cut(&card.label, LABEL, label_room, 1));
    let said = &card.said;
    let class = if said.value == wall.words.results.no_value { "kr-value kr-none" } else { "kr-value" };
    let value = (!said.value.is_empty()).then(|| {
        let unit = (!said.unit.is_empty())
            .then(|| many([Node::from(el("span").class("kr-unit").child(said.unit.clone())), Node::from(" ")]));
        many([
            Node::from(el("span").class(class).style("font-size", rem(told.value_size)).child(said.value.clone())),
            Node::from(" "),
            Node::from(unit),
        ])
    });
    el("li")
        .class(format!("card kr {}", quiet_class(wall, key_result)))
        .attr("data-side", told.side.name())
        .attr("data-chart", if has_chart(key_result) { "" } else { "none" })
        .attr("data-goal", id.to_string())
        .attr("data-status", wall.measures.status(id).name())
        .style("padding", rem(of.pad))
        .style("font-size", rem(of.text))
        .child(
            el("div")
                .class("kr-head")
                .child(label.map(|label| el("p").class("kr-label").child(label)))
                .child(el("h2").style("font-size", rem(of.title)).child(title)),
        )
        .child(
            el("div")
                .class("kr-words")
                .child(
                    el("p")
                        .class("kr-figures")
                        .child(value)
                        .child(el("span").class("kr-goal").child(said.goal.clone())),
                )
                .child(
                    el("p")
                        .class("kr-status")
                        .child(status(wall, key_result))
                        .child(" ")
                        .child(said.course.clone().map(|course| el("span").class("soft").child(course))),
                ),
        )
        .child(chart)
        .into()
}

/// The chart of a key result in a place of this size, with words of this size, in rem.
pub(super) fn chart(wall: &Wall, key_result: &KeyResult, (width, height): (f64, f64), text: f64) -> Node {
    let size = Size { width: width * 16.0, height: height.max(2.0) * 16.0, text: text * 16.0 };
    if let Measure::YesNo = key_result.measure {
        let value = wall.measures.get(&key_result.id).and_then(|measured| measured.value);
        // A switch is two lines of text high.
        let size = Size { text: (size.height * 0.2).max(size.text), ..size };
        let drawing = chart::switch(value.is_some_and(|value| value >= 0.5), "", size);
        return chart::view(&drawing, common::value_words(wall, key_result));
    }
    let data = data(wall, key_result);
    let drawing = if height < TOLD { chart::spark(&data, size) } else { chart::draw(&data, size) };
    chart::view(&drawing, told(wall, key_result))
}

/// A chart in a sentence, for those who do not see it.
fn told(wall: &Wall, key_result: &KeyResult) -> String {
    let words = &wall.words.results;
    let value = |value: f64| wall.words.format.value(value, &common::unit(key_result));
    let now = common::value_words(wall, key_result);
    match &key_result.measure {
        Measure::Toward { start, target, .. } => (words.chart)(&value(*start), &now, &value(*target)),
        _ => match key_result.check_ins.iter().find_map(|check_in| check_in.value) {
            Some(first) => (words.chart_without_goal)(&value(first), &now),
            None => words.no_value.to_string(),
        },
    }
}

/// What is drawn: days are counted from the cycle's first midnight in the office.
fn data(wall: &Wall, key_result: &KeyResult) -> Chart {
    let zone = &wall.now.zone;
    let check_ins = || key_result.check_ins.iter().filter(|check_in| check_in.at <= wall.now.at);
    let (first, last) = span(wall, key_result);
    let midnight = zone.start_of(first);
    let day = |at: Moment| (at - midnight).num_minutes() as f64 / 1440.0;
    let end = day(zone.moment_at(last, NaiveTime::MIN)) + 1.0;
    let (start, goal) = match &key_result.measure {
        Measure::Toward { start, target, .. } => (Some(*start), Some(chart::Goal::Line(*target))),
        Measure::Within { low, high, .. } => (None, Some(chart::Goal::Band(*low, *high))),
        Measure::None | Measure::Untargeted { .. } | Measure::YesNo => (None, None),
    };
    let forecast = common::forecast(wall, key_result).map(|forecast| {
        let from = check_ins().rev().find_map(|check_in| Some((day(check_in.at), check_in.value?)));
        chart::Forecast {
            from: from.unwrap_or((day(forecast.from), forecast.line.height)),
            to: (day(forecast.until), forecast.value.mid),
            low: forecast.value.low,
            high: forecast.value.high,
        }
    });
    let labels = chart::Labels {
        goal: if goal.is_some() { wall.words.common.goal.to_string() } else { String::new() },
        ..chart::Labels::default()
    };
    Chart {
        points: check_ins().filter_map(|check_in| Some((day(check_in.at), check_in.value?))).collect(),
        span: (0.0, end),
        start,
        goal,
        forecast,
        today: day(wall.now.at),
        ticks: ticks(first, last)
            .map(|tick| {
                let at = (tick - first).num_days() as f64;
                (at, wall.words.format.month(tick).to_string())
            })
            .collect(),
        labels,
    }
}

/// The days that a chart spans: the cycle's, or without one all check-ins and today.
fn span(wall: &Wall, key_result: &KeyResult) -> (NaiveDate, NaiveDate) {
    if let Some(cycle) = wall.goals.cycle() {
        return (cycle.start, cycle.end);
    }
    let today = wall.now.today();
    let first = key_result.check_ins.first().map_or(today, |check_in| wall.now.zone.day_of(check_in.at));
    let last = key_result.due.unwrap_or(today).max(today);
    (first.min(today), last)
}

/// The first days of months within a span; where it begins in a month's first half, its own first day stands for it.
fn ticks(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let own = (first.day() <= 15).then_some(first);
    let mut day = first;
    let firsts = std::iter::from_fn(move || {
        let rest = u64::from(u32::from(day.num_days_in_month()).saturating_sub(day.day())) + 1;
        day = day.checked_add_days(Days::new(rest))?;
        (day <= last).then_some(day)
    });
    // A tick in the span's last days would have no room for its word.
    own.into_iter().chain(firsts.take(36)).filter(move |day| (last - *day).num_days() >= 7)
}
