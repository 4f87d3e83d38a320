//! Groups of items side by side in lanes: how wide, how large the type, and what goes to which part.
//!
//! Each group is a card with a heading. Where one has more to show than the others it gets more lanes, where it has
//! nothing it is a narrow card with a sentence, and where it has run out it leaves its room to the others. Upright
//! walls have the cards one below the other. Knows heights only: what an item is, is the scene's own.

use super::Wall;
use crate::goals::order;
use crate::node::{Node, el, many};
use crate::ui::Shape;
use std::cell::RefCell;
use std::ops::Range;

/// Space around a card's content, in rem; the same as in the style.
pub(super) const PAD: f64 = 2.0;
/// Space between cards, and between the lanes of one card.
const GAP: f64 = 1.5;
const LANE_GAP: f64 = 3.0;
/// The width of a card that has but a sentence, in lanes.
const EMPTY: f64 = 0.62;
/// A lane is not narrower than this, if more than one lie in a card.
const NARROWEST: f64 = 34.0;
/// Space before a heading within a lane.
const BEFORE: f64 = 1.8;
/// How much taller than need be an item may become, to fill the wall.
const STRETCH: f64 = 0.9;

/// Nor more than so much, in rem.
const MOST_STRETCH: f64 = 3.6;
/// A slide with few items has type that is larger than the other slides' by so many steps at most.
const LARGER: usize = 2;

/// What is dealt out. All heights and widths in rem.
pub(super) trait Content {
    /// How many groups there are.
    fn groups(&self) -> usize;
    /// How many steps the type has, the largest first.
    fn steps(&self) -> usize;
    /// Rather another slide than smaller type than this step's, if all has room at it.
    fn floor(&self) -> usize;
    /// How many items a group has.
    fn count(&self, group: usize) -> usize;
    /// Items of another section than the one before have a heading above.
    fn section(&self, group: usize, item: usize) -> usize;
    /// An item's height in a width.
    fn item(&self, group: usize, item: usize, step: usize, width: f64) -> f64;
    /// The height of the tallest heading in a width.
    fn head(&self, step: usize, width: f64) -> f64;
    /// The height of what an empty group says in a width, with its heading; none: it is left out.
    fn empty(&self, group: usize, step: usize, width: f64) -> Option<f64>;
}

/// One slide.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// The step of the type.
    pub step: usize,
    /// Whether the cards lie below each other.
    pub stacked: bool,
    /// The cards.
    pub cells: Vec<Cell>,
}

/// A group's card on one slide.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// Which group.
    pub group: usize,
    /// The card's size.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The width of each of its lanes.
    pub lane: f64,
    /// The items of each lane; none: the group is empty.
    pub lanes: Vec<Range<usize>>,
    /// How much taller than need be the items of each lane are drawn.
    stretch: Vec<f64>,
    /// True if an item is higher than the card: only where even the smallest type has no room.
    pub overflows: bool,
}

impl Cell {
    /// The space above and below an item that has at least `pad`. The first ones of all lanes stand on one line.
    pub(super) fn space(&self, item: usize, pad: f64) -> (f64, f64) {
        let lane = self.lanes.iter().zip(&self.stretch).find(|(lane, _)| lane.contains(&item));
        let Some((lane, stretch)) = lane else { return (pad, pad) };
        let least = self.stretch.iter().copied().fold(MOST_STRETCH, f64::min);
        let above = if item == lane.start { least } else { *stretch };
        (pad + above / 2.0, pad + stretch / 2.0)
    }

    /// All items of the card.
    pub(super) fn items(&self) -> Range<usize> {
        let from = self.lanes.first().map_or(0, |lane| lane.start);
        from..self.lanes.last().map_or(from, |lane| lane.end)
    }
}

