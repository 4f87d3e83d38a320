//! A key result as a card: its title, its value, where it is to go, how it goes, and its chart.
//!
//! The card takes the size that it is given: wide ones have the chart beside the words, narrow ones below. The type
//! steps down with the height; [`least_height`] says below which nothing fits.

use super::{Wall, common};
use crate::chart::{self, Chart, Size};
use crate::goals::{KeyResult, Measure, Moment};
use crate::ui::fit;
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use leptos::prelude::*;

/// A card's size, in rem.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    /// Its width.
    pub(super) width: f64,
    /// Its height.
    pub(super) height: f64,
}

/// The sizes of a card's type, in rem: its title, its value, and all else.
struct Type {
    title: f64,
    value: f64,
    text: f64,
    /// Space around the words.
    pad: f64,
}

const TYPES: [Type; 4] = [
    Type { title: 2.3, value: 4.4, text: 1.7, pad: 2.4 },
    Type { title: 1.9, value: 3.4, text: 1.5, pad: 1.8 },
    Type { title: 1.7, value: 2.6, text: 1.4, pad: 1.4 },
    Type { title: 1.5, value: 2.1, text: 1.25, pad: 1.0 },
];
/// A card at least this wide has its chart beside the words.
const BESIDE: f64 = 44.0;
/// The words' part of such a card.
const WORDS: f64 = 0.45;
/// The least height of a chart below the words.
const CHART: f64 = 5.5;
/// The size of a chart's words, in rem.
const CHART_TEXT: f64 = 1.25;

fn beside(width: f64) -> bool {
    width >= BESIDE
}

fn words_width(width: f64, of: &Type) -> f64 {
    if beside(width) { width * WORDS - of.pad * 1.5 } else { width - 2.0 * of.pad }
}

/// The rows of small text: goal, status and forecast, each as the card shows them.
fn lines(wall: &Wall, key_result: &KeyResult) -> [String; 2] {
    let status = common::status_text(wall, &key_result.id);
    let status = match common::landing_words(wall, key_result) {
        Some(landing) => format!("{status}    {landing}"),
        None => status,
    };
    [common::goal_words(wall, key_result), status]
}

/// The height that the words need, at one of the types.
fn words_height(wall: &Wall, key_result: &KeyResult, width: f64, of: &Type) -> f64 {
    let room = words_width(width, of);
    let small: f64 = lines(wall, key_result).iter().map(|line| fit::height(line, of.text, room, 1.3)).sum();
    let value = fit::height(&common::value_words(wall, key_result), of.value, room, 1.2);
    2.0 * of.pad + fit::height(&key_result.title, of.title, room, 1.2) + value + small + 0.6
}

fn needs(wall: &Wall, key_result: &KeyResult, width: f64, of: &Type) -> f64 {
    let words = words_height(wall, key_result, width, of);
    if beside(width) || !has_chart(key_result) { words } else { words + CHART }
}

fn has_chart(key_result: &KeyResult) -> bool {
    !matches!(key_result.measure, Measure::None)
}

/// The least height that a card of this width can have.
pub(super) fn least_height(wall: &Wall, key_result: &KeyResult, width: f64) -> f64 {
    TYPES.last().map_or(0.0, |of| needs(wall, key_result, width, of))
}

/// The card.
pub(super) fn view(wall: &Wall, key_result: &KeyResult, room: Room) -> AnyView {
    let fits = |of: &&Type| needs(wall, key_result, room.width, of) <= room.height;
    let [.., smallest] = &TYPES;
    let of = TYPES.iter().find(fits).unwrap_or(smallest);
    let id = &key_result.id;
    let words = words_height(wall, key_result, room.width, of);
    let (side, size) = if beside(room.width) {
        ("beside", (room.width * (1.0 - WORDS) - of.pad * 1.5, (room.height - 2.0 * of.pad).min(18.0)))
    } else {
        ("below", (room.width - 2.0 * of.pad, (room.height - words).min(26.0)))
    };
    let chart = has_chart(key_result).then(|| {
        let high = format!("{:.2}rem", size.1);
        view! { <div class="kr-chart" style:height=high>{chart(wall, key_result, size)}</div> }
    });
    let landing = common::landing_words(wall, key_result).map(|words| view! { <span class="soft">{words}</span> });
    let rem = |size: f64| format!("{size}rem");
    view! {
        <li
            class=format!("card kr {}", common::quiet_class(wall, id))
            data-side=side
            data-goal=id.to_string()
            data-status=wall.measures.status(id).name()
            style:padding=rem(of.pad)
            style:font-size=rem(of.text)
        >
            <div class="kr-words">
                <h2 style:font-size=rem(of.title)>{key_result.title.clone()}</h2>
                <p class="kr-value" style:font-size=rem(of.value)>{common::value_words(wall, key_result)}</p>
                <p class="kr-goal">{common::goal_words(wall, key_result)}</p>
                <p class="kr-status">{common::status(wall, id)} {landing}</p>
            </div>
            {chart}
        </li>
    }
    .into_any()
}

/// The chart of a key result in a place of this size, in rem.
pub(super) fn chart(wall: &Wall, key_result: &KeyResult, (width, height): (f64, f64)) -> AnyView {
    let size = Size { width: width * 16.0, height: height.max(2.0) * 16.0, text: CHART_TEXT * 16.0 };
    if let Measure::YesNo = key_result.measure {
        let value = wall.measures.get(&key_result.id).and_then(|measured| measured.value);
        let drawing = chart::switch(value.is_some_and(|value| value >= 0.5), "", size);
        return chart::view(&drawing, common::value_words(wall, key_result));
    }
    chart::view(&chart::draw(&data(wall, key_result), size), told(wall, key_result))
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
