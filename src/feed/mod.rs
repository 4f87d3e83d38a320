//! From bytes to goals: `bytes -> read -> Draft + notices`, then `drafts -> settle -> Goals + notices`.
//!
//! A reading never fails on content: what cannot be used costs itself and leaves a [`Notice`]; an [`Unreadable`] is
//! told only where there is nothing to read. Foreign JSON lives and dies in [`readers`]; what no reader knows is
//! [inferred](infer). Fetches nothing, shows nothing.
//!
//! The board itself reads [`native`] documents alone; [`read`] knows all, and is loaded only when one is needed.

pub mod amount;
pub mod assemble;
mod clean;
pub mod dates;
pub mod document;
pub mod draft;
pub mod envelope;
mod export;
pub mod handover;
pub mod infer;
pub mod language;
pub mod letters;
pub mod loose;
pub mod mapping;
pub mod markdown;
pub mod named;
pub mod notice;
pub mod quantity;
pub mod readers;
pub mod report;
pub mod rich;
mod settle;
pub mod table;
pub mod tally;
pub mod thin;
pub mod told;
pub mod vocabulary;
pub mod work;

pub use clean::LIMIT;
pub use draft::Draft;
pub use export::export;
pub use mapping::Mapping;
pub use notice::{Kind, Notice, Problem, Unreadable};
pub use settle::settle;

use document::Document;
use readers::{Source, maltavla};
use told::Told;

/// What one document held.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The goals, as the document gives them.
    pub draft: Draft,
    /// What could not be used as it stood.
    pub notices: Vec<Notice>,
    /// The name of the tool whose document it was.
    pub reader: String,
    /// What in the document told that: names, as they stand in it.
    pub why: String,
}

/// Reads one document, of whichever tool.
///
/// # Errors
/// If there is nothing to read: no JSON, or JSON of a shape that no reader knows.
pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    read_with(bytes, None)
}

/// Reads one document, of whichever tool; with a mapping, if that finds anything in it. Documents of the board's own
/// format need none.
///
/// # Errors
/// As [`read`].
pub fn read_with(bytes: &[u8], mapping: Option<&Mapping>) -> Result<Reading, Unreadable> {
    match native(bytes)? {
        Some(reading) => Ok(reading),
        None => foreign(bytes, mapping),
    }
}

/// Reads one document of the board's own format; none if it is another's.
///
/// # Errors
/// If it is of this format, and cannot be read.
pub fn native(bytes: &[u8]) -> Result<Option<Reading>, Unreadable> {
    cleaned(bytes, &mut |text, notices| {
        if !maltavla::may_be(text) {
            return Ok(None);
        }
        let draft = maltavla::read(text, notices)?;
        Ok(draft.map(|draft| Reading {
            draft,
            notices: std::mem::take(notices),
            reader: maltavla::NAME.into(),
            why: String::from("format"),
        }))
    })
}

/// What a document looks like to one who knows no tool: its values, and what inference takes it for.
///
/// # Errors
/// If it is no JSON.
pub fn looked_at(bytes: &[u8]) -> Result<(Document, Option<infer::guess::Guess>), Unreadable> {
    cleaned(bytes, &mut |text, _| {
        let document = Document::of(text)?;
        let top = document.top();
        let guess = infer::guess(&Source { bytes: text, top, pages: envelope::pages(top) });
        Ok((document, guess))
    })
}

/// Reads one document of any tool but ours.
fn foreign(bytes: &[u8], mapping: Option<&Mapping>) -> Result<Reading, Unreadable> {
    cleaned(bytes, &mut |text, notices| {
        let document = Document::of(text).map_err(|refused| {
            if refused != Unreadable::TooDeep && clean::is_deep(text) { Unreadable::TooDeep } else { refused }
        })?;
        let mut told = Told::new();
        told.extend(std::mem::take(notices));
        read_tree(text, &document, mapping, told)
    })
}

