//! Goals as the board knows them: checked, tied and in order.
//!
//! Made by `feed::settle` alone, through the `…Parts` structs; from then on nothing here can be wrong: every tie
//! points at a goal that is there, no tie goes round in a ring, check-ins are in order of time, numbers are finite.
//! Nothing here knows a JSON document's shape, and nothing here is computed: that is the measures' part.

use super::named::Named;
use super::time::Moment;
use chrono::NaiveDate;
use std::sync::Arc;

/// A goal's name among goals, as the feed gave it. Objectives and key results share one space of ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoalId(Arc<str>);

/// A team's name among teams, as the feed gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TeamId(Arc<str>);

macro_rules! id {
    ($name:ident) => {
        impl $name {
            /// The id with this text.
            pub fn new(text: &str) -> $name {
                $name(text.into())
            }
            /// The id's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl From<&$name> for Arc<str> {
            fn from(id: &$name) -> Arc<str> {
                id.0.clone()
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
id!(GoalId);
id!(TeamId);

/// Everything on one board.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Goals {
    parts: GoalsParts,
    /// Where each goal lies in `parts`.
    places: Named<Place>,
    /// The places of each objective's key results.
    showing: Named<Vec<usize>>,
    /// The places of the objectives that support each goal.
    supporting: Named<Vec<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Objective(usize),
    KeyResult(usize),
}

/// What [`Goals`] is made of. `Goals::new` takes it as it is: `feed::settle` answers for its truth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoalsParts {
    /// Whose goals these are.
    pub organisation: Option<String>,
    /// The sentence that everything hangs on.
    pub vision: Option<String>,
    /// The language the goals are written in, as a BCP 47 tag.
    pub language: Option<String>,
    /// When the feed says it was made.
    pub made: Option<Moment>,
    /// The period the goals live in.
    pub cycle: Option<Cycle>,
    /// Teams in the feed's order, a parent before its children.
    pub teams: Vec<Team>,
    /// Objectives in the feed's order.
    pub objectives: Vec<Objective>,
    /// Key results in the feed's order.
    pub key_results: Vec<KeyResult>,
    /// Initiatives in the feed's order.
    pub initiatives: Vec<Initiative>,
}

/// The period that goals live in. Both days belong to it, and `start <= end`.
#[derive(Clone, Debug, PartialEq)]
pub struct Cycle {
    /// What people call it ('Q4 2026'), if they named it.
    pub name: Option<String>,
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day.
    pub end: NaiveDate,
}

/// Who owns a goal. Teams may lie inside teams, never in a ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// The team it lies in.
    pub parent: Option<TeamId>,
}

/// What we want to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Objective {
    /// Its id.
    pub id: GoalId,
    /// What people read.
    pub title: String,
    /// Why it matters.
    pub description: Option<String>,
    /// The team that owns it; none: the whole organisation's.
    pub team: Option<TeamId>,
    /// The person who answers for it, shown only when the board is told to show owners.
    pub owner: Option<String>,
    /// The objectives and key results that it supports, each there, without doubles, never round in a ring.
    pub supports: Vec<GoalId>,
    /// True if the feed named goals above it that could not be found: its thread is cut.
    pub cut: bool,
    /// Its share beside its siblings; 0 or more.
    pub weight: f64,
    /// What people have decided about it.
    pub life: Life,
    /// The status that people declared outside a check-in, and when, if the feed says when.
    pub declared: Option<Declared>,
    /// Progress that the feed itself gives, as a share (1 = reached).
    pub given_progress: Option<f64>,
    /// Its check-ins in order of time (usually without values).
    pub check_ins: Vec<CheckIn>,
    /// The day it is due, if other than the cycle's end.
    pub due: Option<NaiveDate>,
    /// Where people work with it.
    pub url: Option<String>,
}

