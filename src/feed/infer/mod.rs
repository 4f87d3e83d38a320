//! Reads a document that no reader knows, by what its names, its values and its structure say.
//!
//! [`guess`](mod@guess) holds what was found as a plain value, with how sure each thing is and why; the draft is made of
//! that alone. What is not sure is told and not used: no number is ever invented. A document is only read if something
//! in it has a title and is goal-like beside that: by the name of its collection, a measure, or progress.
//!
//! | what | where it is found |
//! | --- | --- |
//! | collections | lists, maps by id or name, trees, tables with headings, columns; links by ids, rows that repeat an objective |
//! | fields | by their names in eight languages, if their values fit; a common word needs a sure neighbour |
//! | scale of progress | by start, current and target; else over the whole column; all 0 and 1 tell nothing |
//! | where a goal began | by name; where a field of unknown name could be it, the target is left out |
//!
//! It does not guess fields by their values alone, owners and teams by ids that nothing resolves, or a cycle.

mod column;
mod decide;
pub mod guess;
mod survey;
mod synonyms;

use super::assemble;
use super::draft::Draft;
use super::notice::{Notice, Problem};
use super::readers::Source;
use super::told::Told;
use guess::{Guess, Sort, Sure};

/// What stands for the tool's name, where a document was read so.
pub const NAME: &str = "inferred";

/// Reads a document by inference, and tells what was taken for what; none if nothing in it is goal-like.
pub fn read(source: &Source<'_>, told: &mut Told) -> Option<(Draft, String)> {
    let guess = decide::guess(source.top)?;
    tell(&guess, told);
    let records = assemble::records(&guess, source.top, told);
    let draft = assemble::draft(&records, &assemble::about(&guess, source.top), told);
    if draft.objectives.is_empty() && draft.key_results.is_empty() {
        return None;
    }
    let collections = guess.collections.iter().filter(|collection| collection.sort != Sort::Groups);
    let ways: Vec<String> =
        collections.map(|collection| collection.way.to_string()).filter(|way| !way.is_empty()).collect();
    Some((draft, ways.join(", ")))
}

/// What a document may be taken for; none if nothing in it is goal-like.
pub fn guess(source: &Source<'_>) -> Option<Guess> {
    decide::guess(source.top)
}

fn tell(guess: &Guess, told: &mut Told) {
    let mut notices = Vec::new();
    let mut say = |at: String, problem: Problem| notices.push(Notice { at, problem });
    for collection in &guess.collections {
        let way = collection.way.to_string();
        let name = if way.is_empty() { String::from("[*]") } else { way };
        if collection.sort != Sort::Groups {
            say(
                String::new(),
                Problem::TakenRecords {
                    name: name.clone(),
                    sort: collection.sort,
                    count: collection.count,
                    sure: collection.sure,
                    why: collection.why.clone(),
                },
            );
        }
        for field in &collection.fields {
            say(
                String::new(),
                Problem::Taken {
                    name: field.name.clone(),
                    concept: field.concept,
                    sure: field.sure,
                    why: field.why.clone(),
                },
            );
        }
    }
    for collection in guess.collections.iter().filter(|collection| !collection.unused.is_empty()) {
        say(String::new(), Problem::FieldsUnused { of: collection.way.to_string(), names: collection.unused.clone() });
    }
    for field in &guess.about {
        let sure = Sure::Likely;
        say(
            String::new(),
            Problem::Taken { name: field.name.clone(), concept: field.concept, sure, why: field.why.clone() },
        );
    }
    for doubt in &guess.doubts {
        say(
            doubt.at.clone(),
            Problem::Doubtful {
                name: doubt.name.clone(),
                concept: doubt.concept,
                count: doubt.count,
                why: doubt.why.clone(),
            },
        );
    }
    told.extend(notices);
}
