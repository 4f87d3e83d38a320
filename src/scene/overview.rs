//! overview: the vision, and the thread from it through every objective of the top level.

use super::{Scene, Slide, Wall, common};
use crate::goals::{GoalId, Objective};
use crate::node::{Node, el};
use crate::ui::{self, Shape, css, fit};

pub(super) static SCENE: Scene = Scene { name: "overview", title, slides, view };

/// Titles' sizes in rem, step by step, and the air around a goal.
const STEPS: [(f64, f64); 7] = [(3.6, 3.0), (3.0, 1.4), (2.6, 1.4), (2.2, 1.4), (1.9, 1.4), (1.6, 0.8), SMALLEST];
const SMALLEST: (f64, f64) = (1.5, 0.8);
/// The vision's sizes in rem.
const VISION: [f64; 7] = [5.4, 4.8, 4.2, 3.6, 3.0, 2.4, 1.9];
/// The left column's part of the width, and the most of it in rem; and the gap beside it, the same as in the style.
const LEFT: f64 = 0.361;
const MOST_LEFT: f64 = 40.0;
const GAP: f64 = 5.6;
/// Height of the line above the vision, in rem.
const LABEL: f64 = 2.8;
/// Space left of a goal's title for the thread, and right of it for the figure, in ems of the title and rem.
const THREAD: f64 = 3.4;
const FIGURE: f64 = 3.7;
/// The height of a title's line, in em.
const LINE: f64 = 1.2;
/// The figures under the vision, in rem: their size, that where a column is narrower than the third, and that of what
/// is said of them.
const FIGURES: (f64, f64, f64) = (4.2, 3.4, 16.0);
const SAID: f64 = 1.5;
/// The highest that a row grows without need, in rem: beyond it, room is left empty.
const HIGHEST: f64 = 20.0;
/// The height of the thread's curve from the vision to the goals, in rem.
const CURVE: f64 = 4.0;

fn title(wall: &Wall) -> String {
    wall.words.overview.title.to_string()
}

fn slides(wall: &Wall) -> Vec<Slide> {
    let goals = common::top(wall);
    let (width, height) = room(wall);
    let fits = |step: usize, items: std::ops::Range<usize>| {
        let rows = goals.get(items).unwrap_or_default();
        let highest = rows.iter().map(|goal| row(wall, goal, step, width)).fold(0.0, f64::max);
        highest * rows.len() as f64 <= height
    };
    let dealt = fit::parts(goals.len(), STEPS.len(), &fits);
    let parts = dealt.parts.len();
    let slide = |(i, part): (usize, std::ops::Range<usize>)| {
        let shown = goals.get(part).unwrap_or_default();
        let titles = shown.iter().map(|goal| goal.title.as_str());
        let load = common::load(titles.chain(wall.goals.vision()), shown.len() * 2 + 3, 0);
        let items = shown.iter().map(|goal| goal.id.clone()).collect();
        Slide { scene: SCENE.name, subject: String::new(), part: (i + 1, parts), items, step: dealt.step, load }
    };
    dealt.parts.iter().cloned().enumerate().map(slide).collect()
}

/// Width and height that the goals have, in rem.
fn room(wall: &Wall) -> (f64, f64) {
    let (width, height) = (wall.canvas.stage_width(), wall.canvas.stage_height());
    match wall.canvas.shape() {
        Shape::Landscape => (width - vision_width(wall) - GAP, height),
        Shape::Portrait => (width - 0.8, height - vision_height(wall) - 2.6),
    }
}

/// Width of the vision and of what stands under it, in rem.
fn vision_width(wall: &Wall) -> f64 {
    match wall.canvas.shape() {
        Shape::Landscape => (wall.canvas.stage_width() * LEFT).min(MOST_LEFT),
        Shape::Portrait => wall.canvas.stage_width(),
    }
}

/// Height of the vision with all that stands under it, in rem, in portrait.
fn vision_height(wall: &Wall) -> f64 {
    let width = vision_width(wall);
    let (vision, size) = vision(wall);
    LABEL + fit::height(&vision, size, width, 1.12) + under_height(wall)
}

