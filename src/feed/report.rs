//! What a reading has to tell, put together: one line for many of a kind.
//!
//! Counts and groups; `words` makes sentences of it.

use super::draft::Draft;
use super::notice::{Notice, Problem};
use std::mem::discriminant;

/// How many of each thing a document held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Objectives.
    pub objectives: usize,
    /// Key results.
    pub key_results: usize,
    /// Teams that the document lists or its goals name.
    pub teams: usize,
    /// Check-ins.
    pub check_ins: usize,
    /// Initiatives.
    pub initiatives: usize,
}

impl Counts {
    /// Of a draft.
    pub fn of(draft: &Draft) -> Counts {
        let goals = || {
            let objectives = draft.objectives.iter().map(|objective| &objective.goal);
            objectives.chain(draft.key_results.iter().map(|key_result| &key_result.goal))
        };
        let listed = draft.teams.iter().flat_map(|team| [team.id.as_deref(), team.name.as_deref()]).flatten();
        let listed: std::collections::BTreeSet<&str> = listed.collect();
        let named = goals().filter_map(|goal| goal.team.as_deref()).filter(|team| !listed.contains(team));
        let named: std::collections::BTreeSet<&str> = named.collect();
        Counts {
            objectives: draft.objectives.len(),
            key_results: draft.key_results.len(),
            teams: draft.teams.len() + named.len(),
            check_ins: goals().map(|goal| goal.check_ins.len()).sum(),
            initiatives: draft.initiatives.len(),
        }
    }
}

/// Notices of one kind at places of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'n> {
    /// The first of them.
    pub first: &'n Notice,
    /// How many there are.
    pub count: usize,
}

/// Notices in groups, in the order in which each group begins. Places are of one kind if they differ in positions
/// within lists alone; notices of the document itself are told one by one.
pub fn grouped<'n>(notices: impl Iterator<Item = &'n Notice>) -> Vec<Group<'n>> {
    let mut groups: Vec<Group<'n>> = Vec::new();
    let mut places: std::collections::BTreeMap<String, Vec<usize>> = std::collections::BTreeMap::new();
    for notice in notices {
        // What was said was put together by the one who said it.
        if let Problem::Said { count, .. } = notice.problem {
            groups.push(Group { first: notice, count });
            continue;
        }
        let same = places.entry(kind_of_place(&notice.at)).or_default();
        let is_same = |group: &&usize| {
            groups.get(**group).is_some_and(|group| discriminant(&group.first.problem) == discriminant(&notice.problem))
        };
        match same.iter().find(is_same).copied().filter(|_| !notice.at.is_empty()) {
            Some(group) => {
                if let Some(group) = groups.get_mut(group) {
                    group.count += 1;
                }
            }
            None => {
                same.push(groups.len());
                groups.push(Group { first: notice, count: 1 });
            }
        }
    }
    groups
}

/// A pointer with its positions within lists left open.
fn kind_of_place(at: &str) -> String {
    let step = |step: &str| {
        let is_position = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        if is_position { String::from("*") } else { step.to_string() }
    };
    at.split('/').map(step).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Problem;

    #[test]
    fn many_of_a_kind_are_one_line() {
        let notice = |at: &str, problem: Problem| Notice { at: at.into(), problem };
        let notices: Vec<Notice> = (0..200)
            .map(|i| notice(&format!("/goals/{i}/due"), Problem::NotADate(format!("soon {i}"))))
            .chain([
                notice("/goals/7/name", Problem::NoTitle),
                notice("/goals/7/due", Problem::NoTitle),
                notice("", Problem::LeftOut { what: "a", count: 1 }),
                notice("", Problem::LeftOut { what: "b", count: 1 }),
            ])
            .collect();
        let groups = grouped(notices.iter());
        let told: Vec<(&str, usize)> = groups.iter().map(|group| (group.first.at.as_str(), group.count)).collect();
        assert_eq!(told, [("/goals/0/due", 200), ("/goals/7/name", 1), ("/goals/7/due", 1), ("", 1), ("", 1)]);
    }
}
