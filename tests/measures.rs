//! Laws that hold for the measures of any goals whatever, also such as `settle` would never let through: ties in
//! rings, goals twice, check-ins out of order, numbers without bounds.

use chrono::{DateTime, Days, NaiveDate};
use maltavla::goals::forecast::theil_sen;
use maltavla::goals::{
    CheckIn, Confidence, Cycle, Decision, Declared, GoalId, Goals, GoalsParts, KeyResult, Life, Measure, Measures,
    Moment, Now, Objective, RollUp, Rules, TeamId, Unit, Zone, contribution, learning, pulse,
};
use proptest::prelude::*;

/// Seconds from the first moment of 2026; most of the generated moments lie in that year.
fn moment() -> impl Strategy<Value = Moment> {
    let second = prop_oneof![9 => 0..31_536_000_i64, 1 => -8_000_000_000_000..8_000_000_000_000_i64];
    second.prop_map(|second| DateTime::from_timestamp(1_767_225_600 + second, 0).unwrap_or(DateTime::UNIX_EPOCH))
}

fn day() -> impl Strategy<Value = NaiveDate> {
    let any = prop_oneof![Just(NaiveDate::MIN), Just(NaiveDate::MAX)];
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    prop_oneof![9 => (0..400_u64).prop_map(move |days| first + Days::new(days)), 1 => any]
}

fn number() -> impl Strategy<Value = f64> {
    let odd = prop_oneof![Just(0.0), Just(1.0), Just(f64::MAX), Just(f64::MIN), Just(f64::MIN_POSITIVE), Just(-0.0)];
    prop_oneof![8 => -100.0..100.0_f64, 1 => odd, 1 => prop::num::f64::NORMAL]
}

fn life() -> impl Strategy<Value = Life> {
    let decision = || {
        (prop::option::of(day()), prop::option::of("[a ]{0,3}")).prop_map(|(on, lesson)| Decision {
            on,
            reason: None,
            lesson,
        })
    };
    prop_oneof![
        6 => Just(Life::Active),
        1 => decision().prop_map(Life::Achieved),
        1 => decision().prop_map(Life::Paused),
        1 => decision().prop_map(Life::Abandoned),
    ]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    prop_oneof![Just(Confidence::OnTrack), Just(Confidence::AtRisk), Just(Confidence::OffTrack)]
}

fn declared() -> impl Strategy<Value = Option<Declared>> {
    prop::option::of(
        (confidence(), prop::option::of(moment())).prop_map(|(confidence, at)| Declared { confidence, at }),
    )
}

fn check_ins() -> impl Strategy<Value = Vec<CheckIn>> {
    let words = || prop::option::of("[a ]{0,3}");
    let check_in = (moment(), prop::option::of(number()), prop::option::of(confidence()), words(), words());
    let check_in = check_in.prop_map(|(at, value, confidence, lesson, support)| CheckIn {
        at,
        value,
        confidence,
        note: None,
        cause: None,
        lesson,
        support,
        author: None,
    });
    (prop::collection::vec(check_in, 0..6), any::<bool>()).prop_map(|(mut check_ins, sorted)| {
        if sorted {
            check_ins.sort_by_key(|check_in| check_in.at);
        }
        check_ins
    })
}

fn measure() -> impl Strategy<Value = Measure> {
    let unit = Unit::default;
    let bound = || prop::option::of(number());
    prop_oneof![
        1 => Just(Measure::None),
        1 => Just(Measure::Untargeted { unit: unit() }),
        4 => (number(), number()).prop_map(move |(start, target)| Measure::Toward { start, target, unit: unit() }),
        2 => (bound(), bound()).prop_map(move |(low, high)| Measure::Within { low, high, unit: unit() }),
        1 => Just(Measure::YesNo),
    ]
}

fn weight() -> impl Strategy<Value = f64> {
    prop_oneof![Just(1.0), Just(0.0), 0.0..10.0_f64, number()]
}

fn id(number: usize) -> GoalId {
    GoalId::new(&format!("g{number}"))
}

fn team(number: Option<u8>) -> Option<TeamId> {
    number.map(|number| TeamId::new(&format!("t{number}")))
}

const OBJECTIVES: usize = 8;

/// An objective; it supports goals that come before it only, if ties shall make no ring.
fn objective(number: usize, rings: bool) -> impl Strategy<Value = Objective> {
    let above = if rings { 0..OBJECTIVES * 3 } else { 0..number.max(1) };
    let goal = (life(), weight(), prop::option::of(0..4_u8), declared(), check_ins());
    let ties = (prop::collection::vec(above, 0..3), any::<bool>(), prop::option::weighted(0.1, self::number()));
    (goal, ties, prop::option::of(day())).prop_map(move |(goal, (mut supports, cut, given_progress), due)| {
        supports.retain(|above| rings || *above < number);
        supports.dedup();
        let (life, weight, of_team, declared, check_ins) = goal;
        Objective {
            id: id(number),
            title: String::new(),
            description: None,
            team: team(of_team),
            owner: None,
            supports: supports.into_iter().map(id).collect(),
            cut,
            weight,
            life,
            declared,
            given_progress,
            check_ins,
            due,
            url: None,
        }
    })
}

