//! The backend that plotters draws on: it gathers marks. It never measures in a page and knows no colours.
//!
//! plotters has colours where a board has roles, so a role travels as the red of a colour; here, and nowhere else, it
//! is put in and taken out again.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, TextStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::label::width;
use super::mark::{Anchor, Mark, Role, Spot};

/// Where marks are gathered. Cannot fail.
struct Canvas<'a> {
    size: (i32, i32),
    marks: &'a mut Vec<Mark>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Color for Role {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { rgb: (self.number(), 0, 0), alpha: 1.0 }
    }
}

fn role_of(color: BackendColor) -> Role {
    Role::of(color.rgb.0)
}

impl Canvas<'_> {
    fn path(&mut self, color: BackendColor, points: Vec<Spot>, closed: bool) -> Drawn {
        if points.len() > 1 {
            self.marks.push(Mark::Path { role: role_of(color), points, closed });
        }
        Ok(())
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.size.0.unsigned_abs(), self.size.1.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// A chart of marks has no pixels.
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.path(style.color(), vec![from, to], false)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.path(style.color(), path.into_iter().collect(), false)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.path(style.color(), path.into_iter().collect(), true)
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        self.marks.push(Mark::Circle { role: role_of(style.color()), at, radius });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let em = style.size() as i32;
        let place = style.anchor();
        let anchor = match place.h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        // Engines differ in `dominant-baseline`, so the baseline is found here: a capital is about 0.7 em high.
        let down = match place.v_pos {
            VPos::Top => em * 7 / 10,
            VPos::Center => em * 7 / 20,
            VPos::Bottom => 0,
        };
        self.marks.push(Mark::Text { role: role_of(style.color()), at: (x, y + down), anchor, text: text.to_owned() });
        Ok(())
    }

    /// An estimate: the default would put spans into the page and force a layout for each.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let em = style.size() as i32;
        Ok((width(text, em).unsigned_abs(), em.unsigned_abs()))
    }
}

/// Draws in roles, in tenths of a pixel, through plotters. What lies outside the drawing is moved to its edge.
pub(super) struct Pen<'a>(DrawingArea<Canvas<'a>, Shift>);

impl<'a> Pen<'a> {
    /// A pen for a drawing of this size, over the marks that are there.
    pub(super) fn new(size: (i32, i32), marks: &'a mut Vec<Mark>) -> Pen<'a> {
        Pen(Canvas { size, marks }.into_drawing_area())
    }

    /// A line through the points; nothing for fewer than two.
    pub(super) fn line(&self, role: Role, points: Vec<Spot>) {
        drop(self.0.draw(&PathElement::new(points, role)));
    }

    /// A filled area; nothing for fewer than two corners.
    pub(super) fn area(&self, role: Role, corners: Vec<Spot>) {
        drop(self.0.draw(&Polygon::new(corners, role)));
    }

    /// A dot.
    pub(super) fn dot(&self, role: Role, at: Spot, radius: i32) {
        drop(self.0.draw(&Circle::new(at, radius, role)));
    }

    /// A word whose middle line runs through `at`.
    pub(super) fn text(&self, role: Role, at: Spot, anchor: Anchor, em: i32, text: &str) {
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle {
            font: FontDesc::new(FontFamily::SansSerif, f64::from(em), FontStyle::Normal),
            color: role.to_backend_color(),
            pos: Pos::new(side, VPos::Center),
        };
        drop(self.0.draw_text(text, &style, at));
    }
}