/// Deals all items over as few parts as the smallest type allows, then takes the largest type that needs no more.
pub(super) fn parts(wall: &Wall, content: &dyn Content) -> Vec<Part> {
    let items = (0..content.groups()).map(|group| content.count(group)).sum();
    let deal = Deal {
        content,
        found: RefCell::new(vec![Vec::new(); items]),
        width: wall.canvas.stage_width(),
        height: wall.canvas.stage_height(),
        stacked: wall.canvas.shape() == Shape::Portrait || wall.canvas.stage_width() < 66.0,
    };
    deal.best()
}

struct Deal<'a> {
    content: &'a dyn Content,
    /// For each item, one group's after the other's, the heights that were found before, with their step and width: a
    /// deal is tried in many ways.
    found: RefCell<Vec<Vec<(usize, f64, f64)>>>,
    width: f64,
    height: f64,
    stacked: bool,
}

/// How a deal is tried: the type's step, how many lanes there are in all (upright: in each card), and how much of the
/// height is used.
#[derive(Clone, Copy)]
struct Try {
    step: usize,
    lanes: usize,
    share: f64,
}

impl Deal<'_> {
    fn best(&self) -> Vec<Part> {
        let most = if self.stacked {
            ((self.width - 2.0 * PAD) / 26.0).floor().clamp(1.0, 3.0) as usize
        } else {
            ((self.width + GAP) / NARROWEST).floor().clamp(3.0, 6.0) as usize
        };
        let tries = |step| (1..=most).map(move |lanes| Try { step, lanes, share: 1.0 });
        let fewest =
            |step| tries(step).filter_map(|attempt| self.all(attempt, usize::MAX)).map(|parts| parts.len()).min();
        let floors = [self.content.floor(), self.content.steps().saturating_sub(1)];
        let Some((floor, fewest)) = floors.iter().find_map(|floor| Some((*floor, fewest(*floor)?))) else {
            return Vec::new();
        };
        let Some(found) = (0..=floor).flat_map(tries).find(|attempt| self.all(*attempt, fewest).is_some()) else {
            return Vec::new();
        };
        // As even as can be: the least share of the height that needs no more parts.
        let shares = (5..=10).map(|tenths| Try { share: f64::from(tenths) / 10.0, ..found });
        let shares = shares.filter(|_| fewest > 1).chain([found]);
        let parts = shares.filter_map(|attempt| self.all(attempt, fewest)).next().unwrap_or_default();
        let larger = parts.into_iter().enumerate().map(|(i, part)| self.larger(part, i == 0, most));
        larger.collect()
    }

    /// The same items in larger type, where a part has room for it: one that is less full than the others.
    fn larger(&self, part: Part, first: bool, most: usize) -> Part {
        let groups = self.content.groups();
        let (mut from, mut until) = (vec![0; groups], vec![0; groups]);
        for cell in &part.cells {
            let items = cell.items();
            if let (Some(from), Some(until)) = (from.get_mut(cell.group), until.get_mut(cell.group)) {
                (*from, *until) = (items.start, items.end);
            }
        }
        let steps = part.step.saturating_sub(LARGER)..part.step;
        let tries = steps.flat_map(|step| (1..=most).map(move |lanes| Try { step, lanes, share: 1.0 }));
        let whole = |other: &Part| {
            let ends = |part: &Part| part.cells.iter().map(|cell| (cell.group, cell.items())).collect::<Vec<_>>();
            ends(other) == ends(&part) && !other.cells.iter().any(|cell| cell.overflows)
        };
        let larger = tries.map(|attempt| self.part(attempt, &from, &until, first)).find(whole);
        larger.unwrap_or(part)
    }

    /// All parts of a deal; none if it needs more than `most`.
    fn all(&self, attempt: Try, most: usize) -> Option<Vec<Part>> {
        let groups = self.content.groups();
        let mut from: Vec<usize> = vec![0; groups];
        let all: Vec<usize> = (0..groups).map(|group| self.content.count(group)).collect();
        let mut parts = Vec::new();
        let left = |from: &[usize]| (0..groups).any(|g| from.get(g).is_some_and(|at| *at < self.content.count(g)));
        while left(&from) {
            // The first part is the one that is read: it is filled. The others are made even.
            let share = if parts.is_empty() { 1.0 } else { attempt.share };
            let part = self.part(Try { share, ..attempt }, &from, &all, parts.is_empty());
            for cell in &part.cells {
                if let Some(at) = from.get_mut(cell.group) {
                    *at = cell.items().end.max(*at);
                }
            }
            // At a type that is not the smallest, nothing may be forced into too little room.
            let last = attempt.step + 1 >= self.content.steps();
            if parts.len() >= most || !last && part.cells.iter().any(|cell| cell.overflows) {
                return None;
            }
            parts.push(part);
        }
        Some(parts)
    }

    /// A part with the items of each group from one to before another, as many as have room.
    fn part(&self, attempt: Try, from: &[usize], until: &[usize], first: bool) -> Part {
        let at = |places: &[usize], group: usize| places.get(group).copied().unwrap_or(0);
        let left = |group: usize| at(from, group)..at(until, group);
        let shown: Vec<usize> = (0..self.content.groups())
            .filter(|group| !left(*group).is_empty() || first && self.content.empty(*group, 0, 30.0).is_some())
            .filter(|group| !left(*group).is_empty() || self.content.count(*group) == 0)
            .collect();
        let cells = if self.stacked { self.below(attempt, &shown, &left) } else { self.beside(attempt, &shown, &left) };
        Part { step: attempt.step, stacked: self.stacked, cells }
    }

    /// Cards beside each other, all of the wall's height.
    fn beside(&self, attempt: Try, shown: &[usize], left: &dyn Fn(usize) -> Range<usize>) -> Vec<Cell> {
        let width = self.width - gaps(shown.len());
        let most = self.height * attempt.lanes as f64;
        let need = |group: &usize| self.heights(*group, left(*group), attempt.step, 30.0, most).iter().sum::<f64>();
        let needs: Vec<f64> = shown.iter().map(need).collect();
        let mut lanes: Vec<usize> = shown.iter().map(|group| usize::from(!left(*group).is_empty())).collect();
        let taken: usize = lanes.iter().sum();
        for _ in taken..attempt.lanes {
            let per_lane = |i: usize| match (needs.get(i), lanes.get(i)) {
                (Some(need), Some(count)) if *count > 0 => need / *count as f64,
                _ => -1.0,
            };
            let neediest = (0..shown.len()).rev().max_by(|a, b| per_lane(*a).total_cmp(&per_lane(*b)));
            if let Some(count) = neediest.and_then(|i| lanes.get_mut(i)) {
                *count += 1;
            }
        }
        let all: f64 = lanes.iter().map(|count| weight(*count)).sum();
        let cells = shown.iter().zip(lanes).map(|(group, count)| {
            let width = width * weight(count) / all.max(EMPTY);
            self.cell(*group, left(*group), attempt, count, (width, self.height))
        });
        cells.collect()
    }

    /// Cards below each other: each as high as it needs, and where that is too much, the small ones whole and the
    /// large ones alike. Where not even one item of each has room, the last group waits for the next part.
    fn below(&self, attempt: Try, shown: &[usize], left: &dyn Fn(usize) -> Range<usize>) -> Vec<Cell> {
        let height = self.height - gaps(shown.len());
        let lane = lane_width(self.width, attempt.lanes);
        let most = height * attempt.lanes as f64;
        let frame = 2.0 * PAD + self.content.head(attempt.step, self.width - 2.0 * PAD);
        let need = |group: &usize| match self.content.empty(*group, attempt.step, self.width - 2.0 * PAD) {
            Some(height) if left(*group).is_empty() => height + 2.0 * PAD,
            _ => frame + balanced(&self.heights(*group, left(*group), attempt.step, lane, most), attempt.lanes, height),
        };
        let needs: Vec<f64> = shown.iter().map(need).collect();
        let need = |i: usize| needs.get(i).copied().unwrap_or(0.0);
        let mut order: Vec<usize> = (0..needs.len()).collect();
        order::sort(&mut order, &|a, b| need(*a).total_cmp(&need(*b)));
        let mut heights = needs.clone();
        let mut rest = height;
        for (nth, i) in order.iter().enumerate() {
            let given = need(*i).min(rest / (order.len() - nth) as f64);
            rest -= given;
            if let Some(height) = heights.get_mut(*i) {
                *height = given;
            }
        }
        // What is left over makes the cards with items higher, in proportion.
        let with_items = |i: usize| shown.get(i).is_some_and(|group| !left(*group).is_empty());
        let growing: f64 = (0..needs.len()).filter(|i| with_items(*i)).map(need).sum();
        let grown = (rest / growing.max(1.0)).clamp(0.0, STRETCH);
        let cells = shown.iter().zip(heights).enumerate().map(|(i, (group, height))| {
            let height = if with_items(i) { height + need(i) * grown } else { height };
            self.cell(*group, left(*group), attempt, attempt.lanes, (self.width, height))
        });
        let cells: Vec<Cell> = cells.collect();
        match shown {
            [sooner @ .., _] if !sooner.is_empty() && cells.iter().any(|cell| cell.overflows) => {
                self.below(attempt, sooner, left)
            }
            _ => cells,
        }
    }

    fn cell(&self, group: usize, left: Range<usize>, attempt: Try, lanes: usize, size: (f64, f64)) -> Cell {
        let (width, height) = size;
        let room = height - 2.0 * PAD - self.content.head(attempt.step, width - 2.0 * PAD);
        let lane = lane_width(width, lanes);
        let from = left.start;
        let mut heights = self.heights(group, left, attempt.step, lane, room * lanes as f64);
        let shown = flow(&heights, lanes, room * attempt.share).last().map_or(0, |last| last.end);
        heights.truncate(shown);
        // What is shown, in lanes of alike height; those that stay empty leave their room to the others.
        let mut dealt = flow(&heights, lanes, balanced(&heights, lanes, room));
        dealt.retain(|lane| !lane.is_empty());
        let stretch = |lane: &Range<usize>| {
            let used = sum(&heights, lane);
            let count = lane.len().max(1) as f64;
            // Not `clamp`: with bounds that are not known beforehand it brings 13 KB that tell of wrong ones.
            ((room - used) / count).max(0.0).min((used / count * STRETCH).min(MOST_STRETCH))
        };
        let stretch = dealt.iter().map(stretch).collect();
        let tallest = dealt.iter().map(|lane| sum(&heights, lane)).fold(0.0, f64::max);
        let said = self.content.empty(group, attempt.step, lane).filter(|_| dealt.is_empty());
        let overflows = said.map_or(tallest > room + 0.1, |said| said > height - 2.0 * PAD);
        Cell {
            group,
            width,
            height,
            lane: lane_width(width, dealt.len()),
            lanes: dealt.into_iter().map(|lane| from + lane.start..from + lane.end).collect(),
            stretch,
            overflows,
        }
    }

    /// The heights of items, with its heading where one begins a section; the first stands right under the card's.
    /// No more of them than it takes to fill `most`.
    fn heights(&self, group: usize, items: Range<usize>, step: usize, width: f64, most: f64) -> Vec<f64> {
        let section = |item: usize| self.content.section(group, item);
        let first = items.start;
        let mut used = 0.0;
        let height = |item: usize| {
            let begins = item > first && section(item) != section(item - 1);
            let head = if begins { self.content.head(step, width) + BEFORE } else { 0.0 };
            let height = head + self.own(group, item, step, width);
            let full = used > most;
            used += height;
            (!full).then_some(height)
        };
        items.map_while(height).collect()
    }

    /// An item's own height.
    fn own(&self, group: usize, item: usize, step: usize, width: f64) -> f64 {
        let before: usize = (0..group).map(|group| self.content.count(group)).sum();
        let mut found = self.found.borrow_mut();
        let Some(known) = found.get_mut(before + item) else { return 0.0 };
        let same = |(at, wide, _): &&(usize, f64, f64)| *at == step && wide.to_bits() == width.to_bits();
        if let Some((.., height)) = known.iter().find(same) {
            return *height;
        }
        let height = self.content.item(group, item, step, width);
        known.push((step, width, height));
        height
    }
}

