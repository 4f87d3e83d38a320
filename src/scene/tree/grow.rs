//! Which goals hang on which on a slide of the tree, how deep, and how much of the goal in focus each carries.
//!
//! A goal that supports several stands once, below the deepest of them, and has a tie to each that stands right
//! above it. Knows nothing of sizes and places.

use crate::goals::{GoalId, GoalRef, Goals, KeyResult, Life, Measures, Named, Names, Objective, order};
use std::collections::VecDeque;

/// A goal with what hangs on it.
#[derive(Clone, Debug)]
pub(super) struct Branch<'a> {
    /// The goal.
    pub(super) goal: &'a Objective,
    /// Its ties to the goals a level above, the one that it stands below first; none at the root.
    pub(super) ties: Vec<Tie<'a>>,
    /// What hangs on it, as deep as was asked for.
    pub(super) below: Vec<Branch<'a>>,
}

/// What holds a goal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie<'a> {
    /// The goal above.
    pub(super) above: &'a Objective,
    /// Its key result that the tie goes through, if it goes through one.
    pub(super) through: Option<&'a KeyResult>,
}

/// The goals right below one, each once: those tied to the goal itself, then those tied to its key results, in their
/// order; those who rest last. An abandoned goal neither holds nor carries anything.
pub(super) fn below<'a>(goals: &'a Goals, above: &'a Objective) -> Vec<&'a Objective> {
    if is_given_up(&above.life) {
        return Vec::new();
    }
    let ways = goals.key_results_of(&above.id).filter(|key_result| !is_given_up(&key_result.life));
    let through = ways.flat_map(|key_result| goals.supporters_of(&key_result.id)).map(|goal| (true, goal));
    let own = goals.supporters_of(&above.id).map(|goal| (false, goal));
    let mut seen = Names::default();
    let all = through.chain(own).filter(|(_, goal)| !is_given_up(&goal.life));
    let mut found: Vec<(bool, &Objective)> = all.filter(|(_, goal)| seen.insert(&goal.id, ())).collect();
    let rank = |(through, goal): &(bool, &Objective)| (goal.life.rests(), *through);
    order::sort(&mut found, &|a, b| rank(a).cmp(&rank(b)));
    found.into_iter().map(|(_, goal)| goal).collect()
}

fn is_given_up(life: &Life) -> bool {
    matches!(life, Life::Abandoned(_))
}

/// All that holds a goal. A tie to a goal through its key result stands for one to the goal itself, too.
fn ties<'a>(goals: &'a Goals, goal: &'a Objective) -> Vec<Tie<'a>> {
    let ties = goal.supports.iter().filter_map(|id| match goals.goal(id)? {
        GoalRef::Objective(above) => Some(Tie { above, through: None }),
        GoalRef::KeyResult(way) => Some(Tie { above: goals.objective(&way.objective)?, through: Some(way) }),
    });
    let holds = |tie: &Tie<'_>| {
        !is_given_up(&tie.above.life) && !tie.through.is_some_and(|key_result| is_given_up(&key_result.life))
    };
    let ties: Vec<Tie<'a>> = ties.filter(holds).collect();
    let through = |tie: &Tie<'_>| ties.iter().any(|other| other.through.is_some() && other.above.id == tie.above.id);
    ties.iter().filter(|tie| tie.through.is_some() || !through(tie)).copied().collect()
}

/// Goals, and how many steps each stands below the roots.
type Levels<'a> = Named<(&'a GoalId, usize)>;

/// How many steps each goal stands below the roots, by the longest way.
pub(super) fn levels<'a>(goals: &'a Goals, roots: &[&'a Objective]) -> Levels<'a> {
    let most = goals.objectives().len();
    let mut levels = Levels::default();
    for root in roots {
        levels.insert(&root.id, (&root.id, 0));
    }
    let mut next: VecDeque<&Objective> = roots.iter().copied().collect();
    while let Some(above) = next.pop_front() {
        let level = levels.get(&above.id).map_or(0, |(_, level)| level + 1);
        for goal in below(goals, above) {
            let (_, known) = levels.or_insert(&goal.id, (&goal.id, 0));
            if *known < level && level <= most {
                *known = level;
                next.push_back(goal);
            }
        }
    }
    levels
}

/// How many levels there are below the roots.
pub(super) fn depth(goals: &Goals, roots: &[&Objective]) -> usize {
    levels(goals, roots).things().iter().map(|(_, level)| *level).max().unwrap_or(0)
}

/// The branches of these roots, `depth` levels below them.
pub(super) fn grow<'a>(goals: &'a Goals, roots: &[&'a Objective], depth: usize) -> Vec<Branch<'a>> {
    let levels = levels(goals, roots);
    let mut placed = Names::default();
    let grown = roots.iter().map(|goal| Branch {
        goal,
        ties: Vec::new(),
        below: grow_below(goals, &levels, &mut placed, goal, (0, depth)),
    });
    grown.collect()
}

fn grow_below<'a>(
    goals: &'a Goals,
    levels: &Levels<'a>,
    placed: &mut Names,
    above: &'a Objective,
    (level, depth): (usize, usize),
) -> Vec<Branch<'a>> {
    if level >= depth {
        return Vec::new();
    }
    let mut branches = Vec::new();
    for goal in below(goals, above) {
        let level_of = |goal: &Objective| levels.get(&goal.id).map(|(_, level)| *level);
        if level_of(goal) == Some(level + 1) && placed.insert(&goal.id, ()) {
            let right_above = |tie: &Tie<'_>| level_of(tie.above) == Some(level);
            let mut ties: Vec<Tie<'a>> = ties(goals, goal).into_iter().filter(right_above).collect();
            let other = |tie: &Tie<'_>| tie.above.id != above.id;
            order::sort(&mut ties, &|a, b| other(a).cmp(&other(b)));
            branches.push(Branch { goal, ties, below: grow_below(goals, levels, placed, goal, (level + 1, depth)) });
        }
    }
    branches
}

/// What each goal below `top` carries of it, as a share of all that has been done for it, 0..=1: contributions
/// multiplied down the tree, over all ways that lead up.
pub(super) fn shares<'a>(goals: &'a Goals, measures: &Measures, top: &'a Objective) -> Named<f64> {
    let mut order = levels(goals, &[top]).into_things();
    order::sort(&mut order, &|(a, level_a), (b, level_b)| level_a.cmp(level_b).then(a.cmp(b)));
    let mut shares = Named::default();
    shares.insert(&top.id, 1.0);
    for (id, _) in order {
        let (Some(share), Some(goal)) = (shares.get(id).copied(), goals.goal(id)) else { continue };
        for (child, part) in measures.children(goals, goal) {
            match child {
                GoalRef::Objective(child) => *shares.or_insert(&child.id, 0.0) += share * part,
                GoalRef::KeyResult(_) => {
                    for (carrier, within) in measures.children(goals, child) {
                        *shares.or_insert(carrier.id(), 0.0) += share * part * within;
                    }
                }
            }
        }
    }
    shares
}
