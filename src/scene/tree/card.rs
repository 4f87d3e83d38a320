//! A card of the tree: how high it is at a width, and how it is drawn. Does not know where it stands.

use super::layout::Spot;
use crate::goals::{KeyResult, Objective, Status};
use crate::node::{Node, el, many};
use crate::scene::{Wall, common};
use crate::ui::{self, fit};

/// The sizes of a card's type, in rem.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) title: f64,
    label: f64,
    figure: f64,
    /// Space above and below the words.
    pad: f64,
    /// How many lines a title may take at this size.
    pub(super) lines: usize,
}

/// From large to small.
pub(super) const TYPES: [Type; 5] = [
    Type { title: 2.8, label: 1.7, figure: 4.0, pad: 1.9, lines: 2 },
    Type { title: 2.3, label: 1.5, figure: 3.2, pad: 1.5, lines: 3 },
    Type { title: 2.0, label: 1.4, figure: 2.7, pad: 1.2, lines: 3 },
    Type { title: 1.75, label: 1.3, figure: 2.4, pad: 0.95, lines: 3 },
    Type { title: 1.5, label: 1.25, figure: 2.1, pad: 0.75, lines: 4 },
];
/// Space left and right of the words, width of the mark with its gap, and the line heights; as in the style.
const PAD: f64 = 1.5;
const MARK: f64 = 2.9;
const LINE: f64 = 1.2;
const LABEL_LINE: f64 = 1.3;
/// Cards narrower than this have their title below mark and figure.
const STACKED: f64 = 31.0;
/// Width of a mark with its count, in ems of the label.
const TALLY: f64 = 3.9;
/// Height of a one-line card.
const SLIM: f64 = 3.1;

/// What a card is on this slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The goal that the slide is about.
    Focus,
    /// On the lit thread.
    Lit,
    /// Beside the thread.
    Grey,
    /// Beside the thread, on one line.
    Slim,
    /// Tied to nothing.
    Cut,
    /// Instead of several beside the thread: how many.
    Bundle,
    /// The vision.
    Vision,
    /// The goal above the one that this part begins at.
    Above,
}

impl Look {
    /// Its name among the styles.
    fn name(self) -> &'static str {
        match self {
            Look::Focus => "focus",
            Look::Lit => "lit",
            Look::Grey => "grey",
            Look::Slim => "slim",
            Look::Cut => "cut",
            Look::Bundle => "bundle",
            Look::Vision => "vision",
            Look::Above => "above",
        }
    }
}

/// What stands on a card.
#[derive(Clone, Debug)]
pub(super) struct Card<'a> {
    /// The goal, if the card shows one.
    pub(super) goal: Option<&'a Objective>,
    /// What it is here.
    pub(super) look: Look,
    /// The sizes of its type.
    pub(super) sizes: &'static Type,
    /// The size of its title, in rem.
    pub(super) title: f64,
    /// What stands largest on it, uncut.
    pub(super) text: String,
    /// How many lines of it are shown, at most.
    pub(super) lines: usize,
    /// The small line above: the team.
    pub(super) label: String,
    /// How much of the goal in focus it carries.
    pub(super) carries: String,
    /// The key results that its thread goes through, where no port shows them.
    pub(super) via: String,
    /// Its key results that a thread goes through, each a row with a port at the right edge.
    pub(super) ports: Vec<&'a KeyResult>,
    /// How the goals below it go that this slide does not show.
    pub(super) hidden: Vec<(Status, usize)>,
    /// Said instead, where there is nothing below.
    pub(super) bare: &'static str,
}