/// How we see that an objective is reached.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyResult {
    /// Its id.
    pub id: GoalId,
    /// What people read.
    pub title: String,
    /// How it is measured, or why.
    pub description: Option<String>,
    /// The objective that it shows.
    pub objective: GoalId,
    /// The team that owns it, where that is another than the objective's.
    pub team: Option<TeamId>,
    /// The person who answers for it, shown only when the board is told to show owners.
    pub owner: Option<String>,
    /// Its share beside its siblings; 0 or more.
    pub weight: f64,
    /// How it is measured.
    pub measure: Measure,
    /// The value that the feed gives as the present one, apart from check-ins.
    pub current: Option<f64>,
    /// What people have decided about it.
    pub life: Life,
    /// The status that people declared outside a check-in, and when, if the feed says when.
    pub declared: Option<Declared>,
    /// Progress that the feed itself gives, as a share (1 = reached).
    pub given_progress: Option<f64>,
    /// Its check-ins in order of time.
    pub check_ins: Vec<CheckIn>,
    /// Days between check-ins, as agreed; 1 or more; none: weekly.
    pub rhythm: Option<u32>,
    /// The day it is due, if other than the cycle's end.
    pub due: Option<NaiveDate>,
    /// Where people work with it.
    pub url: Option<String>,
}

/// How a key result is measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// No measure yet: a title only.
    None,
    /// A number that is known, without a goal for it.
    Untargeted {
        /// What the number counts.
        unit: Unit,
    },
    /// From a start to a target, rising or falling.
    Toward {
        /// Where it began.
        start: f64,
        /// Where it is to go.
        target: f64,
        /// What the numbers count.
        unit: Unit,
    },
    /// Kept within bounds; at least one of them is there, and `low <= high`.
    Within {
        /// Not below this.
        low: Option<f64>,
        /// Not above this.
        high: Option<f64>,
        /// What the numbers count.
        unit: Unit,
    },
    /// Done or not: a value of 1 or 0.
    YesNo,
}

/// What a number counts, as written by people: '%', 'h', 'kr', '$', 'bikes'.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// The text; empty for a bare number.
    pub text: String,
    /// True for units that stand before the number ('$').
    pub before: bool,
}

/// What people have decided about a goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Life {
    /// Worked on.
    #[default]
    Active,
    /// Declared reached.
    Achieved(Decision),
    /// Laid aside for a while.
    Paused(Decision),
    /// Given up.
    Abandoned(Decision),
}

/// When and why a goal was achieved, paused or given up, and what it taught.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The day it was decided.
    pub on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
    /// What was learned.
    pub lesson: Option<String>,
}

/// How people say that it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// On track.
    OnTrack,
    /// At risk.
    AtRisk,
    /// Off track.
    OffTrack,
}

/// A status that people declared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Declared {
    /// What they said.
    pub confidence: Confidence,
    /// When, if the feed says.
    pub at: Option<Moment>,
}

/// A dated value, with what people said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckIn {
    /// When. A feed that gives only a day means noon of it in the office.
    pub at: Moment,
    /// The value then.
    pub value: Option<f64>,
    /// How it goes.
    pub confidence: Option<Confidence>,
    /// What happened.
    pub note: Option<String>,
    /// Why it deviates, and what is done about it.
    pub cause: Option<String>,
    /// What was learned.
    pub lesson: Option<String>,
    /// A call for support.
    pub support: Option<String>,
    /// Who said so, shown only when the board is told to show owners.
    pub author: Option<String>,
}

/// What a team does about a goal; never counted as progress.
#[derive(Clone, Debug, PartialEq)]
pub struct Initiative {
    /// What people read.
    pub title: String,
    /// The goals that it serves, each there.
    pub serves: Vec<GoalId>,
    /// The team that does it.
    pub team: Option<TeamId>,
    /// Done, under way or not begun.
    pub state: InitiativeState,
    /// The day it is due.
    pub due: Option<NaiveDate>,
}

/// How far an initiative has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InitiativeState {
    /// Not begun.
    #[default]
    Planned,
    /// Under way.
    Ongoing,
    /// Done.
    Done,
}

/// Goals that were found, one after the other. A list of them: an iterator of its own at each place that asks would be
/// as many times the WebAssembly.
pub type Listed<T> = std::vec::IntoIter<T>;

