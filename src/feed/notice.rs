//! What a reading could not use, where it stands, and why.
//!
//! Holds facts only; `words` puts them into sentences.

use super::infer::guess::{Concept, Reason, Sort, Sure};

/// One thing that could not be used as it stood, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// JSON Pointer (RFC 6901) into the document; empty for the document itself.
    pub at: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The value is of another kind than the field takes; the field is left out.
    WrongKind {
        /// What the field takes ('a number').
        wanted: Kind,
        /// What stood there.
        found: Kind,
    },
    /// The text is no date or time that we know; the field is left out.
    NotADate(String),
    /// The text is no number that we know; the field is left out.
    NotANumber(String),
    /// A word stands where one of a few is meant; the field is left out.
    UnknownWord {
        /// What stood there.
        found: String,
        /// The words that are known.
        known: &'static [&'static str],
    },
    /// The text is no address of a page (`https://…`); the field is left out.
    NotAnAddress(String),
    /// The number lies outside of what can be meant here; the field is left out.
    OutOfRange(f64),
    /// A name that no field has, in a document written for the board by hand: often a slip of the pen.
    UnknownField(String),
    /// A goal without a title is left out.
    NoTitle,
    /// A check-in without a date is left out.
    NoDate,
    /// The same id stands on two things; the later one got an id of its own.
    DoubledId(String),
    /// A tie to something that is not there is left out: the thread is cut here.
    Orphan(String),
    /// Ties went round in a ring; this, the youngest, was cut.
    Loop(String),
    /// A team, goal or cycle is named that is not in the document.
    Unknown(String),
    /// An id stood there with nothing that belongs to it, or in a place that has no meaning.
    Misplaced(String),
    /// The cycle ends before it begins; the cycle is left out.
    CycleBackwards,
    /// Low stands above high; they were exchanged.
    BoundsExchanged,
    /// A target that lies below the values, which fall, and no start: the first value is taken for it.
    StartAtFirst(f64),
    /// A weight below nought counts as nought.
    NegativeWeight,
    /// Progress as given and as computed differ by more than five points; both as shares.
    ProgressDiffers {
        /// As the feed gives it.
        given: f64,
        /// As computed from the values.
        computed: f64,
    },
    /// A text was longer than a wall can show; it was shortened to this many characters.
    Shortened(usize),
    /// Characters that reorder or control text were taken out.
    Cleaned,
    /// The text was not in UTF-8, as JSON is; it was read as Western European.
    NotUtf8,
    /// Numbers or characters that JSON cannot hold (`NaN`, `1e999`, half a surrogate pair) were taken out.
    Mended {
        /// How many.
        count: usize,
    },
    /// More than the board takes; the rest is left out.
    TooMany {
        /// How many were kept.
        kept: usize,
        /// How many were left out.
        over: usize,
    },
    /// Goals or teams lie above each other deeper than the board follows; the tie to this one was cut.
    TiesTooDeep(String),
    /// There was more to tell than is kept: so many notices more.
    Untold(usize),
    /// Things of a kind that the board does not read, left out on purpose ('archived cards'), and how many.
    LeftOut {
        /// What they are, as one of the reader's own words.
        what: &'static str,
        /// How many.
        count: usize,
    },
    /// A word of status that is in no table; the status is left out.
    UnknownStatus(String),
    /// The document holds a part of the records that there are: its page says so.
    Partial {
        /// How many are here.
        have: usize,
        /// How many there are, if the page tells.
        of: Option<usize>,
    },
    /// The reader was written from a description of the tool's interface: no real export was at hand.
    Unproven,
    /// The tool told of an error beside its data: a part of the answer may be missing.
    ErrorBeside(String),
    /// As it was told by the reader that works apart from the board: in words, one line for many of a kind.
    Said {
        /// The sentence.
        words: String,
        /// How many of this kind there are.
        count: usize,
    },
    /// The export holds only a part of what there is ('1,000 actions and no more').
    Truncated {
        /// What is truncated, as one of the reader's own words.
        what: &'static str,
        /// How many are there.
        count: usize,
    },
    /// In a document that no reader knows, records were taken for goals or what belongs to them.
    TakenRecords {
        /// Where they are.
        name: String,
        /// What they were taken for.
        sort: Sort,
        /// How many there are.
        count: usize,
        /// How sure that is.
        sure: Sure,
        /// Why.
        why: Vec<Reason>,
    },
    /// In such a document, a field was taken for a concept.
    Taken {
        /// What the field is called.
        name: String,
        /// What it was taken for.
        concept: Concept,
        /// How sure that is.
        sure: Sure,
        /// Why.
        why: Vec<Reason>,
    },
    /// In such a document, a field (or records, where it has no concept) that could be something is not used: not sure.
    Doubtful {
        /// What it is called.
        name: String,
        /// What it may be.
        concept: Option<Concept>,
        /// How many values or records there are.
        count: usize,
        /// What speaks for it, and against it.
        why: Vec<Reason>,
    },
    /// In such a document, fields of goals of which nobody knows what they mean.
    FieldsUnused {
        /// Where the goals are.
        of: String,
        /// What the fields are called.
        names: Vec<String>,
    },
    /// A text stands where a path (JSONPath, RFC 9535) is meant; what it was for is left out.
    NotAPath {
        /// What stood there.
        path: String,
        /// The character that is wrong, counted from 1.
        at: usize,
    },
    /// A path uses a function that the board does not have; what it was for is left out.
    NoFunction(String),
    /// A path is longer, deeper or wider than the board follows; what it was for is left out.
    PathTooMuch(String),
    /// A collection of a mapping has no path to its records; it is left out.
    NoPath,
    /// A path of the mapping finds nothing in the whole document.
    FindsNothing {
        /// Which member of the mapping it is of ('objectives/title').
        member: String,
        /// The path.
        path: String,
    },
    /// A row without an objective was read as belonging to the one above it.
    AsAbove(String),
    /// The number may be a share or percent: nothing tells, and it is left out.
    ScaleUnsure(f64),
    /// The values of one measure are in different units; they are left out.
    UnitsDiffer(String),
    /// The value lies beyond the target, and nothing tells where it began: the goal may be a falling one.
    StartUnknown,
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

/// Why nothing at all could be read from an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// No byte came, or only white space.
    Empty,
    /// A web page came: often a login page.
    Html,
    /// More than the board takes.
    TooLarge {
        /// Bytes that came, as far as they were counted.
        bytes: u64,
        /// Bytes that the board takes.
        limit: u64,
    },
    /// Nested deeper than the board follows.
    TooDeep,
    /// The document ends in its middle.
    CutOff {
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
    },
    /// No JSON.
    NotJson {
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
    },
    /// A document of the board's own format in which something stands where goals belong, and no goal.
    NoGoal {
        /// The first place that could not be used.
        at: String,
    },
    /// JSON, but of no shape that a reader knows.
    UnknownShape {
        /// What stands at the top.
        found: Kind,
        /// The names at the top, for the one who looks for the mistake.
        keys: Vec<String>,
    },
    /// The tool answered with an error of its own; its words.
    Refused(String),
    /// More values than the board takes.
    TooMany {
        /// How many it takes.
        limit: u64,
    },
    /// As it was told by the reader that works apart from the board: a whole sentence.
    Said(String),
    /// The mapping document that the settings name could not be read: its address.
    NoMapping(String),
    /// The reader of foreign documents could not be had, or gave up; what the browser says of it.
    NoReader(String),
    /// JSON of a format or version that this board does not know.
    UnknownFormat(String),
}
