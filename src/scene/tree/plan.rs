//! Which slides the tree has, and which cards stand on each.
//!
//! The whole tree stands on every slide while it fits, and only the light on it walks on. Else the goal in focus has
//! its branch in full, the other objectives stand beside it with a tally of what hangs on them, and what is too much
//! for one wall is dealt into parts: first by children, then by levels.

use super::card::{Card, Look, TYPES, Type};
use super::grow::{self, Branch, Tie};
use super::layout::{self, GAP, INDENT, Span, Twig};
use crate::goals::{GoalId, KeyResult, Named, Names, Objective, Status, order};
use crate::scene::{Wall, common};
use crate::ui::{Shape, fit};
use std::collections::VecDeque;
use std::ops::Range;

/// A card with its ties and those that hang on it.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) card: Card<'a>,
    pub(super) ties: Vec<Tie<'a>>,
    pub(super) below: Vec<Node<'a>>,
}

/// One slide of a goal's.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    /// Where the branch begins; none: the whole tree is shown.
    root: Option<&'a Objective>,
    /// The goal above the root, where that is not the vision.
    pub(super) above: Option<&'a Objective>,
    /// Which of the root's children.
    children: Range<usize>,
    /// How many levels below the root.
    depth: usize,
    /// Which of the types.
    pub(super) step: usize,
}

/// The room of a scene, inside which the cards stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) shape: Shape,
    pub(super) width: f64,
    /// From below the columns' heads, or below the vision, to the foot.
    pub(super) body: Span,
    /// Whether something leads to the roots: the vision, or the goal above.
    pub(super) leads: bool,
}

/// Height of the columns' heads.
const HEADS: f64 = 3.0;
/// The vision's sizes.
const VISION: [f64; 6] = [3.0, 2.6, 2.3, 2.0, 1.75, 1.5];
/// How deep an outline goes.
const DEEPEST: usize = 3;
/// More goals than this are never shown whole.
const MOST: usize = 40;
/// Up to so many other objectives have a tally each.
const MOST_TALLIES: usize = 16;
/// The part of a high wall that is the other objectives', at most.
const OTHERS: f64 = 0.38;

pub(super) fn room(wall: &Wall, above: Option<&Objective>) -> Room {
    let (width, height) = (wall.canvas.stage_width(), wall.canvas.stage_height());
    let lead = lead(wall, above, width);
    let shape = wall.canvas.shape();
    let top = match (shape, &lead) {
        (Shape::Landscape, _) => HEADS,
        (Shape::Portrait, Some(card)) => card.height(wall, width) + 2.0,
        (Shape::Portrait, None) => 0.0,
    };
    Room { shape, width, body: Span { from: top, length: height - top }, leads: lead.is_some() }
}

impl Room {
    /// Where a level's cards begin and how wide they are, at so many levels below the roots.
    pub(super) fn columns(&self, levels: usize) -> Option<Vec<Span>> {
        if self.shape == Shape::Landscape {
            return layout::columns(self.width, self.leads, levels);
        }
        let first = if self.leads { INDENT } else { 0.0 };
        let column = |level: usize| {
            let from = first + INDENT * level as f64;
            Span { from, length: self.width - from }
        };
        (levels <= DEEPEST).then(|| (0..=levels).map(column).collect())
    }

    /// The columns of the roots and of the levels below.
    pub(super) fn root_columns(&self, levels: usize) -> Vec<Span> {
        let columns = self.columns(levels).unwrap_or_default();
        let skip = usize::from(self.leads && self.shape == Shape::Landscape);
        columns.into_iter().skip(skip).collect()
    }
}

/// What leads to the roots, in a column of this width: the vision, or the goal above.
pub(super) fn lead<'a>(wall: &'a Wall, above: Option<&'a Objective>, width: f64) -> Option<Card<'a>> {
    let [_, _, sizes, ..] = &TYPES;
    if let Some(goal) = above {
        return Some(Card { title: 1.75, ..card(wall, goal, Look::Above, sizes) });
    }
    let portrait = wall.canvas.shape() == Shape::Portrait;
    let text = wall.goals.vision()?.to_string();
    let title = fit::size(&text, &VISION, width - 3.0, if portrait { 3 } else { 5 });
    let label = if portrait { wall.words.common.vision.to_string() } else { String::new() };
    Some(Card { text, label, title, lines: 8, look: Look::Vision, ..empty(sizes) })
}

