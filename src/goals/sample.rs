//! Small goals for the measures' tests, in an office in Stockholm in the fourth quarter of 2026.

use super::*;
use chrono::NaiveDate;

/// A day, as '2026-11-23'.
pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A moment, as '2026-11-23T09:42:00+01:00', or noon in Stockholm's winter of a day.
pub(super) fn at(text: &str) -> Moment {
    let text = if text.len() == 10 { format!("{text}T12:00:00+01:00") } else { text.to_owned() };
    chrono::DateTime::parse_from_rfc3339(&text).unwrap().to_utc()
}

/// Stockholm's offsets around 2026.
pub(super) fn stockholm() -> Zone {
    let changes = [("2026-03-29", 7200), ("2026-10-25", 3600), ("2027-03-28", 7200)];
    Zone::new(3600, changes.map(|(day, offset)| (at(&format!("{day}T01:00:00Z")), offset)).to_vec())
}

/// A present moment in Stockholm.
pub(super) fn now(text: &str) -> Now {
    Now::new(at(text), stockholm())
}

/// October to December 2026.
pub(super) fn quarter() -> Cycle {
    Cycle { name: Some("Q4 2026".into()), start: day("2026-10-01"), end: day("2026-12-31") }
}

/// The quarter's time in Stockholm.
pub(super) fn window() -> Window {
    Window::of(&quarter(), &stockholm())
}

pub(super) fn id(text: &str) -> GoalId {
    GoalId::new(text)
}

/// From a start to a target.
pub(super) fn toward(start: f64, target: f64) -> Measure {
    Measure::Toward { start, target, unit: Unit::default() }
}

/// Kept within bounds.
pub(super) fn within(low: impl Into<Option<f64>>, high: impl Into<Option<f64>>) -> Measure {
    Measure::Within { low: low.into(), high: high.into(), unit: Unit::default() }
}

/// A check-in with a value only.
pub(super) fn check_in(when: &str, value: impl Into<Option<f64>>) -> CheckIn {
    CheckIn {
        at: at(when),
        value: value.into(),
        confidence: None,
        note: None,
        cause: None,
        lesson: None,
        support: None,
        author: None,
    }
}

/// Check-ins of days and values.
pub(super) fn check_ins(values: &[(&str, f64)]) -> Vec<CheckIn> {
    values.iter().map(|(day, value)| check_in(day, *value)).collect()
}

/// An objective without a team that supports these.
pub(super) fn objective(name: &str, supports: &[&str]) -> Objective {
    Objective {
        id: id(name),
        title: name.into(),
        description: None,
        team: None,
        owner: None,
        supports: supports.iter().map(|above| id(above)).collect(),
        cut: false,
        weight: 1.0,
        life: Life::Active,
        declared: None,
        given_progress: None,
        check_ins: Vec::new(),
        due: None,
        url: None,
    }
}

/// A key result of an objective.
pub(super) fn key_result(name: &str, objective: &str, measure: Measure) -> KeyResult {
    KeyResult {
        id: id(name),
        title: name.into(),
        description: None,
        objective: id(objective),
        team: None,
        owner: None,
        weight: 1.0,
        measure,
        current: None,
        life: Life::Active,
        declared: None,
        given_progress: None,
        check_ins: Vec::new(),
        rhythm: None,
        due: None,
        url: None,
    }
}

/// A key result from 0 to 1 that stands at a value.
pub(super) fn standing(name: &str, objective: &str, value: f64) -> KeyResult {
    KeyResult { current: Some(value), ..key_result(name, objective, toward(0.0, 1.0)) }
}

/// Goals of the quarter.
pub(super) fn goals(objectives: Vec<Objective>, key_results: Vec<KeyResult>) -> Goals {
    Goals::new(GoalsParts { cycle: Some(quarter()), objectives, key_results, ..GoalsParts::default() })
}

/// Equal but for the rounding of a few sums.
pub(super) fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-6,
        (a, b) => a.is_none() && b.is_none(),
    }
}
