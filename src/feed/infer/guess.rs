//! What a document of an unknown shape is taken for, as a plain value: which collections hold goals, and which of their
//! fields mean what.
//!
//! A guess reads nothing and is made of nothing but names: it can be shown, stored as a mapping, and turned into a draft
//! by [`assemble`](crate::feed::assemble), again and again, for newer documents of the same shape.

use std::fmt;

/// One step from a value to those in it; each is a segment of a JSONPath.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The member of this name: `['name']`.
    Name(String),
    /// The element at this place, counted from 0: `[3]`.
    At(usize),
    /// All elements of a list, or all members of an object: `[*]`.
    All,
    /// The name that the record itself has in the object above it; the only step of its way. No JSONPath has this.
    Key,
}

/// A way from a value to others; empty: the value itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way(pub Vec<Step>);

impl Way {
    /// Of members alone.
    pub fn names(names: &[&str]) -> Way {
        Way(names.iter().map(|name| Step::Name((*name).into())).collect())
    }

    /// This way with one more step.
    #[must_use]
    pub fn then(&self, step: Step) -> Way {
        Way(self.0.iter().cloned().chain([step]).collect())
    }

    /// The last name on it.
    pub fn name(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Name(name) => Some(name.as_str()),
            _ => None,
        })
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Name(name) if i > 0 => write!(f, ".{name}")?,
                Step::Name(name) => f.write_str(name)?,
                Step::At(at) => write!(f, "[{at}]")?,
                Step::All => f.write_str("[*]")?,
                Step::Key => f.write_str("~")?,
            }
        }
        Ok(())
    }
}

/// What the records of a collection are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Objectives.
    Objectives,
    /// Key results. One that lies in no objective, and names one by its field [`Concept::Objective`], belongs to that:
    /// found by id or title, or made where nothing else is called so (rows of a sheet that repeat the objective's text).
    KeyResults,
    /// Objectives and key results together: each record tells by its kind, else by whether it has a measure and nothing
    /// below it.
    Goals,
    /// Work: never counted as progress.
    Initiatives,
    /// Dated values of the record they lie in.
    CheckIns,
    /// Teams; goals inside them are theirs.
    Teams,
    /// People, for the names that their ids stand for.
    People,
    /// No things of their own: what their fields say holds for all that lies inside them (a team's name, a period).
    Groups,
}

/// What a field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concept {
    /// What others call the record by.
    Id,
    /// What people read.
    Title,
    /// More about it.
    Description,
    /// Who answers for it.
    Owner,
    /// Whose it is.
    Team,
    /// The goals above: ids or titles.
    Parent,
    /// The objective of a key result: an id or a title.
    Objective,
    /// The goals below: ids or titles.
    Children,
    /// A word that says what the record is ('objective', 'key result').
    Kind,
    /// Where the measure began.
    Start,
    /// The value at present; of a check-in, the value then.
    Current,
    /// Where it is to go.
    Target,
    /// Not below this.
    Low,
    /// Not above this.
    High,
    /// What the numbers count.
    Unit,
    /// Progress as given.
    Progress,
    /// A word on how it goes, or what became of it.
    Status,
    /// Whether it is done: true or false.
    Done,
    /// Whether it has been put away: true or false.
    Archived,
    /// Its first day.
    Begin,
    /// The day it is due.
    Due,
    /// The period it lives in ('Q4 2026').
    Period,
    /// Its share beside its siblings.
    Weight,
    /// Where people work with it.
    Url,
    /// When: of a check-in the moment; of a goal, when it was last told of.
    Date,
    /// What was said then.
    Note,
    /// Why it deviates, and what is done about it.
    Cause,
    /// What was learned.
    Lesson,
    /// What would help.
    Support,
    /// Why it was achieved, paused or given up.
    Reason,
    /// Days between check-ins.
    Rhythm,
    /// Of the document: whose goals these are.
    Organisation,
    /// Of the document: the sentence that everything hangs on.
    Vision,
    /// Of the document: when it was made.
    Made,
}

/// How the numbers of a field are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// As they stand; progress is judged over all its values, and left out where they do not tell.
    #[default]
    Auto,
    /// Shares: 0.45.
    Ratio,
    /// Percent: 45.
    Percent,
}

/// How sure a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// It may be; it is not used.
    Unsure,
    /// More than one thing speaks for it, and nothing against it.
    Likely,
    /// Its name says so, and its values fit.
    Sure,
}

/// Why a thing is taken for what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its name.
    Name,
    /// So many values that fit.
    Values(usize),
    /// So many values between start and target.
    Between(usize),
    /// In so many records, start, current and target make the progress that is given.
    Agrees(usize),
    /// So many values are ids of the records they point at.
    Ids(usize),
    /// What lies inside it, or that it lies inside.
    Place,
    /// What stands beside it.
    Beside,
    /// Another thing could be meant as well.
    Rival,
}

/// What a whole document is taken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guess {
    /// What the document says of itself; ways from its top.
    pub about: Vec<Field>,
    /// Where the records are; each after the one it lies in.
    pub collections: Vec<Collection>,
    /// Collections and fields that may be something, or could not be told apart: not used.
    pub doubts: Vec<Doubt>,
}

/// Records of one sort.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// What they are.
    pub sort: Sort,
    /// The collection (its place in [`Guess::collections`]) in whose records these lie; none: in the document's top.
    pub within: Option<usize>,
    /// From there to the records.
    pub way: Way,
    /// In a tree: from each record to those below it, of the same collection.
    pub deeper: Option<Way>,
    /// So many of the first records are headings.
    pub heading: usize,
    /// The fields are columns (lists), and the record n is the n-th of each; then `way` leads to what holds them.
    pub turned: bool,
    /// What its fields mean; several of one concept stand for each other, the first that is there counts.
    pub fields: Vec<Field>,
    /// What else its records have, of no known meaning.
    pub unused: Vec<String>,
    /// How many records there were.
    pub count: usize,
    /// How sure it is.
    pub sure: Sure,
    /// Why.
    pub why: Vec<Reason>,
}

/// A field of a collection's records.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What it means.
    pub concept: Concept,
    /// From the record to its value.
    pub way: Way,
    /// What it is called, for people: its way, or its column's heading.
    pub name: String,
    /// How its numbers are written.
    pub scale: Scale,
    /// The values are ids of this collection's records, and their titles are meant.
    pub lookup: Option<usize>,
    /// How many records have it.
    pub count: usize,
    /// A few of its values.
    pub samples: Vec<String>,
    /// How sure it is.
    pub sure: Sure,
    /// Why.
    pub why: Vec<Reason>,
}

/// Something that is not used, because it is not sure.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Where it stands first: a JSON Pointer.
    pub at: String,
    /// What it is called.
    pub name: String,
    /// What it may be; none: nothing says what its records are.
    pub concept: Option<Concept>,
    /// How many values or records there are.
    pub count: usize,
    /// What speaks for it, or against it.
    pub why: Vec<Reason>,
}