fn empty(sizes: &'static Type) -> Card<'static> {
    Card {
        goal: None,
        look: Look::Bundle,
        sizes,
        title: 1.5,
        text: String::new(),
        lines: 1,
        label: String::new(),
        carries: String::new(),
        via: String::new(),
        ports: Vec::new(),
        hidden: Vec::new(),
        bare: "",
    }
}

fn card<'a>(wall: &'a Wall, goal: &'a Objective, look: Look, sizes: &'static Type) -> Card<'a> {
    Card {
        goal: Some(goal),
        look,
        title: sizes.title,
        text: goal.title.clone(),
        lines: sizes.lines,
        label: common::team_name(wall, goal.team.as_ref()).to_string(),
        ..empty(sizes)
    }
}

/// A goal in a line or two.
fn slim<'a>(wall: &'a Wall, goal: &'a Objective, lines: usize) -> Card<'a> {
    let [.., smallest] = &TYPES;
    Card { title: 1.5, lines, label: String::new(), ..card(wall, goal, Look::Slim, smallest) }
}

/// How the goals below one go: each status that occurs, with how many.
fn tally(wall: &Wall, goal: &Objective) -> Vec<(Status, usize)> {
    let mut counts: Vec<(Status, usize)> = Vec::new();
    for below in
        grow::levels(&wall.goals, &[goal]).things().iter().map(|(below, _)| *below).filter(|below| **below != goal.id)
    {
        let status = wall.measures.status(below);
        match counts.iter_mut().find(|(known, _)| *known == status) {
            Some((_, count)) => *count += 1,
            None => counts.push((status, 1)),
        }
    }
    order::sort(&mut counts, &Ord::cmp);
    counts
}

/// The light that falls on a goal and on all that carries it; found once for all its slides.
pub(super) struct Light<'a> {
    wall: &'a Wall,
    focus: &'a Objective,
    /// What each goal carries of the goal in focus.
    shares: Named<f64>,
    /// The goals on the lit thread.
    lit: Names,
}

/// Key results that threads go through, by their objectives.
type Ports<'a> = Named<(&'a GoalId, Vec<&'a KeyResult>)>;