fn read_tree(
    bytes: &[u8],
    document: &Document,
    mapping: Option<&Mapping>,
    mut told: Told,
) -> Result<Reading, Unreadable> {
    let top = document.top();
    let pages = envelope::pages(top);
    let first = pages.first().copied().unwrap_or(top);
    if let Some(words) = envelope::refusal(first) {
        return Err(Unreadable::Refused(loose::shortened(&words)));
    }
    let (over, whole): (Vec<&Mapping>, Vec<&Mapping>) = mapping.into_iter().partition(|mapping| mapping.lies_over());
    if let Some(mapping) = whole.first()
        && let Some(mut draft) = mapping.read(document, &mut told)
    {
        thin::draft(&mut draft, &mut told);
        tell_what_is_missing(&pages, &mut told);
        return Ok(Reading { draft, notices: told.notices(), reader: mapping::NAME.into(), why: mapping.why() });
    }
    let found = readers::ALL.iter().find_map(|reader| Some((reader, (reader.recognises)(first)?)));
    tell_what_is_missing(&pages, &mut told);
    let source = Source { bytes, top, pages };
    let over = over.first();
    let (mut draft, reader, why) = match found {
        Some((reader, why)) => ((reader.read)(&source, &mut told), reader.name, String::from(why)),
        None => match infer::read(&source, &mut told) {
            Some((draft, why)) => (draft, infer::NAME, why),
            None => (Draft::default(), mapping::NAME, over.ok_or_else(|| unknown(top))?.why()),
        },
    };
    if let Some(over) = over {
        draft = over.lay(draft, document, &mut told);
        if reader == mapping::NAME && draft == Draft::default() {
            return Err(unknown(top));
        }
    }
    thin::draft(&mut draft, &mut told);
    Ok(Reading { draft, notices: told.notices(), reader: reader.into(), why })
}

/// Tells of records that the tool has and the document has not.
fn tell_what_is_missing(pages: &[document::Node<'_>], told: &mut Told) {
    let records: Vec<Vec<document::Node<'_>>> = pages.iter().map(|page| envelope::records(*page)).collect();
    let have = records.iter().map(Vec::len).sum();
    if let Some((last, of_last)) = pages.last().filter(|page| page.is_object()).zip(records.last())
        && of_last.first() != Some(last)
        && let Some(missing) = envelope::more(*last, have)
    {
        told.tell_of_all(missing);
    }
    for (errors, words) in pages.iter().filter_map(|page| envelope::partial_errors(*page)) {
        told.tell(errors, Problem::ErrorBeside(loose::shortened(&words)));
    }
}

/// Why no reader knows this document.
fn unknown(top: document::Node<'_>) -> Unreadable {
    let shown = top.first_object().filter(|_| top.is_list()).unwrap_or(top);
    let keys = shown.members().take(12).map(|(name, _)| loose::shortened(name)).collect();
    Unreadable::UnknownShape { found: top.kind(), keys }
}

/// Reads a text, and tells.
type Read<'r, T> = dyn FnMut(&[u8], &mut Vec<Notice>) -> Result<T, Unreadable> + 'r;

/// Hands the document to a reader as text; again, without what JSON cannot hold, if it was refused for that.
fn cleaned<T>(bytes: &[u8], read: &mut Read<'_, T>) -> Result<T, Unreadable> {
    let mut notices = Vec::new();
    let text = clean::clean(bytes, &mut notices)?;
    let before = notices.clone();
    match read(&text, &mut notices) {
        // Some tools write what JSON cannot hold. Looking for it costs a pass, so it is done only where it matters.
        Err(refused @ Unreadable::NotJson { .. }) => match clean::mend(&text) {
            Some((mended, count)) => {
                notices = before;
                notices.push(Notice { at: String::new(), problem: Problem::Mended { count } });
                read(&mended, &mut notices)
            }
            None => Err(refused),
        },
        read => read,
    }
}
