//! From bytes to goals: `bytes -> read -> Draft + notices`, then `drafts -> settle -> Goals + notices`.
//!
//! A reading never fails on content: what cannot be used costs itself and leaves a [`Notice`]; an [`Unreadable`] is
//! told only where there is nothing to read. Foreign JSON lives and dies in [`readers`]. Fetches nothing, shows nothing.

mod clean;
pub mod draft;
pub mod letters;
pub mod loose;
pub mod markdown;
pub mod notice;
pub mod outline;
pub mod readers;
mod settle;

pub use clean::LIMIT;
pub use draft::Draft;
pub use notice::{Kind, Notice, Problem, Unreadable};
pub use outline::Outline;
pub use settle::settle;

/// What one document held.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The goals, as the document gives them.
    pub draft: Draft,
    /// What could not be used as it stood.
    pub notices: Vec<Notice>,
    /// The name of the tool whose document it was.
    pub reader: &'static str,
}

/// Reads one document, of whichever tool.
///
/// # Errors
/// If there is nothing to read: no JSON, or JSON of a shape that no reader knows.
pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    let mut notices = Vec::new();
    let text = clean::clean(bytes, &mut notices)?;
    match read_json(&text, notices.clone()) {
        // Some tools write what JSON cannot hold. Looking for it costs a pass, so it is done only where it matters.
        Err(refused @ Unreadable::NotJson { .. }) => match clean::mend(&text) {
            Some((mended, count)) => {
                notices.push(Notice { at: String::new(), problem: Problem::Mended { count } });
                read_json(&mended, notices)
            }
            None => Err(refused),
        },
        read => read,
    }
}

fn read_json(text: &[u8], mut notices: Vec<Notice>) -> Result<Reading, Unreadable> {
    let outline = Outline::of(text)?;
    let reader = readers::ALL.iter().find(|reader| (reader.recognises)(&outline));
    let reader = reader.ok_or_else(|| if clean::is_deep(text) { Unreadable::TooDeep } else { outline.unknown() })?;
    let draft = (reader.read)(text, &mut notices)?;
    Ok(Reading { draft, notices, reader: reader.name })
}
