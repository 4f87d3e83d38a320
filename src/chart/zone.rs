//! The goal of keeping within bounds: the allowed room, shaded, with dotted edges.

use super::canvas::Pen;
use super::frame::Frame;
use super::mark::{Role, Spot};

/// The zone's edges as they are drawn, the upper and the lower. An open side ends where the drawing of values ends.
pub(super) fn edges(frame: &Frame, lower: Option<f64>, upper: Option<f64>) -> (Spot, Spot) {
    let end = |value: f64| frame.spot((frame.days.1, value));
    (end(upper.unwrap_or(frame.values.1)), end(lower.unwrap_or(frame.values.0)))
}

/// Shades the allowed room and draws the edges that are bounds.
pub(super) fn draw(frame: &Frame, pen: &Pen, lower: Option<f64>, upper: Option<f64>) {
    let ((right, top), (_, bottom)) = edges(frame, lower, upper);
    let (left, _) = frame.spot((frame.days.0, frame.values.0));
    pen.area(Role::Zone, vec![(left, top), (right, top), (right, bottom), (left, bottom)]);
    if upper.is_some() {
        pen.line(Role::Bound, vec![(left, top), (right, top)]);
    }
    if lower.is_some() {
        pen.line(Role::Bound, vec![(left, bottom), (right, bottom)]);
    }
}
