//! tree: the vision, the objectives that it holds and the team goals that carry them, tied by the thread, which is lit
//! from the vision through the objective in focus to all that carry it.
//!
//! A slide for each objective of the top level that something is tied to, and one that asks about the goals that tie
//! to nothing. A board without any tie has no tree: its goals are on the overview.
//! [`grow`] knows which goal hangs on which, [`plan`] what stands on which slide, [`layout`] where, [`card`] how large.

mod card;
mod grow;
mod layout;
mod plan;

use self::card::{Card, rem};
use self::layout::{Placed, Span, Spot};
use self::plan::{Light, Node, Room};
use super::{Scene, Slide, Wall, common};
use crate::goals::{GoalId, Named, Objective, order};
use crate::node::{self, el, many};
use crate::ui::Shape;
use crate::ui::css::number;

pub(super) static SCENE: Scene = Scene { name: "tree", title, slides, view };

fn title(wall: &Wall) -> String {
    wall.words.tree.title.to_string()
}

fn slides(wall: &Wall) -> Vec<Slide> {
    let carried = wall.goals.top_objectives().filter(|top| {
        let shown = || grow::levels(&wall.goals, &[top]).things().iter().any(|(goal, _)| wall.shows(goal));
        !grow::below(&wall.goals, top).is_empty() && shown()
    });
    carried.flat_map(|top| slides_of(wall, top)).chain(cut_slides(wall)).collect()
}

fn slides_of(wall: &Wall, focus: &Objective) -> Vec<Slide> {
    let light = Light::on(wall, focus);
    let parts = plan::parts(&light);
    let all = parts.len();
    let slide = |(i, part): (usize, &plan::Part<'_>)| {
        let room = plan::room(wall, part.above);
        let mut shown = Vec::new();
        for node in part.nodes(&light, &room) {
            collect(&node, &mut shown);
        }
        let texts = shown.iter().map(|(_, title)| title.as_str());
        let load = common::load(texts.chain(wall.goals.vision()), shown.len(), 0);
        Slide {
            scene: SCENE.name,
            subject: focus.id.to_string(),
            part: (i + 1, all),
            items: shown.iter().map(|(id, _)| id.clone()).collect(),
            step: part.step,
            load,
        }
    };
    parts.iter().enumerate().map(slide).collect()
}

/// The goals of a node and of all below it.
fn collect(node: &Node<'_>, found: &mut Vec<(GoalId, String)>) {
    found.extend(node.card.goal.map(|goal| (goal.id.clone(), goal.title.clone())));
    node.below.iter().for_each(|below| collect(below, found));
}

/// The goals whose thread is cut.
fn cut(wall: &Wall) -> Vec<&Objective> {
    let cut = wall.measures.thread().cut.iter().filter(|id| wall.shows(id));
    cut.filter_map(|id| wall.goals.objective(id)).collect()
}

fn cut_slides(wall: &Wall) -> Vec<Slide> {
    let cut = cut(wall);
    let dealt = plan::cut_parts(wall, &cut, &plan::room(wall, None));
    let all = dealt.parts.len();
    let slide = |(i, part): (usize, &std::ops::Range<usize>)| {
        let shown = cut.get(part.clone()).unwrap_or_default();
        let texts = shown.iter().map(|goal| goal.title.as_str());
        Slide {
            scene: SCENE.name,
            subject: String::new(),
            part: (i + 1, all),
            items: shown.iter().map(|goal| goal.id.clone()).collect(),
            step: dealt.step,
            load: common::load(texts.chain([wall.words.tree.cut]), shown.len(), 0),
        }
    };
    dealt.parts.iter().enumerate().map(slide).collect()
}

/// What ties are to the styles.
const UNLIT: &str = "tree-tie";
const LIT: &str = "tree-lit";
const FRAY: &str = "tree-fray";

/// A tie, drawn.
struct Drawn {
    path: String,
    class: &'static str,
    /// How many ties lie between it and the vision.
    level: usize,
}

/// What is gathered while the nodes are placed.
struct Drawing<'a> {
    wall: &'a Wall,
    shape: Shape,
    /// The goals whose cards stand, with their places.
    cards: Named<(Card<'a>, Spot)>,
    ties: Vec<Drawn>,
    knots: Vec<(f64, f64)>,
}

fn view(wall: &Wall, slide: &Slide) -> node::Node {
    match wall.goals.objective(&GoalId::new(&slide.subject)) {
        Some(focus) if !slide.subject.is_empty() => tree(wall, slide, focus),
        _ => cut_view(wall, slide),
    }
}

fn tree(wall: &Wall, slide: &Slide, focus: &Objective) -> node::Node {
    let light = Light::on(wall, focus);
    let parts = plan::parts(&light);
    let Some(part) = parts.get(slide.part.0.saturating_sub(1)).or(parts.first()) else { return node::Node::Nothing };
    let room = plan::room(wall, part.above);
    let nodes = part.nodes(&light, &room);
    let columns = room.root_columns(part.depth());
    let placed = place(wall, &room, &nodes, &columns, room.body);
    let mut drawing = Drawing::new(wall, room.shape);
    drawing.note(&nodes, &placed);
    let lead = drawing.lead(&room, part.above, &nodes, &placed, part.depth());
    drawing.tie(&nodes, &placed, 1);
    let list = drawing.list(&nodes, &placed);
    let heads = heads(wall, &room, part.above, part.depth());
    drawing.view(lead, list, heads)
}

