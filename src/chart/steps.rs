//! The form for one or two check-ins: the value stands until the next word about it, and each check-in has its dot.
//! It claims nothing about the days between, as a line would.

use super::canvas::Pen;
use super::frame::Frame;
use super::mark::Role;

/// Draws the steps from the start, if that is known, through the check-ins.
pub(super) fn draw(frame: &Frame, pen: &Pen) {
    let start = frame.start.filter(|_| !frame.points.is_empty()).map(|value| (frame.days.0, value));
    let mut stairs = Vec::new();
    let mut before: Option<f64> = None;
    for (day, value) in start.iter().chain(&frame.points) {
        if let Some(held) = before {
            stairs.push(frame.spot((*day, held)));
        }
        stairs.push(frame.spot((*day, *value)));
        before = Some(*value);
    }
    stairs.dedup();
    pen.line(Role::Value, stairs);
    for point in &frame.points {
        pen.dot(Role::Point, frame.spot(*point), frame.radius());
    }
}
