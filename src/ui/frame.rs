//! The frame around every scene: whose goals and what scene at the head, how fresh they are, and at the foot the
//! thread, which is the clock of the rotation.

use super::css;
use leptos::prelude::*;

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
pub fn head(head: &Head) -> AnyView {
    let logo = head.logo.clone().map(|src| view! { <img class="head-logo" src=src alt="" /> });
    view! {
        <div class="head-title">{logo} <strong>{head.name.clone()}</strong> <span>{head.scene.clone()}</span></div>
        <div class="head-now">
            <span>{head.cycle.clone()}</span>
            <span class="fresh" data-fresh=head.fresh>
                <span class="fresh-dot"></span>
                <span class="fresh-words" role="status">{head.fresh_words.clone()}</span>
                <span>{head.time.clone()}</span>
            </span>
        </div>
    }
    .into_any()
}

/// The foot. More knots than can be told apart are left out; the thread alone tells the time then.
pub fn foot(foot: &Foot) -> AnyView {
    let lit = css::grown(foot.lit);
    let knots: Vec<AnyView> = foot
        .knots
        .iter()
        .map(|(i, at)| {
            let state = match i.cmp(&foot.here) {
                std::cmp::Ordering::Less => "past",
                std::cmp::Ordering::Equal => "here",
                std::cmp::Ordering::Greater => "ahead",
            };
            let left = css::percent(*at);
            view! { <span class="knot" data-knot=state style:left=left></span> }.into_any()
        })
        .collect();
    let held = foot.held.clone().map(|(words, left)| {
        let left = css::grown(left);
        view! {
            <div class="held">
                <span>{words}</span>
                <div class="held-left" style:transform=left></div>
            </div>
        }
    });
    let note = foot.note.clone().map(|note| view! { <p class="note" role="status">{note}</p> });
    view! {
        <div class="thread" aria-hidden="true">
            <div class="thread-lit" style:transform=lit></div>
            {knots}
        </div>
        {note}
        {held}
    }
    .into_any()
}
