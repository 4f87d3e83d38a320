//! A key result out of work that is done or not: how many of how many, and since when.
//!
//! For tools that know issues, cards and tasks, but no measures. Counting says that work was done, not that it helped;
//! it is used only where a goal has nothing better.

use super::draft::{DraftCheckIn, DraftGoal, DraftKeyResult, DraftMeasure, DraftTie, When};
use crate::goals::order::sort;
use chrono::{NaiveDate, NaiveTime};

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

/// What the key result is called where the work is weighed in story points.
fn title_of_points(language: Option<&str>) -> String {
    let words = match language {
        Some("sv") => "Klara story points",
        Some("nb") => "Ferdige story points",
        Some("da") => "Færdige story points",
        Some("de") => "Erledigte Story Points",
        Some("fi") => "Valmiit tarinapisteet",
        Some("fr") => "Story points terminés",
        Some("es") => "Puntos de historia terminados",
        _ => "Story points done",
    };
    String::from(words)
}

/// How much of the work for an objective is done: from nought to all of it, with a value for each day on which
/// something was done, as far as the days are known. None without work.
pub fn of(pieces: &[Piece], objective: &str, at: &str, language: Option<&str>) -> Option<DraftKeyResult> {
    counted(pieces, &|_| 1.0, title(language), objective, at)
}

/// The same in story points, where each piece of work has its own: how many each has, in the pieces' order. By their
/// number, where one has none.
pub fn in_points(
    pieces: &[Piece],
    points: &[Option<f64>],
    objective: &str,
    at: &str,
    language: Option<&str>,
) -> Option<DraftKeyResult> {
    let known = points.iter().flatten().filter(|points| points.is_finite() && **points >= 0.0);
    let all = known.clone().count() == pieces.len() && known.sum::<f64>() > 0.0;
    if !all {
        return of(pieces, objective, at, language);
    }
    let points = |piece: usize| points.get(piece).copied().flatten().unwrap_or_default();
    counted(pieces, &points, title_of_points(language), objective, at)
}

fn counted(
    pieces: &[Piece],
    size: &dyn Fn(usize) -> f64,
    title: String,
    objective: &str,
    at: &str,
) -> Option<DraftKeyResult> {
    if pieces.is_empty() {
        return None;
    }
    let done: Vec<(usize, &Piece)> = pieces.iter().enumerate().filter(|(_, piece)| piece.done).collect();
    // The sum of nothing is -0 for floats.
    let all = done.iter().fold(0.0, |all, (i, _)| all + size(*i));
    let mut dated: Vec<(f64, &Piece, When)> =
        done.iter().filter_map(|(i, piece)| Some((size(*i), *piece, piece.on?))).collect();
    let mut check_ins = Vec::new();
    // Without all the days, a line would begin at a height that nobody knows.
    if dated.len() == done.len() {
        sort(&mut dated, &|(_, _, a), (_, _, b)| day(*a).cmp(&day(*b)));
        let mut value = 0.0;
        for (i, (size, piece, on)) in dated.iter().enumerate() {
            value += size;
            let last_of_day = dated.get(i + 1).is_none_or(|(_, _, next)| day(*next).0 != day(*on).0);
            if last_of_day {
                check_ins.push(DraftCheckIn {
                    at: piece.at.clone(),
                    when: Some(*on),
                    value: Some(value),
                    ..DraftCheckIn::default()
                });
            }
        }
    }
    Some(DraftKeyResult {
        goal: DraftGoal {
            at: at.to_string(),
            id: Some(format!("{objective}#done")),
            title: Some(title),
            check_ins,
            ..DraftGoal::default()
        },
        objective: Some(DraftTie { at: at.to_string(), to: objective.to_string() }),
        measure: DraftMeasure {
            start: Some(0.0),
            target: Some((0..pieces.len()).map(size).sum()),
            ..DraftMeasure::default()
        },
        current: Some(all),
        rhythm: None,
    })
}

/// A day and a time to put moments in order by, whatever is known of their zone.
pub fn day(when: When) -> (NaiveDate, NaiveTime) {
    match when {
        When::Day(day) => (day, NaiveTime::MIN),
        When::Local(time) => (time.date(), time.time()),
        When::At(moment) => (moment.date_naive(), moment.time()),
    }
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
        assert!(values(&[piece(false, "")]).0.is_sign_positive());
        assert!(of(&[], "A-1", "", None).is_none());

        let points = |points: &[Option<f64>]| {
            let key_result = in_points(&dated, points, "A-1", "/issues/0", None).unwrap();
            let values: Vec<f64> = key_result.goal.check_ins.iter().filter_map(|check_in| check_in.value).collect();
            (key_result.current.unwrap(), key_result.measure.target.unwrap(), values)
        };
        assert_eq!(points(&[Some(3.0), Some(5.0), Some(1.0), Some(8.0)]), (12.0, 17.0, vec![1.0, 12.0]));
        assert_eq!(points(&[Some(3.0), None, Some(1.0), Some(8.0)]), (3.0, 4.0, vec![1.0, 3.0]));
    }
}
