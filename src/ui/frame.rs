//! The frame around every scene: whose goals and what scene at the head, how fresh they are, and at the foot the
//! thread, which is the clock of the rotation.

use super::css;
use crate::node::{Node, el, many};

/// What stands at the head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// The organisation's or the brand's name.
    pub name: String,
    /// Address of the brand's picture.
    pub logo: Option<String>,
    /// What this scene is.
    pub scene: String,
    /// The cycle and its week.
    pub cycle: String,
    /// The time of day.
    pub time: String,
    /// `live`, `stale` or `offline`.
    pub fresh: &'static str,
    /// What there is to say about it; empty while all is well.
    pub fresh_words: String,
}

/// What stands at the foot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Foot {
    /// The slides that have a knot, and where on the thread it is, 0..1.
    pub knots: Vec<(usize, f64)>,
    /// The slide on the wall, counted from 0.
    pub here: usize,
    /// How far the thread is lit, 0..1.
    pub lit: f64,
    /// What there is to say while the board is held, and how much of the time is left, 0..1.
    pub held: Option<(String, f64)>,
    /// What is wrong with a feed while its last good goals stay: one or two lines.
    pub note: Option<String>,
}

/// The size of a note, in rem.
pub const NOTE: f64 = 1.25;

/// The head.
pub fn head(head: &Head) -> Node {
    let logo = head.logo.clone().map(|src| el("img").class("head-logo").attr("src", src).attr("alt", ""));
    many([
        Node::from(
            el("div")
                .class("head-title")
                .child(logo)
                .child(el("strong").child(head.name.clone()))
                .child(el("span").child(head.scene.clone())),
        ),
        Node::from(
            el("div").class("head-now").child(el("span").child(head.cycle.clone())).child(
                el("span")
                    .class("fresh")
                    .attr("data-fresh", head.fresh)
                    .child(el("span").class("fresh-dot"))
                    .child(el("span").class("fresh-words").attr("role", "status").child(head.fresh_words.clone()))
                    .child(el("span").child(head.time.clone())),
            ),
        ),
    ])
}

/// The foot. More knots than can be told apart are left out; the thread alone tells the time then.
pub fn foot(foot: &Foot) -> Node {
    let lit = css::grown(foot.lit);
    let knots: Vec<Node> = foot
        .knots
        .iter()
        .map(|(i, at)| {
            let state = match i.cmp(&foot.here) {
                std::cmp::Ordering::Less => "past",
                std::cmp::Ordering::Equal => "here",
                std::cmp::Ordering::Greater => "ahead",
            };
            let left = css::percent(*at);
            el("span").class("knot").attr("data-knot", state).style("left", left).into()
        })
        .collect();
    let held = foot.held.clone().map(|(words, left)| {
        let left = css::grown(left);
        el("div")
            .class("held")
            .child(el("span").child(words))
            .child(el("div").class("held-left").style("transform", left))
    });
    let note = foot.note.clone().map(|note| el("p").class("note").attr("role", "status").child(note));
    many([
        Node::from(
            el("div")
                .class("thread")
                .attr("aria-hidden", "true")
                .child(el("div").class("thread-lit").style("transform", lit))
                .child(knots),
        ),
        Node::from(note),
        Node::from(held),
    ])
}
