//! What every course stands in: the scales, the time's words, the goal, the pace and the forecast. Draws no values.

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use super::canvas::Pen;
use super::mark::{Anchor, Mark, Role, Spot};
use super::{Chart, Forecast, Goal, Labels, label, zone};

/// At most so many words on the time axis.
const TICKS: usize = 4;
/// Beyond this a value is taken for a mistake; its differences still fit a number.
const HUGE: f64 = 1e300;

/// The scales of one chart, and what of it can be drawn.
pub(super) struct Frame<'a> {
    scales: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    size: (i32, i32),
    em: i32,
    words: bool,
    chart: &'a Chart,
    goal: Option<Goal>,
    forecast: Option<Forecast>,
    /// The first and the last day.
    pub(super) days: (f64, f64),
    /// The least and the greatest value that the scale holds.
    pub(super) values: (f64, f64),
    /// The value at the start.
    pub(super) start: Option<f64>,
    /// The check-ins that can be drawn, at most one for each pixel of width.
    pub(super) points: Vec<(f64, f64)>,
}

fn sound(value: f64) -> Option<f64> {
    (value.abs() <= HUGE).then_some(value)
}

impl<'a> Frame<'a> {
    /// The frame of a chart; none if its cycle has no length, as there is no scale then.
    pub(super) fn new(chart: &'a Chart, size: (i32, i32), em: i32, words: bool) -> Option<Frame<'a>> {
        let (first, last) = (sound(chart.span.0)?, sound(chart.span.1)?);
        if first >= last {
            return None;
        }
        let points = course(&chart.points, (first, last), (last - first) / (f64::from(size.0) / 10.0));
        let start = chart.start.and_then(sound);
        let goal = chart.goal.and_then(sound_goal);
        let forecast = chart.forecast.and_then(|forecast| sound_forecast(forecast, (first, last)));
        let values = extent(start, goal, forecast, &points);

        let (wide, high) = size;
        // Small drawings give the words up before the marks.
        let words = words && high >= em * 3 && wide >= em * 6;
        let margin = |word: &str, most: i32| {
            let room = label::width(word, em) + em * 2 / 5;
            (words && !word.is_empty() && room <= most).then_some(room)
        };
        // Dots at an edge stay whole.
        let edge = (em * 2 / 5).min(wide / 4).min(high / 4);
        let left = start.and_then(|_| margin(&chart.labels.start, wide / 4)).unwrap_or(edge);
        let right = goal.and_then(|_| margin(&chart.labels.goal, wide * 2 / 5)).unwrap_or(edge);
        let above = if words { em * 11 / 20 } else { edge };
        let below = match (words, chart.ticks.is_empty()) {
            // A goal's word at the very bottom ends where the time's words begin.
            (true, false) => em * 33 / 20,
            (true, true) => above,
            (false, _) => edge,
        };
        let scales = Cartesian2d::new(first..last, values.0..values.1, (left..wide - right, high - below..above));
        Some(Frame { scales, size, em, words, chart, goal, forecast, days: (first, last), values, start, points })
    }

    /// Where a (day, value) stands; what is off the scales is moved to their edge.
    pub(super) fn spot(&self, (day, value): (f64, f64)) -> Spot {
        let within = |v: f64, (low, high): (f64, f64)| v.max(low).min(high);
        self.scales.translate(&(within(day, self.days), within(value, self.values)))
    }

    /// How large a dot is.
    pub(super) fn radius(&self) -> i32 {
        self.em * 3 / 10
    }

    /// All that lies under the values.
    pub(super) fn draw_under(&self, pen: &Pen) {
        let (first, last) = self.days;
        match self.goal {
            Some(Goal::Band(lower, upper)) => zone::draw(self, pen, lower, upper),
            Some(Goal::Line(goal)) => {
                pen.line(Role::Goal, vec![self.spot((first, goal)), self.spot((last, goal))]);
                if let Some(start) = self.start {
                    self.draw_pace(pen, start, goal);
                }
            }
            None => {}
        }
        if let Some(Forecast { from, to, low, high }) = self.forecast {
            pen.area(Role::Band, vec![self.spot(from), self.spot((to.0, high)), self.spot((to.0, low))]);
            pen.line(Role::Forecast, vec![self.spot(from), self.spot(to)]);
        }
    }

    /// The expected pace, and today's place on it: the same short stroke that a meter has.
    fn draw_pace(&self, pen: &Pen, start: f64, goal: f64) {
        let (first, last) = self.days;
        pen.line(Role::Expected, vec![self.spot((first, start)), self.spot((last, goal))]);
        let today = self.chart.today;
        if first < today && today < last {
            let (x, y) = self.spot((today, between((first, start), (last, goal), today)));
            let reach = self.em * 7 / 20;
            pen.line(Role::Today, vec![(x, y - reach), (x, y + reach)]);
        }
    }

    /// The words, each only where it touches no other and stays inside: first the goal's, then the time's, then the
    /// start's and the value's.
    pub(super) fn draw_words(&self, marks: &mut Vec<Mark>) {
        if !self.words {
            return;
        }
        let Labels { goal, value, start } = &self.chart.labels;
        self.draw_word(marks, Role::GoalText, goal, &self.goal_places());
        self.draw_ticks(marks);
        if let Some(first) = self.start {
            let (x, y) = self.spot((self.days.0, first));
            self.draw_word(marks, Role::StartText, start, &[((x - self.em * 3 / 10, y), Anchor::End)]);
        }
        if let Some(point) = self.points.last() {
            self.draw_word(marks, Role::ValueText, value, &self.places(*point));
        }
    }

    fn draw_word(&self, marks: &mut Vec<Mark>, role: Role, word: &str, places: &[(Spot, Anchor)]) {
        if word.is_empty() {
            return;
        }
        if let Some((at, anchor)) = label::place(places, word, self.size, self.em, marks) {
            Pen::new(self.size, marks).text(role, at, anchor, self.em, word);
        }
    }

    /// At the right end of the goal; a zone has its word in its middle.
    fn goal_places(&self) -> Vec<(Spot, Anchor)> {
        let (x, y) = match self.goal {
            Some(Goal::Line(goal)) => self.spot((self.days.1, goal)),
            Some(Goal::Band(lower, upper)) => {
                let ((x, top), (_, bottom)) = zone::edges(self, lower, upper);
                (x, top + (bottom - top) / 2)
            }
            None => return Vec::new(),
        };
        vec![((x + self.em * 3 / 10, y), Anchor::Start)]
    }

    /// Around a mark: above, below, and to either side of it.
    fn places(&self, point: (f64, f64)) -> Vec<(Spot, Anchor)> {
        let (x, y) = self.spot(point);
        let (up, aside) = (self.em, self.em / 2);
        let mut places = Vec::new();
        for (x, anchor) in [(x, Anchor::Middle), (x - aside, Anchor::Start), (x + aside, Anchor::End)] {
            places.extend([((x, y - up), anchor), ((x, y + up), anchor)]);
        }
        places.extend([((x + aside, y), Anchor::Start), ((x - aside, y), Anchor::End)]);
        places
    }

    fn draw_ticks(&self, marks: &mut Vec<Mark>) {
        let middle = self.size.1 - self.em * 11 / 20;
        // Of too many, every second or third, so that those left stand evenly.
        let ticks = &self.chart.ticks;
        for (day, word) in ticks.iter().step_by(ticks.len().div_ceil(TICKS).max(1)) {
            if word.is_empty() || !(self.days.0 <= *day && *day <= self.days.1) {
                continue;
            }
            let (x, _) = self.spot((*day, self.values.0));
            let (from, to) = label::room((x, middle), Anchor::Start, self.em, word);
            // Half an em from its neighbours, so that two do not read as one.
            let spaced = ((from.0 - self.em / 2, from.1), (to.0 + self.em / 2, to.1));
            if label::is_inside((from, to), self.size) && label::is_free(spaced, self.em, marks) {
                let pen = Pen::new(self.size, marks);
                pen.line(Role::Notch, vec![(x, middle - self.em * 21 / 20), (x, middle - self.em * 3 / 4)]);
                pen.text(Role::Tick, (x, middle), Anchor::Start, self.em, word);
            }
        }
    }
}

/// The check-ins inside the cycle, in order, no two closer than `least` days: the later one counts.
fn course(points: &[(f64, f64)], (first, last): (f64, f64), least: f64) -> Vec<(f64, f64)> {
    let mut course: Vec<(f64, f64)> = Vec::new();
    for (day, value) in points {
        if !(first <= *day && *day <= last) || sound(*value).is_none() {
            continue;
        }
        match course.last_mut() {
            Some(before) if *day < before.0 => {}
            Some(before) if *day - before.0 < least => *before = (before.0, *value),
            _ => course.push((*day, *value)),
        }
    }
    course
}

fn sound_goal(goal: Goal) -> Option<Goal> {
    match goal {
        Goal::Line(value) => sound(value).map(Goal::Line),
        Goal::Band(lower, upper) => match (lower.and_then(sound), upper.and_then(sound)) {
            (None, None) => None,
            (Some(lower), Some(upper)) => Some(Goal::Band(Some(lower.min(upper)), Some(lower.max(upper)))),
            (lower, upper) => Some(Goal::Band(lower, upper)),
        },
    }
}

/// A forecast that begins in the cycle, cut off at its end; one that leads nowhere is none.
fn sound_forecast(forecast: Forecast, (first, last): (f64, f64)) -> Option<Forecast> {
    let Forecast { from, to, low, high } = forecast;
    let numbers = [from.1, to.0, to.1, low, high];
    let known = numbers.iter().all(|v| sound(*v).is_some());
    let ahead = first <= from.0 && from.0 < last && from.0 < to.0;
    if !(known && ahead) {
        return None;
    }
    let end = to.0.min(last);
    let at_end = |value: f64| between(from, (to.0, value), end);
    let (low, high) = (low.min(high), low.max(high));
    Some(Forecast { from, to: (end, at_end(to.1)), low: at_end(low), high: at_end(high) })
}

/// The value at a day on the straight line through two points of different days.
fn between((day, value): (f64, f64), (to_day, to_value): (f64, f64), at: f64) -> f64 {
    let part = (at - day) / (to_day - day);
    value * (1.0 - part) + to_value * part
}

/// The values that the scale holds: start, goal, all check-ins and the forecast, so that no chart flatters. An open
/// side of a 'keep within' goal gets room to show; where all is one value, that stands in the middle.
fn extent(start: Option<f64>, goal: Option<Goal>, forecast: Option<Forecast>, points: &[(f64, f64)]) -> (f64, f64) {
    let bounds = match goal {
        Some(Goal::Line(value)) => [Some(value), None],
        Some(Goal::Band(lower, upper)) => [lower, upper],
        None => [None, None],
    };
    let ends = forecast.map_or([None; 4], |f| [Some(f.from.1), Some(f.to.1), Some(f.low), Some(f.high)]);
    let known = bounds.into_iter().chain(ends).chain([start]).flatten().chain(points.iter().map(|point| point.1));
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in known {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        return (0.0, 1.0);
    }
    let room = high - low;
    if room <= low.abs() * 1e-9 {
        let aside = (low.abs() * 0.1).max(1.0);
        return (low - aside, high + aside);
    }
    match goal {
        Some(Goal::Band(None, Some(upper))) => (low.min(upper - room * 0.4), high),
        Some(Goal::Band(Some(lower), None)) => (low, high.max(lower + room * 0.4)),
        _ => (low, high),
    }
}
