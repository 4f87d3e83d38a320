//! What several scenes say and draw of a goal.
//!
//! Small functions of the wall and a goal; layouts are the scenes' own.

use super::Wall;
use crate::board::Load;
use crate::goals::{Forecast, GoalId, GoalRef, KeyResult, Measure, Objective, Status, TeamId, Unit};
use crate::node::{Node, el};
use crate::ui::{self, Shape, fit};
use crate::words::{StatusWords, Words};

/// A status in words, as a heading.
pub(super) fn status_word(words: &StatusWords, status: Status) -> &'static str {
    match status {
        Status::OnTrack => words.on_track,
        Status::AtRisk => words.at_risk,
        Status::OffTrack => words.off_track,
        Status::Achieved => words.achieved,
        Status::Paused => words.paused,
        Status::Abandoned => words.abandoned,
        Status::Unmeasured => words.unmeasured,
    }
}

/// A goal's status: mark and word; of a quiet goal the faded mark and how long it has been quiet.
pub(super) fn status(wall: &Wall, goal: &GoalId) -> Node {
    let status = wall.measures.status(goal);
    match quiet_words(wall, goal) {
        None => ui::status(status.name(), status_word(&wall.words.status, status).to_string()),
        Some(words) => el("span").class("quiet").child(ui::status(status.name(), words)).into(),
    }
}

/// The status line in words alone, for measuring and for reading aloud.
pub(super) fn status_text(wall: &Wall, goal: &GoalId) -> String {
    let status = status_word(&wall.words.status, wall.measures.status(goal));
    quiet_words(wall, goal).unwrap_or_else(|| status.to_string())
}

/// 'no check-in for 19 days', if the goal has gone quiet.
pub(super) fn quiet_words(wall: &Wall, goal: &GoalId) -> Option<String> {
    let days = wall.measures.quiet(goal)?;
    let words = wall.words;
    Some((words.status.quiet)(&words.format.plural_days(u64::from(days))))
}

/// Whether a goal has gone quiet, as a class.
pub(super) fn quiet_class(wall: &Wall, goal: &GoalId) -> &'static str {
    if wall.measures.quiet(goal).is_some() { "quiet" } else { "" }
}

/// The name of a team; none: the whole organisation.
pub(super) fn team_name<'a>(wall: &'a Wall, team: Option<&TeamId>) -> &'a str {
    team.and_then(|id| wall.goals.team(id)).map_or(wall.words.common.company, |team| team.name.as_str())
}

/// The objectives of the top level, which hang on the vision; where none does, all objectives. Where only a part is
/// shown: that part's uppermost.
pub(super) fn top(wall: &Wall) -> Vec<&Objective> {
    if wall.focus.is_some() {
        let above = |objective: &Objective| {
            let mut above = objective.supports.iter();
            above.any(|id| wall.shows(id) && wall.goals.goal(id).is_some())
        };
        return wall.goals.objectives().iter().filter(|o| wall.shows(&o.id) && !above(o)).collect();
    }
    let top: Vec<_> = wall.goals.top_objectives().collect();
    if top.is_empty() { wall.goals.objectives().iter().collect() } else { top }
}

/// Whether the thread from an objective to the top level is cut.
pub(super) fn is_cut(wall: &Wall, objective: &Objective) -> bool {
    wall.measures.thread().cut.contains(&objective.id)
}

/// The level and owner of an objective: 'Company · owned by Commuting', or its team.
pub(super) fn belongs_to(wall: &Wall, objective: &Objective) -> String {
    let company = objective.supports.is_empty() && !is_cut(wall, objective);
    match (&objective.team, company) {
        (Some(team), true) => {
            let owner = (wall.words.objective.owned_by)(team_name(wall, Some(team)));
            format!("{} \u{b7} {owner}", wall.words.common.company)
        }
        (team, _) => team_name(wall, team.as_ref()).to_string(),
    }
}

/// A share in whole percent and the sign apart: ('58', '%'); a dash for what is not measured.
pub(super) fn percent(wall: &Wall, share: Option<f64>) -> Node {
    match share {
        Some(share) => ui::figure(wall.words.format.percent_number(share), "%"),
        None => ui::figure(String::from("\u{2013}"), ""),
    }
}

/// '+6 pts this week', or that nothing has changed; none for a goal that was not checked in.
pub(super) fn moved_words(wall: &Wall, goal: &GoalId) -> Option<String> {
    let points = (wall.measures.moved(goal)?.points? * 100.0).round() as i64;
    let words = wall.words;
    Some(match points {
        0 => words.common.no_change.to_string(),
        points => (words.common.points_this_week)(&words.format.signed(points)),
    })
}

/// The unit of a key result's values.
pub(super) fn unit(key_result: &KeyResult) -> Unit {
    match &key_result.measure {
        Measure::Untargeted { unit } | Measure::Toward { unit, .. } | Measure::Within { unit, .. } => unit.clone(),
        Measure::None | Measure::YesNo => Unit::default(),
    }
}

/// The value of a key result as large as a card shows it: '8.9', '44 h', 'Yes', or that there is none yet.
pub(super) fn value_words(wall: &Wall, key_result: &KeyResult) -> String {
    let words = wall.words;
    let value = wall.measures.get(&key_result.id).and_then(|measured| measured.value);
    match (&key_result.measure, value) {
        (Measure::YesNo, value) if value.is_some_and(|value| value >= 0.5) => words.results.yes.to_string(),
        (Measure::YesNo, _) => words.results.not_yet.to_string(),
        (_, Some(value)) => words.format.value(value, &unit(key_result)),
        (_, None) => String::from("\u{2013}"),
    }
}

