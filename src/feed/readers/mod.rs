//! One file a tool: each turns that tool's export into a [`Draft`], with notices of what it could not read.
//!
//! To add a tool: a file here with a `pub(crate) static READER: Reader`, a `mod` line, a line in [`ALL`], and a folder
//! of fixtures in `tests/feeds/`. The tests that go through [`ALL`] and the folders take it from there.

use super::{Draft, Notice, Unreadable};

/// Turns one tool's export into a draft.
pub struct Reader {
    /// The tool's name, as people know it.
    pub name: &'static str,
    /// Whether a document is this tool's, told from its outline alone.
    pub recognises: fn(&Outline) -> bool,
    /// Reads it. Bytes are JSON as far as the outline could see; an error only where nothing can be read.
    pub read: fn(&[u8], &mut Vec<Notice>) -> Result<Draft, Unreadable>,
}

/// All readers; the first that recognises a document reads it.
pub static ALL: &[&Reader] = &[];

/// A document seen from afar: what stands at its top, without what lies below.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The names at the top, if an object stands there; of the first element's, if a list does.
    pub keys: Vec<String>,
    /// True if a list stands at the top.
    pub list: bool,
    /// The text under `format`, if there is one.
    pub format: Option<String>,
}
