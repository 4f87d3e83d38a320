//! Kolada: the open key figures of Swedish municipalities (RKA), from its REST interface.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | a municipality or unit (`municipality`, `ou`); Kolada knows no goals, so nothing is aimed at |
//! | key result | each key figure (`kpi`) of it, without a target |
//! | check-ins | the year (`period`): its last day, and the value of both genders together (`gender: T`) |
//! | names | pages of key figures and municipalities (`id`, `title`) among the document's; without them, the codes, which are public and what people look them up by |
//!
//! Values of women and men are read where there is none of both, each as a key result of its own; else they are
//! counted. A value that is `null` is no value.

use crate::feed::Draft;
use crate::feed::document::Node;
use crate::feed::draft::{DraftCheckIn, DraftGoal, DraftKeyResult, DraftObjective, DraftTie, When};
use crate::feed::envelope;
use crate::feed::readers::{Reader, Source};
use crate::feed::told::Told;
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub(super) static READER: Reader = Reader { name: "Kolada", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    envelope::records(page).into_iter().any(is_figure).then_some("values/kpi, values/period, values/values/gender")
}

fn is_figure(record: Node<'_>) -> bool {
    record.has(&["kpi", "period"])
        && record.first_of(&["municipality", "ou"]).is_some()
        && record.get("values").is_some_and(Node::is_list)
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let records = || source.pages.iter().flat_map(|page| envelope::records(*page));
    let names: BTreeMap<String, String> = records()
        .filter(|record| !is_figure(*record))
        .filter_map(|record| Some((record.get("id")?.id()?, record.get("title")?.id()?)))
        .collect();
    let mut draft = Draft { language: Some(String::from("sv")), ..Draft::default() };
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut unnamed: BTreeMap<String, usize> = BTreeMap::new();
    let mut name = |code: &str| {
        names.get(code).cloned().unwrap_or_else(|| {
            unnamed.insert(code.to_string(), 0);
            code.to_string()
        })
    };
    for record in records().filter(|record| is_figure(*record)) {
        let place = told.text(record.first_of(&["municipality", "ou"]));
        let (Some(place), Some(kpi)) = (place, told.text(record.get("kpi"))) else { continue };
        let year = record.get("period").and_then(Node::number);
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and no such year is a date")]
        let day = year.and_then(|year| NaiveDate::from_ymd_opt(year as i32, 12, 31));
        let values = || record.get("values").into_iter().flat_map(Node::items);
        let gender = |value: Node<'_>| value.get("gender").and_then(Node::text).unwrap_or("T").to_string();
        let has_both = values().any(|value| gender(value) == "T");
        for value in values() {
            let of = gender(value);
            if has_both && of != "T" {
                told.leave("values by gender", 1);
                continue;
            }
            let Some(number) = told.number(value.get("value")) else { continue };
            if !known.contains_key(&place) {
                known.insert(place.clone(), draft.objectives.len());
                let title = name(&place);
                // A code alone is no title that anybody reads.
                let title = if title == place { ["Kommun ", &place].concat() } else { title };
                draft.objectives.push(DraftObjective {
                    goal: DraftGoal {
                        at: record.pointer(),
                        id: Some(place.clone()),
                        title: Some(title),
                        ..DraftGoal::default()
                    },
                    supports: Vec::new(),
                });
            }
            let (suffix, words) = match of.as_str() {
                "K" => ("/K", ", kvinnor"),
                "M" => ("/M", ", män"),
                _ => ("", ""),
            };
            let id = [kpi.as_str(), "@", &place, suffix].concat();
            let new = draft.key_results.len();
            let at = *known.entry(id.clone()).or_insert(new);
            if at == new {
                draft.key_results.push(DraftKeyResult {
                    goal: DraftGoal {
                        at: record.pointer(),
                        id: Some(id),
                        title: Some([&name(&kpi), words].concat()),
                        ..DraftGoal::default()
                    },
                    objective: Some(DraftTie { at: record.pointer(), to: place.clone() }),
                    ..DraftKeyResult::default()
                });
            }
            if let Some(key_result) = draft.key_results.get_mut(at) {
                key_result.goal.check_ins.push(DraftCheckIn {
                    at: value.pointer(),
                    when: day.map(When::Day),
                    value: Some(number),
                    ..DraftCheckIn::default()
                });
            }
        }
    }
    told.leave("names that stand in another document", unnamed.len());
    draft
}
