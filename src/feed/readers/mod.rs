//! One file a tool: each turns that tool's export into a [`Draft`], with notices of what it could not read.
//!
//! To add a tool: a file here with a `pub(crate) static READER: Reader`, a `mod` line, a line in [`ALL`], and a folder
//! of fixtures in `tests/feeds/`. The tests that go through [`ALL`] and the folders take it from there.
//! A reader names the document's fields with `loose!`, pours the document into them, and says what they mean.

pub mod maltavla;
pub mod trello;

use super::{Draft, Notice, Outline, Unreadable};

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
pub static ALL: &[&Reader] = &[&maltavla::READER, &trello::READER];
