//! What would make the goals themselves better, for those who set the board up: never on the wall.
//!
//! Finds and names; why it matters and what to ask is the page's to say. Looks at what is worked on only.

use super::progress::{known, valued};
use super::share::EPSILON;
use super::{GoalId, Goals, KeyResult, Life, Measure, Measures, Objective, TeamId};
use chrono::NaiveDate;

/// More objectives than this are too many for one team.
pub const MANY: usize = 5;
/// Days without a check-in that are worth a word.
pub const SILENT: i64 = 30;

/// One thing worth mending, and which goals it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// The cycle ended on this day.
    CycleOver(NaiveDate),
    /// Key results without a measure: nobody can tell when they are reached.
    Unmeasured(Vec<GoalId>),
    /// Key results whose titles are tasks: something to do, nothing to reach.
    Tasks(Vec<GoalId>),
    /// Objectives that tie to nothing: the thread is cut there.
    Loose(Vec<GoalId>),
    /// A team (none: the company) with more than [`MANY`] objectives.
    Many(Option<TeamId>, Vec<GoalId>),
    /// Key results without a check-in for [`SILENT`] days.
    Silent(Vec<GoalId>),
    /// Key results whose target was reached where they began.
    ReachedAtStart(Vec<GoalId>),
    /// Goals whose given progress differs from what their numbers say.
    Differing(Vec<GoalId>),
}

/// All findings, what matters most first.
pub fn coach(goals: &Goals, measures: &Measures) -> Vec<Finding> {
    let mut findings = Vec::new();
    let today = measures.now().today();
    if let Some(cycle) = goals.cycle().filter(|cycle| cycle.end < today) {
        findings.push(Finding::CycleOver(cycle.end));
    }
    let active = |id: &GoalId| measures.get(id).is_some_and(|measured| measured.active);
    let key_results = |is: &dyn Fn(&KeyResult) -> bool| -> Vec<GoalId> {
        let worked_on = goals.key_results().iter().filter(|key_result| active(&key_result.id));
        worked_on.filter(|key_result| is(key_result)).map(|key_result| key_result.id.clone()).collect()
    };
    let is_task = |key_result: &KeyResult| is_measureless(&key_result.measure) && is_task(&key_result.title);
    findings.extend(some(key_results(&|one| is_unmeasured(&one.measure) && !is_task(one)), Finding::Unmeasured));
    findings.extend(some(key_results(&is_task), Finding::Tasks));
    findings.extend(some(measures.thread().cut.clone(), Finding::Loose));
    for (team, of) in by_team(goals.objectives().iter().filter(|one| one.life == Life::Active && active(&one.id))) {
        if of.len() > MANY {
            findings.push(Finding::Many(team, of));
        }
    }
    let is_silent = |key_result: &KeyResult| {
        let last = known(&key_result.check_ins, measures.now()).last();
        last.is_none_or(|check_in| measures.now().days_since(measures.now().zone.day_of(check_in.at)) > SILENT)
    };
    findings.extend(some(key_results(&is_silent), Finding::Silent));
    findings.extend(some(key_results(&|one| is_reached_at_start(one)), Finding::ReachedAtStart));
    let differs = |id: &&GoalId| measures.get(id).is_some_and(|measured| measured.active && measured.differs());
    findings.extend(some(goals.all().map(|goal| goal.id()).filter(differs).cloned().collect(), Finding::Differing));
    findings
}

fn some(of: Vec<GoalId>, finding: fn(Vec<GoalId>) -> Finding) -> Option<Finding> {
    (!of.is_empty()).then(|| finding(of))
}

fn is_unmeasured(measure: &Measure) -> bool {
    matches!(measure, Measure::None | Measure::Untargeted { .. })
}

/// Nothing but done or not.
fn is_measureless(measure: &Measure) -> bool {
    matches!(measure, Measure::None | Measure::YesNo)
}