/// The slide that asks where goals belong that tie to nothing: the tree in grey, and beside it their loose ends.
fn cut_view(wall: &Wall, slide: &Slide) -> node::Node {
    let cut: Vec<&Objective> = slide.items.iter().filter_map(|id| wall.goals.objective(id)).collect();
    let Some(first) = cut.first() else { return node::Node::Nothing };
    let room = plan::room(wall, None);
    let body = match room.shape {
        Shape::Landscape => room.body,
        Shape::Portrait => Span { from: room.body.from, length: plan::others_budget(&room) - 3.6 },
    };
    let (others, _) = plan::others(wall, first, &room, body.length, 1);
    let node = |card| Node { card, ties: Vec::new(), below: Vec::new() };
    let nodes: Vec<Node<'_>> = others.into_iter().map(node).collect();
    let placed = place(wall, &room, &nodes, &room.root_columns(1), body);
    let mut drawing = Drawing::new(wall, room.shape);
    let lead = drawing.lead(&room, None, &nodes, &placed, 1);
    let list = drawing.list(&nodes, &placed);

    let column = plan::cut_column(&room);
    let span = match (room.shape, placed.last()) {
        (Shape::Portrait, Some(last)) => Span { from: last.spot.bottom() + 3.6, length: 0.0 },
        _ => plan::cut_span(&room),
    };
    let beside = match room.shape {
        Shape::Landscape => placed.last().map_or(column.from, |last| column.from - last.spot.right()),
        Shape::Portrait => column.from,
    };
    let long = (beside - 3.2).clamp(1.3, 3.6);
    let cards = plan::cut_cards(wall, &cut, slide.step);
    let asked = plan::asked_height(wall, &room);
    let mut heights = vec![asked];
    heights.extend(cards.iter().map(|card| card.height(wall, column.length)));
    let mut places = layout::stack(&heights, layout::GAP, 1.6, span).into_iter();
    let top = places.next().unwrap_or(span.from);
    let mut loose = Vec::new();
    for ((card, y), height) in cards.iter().zip(places).zip(heights.into_iter().skip(1)) {
        let spot = Spot { x: column.from, y, width: column.length, height };
        let (thread, fray) = layout::loose_end(&spot, long);
        drawing.ties.push(Drawn { path: thread, class: LIT, level: 0 });
        drawing.ties.push(Drawn { path: fray, class: FRAY, level: 1 });
        loose.push(el("li").child(card.view(wall, &spot)).into());
    }
    let heads = many([
        heads(wall, &room, None, 0),
        node::Node::from(
            el("h2")
                .class("tree-asked")
                .style("left", rem(column.from))
                .style("top", rem(top))
                .style("width", rem(column.length))
                .style("font-size", rem(plan::ASKED))
                .child(wall.words.tree.cut),
        ),
        node::Node::from(el("ul").child(loose)),
    ]);
    drawing.view(lead, list, heads)
}