/// A goal of either kind, borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GoalRef<'a> {
    /// An objective.
    Objective(&'a Objective),
    /// A key result.
    KeyResult(&'a KeyResult),
}

impl Goals {
    /// Goals made of these parts, which `feed::settle` has checked.
    pub fn new(parts: GoalsParts) -> Goals {
        let (mut places, mut showing, mut supporting) = (Named::default(), Named::default(), Named::default());
        for (i, objective) in parts.objectives.iter().enumerate() {
            places.insert(&objective.id, Place::Objective(i));
            for above in &objective.supports {
                supporting.or_insert(above, Vec::new()).push(i);
            }
        }
        for (i, key_result) in parts.key_results.iter().enumerate() {
            places.insert(&key_result.id, Place::KeyResult(i));
            showing.or_insert(&key_result.objective, Vec::new()).push(i);
        }
        Goals { parts, places, showing, supporting }
    }

    /// Whose goals these are.
    pub fn organisation(&self) -> Option<&str> {
        self.parts.organisation.as_deref()
    }
    /// The sentence that everything hangs on.
    pub fn vision(&self) -> Option<&str> {
        self.parts.vision.as_deref()
    }
    /// The language the goals are written in.
    pub fn language(&self) -> Option<&str> {
        self.parts.language.as_deref()
    }
    /// When the feed says it was made.
    pub fn made(&self) -> Option<Moment> {
        self.parts.made
    }
    /// The period that the goals live in.
    pub fn cycle(&self) -> Option<&Cycle> {
        self.parts.cycle.as_ref()
    }
    /// All teams, a parent before its children.
    pub fn teams(&self) -> &[Team] {
        &self.parts.teams
    }
    /// All objectives, in the feed's order.
    pub fn objectives(&self) -> &[Objective] {
        &self.parts.objectives
    }
    /// All key results, in the feed's order.
    pub fn key_results(&self) -> &[KeyResult] {
        &self.parts.key_results
    }
    /// All initiatives, in the feed's order.
    pub fn initiatives(&self) -> &[Initiative] {
        &self.parts.initiatives
    }
    /// True if there is no goal at all.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
    /// The parts again, to join or narrow them.
    pub fn into_parts(self) -> GoalsParts {
        self.parts
    }

    /// The team with this id.
    pub fn team(&self, id: &TeamId) -> Option<&Team> {
        self.parts.teams.iter().find(|team| &team.id == id)
    }
    /// The goal with this id.
    pub fn goal(&self, id: &GoalId) -> Option<GoalRef<'_>> {
        match self.places.get(id)? {
            Place::Objective(i) => self.parts.objectives.get(*i).map(GoalRef::Objective),
            Place::KeyResult(i) => self.parts.key_results.get(*i).map(GoalRef::KeyResult),
        }
    }
    /// The objective with this id.
    pub fn objective(&self, id: &GoalId) -> Option<&Objective> {
        match self.goal(id)? {
            GoalRef::Objective(objective) => Some(objective),
            GoalRef::KeyResult(_) => None,
        }
    }
    /// The key result with this id.
    pub fn key_result(&self, id: &GoalId) -> Option<&KeyResult> {
        match self.goal(id)? {
            GoalRef::KeyResult(key_result) => Some(key_result),
            GoalRef::Objective(_) => None,
        }
    }
    /// The key results that show an objective, in the feed's order.
    pub fn key_results_of(&self, objective: &GoalId) -> Listed<&KeyResult> {
        let places = self.showing.get(objective).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|i| self.parts.key_results.get(*i)).collect::<Vec<_>>().into_iter()
    }
    /// The objectives that support a goal directly, in the feed's order.
    pub fn supporters_of(&self, goal: &GoalId) -> Listed<&Objective> {
        let places = self.supporting.get(goal).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|i| self.parts.objectives.get(*i)).collect::<Vec<_>>().into_iter()
    }
    /// True for objectives of the top level, which the vision holds: they support nothing. Where others are tied, a
    /// team's objective that neither supports nor is supported is no top level: it ties to nothing.
    pub fn is_top(&self, objective: &Objective) -> bool {
        let open = objective.supports.is_empty() && !objective.cut;
        let is_supported = |id: &GoalId| self.supporting.contains(id);
        let carries = || self.key_results_of(&objective.id).any(|key_result| is_supported(&key_result.id));
        let nothing_tied = self.supporting.is_empty();
        open && (objective.team.is_none() || nothing_tied || is_supported(&objective.id) || carries())
    }
    /// The objectives of the top level, in the feed's order; see [`Goals::is_top`].
    pub fn top_objectives(&self) -> Listed<&Objective> {
        self.parts.objectives.iter().filter(|objective| self.is_top(objective)).collect::<Vec<_>>().into_iter()
    }
    /// All goals: the objectives, then the key results, each in the feed's order.
    pub fn all(&self) -> Listed<GoalRef<'_>> {
        let mut all: Vec<GoalRef> = self.parts.objectives.iter().map(GoalRef::Objective).collect();
        all.extend(self.parts.key_results.iter().map(GoalRef::KeyResult));
        all.into_iter()
    }
    /// True for a goal that is laid aside or given up, itself or, for a key result, with its objective.
    pub fn rests(&self, goal: GoalRef<'_>) -> bool {
        let objective = match goal {
            GoalRef::Objective(_) => None,
            GoalRef::KeyResult(key_result) => self.objective(&key_result.objective),
        };
        goal.life().rests() || objective.is_some_and(|objective| objective.life.rests())
    }
    /// The id of the team that answers for a goal: its own, or for a key result its objective's.
    pub fn team_id<'a>(&'a self, goal: GoalRef<'a>) -> Option<&'a TeamId> {
        match goal {
            GoalRef::Objective(objective) => objective.team.as_ref(),
            GoalRef::KeyResult(key_result) => {
                key_result.team.as_ref().or_else(|| self.objective(&key_result.objective)?.team.as_ref())
            }
        }
    }
    /// The team that answers for a key result: its own, or its objective's.
    pub fn team_of<'a>(&'a self, key_result: &'a KeyResult) -> Option<&'a Team> {
        self.team(self.team_id(GoalRef::KeyResult(key_result))?)
    }
}

