//! The part of the goals that one team's or one goal's board shows.
//!
//! Nothing is taken away from the goals themselves: what lies above and beside a part must go on counting in every
//! figure. Knows nothing of scenes.

use super::model::{GoalId, GoalRef, Goals};
use super::named::Names;
use std::collections::VecDeque;

/// The goals of a team (by id or name, teams inside it included), or those at and below a goal (by id), or what both
/// have in common. `None` if neither is asked for, or nothing answers to the name: then everything is shown.
pub fn focus(goals: &Goals, team: Option<&str>, goal: Option<&str>) -> Option<Names> {
    let of_team = team.map(|name| of_team(goals, name)).filter(|found| !found.is_empty());
    let below = goal.map(|id| at_and_below(goals, &GoalId::new(id))).filter(|found| !found.is_empty());
    match (of_team, below) {
        (Some(a), Some(b)) => Some(Names::of(a.names().filter(|name| b.contains(name)))),
        (found, None) | (None, found) => found,
    }
}

fn of_team(goals: &Goals, name: &str) -> Names {
    let named = |team: &super::Team| team.id.as_str() == name || team.name.eq_ignore_ascii_case(name);
    let mut teams: Names = Names::default();
    // A parent comes before its children.
    for team in goals.teams() {
        if named(team) || team.parent.as_ref().is_some_and(|parent| teams.contains(parent)) {
            teams.insert(&team.id, ());
        }
    }
    let own = goals.all().filter(|goal| goals.team_id(*goal).is_some_and(|team| teams.contains(team)));
    let mut found = Names::of(own.map(|goal| goal.id()));
    // A key result is not told without its objective, nor an objective without its key results.
    let objectives = goals.key_results().iter().filter(|key_result| found.contains(&key_result.id));
    let objectives: Vec<GoalId> = objectives.map(|key_result| key_result.objective.clone()).collect();
    let key_results = goals.key_results().iter().filter(|key_result| found.contains(&key_result.objective));
    let key_results: Vec<GoalId> = key_results.map(|key_result| key_result.id.clone()).collect();
    found.add(objectives.iter());
    found.add(key_results.iter());
    found
}

fn at_and_below(goals: &Goals, goal: &GoalId) -> Names {
    let mut found = Names::default();
    if let Some(GoalRef::KeyResult(key_result)) = goals.goal(goal) {
        found.insert(&key_result.objective, ());
    }
    let mut waiting: VecDeque<GoalId> = goals.goal(goal).map(|goal| goal.id().clone()).into_iter().collect();
    while let Some(id) = waiting.pop_front() {
        if found.insert(&id, ()) {
            waiting.extend(goals.key_results_of(&id).map(|key_result| key_result.id.clone()));
            waiting.extend(goals.supporters_of(&id).map(|objective| objective.id.clone()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::model::{GoalsParts, KeyResult, Life, Measure, Objective, Team, TeamId};
    use super::*;

    fn objective(id: &str, team: Option<&str>, supports: &[&str]) -> Objective {
        Objective {
            id: GoalId::new(id),
            title: id.into(),
            description: None,
            team: team.map(TeamId::new),
            owner: None,
            supports: supports.iter().map(|id| GoalId::new(id)).collect(),
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

    fn key_result(id: &str, objective: &str, team: Option<&str>) -> KeyResult {
        KeyResult {
            id: GoalId::new(id),
            title: id.into(),
            description: None,
            objective: GoalId::new(objective),
            team: team.map(TeamId::new),
            owner: None,
            weight: 1.0,
            measure: Measure::None,
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

    #[test]
    fn a_part_of_the_goals() {
        let team = |id: &str, parent: Option<&str>| Team {
            id: TeamId::new(id),
            name: format!("Team {id}"),
            parent: parent.map(TeamId::new),
        };
        let goals = Goals::new(GoalsParts {
            teams: vec![team("a", None), team("b", Some("a")), team("c", None)],
            objectives: vec![
                objective("top", None, &[]),
                objective("of-a", Some("a"), &["top"]),
                objective("of-b", Some("b"), &["top-1"]),
                objective("of-c", Some("c"), &["of-a"]),
            ],
            key_results: vec![
                key_result("top-1", "top", None),
                key_result("a-1", "of-a", None),
                key_result("c-1", "of-c", Some("b")),
            ],
            ..GoalsParts::default()
        });
        for (name, team, goal, expected) in [
            ("nothing asked", None, None, None),
            ("nobody of that name", Some("x"), Some("y"), None),
            ("a team with one inside", Some("a"), None, Some("a-1 c-1 of-a of-b of-c")),
            ("by name", Some("team C"), None, Some("c-1 of-c")),
            ("a goal and below", None, Some("of-a"), Some("a-1 c-1 of-a of-c")),
            ("a key result and below", None, Some("top-1"), Some("of-b top top-1")),
            ("both", Some("c"), Some("of-a"), Some("c-1 of-c")),
        ] {
            let found = focus(&goals, team, goal);
            let ids = found.map(|found| found.names().collect::<Vec<_>>().join(" "));
            assert_eq!(ids.as_deref(), expected, "{name}");
        }
    }
}
