//! Who carries how much of a goal.
//!
//! A child's contribution to its parent is its weighted progress over the sum of its siblings'; multiplied down the
//! tree, the teams' shares of one goal add up to 1. Here the children of an objective are its key results and all that
//! support it, and the children of a key result are all that support it: the tree is the thread, whichever of them
//! the office lets make the objective's progress. Knows nothing of pace.

use super::model::{GoalRef, Goals, TeamId};
use super::progress::counted;
use super::share::{clamped, ratio, weights};
use super::{GoalId, Measures};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The siblings' shares in what they have done together, given as (progress, weight); they add up to 1.
///
/// Weights that are all nought count as alike. Empty if nobody has come anywhere yet.
pub fn shares(children: &[(f64, f64)]) -> Vec<f64> {
    let weights = weights(children.iter().map(|(_, weight)| *weight));
    let done: Vec<f64> =
        children.iter().zip(weights).map(|((progress, _), weight)| clamped(*progress) * weight).collect();
    let whole: f64 = done.iter().sum();
    done.into_iter().map(|part| ratio(part, whole)).collect::<Option<Vec<f64>>>().unwrap_or_default()
}

/// The children of a goal with their contributions to it, each 0..=1, adding up to 1, in the feed's order: key results
/// first. Paused and abandoned ones are left out. Empty if nobody has come anywhere yet.
pub fn of_children<'a>(goals: &'a Goals, measures: &Measures, goal: GoalRef<'a>) -> Vec<(GoalRef<'a>, f64)> {
    let own = match goal {
        GoalRef::Objective(objective) => Some(goals.key_results_of(&objective.id).map(GoalRef::KeyResult)),
        GoalRef::KeyResult(_) => None,
    };
    let supporters = goals.supporters_of(goal.id()).map(GoalRef::Objective);
    let mut children = Vec::new();
    let mut values = Vec::new();
    for child in
        own.into_iter().flatten().chain(supporters).filter(|child| place(measures, *child) > place(measures, goal))
    {
        if let Some(progress) = counted(child.life(), measures.progress(child.id())) {
            children.push(child);
            values.push((progress, child.weight()));
        }
    }
    children.into_iter().zip(shares(&values)).collect()
}

/// The teams' contributions to a goal, each 0..=1, adding up to 1, the largest first; `None` is the whole organisation,
/// for goals without a team. What nobody below a goal has contributed is its own team's. Empty if the goal has come
/// nowhere yet.
pub fn of_teams<'a>(goals: &'a Goals, measures: &Measures, goal: GoalRef<'a>) -> Vec<(Option<&'a TeamId>, f64)> {
    let mut teams: BTreeMap<Option<&TeamId>, f64> = BTreeMap::new();
    let has_progress = measures.progress(goal.id()).is_some_and(|progress| progress > 0.0);
    if !has_progress && of_children(goals, measures, goal).is_empty() {
        return Vec::new();
    }
    // From above to below: a goal's whole share has come together when its turn comes, however many parents it has.
    let mut waiting = BTreeMap::from([(place(measures, goal), (goal, 1.0))]);
    while let Some((_, (goal, share))) = waiting.pop_first() {
        let children = of_children(goals, measures, goal);
        if children.is_empty() {
            *teams.entry(goals.team_id(goal)).or_default() += share;
        }
        for (child, part) in children.into_iter().filter(|(_, part)| *part > 0.0) {
            waiting.entry(place(measures, child)).or_insert((child, 0.0)).1 += share * part;
        }
    }
    let mut teams: Vec<(Option<&TeamId>, f64)> = teams.into_iter().collect();
    super::order::sort(&mut teams, &|(_, a), (_, b)| b.total_cmp(a));
    teams
}

