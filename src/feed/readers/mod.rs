//! One file a tool: each turns that tool's export into a [`Draft`], with notices of what it could not read.
//!
//! To add a tool: a file here with a `pub(super) static READER: Reader`, a `mod` line, a line in [`ALL`], and folders of
//! fixtures in `tests/feeds/`. The tests that go through [`ALL`] and the folders take it from there.
//!
//! A reader looks at the document as a tree of [`Node`]s: it unwraps with [`envelope`](super::envelope), takes values
//! through [`Told`], which leaves a notice of each that is unfit, and puts the place of each thing (`node.pointer()`)
//! into its draft's `at`. It repairs no ties and settles no ids: that is `settle`'s. The board's own format is not
//! among these: [`maltavla`] is read in one pass, without a tree.
//!
//! Most OKR tools differ in names, scales and words alone: such a reader is an `okr::Shape`, read by the one walk there.

mod aha;
mod airtable;
mod appfire;
mod asana;
mod atlassian_goals;
mod azure;
mod basecamp;
mod clickup_goals;
mod github;
mod gitlab;
mod grafana;
mod hibob;
mod jira;
mod kolada;
mod lark;
mod lattice;
mod leapsome;
mod linear;
pub mod maltavla;
mod monday;
mod notion;
mod odoo_okr;
mod okr;
mod okr_tracker;
mod openproject;
mod perdoo;
mod puzzle_okr;
mod quantive;
mod sharepoint;
mod sheets;
mod shortcut;
mod smartsheet;
mod stratsys;
mod structured_goals;
mod tability;
mod trello;
mod viva_goals;
mod weekdone;
mod workboard;
mod workpath;

use super::Draft;
use super::document::Node;
use super::told::Told;

/// Turns one tool's export into a draft.
pub struct Reader {
    /// The tool's name, as people know it.
    pub name: &'static str,
    /// What in a page tells that it is this tool's ('lists, cards, cards/idList'); none if it is another's.
    pub recognises: fn(Node<'_>) -> Option<&'static str>,
    /// Reads it.
    pub read: fn(&Source<'_>, &mut Told) -> Draft,
}

/// A document, for its reader.
pub struct Source<'d> {
    /// As it came, in UTF-8; JSON for certain.
    pub bytes: &'d [u8],
    /// Its top.
    pub top: Node<'d>,
    /// Its pages: the top alone, or several that were put into one list.
    pub pages: Vec<Node<'d>>,
}

/// All readers; the first that recognises a document reads it.
pub static ALL: &[&Reader] = &[
    &trello::READER,
    &linear::READER,
    &gitlab::READER,
    &github::READER,
    &azure::READER,
    &openproject::READER,
    &basecamp::READER,
    &jira::READER,
    &asana::READER,
    &atlassian_goals::READER,
    &airtable::READER,
    &grafana::READER,
    &kolada::READER,
    &monday::READER,
    &notion::READER,
    &sharepoint::READER,
    &sheets::READER,
    &smartsheet::READER,
    &stratsys::READER,
    &aha::READER,
    &appfire::READER,
    &clickup_goals::READER,
    &hibob::READER,
    &lark::READER,
    &lattice::READER,
    &leapsome::READER,
    &odoo_okr::READER,
    &okr_tracker::READER,
    &perdoo::READER,
    &puzzle_okr::READER,
    &quantive::READER,
    &shortcut::READER,
    &structured_goals::READER,
    &tability::READER,
    &viva_goals::READER,
    &weekdone::READER,
    &workboard::READER,
    &workpath::READER,
];
