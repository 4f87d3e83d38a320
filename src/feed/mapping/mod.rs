//! Reads a document as a mapping says: for shapes that no reader knows, and for those who know better.
//!
//! A mapping is a JSON document: where the records are, and where in a record each thing stands, as JSONPaths (RFC
//! 9535). There are no programs in it, only a few verbs:
//!
//! | what | how |
//! |---|---|
//! | where the records of a collection are | `"at": "$.goals[*]"`, several in a list; inside another collection, `$` is the record around |
//! | which of them | `"when": "@.type == 'goal'"` |
//! | those below them, in a tree | `"deeper": "$.children[*]"` |
//! | rows that repeat their objective | `"groupBy": "$.objective"` |
//! | columns instead of records | `"columns": true` |
//! | a field | a path from its record, `$`; a list: the first that finds something; an object: a path with verbs |
//! | names for ids | `"lookup"`: one of the mapping's `lookups` |
//! | other words | `"words": {"Grön": "on-track"}` |
//! | a name instead of a value | `"key": true` |
//! | several values in one | `"join": ", "` |
//! | what is always so, or where nothing is found | `"value": "Sales"` |
//! | how it is written | `"scale": "ratio"`, `"numbers": "sv"`, `"dates": "day-first"` |
//! | texts that hold JSON | `"json": "$.items[*].payload"`, for the whole document |
//! | a few things only | `"over": true`: the document is read without the mapping first, and what this finds goes before what that found; then `objectives`, `keyResults` and `goals` without `at` are those that were read |
//!
//! A record belongs to the nearest record that it lies inside; ids and titles tie the others. What a value means is
//! found out as for a document that the board reads by itself ([`assemble`](super::assemble)): numbers with their units, dates as
//! periods, words of status in many languages, rich text as plain text. Runs nothing, fetches nothing.

mod form;
mod lay;
mod of;
mod path;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod take;
mod write;

pub use form::{Dates, Literal, Numbers};
pub use of::{of, path_of};
pub use path::{Broken, Condition, Path};

use super::document::Document;
use super::infer::guess::{Concept, Scale, Sort};
use super::told::Told;
use super::{Draft, Notice, Unreadable, clean};

/// Its name, as it stands in a report.
pub const NAME: &str = "mapping";
/// What `format` says in the documents that this reads.
const FORMAT: &str = "maltavla-mapping/1";

/// How to read documents of one shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// Whether it is laid over what is read without it.
    over: bool,
    language: Option<String>,
    json: Vec<Path>,
    lookups: Vec<Lookup>,
    about: Vec<(Concept, Choice)>,
    collections: Vec<Collection>,
}

/// Where the records of a collection are, and what their fields are.
#[derive(Clone, Debug, PartialEq)]
struct Collection {
    sort: Sort,
    /// The mapping's own name for it.
    name: &'static str,
    /// The collection in whose records these lie; none: in the document's top.
    within: Option<usize>,
    /// None: the goals that were read without the mapping.
    at: Vec<Path>,
    when: Option<Condition>,
    deeper: Option<Path>,
    columns: bool,
    group_by: Vec<Choice>,
    fields: Vec<Spec>,
}

/// What one field means, and where it may stand.
#[derive(Clone, Debug, PartialEq)]
struct Spec {
    name: &'static str,
    concept: Concept,
    choices: Vec<Choice>,
}

/// One place where a value may stand, and what is to be done with it.
#[derive(Clone, Debug, PartialEq)]
struct Choice {
    /// None: the record itself.
    at: Option<Path>,
    key: bool,
    when: Option<Condition>,
    lookup: Option<usize>,
    words: Vec<(String, Literal)>,
    join: Option<String>,
    scale: Scale,
    numbers: Numbers,
    dates: Dates,
    value: Option<Literal>,
}

/// Records that are named elsewhere by their ids.
#[derive(Clone, Debug, PartialEq)]
struct Lookup {
    at: Path,
    /// None: the records' own names in the object above them.
    id: Option<Path>,
    values: Vec<Path>,
}

impl Mapping {
    /// Reads a mapping document. What is broken in it costs itself and leaves a notice; its places are in the mapping.
    ///
    /// # Errors
    /// If it is no mapping at all.
    pub fn parse(bytes: &[u8]) -> Result<(Mapping, Vec<Notice>), Unreadable> {
        let mut notices = Vec::new();
        let text = clean::clean(bytes, &mut notices)?;
        let mapping = form::read(&text, &mut notices)?;
        Ok((mapping, notices))
    }

    /// Where it looks, in short.
    pub(super) fn why(&self) -> String {
        let paths = self.collections.iter().filter_map(|collection| collection.at.first());
        super::loose::shortened(&paths.map(|path| path.text.as_str()).collect::<Vec<_>>().join(", "))
    }

    /// Whether the document is read without it first, and it is [laid over](Mapping::lay) that.
    pub(super) fn lies_over(&self) -> bool {
        self.over
    }

    /// What it makes of a document; none if it finds nothing in it.
    pub(super) fn read(&self, document: &Document, told: &mut Told) -> Option<Draft> {
        let held = self.opened(document);
        take::draft(self, held.as_ref().unwrap_or(document), told)
    }

    /// What was read of a document, with what this finds in it laid over that.
    pub(super) fn lay(&self, base: Draft, document: &Document, told: &mut Told) -> Draft {
        let held = self.opened(document);
        match take::laid(self, held.as_ref().unwrap_or(document), &base, told) {
            Some(laid) => lay::over(self, base, laid),
            None => base,
        }
    }

    /// Texts that hold JSON become what they hold, once and for all; a place in them is a place in what they hold. None
    /// if there are none.
    fn opened(&self, document: &Document) -> Option<Document> {
        let top = document.top();
        let mut held: Vec<u32> = self.json.iter().flat_map(|path| path.find(top)).map(|node| node.place()).collect();
        held.sort_unstable();
        (!held.is_empty()).then(|| document.opened(&held))
    }
}
