//! The loose shape that every reader fills in, and that only `settle` reads.
//!
//! Everything may be missing, doubled or tied to nothing here. Each thing carries the JSON Pointer of where it stood,
//! so that what `settle` finds can be told with its place.

use crate::goals::{Confidence, InitiativeState, Moment, Zone};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A date as a document gives it; the office's time zone makes a moment of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day.
    Day(NaiveDate),
    /// A day and a time without an offset.
    Local(NaiveDateTime),
    /// A moment.
    At(Moment),
}

impl When {
    /// Its day and time as they are written, wherever that is; a day alone begins at midnight. For putting in order.
    pub fn naive(self) -> NaiveDateTime {
        match self {
            When::Day(day) => day.and_time(NaiveTime::MIN),
            When::Local(local) => local,
            When::At(moment) => moment.naive_utc(),
        }
    }

    /// The moment, by a zone's clock; a day alone means noon of it.
    pub fn moment(self, zone: &Zone) -> Moment {
        match self {
            When::Day(day) => zone.moment_at(day, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()),
            When::Local(local) => zone.moment_at(local.date(), local.time()),
            When::At(moment) => moment,
        }
    }
}

/// Goals as a document gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Whose goals these are.
    pub organisation: Option<String>,
    /// The sentence that everything hangs on.
    pub vision: Option<String>,
    /// The language the goals are written in.
    pub language: Option<String>,
    /// When the document says it was made.
    pub made: Option<When>,
    /// So many seconds after that the document should be made anew.
    pub every: Option<f64>,
    /// A sample's own present day: `settle` shifts all dates by whole weeks so that this day's week is this week.
    pub follow: Option<NaiveDate>,
    /// The period the goals live in.
    pub cycle: Option<DraftCycle>,
    /// Teams.
    pub teams: Vec<DraftTeam>,
    /// Objectives.
    pub objectives: Vec<DraftObjective>,
    /// Key results.
    pub key_results: Vec<DraftKeyResult>,
    /// Initiatives.
    pub initiatives: Vec<DraftInitiative>,
    /// Ties between goals that may stand in other documents: some tools hand them out on their own.
    pub ties: Vec<DraftLink>,
}

/// A cycle; the missing day is found from the other, if the name tells ('Q4 2026').
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftCycle {
    /// Where it stood.
    pub at: String,
    /// Its name.
    pub name: Option<String>,
    /// Its first day.
    pub start: Option<When>,
    /// Its last day.
    pub end: Option<When>,
}

/// A team; without an id, its name is its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftTeam {
    /// Where it stood.
    pub at: String,
    /// Its id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The place, id or name of the team it lies in.
    pub parent: Option<String>,
}

/// What an objective and a key result have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftGoal {
    /// Where it stood.
    pub at: String,
    /// Its id; without one, its title is its id, or, where that is taken, its place.
    pub id: Option<String>,
    /// What people read.
    pub title: Option<String>,
    /// More about it.
    pub description: Option<String>,
    /// The id or name of its team.
    pub team: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Its share beside its siblings.
    pub weight: Option<f64>,
    /// What people have decided about it.
    pub life: Option<DraftLife>,
    /// The status that people declared.
    pub confidence: Option<Confidence>,
    /// When they declared it.
    pub confidence_at: Option<When>,
    /// Progress that the document gives, as a share.
    pub progress: Option<f64>,
    /// Dated values and words.
    pub check_ins: Vec<DraftCheckIn>,
    /// The day it is due.
    pub due: Option<When>,
    /// Where people work with it.
    pub url: Option<String>,
    /// True if another goal names it and the document knows no more: of two feeds, the one that knows it counts.
    pub is_mentioned: bool,
}

/// An objective.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftObjective {
    /// What it shares with key results.
    pub goal: DraftGoal,
    /// Ids or titles of the goals above it.
    pub supports: Vec<DraftTie>,
}

/// A tie upwards: where it stood, and the goal that it names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftTie {
    /// Where it stood.
    pub at: String,
    /// The goal's place (its `at`), id or title, sought in this order.
    pub to: String,
}

/// A tie between two goals, told apart from both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftLink {
    /// Where it stood.
    pub at: String,
    /// The objective below: its id or title.
    pub below: String,
    /// The goal above: its id or title.
    pub above: String,
    /// The objective's share beside its siblings, where the tie tells it and the objective does not.
    pub weight: Option<f64>,
}

/// A key result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftKeyResult {
    /// What it shares with objectives.
    pub goal: DraftGoal,
    /// The objective that it shows: an id or title.
    pub objective: Option<DraftTie>,
    /// How it is measured, as far as is known.
    pub measure: DraftMeasure,
    /// The value at present.
    pub current: Option<f64>,
    /// Days between check-ins.
    pub rhythm: Option<f64>,
}

/// A measure in parts; `settle` finds which of `goals::Measure` they make.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftMeasure {
    /// True for yes/no.
    pub yes_no: bool,
    /// Where it began; missing beside a target: 0.
    pub start: Option<f64>,
    /// Where it is to go.
    pub target: Option<f64>,
    /// Not below this.
    pub low: Option<f64>,
    /// Not above this.
    pub high: Option<f64>,
    /// What the numbers count.
    pub unit: Option<String>,
}

/// What people have decided.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLife {
    /// Which decision.
    pub state: LifeState,
    /// When.
    pub on: Option<When>,
    /// Why.
    pub reason: Option<String>,
    /// What was learned.
    pub lesson: Option<String>,
}

/// Which decision people have taken about a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifeState {
    /// Worked on.
    Active,
    /// Reached.
    Achieved,
    /// Laid aside for a while.
    Paused,
    /// Given up.
    Abandoned,
}

/// A check-in; without a date it is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftCheckIn {
    /// Where it stood.
    pub at: String,
    /// When.
    pub when: Option<When>,
    /// The value then.
    pub value: Option<f64>,
    /// How it goes.
    pub confidence: Option<Confidence>,
    /// What happened.
    pub note: Option<String>,
    /// Why it deviates.
    pub cause: Option<String>,
    /// What was learned.
    pub lesson: Option<String>,
    /// A call for support.
    pub support: Option<String>,
    /// Who said so.
    pub author: Option<String>,
}

/// An initiative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftInitiative {
    /// Where it stood.
    pub at: String,
    /// What people read.
    pub title: Option<String>,
    /// Ids or titles of the goals it serves.
    pub serves: Vec<DraftTie>,
    /// The id or name of its team.
    pub team: Option<String>,
    /// How far it has come.
    pub state: Option<InitiativeState>,
    /// The day it is due.
    pub due: Option<When>,
}
