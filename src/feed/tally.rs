//! A key result out of work that is done or not: how many of how many, and since when.
//!
//! For tools that know issues, cards and tasks, but no measures. Counting says that work was done, not that it helped;
//! it is used only where a goal has nothing better.

use super::draft::{DraftCheckIn, DraftGoal, DraftKeyResult, DraftMeasure, DraftTie, When};
use crate::goals::order::sort;

/// A piece of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Where it stands.
    pub at: String,
    /// Whether it is done.
    pub done: bool,
    /// The day it was done, if that is known.
    pub on: Option<When>,
}

/// What the key result is called.
pub fn title(language: Option<&str>) -> String {
    let words = match language {
        Some("sv") => "Klart av det som ska göras",
        Some("nb") => "Ferdig av det som skal gjøres",
        Some("da") => "Færdigt af det der skal gøres",
        Some("de") => "Erledigte Aufgaben",
        Some("fi") => "Valmista tehtävistä",
        Some("fr") => "Travaux terminés",
        Some("es") => "Trabajos terminados",
        _ => "Work items done",
    };
    String::from(words)
}

/// How much of the work for an objective is done: from nought to all of it, with a value for each day on which
/// something was done, as far as the days are known. None without work.
pub fn of(pieces: &[Piece], objective: &str, at: &str, language: Option<&str>) -> Option<DraftKeyResult> {
    if pieces.is_empty() {
        return None;
    }
    let done = pieces.iter().filter(|piece| piece.done);
    let dated: Vec<(&Piece, When)> = done.clone().filter_map(|piece| Some((piece, piece.on?))).collect();
    #[expect(clippy::cast_precision_loss, reason = "counts")]
    let count = |count: usize| count as f64;
    let all = done.count();
    let mut check_ins = Vec::new();
    // Without all the days, a line would begin at a height that nobody knows.
    if dated.len() == all {
        let mut dated = dated;
        sort(&mut dated, &|(_, a), (_, b)| a.naive().cmp(&b.naive()));
        for (i, (piece, on)) in dated.iter().enumerate() {
            let last_of_day = dated.get(i + 1).is_none_or(|(_, next)| next.naive().date() != on.naive().date());
            if last_of_day {
                check_ins.push(DraftCheckIn {
                    at: piece.at.clone(),
                    when: Some(*on),
                    value: Some(count(i + 1)),
                    ..DraftCheckIn::default()
                });
            }
        }
    }
    Some(DraftKeyResult {
        goal: DraftGoal {
            at: at.to_string(),
            id: Some(format!("{objective}#done")),
            title: Some(title(language)),
            check_ins,
            ..DraftGoal::default()
        },
        objective: Some(DraftTie { at: at.to_string(), to: objective.to_string() }),
        measure: DraftMeasure { start: Some(0.0), target: Some(count(pieces.len())), ..DraftMeasure::default() },
        current: Some(count(all)),
        rhythm: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::loose::date_of;

    #[test]
    fn done_work_is_counted_by_its_days() {
        let piece = |done: bool, on: &str| Piece { at: String::new(), done, on: date_of(on) };
        let values = |pieces: &[Piece]| {
            let key_result = of(pieces, "A-1", "/issues/0", None).unwrap();
            let values: Vec<f64> = key_result.goal.check_ins.iter().filter_map(|check_in| check_in.value).collect();
            (key_result.current.unwrap(), key_result.measure.target.unwrap(), values)
        };
        let dated = [piece(true, "2026-10-12"), piece(false, ""), piece(true, "2026-10-05"), piece(true, "2026-10-12")];
        assert_eq!(values(&dated), (3.0, 4.0, vec![1.0, 3.0]));
        assert_eq!(values(&[piece(true, "2026-10-12"), piece(true, "")]), (2.0, 2.0, vec![]));
        assert_eq!(values(&[piece(false, "")]), (0.0, 1.0, vec![]));
        assert!(of(&[], "A-1", "", None).is_none());
    }
}