/// Height of the cycle and the figures under the vision, in rem.
fn under_height(wall: &Wall) -> f64 {
    let above = if wall.canvas.shape() == Shape::Portrait { 2.2 } else { 3.6 };
    let cycle = if wall.goals.cycle().is_some() { above + 3.4 } else { 0.0 };
    let column = figure_width(wall);
    let said = [wall.words.overview.checked_in, wall.words.overview.tied];
    let said = said.iter().map(|said| fit::height(said, SAID, column, 1.25)).fold(0.0, f64::max);
    cycle + above + figure_size(wall) * 1.1 + 0.5 + said
}

/// Width that each of the figures has.
fn figure_width(wall: &Wall) -> f64 {
    (vision_width(wall) - 2.0) / 2.0
}

fn figure_size(wall: &Wall) -> f64 {
    if figure_width(wall) < FIGURES.2 { FIGURES.1 } else { FIGURES.0 }
}

/// What the thread begins at, and the label above it: the vision, or without one whose goals these are.
fn beginning(wall: &Wall) -> (&'static str, &str) {
    let words = wall.words;
    match (wall.goals.vision(), wall.goals.organisation()) {
        (Some(vision), _) => (words.common.vision, vision),
        (None, Some(organisation)) => (words.overview.title, organisation),
        (None, None) => ("", words.overview.title),
    }
}

/// The vision and its size: as large as there is room, and cut where there is none in the smallest.
fn vision(wall: &Wall) -> (String, f64) {
    let (_, vision) = beginning(wall);
    let width = vision_width(wall);
    let size = match wall.canvas.shape() {
        // Larger than a title on three lines at most.
        Shape::Portrait => fit::size(vision, &VISION, width, 3).max(fit::size(vision, &VISION, width, 5).min(3.6)),
        Shape::Landscape => {
            let lines = |size: f64| vision_lines(wall, size).min(7);
            let [.., smallest] = VISION;
            let torn = |size: f64| fit::is_torn(vision, size, smallest, width);
            let fits = |size: &f64| fit::lines(vision, *size, width) <= lines(*size) && !torn(*size);
            VISION.into_iter().find(fits).unwrap_or(smallest)
        }
    };
    let most = if wall.canvas.shape() == Shape::Portrait { 6 } else { vision_lines(wall, size) };
    (fit::cut(vision, size, width, most), size)
}

/// How many lines of the vision there is room for beside the goals.
fn vision_lines(wall: &Wall, size: f64) -> usize {
    let room = wall.canvas.stage_height() - LABEL - under_height(wall);
    ((room / (size * 1.12)).floor() as usize).max(2)
}

/// The width that a goal's title has beside its figure.
fn title_room(size: f64, width: f64) -> f64 {
    width - THREAD - 2.6 - FIGURE * size
}

/// The size of a goal's status, and the height of its meter; both the same as in the style.
fn status_size(size: f64) -> f64 {
    0.25 * size + 1.125
}

fn meter(size: f64) -> f64 {
    0.2 * size + 0.6
}

/// Height that a goal needs at a step, in rem.
fn row(wall: &Wall, goal: &Objective, step: usize, width: f64) -> f64 {
    let (size, air) = STEPS.get(step).copied().unwrap_or(SMALLEST);
    let room = title_room(size, width);
    if fit::is_torn(&goal.title, size, SMALLEST.0, room) {
        return f64::INFINITY;
    }
    // The mark is as wide as two letters or so.
    let moved = common::moved_words(wall, &goal.id).unwrap_or_default();
    let status = format!("MM {}  {moved}", common::status_text(wall, &goal.id));
    // Then the meter, with the space above it.
    let status = fit::height(&status, status_size(size), room, 1.25);
    fit::height(&goal.title, size, room, LINE) + 0.5 + status + 1.0 + meter(size) + air
}

