//! The demo is the product's face: both languages tell the same goals, without a notice, and on every day of any week
//! each scene finds something to show. What the words of the demo sound like is for people to judge.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use maltavla::feed::{self, Draft};
use maltavla::goals::{
    CheckIn, GoalId, GoalRef, Goals, InitiativeState, KeyResult, Life, Measure, Measures, Moment, Now, Rules, Status,
    Zone, learning, pulse,
};
use std::collections::{BTreeMap, BTreeSet};

const FILES: [(&str, &str); 2] = [("en", "public/demo.en.json"), ("sv", "public/demo.sv.json")];

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn draft(file: &str) -> Draft {
    let reading = feed::read(&bytes(file)).unwrap();
    assert_eq!(reading.notices, [], "{file} is read without a notice");
    reading.draft
}

fn settled(file: &str, now: &Now) -> Goals {
    let (goals, notices) = feed::settle(&[draft(file)], now);
    assert!(notices.iter().all(Vec::is_empty), "{file} settles without a notice: {notices:?}");
    goals
}

/// Moments at which someone may look: every day of the week that the demo was written for, summer, a leap day, both
/// ends of a year; in Stockholm.
fn moments() -> Vec<Now> {
    let change = |text: &str| text.parse::<Moment>().unwrap();
    let summer_time = vec![(change("2027-03-28T01:00:00Z"), 7_200), (change("2027-10-31T01:00:00Z"), 3_600)];
    let week = (23..=29).map(|day| format!("2026-11-{day}T08:42:00Z"));
    let others = ["2026-12-31T22:30:00Z", "2027-01-01T06:00:00Z", "2027-03-28T12:00:00Z", "2027-07-05T05:30:00Z"]
        .into_iter()
        .chain(["2028-02-29T12:00:00Z", "2029-09-07T16:59:00Z", "2040-05-06T21:30:00Z"])
        .map(String::from);
    week.chain(others).map(|at| Now::new(at.parse().unwrap(), Zone::new(3_600, summer_time.clone()))).collect()
}

fn monday() -> Now {
    moments().remove(0)
}

fn id(text: &str) -> GoalId {
    GoalId::new(text)
}

/// Everything about the goals but their prose.
fn bones(goals: &Goals) -> Vec<String> {
    fn check_ins(check_ins: &[CheckIn]) -> String {
        let told = |text: &Option<String>| u8::from(text.is_some());
        check_ins
            .iter()
            .map(|c| {
                let texts = [&c.note, &c.cause, &c.lesson, &c.support].map(told);
                format!("\n    {} {:?} {:?} {texts:?}", c.at, c.value, c.confidence)
            })
            .collect()
    }
    fn measure(measure: &Measure) -> String {
        match measure {
            Measure::None => "none".into(),
            Measure::Untargeted { .. } => "untargeted".into(),
            Measure::Toward { start, target, .. } => format!("{start} to {target}"),
            Measure::Within { low, high, .. } => format!("{low:?} to {high:?}"),
            Measure::YesNo => "yes/no".into(),
        }
    }
    let life = |life: &Life| match life {
        Life::Active => String::from("active"),
        Life::Achieved(d) => format!("achieved {:?} {} {}", d.on, d.reason.is_some(), d.lesson.is_some()),
        Life::Paused(d) => format!("paused {:?} {} {}", d.on, d.reason.is_some(), d.lesson.is_some()),
        Life::Abandoned(d) => format!("abandoned {:?} {} {}", d.on, d.reason.is_some(), d.lesson.is_some()),
    };
    let teams = goals.teams().iter().map(|team| format!("{} {:?}", team.id, team.parent));
    let objectives = goals.objectives().iter().map(|o| {
        let known = (o.weight, o.due, o.cut, o.description.is_some());
        format!("{} {:?} {:?} {} {known:?} {}", o.id, o.team, o.supports, life(&o.life), check_ins(&o.check_ins))
    });
    let key_results = goals.key_results().iter().map(|k| {
        let known = (&k.objective, &k.team, k.weight, k.rhythm, k.due);
        format!("{} {known:?} {} {}", k.id, measure(&k.measure), check_ins(&k.check_ins))
    });
    let initiatives =
        goals.initiatives().iter().map(|i| format!("{:?} {:?} {:?} {:?}", i.serves, i.team, i.state, i.due));
    let cycle = goals.cycle().map(|cycle| format!("{cycle:?}"));
    teams.chain(objectives).chain(key_results).chain(initiatives).chain(cycle).collect()
}

