//! Status marks and symbols: each a shape of its own, so that none leans on its colour.

use crate::node::{Node, el};

/// The mark of a status, by its `data-status` name; shape first, colour by the styles.
pub fn mark(status: &str) -> Node {
    // (the shape's path, the sign cut into it); in a square of 24.
    let (shape, sign) = match status {
        "on-track" => (DISC, "M7 12.4l3.5 3.4L17 9"),
        "at-risk" => ("M12 1.6L23.4 22H.6z", "M12 9v5.4M12 18.2v.1"),
        "off-track" => (SQUARE, "M12 6.6v10M7.6 12.6l4.4 4.4 4.4-4.4"),
        "achieved" => (STAR, ""),
        "paused" => (DISC, "M9.3 8v8M14.7 8v8"),
        "abandoned" => (DISC, "M8.4 8.4l7.2 7.2M15.6 8.4l-7.2 7.2"),
        _ => ("", "M8.4 12h7.2"),
    };
    let ring = shape.is_empty();
    el("span")
        .class("mark")
        .attr("aria-hidden", "true")
        .child(
            el("svg")
                .attr("viewBox", "0 0 24 24")
                .child(
                    el("path")
                        .class(if ring { "mark-ring" } else { "mark-shape" })
                        .attr("d", if ring { RING } else { shape }),
                )
                .child(el("path").class(if ring { "mark-ring" } else { "mark-cut" }).attr("d", sign)),
        )
        .into()
}

const DISC: &str = "M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22z";
const RING: &str = "M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z";
const SQUARE: &str = "M4.5 1.5h15a3 3 0 0 1 3 3v15a3 3 0 0 1-3 3h-15a3 3 0 0 1-3-3v-15a3 3 0 0 1 3-3z";
const STAR: &str = "M12 .8l3.4 7.3 7.9.9-5.9 5.4 1.6 7.9-7-4-7 4 1.6-7.9L.7 9l7.9-.9z";

/// A status with its word beside the mark.
pub fn status(name: &'static str, word: String) -> Node {
    el("span")
        .class("status")
        .attr("data-status", name)
        .child(mark(name))
        .child(el("span").class("status-word").child(word))
        .into()
}

/// Which way something moved, as a small triangle; drawn, since not every typeface has one.
pub fn arrow(up: bool) -> Node {
    let d = if up { "M6 1.5l5.5 9H.5z" } else { "M6 10.5l5.5-9H.5z" };
    el("span")
        .class("mark")
        .attr("aria-hidden", "true")
        .child(el("svg").attr("viewBox", "0 0 12 12").child(el("path").class("mark-shape").attr("d", d)))
        .into()
}

/// An arrow from one value to the next, as in '71 to 74 %'.
pub fn to() -> Node {
    el("span")
        .class("mark")
        .attr("aria-hidden", "true")
        .child(
            el("svg")
                .attr("viewBox", "0 0 24 24")
                .child(el("path").class("mark-ring").attr("d", "M3 12h17M14 6l6 6-6 6")),
        )
        .into()
}