fn place(wall: &Wall, room: &Room, nodes: &[Node<'_>], columns: &[Span], body: Span) -> Vec<Placed> {
    let twigs = plan::twigs(wall, nodes, columns);
    match room.shape {
        Shape::Landscape => layout::side_by_side(&twigs, columns, body),
        Shape::Portrait => layout::outline(&twigs, columns.first().copied().unwrap_or_default(), body),
    }
}

/// The columns' names, on a wide wall.
fn heads(wall: &Wall, room: &Room, above: Option<&Objective>, levels: usize) -> node::Node {
    if room.shape == Shape::Portrait {
        return node::Node::Nothing;
    }
    let common = &wall.words.common;
    let first = room.leads.then_some(if above.is_some() { common.objective } else { common.vision });
    let second = if above.is_some() { common.team } else { common.objectives };
    let names = first.into_iter().chain([second]).chain((levels > 0).then_some(common.teams));
    let columns = room.columns(levels.max(1)).unwrap_or_default();
    let heads: Vec<node::Node> = names
        .zip(columns)
        .map(|(name, column)| el("p").class("label tree-head").style("left", rem(column.from)).child(name).into())
        .collect();
    heads.into()
}

impl<'a> Drawing<'a> {
    fn new(wall: &'a Wall, shape: Shape) -> Drawing<'a> {
        Drawing { wall, shape, cards: Named::default(), ties: Vec::new(), knots: Vec::new() }
    }

    /// Remembers where each goal stands.
    fn note(&mut self, nodes: &[Node<'a>], placed: &[Placed]) {
        for (node, placed) in nodes.iter().zip(placed) {
            if let Some(goal) = node.card.goal {
                self.cards.insert(&goal.id, (node.card.clone(), placed.spot));
            }
            self.note(&node.below, &placed.below);
        }
    }

    /// The card that leads to the roots, in its place, and its ties to them.
    fn lead(
        &mut self,
        room: &Room,
        above: Option<&'a Objective>,
        nodes: &[Node<'a>],
        placed: &[Placed],
        levels: usize,
    ) -> Option<node::Node> {
        let column = match room.shape {
            Shape::Landscape => room.columns(levels)?.first().copied()?,
            Shape::Portrait => Span { from: 0.0, length: room.width },
        };
        let card = plan::lead(self.wall, above, column.length)?;
        let first = placed.first()?.spot;
        let spot = match room.shape {
            Shape::Landscape => {
                let height = card.height(self.wall, column.length).min(room.body.length);
                let last = placed.last().map_or(first, |placed| placed.spot);
                let middle = (first.middle() + last.middle()) / 2.0;
                let lowest = (room.body.from + room.body.length - height).max(room.body.from);
                let y = (middle - height / 2.0).min(lowest).max(room.body.from);
                Spot { x: column.from, y, width: column.length, height }
            }
            Shape::Portrait => Spot { x: 0.0, y: 0.0, width: room.width, height: card.height(self.wall, room.width) },
        };
        for (node, placed) in nodes.iter().zip(placed) {
            self.push(&node.card, (&spot, spot.middle()), &placed.spot, node.card.is_focus(), 0);
        }
        Some(card.view(self.wall, &spot))
    }

    /// A tie from a height at one card's edge to another card.
    fn push(&mut self, card: &Card<'a>, (from, port): (&Spot, f64), to: &Spot, lit: bool, level: usize) {
        let at = card.port(None, to);
        let path = match self.shape {
            Shape::Landscape => layout::curve((from.right(), port), (to.x, at)),
            Shape::Portrait => layout::spine(from, (to.x, at)),
        };
        self.ties.push(Drawn { path, class: if lit { LIT } else { UNLIT }, level });
        if lit {
            self.knots.push((to.x, at));
        }
    }

    /// The ties of nodes below the roots.
    fn tie(&mut self, nodes: &[Node<'a>], placed: &[Placed], level: usize) {
        for (node, placed) in nodes.iter().zip(placed) {
            for tie in &node.ties {
                let Some((above, from)) = self.cards.get(&tie.above.id) else { continue };
                let (from, port) = (*from, above.port(tie.through, from));
                let lit = above.is_lit() && node.card.is_lit();
                if lit && self.shape == Shape::Landscape {
                    self.knots.push((from.right(), port));
                }
                self.push(&node.card, (&from, port), &placed.spot, lit, level - 1);
            }
            self.tie(&node.below, &placed.below, level + 1);
        }
    }

    /// The cards as lists inside lists, as the tree is.
    fn list(&self, nodes: &[Node<'a>], placed: &[Placed]) -> node::Node {
        let item = |(node, placed): (&Node<'a>, &Placed)| {
            let below = (!node.below.is_empty()).then(|| self.list(&node.below, &placed.below));
            el("li").child(node.card.view(self.wall, &placed.spot)).child(below).into()
        };
        let items: Vec<node::Node> = nodes.iter().zip(placed).map(item).collect();
        el("ul").child(items).into()
    }

    fn view(mut self, lead: Option<node::Node>, list: node::Node, heads: node::Node) -> node::Node {
        let canvas = &self.wall.canvas;
        let (width, height) = (canvas.stage_width(), canvas.stage_height());
        // What is lit lies on what is not.
        order::sort(&mut self.ties, &|a, b| (a.class != UNLIT).cmp(&(b.class != UNLIT)));
        let path = |tie: Drawn| {
            let delay = format!("{}ms", 250 + tie.level * 350);
            el("path")
                .class(tie.class)
                .attr("pathLength", "1")
                .attr("d", tie.path)
                .style("animation-delay", delay)
                .into()
        };
        let ties: Vec<node::Node> = self.ties.into_iter().map(path).collect();
        let knot = |(x, y): (f64, f64)| {
            el("circle").class("tree-knot").attr("cx", number(x)).attr("cy", number(y)).attr("r", "0.5").into()
        };
        let knots: Vec<node::Node> = self.knots.into_iter().map(knot).collect();
        let goals = &self.wall.goals;
        let tops = goals.top_objectives().count();
        let told = (self.wall.words.tree.told)(tops as u64, (goals.objectives().len() - tops) as u64);
        let size = || (rem(width), rem(height));
        let frame = format!("0 0 {} {}", number(width), number(height));
        let ((w, h), (w2, h2)) = (size(), size());
        el("section")
            .class("slide tree")
            .child(el("h1").class("aloud").child(told))
            .child(
                el("svg")
                    .class("tree-ties")
                    .attr("viewBox", frame.clone())
                    .style("width", w)
                    .style("height", h)
                    .attr("aria-hidden", "true")
                    .child(ties),
            )
            .child(lead)
            .child(heads)
            .child(list)
            .child(
                el("svg")
                    .class("tree-ties")
                    .attr("viewBox", frame)
                    .style("width", w2)
                    .style("height", h2)
                    .attr("aria-hidden", "true")
                    .child(knots),
            )
            .into()
    }
}

#[cfg(test)]
mod tests;
