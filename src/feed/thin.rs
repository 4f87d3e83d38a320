//! Which check-ins are kept where there are more than a wall can show: evenly spread ones, and all of both ends.
//!
//! What goes on now stands at one end of a list, whichever way the tool puts it in order; so nothing recent is lost, and
//! the line through the rest keeps its shape. The same list is always thinned the same way. Knows no document.

use super::draft::{Draft, DraftGoal};
use super::notice::{Notice, Problem};
use super::told::Told;

/// The most check-ins of one goal.
const MOST: usize = 200;
/// As many are kept of each goal, however many goals there are.
const FEW: usize = 24;
/// The check-ins of one document from which on it is a large one.
const MANY: usize = 200_000;
/// The check-ins of one document beyond which nothing but the last of a goal is kept, against what would fill the memory.
const FULL: usize = 1_000_000;
/// The most check-ins that the board is handed of one document, and as many of each goal whatever comes: more would keep
/// its page waiting, and no wall shows them.
const HANDED: usize = 50_000;
const FEWEST: usize = 8;
/// What is left out, as it is told.
const WHAT: &str = "check-ins between others";

/// How many check-ins of one more goal are kept, when so many are kept already.
pub fn most_after(kept: usize) -> usize {
    match kept {
        0..MANY => MOST,
        MANY..FULL => FEW,
        _ => 1,
    }
}

/// How many check-ins of each of so many goals are kept.
fn most_each(goals: usize) -> usize {
    (MANY / goals.max(1)).clamp(FEW, MOST)
}

/// Thins what is handed from the worker to the board.
pub fn handed(draft: &mut Draft, notices: &mut Vec<Notice>) {
    let goals = draft.objectives.len() + draft.key_results.len();
    let over = each(draft, (HANDED / goals.max(1)).clamp(FEWEST, MOST));
    let left = (over > 0).then(|| Notice { at: String::new(), problem: Problem::LeftOut { what: WHAT, count: over } });
    notices.extend(left);
}

/// Keeps so many of a list; tells how many it dropped.
pub fn thin<T>(list: &mut Vec<T>, most: usize) -> usize {
    let length = list.len();
    let over = length.saturating_sub(most);
    if over > 0 {
        let end = most / 4;
        let (between, room) = (length - 2 * end, most - 2 * end);
        let mut at: usize = 0;
        list.retain(|_| {
            let place = at;
            at += 1;
            let inside = place.wrapping_sub(end);
            // Of the middle, those at which another share of the room is full; its last, too.
            inside >= between || (inside + 1) * room / between != inside * room / between
        });
    }
    over
}

/// Thins the check-ins of many goals, each goal's in a list of its own.
pub fn lists<T>(lists: &mut [Vec<T>], told: &mut Told) {
    let most = most_each(lists.len());
    told.leave(WHAT, lists.iter_mut().map(|list| thin(list, most)).sum());
}

/// Thins the check-ins of a draft.
pub fn draft(draft: &mut Draft, told: &mut Told) {
    let most = most_each(draft.objectives.len() + draft.key_results.len());
    told.leave(WHAT, each(draft, most));
}

/// Keeps so many check-ins of each goal; tells how many were dropped.
fn each(draft: &mut Draft, most: usize) -> usize {
    let goals = draft.objectives.iter_mut().map(|objective| &mut objective.goal);
    let goals = goals.chain(draft.key_results.iter_mut().map(|key_result| &mut key_result.goal));
    goals.map(|goal: &mut DraftGoal| thin(&mut goal.check_ins, most)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_stay_and_the_rest_is_spread() {
        for (length, most) in [(1_000, 200), (101, 100), (100, 24), (25, 24), (7, 1), (2, 1), (500, 3)] {
            let mut list: Vec<usize> = (0..length).collect();
            assert_eq!(thin(&mut list, most), length - most, "{length}, {most}");
            assert_eq!(list.len(), most, "{length}, {most}");
            assert_eq!(list.last(), Some(&(length - 1)), "{length}, {most}");
            assert!(list.iter().take(most / 4).copied().eq(0..most / 4), "{length}, {most}");
            let widest = list.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default();
            assert!(most == 1 || widest <= 2 * length / most + 1, "{length}, {most}: {widest}");
        }
        let mut few: Vec<usize> = (0..24).collect();
        assert_eq!((thin(&mut few, 24), few.len()), (0, 24));
    }

    #[test]
    fn a_large_document_keeps_every_goal_and_the_ends_of_its_course() {
        let course: Vec<String> = (0..100)
            .map(|day| format!(r#"{{"date":"2026-{:02}-{:02}","value":{day}}}"#, day / 28 + 1, day % 28 + 1))
            .collect();
        let result = format!(r#"{{"title":"A","target":99,"checkIns":[{}]}}"#, course.join(","));
        let results = vec![result; 2_100].join(",");
        let text = format!(r#"{{"format":"maltavla/1","objectives":[{{"title":"B","keyResults":[{results}]}}]}}"#);
        let reading = crate::feed::native(text.as_bytes()).unwrap().unwrap();
        assert_eq!(
            reading.notices,
            [crate::feed::Notice {
                at: String::new(),
                problem: crate::feed::Problem::TooMany { kept: 2_000 * 100 + 100 * 24, over: 100 * 76 }
            }]
        );
        let kept: Vec<usize> = reading.draft.key_results.iter().map(|result| result.goal.check_ins.len()).collect();
        assert_eq!((kept.len(), kept.first(), kept.last()), (2_100, Some(&100), Some(&24)));
        let last = reading.draft.key_results.last().unwrap();
        assert_eq!(last.goal.check_ins.last().unwrap().value, Some(99.0));
    }

    #[test]
    fn the_board_is_handed_no_more_than_a_wall_shows() {
        use crate::feed::draft::{DraftCheckIn, DraftKeyResult};
        let goal = |length| DraftGoal { check_ins: vec![DraftCheckIn::default(); length], ..DraftGoal::default() };
        let key_result = |length| DraftKeyResult { goal: goal(length), ..DraftKeyResult::default() };
        for (goals, length, kept) in [(250, 200, 200), (1_000, 100, 50), (20_000, 24, 8)] {
            let mut draft = Draft { key_results: vec![key_result(length); goals], ..Draft::default() };
            let mut notices = Vec::new();
            handed(&mut draft, &mut notices);
            assert!(draft.key_results.iter().all(|result| result.goal.check_ins.len() == kept), "{goals}, {length}");
            let over = goals * (length - kept);
            let told = Notice { at: String::new(), problem: Problem::LeftOut { what: WHAT, count: over } };
            assert_eq!(notices, Vec::from_iter((over > 0).then_some(told)), "{goals}, {length}");
        }
    }
}
