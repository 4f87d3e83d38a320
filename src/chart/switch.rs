//! The form of a yes or no: a switch, on or off, and a word beside it.

use super::Size;
use super::canvas::Pen;
use super::label;
use super::mark::{Anchor, Drawing, Role};

/// A switch as high as the text allows, with its word to the right where there is room for it.
pub fn switch(on: bool, word: &str, size: Size) -> Drawing {
    let (size, em) = size.tenths();
    let mut marks = Vec::new();
    let radius = em.min(size.1 / 2).min(size.0 / 4);
    let middle = size.1 / 2;
    let (left, right) = (radius, radius * 3);
    let room = label::room((radius * 4 + em * 2 / 5, middle), Anchor::Start, em, word);
    let fits = !word.is_empty() && label::is_inside(room, size);
    let pen = Pen::new(size, &mut marks);
    // The track is a line with round ends, as thick as the style makes it for the text's size.
    pen.line(if on { Role::On } else { Role::Off }, vec![(left, middle), (right, middle)]);
    pen.dot(Role::Knob, (if on { right } else { left }, middle), radius * 7 / 10);
    if fits {
        pen.text(Role::ValueText, (room.0.0, middle), Anchor::Start, em, word);
    }
    drop(pen);
    Drawing { size, em, marks }
}
