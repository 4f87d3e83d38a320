//! Where a word may stand: how wide it is, roughly, and which of some places is the clearest. Measures nothing in a page.

use super::mark::{Anchor, Mark, Role, Spot};

/// A rectangle: its upper left and its lower right corner.
pub(super) type Box2 = (Spot, Spot);

/// The width of a text in the units of `em`, estimated on the safe side for the sans-serifs that a board may meet
/// (Inter to DejaVu Sans): a label that is planned too wide only gets a little more room.
pub(super) fn width(text: &str, em: i32) -> i32 {
    let hundredths: i32 = text
        .chars()
        .take(1000)
        .map(|letter| match letter {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '\u{a0}' | '\u{202f}' => 36,
            'f' | 't' | 'r' | 'I' | '-' | '(' | ')' | '!' => 42,
            'm' | 'w' | 'M' | 'W' | 'æ' | 'Æ' | 'œ' | '%' | '@' | '—' | '+' | '=' | '±' | '×' | '<' | '>' => 100,
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
            'A'..='Z' | 'À'..='Þ' | '&' => 79,
            '\0'..='\u{2e7f}' => 66,
            _ => 104,
        })
        .sum();
    hundredths.saturating_mul(em) / 100
}

/// The room that a text takes whose middle line runs through `at`.
pub(super) fn room((x, y): Spot, anchor: Anchor, em: i32, text: &str) -> Box2 {
    let wide = width(text, em);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - wide / 2,
        Anchor::End => x - wide,
    };
    ((left, y - em * 11 / 20), (left + wide, y + em * 11 / 20))
}

/// The room that a placed text takes.
pub(super) fn room_of(mark: &Mark, em: i32) -> Option<Box2> {
    match mark {
        Mark::Text { at: (x, y), anchor, text, .. } => Some(room((*x, y - em * 7 / 20), *anchor, em, text)),
        Mark::Path { .. } | Mark::Circle { .. } => None,
    }
}

pub(super) fn overlap(a: Box2, b: Box2) -> bool {
    a.0.0 < b.1.0 && b.0.0 < a.1.0 && a.0.1 < b.1.1 && b.0.1 < a.1.1
}

fn holds(outer: Box2, (x, y): Spot) -> bool {
    outer.0.0 <= x && x <= outer.1.0 && outer.0.1 <= y && y <= outer.1.1
}

/// Whether a rectangle lies in the drawing.
pub(super) fn is_inside(here: Box2, size: (i32, i32)) -> bool {
    holds(((0, 0), size), here.0) && holds(((0, 0), size), here.1)
}

/// Whether a text here would touch no other.
pub(super) fn is_free(here: Box2, em: i32, marks: &[Mark]) -> bool {
    !marks.iter().filter_map(|mark| room_of(mark, em)).any(|there| overlap(here, there))
}

/// Whether a straight line passes through a rectangle; looks at steps of a quarter em, finer than any letter.
fn passes((ax, ay): Spot, (bx, by): Spot, here: Box2, em: i32) -> bool {
    let (dx, dy) = (i64::from(bx - ax), i64::from(by - ay));
    let steps = (dx.abs().max(dy.abs()) / i64::from((em / 4).max(1))).clamp(1, 400);
    (0..=steps).any(|step| {
        let along = |from: i32, by: i64| i32::try_from(i64::from(from) + by * step / steps).unwrap_or(from);
        holds(here, (along(ax, dx), along(ay, dy)))
    })
}

/// How much a text here would lie on top of: the value's own line counts most.
fn cost(here: Box2, em: i32, marks: &[Mark]) -> u32 {
    let weight = |role: Role| match role {
        Role::Value | Role::Point => 4,
        Role::Goal | Role::Expected | Role::Forecast | Role::Today | Role::Bound => 1,
        _ => 0,
    };
    marks
        .iter()
        .map(|mark| match mark {
            Mark::Path { role, points, .. } if weight(*role) > 0 => {
                let hit = points.iter().zip(points.iter().skip(1)).any(|(a, b)| passes(*a, *b, here, em));
                if hit { weight(*role) } else { 0 }
            }
            Mark::Circle { role, at: (x, y), radius } => {
                let r = i32::try_from(*radius).unwrap_or(0);
                if overlap(here, ((x - r, y - r), (x + r, y + r))) { weight(*role) } else { 0 }
            }
            _ => 0,
        })
        .sum()
}

/// The clearest of some places for a text, the first of equals; none if it fits at none of them.
pub(super) fn place(
    places: &[(Spot, Anchor)],
    text: &str,
    size: (i32, i32),
    em: i32,
    marks: &[Mark],
) -> Option<(Spot, Anchor)> {
    places
        .iter()
        .filter_map(|(at, anchor)| {
            let here = room(*at, *anchor, em, text);
            (is_inside(here, size) && is_free(here, em, marks)).then(|| (cost(here, em, marks), (*at, *anchor)))
        })
        .min_by_key(|(cost, _)| *cost)
        .map(|(_, place)| place)
}
