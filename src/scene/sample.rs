//! Walls for the scenes' tests: offices of any size, drawn from loose drafts of goals as a reader leaves them.

use super::Wall;
use crate::goals::{
    Decision, GoalId, Goals, GoalsParts, KeyResult, Life, Measure, Measures, Now, Objective, Rules, Team, TeamId, Unit,
    Zone,
};
use crate::settings::Settings;
use crate::ui::Canvas;
use std::sync::Arc;

/// Windows that every scene is tried in, in CSS pixels.
pub(super) const SIZES: [(f64, f64); 4] = [(1920.0, 1080.0), (1080.0, 1920.0), (1024.0, 600.0), (2560.0, 1080.0)];

/// So many objectives, each of a team of its own, with so many key results each.
pub(super) fn wall(objectives: usize, each: usize, size: (f64, f64)) -> Wall {
    of(parts(objectives, each), size)
}

/// One objective that is laid aside, with a key result.
pub(super) fn resting() -> Wall {
    let mut parts = parts(1, 1);
    for objective in &mut parts.objectives {
        objective.life = Life::Paused(Decision::default());
    }
    of(parts, (1920.0, 1080.0))
}

/// A wall in English that shows these goals.
pub(super) fn of(parts: GoalsParts, (width, height): (f64, f64)) -> Wall {
    let goals = Goals::new(parts);
    let at = chrono::DateTime::parse_from_rfc3339("2026-11-25T09:42:00+01:00").unwrap().to_utc();
    let now = Now::new(at, Zone::fixed(3600));
    Wall {
        measures: Arc::new(Measures::of(&goals, &Rules::default(), &now)),
        goals: Arc::new(goals),
        focus: None,
        now,
        settings: Arc::new(Settings::default()),
        words: &crate::words::en::EN,
        canvas: Canvas::of(width, height, 0.025),
    }
}

/// The ids of all key results, in the feed's order.
pub(super) fn key_results(wall: &Wall) -> Vec<GoalId> {
    wall.goals.key_results().iter().map(|key_result| key_result.id.clone()).collect()
}

/// The goals of [`wall`].
pub(super) fn parts(objectives: usize, each: usize) -> GoalsParts {
    let teams = (0..objectives).map(|i| Team { id: team(i), name: format!("Team {i}"), parent: None }).collect();
    let key_results = (0..objectives * each).map(|n| key_result(n, n / each)).collect();
    let objectives = (0..objectives).map(objective).collect();
    GoalsParts { teams, objectives, key_results, ..GoalsParts::default() }
}

fn team(i: usize) -> TeamId {
    TeamId::new(&format!("t{i}"))
}

fn objective(i: usize) -> Objective {
    Objective {
        id: GoalId::new(&format!("o{i}")),
        title: format!("Objective {i}, with a title as long as most"),
        description: None,
        team: Some(team(i)),
        owner: None,
        supports: Vec::new(),
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

fn key_result(n: usize, objective: usize) -> KeyResult {
    KeyResult {
        id: GoalId::new(&format!("k{n}")),
        title: format!("Key result {n} of many"),
        description: None,
        objective: GoalId::new(&format!("o{objective}")),
        team: None,
        owner: None,
        weight: 1.0,
        measure: Measure::Toward { start: 0.0, target: 100.0, unit: Unit::default() },
        current: Some(42.0),
        life: Life::Active,
        declared: None,
        given_progress: None,
        check_ins: Vec::new(),
        rhythm: None,
        due: None,
        url: None,
    }
}