fn sum(heights: &[f64], items: &Range<usize>) -> f64 {
    heights.get(items.clone()).unwrap_or_default().iter().sum()
}

/// Items into lanes of a height, as many as have room; at least one.
fn flow(heights: &[f64], lanes: usize, room: f64) -> Vec<Range<usize>> {
    let mut at = 0;
    let lane = |_| {
        let from = at;
        let mut used = 0.0;
        while let Some(height) = heights.get(at) {
            if used + height > room && at > 0 {
                break;
            }
            used += height;
            at += 1;
        }
        from..at
    };
    (0..lanes.max(1)).map(lane).collect()
}

/// The least height at which all items have room in so many lanes; `most` if there is none below it.
fn balanced(heights: &[f64], lanes: usize, most: f64) -> f64 {
    let all: f64 = heights.iter().sum();
    let mut room = all / lanes.max(1) as f64 + 0.01;
    while room < most {
        let dealt = flow(heights, lanes, room);
        if dealt.last().is_some_and(|last| last.end >= heights.len()) {
            return dealt.iter().map(|lane| sum(heights, lane)).fold(0.0, f64::max) + 0.01;
        }
        room += 0.8;
    }
    most
}

fn gaps(cards: usize) -> f64 {
    GAP * cards.saturating_sub(1) as f64
}

