//! The usual form: one thick line through the check-ins, a dot at the latest.

use super::canvas::Pen;
use super::frame::Frame;
use super::mark::Role;

/// Draws the line of three or more check-ins.
pub(super) fn draw(frame: &Frame, pen: &Pen) {
    pen.line(Role::Value, frame.points.iter().map(|point| frame.spot(*point)).collect());
    if let Some(last) = frame.points.last() {
        pen.dot(Role::Point, frame.spot(*last), frame.radius());
    }
}