impl<'a> GoalRef<'a> {
    /// Its id.
    pub fn id(self) -> &'a GoalId {
        match self {
            GoalRef::Objective(goal) => &goal.id,
            GoalRef::KeyResult(goal) => &goal.id,
        }
    }
    /// What people read.
    pub fn title(self) -> &'a str {
        match self {
            GoalRef::Objective(goal) => &goal.title,
            GoalRef::KeyResult(goal) => &goal.title,
        }
    }
    /// What people have decided about it.
    pub fn life(self) -> &'a Life {
        match self {
            GoalRef::Objective(goal) => &goal.life,
            GoalRef::KeyResult(goal) => &goal.life,
        }
    }
    /// Its share beside its siblings.
    pub fn weight(self) -> f64 {
        match self {
            GoalRef::Objective(goal) => goal.weight,
            GoalRef::KeyResult(goal) => goal.weight,
        }
    }
    /// Its check-ins in order of time.
    pub fn check_ins(self) -> &'a [CheckIn] {
        match self {
            GoalRef::Objective(goal) => &goal.check_ins,
            GoalRef::KeyResult(goal) => &goal.check_ins,
        }
    }
    /// The status that people declared outside a check-in.
    pub fn declared(self) -> Option<Declared> {
        match self {
            GoalRef::Objective(goal) => goal.declared,
            GoalRef::KeyResult(goal) => goal.declared,
        }
    }
}

impl Life {
    /// The decision, for goals that are not simply worked on.
    pub fn decision(&self) -> Option<&Decision> {
        match self {
            Life::Active => None,
            Life::Achieved(decision) | Life::Paused(decision) | Life::Abandoned(decision) => Some(decision),
        }
    }
    /// True for goals that are laid aside or given up: they count in no mean and are asked for nothing.
    pub fn rests(&self) -> bool {
        matches!(self, Life::Paused(_) | Life::Abandoned(_))
    }
}