/// What one does, not what one reaches: words that tasks begin with, in Swedish and English.
const DOING: [&str; 60] = [
    "anordna",
    "arrangera",
    "beställa",
    "boka",
    "bygg",
    "bygga",
    "dokumentera",
    "flytta",
    "genomför",
    "genomföra",
    "gör",
    "hålla",
    "implementera",
    "införa",
    "inför",
    "lansera",
    "migrera",
    "möta",
    "planera",
    "presentera",
    "publicera",
    "rekrytera",
    "revidera",
    "skapa",
    "skicka",
    "skriv",
    "skriva",
    "starta",
    "ta",
    "uppdatera",
    "utbilda",
    "utred",
    "utreda",
    "utvärdera",
    "arrange",
    "build",
    "buy",
    "conduct",
    "create",
    "deliver",
    "deploy",
    "design",
    "develop",
    "document",
    "finish",
    "hire",
    "hold",
    "implement",
    "install",
    "introduce",
    "launch",
    "migrate",
    "plan",
    "prepare",
    "publish",
    "release",
    "run",
    "ship",
    "write",
    "update",
];

fn is_task(title: &str) -> bool {
    let first = title.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    !title.contains(|c: char| c.is_ascii_digit()) && DOING.contains(&first.to_lowercase().as_str())
}

fn is_reached_at_start(key_result: &KeyResult) -> bool {
    let Measure::Toward { start, target, .. } = &key_result.measure else { return false };
    // Where it began is told; or the first value stands where it was to go already.
    let first = valued(&key_result.check_ins).next().map(|(_, value)| value);
    let beyond = |value: f64| if target >= start { value >= *target } else { value <= *target };
    (target - start).abs() <= EPSILON || first.is_some_and(beyond)
}

/// Objectives by their team, in the feed's order.
fn by_team<'g>(objectives: impl Iterator<Item = &'g Objective>) -> Vec<(Option<TeamId>, Vec<GoalId>)> {
    let mut teams: Vec<(Option<TeamId>, Vec<GoalId>)> = Vec::new();
    for objective in objectives {
        match teams.iter_mut().find(|(team, _)| *team == objective.team) {
            Some((_, of)) => of.push(objective.id.clone()),
            None => teams.push((objective.team.clone(), vec![objective.id.clone()])),
        }
    }
    teams
}

#[cfg(test)]
mod tests {
    use super::super::Rules;
    use super::super::sample::{check_ins, goals, id, key_result, now, objective, quarter, toward};
    use super::*;

    fn found(goals: &Goals, today: &str) -> Vec<Finding> {
        coach(goals, &Measures::of(goals, &Rules::default(), &now(today)))
    }

    #[test]
    fn good_goals_need_no_coach() {
        let mut good = key_result("good", "top", toward(0.0, 10.0));
        good.check_ins = check_ins(&[("2026-11-16", 4.0)]);
        assert_eq!(found(&goals(vec![objective("top", &[])], vec![good]), "2026-11-23"), []);
    }

    #[test]
    fn each_thing_is_found_once() {
        let mut began_there = key_result("began there", "top", toward(0.0, 10.0));
        began_there.check_ins = check_ins(&[("2026-11-16", 12.0)]);
        let mut task = key_result("task", "top", Measure::YesNo);
        task.title = "Lansera den nya webben".into();
        task.check_ins = check_ins(&[("2026-11-16", 0.0)]);
        let mut bare = key_result("bare", "top", Measure::None);
        bare.check_ins = check_ins(&[("2026-11-16", 1.0)]);
        let silent = key_result("silent", "top", toward(0.0, 10.0));
        let all = goals(vec![objective("top", &[])], vec![began_there, task, bare, silent]);
        assert_eq!(
            found(&all, "2026-11-23"),
            [
                Finding::Unmeasured(vec![id("bare")]),
                Finding::Tasks(vec![id("task")]),
                Finding::Silent(vec![id("silent")]),
                Finding::ReachedAtStart(vec![id("began there")]),
            ]
        );
        assert_eq!(found(&all, "2027-02-01").first(), Some(&Finding::CycleOver(quarter().end)));
    }

    #[test]
    fn six_objectives_are_many_and_five_are_not() {
        let of = |count: usize| goals((0..count).map(|n| objective(&format!("o{n}"), &[])).collect(), Vec::new());
        let many = |finding: &Finding| matches!(finding, Finding::Many(None, of) if of.len() == 6);
        assert!(found(&of(6), "2026-11-23").iter().any(many));
        assert_eq!(found(&of(5), "2026-11-23"), []);
    }

    #[test]
    fn titles_of_tasks_are_known_by_their_first_word() {
        for (title, is) in [
            ("Lansera webben", true),
            ("Launch the site", true),
            ("Run 5 workshops", false),
            ("Runners per week", false),
            ("Fler cyklar i trafik", false),
            ("", false),
        ] {
            assert_eq!(is_task(title), is, "{title}");
        }
    }
}
