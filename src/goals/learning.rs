//! What was learned, and what was decided.
//!
//! Knows nothing of whether a lesson is a good one.

use super::model::{CheckIn, GoalRef, Goals, Life, TeamId};
use super::progress::known;
use super::time::Now;
use chrono::NaiveDate;

/// Where a lesson was learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Origin<'a> {
    /// In a check-in.
    CheckIn(&'a CheckIn),
    /// When the goal was achieved, paused or abandoned.
    Decision(&'a Life),
}

/// Something that was learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lesson<'a> {
    /// What.
    pub text: &'a str,
    /// By working on which goal.
    pub goal: GoalRef<'a>,
    /// In which team.
    pub team: Option<&'a TeamId>,
    /// On which day, if the feed says.
    pub on: Option<NaiveDate>,
    /// At what occasion.
    pub origin: Origin<'a>,
}

/// All lessons from check-ins and from decisions that are known by now: the latest first, those without a day last, else
/// in the feed's order. Words of nothing but space are no lesson.
pub fn lessons<'a>(goals: &'a Goals, now: &Now) -> Vec<Lesson<'a>> {
    let mut lessons = Vec::new();
    for goal in goals.all() {
        let team = goals.team_id(goal);
        let mut add = |text: Option<&'a str>, on: Option<NaiveDate>, origin: Origin<'a>| {
            if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
                lessons.push(Lesson { text, goal, team, on, origin });
            }
        };
        if let Some(decision) = goal.life().decision().filter(|decision| decision.on <= Some(now.today())) {
            add(decision.lesson.as_deref(), decision.on, Origin::Decision(goal.life()));
        }
        for check_in in known(goal.check_ins(), now) {
            let day = now.zone.day_of(check_in.at);
            add(check_in.lesson.as_deref(), Some(day), Origin::CheckIn(check_in));
        }
    }
    super::order::sort(&mut lessons, &|a, b| b.on.cmp(&a.on));
    lessons
}

/// The goals that people achieved, paused or abandoned: the latest first, those without a day last.
pub fn decided(goals: &Goals) -> Vec<GoalRef<'_>> {
    let mut decided: Vec<GoalRef<'_>> = goals.all().filter(|goal| goal.life().decision().is_some()).collect();
    let on = |goal: &GoalRef<'_>| goal.life().decision().and_then(|decision| decision.on);
    super::order::sort(&mut decided, &|a, b| on(b).cmp(&on(a)));
    decided
}

#[cfg(test)]
mod tests {
    use super::super::sample::{check_in, day, goals, key_result, now, objective};
    use super::super::{Decision, KeyResult, Measure, Objective};
    use super::*;

    fn decision(on: Option<&str>, lesson: &str) -> Decision {
        Decision { on: on.map(day), reason: None, lesson: Some(lesson.into()) }
    }

    #[test]
    fn the_latest_first() {
        let learned = |day, text: &str| CheckIn { lesson: Some(text.into()), ..check_in(day, None) };
        let goals = goals(
            vec![Objective {
                team: Some(TeamId::new("workshop")),
                life: Life::Abandoned(decision(Some("2026-11-10"), "of the objective")),
                ..objective("o", &[])
            }],
            vec![
                KeyResult {
                    check_ins: vec![
                        learned("2026-11-04", " old "),
                        learned("2026-11-18", "new"),
                        learned("2026-11-26", "x"),
                    ],
                    ..key_result("k", "o", Measure::None)
                },
                KeyResult { life: Life::Paused(decision(None, "undated")), ..key_result("u", "o", Measure::None) },
                KeyResult {
                    life: Life::Paused(decision(Some("2026-12-01"), "x")),
                    ..key_result("t", "o", Measure::None)
                },
                KeyResult { check_ins: vec![learned("2026-11-04", " \n")], ..key_result("e", "o", Measure::None) },
            ],
        );
        let told = lessons(&goals, &now("2026-11-25"));
        let texts: Vec<_> = told.iter().map(|lesson| lesson.text).collect();
        assert_eq!(texts, ["new", "of the objective", "old", "undated"]);
        assert!(
            told.iter().all(|lesson| lesson.team == Some(&TeamId::new("workshop"))),
            "key results have their objective's"
        );
        let ids: Vec<_> = decided(&goals).into_iter().map(|goal| goal.id().as_str()).collect();
        assert_eq!(ids, ["t", "o", "u"]);
    }
}