#[test]
fn both_languages_tell_the_same_goals() {
    let [en, sv] = FILES.map(|(language, file)| {
        let goals = settled(file, &monday());
        assert_eq!(goals.language(), Some(language));
        assert_eq!(goals.organisation(), Some("Pendla"));
        goals
    });
    for (en, sv) in bones(&en).iter().zip(bones(&sv)) {
        assert_eq!(en, &sv);
    }
    assert_eq!(bones(&en).len(), bones(&sv).len());
    let untranslated: Vec<&str> =
        en.all().zip(sv.all()).filter(|(en, sv)| en.title() == sv.title()).map(|(en, _)| en.title()).collect();
    assert!(untranslated.is_empty(), "{untranslated:?}");
    assert_ne!(en.vision(), sv.vision());
}

#[test]
fn it_is_as_large_as_a_good_board() {
    for (_, file) in FILES {
        let size = bytes(file).len();
        assert!(size <= 60 * 1024, "{file} has {size} bytes");
        let goals = settled(file, &monday());
        let company: Vec<_> = goals.objectives().iter().filter(|o| o.team.is_none()).collect();
        assert_eq!(company.len(), 4);
        assert_eq!(goals.top_objectives().collect::<Vec<_>>(), company, "no team's goal is among the company's");
        for objective in &company {
            assert!((2..=4).contains(&goals.key_results_of(&objective.id).count()), "{}", objective.id);
        }
        assert!((7..=9).contains(&goals.teams().len()));
        assert!(goals.teams().iter().any(|team| team.parent.is_some()));
        assert!((12..=16).contains(&(goals.objectives().len() - company.len())));
        assert!(goals.key_results().len() >= 40);
        assert!(goals.objectives().iter().filter(|o| o.supports.len() > 1).count() >= 3);
        let onto_key_results = |supports: &[GoalId]| supports.iter().any(|id| goals.key_result(id).is_some());
        assert!(goals.objectives().iter().filter(|o| onto_key_results(&o.supports)).count() >= 3);
        let owned = goals.all().filter(|goal| !matches!(goal, GoalRef::Objective(o) if o.team.is_none()));
        for goal in owned {
            assert!(goals.team_id(goal).is_some_and(|team| goals.team(team).is_some()), "{}", goal.title());
        }
        for state in [InitiativeState::Planned, InitiativeState::Ongoing, InitiativeState::Done] {
            assert!(goals.initiatives().iter().any(|initiative| initiative.state == state), "{state:?}");
        }
    }
}

#[test]
fn titles_are_short_enough_for_a_wall() {
    for (_, file) in FILES {
        let goals = settled(file, &monday());
        let long = goals.objectives().iter().filter(|o| o.title.chars().count() > 60).count();
        assert!((1..=2).contains(&long), "one or two long objectives show that the board can take them");
        for key_result in goals.key_results() {
            assert!(key_result.title.chars().count() <= 40, "{}", key_result.title);
        }
    }
}

#[test]
fn it_has_measures_of_every_kind() {
    let goals = settled(FILES[0].1, &monday());
    let units = |unit: &str| {
        let text = |k: &KeyResult| match &k.measure {
            Measure::Toward { unit, .. } | Measure::Within { unit, .. } | Measure::Untargeted { unit } => {
                unit.text.clone()
            }
            Measure::None | Measure::YesNo => String::from("none"),
        };
        goals.key_results().iter().filter(|k| text(k) == unit).count()
    };
    let some = |wanted: fn(&Measure) -> bool| goals.key_results().iter().any(|k| wanted(&k.measure));
    assert!(some(|m| matches!(m, Measure::Toward { start, target, .. } if start < target)), "rising");
    assert!(some(|m| matches!(m, Measure::Toward { start, target, .. } if start > target)), "falling");
    assert!(some(|m| matches!(m, Measure::Toward { start, .. } if *start >= 10_000.0)), "tens of thousands");
    assert!(some(|m| matches!(m, Measure::Within { low: Some(_), high: Some(_), .. })), "within two bounds");
    assert!(some(|m| matches!(m, Measure::Within { low: None, .. })), "an upper bound");
    assert!(some(|m| matches!(m, Measure::Within { high: None, .. })), "a lower bound");
    assert!(some(|m| matches!(m, Measure::YesNo)), "yes/no");
    assert_eq!(goals.key_results().iter().filter(|k| k.measure == Measure::None).count(), 1, "no measure yet");
    for unit in ["%", "kr", "h", "days", ""] {
        assert!(units(unit) >= 2, "{unit}");
    }
    let measures = Measures::of(&goals, &Rules::default(), &monday());
    let beyond = measures.progress(&id("lunch-lessons")).unwrap();
    assert!((beyond - 1.12).abs() < 1e-9, "beyond its target: {beyond}");
}

