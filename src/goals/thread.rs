//! The red thread: which goals lead up to the vision, and where the thread is cut.
//!
//! Knows nothing of how well a goal goes.

use super::model::{GoalId, GoalRef, Goals, Life, Objective};
use super::share::ratio;
use std::collections::{BTreeMap, VecDeque};

/// How the goals below the top level hang together with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thread {
    /// How many active objectives below the top level lead up to it.
    pub tied: usize,
    /// How many active objectives there are below the top level.
    pub of: usize,
    /// Those whose thread is cut, in the feed's order.
    pub cut: Vec<GoalId>,
}

impl Thread {
    /// The part of active objectives below the top level that lead up to it, 0..=1; `None` where there are none below.
    pub fn share(&self) -> Option<f64> {
        ratio(self.tied as f64, self.of as f64)
    }
}

/// The objectives by their places in the feed, each after all that support it or its key results. Ties that went round
/// in a ring would come last.
pub(super) fn from_below(goals: &Goals) -> Vec<usize> {
    let objectives = goals.objectives();
    let places: BTreeMap<&GoalId, usize> = objectives.iter().enumerate().map(|(i, o)| (&o.id, i)).collect();
    let above: Vec<Vec<usize>> = objectives
        .iter()
        .map(|o| parents(goals, o).filter_map(|(p, _)| places.get(&p.id).copied()).collect())
        .collect();
    let mut waiting = vec![0_usize; objectives.len()];
    for place in above.iter().flatten() {
        if let Some(count) = waiting.get_mut(*place) {
            *count += 1;
        }
    }
    let free = waiting.iter().enumerate().filter(|(_, count)| **count == 0).map(|(place, _)| place);
    let mut next: VecDeque<usize> = free.collect();
    let mut order = Vec::with_capacity(objectives.len());
    while let Some(place) = next.pop_front() {
        order.push(place);
        for parent in above.get(place).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(*parent) {
                *count -= 1;
                if *count == 0 {
                    next.push_back(*parent);
                }
            }
        }
    }
    let in_rings = waiting.iter().enumerate().filter(|(_, count)| **count > 0).map(|(place, _)| place);
    order.extend(in_rings);
    order
}

/// The objectives directly above one, and whether the tie holds: one to an abandoned goal does not.
fn parents<'a>(goals: &'a Goals, objective: &'a Objective) -> impl Iterator<Item = (&'a Objective, bool)> {
    let given_up = |life: &Life| matches!(life, Life::Abandoned(_));
    objective.supports.iter().filter_map(move |id| match goals.goal(id)? {
        GoalRef::Objective(parent) => Some((parent, !given_up(&parent.life))),
        GoalRef::KeyResult(way) => {
            let parent = goals.objective(&way.objective)?;
            Some((parent, !given_up(&way.life) && !given_up(&parent.life)))
        }
    })
}

/// The thread of all goals.
///
/// An objective of the top level supports nothing; the vision holds it. Every other one is tied if some way up from
/// it, through objectives and key results that are not abandoned, ends at the top level. Where others are tied, a
/// team's objective that neither supports nor is supported is no top level: it ties to nothing, and its thread is cut.
/// Only active objectives are counted; paused and achieved ones carry the thread on.
pub fn thread(goals: &Goals) -> Thread {
    let any_tie = goals.objectives().iter().any(|objective| parents(goals, objective).next().is_some());
    let is_supported = |objective: &Objective| {
        let of_key_results = goals.key_results_of(&objective.id).flat_map(|k| goals.supporters_of(&k.id));
        goals.supporters_of(&objective.id).chain(of_key_results).next().is_some()
    };
    let is_top = |objective: &Objective| {
        let open = objective.supports.is_empty() && !objective.cut;
        open && (objective.team.is_none() || !any_tie || is_supported(objective))
    };
    let mut leads_up: BTreeMap<&GoalId, bool> = BTreeMap::new();
    let mut thread = Thread::default();
    for place in from_below(goals).into_iter().rev() {
        let Some(objective) = goals.objectives().get(place) else { continue };
        let held = |(parent, holds): (&Objective, bool)| holds && leads_up.get(&parent.id) == Some(&true);
        let tied = is_top(objective) || parents(goals, objective).any(held);
        leads_up.insert(&objective.id, tied);
    }
    for objective in goals.objectives().iter().filter(|objective| objective.life == Life::Active && !is_top(objective))
    {
        thread.of += 1;
        if leads_up.get(&objective.id) == Some(&true) {
            thread.tied += 1;
        } else {
            thread.cut.push(objective.id.clone());
        }
    }
    thread
}