fn key_result(number: usize) -> impl Strategy<Value = KeyResult> {
    let goal = (life(), weight(), prop::option::of(0..4_u8), declared(), check_ins(), prop::option::of(day()));
    let own = (measure(), prop::option::of(self::number()), prop::option::weighted(0.1, self::number()));
    (goal, own, 0..OBJECTIVES, prop::option::of(any::<u32>())).prop_map(move |(goal, own, above, rhythm)| {
        let (life, weight, of_team, declared, check_ins, due) = goal;
        let (measure, current, given_progress) = own;
        KeyResult {
            id: id(OBJECTIVES + number),
            title: String::new(),
            description: None,
            objective: id(above),
            team: team(of_team),
            owner: None,
            weight,
            measure,
            current,
            life,
            declared,
            given_progress,
            check_ins,
            rhythm,
            due,
            url: None,
        }
    })
}

fn goals(rings: bool) -> impl Strategy<Value = Goals> {
    let objectives: Vec<_> = (0..OBJECTIVES).map(|number| objective(number, rings)).collect();
    let key_results: Vec<_> = (0..OBJECTIVES * 2).map(key_result).collect();
    (prop::option::weighted(0.8, (day(), day())), objectives, key_results).prop_map(
        |(cycle, objectives, key_results)| {
            let cycle = cycle.map(|(a, b)| Cycle { name: None, start: a.min(b), end: a.max(b) });
            Goals::new(GoalsParts { cycle, objectives, key_results, ..GoalsParts::default() })
        },
    )
}

fn any_goals() -> impl Strategy<Value = Goals> {
    prop_oneof![goals(false), goals(true)]
}

fn rules() -> impl Strategy<Value = Rules> {
    let roll_up = prop_oneof![Just(RollUp::KeyResults), Just(RollUp::Supporting), Just(RollUp::Both)];
    roll_up.prop_map(|roll_up| Rules { roll_up, ..Rules::default() })
}

fn now() -> impl Strategy<Value = Now> {
    let zone = (-90_000..90_000, prop::collection::vec((moment(), -90_000..90_000), 0..4));
    (moment(), zone).prop_map(|(at, (first, changes))| Now::new(at, Zone::new(first, changes)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_goals_are_measured(goals in any_goals(), rules in rules(), now in now()) {
        let measures = Measures::of(&goals, &rules, &now);
        for goal in goals.all() {
            let measured = measures.get(goal.id()).expect("every goal is measured");
            for share in [measured.progress, measured.computed, measured.verdict.behind].into_iter().flatten() {
                prop_assert!(share.is_finite());
            }
            prop_assert!(measured.expected.is_none_or(|share| (0.0..=1.0).contains(&share)));
            prop_assert!(measured.moved.and_then(|moved| moved.points).is_none_or(f64::is_finite));
            let decided = goal.life().decision().is_some();
            prop_assert!(measured.verdict.quiet.is_none() || !decided, "decided goals are not quiet");
        }
        for objective in goals.objectives() {
            let computed = measures.get(&objective.id).and_then(|measured| measured.computed);
            prop_assert!(computed.is_none_or(|share| (0.0..=1.0 + 1e-9).contains(&share)), "{computed:?}");
        }
        for key_result in goals.key_results() {
            if let Some(forecast) = measures.forecast(key_result) {
                for band in [Some(forecast.value), forecast.landing].into_iter().flatten() {
                    prop_assert!(band.low <= band.mid && band.mid <= band.high, "{band:?}");
                }
            }
        }
        let thread = measures.thread();
        prop_assert_eq!(thread.tied + thread.cut.len(), thread.of);
        prop_assert!(measures.checked_in().count <= measures.checked_in().of);
        prop_assert!(measures.pace().is_none_or(|pace| (1..=pace.weeks).contains(&pace.week)));
        let _ = (learning::lessons(&goals, &now), learning::decided(&goals), pulse::calls(&goals, &now));
    }

    #[test]
    fn contributions_make_a_whole(goals in any_goals(), rules in rules(), now in now()) {
        let measures = Measures::of(&goals, &rules, &now);
        for goal in goals.all() {
            let children = contribution::of_children(&goals, &measures, goal).into_iter().map(|(_, part)| part);
            let teams = measures.teams(&goals, goal).into_iter().map(|(_, part)| part);
            for parts in [children.collect::<Vec<f64>>(), teams.collect()] {
                let whole: f64 = parts.iter().sum();
                prop_assert!(parts.is_empty() || (whole - 1.0).abs() < 1e-6, "{parts:?}");
                prop_assert!(parts.iter().all(|part| (0.0..=1.0 + 1e-9).contains(part)));
            }
        }
    }

    #[test]
    fn the_order_of_points_does_not_turn_the_line(
        points in prop::collection::vec((0.0..90.0_f64, -100.0..100.0_f64), 0..20),
    ) {
        let mut sorted = points.clone();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        match (theil_sen(&points), theil_sen(&sorted)) {
            (Some(a), Some(b)) => {
                prop_assert!((a.slope.mid - b.slope.mid).abs() <= 1e-9 * (1.0 + a.slope.mid.abs()));
                prop_assert!((a.height - b.height).abs() <= 1e-6 * (1.0 + a.height.abs()));
            }
            (a, b) => prop_assert_eq!(a.is_none(), b.is_none()),
        }
    }

    #[test]
    fn a_straight_line_is_found(
        start in -100.0..100.0_f64,
        slope in -10.0..10.0_f64,
        days in prop::collection::btree_set(0..90_u8, 2..20),
    ) {
        let days = days.into_iter().map(f64::from);
        let points: Vec<(f64, f64)> = days.map(|day| (day, start + slope * day)).collect();
        let line = theil_sen(&points).expect("two different days");
        prop_assert!((line.slope.mid - slope).abs() < 1e-6);
        prop_assert!((line.height - points.last().expect("a point").1).abs() < 1e-6);
    }
}
