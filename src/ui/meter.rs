//! A bar of progress with the mark of where it was expected to be by now, and large figures.

use super::css;
use crate::node::{Node, el};

/// A bar filled to `share` (clamped to 0..1), with a mark at `expected` if there is one. `name` is read aloud.
pub fn meter(share: Option<f64>, expected: Option<f64>, name: String) -> Node {
    let fill = share.unwrap_or(0.0).clamp(0.0, 1.0);
    let percent = (fill * 100.0).round() as u32;
    let shift = css::shifted(fill);
    let mark = expected.map(|expected| {
        let left = css::percent(expected.clamp(0.0, 1.0));
        el("div").class("meter-expected").style("left", left)
    });
    el("div")
        .class("meter")
        .attr("role", "img")
        .attr("aria-label", name)
        .attr("data-value", percent.to_string())
        .child(el("div").class("meter-track").child(el("div").class("meter-fill").style("transform", shift)))
        .child(mark)
        .into()
}

/// A large figure and its smaller unit: ('58', '%').
pub fn figure(number: String, unit: &'static str) -> Node {
    el("span").class("figure").child(number).child(el("span").class("figure-unit").child(unit)).into()
}
