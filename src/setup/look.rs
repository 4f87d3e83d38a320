//! What is in the documents that were given: goals, where each thing comes from, and what to mend.

use super::fields::Fields;
use super::rows::{Seen, rows};
use super::{Answer, text, texts, words};
use crate::feed::report::{Counts, grouped};
use crate::feed::{self, Draft, Mapping, Notice, Reading, Unreadable, export, infer};
use crate::goals::coach::{Finding, coach};
use crate::goals::{GoalId, Goals, Measures, Now, Rules, Zone};
use crate::words::Words;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// Documents up to this size, in bytes, are looked at for what else could be chosen in them: it takes as long as reading.
const LOOKED: usize = 16 << 20;

/// Reads all documents, and tells of them:
///
/// * `documents`: for each, `refused` (a sentence) and whether it `isJson`, or `reader`, `why`, `counts`, `notices`;
/// * `rows`: each thing that the board needs, see [`rows`]; `how`: `native`, `reader`, `inferred` or `mapping`;
/// * `missed`: what the mapping says and no document has, as `goals/team`;
/// * `mapping`: the mapping they were read by, or the one that would read what inference takes them for;
/// * `fields`: all that stands in them, see [`Fields`];
/// * `findings`: what to mend; `teams`; `counts` of all; `organisation` and `language` of the goals.
pub(super) fn look(question: &Value, documents: &[Vec<u8>]) -> Answer {
    let words = words(question);
    let names = texts(question.get("names"));
    let (documents, by) = match documents.split_last() {
        Some((mapping, documents)) if question.get("mapping") == Some(&Value::Bool(true)) => {
            (documents, Some(Mapping::parse(mapping)))
        }
        _ => (documents, None),
    };
    let now = now(text(question, "now"));
    let (by, wrong) = match by {
        Some(Ok((mapping, notices))) => (Some(mapping), notices),
        Some(Err(fault)) => (
            None,
            vec![Notice {
                at: String::new(),
                problem: feed::Problem::Said { words: (words.problems.unreadable)(&fault, "mapping.json"), count: 1 },
            }],
        ),
        None => (None, Vec::new()),
    };

    let mut told = Vec::new();
    let mut feeds = Vec::new();
    let mut drafts = Vec::new();
    let mut seen = Seen::default();
    let mut fields = Fields::default();
    for (place, bytes) in documents.iter().enumerate() {
        let name = names.get(place).map(String::as_str).unwrap_or_default();
        let reading = feed::read_with(bytes, by.as_ref());
        if bytes.len() <= LOOKED
            && let Ok((document, guess)) = feed::looked_at(bytes)
        {
            fields.add(&document);
            if let Ok(reading) = &reading {
                seen.add(&document, reading, guess);
            } else {
                seen.guessed(guess);
            }
        } else if let Ok(reading) = &reading {
            seen.add_unseen(reading);
        }
        if let Ok(reading) = &reading {
            seen.missed(reading);
        }
        told.push(document_told(&reading, words, name));
        feeds.push(reading.as_ref().map(|reading| export(&reading.draft)).unwrap_or_default());
        drafts.push(reading.map(|reading| reading.draft).unwrap_or_default());
    }

    let (goals, notices) = feed::settle(&drafts, &now);
    let measures = Measures::of(&goals, &Rules::default(), &now);
    for (told, notices) in told.iter_mut().zip(&notices) {
        if let Some(list) = told.get_mut("notices").and_then(Value::as_array_mut) {
            list.extend(notices_told(notices, words));
        }
    }
    let teams: Vec<Value> =
        goals.teams().iter().map(|team| json!({ "id": team.id.as_str(), "name": team.name })).collect();
    let answer = json!({
        "documents": told,
        "rows": rows(&drafts, &goals, &measures, &seen, &words.status),
        "how": seen.how(),
        "missed": seen.missed_by_all(),
        "mapping": seen.mapping(),
        "fields": fields.told(),
        "findings": coach(&goals, &measures).iter().map(|finding| finding_told(finding, &goals)).collect::<Vec<_>>(),
        "wrong": notices_told(&wrong, words),
        "teams": teams,
        "counts": counts(&goals, &drafts),
        "organisation": goals.organisation(),
        "language": goals.language(),
    });
    Answer { told: answer.to_string(), feeds }
}

/// The page's moment, as RFC 3339, in the zone it is written in.
fn now(text: &str) -> Now {
    match DateTime::parse_from_rfc3339(text) {
        Ok(at) => Now::new(at.with_timezone(&Utc), Zone::fixed(at.offset().local_minus_utc())),
        Err(_) => Now::new(DateTime::UNIX_EPOCH, Zone::UTC),
    }
}

fn document_told(reading: &Result<Reading, Unreadable>, words: &Words, name: &str) -> Value {
    match reading {
        Err(fault) => json!({
            "refused": (words.problems.unreadable)(fault, name),
            "isJson": !matches!(fault, Unreadable::NotJson { .. } | Unreadable::Empty | Unreadable::Html),
        }),
        Ok(reading) => {
            let counts = Counts::of(&reading.draft);
            json!({
                "reader": reading.reader,
                "why": reading.why,
                "inferred": reading.reader == infer::NAME,
                "counts": counts_told(&counts),
                "notices": notices_told(&reading.notices, words),
            })
        }
    }
}

fn notices_told(notices: &[Notice], words: &Words) -> Vec<Value> {
    let group = |group: &feed::report::Group<'_>| json!({ "at": group.first.at, "said": (words.problems.problem)(&group.first.problem), "count": group.count });
    grouped(notices.iter()).iter().map(group).collect()
}

fn counts_told(counts: &Counts) -> Value {
    json!({
        "objectives": counts.objectives, "keyResults": counts.key_results, "teams": counts.teams,
        "checkIns": counts.check_ins, "initiatives": counts.initiatives,
    })
}

/// Of what is shown: doubles between documents are gone, teams have come.
fn counts(goals: &Goals, drafts: &[Draft]) -> Value {
    let read = drafts.iter().map(|draft| Counts::of(draft).check_ins).sum::<usize>();
    counts_told(&Counts {
        objectives: goals.objectives().len(),
        key_results: goals.key_results().len(),
        teams: goals.teams().len(),
        check_ins: read,
        initiatives: goals.initiatives().len(),
    })
}

fn finding_told(finding: &Finding, goals: &Goals) -> Value {
    let titles = |of: &[GoalId]| -> Vec<String> {
        of.iter().filter_map(|id| Some(goals.goal(id)?.title().to_string())).collect()
    };
    let (name, of) = match finding {
        Finding::CycleOver(end) => return json!({ "finding": "cycleOver", "goals": [], "day": end.to_string() }),
        Finding::Many(team, of) => {
            let team = team.as_ref().and_then(|team| Some(goals.team(team)?.name.clone()));
            return json!({ "finding": "many", "goals": titles(of), "team": team });
        }
        Finding::Unmeasured(of) => ("unmeasured", of),
        Finding::Tasks(of) => ("tasks", of),
        Finding::Loose(of) => ("loose", of),
        Finding::Silent(of) => ("silent", of),
        Finding::ReachedAtStart(of) => ("reachedAtStart", of),
        Finding::Differing(of) => ("differing", of),
    };
    json!({ "finding": name, "goals": titles(of) })
}