impl Card<'_> {
    /// True for the goal that the slide is about.
    pub(super) fn is_focus(&self) -> bool {
        self.look == Look::Focus
    }

    /// True for goals on the lit thread.
    pub(super) fn is_lit(&self) -> bool {
        matches!(self.look, Look::Focus | Look::Lit)
    }

    /// True for a card too narrow for mark, words and figure beside each other: the title then has a row of its own.
    fn is_stacked(&self, width: f64) -> bool {
        width < STACKED && self.goal.is_some() && !self.label.is_empty()
    }

    fn is_slim(&self) -> bool {
        matches!(self.look, Look::Slim | Look::Bundle)
    }

    fn figure(&self, wall: &Wall) -> Option<(String, f64)> {
        let goal = self.goal.filter(|_| self.look != Look::Above)?;
        let size = if self.is_slim() { 1.5 } else { self.sizes.figure };
        let share = wall.measures.progress(&goal.id);
        Some((share.map_or_else(|| String::from("\u{2013}"), |share| wall.words.format.percent_number(share)), size))
    }

    /// The width that the words have: the label's, and that of all else.
    fn rooms(&self, wall: &Wall, width: f64) -> (f64, f64) {
        let figure = self.figure(wall).map_or(0.0, |(number, size)| (fit::width(&number) + 0.95) * size + 0.8);
        let mark = if self.goal.is_some() { MARK } else { 0.0 };
        let inside = width - 2.0 * PAD;
        let beside = (inside - mark - figure).max(1.0);
        (beside, if self.is_stacked(width) { inside.max(1.0) } else { beside })
    }

    /// The team and what it carries: on one line if there is room, else on two.
    fn labels(&self, room: f64) -> (String, String) {
        if self.carries.is_empty() || self.label.is_empty() {
            return (format!("{}{}", self.label, self.carries), String::new());
        }
        let both = format!("{} \u{b7} {}", self.label, self.carries);
        if fit::lines(&both, self.sizes.label, room) == 1 {
            return (both, String::new());
        }
        (self.label.clone(), self.carries.clone())
    }

    /// True if its title is shown in part only.
    pub(super) fn is_short_of_room(&self, wall: &Wall, width: f64) -> bool {
        let (_, room) = self.rooms(wall, width);
        !self.is_slim() && fit::lines(&self.text, self.title, room) > self.lines
    }

    fn port_height(&self) -> f64 {
        self.sizes.label * 1.9
    }

    /// How many lines the tally takes, or what is said instead.
    fn foot_lines(&self, room: f64) -> usize {
        let per_line = (room / (TALLY * self.sizes.label)).floor().max(1.0) as usize;
        self.hidden.len().div_ceil(per_line) + usize::from(!self.bare.is_empty())
    }

    /// Its height at a width, in rem.
    pub(super) fn height(&self, wall: &Wall, width: f64) -> f64 {
        let (beside, room) = self.rooms(wall, width);
        let lines = fit::lines(&self.text, self.title, room).min(self.lines);
        if self.is_slim() {
            return SLIM + (lines.max(1) - 1) as f64 * self.title * LINE;
        }
        let stacked = self.is_stacked(width);
        let title = lines as f64 * self.title * LINE;
        let (label, carries) = self.labels(beside);
        let foot = self.foot_lines(room);
        let lines = [!label.is_empty() && !stacked, !carries.is_empty(), !self.via.is_empty()];
        let lines = lines.into_iter().filter(|has| *has).count() + foot;
        let head = if stacked { self.sizes.figure * 1.25 } else { 0.0 };
        let gap = if foot > 0 { 0.4 } else { 0.0 };
        let small = lines as f64 * self.sizes.label * LABEL_LINE;
        2.0 * self.sizes.pad + head + title + small + gap + self.ports_height()
    }

    fn ports_height(&self) -> f64 {
        let rows = self.ports.len() as f64 * self.port_height();
        if self.ports.is_empty() { 0.0 } else { rows + 0.6 }
    }

    /// Where a tie leaves the card, within its place: at the row of the key result that it goes through, else at the
    /// middle of the words.
    pub(super) fn port(&self, through: Option<&KeyResult>, spot: &Spot) -> f64 {
        let row = through.and_then(|through| self.ports.iter().rev().position(|port| port.id == through.id));
        match row {
            Some(row) => spot.bottom() - self.sizes.pad + 0.2 - (row as f64 + 0.5) * self.port_height(),
            None => spot.middle() - self.ports_height() / 2.0,
        }
    }

    /// The card, in its place.
    pub(super) fn view(&self, wall: &Wall, spot: &Spot) -> Node {
        let (beside, room) = self.rooms(wall, spot.width);
        let stacked = self.is_stacked(spot.width);
        let text = fit::cut(&self.text, self.title, room, self.lines);
        let id = self.goal.map(|goal| &goal.id);
        let status = id.map_or("", |id| wall.measures.status(id).name());
        let pad = if self.is_slim() { 0.0 } else { self.sizes.pad };
        let line = |text: &str, room: f64| {
            let text = fit::cut(text, self.sizes.label, room, 1);
            (!text.is_empty())
                .then(|| el("p").class("tree-label").style("font-size", rem(self.sizes.label)).child(text))
        };
        let mark = id.map(|id| {
            let told = common::status_text(wall, id);
            el("span").class("tree-mark").child(ui::mark(status)).child(el("span").class("aloud").child(told))
        });
        let figure = self.figure(wall).map(|(number, size)| {
            let unit = if number == "\u{2013}" { "" } else { "%" };
            el("div").class("tree-figure").style("font-size", rem(size)).child(ui::figure(number, unit))
        });
        let (label, carries) = self.labels(beside);
        let label = line(&label, beside);
        let (head, label, figure) = if stacked {
            (Some(many([Node::from(el("div").child(label)), Node::from(figure)])), None, None)
        } else {
            (None, label, figure)
        };
        let words = el("div")
            .class("tree-words")
            .child(label)
            .child(el("h2").style("font-size", rem(self.title)).child(text))
            .child(line(&carries, room))
            .child(line(&self.via, room))
            .child(line(self.bare, room))
            .child(self.tally(wall));
        el("div")
            .class(format!("tree-card card {}", id.map_or("", |id| common::quiet_class(wall, id))))
            .attr("data-look", self.look.name())
            .attr_if("data-stacked", stacked.then_some(""))
            .attr_if("data-goal", id.map(ToString::to_string))
            .attr_if("data-status", id.map(|_| status))
            .style("left", rem(spot.x))
            .style("top", rem(spot.y))
            .style("width", rem(spot.width))
            .style("height", rem(spot.height))
            .style("padding", [pad, PAD, pad + self.ports_height()].map(crate::ui::css::rem).join(" "))
            .child(mark)
            .child(head)
            .child(words)
            .child(figure)
            .child(self.port_rows(wall, spot.width))
            .into()
    }

    /// How the goals below go that are not shown: each status's mark, and how many.
    fn tally(&self, wall: &Wall) -> Option<Node> {
        let one = |(status, count): &(Status, usize)| {
            let name = status.name();
            let word = common::status_word(&wall.words.status, *status);
            el("li")
                .attr("data-status", name)
                .child(ui::mark(name))
                .child(el("span").class("aloud").child(word))
                .child(" ")
                .child(wall.words.format.count(*count as u64))
                .into()
        };
        let all: Vec<Node> = self.hidden.iter().map(one).collect();
        (!all.is_empty())
            .then(|| el("ul").class("tree-tally").style("font-size", rem(self.sizes.label)).child(all).into())
    }

    fn port_rows(&self, wall: &Wall, width: f64) -> Option<Node> {
        let size = self.sizes.label;
        let row = |key_result: &&KeyResult| {
            let share = wall.measures.progress(&key_result.id);
            let room = width - 2.0 * PAD - 3.9 * size;
            el("li")
                .attr("data-goal", key_result.id.to_string())
                .attr("data-status", wall.measures.status(&key_result.id).name())
                .style("height", rem(self.port_height()))
                .child(el("span").child(fit::cut(&key_result.title, size, room, 1)))
                .child(common::percent(wall, share))
                .into()
        };
        let rows: Vec<Node> = self.ports.iter().map(row).collect();
        let bottom = rem(self.sizes.pad - 0.2);
        (!rows.is_empty()).then(|| {
            el("ul").class("tree-ports").style("bottom", bottom).style("font-size", rem(size)).child(rows).into()
        })
    }
}

/// A length as the styles write it.
pub(super) fn rem(size: f64) -> String {
    crate::ui::css::rem(size)
}