#[test]
fn goals_go_as_in_the_pictures_on_every_day_of_any_week() {
    for (_, file) in FILES {
        for now in moments() {
            let goals = settled(file, &now);
            let measures = Measures::of(&goals, &Rules::default(), &now);
            let pace = measures.pace().unwrap();
            assert_eq!((pace.week, pace.weeks), (8, 13), "{}", now.at);
            for (objective, percent, status) in [
                ("first-choice", 58.0, Status::OnTrack),
                ("safe", 41.0, Status::AtRisk),
                ("pays", 22.0, Status::OffTrack),
                ("learns", 83.0, Status::OnTrack),
            ] {
                let progress = measures.progress(&id(objective)).unwrap();
                assert_eq!((progress * 100.0).round().to_string(), percent.to_string(), "{objective}, {}", now.at);
                assert_eq!(measures.status(&id(objective)), status, "{objective}, {}", now.at);
            }
            let mut statuses: BTreeMap<Status, usize> = BTreeMap::new();
            for goal in goals.all() {
                *statuses.entry(measures.status(goal.id())).or_default() += 1;
            }
            for status in Status::ALL {
                assert!(statuses.contains_key(&status), "some goal is {status:?}, {}", now.at);
            }
        }
    }
}

#[test]
fn every_scene_has_something_to_say_on_every_day_of_any_week() {
    for now in moments() {
        let goals = settled(FILES[0].1, &now);
        let measures = Measures::of(&goals, &Rules::default(), &now);
        let at = now.at;

        let points = |k: &KeyResult| measures.moved(&k.id).and_then(|moved| moved.points).unwrap_or(0.0);
        let forward = goals.key_results().iter().filter(|k| points(k) > 0.05).count();
        assert!((5..=16).contains(&forward), "{forward} moved forward by more than 5 points, {at}");
        assert!(goals.key_results().iter().any(|k| points(k) < 0.0), "one moved back, {at}");
        let checked_in = measures.checked_in();
        assert!(checked_in.count >= 12 && checked_in.count < checked_in.of, "{checked_in:?}, {at}");

        assert_eq!(pulse::calls(&goals, &now).len(), 3, "calls for support, {at}");
        let quiet: Vec<(&GoalId, u32)> =
            goals.all().filter_map(|goal| Some((goal.id(), measures.quiet(goal.id())?))).collect();
        assert!((2..=3).contains(&quiet.len()), "gone quiet, {at}: {quiet:?}");
        assert!(quiet.iter().all(|(_, days)| *days > 14), "{quiet:?}");

        let lessons = learning::lessons(&goals, &now);
        assert!(lessons.len() >= 8, "{} lessons, {at}", lessons.len());
        let texts: BTreeSet<&str> = lessons.iter().map(|lesson| lesson.text).collect();
        assert_eq!(texts.len(), lessons.len(), "no lesson twice");

        let thread = measures.thread();
        assert_eq!((thread.tied, thread.of), (12, 13), "{at}");
        assert_eq!(thread.cut, [id("month-end")]);
        let latest = goals.all().flat_map(|goal| goal.check_ins()).map(|c| now.zone.day_of(c.at)).max();
        assert!(latest.is_some_and(|day| day <= now.today()), "nothing is checked in ahead of time, {at}");
    }
}

#[test]
fn each_decision_has_a_reason_and_a_lesson() {
    for (_, file) in FILES {
        let goals = settled(file, &monday());
        let decided = learning::decided(&goals);
        let names: Vec<&str> = decided.iter().map(|goal| goal.id().as_str()).collect();
        assert_eq!(names, ["lit", "chat-planner", "cargo"]);
        for goal in decided {
            let decision = goal.life().decision().unwrap();
            assert!(
                decision.on.is_some() && decision.reason.is_some() && decision.lesson.is_some(),
                "{}",
                goal.title()
            );
        }
    }
}
