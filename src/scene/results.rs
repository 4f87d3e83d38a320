//! results: all key results with their charts, many at once; those that lead up to the same objective stand together.
//!
//! The feed's order is kept, so that a team finds its own at the same place each time: what moved and what needs
//! support is the pulse's to tell.

use super::card::{self, Card, Room};
use super::{Scene, Slide, Wall, common};
use crate::goals::{GoalId, GoalRef, KeyResult, Objective};
use crate::node::{Node, el};
use crate::ui::{self, Shape, css, fit};
use std::ops::Range;

pub(super) static SCENE: Scene = Scene { name: "results", title, slides, view };

/// The most cards on a slide: more cannot be told apart from across a room.
const MOST: usize = 12;
/// The sizes of the objective's title over its key results, in rem, and its line height in em.
const TITLE: [f64; 3] = [2.4, 2.1, 1.8];
const LINE: f64 = 1.15;
/// Room beside the title for the meter, the figure and the gaps between, the figure's height, and room below, in rem.
const ASIDE: f64 = 23.4;
const FIGURE: f64 = 2.4;
const BELOW: f64 = 1.6;

/// The key results that lead up to one objective.
struct Group<'a> {
    top: &'a Objective,
    key_results: Vec<&'a KeyResult>,
}

fn title(wall: &Wall) -> String {
    wall.words.results.title.to_string()
}

/// The groups in the feed's order; in each the objective's own key results first, then those of its supporters.
fn groups(wall: &Wall) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for objective in wall.goals.objectives() {
        let active = wall.goals.key_results_of(&objective.id);
        let active =
            active.filter(|key_result| wall.shows(&key_result.id) && !wall.goals.rests(GoalRef::KeyResult(key_result)));
        let top = top_of(wall, objective);
        match groups.iter_mut().find(|group| group.top.id == top.id) {
            Some(group) if top.id == objective.id => drop(group.key_results.splice(0..0, active)),
            Some(group) => group.key_results.extend(active),
            None => groups.push(Group { top, key_results: active.collect() }),
        }
    }
    groups.retain(|group| !group.key_results.is_empty());
    groups
}

/// The objective that another leads up to along its first ties; itself if it supports nothing.
fn top_of<'a>(wall: &'a Wall, objective: &'a Objective) -> &'a Objective {
    let above = |objective: &'a Objective| {
        let ties = objective.supports.iter().filter_map(|id| match wall.goals.goal(id)? {
            GoalRef::Objective(above) => Some(above),
            GoalRef::KeyResult(above) => wall.goals.objective(&above.objective),
        });
        ties.into_iter().next()
    };
    // Ties never go round in a ring; the bound is there for goals that were not settled.
    std::iter::successors(Some(objective), |objective| above(objective)).take(64).last().unwrap_or(objective)
}

fn slides(wall: &Wall) -> Vec<Slide> {
    let mut slides: Vec<Slide> = Vec::new();
    // What the slide that is being filled shows, while it may take another group whole.
    let mut open: Vec<&KeyResult> = Vec::new();
    for group in groups(wall) {
        let joined: Vec<&KeyResult> = open.iter().chain(&group.key_results).copied().collect();
        if let Some(last) =
            slides.last_mut().filter(|_| !open.is_empty() && fits(&cards(wall, &joined, None), room(wall, None)))
        {
            *last = slide(wall, &last.subject, (1, 1), &joined);
            open = joined;
            continue;
        }
        let own = |items: Range<usize>| group.key_results.get(items).unwrap_or_default();
        let cards = cards(wall, &group.key_results, Some(group.top));
        let room = room(wall, Some(group.top));
        let fits = |_: usize, items: Range<usize>| fits(cards.get(items).unwrap_or_default(), room);
        let parts = fit::parts(group.key_results.len(), 1, &fits).parts;
        let all = parts.len();
        let part = |(i, items)| slide(wall, group.top.id.as_str(), (i + 1, all), own(items));
        slides.extend(parts.into_iter().enumerate().map(part));
        open = if all == 1 { group.key_results } else { Vec::new() };
    }
    slides
}

fn slide(wall: &Wall, subject: &str, part: (usize, usize), shown: &[&KeyResult]) -> Slide {
    let titles = shown.iter().map(|key_result| key_result.title.as_str());
    let top = wall.goals.objective(&GoalId::new(subject)).map(|objective| objective.title.as_str());
    // Nobody reads twelve charts: each looks for one's own, and glances at the others.
    let load = common::load(titles.chain(top), shown.len(), shown.len().div_ceil(3));
    let items = shown.iter().map(|key_result| key_result.id.clone()).collect();
    Slide { scene: SCENE.name, subject: subject.to_string(), part, items, step: 0, load }
}

/// Whether some cards fit on one slide.
fn fits(cards: &[Card], room: Room) -> bool {
    cards.len() <= MOST && card::grid_at(cards, room, card::STEPS - 1).is_some()
}