impl<'a> Light<'a> {
    pub(super) fn on(wall: &'a Wall, focus: &'a Objective) -> Light<'a> {
        let goals = &wall.goals;
        let lit = |id: &&GoalId| {
            let Some(goal) = goals.objective(id).filter(|goal| !goal.life.rests()) else { return *id == &focus.id };
            // On the board of a part: what is shown, and what it leads up through.
            wall.focus.is_none() || grow::levels(goals, &[goal]).things().iter().any(|(below, _)| wall.shows(below))
        };
        Light {
            wall,
            focus,
            shares: grow::shares(goals, &wall.measures, focus),
            lit: Names::of(grow::levels(goals, &[focus]).things().iter().map(|(id, _)| *id).filter(lit)),
        }
    }

    /// The key results that the ties of these branches go through, in their objectives' order. An outline has none: it
    /// names them at the lower end.
    fn ports(&self, branches: &[Branch<'a>]) -> Ports<'a> {
        let mut ports = Ports::default();
        if self.wall.canvas.shape() == Shape::Landscape {
            branches.iter().for_each(|branch| collect(branch, &mut ports));
        }
        for (id, ports) in ports.things_mut() {
            let all: Vec<&GoalId> = self.wall.goals.key_results_of(id).map(|key_result| &key_result.id).collect();
            let place = |port: &&KeyResult| all.iter().position(|id| **id == port.id);
            order::sort(ports, &|a, b| place(a).cmp(&place(b)));
        }
        ports
    }

    /// A branch below the roots, or (at level 0) one of them.
    fn node(&self, branch: &Branch<'a>, look: Look, level: usize, part: &Part<'a>, ports: &Ports<'a>) -> Node<'a> {
        let goal = branch.goal;
        let [.., smallest] = &TYPES;
        let mut card = match look {
            Look::Slim => slim(self.wall, goal, 2),
            look => card(self.wall, goal, look, TYPES.get(part.step).unwrap_or(smallest)),
        };
        card.ports = ports.get(&goal.id).map(|(_, ports)| ports.clone()).unwrap_or_default();
        if level > 0 && self.lit.contains(&goal.id) {
            let words = self.wall.words;
            let share = self.shares.get(&goal.id).filter(|share| **share >= 0.005);
            let carries = share.map(|share| (words.tree.carries)(&words.format.percent(*share)));
            card.carries = carries.unwrap_or_default();
        }
        if self.wall.canvas.shape() == Shape::Portrait {
            let through = branch.ties.iter().filter_map(|tie| tie.through);
            card.via = through.map(|key_result| key_result.title.as_str()).collect::<Vec<_>>().join(" \u{b7} ");
        }
        if level >= part.depth {
            card.hidden = tally(self.wall, goal);
        }
        let below = branch.below.iter().map(|below| {
            let look = match below.goal.life.rests() {
                true => Look::Slim,
                false if self.lit.contains(&below.goal.id) => Look::Lit,
                false => Look::Grey,
            };
            self.node(below, look, level + 1, part, ports)
        });
        Node { card, ties: branch.ties.clone(), below: below.collect() }
    }
}

/// The key results that a branch's ties go through.
fn collect<'a>(branch: &Branch<'a>, into: &mut Ports<'a>) {
    for tie in &branch.ties {
        let Some(through) = tie.through else { continue };
        let (_, ports) = into.or_insert(&tie.above.id, (&tie.above.id, Vec::new()));
        if !ports.iter().any(|port| port.id == through.id) {
            ports.push(through);
        }
    }
    branch.below.iter().for_each(|below| collect(below, into));
}

/// The sizes of nodes, to be placed.
pub(super) fn twigs(wall: &Wall, nodes: &[Node<'_>], columns: &[Span]) -> Vec<Twig> {
    let (column, rest) = columns.split_first().map_or((Span::default(), columns), |(first, rest)| (*first, rest));
    let twig =
        |node: &Node<'_>| Twig { height: node.card.height(wall, column.length), below: twigs(wall, &node.below, rest) };
    nodes.iter().map(twig).collect()
}

fn any_short_of_room(wall: &Wall, nodes: &[Node<'_>], columns: &[Span]) -> bool {
    let Some((column, rest)) = columns.split_first() else { return false };
    nodes
        .iter()
        .any(|node| node.card.is_short_of_room(wall, column.length) || any_short_of_room(wall, &node.below, rest))
}

/// The parts of a goal's slides; together they show all that hangs on it.
pub(super) fn parts<'a>(light: &Light<'a>) -> Vec<Part<'a>> {
    if let Some(whole) = whole(light) {
        return vec![whole];
    }
    let goals = &light.wall.goals;
    let mut parts = Vec::new();
    let mut seen = Names::of([&light.focus.id].into_iter());
    let mut next: VecDeque<(&Objective, Option<&Objective>)> = VecDeque::from([(light.focus, None)]);
    while let Some((root, above)) = next.pop_front() {
        let dealt = deal(light, root, above);
        let depth = dealt.first().map_or(1, |part| part.depth);
        for branch in grow::grow(goals, &[root], depth) {
            ends(&branch, &mut |end, above| {
                if !grow::below(goals, end).is_empty() && seen.insert(&end.id, ()) {
                    next.push_back((end, Some(above)));
                }
            });
        }
        parts.extend(dealt);
    }
    parts
}

/// Calls back with each last goal of a branch, and the one above it.
fn ends<'a>(branch: &Branch<'a>, found: &mut dyn FnMut(&'a Objective, &'a Objective)) {
    for below in &branch.below {
        if below.below.is_empty() {
            found(below.goal, branch.goal);
        }
        ends(below, found);
    }
}

/// The whole tree on one slide, if it fits.
fn whole<'a>(light: &Light<'a>) -> Option<Part<'a>> {
    let goals = &light.wall.goals;
    // More cards than a wall could ever hold need no measuring.
    if goals.objectives().len() > MOST {
        return None;
    }
    let tops: Vec<&Objective> = goals.top_objectives().collect();
    let depth = grow::depth(goals, &tops);
    let room = room(light.wall, None);
    room.columns(depth)?;
    let branches = grow::grow(goals, &tops, depth);
    let part = |step| Part { root: None, above: None, children: 0..0, depth, step };
    (0..TYPES.len()).map(part).find(|part| part.fits(light, &branches, &room, 0.0))
}