/// Where a key result is to go: 'from 14 to 5', 'at most 3 %', or that no goal is set.
pub(super) fn goal_words(wall: &Wall, key_result: &KeyResult) -> String {
    let words = wall.words;
    let value = |value: f64, unit: &Unit| words.format.value(value, unit);
    match &key_result.measure {
        Measure::Toward { start, target, unit } => {
            // A long unit is said once.
            let once = !unit.before && unit.text.chars().count() > 3;
            let from = if once { words.format.number(*start) } else { value(*start, unit) };
            (words.results.from_to)(&from, &value(*target, unit))
        }
        Measure::Within { low: Some(low), high: Some(high), unit } => {
            (words.results.between)(&value(*low, unit), &value(*high, unit))
        }
        Measure::Within { low: Some(low), high: None, unit } => (words.results.at_least)(&value(*low, unit)),
        Measure::Within { low: None, high: Some(high), unit } => (words.results.at_most)(&value(*high, unit)),
        Measure::Untargeted { .. } => words.results.untargeted.to_string(),
        Measure::Within { .. } | Measure::None | Measure::YesNo => String::new(),
    }
}

/// Where a key result is heading; none for one that is reached, laid aside or given up: there is nothing to wait for.
pub(super) fn forecast(wall: &Wall, key_result: &KeyResult) -> Option<Forecast> {
    match wall.measures.status(&key_result.id) {
        Status::Achieved | Status::Paused | Status::Abandoned => None,
        _ => wall.measures.forecast(key_result),
    }
}

/// Where a key result lands: 'lands at 93 %', 'reaches the goal in week 12'; none without a forecast.
pub(super) fn landing_words(wall: &Wall, key_result: &KeyResult) -> Option<String> {
    let words = wall.words;
    let forecast = forecast(wall, key_result)?;
    match (forecast.reaches, forecast.landing) {
        (Some(day), _) => Some((words.results.reaches_in_week)(crate::words::week_of(day))),
        (None, Some(landing)) => Some((words.results.lands_at)(&words.format.percent(landing.mid))),
        (None, None) => None,
    }
}

/// A label, cut to one line of so many rem: its capitals stand wide and apart.
pub(super) fn label(text: &str, width: f64) -> String {
    fit::cut(text, 1.25 * 1.4, width, 1)
}

/// The latest word from those who work with a goal: what was said, by which team, how long ago; the latter two on one
/// line of so many rem.
pub(super) fn voice(wall: &Wall, objective: &Objective, width: f64) -> Option<(String, String)> {
    let own = objective.check_ins.iter().map(|check_in| (check_in, objective.team.as_ref()));
    let below = wall.goals.key_results_of(&objective.id).flat_map(|key_result| {
        let team = key_result.team.as_ref().or(objective.team.as_ref());
        key_result.check_ins.iter().map(move |check_in| (check_in, team))
    });
    let latest = own
        .chain(below)
        .filter(|(check_in, _)| check_in.note.is_some() && check_in.at <= wall.now.at)
        .max_by_key(|(check_in, _)| check_in.at)?;
    let (check_in, team) = latest;
    let days = wall.now.days_since(wall.now.zone.day_of(check_in.at));
    let ago = format!(" \u{b7} {}", wall.words.format.days_ago(days));
    let team = fit::cut(team_name(wall, team), 1.25, width - fit::width(&ago) * 1.25, 1);
    let from = format!("{team}{ago}");
    Some((check_in.note.clone()?, from))
}

/// The cycle and where in it we are: 'Q4 2026 · week 8 of 13'; without a cycle, the calendar's week.
pub(super) fn cycle_words(wall: &Wall) -> String {
    let words: &Words = wall.words;
    let (Some(cycle), Some(pace)) = (wall.goals.cycle(), wall.measures.pace()) else {
        return (words.frame.week)(crate::words::week_of(wall.now.today()));
    };
    // An upright wall has no room for the days: the title stands there.
    let upright = wall.canvas.shape() == Shape::Portrait;
    let name = cycle.name.clone().or_else(|| upright.then(String::new)).unwrap_or_else(|| {
        format!("{}\u{2009}\u{2013}\u{2009}{}", words.format.date(cycle.start), words.format.date(cycle.end))
    });
    let today = wall.now.today();
    let week = match () {
        () if today < cycle.start => {
            (words.frame.cycle_ahead)(u64::try_from((cycle.start - today).num_days()).unwrap_or(0))
        }
        () if today > cycle.end => words.frame.cycle_over.to_string(),
        () => (words.frame.week_of_cycle)(u64::from(pace.week), u64::from(pace.weeks)),
    };
    if name.is_empty() {
        return week;
    }
    // A long name leaves room for whose goals these are.
    format!("{} \u{b7} {week}", fit::cut(&name, 1.5, wall.canvas.stage_width() * 0.25, 1))
}

/// How much there is to read in some texts, beside figures and charts.
pub(super) fn load<'a>(texts: impl IntoIterator<Item = &'a str>, figures: usize, charts: usize) -> Load {
    let words: usize = texts.into_iter().map(|text| text.split_whitespace().count()).sum();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Load { words: count(words), figures: count(figures), charts: count(charts) }
}

/// A goal's title, of either kind.
pub(super) fn title<'a>(goal: GoalRef<'a>) -> &'a str {
    match goal {
        GoalRef::Objective(objective) => &objective.title,
        GoalRef::KeyResult(key_result) => &key_result.title,
    }
}
