//! What is true of settled goals, whatever they were made of.
#![allow(dead_code, clippy::indexing_slicing, reason = "each test takes what it needs, and may fail")]

use maltavla::goals::{Goals, Measure};
use std::collections::{BTreeMap, BTreeSet};

/// What the model promises: every tie holds, nothing goes round, texts are fit for a wall, figures are figures.
pub(crate) fn sound(goals: &Goals) {
    let mut above: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for o in goals.objectives() {
        let ties: Vec<&str> = o.supports.iter().map(|id| id.as_str()).collect();
        assert_eq!(ties.len(), ties.iter().collect::<BTreeSet<_>>().len(), "doubled ties of {}", o.id);
        assert!(above.insert(o.id.as_str(), ties).is_none(), "doubled id {}", o.id);
        fit(&o.title);
        assert!(!o.title.is_empty() && (0.0..1e7).contains(&o.weight));
        assert!(o.given_progress.is_none_or(f64::is_finite));
        assert!(o.check_ins.is_sorted_by_key(|c| c.at));
    }
    for k in goals.key_results() {
        assert!(above.insert(k.id.as_str(), vec![k.objective.as_str()]).is_none(), "doubled id {}", k.id);
        assert!(goals.objective(&k.objective).is_some());
        fit(&k.title);
        assert!(!k.title.is_empty() && (0.0..1e7).contains(&k.weight));
        assert!(k.check_ins.is_sorted_by_key(|c| c.at));
        let values = k.check_ins.iter().filter_map(|c| c.value).chain(k.current).chain(k.given_progress);
        assert!(values.chain(figures(&k.measure)).all(|value| value.abs() <= 1e15));
        assert!(k.rhythm.is_none_or(|days| (1..=366).contains(&days)));
    }
    for (id, mut line) in above.clone() {
        for depth in 0.. {
            assert!(depth < 40, "{id} lies under too much, or under itself");
            line = line.iter().flat_map(|id| above[id].clone()).collect::<BTreeSet<_>>().into_iter().collect();
            if line.is_empty() {
                break;
            }
        }
    }
    for i in goals.initiatives() {
        fit(&i.title);
        assert!(i.serves.iter().all(|id| goals.goal(id).is_some()));
    }
    let mut teams = BTreeSet::new();
    for team in goals.teams() {
        fit(&team.name);
        assert!(team.parent.as_ref().is_none_or(|parent| teams.contains(parent)), "{} before its parent", team.id);
        assert!(teams.insert(team.id.clone()), "doubled team {}", team.id);
    }
    let named = goals.objectives().iter().filter_map(|o| o.team.as_ref());
    assert!(named.chain(goals.key_results().iter().filter_map(|k| k.team.as_ref())).all(|team| teams.contains(team)));
    assert!(goals.cycle().is_none_or(|cycle| cycle.start <= cycle.end));
}

fn figures(measure: &Measure) -> Vec<f64> {
    match measure {
        Measure::Toward { start, target, .. } => vec![*start, *target],
        Measure::Within { low, high, .. } => {
            assert!(low.is_some() || high.is_some());
            assert!(low.zip(*high).is_none_or(|(low, high)| low <= high));
            low.iter().chain(high).copied().collect()
        }
        Measure::None | Measure::Untargeted { .. } | Measure::YesNo => Vec::new(),
    }
}

pub(crate) fn fit(text: &str) {
    let bad = |c: char| c.is_control() || "\u{200e}\u{200f}\u{061c}\u{feff}\u{200b}".contains(c);
    let turns = |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
    assert!(!text.chars().any(|c| bad(c) || turns(c)), "{text:?}");
    assert!(text.chars().count() <= 300 && text == text.trim(), "{text:?}");
}