/// The room of the cards, below the objective's title if they are all of one.
fn room(wall: &Wall, top: Option<&Objective>) -> Room {
    let width = wall.canvas.stage_width();
    let title = |top: &Objective| fit::height(&top.title, title_size(wall, top), title_width(wall, top), LINE);
    let beside = |top: &Objective| if is_upright(wall) { title(top) + 0.4 + FIGURE } else { title(top).max(FIGURE) };
    let head = top.map_or(0.0, |top| beside(top) + BELOW);
    Room { width, height: wall.canvas.stage_height() - head }
}

/// On an upright wall the status stands below the title.
fn is_upright(wall: &Wall) -> bool {
    wall.canvas.shape() == Shape::Portrait
}

/// What the title has beside its status, which stands on one line.
fn title_width(wall: &Wall, top: &Objective) -> f64 {
    if is_upright(wall) {
        return wall.canvas.stage_width();
    }
    let status = fit::width(&format!("MM {}", common::status_text(wall, &top.id))) * 1.5;
    (wall.canvas.stage_width() - ASIDE - status).max(16.0)
}

fn title_size(wall: &Wall, top: &Objective) -> f64 {
    fit::size(&top.title, &TITLE, title_width(wall, top), if is_upright(wall) { 2 } else { 1 })
}

/// Each card names its team, and where there are several objectives its own.
fn cards<'a>(wall: &'a Wall, shown: &[&'a KeyResult], top: Option<&Objective>) -> Vec<Card<'a>> {
    let card = |key_result: &&'a KeyResult| {
        let team = wall.goals.team_of(key_result).map(|team| team.name.as_str());
        let objective = wall.goals.objective(&key_result.objective).filter(|_| top.is_none());
        let parts: Vec<&str> = team.into_iter().chain(objective.map(|objective| objective.title.as_str())).collect();
        Card::new(wall, key_result, parts.join(" \u{b7} "))
    };
    shown.iter().map(card).collect()
}

fn view(wall: &Wall, slide: &Slide) -> Node {
    let shown: Vec<&KeyResult> = slide.items.iter().filter_map(|id| wall.goals.key_result(id)).collect();
    let top = wall.goals.objective(&GoalId::new(&slide.subject)).filter(|top| is_all_of(wall, top, &shown));
    let cards = cards(wall, &shown, top);
    let grid = card::grid(&cards, room(wall, top));
    el("section")
        .class("slide results")
        .child(top.map(|top| head(wall, top)))
        .child(card::view(wall, &cards, &grid))
        .into()
}

fn is_all_of(wall: &Wall, top: &Objective, shown: &[&KeyResult]) -> bool {
    let own = |key_result: &&KeyResult| {
        wall.goals.objective(&key_result.objective).is_some_and(|objective| top_of(wall, objective).id == top.id)
    };
    shown.iter().all(own)
}

fn head(wall: &Wall, top: &Objective) -> Node {
    let id = &top.id;
    let progress = wall.measures.progress(id);
    let aloud = progress.map_or_else(|| common::status_text(wall, id), |share| wall.words.format.percent(share));
    let size = css::rem(title_size(wall, top));
    el("div")
        .class(format!("results-head {}", common::quiet_class(wall, id)))
        .attr("data-goal", id.to_string())
        .attr("data-status", wall.measures.status(id).name())
        .attr("data-shape", if is_upright(wall) { "upright" } else { "wide" })
        .child(el("h1").style("font-size", size).child(top.title.clone()))
        .child(common::status(wall, id))
        .child(ui::meter(progress, wall.measures.expected(id), aloud))
        .child(common::percent(wall, progress))
        .into()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, key_results};
    use super::*;

    #[test]
    fn every_key_result_is_shown_once() {
        for (name, objectives, each, fewest, most) in [
            ("nothing to say", 4, 0, 0, 0),
            ("one goal", 1, 1, 1, 1),
            ("a small office fits one slide", 4, 3, 1, 2),
            ("sixty under one objective", 1, 60, 5, 8),
            ("sixty loose objectives", 60, 1, 5, 8),
            ("each objective its own slides", 6, 10, 6, 12),
        ] {
            for size in sample::SIZES {
                let wall = sample::wall(objectives, each, size);
                let slides = slides(&wall);
                let shown: Vec<_> = slides.iter().flat_map(|slide| slide.items.clone()).collect();
                assert_eq!(shown, key_results(&wall), "{name} at {size:?}");
                if size == (1920.0, 1080.0) {
                    assert!((fewest..=most).contains(&slides.len()), "{name}: {} slides", slides.len());
                }
                let keys: std::collections::BTreeSet<_> = slides.iter().map(Slide::key).collect();
                assert_eq!(keys.len(), slides.len(), "{name} at {size:?}: a slide has a name of its own");
            }
        }
    }

    #[test]
    fn what_rests_is_not_shown() {
        let wall = sample::resting();
        assert_eq!(slides(&wall), Vec::new());
    }
}
