//! A drawing on the page: one `svg` with real text. Knows roles only as classes.

use crate::node::{Node, el, many};

use super::mark::{Drawing, Mark, Spot};

/// Writes tenths of a pixel as pixels: `125` is `12.5`.
fn push(out: &mut String, tenths: i32) {
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if tenths < 0 && whole == 0 {
        out.push('-');
    }
    out.push_str(&whole.to_string());
    if tenth != 0 {
        out.push('.');
        out.push_str(&tenth.abs().to_string());
    }
}

fn pixels(tenths: i32) -> String {
    let mut out = String::new();
    push(&mut out, tenths);
    out
}

/// The `d` of a path.
fn outline(points: &[Spot], closed: bool) -> String {
    let mut d = String::with_capacity(points.len() * 12);
    for (at, (x, y)) in points.iter().enumerate() {
        d.push(if at == 0 { 'M' } else { 'L' });
        push(&mut d, *x);
        d.push(' ');
        push(&mut d, *y);
    }
    if closed {
        d.push('Z');
    }
    d
}

/// A drawing as an image with its description in words, filling the place that the scene gives it: text is as large as
/// was asked for where that place is as large as the drawing's [`Size`](super::Size) said. The same kinds of marks give the same elements, so that a
/// changed value changes attributes and nothing else.
pub fn view(drawing: &Drawing, alt: String) -> Node {
    let (mut paths, mut circles, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for mark in &drawing.marks {
        match mark {
            Mark::Path { role, points, closed } => {
                paths.push(el("path").class(role.class()).attr("d", outline(points, *closed)));
            }
            Mark::Circle { role, at, radius } => {
                let radius = pixels(i32::try_from(*radius).unwrap_or(0));
                circles.push(
                    el("circle")
                        .class(role.class())
                        .attr("cx", pixels(at.0))
                        .attr("cy", pixels(at.1))
                        .attr("r", radius),
                );
            }
            Mark::Text { role, at, anchor, text } => texts.push(
                el("text")
                    .class(role.class())
                    .attr("x", pixels(at.0))
                    .attr("y", pixels(at.1))
                    .attr("text-anchor", anchor.word())
                    .child(text.clone()),
            ),
        }
    }
    let frame = format!("0 0 {} {}", pixels(drawing.size.0), pixels(drawing.size.1));
    el("div")
        .class("chart")
        .child(
            el("svg")
                .attr("viewBox", frame)
                .attr("font-size", pixels(drawing.em))
                .attr("role", "img")
                .attr("aria-label", alt)
                .child(many(paths))
                .child(many(circles))
                .child(many(texts)),
        )
        .into()
}
