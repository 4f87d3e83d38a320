//! The red thread: which goals lead up to the vision, and where the thread is cut.
//!
//! Knows nothing of how well a goal goes.

use super::model::{GoalId, GoalRef, Goals, Life, Objective};
use super::named::{Named, Names};
use super::share::ratio;
use std::collections::VecDeque;

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
    let mut places = Named::default();
    for (i, objective) in objectives.iter().enumerate() {
        places.insert(&objective.id, i);
    }
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
/// The vision holds the top level ([`Goals::is_top`]). Every other objective is tied if some way up from it, through
/// objectives and key results that are not abandoned, ends at the top level; else its thread is cut.
/// Only active objectives are counted; paused and achieved ones carry the thread on.
pub fn thread(goals: &Goals) -> Thread {
    let mut leads_up = Names::default();
    let mut thread = Thread::default();
    for place in from_below(goals).into_iter().rev() {
        let Some(objective) = goals.objectives().get(place) else { continue };
        let held = |(parent, holds): (&Objective, bool)| holds && leads_up.contains(&parent.id);
        if goals.is_top(objective) || parents(goals, objective).any(held) {
            leads_up.insert(&objective.id, ());
        }
    }
    for objective in
        goals.objectives().iter().filter(|objective| objective.life == Life::Active && !goals.is_top(objective))
    {
        thread.of += 1;
        if leads_up.contains(&objective.id) {
            thread.tied += 1;
        } else {
            thread.cut.push(objective.id.clone());
        }
    }
    thread
}

#[cfg(test)]
mod tests {
    use super::super::sample::{goals, key_result, objective};
    use super::super::{Decision, KeyResult, Measure, TeamId};
    use super::*;

    fn life(name: &str) -> Life {
        match name {
            "paused" => Life::Paused(Decision::default()),
            "abandoned" => Life::Abandoned(Decision::default()),
            "achieved" => Life::Achieved(Decision::default()),
            _ => Life::Active,
        }
    }

    /// Written 'name > above, above ! life @ team'; `key` is a key result of 'top'.
    fn read(objectives: &[&str]) -> Goals {
        let objective = |text: &&str| {
            let (text, team) =
                text.split_once(" @ ").map_or((*text, None), |(text, team)| (text, Some(TeamId::new(team))));
            let (text, state) = text.split_once(" ! ").unwrap_or((text, ""));
            let (name, above) = text.split_once(" > ").unwrap_or((text, ""));
            let above: Vec<&str> = above.split(", ").filter(|above| !above.is_empty()).collect();
            let supports: Vec<&str> = above.iter().copied().filter(|above| *above != "gone").collect();
            Objective { team, life: life(state), cut: above.contains(&"gone"), ..objective(name, &supports) }
        };
        goals(objectives.iter().map(objective).collect(), vec![key_result("key", "top", Measure::None)])
    }

    #[test]
    fn threads() {
        for (name, objectives, tied, of, cut) in [
            ("nothing", &[][..], 0, 0, &[][..]),
            ("top level only", &["top", "other"], 0, 0, &[]),
            ("tied", &["top", "a > top"], 1, 1, &[]),
            ("through another", &["top", "a > top", "b > a"], 2, 2, &[]),
            ("through a key result", &["top", "a > key"], 1, 1, &[]),
            ("named above what is not there", &["top", "a > top", "b > gone"], 1, 2, &["b"]),
            ("one of two ties holds", &["top", "a > top, gone"], 1, 1, &[]),
            ("hangs on what is cut", &["top", "a > gone", "b > a"], 0, 2, &["a", "b"]),
            ("several parents, one of them cut", &["top", "a > gone", "b > a, top"], 1, 2, &["a"]),
            ("through an abandoned goal", &["top", "a > top ! abandoned", "b > a"], 0, 1, &["b"]),
            ("through a paused goal", &["top", "a > top ! paused", "b > a"], 1, 1, &[]),
            ("through an achieved goal", &["top", "a > top ! achieved", "b > a"], 1, 1, &[]),
            ("a team's goal that ties to nothing", &["top", "a > top", "b @ team"], 1, 2, &["b"]),
            ("a team's goal at the top", &["top @ team", "a > top"], 1, 1, &[]),
            ("no ties at all: all is top level", &["a @ one", "b @ two"], 0, 0, &[]),
            ("listed from below", &["b > a", "a > top", "top"], 2, 2, &[]),
            ("a ring, if there were one", &["a > b", "b > a"], 0, 2, &["a", "b"]),
        ] {
            let is = thread(&read(objectives));
            let told: Vec<&str> = is.cut.iter().map(GoalId::as_str).collect();
            assert_eq!((is.tied, is.of, told), (tied, of, cut.to_vec()), "{name}");
        }
        let given_up = KeyResult { life: life("abandoned"), ..key_result("key", "top", Measure::None) };
        let through_it = goals(vec![objective("top", &[]), objective("a", &["key"])], vec![given_up]);
        assert_eq!(thread(&through_it).tied, 0, "through an abandoned key result");
        assert_eq!(Thread::default().share(), None);
        assert_eq!(thread(&read(&["top", "a > top", "b > gone"])).share(), Some(0.5));
    }

    #[test]
    fn supporters_before_what_they_support() {
        let goals = read(&["top", "a > top", "b > a, key", "c > b", "loop > loop"]);
        let order = from_below(&goals);
        let names: Vec<&str> = order.iter().map(|place| goals.objectives()[*place].id.as_str()).collect();
        assert_eq!(names, ["c", "b", "a", "top", "loop"]);
    }
}