fn weight(lanes: usize) -> f64 {
    if lanes == 0 { EMPTY } else { lanes as f64 }
}

fn lane_width(card: f64, lanes: usize) -> f64 {
    let lanes = lanes.max(1) as f64;
    ((card - 2.0 * PAD - LANE_GAP * (lanes - 1.0)) / lanes).max(4.0)
}

/// A slide of cards; `name` is read aloud.
pub(super) fn view(part: &Part, name: String, cards: Vec<Node>) -> Node {
    el("section")
        .class("slide lanes")
        .attr("data-flow", if part.stacked { "below" } else { "beside" })
        .child(el("h1").class("aloud").child(name))
        .child(cards)
        .into()
}

/// A card with its content.
pub(super) fn card(cell: &Cell, content: Node) -> Node {
    let rem = crate::ui::css::rem;
    el("section")
        .class("card lanes-card")
        .style("width", rem(cell.width))
        .style("height", rem(cell.height))
        .child(content)
        .into()
}

/// The lanes of a card: `heading(item, first)` draws what stands above an item, the card's `first` over all lanes.
pub(super) fn lanes(
    cell: &Cell,
    heading: &dyn Fn(usize, bool) -> Option<Node>,
    row: &dyn Fn(usize) -> Option<Node>,
) -> Node {
    let first = cell.items().start;
    let lane = |items: &Range<usize>| {
        let mut lists = Vec::new();
        let mut rows = Vec::new();
        let mut above: Option<Node> = None;
        for item in items.clone() {
            let begins = if item > first { heading(item, false) } else { None };
            if begins.is_some() {
                lists.push(list(above.take(), std::mem::take(&mut rows)));
                above = begins;
            }
            rows.extend(row(item));
        }
        lists.push(list(above, rows));
        el("div").class("lanes-lane").child(lists).into()
    };
    let columns = format!("repeat({}, minmax(0, 1fr))", cell.lanes.len().max(1));
    let lanes: Vec<Node> = cell.lanes.iter().map(lane).collect();
    many([
        Node::from(heading(first, true)),
        Node::from(el("div").class("lanes-lanes").style("grid-template-columns", columns).child(lanes)),
    ])
}

fn list(above: Option<Node>, rows: Vec<Node>) -> Node {
    let rows = (!rows.is_empty()).then(|| el("ul").child(rows));
    many([Node::from(above), Node::from(rows)])
}
