//! A card of the tree: how high it is at a width, and how it is drawn. Does not know where it stands.

use super::layout::Spot;
use crate::goals::{KeyResult, Objective, Status};
use crate::scene::{Wall, common};
use crate::ui::{self, fit};
use leptos::prelude::*;

/// The sizes of a card's type, in rem.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) title: f64,
    label: f64,
    figure: f64,
    /// Space above and below the words.
    pad: f64,
}

/// From large to small.
pub(super) const TYPES: [Type; 4] = [
    Type { title: 2.3, label: 1.5, figure: 3.2, pad: 1.5 },
    Type { title: 2.0, label: 1.4, figure: 2.7, pad: 1.2 },
    Type { title: 1.75, label: 1.3, figure: 2.4, pad: 0.95 },
    Type { title: 1.5, label: 1.25, figure: 2.1, pad: 0.75 },
];
/// Space left and right of the words, width of the mark with its gap, and the line heights; as in the style.
const PAD: f64 = 1.5;
const MARK: f64 = 2.9;
const LINE: f64 = 1.2;
const LABEL_LINE: f64 = 1.3;
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
    /// The small line above: team, and what it carries.
    pub(super) label: String,
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

    fn most_lines(&self) -> usize {
        match self.look {
            Look::Slim | Look::Bundle => 1,
            Look::Grey => 2,
            Look::Vision => 8,
            Look::Focus | Look::Lit | Look::Cut | Look::Above => 4,
        }
    }

    fn figure(&self, wall: &Wall) -> Option<(String, f64)> {
        let goal = self.goal.filter(|_| self.look != Look::Above)?;
        let size = if self.look == Look::Slim { 1.5 } else { self.sizes.figure };
        let share = wall.measures.progress(&goal.id);
        Some((share.map_or_else(|| String::from("\u{2013}"), |share| wall.words.format.percent_number(share)), size))
    }

    fn room(&self, wall: &Wall, width: f64) -> f64 {
        let figure = self.figure(wall).map_or(0.0, |(number, size)| (fit::width(&number) + 0.75) * size + 0.8);
        let mark = if self.goal.is_some() { MARK } else { 0.0 };
        (width - 2.0 * PAD - mark - figure).max(1.0)
    }

    fn port_height(&self) -> f64 {
        self.sizes.label * 1.9
    }

    fn has_foot(&self) -> bool {
        !self.hidden.is_empty() || !self.bare.is_empty()
    }

    /// Its height at a width, in rem.
    pub(super) fn height(&self, wall: &Wall, width: f64) -> f64 {
        let room = self.room(wall, width);
        let title = fit::lines(&self.text, self.title, room).min(self.most_lines()) as f64 * self.title * LINE;
        if let Look::Slim | Look::Bundle = self.look {
            return SLIM;
        }
        let small = self.sizes.label * LABEL_LINE;
        let lines = [!self.label.is_empty(), !self.via.is_empty(), self.has_foot()];
        let small = lines.into_iter().filter(|has| *has).count() as f64 * small;
        let foot = if self.has_foot() { 0.4 } else { 0.0 };
        2.0 * self.sizes.pad + title + small + foot + self.ports_height()
    }

    fn ports_height(&self) -> f64 {
        let rows = self.ports.len() as f64 * self.port_height();
        if self.ports.is_empty() { 0.0 } else { rows + 0.6 }
    }

    /// The height of the middle of a key result's row, within the card's place.
    pub(super) fn port(&self, key_result: &KeyResult, spot: &Spot) -> Option<f64> {
        let place = self.ports.iter().rev().position(|port| port.id == key_result.id)?;
        Some(spot.bottom() - self.sizes.pad + 0.2 - (place as f64 + 0.5) * self.port_height())
    }

    /// The card, in its place.
    pub(super) fn view(&self, wall: &Wall, spot: &Spot) -> AnyView {
        let room = self.room(wall, spot.width);
        let text = fit::cut(&self.text, self.title, room, self.most_lines());
        let id = self.goal.map(|goal| &goal.id);
        let status = id.map_or("", |id| wall.measures.status(id).name());
        let small = rem(self.sizes.label);
        let pad = if let Look::Slim | Look::Bundle = self.look { 0.0 } else { self.sizes.pad };
        let line = |class: &'static str, text: &str| {
            let text = fit::cut(text, self.sizes.label, room, 1);
            (!text.is_empty()).then(|| view! { <p class=class style:font-size=rem(self.sizes.label)>{text}</p> })
        };
        let mark = id.map(|id| {
            let told = common::status_text(wall, id);
            view! { <span class="tree-mark">{ui::mark(status)} <span class="aloud">{told}</span></span> }
        });
        let figure = self.figure(wall).map(|(number, size)| {
            let unit = if number == "\u{2013}" { "" } else { "%" };
            view! { <div class="tree-figure" style:font-size=rem(size)>{ui::figure(number, unit)}</div> }
        });
        let name = match self.look {
            Look::Focus => "focus",
            Look::Lit => "lit",
            Look::Above => "above",
            Look::Grey => "grey",
            Look::Slim => "slim",
            Look::Bundle => "bundle",
            Look::Cut => "cut",
            Look::Vision => "vision",
        };
        view! {
            <div
                class=format!("tree-card card {}", id.map_or("", |id| common::quiet_class(wall, id)))
                data-look=name
                data-goal=id.map(ToString::to_string)
                data-status=id.map(|_| status)
                style:left=rem(spot.x)
                style:top=rem(spot.y)
                style:width=rem(spot.width)
                style:height=rem(spot.height)
                style:padding=format!("{pad:.2}rem {PAD}rem {:.2}rem", pad + self.ports_height())
            >
                {mark}
                <div class="tree-words">
                    {line("tree-label", &self.label)}
                    <h2 style:font-size=rem(self.title)>{text}</h2>
                    {line("tree-via", &self.via)}
                    {line("tree-label", self.bare)}
                    {self.tally(wall, small)}
                </div>
                {figure}
                {self.port_rows(wall, spot.width)}
            </div>
        }
        .into_any()
    }

    /// How the goals below go that are not shown: each status's mark, and how many.
    fn tally(&self, wall: &Wall, size: String) -> Option<AnyView> {
        let one = |(status, count): &(Status, usize)| {
            let name = status.name();
            let word = common::status_word(&wall.words.status, *status);
            view! {
                <li data-status=name>
                    {ui::mark(name)} <span class="aloud">{word}</span> " " {wall.words.format.count(*count as u64)}
                </li>
            }
            .into_any()
        };
        let all: Vec<AnyView> = self.hidden.iter().map(one).collect();
        (!all.is_empty()).then(|| view! { <ul class="tree-tally" style:font-size=size>{all}</ul> }.into_any())
    }

    fn port_rows(&self, wall: &Wall, width: f64) -> Option<AnyView> {
        let size = self.sizes.label;
        let row = |key_result: &&KeyResult| {
            let share = wall.measures.progress(&key_result.id);
            let room = width - 2.0 * PAD - 4.6 * size;
            view! {
                <li
                    data-goal=key_result.id.to_string()
                    data-status=wall.measures.status(&key_result.id).name()
                    style:height=rem(self.port_height())
                >
                    <span>{fit::cut(&key_result.title, size, room, 1)}</span>
                    {common::percent(wall, share)}
                </li>
            }
            .into_any()
        };
        let rows: Vec<AnyView> = self.ports.iter().map(row).collect();
        let bottom = rem(self.sizes.pad - 0.2);
        (!rows.is_empty()).then(|| {
            view! { <ul class="tree-ports" style:bottom=bottom style:font-size=rem(size)>{rows}</ul> }.into_any()
        })
    }
}

/// A length as the styles write it.
pub(super) fn rem(size: f64) -> String {
    format!("{size:.2}rem")
}
