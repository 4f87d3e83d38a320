//! Marks on scales: a key result's course against its pace, its goal and its forecast, drawn through plotters.
//! Knows no goals, no languages and no colours: it is given numbers and finished words, and gives marks with roles.
//!
//! [`draw`] for one key result with room for words, [`spark`] where many stand close, [`switch()`] for a yes or no;
//! [`view()`] puts any of them on the page. Where a chart has too few check-ins for a line, [`draw`] takes steps, and
//! with none it shows goal and pace alone: never a line through one point.

mod canvas;
mod frame;
mod label;
mod line;
mod mark;
mod steps;
mod switch;
#[cfg(test)]
mod tests;
mod view;
mod zone;

pub use mark::Drawing;
pub use switch::switch;
pub use view::view;

use frame::Frame;

/// The fewest check-ins that make a line; as many as a forecast asks for.
const LINE: usize = 3;

/// What a chart of one key result is drawn from. Days are counted as fractions from any one midnight, values are in
/// the key result's own unit. What is not finite, or lies outside the cycle, is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The check-ins as (day, value), in order of time; one that steps back in time is left out.
    pub points: Vec<(f64, f64)>,
    /// The first and the last day of the cycle. All of it is drawn, so that what is left shows as empty room.
    pub span: (f64, f64),
    /// The value that the cycle begins with.
    pub start: Option<f64>,
    /// What is aimed at.
    pub goal: Option<Goal>,
    /// Where it is heading.
    pub forecast: Option<Forecast>,
    /// Now.
    pub today: f64,
    /// Up to four days with their words, such as the months. Of more, every second or third is taken; one without room
    /// is left out.
    pub ticks: Vec<(f64, String)>,
    /// The words on the marks.
    pub labels: Labels,
}

/// What is aimed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// A value to reach, from above or from below.
    Line(f64),
    /// Bounds to keep within, the lower and the upper; without one, that side is open.
    Band(Option<f64>, Option<f64>),
}

/// A forecast: a straight line, and how far it may be off at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// (day, value) where it begins, as a rule the latest check-in.
    pub from: (f64, f64),
    /// (day, value) where it ends.
    pub to: (f64, f64),
    /// The lower end of the spread on the last day.
    pub low: f64,
    /// The upper end of the spread on the last day.
    pub high: f64,
}

/// The words on the marks, finished; an empty one is not drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// At the right end of the goal: 'goal', or 'goal 5'.
    pub goal: String,
    /// At the latest value.
    pub value: String,
    /// At the left end, before the value that the cycle begins with.
    pub start: String,
}

/// How large a drawing is, in CSS pixels at a root size of 16: a place of 30 x 8 rem is (480, 128).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Held between 10 and 8,000.
    pub width: f64,
    /// Held between 10 and 8,000.
    pub height: f64,
    /// The size of text, held between 20, the least that reads across a room, and 200. Strokes and dots go with it.
    pub text: f64,
}

impl Size {
    /// In tenths of a pixel.
    fn tenths(self) -> ((i32, i32), i32) {
        // `as` bounds, and makes what is not a number nought.
        let tenths = |pixels: f64, least: i32, most: i32| ((pixels * 10.0).round() as i32).clamp(least, most);
        ((tenths(self.width, 100, 80_000), tenths(self.height, 100, 80_000)), tenths(self.text, 200, 2_000))
    }
}

/// A key result's course with its words: a line, or steps where there are few check-ins.
pub fn draw(chart: &Chart, size: Size) -> Drawing {
    course(chart, size, true)
}

/// A key result's course without words, for where many stand close.
pub fn spark(chart: &Chart, size: Size) -> Drawing {
    course(chart, size, false)
}

fn course(chart: &Chart, size: Size, words: bool) -> Drawing {
    let (size, em) = size.tenths();
    let mut marks = Vec::new();
    if let Some(frame) = Frame::new(chart, size, em, words) {
        let pen = canvas::Pen::new(size, &mut marks);
        frame.draw_under(&pen);
        if frame.points.len() < LINE {
            steps::draw(&frame, &pen);
        } else {
            line::draw(&frame, &pen);
        }
        drop(pen);
        frame.draw_words(&mut marks);
    }
    Drawing { size, em, marks }
}
