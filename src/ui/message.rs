//! What is shown instead of a scene, and what lies over one: a sentence or two, the keys, the report.

use super::{Canvas, fit};
use crate::node::{Node, el, many};
use crate::words::Words;

/// A heading and a few lines in the middle of the wall.
pub fn message(heading: String, lines: Vec<String>) -> Node {
    let lines = lines.into_iter().map(|line| el("p").child(line));
    el("section").class("message").child(el("h1").child(heading)).child(many(lines)).into()
}

/// Which keys there are.
pub fn keys(words: &'static Words) -> Node {
    let keys =
        words.keys.all.iter().map(|(key, what)| el("li").child(el("kbd").child(*key)).child(el("span").child(*what)));
    el("section")
        .class("over-card card")
        .attr("role", "dialog")
        .attr("aria-label", words.keys.title)
        .child(el("h2").child(words.keys.title))
        .child(el("ul").class("keys").child(many(keys)))
        .into()
}

/// What was read, and each thing that could not be used; alike ones once, with their number. What has no room on the
/// wall is counted at the end.
pub fn report(read: Vec<String>, heading: String, problems: Vec<String>, canvas: &Canvas) -> Node {
    const SIZE: f64 = 1.25;
    let width = canvas.stage_width() - 6.0;
    let mut room = canvas.stage_height() - 10.0 - read.len() as f64 * 2.0;
    let all = problems.len();
    let mut shown = Vec::new();
    for problem in problems {
        room -= fit::height(&problem, SIZE, width, 1.3) + 0.5;
        if room < 2.0 {
            break;
        }
        shown.push(problem);
    }
    let rest = all - shown.len();
    let rest = (rest > 0).then(|| el("li").class("soft").child(format!("+ {rest}")));
    let read = read.into_iter().map(|line| el("p").class("soft").child(line));
    let shown = shown.into_iter().map(|line| el("li").child(line));
    el("section")
        .class("over-card card")
        .attr("role", "dialog")
        .attr("aria-label", heading.clone())
        .child(many(read))
        .child(el("h2").child(heading.clone()))
        .child(el("ul").class("notices").child(many(shown)).child(rest))
        .into()
}