fn view(wall: &Wall, slide: &Slide) -> Node {
    let size = STEPS.get(slide.step).map_or(1.5, |(size, _)| *size);
    let (width, height) = room(wall);
    let rows = slide.items.len().max(1) as f64;
    let shown = slide.items.iter().filter_map(|id| wall.goals.objective(id));
    let highest = shown.map(|goal| row(wall, goal, slide.step, width)).fold(HIGHEST, f64::max);
    let high = height.min(highest * rows);
    // A few goals stand in the middle, and the thread goes down to them.
    let above = match wall.canvas.shape() {
        Shape::Landscape => (height - high) / 2.0,
        Shape::Portrait => 0.0,
    };
    let goals: Vec<Node> = slide.items.iter().filter_map(|id| goal(wall, id, slide.step, height / rows)).collect();
    let (vision, vision_size) = vision(wall);
    let (label, _) = beginning(wall);
    let columns = match wall.canvas.shape() {
        Shape::Landscape => css::rem(vision_width(wall)) + " minmax(0, 1fr)",
        Shape::Portrait => String::from("minmax(0, 1fr)"),
    };
    el("section")
        .class("slide overview")
        .style("grid-template-columns", columns)
        .child(
            el("div")
                .class("overview-vision")
                .child(el("p").class("label").child(label))
                .child(el("h1").style("font-size", css::rem(vision_size)).child(vision))
                .child(cycle(wall))
                .child(figures(wall)),
        )
        .child(
            el("div")
                .class("overview-right")
                .style("padding-top", css::rem(above))
                .child(
                    el("svg")
                        .class("overview-curve")
                        .style("height", css::rem(CURVE + above))
                        .attr("viewBox", String::from("0 0 6.4 ") + &css::number(CURVE + above))
                        .attr("aria-hidden", "true")
                        .child(
                            el("path")
                                .attr("d", String::from("M0 1.6h2.2c2.8 0 4.2 .8 4.2 2.4v") + &css::number(above)),
                        ),
                )
                .child(
                    el("ul")
                        .class("overview-goals")
                        .style("height", css::rem(high))
                        .style("font-size", css::rem(size))
                        .child(goals),
                ),
        )
        .into()
}

/// A goal in a row of this height; its title is cut only where even a row of its own is too low for it.
fn goal(wall: &Wall, id: &GoalId, step: usize, high: f64) -> Option<Node> {
    let goal = wall.goals.objective(id)?;
    let (width, _) = room(wall);
    let lack = (row(wall, goal, step, width) - high).max(0.0);
    let size = STEPS.get(step).map_or(1.5, |(size, _)| *size);
    let title_room = title_room(size, width);
    let lines = fit::lines(&goal.title, size, title_room) as f64 - (lack / (size * LINE)).ceil();
    let title = fit::cut(&goal.title, size, title_room, lines.max(1.0) as usize);
    let progress = wall.measures.progress(id);
    let status = wall.measures.status(id);
    let aloud = progress.map_or_else(|| common::status_text(wall, id), |share| wall.words.format.percent(share));
    let view = el("li")
        .class(format!("overview-goal {}", common::quiet_class(wall, id)))
        .attr("data-goal", id.to_string())
        .attr("data-status", status.name())
        .child(el("h2").child(title))
        .child(common::percent(wall, progress))
        .child(
            el("p")
                .class("overview-status")
                .child(common::status(wall, id))
                .child(el("span").class("soft").child(common::moved_words(wall, id))),
        )
        .child(ui::meter(progress, wall.measures.expected(id), aloud));
    Some(view.into())
}

fn cycle(wall: &Wall) -> Option<Node> {
    let pace = wall.measures.pace()?;
    let words = wall.words;
    // A quarter has 13 weeks, or 14 where they are counted from a Monday.
    let quarter = (12..=14).contains(&pace.weeks);
    let left = match pace.days_left {
        0 => words.frame.cycle_over.to_string(),
        days @ 1..=13 => (words.overview.days_left)(u64::from(days), quarter),
        days => (words.overview.weeks_left)(u64::from(days / 7), quarter),
    };
    let elapsed = words.format.percent(pace.elapsed);
    let view = el("div")
        .class("overview-cycle")
        .child(
            el("p")
                .class("overview-cycle-words")
                .child(el("span").child(left))
                .child(el("span").child(elapsed.clone())),
        )
        .child(ui::meter(Some(pace.elapsed), None, elapsed));
    Some(view.into())
}

fn figures(wall: &Wall) -> Node {
    let words = wall.words;
    let heard = wall.measures.checked_in();
    let heard = (heard.of > 0).then(|| {
        let of = (words.common.of)("", &words.format.count(heard.of as u64)).trim().to_string();
        el("div")
            .child(
                el("span")
                    .class("figure")
                    .child(words.format.count(heard.count as u64))
                    .child(" ")
                    .child(el("span").class("figure-unit").child(of)),
            )
            .child(el("p").child(words.overview.checked_in))
    });
    let tied = wall.measures.thread().share().map(|share| {
        el("div")
            .child(el("span").class("figure").child(words.format.percent(share)))
            .child(el("p").child(words.overview.tied))
    });
    el("div").class("overview-figures").style("font-size", css::rem(figure_size(wall))).child(heard).child(tied).into()
}