/// The slides of one branch: as deep as the wall allows, dealt by the root's children.
fn deal<'a>(light: &Light<'a>, root: &'a Objective, above: Option<&'a Objective>) -> Vec<Part<'a>> {
    let goals = &light.wall.goals;
    let room = room(light.wall, above);
    let full = grow::depth(goals, &[root]).clamp(1, DEEPEST);
    let mut found = Vec::new();
    for depth in (1..=full).rev().filter(|depth| room.columns(*depth).is_some()) {
        let branches = grow::grow(goals, &[root], depth);
        let count = branches.first().map_or(0, |branch| branch.below.len());
        let taken =
            if room.shape == Shape::Portrait && above.is_none() { others_height(light, &room, depth) } else { 0.0 };
        let part = |step, children| Part { root: Some(root), above, children, depth, step };
        let fits = |part: &Part<'a>| part.fits(light, &part.of(&branches), &room, taken);
        let dealt = fit::parts(count, TYPES.len(), &|step, children| fits(&part(step, children)));
        found = dealt.parts.into_iter().map(|children| part(dealt.step, children)).collect();
        if found.iter().all(fits) {
            break;
        }
    }
    found
}

/// The height that the other objectives take on a high wall.
fn others_height(light: &Light<'_>, room: &Room, depth: usize) -> f64 {
    let (before, after) = others(light.wall, light.focus, room, others_budget(room), depth);
    let width = room.root_columns(depth).first().map_or(0.0, |column| column.length);
    before.iter().chain(&after).map(|card| card.height(light.wall, width) + GAP).sum()
}

impl<'a> Part<'a> {
    /// How many levels there are below the roots.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The branches of this part among those of all parts.
    fn of(&self, branches: &[Branch<'a>]) -> Vec<Branch<'a>> {
        let cut = |branch: &Branch<'a>| Branch {
            goal: branch.goal,
            ties: branch.ties.clone(),
            below: branch.below.get(self.children.clone()).unwrap_or_default().to_vec(),
        };
        branches.iter().map(cut).collect()
    }

    fn fits(&self, light: &Light<'a>, branches: &[Branch<'a>], room: &Room, taken: f64) -> bool {
        let columns = room.root_columns(self.depth);
        let nodes = self.own(light, branches);
        // A larger type is no gain where it cuts a title.
        if self.step + 1 < TYPES.len() && any_short_of_room(light.wall, &nodes, &columns) {
            return false;
        }
        let twigs = twigs(light.wall, &nodes, &columns);
        let height = match room.shape {
            Shape::Landscape => layout::stack_height(&twigs, GAP),
            Shape::Portrait => layout::outline_height(&twigs),
        };
        height + taken <= room.body.length
    }

    /// The nodes of the part itself, without the other objectives.
    fn own(&self, light: &Light<'a>, branches: &[Branch<'a>]) -> Vec<Node<'a>> {
        let ports = light.ports(branches);
        let node = |branch: &Branch<'a>| {
            let is_focus = self.root.is_some() || branch.goal.id == light.focus.id;
            let look = if is_focus { Look::Focus } else { Look::Grey };
            let mut node = light.node(branch, look, 0, self, &ports);
            if self.root.is_some() {
                node.card.title *= 1.2;
                node.card.lines += 1;
            } else if branch.below.is_empty() && branch.goal.team.is_none() {
                node.card.bare = light.wall.words.tree.nobody;
            }
            node
        };
        branches.iter().map(node).collect()
    }

    /// All nodes of the slide, in order.
    pub(super) fn nodes(&self, light: &Light<'a>, room: &Room) -> Vec<Node<'a>> {
        let goals = &light.wall.goals;
        let Some(root) = self.root else {
            let tops: Vec<&Objective> = goals.top_objectives().collect();
            return self.own(light, &grow::grow(goals, &tops, self.depth));
        };
        let own = self.own(light, &self.of(&grow::grow(goals, &[root], self.depth)));
        if self.above.is_some() {
            return own;
        }
        let twigs = twigs(light.wall, &own, &room.root_columns(self.depth));
        let budget = match room.shape {
            Shape::Landscape => room.body.length - twigs.iter().map(|twig| twig.height + GAP).sum::<f64>(),
            Shape::Portrait => others_budget(room),
        };
        let (before, after) = others(light.wall, light.focus, room, budget, self.depth);
        let node = |card| Node { card, ties: Vec::new(), below: Vec::new() };
        before.into_iter().map(node).chain(own).chain(after.into_iter().map(node)).collect()
    }
}