/// Where a goal's turn comes on the way down: parents before children, an objective before its key results.
fn place<'a>(measures: &Measures, goal: GoalRef<'a>) -> (Reverse<usize>, bool, &'a GoalId) {
    let rank = measures.get(goal.id()).map_or(0, |measured| measured.rank);
    (Reverse(rank), matches!(goal, GoalRef::KeyResult(_)), goal.id())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{close, goals, id, now, objective, standing};
    use super::super::{Decision, KeyResult, Life, Objective, Rules};
    use super::*;

    #[test]
    fn siblings() {
        for (name, children, expected) in [
            ("nobody", vec![], vec![]),
            ("alike", vec![(0.5, 1.0), (0.5, 1.0)], vec![0.5, 0.5]),
            ("by progress", vec![(0.9, 1.0), (0.3, 1.0)], vec![0.75, 0.25]),
            ("by weight", vec![(0.5, 3.0), (0.5, 1.0)], vec![0.75, 0.25]),
            ("beyond the target counts as at it", vec![(3.0, 1.0), (1.0, 1.0)], vec![0.5, 0.5]),
            ("below the start counts as at it", vec![(-1.0, 1.0), (1.0, 1.0)], vec![0.0, 1.0]),
            ("weights of nought are alike", vec![(0.9, 0.0), (0.3, 0.0)], vec![0.75, 0.25]),
            ("nobody has come anywhere", vec![(0.0, 1.0), (0.0, 1.0)], vec![]),
            ("only what weighs nothing has", vec![(0.0, 1.0), (1.0, 0.0)], vec![]),
        ] {
            assert_eq!(shares(&children), expected, "{name}");
        }
    }

    fn team(name: &str) -> Option<TeamId> {
        Some(TeamId::new(name))
    }

    fn of_team(name: &str, goal: Objective) -> Objective {
        Objective { team: team(name), ..goal }
    }

    #[test]
    fn teams_of_a_goal() {
        // top: an own key result (0.3, of another team), workshop (0.6) and app (0.3).
        // workshop: two key results. app: one key result, supported by data, which supports workshop as well.
        let goals = goals(
            vec![
                objective("top", &[]),
                of_team("workshop", objective("w", &["top"])),
                of_team("app", objective("a", &["top"])),
                of_team("data", objective("d", &["a1", "w"])),
                Objective { life: Life::Paused(Decision::default()), ..of_team("rest", objective("p", &["top"])) },
                of_team("new", objective("n", &["top"])),
            ],
            vec![
                KeyResult { team: team("finance"), ..standing("t1", "top", 0.3) },
                standing("w1", "w", 0.9),
                standing("w2", "w", 0.3),
                standing("a1", "a", 0.3),
                standing("d1", "d", 0.6),
                standing("p1", "p", 1.0),
                standing("n1", "n", 0.0),
            ],
        );
        let measures = Measures::of(&goals, &Rules::default(), &now("2026-11-25"));
        let top = goals.goal(&id("top")).unwrap();
        let children = measures.children(&goals, top);
        let children: Vec<_> =
            children.iter().map(|(child, part)| (child.id().as_str(), (part * 1000.0).round())).collect();
        assert_eq!(children, [("t1", 250.0), ("w", 500.0), ("a", 250.0), ("n", 0.0)]);
        // workshop's half: 0.9, 0.3 and data's 0.6; app's quarter goes whole to data, which carries its key result.
        for (name, expected) in [("workshop", 0.5 * 1.2 / 1.8), ("data", 0.5 * 0.6 / 1.8 + 0.25), ("finance", 0.25)] {
            let teams = measures.teams(&goals, top);
            let part = teams.iter().find(|(team, _)| *team == Some(&TeamId::new(name))).map(|(_, part)| *part);
            assert!(close(part, Some(expected)), "{name}: {teams:?}");
            assert!(close(Some(teams.iter().map(|(_, part)| part).sum()), Some(1.0)));
            assert_eq!(teams.len(), 3, "nobody else: {teams:?}");
            assert!(teams.is_sorted_by(|(_, a), (_, b)| a >= b), "the largest first");
        }
        let alone = |name| measures.teams(&goals, goals.goal(&id(name)).unwrap());
        assert_eq!(alone("n"), [], "nobody has come anywhere");
        assert_eq!(alone("w2"), [(Some(&TeamId::new("workshop")), 1.0)], "a key result is its objective's team's");
    }

    #[test]
    fn without_a_team_it_is_everybodys() {
        let given = Objective { given_progress: Some(0.4), ..objective("given", &[]) };
        let goals = goals(vec![given], vec![]);
        let measures = Measures::of(&goals, &Rules::default(), &now("2026-11-25"));
        assert_eq!(measures.teams(&goals, goals.goal(&id("given")).unwrap()), [(None, 1.0)]);
    }
}
