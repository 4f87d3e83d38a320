//! The board's own words, one file a language; a phrase that a language lacks does not compile.
//!
//! Short, plain, warm: the board coaches, it does not scold. Knows nothing of scenes but which words they ask for, and
//! never decides what to show. To add a language: a file beside [`en`] with a `Words`, and a line in [`ALL`].
//! To add a phrase: a field below, and its words in every file; numbers and dates come in ready from [`Format`].

pub mod en;
pub mod format;
pub mod sv;
mod why;

/// In the board's own program: what another tool's document is told comes in words already, from the reader's
/// (`feed::handover`), so the sentences for it stay there.
#[cfg(all(feature = "view", target_arch = "wasm32"))]
mod said {
    use super::{Problem, Unreadable};

    pub(super) fn problem(_: &Problem) -> String {
        String::new()
    }

    pub(super) fn unreadable(_: &Unreadable, _: &str) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests;

pub use format::{Format, lower_first, week_of};

use crate::board::Miss;
use crate::feed::{Problem, Unreadable};
use crate::goals::{Confidence, Status};
use crate::settings::SettingNotice;

/// All that the board says in one language.
#[derive(Debug)]
pub struct Words {
    /// The language, for `lang` (BCP 47).
    pub lang: &'static str,
    /// How numbers, days and ages are written.
    pub format: Format,
    /// What several scenes say.
    pub common: Common,
    /// How it goes.
    pub status: StatusWords,
    /// What stands around every scene.
    pub frame: Frame,
    /// The overview.
    pub overview: Overview,
    /// An objective.
    pub objective: ObjectiveWords,
    /// Key results and their charts.
    pub results: Results,
    /// The contribution tree.
    pub tree: Tree,
    /// A team.
    pub team: TeamWords,
    /// What has changed since the last pulse.
    pub pulse: Pulse,
    /// What was learned.
    pub learning: Learning,
    /// How old what is shown is, and whether it is still read.
    pub fresh: Fresh,
    /// The keys, and holding the board.
    pub keys: Keys,
    /// What could not be used or read.
    pub problems: Problems,
}

/// What several scenes say.
#[derive(Debug)]
pub struct Common {
    /// 'Vision'.
    pub vision: &'static str,
    /// 'Objective', as a heading.
    pub objective: &'static str,
    /// 'Objectives'.
    pub objectives: &'static str,
    /// 'Key results'.
    pub key_results: &'static str,
    /// 'Initiatives'.
    pub initiatives: &'static str,
    /// 'Team'.
    pub team: &'static str,
    /// 'Teams'.
    pub teams: &'static str,
    /// Who owns a goal that no team owns.
    pub company: &'static str,
    /// The end of a goal's line in a chart.
    pub goal: &'static str,
    /// '2 of 3'.
    pub of: fn(&str, &str) -> String,
    /// So many key results.
    pub count_key_results: fn(u64) -> String,
    /// So many objectives.
    pub count_objectives: fn(u64) -> String,
    /// So many teams.
    pub count_teams: fn(u64) -> String,
    /// '+6 pts'; the number has its sign.
    pub points: fn(&str) -> String,
    /// '+6 pts this week'; the number has its sign.
    pub points_this_week: fn(&str) -> String,
    /// Instead of points, where nothing has moved.
    pub no_change: &'static str,
    /// How far an initiative has come: not begun.
    pub planned: &'static str,
    /// Under way.
    pub ongoing: &'static str,
    /// Done.
    pub done: &'static str,
    /// By when; given a day.
    pub due: fn(&str) -> String,
}

/// How it goes. As headings; [`lower_first`] makes them fit into a sentence.
#[derive(Debug)]
pub struct StatusWords {
    /// On track.
    pub on_track: &'static str,
    /// At risk.
    pub at_risk: &'static str,
    /// Off track.
    pub off_track: &'static str,
    /// Reached.
    pub achieved: &'static str,
    /// Laid aside for a while.
    pub paused: &'static str,
    /// Given up.
    pub abandoned: &'static str,
    /// No measure yet.
    pub unmeasured: &'static str,
    /// No check-in for so long; given a span.
    pub quiet: fn(&str) -> String,
    /// Never checked in.
    pub quiet_always: &'static str,
    /// Why: people said so; given the status, who, and how long ago.
    pub because_declared: fn(&str, &str, &str) -> String,
    /// Why: so many points behind (above nought) or ahead of (below) the expected pace.
    pub because_pace: fn(i64) -> String,
    /// Why: people said so, nobody knows when; given the status.
    pub because_said: fn(&str) -> String,
    /// Why: the measure stands at its target or beyond.
    pub because_reached: &'static str,
    /// Why there is no status: nothing to tell it from.
    pub because_nothing: &'static str,
    /// What the measure alone says, where people say something else; given that status.
    pub measure_says: fn(&str) -> String,
    /// Reported on track, without movement in so many weeks.
    pub reported_but_still: fn(u64) -> String,
}

/// What stands around every scene.
#[derive(Debug)]
pub struct Frame {
    /// Of the board, where a feed names no organisation.
    pub board: &'static str,
    /// 'week 8 of 13'.
    pub week_of_cycle: fn(u64, u64) -> String,
    /// The cycle begins in so many days.
    pub cycle_ahead: fn(u64) -> String,
    /// The cycle is over.
    pub cycle_over: &'static str,
    /// Without a cycle: the calendar's week.
    pub week: fn(u32) -> String,
    /// Slides of one subject: 'part 1 of 2'.
    pub part: fn(u64, u64) -> String,
    /// For those who hear the board: 'slide 3 of 12'.
    pub slide: fn(u64, u64) -> String,
}

/// The overview.
#[derive(Debug)]
pub struct Overview {
    /// The scene's name.
    pub title: &'static str,
    /// So many weeks left, of a quarter (true) or of another cycle.
    pub weeks_left: fn(u64, bool) -> String,
    /// So many days left, in the last week.
    pub days_left: fn(u64, bool) -> String,
    /// Under '11 of 14'.
    pub checked_in: &'static str,
    /// Under '92 %'.
    pub tied: &'static str,
    /// Said gently, where there are too many objectives.
    pub many: fn(u64) -> String,
}

/// An objective.
#[derive(Debug)]
pub struct ObjectiveWords {
    /// The scene's name.
    pub title: &'static str,
    /// 'Company · owned by Commuting'; given the owner.
    pub owned_by: fn(&str) -> String,
    /// After the percent: 'of the way'.
    pub of_the_way: &'static str,
    /// '62 % expected by now'; given the percent.
    pub expected: fn(&str) -> String,
    /// What it supports; given a title.
    pub supports: fn(&str) -> String,
    /// Before the objectives that support it.
    pub supported_by: &'static str,
    /// Before the cause of a deviation.
    pub cause: &'static str,
    /// It has no key results and no objectives below it.
    pub nothing_below: &'static str,
}

/// Key results and their charts.
#[derive(Debug)]
pub struct Results {
    /// The scene's name.
    pub title: &'static str,
    /// 'from 14 to 5'.
    pub from_to: fn(&str, &str) -> String,
    /// Kept within bounds: at least, at most, between.
    pub at_least: fn(&str) -> String,
    /// At most.
    pub at_most: fn(&str) -> String,
    /// Between two values.
    pub between: fn(&str, &str) -> String,
    /// Inside its bounds now.
    pub inside: &'static str,
    /// Outside its bounds now.
    pub outside: &'static str,
    /// So many of so many check-ins lay inside.
    pub inside_of: fn(u64, u64) -> String,
    /// Yes/no: done.
    pub yes: &'static str,
    /// Yes/no: not done.
    pub not_yet: &'static str,
    /// A number without a goal.
    pub untargeted: &'static str,
    /// No value so far.
    pub no_value: &'static str,
    /// 'lands at 93 %'; given the percent.
    pub lands_at: fn(&str) -> String,
    /// 'reaches the goal in week 12'; given the week.
    pub reaches_in_week: fn(u32) -> String,
    /// At the goal or past it.
    pub reached: &'static str,
    /// Instead of a value, where nothing is measured: a question.
    pub no_measure: &'static str,
    /// A chart in a sentence: its start, its present value, its goal.
    pub chart: fn(&str, &str, &str) -> String,
    /// A chart in a sentence, where no goal is set: its first and its present value.
    pub chart_without_goal: fn(&str, &str) -> String,
}

/// The contribution tree.
#[derive(Debug)]
pub struct Tree {
    /// The scene's name.
    pub title: &'static str,
    /// At a goal that ties to nothing.
    pub cut: &'static str,
    /// At an objective that nothing is tied to.
    pub nobody: &'static str,
    /// A team's or goal's share of the goal above; given the percent.
    pub carries: fn(&str) -> String,
    /// The tree in a sentence: so many objectives and team goals.
    pub told: fn(u64, u64) -> String,
}

/// A team.
#[derive(Debug)]
pub struct TeamWords {
    /// The scene's name.
    pub title: &'static str,
    /// Before the team it lies in.
    pub part_of: fn(&str) -> String,
    /// Before what it is doing.
    pub doing: &'static str,
    /// It has no goals of its own.
    pub no_goals: &'static str,
}

/// What has changed since the last pulse.
#[derive(Debug)]
pub struct Pulse {
    /// The scene's name.
    pub title: &'static str,
    /// Since this week's Monday.
    pub since_monday: &'static str,
    /// On Mondays.
    pub since_last_monday: &'static str,
    /// Heading.
    pub needs_support: &'static str,
    /// Heading.
    pub moved_forward: &'static str,
    /// Heading.
    pub moved_back: &'static str,
    /// Heading.
    pub gone_quiet: &'static str,
    /// Heading.
    pub learned: &'static str,
    /// 'off track, 22.6 kr, goal 17 kr': given status (small letters), value and target.
    pub stands_at: fn(&str, &str, &str) -> String,
    /// 'asks for help: “…”'; given what was said, in its marks.
    pub asks: fn(&str) -> String,
    /// Nobody needs support.
    pub all_well: &'static str,
    /// Nothing has moved.
    pub nothing_moved: &'static str,
    /// Nothing has gone quiet.
    pub nobody_quiet: &'static str,
}

/// What was learned.
#[derive(Debug)]
pub struct Learning {
    /// The scene's name.
    pub title: &'static str,
    /// Heading of goals that were reached, paused or given up.
    pub decided: &'static str,
    /// Reached, on a day.
    pub achieved_on: fn(&str) -> String,
    /// Paused, on a day.
    pub paused_on: fn(&str) -> String,
    /// Given up, on a day.
    pub abandoned_on: fn(&str) -> String,
    /// Before a reason.
    pub why: &'static str,
    /// Before a lesson.
    pub lesson: &'static str,
}

/// How old what is shown is, and whether it is still read.
#[derive(Debug)]
pub struct Fresh {
    /// Read just now, and again and again.
    pub live: &'static str,
    /// The first reading is under way.
    pub booting: &'static str,
    /// Last reached so long ago; given an age ('3 minutes ago').
    pub read: fn(&str) -> String,
    /// The feed says that it was made; given an age.
    pub made: fn(&str) -> String,
    /// 'Waiting for goals since 07:00.'
    pub waiting: fn(&str) -> String,
    /// Old goals are shown; given since when ('10:42'), and an age.
    pub stale: fn(&str, &str) -> String,
    /// No feed can be reached; given since when, and an age.
    pub offline: fn(&str, &str) -> String,
    /// The feed refuses access; given the status, unless it sent us elsewhere to log in.
    pub refused: fn(Option<u16>) -> String,
    /// This screen's clock is wrong.
    pub clock_wrong: &'static str,
    /// This screen's clock is right, and the feed says that it was made later.
    pub feed_ahead: &'static str,
    /// The feed says that it was made later than now, and nobody knows whose clock is wrong.
    pub clocks_differ: &'static str,
    /// Tries again in; given a span.
    pub again_in: fn(&str) -> String,
    /// Outside office hours.
    pub resting: &'static str,
    /// Read well, without goals: heading.
    pub empty: &'static str,
    /// And what to do.
    pub empty_hint: &'static str,
    /// Never read anything usable: heading.
    pub broken: &'static str,
    /// What is shown is the embedded demo.
    pub demo: &'static str,
}

/// The keys, and holding the board.
#[derive(Debug)]
pub struct Keys {
    /// Heading of the page that shows the keys.
    pub title: &'static str,
    /// Each key (or keys), and what it does.
    pub all: &'static [(&'static str, &'static str)],
    /// The board is held.
    pub held: &'static str,
    /// It goes on by itself in; given a span.
    pub goes_on_in: fn(&str) -> String,
}

/// What could not be used or read.
#[derive(Debug)]
pub struct Problems {
    /// A heading over notices; given how many.
    pub title: fn(u64) -> String,
    /// One part of a document that could not be used, as a sentence.
    pub problem: fn(&Problem) -> String,
    /// Where it stands; given a JSON Pointer.
    pub at: fn(&str) -> String,
    /// That there are more of the kind just told; given how many in all.
    pub such: fn(u64) -> String,
    /// What a document was taken for, and what in it told that; given the tool's name, and names that stand in it.
    pub taken_for: fn(&str, &str) -> String,
    /// How many check-ins.
    pub count_check_ins: fn(u64) -> String,
    /// How many initiatives.
    pub count_initiatives: fn(u64) -> String,
    /// A setting that could not be used as it was written.
    pub setting: fn(&SettingNotice) -> String,
    /// A reading that failed: why, of where (an address), and what to do.
    pub missed: fn(Miss, &str) -> String,
    /// A feed is not written as often as it says; given an age, of where (an address).
    pub overdue: fn(&str, &str) -> String,
    /// Nothing at all could be read: what came, from where (an address), and what to do.
    pub unreadable: fn(&Unreadable, &str) -> String,
}

impl StatusWords {
    /// How a goal goes.
    pub fn name(&self, status: Status) -> &'static str {
        match status {
            Status::OnTrack => self.on_track,
            Status::AtRisk => self.at_risk,
            Status::OffTrack => self.off_track,
            Status::Achieved => self.achieved,
            Status::Paused => self.paused,
            Status::Abandoned => self.abandoned,
            Status::Unmeasured => self.unmeasured,
        }
    }

    /// What people declared.
    pub fn confidence(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::OnTrack => self.on_track,
            Confidence::AtRisk => self.at_risk,
            Confidence::OffTrack => self.off_track,
        }
    }
}

/// All languages that the board speaks; the first stands in for those it does not.
pub static ALL: &[&Words] = &[&en::EN, &sv::SV];

/// The words of the first language that the board speaks: of the settings, the feed, the browser's in their order.
/// Languages are BCP 47 tags; only their first part counts ('sv-FI' is Swedish).
pub fn pick(setting: Option<&str>, feed: Option<&str>, browser: &[String]) -> &'static Words {
    setting
        .into_iter()
        .chain(feed)
        .chain(browser.iter().map(String::as_str))
        .find_map(|tag| {
            let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
            ALL.iter().find(|words| words.lang.eq_ignore_ascii_case(first)).copied()
        })
        .unwrap_or(&en::EN)
}