/// The other objectives, before and after the one in focus: in the fullest form that fits, and where none does, those
/// next to it, with a count of the rest.
pub(super) fn others<'a>(
    wall: &'a Wall,
    focus: &Objective,
    room: &Room,
    budget: f64,
    depth: usize,
) -> (Vec<Card<'a>>, Vec<Card<'a>>) {
    let tops: Vec<&Objective> = wall.goals.top_objectives().collect();
    let here = tops.iter().position(|top| top.id == focus.id);
    let at = here.unwrap_or(tops.len()).min(tops.len());
    let (before, after) = tops.split_at(at);
    let after = after.get(usize::from(here.is_some())..).unwrap_or_default();
    let columns = room.root_columns(depth);
    let width = columns.first().map_or(0.0, |column| column.length);
    let [_, _, middle, small, smallest] = &TYPES;
    let count = before.len() + after.len();
    if count <= MOST_TALLIES {
        for sizes in [middle, small, smallest] {
            let grey = |top: &&'a Objective| {
                let hidden = tally(wall, top);
                let bare = if hidden.is_empty() && top.team.is_none() { wall.words.tree.nobody } else { "" };
                Card { hidden, bare, lines: 3, label: String::new(), ..card(wall, top, Look::Grey, sizes) }
            };
            let (before, after): (Vec<_>, Vec<_>) =
                (before.iter().map(grey).collect(), after.iter().map(grey).collect());
            let needs: f64 = before.iter().chain(&after).map(|card| card.height(wall, width) + GAP).sum();
            if needs <= budget {
                return (before, after);
            }
        }
    }
    for lines in [3, 2, 1] {
        let slim = |top: &&'a Objective| slim(wall, top, lines);
        let (before, after): (Vec<_>, Vec<_>) = (before.iter().map(slim).collect(), after.iter().map(slim).collect());
        let needs: f64 = before.iter().chain(&after).map(|card| card.height(wall, width) + GAP).sum();
        if needs <= budget {
            return (before, after);
        }
    }
    let slim = |top: &&'a Objective| slim(wall, top, 1);
    let fitting = (budget / (empty(smallest).height(wall, width) + GAP)).floor().max(0.0) as usize;
    // A row on either side tells how many more there are.
    let shown = fitting.saturating_sub(2);
    let above = (shown / 2).min(before.len()).max(shown.saturating_sub(after.len())).min(before.len());
    let under = (shown - above).min(after.len());
    let bundle = |count: usize| {
        let text = (wall.words.common.count_objectives)(count as u64);
        (count > 0 && fitting > 1).then(|| Card { text, ..empty(smallest) })
    };
    let (far, near) = before.split_at(before.len() - above);
    let (next, rest) = after.split_at(under);
    let before = bundle(far.len()).into_iter().chain(near.iter().map(slim)).collect();
    let after = next.iter().map(slim).chain(bundle(rest.len())).collect();
    (before, after)
}

/// The height that other objectives have on a high wall.
pub(super) fn others_budget(room: &Room) -> f64 {
    room.body.length * OTHERS
}

/// The goals that tie to nothing, dealt into slides.
pub(super) fn cut_parts(wall: &Wall, cut: &[&Objective], room: &Room) -> fit::Parts {
    let fits = |step: usize, items: Range<usize>| {
        let cards = cut_cards(wall, cut.get(items).unwrap_or_default(), step);
        let width = cut_column(room).length;
        if step + 1 < TYPES.len() && cards.iter().any(|card| card.is_short_of_room(wall, width)) {
            return false;
        }
        let cards: f64 = cards.iter().map(|card| card.height(wall, width) + GAP).sum();
        cards + asked_height(wall, room) <= cut_span(room).length
    };
    fit::parts(cut.len(), TYPES.len(), &fits)
}

/// The cards of goals that tie to nothing.
pub(super) fn cut_cards<'a>(wall: &'a Wall, cut: &[&'a Objective], step: usize) -> Vec<Card<'a>> {
    let [.., smallest] = &TYPES;
    let sizes = TYPES.get(step).unwrap_or(smallest);
    cut.iter().map(|goal| card(wall, goal, Look::Cut, sizes)).collect()
}

/// The column of goals that tie to nothing.
pub(super) fn cut_column(room: &Room) -> Span {
    match room.shape {
        Shape::Landscape => room.root_columns(1).last().copied().unwrap_or_default(),
        Shape::Portrait => Span { from: INDENT + 3.0, length: room.width - INDENT - 3.0 },
    }
}

/// The heights of that column, with what is asked at its head.
pub(super) fn cut_span(room: &Room) -> Span {
    let skip = if room.shape == Shape::Portrait { others_budget(room) } else { 0.0 };
    Span { from: room.body.from + skip, length: room.body.length - skip }
}

/// Height of the question above those goals.
pub(super) fn asked_height(wall: &Wall, room: &Room) -> f64 {
    fit::height(wall.words.tree.cut, ASKED, cut_column(room).length, 1.25)
}

/// The size of the question.
pub(super) const ASKED: f64 = 1.9;
