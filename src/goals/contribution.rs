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
    teams.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    teams
}

/// Where a goal's turn comes on the way down: parents before children, an objective before its key results.
fn place<'a>(measures: &Measures, goal: GoalRef<'a>) -> (Reverse<usize>, bool, &'a GoalId) {
    let rank = measures.get(goal.id()).map_or(0, |measured| measured.rank);
    (Reverse(rank), matches!(goal, GoalRef::KeyResult(_)), goal.id())
}
