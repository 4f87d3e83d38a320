//! What only another tool's document can be told, in English: not in the board's own program, which hears it in words.

use super::super::format::excerpt;
use super::*;
use crate::feed::infer::guess::{Concept, Reason, Sort, Sure};

pub(super) fn problem(problem: &Problem) -> String {
    let f = &EN.format;
    let q = |text: &str| f.quote(&excerpt(text));
    match problem {
        Problem::LeftOut { what, count } => format!("Left out on purpose: {} {what}.", f.count(*count as u64)),
        Problem::UnknownStatus(word) => format!("{} is no status that the board knows. It is left out.", q(word)),
        Problem::Partial { have, of: Some(of) } => format!(
            "The document holds {} of {} records. Export all of them, or give the board the addresses of all pages.",
            f.count(*have as u64),
            f.count(*of as u64)
        ),
        Problem::Partial { have, of: None } => format!(
            "The document holds {} records, and its tool has more. Give the board the addresses of all pages.",
            f.count(*have as u64)
        ),
        Problem::Unproven => String::from(
            "This tool's export is read as its interface is described; no real one was at hand. Hold the board against \
             the tool.",
        ),
        Problem::NotAPath { path, at } => {
            format!("{} is no path (JSONPath, RFC 9535); look at character {at}. It is left out.", q(path))
        }
        Problem::NoFunction(name) => format!(
            "Paths have no function {} here; of RFC 9535's there are length, count and value. It is left out.",
            q(name)
        ),
        Problem::PathTooMuch(path) => {
            format!("{} is more than the board follows. Write it in fewer steps. It is left out.", q(path))
        }
        Problem::NoPath => {
            String::from("The mapping does not say where these are: “at” is missing. They are left out.")
        }
        Problem::FindsNothing { member, path } => format!(
            "The mapping's {} finds nothing in the document: {}. Hold the path against the document.",
            q(member),
            q(path)
        ),
        Problem::ErrorBeside(words) => {
            format!("The tool told of an error: {}. Something may be missing.", q(words))
        }
        Problem::Truncated { what, count } => {
            format!("The export holds {} {what} and no more; older ones may be missing.", f.count(*count as u64))
        }
        Problem::TakenRecords { name, sort, count, sure, why } => format!(
            "The {} records at {} were taken for {} ({}).",
            f.count(*count as u64),
            q(name),
            records(*sort),
            because(*sure, why)
        ),
        Problem::Taken { name, concept: of, sure, why } => {
            format!("{} was taken for {} ({}).", q(name), concept(*of), because(*sure, why))
        }
        Problem::Doubtful { name, concept: Some(of), why, .. } => {
            format!("{} may be {} ({}). It is left out.", q(name), concept(*of), because(Sure::Unsure, why))
        }
        Problem::Doubtful { name, concept: None, count, .. } => format!(
            "Nothing says that the {} records at {} are goals. They are left out.",
            f.count(*count as u64),
            q(name)
        ),
        Problem::FieldsUnused { of, names } => {
            format!("The board has no use for these fields of {}: {}.", q(of), excerpt(&names.join(", ")))
        }
        Problem::AsAbove(text) => format!("No objective stands here. It was read as in the row above: {}.", q(text)),
        Problem::ScaleUnsure(number) => {
            format!("{} may be a share or percent. Nothing here tells, so it is left out.", f.number(*number))
        }
        Problem::UnitsDiffer(units) => {
            format!("The values of one measure are in different units: {}. They are left out.", q(units))
        }
        Problem::StartUnknown => String::from(
            "The value lies beyond the target, and nothing says where it began. Is it to fall? The target is left out.",
        ),
        _ => String::new(),
    }
}

pub(super) fn unreadable(fault: &Unreadable, from: &str) -> String {
    let f = &EN.format;
    match fault {
        Unreadable::UnknownShape { found, keys } => {
            let names: Vec<String> = keys.iter().take(6).map(|key| f.quote(&excerpt(key))).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let there = if names.is_empty() { String::from(kind(*found)) } else { f.list(&names) };
            format!(
                "{from} sent JSON in a shape that the board does not know (at its top: {there}). Check the address, \
                 or tell the board how to read it with a mapping."
            )
        }
        Unreadable::Refused(words) => format!(
            "{from} answered with an error instead of goals: {}. Look at the address, and at what it may read.",
            f.quote(&excerpt(words))
        ),
        Unreadable::TooMany { limit } => format!(
            "What {from} sent holds more than {} values; the board takes no more. Export a part of it.",
            f.count(*limit)
        ),
        _ => String::new(),
    }
}

fn concept(concept: Concept) -> &'static str {
    match concept {
        Concept::Id => "the id",
        Concept::Title => "the title",
        Concept::Description => "the description",
        Concept::Owner => "the owner",
        Concept::Team => "the team",
        Concept::Parent => "the goal above",
        Concept::Objective => "the objective it belongs to",
        Concept::Children => "the goals below",
        Concept::Kind => "what the record is",
        Concept::Start => "the value at the start",
        Concept::Current => "the current value",
        Concept::Target => "the target",
        Concept::Low => "the lower bound",
        Concept::High => "the upper bound",
        Concept::Unit => "the unit",
        Concept::Progress => "the progress",
        Concept::Status => "the status",
        Concept::Done => "whether it is done",
        Concept::Archived => "whether it is put away",
        Concept::Begin => "the first day",
        Concept::Due => "the day it is due",
        Concept::Period => "the period",
        Concept::Weight => "the weight",
        Concept::Url => "the address",
        Concept::Date => "the date",
        Concept::Note => "the note",
        Concept::Cause => "the cause",
        Concept::Lesson => "the lesson",
        Concept::Support => "the call for support",
        Concept::Reason => "the reason",
        Concept::Rhythm => "the days between check-ins",
        Concept::Organisation => "the organisation",
        Concept::Vision => "the vision",
        Concept::Made => "when it was made",
    }
}

fn records(sort: Sort) -> &'static str {
    match sort {
        Sort::Objectives => "objectives",
        Sort::KeyResults => "key results",
        Sort::Goals => "objectives and key results",
        Sort::Initiatives => "initiatives",
        Sort::CheckIns => "check-ins",
        Sort::Teams => "teams",
        Sort::People => "people",
        Sort::Groups => "groups",
    }
}

/// How sure a thing is, and why.
fn because(sure: Sure, why: &[Reason]) -> String {
    let sure = match sure {
        Sure::Sure => "sure",
        Sure::Likely => "likely",
        Sure::Unsure => "not sure",
    };
    let count = |count: &usize| EN.format.count(*count as u64);
    let reason = |reason: &Reason| match reason {
        Reason::Name => String::from("its name"),
        Reason::Values(1) => "1 value that fits".into(),
        Reason::Values(n) => format!("{} values that fit", count(n)),
        Reason::Between(n) => format!("{} values between start and target", count(n)),
        Reason::Agrees(n) => format!("progress agrees in {} records", count(n)),
        Reason::Ids(n) => format!("{} of its values are ids of others", count(n)),
        Reason::Place => String::from("where it stands"),
        Reason::Beside => String::from("what stands beside it"),
        Reason::Rival => String::from("something else could be meant as well"),
    };
    let reasons: Vec<String> = why.iter().map(reason).collect();
    if reasons.is_empty() { sure.into() } else { format!("{sure}: {}", reasons.join(", ")) }
}
